#include "shell/BackupSheet.h"

#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/Label.h"

#include <QButtonGroup>
#include <QLocale>
#include <QVBoxLayout>

namespace AlwaysLeads {

BackupSheet::BackupSheet(Backups &backups, QWidget *inside)
    : DialogSheet(tr("Go back to a backup"), 480, inside)
    , m_backups(backups)
    , m_list(backups.list())
    , m_choices(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("backupSheet"));
    auto *text = new Label(
        m_list.isEmpty()
            ? tr("There is no backup yet. One is made each day the program runs.")
            : tr("Everything becomes as it was then. The present data is kept beside the backups, so that you "
                 "can come back to it. The program starts again."),
        TextStyle::Body, &Theme::text2);
    text->setWordWrap(true);
    body()->addWidget(text);
    for (qsizetype i = 0; i < m_list.size(); ++i) {
        const Backup &backup = m_list.at(i);
        auto *choice =
            new RadioButton(tr("%1, %2").arg(QLocale().toString(backup.takenAt.toLocalTime(), QLocale::LongFormat),
                                             QLocale().formattedDataSize(backup.size)));
        choice->setObjectName(QStringLiteral("backup%1").arg(i));
        m_choices->addButton(choice, int(i));
        choice->setChecked(i == 0);
        body()->addWidget(choice);
    }
    auto *cancelButton = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    connect(cancelButton, &QPushButton::clicked, this, &DialogSheet::cancel);
    auto *restoreButton = addButton(new Button(tr("Go back and restart"), ButtonKind::Danger));
    restoreButton->setObjectName(QStringLiteral("backupRestore"));
    restoreButton->setDisabledReason(m_list.isEmpty() ? tr("There is no backup yet.") : QString());
    connect(restoreButton, &QPushButton::clicked, this, &BackupSheet::restore);
    setDefaultButton(cancelButton);
}

void BackupSheet::restore()
{
    const int chosen = m_choices->checkedId();
    if (chosen < 0) {
        return;
    }
    const Result<> noted = m_backups.restoreAtNextStart(m_list.at(chosen));
    if (!noted) {
        auto *problem = new Label(noted.error().message);
        problem->setTone(ToneName::Danger);
        problem->setWordWrap(true);
        body()->addWidget(problem);
        return;
    }
    close();
    Q_EMIT restartWanted();
}

} // namespace AlwaysLeads
