#include "lead/BulkEditSheet.h"

#include "lead/BulkLinesModel.h"
#include "lead/FieldEditor.h"
#include "lead/LeadWords.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/CellPainting.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/FieldMessage.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/RowDelegate.h"
#include "widgets/Segmented.h"
#include "widgets/TableView.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int sheetWidth = 720;
constexpr int tableHeight = 300;
constexpr int lineHeight = 36;
constexpr int pauseBeforePreview = 200;
constexpr int nameWidth = 200;
constexpr int beforeWidth = 210;
constexpr int meterWidth = 220;

// Beside the fields in the list of what can be changed.
const QString addTag = QStringLiteral("+tag");
const QString removeTag = QStringLiteral("-tag");
const QString setStatus = QStringLiteral("status");

/// Paints the people of a preview.
class BulkRowDelegate : public RowDelegate
{
public:
    explicit BulkRowDelegate(QAbstractItemView *view)
        : RowDelegate(view, lineHeight)
    {
    }

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override
    {
        const auto line = index.data(BulkLinesModel::LineRole).value<BulkLine>();
        const QString text = index.data(Qt::DisplayRole).toString();
        const bool quiet = index.column() == BulkLinesModel::Before || !line.changes();
        const bool empty = text.isEmpty();
        CellPainting::line(painter, view(), rect, empty ? QStringLiteral("—") : text.simplified(),
                           index.column() == BulkLinesModel::Name ? &Theme::text
                               : quiet || empty                   ? &Theme::text3
                                                                  : &Theme::text);
    }
    QString fullText(const QModelIndex &index) const override { return index.data(Qt::DisplayRole).toString(); }
};

} // namespace

BulkEditSheet::BulkEditSheet(LeadValues &values, QList<LeadId> ids, QWidget *inside)
    : DialogSheet(tr("Change %1").arg(LeadWords::people(ids.size())), sheetWidth, inside)
    , m_values(values)
    , m_ids(std::move(ids))
    , m_what(new Combo)
    , m_value(new QStackedWidget)
    , m_tag(new TextField(tr("Tag")))
    , m_status(new Combo)
    , m_clear(new CheckBox(tr("Take the value away")))
    , m_problem(new FieldMessage)
    , m_segments(new Segmented(tr("People")))
    , m_model(new BulkLinesModel(this))
    , m_table(new TableView(tr("What changes")))
    , m_choice(new QWidget)
    , m_rest(new Label(QString(), TextStyle::Meta, &Theme::text3))
    , m_state(new Label(QString(), TextStyle::Meta, &Theme::text3))
    , m_meter(new Meter)
    , m_cancel(new Button(tr("Cancel"), ButtonKind::Ghost))
    , m_apply(new Button(tr("Change nobody"), ButtonKind::Primary))
    , m_soon(new QTimer(this))
{
    setObjectName(QStringLiteral("bulkEditSheet"));
    build();
    whenDone(m_values.fields(), this, [this](Result<QList<EditableField>> fields) {
        fields ? offer(*fields) : m_problem->setError(fields.error().message);
    });
}

BulkEditSheet::~BulkEditSheet()
{
    m_previewing.request_stop();
    m_applying.request_stop();
}

