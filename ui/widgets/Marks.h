#pragma once

#include "widgets/ChipLook.h"

#include <QWidget>

namespace AlwaysLeads {

/// Small marks as widgets, for cards and inspectors; rows paint the same through CellPainting.

class StatusChip : public QWidget
{
    Q_OBJECT

public:
    explicit StatusChip(const ChipLook &look = {}, QWidget *parent = nullptr);
    void setLook(const ChipLook &look);
    const ChipLook &look() const { return m_look; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ChipLook m_look;
};

class ScorePill : public QWidget
{
    Q_OBJECT

public:
    explicit ScorePill(int score = 0, QWidget *parent = nullptr);
    void setScore(int score, bool setByHand = false);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_score;
    bool m_setByHand = false;
};

/// 20, 28, 36 or 44 px; decoration only for screen readers.
class Avatar : public QWidget
{
    Q_OBJECT

public:
    explicit Avatar(int size = 28, QWidget *parent = nullptr);
    void setPerson(const QString &name, const QString &address);
    QSize sizeHint() const override { return {m_size, m_size}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_size;
    QString m_name;
    QString m_address;
};

/// The 14 px mark of an address, its class as tooltip; the date is added by the caller.
class AddressMark : public QWidget
{
    Q_OBJECT

public:
    explicit AddressMark(AddressState state = AddressState::Unchecked, QWidget *parent = nullptr);
    void setState(AddressState state, const QString &detail = QString());
    QSize sizeHint() const override { return {14, 20}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    AddressState m_state;
};

class Tag : public QWidget
{
    Q_OBJECT

public:
    explicit Tag(const QString &text, QWidget *parent = nullptr);
    QString text() const { return m_text; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
};

class KeyCap : public QWidget
{
    Q_OBJECT

public:
    explicit KeyCap(const QString &keys, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_keys;
};

/// One icon in a token's or a tone's colour.
class IconView : public QWidget
{
    Q_OBJECT

public:
    explicit IconView(Icon icon, int size = 16, QColor Theme::*colour = &Theme::text2, QWidget *parent = nullptr);
    void setPicture(Icon icon);
    void setColour(QColor Theme::*colour);
    void setTone(ToneName tone);
    QSize sizeHint() const override { return {m_size, m_size}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Icon m_icon;
    int m_size;
    QColor Theme::*m_colour;
    ToneName m_tone = ToneName::Neutral;
    bool m_hasTone = false;
};

/// A thin horizontal or vertical line in `border`.
class Hairline : public QWidget
{
    Q_OBJECT

public:
    explicit Hairline(Qt::Orientation orientation = Qt::Horizontal, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::Orientation m_orientation;
};

/// A rounded bar of parts, 4 px high unless resized: budgets, sending, score parts.
class Meter : public QWidget
{
    Q_OBJECT

public:
    explicit Meter(int height = 4, QWidget *parent = nullptr);
    /// Shares of 1 with the colour of a tone's fill.
    void setShare(qreal share, ToneName tone = ToneName::Accent);
    /// A second part behind the first in accentBorder: what waits.
    void setWaitingShare(qreal share);
    QSize sizeHint() const override { return {80, m_height}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_height;
    qreal m_share = 0;
    qreal m_waiting = 0;
    ToneName m_tone = ToneName::Accent;
};

} // namespace AlwaysLeads
