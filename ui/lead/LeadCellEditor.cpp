#include "lead/LeadCellEditor.h"

#include "lead/FieldValue.h"
#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Announce.h"
#include "widgets/Combo.h"
#include "widgets/FieldMessage.h"
#include "widgets/LineEdit.h"

#include <QAbstractItemView>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace AlwaysLeads {

namespace {
constexpr int border = 6;
constexpr int leastWidth = 200;
} // namespace

LeadCellEditor::LeadCellEditor(LeadValues &values, QAbstractItemView *table)
    : QWidget(table->viewport())
    , m_values(values)
    , m_table(table)
    , m_line(new LineEdit)
    , m_list(new Combo)
    , m_message(new FieldMessage)
{
    setObjectName(QStringLiteral("leadCellEditor"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(border, border, border, border);
    column->setSpacing(4);
    column->addWidget(m_line);
    column->addWidget(m_list);
    column->addWidget(m_message);
    m_line->setObjectName(QStringLiteral("leadCellEditorLine"));
    m_list->setObjectName(QStringLiteral("leadCellEditorList"));
    m_message->setObjectName(QStringLiteral("leadCellEditorMessage"));
    for (QWidget *widget : {static_cast<QWidget *>(m_line), static_cast<QWidget *>(m_list)}) {
        widget->installEventFilter(this);
    }
    table->installEventFilter(this);
    connect(m_line, &QLineEdit::textEdited, this, [this] { say(QString()); });
    // The cell moves away under it.
    const auto keepsIt = [this] { keep(Then::Close); };
    connect(table->verticalScrollBar(), &QScrollBar::valueChanged, this, keepsIt);
    connect(table->horizontalScrollBar(), &QScrollBar::valueChanged, this, keepsIt);
    hide();
}

LeadCellEditor::~LeadCellEditor()
{
    if (!m_busy && isChanged()) {
        letRun(m_values.set(m_lead, m_field.name, typed(), QLocale()));
    }
}

QWidget *LeadCellEditor::control() const
{
    const bool listed = m_field.own.kind == FieldKind::Choice || m_field.own.kind == FieldKind::YesNo;
    return listed ? static_cast<QWidget *>(m_list) : m_line;
}

QString LeadCellEditor::typed() const
{
    return control() == m_line ? m_line->text() : m_list->currentData().toString();
}

void LeadCellEditor::edit(const QModelIndex &cell, LeadId lead, const EditableField &field)
{
    const Place place{lead, field, m_table->visualRect(cell)};
    if (m_isOpen && !m_busy) {
        keep(Then::Close);
    }
    if (m_busy) {
        m_next = place;
        return;
    }
    read(place);
}

void LeadCellEditor::read(const Place &place)
{
    m_isReading = true;
    m_isAsking = true;
    whenDone(m_values.editable(place.lead, place.field.name, QLocale()), this,
             [this, place, reading = ++m_reading](const Result<QString> &text) {
                 if (reading != m_reading || m_isOpen) {
                     return; // another cell is wanted by now
                 }
                 m_isReading = false;
                 m_isAsking = false;
                 if (text) {
                     open(place, *text);
                     giveKeysTo(control());
                 } else {
                     m_ahead.clear();
                     Q_EMIT failed(text.error());
                 }
             });
}

void LeadCellEditor::open(const Place &place, const QString &text)
{
    m_lead = place.lead;
    m_field = place.field;
    m_cell = place.cell;
    m_next = Place();
    fill(text);
    m_isOpen = true;
    say(QString());
    show();
    raise();
    this->place();
    control()->setFocus(Qt::OtherFocusReason);
}

void LeadCellEditor::fill(const QString &text)
{
    const bool listed = control() == m_list;
    m_line->setVisible(!listed);
    m_list->setVisible(listed);
    control()->setAccessibleName(m_field.label);
    if (listed) {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        m_list->addChoice(tr("Not known"), QString());
        const auto word = [this](const char *value) {
            return FieldValue::shown(m_field.own, QLatin1String(value), QLocale());
        };
        const QStringList choices =
            m_field.own.kind == FieldKind::YesNo ? QStringList{word("yes"), word("no")} : m_field.own.choices;
        for (const QString &choice : choices) {
            m_list->addChoice(choice, choice);
        }
        if (m_list->findData(text) < 0) { // from before the field had its choices
            m_list->addChoice(text, text);
        }
        m_list->setName(m_field.label);
        m_list->setCurrentIndex(m_list->findData(text));
    } else {
        m_line->setPlaceholderText(m_field.label);
        m_line->setText(text);
        m_line->selectAll();
    }
    m_before = typed();
}

void LeadCellEditor::place()
{
    const QRect room = m_table->viewport()->rect();
    const int width = std::min(std::max(m_cell.width() + border, leastWidth), room.width());
    const int height = layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : sizeHint().height();
    QRect box(m_cell.left() - border, m_cell.center().y() - m_line->sizeHint().height() / 2 - border, width, height);
    box.moveLeft(std::clamp(box.left(), room.left(), std::max(room.left(), room.right() - width)));
    box.moveTop(std::clamp(box.top(), room.top(), std::max(room.top(), room.bottom() - height)));
    setGeometry(box);
}

void LeadCellEditor::say(const QString &message)
{
    m_message->setError(message);
    m_line->setBad(!message.isEmpty());
    if (!message.isEmpty()) {
        announce(m_message, message);
    }
    if (isVisible()) {
        layout()->activate();
        place();
    }
}

void LeadCellEditor::keep(Then then)
{
    if (m_busy || !m_isOpen) {
        return;
    }
    if (!isChanged()) {
        leave();
        if (then != Then::Close) {
            Q_EMIT moved(then == Then::Forward);
        }
        return;
    }
    m_busy = true;
    m_then = then;
    whenDone(m_values.set(m_lead, m_field.name, typed(), QLocale()), this,
             [this](const Result<bool> &outcome) { kept(outcome); });
}

void LeadCellEditor::kept(const Result<bool> &outcome)
{
    m_busy = false;
    const Then then = std::exchange(m_then, Then::Close);
    const Place next = std::exchange(m_next, Place());
    if (!outcome) {
        m_ahead.clear(); // they were meant for a cell that does not come
        if (!m_isOpen) { // left by Esc meanwhile
            return;
        }
        say(outcome.error().message);
        control()->setFocus(Qt::OtherFocusReason);
        return;
    }
    const LeadId lead = m_lead;
    const QString label = m_field.label;
    leave();
    if (*outcome) {
        Q_EMIT changed(lead, label);
    }
    if (!next.lead.isNull()) {
        read(next);
    } else if (then != Then::Close) {
        Q_EMIT moved(then == Then::Forward);
    }
    if (!m_isReading) { // nothing comes after it
        giveKeysTo(m_table);
    }
}

void LeadCellEditor::expect()
{
    m_isReading = true;
    ++m_reading;
}

void LeadCellEditor::expectNoMore()
{
    if (m_isReading && !m_isAsking) {
        m_isReading = false;
        giveKeysTo(m_table);
    }
}

/// True when it belongs to a cell that is not open yet.
bool LeadCellEditor::holdBack(QKeyEvent *key)
{
    if (!m_busy && !m_isReading) {
        return false;
    }
    if (key->key() != Qt::Key_Escape) {
        m_ahead.add(*key);
        return true;
    }
    m_ahead.clear();
    m_next = Place();
    m_then = Then::Close;
    if (m_isReading) {
        ++m_reading; // its answer is not waited for
        m_isReading = false;
        m_isAsking = false;
    }
    leave();
    return true;
}

/// In their order, until one of them makes the rest wait again.
void LeadCellEditor::giveKeysTo(QWidget *target)
{
    while (!m_ahead.isEmpty() && !m_busy && !m_isReading) {
        const std::unique_ptr<QKeyEvent> key = m_ahead.takeFirst();
        QCoreApplication::sendEvent(m_isOpen ? control() : target, key.get());
    }
}

void LeadCellEditor::leave()
{
    if (!m_isOpen) {
        return;
    }
    const bool had = control()->hasFocus();
    m_isOpen = false;
    hide();
    m_lead = LeadId();
    if (had) {
        m_table->setFocus(Qt::OtherFocusReason);
    }
    Q_EMIT closed();
}

void LeadCellEditor::hideEvent(QHideEvent *event)
{
    if (!event->spontaneous()) { // the page went away under it
        keep(Then::Close);
    }
    QWidget::hideEvent(event);
}

bool LeadCellEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table) { // has the focus while the next value is read
        const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
        if (!m_isReading || !isKey) {
            return false;
        }
        event->accept();
        return event->type() == QEvent::ShortcutOverride || holdBack(static_cast<QKeyEvent *>(event));
    }
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // letters are typed here and are no keys of the page
        return false;
    }
    if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (holdBack(key)) {
            return true;
        }
        switch (key->key()) {
        case Qt::Key_Escape:
            leave();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            keep(Then::Close);
            return true;
        case Qt::Key_Tab:
            keep(Then::Forward);
            return true;
        case Qt::Key_Backtab:
            keep(Then::Back);
            return true;
        default:
            break;
        }
    }
    if (event->type() == QEvent::FocusOut && m_isOpen) {
        // A click elsewhere keeps what was typed; the list's own menu is no elsewhere.
        const auto *focus = static_cast<QFocusEvent *>(event);
        if (focus->reason() != Qt::PopupFocusReason && focus->reason() != Qt::ActiveWindowFocusReason) {
            m_then = Then::Close; // what was typed ahead was not meant for wherever the person went
            m_ahead.clear();
            keep(Then::Close);
        }
    }
    return QWidget::eventFilter(watched, event);
}

void LeadCellEditor::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    paintBox(&painter, rect(), 9, theme.raised, theme.borderStrong);
}

} // namespace AlwaysLeads
