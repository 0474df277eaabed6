#include "lead/ImportCompare.h"

#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int sheetWidth = 760;
constexpr int labelWidth = 120;
constexpr QMargins besideRadio(0, 4, 0, 0); // a line of text is eight lower than a radio button
constexpr qsizetype shownCharacters = 400; // notes can be long, what differs is seen sooner

} // namespace

ImportCompare::ImportCompare(const ImportPreviewRow &row, QWidget *inside)
    : DialogSheet(row.name.isEmpty() ? row.email : row.name, sheetWidth, inside)
    , m_row(row.number)
    , m_yours(tr("You have"))
    , m_files(tr("The file says"))
    , m_allYours(tr("All of “%1”").arg(m_yours))
    , m_allFiles(tr("All of “%1”").arg(m_files))
{
    build(tr("Row %1 of the file is somebody you have. Choose what to keep, field by field.")
              .arg(QString::number(row.number)),
          row.differences, row.canBeApart(row.differences), tr("Use these"));
}

ImportCompare::ImportCompare(const ImportPreviewRow &row, const QList<FieldDifference> &differences, QWidget *inside)
    : DialogSheet(row.name.isEmpty() ? row.email : row.name, sheetWidth, inside)
    , m_row(row.number)
    , m_yours(tr("Row %1").arg(QString::number(row.sameAs.value_or(0))))
    , m_files(tr("Row %1").arg(QString::number(row.number)))
    , m_allYours(tr("All of row %1").arg(QString::number(row.sameAs.value_or(0))))
    , m_allFiles(tr("All of row %1").arg(QString::number(row.number)))
{
    const QString rows = tr("Rows %1 and %2 are the same person and become one.")
                             .arg(QString::number(row.sameAs.value_or(0)), QString::number(row.number));
    build(differences.isEmpty() ? tr("%1 They do not differ in anything.").arg(rows)
                                : tr("%1 Choose what to keep, field by field.").arg(rows),
          differences, row.canBeApart(differences), tr("Become one"));
}

void ImportCompare::build(const QString &sentence, const QList<FieldDifference> &differences, bool canBeApart,
                          const QString &applies)
{
    setObjectName(QStringLiteral("importCompare"));
    setCloseButton(true);
    auto *words = new Label(sentence, TextStyle::Body, &Theme::text2);
    words->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(words, 1, Qt::AlignTop);
    if (canBeApart) {
        auto *apart = new Button(Icon::Users, tr("These are two people"), ButtonKind::Secondary);
        apart->setObjectName(QStringLiteral("compareApart"));
        apart->setControlHeight(28);
        head->addWidget(apart, 0, Qt::AlignTop);
        connect(apart, &QPushButton::clicked, this, [this] {
            Q_EMIT parted(m_row);
            close();
        });
    }
    body()->addLayout(head);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(10);
    grid->setColumnMinimumWidth(0, labelWidth);
    grid->setColumnStretch(2, 1);
    grid->setColumnStretch(4, 1);
    if (!differences.isEmpty()) {
        addHead(grid);
    }
    int line = 2;
    for (const FieldDifference &difference : differences) {
        addField(grid, line++, difference);
    }
    body()->addLayout(grid);
    const auto addLeft = [this](const char *name, const QString &text) {
        auto *button = new Button(text, ButtonKind::Ghost);
        button->setObjectName(QLatin1String(name));
        footer()->addWidget(button);
        return button;
    };
    if (!differences.isEmpty()) {
        connect(addLeft("compareAllYours", m_allYours), &QPushButton::clicked, this,
                [this] { chooseAll(Winner::Yours); });
        connect(addLeft("compareAllFiles", m_allFiles), &QPushButton::clicked, this,
                [this] { chooseAll(Winner::File); });
    }
    connect(addLeft("compareLeaveOut", tr("Leave row %1 out").arg(QString::number(m_row))), &QPushButton::clicked, this,
            [this] {
                Q_EMIT leftOut(m_row);
                close();
            });
    auto *cancel = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    cancel->setObjectName(QStringLiteral("compareCancel"));
    auto *apply = addButton(new Button(applies, ButtonKind::Primary));
    apply->setObjectName(QStringLiteral("compareApply"));
    setDefaultButton(apply);
    setInitialFocus(m_groups.isEmpty() ? static_cast<QWidget *>(apply) : m_groups.first()->buttons().first());
    connect(cancel, &QPushButton::clicked, this, &DialogSheet::cancel);
    connect(apply, &QPushButton::clicked, this, [this] {
        QMap<QString, Winner> decisions;
        for (qsizetype i = 0; i < m_fields.size(); ++i) {
            decisions.insert(m_fields.at(i), Winner(m_groups.at(i)->checkedId()));
        }
        Q_EMIT decided(m_row, decisions);
        close();
    });
    renew();
}

