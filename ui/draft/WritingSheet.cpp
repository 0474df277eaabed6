#include "draft/WritingSheet.h"

#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/TextArea.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace AlwaysLeads {

WritingSheet::WritingSheet(const WritingProfile &profile, const QList<WritingRule> &proposed,
                           const QList<WritingRule> &kept, QWidget *inside)
    : DialogSheet(tr("How Claude writes for you"), 560, inside)
    , m_tone(new TextField(tr("Tone")))
    , m_proofs(new TextArea(tr("What you can prove, one sentence a line"), 4))
    , m_neverSay(new TextArea(tr("Words you never use, one a line"), 3))
{
    setObjectName(QStringLiteral("writingSheet"));
    m_tone->edit()->setObjectName(QStringLiteral("writingTone"));
    m_tone->setPlaceholder(tr("Plain and friendly, no superlatives"));
    m_tone->setText(profile.tone);
    m_proofs->edit()->setObjectName(QStringLiteral("writingProofs"));
    m_proofs->setPlaceholder(
        tr("Ravnsborg Spedition, 60 trucks, cut re-planning from two hours a day to twenty minutes."));
    m_proofs->setText(profile.proofs.join(u'\n'));
    m_proofs->setHint(tr("Claude may say of your customers only what stands here."));
    m_neverSay->edit()->setObjectName(QStringLiteral("writingNeverSay"));
    m_neverSay->setText(profile.neverSay.join(u'\n'));
    body()->addWidget(m_tone);
    body()->addWidget(m_proofs);
    body()->addWidget(m_neverSay);
    body()->addWidget(new Label(tr("Learnt from your changes"), TextStyle::Strong));
    if (proposed.isEmpty() && kept.isEmpty()) {
        auto *none = new Label(tr("Nothing yet. When you make the same change in two drafts, a rule is proposed here."),
                               TextStyle::Body, &Theme::text2);
        none->setWordWrap(true);
        body()->addWidget(none);
    }
    for (const WritingRule &rule : proposed) {
        addRule(rule);
    }
    for (const WritingRule &rule : kept) {
        addRule(rule);
    }
    auto *no = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    connect(no, &QPushButton::clicked, this, &DialogSheet::cancel);
    auto *save = addButton(new Button(tr("Save"), ButtonKind::Primary));
    save->setObjectName(QStringLiteral("writingSave"));
    setInitialFocus(m_tone->edit());
    connect(save, &QPushButton::clicked, this, [this] {
        const WritingProfile made{m_proofs->text().split(u'\n'), m_tone->text(), m_neverSay->text().split(u'\n')};
        close();
        Q_EMIT saved(made);
    });
}

void WritingSheet::addRule(const WritingRule &rule)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    auto *text = new Label(rule.text, TextStyle::Body);
    text->setWordWrap(true);
    words->addWidget(text);
    auto *seen =
        new Label(tr("Seen in %n draft(s): %1", nullptr, rule.seen).arg(rule.example), TextStyle::Meta, &Theme::text3);
    seen->setWordWrap(true);
    words->addWidget(seen);
    line->addLayout(words, 1);
    const auto add = [&](const QString &caption, const QString &name, WritingRule::State state) {
        auto *button = new Button(caption);
        button->setObjectName(name.arg(rule.id));
        button->setAccessibleName(tr("%1: %2").arg(caption, rule.text));
        button->setControlHeight(28);
        connect(button, &QPushButton::clicked, this, [this, row, id = rule.id, state] {
            row->setEnabled(false);
            Q_EMIT ruleDecided(id, state);
        });
        line->addWidget(button, 0, Qt::AlignTop);
    };
    if (rule.state == WritingRule::State::Proposed) {
        add(tr("Keep"), QStringLiteral("ruleKeep%1"), WritingRule::State::Kept);
    }
    add(tr("Delete"), QStringLiteral("ruleDelete%1"), WritingRule::State::Deleted);
    body()->addWidget(row);
}

} // namespace AlwaysLeads
