#pragma once

#include "widgets/DialogSheet.h"

namespace AlwaysLeads {

class TextField;

/// Asks for the campaign's name to be typed before its drafts are sent without being read.
class AutomaticSheet : public DialogSheet
{
    Q_OBJECT
public:
    AutomaticSheet(const QString &campaign, QWidget *inside);

Q_SIGNALS:
    void typed(const QString &name);

private:
    QString m_campaign;
    TextField *m_field;
};

} // namespace AlwaysLeads
