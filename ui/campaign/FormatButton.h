#pragma once

#include "campaign/MailFormat.h"
#include "widgets/Button.h"

class QPlainTextEdit;

namespace AlwaysLeads {

/// The look of a campaign's mails: a menu that chooses between plain and light, and puts the marks of the light one
/// around the chosen words of the text. Its keys hold while the text has the focus.
class FormatButton : public Button
{
    Q_OBJECT
public:
    explicit FormatButton(QPlainTextEdit *text, QWidget *parent = nullptr);

    void setFormat(MailFormat format);
    MailFormat format() const { return m_format; }

Q_SIGNALS:
    void formatChosen(MailFormat format);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Mark { Bold, Italic, Link, List };
    void offer();
    void put(Mark mark);
    void surround(const QString &sign);
    void makeLink();
    void makeList();
    static QKeySequence keysOf(Mark mark);

    QPlainTextEdit *m_text;
    MailFormat m_format = MailFormat::Plain;
};

} // namespace AlwaysLeads
