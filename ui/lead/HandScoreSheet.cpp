#include "lead/HandScoreSheet.h"

#include "widgets/Button.h"
#include "widgets/Label.h"
#include "widgets/TextField.h"

#include <QVBoxLayout>

namespace AlwaysLeads {

HandScoreSheet::HandScoreSheet(int present, QWidget *inside)
    : DialogSheet(tr("Set the score by hand"), 420, inside)
    , m_score(new TextField(tr("Score, 0 to 100")))
{
    setObjectName(QStringLiteral("handScoreSheet"));
    auto *text =
        new Label(tr("It stays until you let the rules decide again. The parts are kept up to date beside it."),
                  TextStyle::Body, &Theme::text2);
    text->setWordWrap(true);
    body()->addWidget(text);
    m_score->edit()->setObjectName(QStringLiteral("handScoreEdit"));
    m_score->setText(QString::number(present));
    m_score->edit()->selectAll();
    body()->addWidget(m_score);
    auto *cancel = new Button(tr("Cancel"), ButtonKind::Ghost);
    cancel->setObjectName(QStringLiteral("handScoreCancel"));
    auto *set = new Button(Icon::Hand, tr("Set score"), ButtonKind::Primary);
    set->setObjectName(QStringLiteral("handScoreSet"));
    addButton(cancel);
    addButton(set);
    setDefaultButton(set);
    setInitialFocus(m_score->edit());
    connect(cancel, &QPushButton::clicked, this, &DialogSheet::cancel);
    connect(set, &QPushButton::clicked, this, &HandScoreSheet::choose);
}

void HandScoreSheet::choose()
{
    bool isNumber = false;
    const int score = m_score->text().trimmed().toInt(&isNumber);
    if (!isNumber || score < 0 || score > 100) {
        m_score->setError(tr("A score is a whole number from 0 to 100."));
        m_score->edit()->setFocus();
        return;
    }
    Q_EMIT chosen(score);
    close();
}

} // namespace AlwaysLeads
