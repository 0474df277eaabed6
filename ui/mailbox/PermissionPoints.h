#pragma once

#include "mailbox/Mailbox.h"
#include "style/Icon.h"
#include "style/Theme.h"

#include <QWidget>

namespace AlwaysLeads {

/// Side by side: what a person will be asked to allow, and what stays theirs.
class PermissionPoints : public QWidget
{
    Q_OBJECT

public:
    explicit PermissionPoints(QWidget *parent = nullptr);

    /// For this way to connect; `serviceName` as people know it. `onlySend`: nothing is to be read.
    void showFor(Mailbox::Kind kind, const QString &serviceName, bool onlySend = false);

private:
    struct Point
    {
        Icon icon = Icon::None;
        QString title;
        QString text;
    };

    static QList<Point> asked(Mailbox::Kind kind, bool onlySend);
    static QList<Point> kept(Mailbox::Kind kind, const QString &serviceName);
    QWidget *column(const QString &title, const QList<Point> &points, bool isOurs) const;

    QWidget *m_columns = nullptr;
};

} // namespace AlwaysLeads
