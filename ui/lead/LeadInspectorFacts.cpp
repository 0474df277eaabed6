#include "lead/LeadInspector.h"

#include "lead/LeadWords.h"
#include "widgets/ElidedLabel.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/Marks.h"

#include <QDesktopServices>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

/// What is known of a person and where each value came from.
namespace AlwaysLeads {

namespace {

Icon iconOf(const StoryFact &fact)
{
    if (fact.isLink) {
        return Icon::Globe;
    }
    if (fact.name == QLatin1String("phone")) {
        return Icon::Phone;
    }
    return fact.name == QLatin1String("language") ? Icon::Languages : Icon::FileText;
}

Icon iconOf(SourceKind kind)
{
    switch (kind) {
    case SourceKind::File:
        return Icon::FileText;
    case SourceKind::Paste:
        return Icon::Copy;
    case SourceKind::Apollo:
        return Icon::Telescope;
    case SourceKind::Person:
        return Icon::PencilLine;
    case SourceKind::Claude:
        return Icon::Sparkles;
    }
    Q_UNREACHABLE();
}

} // namespace

void LeadInspector::fillFacts(const QList<StoryFact> &facts)
{
    if (facts.isEmpty()) {
        return;
    }
    QStringList sources;
    for (const StoryFact &fact : facts) {
        if (!fact.source.isEmpty() && !sources.contains(fact.source)) {
            sources << fact.source;
        }
    }
    const QString aside = sources.isEmpty() ? tr("%1 known").arg(facts.size())
        : sources.size() == 1               ? tr("1 source")
                                            : tr("%1 sources").arg(sources.size());
    QVBoxLayout *section = addSection(tr("Facts"), aside);
    section->setSpacing(10);
    const QDateTime now = m_now();
    for (const StoryFact &fact : facts) {
        auto *line = new QHBoxLayout;
        line->setSpacing(8);
        auto *mark = new IconView(iconOf(fact), 14, &Theme::text3);
        mark->setFixedHeight(20);
        auto *words = new QVBoxLayout;
        words->setSpacing(0);
        auto *value = new Label(fact.value, TextStyle::Body);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        words->addWidget(value);
        QString from = fact.label;
        if (!fact.source.isEmpty()) {
            from = tr("%1 · %2, %3").arg(fact.label, fact.source, LeadWords::agoWithin(fact.at, now));
        }
        auto *source = new ElidedLabel(from, TextStyle::Meta, &Theme::text3);
        source->setToolTip(fact.at.isValid() ? LeadWords::fullTime(fact.at) : QString());
        words->addWidget(source);
        line->addWidget(mark, 0, Qt::AlignTop);
        line->addLayout(words, 1);
        const QUrl url = QUrl::fromUserInput(fact.value);
        if (fact.isLink && (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"))) {
            auto *open = new IconButton(Icon::ExternalLink, tr("Open %1").arg(fact.value));
            open->setControlSize(28);
            open->setPictureSize(14);
            connect(open, &QPushButton::clicked, this, [url] { QDesktopServices::openUrl(url); });
            line->addWidget(open, 0, Qt::AlignTop);
        }
        section->addLayout(line);
    }
}

void LeadInspector::fillOrigins(const LeadStory &story)
{
    struct Group
    {
        StoryFact first;
        QStringList labels;
    };
    QList<Group> groups; // by source, in the order the card names what came from there
    for (const StoryFact &fact : story.above + story.facts) {
        const auto known = std::ranges::find_if(groups, [&fact](const Group &group) {
            return group.first.source == fact.source && group.first.at == fact.at;
        });
        if (!fact.source.isEmpty() && known == groups.end()) {
            groups.append({fact, {fact.label}});
        } else if (known != groups.end()) {
            known->labels << fact.label;
        }
    }
    if (groups.isEmpty()) {
        return;
    }
    QVBoxLayout *section = addSection(tr("Where from"));
    section->setSpacing(10);
    const QDateTime now = m_now();
    for (const Group &group : std::as_const(groups)) {
        auto *line = new QHBoxLayout;
        line->setSpacing(8);
        auto *mark = new IconView(iconOf(group.first.from), 14, &Theme::text3);
        mark->setFixedHeight(20);
        auto *words = new QVBoxLayout;
        words->setSpacing(0);
        auto *source = new ElidedLabel(tr("%1, %2").arg(group.first.source, LeadWords::agoWithin(group.first.at, now)),
                                       TextStyle::Body);
        source->setToolTip(LeadWords::fullTime(group.first.at));
        words->addWidget(source);
        auto *what = new Label(group.labels.join(tr(", ")), TextStyle::Meta, &Theme::text3);
        what->setObjectName(QStringLiteral("leadsInspectorOrigin"));
        what->setWordWrap(true);
        words->addWidget(what);
        line->addWidget(mark, 0, Qt::AlignTop);
        line->addLayout(words, 1);
        section->addLayout(line);
    }
}

} // namespace AlwaysLeads
