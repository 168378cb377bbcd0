//! `--dry-run`: what a write would change, in the words of the screens, without sending it.
//!
//! Knows the parts of the review as text and how the command ends. Does not know rules or sentences: those are in `domain`.

use serde_json::Value;

use super::super::operations::Operation;
use super::super::problem::{self, Problem};
use super::super::request;
use super::super::session::Session;
use super::super::values::Typed;
use super::explain::{NAMES_NOTHING, broken_rules};
use super::{SETTINGS, address, draft, names_settings};
use crate::app::entry::Part;
use crate::app::surroundings;
use crate::aws::TypedOperation;
use crate::commands::connect::SESSION;
use crate::commands::environment::now;
use crate::commands::exit_code::Ending;
use crate::commands::output::{complain, own_line};
use crate::commands::why::inquiry::{Findings, inquire};
use crate::commands::why::report::not_read;
use crate::commands::why::waiting::{Awaited, telling};
use crate::domain::call::Reading;
use crate::domain::change::{self, Method, Origin, ProposedChange, ReviewedChange};
use crate::domain::difference::{FieldValue, Movement, ResetCause};
use crate::domain::draft::Draft;
use crate::domain::field::{Field, PerField};
use crate::domain::function::FunctionAddress;
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::{Setting, StoredConfiguration, StoredSettings};
use crate::domain::timeline::EffectiveSettings;
use crate::domain::validation::{self, Surroundings};
use crate::domain::verdict::Existence;
use crate::domain::words;

/// Nothing would change.
const NOTHING_TO_CHANGE: u8 = 3;
/// The service would refuse it, or it can't be told: the status of a refusal.
const REFUSED: u8 = 255;
/// What every answer to it begins with.
const NOT_SENT: &str = "Dry run: nothing was sent.";
/// What a setting is not named by that a put resets.
const COMMAND_LINE: &str = "the command line";

/// What is said of an update that names one of two destinations.
const HALVES: &str =
    "! Whether an update that names one destination keeps the other is not documented: name both.";

/// What is said of a destination without a text; of one that is not named in its half it is known that there is none then.
const EMPTY_DESTINATION: &str =
    "! What Lambda makes of an empty Destination is not documented: leave it out.";

/// What is said of both destinations in one, with neither in it.
const EMPTY_CONFIG: &str =
    "! What Lambda makes of an empty DestinationConfig is not documented: leave it out.";

/// Reads what is held, compares and prints.
///
/// # Errors
/// What is needed for it can't be read, or is not there.
pub(in super::super) async fn review(
    session: &Session,
    operation: &Operation,
    typed: &Typed,
) -> Result<Ending, Problem> {
    let address = address(typed).map_err(|problem| no_review(&problem))?;
    let awaited = Awaited::default();
    let reading = Box::pin(inquire(&session.client, &session.facts, &address, &awaited));
    let findings = telling(reading, &awaited, |sentence| complain(sentence))
        .await
        .map_err(|failure| no_review(&failure.sentence))?;
    if findings.has_no_function() {
        let elsewhere = words::elsewhere(&address, &findings.scope);
        let sentence = elsewhere.unwrap_or_else(|| "The function doesn't exist.".to_owned());
        return Err(no_review(&sentence));
    }
    if let Some(failure) = findings.unreadable() {
        return Err(no_review(&failure.sentence));
    }
    let asked = Asked { operation, typed };
    let (sections, ending) = asked.told(asked.known(session, &findings, address));
    problem::print(&printed(&sections))?;
    Ok(ending)
}

/// Lines that belong together.
type Section = Vec<String>;

/// The sections as they are printed, with an empty line between two. Every line of a review is cleaned here and nowhere else: what is held
/// must not write a review of its own.
fn printed(sections: &[Section]) -> String {
    let told = sections.iter().filter(|section| !section.is_empty());
    let texts = told.map(|section| {
        let lines = section
            .iter()
            .map(|line| own_line(line).into_owned() + "\n");
        lines.collect::<String>()
    });
    let texts: Vec<String> = texts.collect();
    format!("{NOT_SENT}\n{}", texts.join("\n"))
}

fn no_review(sentence: &str) -> Problem {
    Problem::Own {
        line: format!("{NOT_SENT} {sentence}"),
        status: REFUSED,
    }
}

/// What is asked for.
struct Asked<'a> {
    operation: &'a Operation,
    typed: &'a Typed,
}

