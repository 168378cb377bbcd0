//! The form: the four settings of one qualifier as texts, judged after each key.
//!
//! Knows what was typed, what Lambda held when the form was filled, and which field has the focus. Does not know the rules
//! (see `domain::validation`) and sends nothing.

use serde::{Deserialize, Serialize};

use super::drafts::KeptDraft;
use super::key::Key;
use super::text_field::{MOST_CHARACTERS, TextField};
use crate::domain::call::Reading;
use crate::domain::change::Origin;
use crate::domain::difference::Difference;
use crate::domain::draft::Draft;
use crate::domain::failure::Failure;
use crate::domain::field::{Field, PerField};
use crate::domain::function::Target;
use crate::domain::paste::{self, PasteProblem, Pasted};
use crate::domain::settings::{AsyncSettings, StoredSettings};
use crate::domain::validation::{Checked, Surroundings, check};

/// Where the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Focus {
    /// On a field.
    Field(Field),
    /// On the button that opens the review.
    ReviewButton,
}

/// The stops of the focus, in order.
const STOPS: [Focus; 5] = [
    Focus::Field(Field::MaximumRetryAttempts),
    Focus::Field(Field::MaximumEventAge),
    Focus::Field(Field::OnSuccess),
    Focus::Field(Field::OnFailure),
    Focus::ReviewButton,
];

/// What AWS said against a draft that was sent, and beside which fields it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The failure, with AWS's own words.
    pub failure: Failure,
    /// The fields that it is about; empty where it is about none in particular.
    pub fields: Vec<Field>,
}

/// The form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// Whose settings.
    pub target: Target,
    /// What Lambda held when the form was filled.
    pub base: Reading,
    /// Where the draft came from, and which fields were edited since.
    pub origin: Origin,
    /// The texts.
    pub fields: PerField<TextField>,
    /// Where the focus is.
    pub focus: Focus,
    /// What is known around the draft.
    pub surroundings: Surroundings,
    /// What the rules say to the draft.
    pub checked: Checked,
    /// What AWS said against it, until the draft is edited.
    pub refusal: Option<Refusal>,
    /// The word typed so far to throw the draft away, while that is asked.
    pub discarding: Option<String>,
    /// What Lambda held when the draft was begun.
    begun: Option<StoredSettings>,
    /// What stood in a field before it was put back to what Lambda holds.
    put_aside: PerField<Option<String>>,
}

impl Form {
    /// Opens the form with what Lambda holds.
    #[must_use]
    pub fn open(target: Target, base: Reading, surroundings: Surroundings) -> Self {
        let kept = KeptDraft::begin(held_draft(&base), base, Origin::Form);
        Self::resume(target, kept, surroundings)
    }

    /// Opens the form with a draft that was kept, or came from elsewhere.
    #[must_use]
    pub fn resume(target: Target, kept: KeptDraft, surroundings: Surroundings) -> Self {
        let KeptDraft {
            draft,
            base,
            origin,
            begun,
        } = kept;
        let focus = Focus::Field(Field::MaximumRetryAttempts);
        let checked = check(&draft, &surroundings, typing(focus));
        Self {
            target,
            base,
            origin,
            fields: PerField::from_fn(|field| TextField::new(draft.text(field))),
            focus,
            surroundings,
            checked,
            refusal: None,
            discarding: None,
            begun,
            put_aside: PerField::default(),
        }
    }

    /// Takes what Lambda holds now. A field that says what was held before follows it, a field that was typed into stays as it is.
    ///
    /// Answers what it was filled from before, and the fields that were moved meanwhile, without those that say again what was held when
    /// the draft was begun.
    pub fn rebase(&mut self, base: Reading) -> (Reading, Vec<Field>) {
        let (before, now) = (held_draft(&self.base), held_draft(&base));
        let former = std::mem::replace(&mut self.base, base);
        let begun = self
            .begun
            .as_ref()
            .map(Draft::from_stored)
            .unwrap_or_default();
        let followed = self.draft().following(&before, &now);
        for field in Field::ALL {
            if self.fields.get(field).text() != followed.text(field) {
                self.fields.get_mut(field).replace(followed.text(field));
            }
        }
        let moved = Field::ALL.into_iter().filter(|field| {
            let is_moved = before.text(*field) != now.text(*field);
            is_moved && begun.text(*field) != now.text(*field)
        });
        (former, moved.collect())
    }

    /// What is typed now.
    #[must_use]
    pub fn draft(&self) -> Draft {
        Draft(PerField::from_fn(|field| {
            self.fields.get(field).text().to_owned()
        }))
    }

    /// The settings that the form was filled from.
    #[must_use]
    pub fn held(&self) -> Option<&StoredSettings> {
        self.base
            .configuration
            .as_ref()
            .map(|stored| &stored.settings)
    }

