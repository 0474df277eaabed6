#pragma once

#include <QString>

namespace AlwaysLeads {

/// How mails look. Light: marks in the text (**bold**, [words](https://there), "- ") are made into formatting, see
/// mail/LightText.h. The words of the database: "plain", "light".
enum class MailFormat { Plain, Light };
QString mailFormatWord(MailFormat format);
MailFormat mailFormatFrom(const QString &word);

} // namespace AlwaysLeads