/// What was read for it.
struct Read {
    proposed: ProposedChange,
    surroundings: Surroundings,
    warnings: Vec<String>,
    /// Why the service would refuse the request, as far as that is known.
    refusals: Vec<String>,
    /// What could not be read, and why.
    unread: Section,
}

impl Asked<'_> {
    /// Puts what was read and what was typed together.
    fn known(&self, session: &Session, findings: &Findings, address: FunctionAddress) -> Read {
        let entry = &findings.entry;
        let ours = entry.function.account.as_ref();
        let scope = session
            .facts
            .scope
            .of_account(ours.filter(|_| address.account.is_none()));
        let target = address.within(&scope);
        let held = entry.configuration(&target.qualifier).flatten();
        let settings = held.map(|stored| &stored.settings);
        let surroundings = surroundings::of(Some(entry), &target, settings);
        let draft = self.draft(&surroundings);
        let checked = validation::check(&draft, &surroundings, None);
        let is_removal = self.operation.request == TypedOperation::Delete;
        let mut refusals = self.refusals(&surroundings);
        let mut warnings: Vec<String> = held
            .and_then(|held| self.unknown(held))
            .into_iter()
            .collect();
        if !is_removal {
            match presence(findings, &target.qualifier) {
                Presence::There => {}
                Presence::Gone(sentence) => refusals.push(sentence),
                Presence::Unknown(sentence) => warnings.push(sentence),
            }
            warnings.extend(checked.warnings.iter().map(words::warning));
            warnings.extend(self.halves(&surroundings));
            warnings.extend(self.empty().map(str::to_owned));
        }
        Read {
            refusals,
            warnings,
            unread: not_read(findings),
            surroundings,
            proposed: ProposedChange {
                session: SESSION,
                scope,
                before: Reading {
                    configuration: held.cloned(),
                    at: entry.read_at(Part::Configurations).unwrap_or_else(now),
                },
                target,
                after: checked.settings.filter(|_| !is_removal),
                origin: if is_removal {
                    Origin::Removal
                } else {
                    Origin::text(COMMAND_LINE)
                },
            },
        }
    }

    /// The settings afterwards: those that are named, and in an update those that stay.
    fn draft(&self, surroundings: &Surroundings) -> Draft {
        let named = draft(self.typed);
        let held = match (&surroundings.held, self.operation.request) {
            (Some(held), TypedOperation::Update) => Draft::from_stored(held),
            _ => return named,
        };
        let is_named = |field: Field| {
            let member = match field {
                Field::MaximumRetryAttempts => SETTINGS[0],
                Field::MaximumEventAge => SETTINGS[1],
                Field::OnSuccess | Field::OnFailure => SETTINGS[2],
            };
            self.typed.members.contains_key(member)
        };
        Draft(PerField::from_fn(|field| {
            let of = if is_named(field) { &named } else { &held };
            of.text(field).to_owned()
        }))
    }

    /// What becomes of what is held beside the settings.
    fn unknown(&self, held: &StoredConfiguration) -> Option<String> {
        match self.operation.request {
            TypedOperation::Put => words::unknown_members(held, Method::Put),
            TypedOperation::Update => words::unknown_in_update(held),
            TypedOperation::Delete => words::unknown_members(held, Method::Delete),
            TypedOperation::Get | TypedOperation::List => None,
        }
    }

    /// What is not known of an update that names one destination, where the other is held.
    fn halves(&self, surroundings: &Surroundings) -> Option<String> {
        let config = self.typed.members.get("DestinationConfig")?;
        let held = surroundings.held.as_ref()?;
        let is_left_out = |side: &str, held: bool| held && config.get(side).is_none();
        let is_open = self.operation.request == TypedOperation::Update
            && (is_left_out("OnSuccess", held.on_success.is_explicit())
                || is_left_out("OnFailure", held.on_failure.is_explicit()));
        is_open.then(|| HALVES.to_owned())
    }

    /// What is not known of a request that names a destination, or both in one, without a text.
    fn empty(&self) -> Option<&'static str> {
        let config = self.typed.members.get("DestinationConfig")?.as_object()?;
        let is_empty = |side: &Value| side.get("Destination").is_some_and(|text| text == "");
        if config.is_empty() {
            Some(EMPTY_CONFIG)
        } else {
            config.values().any(is_empty).then_some(EMPTY_DESTINATION)
        }
    }

    /// Why the service would refuse the request.
    fn refusals(&self, surroundings: &Surroundings) -> Vec<String> {
        let is_put = match self.operation.request {
            TypedOperation::Put => true,
            TypedOperation::Update => false,
            TypedOperation::Get | TypedOperation::Delete | TypedOperation::List => {
                return Vec::new();
            }
        };
        let mut refusals = broken_rules(self.typed, surroundings);
        refusals.extend(no_numbers(self.typed));
        if !names_settings(self.typed) {
            refusals.push(NAMES_NOTHING.to_owned());
        }
        if !is_put && surroundings.held.is_none() {
            refusals.push(format!(
                "An update changes what is there, and {} has no configuration of its own.",
                surroundings.target
            ));
        }
        refusals
    }

    /// The review, and how the command ends with it.
    fn told(&self, read: Read) -> (Vec<Section>, Ending) {
        if !read.refusals.is_empty() {
            let refusals = read.refusals.iter();
            let refusals = refusals.map(|refusal| format!("x {refusal}")).collect();
            return (vec![refusals, self.request()], Ending::DropIn(REFUSED));
        }
        let change = match read.proposed.clone().review() {
            Ok(change) if !self.is_held(&change) => change,
            Ok(_) | Err(_) => return self.nothing(&read),
        };
        let sections = vec![
            self.heading(&read.proposed),
            rows(&change, &read.surroundings),
            paragraph("In words", &in_words(&change, &read.surroundings)),
            paragraph("Warnings", &read.warnings),
            read.unread,
            self.request(),
            vec![read_at(&change)],
        ];
        (sections, Ending::Done)
    }

    /// Whether the settings of a put are those that are held. To the screens one that sets nothing is a removal: they send no other.
    fn is_held(&self, change: &ReviewedChange) -> bool {
        let is_empty = change.after().is_none();
        let holds_nothing = |held: &StoredSettings| *held == StoredSettings::default();
        self.operation.request == TypedOperation::Put
            && is_empty
            && change.before_settings().is_some_and(holds_nothing)
    }

    /// That no setting would change. A put that names empty destinations alone is taken all the same, and stores a configuration; and what
    /// is held beside the settings can change all the same.
    fn nothing(&self, read: &Read) -> (Vec<Section>, Ending) {
        let proposed = &read.proposed;
        let (target, at) = (&proposed.target, proposed.before.at);
        let held = proposed.before.configuration.as_ref();
        let is_held = held.is_some();
        let would_be_sent = |sentence: String| {
            let sections = vec![
                self.heading(proposed),
                vec![sentence],
                paragraph("Warnings", &read.warnings),
                self.request(),
            ];
            (sections, Ending::Done)
        };
        let is_open = |held| self.unknown(held).is_some() || self.empty().is_some();
        if held.is_some_and(is_open) {
            return would_be_sent(format!(
                "No setting that Lasso knows would change (read {}).",
                words::time(at)
            ));
        }
        let told = match self.operation.request {
            TypedOperation::Delete => format!(
                "Nothing to remove: {target} has no configuration of its own (read {}).",
                words::time(at)
            ),
            TypedOperation::Put if !is_held => {
                return would_be_sent(format!(
                    "A configuration that sets nothing would be stored where there is none (read {}): the defaults apply as before.",
                    words::time(at)
                ));
            }
            TypedOperation::Put
            | TypedOperation::Update
            | TypedOperation::Get
            | TypedOperation::List => words::nothing_to_send(&proposed.before),
        };
        (vec![vec![told]], Ending::DropIn(NOTHING_TO_CHANGE))
    }

    /// What would be done, to what and where.
    fn heading(&self, proposed: &ProposedChange) -> Section {
        let place = words::place_of(proposed);
        vec![format!("{} {} in {place}", self.verb(), proposed.target)]
    }

    fn verb(&self) -> &'static str {
        match self.operation.request {
            TypedOperation::Put => "PUT replaces ALL settings of",
            TypedOperation::Update => "POST changes the named settings of",
            TypedOperation::Delete => "DELETE removes ALL settings of",
            TypedOperation::Get | TypedOperation::List => "GET reads",
        }
    }

    /// The request as it would be sent.
    fn request(&self) -> Section {
        let request = request::request(self.operation, self.typed);
        let method = self.verb().split(' ').next().unwrap_or_default();
        let path = change::path(&request.function_name, request.qualifier.as_deref());
        let body = request.body.map(|body| format!("  {body}"));
        let line = format!("  {method} {path}");
        ["Request".to_owned(), line]
            .into_iter()
            .chain(body)
            .collect()
    }
}

