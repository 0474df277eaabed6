#include "settings/SettingsSection.h"

#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/SheetFrame.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int widest = 720;
constexpr int cardInset = 20;
} // namespace

SettingsSection::SettingsSection(const QString &title, const QString &sentence, QWidget *parent)
    : QWidget(parent)
    , m_column(new QWidget)
    , m_lines(new QVBoxLayout)
{
    auto *place = new QHBoxLayout(this);
    place->setContentsMargins(40, 24, 40, 32);
    m_column->setMaximumWidth(widest);
    m_column->setLayout(m_lines);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(12);
    m_lines->addWidget(new Label(title, TextStyle::Section));
    auto *text = new Label(sentence, TextStyle::Body, &Theme::text2);
    text->setWordWrap(true);
    m_lines->addWidget(text);
    m_lines->addSpacing(4);
    place->addWidget(m_column, 100);
    place->addStretch(1);
}

QVBoxLayout *SettingsSection::addCard()
{
    auto *card = new Card;
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(cardInset, 16, cardInset, 18);
    inside->setSpacing(12);
    m_lines->addWidget(card);
    return inside;
}

void SettingsSection::addChoice(QVBoxLayout *card, const QString &title, const QString &meaning, QWidget *control)
{
    if (card->count() > 0) {
        card->addWidget(new Hairline);
    }
    auto *line = new QHBoxLayout;
    line->setSpacing(16);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(new Label(title, TextStyle::BodyMedium));
    auto *what = new Label(meaning, TextStyle::Body, &Theme::text2);
    what->setWordWrap(true);
    texts->addWidget(what);
    line->addLayout(texts, 1);
    line->addWidget(control, 0, Qt::AlignVCenter);
    card->addLayout(line);
}

} // namespace AlwaysLeads
