#pragma once

#include "style/SystemScheme.h"
#include "style/Theme.h"

#include <QObject>

class QApplication;

namespace AlwaysLeads {

class AppStyle;

enum class ColourMode { System, Light, Dark };

/// Gives the application its look and changes it while it runs. main makes one and hands it to the settings page; a
/// test makes one before its first widget.
class Appearance : public QObject
{
    Q_OBJECT

public:
    explicit Appearance(QApplication &application, QObject *parent = nullptr);

    ColourMode mode() const { return m_mode; }
    void setMode(ColourMode mode);
    bool isDark() const;

    /// 1.0, 1.1, 1.25 or 1.5; other values are brought into that range.
    qreal textFactor() const { return m_textFactor; }
    void setTextFactor(qreal factor);

    bool moreContrast() const { return m_moreContrast; }
    void setMoreContrast(bool on);

    bool reducedMotion() const { return m_reducedMotion; }
    void setReducedMotion(bool on);

    const Theme &theme() const;

Q_SIGNALS:
    /// After style, palette and font are in place.
    void changed();

private:
    void apply();

    QApplication &m_application;
    SystemScheme m_system;
    AppStyle *m_style; ///< owned by the application, as Qt has it
    ColourMode m_mode = ColourMode::System;
    qreal m_textFactor = 1.0;
    bool m_moreContrast = false;
    bool m_reducedMotion = false;
};

} // namespace AlwaysLeads