/// Whether the qualifier of a request is there: the service stores nothing for one that is not.
enum Presence {
    There,
    Gone(String),
    /// Not everything could be read that would show it.
    Unknown(String),
}

fn presence(findings: &Findings, qualifier: &Qualifier) -> Presence {
    let name = &findings.entry.function.name;
    match (
        findings.screen.missing(&findings.entry),
        findings.screen.selected().map(|row| row.existence),
    ) {
        (Some((_, Known::Known(()))), _) | (None, Some(Existence::Gone)) => {
            Presence::Gone(words::absent(name, qualifier, Known::Known(())))
        }
        (Some(_), _) | (None, Some(Existence::NotFoundSoFar) | None) => {
            Presence::Unknown(words::not_found_so_far(qualifier))
        }
        (None, Some(Existence::Exists)) => Presence::There,
    }
}

/// The members that are numbers to the service and were typed as something else: the AWS CLI sends a truth value as it is.
fn no_numbers(typed: &Typed) -> impl Iterator<Item = String> {
    let [retries, age, _] = SETTINGS;
    [retries, age].into_iter().filter_map(|name| {
        let value = typed.members.get(name).filter(|value| !value.is_number())?;
        Some(format!("{name}: {value} is no number."))
    })
}

/// What the change means for events, and what that rests on where it was not read.
fn in_words(change: &ReviewedChange, surroundings: &Surroundings) -> Vec<String> {
    let mut sentences = words::review(change, surroundings);
    if surroundings.dead_letters_of_latest {
        sentences.push(words::DEAD_LETTERS_OF_LATEST.to_owned());
    }
    sentences
}

