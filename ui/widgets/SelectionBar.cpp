#include "widgets/SelectionBar.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

namespace AlwaysLeads {

namespace {
constexpr int room = 32; // round the box, for its shadow
constexpr int gap = 4; // between the number and its word
constexpr const char *foldedWords = "foldedWords"; ///< what a button says that is its icon alone

void appendButtons(const QLayout *layout, QList<Button *> &buttons)
{
    for (int i = 0; i < layout->count(); ++i) {
        QWidget *widget = layout->itemAt(i)->widget();
        if (widget == nullptr) {
            continue;
        }
        if (auto *button = qobject_cast<Button *>(widget)) {
            buttons << button;
        } else if (widget->layout() != nullptr) {
            appendButtons(widget->layout(), buttons);
        }
    }
}

QString wordsOf(const Button *button)
{
    const QString folded = button->property(foldedWords).toString();
    return folded.isEmpty() ? button->text() : folded;
}

int wordsWidth(const Button *button)
{
    const QFont font = fontsOf(button).of(TextStyle::BodyMedium);
    return qRound(QFontMetricsF(font).horizontalAdvance(wordsOf(button)));
}

void setFolded(Button *button, bool fold)
{
    const QString words = wordsOf(button);
    if (fold == button->text().isEmpty() || words.isEmpty()) {
        return;
    }
    button->setProperty(foldedWords, fold ? words : QString());
    button->setText(fold ? QString() : words);
    button->setAccessibleName(fold ? words : QString());
    button->setToolTip(fold ? words : QString());
}
} // namespace

SelectionBar::SelectionBar(QWidget *parent)
    : QWidget(parent)
    , m_count(new Label(QString(), TextStyle::Strong, &Theme::text, this))
    , m_word(new Label(tr("selected"), TextStyle::Body, &Theme::text, this))
    , m_actions(new QHBoxLayout)
{
    setAccessibleName(tr("Actions for the selected rows"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(room + 14, room, room + 8, room);
    layout->setSpacing(8);
    auto *said = new QHBoxLayout;
    said->setSpacing(gap);
    said->addWidget(m_count, 0, Qt::AlignVCenter);
    said->addWidget(m_word, 0, Qt::AlignVCenter);
    layout->addLayout(said);
    layout->addSpacing(4);
    layout->addLayout(m_actions);
    m_actions->setSpacing(4);
    auto *cross = new IconButton(Icon::X, tr("Clear the selection"), this);
    cross->setObjectName(QStringLiteral("selectionClear"));
    connect(cross, &QPushButton::clicked, this, &SelectionBar::cleared);
    layout->addWidget(cross);
    addDivider();
    parent->installEventFilter(this);
    hide();
}

void SelectionBar::setCount(qint64 count)
{
    m_count->setText(QLocale().toString(count));
    m_count->setAccessibleName(tr("%1 selected").arg(m_count->text()));
    setVisible(count > 0);
    if (count > 0) {
        place();
        raise();
    }
}

void SelectionBar::addButton(QWidget *button)
{
    m_actions->addWidget(button);
    place();
}

void SelectionBar::addButtonBeforeDivider(QWidget *button)
{
    int place = m_actions->count();
    while (place > 0 && qobject_cast<Hairline *>(m_actions->itemAt(place - 1)->widget()) == nullptr) {
        --place;
    }
    m_actions->insertWidget(place < 2 ? m_actions->count() : place - 2, button); // the air before the line
    this->place();
}

void SelectionBar::addDivider()
{
    auto *line = new Hairline(Qt::Vertical, this);
    line->setFixedHeight(20);
    m_actions->addSpacing(4);
    m_actions->addWidget(line, 0, Qt::AlignVCenter);
    m_actions->addSpacing(4);
}

QSize SelectionBar::sizeHint() const
{
    return {layout()->sizeHint().width(), 44 + 2 * room};
}

void SelectionBar::place()
{
    // Where there is no room, the last buttons are their icons alone; the number without its word comes last of all.
    QList<Button *> buttons;
    appendButtons(m_actions, buttons);
    const int most = parentWidget()->width() + 2 * room;
    int wanted = sizeHint().width() + (m_word->isHidden() ? m_word->sizeHint().width() + gap : 0);
    for (const Button *button : std::as_const(buttons)) {
        wanted += !button->isHidden() && button->text().isEmpty() ? wordsWidth(button) : 0;
    }
    for (auto button = buttons.crbegin(); button != buttons.crend(); ++button) {
        if ((*button)->isHidden()) {
            continue;
        }
        const bool fold = wanted > most;
        wanted -= fold ? wordsWidth(*button) : 0;
        setFolded(*button, fold);
    }
    m_word->setVisible(wanted <= most);
    const QSize size = sizeHint();
    const int width = qMin(size.width(), parentWidget()->width() + 2 * room);
    setGeometry((parentWidget()->width() - width) / 2, parentWidget()->height() - 6 - 44 - room, width, size.height());
}

bool SelectionBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && !isHidden()) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

bool SelectionBar::event(QEvent *event)
{
    const bool taken = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest && !isHidden()) {
        place(); // buttons came or went
    }
    return taken;
}

void SelectionBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT cleared();
        return;
    }
    QWidget::keyPressEvent(event);
}

void SelectionBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const QRectF box = QRectF(rect()).adjusted(room, room, -room, -room);
    paintShadow(&painter, box, 9, 8, 24, theme.shadow);
    paintBox(&painter, box, 9, theme.raised, theme.borderStrong);
}

} // namespace AlwaysLeads
