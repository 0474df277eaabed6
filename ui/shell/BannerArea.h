#pragma once

#include "style/Icon.h"
#include "style/Theme.h"

#include <QWidget>

#include <functional>
#include <vector>

class QVBoxLayout;

namespace AlwaysLeads {

class Banner;

/// What must be known on every screen. Many may hold at once; the most serious one is shown, with how many more there
/// are.
class BannerArea : public QWidget
{
    Q_OBJECT
public:
    struct Notice
    {
        QString id;
        ToneName tone = ToneName::Info;
        Icon icon = Icon::Info;
        QString fact;
        QString rest;
        QString button; ///< may be empty
        std::function<void()> act;
    };

    explicit BannerArea(QWidget *parent = nullptr);

    /// Shows the notice, or puts it in the place of the one with the same id.
    void show(Notice notice);
    void remove(const QString &id);

private:
    void renew();
    /// Puts the words of the first notice into the banner.
    void fill();

    std::vector<Notice> m_notices;
    QVBoxLayout *m_place;
    Banner *m_banner = nullptr;
    QString m_shown;
    QString m_button; ///< of the banner shown
};

} // namespace AlwaysLeads
