#include "draft/DraftMailCard.h"

#include "draft/TextChanges.h"
#include "lead/LeadWords.h"
#include "mail/LightText.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/ElidedLabel.h"
#include "widgets/Label.h"
#include "widgets/LineEdit.h"
#include "widgets/MailView.h"
#include "widgets/Marks.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTextCursor>
#include <QVBoxLayout>

#include <algorithm>

namespace AlwaysLeads {

namespace {
constexpr qreal radius = 10;
constexpr int nameWidth = 60;
constexpr int lineHeight = 30;
constexpr int inset = 28;
constexpr int threadInset = 20;
constexpr qreal shadowRoom = 20;
} // namespace

DraftMailCard::DraftMailCard(QWidget *parent)
    : QWidget(parent)
    , m_head(new QWidget)
    , m_from(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_to(new Label(QString(), TextStyle::Body, &Theme::text2))
    , m_toMark(new AddressMark)
    , m_subjectPlace(new QStackedWidget)
    , m_subject(new ElidedLabel(QString(), TextStyle::Strong))
    , m_subjectEdit(new LineEdit)
    , m_text(new MailView)
    , m_changes(new MailView)
    , m_bytes(new QPlainTextEdit)
    , m_hash(new Label(QString(), TextStyle::Meta, &Theme::text2))
    , m_rule(new Hairline)
    , m_footer(new Label(QString(), TextStyle::Meta, &Theme::text2))
{
    setObjectName(QStringLiteral("draftCard"));
    m_lines = new QVBoxLayout(this);
    m_lines->setContentsMargins(0, 0, 0, int(shadowRoom));
    m_lines->setSpacing(0);
    auto *place = new QVBoxLayout(m_head);
    place->setContentsMargins(0, 0, 0, 0);
    place->setSpacing(0);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(inset, 10, inset, 10);
    head->setSpacing(0);
    head->addWidget(headerLine(tr("From"), m_from));
    auto *to = new QWidget;
    auto *toLine = new QHBoxLayout(to);
    toLine->setContentsMargins(0, 0, 0, 0);
    toLine->setSpacing(8);
    toLine->addWidget(m_to);
    toLine->addWidget(m_toMark);
    toLine->addStretch(1);
    head->addWidget(headerLine(tr("To"), to));
    m_subject->setObjectName(QStringLiteral("draftSubject"));
    m_subjectEdit->setObjectName(QStringLiteral("draftSubjectEdit"));
    m_subjectEdit->setControlHeight(28);
    m_subjectEdit->setAccessibleName(tr("Subject"));
    m_subjectEdit->installEventFilter(this);
    m_subjectPlace->addWidget(m_subject);
    m_subjectPlace->addWidget(m_subjectEdit);
    head->addWidget(headerLine(tr("Subject"), m_subjectPlace));
    place->addLayout(head);
    place->addWidget(new Hairline);
    m_lines->addWidget(m_head);

    auto *text = new QVBoxLayout;
    m_textLines = text;
    text->setContentsMargins(inset, 20, inset, 20);
    text->setSpacing(14);
    m_text->setObjectName(QStringLiteral("draftText"));
    m_text->setAccessibleName(tr("Text of the mail"));
    m_text->installEventFilter(this);
    m_changes->setObjectName(QStringLiteral("draftChanges"));
    m_changes->setAccessibleName(tr("What was changed"));
    m_bytes->setObjectName(QStringLiteral("draftBytes"));
    m_bytes->setAccessibleName(tr("The mail as it is sent"));
    m_bytes->setReadOnly(true);
    m_bytes->setFrameShape(QFrame::NoFrame);
    m_bytes->setMinimumHeight(420);
    m_bytes->setLineWrapMode(QPlainTextEdit::NoWrap);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(12);
    m_bytes->setFont(fixed);
    text->addWidget(m_text);
    text->addWidget(m_changes);
    text->addWidget(m_bytes, 1);
    m_hash->setObjectName(QStringLiteral("draftHash"));
    m_hash->setWordWrap(true);
    m_hash->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->addWidget(m_hash);
    const auto tellTyped = [this] {
        if (m_editing && !m_setting) {
            Q_EMIT typed();
        }
    };
    connect(m_text, &QTextEdit::textChanged, this, tellTyped);
    connect(m_text, &QTextEdit::cursorPositionChanged, this, tellTyped);
    connect(m_subjectEdit, &QLineEdit::textEdited, this, tellTyped);
    connect(m_subjectEdit, &QLineEdit::cursorPositionChanged, this, tellTyped);
    connect(m_text, &MailView::markPointedAt, this,
            [this](int mark) { Q_EMIT markPointedAt(m_shownMarks.value(mark, -1)); });
    text->addWidget(m_rule);
    m_footer->setWordWrap(true);
    m_footer->setObjectName(QStringLiteral("draftFooter"));
    text->addWidget(m_footer);
    m_lines->addLayout(text);
    renewHead();
    setSide(Side::Draft);
}

void DraftMailCard::setInThread(bool saysMore)
{
    m_saysMore = saysMore;
    if (!m_inThread) {
        m_inThread = true;
        m_lines->setContentsMargins(1, 0, 1, 0); // of the border round it
        m_textLines->setContentsMargins(threadInset, 14, threadInset, 14);
        m_head->layout()->itemAt(0)->layout()->setContentsMargins(threadInset, 6, threadInset, 6);
    }
    showHead();
}

void DraftMailCard::showHead()
{
    m_head->setVisible(!m_inThread || m_saysMore || m_editing);
}

QWidget *DraftMailCard::headerLine(const QString &name, QWidget *value)
{
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *label = new Label(name, TextStyle::Body, &Theme::text3);
    m_names.append(label);
    layout->addWidget(label);
    layout->addWidget(value, 1);
    return line;
}

void DraftMailCard::renewHead()
{
    const qreal factor = fontsOf(this).textFactor();
    for (Label *name : std::as_const(m_names)) {
        name->setFixedWidth(qRound(nameWidth * factor));
        name->parentWidget()->setFixedHeight(qRound(lineHeight * factor));
    }
    m_subjectPlace->setFixedHeight(qRound(lineHeight * factor));
}

void DraftMailCard::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        renewHead();
    }
}

