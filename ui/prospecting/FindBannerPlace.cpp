#include "prospecting/FindBannerPlace.h"

#include "widgets/Banner.h"
#include "widgets/Button.h"

#include <QVBoxLayout>

#include <utility>

namespace AlwaysLeads {

FindBannerPlace::FindBannerPlace(QWidget *parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout(this))
{
    m_lines->setContentsMargins(12, 12, 12, 4);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
}

void FindBannerPlace::put(const Error &error, std::function<void()> again)
{
    clear();
    const bool offline = error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout;
    const bool stopped = error.kind == ErrorKind::Cancelled;
    auto *banner = new Banner(offline || stopped ? ToneName::Neutral : ToneName::Warn,
                              offline       ? Icon::WifiOff
                                  : stopped ? Icon::SearchX
                                            : Icon::TriangleAlert,
                              tr("These are the people found before."), error.message);
    banner->setObjectName(QStringLiteral("findBanner"));
    Button *button =
        banner->addButton(error.kind == ErrorKind::SignedOut ? tr("Open Apollo's settings") : tr("Try again"));
    button->setObjectName(QStringLiteral("findTryAgain"));
    // The click takes the banner away: it runs after it.
    connect(button, &QPushButton::clicked, this, std::move(again), Qt::QueuedConnection);
    m_banner = banner;
    m_lines->addWidget(banner);
    banner->show(); // now, so that its button can take the keyboard
    show();
    banner->announceIt();
}

void FindBannerPlace::clear()
{
    delete std::exchange(m_banner, nullptr);
    hide();
}

} // namespace AlwaysLeads
