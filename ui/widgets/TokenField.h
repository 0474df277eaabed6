#pragma once

#include <QLineEdit>
#include <QWidget>

#include <functional>
#include <vector>

namespace AlwaysLeads {

/// Several short values in one field: each a tag with an x, the next one typed behind them. Enter, comma or leaving the
/// field adds; Backspace goes back to the last one, arrows walk over them, Delete takes one away.
class TokenField : public QWidget
{
    Q_OBJECT

public:
    /// `name` is what a screen reader says.
    explicit TokenField(const QString &name, QWidget *parent = nullptr);

    QStringList tokens() const { return m_tokens; }
    /// Tells nobody.
    void setTokens(const QStringList &tokens);
    void setPlaceholder(const QString &text) { m_edit->setPlaceholderText(text); }
    /// Makes what is typed fit ("https://www.x.example" becomes "x.example"); an empty text is not taken.
    void setCleaner(std::function<QString(const QString &)> cleaner) { m_cleaner = std::move(cleaner); }
    /// Where the typing goes; its object name is the field's with "Edit" behind.
    QLineEdit *edit() const { return m_edit; }
    void setFieldName(const QString &objectName);

Q_SIGNALS:
    void tokensChanged(const QStringList &tokens);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addTyped();
    void removeAt(int index);
    bool handleKey(int key);
    void mark(int index);
    void arrange();
    void renewLook();
    void describe();

    QStringList m_tokens;
    std::vector<QRectF> m_boxes;
    std::function<QString(const QString &)> m_cleaner;
    QLineEdit *m_edit;
    int m_marked = -1; ///< the tag that the keyboard is on
};

} // namespace AlwaysLeads
