#include "lead/ImportColumns.h"

#include "lead/LeadWords.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/Marks.h"
#include "widgets/ScrollArea.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int paneWidth = 392;
constexpr int inset = 20;
constexpr int rowHeight = 40;
constexpr int nameWidth = 82;
constexpr int targetWidth = 164;

constexpr int newKindFrom =
    1000; ///< the data of a new field that holds another kind than the guessed one: plus the kind

bool isNewField(const QVariant &data)
{
    return data.typeId() == QMetaType::Int
        && (data.toInt() == int(ColumnTarget::Custom) || data.toInt() >= newKindFrom);
}

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
    case ColumnTarget::Industry:
        return Icon::Briefcase;
    case ColumnTarget::CompanyDomain:
        return Icon::Globe;
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
    , m_sheet(new Combo)
    , m_encoding(new Combo)
    , m_separator(new Combo)
    , m_firstRow(new Combo)
    , m_duplicates(new Combo)
    , m_tag(new LineEdit)
    , m_check(new Toggle(tr("Check the addresses after import")))
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
        pair->setContentsMargins(0, 0, 0, 0);
        pair->addWidget(new Label(name, TextStyle::Meta, &Theme::text2));
        pair->addWidget(combo);
        combo->setFixedWidth(width);
        auto *holder = new QWidget; // hides with its label
        holder->setLayout(pair);
        holder->hide(); // until the file is known
        choices->addWidget(holder);
        connect(combo, &QComboBox::currentIndexChanged, this, &ImportColumns::readFormat);
    };
    place3(m_sheet, tr("Sheet"), "importSheetName", 254);
    place3(m_encoding, tr("Encoding"), "importEncoding", 140);
    place3(m_separator, tr("Separator"), "importSeparator", 106);
    place3(m_firstRow, tr("First row"), "importFirstRow", 89);
    lines->addLayout(choices);
    return place;
}

void ImportColumns::readFormat()
{
    if (m_plan.rows) {
        m_plan.sheet = m_sheet->currentText();
    } else {
        m_plan.format.encoding = CsvEncoding(m_encoding->currentData().toInt());
        m_plan.format.delimiter = char(m_separator->currentData().toInt());
    }
    m_plan.format.firstRowIsNames = m_firstRow->currentData().toBool();
    Q_EMIT formatChanged();
}

QWidget *ImportColumns::buildTag()
{
    auto *place = new QWidget;
    auto *lines = new QVBoxLayout(place);
    lines->setContentsMargins(inset, 12, inset, 12);
    lines->setSpacing(8);
    auto *known = new QHBoxLayout;
    known->setSpacing(12);
    m_duplicates->setName(tr("People you have already"));
    m_duplicates->setObjectName(QStringLiteral("importDuplicates"));
    m_duplicates->setControlHeight(28);
    m_duplicates->setFixedWidth(targetWidth);
    for (const DuplicateRule rule : {DuplicateRule::FillGaps, DuplicateRule::Overwrite, DuplicateRule::Keep}) {
        m_duplicates->addChoice(shown(rule), int(rule));
    }
    known->addWidget(new Label(tr("People you have already"), TextStyle::Body));
    known->addStretch(1);
    known->addWidget(m_duplicates);
    lines->addLayout(known);
    connect(m_duplicates, &QComboBox::currentIndexChanged, this, [this] {
        m_plan.duplicates = DuplicateRule(m_duplicates->currentData().toInt());
        m_plan.decisions.clear(); // they were made under the other rule
        Q_EMIT planChanged();
    });
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    lines->addLayout(line);
    m_tag->setObjectName(QStringLiteral("importTag"));
    m_tag->setAccessibleName(tr("Tag them all"));
    m_tag->setPlaceholderText(tr("No tag"));
    m_tag->setControlHeight(28);
    m_tag->setMaxLength(60);
    m_tag->setFixedWidth(targetWidth);
    line->addWidget(new Label(tr("Tag them all"), TextStyle::Body));
    line->addStretch(1);
    line->addWidget(m_tag);
    connect(m_tag, &QLineEdit::editingFinished, this, &ImportColumns::takeTyped);
    auto *check = new QWidget;
    auto *last = new QHBoxLayout(check);
    last->setContentsMargins(0, 0, 0, 0);
    last->setSpacing(12);
    auto *words = new Label(tr("Check the addresses after import"), TextStyle::Body);
    const QString what = tr("Looks up in the DNS whether the domain of each address takes mail. Nobody is written to.");
    words->setToolTip(what);
    m_check->setToolTip(what);
    m_check->setObjectName(QStringLiteral("importCheckAddresses"));
    last->addWidget(words);
    last->addStretch(1);
    last->addWidget(m_check);
    lines->addWidget(check);
    check->hide();
    connect(m_check, &QCheckBox::toggled, this, [this](bool on) {
        if (m_plan.checkAddresses != on) {
            m_plan.checkAddresses = on;
            Q_EMIT checkChosen(on);
        }
    });
    return place;
}

void ImportColumns::offerCheck(bool on)
{
    m_plan.checkAddresses = on;
    m_check->setChecked(on); // told to nobody; its knob has to hear of it
    m_check->parentWidget()->show();
}

void ImportColumns::takeTyped()
{
    const QString tag = cleanLine(m_tag->text());
    const QStringList tags = tag.isEmpty() ? QStringList() : QStringList{tag};
    if (m_plan.tags != tags) {
        m_plan.tags = tags;
        Q_EMIT tagChanged();
    }
}

