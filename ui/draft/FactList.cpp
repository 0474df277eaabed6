#include "draft/FactList.h"

#include "draft/FactRow.h"
#include "widgets/Button.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

FactList::FactList(const QList<UsedFact> &used, const QList<UsedFact> &others, QWidget *parent)
    : QWidget(parent)
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(4);
    auto *rows = new QVBoxLayout;
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    lines->addLayout(rows);
    for (int fact = 0; fact < used.size(); ++fact) {
        auto *row = new FactRow(used.at(fact), fact + 1);
        connect(row, &FactRow::entered, this, [this, fact] { Q_EMIT factEntered(fact); });
        connect(row, &FactRow::left, this, [this] { Q_EMIT factEntered(-1); });
        rows->addWidget(row);
        m_rows.append(row);
    }
    if (others.isEmpty()) {
        return;
    }
    auto *folded = new QWidget;
    auto *otherRows = new QVBoxLayout(folded);
    otherRows->setContentsMargins(0, 0, 0, 0);
    otherRows->setSpacing(2);
    for (const UsedFact &fact : others) {
        otherRows->addWidget(new FactRow(fact, 0));
    }
    folded->hide();
    m_others =
        new Button(Icon::ChevronRight, tr("%n fact(s) not used", nullptr, int(others.size())), ButtonKind::Ghost);
    m_others->setObjectName(QStringLiteral("draftOtherFacts"));
    m_others->setControlHeight(24); // its picture then stands where the numbers of the facts do
    m_others->setTextStyle(TextStyle::Body);
    connect(m_others, &QPushButton::clicked, folded, [folded, button = m_others] {
        folded->setVisible(folded->isHidden());
        button->setPicture(folded->isHidden() ? Icon::ChevronRight : Icon::ChevronDown);
    });
    lines->addWidget(m_others, 0, Qt::AlignLeft);
    lines->addWidget(folded);
}

void FactList::light(const QList<int> &facts)
{
    for (int fact = 0; fact < m_rows.size(); ++fact) {
        m_rows.at(fact)->setLit(facts.contains(fact));
    }
}

QList<QWidget *> FactList::stops() const
{
    QList<QWidget *> stops(m_rows.cbegin(), m_rows.cend());
    if (m_others != nullptr) {
        stops.append(m_others);
    }
    return stops;
}

} // namespace AlwaysLeads
