#pragma once

#include <QWidget>

namespace AlwaysLeads {

class Label;

/// The line under a field: a muted hint, or an error with its icon. Takes no room while empty.
class FieldMessage : public QWidget
{
    Q_OBJECT

public:
    explicit FieldMessage(QWidget *parent = nullptr);

    void setHint(const QString &hint);
    void setError(const QString &message);
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Label *m_label;
    bool m_isError = false;
};

} // namespace AlwaysLeads
