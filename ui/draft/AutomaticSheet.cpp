#include "draft/AutomaticSheet.h"

#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/TextField.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

AutomaticSheet::AutomaticSheet(const QString &campaign, QWidget *inside)
    : DialogSheet(tr("Send “%1” without reading?").arg(campaign), 480, inside)
    , m_campaign(campaign)
    , m_field(new TextField(tr("Type the campaign's name")))
{
    setObjectName(QStringLiteral("automaticSheet"));
    const QString lines[] = {tr("Every draft that is ready, now and later, is approved by the program and leaves at "
                                "its time, in your name. You "
                                "see each in the outbox, not before."),
                             tr("Drafts with a claim that no fact holds, or with any warning of the copy checks, still "
                                "wait for you. A line on "
                                "this page says that it is on, and one click there ends it.")};
    for (const QString &line : lines) {
        auto *label = new Label(line, TextStyle::Body, &Theme::text2);
        label->setWordWrap(true);
        body()->addWidget(label);
    }
    m_field->edit()->setObjectName(QStringLiteral("automaticName"));
    m_field->setPlaceholder(campaign);
    body()->addWidget(m_field);
    auto *no = addButton(new Button(tr("Keep reading them")));
    connect(no, &QPushButton::clicked, this, &DialogSheet::cancel);
    auto *go = addButton(new Button(Icon::Send, tr("Send without reading"), ButtonKind::FinalDanger));
    go->setObjectName(QStringLiteral("automaticGo"));
    setDefaultButton(no);
    setInitialFocus(m_field->edit());
    connect(go, &QPushButton::clicked, this, [this] {
        if (m_field->text().simplified() != m_campaign.simplified()) {
            m_field->setError(tr("This is not its name. Type %1.").arg(m_campaign));
            m_field->edit()->setFocus();
            return;
        }
        const QString name = m_field->text();
        close();
        Q_EMIT typed(name);
    });
}

} // namespace AlwaysLeads