void ImportColumns::show(const ImportLook &look)
{
    const QStringList tags = m_plan.tags;
    const DuplicateRule rule = m_plan.duplicates;
    const bool check = m_plan.checkAddresses;
    m_plan = look.plan;
    m_plan.tags = tags;
    m_plan.duplicates = rule;
    m_plan.checkAddresses = check;
    const QSignalBlocker quietSheet(m_sheet);
    m_sheet->clear();
    for (const QString &sheet : look.sheets) {
        m_sheet->addChoice(sheet, sheet);
    }
    m_sheet->setCurrentIndex(int(look.sheets.indexOf(m_plan.sheet)));
    const bool isWorkbook = m_plan.rows != nullptr;
    m_sheet->parentWidget()->setVisible(isWorkbook);
    m_encoding->parentWidget()->setVisible(!isWorkbook);
    m_separator->parentWidget()->setVisible(!isWorkbook);
    m_firstRow->parentWidget()->show();
    const QSignalBlocker quietEncoding(m_encoding);
    const QSignalBlocker quietSeparator(m_separator);
    const QSignalBlocker quietFirstRow(m_firstRow);
    m_encoding->setCurrentIndex(m_encoding->findData(int(m_plan.format.encoding)));
    m_separator->setCurrentIndex(m_separator->findData(int(m_plan.format.delimiter)));
    m_firstRow->setCurrentIndex(m_firstRow->findData(m_plan.format.firstRowIsNames));
    m_fields = look.fields;
    buildRows(look);
}

void ImportColumns::decide(qint64 row, const QMap<QString, Winner> &decisions)
{
    m_plan.decisions.insert(row, decisions);
}

void ImportColumns::correct(qint64 row, const QMap<qsizetype, QString> &cells)
{
    m_plan.corrections[row].insert(cells);
    Q_EMIT planChanged();
}

void ImportColumns::leaveOut(qint64 row, bool out)
{
    if (out) {
        m_plan.leftOut.insert(row);
    } else {
        m_plan.leftOut.remove(row);
    }
    Q_EMIT planChanged();
}

void ImportColumns::setApart(qint64 row, bool apart)
{
    if (apart) {
        m_plan.apart.insert(row);
        m_plan.decisions.remove(row); // about one person
    } else {
        m_plan.apart.remove(row);
    }
    Q_EMIT planChanged();
}

/// Known targets by their number, a field that there is by its key, a new one as Custom.
QVariant ImportColumns::targetOf(const ColumnChoice &choice) const
{
    if (choice.target == ColumnTarget::Custom) {
        const auto known = std::ranges::find(m_fields, choice.label, &CustomField::label);
        if (known != m_fields.cend()) {
            return known->key;
        }
    }
    return int(choice.target);
}

void ImportColumns::fillTargets(Combo *combo, const ImportLook &look, qsizetype column)
{
    for (const ColumnTarget target : allColumnTargets()) {
        if (target != ColumnTarget::Custom) {
            combo->addChoice(shown(target), int(target), iconOf(target));
        }
    }
    const QString name = look.columns.at(column).name;
    bool isThere = false;
    for (const CustomField &field : look.fields) {
        combo->addChoice(field.label, field.key, Icon::Hash);
        isThere = isThere || field.label.compare(name, Qt::CaseInsensitive) == 0;
    }
    if (!isThere) {
        const FieldKind kind = m_kinds.at(column);
        combo->addChoice(kind == FieldKind::Text ? tr("New: %1").arg(name)
                                                 : tr("New: %1 (%2)").arg(name, shown(kind).toLower()),
                         int(ColumnTarget::Custom), iconOf(ColumnTarget::Custom));
        for (const FieldKind other :
             {FieldKind::Text, FieldKind::Number, FieldKind::Date, FieldKind::YesNo, FieldKind::Url}) {
            if (other != kind) { // the guess may be wrong
                combo->addChoice(tr("New: %1 (%2)").arg(name, shown(other).toLower()), newKindFrom + int(other),
                                 iconOf(ColumnTarget::Custom));
            }
        }
    }
}

void ImportColumns::buildRows(const ImportLook &look)
{
    const QList<ImportLook::Column> &columns = look.columns;
    m_kinds.clear();
    for (const ImportLook::Column &column : columns) {
        m_kinds << column.kind;
    }
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
        fillTargets(combo, look, i);
        combo->setCurrentIndex(combo->findData(targetOf(m_plan.columns.value(i))));
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
    const QVariant chosen = m_targets.at(column)->currentData();
    const bool isField = chosen.typeId() == QMetaType::QString;
    const bool isNew = isNewField(chosen);
    const ColumnTarget target = isField || isNew ? ColumnTarget::Custom : ColumnTarget(chosen.toInt());
    const auto field = std::ranges::find(m_fields, isField ? chosen.toString() : QString(), &CustomField::key);
    if (field != m_fields.cend()) {
        m_plan.columns[column] = {target, field->label, field->kind};
    } else if (target == ColumnTarget::Custom) {
        const bool isGuessed = chosen.toInt() < newKindFrom;
        m_plan.columns[column] = {target, m_names.at(column),
                                  isGuessed ? m_kinds.at(column) : FieldKind(chosen.toInt() - newKindFrom)};
    } else {
        m_plan.columns[column] = {target, QString(), FieldKind::Text};
    }
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
        const bool isNew = isNewField(m_targets.at(i)->currentData());
        m_targets.at(i)->setToolTip(isNew ? m_targets.at(i)->currentText() : QString()); // a long name hides the kind
        m_targets.at(i)->setLook(target == ColumnTarget::DoNotImport ? Combo::Look::Dashed
                                     : isNew                         ? Combo::Look::Marked
                                                                     : Combo::Look::Plain);
    }
    m_used->setText(tr("%1 of %2 used").arg(used).arg(m_targets.size()));
}

} // namespace AlwaysLeads
