#pragma once

#include "campaign/Campaigns.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QBoxLayout;
class QPlainTextEdit;

namespace AlwaysLeads {

class Button;
class Card;
class Combo;
class ElidedLabel;
class FormatButton;
class IconButton;
class Label;
class LineEdit;
class MailView;
class Shell;
class Spelling;
class MailProofs;
class StepColours;
class TemplateTyping;
class VariantBar;

/// The words of one step and, below, exactly what a chosen person would read. Saved as one types.
class StepEditor : public QWidget
{
    Q_OBJECT
public:
    StepEditor(Campaigns &campaigns, Shell &shell, QWidget *parent = nullptr);

    /// `isFirstMail`: it needs a subject of its own. With `reach`, who gets the old and who the new words is said below
    /// the text.
    void show(const CampaignStep &step, const QList<EnrolledPerson> &people, bool isFirstMail = true,
              const std::optional<StepReach> &reach = std::nullopt);
    /// Writes what is not written yet and shows no step until the next show(): what is typed meanwhile would belong to
    /// nothing.
    void leave();
    void chooseVariant(int variant);
    /// Writes what is not written yet; `then` runs when it is.
    void save(std::function<void()> then = {});
    /// The { key: a menu of fields at the cursor.
    void offerFields();
    void previewNeighbour(int direction);
    /// The lines under every mail are in the preview.
    void setProofs(MailProofs &proofs);
    /// How the mails of its campaign look.
    void setFormat(MailFormat format);
    /// Words that no dictionary knows are marked, with a menu of better ones. It lives as long as this.
    void setSpelling(Spelling &spelling);
    /// Subject and text as they are typed.
    QString words() const;
    StepId step() const { return m_step; }
    int variant() const { return m_variant; }
    /// Whom the preview is for; null: nobody.
    LeadId previewed() const;
    void previewPerson(LeadId lead);

Q_SIGNALS:
    /// The text is on the disk.
    void saved();
    void formatChosen(MailFormat format);
    /// Other words are in the fields than before, and nobody typed them.
    void shown();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildTemplate();
    QWidget *buildPreview();
    void fill();
    void setTakesWords(bool takes);
    void showReach(const std::optional<StepReach> &reach);
    void changeVariants(Task<Result<StepVersion>> change, int then);
    StepText text() const;
    void edited();
    void insertField(const TemplateField &field);
    void insertWords(const QString &words);
    void preview();
    /// Marks what of the shown body Claude writes: first characters and lengths in `body`.
    void showPlaces(const QString &body, const QList<std::pair<int, int>> &places);
    void readFooter();
    void showProblems();

    Campaigns &m_campaigns;
    Shell &m_shell;
    StepId m_step;
    CampaignStep m_shown;
    int m_variant = 0;
    bool m_isFirstMail = true;
    StepText m_savedText;
    QList<TemplateField> m_fields;
    QList<EnrolledPerson> m_people;
    QBoxLayout *m_tools;
    VariantBar *m_variants;
    LineEdit *m_subject;
    QPlainTextEdit *m_body;
    StepColours *m_colours;
    TemplateTyping *m_typing;
    Label *m_problem;
    Label *m_reach;
    Label *m_wishLabel;
    LineEdit *m_wish;
    Button *m_fieldButton;
    FormatButton *m_format;
    Combo *m_person;
    Label *m_personCount;
    Label *m_filledIn;
    IconButton *m_previous;
    IconButton *m_next;
    ElidedLabel *m_previewSubject;
    MailView *m_previewBody;
    Label *m_footer;
    Label *m_missing;
    Label *m_places;
    MailProofs *m_proofs = nullptr;
    QTimer m_saveSoon;
    QTimer m_previewSoon;
    int m_previewNumber = 0;
    bool m_filling = false;
    bool m_fieldsGoToSubject = false; ///< where the cursor was last
};

} // namespace AlwaysLeads
