#pragma once

#include "widgets/SheetFrame.h"

namespace AlwaysLeads {

class Button;
class LineEdit;

/// Above the bottom bar: what Claude shall do differently, in the person's words or one of five quick wishes.
class RewritePanel : public Card
{
    Q_OBJECT
public:
    explicit RewritePanel(QWidget *parent = nullptr);

    void begin();
    void setBusy(bool busy);

Q_SIGNALS:
    void wished(const QString &wish);
    void cancelled();
    /// While it is busy.
    void stopped();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    LineEdit *m_wish;
    Button *m_rewrite;
    Button *m_stop;
};

} // namespace AlwaysLeads
