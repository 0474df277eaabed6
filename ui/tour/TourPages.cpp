#include "shell/MainWindow.h"
#include "style/Appearance.h"
#include "tour/Tour.h"

namespace AlwaysLeads {

/// Every page in both themes, in the usual size and in the smallest.
void Tour::describePages()
{
    const auto go = [this](const QString &place) { return [this, place] { return m_hands.click(place); }; };
    const std::pair<QString, QString> pages[] = {{QStringLiteral("inbox"), QStringLiteral("goInbox")},
                                                 {QStringLiteral("leads"), QStringLiteral("goLeads")},
                                                 {QStringLiteral("find-leads"), QStringLiteral("goFindLeads")},
                                                 {QStringLiteral("campaigns"), QStringLiteral("goCampaigns")},
                                                 {QStringLiteral("drafts"), QStringLiteral("goDrafts")},
                                                 {QStringLiteral("outbox"), QStringLiteral("goOutbox")},
                                                 {QStringLiteral("dashboard"), QStringLiteral("goDashboard")},
                                                 {QStringLiteral("settings"), QStringLiteral("goSettings")}};
    add(
        QStringLiteral("palette"),
        [this] {
            m_hands.press(Qt::Key_K, Qt::ControlModifier);
            return Result<>();
        },
        [this] { return isVisible(QStringLiteral("commandPalette")); });
    pass(
        QStringLiteral("palette-closed"),
        [this] {
            m_hands.press(Qt::Key_Escape);
            return Result<>();
        },
        [this] { return !isVisible(QStringLiteral("commandPalette")); });
    struct Look
    {
        QString name;
        QSize size;
        ColourMode mode;
    };
    const Look looks[] = {{QStringLiteral("light"), {1440, 900}, ColourMode::Light},
                          {QStringLiteral("dark"), {1440, 900}, ColourMode::Dark},
                          {QStringLiteral("dark-1024"), {1024, 680}, ColourMode::Dark},
                          {QStringLiteral("light-1024"), {1024, 680}, ColourMode::Light}};
    for (const Look &one : looks) {
        pass(
            one.name,
            [this, one] {
                m_appearance.setMode(one.mode);
                m_window.resize(one.size);
                return Result<>();
            },
            [this, one] { return m_window.size() == one.size; });
        for (const auto &[name, place] : pages) {
            add(QStringLiteral("page-%1-%2").arg(name, one.name), go(place), {});
        }
    }
}

} // namespace AlwaysLeads
