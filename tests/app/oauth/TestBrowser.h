#pragma once

#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

class QNetworkReply;

namespace AlwaysLeads {

/// Plays the person in a browser: follows redirects with cookies, types a login into the provider's form, allows or
/// cancels.
class TestBrowser : public QObject
{
    Q_OBJECT
public:
    enum class Person { Allows, Cancels };

    Person person = Person::Allows;
    QString login = QStringLiteral("jonas@wood.example");

    void open(const QUrl &url);
    /// The page it stands on, once nothing more happens.
    QByteArray page() const { return m_page; }
    int status() const { return m_status; }
    /// Every address it went to, the first first.
    QList<QUrl> visited() const { return m_visited; }

private:
    void follow(QNetworkReply *reply);
    void look(const QUrl &at);

    QNetworkAccessManager m_network;
    QList<QUrl> m_visited;
    QByteArray m_page;
    int m_status = 0;
};

} // namespace AlwaysLeads
