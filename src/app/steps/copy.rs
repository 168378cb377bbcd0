//! Copying: the menu in the footer, and the text that each of its keys stands for.
//!
//! Knows what can be copied where. Does not know clipboards: the runtime hands the text on, and whether it arrived can't be known.

use std::borrow::Cow;

use crate::app::copy::{CopiedSettings, MOST_BYTES};
use crate::app::document::Paragraph;
use crate::app::effect::Effect;
use crate::app::keymap::CopyCommand;
use crate::app::receipt;
use crate::app::review::{Ending, Stage};
use crate::app::state::{Screen, State};
use crate::app::text_screen::TextScreen;
use crate::domain::draft::Draft;
use crate::domain::export::{Configuration, Format, aws_cli, json, policy};
use crate::domain::function::Target;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::{AsyncSettings, StoredSettings};
use crate::domain::validation::sendable;
use crate::domain::words::{self, clean};

/// Opens the menu.
pub fn open(state: &mut State) {
    state.copying.is_open = true;
}

/// A key of the menu; the menu closes.
pub fn command(state: &mut State, command: CopyCommand) -> Vec<Effect> {
    state.copying.is_open = false;
    let what = what(state, command);
    match text(state, command) {
        None => Vec::new(),
        Some(Ok(text)) if text.len() > MOST_BYTES => {
            state.warn(format!(
                "Not copied: {} bytes, and clipboards of terminals take {}.",
                words::thousands(text.len()),
                words::thousands(MOST_BYTES)
            ));
            Vec::new()
        }
        Some(Ok(text)) => {
            state.copying.last = Some(text.clone());
            state.copying.under_way.push_back(what);
            vec![Effect::CopyText { text }]
        }
        Some(Err(why)) => {
            state.warn(why);
            Vec::new()
        }
    }
}

/// The text that a key of the menu stands for, or why there is none; `None` where it copies nothing.
fn text(state: &mut State, command: CopyCommand) -> Option<Result<String, Cow<'static, str>>> {
    let text = match command {
        CopyCommand::Close => return None,
        CopyCommand::ShowLast => {
            show_last(state);
            return None;
        }
        CopyCommand::Export(format) => return Some(exported(state, format)),
        CopyCommand::Settings => copy_settings(state),
        CopyCommand::Arn => subject(state).and_then(|subject| {
            subject
                .target
                .arn()
                .ok_or("The account is unknown: there is no ARN yet.")
        }),
        CopyCommand::Name => subject(state).map(|subject| subject.target.to_string()),
        CopyCommand::Body => subject(state).and_then(|subject| subject.body()),
        CopyCommand::AwsCommand => return Some(aws_command(state)),
        CopyCommand::Destination => subject(state).and_then(|subject| subject.destination()),
        CopyCommand::Policy => policy(state)
            .ok_or("There is no policy statement to copy: no refusal on screen asks for one."),
        CopyCommand::Receipt => state
            .memory
            .writes()
            .last()
            .map(|write| receipt::markdown(write.into(), &state.session.runs_as()))
            .ok_or("Nothing was sent in this run: there is no receipt."),
    };
    Some(text.map_err(Cow::Borrowed))
}

/// What a key of the menu copies, for the notice to name it.
fn what(state: &State, command: CopyCommand) -> String {
    let written = || state.memory.writes().last();
    let target = match command {
        CopyCommand::Receipt => written().map(|write| write.change.target().to_string()),
        CopyCommand::Arn
        | CopyCommand::Name
        | CopyCommand::Body
        | CopyCommand::AwsCommand
        | CopyCommand::Export(_)
        | CopyCommand::Destination
        | CopyCommand::Settings
        | CopyCommand::Policy
        | CopyCommand::ShowLast
        | CopyCommand::Close => subject(state)
            .ok()
            .map(|subject| subject.target.to_string()),
    };
    let target = target.unwrap_or_default();
    let kind = match command {
        CopyCommand::Arn => "the ARN of",
        CopyCommand::Name => "the name",
        CopyCommand::Body => "the JSON body of",
        CopyCommand::AwsCommand => "the aws command of",
        CopyCommand::Export(format) => &format!("the {} of", format.facts().label),
        CopyCommand::Destination => "the destination of",
        CopyCommand::Settings => "the settings of",
        CopyCommand::Receipt => "the receipt of",
        CopyCommand::Policy => "the policy statement for",
        CopyCommand::ShowLast | CopyCommand::Close => "",
    };
    let left_out = left_out(state, command).unwrap_or_default();
    format!("{kind} {}{left_out}", clean(&target))
}

