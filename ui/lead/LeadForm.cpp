#include "lead/LeadForm.h"

#include "lead/FieldEditor.h"
#include "lead/FieldValue.h"
#include "lead/ImportMatch.h"
#include "lead/Leads.h"
#include "widgets/Announce.h"
#include "widgets/Button.h"
#include "widgets/FieldMessage.h"
#include "widgets/TextArea.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>
#include <QShortcut>

namespace AlwaysLeads {

namespace {

constexpr int formWidth = 560;

void addPair(QVBoxLayout *into, QWidget *one, QWidget *other)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(one, 1, Qt::AlignTop);
    line->addWidget(other, 1, Qt::AlignTop);
    into->addLayout(line);
}

} // namespace

LeadForm::LeadForm(Leads &leads, Lead lead, QWidget *inside)
    : DialogSheet(lead.id.isNull() ? tr("New lead") : tr("Edit %1").arg(lead.fullName()), formWidth, inside)
    , m_leads(leads)
    , m_lead(std::move(lead))
    , m_shown(m_lead)
    , m_firstName(addField(QStringLiteral("leadFormFirstName"), tr("First name"), m_lead.firstName))
    , m_lastName(addField(QStringLiteral("leadFormLastName"), tr("Last name"), m_lead.lastName))
    , m_email(addField(QStringLiteral("leadFormEmail"), tr("Email"), m_lead.email ? m_lead.email->shown() : QString()))
    , m_title(addField(QStringLiteral("leadFormTitle"), tr("Title"), m_lead.title))
    , m_company(addField(QStringLiteral("leadFormCompany"), tr("Company"), m_lead.companyName))
    , m_industry(addField(QStringLiteral("leadFormIndustry"), tr("Industry"), m_lead.industry))
    , m_size(addField(QStringLiteral("leadFormSize"), tr("Company size"),
                      m_lead.companySize ? QLocale().toString(*m_lead.companySize) : QString()))
    , m_domain(addField(QStringLiteral("leadFormDomain"), tr("Company domain"), m_lead.companyDomain))
    , m_phone(addField(QStringLiteral("leadFormPhone"), tr("Phone"), m_lead.phone))
    , m_website(addField(QStringLiteral("leadFormWebsite"), tr("Website"), m_lead.website))
    , m_city(addField(QStringLiteral("leadFormCity"), tr("City"), m_lead.city))
    , m_country(addField(QStringLiteral("leadFormCountry"), tr("Country"), m_lead.country))
    , m_language(addField(QStringLiteral("leadFormLanguage"), tr("Language"), m_lead.language))
    , m_tags(addField(QStringLiteral("leadFormTags"), tr("Tags"), m_lead.tags.join(QStringLiteral(", "))))
    , m_own(new QVBoxLayout)
    , m_notes(new TextArea(tr("Notes"), 3))
    , m_problem(new FieldMessage)
    , m_save(new Button(m_lead.id.isNull() ? tr("Add lead") : tr("Save"), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("leadForm"));
    m_email->setPlaceholder(tr("anna@company.example"));
    m_industry->setHint(tr("Of everybody at the company"));
    m_size->setHint(tr("People, of everybody at the company"));
    m_domain->setPlaceholder(tr("company.example"));
    m_tags->setHint(tr("Separated by commas"));
    m_notes->setText(m_lead.notes);
    m_notes->edit()->setObjectName(QStringLiteral("leadFormNotes"));
    m_problem->setObjectName(QStringLiteral("leadFormProblem"));
    body()->setSpacing(14);
    body()->addSpacing(2);
    addPair(body(), m_firstName, m_lastName);
    body()->addWidget(m_email);
    addPair(body(), m_title, m_company);
    addPair(body(), m_industry, m_size);
    addPair(body(), m_website, m_domain);
    addPair(body(), m_phone, m_language);
    addPair(body(), m_city, m_country);
    body()->addWidget(m_tags);
    m_own->setSpacing(14);
    body()->addLayout(m_own);
    body()->addWidget(m_notes);
    body()->addWidget(m_problem);

    auto *cancelButton = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    connect(cancelButton, &QPushButton::clicked, this, &DialogSheet::cancel);
    m_save->setObjectName(QStringLiteral("leadFormSave"));
    addButton(m_save);
    setDefaultButton(m_save);
    setInitialFocus(m_firstName->edit());
    connect(m_save, &QPushButton::clicked, this, &LeadForm::save);
    connect(m_email, &TextField::editingFinished, this, &LeadForm::checkEmail);
    connect(m_website, &TextField::editingFinished, this, &LeadForm::checkWebsite);
    connect(m_size, &TextField::editingFinished, this, &LeadForm::checkSize);
    connect(m_domain, &TextField::editingFinished, this, &LeadForm::checkDomain);
    auto *keep = new QShortcut(QKeySequence(QStringLiteral("Ctrl+Return")), this);
    keep->setContext(Qt::WidgetWithChildrenShortcut);
    connect(keep, &QShortcut::activated, this, &LeadForm::save);
    whenDone(m_leads.customFields(), this, [this](Result<QList<CustomField>> fields) {
        if (fields) { // without them the rest still works, and what is known stays
            addOwnFields(*fields);
        }
    });
}