/// What becomes of each setting.
fn rows(change: &ReviewedChange, surroundings: &Surroundings) -> Section {
    let mut lines = Section::new();
    for (field, row) in change.difference().0.iter() {
        let head = format!("{:<9} {:<24}", row.movement.word(), field.label());
        let [before, after] = [&row.before, &row.after].map(|setting| value(field, setting));
        match &row.movement {
            Movement::Same => lines.push(format!("{head} {before}")),
            Movement::Set | Movement::Changed => lines.push(format!("{head} {before} -> {after}")),
            Movement::Reset(cause) => {
                let to = reset(change, surroundings, field);
                lines.push(format!("{head} {before} -> {to}"));
                lines.push(format!("{:10}{}", "", because(cause)));
            }
        }
    }
    lines
}

/// What a setting becomes that is reset. No event comes to what is gone, and so none is lost with it.
fn reset(change: &ReviewedChange, surroundings: &Surroundings, field: Field) -> String {
    let end = |settings| words::given_up(&settings, surroundings);
    let before = || EffectiveSettings::from(change.before_settings());
    let then = match (surroundings.gone, change.after()) {
        (Some(_), _) => before(),
        (None, Some(after)) => EffectiveSettings::from(after),
        (None, None) => EffectiveSettings::from(None),
    };
    words::reset_to(field, &end(before()), &end(then))
}

/// Why a setting is reset.
fn because(cause: &ResetCause) -> String {
    match cause {
        ResetCause::NotNamed(text) => format!("because {text} does not name it"),
        ResetCause::Emptied | ResetCause::TakenOver | ResetCause::Removed | ResetCause::PutBack => {
            words::reset_cause(cause, "")
        }
    }
}

fn value(field: Field, setting: &Setting<FieldValue>) -> String {
    match setting {
        Setting::Explicit(value) => value.to_string(),
        Setting::ServiceDefault => format!("({})", field.facts().default),
    }
}

/// A heading with sentences below it; nothing without sentences.
fn paragraph(heading: &str, sentences: &[String]) -> Section {
    if sentences.is_empty() {
        return Section::new();
    }
    let sentences = sentences.iter().map(|sentence| format!("  {sentence}"));
    let heading = std::iter::once(heading.to_owned());
    heading.chain(sentences).collect()
}

fn read_at(change: &ReviewedChange) -> String {
    let before = change.before();
    let modified = before
        .configuration
        .as_ref()
        .and_then(|stored| stored.last_modified)
        .map_or_else(
            || "no configuration of its own".to_owned(),
            |at| format!("last changed {}", words::stored_at(at, (None, before.at))),
        );
    format!("Read {}; {modified}.", words::time(before.at))
}
