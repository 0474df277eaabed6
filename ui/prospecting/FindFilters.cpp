#include "prospecting/FindFilters.h"

#include "prospecting/FilterGroups.h"
#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/FieldMessage.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/ScrollArea.h"
#include "widgets/ToggleChip.h"
#include "widgets/TokenField.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QRegularExpression>

#include <array>

namespace AlwaysLeads {

namespace {

constexpr int paneWidth = 264;
constexpr int footerHeight = 68;

/// Of the boxes, in the order of the choices.
constexpr std::array seniorityNames{"filterOwner", "filterCLevel", "filterHead", "filterManager", "filterSenior"};
constexpr std::array emailNames{"filterVerified", "filterLikely"};

QString text(qint64 number)
{
    return QLocale().toString(number);
}

/// "1.5 million", "800k", "2,000,000". Nothing for an empty field and for what is no amount.
std::optional<qint64> numberIn(const LineEdit *field)
{
    static const QRegularExpression form(QStringLiteral("^([^a-z]+?)\\s*(k|m|mio|mn|million|b|bn|billion)?$"),
                                         QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(field->text().trimmed());
    bool isNumber = false;
    double number = QLocale().toDouble(match.captured(1), &isNumber);
    const QString unit = match.captured(2).toLower();
    number *= unit.isEmpty() ? 1 : unit == u"k" ? 1e3 : unit.startsWith(u'm') ? 1e6 : 1e9;
    constexpr double most = 1e15; // more than all companies together have
    return isNumber && number >= 0 && number <= most ? std::optional<qint64>(qint64(number)) : std::nullopt;
}

} // namespace

FindFilters::FindFilters(QWidget *parent)
    : Pane(&Theme::sunken, Qt::RightEdge, parent)
    , m_seniorities(new FilterChoices(this))
    , m_employees(new FilterChoices(this))
    , m_words(new LineEdit)
    , m_emails(new FilterChoices(this))
    , m_moreButton(new Button(tr("More filters"), ButtonKind::Link))
    , m_similar(new CheckBox(tr("Similar titles too")))
    , m_revenueFrom(new LineEdit)
    , m_revenueTo(new LineEdit)
    , m_save(new Button(Icon::Bookmark, tr("Save search")))
    , m_clear(new Button(tr("Clear"), ButtonKind::Ghost))
{
    setObjectName(QStringLiteral("findFilters"));
    setFixedWidth(paneWidth);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 1, 0);
    lines->setSpacing(0);
    QScrollArea *groups = ScrollArea::withBarOver(buildGroups());
    lines->addWidget(groups, 1);
    // Tab brings a field into view by itself, Ctrl F and what clears the filters do not. A click must not move what is
    // clicked.
    connect(qApp, &QApplication::focusChanged, groups, [groups](QWidget *, QWidget *now) {
        if (now != nullptr && groups->isAncestorOf(now) && QApplication::mouseButtons() == Qt::NoButton) {
            groups->ensureWidgetVisible(now);
        }
    });
    auto *footer = new Pane(&Theme::sunken, Qt::TopEdge);
    footer->setFixedHeight(footerHeight);
    auto *line = new QHBoxLayout(footer);
    line->setContentsMargins(16, 0, 16, 0);
    line->setSpacing(8);
    m_save->setObjectName(QStringLiteral("saveSearch"));
    m_clear->setObjectName(QStringLiteral("clearFilters"));
    line->addWidget(m_save);
    line->addWidget(m_clear);
    line->addStretch(1);
    lines->addWidget(footer);
    setFocusProxy(m_titles);
    connect(m_save, &QPushButton::clicked, this, &FindFilters::saveRequested);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        setFilters({});
        Q_EMIT cleared();
    });
    setFilters({});
    setSavable(false, {});
}

TokenField *FindFilters::addTokens(QWidget *group, const QString &name, const QString &objectName)
{
    auto *field = new TokenField(name);
    field->setFieldName(objectName);
    field->setPlaceholder(tr("Type, then Enter"));
    static_cast<FilterGroup *>(group)->lines()->addWidget(field);
    connect(field, &TokenField::tokensChanged, this, &FindFilters::changed);
    return field;
}

