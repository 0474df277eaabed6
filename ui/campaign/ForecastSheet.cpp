#include "campaign/ForecastSheet.h"

#include "campaign/ForecastStrip.h"
#include "lead/LeadExport.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/CellPainting.h"
#include "widgets/Label.h"
#include "widgets/RowDelegate.h"
#include "widgets/TableView.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <utility>

namespace AlwaysLeads {

namespace {

constexpr int sheetWidth = 820;
constexpr int tableHeight = 420;
constexpr int besideTable = 300; // what else the sheet and the window's edges need

class ForecastDelegate : public RowDelegate
{
public:
    explicit ForecastDelegate(QAbstractItemView *table)
        : RowDelegate(table)
    {
    }

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override
    {
        const Theme &theme = themeOf(view());
        const Fonts &fonts = fontsOf(view());
        const QString text = index.data().toString();
        if (index.column() == ForecastModel::WhenColumn) {
            TabularText::paint(painter, rect, text, fonts.body(), theme.text);
            return;
        }
        const bool isName = index.column() == ForecastModel::ToColumn;
        paintLine(painter, rect, text, isName ? fonts.bodyMedium() : fonts.body(), isName ? theme.text : theme.text2);
    }
    QString fullText(const QModelIndex &index) const override { return index.data().toString(); }
};

QList<ForecastMail> mailsOf(const Forecast &forecast, QDate day)
{
    if (!day.isValid()) {
        return forecast.mails;
    }
    QList<ForecastMail> mails;
    std::ranges::copy_if(forecast.mails, std::back_inserter(mails),
                         [day](const ForecastMail &mail) { return mail.day == day; });
    return mails;
}

} // namespace

ForecastModel::ForecastModel(QList<ForecastMail> mails, const Forecast &forecast, QStringList stepNames,
                             QObject *parent)
    : QAbstractTableModel(parent)
    , m_mails(std::move(mails))
    , m_steps(forecast.steps)
    , m_senders(forecast.senders)
    , m_names(std::move(stepNames))
{
}

int ForecastModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_mails.size());
}

int ForecastModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ForecastModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    const ForecastMail &mail = m_mails.at(index.row());
    const QString when = QLocale().toString(mail.at.toLocalTime(), QStringLiteral("ddd d MMM, HH:mm"));
    const QString step = m_names.value(m_steps.indexOf(mail.step));
    const QString why = mail.isQueued ? tr("Approved. %1").arg(mail.why).trimmed() : mail.why;
    if (role == Qt::AccessibleTextRole) {
        const QString from = m_senders.size() > 1 ? m_senders.value(mail.mailbox) : QString();
        QStringList parts{when, mail.name, step, from, why};
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    switch (index.column()) {
    case WhenColumn:
        return when;
    case ToColumn:
        return isolated(mail.name);
    case StepColumn:
        return step;
    case FromColumn:
        return m_senders.value(mail.mailbox);
    case WhyColumn:
        return why;
    default:
        return {};
    }
}

QVariant ForecastModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case WhenColumn:
        return tr("When, by your clock");
    case ToColumn:
        return tr("To");
    case StepColumn:
        return tr("Step");
    case FromColumn:
        return tr("From");
    case WhyColumn:
        return tr("Waits for");
    default:
        return {};
    }
}

QByteArray ForecastModel::csv() const
{
    QByteArray csv = csvLine({tr("When (UTC)"), tr("To"), tr("Step"), tr("From"), tr("Waits for")});
    for (const ForecastMail &mail : m_mails) {
        csv += csvLine({mail.at.toUTC().toString(Qt::ISODate), mail.name, m_names.value(m_steps.indexOf(mail.step)),
                        m_senders.value(mail.mailbox), mail.why});
    }
    return csv;
}

ForecastSheet::ForecastSheet(const Forecast &forecast, const QStringList &stepNames, QDate day, QWidget *inside)
    : DialogSheet(day.isValid() ? QLocale().toString(day, QStringLiteral("dddd d MMMM")) : tr("Mails to come"),
                  sheetWidth, inside)
    , m_hasSenders(forecast.senders.size() > 1)
    , m_table(new TableView(tr("Mails to come")))
    , m_model(new ForecastModel(mailsOf(forecast, day), forecast, stepNames, this))
{
    setObjectName(QStringLiteral("forecastSheet"));
    auto *note =
        new Label(m_model->rowCount() == 0 ? tr("No mail of this campaign leaves on this day.")
                                           : tr("%n mail(s). Enter opens the person. %1", nullptr, m_model->rowCount())
                                                 .arg(ForecastStrip::assumptions(forecast)),
                  TextStyle::Body, &Theme::text2);
    note->setWordWrap(true);
    body()->addWidget(note);
    m_table->setObjectName(QStringLiteral("forecastTable"));
    m_table->setModel(m_model);
    m_table->setRowDelegate(new ForecastDelegate(m_table));
    // One thing scrolls: the table, not the sheet around it.
    m_table->setFixedHeight(std::clamp(inside->window()->height() - besideTable, 200, tableHeight));
    m_table->setColumnHidden(ForecastModel::FromColumn, !m_hasSenders);
    body()->addWidget(m_table);
    m_table->setVisible(m_model->rowCount() > 0);
    auto *copy = new Button(Icon::Copy, tr("Copy as CSV"), ButtonKind::Ghost);
    copy->setObjectName(QStringLiteral("forecastCopy"));
    footer()->addWidget(copy);
    copy->setVisible(m_model->rowCount() > 0);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(QString::fromUtf8(m_model->csv()));
        announce(this, tr("%n mail(s) copied.", nullptr, m_model->rowCount()));
    });
    auto *close = addButton(new Button(tr("Close")));
    close->setObjectName(QStringLiteral("forecastClose"));
    connect(close, &QPushButton::clicked, this, &DialogSheet::cancel);
    setInitialFocus(m_model->rowCount() > 0 ? static_cast<QWidget *>(m_table) : close);
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) {
        const LeadId lead = m_model->mail(index.row()).lead;
        DialogSheet::close();
        Q_EMIT opened(lead);
    });
    if (m_model->rowCount() > 0) {
        m_table->setCurrentIndex(m_model->index(0, 0));
    }
    fitColumns();
}

void ForecastSheet::resizeEvent(QResizeEvent *event)
{
    DialogSheet::resizeEvent(event);
    fitColumns();
}

void ForecastSheet::fitColumns()
{
    const int room = qMin(sheetWidth, width() - 32) - 64;
    const int from = m_hasSenders ? room * 20 / 100 : 0;
    const int when = room * 20 / 100;
    const int to = room * (m_hasSenders ? 20 : 24) / 100;
    const int step = room * (m_hasSenders ? 14 : 18) / 100;
    m_table->setColumnWidth(ForecastModel::WhenColumn, when);
    m_table->setColumnWidth(ForecastModel::ToColumn, to);
    m_table->setColumnWidth(ForecastModel::StepColumn, step);
    m_table->setColumnWidth(ForecastModel::FromColumn, from);
    m_table->horizontalHeader()->setStretchLastSection(true); // the reason takes what is left
}

} // namespace AlwaysLeads
