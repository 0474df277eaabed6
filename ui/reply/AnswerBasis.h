#pragma once

#include "draft/DraftPage.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QVBoxLayout;

namespace AlwaysLeads {

class FactList;

/// What an answer rests on: its facts and the two mails, and above them what it says without a fact.
class AnswerBasis : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerBasis(QWidget *parent = nullptr);

    /// Nothing: there is no answer.
    void show(const std::optional<DraftPage> &draft);
    /// Lights these facts.
    void light(const QList<int> &facts);

Q_SIGNALS:
    /// The pointer or the keyboard is at this fact; -1: at none.
    void factEntered(int fact);
    /// The person says that this sentence is true.
    void confirmed(const QString &sentence);

private:
    void addClaims(const QList<FactMark> &marks);
    void addFacts(const DraftPage &draft);

    QVBoxLayout *m_sections;
    QPointer<FactList> m_facts;
};

} // namespace AlwaysLeads
