#include "reply/DecisionSection.h"

#include "widgets/Button.h"
#include "widgets/WrapLayout.h"

#include <QLocale>
#include <QVBoxLayout>

namespace AlwaysLeads {

namespace {

/// How a question is put.
struct DecisionWords
{
    QString name; ///< of its buttons
    QString question;
    QString yes;
    QString no;
};

DecisionWords wordsOf(ReplyDecision::Kind kind, const QStringList &colleagues)
{
    switch (kind) {
    case ReplyDecision::Kind::OptOut:
        return {QStringLiteral("optOut"),
                DecisionSection::tr("They ask not to be written to. Their mails wait until you decide."),
                DecisionSection::tr("Never write again"), DecisionSection::tr("They did not mean that")};
    case ReplyDecision::Kind::Sender:
        return {
            QStringLiteral("sender"),
            DecisionSection::tr("This came from another address than the one you wrote to. Does it answer your mail?"),
            DecisionSection::tr("It is an answer"), DecisionSection::tr("It is not")};
    case ReplyDecision::Kind::Bounce:
        return {
            QStringLiteral("bounce"),
            DecisionSection::tr("This says that the address does not exist, but nothing in it proves that it is about "
                                "a mail of yours. Nothing was stopped."),
            DecisionSection::tr("The address is dead"), DecisionSection::tr("Pay no heed")};
    case ReplyDecision::Kind::Company:
        break;
    }
    QStringList names = colleagues;
    names.removeAll(QString());
    constexpr qsizetype shownNames = 3;
    const qsizetype more = names.size() - shownNames;
    const QString who = more > 0 ? DecisionSection::tr("%1 and %n more", nullptr, int(more))
                                       .arg(QLocale().createSeparatedList(names.mid(0, shownNames)))
                                 : QLocale().createSeparatedList(names);
    return {QStringLiteral("company"),
            names.size() == 1 ? DecisionSection::tr("%1 works there too. Their next mails wait.").arg(who)
                              : DecisionSection::tr("%1 work there too. Their next mails wait.").arg(who),
            names.size() == 1       ? DecisionSection::tr("Stop it")
                : names.size() == 2 ? DecisionSection::tr("Stop both")
                                    : DecisionSection::tr("Stop them"),
            names.size() == 1 ? DecisionSection::tr("Let it continue") : DecisionSection::tr("Let them continue")};
}

} // namespace

DecisionSection::DecisionSection(ReplyDecision::Kind kind, const QStringList &colleagues, QWidget *parent)
    : ReplySection(tr("You decide"), {}, parent)
{
    const DecisionWords words = wordsOf(kind, colleagues);
    addText(words.question, TextStyle::Body, &Theme::text2);
    auto *yes =
        new Button(words.yes, kind == ReplyDecision::Kind::OptOut ? ButtonKind::Primary : ButtonKind::Secondary);
    yes->setObjectName(words.name + QStringLiteral("Yes"));
    auto *no = new Button(words.no, ButtonKind::Ghost);
    no->setObjectName(words.name + QStringLiteral("No"));
    auto *place = new QWidget;
    auto *buttons = new WrapLayout(place);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(4);
    for (Button *button : {yes, no}) {
        connect(button, &QPushButton::clicked, this, [this, said = button == yes] { Q_EMIT decided(said); });
        buttons->addWidget(button);
    }
    lines()->addWidget(place);
}

} // namespace AlwaysLeads
