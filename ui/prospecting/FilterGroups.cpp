#include "prospecting/FilterGroups.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Label.h"

#include <QAbstractButton>
#include <QPainter>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

FilterGroup::FilterGroup(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout(this))
{
    m_lines->setContentsMargins(16, 12, 17, 12);
    m_lines->setSpacing(0);
    m_lines->addWidget(new Label(title, TextStyle::Strong));
    m_lines->addSpacing(8);
}

void FilterGroup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintHairline(&painter, rect(), Qt::BottomEdge, themeOf(this).border);
}

void FilterChoices::add(QAbstractButton *button, const QStringList &words)
{
    m_choices.append({button, words});
    connect(button, &QAbstractButton::toggled, this, &FilterChoices::changed);
}

QStringList FilterChoices::words() const
{
    QStringList all;
    for (const Choice &choice : m_choices) {
        if (choice.button->isChecked()) {
            all += choice.words;
        }
    }
    return all;
}

void FilterChoices::setWords(const QStringList &words)
{
    for (const Choice &choice : m_choices) {
        const QSignalBlocker quiet(choice.button);
        choice.button->setChecked(
            std::ranges::all_of(choice.words, [&](const QString &word) { return words.contains(word); }));
        choice.button->update();
    }
}

} // namespace AlwaysLeads
