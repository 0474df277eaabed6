#pragma once

#include "style/Theme.h"
#include "widgets/Label.h"

#include <QWidget>

class QVBoxLayout;

namespace AlwaysLeads {

/// A part of what stands beside a reply: a title, and below it lines of text that stand in from the edge.
class ReplySection : public QWidget
{
    Q_OBJECT
public:
    static constexpr int inset = 16;

    /// Both may be empty; `end` stands at the end of the title's line.
    explicit ReplySection(const QString &title, const QString &end = {}, QWidget *parent = nullptr);

    QVBoxLayout *lines() const { return m_lines; }
    Label *addText(const QString &text, TextStyle style, QColor Theme::*colour);
    /// Below the lines: rows that light up reach over the edge of the texts.
    QVBoxLayout *addWideRows();

private:
    QVBoxLayout *m_lines;
};

} // namespace AlwaysLeads
