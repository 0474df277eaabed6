#pragma once

#include "campaign/Campaign.h"

#include <QWidget>

namespace AlwaysLeads {

class Button;
class IconButton;

/// The variants of a step with their shares: "A 50 %", "B 50 %". Nothing for a task.
class VariantBar : public QWidget
{
    Q_OBJECT
public:
    explicit VariantBar(QWidget *parent = nullptr);

    void show(const CampaignStep &step, int variant);

Q_SIGNALS:
    void chosen(int variant);
    void addWanted();
    void removeWanted(int variant);
    /// One for each variant.
    void weightsWanted(const QList<int> &weights);

private:
    void offerShares();

    QList<Button *> m_variants; ///< all that there can be; those that are not are hidden
    IconButton *m_add;
    Button *m_shares;
    int m_count = 1;
    int m_variant = 0;
};

} // namespace AlwaysLeads
