#include "sandbox/ImapServerSession.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <functional>
#include <limits>

namespace AlwaysLeads {

namespace {

using Mail = ImapServer::Mail;
using Matches = std::function<bool(const Mail &)>;

/// "1:3,7,9:*"; none where it is no set.
std::optional<QList<std::pair<quint32, quint32>>> setFrom(const QByteArray &text, quint32 last)
{
    QList<std::pair<quint32, quint32>> ranges;
    for (const QByteArray &part : text.split(',')) {
        const QByteArrayList ends = part.split(':');
        QList<quint32> numbers;
        for (const QByteArray &end : ends) {
            bool isNumber = true;
            numbers += end == "*" ? last : end.toUInt(&isNumber);
            if (!isNumber || (end != "*" && numbers.last() == 0)) {
                return std::nullopt;
            }
        }
        if (numbers.size() > 2) {
            return std::nullopt;
        }
        ranges.append({std::min(numbers.first(), numbers.last()), std::max(numbers.first(), numbers.last())});
    }
    return ranges;
}

bool contains(const QList<std::pair<quint32, quint32>> &ranges, quint32 uid)
{
    return std::ranges::any_of(ranges, [uid](const auto &range) { return uid >= range.first && uid <= range.second; });
}

QByteArray headerOf(const QByteArray &mime)
{
    const qsizetype end = mime.indexOf("\r\n\r\n");
    return end < 0 ? mime : mime.first(end + 2);
}

/// These fields with their continuation lines, and the empty line.
QByteArray fieldsOf(const QByteArray &mime, const QByteArrayList &names)
{
    QByteArray fields;
    bool wanted = false;
    for (const QByteArray &line : headerOf(mime).split('\n')) {
        if (line.isEmpty()) {
            continue;
        }
        const bool goesOn = line.startsWith(' ') || line.startsWith('\t');
        wanted = goesOn ? wanted : names.contains(line.left(std::max<qsizetype>(0, line.indexOf(':'))).toUpper());
        if (wanted) {
            fields += line + '\n';
        }
    }
    return fields + "\r\n";
}

QByteArray literalOf(const QByteArray &bytes)
{
    return '{' + QByteArray::number(bytes.size()) + "}\r\n" + bytes;
}

/// The next key of a SEARCH, taken from the words; none where it is none.
std::optional<Matches> takeKey(QList<ImapWord> &words, quint32 last)
{
    const QByteArray key = words.takeFirst().text.toUpper();
    if (key == "ALL") {
        return Matches([](const Mail &) { return true; });
    }
    if (key == "UNSEEN" || key == "SEEN") {
        return Matches([seen = key == "SEEN"](const Mail &mail) { return mail.isSeen == seen; });
    }
    if (key == "SINCE" && !words.isEmpty()) {
        const QString text = QString::fromLatin1(words.takeFirst().text);
        const QDate since = QLocale::c().toDate(text, QStringLiteral("d-MMM-yyyy"));
        return since.isValid()
            ? std::optional<Matches>([since](const Mail &mail) { return mail.arrivedAt.date() >= since; })
            : std::nullopt;
    }
    if (key == "UID" && !words.isEmpty()) {
        const auto set = setFrom(words.takeFirst().text, last);
        return set ? std::optional<Matches>([set](const Mail &mail) { return contains(*set, mail.uid); })
                   : std::nullopt;
    }
    if (key == "HEADER" && words.size() >= 2) {
        const QByteArray name = words.takeFirst().text.toUpper();
        const QByteArray value = words.takeFirst().text.toLower();
        return Matches(
            [=](const Mail &mail) { return fieldsOf(mail.mime, {name}).mid(name.size()).toLower().contains(value); });
    }
    return std::nullopt;
}

QByteArray internalDate(const QDateTime &time)
{
    return QLocale::c().toString(time, QStringLiteral("dd-MMM-yyyy HH:mm:ss")).toLatin1() + " +0000";
}

/// One item of a FETCH and its value; empty where it is unknown.
QByteArray itemOf(const QByteArray &item, const Mail &mail)
{
    static const QRegularExpression fields(
        QStringLiteral("\\ABODY(?:\\.PEEK)?\\[HEADER\\.FIELDS \\(([^()]+)\\)\\]\\z"));
    if (item == "UID") {
        return "UID " + QByteArray::number(mail.uid);
    }
    if (item == "FLAGS") {
        return mail.isSeen ? QByteArray("FLAGS (\\Seen)") : QByteArray("FLAGS ()");
    }
    if (item == "INTERNALDATE") {
        return "INTERNALDATE \"" + internalDate(mail.arrivedAt) + '"';
    }
    if (item == "RFC822.SIZE") {
        return "RFC822.SIZE " + QByteArray::number(mail.mime.size());
    }
    if (item == "BODY[]" || item == "BODY.PEEK[]") {
        return "BODY[] " + literalOf(mail.mime);
    }
    if (item == "BODY[HEADER]" || item == "BODY.PEEK[HEADER]") {
        return "BODY[HEADER] " + literalOf(headerOf(mail.mime) + "\r\n");
    }
    if (const QRegularExpressionMatch match = fields.match(QString::fromLatin1(item)); match.hasMatch()) {
        const QByteArray names = match.captured(1).toLatin1();
        return "BODY[HEADER.FIELDS (" + names + ")] " + literalOf(fieldsOf(mail.mime, names.split(' ')));
    }
    return {};
}

} // namespace

void ImapServerSession::uidSearch(QList<ImapWord> words)
{
    const QList<Mail> all = mails();
    const quint32 last = all.isEmpty() ? 0 : all.last().uid;
    QList<Matches> keys;
    while (!words.isEmpty()) {
        const std::optional<Matches> key = takeKey(words, last);
        if (!key) {
            tagged("BAD unknown search");
            return;
        }
        keys.append(*key);
    }
    if (keys.isEmpty()) {
        tagged("BAD nothing to search for");
        return;
    }
    if (strike(Stage::Search)) {
        return;
    }
    QByteArray found;
    for (const Mail &mail : all) {
        if (std::ranges::all_of(keys, [&mail](const Matches &matches) { return matches(mail); })) {
            found += ' ' + QByteArray::number(mail.uid);
        }
    }
    say("* SEARCH" + found);
    tagged("OK done");
}

void ImapServerSession::uidFetch(const QList<ImapWord> &words)
{
    const QList<Mail> all = mails();
    const auto set = words.isEmpty() ? std::nullopt : setFrom(words.first().text, all.isEmpty() ? 0 : all.last().uid);
    QByteArrayList items;
    for (const ImapWord &word : words.mid(1)) {
        if (word.kind == ImapWord::Kind::Atom) {
            items += word.text.toUpper();
        }
    }
    const bool known = std::ranges::none_of(items, [](const QByteArray &item) { return itemOf(item, {}).isEmpty(); });
    if (!set || items.isEmpty() || !known) {
        tagged("BAD UID FETCH set (items)");
        return;
    }
    if (strike(Stage::Fetch)) {
        return;
    }
    if (!items.contains("UID")) {
        items.prepend("UID"); // RFC 3501 §6.4.8
    }
    const bool marks =
        !m_readOnly && std::ranges::any_of(items, [](const QByteArray &item) { return item.startsWith("BODY["); });
    for (qsizetype at = 0; at < all.size(); ++at) {
        if (!contains(*set, all.at(at).uid)) {
            continue;
        }
        if (marks) {
            m_server.markSeen(m_user, m_folder, at);
        }
        const Mail mail = mails().at(at);
        QByteArrayList told;
        for (const QByteArray &item : std::as_const(items)) {
            told += itemOf(item, mail);
        }
        say("* " + QByteArray::number(at + 1) + " FETCH (" + told.join(' ') + ')');
    }
    tagged("OK done");
}

} // namespace AlwaysLeads
