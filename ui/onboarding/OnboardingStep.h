#pragma once

#include "style/Icon.h"

#include <QWidget>

class QVBoxLayout;

namespace AlwaysLeads {

/// One step of the guided start: a title, a sentence, and what the person does there.
class OnboardingStep : public QWidget
{
    Q_OBJECT
public:
    OnboardingStep(const QString &title, const QString &sentence, QWidget *parent = nullptr);

    /// Each time it comes into view.
    virtual void enter() { }
    /// What is typed is kept; false when something must be mended first, which then says so itself.
    virtual bool leave() { return true; }
    /// What "Continue" says now.
    virtual QString proceedText() const;
    virtual Icon proceedIcon() const { return Icon::None; }
    /// True when "Continue" does something in the step (opens the browser) instead of going on.
    virtual bool proceed() { return false; }
    virtual QWidget *firstField() { return this; }

Q_SIGNALS:
    /// What "Continue" says has changed.
    void proceedChanged();

protected:
    QVBoxLayout *lines() const { return m_lines; }

private:
    QVBoxLayout *m_lines;
};

} // namespace AlwaysLeads
