#pragma once

#include "tour/Hands.h"

#include <QDir>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace AlwaysLeads {

class Application;
class MainWindow;

/// Drives the real window through the whole job in the sandbox, saves a picture of each step and a summary of what arrived in
/// the sandbox's mailboxes. `finished` tells whether everything was there.
class Tour : public QObject
{
    Q_OBJECT
public:
    Tour(Application &application, MainWindow &window, const QString &folder, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void finished(bool complete);

private:
    struct Step
    {
        QString name; ///< also the picture's name; steps without a picture start with "-"
        std::function<Result<>()> act;
        std::function<bool()> done;
    };

    void describe();
    void beginStep();
    void look();
    void takePicture();
    void end(const QString &problem);
    QString arrivedSummary() const;

    Application &m_application;
    MainWindow &m_window;
    QDir m_folder;
    Hands m_hands;
    std::vector<Step> m_steps;
    size_t m_next = 0;
    QTimer m_look;
    QElapsedTimer m_sinceAct;
    int m_calmLooks = 0;
    QStringList m_lines;
};

} // namespace AlwaysLeads
