//! Live validation: a draft, what is known around it and the field being typed become checks, settings and warnings.
//!
//! Knows every rule of the form, one function each in the files below. Does not know sentences (see `words`), screens, or how anything
//! was read. A rule whose knowledge was not read stays silent. What is wrong blocks the review, a warning does not; nor does a destination
//! that the service holds, whatever the rules say to it: the request names it again, or it would be reset.

mod ages;
mod destinations;
mod notes;
mod retries;
mod warnings;

use serde::{Deserialize, Serialize};

use super::age::AgeProblem;
use super::change::ReviewedChange;
use super::destination::{Addressee, Destination, DestinationProblem, Needed};
use super::difference::FieldValue;
use super::draft::Draft;
use super::field::{Field, PerField};
use super::function::{FunctionKey, Target};
use super::qualifier::Qualifier;
use super::settings::{AsyncSettings, EventAge, RetryAttempts, Setting, StoredSettings};
use super::timeline::GivenUp;
use super::timeouts::Timeouts;

pub use super::known::Known;
pub use notes::{Note, Relation, Whereabouts};
pub use retries::RetriesProblem;
pub use warnings::Warning;

/// What is gone where nothing is invoked any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gone {
    /// The qualifier; settings of it can be left behind.
    Qualifier,
    /// The function, with everything.
    Function,
}

/// What is known around a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surroundings {
    /// Whose configuration is edited.
    pub target: Target,
    /// The versions that an alias routes to.
    pub routes: Known<Vec<Qualifier>>,
    /// The time that a try may take; for an alias that of the versions it routes to.
    pub timeouts: Timeouts,
    /// The ARN of the execution role.
    pub role: Known<String>,
    /// The ARN of the dead-letter queue or topic.
    pub dead_letter_target: Known<Option<String>>,
    /// That is what `$LATEST` has: the version that the qualifier runs was not read.
    pub dead_letters_of_latest: bool,
    /// What each version of a weighted alias has, where they differ; nothing where they are the same.
    pub dead_letters_differ: Vec<(Qualifier, Option<String>)>,
    /// The reserved concurrency; `None`: nothing is reserved.
    pub reserved_concurrency: Known<Option<u32>>,
    /// The CloudFormation stack that owns the function.
    pub stack: Known<Option<String>>,
    /// What is known to be gone of the target: nothing is invoked there.
    pub gone: Option<Gone>,
    /// What the service holds for this qualifier; `None`: no configuration of its own.
    pub held: Option<StoredSettings>,
}

impl Surroundings {
    /// Makes the surroundings of which nothing was read beside the settings.
    #[must_use]
    pub fn unread(target: Target, held: Option<StoredSettings>) -> Self {
        Self {
            target,
            routes: Known::NotRead,
            timeouts: Timeouts::from(Known::NotRead),
            role: Known::NotRead,
            dead_letter_target: Known::NotRead,
            dead_letters_of_latest: false,
            dead_letters_differ: Vec::new(),
            reserved_concurrency: Known::NotRead,
            stack: Known::NotRead,
            gone: None,
            held,
        }
    }

    /// Where a given-up event goes with this failure destination.
    #[must_use]
    pub fn given_up(&self, on_failure: Option<&str>) -> GivenUp {
        GivenUp::of(on_failure, self.dead_letter_target.as_deref())
            .by_version(&self.dead_letters_differ)
    }
}

/// What a check of a whole draft came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Each field.
    pub fields: PerField<FieldCheck>,
    /// What would be sent; `None` while any field is wrong or unfinished.
    pub settings: Option<AsyncSettings>,
    /// The request that this comes to.
    pub request: Request,
    /// What the operator should know, which blocks nothing.
    pub warnings: Vec<Warning>,
}

impl Checked {
    /// The first field, in the order of the form, that keeps the draft from being sent.
    #[must_use]
    pub fn first_obstacle(&self) -> Option<Field> {
        self.fields
            .iter()
            .find(|(_, check)| match check {
                FieldCheck::Unfinished(_) | FieldCheck::Wrong(_) => true,
                FieldCheck::Fine(_) | FieldCheck::AsHeld(_) => false,
            })
            .map(|(field, _)| field)
    }
}

/// The request that a draft comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// None yet: a field is wrong or unfinished.
    NotYet,
    /// None: the service holds exactly this, compared as settings and not as typed.
    Nothing,
    /// A Put of the settings.
    Put,
    /// A Delete: nothing is set, and an empty Put is refused by the service.
    Delete,
}

