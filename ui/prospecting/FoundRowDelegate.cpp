#include "prospecting/FoundRowDelegate.h"

#include "lead/LeadWords.h"
#include "prospecting/FoundTableModel.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"

#include <QPainter>

namespace AlwaysLeads {

namespace {

constexpr int height = 44;
constexpr qreal avatarSize = 28;
constexpr qreal avatarGap = 10;

/// `rect` less `start` px at its leading end.
QRectF after(const QRectF &rect, qreal start, Qt::LayoutDirection direction)
{
    return direction == Qt::RightToLeft ? rect.adjusted(0, 0, -start, 0) : rect.adjusted(start, 0, 0, 0);
}

/// "Seán Ó •••n" without the word that shows no letter at its beginning, for the picture's initials.
QString spelled(const QString &name)
{
    QStringList words = name.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    words.removeIf([](const QString &word) { return word.startsWith(QChar(0x2022)); });
    return words.join(QLatin1Char(' '));
}

} // namespace

FoundRowDelegate::FoundRowDelegate(QAbstractItemView *view)
    : RowDelegate(view, height)
{
    setCheckColumn(FoundTableModel::Name);
}

void FoundRowDelegate::paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const
{
    const QVariant value = index.data(FoundTableModel::PersonRole);
    if (!value.isValid()) {
        return;
    }
    const auto person = value.value<FoundPerson>();
    const QString text = index.data().toString();
    const Theme &theme = themeOf(view());
    const Qt::LayoutDirection direction = view()->layoutDirection();
    switch (index.column()) {
    case FoundTableModel::Name: {
        const qreal x = direction == Qt::RightToLeft ? rect.right() - avatarSize : rect.left();
        CellPainting::avatar(painter, view(), QRectF(x, rect.center().y() - avatarSize / 2, avatarSize, avatarSize),
                             spelled(text), person.shown.id);
        const QRectF words = after(rect, avatarSize + avatarGap, direction);
        paintLine(painter, words, text, fontsOf(view()).bodyMedium(), theme.text);
        if (person.isNew) {
            const qreal used = QFontMetricsF(fontsOf(view()).bodyMedium()).horizontalAdvance(text) + 8;
            const ChipLook look{Icon::None, FoundTableModel::tr("New"), ToneName::Accent};
            if (used + CellPainting::chipWidth(view(), look) <= words.width()) {
                const QRectF place = after(words, used, direction);
                const qreal start =
                    direction == Qt::RightToLeft ? place.right() - CellPainting::chipWidth(view(), look) : place.left();
                CellPainting::chip(painter, view(), QPointF(start, rect.center().y()), look);
            }
        }
        break;
    }
    case FoundTableModel::Title:
        CellPainting::line(painter, view(), rect, text.isEmpty() ? QStringLiteral("—") : text,
                           text.isEmpty() ? &Theme::text3 : &Theme::text2);
        break;
    case FoundTableModel::CompanyName:
        CellPainting::line(painter, view(), rect, text.isEmpty() ? QStringLiteral("—") : text,
                           text.isEmpty() ? &Theme::text3 : &Theme::text);
        break;
    case FoundTableModel::Email:
        paintEmail(painter, rect, person);
        break;
    case FoundTableModel::AlsoKnown:
        if (person.shown.hasCity || person.shown.hasPhone) {
            CellPainting::iconAndText(painter, view(), rect, person.shown.hasCity ? Icon::MapPin : Icon::Phone, text,
                                      theme.text3, theme.text2);
        } else {
            CellPainting::line(painter, view(), rect, text, &Theme::text3);
        }
        break;
    case FoundTableModel::Refreshed:
        TabularText::paint(painter, rect, text, fontsOf(view()).body(), theme.text3,
                           direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
        break;
    default:
        break;
    }
}

void FoundRowDelegate::paintEmail(QPainter *painter, const QRectF &rect, const FoundPerson &person) const
{
    const Theme &theme = themeOf(view());
    const QString words = FoundTableModel::emailWords(person);
    switch (person.state) {
    case FoundState::Found:
        if (person.shown.hasEmail) {
            CellPainting::iconAndText(painter, view(), rect, Icon::MailCheck, words, theme.success.text, theme.text2);
        } else {
            CellPainting::iconAndText(painter, view(), rect, Icon::Minus, words, theme.text3, theme.text3);
        }
        break;
    case FoundState::Asked:
        CellPainting::iconAndText(painter, view(), rect, Icon::CircleHelp, words, theme.warn.text, theme.text2);
        break;
    case FoundState::Likely:
        CellPainting::iconAndText(painter, view(), rect, Icon::Users, words, theme.warn.text, theme.text2);
        break;
    case FoundState::Known:
        if (person.leadEmail.isEmpty()) {
            CellPainting::iconAndText(painter, view(), rect, Icon::Users, words, theme.text3, theme.text2);
        } else {
            CellPainting::address(painter, view(), rect, person.leadEmail,
                                  LeadWords::addressState(person.leadEmailState));
        }
        break;
    case FoundState::OptedOut:
        CellPainting::iconAndText(painter, view(), rect, Icon::Ban, words, theme.text3, theme.text2);
        break;
    }
}

QString FoundRowDelegate::fullText(const QModelIndex &index) const
{
    const QVariant value = index.data(FoundTableModel::PersonRole);
    if (!value.isValid()) {
        return {};
    }
    const auto person = value.value<FoundPerson>();
    if (index.column() == FoundTableModel::Email) {
        switch (person.state) {
        case FoundState::Found:
            return person.shown.hasEmail ? FoundTableModel::tr("Apollo has an address. Revealing it costs 1 credit.")
                                         : FoundTableModel::tr("Apollo has no address, so there is nothing to reveal.");
        case FoundState::Asked:
            return FoundTableModel::tr("Apollo was asked and no answer came; it may have been charged. Choose the row "
                                       "to ask once more.");
        case FoundState::Likely:
            return FoundTableModel::tr("Probably %1, one of your leads: first name, company, and the letters that "
                                       "Apollo shows of the last name are the same. Choose the row to reveal them all "
                                       "the same.")
                .arg(person.leadName);
        case FoundState::OptedOut:
            return FoundTableModel::tr("Said no. Never revealed, never written to.");
        case FoundState::Known:
            break;
        }
    }
    return index.data().toString();
}

} // namespace AlwaysLeads
