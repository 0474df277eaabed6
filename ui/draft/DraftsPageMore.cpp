#include "draft/AlikeSheet.h"
#include "draft/AutomaticSheet.h"
#include "draft/DraftInspector.h"
#include "draft/DraftMailCard.h"
#include "draft/DraftQueueModel.h"
#include "draft/DraftsPage.h"
#include "draft/WritingSheet.h"
#include "shell/Shell.h"
#include "widgets/Announce.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"

#include <QFileDialog>
#include <QSaveFile>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

QWidget *DraftsPage::buildNotices()
{
    auto *notices = new QWidget;
    auto *lines = new QVBoxLayout(notices);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    m_rule->setObjectName(QStringLiteral("draftRule"));
    Button *keep = m_rule->addButton(tr("Keep"));
    keep->setObjectName(QStringLiteral("draftRuleKeep"));
    connect(keep, &QPushButton::clicked, this, [this] {
        if (m_proposed) {
            decideRule(m_proposed->id, WritingRule::State::Kept);
        }
    });
    Button *drop = m_rule->addButton(tr("Delete"));
    drop->setObjectName(QStringLiteral("draftRuleDelete"));
    connect(drop, &QPushButton::clicked, this, [this] {
        if (m_proposed) {
            decideRule(m_proposed->id, WritingRule::State::Deleted);
        }
    });
    lines->addWidget(m_rule);
    m_rule->hide();
    return notices;
}

void DraftsPage::lightMark(int mark)
{
    m_card->lightMark(mark);
    m_inspector->light(m_shown && mark >= 0 ? m_shown->marks.value(mark).facts : QList<int>());
}

void DraftsPage::stepMark(int direction)
{
    if (!m_shown || m_card->isEditing() || m_shown->marks.isEmpty()) {
        return;
    }
    const int count = int(m_shown->marks.size());
    const int from = m_card->litMark() < 0 ? (direction > 0 ? -1 : count) : m_card->litMark();
    const int mark = (from + direction + count) % count;
    lightMark(mark);
    const FactMark &lit = m_shown->marks.at(mark);
    QStringList said = {lit.text};
    for (const int fact : lit.facts) {
        const UsedFact &used = m_shown->facts.at(fact);
        said.append(used.source.isEmpty() ? tr("%1: %2").arg(used.label, used.value)
                                          : tr("%1: %2, from %3").arg(used.label, used.value, used.source));
    }
    if (!lit.problem.isEmpty()) {
        said.append(lit.problem);
    }
    announce(this, said.join(QStringLiteral(". ")));
}

void DraftsPage::confirmSentence(const QString &sentence)
{
    if (!mayDecide() || m_card->isEditing()) {
        return;
    }
    QString text = sentence;
    if (text.isEmpty()) {
        const FactMark lit = m_shown->marks.value(m_card->litMark());
        const auto first =
            std::ranges::find_if(m_shown->marks, [](const FactMark &mark) { return !mark.problem.isEmpty(); });
        text = !lit.problem.isEmpty() ? lit.text : first != m_shown->marks.end() ? first->text : QString();
    }
    if (text.isEmpty()) {
        return;
    }
    m_busy = true;
    whenDone(m_review.confirm(m_shown->draft.id, text), this, [this](const Result<DraftPage> &page) {
        m_busy = false;
        if (!page) {
            m_shell.showProblem(page.error());
            return;
        }
        if (m_shown && m_shown->draft.id == page->draft.id) {
            show(*page);
            announce(this, page->canApprove ? tr("Confirmed. It can be approved now.") : tr("Confirmed."));
        }
    });
}

void DraftsPage::useVersion(const QString &subject, const QString &body)
{
    if (!mayDecide() || m_card->isEditing()) {
        return;
    }
    const DraftId id = m_shown->draft.id;
    const auto offered = std::ranges::find(m_shown->versions, m_shown->draft.facts.offer, &DraftVersion::id);
    const bool isOffer = offered != m_shown->versions.end() && offered->subject == subject && offered->body == body;
    whenDone(isOffer ? m_review.takeOffer(id) : m_review.edit(id, subject, body), this,
             [this](const Result<DraftPage> &page) {
                 if (!page) {
                     m_shell.showProblem(page.error());
                 } else if (m_shown && m_shown->draft.id == page->draft.id) {
                     show(*page);
                 }
             });
}

void DraftsPage::findTyping()
{
    whenDone(m_review.lastTyping(), this, [this](const Result<std::optional<DraftTyping>> &typing) {
        if (!typing || !*typing || m_card->isEditing()) {
            return;
        }
        const QModelIndex index = m_model->indexOf((*typing)->draft);
        if (index.isValid()) {
            m_queue->setCurrentIndex(index); // its page brings the words
        } else if (m_model->draftCount() == 0) {
            m_wanted = (*typing)->draft; // the queue has not come yet
        }
    });
}

void DraftsPage::resumeTyping(const DraftTyping &typing)
{
    if (m_card->isEditing() || (typing.subject == m_shown->draft.subject && typing.body == m_shown->draft.body)) {
        return;
    }
    m_sides->setCurrent(0);
    m_card->beginEditing(typing);
    renewButtons();
    announce(this, tr("What you typed before is back. Keep it or leave it."));
}

void DraftsPage::findAlike()
{
    m_alikes = 0;
    m_alike->hide();
    if (!m_shown || m_shelves->current() != 0) {
        return;
    }
    whenDone(m_review.alike(m_shown->draft.id), this,
             [this, id = m_shown->draft.id](const Result<QList<DraftPage>> &pages) {
                 if (!pages || !m_shown || m_shown->draft.id != id || pages->size() < 2) {
                     return;
                 }
                 m_alikes = int(pages->size());
                 m_alike->setText(tr("Review %L1 alike together").arg(pages->size()));
                 m_alike->show();
             });
}

