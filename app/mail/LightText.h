#pragma once

#include <QList>
#include <QString>

namespace AlwaysLeads {

/// Words of a lightly formatted text that look alike.
struct LightRun
{
    QString text;
    bool bold = false;
    bool italic = false;
    QString link{}; ///< https://…, http://… or mailto:…; empty: none

    bool operator==(const LightRun &) const = default;
};

struct LightLine
{
    bool isItem = false; ///< of a list with dots
    QList<LightRun> runs{};

    bool operator==(const LightLine &) const = default;
};

/// Light formatting is a text with marks, which reads well as it stands: **bold**, *italic*, [words](https://there) and
/// lines that begin with "- " (a small part of CommonMark 0.31). A mark holds within its line. A backslash takes the
/// meaning from the sign behind it. What is not complete is only text.
QList<LightLine> lightLines(const QString &text);

/// The same without marks, for who reads no HTML: the address of a link stands behind its words.
QString lightPlain(const QString &text);
/// The body of an HTML document. Loads nothing from anywhere; every character of the text is escaped.
QString lightHtml(const QString &text);
/// With a backslash before each sign that could be a mark: for words that come from outside. `beginsLine`: nothing
/// stands before them in their line, so that they could begin an item of a list.
QString lightEscaped(const QString &words, bool beginsLine = false);
/// The same, to stand behind `before`, with what has to come between: a backslash at its end would take the meaning
/// from the first backslash of these words, and give the sign behind that its meaning back.
struct LightEscape
{
    QString between;
    QString words;
};
LightEscape lightEscapedBehind(const QString &before, const QString &words);

} // namespace AlwaysLeads
