#pragma once

#include "style/Icon.h"
#include "style/Theme.h"

#include <QWidget>

class QHBoxLayout;
class QTimer;

namespace AlwaysLeads {

class Button;
class Label;

/// What a list says when there is nothing in it: icon in a circle, a title, one sentence, up to two buttons. Centred.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(Icon icon, const QString &title, const QString &sentence, QWidget *parent = nullptr);

    void setTone(ToneName tone); ///< Accent at the start
    void setTitle(const QString &title);
    void setSentence(const QString &sentence);
    /// In the order of importance, the first is usually Primary. The caller connects it.
    Button *addButton(Button *button);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_circle;
    Label *m_title;
    Label *m_sentence;
    QHBoxLayout *m_buttons;
};

/// Soft rows that fade downwards; shown only when loading takes longer than 120 ms.
class Skeleton : public QWidget
{
    Q_OBJECT

public:
    explicit Skeleton(int rowHeight = 48, QWidget *parent = nullptr);
    void start();
    void stop();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_rowHeight;
    QTimer *m_delay;
};

} // namespace AlwaysLeads
