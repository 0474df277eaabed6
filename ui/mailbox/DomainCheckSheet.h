#pragma once

#include "address/EmailAddress.h"
#include "base/Result.h"
#include "dnscheck/DomainReport.h"
#include "widgets/DialogSheet.h"

#include <QStringList>

#include <stop_token>

namespace AlwaysLeads {

class Banner;
class DomainCheck;
class Label;
class Shell;

/// What the DNS says about the domain a person sends from, one card a check, with records ready to paste. It looks when
/// it opens, and again when asked.
class DomainCheckSheet : public DialogSheet
{
    Q_OBJECT

public:
    /// `selectors` of DKIM that are known from a mail of this address; may be empty.
    DomainCheckSheet(DomainCheck &check, const EmailAddress &address, const QStringList &selectors, Shell &shell,
                     QWidget *inside);
    ~DomainCheckSheet() override;

private:
    void look();
    void finish(const Result<DomainReport> &report);
    void show(const DomainReport &report);
    void clear();
    void refit();

    DomainCheck &m_check;
    EmailAddress m_address;
    QStringList m_selectors;
    Shell &m_shell;
    std::stop_source m_stop;
    int m_attempt = 0;
    Label *m_state;
    Banner *m_problem;
    QVBoxLayout *m_cards;
    Button *m_again;
};

} // namespace AlwaysLeads
