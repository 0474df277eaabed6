#pragma once

#include "outbox/Forecast.h"
#include "widgets/DialogSheet.h"

#include <QAbstractTableModel>

namespace AlwaysLeads {

class TableView;

/// Mails to come, a row each.
class ForecastModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { WhenColumn, ToColumn, StepColumn, FromColumn, WhyColumn, ColumnCount };
    ForecastModel(QList<ForecastMail> mails, const Forecast &forecast, QStringList stepNames, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// All rows as a table for other programs, with a row of headings. Times are UTC.
    QByteArray csv() const;
    const ForecastMail &mail(int row) const { return m_mails.at(row); }

private:
    QList<ForecastMail> m_mails;
    QList<StepId> m_steps;
    QMap<MailboxId, QString> m_senders;
    QStringList m_names;
};

/// The list behind the forecast: of one day, or of all.
class ForecastSheet : public DialogSheet
{
    Q_OBJECT
public:
    /// An invalid `day`: all of them.
    ForecastSheet(const Forecast &forecast, const QStringList &stepNames, QDate day, QWidget *inside);

Q_SIGNALS:
    void opened(AlwaysLeads::LeadId lead);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns();

    bool m_hasSenders; ///< several: it matters which
    TableView *m_table;
    ForecastModel *m_model;
};

} // namespace AlwaysLeads
