#pragma once

#include "probe/ProbeReport.h"
#include "style/Icon.h"
#include "style/Theme.h"

#include <QCoreApplication>
#include <QList>

namespace AlwaysLeads {

/// What became of a test mail, in a person's words.
class ProbeLines
{
    Q_DECLARE_TR_FUNCTIONS(ProbeLines)

public:
    struct Line
    {
        Icon icon = Icon::Circle;
        ToneName tone = ToneName::Neutral;
        QString title;
        QString text;

        bool operator==(const Line &) const = default;
    };

    /// What came of it, first whether it arrived.
    static QList<Line> of(const ProbeReport &report);
    /// One sentence, for the mailbox in Settings.
    static QString summary(const ProbeReport &report);
    /// SPF, DKIM or DMARC did not hold: looking at the DNS of the domain helps.
    static bool pointsToDns(const ProbeReport &report);

private:
    static Line arrival(const ProbeReport &report);
    static Line messageId(const ProbeReport &report);
    static Line optOut(HeaderFate fate);
    static Line oneClick(HeaderFate fate);
    static Line authentication(const QString &method, const QString &result);
};

} // namespace AlwaysLeads
