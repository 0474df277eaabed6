#include "campaign/StepEditor.h"

#include "campaign/FormatButton.h"
#include "campaign/StepColours.h"
#include "campaign/TemplateHighlighter.h"
#include "draft/MailProofs.h"
#include "shell/Shell.h"
#include "style/AppStyle.h"
#include "widgets/Combo.h"
#include "widgets/ElidedLabel.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/MailView.h"
#include "widgets/Marks.h"
#include "widgets/SheetFrame.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <utility>

namespace AlwaysLeads {

namespace {
constexpr int cardInset = 16;
constexpr int mostProblems = 4; // said at once
} // namespace

QWidget *StepEditor::buildPreview()
{
    auto *whole = new QWidget;
    auto *lines = new QVBoxLayout(whole);
    lines->setContentsMargins(0, 4, 0, 0);
    lines->setSpacing(8);
    auto *first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(new Label(tr("Preview"), TextStyle::Strong));
    first->addWidget(m_filledIn);
    m_person->setObjectName(QStringLiteral("previewPerson"));
    m_person->setName(tr("Preview for"));
    m_person->setControlHeight(28);
    m_person->setMinimumWidth(140);
    first->addWidget(m_person);
    first->addStretch(1);
    first->addWidget(m_personCount);
    m_previous->setObjectName(QStringLiteral("previewPrevious"));
    m_next->setObjectName(QStringLiteral("previewNext"));
    for (IconButton *arrow : {m_previous, m_next}) {
        arrow->setControlSize(28);
        first->addWidget(arrow);
    }
    connect(m_previous, &QPushButton::clicked, this, [this] { previewNeighbour(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { previewNeighbour(1); });
    lines->addLayout(first);
    auto *card = new Card;
    card->setGround(&Theme::sunken);
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(cardInset, 12, cardInset, 16);
    inside->setSpacing(12);
    auto *subjectLine = new QHBoxLayout;
    subjectLine->setSpacing(12);
    subjectLine->addWidget(new Label(tr("Subject"), TextStyle::Body, &Theme::text3));
    m_previewSubject->setObjectName(QStringLiteral("previewSubject"));
    subjectLine->addWidget(m_previewSubject, 1);
    inside->addLayout(subjectLine);
    inside->addWidget(new Hairline);
    m_previewBody->setObjectName(QStringLiteral("previewBody"));
    m_previewBody->setAccessibleName(tr("Preview of the mail"));
    inside->addWidget(m_previewBody);
    m_places->setObjectName(QStringLiteral("previewPlaces"));
    m_places->setTone(ToneName::Ai);
    m_places->setWordWrap(true);
    m_places->hide();
    inside->addWidget(m_places);
    m_footer->setObjectName(QStringLiteral("previewFooter"));
    m_footer->setWordWrap(true);
    m_footer->hide();
    inside->addWidget(m_footer);
    m_missing->setObjectName(QStringLiteral("previewMissing"));
    m_missing->setTone(ToneName::Danger);
    m_missing->setWordWrap(true);
    m_missing->hide();
    inside->addWidget(m_missing);
    lines->addWidget(card);
    return whole;
}

void StepEditor::preview()
{
    if (m_filling || m_step.isNull()) {
        return;
    }
    m_previous->setEnabled(m_person->currentIndex() > 0);
    m_next->setEnabled(m_person->currentIndex() + 1 < m_person->count());
    if (m_people.isEmpty()) {
        m_personCount->setText(QString());
        m_previewSubject->setText(tr("Nobody is in this campaign yet"));
        m_previewBody->setMail(tr("Add people from Leads to see the mail as they would read it."));
        m_missing->hide();
        showPlaces({}, {});
        return;
    }
    m_personCount->setText(tr("%L1 of %L2").arg(m_person->currentIndex() + 1).arg(m_people.size()));
    const LeadId lead(m_person->currentData().toLongLong());
    const int number = ++m_previewNumber;
    whenDone(m_campaigns.preview(text(), lead, m_step, m_variant), this,
             [this, number](const Result<StepPreview> &preview) {
                 if (number != m_previewNumber) {
                     return; // words were typed meanwhile
                 }
                 if (!preview) {
                     m_previewSubject->setText(QStringLiteral("—"));
                     m_previewBody->setMail(preview.error().message);
                     m_missing->hide();
                     showPlaces({}, {});
                     return;
                 }
                 m_previewSubject->setText(preview->subject);
                 if (preview->format == MailFormat::Light && m_shown.kind == StepKind::Mail) {
                     m_previewBody->setLightMail(preview->body);
                 } else {
                     m_previewBody->setMail(preview->body);
                 }
                 showPlaces(preview->body, preview->claude);
                 if (!m_isFirstMail && preview->subject.isEmpty()) {
                     m_previewSubject->setText(tr("Re: the subject of the first mail"));
                 }
                 QStringList troubles;
                 if (!preview->missing.isEmpty()) {
                     troubles.append(
                         tr("No value for: %1. This draft would wait until you fill it in or add a fallback such as "
                            "{city|your city}.")
                             .arg(preview->missing.join(QStringLiteral(", "))));
                 }
                 if (!preview->notNumbers.isEmpty()) {
                     troubles.append(tr("Not a number for them: %1. This draft would wait until you mend it.")
                                         .arg(preview->notNumbers.join(QStringLiteral(", "))));
                 }
                 m_missing->setVisible(!troubles.isEmpty());
                 m_missing->setText(troubles.join(QLatin1Char('\n')));
             });
}

void StepEditor::showPlaces(const QString &body, const QList<std::pair<int, int>> &places)
{
    // By their words: where marks of the form are not shown, the places lie elsewhere than in the text.
    const QString shown = m_previewBody->plainText();
    QList<QTextEdit::ExtraSelection> marked;
    qsizetype from = 0;
    for (const auto &[at, length] : places) {
        const QString words = body.mid(at, length);
        const qsizetype found = shown.indexOf(words, from);
        if (found < 0) {
            continue;
        }
        from = found + words.size();
        QTextEdit::ExtraSelection place;
        place.cursor = QTextCursor(m_previewBody->document());
        place.cursor.setPosition(int(found));
        place.cursor.setPosition(int(from), QTextCursor::KeepAnchor);
        place.format = TemplateHighlighter::formatOf(TemplateToken::Kind::Slot, m_previewBody);
        marked.append(place);
    }
    m_previewBody->setExtraSelections(marked);
    m_places->setVisible(!places.isEmpty());
    m_places->setText(tr("Claude writes %n marked places for each person", nullptr, int(places.size())));
}

void StepEditor::setFormat(MailFormat format)
{
    if (m_format->format() != format) {
        m_format->setFormat(format);
        preview();
    }
}

void StepEditor::setProofs(MailProofs &proofs)
{
    m_proofs = &proofs;
}

void StepEditor::previewPerson(LeadId lead)
{
    const int index = m_person->findData(lead.value());
    if (index >= 0) {
        m_person->setCurrentIndex(index);
        m_person->setFocus();
    }
}

LeadId StepEditor::previewed() const
{
    return m_people.isEmpty() ? LeadId() : LeadId(m_person->currentData().toLongLong());
}

void StepEditor::readFooter()
{
    if (m_proofs == nullptr || m_shown.kind == StepKind::Task) {
        m_footer->hide();
        return;
    }
    whenDone(m_proofs->footer(), this, [this](const Result<QString> &footer) {
        const bool shown = footer && !footer->isEmpty() && m_shown.kind == StepKind::Mail;
        m_footer->setText(shown ? *footer : QString());
        m_footer->setVisible(shown);
    });
}

void StepEditor::previewNeighbour(int direction)
{
    const int next = m_person->currentIndex() + direction;
    if (next >= 0 && next < m_person->count()) {
        m_person->setCurrentIndex(next);
    }
}

void StepEditor::showReach(const std::optional<StepReach> &reach)
{
    m_reach->setVisible(reach.has_value());
    if (!reach) {
        return;
    }
    QStringList parts;
    if (reach->had > 0) {
        parts.append(tr("%n person(s) had this step and keep what they had", nullptr, reach->had));
    }
    if (reach->written > 0) {
        parts.append(tr("%n draft(s) are written again when you change it", nullptr, reach->written));
    }
    parts.append(reach->later > 0 ? tr("%n person(s) get the words as they are here", nullptr, reach->later)
                                  : tr("nobody is left to get these words"));
    m_reach->setText(tr("It runs: %1.").arg(parts.join(QStringLiteral("; "))));
}

void StepEditor::showProblems()
{
    QStringList problems;
    const Template subject = Template::parse(m_subject->text(), m_fields);
    for (const TemplateProblem &problem : subject.problems()) {
        problems.append(tr("Subject, column %1: %2").arg(problem.column).arg(problem.message));
    }
    const Template body = Template::parse(m_body->toPlainText(), m_fields);
    for (const TemplateProblem &problem : body.problems()) {
        problems.append(tr("Line %1, column %2: %3").arg(problem.line).arg(problem.column).arg(problem.message));
    }
    const bool wasFilling = std::exchange(m_filling, true); // colours are no edit
    m_colours->show(subject.problems(), body.problems());
    m_filling = wasFilling;
    if (problems.size() > mostProblems) {
        problems = problems.first(mostProblems);
        problems.append(tr("And more of the kind."));
    }
    m_problem->setText(problems.join(QLatin1Char('\n')));
    m_problem->setVisible(!problems.isEmpty());
}

} // namespace AlwaysLeads
