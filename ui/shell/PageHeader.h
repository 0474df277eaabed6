#pragma once

#include <QWidget>

namespace AlwaysLeads {

class ElidedLabel;
class IconButton;
class Label;
class WrapLayout;

/// The first 52 px of every sheet: title, count and filters left, actions right, a hairline below. Where one line does
/// not hold them, more.
class PageHeader : public QWidget
{
    Q_OBJECT
public:
    explicit PageHeader(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// A path in front of the title ("Campaigns /"); clicking it is pathClicked(). Empty: none.
    void setPath(const QString &path);
    /// A chevron after the title, of this name; clicking it is menuRequested(). Empty: none.
    void setMenu(const QString &name);
    QWidget *menuButton() const;
    /// Muted, after the title: "186", "18 today". Empty hides it.
    void setCount(const QString &count);
    /// After the title and count: a Segmented, a chip.
    void addLeft(QWidget *widget);
    /// At the end, in the order of the calls.
    void addRight(QWidget *widget);

Q_SIGNALS:
    void pathClicked();
    void menuRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    WrapLayout *m_line;
    class Button *m_path;
    Label *m_slash;
    ElidedLabel *m_title;
    IconButton *m_menu;
    Label *m_count;
};

} // namespace AlwaysLeads
