#pragma once

#include "draft/DraftPage.h"

#include <QList>
#include <QWidget>

namespace AlwaysLeads {

class Button;
class FactRow;

/// The facts that a text rests on, numbered as its marks are; those that are known and not used lie folded below.
class FactList : public QWidget
{
    Q_OBJECT
public:
    FactList(const QList<UsedFact> &used, const QList<UsedFact> &others, QWidget *parent = nullptr);

    /// Lights these of the used ones.
    void light(const QList<int> &facts);
    /// What can have the keyboard, in the order of Tab.
    QList<QWidget *> stops() const;

Q_SIGNALS:
    /// The pointer or the keyboard is at this fact; -1: at none.
    void factEntered(int fact);

private:
    QList<FactRow *> m_rows;
    Button *m_others = nullptr; ///< null: every fact is used
};

} // namespace AlwaysLeads
