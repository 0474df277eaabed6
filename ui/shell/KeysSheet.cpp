#include "shell/KeysSheet.h"

#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QAction>
#include <QGridLayout>
#include <QVBoxLayout>

namespace AlwaysLeads {

KeysSheet::KeysSheet(const QList<QAction *> &here, const QList<QAction *> &everywhere, QWidget *inside)
    : DialogSheet(tr("Keys"), 560, inside)
{
    setObjectName(QStringLiteral("keysSheet"));
    addGroup(tr("On this screen"), here);
    addGroup(tr("Everywhere"), everywhere);
    auto *done = addButton(new Button(tr("Close"), ButtonKind::Primary));
    setDefaultButton(done);
    connect(done, &QPushButton::clicked, this, &DialogSheet::close);
}

void KeysSheet::addGroup(const QString &title, const QList<QAction *> &actions)
{
    auto *grid = new QGridLayout;
    grid->setVerticalSpacing(8);
    int row = 0;
    for (const QAction *action : actions) {
        if (action->shortcut().isEmpty()) {
            continue;
        }
        grid->addWidget(new Label(action->text().remove(QLatin1Char('&')), TextStyle::Body, &Theme::text2), row, 0);
        grid->addWidget(new KeyCap(keyCapText(action->shortcut())), row, 1, Qt::AlignRight);
        ++row;
    }
    if (row == 0) {
        return;
    }
    body()->addWidget(new Label(title, TextStyle::Strong));
    body()->addLayout(grid);
    body()->addSpacing(8);
}

} // namespace AlwaysLeads
