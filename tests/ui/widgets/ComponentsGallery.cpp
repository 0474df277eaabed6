#include "ComponentsGallery.h"

#include "GalleryRows.h"
#include "style/AppStyle.h"
#include "style/Mark.h"
#include "style/Painting.h"
#include "widgets/Banner.h"
#include "widgets/Button.h"
#include "widgets/Choices.h"
#include "widgets/Combo.h"
#include "widgets/FilterChip.h"
#include "widgets/IconButton.h"
#include "widgets/Label.h"
#include "widgets/MailView.h"
#include "widgets/Marks.h"
#include "widgets/Menu.h"
#include "widgets/Progress.h"
#include "widgets/SearchField.h"
#include "widgets/Segmented.h"
#include "widgets/SheetFrame.h"
#include "widgets/TableView.h"
#include "widgets/TextField.h"
#include "widgets/Toast.h"

#include <QPainter>

namespace AlwaysLeads {

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

/// A widget as it would look under the mouse.
template <typename Widget> Widget *hovered(Widget *widget)
{
    widget->setAttribute(Qt::WA_UnderMouse);
    return widget;
}

} // namespace

RingPicture::RingPicture(QWidget *gallery)
    : QWidget(gallery)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setGeometry(gallery->rect());
}

void RingPicture::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    for (const Ring &ring : std::as_const(m_rings)) {
        paintFocusRing(&painter, ring.control, ring.radius, themeOf(this).focus, ring.gap);
    }
}

ComponentsGallery::ComponentsGallery(QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(1440, 900);
    buildButtons();
    buildFields();
    buildChoices();
    buildTable();
    buildMarks();
    buildMessages();
    buildFloating();
    auto *rings = new RingPicture(this);
    rings->add(QRectF(323, 183, 66, 28), 6);
    rings->add(QRectF(323, 218, 61, 28), 6);
    rings->add(QRectF(323, 253, 47, 28), 6);
    rings->add(QRectF(323, 288, 60, 28), 6);
    rings->add(QRectF(125, 609, 16, 16), 4.5);
    rings->add(QRectF(383, 608, 32, 18), 9);
    rings->add(QRectF(189, 728, 109, 28), 6);
    rings->add(QRectF(489, 364, 466, 42), 6, -2);
    rings->raise();
}

template <typename Widget> Widget *ComponentsGallery::put(Widget *widget, int x, int y, int width, int height)
{
    widget->setParent(this);
    const QSize size = widget->sizeHint();
    widget->setGeometry(x, y, width > 0 ? width : size.width(), height > 0 ? height : size.height());
    return widget;
}

void ComponentsGallery::words(const QString &text, int x, int y)
{
    put(new Label(text, TextStyle::Meta, &Theme::text3), x, y);
}

QWidget *ComponentsGallery::card(const QRect &place, const QString &title)
{
    auto *ground = put(new Card, place.x(), place.y(), place.width(), place.height());
    put(new Label(title, TextStyle::MetaStrong, &Theme::text3), place.x() + 15, place.y() + 11);
    return ground;
}

void ComponentsGallery::buildButtons()
{
    card(QRect(20, 125, 456, 248), s("Buttons, 32 and 28 px"));
    const int columns[] = {106, 178, 251, 323, 396};
    const char *states[] = {"Rest", "Hover", "Pressed", "Focus", "Disabled"};
    for (int i = 0; i < 5; ++i) {
        words(s(states[i]), columns[i], 160);
    }
    const struct
    {
        const char *name;
        const char *text;
        ButtonKind kind;
    } kinds[] = {{"Primary", "Launch", ButtonKind::Primary},
                 {"Secondary", "Import", ButtonKind::Secondary},
                 {"Ghost", "Skip", ButtonKind::Ghost},
                 {"Danger", "Delete", ButtonKind::Danger}};
    int y = 183;
    for (const auto &kind : kinds) {
        put(new Label(s(kind.name), TextStyle::Meta, &Theme::text2), 35, y + 6);
        for (int state = 0; state < 5; ++state) {
            auto *button = new Button(s(kind.text), kind.kind);
            button->setControlHeight(28);
            put(button, columns[state], y);
            if (state == 1) {
                hovered(button);
            } else if (state == 2) {
                button->setDown(true);
            } else if (state == 4) {
                button->setEnabled(false);
            }
        }
        y += 35;
    }
    auto *approve = new Button(Icon::Check, s("Approve"), ButtonKind::Primary);
    approve->setKeyCap(s("A"));
    put(approve, 35, 328);
    auto *working = new Button(s("Work"), ButtonKind::Secondary);
    working->setBusy(true, s("Working…"));
    put(working, 161, 328);
    put(new Button(s("Stop"), ButtonKind::FinalDanger), 275, 328);
    auto *more = new IconButton(Icon::More, s("More"));
    more->setOutlined(true);
    put(more, 336, 328);
}

