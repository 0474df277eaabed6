#include "lead/LeadCellEditor.h"

#include "style/AppStyle.h"
#include "style/Painting.h"
#include "widgets/Announce.h"
#include "widgets/Combo.h"
#include "widgets/FieldMessage.h"
#include "widgets/LineEdit.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

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
    connect(m_line, &QLineEdit::textEdited, this, [this] { say(QString()); });
    // The cell moves away under it.
    connect(table->verticalScrollBar(), &QScrollBar::valueChanged, this, &LeadCellEditor::leave);
    connect(table->horizontalScrollBar(), &QScrollBar::valueChanged, this, &LeadCellEditor::leave);
    hide();
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
    m_lead = lead;
    m_field = field;
    m_busy = false;
    m_cell = m_table->visualRect(cell);
    whenDone(m_values.editable(lead, field.name, QLocale()), this,
             [this, lead, name = field.name](Result<QString> text) {
                 if (lead != m_lead || name != m_field.name) {
                     return; // another cell is wanted by now
                 }
                 text ? open(*text) : say(text.error().message);
             });
}

void LeadCellEditor::open(const QString &text)
{
    m_before = text;
    const bool listed = control() == m_list;
    m_line->setVisible(!listed);
    m_list->setVisible(listed);
    control()->setAccessibleName(m_field.label);
    if (listed) {
        m_list->clear();
        m_list->addChoice(tr("Not known"), QString());
        const QStringList choices =
            m_field.own.kind == FieldKind::YesNo ? QStringList{tr("Yes"), tr("No")} : m_field.own.choices;
        for (const QString &choice : choices) {
            m_list->addChoice(choice, choice);
        }
        m_list->setName(m_field.label);
        m_list->setCurrentIndex(std::max(0, m_list->findData(text)));
    } else {
        m_line->setPlaceholderText(m_field.label);
        m_line->setText(text);
        m_line->selectAll();
    }
    say(QString());
    show();
    raise();
    place();
    control()->setFocus(Qt::OtherFocusReason);
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
    if (m_busy) {
        return;
    }
    const auto go = [this, then] {
        leave();
        if (then != Then::Close) {
            Q_EMIT moved(then == Then::Forward);
        }
    };
    if (typed() == m_before) {
        go();
        return;
    }
    m_busy = true;
    whenDone(m_values.set(m_lead, m_field.name, typed(), QLocale()), this, [this, go](Result<bool> kept) {
        m_busy = false;
        if (!kept) {
            say(kept.error().message);
            control()->setFocus(Qt::OtherFocusReason);
            return;
        }
        const LeadId lead = m_lead;
        const QString label = m_field.label;
        go();
        if (*kept) {
            Q_EMIT changed(lead, label);
        }
    });
}

void LeadCellEditor::leave()
{
    if (!isVisible()) {
        return;
    }
    const bool had = control()->hasFocus();
    hide();
    m_lead = LeadId();
    if (had) {
        m_table->setFocus(Qt::OtherFocusReason);
    }
    Q_EMIT closed();
}

bool LeadCellEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // letters are typed here and are no keys of the page
        return false;
    }
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
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
    if (event->type() == QEvent::FocusOut && isVisible() && !m_busy) {
        // A click elsewhere keeps what was typed; the list's own menu is no elsewhere.
        const auto *focus = static_cast<QFocusEvent *>(event);
        if (focus->reason() != Qt::PopupFocusReason && focus->reason() != Qt::ActiveWindowFocusReason) {
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
