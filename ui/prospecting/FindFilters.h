#pragma once

#include "prospecting/ApolloFilters.h"
#include "widgets/SheetFrame.h"

namespace AlwaysLeads {

class Button;
class CheckBox;
class FilterChoices;
class LineEdit;
class TokenField;

/// The left part of Find leads: whom to look for.
class FindFilters : public Pane
{
    Q_OBJECT
public:
    explicit FindFilters(QWidget *parent = nullptr);

    ApolloFilters filters() const;
    /// Tells nobody.
    void setFilters(const ApolloFilters &filters);
    /// Whether there is something to save, and whether it has a name already.
    void setSavable(bool savable, const QString &name);
    void focusFirst();

Q_SIGNALS:
    void changed();
    /// As changed(), but the person waits for it: Enter in the words.
    void searchNow();
    void saveRequested();
    void cleared();

private:
    QWidget *buildGroups();
    QWidget *buildMore();
    TokenField *addTokens(QWidget *group, const QString &name, const QString &objectName);
    void showMore(bool more);

    TokenField *m_titles = nullptr;
    FilterChoices *m_seniorities;
    TokenField *m_companyPlaces = nullptr;
    FilterChoices *m_employees;
    LineEdit *m_words;
    FilterChoices *m_emails;
    Button *m_moreButton;
    QWidget *m_more = nullptr;
    CheckBox *m_similar;
    TokenField *m_personPlaces = nullptr;
    TokenField *m_industry = nullptr;
    TokenField *m_domains = nullptr;
    TokenField *m_technologies = nullptr;
    LineEdit *m_revenueFrom;
    LineEdit *m_revenueTo;
    TokenField *m_hiring = nullptr;
    Button *m_save;
    Button *m_clear;
};

} // namespace AlwaysLeads
