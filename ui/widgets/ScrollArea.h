#pragma once

#include <QScrollArea>

namespace AlwaysLeads {

/// A frameless scroll area on a token's ground whose content keeps the viewport's width.
class ScrollArea : public QScrollArea
{
    Q_OBJECT

public:
    explicit ScrollArea(QWidget *content, QWidget *parent = nullptr);
};

} // namespace AlwaysLeads
