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
    while (QLayoutItem *item = m_place->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    setVisible(!m_notices.empty());
    if (m_notices.empty()) {
        m_shown.clear();
        return;
    }
    const Notice &first = m_notices.front();
    QString rest = first.rest;
    if (m_notices.size() > 1) {
        rest += tr("  +%1").arg(m_notices.size() - 1);
    }
    auto *banner = new Banner(first.tone, first.icon, first.fact, rest);
    banner->setObjectName(QStringLiteral("banner-") + first.id);
    if (!first.button.isEmpty()) {
        Button *button = banner->addButton(first.button);
        button->setObjectName(QStringLiteral("bannerButton-") + first.id);
        connect(button, &QPushButton::clicked, this, first.act);
    }
    m_place->addWidget(banner);
    if (m_shown != first.id) {
        banner->announceIt();
    }
    m_shown = first.id;
}

} // namespace AlwaysLeads
