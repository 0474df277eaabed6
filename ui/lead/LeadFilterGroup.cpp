#include "lead/LeadFilterGroup.h"

#include "lead/LeadConditionEditor.h"
#include "lead/LeadFilterPopovers.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/Segmented.h"
#include "widgets/SheetFrame.h"

#include <QHBoxLayout>
#include <QPointer>

namespace AlwaysLeads {

namespace {
constexpr int fieldWidth = 150;

/// The field of a line, found by typing as everywhere else: by its name, and by what it can be.
class FieldCombo : public Combo
{
public:
    explicit FieldCombo(const LeadFields &fields)
        : m_fields(fields)
    {
        for (const LeadField &one : fields.all()) {
            addChoice(one.label, one.key);
        }
    }
    void showPopup() override
    {
        if (m_picker) {
            return; // this very click has closed it
        }
        m_picker = new LeadFieldPicker(m_fields, this, LeadFieldPicker::Groups::NotOffered);
        connect(m_picker, &LeadFieldPicker::chosen, this, [this](const QString &key, const QString &value) {
            const int chosen = findData(key);
            m_found = value.isEmpty() ? QStringList() : QStringList(value);
            if (chosen != currentIndex()) {
                setCurrentIndex(chosen);
            } else if (!m_found.isEmpty()) {
                Q_EMIT currentIndexChanged(chosen); // the same field, asked for something else
            }
            m_found.clear();
            Q_EMIT activated(chosen);
        });
        m_picker->open(this, currentData().toString());
    }

