#include "shell/BannerArea.h"

#include "widgets/Banner.h"
#include "widgets/Button.h"

#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace AlwaysLeads {

namespace {

/// Lower is more serious: danger, warn, info, then the rest (offline).
size_t rank(ToneName tone)
{
    constexpr std::array order = {ToneName::Danger, ToneName::Warn, ToneName::Info};
    return size_t(std::ranges::find(order, tone) - order.begin());
}

} // namespace

BannerArea::BannerArea(QWidget *parent)
    : QWidget(parent)
    , m_place(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("bannerArea"));
    m_place->setContentsMargins(12, 10, 12, 10);
    hide();
}

void BannerArea::show(Notice notice)
{
    std::erase_if(m_notices, [&](const Notice &other) { return other.id == notice.id; });
    m_notices.push_back(std::move(notice));
    std::ranges::stable_sort(m_notices, {}, [](const Notice &one) { return rank(one.tone); });
    renew();
}

void BannerArea::remove(const QString &id)
{
    if (std::erase_if(m_notices, [&](const Notice &notice) { return notice.id == id; }) > 0) {
        renew();
    }
}

void BannerArea::renew()
{
    setVisible(!m_notices.empty());
    const QString wanted = m_notices.empty() ? QString() : m_notices.front().id;
    if (m_banner != nullptr && m_shown == wanted && m_button == m_notices.front().button) {
        fill(); // the same one, with other words: the keyboard may be on its button
        return;
    }
    if (m_banner != nullptr) {
        m_banner->hide();
        m_banner->deleteLater(); // perhaps it is its button that was pressed
        m_banner = nullptr;
    }
    const bool another = m_shown != wanted;
    m_shown = wanted;
    if (m_notices.empty()) {
        return;
    }
    const Notice &first = m_notices.front();
    m_banner = new Banner(first.tone, first.icon, first.fact);
    m_banner->setObjectName(QStringLiteral("banner-") + first.id);
    m_button = first.button;
    if (!first.button.isEmpty()) {
        Button *button = m_banner->addButton(first.button);
        button->setObjectName(QStringLiteral("bannerButton-") + first.id);
        connect(button, &QPushButton::clicked, this, [this] {
            const std::function<void()> act = m_notices.empty() ? nullptr : m_notices.front().act;
            if (act) {
                act();
            }
        });
    }
    m_place->addWidget(m_banner);
    fill();
    m_banner->show(); // at once, not in a later turn: nothing jumps
    if (another) {
        m_banner->announceIt();
    }
}

void BannerArea::fill()
{
    const Notice &first = m_notices.front();
    const QString more = m_notices.size() > 1 ? tr("  +%1").arg(m_notices.size() - 1) : QString();
    m_banner->setLook(first.tone, first.icon);
    m_banner->setText(first.fact, first.rest + more);
}

} // namespace AlwaysLeads
