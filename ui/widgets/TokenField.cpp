#include "widgets/TokenField.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Announce.h"
#include "widgets/FocusRing.h"
#include "widgets/LineEdit.h"
#include "widgets/UndoKeys.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int tokenHeight = 22;
constexpr int inset = 5;
constexpr int gap = 6;
constexpr int crossRoom = 20; // the x and the air round it
constexpr int leastTyping = 40;

/// The halo goes round the whole field, not round the place where one types.
class TokenEdit : public QLineEdit, public FocusOutline
{
public:
    using QLineEdit::QLineEdit;
    QRectF focusOutline() const override { return QRectF(QRect(-pos(), parentWidget()->size())); }
    bool focusIsHalo() const override { return true; }
};

} // namespace

TokenField::TokenField(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_edit(new TokenEdit(this))
{
    setAttribute(Qt::WA_Hover);
    setFocusProxy(m_edit);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    m_edit->setFrame(false);
    m_edit->setTextMargins(0, 0, 0, 0);
    m_edit->setAccessibleName(name);
    m_edit->setPlaceholderText(tr("Add"));
    m_edit->installEventFilter(this);
    passUndoOn(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) {
        mark(-1);
        if (text.contains(QLatin1Char(',')) || text.contains(QLatin1Char(';'))) {
            addTyped();
        }
        arrange();
    });
    renewLook();
}

void TokenField::setFieldName(const QString &objectName)
{
    setObjectName(objectName);
    m_edit->setObjectName(objectName + QStringLiteral("Edit"));
}

void TokenField::setTokens(const QStringList &tokens)
{
    if (m_tokens != tokens) {
        m_tokens = tokens;
        m_marked = -1;
        arrange();
        describe();
    }
}

void TokenField::addTyped()
{
    QString typed = m_edit->text();
    typed.replace(QLatin1Char(';'), QLatin1Char(','));
    QStringList left;
    bool added = false;
    const QStringList parts = typed.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const QString token = m_cleaner ? m_cleaner(part.simplified()) : part.simplified();
        if (token.isEmpty()) {
            if (!part.simplified().isEmpty()) {
                left.append(part.simplified()); // stays, so that it can be mended
            }
        } else if (!m_tokens.contains(token, Qt::CaseInsensitive)) {
            m_tokens.append(token);
            added = true;
        }
    }
    m_edit->setText(left.join(QStringLiteral(", ")));
    arrange();
    if (added) {
        describe();
        Q_EMIT tokensChanged(m_tokens);
    }
}

void TokenField::removeAt(int index)
{
    if (index < 0 || index >= m_tokens.size()) {
        return;
    }
    const QString gone = m_tokens.takeAt(index);
    mark(m_tokens.isEmpty() || m_marked < 0 ? -1 : std::min(index, int(m_tokens.size()) - 1));
    arrange();
    describe();
    announce(this, tr("%1 taken away").arg(gone));
    Q_EMIT tokensChanged(m_tokens);
}

void TokenField::mark(int index)
{
    if (m_marked != index) {
        m_marked = index;
        if (index >= 0) {
            announce(this, m_tokens.at(index));
        }
        update();
    }
}

bool TokenField::handleKey(int key)
{
    const int last = int(m_tokens.size()) - 1;
    const bool atStart = m_edit->cursorPosition() == 0 && !m_edit->hasSelectedText();
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_edit->text().trimmed().isEmpty()) {
            return false;
        }
        addTyped();
        return true;
    case Qt::Key_Left:
        if (!atStart || last < 0) {
            return false;
        }
        mark(m_marked < 0 ? last : std::max(0, m_marked - 1));
        return true;
    case Qt::Key_Right:
        if (m_marked < 0) {
            return false;
        }
        mark(m_marked == last ? -1 : m_marked + 1);
        return true;
    case Qt::Key_Backspace:
        if (m_marked >= 0) {
            removeAt(m_marked);
            return true;
        }
        if (!atStart || last < 0) {
            return false;
        }
        mark(last); // the second press takes it away
        return true;
    case Qt::Key_Delete:
        if (m_marked < 0) {
            return false;
        }
        removeAt(m_marked);
        return true;
    case Qt::Key_Escape:
        if (m_marked < 0 && m_edit->text().isEmpty()) {
            return false;
        }
        mark(-1);
        m_edit->clear();
        return true;
    default:
        return false;
    }
}

