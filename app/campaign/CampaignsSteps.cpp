#include "campaign/Campaigns.h"

#include "campaign/TemplateParser.h"
#include "lead/LeadStore.h"

#include <algorithm>
#include <memory>

namespace AlwaysLeads {

namespace {

constexpr int usualDelay = 3; // working days

} // namespace

Result<bool> Campaigns::isKept(Connection &connection, StepId id, int version) const
{
    for (const CampaignUse *use : m_uses) {
        Result<bool> keeps = use->keepsVersion(connection, id, version);
        if (!keeps || *keeps) {
            return keeps;
        }
    }
    return false;
}

Result<StepVersion> Campaigns::keep(Connection &connection, StepId id, const StepVersion &wanted) const
{
    Result<CampaignStep> step = m_store.step(connection, id);
    if (!step) {
        return failureOf(std::move(step));
    }
    if (step->isRemoved) {
        return failure(ErrorKind::NotFound, tr("This step is not there any more."));
    }
    StepVersion version = wanted;
    version.version = step->current.version;
    version.createdAt = step->current.createdAt;
    if (version == step->current) {
        return version;
    }
    version.createdAt = m_clock.now();
    Result<bool> keeps = isKept(connection, id, version.version);
    if (!keeps) {
        return failureOf(std::move(keeps));
    }
    if (*keeps) {
        ++version.version;
        Result<> added = m_store.addVersion(connection, id, version);
        return added ? Result<StepVersion>(version) : failureOf(std::move(added));
    }
    Result<> replaced = m_store.replaceVersion(connection, id, version);
    return replaced ? Result<StepVersion>(version) : failureOf(std::move(replaced));
}

Task<Result<StepVersion>> Campaigns::editStep(StepId id, StepText text, int variant)
{
    text.subject = cleanLine(text.subject);
    auto editing = editVersion(id, [text, variant](StepVersion &version) -> Result<> {
        if (variant < 0 || variant > version.others.size()) {
            return failure(ErrorKind::NotFound, tr("This variant is not there any more."));
        }
        (variant == 0 ? version.text : version.others[variant - 1].text) = text;
        return {};
    });
    Result<StepVersion> version = co_await editing;
    co_return version;
}

Task<Result<StepVersion>> Campaigns::addVariant(StepId id)
{
    auto editing = editVersion(id, [](StepVersion &version) -> Result<> {
        if (version.others.size() + 1 >= mostVariants) {
            return failure(ErrorKind::Refused, tr("A step has at most %1 variants.").arg(mostVariants));
        }
        version.others.append({version.text, version.weight});
        return {};
    });
    Result<StepVersion> version = co_await editing;
    co_return version;
}

Task<Result<StepVersion>> Campaigns::removeVariant(StepId id, int variant)
{
    auto editing = editVersion(id, [variant](StepVersion &version) -> Result<> {
        QList<StepVariant> all = version.variants();
        if (all.size() < 2 || variant < 0 || variant >= all.size()) {
            return failure(ErrorKind::Refused, tr("A step has at least one text."));
        }
        all.removeAt(variant);
        version.weight = all.first().weight;
        version.text = all.takeFirst().text;
        version.others = all;
        return {};
    });
    Result<StepVersion> version = co_await editing;
    co_return version;
}

Task<Result<StepVersion>> Campaigns::weighVariants(StepId id, QList<int> weights)
{
    auto editing = editVersion(id, [weights](StepVersion &version) -> Result<> {
        const bool fits = weights.size() == version.others.size() + 1
            && std::ranges::all_of(weights, [](int weight) { return weight >= 0 && weight <= 100; })
            && std::ranges::any_of(weights, [](int weight) { return weight > 0; });
        if (!fits) {
            return failure(ErrorKind::Invalid,
                           tr("Give each variant a share from 0 to 100, and one of them at least 1."));
        }
        version.weight = weights.first();
        for (int number = 1; number < weights.size(); ++number) {
            version.others[number - 1].weight = weights.at(number);
        }
        return {};
    });
    Result<StepVersion> version = co_await editing;
    co_return version;
}

Task<Result<StepVersion>> Campaigns::editVersion(StepId id, std::function<Result<>(StepVersion &)> edit)
{
    auto campaign = std::make_shared<CampaignId>();
    auto writing =
        m_database.write<StepVersion>([this, id, edit, campaign](Connection &connection) -> Result<StepVersion> {
            Result<CampaignId> owner = m_store.campaignOf(connection, id);
            if (!owner) {
                return failureOf(std::move(owner));
            }
            *campaign = *owner;
            Result<CampaignStep> step = m_store.step(connection, id);
            if (!step) {
                return failureOf(std::move(step));
            }
            StepVersion version = step->current;
            if (Result<> edited = edit(version); !edited) {
                return failureOf(std::move(edited));
            }
            return keep(connection, id, version);
        });
    Result<StepVersion> version = co_await writing;
    if (version) {
        Q_EMIT changed(*campaign);
        Q_EMIT stepChanged(*campaign);
    }
    co_return version;
}

Task<Result<StepId>> Campaigns::addStep(CampaignId id, StepKind kind, StepId after)
{
    auto writing = m_database.write<StepId>(
        [this, id, kind, after, now = m_clock.now()](Connection &connection) -> Result<StepId> {
            Result<QList<CampaignStep>> steps = m_store.allSteps(connection, id);
            if (!steps) {
                return failureOf(std::move(steps));
            }
            const auto before = std::ranges::find(*steps, after, &CampaignStep::id);
            if (before == steps->end()) {
                return failure(ErrorKind::NotFound, tr("This step is not there any more."));
            }
            if (std::ranges::count(*steps, false, &CampaignStep::isRemoved) >= mostSteps) {
                return failure(ErrorKind::Refused, tr("A campaign has at most %1 steps.").arg(mostSteps));
            }
            StepRule rule;
            rule.delayDays = usualDelay;
            return m_store.addStep(connection, id, kind, before->position + 1, rule, now);
        });
    Result<StepId> step = co_await writing;
    if (step) {
        Q_EMIT changed(id);
    }
    co_return step;
}

Task<Result<>> Campaigns::moveStep(StepId id, int direction)
{
    auto moving = setStep(id, [this, id, direction](Connection &connection, CampaignId campaign) -> Result<> {
        Result<Campaign> owner = m_store.find(connection, campaign);
        if (!owner) {
            return failureOf(std::move(owner));
        }
        if (owner->launchedAt.isValid()) {
            return failure(ErrorKind::Refused,
                           tr("The steps of a launched campaign keep their order, so that nobody is moved."));
        }
        Result<QList<CampaignStep>> steps = m_store.steps(connection, campaign);
        if (!steps) {
            return failureOf(std::move(steps));
        }
        const auto step = std::ranges::find(*steps, id, &CampaignStep::id);
        const qsizetype other = step - steps->begin() + (direction < 0 ? -1 : 1);
        if (step == steps->end() || other < 0 || other >= steps->size()) {
            return {};
        }
        return m_store.swapSteps(connection, *step, steps->at(other));
    });
    Result<> outcome = co_await moving;
    co_return outcome;
}

Task<Result<>> Campaigns::removeStep(StepId id)
{
    auto removing =
        setStep(id, [this, id, now = m_clock.now()](Connection &connection, CampaignId campaign) -> Result<> {
            Result<QList<CampaignStep>> steps = m_store.steps(connection, campaign);
            if (!steps) {
                return failureOf(std::move(steps));
            }
            if (!steps->isEmpty() && steps->first().id == id) {
                return failure(ErrorKind::Refused,
                               tr("The first step stays: everything counts from it. Change its text instead."));
            }
            return m_store.setRemoved(connection, id, now);
        });
    Result<> outcome = co_await removing;
    co_return outcome;
}

Task<Result<>> Campaigns::restoreStep(StepId id)
{
    auto restoring = setStep(
        id, [this, id](Connection &connection, CampaignId) { return m_store.setRemoved(connection, id, QDateTime()); });
    Result<> outcome = co_await restoring;
    co_return outcome;
}

Task<Result<>> Campaigns::setRule(StepId id, StepRule rule)
{
    rule.delayDays = qBound(0, rule.delayDays, 365);
    rule.condition = cleanLine(rule.condition);
    auto setting = setStep(id, [this, id, rule](Connection &connection, CampaignId) -> Result<> {
        if (!rule.condition.isEmpty()) {
            Result<QList<TemplateField>> known = m_store.fields(connection);
            if (!known) {
                return failureOf(std::move(known));
            }
            QString problem;
            if (!TemplateParser::condition(rule.condition, *known, &problem)) {
                return failure(ErrorKind::Invalid, problem);
            }
        }
        return m_store.setRule(connection, id, rule);
    });
    Result<> outcome = co_await setting;
    co_return outcome;
}

Task<Result<>> Campaigns::setStep(StepId id, std::function<Result<>(Connection &, CampaignId)> work)
{
    auto campaign = std::make_shared<CampaignId>();
    auto writing = m_database.write<>([this, id, work, campaign](Connection &connection) -> Result<> {
        Result<CampaignId> owner = m_store.campaignOf(connection, id);
        if (!owner) {
            return failureOf(std::move(owner));
        }
        *campaign = *owner;
        return work(connection, *owner);
    });
    Result<> outcome = co_await writing;
    if (outcome) {
        Q_EMIT changed(*campaign);
        Q_EMIT stepChanged(*campaign);
    }
    co_return outcome;
}

Task<Result<StepReach>> Campaigns::reach(StepId id)
{
    auto reading = m_database.read<StepReach>([this, id](Connection &connection) -> Result<StepReach> {
        StepReach reach;
        for (const CampaignUse *use : m_uses) {
            if (Result<> added = use->addReach(connection, id, reach); !added) {
                return failureOf(std::move(added));
            }
        }
        Result<CampaignId> campaign = m_store.campaignOf(connection, id);
        if (!campaign) {
            return failureOf(std::move(campaign));
        }
        Result<QList<LeadId>> people = m_store.enrolled(connection, *campaign);
        if (!people) {
            return failureOf(std::move(people));
        }
        reach.later = qMax(0, int(people->size()) - reach.had - reach.written);
        return reach;
    });
    Result<StepReach> reach = co_await reading;
    co_return reach;
}

Task<Result<QList<TemplateField>>> Campaigns::fields()
{
    auto reading =
        m_database.read<QList<TemplateField>>([this](Connection &connection) { return m_store.fields(connection); });
    Result<QList<TemplateField>> fields = co_await reading;
    co_return fields;
}

Result<int> Campaigns::versionOf(Connection &connection, StepId id, int variant, const StepText &text) const
{
    Result<CampaignStep> step = m_store.step(connection, id);
    if (!step) {
        return failureOf(std::move(step));
    }
    const int version = step->current.version;
    StepText cleaned = text;
    cleaned.subject = cleanLine(text.subject);
    if (step->current.textOf(variant) == cleaned) {
        return version;
    }
    Result<bool> keeps = isKept(connection, id, version);
    if (!keeps) {
        return failureOf(std::move(keeps));
    }
    return *keeps ? version + 1 : version;
}

Result<StepPreview> Campaigns::fill(Connection &connection, const StepText &text, LeadId lead, StepId step,
                                    int version) const
{
    Result<QList<TemplateField>> known = m_store.fields(connection);
    if (!known) {
        return failureOf(std::move(known));
    }
    Result<Lead> person = LeadStore().lead(connection, lead);
    if (!person) {
        return failureOf(std::move(person));
    }
    const QMap<QString, QString> facts = factValues(*person);
    Result<MailFormat> format = m_store.formatOf(connection, step);
    if (!format) {
        return failureOf(std::move(format));
    }
    const quint64 seed = templateSeed(lead.value(), step.value(), version);
    const Template::Rendered subject =
        Template::parse(cleanLine(text.subject), *known).render(facts, Template::Lines::Single, seed);
    const Template::Rendered body = Template::parse(text.body, *known).render(facts, bodyLines(*format), seed);
    StepPreview preview{subject.text, body.text, subject.missing + body.missing};
    preview.format = *format;
    preview.missing.removeDuplicates();
    preview.notNumbers = subject.notNumbers + body.notNumbers;
    preview.notNumbers.removeDuplicates();
    for (const RenderedSlot &slot : body.claude) {
        preview.claude.append({int(slot.at), int(slot.length)});
    }
    return preview;
}

Task<Result<StepPreview>> Campaigns::preview(StepText text, LeadId lead)
{
    auto reading = m_database.read<StepPreview>(
        [this, text, lead](Connection &connection) { return fill(connection, text, lead, StepId(), 1); });
    Result<StepPreview> preview = co_await reading;
    co_return preview;
}

Task<Result<StepPreview>> Campaigns::preview(StepText text, LeadId lead, StepId step, int variant)
{
    auto reading =
        m_database.read<StepPreview>([this, text, lead, step, variant](Connection &connection) -> Result<StepPreview> {
            Result<int> version = versionOf(connection, step, variant, text);
            if (!version) {
                return failureOf(std::move(version));
            }
            return fill(connection, text, lead, step, *version);
        });
    Result<StepPreview> preview = co_await reading;
    co_return preview;
}

} // namespace AlwaysLeads