void DraftMailCard::show(const DraftPage &page)
{
    m_page = page;
    m_from->setText(page.fromAddress);
    m_from->setLead(isolated(page.fromName));
    m_to->setText(page.toAddress);
    m_to->setLead(isolated(page.toName));
    m_toMark->setState(LeadWords::addressState(page.lead.emailState));
    m_subject->setText(page.draft.subject.isEmpty() ? tr("No subject") : page.draft.subject);
    showBody();
    m_footer->setText(page.footer);
    m_hash->setText(page.shownHashText.isEmpty()
                        ? tr("This mail cannot be put together yet.")
                        : tr("What leaves is this, with the date of that moment. SHA-256 of all but the date: %1")
                              .arg(page.shownHashText));
    m_lit = -1;
    showMarks();
    m_hasChanges = false;
    m_hasBytes = false;
    setSide(m_side);
}

void DraftMailCard::setSide(Side side)
{
    m_side = side;
    // Comparing and laying out take their time with a long mail, so only what is looked at is made.
    if (side == Side::Changes && !m_hasChanges) {
        m_hasChanges = true;
        showChanges();
    }
    if (side == Side::AsSent && !m_hasBytes) {
        m_hasBytes = true;
        m_bytes->setPlainText(QString::fromUtf8(m_page.mime));
    }
    m_text->setVisible(side == Side::Draft);
    m_changes->setVisible(side == Side::Changes);
    m_bytes->setVisible(side == Side::AsSent);
    m_hash->setVisible(side == Side::AsSent);
    m_rule->setVisible(side != Side::AsSent);
    m_footer->setVisible(side != Side::AsSent);
    updateGeometry();
}

void DraftMailCard::showBody()
{
    if (m_page.format == MailFormat::Light) {
        m_text->setLightMail(m_page.draft.body);
    } else {
        m_text->setMail(m_page.draft.body);
    }
}

void DraftMailCard::showMarks()
{
    QList<MailMark> marks;
    m_shownMarks.clear();
    const QString shown = m_text->plainText();
    qsizetype from = 0;
    for (int i = 0; i < m_page.marks.size(); ++i) {
        const FactMark &mark = m_page.marks.at(i);
        if (mark.inSubject) {
            continue;
        }
        MailMark place{mark.start, mark.length, 0, !mark.problem.isEmpty()};
        place.number = mark.facts.isEmpty() ? 0 : mark.facts.first() + 1;
        if (m_page.format == MailFormat::Light) { // counted in the text with its marks, of which none is shown
            const QString words = lightPlain(mark.text);
            const qsizetype next = shown.indexOf(words, from);
            const qsizetype at = next < 0 ? shown.indexOf(words) : next;
            if (at < 0 || words.isEmpty()) {
                continue; // the person formatted a part of it
            }
            from = qMax(from, at);
            place.start = int(at);
            place.length = int(words.size());
        }
        marks.append(place);
        m_shownMarks.append(i);
    }
    m_text->setMarks(marks);
    m_text->setActiveMark(-1);
}

