#include "campaign/StepEditor.h"

#include "campaign/TemplateHighlighter.h"
#include "shell/Shell.h"
#include "style/AppStyle.h"
#include "widgets/Button.h"
#include "widgets/Combo.h"
#include "widgets/ElidedLabel.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/MailView.h"
#include "widgets/Marks.h"
#include "widgets/Menu.h"
#include "widgets/SheetFrame.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {
constexpr int saveAfter = 600; // milliseconds without a key
constexpr int previewAfter = 120; // so that the preview feels live
constexpr int cardInset = 16;
} // namespace

StepEditor::StepEditor(Campaigns &campaigns, Shell &shell, QWidget *parent)
    : QWidget(parent)
    , m_campaigns(campaigns)
    , m_shell(shell)
    , m_fields(Template::commonFields())
    , m_subject(new LineEdit)
    , m_body(new QPlainTextEdit)
    , m_colours(new TemplateHighlighter(m_body->document(), this))
    , m_problem(new Label(QString(), TextStyle::Meta))
    , m_wish(new LineEdit)
    , m_fieldButton(new Button(Icon::Braces, tr("Field"), ButtonKind::Ghost))
    , m_person(new Combo)
    , m_personCount(new Label(QString(), TextStyle::Meta, &Theme::text2))
    , m_previous(new IconButton(Icon::ChevronLeft, tr("Previous person (Alt Left)")))
    , m_next(new IconButton(Icon::ChevronRight, tr("Next person (Alt Right)")))
    , m_previewSubject(new ElidedLabel(QString(), TextStyle::Strong))
    , m_previewBody(new MailView)
    , m_missing(new Label(QString(), TextStyle::Meta))
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(24, 12, 24, 20);
    lines->setSpacing(12);
    lines->addWidget(buildTemplate());
    lines->addWidget(buildPreview());
    lines->addStretch(1);

    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(saveAfter);
    m_previewSoon.setSingleShot(true);
    m_previewSoon.setInterval(previewAfter);
    connect(&m_saveSoon, &QTimer::timeout, this, [this] { save(); });
    connect(&m_previewSoon, &QTimer::timeout, this, &StepEditor::preview);
    connect(m_subject, &QLineEdit::textChanged, this, &StepEditor::edited);
    connect(m_body, &QPlainTextEdit::textChanged, this, &StepEditor::edited);
    connect(m_wish, &QLineEdit::textChanged, this, &StepEditor::edited);
    m_subject->installEventFilter(this);
    m_body->installEventFilter(this);
    connect(m_fieldButton, &QPushButton::clicked, this, &StepEditor::offerFields);
    connect(m_person, &QComboBox::currentIndexChanged, this, &StepEditor::preview);
}

QWidget *StepEditor::buildTemplate()
{
    auto *whole = new QWidget;
    auto *lines = new QVBoxLayout(whole);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(8);
    auto *tools = new QHBoxLayout;
    tools->addWidget(new Label(tr("What you write"), TextStyle::Strong));
    tools->addStretch(1);
    m_fieldButton->setObjectName(QStringLiteral("insertField"));
    m_fieldButton->setControlHeight(28);
    m_fieldButton->setKeyCap(QStringLiteral("{"));
    tools->addWidget(m_fieldButton);
    lines->addLayout(tools);

    auto *card = new Card;
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(cardInset, 8, cardInset, 12);
    inside->setSpacing(8);
    auto *subjectLine = new QHBoxLayout;
    subjectLine->setSpacing(12);
    subjectLine->addWidget(new Label(tr("Subject"), TextStyle::Body, &Theme::text3));
    m_subject->setObjectName(QStringLiteral("stepSubject"));
    m_subject->setAccessibleName(tr("Subject of the mail"));
    m_subject->setPlaceholderText(tr("A few words about them, for example: One plan for {company}"));
    subjectLine->addWidget(m_subject, 1);
    inside->addLayout(subjectLine);
    inside->addWidget(new Hairline);
    m_body->setObjectName(QStringLiteral("stepBody"));
    m_body->setAccessibleName(tr("Text of the mail"));
    m_body->setFrameShape(QFrame::NoFrame);
    m_body->setTabChangesFocus(true);
    m_body->setPlaceholderText(
        tr("Hi {first name|there},\n\nSignature, opt-out sentence and your address are added below."));
    m_body->setMinimumHeight(170);
    m_body->document()->setDocumentMargin(0);
    m_body->setFont(fontsOf(this).mail());
    inside->addWidget(m_body);
    m_problem->setObjectName(QStringLiteral("stepProblem"));
    m_problem->setTone(ToneName::Danger);
    m_problem->setWordWrap(true);
    m_problem->hide();
    inside->addWidget(m_problem);
    lines->addWidget(card);

    auto *wishLine = new QHBoxLayout;
    wishLine->setSpacing(12);
    auto *wishLabel = new Label(tr("Claude’s part"), TextStyle::BodyMedium);
    wishLine->addWidget(wishLabel);
    m_wish->setObjectName(QStringLiteral("stepWish"));
    m_wish->setAccessibleName(tr("What Claude shall do with it"));
    m_wish->setPicture(Icon::Sparkles);
    m_wish->setPlaceholderText(
        tr("For example: open with one sentence about their company. Empty: the mail stays as you wrote it."));
    wishLine->addWidget(m_wish, 1);
    lines->addLayout(wishLine);
    return whole;
}

