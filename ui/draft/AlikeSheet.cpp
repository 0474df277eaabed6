#include "draft/AlikeSheet.h"

#include "draft/TextChanges.h"
#include "mail/LightText.h"
#include "style/AppStyle.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/MailView.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTextCursor>
#include <QTimer>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int sheetWidth = 720;
constexpr int textHeight = 360;

/// As who gets it sees it.
void putInto(MailView *view, const DraftPage &page)
{
    const QString body = page.draft.body.trimmed() + QStringLiteral("\n\n");
    if (page.format == MailFormat::Light) {
        view->setLightMail(body + lightEscaped(page.footer, true));
    } else {
        view->setMail(body + page.footer);
    }
}
} // namespace

AlikeSheet::AlikeSheet(const QList<DraftPage> &pages, QWidget *inside)
    : DialogSheet(tr("%n drafts alike", nullptr, int(pages.size())), sheetWidth, inside)
    , m_pages(pages)
    , m_who(new Label(QString(), TextStyle::Strong))
    , m_subject(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_text(new MailView)
    , m_count(new Label(QString(), TextStyle::Meta, &Theme::text2))
    , m_next(new Button(Icon::ArrowRight, tr("Next")))
    , m_approve(new Button(Icon::CheckCheck, tr("Approve all"), ButtonKind::Primary))
{
    setObjectName(QStringLiteral("alikeSheet"));
    body()->addWidget(m_who);
    m_subject->setWordWrap(true);
    body()->addWidget(m_subject);
    m_text->setObjectName(QStringLiteral("alikeText"));
    m_text->setGrows(false);
    m_text->setMinimumHeight(textHeight);
    body()->addWidget(m_text);
    m_count->setObjectName(QStringLiteral("alikeCount"));
    footer()->addWidget(m_count);
    auto *no = addButton(new Button(tr("Cancel"), ButtonKind::Ghost));
    connect(no, &QPushButton::clicked, this, &DialogSheet::cancel);
    m_next->setObjectName(QStringLiteral("alikeNext"));
    m_next->setKeyCap(QStringLiteral("J"));
    addButton(m_next);
    connect(m_next, &QPushButton::clicked, this, [this] { show((m_index + 1) % int(m_pages.size())); });
    m_approve->setObjectName(QStringLiteral("alikeApprove"));
    addButton(m_approve);
    connect(m_approve, &QPushButton::clicked, this, [this] {
        QList<std::pair<DraftId, QByteArray>> seen;
        for (const DraftPage &page : std::as_const(m_pages)) {
            seen.append({page.draft.id, page.shownHash});
        }
        close();
        Q_EMIT approved(seen);
    });
    connect(m_text->verticalScrollBar(), &QScrollBar::valueChanged, this, &AlikeSheet::noteSeen);
    // Not from inside of the layout, which goes on.
    connect(m_text->verticalScrollBar(), &QScrollBar::rangeChanged, this, &AlikeSheet::noteSeen, Qt::QueuedConnection);
    setInitialFocus(m_next);
    show(0);
}

void AlikeSheet::show(int index)
{
    m_index = index;
    const DraftPage &page = m_pages.at(index);
    m_who->setText(page.toName.isEmpty() ? page.toAddress : page.toName);
    m_subject->setText(page.draft.subject);
    putInto(m_text, page);
    const QString shown = m_text->plainText();
    if (index == 0) {
        m_first = shown;
    } else {
        QTextCharFormat differs;
        differs.setBackground(themeOf(this).insert);
        QTextCursor cursor(m_text->document());
        int at = 0;
        for (const TextChange &change : textChanges(m_first, shown)) {
            if (change.kind == TextChange::Kind::Removed) {
                continue; // what the first one said is not in this mail
            }
            cursor.setPosition(at);
            at += int(change.text.size());
            cursor.setPosition(at, QTextCursor::KeepAnchor);
            if (change.kind == TextChange::Kind::Inserted) {
                cursor.mergeCharFormat(differs);
            }
        }
    }
    m_text->verticalScrollBar()->setValue(0);
    noteSeen();
    QTimer::singleShot(0, this, &AlikeSheet::noteSeen); // once it is laid out
}

void AlikeSheet::noteSeen()
{
    const QScrollBar *bar = m_text->verticalScrollBar();
    if (isVisible() && m_text->isVisible() && bar->value() >= bar->maximum()) {
        m_seen.insert(m_index);
    }
    const int left = int(m_pages.size() - m_seen.size());
    m_count->setText(tr("%L1 of %L2. %3")
                         .arg(m_index + 1)
                         .arg(m_pages.size())
                         .arg(left == 0 ? tr("All were shown.") : tr("%L1 not read to the end yet.").arg(left)));
    m_approve->setDisabledReason(left == 0 ? QString() : tr("Read each of them to its end first."));
}

void AlikeSheet::showEvent(QShowEvent *event)
{
    DialogSheet::showEvent(event);
    QTimer::singleShot(0, this, &AlikeSheet::noteSeen);
}

void AlikeSheet::changeEvent(QEvent *event)
{
    DialogSheet::changeEvent(event);
    if (event->type() == QEvent::StyleChange && !m_pages.isEmpty()) {
        const int place = m_text->verticalScrollBar()->value();
        show(m_index); // the colours of what differs are the theme's
        m_text->verticalScrollBar()->setValue(place);
    }
}

void AlikeSheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_J || event->key() == Qt::Key_K) {
        const int count = int(m_pages.size());
        show((m_index + (event->key() == Qt::Key_J ? 1 : count - 1)) % count);
        return;
    }
    DialogSheet::keyPressEvent(event);
}

} // namespace AlwaysLeads