/// What is held of the qualifier and is not in the text that is copied.
fn left_out(state: &State, command: CopyCommand) -> Option<String> {
    match command {
        CopyCommand::Body
        | CopyCommand::AwsCommand
        | CopyCommand::Export(_)
        | CopyCommand::Settings => {
            let members = subject(state).ok()?.unknown_members;
            Some(format!(" {}", words::copied_without(members)?))
        }
        CopyCommand::Arn
        | CopyCommand::Name
        | CopyCommand::Destination
        | CopyCommand::Receipt
        | CopyCommand::Policy
        | CopyCommand::ShowLast
        | CopyCommand::Close => None,
    }
}

/// The statement that the refusal on screen asks for.
#[must_use]
pub fn policy(state: &State) -> Option<String> {
    let Some(Screen::Review(review)) = state.above.last() else {
        return None;
    };
    let Stage::Ended(Ending::Refused { failure, .. }) = &review.stage else {
        return None;
    };
    let function = &review.change.target().function;
    policy::of_refusal(failure, function, review.sender())
}

/// Any other key closes the menu.
pub fn closed(state: &mut State) {
    state.copying.is_open = false;
    state.say("Nothing was copied.");
}

/// What the menu is about: a target and what is shown of it.
struct Subject<'a> {
    target: Cow<'a, Target>,
    shown: Shown<'a>,
    /// What is held beside them: the names of members. Of a review nothing, which says itself what becomes of them.
    unknown_members: &'a [String],
}

/// The settings that are shown of what the menu is about, or why there are none.
enum Shown<'a> {
    Settings(Cow<'a, StoredSettings>),
    /// What is reviewed removes the configuration.
    Removal,
    /// The defaults apply.
    NoneOwn,
    /// The configurations were not read to their end.
    NotRead,
}

impl Shown<'_> {
    fn settings(&self) -> Result<&StoredSettings, &'static str> {
        match self {
            Self::Settings(settings) => Ok(settings),
            Self::Removal => {
                Err("This is a DELETE: it has no body and no settings. c w copies its command.")
            }
            Self::NoneOwn => Err("There is no configuration of its own: nothing to copy."),
            Self::NotRead => Err("The configurations were not read to their end: nothing to copy."),
        }
    }
}

impl Subject<'_> {
    fn body(&self) -> Result<String, &'static str> {
        let settings = self.sendable()?;
        if settings.is_empty() && !self.unknown_members.is_empty() {
            return Err("This configuration sets nothing that Lasso knows: nothing to copy.");
        }
        Ok(json::stored_body_text(&settings.as_stored()))
    }

    fn sendable(&self) -> Result<AsyncSettings, &'static str> {
        let settings = self.shown.settings()?;
        sendable(
            &Draft::from_stored(settings),
            &self.target.function,
            Some(settings),
        )
        .ok_or("These settings can't be sent as they are: Lambda would refuse them today.")
    }

    fn destination(&self) -> Result<String, &'static str> {
        let settings = self.shown.settings()?;
        let destination = settings.on_failure.explicit();
        destination
            .or_else(|| settings.on_success.explicit())
            .cloned()
            .ok_or("There is no destination to copy.")
    }
}