void ComponentsGallery::buildFields()
{
    card(QRect(20, 384, 456, 254), s("Fields"));
    const auto field = [this](const QString &label, int x, int y, int width, const QString &text) {
        words(label, x, y);
        auto *edit = new LineEdit;
        edit->setText(text);
        return put(edit, x, y + 20, width);
    };
    field(s("Rest"), 35, 418, 124, QString())->setPlaceholderText(s("Company"));
    hovered(field(s("Hover"), 169, 418, 124, s("Harbourline")));
    m_focused = field(s("Focus"), 303, 418, 158, s("Harbourline"));
    field(s("Disabled"), 35, 480, 124, s("Harbourline"))->setEnabled(false);
    words(s("Combo"), 169, 480);
    auto *combo = new Combo;
    combo->addChoice(s("Verified"));
    put(combo, 169, 500, 124);
    words(s("Search"), 303, 480);
    put(new SearchField(s("Search"), s("Ctrl F")), 303, 500, 158);
    auto *bad = new TextField;
    bad->setText(s("clara@harbourline"));
    bad->setError(s("The part after @ has no ending. Did you mean harbourline.example?"));
    put(bad, 35, 542, 426, 58);
}

void ComponentsGallery::buildChoices()
{
    for (int i = 0; i < 4; ++i) {
        auto *box = new CheckBox;
        box->setTristate(i == 2);
        box->setCheckState(i == 0 ? Qt::Unchecked : i == 2 ? Qt::PartiallyChecked : Qt::Checked);
        put(box, 35 + 30 * i, 603);
    }
    for (int i = 0; i < 2; ++i) {
        auto *radio = new RadioButton;
        radio->setAutoExclusive(false);
        radio->setChecked(i == 1);
        put(radio, 155 + 30 * i, 603);
    }
    for (int i = 0; i < 4; ++i) {
        auto *toggle = new Toggle(s("Setting"));
        toggle->setChecked(i == 1 || i == 2);
        toggle->setEnabled(i != 3);
        put(toggle, 291 + 46 * i, 603);
    }
    card(QRect(20, 649, 456, 119), s("Segmented, tabs, filter chips"));
    auto *segments = new Segmented(s("Drafts"));
    segments->addSegment(s("To review"), 24);
    segments->addSegment(s("Approved"));
    put(segments, 35, 686);
    auto *tabs = new Tabs(s("Person"));
    for (const char *tab : {"Overview", "Timeline", "Notes"}) {
        tabs->addTab(s(tab));
    }
    put(tabs, 232, 684, 229);
    put(new FilterChip(s("Score"), s("70 or more")), 35, 728);
    put(new FilterChip(s("Status"), s("New")), 189, 728);
    auto *filter = new Button(Icon::Plus, s("Filter"), ButtonKind::Outline);
    filter->setTextStyle(TextStyle::Body);
    filter->setControlHeight(28);
    put(filter, 306, 728);
    put(new Tag(s("Ports")), 392, 732);
}

