#include "widgets/CommandPalette.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/CellPainting.h"
#include "widgets/PaletteList.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr int inputHeight = 56;
constexpr int footerHeight = 38;
constexpr int listInset = 8;
constexpr int boxWidth = 640;
constexpr int boxTop = 112;
} // namespace

/// Input, list and footer; paints its ground, lines and the hints.
class CommandPalette::Box : public QWidget
{
public:
    explicit Box(QWidget *parent)
        : QWidget(parent)
        , input(new QLineEdit(this))
        , list(new QListView(this))
        , model(new PaletteList(this))
    {
        input->setObjectName(QStringLiteral("paletteInput"));
        input->setFrame(false);
        input->setPlaceholderText(CommandPalette::tr("Search or do…"));
        input->setAccessibleName(CommandPalette::tr("Search or do"));
        list->setObjectName(QStringLiteral("paletteList"));
        list->setAccessibleName(CommandPalette::tr("Results"));
        list->setFrameShape(QFrame::NoFrame);
        list->setFocusPolicy(Qt::NoFocus);
        list->setMouseTracking(true);
        list->viewport()->setAutoFillBackground(false);
        list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        list->setModel(model);
        list->setItemDelegate(new PaletteDelegate(list));
        renew();
    }

    void renew()
    {
        const Theme &theme = themeOf(this);
        input->setFont(fontsOf(this).of(TextStyle::PagePlain));
        QPalette colours = input->palette();
        colours.setBrush(QPalette::Base, Qt::transparent);
        colours.setColor(QPalette::Text, theme.text);
        colours.setColor(QPalette::PlaceholderText, theme.text3);
        colours.setColor(QPalette::Highlight, theme.textSelection);
        if (colours != input->palette()) {
            input->setPalette(colours);
        }
    }

    int wishedHeight() const { return inputHeight + listHeight() + footerHeight; }

    int listHeight() const
    {
        int sum = 2 * listInset;
        for (int row = 0; row < model->rowCount(); ++row) {
            sum += list->itemDelegate()->sizeHint({}, model->index(row)).height();
        }
        return model->rowCount() == 0 ? 72 : sum;
    }

    QLineEdit *input;
    QListView *list;
    PaletteList *model;
    QString context;

protected:
    void resizeEvent(QResizeEvent *) override
    {
        const int contextWidth =
            context.isEmpty() ? 0 : qCeil(QFontMetricsF(fontsOf(this).meta()).horizontalAdvance(context)) + 12;
        input->setGeometry(48, 1, width() - 48 - contextWidth - 64, inputHeight - 2);
        list->setGeometry(listInset, inputHeight + listInset, width() - 2 * listInset,
                          height() - inputHeight - footerHeight - 2 * listInset);
    }

    void changeEvent(QEvent *event) override
    {
        if (event->type() == QEvent::StyleChange) {
            renew();
        }
        QWidget::changeEvent(event);
    }

    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = themeOf(this);
        const Fonts &fonts = fontsOf(this);
        paintBox(&painter, rect(), 12, theme.raised, theme.borderStrong);
        iconsOf(this).paint(&painter, Icon::Search, QRectF(18, (inputHeight - 20) / 2.0, 20, 20), theme.text3);
        const QRectF head(0, 0, width(), inputHeight);
        const qreal escape = CellPainting::keyCapWidth(this, QStringLiteral("Esc"));
        CellPainting::keyCap(&painter, this, QPointF(width() - 18 - escape, head.center().y()), QStringLiteral("Esc"));
        if (!context.isEmpty()) {
            paintLine(&painter, head.adjusted(0, 0, -18 - escape - 12, 0), context, fonts.meta(), theme.text3,
                      Qt::AlignRight | Qt::AlignAbsolute);
        }
        paintHairline(&painter, QRectF(1, 0, width() - 2, inputHeight), Qt::BottomEdge, theme.borderStrong);
        const QRectF foot(1, height() - footerHeight, width() - 2, footerHeight);
        paintHairline(&painter, foot, Qt::TopEdge, theme.borderStrong);
        if (model->rowCount() == 0) {
            paintLine(&painter, QRectF(18, inputHeight, width() - 36, height() - inputHeight - footerHeight),
                      CommandPalette::tr("Nothing matches."), fonts.body(), theme.text3);
        }
        paintHints(painter, foot);
    }

private:
    qreal hint(QPainter &painter, qreal x, qreal y, const QStringList &keys, const QString &word)
    {
        for (const QString &key : keys) {
            x += CellPainting::keyCap(&painter, this, QPointF(x, y), key) + 4;
        }
        const QFont font = fontsOf(this).meta();
        const qreal width = QFontMetricsF(font).horizontalAdvance(word);
        paintLine(&painter, QRectF(x + 3, y - 10, width + 1, 20), word, font, themeOf(this).text3);
        return x + 3 + width + 16;
    }

    void paintHints(QPainter &painter, const QRectF &foot)
    {
        const qreal y = foot.center().y();
        qreal x =
            hint(painter, 16, y, {QStringLiteral("\u2191"), QStringLiteral("\u2193")}, CommandPalette::tr("choose"));
        hint(painter, x, y, {QStringLiteral("\u21B5")}, CommandPalette::tr("do it"));
        const QFontMetricsF metrics(fontsOf(this).meta());
        const QString people = CommandPalette::tr("people");
        const QString commands = CommandPalette::tr("commands");
        const QString campaigns = CommandPalette::tr("campaigns");
        const qreal cap = 18 + 4 + 3;
        x = width() - 16 - 3 * cap - metrics.horizontalAdvance(people) - metrics.horizontalAdvance(commands)
            - metrics.horizontalAdvance(campaigns) - 32;
        x = hint(painter, x, y, {QStringLiteral(">")}, commands);
        x = hint(painter, x, y, {QStringLiteral("@")}, people);
        hint(painter, x, y, {QStringLiteral("#")}, campaigns);
    }
};

