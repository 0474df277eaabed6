#include "campaign/StepEditor.h"

#include "campaign/FormatButton.h"
#include "campaign/StepColours.h"
#include "campaign/Template.h"
#include "campaign/TemplateTyping.h"
#include "campaign/VariantBar.h"
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
#include "widgets/SheetFrame.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QKeyEvent>
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
    , m_tools(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_variants(new VariantBar)
    , m_subject(new LineEdit)
    , m_body(new QPlainTextEdit)
    , m_colours(new StepColours(m_subject, m_body))
    , m_typing(new TemplateTyping(m_subject, m_body, this))
    , m_problem(new Label(QString(), TextStyle::Meta))
    , m_reach(new Label(QString(), TextStyle::Meta, &Theme::text2))
    , m_wishLabel(new Label(tr("Claude’s part"), TextStyle::BodyMedium))
    , m_wish(new LineEdit)
    , m_fieldButton(new Button(Icon::Braces, tr("Field"), ButtonKind::Ghost))
    , m_format(new FormatButton(m_body))
    , m_person(new Combo)
    , m_personCount(new Label(QString(), TextStyle::Meta, &Theme::text2))
    , m_filledIn(new Label(tr("filled in for"), TextStyle::Body, &Theme::text3))
    , m_previous(new IconButton(Icon::ChevronLeft, tr("Previous person (Alt Left)")))
    , m_next(new IconButton(Icon::ChevronRight, tr("Next person (Alt Right)")))
    , m_previewSubject(new ElidedLabel(QString(), TextStyle::Strong))
    , m_previewBody(new MailView)
    , m_footer(new Label(QString(), TextStyle::Meta, &Theme::text2))
    , m_missing(new Label(QString(), TextStyle::Meta))
    , m_places(new Label(QString(), TextStyle::Meta))
{
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(24, 12, 24, 20);
    lines->setSpacing(12);
    lines->addWidget(buildTemplate());
    lines->addWidget(buildPreview());
    lines->addStretch(1);

    connect(m_variants, &VariantBar::chosen, this, &StepEditor::chooseVariant);
    connect(m_variants, &VariantBar::addWanted, this, [this] {
        const int added = int(m_shown.current.others.size()) + 1;
        save([this, added] { changeVariants(m_campaigns.addVariant(m_step), added); });
    });
    connect(m_variants, &VariantBar::removeWanted, this, [this](int variant) {
        save([this, variant] { changeVariants(m_campaigns.removeVariant(m_step, variant), 0); });
    });
    connect(m_variants, &VariantBar::weightsWanted, this, [this](const QList<int> &weights) {
        save([this, weights] { changeVariants(m_campaigns.weighVariants(m_step, weights), m_variant); });
    });
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
    m_wish->installEventFilter(this);
    connect(m_format, &FormatButton::formatChosen, this, &StepEditor::formatChosen);
    connect(m_fieldButton, &QPushButton::clicked, this, &StepEditor::offerFields);
    connect(m_person, &QComboBox::currentIndexChanged, this, &StepEditor::preview);
}

QWidget *StepEditor::buildTemplate()
{
    auto *whole = new QWidget;
    auto *lines = new QVBoxLayout(whole);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(8);
    m_tools->setSpacing(4);
    m_tools->addWidget(m_variants, 0, Qt::AlignLeft);
    m_tools->addStretch(1);
    m_fieldButton->setObjectName(QStringLiteral("insertField"));
    m_fieldButton->setControlHeight(28);
    m_fieldButton->setKeyCap(QStringLiteral("{"));
    auto *forText = new QHBoxLayout;
    forText->setSpacing(4);
    forText->addWidget(m_format);
    forText->addWidget(m_fieldButton);
    forText->addStretch(1);
    m_tools->addLayout(forText);
    lines->addLayout(m_tools);

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
    m_reach->setObjectName(QStringLiteral("stepReach"));
    m_reach->setWordWrap(true);
    m_reach->hide();
    lines->addWidget(m_reach);

    auto *wishLine = new QHBoxLayout;
    wishLine->setSpacing(12);
    wishLine->addWidget(m_wishLabel);
    m_wish->setObjectName(QStringLiteral("stepWish"));
    m_wish->setAccessibleName(tr("What Claude shall do with it"));
    m_wish->setPicture(Icon::Sparkles);
    m_wish->setPlaceholderText(
        tr("For example: open with one sentence about their company. Empty: the mail stays as you wrote it."));
    wishLine->addWidget(m_wish, 1);
    lines->addLayout(wishLine);
    return whole;
}

void StepEditor::changeVariants(Task<Result<StepVersion>> change, int then)
{
    whenDone(std::move(change), this, [this, then, step = m_step](const Result<StepVersion> &version) {
        if (!version) {
            m_shell.showProblem(version.error());
            return;
        }
        if (step == m_step) {
            m_shown.current = *version;
            m_variant = qBound(0, then, int(version->others.size()));
            m_variants->show(m_shown, m_variant);
            fill();
            preview();
        }
        Q_EMIT saved();
    });
}

void StepEditor::setTakesWords(bool takes)
{
    m_subject->setReadOnly(!takes);
    m_body->setReadOnly(!takes);
    m_wish->setReadOnly(!takes);
}

void StepEditor::leave()
{
    save();
    m_saveSoon.stop();
    m_step = {};
    m_shown = {};
    m_variant = 0;
    fill();
    setTakesWords(false);
}

void StepEditor::chooseVariant(int variant)
{
    if (variant == m_variant || m_filling) {
        return;
    }
    const int wanted = qBound(0, variant, int(m_shown.current.others.size()));
    save();
    // What was typed is on its way to the disk; here it is known already.
    (m_variant == 0 ? m_shown.current.text : m_shown.current.others[m_variant - 1].text) = text();
    m_variant = wanted;
    m_variants->show(m_shown, m_variant);
    fill();
    preview();
}

void StepEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_personCount->setVisible(width() > 520);
    m_filledIn->setVisible(width() > 520);
    // Variants and the tools of the text do not fit beside each other everywhere.
    m_tools->setDirection(width() > 560 ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
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
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (isKey && m_step.isNull()) {
        // Letters that come before the step does are neither words nor the keys of the page.
        const auto *key = static_cast<const QKeyEvent *>(event);
        const bool isLetter = !key->text().isEmpty() && key->text().front().isPrint()
            && (key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) == 0;
        if (isLetter) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::FocusIn && watched != m_wish) {
        m_fieldsGoToSubject = watched == m_subject;
    }
    return QWidget::eventFilter(watched, event);
}

void StepEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange) {
        m_colours->renew(); // its colours are the theme's
    }
}

