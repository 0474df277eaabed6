#include "prospecting/FindLeadsPage.h"
#include "prospecting/FoundTable.h"
#include "prospecting/FoundTableModel.h"
#include "style/AppStyle.h"
#include "widgets/Button.h"
#include "widgets/ElidedLabel.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/SheetFrame.h"

#include <QHBoxLayout>
#include <QLocale>

#include <algorithm>

namespace AlwaysLeads {

namespace {

constexpr int statusHeight = 48;
constexpr int knownHeight = 40;
constexpr qint64 mostShown = 50'000; // nobody behind them can be paged to

QString dayText(const QDateTime &when)
{
    return QLocale().toString(when.toLocalTime().date(), QStringLiteral("d MMM"));
}

} // namespace

QWidget *FindLeadsPage::buildStatus()
{
    auto *bar = new Pane(&Theme::surface, Qt::BottomEdge);
    bar->setFixedHeight(statusHeight);
    bar->setMinimumWidth(1); // what gives way in a small window must not keep the window large
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins(20, 0, 12, 0);
    line->setSpacing(10);
    m_count->setObjectName(QStringLiteral("foundCount"));
    m_stopButton->setObjectName(QStringLiteral("stopSearch"));
    m_stopButton->setAccessibleName(tr("Stop the search (Esc)"));
    m_stopButton->setToolTip(tr("Stop the search (Esc)"));
    m_hint->setObjectName(QStringLiteral("foundHint"));
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_newButton->setObjectName(QStringLiteral("showOnlyNew"));
    m_pageLabel->setObjectName(QStringLiteral("foundPage"));
    m_previous->setObjectName(QStringLiteral("previousPage"));
    m_next->setObjectName(QStringLiteral("nextPage"));
    m_previous->setControlSize(28);
    m_next->setControlSize(28);
    line->addWidget(m_count);
    line->addWidget(m_stopButton);
    m_choiceWords->setObjectName(QStringLiteral("foundChoice"));
    line->addWidget(m_choiceWords);
    m_nobodyButton->setObjectName(QStringLiteral("chooseNobody"));
    m_nobodyButton->setAccessibleName(tr("Choose nobody on any page"));
    m_nobodyButton->setToolTip(tr("Choose nobody on any page"));
    line->addWidget(m_nobodyButton);
    m_revealedButton->setObjectName(QStringLiteral("showRevealed"));
    line->addWidget(m_revealedButton);
    line->addWidget(m_newButton);
    line->addWidget(m_hint, 1);
    line->addWidget(m_pageLabel);
    line->addWidget(m_previous);
    line->addWidget(m_next);
    connect(m_stopButton, &QPushButton::clicked, this, &FindLeadsPage::stopWork);
    connect(m_previous, &QPushButton::clicked, this, [this] { goTo(m_page ? m_page->page - 1 : 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { goTo(m_page ? m_page->page + 1 : 1); });
    connect(m_nobodyButton, &QPushButton::clicked, this, &FindLeadsPage::dropChoice);
    connect(m_revealedButton, &QPushButton::clicked, this, &FindLeadsPage::showRevealed);
    connect(m_newButton, &QPushButton::clicked, this, [this] {
        m_model->setOnlyNew(!m_model->onlyNew());
        renewStatus();
        m_table->setFocus();
    });
    return bar;
}

QWidget *FindLeadsPage::buildKnownLine()
{
    auto *bar = new Pane(&Theme::sunken, Qt::TopEdge);
    bar->setObjectName(QStringLiteral("knownLine"));
    bar->setFixedHeight(knownHeight);
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins(20, 0, 20, 0);
    line->setSpacing(8);
    line->addWidget(new IconView(Icon::EyeOff, 16, &Theme::text3));
    m_knownText->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    line->addWidget(m_knownText);
    m_knownButton->setObjectName(QStringLiteral("showKnown"));
    line->addWidget(m_knownButton);
    line->addStretch(1);
    connect(m_knownButton, &QPushButton::clicked, this, &FindLeadsPage::toggleKnown);
    return bar;
}

void FindLeadsPage::renewStatus()
{
    const bool has = m_page.has_value();
    m_count->setText(m_working && m_runPages > 1 ? tr("Searching… page %1 of %2").arg(m_runDone + 1).arg(m_runPages)
                         : m_working             ? tr("Searching…")
                         : has                   ? tr("%L1 people").arg(m_page->total)
                                                 : QString());
    const bool nobodyNew = has && !m_page->name.isEmpty() && m_page->newPeople == 0 && m_page->beforeAt.isValid();
    // Who is chosen elsewhere is paid for as well: that goes before any other hint.
    const bool isElsewhere = has && !m_working && m_table->choice().size() > m_table->chosenHere();
    m_choiceWords->setText(isElsewhere ? m_table->choiceWords() : QString());
    m_hint->setText(m_working || !has || isElsewhere ? QString()
                        : m_page->total > mostShown
                        ? tr("Apollo shows the first %L1 of them. Narrow the search to see the others.").arg(mostShown)
                        : nobodyNew ? tr("nobody new since %1").arg(dayText(m_page->beforeAt))
                                    : tr("searching is free, names are shortened until you reveal them"));
    const bool fresh = has && !m_working && m_page->newPeople > 0 && m_page->beforeAt.isValid();
    if (fresh) {
        m_newButton->setText(m_model->onlyNew()
                                 ? tr("Show all of them")
                                 : tr("%L1 new since %2").arg(m_page->newPeople).arg(dayText(m_page->beforeAt)));
    }
    m_revealedButton->setText(tr("Show %n revealed in Leads", nullptr, int(m_revealed.size())));
    const int pages = has ? m_page->pages() : 1;
    m_pageLabel->setText(has && m_page->total > 0 ? tr("Page %L1 of %L2").arg(m_page->page).arg(pages) : QString());
    m_previous->setEnabled(has && !m_working && m_page->page > 1);
    m_next->setEnabled(has && !m_working && m_page->page < pages);
    m_previous->setVisible(has && m_page->total > 0);
    m_next->setVisible(has && m_page->total > 0);
    showStatusParts({{m_count, !m_count->text().isEmpty()},
                     {m_stopButton, m_working},
                     {m_choiceWords, isElsewhere},
                     {m_nobodyButton, isElsewhere},
                     {m_revealedButton, !m_working && !m_revealed.isEmpty()},
                     {m_newButton, fresh}});
}

void FindLeadsPage::showStatusParts(StatusParts parts)
{
    const QWidget *bar = m_count->parentWidget();
    const QLayout *line = bar->layout();
    const auto wish = [&] {
        const QMargins margins = line->contentsMargins();
        int width = margins.left() + margins.right();
        for (const QWidget *part : {static_cast<QWidget *>(m_hint), static_cast<QWidget *>(m_pageLabel),
                                    static_cast<QWidget *>(m_previous), static_cast<QWidget *>(m_next)}) {
            width += line->spacing() + (part == m_hint ? 0 : part->sizeHint().width());
        }
        for (const auto &[part, isShown] : parts) {
            width += isShown ? part->sizeHint().width() + line->spacing() : 0;
        }
        return width;
    };
    // The least needed first; the commands have what the link has.
    const QWidget *const least[] = {m_revealedButton, m_newButton, m_count};
    for (const QWidget *part : least) {
        if (m_choiceWords->text().isEmpty() || wish() <= bar->width()) {
            break;
        }
        std::ranges::find(parts, part, &StatusPart::widget)->isShown = false;
    }
    // What goes makes room before anything comes: the line never asks for more than the window has.
    for (const bool shows : {false, true}) {
        for (const auto &[part, isShown] : parts) {
            if (isShown == shows) {
                part->setVisible(shows);
            }
        }
    }
}

void FindLeadsPage::renewKnownLine()
{
    const int known = m_model->known();
    const int optedOut = m_model->optedOut();
    m_knownLine->setVisible(m_page && known + optedOut > 0);
    const QString have = tr("%n person(s) you already have", nullptr, known);
    const QString out = tr("%n who opted out", nullptr, optedOut);
    const QString who = known == 0 ? out : optedOut == 0 ? have : tr("%1 and %2").arg(have, out);
    m_knownText->setText(m_model->showsAll() ? tr("%1: shown, and never paid for again.").arg(who)
                                             : tr("%1: hidden, so you never pay for them.").arg(who));
    m_knownButton->setText(m_model->showsAll() ? tr("Hide") : tr("Show"));
}

void FindLeadsPage::toggleKnown()
{
    m_model->setShowsAll(!m_model->showsAll());
    renewKnownLine();
}

void FindLeadsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    renewStatus();
}

} // namespace AlwaysLeads
