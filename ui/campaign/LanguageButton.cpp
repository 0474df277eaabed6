#include "campaign/LanguageButton.h"

#include "campaign/CampaignLanguages.h"
#include "shell/Shell.h"
#include "spelling/Spelling.h"
#include "widgets/Menu.h"

namespace AlwaysLeads {

LanguageButton::LanguageButton(Spelling &spelling, CampaignLanguages &languages, Shell &shell, QWidget *parent)
    : Button(Icon::Languages, QString(), ButtonKind::Ghost, parent)
    , m_spelling(spelling)
    , m_languages(languages)
    , m_shell(shell)
    , m_guessed(spelling.usualLanguage())
    , m_reading(
          this, [this] { return m_languages.of(m_campaign); },
          [this](const Result<QString> &chosen) {
              if (chosen) {
                  m_chosen = *chosen;
                  m_spelling.use(wanted());
                  say();
              }
          })
{
    setObjectName(QStringLiteral("campaignLanguage"));
    setControlHeight(28);
    setTrailingPicture(Icon::ChevronDown);
    connect(this, &QPushButton::clicked, this, &LanguageButton::offer);
    connect(&m_spelling, &Spelling::changed, this, &LanguageButton::say);
    connect(&m_languages, &CampaignLanguages::changed, this, [this](CampaignId campaign) {
        if (campaign == m_campaign) {
            m_reading.renew();
        }
    });
    say();
}

void LanguageButton::setCampaign(CampaignId campaign)
{
    m_campaign = campaign;
    m_reading.restart();
}

void LanguageButton::setWords(const QString &words)
{
    m_guessed = m_spelling.languageOf(words);
    m_spelling.use(wanted());
    say();
}

QString LanguageButton::wanted() const
{
    return m_chosen.isEmpty() ? m_guessed : m_chosen;
}

void LanguageButton::say()
{
    QString name;
    if (m_spelling.languages().isEmpty()) {
        name = tr("No dictionary");
    } else if (wanted() == Spelling::off) {
        name = tr("Spelling off");
    } else {
        name = languageName(wanted());
    }
    setText(name);
    setAccessibleName(tr("Language of the texts: %1").arg(name));
    const QString problem = m_spelling.languages().isEmpty()
        ? tr("No dictionary is installed, so spelling is not checked. Install one, for example hunspell-en-us.")
        : m_spelling.problem();
    setToolTip(!problem.isEmpty()       ? problem
                   : m_chosen.isEmpty() ? tr("The words look like this language. In it the spelling is checked.")
                                        : tr("In this language the spelling is checked."));
}

void LanguageButton::offer()
{
    auto *menu = new Menu(tr("Language of the texts"), this);
    menu->setObjectName(QStringLiteral("languageMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &name, const QString &language) {
        QAction *entry = menu->addEntry(language == m_chosen ? Icon::Check : Icon::None, name);
        connect(entry, &QAction::triggered, this, [this, language] {
            whenDone(m_languages.choose(m_campaign, language), this, [this](const Result<> &outcome) {
                if (!outcome) {
                    m_shell.showProblem(outcome.error());
                }
            });
        });
    };
    if (!m_guessed.isEmpty()) {
        add(tr("By the words: %1").arg(languageName(m_guessed)), QString());
        menu->addSeparator();
    }
    const QStringList languages = m_spelling.languages();
    for (const QString &language : languages) {
        add(languageName(language), language);
    }
    if (!m_chosen.isEmpty() && m_chosen != Spelling::off && !languages.contains(m_chosen)) {
        add(tr("%1, no dictionary here").arg(languageName(m_chosen)), m_chosen);
    }
    menu->addSeparator();
    add(tr("Do not check the spelling"), Spelling::off);
    menu->popup(mapToGlobal(QPoint(0, height() + 4)));
}

} // namespace AlwaysLeads
