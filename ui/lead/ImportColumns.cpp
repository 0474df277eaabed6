#include "lead/ImportColumns.h"

#include "lead/LeadWords.h"
#include "widgets/Combo.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/Marks.h"
#include "widgets/ScrollArea.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

namespace AlwaysLeads {

namespace {

constexpr int paneWidth = 392;
constexpr int inset = 20;
constexpr int rowHeight = 40;
constexpr int nameWidth = 82;
constexpr int targetWidth = 164;

Icon iconOf(ColumnTarget target)
{
    switch (target) {
    case ColumnTarget::DoNotImport:
        return Icon::Minus;
    case ColumnTarget::Name:
    case ColumnTarget::FirstName:
    case ColumnTarget::LastName:
        return Icon::User;
    case ColumnTarget::Email:
        return Icon::Mail;
    case ColumnTarget::Title:
        return Icon::Briefcase;
    case ColumnTarget::Company:
        return Icon::Building;
    case ColumnTarget::CompanySize:
        return Icon::Users;
    case ColumnTarget::City:
    case ColumnTarget::Country:
        return Icon::MapPin;
    case ColumnTarget::Phone:
        return Icon::Phone;
    case ColumnTarget::Website:
        return Icon::Globe;
    case ColumnTarget::Language:
        return Icon::Languages;
    case ColumnTarget::Notes:
        return Icon::FileText;
    case ColumnTarget::Tags:
        return Icon::Tag;
    case ColumnTarget::Custom:
        return Icon::Hash;
    }
    return Icon::None;
}

} // namespace

ImportColumns::ImportColumns(QWidget *parent)
    : Pane(&Theme::sunken, Qt::RightEdge, parent)
    , m_used(new Label(QString(), TextStyle::Meta, &Theme::text3))
    , m_rows(new QVBoxLayout)
    , m_encoding(new Combo)
    , m_separator(new Combo)
    , m_firstRow(new Combo)
    , m_tag(new LineEdit)
{
    setFixedWidth(paneWidth);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 1, 0);
    lines->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(inset, 14, inset, 8);
    head->addWidget(new Label(tr("Your columns"), TextStyle::Strong));
    head->addStretch(1);
    head->addWidget(m_used);
    lines->addLayout(head);
    auto *content = new Pane(&Theme::sunken);
    m_rows->setContentsMargins(inset, 0, inset, 8);
    m_rows->setSpacing(0);
    auto *stack = new QVBoxLayout(content);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->addLayout(m_rows);
    stack->addStretch(1);
    lines->addWidget(new ScrollArea(content), 1);
    lines->addWidget(new Hairline);
    lines->addWidget(buildFormat());
    lines->addWidget(new Hairline);
    lines->addWidget(buildTag());
}

QWidget *ImportColumns::buildFormat()
{
    auto *place = new QWidget;
    auto *lines = new QVBoxLayout(place);
    lines->setContentsMargins(inset, 12, inset, 14);
    lines->setSpacing(6);
    lines->addWidget(new Label(tr("How we read the file"), TextStyle::Strong));
    for (const CsvEncoding encoding : allCsvEncodings()) {
        m_encoding->addChoice(shown(encoding), int(encoding));
    }
    for (const char delimiter : csvDelimiters) {
        m_separator->addChoice(shownDelimiter(delimiter), int(delimiter));
    }
    m_firstRow->addChoice(tr("Names"), true);
    m_firstRow->addChoice(tr("People"), false);
    auto *choices = new QHBoxLayout;
    choices->setSpacing(8);
    const auto place3 = [&](Combo *combo, const QString &name, const char *objectName, int width) {
        combo->setName(name);
        combo->setObjectName(QLatin1String(objectName));
        auto *pair = new QVBoxLayout;
        pair->setSpacing(4);
        pair->addWidget(new Label(name, TextStyle::Meta, &Theme::text2));
        pair->addWidget(combo);
        combo->setFixedWidth(width);
        choices->addLayout(pair);
        connect(combo, &QComboBox::currentIndexChanged, this, [this] {
            m_plan.format.encoding = CsvEncoding(m_encoding->currentData().toInt());
            m_plan.format.delimiter = char(m_separator->currentData().toInt());
            m_plan.format.firstRowIsNames = m_firstRow->currentData().toBool();
            Q_EMIT formatChanged();
        });
    };
    place3(m_encoding, tr("Encoding"), "importEncoding", 140);
    place3(m_separator, tr("Separator"), "importSeparator", 106);
    place3(m_firstRow, tr("First row"), "importFirstRow", 89);
    lines->addLayout(choices);
    return place;
}

