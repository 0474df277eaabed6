#include "lead/ListsSheet.h"

#include "lead/LeadEdit.h"
#include "lead/LeadLists.h"
#include "lead/LeadWords.h"
#include "lead/NameSheet.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int sheetWidth = 560;
}

ListsSheet::ListsSheet(LeadLists &lists, Leads &leads, LeadFields fields, Shell &shell, QWidget *inside)
    : DialogSheet(tr("Lists and segments"), sheetWidth, inside)
    , m_lists(lists)
    , m_leads(leads)
    , m_fields(std::move(fields))
    , m_shell(shell)
    , m_state(new Label(tr("You put people on a list; a filter fills a segment by itself. Every change can be undone."),
                        TextStyle::Body, &Theme::text2))
    , m_reading(
          this, [this] { return m_lists.all(); },
          [this](const Result<QList<LeadList>> &all) { all ? show(*all) : m_state->setText(all.error().message); })
{
    setObjectName(QStringLiteral("listsSheet"));
    m_state->setWordWrap(true);
    body()->setSpacing(12);
    body()->addWidget(m_state);
    auto *done = addButton(new Button(tr("Done"), ButtonKind::Primary));
    done->setObjectName(QStringLiteral("listsDone"));
    connect(done, &QPushButton::clicked, this, &DialogSheet::close);
    setInitialFocus(done);
    connect(&m_lists, &LeadLists::changed, this, [this] { m_reading.renew(); });
    connect(&m_leads, &Leads::changed, this, [this] { m_reading.renew(); }); // and what undo brings back
    m_reading.renew();
}

void ListsSheet::show(const QList<LeadList> &lists)
{
    if (m_rows != nullptr) {
        m_rows->hide();
        m_rows->deleteLater();
    }
    m_rows = new QWidget;
    auto *column = new QVBoxLayout(m_rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (const LeadList &list : lists) {
        column->addWidget(new Hairline);
        column->addWidget(lineOf(list));
    }
    if (lists.isEmpty()) {
        auto *none = new Label(tr("None yet. Choose people and press L to put them on a list; filter and choose "
                                  "“Save as segment” to make a segment."),
                               TextStyle::Body, &Theme::text3);
        none->setWordWrap(true);
        column->addWidget(none);
    }
    body()->addWidget(m_rows);
}

QWidget *ListsSheet::lineOf(const LeadList &list)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 6, 0, 6);
    line->setSpacing(4);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(new ElidedLabel(list.name, TextStyle::BodyMedium));
    const QString what = list.kind == LeadList::Kind::List ? tr("List · %1").arg(LeadWords::people(list.people))
                                                           : tr("Segment · %1").arg(list.filter.sentence(m_fields));
    words->addWidget(new ElidedLabel(what, TextStyle::Meta, &Theme::text3));
    line->addLayout(words, 1);
    const auto addAction = [&](Icon icon, const QString &name, const QString &objectName, std::function<void()> act) {
        auto *button = new IconButton(icon, name.arg(list.name));
        button->setObjectName(objectName);
        button->setControlSize(28);
        connect(button, &QPushButton::clicked, this, std::move(act));
        line->addWidget(button);
    };
    addAction(Icon::Eye, tr("Show the people of %1"), QStringLiteral("listsShow"), [this, list] {
        Q_EMIT chosen(list);
        close();
    });
    addAction(Icon::PencilLine, tr("Rename %1"), QStringLiteral("listsRename"), [this, list] { rename(list); });
    addAction(Icon::Trash, tr("Delete %1"), QStringLiteral("listsDelete"), [this, list] { remove(list); });
    return row;
}

void ListsSheet::rename(const LeadList &list)
{
    auto *sheet = new NameSheet(tr("Rename %1").arg(list.name), tr("Name"), tr("Rename"), list.name, this);
    connect(sheet, &NameSheet::named, this, [this, list](const QString &name) {
        whenDone(m_lists.rename(list.id, name), this, [this, list, name](const Result<> &renamed) {
            if (!renamed) {
                m_shell.showProblem(renamed.error());
                return;
            }
            m_shell.offerUndo(editOf(m_leads, tr("%1 is called %2 now").arg(list.name, name)));
        });
    });
    sheet->open();
}

void ListsSheet::remove(const LeadList &list)
{
    whenDone(m_lists.remove(list.id), this, [this, list](const Result<QList<LeadId>> &removed) {
        if (!removed) {
            m_shell.showProblem(removed.error());
            return;
        }
        m_shell.offerUndo(editOf(m_leads,
                                 list.kind == LeadList::Kind::List
                                     ? tr("List %1 deleted, its people stay").arg(list.name)
                                     : tr("Segment %1 deleted, its people stay").arg(list.name)));
    });
}

} // namespace AlwaysLeads
