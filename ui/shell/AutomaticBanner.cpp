#include "shell/AutomaticBanner.h"

#include "campaign/Campaigns.h"
#include "draft/Review.h"
#include "shell/Shell.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"

#include <QVBoxLayout>

#include <memory>

namespace AlwaysLeads {

AutomaticBanner::AutomaticBanner(Review &review, Campaigns &campaigns, Shell &shell, QWidget *parent)
    : QWidget(parent)
    , m_review(review)
    , m_shell(shell)
    , m_banner(new Banner(ToneName::Warn, Icon::Send, QString()))
    , m_query(
          this, [this] { return m_review.automaticCampaigns(); },
          [this](const Result<QList<AutomaticCampaign>> &found) { showCampaigns(found); })
{
    setObjectName(QStringLiteral("automaticArea"));
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(12, 10, 12, 10);
    m_banner->setObjectName(QStringLiteral("automaticNotice"));
    Button *off = m_banner->addButton(tr("Turn it off"));
    off->setObjectName(QStringLiteral("automaticOff"));
    connect(off, &QPushButton::clicked, this, &AutomaticBanner::turnOff);
    lines->addWidget(m_banner);
    hide();
    connect(&m_review, &Review::automaticChanged, this, [this] { m_query.renew(); });
    connect(&campaigns, &Campaigns::changed, this, [this] { m_query.renew(); }); // one was renamed or deleted
    m_query.renew();
}

void AutomaticBanner::showCampaigns(const Result<QList<AutomaticCampaign>> &campaigns)
{
    if (!campaigns) {
        m_shell.showProblem(campaigns.error());
        return;
    }
    const bool appears = m_campaigns.isEmpty() && !campaigns->isEmpty();
    m_campaigns = *campaigns;
    QStringList names;
    for (const AutomaticCampaign &campaign : std::as_const(m_campaigns)) {
        names.append(tr("“%1”").arg(campaign.name));
    }
    m_banner->setText(tr("Sending without reading: %1.").arg(names.join(QStringLiteral(", "))),
                      tr("Drafts without a warning leave on their own."));
    setVisible(!m_campaigns.isEmpty());
    if (appears) {
        m_banner->announceIt();
    }
}

void AutomaticBanner::turnOff()
{
    struct Sum
    {
        qsizetype left = 0;
        AutomaticEnd end;
    };
    const auto sum = std::make_shared<Sum>();
    sum->left = m_campaigns.size();
    for (const AutomaticCampaign &campaign : std::as_const(m_campaigns)) {
        whenDone(m_review.turnOffAutomatic(campaign.campaign), this, [this, sum](const Result<AutomaticEnd> &end) {
            if (end) {
                sum->end.back += end->back;
                sum->end.leaving += end->leaving;
            } else {
                m_shell.showProblem(end.error());
            }
            if (--sum->left > 0 || !end) {
                return;
            }
            QString said = sum->end.back == 0
                ? tr("Sending without reading is off. No unread mail waits.")
                : tr("Sending without reading is off. %n unread mail(s) are back in Drafts.", nullptr, sum->end.back);
            if (sum->end.leaving > 0) {
                said += u' ' + tr("%n was handed over already.", nullptr, sum->end.leaving);
            }
            m_shell.showToast(said);
        });
    }
}

} // namespace AlwaysLeads