QWidget *ImportColumns::buildTag()
{
    auto *place = new QWidget;
    auto *line = new QHBoxLayout(place);
    line->setContentsMargins(inset, 12, inset, 12);
    line->setSpacing(12);
    m_tag->setObjectName(QStringLiteral("importTag"));
    m_tag->setAccessibleName(tr("Tag them all"));
    m_tag->setPlaceholderText(tr("No tag"));
    m_tag->setControlHeight(28);
    m_tag->setMaxLength(60);
    m_tag->setFixedWidth(targetWidth);
    line->addWidget(new Label(tr("Tag them all"), TextStyle::Body));
    line->addStretch(1);
    line->addWidget(m_tag);
    connect(m_tag, &QLineEdit::editingFinished, this, [this] {
        const QString tag = cleanLine(m_tag->text());
        const QStringList tags = tag.isEmpty() ? QStringList() : QStringList{tag};
        if (m_plan.tags != tags) {
            m_plan.tags = tags;
            Q_EMIT planChanged();
        }
    });
    return place;
}

void ImportColumns::show(const ImportLook &look)
{
    const QStringList tags = m_plan.tags;
    m_plan = look.plan;
    m_plan.tags = tags;
    const QSignalBlocker quietEncoding(m_encoding);
    const QSignalBlocker quietSeparator(m_separator);
    const QSignalBlocker quietFirstRow(m_firstRow);
    m_encoding->setCurrentIndex(m_encoding->findData(int(m_plan.format.encoding)));
    m_separator->setCurrentIndex(m_separator->findData(int(m_plan.format.delimiter)));
    m_firstRow->setCurrentIndex(m_firstRow->findData(m_plan.format.firstRowIsNames));
    buildRows(look.columns);
}

void ImportColumns::buildRows(const QList<ImportLook::Column> &columns)
{
    for (QWidget *row : std::as_const(m_rowWidgets)) {
        row->hide();
        row->setObjectName(QString());
        row->deleteLater();
    }
    for (Combo *combo : std::as_const(m_targets)) {
        combo->setObjectName(QString()); // until it is gone the new one must be found by this name
    }
    m_rowWidgets.clear();
    m_targets.clear();
    m_names.clear();
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const ImportLook::Column &column = columns.at(i);
        auto *row = new QWidget;
        row->setFixedHeight(rowHeight);
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(0);
        auto *name = new ElidedLabel(column.name, TextStyle::BodyMedium);
        name->setFixedWidth(nameWidth - 8);
        auto *sample = new ElidedLabel(column.sample.isEmpty() ? tr("empty") : cleanLine(column.sample),
                                       TextStyle::Meta, &Theme::text3);
        auto *combo = new Combo;
        combo->setName(tr("%1 goes to").arg(column.name));
        combo->setObjectName(QStringLiteral("importTarget%1").arg(i));
        combo->setFixedWidth(targetWidth);
        for (const ColumnTarget target : allColumnTargets()) {
            const QString words =
                target == ColumnTarget::Custom ? tr("%1 (own field)").arg(column.name) : shown(target);
            combo->addChoice(words, int(target), iconOf(target));
        }
        combo->setCurrentIndex(combo->findData(int(m_plan.columns.value(i).target)));
        line->addWidget(name);
        line->addSpacing(8);
        line->addWidget(sample, 1);
        line->addSpacing(8);
        line->addWidget(new IconView(Icon::ArrowRight, 14, &Theme::text3));
        line->addSpacing(12);
        line->addWidget(combo);
        m_rows->addWidget(row);
        m_rowWidgets << row;
        m_targets << combo;
        m_names << column.name;
        connect(combo, &QComboBox::currentIndexChanged, this, [this, i] { chooseTarget(int(i)); });
    }
    renewLooks();
}

void ImportColumns::chooseTarget(int column)
{
    const auto target = ColumnTarget(m_targets.at(column)->currentData().toInt());
    m_plan.columns[column] = {target, target == ColumnTarget::Custom ? m_names.at(column) : QString()};
    // A place that can hold one value leaves the column that had it.
    const bool many = target == ColumnTarget::DoNotImport || target == ColumnTarget::Custom
        || target == ColumnTarget::Tags || target == ColumnTarget::Notes;
    for (int other = 0; !many && other < int(m_targets.size()); ++other) {
        if (other != column && m_plan.columns.at(other).target == target) {
            m_plan.columns[other] = {};
            const QSignalBlocker quiet(m_targets.at(other));
            m_targets.at(other)->setCurrentIndex(m_targets.at(other)->findData(int(ColumnTarget::DoNotImport)));
        }
    }
    renewLooks();
    Q_EMIT planChanged();
}

void ImportColumns::renewLooks()
{
    int used = 0;
    for (qsizetype i = 0; i < m_targets.size(); ++i) {
        const ColumnTarget target = m_plan.columns.value(i).target;
        used += target != ColumnTarget::DoNotImport ? 1 : 0;
        m_targets.at(i)->setLook(target == ColumnTarget::DoNotImport  ? Combo::Look::Dashed
                                     : target == ColumnTarget::Custom ? Combo::Look::Marked
                                                                      : Combo::Look::Plain);
    }
    m_used->setText(tr("%1 of %2 used").arg(used).arg(m_targets.size()));
}

} // namespace AlwaysLeads
