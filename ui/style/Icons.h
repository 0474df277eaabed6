#pragma once

#include "style/Icon.h"

#include <QCache>
#include <QColor>
#include <QHash>
#include <QIcon>
#include <QPixmap>

class QPainter;
class QRectF;

namespace AlwaysLeads {

/// Our own drawn icon set, rendered per size, pixel ratio and colour, and kept. One lives in the application's
/// AppStyle: iconsOf(widget).
class Icons
{
public:
    Icons();

    /// Transparent and of `size` logical px. Icon::None is an empty pixmap.
    QPixmap pixmap(Icon icon, int size, const QColor &colour, qreal ratio) const;
    /// Centred in `rect`, whose shorter side is the size; crisp on the painter's device.
    void paint(QPainter *painter, Icon icon, const QRectF &rect, const QColor &colour) const;
    /// The same turned by `degrees` about its centre: the spinner.
    void paintTurned(QPainter *painter, Icon icon, const QRectF &rect, const QColor &colour, qreal degrees) const;
    /// For actions and places that take a QIcon; `disabled` colours the disabled mode.
    QIcon icon(Icon icon, const QColor &colour, const QColor &disabled) const;

    /// "pencil-line" for Icon::PencilLine.
    static QLatin1StringView name(Icon icon);
    /// Directional ones that turn around in a right-to-left layout.
    static bool mirrorsInRightToLeft(Icon icon);

    void drop() const { m_pixmaps.clear(); }

private:
    QByteArray source(Icon icon) const;

    mutable QHash<int, QByteArray> m_sources;
    mutable QCache<QString, QPixmap> m_pixmaps;
};

} // namespace AlwaysLeads
