#pragma once

#include "widgets/FocusRing.h"
#include "widgets/LineEdit.h"

#include <QTest>
#include <QVBoxLayout>

namespace AlwaysLeads {

/// A window with two fields, shown and active.
struct Stage
{
    Stage()
    {
        window.resize(900, 700);
        auto *layout = new QVBoxLayout(&window);
        first = new LineEdit;
        second = new LineEdit;
        layout->addWidget(first);
        layout->addWidget(second);
        layout->addStretch(1);
        ring = new FocusRing(&window);
        window.show();
        window.activateWindow();
        ready = QTest::qWaitForWindowActive(&window, 30'000);
        first->setFocus();
    }
    QWidget window;
    LineEdit *first;
    LineEdit *second;
    FocusRing *ring;
    bool ready = false;
};

} // namespace AlwaysLeads