QWidget *FindFilters::buildGroups()
{
    auto *groups = new Pane(&Theme::sunken);
    auto *lines = new QVBoxLayout(groups);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    const auto add = [lines](const QString &title) {
        auto *group = new FilterGroup(title);
        lines->addWidget(group);
        return group;
    };
    m_titles = addTokens(add(tr("Job title")), tr("Job title"), QStringLiteral("filterTitles"));

    auto *seniority = add(tr("Seniority"));
    const auto addBoxes = [](FilterGroup *group, FilterChoices *into, const QList<ApolloFilters::Choice> &choices,
                             const auto &names) {
        for (qsizetype i = 0; i < choices.size(); ++i) {
            auto *box = new CheckBox(choices.at(i).text);
            box->setObjectName(QLatin1String(names.at(std::size_t(i))));
            group->lines()->addWidget(box);
            into->add(box, choices.at(i).words);
        }
    };
    addBoxes(seniority, m_seniorities, ApolloFilters::seniorityChoices(), seniorityNames);

    m_companyPlaces =
        addTokens(add(tr("Where the company is")), tr("Where the company is"), QStringLiteral("filterCompanyPlaces"));

    auto *size = add(tr("People in the company"));
    QHBoxLayout *row = nullptr;
    for (int i = 0; i < int(ApolloFilters::employeeRanges().size()); ++i) {
        const QString &range = ApolloFilters::employeeRanges().at(i);
        if (i % 3 == 0) {
            size->lines()->addSpacing(i == 0 ? 0 : 6);
            row = new QHBoxLayout;
            row->setSpacing(6);
            size->lines()->addLayout(row);
        }
        auto *chip = new ToggleChip(ApolloFilters::shownEmployees(range));
        chip->setObjectName(QStringLiteral("filterEmployees%1").arg(i));
        chip->setAccessibleName(tr("%1 people").arg(chip->text()));
        row->addWidget(chip);
        m_employees->add(chip, {range});
        if (i % 3 == 2 || i + 1 == int(ApolloFilters::employeeRanges().size())) {
            row->addStretch(1);
        }
    }

    auto *words = add(tr("Words in profile or company"));
    m_words->setObjectName(QStringLiteral("filterWords"));
    m_words->setAccessibleName(tr("Words in profile or company"));
    words->lines()->addWidget(m_words);

    addBoxes(add(tr("Email")), m_emails, ApolloFilters::emailChoices(), emailNames);

    auto *more = new QHBoxLayout;
    more->setContentsMargins(16, 12, 16, 12);
    m_moreButton->setObjectName(QStringLiteral("moreFilters"));
    more->addWidget(m_moreButton);
    more->addStretch(1);
    lines->addLayout(more);
    m_more = buildMore();
    lines->addWidget(m_more);
    lines->addStretch(1);
    m_more->hide();

    for (const FilterChoices *choices : {m_seniorities, m_employees, m_emails}) {
        connect(choices, &FilterChoices::changed, this, &FindFilters::changed);
    }
    connect(m_words, &QLineEdit::textEdited, this, &FindFilters::changed);
    connect(m_words, &QLineEdit::returnPressed, this, &FindFilters::searchNow);
    connect(m_moreButton, &QPushButton::clicked, this, [this] { showMore(m_more->isHidden()); });
    return groups;
}

