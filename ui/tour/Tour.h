#pragma once

#include "tour/Hands.h"

#include <QDir>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace AlwaysLeads {

class Appearance;
class Application;
class MainWindow;

/// Drives the real window through the whole job in the sandbox, saves a picture of each step and a summary of what
/// arrived in the sandbox's mailboxes. `finished` tells whether everything was there.
class Tour : public QObject
{
    Q_OBJECT
public:
    Tour(Application &application, MainWindow &window, Appearance &appearance, const QString &folder,
         QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void finished(bool complete);

private:
    struct Step
    {
        QString name;
        std::function<Result<>()> act;
        std::function<bool()> done; ///< looked at until true; empty: at once
        bool picture = true;
    };

    void describe();
    void describeLeads();
    void describeCare();
    void describeScores();
    void describeCampaign();
    void describeReview();
    void describeFinding();
    void describePages();
    void add(const QString &name, std::function<Result<>()> act, std::function<bool()> done);
    /// A step without a picture.
    void pass(const QString &name, std::function<Result<>()> act, std::function<bool()> done);
    void beginStep();
    void look();
    void takePicture(const QString &name);
    void end(const QString &problem);
    QStringList arrived() const;
    /// Chooses the first so many rows of the table of people.
    void choose(int people);
    /// A step that closes the layer on top, and sees it gone.
    void close(const QString &name);
    bool isVisible(const QString &name) const { return m_hands.find(name) != nullptr; }
    int rowsOf(const QString &table) const;

    Application &m_application;
    MainWindow &m_window;
    Appearance &m_appearance;
    QDir m_folder;
    QString m_sample;
    Hands m_hands;
    std::vector<Step> m_steps;
    size_t m_next = 0;
    QTimer m_look;
    QElapsedTimer m_sinceAct;
    int m_calmLooks = 0;
    int m_pictures = 0;
};

} // namespace AlwaysLeads
