#pragma once

#include "base/Task.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QStackedWidget;

namespace AlwaysLeads {

class Button;
class LineEdit;
class Shell;
class StatusChip;
class TextField;
class Vault;

/// What a KeyCard says of its key.
struct KeyWords
{
    QString secretName; ///< under which the vault keeps it
    QString objectName; ///< "claudeKey"; its controls are named after it
    QString title;
    QString label; ///< above the field; empty: the title says it
    QString spoken; ///< "API key of Claude"
    QString placeholder;
    QString whereToFind; ///< said when nothing was typed
    QString note; ///< below the key
    QString removeTitle; ///< "Remove the key of Claude?"
    QString removeMeaning;
};

/// A key of the person's own: typed, checked with the service it is for, kept in the vault, never shown again.
class KeyCard : public QWidget
{
    Q_OBJECT
public:
    using Check = std::function<Task<Result<>>(QString)>;

    KeyCard(KeyWords words, Vault &vault, Shell &shell, Check check, QWidget *parent = nullptr);

    /// Checks also what was pasted or typed, a moment after it; a server that is asked for nothing charges nothing.
    void setChecksByItself(bool on);
    /// At the end of the title's line.
    void addBeside(QWidget *widget);
    /// Reads whether a key is kept.
    void renew();
    /// Forgets what is typed and not kept.
    void dropTyped();

Q_SIGNALS:
    void renewed(bool kept);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildTyping();
    QWidget *buildKept();
    void check();
    void endCheck(const QString &key, const Result<> &outcome);
    void keep(const QString &key);
    void askToForget();
    void forget();

    KeyWords m_words;
    Vault &m_vault;
    Shell &m_shell;
    Check m_ask;
    QHBoxLayout *m_title;
    StatusChip *m_state;
    QStackedWidget *m_place;
    TextField *m_key;
    Button *m_check;
    Button *m_keepOld; ///< leaves the replacing
    LineEdit *m_kept;
    QTimer m_pause;
    QString m_checking; ///< the key that is being checked
    bool m_checksByItself = false;
};

} // namespace AlwaysLeads
