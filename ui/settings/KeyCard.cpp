#include "settings/KeyCard.h"

#include "keychain/Vault.h"
#include "shell/Shell.h"
#include "widgets/Button.h"
#include "widgets/DialogSheet.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/TextField.h"

#include <QHBoxLayout>
#include <QHideEvent>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>

namespace AlwaysLeads {

namespace {

constexpr std::chrono::milliseconds pauseInTyping(700);
constexpr qsizetype shortestKey = 12; // nothing shorter is worth a question

QHBoxLayout *lineIn(QWidget *place)
{
    auto *line = new QHBoxLayout(place);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    return line;
}

} // namespace

KeyCard::KeyCard(KeyWords words, Vault &vault, Shell &shell, Check check, QWidget *parent)
    : QWidget(parent)
    , m_words(std::move(words))
    , m_vault(vault)
    , m_shell(shell)
    , m_ask(std::move(check))
    , m_title(new QHBoxLayout)
    , m_state(new StatusChip)
    , m_place(new QStackedWidget)
    , m_key(new TextField)
    , m_check(new Button(tr("Check and keep"), ButtonKind::Primary))
    , m_keepOld(new Button(tr("Cancel"), ButtonKind::Ghost))
    , m_kept(new LineEdit)
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(12);
    m_title->setSpacing(10);
    m_title->addWidget(new Label(m_words.title, TextStyle::BigStrong));
    m_title->addWidget(m_state);
    m_title->addStretch(1);
    lines->addLayout(m_title);
    if (!m_words.label.isEmpty()) {
        lines->addWidget(new Label(m_words.label, TextStyle::BodyMedium));
    }
    m_place->addWidget(buildTyping());
    m_place->addWidget(buildKept());
    lines->addWidget(m_place);
    auto *note = new Label(m_words.note, TextStyle::Meta, &Theme::text3);
    note->setWordWrap(true);
    lines->addWidget(note);

    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseInTyping);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_key->text().trimmed().size() >= shortestKey) {
            this->check();
        }
    });
    connect(m_key, &TextField::textEdited, this, [this] {
        if (m_checksByItself) {
            m_pause.start();
        }
    });
    connect(&m_vault, &Vault::changed, this, &KeyCard::renew);
}

QWidget *KeyCard::buildTyping()
{
    auto *typing = new QWidget;
    QHBoxLayout *line = lineIn(typing);
    m_key->edit()->setObjectName(m_words.objectName);
    m_key->edit()->setAccessibleName(m_words.spoken);
    m_key->edit()->setSecret(true);
    m_key->edit()->setPicture(Icon::Key);
    m_key->setPlaceholder(m_words.placeholder);
    m_check->setObjectName(m_words.objectName + QStringLiteral("Check"));
    m_keepOld->setObjectName(m_words.objectName + QStringLiteral("KeepOld"));
    line->addWidget(m_key, 1, Qt::AlignTop);
    line->addWidget(m_check, 0, Qt::AlignTop);
    line->addWidget(m_keepOld, 0, Qt::AlignTop);
    connect(m_check, &QPushButton::clicked, this, &KeyCard::check);
    connect(m_key->edit(), &QLineEdit::returnPressed, this, &KeyCard::check);
    connect(m_keepOld, &QPushButton::clicked, this, &KeyCard::dropTyped);
    return typing;
}

QWidget *KeyCard::buildKept()
{
    auto *kept = new QWidget;
    QHBoxLayout *line = lineIn(kept);
    m_kept->setObjectName(m_words.objectName + QStringLiteral("Kept"));
    m_kept->setReadOnly(true);
    m_kept->setPicture(Icon::Key);
    m_kept->setAccessibleName(tr("The kept key"));
    auto *replace = new Button(tr("Replace…"));
    replace->setObjectName(m_words.objectName + QStringLiteral("Replace"));
    auto *remove = new Button(tr("Remove"), ButtonKind::Ghost);
    remove->setObjectName(m_words.objectName + QStringLiteral("Remove"));
    line->addWidget(m_kept, 1);
    line->addWidget(replace);
    line->addWidget(remove);
    connect(replace, &QPushButton::clicked, this, [this] {
        m_place->setCurrentIndex(0);
        m_keepOld->show();
        m_key->edit()->setFocus();
    });
    connect(remove, &QPushButton::clicked, this, &KeyCard::askToForget);
    return kept;
}

void KeyCard::setChecksByItself(bool on)
{
    m_checksByItself = on;
}

void KeyCard::addBeside(QWidget *widget)
{
    m_title->addWidget(widget);
}

void KeyCard::renew()
{
    whenDone(m_vault.hint(m_words.secretName), this, [this](const Result<std::optional<SecretHint>> &hint) {
        const bool kept = hint && hint->has_value();
        m_place->setCurrentIndex(kept ? 1 : 0);
        m_keepOld->setVisible(kept);
        if (kept) {
            m_kept->setText(tr("Ends in %1, added %2")
                                .arg((*hint)->text,
                                     QLocale().toString((*hint)->savedAt.toLocalTime().date(), QLocale::ShortFormat)));
        }
        m_state->setLook(kept ? ChipLook{Icon::CircleCheck, tr("Kept"), ToneName::Success}
                              : ChipLook{Icon::Circle, tr("No key"), ToneName::Neutral});
        Q_EMIT renewed(kept);
    });
}

void KeyCard::check()
{
    const QString key = m_key->text().trimmed();
    m_pause.stop();
    if (key.isEmpty()) {
        m_key->setError(m_words.whereToFind);
        return;
    }
    if (m_checking == key) {
        return;
    }
    m_checking = key;
    m_check->setBusy(true, tr("Checking…"));
    whenDone(m_ask(key), this, [this, key](const Result<> &outcome) { endCheck(key, outcome); });
}

void KeyCard::endCheck(const QString &key, const Result<> &outcome)
{
    if (m_checking != key) {
        return; // another one was typed meanwhile
    }
    m_checking.clear();
    m_check->setBusy(false);
    if (key != m_key->text().trimmed()) {
        return;
    }
    if (!outcome) {
        m_state->setLook({Icon::CircleX, tr("Refused"), ToneName::Danger});
        m_key->setError(outcome.error().message);
        m_key->edit()->setFocus();
        return;
    }
    keep(key);
}

void KeyCard::keep(const QString &key)
{
    const QByteArray secret = key.toUtf8();
    whenDone(m_vault.keep(m_words.secretName, secret, Vault::hintFor(secret)), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_key->setError(outcome.error().message);
            return;
        }
        m_key->setText(QString());
        m_shell.showToast(tr("The key works and is kept."));
        renew();
    });
}

void KeyCard::dropTyped()
{
    m_pause.stop();
    m_key->setText(QString());
    m_key->setError(QString());
    renew();
}

void KeyCard::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous()) {
        dropTyped(); // a key half typed does not lie about
    }
}

void KeyCard::askToForget()
{
    auto *sheet = new ConfirmSheet(m_words.removeTitle, m_words.removeMeaning, tr("Keep it"), tr("Remove"),
                                   ConfirmSheet::Weight::Danger, this);
    sheet->setObjectName(QStringLiteral("forgetKeySheet"));
    connect(sheet, &ConfirmSheet::confirmed, this, &KeyCard::forget);
    sheet->open();
}

void KeyCard::forget()
{
    whenDone(m_vault.forget(m_words.secretName), this, [this](const Result<> &outcome) {
        outcome ? m_shell.showToast(tr("The key is removed from this computer."))
                : m_shell.showProblem(outcome.error());
        renew();
    });
}

} // namespace AlwaysLeads
