#include "widgets/SearchField.h"

#include <QKeyEvent>
#include <QTimer>

namespace AlwaysLeads {

SearchField::SearchField(const QString &placeholder, const QString &keys, QWidget *parent)
    : LineEdit(parent)
    , m_keys(keys)
    , m_pause(new QTimer(this))
{
    setPicture(Icon::Search);
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setKeyCap(keys);
    m_pause->setSingleShot(true);
    m_pause->setInterval(60);
    connect(m_pause, &QTimer::timeout, this, [this] { Q_EMIT searched(text()); });
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        setKeyCap(text.isEmpty() ? m_keys : QString());
        if (m_pause->interval() == 0) {
            Q_EMIT searched(text);
        } else if (!m_pause->isActive()) {
            m_pause->start();
        }
    });
}

void SearchField::setPause(int milliseconds)
{
    m_pause->setInterval(milliseconds);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (!text().isEmpty()) {
            clear();
        } else {
            clearFocus();
            Q_EMIT left();
        }
        event->accept();
        return;
    case Qt::Key_Down:
        Q_EMIT movedDown();
        event->accept();
        return;
    default:
        LineEdit::keyPressEvent(event);
    }
}

} // namespace AlwaysLeads