    /// While the field changes: what it was found by.
    const QStringList &found() const { return m_found; }

private:
    const LeadFields m_fields;
    QStringList m_found;
    QPointer<LeadFieldPicker> m_picker;
};
} // namespace

LeadFilterGroup::LeadFilterGroup(const LeadFields &fields, const LeadFilter &filter, int depth, QWidget *parent)
    : QWidget(parent)
    , m_fields(fields)
    , m_depth(depth)
    , m_join(new Segmented(tr("How the lines are joined")))
    , m_lines(new QVBoxLayout)
{
    setObjectName(QStringLiteral("filterGroup%1").arg(depth));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(depth == 1 ? 0 : 12, depth == 1 ? 0 : 12, depth == 1 ? 0 : 12, depth == 1 ? 0 : 12);
    all->setSpacing(8);
    m_join->addSegment(tr("All of these"));
    m_join->addSegment(tr("Any of these"));
    m_join->setObjectName(QStringLiteral("filterJoin"));
    m_join->setCurrent(filter.join() == LeadFilter::Join::Any ? 1 : 0);
    auto *head = new QHBoxLayout;
    head->addWidget(m_join);
    head->addStretch(1);
    all->addLayout(head);
    m_lines->setSpacing(8);
    all->addLayout(m_lines);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    auto *addOne = new Button(Icon::Plus, tr("Condition"), ButtonKind::Ghost);
    addOne->setObjectName(QStringLiteral("filterAddCondition"));
    addOne->setControlHeight(28);
    foot->addWidget(addOne);
    m_adding << addOne;
    connect(addOne, &QPushButton::clicked, this, [this] {
        addCondition({QStringLiteral("name"), LeadOperator::Contains, {}});
        Q_EMIT rearranged();
        m_parts.last().condition->firstControl()->setFocus(Qt::OtherFocusReason);
        Q_EMIT edited();
    });
    if (depth < LeadFilter::deepest) {
        auto *addMany = new Button(Icon::Plus, tr("Group"), ButtonKind::Ghost);
        addMany->setObjectName(QStringLiteral("filterAddGroup"));
        addMany->setControlHeight(28);
        foot->addWidget(addMany);
        m_adding << addMany;
        connect(addMany, &QPushButton::clicked, this, [this] {
            const LeadFilter empty(LeadCondition{QStringLiteral("name"), LeadOperator::Contains, {}});
            addGroup(m_join->current() == 0 ? LeadFilter::any({empty}) : LeadFilter::all({empty}));
            Q_EMIT rearranged();
            m_parts.last().group->firstControl()->setFocus(Qt::OtherFocusReason);
            Q_EMIT edited();
        });
    }
    foot->addStretch(1);
    if (depth > 1) {
        auto *remove = new IconButton(Icon::X, tr("Take this group away"));
        remove->setControlSize(28);
        head->addWidget(remove);
        connect(remove, &QPushButton::clicked, this, &LeadFilterGroup::removeWanted);
        m_remove = remove;
    }
    all->addLayout(foot);
    connect(m_join, &Segmented::currentChanged, this, &LeadFilterGroup::edited);
    const std::vector<LeadFilter> parts = filter.isCondition() ? std::vector<LeadFilter>{filter} : filter.parts();
    for (const LeadFilter &part : parts) {
        if (part.isCondition()) {
            addCondition(part.condition());
        } else {
            addGroup(part);
        }
    }
    if (depth == 1) { // the outermost puts all in order, those of the groups in it too
        connect(this, &LeadFilterGroup::rearranged, this, &LeadFilterGroup::orderStops);
        orderStops();
    }
}

void LeadFilterGroup::orderStops()
{
    // Each control came to the end of the order when it was made, and a new one stands anywhere.
    const QList<QWidget *> order = stops();
    for (qsizetype at = 1; at < order.size(); ++at) {
        QWidget::setTabOrder(order.at(at - 1), order.at(at));
    }
}

QList<QWidget *> LeadFilterGroup::stops() const
{
    QList<QWidget *> all{m_join};
    if (m_remove != nullptr) {
        all << m_remove;
    }
    for (const Line &line : m_parts) {
        if (line.condition != nullptr) {
            all << line.field << line.condition->stops() << line.remove;
        } else {
            all << line.group->stops();
        }
    }
    return all << m_adding;
}

void LeadFilterGroup::follow(LeadConditionEditor *editor)
{
    connect(editor, &LeadConditionEditor::edited, this, &LeadFilterGroup::edited);
    connect(editor, &LeadConditionEditor::rebuilt, this, &LeadFilterGroup::rearranged);
}

/// A layout shows what comes into it one turn later, and until then gives it no room.
void LeadFilterGroup::showNow(QWidget *part) const
{
    if (isVisible()) {
        part->show();
    }
}

void LeadFilterGroup::addCondition(const LeadCondition &condition)
{
    auto *widget = new QWidget;
    widget->setObjectName(QStringLiteral("filterLine"));
    auto *line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto *field = new FieldCombo(m_fields);
    field->setObjectName(QStringLiteral("filterField"));
    field->setName(tr("Field"));
    field->setFixedWidth(fieldWidth);
    field->setCurrentIndex(field->findData(condition.field));
    auto *editor = new LeadConditionEditor(m_fields, condition, LeadConditionEditor::Shape::Row);
    auto *remove = new IconButton(Icon::X, tr("Take this condition away"));
    remove->setControlSize(32); // as high as what stands beside it
    line->addWidget(field, 0, Qt::AlignTop);
    line->addWidget(editor, 1);
    line->addWidget(remove, 0, Qt::AlignTop);
    m_lines->addWidget(widget);
    showNow(widget);
    m_parts.append({widget, field, remove, editor, nullptr});
    follow(editor);
    connect(remove, &QPushButton::clicked, this, [this, widget] { removeLine(widget); });
    connect(field, &QComboBox::currentIndexChanged, this, [this, widget, field, line] {
        const LeadField *chosen = m_fields.find(field->currentData().toString());
        for (Line &part : m_parts) {
            if (part.widget != widget || chosen == nullptr) {
                continue;
            }
            auto *fresh =
                new LeadConditionEditor(m_fields, {chosen->key, operatorsOf(chosen->kind).first(), field->found()},
                                        LeadConditionEditor::Shape::Row);
            delete line->replaceWidget(part.condition, fresh);
            part.condition->deleteLater();
            part.condition->hide();
            part.condition = fresh;
            showNow(fresh);
            follow(fresh);
        }
        Q_EMIT rearranged();
        Q_EMIT edited();
    });
}

void LeadFilterGroup::addGroup(const LeadFilter &filter)
{
    auto *card = new Card;
    card->setGround(&Theme::sunken);
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(0, 0, 0, 0);
    auto *group = new LeadFilterGroup(m_fields, filter, m_depth + 1);
    inside->addWidget(group);
    m_lines->addWidget(card);
    showNow(card);
    m_parts.append({card, nullptr, nullptr, nullptr, group});
    connect(group, &LeadFilterGroup::rearranged, this, &LeadFilterGroup::rearranged);
    connect(group, &LeadFilterGroup::edited, this, &LeadFilterGroup::edited);
    connect(group, &LeadFilterGroup::removeWanted, this, [this, card] { removeLine(card); });
}

void LeadFilterGroup::removeLine(QWidget *widget)
{
    m_parts.removeIf([widget](const Line &line) { return line.widget == widget; });
    widget->hide();
    widget->deleteLater();
    Q_EMIT edited();
}

LeadFilter LeadFilterGroup::filter() const
{
    std::vector<LeadFilter> parts;
    for (const Line &line : m_parts) {
        if (line.condition != nullptr) {
            parts.emplace_back(line.condition->condition());
        } else {
            parts.push_back(line.group->filter());
        }
    }
    return m_join->current() == 1 ? LeadFilter::any(std::move(parts)) : LeadFilter::all(std::move(parts));
}

QWidget *LeadFilterGroup::firstControl() const
{
    for (const Line &line : m_parts) {
        if (line.condition != nullptr) {
            return line.condition->firstControl();
        }
    }
    return m_join;
}

QWidget *LeadFilterGroup::wrongControl() const
{
    for (const Line &line : m_parts) {
        if (line.group != nullptr) {
            if (QWidget *wrong = line.group->wrongControl()) {
                return wrong;
            }
        } else if (!LeadFilter(line.condition->condition()).check(m_fields)) {
            return line.condition->wrongControl();
        }
    }
    return nullptr;
}

} // namespace AlwaysLeads