CommandPalette::CommandPalette(QWidget *inside)
    : Overlay(inside)
    , m_box(new Box(this))
{
    setAccessibleName(tr("Commands"));
    connect(m_box->input, &QLineEdit::textChanged, this, [this](const QString &text) {
        const bool prefixed = !text.isEmpty() && QStringLiteral(">@#").contains(text.at(0));
        Q_EMIT searched(prefixed ? text.mid(1).trimmed() : text.trimmed(), prefixed ? text.at(0) : QChar());
        filter();
    });
    connect(m_box->list, &QListView::clicked, this, [this](const QModelIndex &index) { activate(index.row()); });
    connect(m_box->list, &QListView::entered, m_box->list, [this](const QModelIndex &index) {
        if (index.flags().testFlag(Qt::ItemIsSelectable)) {
            m_box->list->setCurrentIndex(index);
        }
    });
    m_box->input->installEventFilter(this);
    // Like a sheet it is used once; what it held is then gone as well.
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
}

void CommandPalette::setGroups(const QList<PaletteGroup> &groups)
{
    m_groups = groups;
    filter();
}

void CommandPalette::setContextText(const QString &text)
{
    m_box->context = text;
    m_box->update();
}

void CommandPalette::setText(const QString &text)
{
    m_box->input->setText(text);
}

QString CommandPalette::text() const
{
    return m_box->input->text();
}

QStringList CommandPalette::titlesWithoutIcon() const
{
    QStringList titles;
    for (const PaletteRow &row : m_box->model->rows()) {
        if (!row.isHeading && row.entry.icon == Icon::None && row.entry.avatarName.isEmpty()) {
            titles.append(row.entry.title);
        }
    }
    return titles;
}

QStringList CommandPalette::shownTitles() const
{
    QStringList titles;
    for (const PaletteRow &row : m_box->model->rows()) {
        if (!row.isHeading) {
            titles.append(row.entry.title);
        }
    }
    return titles;
}

void CommandPalette::filter()
{
    QString pattern = text();
    QChar prefix;
    if (!pattern.isEmpty() && QStringLiteral(">@#").contains(pattern.at(0))) {
        prefix = pattern.at(0);
        pattern = pattern.mid(1);
    }
    pattern = pattern.trimmed();
    QList<PaletteRow> rows;
    for (const PaletteGroup &group : std::as_const(m_groups)) {
        if (!prefix.isNull() && group.prefix != prefix) {
            continue;
        }
        QList<PaletteRow> fitting;
        for (const PaletteEntry &entry : group.entries) {
            PaletteRow row;
            row.entry = entry;
            if (!pattern.isEmpty()) {
                const FuzzyMatch title = fuzzyMatch(pattern, entry.title);
                const FuzzyMatch detail = fuzzyMatch(pattern, entry.detail);
                if (!title && !detail) {
                    continue;
                }
                row.titleHits = title.positions;
                row.detailHits = detail.positions;
                row.score = qMax(title.score * 2, detail.score);
            }
            fitting.append(row);
        }
        std::stable_sort(fitting.begin(), fitting.end(),
                         [](const PaletteRow &a, const PaletteRow &b) { return a.score > b.score; });
        if (!fitting.isEmpty()) {
            PaletteRow heading;
            heading.isHeading = true;
            heading.entry.title = group.title;
            rows.append(heading);
            rows.append(fitting);
        }
    }
    m_box->model->setRows(rows);
    m_box->list->setCurrentIndex(m_box->model->index(rows.isEmpty() ? -1 : 1));
    if (isOpen()) {
        place();
        update();
    }
    m_box->update();
}

void CommandPalette::activate(int row)
{
    if (row < 0 || row >= m_box->model->rowCount() || m_box->model->rows().at(row).isHeading) {
        return;
    }
    // First away, then the deed: what it opens must find the focus where it was.
    const std::function<void()> perform = m_box->model->rows().at(row).entry.perform;
    close();
    if (perform) {
        perform();
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_box->input && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const auto move = [this](int step) {
            const PaletteList *model = m_box->model;
            const int count = model->rowCount();
            int row = m_box->list->currentIndex().row();
            for (int tries = 0; tries < count; ++tries) {
                row = (row + step + count) % count;
                if (!model->rows().at(row).isHeading) {
                    m_box->list->setCurrentIndex(model->index(row));
                    // The heading of the first group comes into sight with its first line.
                    m_box->list->scrollTo(model->index(row == 1 ? 0 : row));
                    return;
                }
            }
        };
        switch (key->key()) {
        case Qt::Key_Down:
            move(1);
            return true;
        case Qt::Key_Up:
            move(-1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            activate(m_box->list->currentIndex().row());
            return true;
        default:
            break;
        }
    }
    return Overlay::eventFilter(watched, event);
}

QRect CommandPalette::boxRect() const
{
    const int width = qMin(boxWidth, this->width() - 32);
    const int top = qMin(boxTop, height() / 8);
    const int tall = qMin(m_box->wishedHeight(), qMin(520, height() - top - 24));
    return {(this->width() - width) / 2, top, width, tall};
}

QWidget *CommandPalette::box() const
{
    return m_box;
}

QWidget *CommandPalette::firstFocus() const
{
    return m_box->input;
}

} // namespace AlwaysLeads
