#pragma once

#include "widgets/LineEdit.h"

class QTimer;

namespace AlwaysLeads {

/// Search icon, key cap while empty. Esc clears, a second Esc leaves; Down leaves into the list below.
class SearchField : public LineEdit
{
    Q_OBJECT

public:
    explicit SearchField(const QString &placeholder, const QString &keys = QString(), QWidget *parent = nullptr);

    /// Instead of the 60 ms; 0 searches at every letter.
    void setPause(int milliseconds);

Q_SIGNALS:
    /// At most every 60 ms while typing, so a query is not started for every letter.
    void searched(const QString &text);
    void left();
    void movedDown();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_keys;
    QTimer *m_pause;
};

} // namespace AlwaysLeads
