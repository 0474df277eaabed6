#pragma once

#include <QWidget>

namespace AlwaysLeads {

class ElidedLabel;
class IconButton;

/// The first lines of the import sheet: the file, how far one is (File, Columns and check, Done), and the way out.
class ImportHeader : public QWidget
{
    Q_OBJECT
public:
    explicit ImportHeader(QWidget *parent = nullptr);

    enum Step { File, Check, Done };
    void setFile(const QString &name, const QString &detail);
    void setStep(Step step);

Q_SIGNALS:
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class Steps;
    ElidedLabel *m_title;
    ElidedLabel *m_detail;
    Steps *m_steps;
    IconButton *m_close;
};

} // namespace AlwaysLeads
