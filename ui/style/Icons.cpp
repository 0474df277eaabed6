#include "style/Icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>
#include <array>

// A static library's resources are only linked in when somebody names them; the macro must stand outside of a
// namespace.
static void initialiseIconResource()
{
    Q_INIT_RESOURCE(icons);
}

namespace AlwaysLeads {

namespace {

constexpr std::array<QLatin1StringView, iconCount> names{{
    QLatin1StringView(""),
    QLatin1StringView("inbox"),
    QLatin1StringView("pencil-line"),
    QLatin1StringView("send"),
    QLatin1StringView("users"),
    QLatin1StringView("telescope"),
    QLatin1StringView("route"),
    QLatin1StringView("chart-column"),
    QLatin1StringView("settings"),
    QLatin1StringView("search"),
    QLatin1StringView("search-x"),
    QLatin1StringView("plus"),
    QLatin1StringView("minus"),
    QLatin1StringView("x"),
    QLatin1StringView("check"),
    QLatin1StringView("check-check"),
    QLatin1StringView("chevron-down"),
    QLatin1StringView("chevron-up"),
    QLatin1StringView("chevron-left"),
    QLatin1StringView("chevron-right"),
    QLatin1StringView("chevrons-up-down"),
    QLatin1StringView("arrow-up"),
    QLatin1StringView("arrow-down"),
    QLatin1StringView("arrow-left"),
    QLatin1StringView("arrow-right"),
    QLatin1StringView("arrow-up-down"),
    QLatin1StringView("columns"),
    QLatin1StringView("panel-right"),
    QLatin1StringView("panel-left"),
    QLatin1StringView("upload"),
    QLatin1StringView("download"),
    QLatin1StringView("more"),
    QLatin1StringView("circle-check"),
    QLatin1StringView("circle-help"),
    QLatin1StringView("circle-x"),
    QLatin1StringView("circle-dashed"),
    QLatin1StringView("circle"),
    QLatin1StringView("circle-alert"),
    QLatin1StringView("triangle-alert"),
    QLatin1StringView("thumbs-up"),
    QLatin1StringView("clock"),
    QLatin1StringView("mail"),
    QLatin1StringView("mail-x"),
    QLatin1StringView("mail-check"),
    QLatin1StringView("mail-open"),
    QLatin1StringView("ban"),
    QLatin1StringView("reply"),
    QLatin1StringView("forward"),
    QLatin1StringView("sparkles"),
    QLatin1StringView("wand-sparkles"),
    QLatin1StringView("loader-circle"),
    QLatin1StringView("hourglass"),
    QLatin1StringView("skip-forward"),
    QLatin1StringView("rotate-ccw"),
    QLatin1StringView("rotate-cw"),
    QLatin1StringView("refresh"),
    QLatin1StringView("octagon-pause"),
    QLatin1StringView("octagon-x"),
    QLatin1StringView("circle-pause"),
    QLatin1StringView("play"),
    QLatin1StringView("pause"),
    QLatin1StringView("flask-conical"),
    QLatin1StringView("hand"),
    QLatin1StringView("moon"),
    QLatin1StringView("sun"),
    QLatin1StringView("monitor"),
    QLatin1StringView("laptop"),
    QLatin1StringView("trash"),
    QLatin1StringView("tag"),
    QLatin1StringView("gauge"),
    QLatin1StringView("user"),
    QLatin1StringView("user-x"),
    QLatin1StringView("user-plus"),
    QLatin1StringView("building"),
    QLatin1StringView("briefcase"),
    QLatin1StringView("map-pin"),
    QLatin1StringView("phone"),
    QLatin1StringView("globe"),
    QLatin1StringView("key"),
    QLatin1StringView("credit-card"),
    QLatin1StringView("shield"),
    QLatin1StringView("palette"),
    QLatin1StringView("bell"),
    QLatin1StringView("keyboard"),
    QLatin1StringView("calendar"),
    QLatin1StringView("calendar-clock"),
    QLatin1StringView("file-pen"),
    QLatin1StringView("file-spreadsheet"),
    QLatin1StringView("file-text"),
    QLatin1StringView("copy"),
    QLatin1StringView("eye"),
    QLatin1StringView("eye-off"),
    QLatin1StringView("wifi-off"),
    QLatin1StringView("cloud-off"),
    QLatin1StringView("plug-zap"),
    QLatin1StringView("hash"),
    QLatin1StringView("quote"),
    QLatin1StringView("newspaper"),
    QLatin1StringView("merge"),
    QLatin1StringView("external-link"),
    QLatin1StringView("power"),
    QLatin1StringView("app-window"),
    QLatin1StringView("layers"),
    QLatin1StringView("list-filter"),
    QLatin1StringView("server"),
    QLatin1StringView("timer"),
    QLatin1StringView("alarm-clock"),
    QLatin1StringView("archive"),
    QLatin1StringView("braces"),
    QLatin1StringView("corner-down-left"),
    QLatin1StringView("corner-down-right"),
    QLatin1StringView("command"),
    QLatin1StringView("lock"),
    QLatin1StringView("lock-open"),
    QLatin1StringView("undo"),
    QLatin1StringView("redo"),
    QLatin1StringView("save"),
    QLatin1StringView("hard-drive"),
    QLatin1StringView("folder"),
    QLatin1StringView("folder-search"),
    QLatin1StringView("info"),
    QLatin1StringView("database"),
    QLatin1StringView("package"),
    QLatin1StringView("bookmark"),
    QLatin1StringView("languages"),
    QLatin1StringView("message-circle-question"),
    QLatin1StringView("palmtree"),
    QLatin1StringView("trending-up"),
    QLatin1StringView("scan-search"),
    QLatin1StringView("link"),
    QLatin1StringView("grip"),
    QLatin1StringView("pin"),
}};

/// Draws at whatever size, ratio and state Qt asks for, so that one QIcon serves every screen.
class SvgIconEngine : public QIconEngine
{
public:
    SvgIconEngine(QByteArray source, const QColor &colour, const QColor &disabled)
        : m_source(std::move(source))
        , m_colour(colour)
        , m_disabled(disabled)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QByteArray bytes = m_source;
        bytes.replace("currentColor", (mode == QIcon::Disabled ? m_disabled : m_colour).name().toLatin1());
        QSvgRenderer(bytes).render(painter, QRectF(rect));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new SvgIconEngine(*this); }

private:
    QByteArray m_source;
    QColor m_colour;
    QColor m_disabled;
};

} // namespace

