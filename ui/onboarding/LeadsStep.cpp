#include "onboarding/LeadsStep.h"

#include "lead/LeadQuery.h"
#include "lead/LeadSearch.h"
#include "lead/Leads.h"
#include "shell/Shell.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"
#include "widgets/WrapLayout.h"

#include <QDragEnterEvent>
#include <QEvent>
#include <QLocale>
#include <QMimeData>
#include <QPainter>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

constexpr int narrowBelow = 640; // px at normal text size

/// Where a file can be dropped.
class DropZone : public QWidget
{
protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Theme &theme = themeOf(this);
        paintBox(&painter, rect(), 10, theme.sunken);
        paintDashedBox(&painter, rect(), 10, theme.borderStrong);
    }
};

QString fileIn(const QMimeData *dragged)
{
    const QList<QUrl> urls = dragged->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

} // namespace

LeadsStep::LeadsStep(LeadSearch &search, Leads &leads, Shell &shell, QWidget *parent)
    : OnboardingStep(tr("Bring your first people"),
                     tr("A list as you have it is enough: we find the columns, show what will happen to each row, and "
                        "you can take the whole import back."),
                     parent)
    , m_search(search)
    , m_shell(shell)
    , m_have(new Label(QString(), TextStyle::BodyMedium))
    , m_ways(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_reading(
          this, [this] { return m_search.counts(); },
          [this](const Result<LeadCounts> &counts) {
              if (!counts) {
                  m_shell.showProblem(counts.error());
                  return;
              }
              m_count = counts->views.value(LeadView::All);
              m_have->setText(tr("%n person(s) here already.", nullptr, int(m_count)));
              m_have->setVisible(m_count > 0);
              Q_EMIT proceedChanged();
              Q_EMIT counted();
          })
{
    setObjectName(QStringLiteral("onboardingLeads"));
    setAcceptDrops(true);
    m_have->setObjectName(QStringLiteral("firstPeople"));
    m_have->setTone(ToneName::Success);
    m_have->setWordWrap(true);
    m_have->hide();
    lines()->addWidget(m_have);

    auto *zone = new DropZone;
    auto *inside = new QVBoxLayout(zone);
    inside->setContentsMargins(24, 32, 24, 32);
    inside->setSpacing(10);
    inside->addWidget(new IconView(Icon::FileSpreadsheet, 24, &Theme::accent), 0, Qt::AlignHCenter);
    auto *title = new Label(tr("Drop a file here"), TextStyle::CardTitle);
    inside->addWidget(title, 0, Qt::AlignHCenter);
    auto *kinds = new Label(tr("CSV, TSV or an Excel workbook (.xlsx)"), TextStyle::Body, &Theme::text2);
    inside->addWidget(kinds, 0, Qt::AlignHCenter);
    auto *buttons = new QWidget;
    m_ways->setContentsMargins(0, 8, 0, 0);
    m_ways->setSpacing(8);
    buttons->setLayout(m_ways);
    const auto add = [&](const char *objectName, Icon icon, const QString &text, auto act) {
        auto *button = new Button(icon, text);
        button->setObjectName(QLatin1String(objectName));
        connect(button, &QPushButton::clicked, this, act);
        m_ways->addWidget(button);
        return button;
    };
    m_first = add("firstFile", Icon::Upload, tr("Choose a file…"), [this] { m_shell.importFile({}); });
    add("firstPaste", Icon::Copy, tr("Import pasted rows"), [this] { Q_EMIT pasteRequested(); });
    add("firstApollo", Icon::Telescope, tr("Search with Apollo"), [this] { Q_EMIT apolloRequested(); });
    inside->addWidget(buttons, 0, Qt::AlignHCenter);
    lines()->addWidget(zone);
    auto *hint = new Label(tr("Write only to people for whom you have a reason. Whoever says no is never written to "
                              "again, also not after the next import."),
                           TextStyle::Meta, &Theme::text3);
    hint->setWordWrap(true);
    lines()->addWidget(hint);
    lines()->addStretch(1);
    connect(&leads, &Leads::reset, this, [this] { m_reading.renew(); });
    connect(&leads, &Leads::changed, this, [this] { m_reading.renew(); });
}

void LeadsStep::enter()
{
    m_reading.renew();
}

QString LeadsStep::proceedText() const
{
    return m_count > 0 ? tr("Start") : tr("Start without people");
}

QWidget *LeadsStep::firstField()
{
    return m_first;
}

void LeadsStep::arrange()
{
    m_ways->setDirection(width() < narrowBelow * fontsOf(this).textFactor() ? QBoxLayout::TopToBottom
                                                                            : QBoxLayout::LeftToRight);
}

void LeadsStep::dragEnterEvent(QDragEnterEvent *event)
{
    if (!fileIn(event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void LeadsStep::dropEvent(QDropEvent *event)
{
    if (const QString file = fileIn(event->mimeData()); !file.isEmpty()) {
        event->acceptProposedAction();
        m_shell.importFile(file);
    }
}

void LeadsStep::resizeEvent(QResizeEvent *event)
{
    OnboardingStep::resizeEvent(event);
    arrange();
}

void LeadsStep::changeEvent(QEvent *event)
{
    OnboardingStep::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        arrange();
    }
}

} // namespace AlwaysLeads