bool TokenField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit) {
        if (event->type() == QEvent::KeyPress && handleKey(static_cast<QKeyEvent *>(event)->key())) {
            return true;
        }
        if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
            if (event->type() == QEvent::FocusOut) {
                mark(-1);
                addTyped();
            }
            update();
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TokenField::arrange()
{
    const Fonts &fonts = fontsOf(this);
    const qreal factor = fonts.textFactor();
    const qreal height = tokenHeight * factor;
    const QFontMetricsF metrics(fonts.meta());
    const qreal room = width() - 2 * inset;
    m_boxes.clear();
    qreal x = inset;
    qreal y = inset;
    for (const QString &token : std::as_const(m_tokens)) {
        const qreal wanted = std::min(room, qCeil(metrics.horizontalAdvance(token)) + 7.0 + crossRoom);
        if (x > inset && x + wanted > inset + room) {
            x = inset;
            y += height + 4;
        }
        m_boxes.emplace_back(x, y, wanted, height);
        x += wanted + gap;
    }
    const qreal typing = QFontMetricsF(fonts.body()).horizontalAdvance(m_edit->text()) + 16;
    if (x > inset && x + std::max<qreal>(leastTyping, typing) > inset + room) {
        x = inset;
        y += height + 4;
    }
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    QRectF place(x + 2, y, inset + room - x - 2, height);
    if (mirrored) {
        for (QRectF &box : m_boxes) {
            box.moveLeft(width() - box.right());
        }
        place.moveLeft(width() - place.right());
    }
    m_edit->setGeometry(place.toRect());
    // An example is of no use beside real ones.
    const bool helps = m_tokens.isEmpty() || m_edit->placeholderText() == tr("Add");
    QPalette colours = m_edit->palette();
    colours.setColor(QPalette::PlaceholderText, helps ? themeOf(this).text3 : QColor(Qt::transparent));
    if (colours != m_edit->palette()) {
        m_edit->setPalette(colours);
    }
    setFixedHeight(qRound(y + height + inset));
    update();
}

void TokenField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    const Theme &theme = themeOf(this);
    const QFont font = fontsOf(this).meta();
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    paintFieldFrame(&painter, this, rect(), fieldStateOf(this, m_edit->hasFocus(), false));
    for (size_t i = 0; i < m_boxes.size(); ++i) {
        const QRectF box = m_boxes[i];
        const bool marked = int(i) == m_marked;
        paintBox(&painter, box, 5, marked ? theme.accentSoft : theme.neutralSoft, marked ? theme.accent : QColor());
        const QRectF words = box.adjusted(mirrored ? crossRoom : 7, 0, mirrored ? -7 : -crossRoom, 0);
        const QColor ink = marked ? theme.accentText : theme.text2;
        paintLine(&painter, words, m_tokens.at(int(i)), font, ink);
        const qreal cross = mirrored ? box.left() + 5 : box.right() - 16;
        iconsOf(this).paint(&painter, Icon::X, QRectF(cross, box.center().y() - 6, 12, 12), ink);
    }
}

void TokenField::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void TokenField::mousePressEvent(QMouseEvent *event)
{
    for (size_t i = 0; i < m_boxes.size(); ++i) {
        if (m_boxes[i].contains(event->position())) {
            const bool mirrored = layoutDirection() == Qt::RightToLeft;
            const qreal inside = mirrored ? m_boxes[i].left() + crossRoom - event->position().x()
                                          : event->position().x() - (m_boxes[i].right() - crossRoom);
            m_edit->setFocus(Qt::MouseFocusReason);
            if (inside >= 0) {
                removeAt(int(i));
            } else {
                mark(int(i));
            }
            return;
        }
    }
    m_edit->setFocus(Qt::MouseFocusReason);
}

void TokenField::renewLook()
{
    m_edit->setFont(fontsOf(this).body());
    const Theme &theme = themeOf(this);
    QPalette colours = m_edit->palette();
    colours.setBrush(QPalette::Base, Qt::transparent);
    colours.setColor(QPalette::Text, theme.text);
    colours.setColor(QPalette::Highlight, theme.textSelection);
    colours.setColor(QPalette::HighlightedText, theme.text);
    if (colours != m_edit->palette()) {
        m_edit->setPalette(colours);
    }
    arrange();
}

void TokenField::describe()
{
    m_edit->setAccessibleDescription(
        m_tokens.isEmpty() ? QString()
                           : tr("%1. Backspace goes back over them.").arg(m_tokens.join(QStringLiteral(", "))));
}

void TokenField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::LayoutDirectionChange) {
        renewLook();
    }
    QWidget::changeEvent(event);
}

} // namespace AlwaysLeads
