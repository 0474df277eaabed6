#include "style/Painting.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <QPixmapCache>
#include <QtMath>
#include <vector>

namespace AlwaysLeads {

qreal hairlineWidth(const QPainter *painter)
{
    const qreal ratio = painter->device()->devicePixelRatioF();
    return ratio <= 1.5 ? 1 / ratio : 1;
}

QRectF snapped(const QPainter *painter, const QRectF &rect)
{
    const QTransform toDevice = painter->deviceTransform();
    if (toDevice.type() > QTransform::TxScale) {
        return rect;
    }
    const QRectF device = toDevice.mapRect(rect);
    const QPointF topLeft(qRound(device.left()), qRound(device.top()));
    const QPointF bottomRight(qRound(device.right()), qRound(device.bottom()));
    return toDevice.inverted().mapRect(QRectF(topLeft, bottomRight));
}

void paintBox(QPainter *painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &border,
              qreal borderWidth)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF box = snapped(painter, rect);
    if (!border.isValid()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(fill);
        painter->drawRoundedRect(box, radius, radius);
    } else {
        const qreal width = borderWidth > 0 ? borderWidth : hairlineWidth(painter);
        const qreal half = width / 2;
        const QRectF line = box.adjusted(half, half, -half, -half);
        const qreal lineRadius = qMax(0.0, radius - half);
        painter->setPen(QPen(border, width));
        painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
        painter->drawRoundedRect(line, lineRadius, lineRadius);
    }
    painter->restore();
}

void paintDashedBox(QPainter *painter, const QRectF &rect, qreal radius, const QColor &border)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const qreal half = hairlineWidth(painter) / 2;
    QPen pen(border, half * 2, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({3, 3});
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(snapped(painter, rect).adjusted(half, half, -half, -half), radius - half, radius - half);
    painter->restore();
}

void paintHairline(QPainter *painter, const QRectF &rect, Qt::Edge edge, const QColor &colour)
{
    const QRectF box = snapped(painter, rect);
    const qreal width = hairlineWidth(painter);
    QRectF line = box;
    switch (edge) {
    case Qt::TopEdge:
        line.setHeight(width);
        break;
    case Qt::BottomEdge:
        line.setTop(box.bottom() - width);
        break;
    case Qt::LeftEdge:
        line.setWidth(width);
        break;
    case Qt::RightEdge:
        line.setLeft(box.right() - width);
        break;
    }
    painter->fillRect(line, colour);
}

void paintFocusRing(QPainter *painter, const QRectF &control, qreal radius, const QColor &colour, qreal gap)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 2));
    painter->setBrush(Qt::NoBrush);
    const qreal out = gap + 1;
    painter->drawRoundedRect(control.adjusted(-out, -out, out, out), radius + out, radius + out);
    painter->restore();
}

namespace {

// Three box blurs come so close to a Gaussian that nobody sees the difference.
void blurRows(std::vector<float> &values, int width, int height, int radius)
{
    std::vector<float> line(static_cast<size_t>(width));
    const float share = 1.0f / float(2 * radius + 1);
    for (int y = 0; y < height; ++y) {
        float *row = values.data() + size_t(y) * size_t(width);
        float sum = 0;
        for (int x = -radius; x <= radius; ++x) {
            sum += row[qBound(0, x, width - 1)];
        }
        for (int x = 0; x < width; ++x) {
            line[size_t(x)] = sum * share;
            sum += row[qMin(width - 1, x + radius + 1)] - row[qMax(0, x - radius)];
        }
        std::copy(line.begin(), line.end(), row);
    }
}

std::vector<float> turned(const std::vector<float> &values, int width, int height)
{
    std::vector<float> result(values.size());
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            result[size_t(x) * size_t(height) + size_t(y)] = values[size_t(y) * size_t(width) + size_t(x)];
        }
    }
    return result;
}

/// A square whose middle pixel stretches; `edge` device px on each side belong to the soft corner.
QPixmap shadowPatch(int edge, qreal margin, qreal radius, qreal blur, const QColor &colour)
{
    const int side = 2 * edge + 1;
    QImage mask(side, side, QImage::Format_Alpha8);
    mask.fill(0);
    {
        QPainter painter(&mask);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Qt::black);
        painter.drawRoundedRect(QRectF(margin, margin, side - 2 * margin, side - 2 * margin), radius, radius);
    }
    std::vector<float> values(size_t(side) * size_t(side));
    for (int y = 0; y < side; ++y) {
        const uchar *line = mask.constScanLine(y);
        std::copy(line, line + side, values.begin() + ptrdiff_t(y) * side);
    }
    const int boxRadius = qMax(1, qRound(blur / 4)); // a blur of b is a deviation of b / 2
    for (int pass = 0; pass < 2; ++pass) {
        for (int again = 0; again < 3; ++again) {
            blurRows(values, side, side, boxRadius);
        }
        values = turned(values, side, side);
    }
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < side; ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < side; ++x) {
            const int alpha = qRound(values[size_t(y) * size_t(side) + size_t(x)] * float(colour.alphaF()));
            line[x] = qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), alpha));
        }
    }
    return QPixmap::fromImage(image);
}

} // namespace