Icons::Icons()
    : m_pixmaps(4 * 1024) // in KB
{
    initialiseIconResource();
}

QLatin1StringView Icons::name(Icon icon)
{
    return names[size_t(icon)];
}

bool Icons::mirrorsInRightToLeft(Icon icon)
{
    switch (icon) {
    case Icon::ArrowLeft:
    case Icon::ArrowRight:
    case Icon::ChevronLeft:
    case Icon::ChevronRight:
    case Icon::Reply:
    case Icon::Forward:
    case Icon::Send:
    case Icon::CornerDownLeft:
    case Icon::CornerDownRight:
    case Icon::PanelRight:
    case Icon::PanelLeft:
    case Icon::Undo:
    case Icon::Redo:
    case Icon::SkipForward:
    case Icon::ExternalLink:
        return true;
    default:
        return false;
    }
}

QByteArray Icons::source(Icon icon) const
{
    QByteArray &bytes = m_sources[int(icon)];
    if (bytes.isEmpty()) {
        QFile file(QStringLiteral(":/alwaysleads/icons/%1.svg").arg(name(icon)));
        if (file.open(QIODevice::ReadOnly)) {
            bytes = file.readAll();
        }
        Q_ASSERT_X(!bytes.isEmpty(), "Icons", "the picture is missing from icons.qrc");
    }
    return bytes;
}

QPixmap Icons::pixmap(Icon icon, int size, const QColor &colour, qreal ratio) const
{
    if (icon == Icon::None || size <= 0) {
        return {};
    }
    const bool mirrored = QGuiApplication::isRightToLeft() && mirrorsInRightToLeft(icon);
    const QString key =
        QStringLiteral("%1/%2/%3/%4/%5").arg(int(icon)).arg(size).arg(ratio).arg(colour.rgba()).arg(int(mirrored));
    if (const QPixmap *known = m_pixmaps.object(key)) {
        return *known;
    }
    // Qt SVG knows no currentColor and paints it black.
    QByteArray bytes = source(icon);
    bytes.replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(bytes);
    const int pixels = qCeil(size * ratio);
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    {
        QPainter painter(&pixmap);
        painter.setOpacity(colour.alphaF());
        if (mirrored) {
            painter.translate(pixels, 0);
            painter.scale(-1, 1);
        }
        renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    }
    pixmap.setDevicePixelRatio(ratio);
    m_pixmaps.insert(key, new QPixmap(pixmap), qMax(1, pixels * pixels * 4 / 1024));
    return pixmap;
}

void Icons::paint(QPainter *painter, Icon icon, const QRectF &rect, const QColor &colour) const
{
    if (icon == Icon::None || rect.isEmpty()) {
        return;
    }
    const int size = qRound(qMin(rect.width(), rect.height()));
    const qreal ratio = painter->device()->devicePixelRatioF();
    QPointF corner = rect.center() - QPointF(size / 2.0, size / 2.0);
    const QTransform toDevice = painter->deviceTransform();
    if (toDevice.type() <= QTransform::TxScale) {
        const QPointF onDevice = toDevice.map(corner);
        corner = toDevice.inverted().map(QPointF(qRound(onDevice.x()), qRound(onDevice.y())));
    }
    painter->drawPixmap(corner, pixmap(icon, size, colour, ratio));
}

void Icons::paintTurned(QPainter *painter, Icon icon, const QRectF &rect, const QColor &colour, qreal degrees) const
{
    painter->save();
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->translate(rect.center());
    painter->rotate(degrees);
    const qreal size = qMin(rect.width(), rect.height());
    painter->drawPixmap(QPointF(-size / 2, -size / 2),
                        pixmap(icon, qRound(size), colour, painter->device()->devicePixelRatioF()));
    painter->restore();
}

QIcon Icons::icon(Icon icon, const QColor &colour, const QColor &disabled) const
{
    return icon == Icon::None ? QIcon() : QIcon(new SvgIconEngine(source(icon), colour, disabled));
}

} // namespace AlwaysLeads