void LeadForm::addOwnFields(const QList<CustomField> &fields)
{
    QHBoxLayout *line = nullptr;
    for (const CustomField &field : fields) {
        auto *editor = new FieldEditor(field);
        editor->setName(QStringLiteral("leadFormOwn-") + field.key);
        editor->setValue(m_lead.custom.value(field.key));
        connect(editor, &FieldEditor::edited, this, [this] { m_problem->setError(QString()); });
        if (m_editors.size() % 2 == 0) {
            line = new QHBoxLayout;
            line->setSpacing(12);
            m_own->addLayout(line);
        }
        line->addWidget(editor, 1, Qt::AlignTop);
        m_editors << editor;
    }
    if (m_editors.size() % 2 == 1) {
        line->addStretch(1);
    }
    QWidget *before = m_tags->edit();
    for (FieldEditor *editor : std::as_const(m_editors)) {
        setTabOrder(before, editor->control());
        before = editor->control();
    }
}

bool LeadForm::checkOwnFields()
{
    for (FieldEditor *editor : std::as_const(m_editors)) {
        if (!editor->check()) {
            editor->control()->setFocus();
            return false;
        }
        if (editor->value().isEmpty()) {
            m_lead.custom.remove(editor->field().key);
        } else {
            m_lead.custom.insert(editor->field().key, editor->value());
        }
    }
    return true;
}

TextField *LeadForm::addField(const QString &name, const QString &label, const QString &text)
{
    auto *field = new TextField(label);
    field->edit()->setObjectName(name);
    field->setText(text);
    connect(field, &TextField::textEdited, this, [this] { m_problem->setError(QString()); });
    return field;
}

bool LeadForm::checkEmail()
{
    const QString typed = m_email->text().trimmed();
    if (typed.isEmpty()) {
        m_lead.email.reset();
        m_email->setError(QString());
        return true;
    }
    const Result<EmailAddress> address = EmailAddress::parse(typed);
    if (!address) {
        m_email->setError(address.error().message);
        return false;
    }
    if (m_lead.email != *address) {
        m_lead.emailState = EmailState::Unchecked;
    }
    m_lead.email = *address;
    return true;
}

bool LeadForm::checkWebsite()
{
    const QString typed = cleanLine(m_website->text());
    const bool fits = typed.isEmpty() || typed == m_lead.website || isWebAddress(typed);
    m_website->setError(fits ? QString() : FieldValue::notWeb(typed));
    return fits;
}

bool LeadForm::checkSize()
{
    CustomField number;
    number.kind = FieldKind::Number;
    const Result<QString> typed = FieldValue::parse(number, m_size->text(), QLocale());
    bool isCount = typed && typed->isEmpty();
    std::optional<qint64> size;
    if (typed && !typed->isEmpty()) {
        size = typed->toLongLong(&isCount);
        isCount = isCount && *size >= 0;
    }
    m_size->setError(isCount ? QString() : tr("“%1” is not a number of people.").arg(cleanLine(m_size->text())));
    if (isCount) {
        m_lead.companySize = size;
    }
    return isCount;
}

