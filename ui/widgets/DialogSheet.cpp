#include "widgets/DialogSheet.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "style/ScrollBars.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/ScrollArea.h"
#include "widgets/TextField.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr qreal boxRadius = 12;

class SheetBox : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = themeOf(this);
        paintBox(&painter, rect(), boxRadius, theme.raised, theme.isDark ? theme.borderStrong : theme.border);
    }
};

/// As high as its content is at the width it has. A layout's own least height is that at its least width, where every
/// sentence takes more lines: the scroll area would give it room that it does not need, and scroll.
class SheetBody : public QWidget
{
public:
    QSize minimumSizeHint() const override
    {
        const int least = layout()->totalMinimumSize().width();
        const int width = parentWidget() != nullptr ? parentWidget()->width() : least;
        return layout()->hasHeightForWidth() ? QSize(least, layout()->totalMinimumHeightForWidth(qMax(width, least)))
                                             : layout()->totalMinimumSize();
    }
};

/// What comes into the body while the sheet is open changes its height, which the scroll area in between keeps to
/// itself.
class BodyFollower : public QObject
{
public:
    BodyFollower(QWidget *body, QWidget *box)
        : QObject(box)
        , m_box(box)
    {
        body->installEventFilter(this);
    }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::LayoutRequest) {
            QCoreApplication::postEvent(m_box, new QEvent(QEvent::LayoutRequest));
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QWidget *m_box;
};

} // namespace

DialogSheet::DialogSheet(const QString &title, int width, QWidget *inside)
    : Overlay(inside)
    , m_width(width)
    , m_box(new SheetBox(this))
    , m_title(new Label(title, TextStyle::CardTitle, &Theme::text, m_box))
    , m_cross(new IconButton(Icon::X, tr("Close"), m_box))
    , m_body(new SheetBody)
    , m_bodyLayout(new QVBoxLayout(m_body))
    , m_footer(new QWidget(m_box))
    , m_footerLayout(new QHBoxLayout(m_footer))
{
    setAccessibleName(title);
    m_box->setAccessibleName(title);
    m_scroll = new ScrollArea(m_body, m_box);
    m_scroll->setMinimumHeight(1); // boxRect() gives the body its height; a scroll area would ask for room for its bars
    m_scroll->setProperty(barOverContentProperty, true); // it lies in the margin beside the body
    new BodyFollower(m_body, m_box);
    auto *outer = new QVBoxLayout(m_box);
    outer->setContentsMargins(1, 1, 1, 1);
    outer->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(19, 17, 13, 6);
    head->addWidget(m_title, 1, Qt::AlignVCenter);
    head->addWidget(m_cross);
    m_cross->setObjectName(QStringLiteral("sheetClose"));
    m_cross->setControlSize(28);
    m_cross->hide();
    outer->addLayout(head);
    m_bodyLayout->setContentsMargins(19, 0, 19, 4);
    m_bodyLayout->setSpacing(12);
    outer->addWidget(m_scroll, 1);
    m_footerLayout->setContentsMargins(19, 14, 19, 19);
    m_footerLayout->setSpacing(8);
    m_footerLayout->addStretch(1);
    outer->addWidget(m_footer);
    m_footer->hide();
    connect(m_cross, &QPushButton::clicked, this, &DialogSheet::cancel);
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
}

void DialogSheet::setTitle(const QString &title)
{
    m_title->setText(title);
    m_box->setAccessibleName(title);
}