impl Request {
    /// Decides by what is held and what is drafted.
    #[must_use]
    fn of(held: Option<&StoredSettings>, settings: Option<&AsyncSettings>) -> Self {
        let Some(settings) = settings else {
            return Self::NotYet;
        };
        match held {
            None if settings.is_empty() => Self::Nothing,
            Some(_) if settings.is_empty() => Self::Delete,
            Some(held) if *held == settings.as_stored() => Self::Nothing,
            None | Some(_) => Self::Put,
        }
    }
}

/// What a check of one field came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldCheck {
    /// It can be sent; the note is what it means.
    Fine(Note),
    /// A rule refuses it, but the service holds exactly this, and it is sent again as it is held.
    AsHeld(Problem),
    /// It is being typed, and a continuation could still make it right.
    Unfinished(Unfinished),
    /// It can't be sent.
    Wrong(Problem),
}

/// What a text that is being typed still needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unfinished {
    /// An age: what would be wrong if nothing followed.
    Age(AgeProblem),
    /// An ARN: its missing parts, in their order.
    Destination(Vec<Needed>),
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// White space before or behind the value.
    Blanks,
    /// Not a number of retries.
    Retries(RetriesProblem),
    /// Not an age.
    Age(AgeProblem),
    /// Not a destination.
    Destination(DestinationProblem),
    /// A bucket on success: buckets take the records of failed events only.
    BucketOnSuccess,
    /// The function itself, under any of its qualifiers.
    Itself {
        /// Its name as the ARN has it, with the qualifier.
        name: String,
    },
}

/// Why a field's text gives no value: what is wrong with it as it stands, and what it needs where a continuation could help.
#[derive(Debug)]
struct Stop {
    problem: Problem,
    unfinished: Option<Unfinished>,
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self {
            problem,
            unfinished: None,
        }
    }
}

/// What one field's text came to.
type Read<T> = Result<Setting<T>, Stop>;

/// What each field's text came to.
struct ReadDraft {
    retries: Read<RetryAttempts>,
    age: Read<EventAge>,
    on_success: Read<Destination>,
    on_failure: Read<Destination>,
}

impl ReadDraft {
    fn of(draft: &Draft, function: &FunctionKey) -> Self {
        let destination = |field| {
            setting(draft.text(field), |text| {
                destinations::read(text, field, function)
            })
        };
        Self {
            retries: setting(draft.text(Field::MaximumRetryAttempts), retries::read),
            age: setting(draft.text(Field::MaximumEventAge), ages::read),
            on_success: destination(Field::OnSuccess),
            on_failure: destination(Field::OnFailure),
        }
    }
}

/// The settings as far as they could be read: `None` where a field is wrong or unfinished.
struct Readable {
    retries: Option<Setting<RetryAttempts>>,
    age: Option<Setting<EventAge>>,
    on_success: Option<Setting<Addressee>>,
    on_failure: Option<Setting<Addressee>>,
}

impl Readable {
    fn settings(self) -> Option<AsyncSettings> {
        Some(AsyncSettings {
            maximum_retry_attempts: self.retries?,
            maximum_event_age: self.age?,
            on_success: self.on_success?,
            on_failure: self.on_failure?,
        })
    }
}

/// The settings that a draft says, if they may be sent to this function where the service holds so much: the same rules, for whoever
/// needs no notes.
#[must_use]
pub fn sendable(
    draft: &Draft,
    function: &FunctionKey,
    held: Option<&StoredSettings>,
) -> Option<AsyncSettings> {
    let read = ReadDraft::of(draft, function);
    let destination = |field, read: Read<Destination>| match read {
        Ok(setting) => Some(setting.map(Addressee::Accepted)),
        Err(_) => as_held(draft.text(field), field, held).map(Setting::Explicit),
    };
    Some(AsyncSettings {
        maximum_retry_attempts: read.retries.ok()?,
        maximum_event_age: read.age.ok()?,
        on_success: destination(Field::OnSuccess, read.on_success)?,
        on_failure: destination(Field::OnFailure, read.on_failure)?,
    })
}

/// What was before a change, if that may be sent again where the service holds so much; `None` also where nothing was before.
#[must_use]
pub fn put_back(change: &ReviewedChange, held: Option<&StoredSettings>) -> Option<AsyncSettings> {
    let before = Draft::from_stored(change.before_settings()?);
    sendable(&before, &change.target().function, held)
}

