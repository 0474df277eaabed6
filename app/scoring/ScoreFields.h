#pragma once

#include "lead/Lead.h"
#include "scoring/ScoreRules.h"

#include <QCoreApplication>

namespace AlwaysLeads {

enum class ScoreFieldKind { Text, Number, Date, Choice, Tags, Event };

/// Something a rule can look at.
struct ScoreField
{
    QString name; ///< "title", "custom:trucks", "event:replied"
    QString label; ///< "Title", "Trucks", "Replied"
    ScoreFieldKind kind = ScoreFieldKind::Text;
    QList<QPair<QString, QString>> choices; ///< word in the rule, word for the person

    bool operator==(const ScoreField &) const = default;
};

/// All that rules can look at, in the order of a menu.
class ScoreFields
{
    Q_DECLARE_TR_FUNCTIONS(ScoreFields)
public:
    /// `events` are the kinds that lead_event knows of already.
    ScoreFields(const QList<CustomField> &custom, const QStringList &events);

    const QList<ScoreField> &all() const { return m_fields; }
    /// Null for a field that is not there (any more).
    const ScoreField *find(const QString &name) const;
    /// The tests that make sense for a kind, the most usual first.
    static QList<ScoreTest> testsOf(ScoreFieldKind kind);
    /// Whether the test looks at ScoreRule::value at all.
    static bool needsValue(ScoreTest test);

    /// What keeps a rule from being used, as a sentence; empty when nothing does.
    QString problemOf(const ScoreRule &rule) const;
    /// The rule's reason when it has no label of its own: "Title: operations", "Company size: 120".
    QString reasonFor(const ScoreRule &rule, const QString &value) const;
    /// "Title contains one of operations, dispatch".
    QString sentenceFor(const ScoreRule &rule) const;

private:
    QList<ScoreField> m_fields;
};

} // namespace AlwaysLeads
