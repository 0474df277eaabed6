#include "reply/HtmlText.h"

#include <QHash>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <array>

namespace AlwaysLeads {

namespace {

constexpr qsizetype mostHtml = 1'000'000;
constexpr qsizetype longestTag = 4000;
constexpr int mostQuotes = 10;
constexpr qsizetype longestTarget = 300;

bool isOneOf(const QString &name, const std::initializer_list<const char *> &names)
{
    return std::ranges::any_of(names, [&](const char *each) { return name == QLatin1String(each); });
}

QChar namedEntity(const QString &name)
{
    static const QHash<QString, char16_t> known = {
        {QStringLiteral("amp"), u'&'},         {QStringLiteral("lt"), u'<'},
        {QStringLiteral("gt"), u'>'},          {QStringLiteral("quot"), u'"'},
        {QStringLiteral("apos"), u'\''},       {QStringLiteral("nbsp"), u' '},
        {QStringLiteral("auml"), u'ä'},        {QStringLiteral("ouml"), u'ö'},
        {QStringLiteral("uuml"), u'ü'},        {QStringLiteral("Auml"), u'Ä'},
        {QStringLiteral("Ouml"), u'Ö'},        {QStringLiteral("Uuml"), u'Ü'},
        {QStringLiteral("szlig"), u'ß'},       {QStringLiteral("eacute"), u'é'},
        {QStringLiteral("egrave"), u'è'},      {QStringLiteral("ecirc"), u'ê'},
        {QStringLiteral("agrave"), u'à'},      {QStringLiteral("acirc"), u'â'},
        {QStringLiteral("aacute"), u'á'},      {QStringLiteral("ccedil"), u'ç'},
        {QStringLiteral("ocirc"), u'ô'},       {QStringLiteral("oacute"), u'ó'},
        {QStringLiteral("iacute"), u'í'},      {QStringLiteral("uacute"), u'ú'},
        {QStringLiteral("ntilde"), u'ñ'},      {QStringLiteral("atilde"), u'ã'},
        {QStringLiteral("otilde"), u'õ'},      {QStringLiteral("aring"), u'å'},
        {QStringLiteral("aelig"), u'æ'},       {QStringLiteral("oslash"), u'ø'},
        {QStringLiteral("rsquo"), u'\u2019'},  {QStringLiteral("lsquo"), u'\u2018'},
        {QStringLiteral("ldquo"), u'\u201c'},  {QStringLiteral("rdquo"), u'\u201d'},
        {QStringLiteral("hellip"), u'\u2026'}, {QStringLiteral("ndash"), u'\u2013'},
        {QStringLiteral("mdash"), u'\u2014'},  {QStringLiteral("euro"), u'\u20ac'},
        {QStringLiteral("bull"), u'\u2022'}};
    return known.contains(name) ? QChar(known.value(name)) : QChar();
}

/// Reads "&amp;" at `at`; moves behind it.
QString entityAt(const QString &html, qsizetype &at)
{
    const qsizetype length = QStringView(html).mid(at, 12).indexOf(QLatin1Char(';'));
    if (length < 0) {
        ++at;
        return QStringLiteral("&");
    }
    const qsizetype end = at + length;
    const QString name = html.mid(at + 1, length - 1);
    if (name.startsWith(QLatin1Char('#'))) {
        const bool hex = name.size() > 1 && name.at(1).toLower() == QLatin1Char('x');
        bool ok = false;
        const uint code = hex ? name.mid(2).toUInt(&ok, 16) : name.mid(1).toUInt(&ok);
        const bool isSurrogate = code >= 0xd800 && code <= 0xdfff;
        if (ok && code > 0 && code <= 0x10ffff && !isSurrogate) {
            at = end + 1;
            const char32_t character = code == 0xa0 ? U' ' : char32_t(code);
            return QString::fromUcs4(&character, 1);
        }
    } else if (const QChar character = namedEntity(name); !character.isNull()) {
        at = end + 1;
        return character;
    }
    ++at;
    return QStringLiteral("&");
}

struct Tag
{
    QString name; ///< in small letters
    QString rest; ///< attributes
    bool closes = false;
};

QString attribute(const Tag &tag, const QString &name)
{
    const qsizetype found = tag.rest.indexOf(name + QLatin1Char('='), 0, Qt::CaseInsensitive);
    if (found < 0 || (found > 0 && !tag.rest.at(found - 1).isSpace())) {
        return {};
    }
    qsizetype start = found + name.size() + 1;
    if (start >= tag.rest.size()) {
        return {};
    }
    const QChar quote = tag.rest.at(start);
    if (quote == QLatin1Char('"') || quote == QLatin1Char('\'')) {
        const qsizetype end = tag.rest.indexOf(quote, ++start);
        return end < 0 ? QString() : tag.rest.mid(start, end - start);
    }
    const auto end = std::find_if(tag.rest.cbegin() + start, tag.rest.cend(), [](QChar c) { return c.isSpace(); });
    return tag.rest.mid(start, end - tag.rest.cbegin() - start);
}

class Writer
{
public:
    void word(const QString &text)
    {
        for (const QChar character : text) {
            if (character.isSpace()) {
                m_space = true;
            } else {
                if (m_space && !m_line.isEmpty()) {
                    m_line += QLatin1Char(' ');
                }
                m_space = false;
                m_line += character;
            }
        }
    }
    void endLine()
    {
        m_lines += prefix() + m_line;
        m_line.clear();
        m_space = false;
    }
    void block()
    {
        if (!m_line.isEmpty()) {
            endLine();
        }
    }
    void paragraph()
    {
        block();
        if (!m_lines.isEmpty() && m_lines.last() != prefix()) {
            m_lines += prefix();
        }
    }
    void quote(int by)
    {
        block();
        m_quotes = std::clamp(m_quotes + by, 0, mostQuotes);
    }
    QString line() const { return m_line; }
    QString text()
    {
        block();
        QStringList kept;
        int empty = 0;
        for (const QString &line : std::as_const(m_lines)) {
            empty = line.trimmed().isEmpty() ? empty + 1 : 0;
            if (empty < 2) {
                kept += line;
            }
        }
        return kept.join(QLatin1Char('\n')).trimmed();
    }

private:
    QString prefix() const
    {
        return m_quotes == 0 ? QString() : QString(m_quotes, QLatin1Char('>')) + QLatin1Char(' ');
    }