void paintShadow(QPainter *painter, const QRectF &box, qreal radius, qreal dy, qreal blur, const QColor &colour)
{
    const qreal ratio = painter->device()->devicePixelRatioF();
    const qreal margin = qCeil(blur * ratio);
    const int edge = int(margin + qCeil((radius + blur) * ratio));
    const QString key =
        QStringLiteral("alwaysleads shadow %1 %2 %3 %4").arg(radius).arg(blur).arg(colour.rgba()).arg(ratio);
    QPixmap patch;
    if (!QPixmapCache::find(key, &patch)) {
        patch = shadowPatch(edge, margin, radius * ratio, blur * ratio, colour);
        QPixmapCache::insert(key, patch);
    }
    const qreal grow = margin / ratio;
    const QRectF target = box.adjusted(-grow, -grow, grow, grow).translated(0, dy);
    const qreal corner = qMin(edge / ratio, qMin(target.width(), target.height()) / 2);
    const qreal source = corner * ratio;
    const qreal side = patch.width();
    const qreal xs[] = {target.left(), target.left() + corner, target.right() - corner, target.right()};
    const qreal ys[] = {target.top(), target.top() + corner, target.bottom() - corner, target.bottom()};
    const qreal from[] = {0, source, side - source, side};
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column) {
            const QRectF to(QPointF(xs[column], ys[row]), QPointF(xs[column + 1], ys[row + 1]));
            // The middle stretches one pixel, so that no rounding shows.
            const QRectF part(column == 1 ? QPointF(edge, 0).x() : from[column], row == 1 ? edge : from[row],
                              column == 1 ? 1 : source, row == 1 ? 1 : source);
            if (!to.isEmpty()) {
                painter->drawPixmap(to, patch, part);
            }
        }
    }
}

namespace {
qreal baselineIn(const QPainter *painter, const QRectF &rect, const QFontMetricsF &metrics)
{
    const qreal baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    const QTransform toDevice = painter->deviceTransform();
    if (toDevice.type() > QTransform::TxScale) {
        return baseline;
    }
    return toDevice.inverted().map(QPointF(0, qRound(toDevice.map(QPointF(0, baseline)).y()))).y();
}

qreal startIn(const QPainter *painter, const QRectF &rect, qreal width, Qt::Alignment alignment)
{
    const bool right = alignment.testFlag(Qt::AlignAbsolute)
        ? alignment.testFlag(Qt::AlignRight)
        : alignment.testFlag(Qt::AlignRight) != (painter->layoutDirection() == Qt::RightToLeft);
    if (alignment.testFlag(Qt::AlignHCenter)) {
        return rect.left() + (rect.width() - width) / 2;
    }
    return right ? rect.right() - width : rect.left();
}
} // namespace

void paintLine(QPainter *painter, const QRectF &rect, const QString &text, const QFont &font, const QColor &colour,
               Qt::Alignment alignment, Qt::TextElideMode elide)
{
    const QFontMetricsF metrics(font, painter->device());
    QString shown = text;
    shown.replace(QLatin1Char('\n'), QLatin1Char(' ')).replace(QLatin1Char('\r'), QLatin1Char(' ')); // it is one line
    qreal width = metrics.horizontalAdvance(shown);
    if (width > rect.width() + 0.5) {
        if (elide != Qt::ElideNone) {
            shown = metrics.elidedText(shown, elide, rect.width());
        }
        width = metrics.horizontalAdvance(shown);
    }
    painter->setFont(font);
    painter->setPen(colour);
    painter->drawText(QPointF(startIn(painter, rect, width, alignment), baselineIn(painter, rect, metrics)), shown);
}

QString isolated(const QString &text)
{
    QString clean;
    bool turns = false;
    for (const QChar letter : text) {
        switch (letter.direction()) {
        case QChar::DirLRE:
        case QChar::DirLRO:
        case QChar::DirRLE:
        case QChar::DirRLO:
        case QChar::DirPDF:
        case QChar::DirLRI:
        case QChar::DirRLI:
        case QChar::DirFSI:
        case QChar::DirPDI:
            continue;
        case QChar::DirR:
        case QChar::DirAL:
        case QChar::DirAN:
            turns = true;
            break;
        default:
            break;
        }
        clean.append(letter == QLatin1Char('\n') || letter == QLatin1Char('\r') ? QLatin1Char(' ') : letter);
    }
    constexpr QChar isolate(0x2068);
    constexpr QChar endOfIsolate(0x2069);
    return turns ? isolate + clean + endOfIsolate : clean;
}

namespace TabularText {

namespace {
qreal digitWidth(const QFontMetricsF &metrics)
{
    qreal widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
        widest = qMax(widest, metrics.horizontalAdvance(QChar(digit)));
    }
    return widest;
}
} // namespace

qreal width(const QString &text, const QFont &font)
{
    const QFontMetricsF metrics(font);
    const qreal digit = digitWidth(metrics);
    qreal sum = 0;
    for (const QChar letter : text) {
        sum += letter.isDigit() ? digit : metrics.horizontalAdvance(letter);
    }
    return sum;
}

void paint(QPainter *painter, const QRectF &rect, const QString &text, const QFont &font, const QColor &colour,
           Qt::Alignment alignment)
{
    const QFontMetricsF metrics(font, painter->device());
    const qreal digit = digitWidth(metrics);
    painter->setFont(font);
    painter->setPen(colour);
    qreal x = startIn(painter, rect, width(text, font), alignment);
    const qreal y = baselineIn(painter, rect, metrics);
    for (const QChar letter : text) {
        const qreal own = metrics.horizontalAdvance(letter);
        const qreal room = letter.isDigit() ? digit : own;
        painter->drawText(QPointF(x + (room - own) / 2, y), letter);
        x += room;
    }
}

} // namespace TabularText
} // namespace AlwaysLeads