void DraftsPage::reviewAlike()
{
    if (!mayDecide() || m_card->isEditing() || m_alikes < 2) {
        return;
    }
    // Read now: since they were counted, any of them may have been written anew.
    whenDone(m_review.alike(m_shown->draft.id), this,
             [this, id = m_shown->draft.id](const Result<QList<DraftPage>> &pages) {
                 if (!pages) {
                     m_shell.showProblem(pages.error());
                 } else if (m_shown && m_shown->draft.id == id && pages->size() > 1) {
                     openAlike(*pages);
                 } else {
                     findAlike();
                 }
             });
}

void DraftsPage::openAlike(const QList<DraftPage> &pages)
{
    auto *sheet = new AlikeSheet(pages, this);
    connect(sheet, &AlikeSheet::approved, this, [this](const QList<std::pair<DraftId, QByteArray>> &seen) {
        whenDone(m_review.approveGroup(seen), this, [this](const Result<GroupApproval> &group) {
            if (!group) {
                m_shell.showProblem(group.error());
                return;
            }
            const QList<DraftId> approved = group->approved;
            for (const DraftId id : approved) {
                m_decisions.insert(id, DraftState::Approved);
            }
            if (!approved.isEmpty()) {
                m_shell.offerUndo({tr("%n approved together.", nullptr, int(approved.size())),
                                   [review = &m_review, approved] { return review->undo(approved); }});
            }
            if (group->trouble) {
                m_shell.showProblem(*group->trouble);
            }
            refresh();
        });
    });
    sheet->open();
}

void DraftsPage::sendToMyself()
{
    if (!mayDecide()) {
        return;
    }
    whenDone(m_review.sendToMyself(m_shown->draft.id), this, [this](const Result<QString> &sent) {
        if (sent) {
            m_shell.showToast(tr("The mail as they would get it is on its way to %1.").arg(*sent));
        } else {
            m_shell.showProblem(sent.error());
        }
    });
}

void DraftsPage::exportLog()
{
    saveLog(QFileDialog::getSaveFileName(this, tr("Export the approval log"), QStringLiteral("approvals.csv"),
                                         tr("CSV files (*.csv)")));
}

void DraftsPage::saveLog(const QString &name)
{
    if (name.isEmpty()) {
        return;
    }
    whenDone(m_review.exportLog(), this, [this, name](const Result<QByteArray> &csv) {
        if (!csv) {
            m_shell.showProblem(csv.error());
            return;
        }
        QSaveFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(*csv) != csv->size() || !file.commit()) {
            m_shell.showProblem({ErrorKind::Storage,
                                 tr("The log could not be written to %1. Choose another folder.").arg(name),
                                 file.errorString()});
            return;
        }
        m_shell.showToast(tr("The approval log is in %1.").arg(name));
    });
}

void DraftsPage::showWriting()
{
    whenDone(m_review.writingProfile(), this, [this](const Result<WritingProfile> &profile) {
        if (!profile) {
            m_shell.showProblem(profile.error());
            return;
        }
        whenDone(m_review.rules(WritingRule::State::Proposed), this,
                 [this, profile = *profile](const Result<QList<WritingRule>> &proposed) {
                     whenDone(m_review.rules(WritingRule::State::Kept), this,
                              [this, profile, proposed = proposed.value_or(QList<WritingRule>())](
                                  const Result<QList<WritingRule>> &kept) {
                                  auto *sheet =
                                      new WritingSheet(profile, proposed, kept.value_or(QList<WritingRule>()), this);
                                  connect(sheet, &WritingSheet::ruleDecided, this, &DraftsPage::decideRule);
                                  connect(sheet, &WritingSheet::saved, this, [this](const WritingProfile &made) {
                                      whenDone(m_review.setWritingProfile(made), this, [this](const Result<> &saved) {
                                          if (!saved) {
                                              m_shell.showProblem(saved.error());
                                          }
                                      });
                                  });
                                  sheet->open();
                              });
                 });
    });
}

void DraftsPage::showRules()
{
    whenDone(m_review.rules(WritingRule::State::Proposed), this, [this](const Result<QList<WritingRule>> &rules) {
        m_proposed = rules && !rules->isEmpty() ? std::optional(rules->first()) : std::nullopt;
        m_rule->setVisible(m_proposed.has_value());
        if (m_proposed) {
            m_rule->setText(tr("From your changes in %n draft(s):", nullptr, m_proposed->seen),
                            tr("%1 Shall Claude keep to it?").arg(m_proposed->text));
        }
    });
}

void DraftsPage::decideRule(qint64 rule, WritingRule::State state)
{
    whenDone(m_review.setRule(rule, state), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        }
        showRules();
    });
}

void DraftsPage::askAutomatic()
{
    const DraftRow *row = m_model->row(m_queue->currentIndex());
    if (row == nullptr) {
        m_shell.showToast(tr("Choose a draft of the campaign first."));
        return;
    }
    auto *sheet = new AutomaticSheet(row->campaignName, this);
    connect(sheet, &AutomaticSheet::typed, this, [this, campaign = row->campaign](const QString &name) {
        whenDone(m_review.turnOnAutomatic(campaign, name), this, [this](const Result<> &outcome) {
            if (!outcome) {
                m_shell.showProblem(outcome.error());
            }
            refresh();
        });
    });
    sheet->open();
}

} // namespace AlwaysLeads