bool LeadForm::checkDomain()
{
    const QString typed = cleanLine(m_domain->text());
    const QString domain = companyDomain(typed, {});
    const bool fits = typed.isEmpty() || !domain.isEmpty();
    m_domain->setError(fits ? QString()
                            : tr("“%1” is no company's domain. Type one such as company.example.").arg(typed));
    if (fits) {
        m_lead.companyDomain = domain;
    }
    return fits;
}

bool LeadForm::hasCompanyForDetails()
{
    const bool any = !cleanLine(m_industry->text()).isEmpty() || m_lead.companySize || !m_lead.companyDomain.isEmpty();
    const bool fits = !any || !cleanLine(m_company->text()).isEmpty();
    m_company->setError(fits ? QString() : tr("An industry, a size and a domain are a company's: name it."));
    return fits;
}

QStringList LeadForm::toldOfCompany() const
{
    QStringList told;
    if (cleanLine(m_lead.industry) != m_shown.industry) {
        told << QStringLiteral("industry");
    }
    if (m_lead.companySize != m_shown.companySize) {
        told << QStringLiteral("company size");
    }
    if (m_lead.companyDomain != m_shown.companyDomain) {
        told << QStringLiteral("company domain");
    }
    return told;
}

void LeadForm::save()
{
    if (m_save->isBusy()) {
        return;
    }
    const std::initializer_list<std::pair<TextField *, bool>> checks = {{m_email, checkEmail()},
                                                                        {m_size, checkSize()},
                                                                        {m_website, checkWebsite()},
                                                                        {m_domain, checkDomain()},
                                                                        {m_company, hasCompanyForDetails()}};
    for (const auto &[field, fits] : checks) {
        if (!fits) {
            field->edit()->setFocus();
            return;
        }
    }
    if (!checkOwnFields()) {
        return;
    }
    m_lead.firstName = m_firstName->text();
    m_lead.lastName = m_lastName->text();
    m_lead.title = m_title->text();
    m_lead.companyName = m_company->text();
    m_lead.industry = m_industry->text();
    m_lead.phone = m_phone->text();
    m_lead.website = m_website->text();
    m_lead.city = m_city->text();
    m_lead.country = m_country->text();
    m_lead.language = m_language->text();
    m_lead.notes = m_notes->text();
    m_lead.tags.clear();
    const QStringList tags = m_tags->text().split(QLatin1Char(','));
    for (const QString &tag : tags) {
        if (const QString clean = cleanLine(tag);
            !clean.isEmpty() && !m_lead.tags.contains(clean, Qt::CaseInsensitive)) {
            m_lead.tags << clean;
        }
    }
    m_save->setBusy(true, tr("Saving…"));
    const QString name = m_lead.fullName().trimmed().isEmpty() ? m_email->text().trimmed() : m_lead.fullName();
    if (m_lead.id.isNull()) {
        whenDone(m_leads.add(m_lead), this, [this, name](Result<LeadId> added) {
            m_save->setBusy(false);
            if (!added) {
                showFailure(added.error());
                return;
            }
            Q_EMIT saved(*added, name);
            close();
        });
        return;
    }
    whenDone(m_leads.edit(m_lead, toldOfCompany()), this, [this, name](Result<> kept) {
        m_save->setBusy(false);
        if (!kept) {
            showFailure(kept.error());
            return;
        }
        Q_EMIT saved(m_lead.id, name);
        close();
    });
}

void LeadForm::showFailure(const Error &error)
{
    if (error.kind == ErrorKind::Refused) { // somebody else has the address
        m_email->setError(error.message);
        m_email->edit()->setFocus();
        return;
    }
    m_problem->setError(error.message);
    announce(m_problem, error.message);
    if (error.kind == ErrorKind::Invalid && m_lead.fullName().isEmpty() && !m_lead.email) {
        m_firstName->edit()->setFocus();
    }
}

} // namespace AlwaysLeads
