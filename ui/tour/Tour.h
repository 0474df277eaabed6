#pragma once

#include "tour/Hands.h"
#include "tour/TourFacts.h"

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

/// Drives the real window through the whole job in a sandbox that holds nothing yet: from the guided start over
/// importing, finding, scoring, writing, reviewing and sending to replies and the dashboard. Days pass by the clock of
/// the sandbox. Saves a picture of each step and what is in the database and the mailboxes at the end. `finished` tells
/// whether every step showed and stored what it should.
class Tour : public QObject
{
    Q_OBJECT
public:
    Tour(Application &application, MainWindow &window, Appearance &appearance, const QString &folder,
         QObject *parent = nullptr);

    void start();

    /// Watches for controls that are shown before they have a place: they flash as windows of their own.
    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void finished(bool complete);

private:
    struct Step
    {
        QString name;
        std::function<Result<>()> act;
        std::function<bool()> done; ///< looked at until true; empty: at once
        bool picture = true;
        std::function<QString()> missing{}; ///< says what is not as it should be
    };

    void describe();
    void describeStart();
    void describeImport();
    void describeCare();
    void describeFinding();
    void describeScores();
    void describeCampaign();
    void describeFollowUpSteps();
    void describeForecast();
    void describeReview();
    void describeSending();
    void describeReplies();
    void describeAnswer();
    void describeDecisions();
    void describeFollowUps();
    void describeMeeting();
    void describeDashboard();
    void describePages();

    void add(const QString &name, std::function<Result<>()> act, std::function<bool()> done);
    /// A step without a picture.
    void pass(const QString &name, std::function<Result<>()> act, std::function<bool()> done);
    /// Compares: `missing` says what is not so yet; when it does not fall silent in time, the tour ends with its words.
    void check(const QString &name, std::function<QString()> missing);
    /// Without a picture: clicks this control and waits until the other one is there.
    void go(const QString &control, const QString &until);
    void beginStep();
    void look();
    void takePicture(const QString &name);
    void end(const QString &problem);
    void writeSummary(const QString &problem) const;

    /// Chooses the first so many rows of the table of people.
    void choose(int people);
    /// A step that closes the layer on top, and sees it gone.
    void close(const QString &name);
    /// Approves draft after draft with the key until none is left.
    void approveAll(const QString &name, int most);
    /// Lets days pass, one after the other.
    void skipDays(const QString &name, int days);
    /// Goes with the arrow keys to the reply of this class.
    Result<> openReply(ReplyClass value);
    Result<> openReplyOf(const QString &name);
    /// The mail of the one who was gone to last is on the screen.
    bool showsWanted() const;
    bool isVisible(const QString &name) const { return m_hands.find(name) != nullptr; }
    bool isReady(const QString &name) const;
    /// The draft that is chosen is on the screen and can be approved.
    bool mayApprove() const;
    bool takesWords(const QString &line) const;
    int rowsOf(const QString &table) const;
    QString textOf(const QString &name) const;

    Application &m_application;
    MainWindow &m_window;
    Appearance &m_appearance;
    QDir m_folder;
    QString m_sample;
    Hands m_hands;
    TourFacts m_facts;
    std::vector<Step> m_steps;
    size_t m_next = 0;
    QTimer m_look;
    QElapsedTimer m_sinceAct;
    QElapsedTimer m_whole;
    int m_calmLooks = 0;
    int m_pictures = 0;
    // As it was when the step at hand began.
    qint64 m_peopleBefore = 0;
    int m_arrivedBefore = 0;
    int m_suppressedBefore = 0;
    int m_toReviewBefore = 0;
    int m_rowsBefore = 0;
    QString m_stray; ///< what was a window of its own and should not be
    QString m_wanted; ///< the address of the reply that was gone to last
    int m_enrolled = 0; ///< people in the campaign
};

} // namespace AlwaysLeads