QWidget *FindFilters::buildMore()
{
    auto *more = new QWidget;
    auto *lines = new QVBoxLayout(more);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    const auto add = [lines](const QString &title) {
        auto *group = new FilterGroup(title);
        lines->addWidget(group);
        return group;
    };
    m_similar->setObjectName(QStringLiteral("filterSimilar"));
    add(tr("Wording of the title"))->lines()->addWidget(m_similar);
    m_personPlaces =
        addTokens(add(tr("Where the person is")), tr("Where the person is"), QStringLiteral("filterPersonPlaces"));
    m_industry =
        addTokens(add(tr("Words for the industry")), tr("Words for the industry"), QStringLiteral("filterIndustry"));
    m_domains = addTokens(add(tr("Company websites")), tr("Company websites"), QStringLiteral("filterDomains"));
    m_domains->setCleaner([](const QString &typed) { return ApolloFilters::bareDomain(typed); });
    m_technologies =
        addTokens(add(tr("Technology they use")), tr("Technology they use"), QStringLiteral("filterTechnologies"));
    m_technologies->setCleaner([](const QString &typed) { return ApolloFilters::technologyId(typed); });
    auto *revenue = add(tr("Revenue a year"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_revenueFrom->setObjectName(QStringLiteral("filterRevenueFrom"));
    m_revenueFrom->setPlaceholderText(tr("From"));
    m_revenueFrom->setAccessibleName(tr("Revenue a year, from"));
    m_revenueTo->setObjectName(QStringLiteral("filterRevenueTo"));
    m_revenueTo->setPlaceholderText(tr("To"));
    m_revenueTo->setAccessibleName(tr("Revenue a year, to"));
    row->addWidget(m_revenueFrom);
    row->addWidget(m_revenueTo);
    revenue->lines()->addLayout(row);
    auto *wrong = new FieldMessage;
    wrong->setObjectName(QStringLiteral("filterRevenueWrong"));
    revenue->lines()->addWidget(wrong);
    m_hiring = addTokens(add(tr("Looking for")), tr("Job titles they look for"), QStringLiteral("filterHiring"));
    for (LineEdit *field : {m_revenueFrom, m_revenueTo}) {
        connect(field, &QLineEdit::textChanged, this, [this, field, wrong] {
            field->setBad(!field->text().trimmed().isEmpty() && !numberIn(field));
            const std::optional<qint64> from = numberIn(m_revenueFrom);
            const std::optional<qint64> to = numberIn(m_revenueTo);
            wrong->setError(m_revenueFrom->isBad() || m_revenueTo->isBad() ? tr(
                                "An amount is needed, such as 500k or 2 million. It does not narrow the search yet.")
                                : from && to && *from > *to ? tr("From is more than To, so nobody fits.")
                                                            : QString());
        });
        connect(field, &QLineEdit::textEdited, this, [this, field] {
            if (!field->isBad()) {
                Q_EMIT changed();
            }
        });
    }
    connect(m_similar, &QAbstractButton::clicked, this, &FindFilters::changed);
    return more;
}

void FindFilters::showMore(bool more)
{
    m_more->setVisible(more);
    m_moreButton->setText(more ? tr("Fewer filters") : tr("More filters"));
}

ApolloFilters FindFilters::filters() const
{
    ApolloFilters made;
    made.titles = m_titles->tokens();
    made.similarTitles = m_similar->isChecked();
    made.seniorities = m_seniorities->words();
    made.companyPlaces = m_companyPlaces->tokens();
    made.employees = m_employees->words();
    made.words = m_words->text().simplified();
    made.emailStatuses = m_emails->words();
    made.personPlaces = m_personPlaces->tokens();
    made.industryWords = m_industry->tokens();
    made.domains = m_domains->tokens();
    made.technologies = m_technologies->tokens();
    made.revenue = {numberIn(m_revenueFrom), numberIn(m_revenueTo)};
    made.hiringTitles = m_hiring->tokens();
    return made;
}

void FindFilters::setFilters(const ApolloFilters &filters)
{
    m_titles->setTokens(filters.titles);
    m_similar->setChecked(filters.similarTitles);
    m_seniorities->setWords(filters.seniorities);
    m_companyPlaces->setTokens(filters.companyPlaces);
    m_employees->setWords(filters.employees);
    if (m_words->text().simplified() != filters.words) {
        m_words->setText(filters.words);
    }
    m_emails->setWords(filters.emailStatuses);
    m_personPlaces->setTokens(filters.personPlaces);
    m_industry->setTokens(filters.industryWords);
    m_domains->setTokens(filters.domains);
    m_technologies->setTokens(filters.technologies);
    m_revenueFrom->setText(filters.revenue.from ? text(*filters.revenue.from) : QString());
    m_revenueTo->setText(filters.revenue.to ? text(*filters.revenue.to) : QString());
    m_hiring->setTokens(filters.hiringTitles);
    const bool usesMore = !filters.similarTitles || !filters.personPlaces.isEmpty() || !filters.industryWords.isEmpty()
        || !filters.domains.isEmpty() || !filters.technologies.isEmpty() || !filters.revenue.isEmpty()
        || !filters.hiringTitles.isEmpty();
    if (usesMore) {
        showMore(true);
    }
}

void FindFilters::setSavable(bool savable, const QString &name)
{
    m_save->setText(name.isEmpty() ? tr("Save search") : tr("Saved"));
    m_save->setDisabledReason(!name.isEmpty() ? tr("Saved as “%1”. Change a filter to begin another one.").arg(name)
                                  : savable   ? QString()
                                              : tr("There is no search to save yet."));
}

void FindFilters::focusFirst()
{
    m_titles->setFocus(Qt::ShortcutFocusReason);
}

} // namespace AlwaysLeads