    QStringList m_lines;
    QString m_line;
    int m_quotes = 0;
    bool m_space = false;
};

/// What a link leads to, when its words do not say so.
QString realTarget(const QString &href, const QString &shown)
{
    const QUrl url(href.trimmed().left(longestTarget));
    const QString scheme = url.scheme().toLower();
    if (scheme != QLatin1String("http") && scheme != QLatin1String("https")) {
        return {};
    }
    return shown.contains(url.host(), Qt::CaseInsensitive) ? QString() : url.toString(QUrl::RemovePassword);
}

} // namespace

QString textOfHtml(const QString &whole)
{
    const QString html = whole.left(mostHtml);
    Writer writer;
    QString skipping; ///< the element whose content is not shown
    QString link;
    qsizetype linkFrom = 0;
    qsizetype at = 0;
    while (at < html.size()) {
        const QChar character = html.at(at);
        if (character == QLatin1Char('&')) {
            const QString entity = entityAt(html, at);
            if (skipping.isEmpty()) {
                writer.word(entity);
            }
            continue;
        }
        if (character != QLatin1Char('<')) {
            qsizetype end = at;
            while (end < html.size() && html.at(end) != QLatin1Char('<') && html.at(end) != QLatin1Char('&')) {
                ++end;
            }
            if (skipping.isEmpty()) {
                writer.word(html.mid(at, end - at));
            }
            at = end;
            continue;
        }
        if (html.mid(at, 4) == QLatin1String("<!--")) {
            const qsizetype end = html.indexOf(QLatin1String("-->"), at);
            at = end < 0 ? html.size() : end + 3;
            continue;
        }
        const qsizetype end = html.indexOf(QLatin1Char('>'), at);
        if (end < 0) {
            break;
        }
        Tag tag;
        qsizetype from = at + 1;
        if (from < end && html.at(from) == QLatin1Char('/')) {
            tag.closes = true;
            ++from;
        }
        qsizetype nameEnd = from;
        while (nameEnd < end && html.at(nameEnd).isLetterOrNumber()) {
            ++nameEnd;
        }
        tag.name = html.mid(from, std::min<qsizetype>(nameEnd - from, 20)).toLower();
        tag.rest = html.mid(nameEnd, std::min(end - nameEnd, longestTag));
        at = end + 1;
        if (tag.name.isEmpty() && !tag.closes && !html.mid(from, 1).startsWith(QLatin1Char('!'))) {
            if (skipping.isEmpty()) {
                writer.word(QStringLiteral("<"));
            }
            at = from; // a "<" that begins no tag
            continue;
        }
        if (!skipping.isEmpty()) {
            const bool ends = tag.closes ? tag.name == skipping
                                         : skipping == QLatin1String("head") && tag.name == QLatin1String("body");
            skipping = ends ? QString() : skipping;
            continue;
        }
        if (isOneOf(tag.name, {"script", "style", "head", "title", "svg", "object", "template", "noscript"})) {
            skipping = tag.closes || tag.rest.endsWith(QLatin1Char('/')) ? QString() : tag.name;
        } else if (tag.name == QLatin1String("blockquote")) {
            writer.quote(tag.closes ? -1 : 1);
        } else if (tag.name == QLatin1String("br")) {
            writer.endLine();
        } else if (tag.name == QLatin1String("hr")) {
            writer.block();
            writer.word(QStringLiteral("________________________________"));
            writer.block();
        } else if (tag.name == QLatin1String("p")) {
            writer.paragraph();
        } else if (tag.name == QLatin1String("li") && !tag.closes) {
            writer.block();
            writer.word(QStringLiteral("- "));
        } else if (isOneOf(tag.name, {"div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "pre", "section"})) {
            writer.block();
        } else if (tag.name == QLatin1String("td") || tag.name == QLatin1String("th")) {
            writer.word(QStringLiteral(" "));
        } else if (tag.name == QLatin1String("a") && !tag.closes) {
            link = attribute(tag, QStringLiteral("href"));
            linkFrom = writer.line().size();
        } else if (tag.name == QLatin1String("a") && !link.isEmpty()) {
            const QString target = realTarget(link, writer.line().mid(linkFrom));
            if (!target.isEmpty()) {
                writer.word(QStringLiteral(" (%1) ").arg(target));
            }
            link.clear();
        }
    }
    return writer.text();
}

} // namespace AlwaysLeads