void BulkEditSheet::build()
{
    m_what->setObjectName(QStringLiteral("bulkEditWhat"));
    m_what->setName(tr("What to change"));
    m_tag->edit()->setObjectName(QStringLiteral("bulkEditTag"));
    m_status->setObjectName(QStringLiteral("bulkEditStatus"));
    m_status->setName(tr("Status"));
    for (const LeadStatus status :
         {LeadStatus::New, LeadStatus::Contacted, LeadStatus::Replied, LeadStatus::Interested, LeadStatus::NotNow}) {
        m_status->addChoice(shown(status), int(status), LeadWords::chip(status).icon);
    }
    m_clear->setObjectName(QStringLiteral("bulkEditClear"));
    m_problem->setObjectName(QStringLiteral("bulkEditProblem"));
    m_segments->setObjectName(QStringLiteral("bulkEditSegments"));
    m_segments->addSegment(tr("Change"), 0);
    m_segments->addSegment(tr("Stay"), 0);
    m_table->setObjectName(QStringLiteral("bulkEditTable"));
    m_table->setModel(m_model);
    m_table->setRowDelegate(new BulkRowDelegate(m_table));
    m_table->setFixedHeight(tableHeight);
    m_table->setColumnWidth(BulkLinesModel::Name, nameWidth);
    m_table->setColumnWidth(BulkLinesModel::Before, beforeWidth);
    m_table->header()->setStretchLastSection(true);
    m_apply->setObjectName(QStringLiteral("bulkEditApply"));

    const auto labelled = [](const QString &text, QWidget *control) {
        auto *place = new QWidget;
        auto *column = new QVBoxLayout(place);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(6);
        column->addWidget(new Label(text, TextStyle::BodyMedium));
        column->addWidget(control);
        column->addStretch(1);
        return place;
    };
    m_value->addWidget(new QWidget); // where a field's editor goes
    m_value->addWidget(m_tag);
    m_value->addWidget(labelled(tr("Status"), m_status));
    auto *choice = new QHBoxLayout(m_choice);
    choice->setContentsMargins(0, 0, 0, 0);
    choice->setSpacing(12);
    choice->addWidget(labelled(tr("What to change"), m_what), 2);
    choice->addWidget(m_value, 3);
    body()->setSpacing(12);
    body()->addWidget(m_choice);
    body()->addWidget(m_clear);
    body()->addWidget(m_problem);
    auto *head = new QHBoxLayout;
    head->addWidget(m_segments);
    head->addStretch(1);
    body()->addLayout(head);
    body()->addWidget(m_table);
    m_rest->setObjectName(QStringLiteral("bulkEditRest"));
    m_rest->hide();
    body()->addWidget(m_rest);

    auto *progress = new QVBoxLayout;
    progress->setSpacing(6);
    progress->addWidget(m_state);
    progress->addWidget(m_meter);
    footer()->addLayout(progress);
    m_state->setObjectName(QStringLiteral("bulkEditState"));
    m_meter->setObjectName(QStringLiteral("bulkEditMeter"));
    m_meter->setFixedWidth(meterWidth);
    m_state->hide();
    m_meter->hide();
    m_cancel->setObjectName(QStringLiteral("bulkEditCancel"));
    addButton(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, &BulkEditSheet::cancel);
    addButton(m_apply);
    setDefaultButton(m_apply);
    setInitialFocus(m_what);
    m_apply->setDisabledReason(tr("Choose what to change first."));
    m_soon->setSingleShot(true);
    m_soon->setInterval(pauseBeforePreview);
    connect(m_soon, &QTimer::timeout, this, &BulkEditSheet::preview);
    connect(m_what, &QComboBox::currentIndexChanged, this, &BulkEditSheet::chooseField);
    connect(m_tag, &TextField::textEdited, this, &BulkEditSheet::previewSoon);
    connect(m_status, &QComboBox::currentIndexChanged, this, &BulkEditSheet::previewSoon);
    connect(m_clear, &QCheckBox::toggled, this, [this](bool clear) {
        m_value->setEnabled(!clear);
        previewSoon();
    });
    connect(m_segments, &Segmented::currentChanged, this, &BulkEditSheet::showLines);
    connect(m_apply, &QPushButton::clicked, this, &BulkEditSheet::apply);
}

void BulkEditSheet::offer(const QList<EditableField> &fields)
{
    m_fields.clear();
    const QSignalBlocker quiet(m_what);
    for (const EditableField &field : fields) {
        if (field.forMany) {
            m_what->addChoice(field.label, field.name);
            m_fields << field;
        }
    }
    m_what->addChoice(tr("Status"), setStatus, Icon::Circle);
    m_what->addChoice(tr("Add a tag"), addTag, Icon::Tag);
    m_what->addChoice(tr("Take a tag off"), removeTag, Icon::Tag);
    m_what->setCurrentIndex(0);
    chooseField();
}

void BulkEditSheet::chooseField()
{
    const QString chosen = m_what->currentData().toString();
    const bool tag = chosen == addTag || chosen == removeTag;
    const bool status = chosen == setStatus;
    if (tag || status) {
        m_value->setCurrentIndex(tag ? 1 : 2);
    } else {
        for (const EditableField &field : std::as_const(m_fields)) {
            if (field.name != chosen) {
                continue;
            }
            CustomField own = field.own;
            own.label = tr("New value");
            QWidget *old = m_value->widget(0);
            m_editor = new FieldEditor(own);
            m_editor->setName(QStringLiteral("bulkEditValue"));
            connect(m_editor, &FieldEditor::edited, this, &BulkEditSheet::previewSoon);
            m_value->insertWidget(0, m_editor);
            m_value->removeWidget(old);
            old->deleteLater();
            m_value->setCurrentIndex(0);
            setTabOrder(m_what, m_editor->control()); // made later than what stands after it
        }
    }
    m_clear->setVisible(!tag && !status);
    m_value->setEnabled(tag || status || !m_clear->isChecked());
    previewSoon();
}

BulkEdit BulkEditSheet::edit() const
{
    BulkEdit edit;
    const QString chosen = m_what->currentData().toString();
    if (chosen == addTag || chosen == removeTag) {
        edit.what = chosen == addTag ? BulkEdit::What::AddTag : BulkEdit::What::RemoveTag;
        edit.value = m_tag->text();
    } else if (chosen == setStatus) {
        edit.what = BulkEdit::What::SetStatus;
        edit.status = LeadStatus(m_status->currentData().toInt());
    } else {
        edit.what = m_clear->isChecked() ? BulkEdit::What::Clear : BulkEdit::What::Set;
        edit.field = chosen;
        edit.value = m_editor != nullptr ? m_editor->text() : QString();
    }
    return edit;
}

void BulkEditSheet::previewSoon()
{
    m_apply->setDisabledReason(tr("Looking at what would change…"));
    m_soon->start();
}

