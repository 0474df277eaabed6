#include "lead/ImportHeader.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/ElidedLabel.h"
#include "widgets/IconButton.h"
#include "widgets/Marks.h"

#include <QHBoxLayout>
#include <QPainter>

#include <array>
#include <cmath>

namespace AlwaysLeads {

/// Three steps in a line: done ones ticked, the present one filled, later ones grey.
class ImportHeader::Steps : public QWidget
{
public:
    Steps()
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        setStep(File);
    }

    void setStep(Step step)
    {
        m_step = step;
        setAccessibleName(ImportHeader::tr("Step %1 of 3: %2").arg(int(step) + 1).arg(words().at(size_t(step))));
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        qreal width = 0;
        for (const QString &word : words()) {
            width += mark + gap + QFontMetricsF(fontsOf(this).bodyMedium()).horizontalAdvance(word) + 1;
        }
        return {int(width) + 2 * (line + 2 * lineGap) + 2, 24};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = themeOf(this);
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        const QFont font = fontsOf(this).bodyMedium();
        const auto placed = [&](qreal x, qreal width) {
            return QRectF(mirrored ? this->width() - x - width : x, 0, width, height());
        };
        qreal x = 0;
        const auto all = words();
        for (int step = File; step <= Done; ++step) {
            const bool past = step < m_step || m_step == Done;
            const bool now = step == m_step && !past;
            const QRectF place = placed(x, mark);
            const QRectF circle(place.left(), place.center().y() - mark / 2.0, mark, mark);
            if (past) {
                iconsOf(this).paint(&painter, Icon::Check, circle.adjusted(2, 2, -2, -2), theme.success.text);
            } else {
                paintBox(&painter, circle, mark / 2.0, now ? theme.accent : theme.neutralSoft);
                paintLine(&painter, circle, QString::number(step + 1), fontsOf(this).metaStrong(),
                          now ? theme.onAccent : theme.text3, Qt::AlignHCenter);
            }
            x += mark + gap;
            const QString &word = all.at(size_t(step));
            const qreal width = QFontMetricsF(font).horizontalAdvance(word) + 1;
            paintLine(&painter, placed(x, width), word, font,
                      past      ? theme.success.text
                          : now ? theme.text
                                : theme.text3,
                      mirrored ? Qt::AlignRight : Qt::AlignLeft);
            x += width + lineGap;
            if (step != Done) {
                painter.fillRect(QRectF(placed(x, line).left(), std::floor(height() / 2.0), line, 1),
                                 theme.borderStrong);
                x += line + lineGap;
            }
        }
    }

private:
    static std::array<QString, 3> words()
    {
        return {ImportHeader::tr("File"), ImportHeader::tr("Columns and check"), ImportHeader::tr("Done")};
    }

    static constexpr int mark = 20;
    static constexpr int gap = 7;
    static constexpr int line = 28;
    static constexpr int lineGap = 12;
    Step m_step = File;
};

ImportHeader::ImportHeader(QWidget *parent)
    : QWidget(parent)
    , m_title(new ElidedLabel(tr("Import"), TextStyle::CardTitle))
    , m_detail(new ElidedLabel(QString(), TextStyle::Meta, &Theme::text3))
    , m_steps(new Steps)
    , m_close(new IconButton(Icon::X, tr("Close (Esc)")))
{
    setFixedHeight(60);
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(24, 0, 16, 1);
    columns->setSpacing(0);
    auto *mark = new IconView(Icon::FileSpreadsheet, 20);
    mark->setTone(ToneName::Success);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch(1);
    words->addWidget(m_title);
    words->addWidget(m_detail);
    words->addStretch(1);
    auto *left = new QHBoxLayout;
    left->setSpacing(12);
    left->addWidget(mark);
    left->addLayout(words, 1);
    auto *right = new QHBoxLayout;
    right->addStretch(1);
    right->addWidget(m_close);
    columns->addLayout(left, 1);
    columns->addWidget(m_steps);
    columns->addLayout(right, 1);
    m_title->setObjectName(QStringLiteral("importTitle"));
    m_close->setObjectName(QStringLiteral("importClose"));
    connect(m_close, &QPushButton::clicked, this, &ImportHeader::closeRequested);
}

void ImportHeader::setFile(const QString &name, const QString &detail)
{
    m_title->setText(tr("Import %1").arg(name));
    m_detail->setText(detail);
}

void ImportHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this); // only the line: the sheet's round corners lie behind
    paintHairline(&painter, rect(), Qt::BottomEdge, themeOf(this).border);
}

void ImportHeader::setStep(Step step)
{
    m_steps->setStep(step);
}

} // namespace AlwaysLeads
