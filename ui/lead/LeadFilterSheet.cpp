#include "lead/LeadFilterSheet.h"

#include "lead/LeadFilterGroup.h"
#include "lead/LeadWords.h"
#include "widgets/Button.h"
#include "widgets/FieldMessage.h"
#include "widgets/Label.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QScrollArea>

namespace AlwaysLeads {

namespace {
constexpr int sheetWidth = 840; // the longest way to ask, in a group of groups, leaves room for its values

LeadFilter toBegin()
{
    return LeadFilter(LeadCondition{QStringLiteral("industry"), LeadOperator::Contains, {}});
}
} // namespace

LeadFilterSheet::LeadFilterSheet(LeadSearch &search, const LeadFields &fields, const LeadQuery &query,
                                 const std::optional<LeadFilter> &unused, QWidget *inside)
    : DialogSheet(tr("Filter"), sheetWidth, inside)
    , m_search(search)
    , m_fields(fields)
    , m_query(query)
    , m_group(new LeadFilterGroup(fields,
                                  unused                       ? *unused
                                      : query.filter.isEmpty() ? toBegin()
                                                               : query.filter,
                                  1))
    , m_count(new Label(QString(), TextStyle::Meta, &Theme::text3))
    , m_message(new FieldMessage)
{
    setObjectName(QStringLiteral("filterSheet"));
    setCloseButton(true);
    m_count->setObjectName(QStringLiteral("filterCount"));
    body()->addWidget(m_group);
    body()->addWidget(m_message);
    footer()->insertWidget(0, m_count);
    auto *segment = addButton(new Button(tr("Save as segment…"), ButtonKind::Ghost));
    segment->setObjectName(QStringLiteral("filterSegment"));
    auto *cancelButton = addButton(new Button(tr("Cancel"), ButtonKind::Secondary));
    connect(cancelButton, &QPushButton::clicked, this, &DialogSheet::cancel);
    auto *apply = addButton(new Button(tr("Show these people"), ButtonKind::Primary));
    apply->setObjectName(QStringLiteral("filterApply"));
    setDefaultButton(apply);
    setInitialFocus(m_group->firstControl());
    connect(apply, &QPushButton::clicked, this, [this] {
        if (check()) {
            Q_EMIT applied(m_group->filter().simplified());
            close();
        }
    });
    connect(segment, &QPushButton::clicked, this, [this] {
        if (check()) {
            const LeadFilter filter = m_group->filter().simplified();
            close();
            Q_EMIT segmentWanted(filter);
        }
    });
    connect(m_group, &LeadFilterGroup::edited, this, [this] {
        m_message->setError(QString());
        renewCount();
    });
    // At once: else the new line is seen squeezed into the height of before.
    connect(m_group, &LeadFilterGroup::rearranged, this,
            [] { QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); });
    if (!unused) {
        m_asOpened = m_group->filter();
    }
    renewCount();
}

void LeadFilterSheet::cancel()
{
    const LeadFilter filter = m_group->filter();
    const bool isUnused = isOpen() && m_asOpened != filter;
    DialogSheet::cancel();
    if (isUnused) {
        Q_EMIT leftUnused(filter);
    }
}

LeadFilterSheet::~LeadFilterSheet()
{
    m_counting.request_stop();
}

bool LeadFilterSheet::check()
{
    const Result<> fine = m_group->filter().check(m_fields);
    m_message->setError(fine ? QString() : fine.error().message);
    if (QWidget *wrong = fine ? nullptr : m_group->wrongControl()) {
        wrong->setFocus(Qt::OtherFocusReason);
        for (QWidget *around = wrong->parentWidget(); around != nullptr; around = around->parentWidget()) {
            if (auto *scroll = qobject_cast<QScrollArea *>(around)) {
                scroll->ensureWidgetVisible(wrong);
            }
        }
    }
    return bool(fine);
}

void LeadFilterSheet::renewCount()
{
    m_counting.request_stop();
    m_counting = std::stop_source();
    m_query.filter = m_group->filter();
    if (!m_query.filter.check(m_fields)) {
        m_count->setText(QString());
        return;
    }
    m_count->setText(tr("…"));
    whenDone(m_search.count(m_query, m_counting.get_token()), this,
             [this, token = m_counting.get_token()](Result<qint64> count) {
                 if (count && !token.stop_requested()) {
                     m_count->setText(*count == 1 ? tr("1 person fits") : tr("%1 fit").arg(LeadWords::people(*count)));
                 }
             });
}

} // namespace AlwaysLeads
