#include "lead/ImportResult.h"

#include "lead/ImportRowDelegate.h"
#include "lead/ImportRowsModel.h"
#include "lead/LeadWords.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/EmptyState.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/ScrollArea.h"
#include "widgets/TableView.h"

#include <QGridLayout>
#include <QHBoxLayout>

#include <utility>

namespace AlwaysLeads {

namespace {

constexpr int paneWidth = 392;
constexpr int inset = 24;

} // namespace

ImportResult::ImportResult(LeadImport &import, const ImportPlan &plan, const ImportPreview &preview,
                           const ImportReport &report, QWidget *parent)
    : Pane(&Theme::surface, {}, parent)
    , m_model(new ImportRowsModel(import, this))
    , m_icon(new IconView(Icon::CircleCheck, 20))
    , m_title(new Label(report.leavesTrace() ? tr("%1 imported").arg(LeadWords::people(report.people()))
                                             : tr("Nothing new in this file"),
                        TextStyle::Section))
    , m_sentence(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_buttons(new QHBoxLayout)
    , m_more(new QVBoxLayout)
{
    setObjectName(QStringLiteral("importResult"));
    m_icon->setTone(ToneName::Success);
    m_sentence->setObjectName(QStringLiteral("importResultSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setText(report.counts.canBeDoneAgain()
                            ? tr("From %1. You can undo the whole import, also tomorrow.").arg(report.file)
                            : tr("From %1. You can undo the whole import, also tomorrow. It is too large to be done "
                                 "again after that: the file would be imported anew.")
                                  .arg(report.file));
    auto *panes = new QHBoxLayout(this);
    panes->setContentsMargins(0, 0, 0, 0);
    panes->setSpacing(0);
    auto *left = new Pane(&Theme::sunken, Qt::RightEdge);
    left->setFixedWidth(paneWidth);
    auto *lines = new QVBoxLayout(left);
    lines->setContentsMargins(inset, inset, inset, inset);
    lines->setSpacing(12);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(m_icon);
    head->addWidget(m_title, 1);
    lines->addLayout(head);
    lines->addWidget(m_sentence);
    lines->addWidget(buildCounts(report));
    lines->addLayout(m_more);
    if (!report.reasons.isEmpty()) {
        lines->addWidget(new Label(tr("Why rows were refused"), TextStyle::Strong));
        lines->addWidget(buildReasons(report), 1);
    } else {
        lines->addStretch(1);
    }
    m_buttons->setSpacing(8);
    m_buttons->addStretch(1);
    lines->addLayout(m_buttons);
    panes->addWidget(left);
    if (report.counts.refused > 0) {
        m_model->show(plan, preview, ImportFate::Refused);
        panes->addWidget(buildRefused(report.id), 1);
    } else {
        panes->addWidget(new EmptyState(Icon::CircleCheck, tr("Every row was imported"),
                                        tr("The report lists each of them with what became of it.")),
                         1);
    }
}

QWidget *ImportResult::buildCounts(const ImportReport &report)
{
    auto *place = new QWidget;
    auto *grid = new QGridLayout(place);
    grid->setContentsMargins(0, 4, 0, 8);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    int line = 0;
    const auto add = [&](qint64 number, const QString &words) {
        auto *count = new Label(LeadWords::number(number), TextStyle::Strong);
        count->setAlignment(Qt::AlignRight);
        grid->addWidget(count, line, 0, Qt::AlignTop);
        auto *text = new Label(words, TextStyle::Body, &Theme::text2);
        text->setWordWrap(true);
        grid->addWidget(text, line, 1);
        ++line;
    };
    const ImportCounts &counts = report.counts;
    add(counts.added, tr("new"));
    add(report.known,
        report.known == 0 ? tr("known already")
                          : tr("known already, %1 of them changed").arg(LeadWords::number(report.changed)));
    if (report.repeats() > 0) {
        add(report.repeats(),
            report.repeats() == 1 ? tr("row about somebody further up in the file")
                                  : tr("rows about somebody further up in the file"));
    }
    add(counts.refused, tr("refused"));
    add(counts.rows(), counts.rows() == 1 ? tr("row in the file") : tr("rows in the file"));
    return place;
}

QWidget *ImportResult::buildReasons(const ImportReport &report)
{
    auto *content = new Pane(&Theme::sunken);
    content->setObjectName(QStringLiteral("importReasons"));
    auto *lines = new QVBoxLayout(content);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(6);
    for (const ImportReason &reason : report.reasons) {
        auto *line = new QHBoxLayout;
        line->setSpacing(10);
        auto *words = new ElidedLabel(reason.sentence, TextStyle::Body, &Theme::text);
        line->addWidget(words, 1);
        line->addWidget(new Label(LeadWords::number(reason.rows), TextStyle::BodyMedium, &Theme::text2));
        lines->addLayout(line);
    }
    lines->addStretch(1);
    return new ScrollArea(content);
}

QWidget *ImportResult::buildRefused(ImportId import)
{
    m_rows = new TableView(tr("Refused rows"));
    m_rows->setObjectName(QStringLiteral("importRefusedRows"));
    m_rows->setModel(m_model);
    m_rows->setSelectionMode(QAbstractItemView::SingleSelection);
    m_rows->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rows->setRowDelegate(new ImportRowDelegate(m_rows, false));
    m_rows->header()->setSectionsClickable(false);
    m_rows->setColumnWidth(ImportRowsModel::Number, 64);
    m_rows->setColumnWidth(ImportRowsModel::Name, 150);
    m_rows->setColumnWidth(ImportRowsModel::Email, 216);
    m_rows->setColumnHidden(ImportRowsModel::Company, true);
    m_rows->header()->setStretchLastSection(true);
    m_model->setDone();
    connect(m_model, &ImportRowsModel::failed, this, [this, import](const Error &error) {
        if (std::exchange(m_fromFile, false)) {
            m_model->showNoted(import); // the file is gone or changed; the reasons are kept
        } else {
            Q_EMIT failed(error);
        }
    });
    return m_rows;
}

void ImportResult::addButton(Button *button)
{
    m_buttons->insertWidget(m_buttons->count() - 1, button);
}

void ImportResult::addLine(QWidget *line)
{
    m_more->addWidget(line);
}

void ImportResult::showUndone(const QString &sentence)
{
    m_icon->setPicture(Icon::Undo);
    m_icon->setTone(ToneName::Neutral);
    m_title->setText(tr("Import undone"));
    m_sentence->setText(sentence);
}

} // namespace AlwaysLeads