void ImportCompare::addHead(QGridLayout *grid) const
{
    grid->addWidget(new Label(tr("Field"), TextStyle::MetaMedium, &Theme::text3), 0, 0);
    grid->addWidget(new Label(m_yours, TextStyle::MetaMedium, &Theme::text3), 0, 1, 1, 2);
    grid->addWidget(new Label(m_files, TextStyle::MetaMedium, &Theme::text3), 0, 3, 1, 2);
    grid->addWidget(new Hairline, 1, 0, 1, 5);
}

void ImportCompare::addField(QGridLayout *grid, int line, const FieldDifference &difference)
{
    auto *group = new QButtonGroup(this);
    const auto addSide = [&](Winner winner, const QString &value, int column, const QString &spoken) {
        auto *radio = new RadioButton;
        radio->setObjectName(
            QStringLiteral("compare%1%2")
                .arg(winner == Winner::Yours ? QStringLiteral("Yours") : QStringLiteral("File"), difference.field));
        radio->setAccessibleName(spoken.arg(difference.label, value.isEmpty() ? tr("nothing") : value,
                                            winner == Winner::Yours ? m_yours : m_files));
        radio->setChecked(difference.winner == winner);
        group->addButton(radio, int(winner));
        auto *words = new Label(value.isEmpty() ? tr("nothing") : value.left(shownCharacters), TextStyle::Body);
        words->setWordWrap(true);
        words->setToolTip(value);
        words->setContentsMargins(besideRadio);
        grid->addWidget(radio, line, column, Qt::AlignTop);
        grid->addWidget(words, line, column + 1, Qt::AlignTop);
        return words;
    };
    auto *label = new Label(difference.label, TextStyle::Body, &Theme::text2);
    label->setContentsMargins(besideRadio);
    grid->addWidget(label, line, 0, Qt::AlignTop);
    Label *yours = addSide(Winner::Yours, difference.yours, 1, tr("%1 of “%3”: %2"));
    Label *files = addSide(Winner::File, difference.files, 3, tr("%1 of “%3”: %2"));
    m_fields << difference.field;
    m_groups << group;
    m_values.emplaceBack(yours, files);
    connect(group, &QButtonGroup::idToggled, this, &ImportCompare::renew);
}

void ImportCompare::renew()
{
    for (qsizetype i = 0; i < m_groups.size(); ++i) {
        const bool yours = m_groups.at(i)->checkedId() == int(Winner::Yours);
        m_values.at(i).first->setColour(yours ? &Theme::text : &Theme::text3);
        m_values.at(i).second->setColour(yours ? &Theme::text3 : &Theme::text);
        m_values.at(i).first->setTextStyle(yours ? TextStyle::BodyMedium : TextStyle::Body);
        m_values.at(i).second->setTextStyle(yours ? TextStyle::Body : TextStyle::BodyMedium);
    }
}

void ImportCompare::chooseAll(Winner winner)
{
    for (QButtonGroup *group : std::as_const(m_groups)) {
        group->button(int(winner))->setChecked(true);
    }
}

} // namespace AlwaysLeads
