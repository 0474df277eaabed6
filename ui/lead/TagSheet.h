#pragma once

#include "lead/Leads.h"
#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class Button;
class TextField;

/// Asks for one tag: typed, or one of those in use.
class TagSheet : public DialogSheet
{
    Q_OBJECT
public:
    TagSheet(Leads &leads, qint64 people, QWidget *inside);

Q_SIGNALS:
    void chosen(const QString &tag);

private:
    void offer(const QList<TagCount> &tags);
    void choose(const QString &tag);

    TextField *m_field;
    QVBoxLayout *m_offered;
};

} // namespace AlwaysLeads
