#pragma once

#include <QLayout>
#include <QList>

namespace AlwaysLeads {

/// Controls in a line, some at its start and some at its end. Where they do not fit, at larger text or in a small
/// window, the rest goes into further lines; nothing is clipped. An ElidedLabel gives way before that.
class WrapLayout : public QLayout
{
    Q_OBJECT

public:
    enum class Side { Start, End };

    explicit WrapLayout(QWidget *parent = nullptr);
    ~WrapLayout() override;

    /// Hides QLayout's.
    void addWidget(QWidget *widget, Side side = Side::Start);
    void setLineSpacing(int px);

    void addItem(QLayoutItem *item) override;
    int count() const override { return int(m_parts.size()); }
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    Qt::Orientations expandingDirections() const override { return {}; }
    void setGeometry(const QRect &rect) override;

private:
    struct Part
    {
        QLayoutItem *item = nullptr;
        Side side = Side::Start;
    };
    struct Line
    {
        QList<Part> parts;
        int wish = 0; ///< px, with all of its texts whole
        int height = 0;
    };

    /// Down to this an elided text gives way before the line is broken.
    static int leastWidth(const Part &part);
    QList<Part> shown() const;
    QList<Line> lines(int room) const;
    int heightOf(const QList<Line> &lines) const;
    void place(const Line &line, const QRect &room, bool mirrored) const;

    QList<Part> m_parts;
    int m_lineSpacing = 8;
};

} // namespace AlwaysLeads
