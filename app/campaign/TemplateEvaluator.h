#pragma once

#include "campaign/TemplateSyntax.h"

#include <QMap>
#include <QStringList>

namespace AlwaysLeads {

/// Where in a rendered text Claude writes.
struct RenderedSlot
{
    QString wish;
    qsizetype at = 0; ///< in the text
    qsizetype length = 0; ///< of what stands there until Claude wrote: the wish in brackets

    bool operator==(const RenderedSlot &) const = default;
};

/// What a template gives for one person.
struct RenderedTemplate
{
    QString text; ///< missing fields are left out
    QStringList missing; ///< names without a value and without a fallback, each once
    QMap<QString, QString> used; ///< the values that went in or decided, by name; "" where there was none
    QStringList notNumbers; ///< names whose value was to be compared as a number and is none, each once
    bool tooLong = false; ///< the text was cut off at TemplateLimits::rendered
    QList<RenderedSlot> claude{}; ///< the places for Claude that this person's text has, in its order

    /// What stands in a place for Claude until it is filled.
    static QString shown(const QString &wish);

    bool operator==(const RenderedTemplate &) const = default;
};

/// Fills a template in, each of its nodes at most once. Which alternative stands depends on `seed` alone.
class TemplateEvaluator
{
public:
    /// In a single line, line breaks and control characters of a value become one space. Marked: the text has marks of
    /// light formatting, and values must bring none.
    enum class Lines { Single, Many, Marked };
    TemplateEvaluator(const QMap<QString, QString> &facts, Lines lines, quint64 seed);

    RenderedTemplate render(const std::vector<TemplateNode> &nodes);
    /// Whether it holds for a person with these facts. Nothing when it compares numbers and the value is none.
    static std::optional<bool> holds(const TemplateCondition &condition, const QMap<QString, QString> &facts);

private:
    void walk(const std::vector<TemplateNode> &nodes);
    void field(const TemplateNode &node);
    const TemplateBranch *chosen(const TemplateNode &node);
    void slot(const TemplateNode &node);
    void write(const QString &text);
    void putInOneLine();

    const QMap<QString, QString> &m_facts;
    Lines m_lines;
    quint64 m_seed;
    RenderedTemplate m_rendered;
};

/// A number made of others that is the same on every computer and in every version: from it hangs what somebody reads.
quint64 stableMix(quint64 seed, quint64 value);

} // namespace AlwaysLeads
