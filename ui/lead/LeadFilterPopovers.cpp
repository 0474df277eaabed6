#include "lead/LeadFilterPopovers.h"

#include "lead/LeadConditionEditor.h"
#include "style/AppStyle.h"
#include "widgets/Button.h"
#include "widgets/CellPainting.h"
#include "widgets/FieldMessage.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/Overlay.h"
#include "widgets/RowDelegate.h"
#include "widgets/TableView.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QStringListModel>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int pickerWidth = 240;
constexpr int pickerRow = 30;
constexpr int pickerRows = 9;
constexpr int editorWidth = 280;

class PickerDelegate : public RowDelegate
{
public:
    explicit PickerDelegate(QAbstractItemView *view)
        : RowDelegate(view, pickerRow)
    {
    }

protected:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const override
    {
        CellPainting::line(painter, view(), rect, index.data().toString());
    }
};

} // namespace

LeadFieldPicker::LeadFieldPicker(const LeadFields &fields, QWidget *inside, Groups groups)
    : Popover(tr("Filter by"), inside)
    , m_fields(fields)
    , m_groups(groups)
    , m_search(new LineEdit)
    , m_list(new ListView(tr("Fields")))
    , m_model(new QStringListModel(this))
{
    setObjectName(QStringLiteral("fieldPicker"));
    m_search->setObjectName(QStringLiteral("fieldPickerSearch"));
    m_search->setPicture(Icon::Search);
    m_search->setPlaceholderText(tr("Find a field"));
    m_search->setAccessibleName(tr("Find a field"));
    m_search->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("fieldPickerList"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PickerDelegate(m_list));
    m_list->setFixedSize(pickerWidth, pickerRow * pickerRows);
    m_list->setFocusPolicy(Qt::NoFocus);
    body()->addWidget(m_search);
    body()->addWidget(m_list);
    connect(m_search, &QLineEdit::textChanged, this, &LeadFieldPicker::narrow);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index.row()); });
    narrow(QString());
}

void LeadFieldPicker::open(QWidget *anchor, const QString &current)
{
    // A sheet as large as the window takes the focus back from whatever is no part of it.
    for (QWidget *part = anchor; part != nullptr; part = part->parentWidget()) {
        if (auto *sheet = qobject_cast<Overlay *>(part)) {
            setParent(sheet);
            break;
        }
    }
    openAt(anchor, m_search);
    const qsizetype row = current.isEmpty() ? -1 : m_keys.indexOf(current);
    if (row >= 0) {
        m_list->setCurrentIndex(m_model->index(int(row)));
        m_list->scrollTo(m_list->currentIndex(), QAbstractItemView::PositionAtCenter);
    }
}

void LeadFieldPicker::narrow(const QString &text)
{
    m_keys.clear();
    m_values.clear();
    QStringList labels;
    for (const LeadField &field : m_fields.all()) {
        if (field.label.contains(text.trimmed(), Qt::CaseInsensitive)) {
            m_keys << field.key;
            m_values << QString();
            labels << field.label;
        }
    }
    // "replied" is a value of a field whose name says nothing of it.
    constexpr qsizetype leastLetters = 3;
    for (const LeadField &field : m_fields.all()) {
        const auto choice = std::ranges::find_if(field.choices, [&text](const LeadFieldChoice &one) {
            return one.label.contains(text.trimmed(), Qt::CaseInsensitive);
        });
        if (text.trimmed().size() >= leastLetters && choice != field.choices.cend() && !m_keys.contains(field.key)) {
            m_keys << field.key;
            m_values << choice->value;
            labels << tr("%1: %2").arg(field.label, choice->label);
        }
    }
    if (text.trimmed().isEmpty() && m_groups == Groups::Offered) {
        m_keys << QString();
        m_values << QString();
        labels << tr("Groups with “and” and “or”…");
    }
    m_model->setStringList(labels);
    m_list->setCurrentIndex(m_model->index(0));
}

void LeadFieldPicker::choose(int row)
{
    if (row < 0 || row >= m_keys.size()) {
        return;
    }
    const QString key = m_keys.at(row);
    const QString value = m_values.at(row);
    dismiss();
    if (key.isEmpty()) {
        Q_EMIT builderWanted();
    } else {
        Q_EMIT chosen(key, value);
    }
}

bool LeadFieldPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const int row = m_list->currentIndex().row();
        switch (key->key()) {
        case Qt::Key_Down:
        case Qt::Key_Up: {
            const int next = qBound(0, row + (key->key() == Qt::Key_Down ? 1 : -1), int(m_keys.size()) - 1);
            m_list->setCurrentIndex(m_model->index(next));
            return true;
        }
        case Qt::Key_Return:
        case Qt::Key_Enter:
            choose(row);
            return true;
        default:
            break;
        }
    }
    return Popover::eventFilter(watched, event);
}

LeadConditionPopover::LeadConditionPopover(const LeadFields &fields, const LeadCondition &condition, bool isNew,
                                           QWidget *inside)
    : Popover(tr("Filter"), inside)
    , m_fields(fields)
    , m_editor(new LeadConditionEditor(fields, condition, LeadConditionEditor::Shape::Column))
    , m_message(new FieldMessage)
{
    setObjectName(QStringLiteral("conditionPopover"));
    const LeadField *field = fields.find(condition.field);
    auto *title = new Label(field != nullptr ? field->label : QString(), TextStyle::BodyMedium);
    title->setMinimumWidth(editorWidth);
    body()->addWidget(title);
    body()->addWidget(m_editor);
    body()->addWidget(m_message);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    auto *remove = new Button(isNew ? tr("Cancel") : tr("Remove"), ButtonKind::Ghost);
    remove->setObjectName(QStringLiteral("conditionRemove"));
    remove->setControlHeight(28);
    auto *applyButton = new Button(tr("Apply"), ButtonKind::Primary);
    applyButton->setObjectName(QStringLiteral("conditionApply"));
    applyButton->setControlHeight(28);
    line->addStretch(1);
    line->addWidget(remove);
    line->addWidget(applyButton);
    body()->addLayout(line);
    connect(remove, &QPushButton::clicked, this, [this, isNew] {
        dismiss();
        if (!isNew) {
            Q_EMIT removed();
        }
    });
    connect(applyButton, &QPushButton::clicked, this, &LeadConditionPopover::apply);
    connect(m_editor, &LeadConditionEditor::accepted, this, &LeadConditionPopover::apply);
    connect(m_editor, &LeadConditionEditor::edited, this, [this] { m_message->setError(QString()); });
}

void LeadConditionPopover::open(QWidget *anchor)
{
    openAt(anchor, m_editor->firstControl());
}

void LeadConditionPopover::apply()
{
    const LeadCondition condition = m_editor->condition();
    if (Result<> fine = LeadFilter(condition).check(m_fields); !fine) {
        m_message->setError(fine.error().message);
        m_editor->wrongControl()->setFocus();
        return;
    }
    dismiss();
    Q_EMIT applied(condition);
}

} // namespace AlwaysLeads
