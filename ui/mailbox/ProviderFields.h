#pragma once

#include "base/Result.h"
#include "oauth/OAuthRegistration.h"

#include <QWidget>

namespace AlwaysLeads {

class Button;
class Label;
class TextField;

/// The provider that a mailbox by its servers signs in at with the browser: where it is, as which program this one is
/// known there, and what is asked for.
class ProviderFields : public QWidget
{
    Q_OBJECT

public:
    explicit ProviderFields(QWidget *parent = nullptr);

    QString issuer() const; ///< as typed, without a space around it
    QString clientId() const;
    QString clientSecret() const;
    QStringList scopes() const;
    /// What is kept for a mailbox. Its secret is not shown; an empty field keeps it.
    void set(const OAuthRegistration &kept);
    /// Whether the fields still say what set() put in.
    bool isAsKept() const;
    void setIssuer(const QString &issuer);
    void setFinding(bool on);
    /// What the provider publishes: its scopes stand where the person typed none.
    void showFound(const OAuthRegistration &found);
    /// Nobody names a provider: the person has to.
    void showNoneNamed();
    void refuseIssuer(const QString &why);
    /// Says below each field what is missing; the first of them, or null.
    TextField *firstMissing();

Q_SIGNALS:
    /// The provider is to be looked for: at the address that is typed, or by the settings of the mailbox.
    void findWanted();
    /// By the person, not by set().
    void edited();
    /// What is shown changed, and with it the height.
    void resized();

private:
    void say(const QString &text);

    TextField *m_issuer;
    Button *m_find;
    Label *m_note;
    TextField *m_clientId;
    TextField *m_clientSecret;
    TextField *m_scopes;
    OAuthRegistration m_kept;
    QString m_looked; ///< looked at last
    bool m_scopesTyped = false;
};

} // namespace AlwaysLeads
