#pragma once

#include "reply/Reply.h"
#include "widgets/DialogSheet.h"

#include <QUrl>

#include <functional>

namespace AlwaysLeads {

/// A reply for somebody else, such as a colleague: as text, without the mail's own pictures, links and attachments. It
/// leaves by the person's own mail program, since this one writes to leads only.
class ForwardSheet : public DialogSheet
{
    Q_OBJECT
public:
    using OpenLink = std::function<bool(const QUrl &)>;

    ForwardSheet(const ReplyPage &page, OpenLink openLink, QWidget *inside);

    static QString subjectOf(const ReplyPage &page);
    static QString textOf(const ReplyPage &page);
    /// Mail programs take so much in a link (RFC 6068); what is longer is cut, and says so.
    static QUrl linkOf(const QString &subject, const QString &text);

Q_SIGNALS:
    /// No mail program could be opened.
    void failed();
};

} // namespace AlwaysLeads