StepText StepEditor::text() const
{
    return {m_subject->text(), m_body->toPlainText(), m_wish->text().trimmed()};
}

void StepEditor::fill()
{
    const StepText &text = m_shown.current.textOf(m_variant);
    m_filling = true;
    m_subject->setText(text.subject);
    m_body->setPlainText(text.body);
    m_wish->setText(text.wish);
    m_wish->setCursorPosition(0); // a long one is read from its begin
    m_savedText = text;
    const bool isTask = m_shown.kind == StepKind::Task;
    m_subject->setAccessibleName(isTask ? tr("What is to be done") : tr("Subject of the mail"));
    m_body->setAccessibleName(isTask ? tr("Notes for the task") : tr("Text of the mail"));
    m_subject->setPlaceholderText(isTask ? tr("For example: Call {first name}")
                                      : m_isFirstMail
                                      ? tr("A few words about them, for example: One plan for {company}")
                                      : tr("Empty: “Re:” and the subject of the first mail"));
    m_wish->setVisible(!isTask);
    m_wishLabel->setVisible(!isTask);
    m_format->setVisible(!isTask);
    m_filling = false;
    showProblems();
    Q_EMIT shown();
}

void StepEditor::show(const CampaignStep &step, const QList<EnrolledPerson> &people, bool isFirstMail,
                      const std::optional<StepReach> &reach)
{
    showReach(reach);
    m_isFirstMail = isFirstMail;
    if (m_step != step.id) {
        save();
        m_step = step.id;
        m_shown = step;
        m_variant = 0;
        m_variants->show(m_shown, m_variant);
        fill();
        setTakesWords(true);
        whenDone(m_campaigns.fields(), this, [this](const Result<QList<TemplateField>> &fields) {
            if (fields) {
                m_fields = *fields;
                m_filling = true; // colours are no edit
                m_colours->setFields(*fields);
                m_typing->setFields(*fields);
                m_filling = false;
                showProblems();
            }
        });
    } else {
        m_shown = step; // the words in the fields are newer than those on the disk
        if (m_variant > step.current.others.size()) { // it was taken out
            m_variant = 0;
            fill();
        }
        m_variants->show(m_shown, m_variant);
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
    readFooter();
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
    whenDone(m_campaigns.editStep(m_step, now, m_variant), this,
             [this, now, then, step = m_step, variant = m_variant](const Result<StepVersion> &version) {
                 if (!version) {
                     m_shell.showProblem(version.error());
                     return;
                 }
                 if (step == m_step && variant == m_variant) {
                     m_savedText = now;
                 }
                 Q_EMIT saved();
                 if (then) {
                     then();
                 }
             });
}

} // namespace AlwaysLeads