    /// Says whether something was typed that is not what Lambda holds.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.draft() != held_draft(&self.base)
    }

    /// Says whether a field was changed.
    #[must_use]
    pub fn is_field_changed(&self, field: Field) -> bool {
        held_draft(&self.base).text(field) != self.fields.get(field).text()
    }

    /// What the draft does to each setting.
    #[must_use]
    pub fn difference(&self, settings: &AsyncSettings) -> Difference {
        Difference::between(self.held(), Some(settings), |field| {
            self.origin.reset_cause(field)
        })
    }

    /// The draft to be kept when the form is left, if there is one.
    #[must_use]
    pub fn kept(&self) -> Option<KeptDraft> {
        self.is_changed().then(|| self.as_kept())
    }

    /// What is typed now, with what it is based on.
    #[must_use]
    pub fn as_kept(&self) -> KeptDraft {
        KeptDraft {
            draft: self.draft(),
            base: self.base.clone(),
            origin: self.origin.clone(),
            begun: self.begun.clone(),
        }
    }

    /// The settings to be reviewed: judged with no field excused as unfinished. `None` moves the focus to what is in the way.
    pub fn settings(&mut self) -> Option<AsyncSettings> {
        let checked = check(&self.draft(), &self.surroundings, None);
        if checked.settings.is_none() {
            if let Some(field) = checked.first_obstacle() {
                self.focus = Focus::Field(field);
            }
            self.checked = checked;
            return None;
        }
        checked.settings
    }

    /// Moves the focus on; from the last stop to the first.
    pub fn focus_next(&mut self) {
        self.focus_after(1);
    }

    /// Moves the focus back; from the first stop to the last.
    pub fn focus_previous(&mut self) {
        self.focus_after(STOPS.len() - 1);
    }

    fn focus_after(&mut self, steps: usize) {
        let now = STOPS
            .iter()
            .position(|stop| *stop == self.focus)
            .unwrap_or(0);
        if let Some(next) = STOPS.get((now + steps) % STOPS.len()) {
            self.focus = *next;
        }
        self.judge();
    }

    /// Types a key into the focused field; says whether it edits.
    pub fn key(&mut self, key: Key) -> bool {
        let Focus::Field(field) = self.focus else {
            return false;
        };
        let edited = self.fields.get_mut(field).key(key);
        if edited {
            self.edited(field);
        }
        edited
    }

    /// Says whether the focused field takes no further character.
    #[must_use]
    pub fn is_full(&self) -> bool {
        match self.focus {
            Focus::Field(field) => self.fields.get(field).is_full(),
            Focus::ReviewButton => false,
        }
    }

    /// Inserts a paste into the focused field, cleaned of what a clipboard adds.
    ///
    /// # Errors
    /// Says why nothing was inserted.
    pub fn paste(&mut self, text: &str) -> Result<Option<Pasted>, PasteProblem> {
        let Focus::Field(field) = self.focus else {
            return Ok(None);
        };
        let too_long = PasteProblem::TooLong {
            most: MOST_CHARACTERS,
        };
        // A paste of such a length may have been cut already, so what is left of it means nothing.
        if text.chars().count() > MOST_CHARACTERS {
            return Err(too_long);
        }
        let pasted = paste::clean_for(field, text)?;
        if !self.fields.get_mut(field).insert(&pasted.text) {
            return Err(too_long);
        }
        self.edited(field);
        Ok(Some(pasted))
    }

    /// Fills every field with what a text says: what it does not name is emptied, and that is the text's doing.
    ///
    /// What stood in a field before comes back with a second `Ctrl-R` where the text says what Lambda holds.
    ///
    /// # Errors
    /// Says so where a field has no room for its part; then nothing is filled.
    pub fn fill(&mut self, settings: &StoredSettings, origin: Origin) -> Result<(), PasteProblem> {
        let draft = Draft::from_stored(settings);
        let is_too_long = |field| draft.text(field).chars().count() > MOST_CHARACTERS;
        if Field::ALL.into_iter().any(is_too_long) {
            return Err(PasteProblem::TooLong {
                most: MOST_CHARACTERS,
            });
        }
        for field in Field::ALL {
            let before = self.fields.get(field).text().to_owned();
            if before != draft.text(field) {
                self.fields.get_mut(field).replace(draft.text(field));
                *self.put_aside.get_mut(field) = Some(before);
            }
        }
        self.origin = origin;
        self.refusal = None;
        self.judge();
        Ok(())
    }

    /// Turns the URL of a queue that was typed as a destination into its ARN, once its field is left; says which ARN.
    pub fn turn_urls(&mut self) -> Option<Pasted> {
        let destinations = [Field::OnSuccess, Field::OnFailure];
        let found = destinations.map(|field| {
            let turned = paste::typed_url(self.fields.get(field).text())?;
            self.fields.get_mut(field).replace(turned.text.as_str());
            self.edited(field);
            Some(turned)
        });
        found.into_iter().flatten().next()
    }

    /// Puts the focused field back to what Lambda holds; a second time, to what was typed.
    pub fn as_held(&mut self) {
        let Focus::Field(field) = self.focus else {
            return;
        };
        let held = held_draft(&self.base);
        let now = self.fields.get(field).text().to_owned();
        let text = if now == held.text(field) {
            self.put_aside.get_mut(field).take().unwrap_or(now)
        } else {
            *self.put_aside.get_mut(field) = Some(now);
            held.text(field).to_owned()
        };
        self.fields.get_mut(field).replace(text);
        self.refusal = None;
        self.judge();
    }

    /// Takes what became known around the draft.
    pub fn know(&mut self, surroundings: Surroundings) {
        self.surroundings = surroundings;
        self.judge();
    }

    fn edited(&mut self, field: Field) {
        *self.put_aside.get_mut(field) = None;
        self.origin.edited(field);
        self.refusal = None;
        self.judge();
    }

    fn judge(&mut self) {
        self.checked = check(&self.draft(), &self.surroundings, typing(self.focus));
    }
}

/// What a form says that holds what Lambda holds.
fn held_draft(base: &Reading) -> Draft {
    base.configuration
        .as_ref()
        .map(|stored| Draft::from_stored(&stored.settings))
        .unwrap_or_default()
}

fn typing(focus: Focus) -> Option<Field> {
    match focus {
        Focus::Field(field) => Some(field),
        Focus::ReviewButton => None,
    }
}
