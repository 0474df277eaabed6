#include "draft/RewritePanel.h"

#include "widgets/Button.h"
#include "widgets/LineEdit.h"
#include "widgets/WrapLayout.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace AlwaysLeads {

RewritePanel::RewritePanel(QWidget *parent)
    : Card(parent)
    , m_wish(new LineEdit)
    , m_rewrite(new Button(Icon::WandSparkles, tr("Rewrite"), ButtonKind::Primary))
    , m_stop(new Button(tr("Stop")))
{
    setObjectName(QStringLiteral("rewritePanel"));
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(12, 12, 12, 12);
    lines->setSpacing(8);
    auto *first = new QHBoxLayout;
    m_wish->setObjectName(QStringLiteral("rewriteWish"));
    m_wish->setPicture(Icon::Sparkles);
    m_wish->setPlaceholderText(tr("What should be different?"));
    m_wish->setAccessibleName(tr("Your wish for the rewriting"));
    m_rewrite->setObjectName(QStringLiteral("rewriteRun"));
    first->addWidget(m_wish, 1);
    first->addWidget(m_rewrite);
    m_stop->setObjectName(QStringLiteral("rewriteStop"));
    m_stop->setKeyCap(tr("Esc"));
    m_stop->hide();
    first->addWidget(m_stop);
    connect(m_stop, &QPushButton::clicked, this, &RewritePanel::stopped);
    lines->addLayout(first);
    auto *quick = new WrapLayout;
    quick->setSpacing(6);
    const QStringList wishes = {tr("Shorter"), tr("Warmer"), tr("More direct"), tr("Simpler words"),
                                tr("Another opening")};
    for (const QString &wish : wishes) {
        auto *button = new Button(wish);
        button->setObjectName(QStringLiteral("rewriteQuick%1").arg(quick->count()));
        button->setControlHeight(28);
        connect(button, &QPushButton::clicked, this, [this, wish] { Q_EMIT wished(wish); });
        quick->addWidget(button);
    }
    lines->addLayout(quick);
    const auto send = [this] {
        if (!m_wish->text().trimmed().isEmpty()) {
            Q_EMIT wished(m_wish->text().trimmed());
        }
    };
    connect(m_rewrite, &QPushButton::clicked, this, send);
    connect(m_wish, &QLineEdit::returnPressed, this, send);
    hide();
}

void RewritePanel::begin()
{
    m_wish->clear();
    setBusy(false);
    show();
    m_wish->setFocus();
}

void RewritePanel::setBusy(bool busy)
{
    m_rewrite->setBusy(busy, tr("Writing…"));
    m_stop->setVisible(busy);
    m_wish->setReadOnly(busy);
}

void RewritePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        if (m_rewrite->isBusy()) {
            Q_EMIT stopped(); // stays, with the wish in it
            return;
        }
        hide();
        Q_EMIT cancelled();
        return;
    }
    Card::keyPressEvent(event);
}

} // namespace AlwaysLeads