void DraftMailCard::lightMark(int mark)
{
    m_lit = mark;
    m_text->setActiveMark(int(m_shownMarks.indexOf(mark)));
}

void DraftMailCard::lightFact(int fact)
{
    int found = -1;
    for (int i = 0; fact >= 0 && i < m_page.marks.size() && found < 0; ++i) {
        found = m_page.marks.at(i).facts.contains(fact) ? i : -1;
    }
    lightMark(found);
}

void DraftMailCard::showComing(const QString &body)
{
    if (m_page.format == MailFormat::Light) {
        m_text->setLightMail(body); // a mark whose end has not come yet stands as it is for that moment
    } else {
        m_text->setMail(body);
    }
    m_subject->setText(tr("Claude is writing…"));
}

DraftTyping DraftMailCard::typing() const
{
    const bool inSubject = m_subjectEdit->hasFocus();
    return {m_page.draft.id, subject(), body(),
            inSubject ? m_subjectEdit->cursorPosition() : m_text->textCursor().position(), inSubject};
}

void DraftMailCard::showChanges()
{
    m_changes->setMail(QString());
    const Theme &theme = themeOf(this);
    QTextCursor cursor(m_changes->document());
    const QString before = m_page.draft.writtenSubject + QStringLiteral("\n\n") + m_page.draft.writtenBody;
    const QString after = m_page.draft.subject + QStringLiteral("\n\n") + m_page.draft.body;
    m_changes->expect(before + after);
    const QList<TextChange> changes = textChanges(before, after);
    for (const TextChange &change : changes) {
        QTextCharFormat format;
        format.setFont(fontsOf(this).mail());
        format.setForeground(theme.text);
        if (change.kind == TextChange::Kind::Inserted) {
            format.setBackground(theme.insert);
        } else if (change.kind == TextChange::Kind::Removed) {
            format.setBackground(theme.remove);
            format.setFontStrikeOut(true);
        }
        cursor.insertText(change.text, format);
    }
}

void DraftMailCard::beginEditing(const std::optional<DraftTyping> &typed)
{
    m_editing = true;
    m_setting = true;
    showHead();
    setSide(Side::Draft);
    m_subjectEdit->setText(typed ? typed->subject : m_page.draft.subject);
    m_subjectPlace->setCurrentWidget(m_subjectEdit);
    m_text->setMail(typed ? typed->body : m_page.draft.body);
    m_text->setEditable(true);
    m_text->setFocus();
    if (typed && typed->inSubject) {
        m_subjectEdit->setFocus();
        m_subjectEdit->setCursorPosition(typed->place);
    } else if (typed) {
        QTextCursor cursor = m_text->textCursor();
        cursor.setPosition(std::clamp(typed->place, 0, int(m_text->plainText().size())));
        m_text->setTextCursor(cursor);
    }
    m_setting = false;
    update();
}

void DraftMailCard::endEditing()
{
    m_editing = false;
    showHead();
    m_subjectPlace->setCurrentWidget(m_subject);
    m_text->setEditable(false);
    showBody();
    showMarks();
    update();
}

QString DraftMailCard::subject() const
{
    return m_subjectEdit->text();
}

QString DraftMailCard::body() const
{
    return m_text->plainText();
}

bool DraftMailCard::eventFilter(QObject *watched, QEvent *event)
{
    if (m_editing && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) {
            Q_EMIT keepRequested();
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            Q_EMIT leaveRequested();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void DraftMailCard::paintEvent(QPaintEvent *)
{
    if (m_inThread) {
        return;
    }
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF sheet = QRectF(rect()).adjusted(1, 1, -1, -shadowRoom);
    paintShadow(&painter, sheet, radius, 6, 20, theme.shadowSoft);
    paintBox(&painter, sheet, radius, theme.mail, m_editing ? theme.accent : theme.border);
}

} // namespace AlwaysLeads
