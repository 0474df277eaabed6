#include "reply/ReplySection.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int rowInset = 8; // of a row that lights up, inside its section
}

ReplySection::ReplySection(const QString &title, const QString &end, QWidget *parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout)
{
    auto *parts = new QVBoxLayout(this);
    parts->setContentsMargins(0, 14, 0, 14);
    parts->setSpacing(8);
    m_lines->setContentsMargins(inset, 0, inset, 0);
    m_lines->setSpacing(8);
    parts->addLayout(m_lines);
    if (title.isEmpty()) {
        return;
    }
    auto *first = new QHBoxLayout;
    first->addWidget(new Label(title, TextStyle::Strong));
    first->addStretch(1);
    if (!end.isEmpty()) {
        first->addWidget(new Label(end, TextStyle::Meta, &Theme::text3));
    }
    m_lines->addLayout(first);
}

Label *ReplySection::addText(const QString &text, TextStyle style, QColor Theme::*colour)
{
    auto *label = new Label(text, style, colour);
    label->setWordWrap(true);
    m_lines->addWidget(label);
    return label;
}

QVBoxLayout *ReplySection::addWideRows()
{
    auto *rows = new QVBoxLayout;
    rows->setContentsMargins(inset - rowInset, 0, inset - rowInset, 0);
    rows->setSpacing(0);
    static_cast<QVBoxLayout *>(layout())->addLayout(rows);
    return rows;
}

} // namespace AlwaysLeads
