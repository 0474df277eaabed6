#pragma once

#include <QIcon>

class QPainter;
class QRectF;

namespace AlwaysLeads {

struct Theme;

/// The app mark, an A that points up on a square of accent.
void paintMark(QPainter *painter, const QRectF &rect, const Theme &theme);
QPixmap markPixmap(int size, const Theme &theme, qreal ratio);
/// All sizes, for the window and the tray.
QIcon markIcon(const Theme &theme);
/// The same with two bars: sending is stopped.
QIcon stoppedMarkIcon(const Theme &theme);

} // namespace AlwaysLeads
