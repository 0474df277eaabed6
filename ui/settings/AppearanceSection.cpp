#include "settings/AppearanceSection.h"

#include "settings/Settings.h"
#include "shell/Shell.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/Segmented.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

// The two enums are in the same order; the segments too.
static_assert(int(ThemeChoice::System) == int(ColourMode::System) && int(ThemeChoice::Light) == int(ColourMode::Light)
              && int(ThemeChoice::Dark) == int(ColourMode::Dark));

static_assert(int(ListDensity::Comfortable) == 0 && int(ListDensity::Compact) == 1);

constexpr int textSizes[] = {100, 110, 125, 150};

} // namespace

void applyAppearance(const Settings &settings, Appearance &appearance)
{
    appearance.setMode(ColourMode(settings.theme()));
    appearance.setTextFactor(settings.textPercent() / 100.0);
    appearance.setMoreContrast(settings.moreContrast());
    appearance.setReducedMotion(settings.reducedMotion());
}

AppearanceSection::AppearanceSection(Settings &settings, Appearance &appearance, Shell &shell, QWidget *parent)
    : SettingsSection(tr("Appearance"), tr("How AlwaysLeads looks on this computer."), parent)
    , m_settings(settings)
    , m_appearance(appearance)
    , m_shell(shell)
    , m_theme(new Segmented(tr("Theme")))
    , m_density(new Segmented(tr("Rows of the leads")))
    , m_textSize(new Combo)
    , m_contrast(new Toggle(tr("More contrast")))
    , m_motion(new Toggle(tr("Less motion")))
{
    m_theme->setObjectName(QStringLiteral("themeChoice"));
    m_theme->addSegment(tr("System"));
    m_theme->addSegment(tr("Light"));
    m_theme->addSegment(tr("Dark"));
    m_density->setObjectName(QStringLiteral("densityChoice"));
    m_density->addSegment(tr("Comfortable"));
    m_density->addSegment(tr("Compact"));
    m_textSize->setName(tr("Text size"));
    m_textSize->setObjectName(QStringLiteral("textSize"));
    for (const int percent : textSizes) {
        m_textSize->addChoice(tr("%1 %").arg(percent), percent);
    }
    m_contrast->setObjectName(QStringLiteral("moreContrast"));
    m_motion->setObjectName(QStringLiteral("lessMotion"));
    QVBoxLayout *card = addCard();
    addChoice(card, tr("Theme"), tr("Light, dark, or as your system says."), m_theme);
    addChoice(card, tr("Rows of the leads"), tr("Compact: lower rows, the title in a column of its own."), m_density);
    addChoice(card, tr("Text size"), tr("Everything that is read grows with it."), m_textSize);
    addChoice(card, tr("More contrast"), tr("Stronger lines, darker secondary text."), m_contrast);
    addChoice(card, tr("Less motion"), tr("Nothing slides or fades."), m_motion);
    lines()->addStretch(1);
    connect(m_theme, &Segmented::currentChanged, this, [this](int segment) {
        if (!m_filling) {
            choose(ColourMode(segment));
        }
    });
    connect(m_density, &Segmented::currentChanged, this, [this](int segment) {
        if (!m_filling) {
            kept(m_settings.setDensity(ListDensity(segment)));
        }
    });
    connect(m_textSize, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_filling) {
            kept(m_settings.setTextPercent(m_textSize->currentData().toInt()));
        }
    });
    connect(m_contrast, &QAbstractButton::clicked, this, [this](bool on) { kept(m_settings.setMoreContrast(on)); });
    connect(m_motion, &QAbstractButton::clicked, this, [this](bool on) { kept(m_settings.setReducedMotion(on)); });
}

void AppearanceSection::choose(ColourMode mode)
{
    kept(m_settings.setTheme(ThemeChoice(mode)));
}

void AppearanceSection::kept(Task<Result<>> task)
{
    ++m_keeping;
    whenDone(std::move(task), this, [this](const Result<> &outcome) {
        if (!outcome) {
            m_shell.showProblem(outcome.error());
        }
        applyAppearance(m_settings, m_appearance);
        if (--m_keeping == 0) { // else it would put back what a second, quicker choice already moved on from
            enter();
        }
    });
}

void AppearanceSection::enter()
{
    m_filling = true;
    m_theme->setCurrent(int(m_settings.theme()));
    m_density->setCurrent(int(m_settings.density()));
    m_textSize->setCurrentIndex(qMax(0, m_textSize->findData(m_settings.textPercent())));
    m_contrast->setChecked(m_settings.moreContrast());
    m_motion->setChecked(m_settings.reducedMotion());
    m_filling = false;
}

} // namespace AlwaysLeads
