#pragma once

#include "widgets/SheetFrame.h"

class QHBoxLayout;
class QVBoxLayout;

namespace AlwaysLeads {

class IconButton;
class Label;

/// A card of the dashboard: title, count, and a menu that shows the same numbers as a table or saves them.
class FigureCard : public Card
{
    Q_OBJECT
public:
    FigureCard(const QString &title, const QString &objectName, QWidget *parent = nullptr);

    QString title() const;
    /// Muted, behind the title: "613 mails, 47 replies". Empty hides it.
    void setCount(const QString &count);
    QHBoxLayout *header() const { return m_header; }
    QVBoxLayout *body() const { return m_body; }

protected:
    /// Its number says it: the title steps back.
    void setQuietTitle();

Q_SIGNALS:
    void tableRequested();
    void saveRequested();

private:
    void openMenu();

    Label *m_title;
    Label *m_count;
    IconButton *m_more;
    QHBoxLayout *m_header;
    QVBoxLayout *m_body;
};

} // namespace AlwaysLeads
