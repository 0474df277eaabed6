#pragma once

#include <QScrollArea>

namespace AlwaysLeads {

/// A frameless scroll area on a token's ground whose content keeps the viewport's width.
class ScrollArea : public QScrollArea
{
    Q_OBJECT

public:
    explicit ScrollArea(QWidget *content, QWidget *parent = nullptr);
    /// Of content with at least 12 px of room at its edge: the bar lies over that, and nothing moves when it comes.
    static ScrollArea *withBarOver(QWidget *content);
};

} // namespace AlwaysLeads
