#include "campaign/SubjectColours.h"

#include <QCoreApplication>
#include <QInputMethodEvent>

namespace AlwaysLeads {

SubjectColours::SubjectColours(QLineEdit *line)
    : QObject(line)
    , m_line(line)
{
    m_line->installEventFilter(this);
}

void SubjectColours::setFormats(const QList<QTextLayout::FormatRange> &formats)
{
    m_formats = formats;
    if (!m_composing) {
        apply();
    }
}

void SubjectColours::apply()
{
    QList<QInputMethodEvent::Attribute> attributes;
    for (const QTextLayout::FormatRange &range : std::as_const(m_formats)) {
        // Places are counted from the cursor.
        attributes.append({QInputMethodEvent::TextFormat, range.start - m_line->cursorPosition(), range.length,
                           QVariant::fromValue<QTextFormat>(range.format)});
    }
    QInputMethodEvent event(QString(), attributes);
    m_applying = true;
    QCoreApplication::sendEvent(m_line, &event);
    m_applying = false;
}

bool SubjectColours::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line && !m_applying && event->type() == QEvent::InputMethod) {
        m_composing = !static_cast<QInputMethodEvent *>(event)->preeditString().isEmpty();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace AlwaysLeads