void ComponentsGallery::buildTable()
{
    card(QRect(489, 125, 467, 326), s("Table rows"));
    auto *table = new TableView(s("People"));
    table->setModel(new GalleryRows(table));
    auto *rows = new GalleryDelegate(table, 43);
    rows->setCheckColumn(0);
    table->setRowDelegate(rows);
    m_table = table;
    const int widths[] = {208, 118, 70, 69};
    for (int i = 0; i < 4; ++i) {
        table->setColumnWidth(i, widths[i]);
    }
    table->setSortingEnabled(true);
    table->header()->setSortIndicator(0, Qt::AscendingOrder);
    table->header()->setCheckState(Qt::PartiallyChecked);
    put(new Hairline, 490, 158, 465);
    put(table, 490, 159, 465, 34 + 5 * 43);
    table->setCurrentIndex(table->model()->index(2, 0));
    table->selectionModel()->select(table->model()->index(3, 0),
                                    QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void ComponentsGallery::buildMarks()
{
    card(QRect(489, 462, 467, 171), s("Status, score, address, avatar"));
    int x = 503;
    int y = 496;
    const ChipLook looks[] = {LeadChips::fresh(),   LeadChips::draftReady(), LeadChips::contacted(),
                              LeadChips::replied(), LeadChips::interested(), LeadChips::notNow(),
                              LeadChips::bounced(), LeadChips::optedOut()};
    for (int i = 0; i < 8; ++i) {
        if (i == 5) {
            x = 503;
            y = 522;
        }
        x += put(new StatusChip(looks[i]), x, y)->width() + 6;
    }
    x = 503;
    for (const int score : {92, 78, 41}) {
        x += put(new ScorePill(score), x, 552)->width() + 6;
    }
    x = 650;
    for (const AddressState state :
         {AddressState::Verified, AddressState::Risky, AddressState::Invalid, AddressState::Unchecked}) {
        put(new AddressMark(state), x, 552);
        x += 20 + put(new Label(AddressLook::word(state), TextStyle::Meta, &Theme::text2), x + 20, 554)->width() + 12;
    }
    x = 503;
    const struct
    {
        int size;
        const char *name;
    } people[] = {{20, "Agnieszka W"}, {24, "Lukas B"},  {28, "Tomás O"}, {28, "Ioana P"},
                  {28, "Kenji M"},     {32, "Chiara M"}, {36, "Jan K"},   {40, "Diego F"}};
    for (const auto &person : people) {
        auto *avatar = new Avatar(person.size);
        avatar->setPerson(s(person.name), s(person.name));
        put(avatar, x, 600 - person.size / 2);
        x += person.size + 8;
    }
    card(QRect(489, 643, 467, 122), s("Type, Inter"));
    put(new Label(s("40"), TextStyle::Figure), 503, 676);
    put(new Label(s("24 Title"), TextStyle::Display), 576, 690);
    put(new Label(s("20 Section"), TextStyle::Section), 676, 694);
    x = 503;
    const struct
    {
        const char *text;
        TextStyle style;
        QColor Theme::*colour;
    } styles[] = {{"16 Page", TextStyle::Page, &Theme::text},  {"14 Mail text", TextStyle::Mail, &Theme::text},
                  {"13 Body", TextStyle::Body, &Theme::text},  {"13 Medium", TextStyle::BodyMedium, &Theme::text},
                  {"12 Meta", TextStyle::Meta, &Theme::text3}, {"11 Keys", TextStyle::Key, &Theme::text3}};
    for (const auto &style : styles) {
        auto *label = new Label(s(style.text), style.style, style.colour);
        x += put(label, x, 739 - label->sizeHint().height() / 2)->width() + 15;
    }
    card(QRect(489, 775, 467, 113), s("Empty state"));
    put(new Label(s("No drafts to review"), TextStyle::CardTitle), 567, 808);
    put(new IconView(Icon::PencilLine, 24, &Theme::accent), 519, 823);
    auto *sentence =
        new Label(s("Choose people in Leads and press W.\nClaude writes, you decide."), TextStyle::Body, &Theme::text2);
    put(sentence, 567, 831, 270, 40);
    auto *go = new Button(s("Go to Leads"));
    go->setControlHeight(28);
    put(go, 846, 826);
}

void ComponentsGallery::buildMessages()
{
    card(QRect(968, 125, 452, 228), s("Banners"));
    put(new Banner(ToneName::Neutral, Icon::WifiOff, s("You are offline."), s("Everything works; mails wait.")), 983,
        160, 422, 36);
    auto *sandbox = new Banner(ToneName::Info, Icon::FlaskConical, s("Sandbox."), s("Invented people, no real mail."));
    sandbox->addButton(s("Leave"));
    put(sandbox, 983, 204, 422, 40);
    auto *signIn =
        new Banner(ToneName::Warn, Icon::PlugZap, s("Google asks you to sign in again."), s("18 mails wait."));
    signIn->addButton(s("Sign in"));
    put(signIn, 983, 252, 422, 40);
    auto *stopped =
        new Banner(ToneName::Danger, Icon::OctagonPause, s("Sending is stopped."), s("You stopped it at 10:38."));
    stopped->addButton(s("Resume"));
    put(stopped, 983, 300, 422, 40);

    card(QRect(968, 363, 452, 201), s("Toast, progress, tooltip"));
    auto *toast = new Toast(s("4 people deleted"), true);
    put(toast, 983 - 32, 398 - 32, 422 + 64, 44 + 64);
    auto *progress = new ProgressRow(Icon::Sparkles, s("Writing drafts"), ToneName::Ai);
    progress->setProgress(31, 186);
    progress->setTimeLeft(s("about 4 min"));
    put(progress, 983, 454, 422);
}

void ComponentsGallery::buildFloating()
{
    card(QRect(968, 575, 452, 209), s("Menu, dialog sheet"));
    auto *menu = new Menu(QString(), this);
    menu->addEntry(Icon::PencilLine, s("Open"), QKeySequence(Qt::Key_Return));
    QAction *current = menu->addEntry(Icon::Sparkles, s("Write a draft"), QKeySequence(Qt::Key_W));
    menu->addEntry(Icon::Tag, s("Tag…"), QKeySequence(Qt::Key_T));
    menu->addSeparator();
    menu->addDanger(Icon::Trash, s("Delete"), QKeySequence(Qt::Key_Delete));
    menu->setActiveAction(current);
    menu->ensurePolished();
    menu->setWindowFlags(Qt::Widget); // a picture of it inside the gallery
    put(menu, 983 - 20, 609 - 20);
    menu->show();
    auto *dialog = put(new Card, 1177, 609, 228, 161);
    dialog->setGround(&Theme::raised);
    put(new Label(s("Stop all sending?"), TextStyle::CardTitle), 1194, 625);
    auto *text = new Label(s("18 mails stay in the queue. The one being handed over finishes first."), TextStyle::Body,
                           &Theme::text2);
    text->setWordWrap(true);
    put(text, 1194, 651, 200, 60);
    auto *keep = new Button(s("Keep sending"));
    keep->setControlHeight(28);
    put(keep, 1197, 726);
    auto *stop = new Button(s("Stop now"), ButtonKind::FinalDanger);
    stop->setControlHeight(28);
    put(stop, 1309, 726);
    card(QRect(20, 779, 456, 109), s("Fact marker"));
    auto *mail = new MailView;
    mail->setMail(s("You opened a hall and hire two people. That usually means someone rebuilds the plan."));
    mail->setMarks({{0, 17, 1}, {22, 15, 2}});
    mail->setActiveMark(0);
    put(mail, 35, 808, 426, 60);
    card(QRect(968, 794, 452, 94), s("Icons"));
    int x = 983;
    for (const Icon icon : {Icon::Inbox, Icon::PencilLine, Icon::Send, Icon::Users, Icon::Telescope, Icon::Route,
                            Icon::ChartColumn, Icon::Settings, Icon::Search, Icon::Sparkles, Icon::WandSparkles,
                            Icon::Building, Icon::MapPin, Icon::Gauge, Icon::Columns, Icon::PanelRight}) {
        put(new IconView(icon, 16), x, 836);
        x += 26;
    }
}

void ComponentsGallery::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const Fonts &fonts = fontsOf(this);
    painter.fillRect(rect(), theme.desk);
    paintMark(&painter, QRectF(20, 15, 24, 24), theme);
    paintLine(&painter, QRectF(54, 12, 200, 28), QStringLiteral("Components"), fonts.section(), theme.text);
    const qreal title = QFontMetricsF(fonts.section()).horizontalAdvance(QStringLiteral("Components"));
    paintLine(&painter, QRectF(54 + title + 10, 12, 300, 29),
              theme.isDark ? QStringLiteral("all states, dark") : QStringLiteral("all states, light"), fonts.body(),
              theme.text3);
    paintBox(&painter, QRectF(20, 50, 1400, 65), 10, theme.surface, theme.border);
    const struct
    {
        const char *name;
        QColor colour;
    } swatches[] = {{"desk", theme.desk},           {"surface", theme.surface},      {"sunken", theme.sunken},
                    {"hover", theme.hover},         {"pressed", theme.pressed},      {"border", theme.border},
                    {"strong", theme.borderStrong}, {"selection", theme.selection},  {"text", theme.text},
                    {"text2", theme.text2},         {"text3", theme.text3},          {"accent", theme.accent},
                    {"soft", theme.accentSoft},     {"success", theme.success.fill}, {"soft", theme.success.soft},
                    {"warn", theme.warn.fill},      {"soft", theme.warn.soft},       {"danger", theme.danger.fill},
                    {"soft", theme.danger.soft},    {"info", theme.info.fill},       {"soft", theme.info.soft},
                    {"claude", theme.ai.fill},      {"soft", theme.ai.soft},         {"marker", theme.marker}};
    qreal x = 35;
    for (const auto &swatch : swatches) {
        paintBox(&painter, QRectF(x, 61, 51, 26), 5, swatch.colour, theme.border);
        paintLine(&painter, QRectF(x, 89, 60, 16), QString::fromLatin1(swatch.name), fonts.key(), theme.text3);
        x += 57.3;
    }
}

} // namespace AlwaysLeads