QWidget *StepEditor::buildPreview()
{
    auto *whole = new QWidget;
    auto *lines = new QVBoxLayout(whole);
    lines->setContentsMargins(0, 4, 0, 0);
    lines->setSpacing(8);
    auto *first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(new Label(tr("Preview"), TextStyle::Strong));
    first->addWidget(new Label(tr("filled in for"), TextStyle::Body, &Theme::text3));
    m_person->setObjectName(QStringLiteral("previewPerson"));
    m_person->setName(tr("Preview for"));
    m_person->setControlHeight(28);
    m_person->setMinimumWidth(200);
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
    m_missing->setObjectName(QStringLiteral("previewMissing"));
    m_missing->setTone(ToneName::Danger);
    m_missing->setWordWrap(true);
    m_missing->hide();
    inside->addWidget(m_missing);
    lines->addWidget(card);
    return whole;
}

void StepEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_personCount->setVisible(width() > 520);
}

void StepEditor::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous()) {
        save(); // another page or the end: the last words are not lost
    }
}

bool StepEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn) {
        m_fieldsGoToSubject = watched == m_subject;
    }
    return QWidget::eventFilter(watched, event);
}

void StepEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange) {
        m_colours->rehighlight(); // its colours are the theme's
    }
}

StepText StepEditor::text() const
{
    return {m_subject->text(), m_body->toPlainText(), m_wish->text().trimmed()};
}

void StepEditor::show(const CampaignStep &step, const QList<EnrolledPerson> &people)
{
    if (m_step != step.id) {
        save();
        m_step = step.id;
        m_filling = true;
        m_subject->setText(step.current.text.subject);
        m_body->setPlainText(step.current.text.body);
        m_wish->setText(step.current.text.wish);
        m_savedText = step.current.text;
        m_filling = false;
        whenDone(m_campaigns.fields(), this, [this](const Result<QList<TemplateField>> &fields) {
            if (fields) {
                m_fields = *fields;
                m_colours->setFields(*fields);
                showProblems();
            }
        });
    }
    if (people != m_people) {
        m_people = people;
        const QVariant chosen = m_person->currentData();
        m_filling = true;
        m_person->clear();
        for (const EnrolledPerson &person : people) {
            m_person->addChoice(person.name.isEmpty() ? person.email : person.name, person.lead.value());
        }
        m_person->setCurrentIndex(qMax(0, m_person->findData(chosen)));
        m_filling = false;
    }
    m_person->setEnabled(!people.isEmpty());
    preview();
}

void StepEditor::edited()
{
    if (m_filling) {
        return;
    }
    m_saveSoon.start();
    m_previewSoon.start();
    showProblems();
}

void StepEditor::showProblems()
{
    QStringList problems;
    const Template subject = Template::parse(m_subject->text(), m_fields);
    for (const TemplateProblem &problem : subject.problems()) {
        problems.append(tr("Subject: %1").arg(problem.message));
    }
    const Template body = Template::parse(m_body->toPlainText(), m_fields);
    for (const TemplateProblem &problem : body.problems()) {
        problems.append(problem.message);
    }
    m_problem->setText(problems.join(QLatin1Char('\n')));
    m_problem->setVisible(!problems.isEmpty());
}

void StepEditor::save(std::function<void()> then)
{
    m_saveSoon.stop();
    const StepText now = text();
    if (m_step.isNull() || now == m_savedText) {
        if (then) {
            then();
        }
        return;
    }
    whenDone(m_campaigns.editStep(m_step, now), this,
             [this, now, then, step = m_step](const Result<StepVersion> &version) {
                 if (!version) {
                     m_shell.showProblem(version.error());
                     return;
                 }
                 if (step == m_step) {
                     m_savedText = now;
                 }
                 Q_EMIT saved();
                 if (then) {
                     then();
                 }
             });
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
        return;
    }
    m_personCount->setText(tr("%L1 of %L2").arg(m_person->currentIndex() + 1).arg(m_people.size()));
    const LeadId lead(m_person->currentData().toLongLong());
    const int number = ++m_previewNumber;
    whenDone(m_campaigns.preview(text(), lead), this, [this, number](const Result<StepPreview> &preview) {
        if (number != m_previewNumber) {
            return; // words were typed meanwhile
        }
        if (!preview) {
            m_previewSubject->setText(QStringLiteral("—"));
            m_previewBody->setMail(preview.error().message);
            m_missing->hide();
            return;
        }
        m_previewSubject->setText(preview->subject);
        m_previewBody->setMail(preview->body);
        m_missing->setVisible(!preview->missing.isEmpty());
        m_missing->setText(tr("No value for: %1. This draft would wait until you fill it in or add a fallback such as "
                              "{city|your city}.")
                               .arg(preview->missing.join(QStringLiteral(", "))));
    });
}

void StepEditor::previewNeighbour(int direction)
{
    const int next = m_person->currentIndex() + direction;
    if (next >= 0 && next < m_person->count()) {
        m_person->setCurrentIndex(next);
    }
}

void StepEditor::offerFields()
{
    auto *menu = new Menu(tr("Fields"), this);
    menu->setObjectName(QStringLiteral("fieldMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const TemplateField &field : std::as_const(m_fields)) {
        connect(menu->addEntry(Icon::Braces, field.label), &QAction::triggered, this,
                [this, field] { insertField(field); });
    }
    menu->popup(m_fieldButton->mapToGlobal(QPoint(0, m_fieldButton->height() + 4)));
}

void StepEditor::insertField(const TemplateField &field)
{
    const QString words = QStringLiteral("{%1}").arg(field.name);
    if (m_fieldsGoToSubject) {
        m_subject->insert(words);
        m_subject->setFocus();
    } else {
        m_body->insertPlainText(words);
        m_body->setFocus();
    }
}

} // namespace AlwaysLeads
