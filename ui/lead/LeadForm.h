#pragma once

#include "lead/Lead.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class Button;
class FieldEditor;
class FieldMessage;
class Leads;
class TextArea;
class TextField;

/// A person typed in or changed. It stays open with a sentence under the field until what was typed can be kept.
class LeadForm : public DialogSheet
{
    Q_OBJECT
public:
    /// A lead with an id is changed, one without is added.
    LeadForm(Leads &leads, Lead lead, QWidget *inside);

Q_SIGNALS:
    void saved(AlwaysLeads::LeadId lead, const QString &name);

private:
    TextField *addField(const QString &name, const QString &label, const QString &text);
    void addOwnFields(const QList<CustomField> &fields);
    bool checkEmail();
    bool checkWebsite();
    bool checkSize();
    bool checkDomain();
    bool hasCompanyForDetails();
    bool checkOwnFields();
    /// What of the company was typed anew, by its names.
    QStringList toldOfCompany() const;
    void save();
    void showFailure(const Error &error);

    Leads &m_leads;
    Lead m_lead;
    const Lead m_shown; ///< when the form opened
    TextField *m_firstName;
    TextField *m_lastName;
    TextField *m_email;
    TextField *m_title;
    TextField *m_company;
    TextField *m_industry;
    TextField *m_size;
    TextField *m_domain;
    TextField *m_phone;
    TextField *m_website;
    TextField *m_city;
    TextField *m_country;
    TextField *m_language;
    TextField *m_tags;
    QVBoxLayout *m_own; ///< the person's own fields, when they are read
    QList<FieldEditor *> m_editors;
    TextArea *m_notes;
    FieldMessage *m_problem;
    Button *m_save;
};

} // namespace AlwaysLeads
