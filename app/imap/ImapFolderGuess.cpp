#include "imap/ImapFolderGuess.h"

#include <QStringList>

#include <algorithm>

namespace AlwaysLeads {

namespace {

/// In lower case. The first ones win: a server may have "Sent" of one program and "Sent Items" of another.
const QStringList &sentNames()
{
    static const QStringList names =
        QString::fromUtf8(
            "sent|sent items|sent messages|sent mail|sent-mail|outbound|"
            "gesendet|gesendete elemente|gesendete objekte|gesendete nachrichten|"
            "envoyés|éléments envoyés|messages envoyés|envoyé|"
            "enviados|elementos enviados|mensajes enviados|correo enviado|"
            "inviata|posta inviata|inviati|elementi inviati|messaggi inviati|"
            "verzonden|verzonden items|verzonden berichten|"
            "itens enviados|mensagens enviadas|e-mails enviados|"
            "wysłane|elementy wysłane|"
            "sendt|sendte elementer|sendt post|sendte|skickat|skickade objekt|skickade|"
            "lähetetyt|lähetetyt viestit|saadetud|nosūtītie|išsiųsta|"
            "odeslané|odeslaná pošta|odoslané|odoslaná pošta|elküldött|elküldött elemek|elküldött üzenetek|"
            "trimise|elemente trimise|poslano|poslane stavke|изпратени|отправленные|надіслані|"
            "gönderilmiş|gönderilmiş öğeler|gönderilenler|απεσταλμένα|"
            "送信済み|送信済みアイテム|送信済みメール|已发送|已发送邮件|已傳送|寄件備份|보낸편지함|보낸 편지함")
            .split(QLatin1Char('|'));
    return names;
}

std::optional<ImapFolder> markedAs(const QList<ImapFolder> &folders, const QByteArray &attribute)
{
    const auto found =
        std::ranges::find_if(folders, [&attribute](const ImapFolder &folder) { return folder.has(attribute); });
    return found == folders.cend() ? std::nullopt : std::optional(*found);
}

} // namespace

std::optional<ImapFolder> sentFolderOf(const QList<ImapFolder> &folders)
{
    if (std::optional<ImapFolder> marked = markedAs(folders, "\\sent")) {
        return marked;
    }
    for (const QString &name : sentNames()) {
        const auto found = std::ranges::find_if(
            folders, [&name](const ImapFolder &folder) { return folder.lastName().toLower() == name; });
        if (found != folders.cend()) {
            return *found;
        }
    }
    return std::nullopt;
}

std::optional<ImapFolder> allMailFolderOf(const QList<ImapFolder> &folders)
{
    return markedAs(folders, "\\all");
}

} // namespace AlwaysLeads
