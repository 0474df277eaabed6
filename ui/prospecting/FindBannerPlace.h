#pragma once

#include "base/Result.h"

#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace AlwaysLeads {

/// Above people who were found before: why there are no others, and the way on. No room while there is nothing to say.
class FindBannerPlace : public QWidget
{
    Q_OBJECT
public:
    explicit FindBannerPlace(QWidget *parent = nullptr);

    /// `again` is what its button does.
    void put(const Error &error, std::function<void()> again);
    void clear();
    bool isEmpty() const { return m_banner == nullptr; }

private:
    QVBoxLayout *m_lines;
    QWidget *m_banner = nullptr;
};

} // namespace AlwaysLeads
