#include "widgets/TextArea.h"

#include "style/AppStyle.h"
#include "widgets/Announce.h"
#include "widgets/FieldMessage.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"

#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace AlwaysLeads {

/// Paints the border round the editor; the editor itself has none.
class TextAreaFrame : public QWidget
{
public:
    explicit TextAreaFrame(QWidget *parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_Hover);
    }
    bool bad = false;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QWidget *inside = focusWidget();
        paintFieldFrame(&painter, this, rect(), fieldStateOf(this, inside != nullptr && inside->hasFocus(), bad));
    }
};

namespace {

/// The halo goes round the frame, which is a pixel outside of the editor.
class AreaEdit : public QPlainTextEdit, public FocusOutline
{
public:
    using QPlainTextEdit::QPlainTextEdit;
    QRectF focusOutline() const override { return QRectF(QRect(-pos(), parentWidget()->size())); }
    bool focusIsHalo() const override { return true; }
};

} // namespace

TextArea::TextArea(const QString &label, int lines, QWidget *parent)
    : QWidget(parent)
    , m_lines(lines)
    , m_label(new Label(label, TextStyle::BodyMedium, &Theme::text, this))
    , m_frame(new TextAreaFrame(this))
    , m_edit(new AreaEdit(m_frame))
    , m_message(new FieldMessage(this))
{
    setFocusProxy(m_edit);
    m_label->setBuddy(m_edit);
    m_label->setVisible(!label.isEmpty());
    m_edit->setAccessibleName(label);
    m_edit->setTabChangesFocus(true);
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->document()->setDocumentMargin(0);
    m_edit->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_edit->viewport()->setAutoFillBackground(false);
    m_edit->installEventFilter(this);
    auto *inside = new QVBoxLayout(m_frame);
    inside->setContentsMargins(12, 8, 4, 8);
    inside->addWidget(m_edit);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_label);
    layout->addWidget(m_frame);
    layout->addWidget(m_message);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        setError(QString());
        Q_EMIT textEdited();
    });
    renewHeight();
}

void TextArea::setHint(const QString &hint)
{
    m_hint = hint;
    showMessage();
}

void TextArea::setError(const QString &message)
{
    if (m_error != message) {
        m_error = message;
        showMessage();
        announce(m_message, message);
    }
}

void TextArea::showMessage()
{
    m_frame->bad = !m_error.isEmpty();
    m_frame->update();
    if (m_error.isEmpty()) {
        m_message->setHint(m_hint);
    } else {
        m_message->setError(m_error);
    }
    m_edit->setAccessibleDescription(m_error.isEmpty() ? m_hint : m_error);
}

void TextArea::renewHeight()
{
    m_edit->setFont(fontsOf(this).body());
    const Theme &theme = themeOf(this);
    QPalette colours = m_edit->palette();
    colours.setBrush(QPalette::Base, Qt::transparent);
    colours.setColor(QPalette::Text, theme.text);
    colours.setColor(QPalette::PlaceholderText, theme.text3);
    colours.setColor(QPalette::Highlight, theme.textSelection);
    colours.setColor(QPalette::HighlightedText, theme.text);
    if (colours != m_edit->palette()) {
        m_edit->setPalette(colours);
    }
    m_frame->setFixedHeight(m_lines * fontsOf(this).lineHeight(TextStyle::Body) + 16);
}

bool TextArea::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        m_frame->update();
        if (event->type() == QEvent::FocusOut) {
            Q_EMIT editingFinished();
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TextArea::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange) {
        renewHeight();
    }
    QWidget::changeEvent(event);
}

} // namespace AlwaysLeads
