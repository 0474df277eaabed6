#include "sandbox/ImapServerSession.h"

namespace AlwaysLeads {

namespace {

constexpr qsizetype longestLine = 8192; // RFC 7162 §4 asks for so much
constexpr qint64 largestLiteral = 10 * 1024 * 1024;
constexpr int mostErrors = 10;
const QByteArray capabilities("IMAP4rev1 SASL-IR LITERAL+ UIDPLUS ID IDLE LIST-EXTENDED SPECIAL-USE AUTH=PLAIN");

} // namespace

ImapServerSession::ImapServerSession(ImapServer &server, qintptr descriptor)
    : QObject(&server)
    , m_server(server)
{
    connect(&m_socket, &QTcpSocket::readyRead, this, &ImapServerSession::read);
    connect(&m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    connect(&server, &ImapServer::arrived, this,
            [this](const QString &user, const QString &folder) { tellArrival(user, folder); });
    if (!m_socket.setSocketDescriptor(descriptor)) {
        deleteLater();
        return;
    }
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    if (!strike(Stage::Greeting)) {
        say("* OK [CAPABILITY " + capabilities + "] sandbox ready");
    }
}

void ImapServerSession::read()
{
    m_buffer += m_socket.readAll();
    while (!m_isSilent && m_socket.state() == QAbstractSocket::ConnectedState && work()) { }
}

bool ImapServerSession::work()
{
    const qsizetype lineEnd = m_scanned > m_buffer.size() ? -1 : m_buffer.indexOf('\n', m_scanned);
    if (lineEnd < 0) {
        if (m_buffer.size() - m_scanned > longestLine) {
            say("* BYE line too long");
            m_socket.disconnectFromHost();
        }
        return false;
    }
    const QByteArray line = m_buffer.mid(m_scanned, lineEnd - m_scanned);
    if (!line.endsWith('\r') || line.size() > longestLine) {
        say("* BYE lines end with CRLF and are not endless");
        m_socket.disconnectFromHost();
        return false;
    }
    bool waits = false;
    const qint64 literal = m_mode == Mode::Commands ? announcedLiteral(line.chopped(1), waits) : -1;
    if (literal > largestLiteral) {
        say("* BYE [TOOBIG] too large");
        m_socket.disconnectFromHost();
        return false;
    }
    if (literal >= 0) {
        m_scanned = lineEnd + 1 + literal;
        if (waits) {
            say("+ go on");
        }
        return true;
    }
    const QByteArray command = m_buffer.first(lineEnd - 1);
    m_buffer.remove(0, lineEnd + 1);
    m_scanned = 0;
    switch (m_mode) {
    case Mode::Commands:
        takeCommand(command);
        break;
    case Mode::SigningIn:
        m_mode = Mode::Commands;
        checkPlain(command);
        break;
    case Mode::Idle:
        m_mode = Mode::Commands;
        tagged(command.toUpper() == "DONE" ? "OK IDLE ended" : "BAD expected DONE");
        break;
    }
    return true;
}

void ImapServerSession::takeCommand(const QByteArray &command)
{
    const std::optional<QList<ImapWord>> words = imapWords(command);
    const bool sound = words && words->size() >= 2 && words->at(0).kind == ImapWord::Kind::Atom
        && words->at(1).kind == ImapWord::Kind::Atom && !words->at(0).text.contains('+');
    if (!sound) {
        m_tag = "*";
        tagged("BAD a command is: tag, space, name, arguments");
        if (++m_errors == mostErrors) {
            m_socket.disconnectFromHost();
        }
        return;
    }
    m_tag = words->at(0).text;
    run(words->at(1).text.toUpper(), words->mid(2));
}

void ImapServerSession::run(const QByteArray &verb, const QList<ImapWord> &words)
{
    const bool isSignedIn = !m_user.isEmpty();
    if (verb == "CAPABILITY" && words.isEmpty()) {
        say("* CAPABILITY " + capabilities);
        tagged("OK done");
    } else if (verb == "NOOP" && words.isEmpty()) {
        tagged("OK done");
    } else if (verb == "ID" && !words.isEmpty()) {
        say("* ID (\"name\" \"AlwaysLeads sandbox\")");
        tagged("OK done");
    } else if (verb == "LOGOUT" && words.isEmpty()) {
        say("* BYE see you");
        tagged("OK done");
        m_socket.disconnectFromHost();
    } else if (verb == "LOGIN" && !isSignedIn) {
        login(words);
    } else if (verb == "AUTHENTICATE" && !isSignedIn) {
        authenticate(words);
    } else if (!isSignedIn) {
        tagged("BAD sign in first");
    } else if (verb == "LIST") {
        list(words);
    } else if (verb == "SELECT" || verb == "EXAMINE") {
        open(verb, words);
    } else if (verb == "STATUS") {
        status(words);
    } else if (verb == "APPEND") {
        append(words);
    } else if (verb == "IDLE" && words.isEmpty()) {
        m_mode = Mode::Idle;
        say("+ idling");
    } else if (m_folder.isEmpty()) {
        tagged("BAD open a folder first");
    } else if ((verb == "CLOSE" || verb == "UNSELECT" || verb == "CHECK") && words.isEmpty()) {
        m_folder = verb == "CHECK" ? m_folder : QString();
        tagged("OK done");
    } else if (verb == "UID" && !words.isEmpty() && words.first().text.toUpper() == "SEARCH") {
        uidSearch(words.mid(1));
    } else if (verb == "UID" && !words.isEmpty() && words.first().text.toUpper() == "FETCH") {
        uidFetch(words.mid(1));
    } else {
        tagged("BAD unknown here");
    }
}

void ImapServerSession::login(const QList<ImapWord> &words)
{
    if (words.size() != 2) {
        tagged("BAD LOGIN user password");
        return;
    }
    signIn(QString::fromUtf8(words.at(0).text), QString::fromUtf8(words.at(1).text));
}

void ImapServerSession::authenticate(const QList<ImapWord> &words)
{
    if (words.isEmpty() || words.size() > 2 || words.first().text.toUpper() != "PLAIN") {
        tagged("NO only PLAIN is offered");
    } else if (words.size() == 2) {
        checkPlain(words.at(1).text);
    } else {
        m_mode = Mode::SigningIn;
        say("+ ");
    }
}

void ImapServerSession::checkPlain(const QByteArray &base64)
{
    const auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    const QList<QByteArray> parts = (*decoded).split('\0');
    if (!decoded || parts.size() != 3) {
        tagged("BAD that is not PLAIN");
        return;
    }
    signIn(QString::fromUtf8(parts.at(1)), QString::fromUtf8(parts.at(2)));
}

void ImapServerSession::signIn(const QString &user, const QString &password)
{
    const bool right = !user.isEmpty() && password == m_server.m_options.password;
    if (!end(Stage::SignIn,
             right ? "OK [CAPABILITY " + capabilities + "] welcome"
                   : QByteArray("NO [AUTHENTICATIONFAILED] wrong user or password"))) {
        return;
    }
    if (right) {
        m_user = user;
    }
}

bool ImapServerSession::end(Stage stage, const QByteArray &answer)
{
    if (strike(stage)) {
        return false;
    }
    tagged(answer);
    return true;
}

bool ImapServerSession::strike(Stage stage)
{
    const std::optional<ImapServer::Harm> harm = m_server.takeFault(stage);
    if (!harm) {
        return false;
    }
    switch (*harm) {
    case ImapServer::Harm::Refuse:
        tagged(stage == Stage::SignIn ? "NO [AUTHENTICATIONFAILED] refused" : "NO refused");
        break;
    case ImapServer::Harm::Cut:
        m_socket.abort();
        break;
    case ImapServer::Harm::Silence:
        m_isSilent = true;
        break;
    }
    return true;
}

void ImapServerSession::say(const QByteArray &line)
{
    m_socket.write(line + "\r\n");
}

void ImapServerSession::tellArrival(const QString &user, const QString &folder)
{
    if (m_mode == Mode::Idle && user == m_user && folder == m_folder) {
        say("* " + QByteArray::number(mails().size()) + " EXISTS");
    }
}

QList<ImapServer::Mail> ImapServerSession::mails() const
{
    return m_server.mails(m_user, m_folder);
}

} // namespace AlwaysLeads