fn subject(state: &State) -> Result<Subject<'_>, &'static str> {
    match state.above.last() {
        Some(Screen::Review(review)) => Ok(Subject {
            target: Cow::Borrowed(review.change.target()),
            shown: review.change.after().map_or(Shown::Removal, |settings| {
                Shown::Settings(Cow::Owned(settings.as_stored()))
            }),
            unknown_members: &[],
        }),
        Some(Screen::Function(screen)) => screen
            .target()
            .map(|target| of_catalogue(state, target))
            .ok_or("Nothing is selected."),
        Some(Screen::Form(_) | Screen::Text(_)) | None => state
            .explorer
            .selected(&state.catalogue)
            .map(|entry| entry.target(&Qualifier::Latest))
            .map(|target| of_catalogue(state, target))
            .ok_or("Nothing is selected."),
    }
}

fn of_catalogue(state: &State, target: Target) -> Subject<'_> {
    let held = state
        .catalogue
        .get(&target.function)
        .and_then(|entry| entry.configuration(&target.qualifier));
    let (shown, unknown_members): (_, &[String]) = match held {
        Some(Some(held)) => (
            Shown::Settings(Cow::Borrowed(&held.settings)),
            &held.unknown_members,
        ),
        Some(None) => (Shown::NoneOwn, &[]),
        None => (Shown::NotRead, &[]),
    };
    Subject {
        target: Cow::Owned(target),
        shown,
        unknown_members,
    }
}

/// The command that would send what is reviewed, or what would set what is held.
fn aws_command(state: &State) -> Result<String, Cow<'static, str>> {
    if let Some(Screen::Review(review)) = state.above.last() {
        return Ok(aws_cli::command(&review.runs_as, &review.change));
    }
    exported(state, Format::AwsCli)
}

/// What is reviewed, or what is held, in the format of another tool.
fn exported(state: &State, format: Format) -> Result<String, Cow<'static, str>> {
    let subject = subject(state)?;
    let settings = subject.sendable()?.as_stored();
    let unknown = subject.unknown_members.to_vec();
    let (of_session, session_runs_as) = (state.session.scope(), state.session.runs_as());
    let (scope, runs_as) = match state.above.last() {
        Some(Screen::Review(review)) => (Some(&review.change.proposed().scope), &review.runs_as),
        Some(Screen::Function(_) | Screen::Form(_) | Screen::Text(_)) | None => {
            (of_session.as_ref(), &session_runs_as)
        }
    };
    let scope = scope.ok_or("The session is not open yet.")?;
    let entry = state.catalogue.get(&subject.target.function);
    let role = entry.and_then(|entry| entry.role(&subject.target.qualifier));
    let role = role.map(str::to_owned);
    let target = subject.target.into_owned();
    let configuration = Configuration::new(target, scope, settings)
        .with_unknown_members(unknown)
        .with_role(role);
    format
        .render(runs_as, &[configuration])
        .map_err(|problem| Cow::Owned(format!("Not copied: {problem}.")))
}

/// Keeps the settings for `v` on another qualifier; the text is the body.
fn copy_settings(state: &mut State) -> Result<String, &'static str> {
    let subject = subject(state)?;
    let text = subject.body()?;
    let copied = CopiedSettings {
        settings: subject.shown.settings()?.clone(),
        left_out: subject.unknown_members.to_vec(),
        from: subject.target.into_owned(),
    };
    state.copying.settings = Some(copied);
    Ok(text)
}

/// Shows the last copied text alone, without borders, for the mouse.
fn show_last(state: &mut State) {
    let Some(text) = &state.copying.last else {
        state.say("Nothing was copied yet.");
        return;
    };
    let paragraphs = text
        .lines()
        .map(|line| Paragraph::copied(0, line))
        .collect();
    let screen = TextScreen::open(None, paragraphs, state.size);
    state.above.push(Screen::Text(screen));
}
