#pragma once

#include "app/draft/DraftWorld.h"
#include "draft/DraftMailCard.h"
#include "draft/DraftQueueModel.h"
#include "draft/DraftsPage.h"
#include "stage/PageStage.h"
#include "support/Patience.h"
#include "widgets/MailView.h"
#include "widgets/Segmented.h"

#include <QListView>
#include <QPlainTextEdit>
#include <QTest>

namespace AlwaysLeads {

/// The drafts page in a window over a real database, with people whose drafts are written.
struct DraftStage
{
    explicit DraftStage(ClaudeWriting claude = {})
        : world(std::move(claude))
    {
    }

    ~DraftStage()
    {
        stage.close();
        world.files.settle();
    }

    void addPeople(const QStringList &firstNames)
    {
        QList<LeadId> added;
        for (const QString &name : firstNames) {
            added.append(world.addLead(name, QStringLiteral("%1@baltway.example").arg(name.toLower())));
        }
        world.write(added);
        people.append(added);
    }
    void open(QSize size = QSize(1216, 862))
    {
        page = new DraftsPage(world.review, world.campaigns, stage.shell);
        stage.show(page, size);
        page->enter();
        page->mainControl()->setFocus();
    }

    /// Waits until this person's draft is on the screen and can be dealt with.
    bool shows(const QString &name, int patience = testPatience) const
    {
        return QTest::qWaitFor(
            [&] {
                const auto *queue = stage.find<QListView>("draftQueue");
                return queue != nullptr && queue->currentIndex().data().toString() == name + QStringLiteral(" Nowak")
                    && text().contains(QStringLiteral("Hi ") + name)
                    && (stage.isShown("draftEdit") || stage.isShown("draftKeep"));
            },
            patience);
    }
    QString text() const
    {
        const auto *mail = stage.find<MailView>("draftText");
        return mail == nullptr ? QString() : mail->plainText();
    }
    DraftState stateOf(int person) { return world.draftOf(people.at(person)).state; }
    int rows() const
    {
        const auto *queue = stage.find<QListView>("draftQueue");
        return queue == nullptr ? 0 : queue->model()->rowCount();
    }
    QString banner() const
    {
        const QWidget *problem = stage.find("draftProblem");
        return problem == nullptr ? QString() : problem->accessibleName();
    }

    DraftWorld world;
    PageStage stage; // ends before the services its page uses
    DraftsPage *page = nullptr;
    QList<LeadId> people;
};

} // namespace AlwaysLeads