/// Says whether what was before a change can be put back once it is stored: nothing is always, and a value that Lambda holds and Lasso
/// would not send as a new one is not.
#[must_use]
pub fn can_be_put_back(change: &ReviewedChange) -> bool {
    let after = change.after_settings();
    change.before_settings().is_none() || put_back(change, after.as_ref()).is_some()
}

/// The destination of a text that the service holds to the letter.
fn as_held(text: &str, field: Field, held: Option<&StoredSettings>) -> Option<Addressee> {
    let is_held = matches!(
        held?.value(field),
        Setting::Explicit(FieldValue::Arn(arn)) if arn == text
    );
    is_held.then(|| Addressee::AsHeld(text.to_owned()))
}

/// Judges a draft. `typing` is the field that has the focus: a text that a continuation could still make right is unfinished there,
/// and wrong on every other field.
#[must_use]
pub fn check(draft: &Draft, surroundings: &Surroundings, typing: Option<Field>) -> Checked {
    let read = ReadDraft::of(draft, &surroundings.target.function);
    let judge = Judge {
        draft,
        typing,
        surroundings,
    };
    let (retries_check, retries) =
        judge.field(Field::MaximumRetryAttempts, read.retries, |retries| {
            Note::Retries(*retries)
        });
    let (age_check, age) = judge.field(Field::MaximumEventAge, read.age, |age| Note::Age(*age));
    let (success_check, on_success) = judge.destination(Field::OnSuccess, read.on_success);
    let (failure_check, on_failure) = judge.destination(Field::OnFailure, read.on_failure);
    let readable = Readable {
        retries,
        age,
        on_success,
        on_failure,
    };
    let fields = PerField {
        maximum_retry_attempts: retries_check,
        maximum_event_age: age_check,
        on_success: success_check,
        on_failure: failure_check,
    };
    let warnings = warnings::all(&readable, &fields, surroundings);
    let settings = readable.settings();
    Checked {
        fields,
        request: Request::of(surroundings.held.as_ref(), settings.as_ref()),
        warnings,
        settings,
    }
}

/// Reads one field: empty means the service default, and white space around a value is not silently accepted.
fn setting<T>(text: &str, read: impl FnOnce(&str) -> Result<T, Stop>) -> Read<T> {
    if text.is_empty() {
        Ok(Setting::ServiceDefault)
    } else if text.trim() == text {
        read(text).map(Setting::Explicit)
    } else {
        Err(Problem::Blanks.into())
    }
}

/// Turns what was read of a field into its check and its setting.
struct Judge<'a> {
    draft: &'a Draft,
    typing: Option<Field>,
    surroundings: &'a Surroundings,
}

impl Judge<'_> {
    /// A destination; what the service holds is no obstacle, whatever the rules say to it.
    fn destination(
        &self,
        field: Field,
        read: Read<Destination>,
    ) -> (FieldCheck, Option<Setting<Addressee>>) {
        let held = self.surroundings.held.as_ref();
        match (read, as_held(self.draft.text(field), field, held)) {
            (Err(Stop { problem, .. }), Some(held)) => {
                (FieldCheck::AsHeld(problem), Some(Setting::Explicit(held)))
            }
            (read, _) => {
                let note = |destination: &_| notes::destination(destination, self.surroundings);
                let (check, setting) = self.field(field, read, note);
                (
                    check,
                    setting.map(|setting| setting.map(Addressee::Accepted)),
                )
            }
        }
    }

    fn field<T>(
        &self,
        field: Field,
        read: Read<T>,
        note: impl FnOnce(&T) -> Note,
    ) -> (FieldCheck, Option<Setting<T>>) {
        let check = match read {
            Ok(setting) => {
                let note = match &setting {
                    Setting::Explicit(value) => note(value),
                    Setting::ServiceDefault => notes::empty(field, self.surroundings),
                };
                return (FieldCheck::Fine(note), Some(setting));
            }
            Err(Stop {
                unfinished: Some(unfinished),
                ..
            }) if self.typing == Some(field) => FieldCheck::Unfinished(unfinished),
            Err(Stop { problem, .. }) => FieldCheck::Wrong(problem),
        };
        (check, None)
    }
}

#[cfg(test)]
pub(super) mod tests;