void DialogSheet::setFixedBodyHeight(int height)
{
    m_fixedHeight = height;
    m_title->hide(); // such a sheet has a head of its own
    m_box->layout()->itemAt(0)->layout()->setContentsMargins(0, 0, 0, 0);
    m_bodyLayout->setContentsMargins(0, 0, 0, 0);
    m_bodyLayout->setSpacing(0);
    m_scroll->setVerticalScrollBarPolicy(height > 0 ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
}

void DialogSheet::setCloseButton(bool on)
{
    m_cross->setVisible(on);
}

Button *DialogSheet::addButton(Button *button)
{
    if (button->objectName().isEmpty()) {
        button->setObjectName(QStringLiteral("sheetButton%1").arg(m_footerLayout->count()));
    }
    m_footerLayout->addWidget(button);
    m_footer->show();
    return button;
}

void DialogSheet::setDefaultButton(Button *button)
{
    m_default = button;
}

QWidget *DialogSheet::firstFocus() const
{
    if (m_first) {
        return m_first;
    }
    if (m_default) {
        return m_default;
    }
    return nullptr;
}

QRect DialogSheet::boxRect() const
{
    const int width = qMin(m_width, this->width() - 32);
    const int most = qMax(200, height() - 96);
    int wish = m_fixedHeight;
    if (wish == 0) {
        const int inner = width - 2;
        const int body = m_bodyLayout->hasHeightForWidth() ? m_bodyLayout->totalHeightForWidth(inner)
                                                           : m_bodyLayout->totalSizeHint().height();
        const int head = qMax(m_title->sizeHint().height(), m_cross->isHidden() ? 0 : 28) + 23;
        const int foot = m_footer->isHidden() ? 15 : m_footer->sizeHint().height();
        wish = 2 + head + body + foot;
        // Left to itself a scroll area that once had a bar keeps it: beside the bar the text is taller, and so needs
        // it.
        m_scroll->setVerticalScrollBarPolicy(wish > most ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    }
    const int tall = qMin(wish, most);
    return {(this->width() - width) / 2, (height() - tall) / 2, width, tall};
}

void DialogSheet::cancel()
{
    if (isOpen()) {
        Q_EMIT rejected();
        close();
    }
}

void DialogSheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_default && m_default->isEnabled() && event->modifiers().testFlags(Qt::NoModifier)
            && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
            m_default->click();
        }
        event->accept();
        return;
    }
    Overlay::keyPressEvent(event);
}

bool DialogSheet::event(QEvent *event)
{
    if (event->type() == QEvent::Show) {
        QAccessibleEvent started(this, QAccessible::DialogStart);
        QAccessible::updateAccessibility(&started);
    } else if (event->type() == QEvent::Hide) {
        QAccessibleEvent ended(this, QAccessible::DialogEnd);
        QAccessible::updateAccessibility(&ended);
    }
    return Overlay::event(event);
}

ConfirmSheet::ConfirmSheet(const QString &title, const QString &text, const QString &safe, const QString &action,
                           Weight weight, QWidget *inside)
    : DialogSheet(title, 420, inside)
    , m_action(new Button(action, weight == Weight::Danger ? ButtonKind::FinalDanger : ButtonKind::Primary))
    , m_safe(new Button(safe, ButtonKind::Secondary))
{
    auto *words = new Label(text, TextStyle::Body, &Theme::text2);
    words->setWordWrap(true);
    body()->addWidget(words);
    m_safe->setObjectName(QStringLiteral("confirmSafe"));
    m_action->setObjectName(QStringLiteral("confirmAction"));
    addButton(m_safe);
    addButton(m_action);
    setDefaultButton(weight == Weight::Danger ? m_safe : m_action);
    connect(m_safe, &QPushButton::clicked, this, &ConfirmSheet::cancel);
    connect(m_action, &QPushButton::clicked, this, [this] {
        Q_EMIT confirmed();
        close();
    });
}

void ConfirmSheet::askToType(const QString &word)
{
    auto *field = new TextField(tr("Type %1 to go on").arg(word));
    field->edit()->setObjectName(QStringLiteral("confirmWord"));
    body()->addWidget(field);
    m_action->setEnabled(false);
    connect(field->edit(), &QLineEdit::textChanged, this,
            [this, word](const QString &typed) { m_action->setEnabled(typed == word); });
    setInitialFocus(field->edit());
}

} // namespace AlwaysLeads
