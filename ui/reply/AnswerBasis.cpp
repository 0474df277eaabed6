#include "reply/AnswerBasis.h"

#include "draft/FactList.h"
#include "reply/ReplySection.h"
#include "widgets/Button.h"
#include "widgets/Marks.h"

#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace AlwaysLeads {

AnswerBasis::AnswerBasis(QWidget *parent)
    : QWidget(parent)
    , m_sections(new QVBoxLayout(this))
{
    m_sections->setContentsMargins(0, 0, 0, 0);
    m_sections->setSpacing(0);
}

void AnswerBasis::show(const std::optional<DraftPage> &draft)
{
    while (QLayoutItem *item = m_sections->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_facts = nullptr;
    if (!draft) {
        return;
    }
    QList<FactMark> doubtful;
    std::ranges::copy_if(draft->marks, std::back_inserter(doubtful),
                         [](const FactMark &mark) { return !mark.problem.isEmpty(); });
    if (!doubtful.isEmpty()) {
        addClaims(doubtful);
    }
    if (draft->draft.origin == DraftOrigin::Claude || !draft->facts.isEmpty()) { // else they are the person's own words
        addFacts(*draft);
    }
}

void AnswerBasis::addClaims(const QList<FactMark> &marks)
{
    auto *section = new ReplySection(tr("Without a fact"), tr("%L1").arg(marks.size()));
    section->setObjectName(QStringLiteral("answerClaims"));
    QVBoxLayout *lines = section->lines();
    for (const FactMark &mark : marks) {
        section->addText(tr("“%1”").arg(mark.text.simplified()), TextStyle::Body, &Theme::text);
        section->addText(mark.problem, TextStyle::Meta, &Theme::text2);
        auto *confirm = new Button(Icon::Check, tr("It is true"));
        confirm->setObjectName(QStringLiteral("answerClaim%1").arg(lines->count()));
        confirm->setAccessibleName(tr("Confirm that this is true: %1").arg(mark.text.simplified()));
        confirm->setControlHeight(28);
        if (lines->count() == 3) { // of the title, what it says and why
            confirm->setKeyCap(QStringLiteral("C"));
        }
        connect(confirm, &QPushButton::clicked, this, [this, sentence = mark.text] { Q_EMIT confirmed(sentence); });
        lines->addWidget(confirm, 0, Qt::AlignLeft);
    }
    m_sections->addWidget(section);
    m_sections->addWidget(new Hairline);
}

void AnswerBasis::addFacts(const DraftPage &draft)
{
    const auto known = std::ranges::count_if(draft.facts, [](const UsedFact &fact) { return !fact.value.isEmpty(); });
    auto *section = new ReplySection(tr("The answer rests on"), tr("%L1").arg(known));
    section->setObjectName(QStringLiteral("answerFacts"));
    if (draft.facts.isEmpty()) {
        section->addText(tr("It uses no fact and neither of the two mails."), TextStyle::Meta, &Theme::text2);
    }
    auto *facts = new FactList(draft.facts, draft.otherFacts);
    connect(facts, &FactList::factEntered, this, &AnswerBasis::factEntered);
    section->addWideRows()->addWidget(facts);
    m_facts = facts;
    m_sections->addWidget(section);
    m_sections->addWidget(new Hairline);
}

void AnswerBasis::light(const QList<int> &facts)
{
    if (m_facts) {
        m_facts->light(facts);
    }
}

} // namespace AlwaysLeads
