#include "reply/OurWords.h"

namespace AlwaysLeads {

namespace {

constexpr qsizetype ownFrom = 20; ///< letters that nobody writes by chance as we did
constexpr qsizetype mostOfOurs = 200'000;

QString bare(QStringView text)
{
    QString letters;
    for (const QChar letter : text) {
        if (letter.isLetterOrNumber()) {
            letters += letter.toLower();
        }
    }
    return letters;
}

} // namespace

OurWords::OurWords(const QStringList &texts)
{
    for (const QString &text : texts) {
        if (m_all.size() < mostOfOurs) {
            m_all += bare(text) + QLatin1Char('\n');
        }
    }
}

QString OurWords::takenFrom(const QString &text) const
{
    const QStringList lines = text.split(QLatin1Char('\n'));
    QStringList words;
    for (const QString &line : lines) {
        words += bare(line);
    }
    QList<bool> isOurs(lines.size(), false);
    for (qsizetype line = 0; line < lines.size(); ++line) {
        isOurs[line] = words.at(line).size() >= ownFrom && m_all.contains(words.at(line));
    }
    // Ends and beginnings of paragraphs that another program broke in its own way.
    const auto goesOn = [&](qsizetype line, qsizetype from, qsizetype way) {
        while (from >= 0 && from < lines.size() && words.at(from).isEmpty()) {
            from += way;
        }
        return from >= 0 && from < lines.size() && isOurs.at(from)
            && m_all.contains(way < 0 ? words.at(from) + words.at(line) : words.at(line) + words.at(from));
    };
    for (qsizetype line = 0; line < lines.size(); ++line) {
        isOurs[line] = isOurs.at(line) || (!words.at(line).isEmpty() && goesOn(line, line - 1, -1));
    }
    for (qsizetype line = lines.size() - 1; line >= 0; --line) {
        isOurs[line] = isOurs.at(line) || (!words.at(line).isEmpty() && goesOn(line, line + 1, 1));
    }
    if (isOurs.count(true) < 2) {
        return text; // a quote has more; who says the words that we offered for a "no" means them
    }
    QStringList theirs;
    for (qsizetype line = 0; line < lines.size(); ++line) {
        if (!isOurs.at(line)) {
            theirs += lines.at(line);
        }
    }
    return theirs.join(QLatin1Char('\n')).trimmed();
}

} // namespace AlwaysLeads
