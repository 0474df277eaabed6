#include "sandbox/ImapServerSession.h"

#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr quint32 uidValidity = 1; // mails are never removed, so a UID is never given twice

quint32 uidNext(const QList<ImapServer::Mail> &mails)
{
    return mails.isEmpty() ? 1 : mails.last().uid + 1;
}

QByteArray useOf(const QString &folder)
{
    return folder == QStringLiteral("Sent") ? QByteArray(" \\Sent")
        : folder == QStringLiteral("Junk")  ? QByteArray(" \\Junk")
                                            : QByteArray();
}

QDateTime dateTimeFrom(const QByteArray &text)
{
    const QString words = QString::fromLatin1(text);
    QDateTime time = QLocale::c().toDateTime(words.left(20).trimmed(), QStringLiteral("d-MMM-yyyy HH:mm:ss"));
    bool isNumber = false;
    const int zone = words.mid(21).toInt(&isNumber);
    if (words.size() != 26 || words.at(20) != QLatin1Char(' ') || !isNumber || !time.isValid()) {
        return {};
    }
    time.setTimeSpec(Qt::UTC);
    return time.addSecs(-60 * (zone / 100 * 60 + zone % 100));
}

} // namespace

QString ImapServerSession::folderNamed(const ImapWord &word)
{
    const QString name = QString::fromLatin1(word.text);
    if (name.compare(QStringLiteral("INBOX"), Qt::CaseInsensitive) == 0) {
        return QStringLiteral("INBOX");
    }
    return ImapServer::folderNames().contains(name) ? name : QString();
}

void ImapServerSession::list(const QList<ImapWord> &words)
{
    QByteArray extension; // RETURN (SPECIAL-USE)
    for (const ImapWord &word : words.mid(2)) {
        extension += word.kind == ImapWord::Kind::Open ? "("
            : word.kind == ImapWord::Kind::Close       ? ")"
                                                       : word.text.toUpper();
    }
    if (words.size() < 2 || !(extension.isEmpty() || extension == "RETURN(SPECIAL-USE)")) {
        tagged("BAD LIST reference pattern [RETURN (SPECIAL-USE)]");
        return;
    }
    if (strike(Stage::List)) {
        return;
    }
    const QByteArray pattern = words.at(1).text;
    const QStringList names = ImapServer::folderNames();
    for (const QString &name : names) {
        if (pattern == "*" || pattern == "%" || name == folderNamed(words.at(1))) {
            say("* LIST (\\HasNoChildren" + useOf(name) + ") \"/\" " + name.toLatin1());
        }
    }
    if (pattern.isEmpty()) {
        say("* LIST (\\Noselect) \"/\" \"\"");
    }
    tagged("OK done");
}

void ImapServerSession::open(const QByteArray &verb, const QList<ImapWord> &words)
{
    m_folder.clear();
    const QString folder = words.size() == 1 ? folderNamed(words.first()) : QString();
    if (words.size() != 1) {
        tagged("BAD " + verb + " folder");
        return;
    }
    if (strike(Stage::Open)) {
        return;
    }
    if (folder.isEmpty()) {
        tagged("NO [NONEXISTENT] there is no such folder");
        return;
    }
    m_folder = folder;
    m_readOnly = verb == "EXAMINE";
    const QList<ImapServer::Mail> all = mails();
    say("* FLAGS (\\Seen)");
    say("* " + QByteArray::number(all.size()) + " EXISTS");
    say("* 0 RECENT");
    say("* OK [UIDVALIDITY " + QByteArray::number(uidValidity) + "] UIDs valid");
    say("* OK [UIDNEXT " + QByteArray::number(uidNext(all)) + "] next");
    tagged(m_readOnly ? "OK [READ-ONLY] done" : "OK [READ-WRITE] done");
}

void ImapServerSession::status(const QList<ImapWord> &words)
{
    const bool sound =
        words.size() >= 4 && words.at(1).kind == ImapWord::Kind::Open && words.last().kind == ImapWord::Kind::Close;
    const QString folder = sound ? folderNamed(words.first()) : QString();
    if (!sound || folder.isEmpty()) {
        tagged(sound ? "NO [NONEXISTENT] there is no such folder" : "BAD STATUS folder (items)");
        return;
    }
    const QList<ImapServer::Mail> all = m_server.mails(m_user, folder);
    QByteArrayList told;
    for (const ImapWord &word : words.mid(2, words.size() - 3)) {
        const QByteArray item = word.text.toUpper();
        const auto unseen = std::ranges::count_if(all, [](const ImapServer::Mail &mail) { return !mail.isSeen; });
        const qint64 value = item == "MESSAGES" ? all.size()
            : item == "UIDNEXT"                 ? uidNext(all)
            : item == "UIDVALIDITY"             ? uidValidity
            : item == "UNSEEN"                  ? unseen
                                                : -1;
        if (value < 0) {
            tagged("BAD unknown item");
            return;
        }
        told += item + ' ' + QByteArray::number(value);
    }
    say("* STATUS " + folder.toLatin1() + " (" + told.join(' ') + ')');
    tagged("OK done");
}

/// APPEND folder [(flags)] ["date"] literal
void ImapServerSession::append(const QList<ImapWord> &words)
{
    qsizetype at = 1;
    bool isSeen = false;
    if (words.size() > at && words.at(at).kind == ImapWord::Kind::Open) {
        while (++at < words.size() && words.at(at).kind != ImapWord::Kind::Close) {
            isSeen = isSeen || words.at(at).text.toLower() == "\\seen";
        }
        ++at;
    }
    QDateTime date = m_server.m_now();
    if (words.size() > at && words.at(at).kind == ImapWord::Kind::String) {
        date = dateTimeFrom(words.at(at++).text);
    }
    if (words.size() != at + 1 || words.at(at).kind != ImapWord::Kind::Literal || !date.isValid()) {
        tagged("BAD APPEND folder (flags) \"date\" literal");
        return;
    }
    const QString folder = folderNamed(words.first());
    const QByteArray mime = words.at(at).text;
    if (folder.isEmpty()) {
        tagged("NO [TRYCREATE] there is no such folder");
    } else if (mime.isEmpty() || mime.contains('\0')) {
        tagged("BAD a mail has bytes, and none of them is zero");
    } else if (!strike(Stage::Appending)) {
        if (!m_server.deliver(m_user, folder, mime, date, isSeen)) {
            tagged("NO [SERVERBUG] could not be kept");
            return;
        }
        const quint32 uid = m_server.mails(m_user, folder).last().uid;
        end(Stage::Appended,
            "OK [APPENDUID " + QByteArray::number(uidValidity) + ' ' + QByteArray::number(uid) + "] done");
    }
}

} // namespace AlwaysLeads
