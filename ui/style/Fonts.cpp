#include "style/Fonts.h"

#include <QFontDatabase>

namespace AlwaysLeads {

namespace {

struct Measure
{
    qreal size;
    int line;
    QFont::Weight weight;
    bool display;
    qreal spacing; ///< per cent of the size
};

Measure measureOf(TextStyle style)
{
    switch (style) {
    case TextStyle::Figure:
        return {40, 48, QFont::DemiBold, false, -1};
    case TextStyle::Display:
        return {24, 32, QFont::DemiBold, true, -1};
    case TextStyle::Section:
        return {20, 28, QFont::DemiBold, true, 0};
    case TextStyle::Page:
        return {16, 24, QFont::DemiBold, false, -1};
    case TextStyle::PagePlain:
        return {16, 24, QFont::Normal, false, 0};
    case TextStyle::CardTitle:
        return {15, 20, QFont::DemiBold, false, 0};
    case TextStyle::BigStrong:
        return {14, 20, QFont::DemiBold, false, 0};
    case TextStyle::Strong:
        return {13, 20, QFont::DemiBold, false, 0};
    case TextStyle::Mail:
        return {14, 24, QFont::Normal, false, 0};
    case TextStyle::MailStrong:
        return {14, 24, QFont::DemiBold, false, 0};
    case TextStyle::Body:
        return {13, 20, QFont::Normal, false, 0};
    case TextStyle::BodyMedium:
        return {13, 20, QFont::Medium, false, 0};
    case TextStyle::Meta:
        return {12, 16, QFont::Normal, false, 0};
    case TextStyle::MetaMedium:
        return {12, 16, QFont::Medium, false, 0};
    case TextStyle::MetaStrong:
        return {12, 16, QFont::DemiBold, false, 0};
    case TextStyle::Key:
        return {11, 16, QFont::Medium, false, 0};
    }
    return {13, 20, QFont::Normal, false, 0};
}

} // namespace

Fonts::Fonts(qreal textFactor, qreal pixelRatio)
    : m_textFactor(textFactor)
    // Vertical hinting keeps stems where they are and sets the x-height on a pixel; on dense screens it only distorts.
    , m_hinting(pixelRatio > 1.25 ? QFont::PreferNoHinting : QFont::PreferVerticalHinting)
{
    const auto present = [](const QString &family) { return QFontDatabase::hasFamily(family); };
    const QString inter = QStringLiteral("Inter");
    const QString display = QStringLiteral("Inter Display");
    m_family = present(inter) ? inter : QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    m_displayFamily = present(display) ? display : m_family;
}

QFont Fonts::make(bool display, qreal size, QFont::Weight weight, qreal spacingPercent) const
{
    QFont font(display ? m_displayFamily : m_family);
    font.setPixelSize(qMax(1, qRound(size * m_textFactor)));
    font.setWeight(weight);
    font.setHintingPreference(m_hinting);
    font.setStyleStrategy(QFont::PreferAntialias);
    if (spacingPercent != 0) {
        font.setLetterSpacing(QFont::PercentageSpacing, 100 + spacingPercent);
    }
    return font;
}

QFont Fonts::of(TextStyle style) const
{
    const Measure measure = measureOf(style);
    return make(measure.display, measure.size, measure.weight, measure.spacing);
}

int Fonts::lineHeight(TextStyle style) const
{
    return qRound(measureOf(style).line * m_textFactor);
}

QFont Fonts::initials(qreal pixelSize) const
{
    QFont font = make(false, 13, QFont::DemiBold, 0);
    font.setPixelSize(qMax(1, qRound(pixelSize)));
    return font;
}

} // namespace AlwaysLeads