void BulkEditSheet::preview()
{
    m_previewing.request_stop();
    m_previewing = std::stop_source();
    const BulkEdit wanted = edit();
    const bool needsValue = wanted.what == BulkEdit::What::Set || wanted.what == BulkEdit::What::AddTag
        || wanted.what == BulkEdit::What::RemoveTag;
    if (needsValue && wanted.value.trimmed().isEmpty()) {
        ++m_generation;
        setLooking(false);
        m_problem->setError(QString());
        showPreview({});
        m_apply->setDisabledReason(tr("Type the new value first."));
        return;
    }
    const int asked = ++m_generation;
    const QPointer<BulkEditSheet> self(this);
    const auto progress = [self, asked](BulkProgress now) {
        if (self && asked == self->m_generation && !self->m_isApplying) {
            self->setLooking(true);
            self->m_state->setText(
                tr("Looked at %1 of %2").arg(LeadWords::number(now.done), LeadWords::people(now.total)));
            self->m_meter->setShare(double(now.done) / double(std::max<qint64>(now.total, 1)));
        }
    };
    whenDone(m_values.preview(m_ids, wanted, progress, m_previewing.get_token()), this,
             [this, generation = asked](Result<BulkPreview> preview) {
                 if (generation != m_generation) {
                     return;
                 }
                 setLooking(false);
                 if (!preview) {
                     m_problem->setError(preview.error().message);
                     showPreview({});
                     m_apply->setDisabledReason(preview.error().message);
                     return;
                 }
                 m_problem->setError(QString());
                 showPreview(*preview);
             });
}

void BulkEditSheet::showPreview(const BulkPreview &preview)
{
    m_preview = preview;
    const qint64 changing = preview.changingCount;
    m_segments->setCount(0, changing);
    m_segments->setCount(1, preview.stayingCount);
    if (changing == 0 && preview.stayingCount > 0) {
        m_segments->setCurrent(1);
    } else if (changing > 0 && m_segments->current() == 1) {
        m_segments->setCurrent(0);
    }
    m_apply->setText(changing == 0 ? tr("Change nobody") : tr("Change %1").arg(LeadWords::people(changing)));
    m_apply->setDisabledReason(changing == 0 ? tr("Nobody would change.") : QString());
    showLines();
}

void BulkEditSheet::showLines()
{
    const bool changing = m_segments->current() == 0;
    const QList<BulkLine> &lines = changing ? m_preview.changing : m_preview.staying;
    const qint64 all = changing ? m_preview.changingCount : m_preview.stayingCount;
    m_model->show(lines);
    m_rest->setText(tr("The first %1 of %2").arg(LeadWords::number(lines.size()), LeadWords::people(all)));
    m_rest->setVisible(all > lines.size());
}

void BulkEditSheet::apply()
{
    if (m_apply->isBusy() || m_preview.changingCount == 0 || m_soon->isActive()) {
        return;
    }
    m_applying = std::stop_source();
    setApplying(true);
    const QPointer<BulkEditSheet> self(this);
    const auto progress = [self](BulkProgress now) {
        if (self) {
            self->showProgress(now);
        }
    };
    whenDone(m_values.apply(m_ids, edit(), progress, m_applying.get_token()), this,
             [this, what = m_what->currentText()](const Result<qint64> &count) { ended(count, what); });
}

void BulkEditSheet::setApplying(bool applying)
{
    m_isApplying = applying;
    m_apply->setBusy(applying, tr("Changing…"));
    m_cancel->setText(applying ? tr("Stop") : tr("Cancel"));
    m_choice->setEnabled(!applying);
    m_clear->setEnabled(!applying);
    m_state->setText(QString());
    m_state->setVisible(applying);
    m_meter->setShare(0);
    m_meter->setVisible(applying);
}

/// How far the look at very many people is, where it takes a while.
void BulkEditSheet::setLooking(bool looking)
{
    m_state->setVisible(looking);
    m_meter->setVisible(looking);
}

void BulkEditSheet::showProgress(const BulkProgress &progress)
{
    if (m_isApplying && !m_applying.stop_requested()) {
        m_state->setText(tr("%1 of %2").arg(LeadWords::number(progress.done), LeadWords::people(progress.total)));
        m_meter->setShare(double(progress.done) / double(std::max<qint64>(progress.total, 1)));
    }
}

void BulkEditSheet::ended(const Result<qint64> &count, const QString &what)
{
    setApplying(false);
    if (!count) {
        const QString said =
            count.error().kind == ErrorKind::Cancelled ? tr("Stopped. Nobody was changed.") : count.error().message;
        m_problem->setError(said);
        announce(m_problem, said);
        return;
    }
    if (*count > 0) { // else somebody else was faster
        Q_EMIT applied(tr("%1 changed: %2").arg(LeadWords::people(*count), what));
    }
    close();
}

void BulkEditSheet::cancel()
{
    if (m_isApplying) {
        m_applying.request_stop();
        m_state->setText(tr("Stopping…"));
        return;
    }
    DialogSheet::cancel();
}

} // namespace AlwaysLeads
