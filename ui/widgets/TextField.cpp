#include "widgets/TextField.h"

#include "widgets/Announce.h"
#include "widgets/FieldMessage.h"
#include "widgets/Label.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

TextField::TextField(const QString &label, QWidget *parent)
    : QWidget(parent)
    , m_label(new Label(label, TextStyle::BodyMedium, &Theme::text, this))
    , m_edit(new LineEdit(this))
    , m_message(new FieldMessage(this))
    , m_line(new QHBoxLayout)
{
    setFocusProxy(m_edit);
    m_label->setBuddy(m_edit);
    m_label->setVisible(!label.isEmpty());
    m_label->setWordWrap(true);
    m_edit->setAccessibleName(label);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_label);
    m_line->setSpacing(8);
    m_line->addWidget(m_edit, 1);
    layout->addLayout(m_line);
    layout->addWidget(m_message);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) {
        setError(QString());
        Q_EMIT textEdited(text);
    });
    connect(m_edit, &QLineEdit::editingFinished, this, &TextField::editingFinished);
}

TextField::~TextField()
{
    m_edit->disconnect(this); // it loses the focus while its parent, no field any more, takes it along
}

void TextField::setHint(const QString &hint)
{
    m_hint = hint;
    showMessage();
}

void TextField::setError(const QString &message)
{
    if (m_error != message) {
        m_error = message;
        showMessage();
        announce(m_message, message);
    }
}

void TextField::showMessage()
{
    m_edit->setBad(!m_error.isEmpty());
    if (m_error.isEmpty()) {
        m_message->setHint(m_hint);
    } else {
        m_message->setError(m_error);
    }
    m_edit->setAccessibleDescription(m_error.isEmpty() ? m_hint : m_error);
}

void TextField::addBeside(QWidget *widget)
{
    m_line->addWidget(widget);
}

} // namespace AlwaysLeads
