//! The table of keys: context, key, command, words. Dispatch, footer and help are all read from here.
//!
//! Knows which key means what where. Does not know what a command does: that is each screen's.

mod binding;
mod commands;
mod help;

pub use self::binding::{Binding, Context};
use self::binding::{control, letter, plain};
pub use self::commands::{
    CheckingCommand, ChoiceCommand, Command, CopyCommand, ExplorerCommand, FilterCommand,
    FormCommand, FunctionCommand, OutcomeCommand, ProgramCommand, PromptCommand, ReviewCommand,
    SendLineCommand, SendingCommand, TextCommand,
};
pub use self::help::motion as motion_help;
use super::key::{Key, KeyCode, Modifier};
use super::list_cursor::Motion;
use super::review::View;
use crate::domain::export::Format;

use Context::{
    Checking, Choice, CopyMenu, Discard, Everywhere, Explorer, Filter, Form, Function, Outcome,
    QuitPrompt, Review, SendLine, Sending, Text,
};
use ExplorerCommand as List;
use FormCommand as Fill;
use FunctionCommand as One;
use ReviewCommand as Step;

const fn program(command: ProgramCommand) -> Command {
    Command::Program(command)
}

const fn list(command: ExplorerCommand) -> Command {
    Command::Explorer(command)
}

const fn one(command: FunctionCommand) -> Command {
    Command::Function(command)
}

const fn fill(command: FormCommand) -> Command {
    Command::Form(command)
}

const fn step(command: ReviewCommand) -> Command {
    Command::Review(command)
}

const fn send_line(command: SendLineCommand) -> Command {
    Command::SendLine(command)
}

const fn checking(command: CheckingCommand) -> Command {
    Command::Checking(command)
}

const fn sending(command: SendingCommand) -> Command {
    Command::Sending(command)
}

const fn choice(command: ChoiceCommand) -> Command {
    Command::Choice(command)
}

const fn outcome(command: OutcomeCommand) -> Command {
    Command::Outcome(command)
}

const fn text(command: TextCommand) -> Command {
    Command::Text(command)
}

const fn copy(command: CopyCommand) -> Command {
    Command::Copy(command)
}

const fn export(format: Format) -> Command {
    copy(CopyCommand::Export(format))
}

const HELP: Command = program(ProgramCommand::Help);
const DETAILS: Command = program(ProgramCommand::Details);
const COPY_MENU: Command = program(ProgramCommand::CopyMenu);
const HOW_TO_SEND: Command = program(ProgramCommand::SayHowToSend);

/// The whole table; the footer shows its rows in this order.
pub const BINDINGS: &[Binding] = &[
    control(Everywhere, 'c', program(ProgramCommand::Leave), ""),
    control(Everywhere, 'l', program(ProgramCommand::Redraw), ""),
    control(Everywhere, 'z', program(ProgramCommand::Suspend), ""),
    plain(Explorer, KeyCode::Enter, list(List::Open), "open"),
    letter(Explorer, 'l', list(List::Open), ""),
    plain(Explorer, KeyCode::Right, list(List::Open), ""),
    letter(Explorer, '/', list(List::Filter), "filter"),
    letter(Explorer, 'e', list(List::Edit), "edit"),
    letter(Explorer, 'c', COPY_MENU, "copy"),
    letter(Explorer, 'r', list(List::ReadAgain), "read again"),
    letter(Explorer, 'd', DETAILS, "details"),
    plain(Explorer, KeyCode::Tab, list(List::OtherPane), "pane"),
    plain(Explorer, KeyCode::BackTab, list(List::OtherPane), ""),
    letter(Explorer, '?', HELP, "keys"),
    plain(Explorer, KeyCode::Escape, list(List::ClearFilter), ""),
    letter(Explorer, 'h', list(List::ClearFilter), ""),
    plain(Explorer, KeyCode::Left, list(List::ClearFilter), ""),
    letter(Explorer, 'y', HOW_TO_SEND, ""),
    letter(Explorer, 'q', list(List::Quit), "quit"),
    plain(
        Filter,
        KeyCode::Enter,
        Command::Filter(FilterCommand::Keep),
        "keep",
    ),
    plain(
        Filter,
        KeyCode::Tab,
        Command::Filter(FilterCommand::Complete),
        "complete",
    ),
    plain(
        Filter,
        KeyCode::Escape,
        Command::Filter(FilterCommand::Clear),
        "clear",
    ),
    plain(
        Filter,
        KeyCode::Down,
        Command::Filter(FilterCommand::Move(Motion::Down)),
        "",
    ),
    plain(
        Filter,
        KeyCode::Up,
        Command::Filter(FilterCommand::Move(Motion::Up)),
        "",
    ),
    plain(Function, KeyCode::Enter, one(One::Edit), "edit"),
    letter(Function, 'e', one(One::Edit), ""),
    letter(Function, 'l', one(One::Edit), ""),
    plain(Function, KeyCode::Right, one(One::Edit), ""),
    letter(Function, 'X', one(One::Remove), "remove"),
    plain(Function, KeyCode::Delete, one(One::Remove), ""),
    letter(Function, 'c', COPY_MENU, "copy"),
    letter(Function, '.', one(One::Repeat), "repeat"),
    letter(Function, 'u', one(One::Undo), "undo"),
    letter(Function, 'z', one(One::Undo), ""),
    letter(Function, 'r', one(One::ReadAgain), "read again"),
    letter(Function, '?', HELP, "keys"),
    plain(Function, KeyCode::Escape, one(One::Back), "back"),
    letter(Function, 'd', DETAILS, "details"),
    plain(Function, KeyCode::Tab, one(One::OtherPane), "pane"),
    plain(Function, KeyCode::BackTab, one(One::OtherPane), ""),
    letter(Function, '/', one(One::Filter), "filter"),
    letter(Function, 'v', one(One::PasteSettings), "paste"),
    letter(Function, 'h', one(One::Back), ""),
    plain(Function, KeyCode::Left, one(One::Back), ""),
    letter(Function, 'q', one(One::Back), ""),
    letter(Function, 'y', HOW_TO_SEND, ""),
    plain(Form, KeyCode::Tab, fill(Fill::NextField), "field"),
    plain(Form, KeyCode::Down, fill(Fill::NextField), ""),
    plain(Form, KeyCode::BackTab, fill(Fill::PreviousField), ""),
    plain(Form, KeyCode::Up, fill(Fill::PreviousField), ""),
    plain(Form, KeyCode::Enter, fill(Fill::Enter), ""),
    control(Form, 's', fill(Fill::Review), "review"),
    plain(Form, KeyCode::Escape, fill(Fill::Back), "back, draft kept"),
    control(Form, 'x', fill(Fill::Discard), "throw away"),
    control(Form, 'r', fill(Fill::AsHeld), "as held"),
    plain(
        Discard,
        KeyCode::Enter,
        fill(Fill::ConfirmDiscard),
        "throws it away after y",
    ),
    plain(
        Discard,
        KeyCode::Escape,
        fill(Fill::KeepDraft),
        "keep the draft",
    ),
    letter(Review, 'y', step(Step::OpenSendLine), "send..."),
    letter(Review, 'n', step(Step::Back), ""),
    letter(Review, 'e', step(Step::Back), ""),
    letter(Review, 'q', step(Step::Back), ""),
    plain(Review, KeyCode::Escape, step(Step::Back), "back"),
    letter(Review, 'h', step(Step::Back), ""),
    plain(Review, KeyCode::Left, step(Step::Back), ""),
    letter(Review, 'c', COPY_MENU, "copy"),
    letter(Review, '1', step(Step::View(View::Difference)), ""),
    letter(Review, '2', step(Step::View(View::Body)), ""),
    letter(Review, '3', step(Step::View(View::Command)), ""),
    plain(Review, KeyCode::Tab, step(Step::NextView), "view"),
    plain(Review, KeyCode::BackTab, step(Step::PreviousView), ""),
    letter(Review, 'r', step(Step::CheckNow), "check again"),
    letter(Review, '?', HELP, "keys"),
    plain(
        SendLine,
        KeyCode::Enter,
        send_line(SendLineCommand::Send),
        "sends",
    ),
    plain(
        SendLine,
        KeyCode::Escape,
        send_line(SendLineCommand::Close),
        "closes this line",
    ),
    plain(
        Checking,
        KeyCode::Escape,
        checking(CheckingCommand::Stop),
        "stop, send nothing",
    ),
    letter(Checking, 'q', checking(CheckingCommand::Stop), ""),
    letter(
        Sending,
        'q',
        sending(SendingCommand::QuitWhenAnswered),
        "quit when answered",
    ),
    plain(
        Sending,
        KeyCode::Escape,
        sending(SendingCommand::Stay),
        "stay, don't quit",
    ),
    letter(Choice, 'm', choice(ChoiceCommand::TakeMine), "yours"),
    letter(Choice, 't', choice(ChoiceCommand::TakeTheirs), "theirs"),
    letter(Choice, 'M', choice(ChoiceCommand::TakeAllMine), "all yours"),
    letter(
        Choice,
        'T',
        choice(ChoiceCommand::TakeAllTheirs),
        "all theirs",
    ),
    plain(
        Choice,
        KeyCode::Enter,
        choice(ChoiceCommand::Review),
        "review",
    ),
    plain(Choice, KeyCode::Escape, choice(ChoiceCommand::Back), "back"),
    letter(Choice, 'h', choice(ChoiceCommand::Back), ""),
    plain(Choice, KeyCode::Left, choice(ChoiceCommand::Back), ""),
    plain(
        Outcome,
        KeyCode::Enter,
        outcome(OutcomeCommand::GoOn),
        "go on",
    ),
    plain(
        Outcome,
        KeyCode::Escape,
        outcome(OutcomeCommand::Back),
        "back",
    ),
    letter(Outcome, 'h', outcome(OutcomeCommand::Back), ""),
    plain(Outcome, KeyCode::Left, outcome(OutcomeCommand::Back), ""),
    letter(Outcome, 'q', outcome(OutcomeCommand::Back), ""),
    letter(
        Outcome,
        'r',
        outcome(OutcomeCommand::ReadAgain),
        "read again",
    ),
    letter(Outcome, 'e', outcome(OutcomeCommand::EditAgain), "edit"),
    letter(Outcome, 'c', COPY_MENU, "copy"),
    letter(Outcome, 'u', outcome(OutcomeCommand::Undo), "put back"),
    letter(Outcome, 'z', outcome(OutcomeCommand::Undo), ""),
    letter(
        Outcome,
        '.',
        outcome(OutcomeCommand::RepeatElsewhere),
        "elsewhere",
    ),
    letter(Outcome, 'd', DETAILS, ""),
    letter(Outcome, '?', HELP, ""),
    letter(Outcome, 'y', HOW_TO_SEND, ""),
    plain(Text, KeyCode::Escape, text(TextCommand::Back), "back"),
    plain(Text, KeyCode::Enter, text(TextCommand::Back), ""),
    plain(Text, KeyCode::Left, text(TextCommand::Back), ""),
    letter(Text, 'h', text(TextCommand::Back), ""),
    letter(Text, 'q', text(TextCommand::Back), ""),
    letter(Text, '?', text(TextCommand::Back), ""),
    letter(Text, 'd', text(TextCommand::Back), ""),
    letter(CopyMenu, 'p', copy(CopyCommand::Policy), "policy"),
    letter(CopyMenu, 'a', copy(CopyCommand::Arn), "ARN"),
    letter(CopyMenu, 'n', copy(CopyCommand::Name), "name"),
    letter(CopyMenu, 'j', copy(CopyCommand::Body), "JSON"),
    letter(CopyMenu, 'w', copy(CopyCommand::AwsCommand), "aws command"),
    letter(CopyMenu, 't', export(Format::Terraform), "Terraform"),
    letter(
        CopyMenu,
        'f',
        export(Format::CloudFormation),
        "CloudFormation",
    ),
    letter(CopyMenu, 'm', export(Format::Sam), "SAM"),
    letter(CopyMenu, 'k', export(Format::Cdk), "CDK"),
    letter(CopyMenu, 'i', export(Format::JavaScript), "JavaScript"),
    letter(CopyMenu, 'd', copy(CopyCommand::Destination), "destination"),
    letter(CopyMenu, 's', copy(CopyCommand::Settings), "settings"),
    letter(CopyMenu, 'r', copy(CopyCommand::Receipt), "receipt"),
    letter(CopyMenu, 'c', copy(CopyCommand::ShowLast), "show last"),
    plain(CopyMenu, KeyCode::Escape, copy(CopyCommand::Close), ""),
    plain(
        QuitPrompt,
        KeyCode::Enter,
        Command::QuitPrompt(PromptCommand::Confirm),
        "quits after y",
    ),
    plain(
        QuitPrompt,
        KeyCode::Escape,
        Command::QuitPrompt(PromptCommand::Stay),
        "stay",
    ),
];

/// The keys that move, wherever nothing is typed.
pub const MOTIONS: &[(Key, Motion)] = &[
    (Key::character('j'), Motion::Down),
    (Key::plain(KeyCode::Down), Motion::Down),
    (Key::character('k'), Motion::Up),
    (Key::plain(KeyCode::Up), Motion::Up),
    (Key::plain(KeyCode::PageDown), Motion::PageDown),
    (Key::control('f'), Motion::PageDown),
    (Key::plain(KeyCode::PageUp), Motion::PageUp),
    (Key::control('b'), Motion::PageUp),
    (Key::character('g'), Motion::Start),
    (Key::plain(KeyCode::Home), Motion::Start),
    (Key::character('G'), Motion::End),
    (Key::plain(KeyCode::End), Motion::End),
];

/// What a key asks for in a context; `None` where it types, or means nothing.
#[must_use]
pub fn command(context: Context, key: Key) -> Option<Command> {
    let bound = BINDINGS
        .iter()
        .find(|binding| {
            (binding.context == Everywhere || binding.context == context) && binding.key == key
        })
        .map(|binding| binding.command);
    let moves = || {
        let (_, motion) = MOTIONS.iter().find(|(moving, _)| *moving == key)?;
        motion_of(context, *motion)
    };
    bound.or_else(moves)
}

/// The keys and words of the footer of a context.
pub fn footer(context: Context) -> impl Iterator<Item = &'static Binding> {
    BINDINGS
        .iter()
        .filter(move |binding| binding.context == context && !binding.footer.is_empty())
}

/// Says whether a command keeps its place in a footer that is too short for all: help, and every way back.
#[must_use]
pub fn stays_in_footer(command: Command) -> bool {
    matches!(
        command,
        HELP | Command::Program(ProgramCommand::Leave)
            | Command::Explorer(List::Quit | List::ClearFilter)
            | Command::Filter(FilterCommand::Clear)
            | Command::Function(One::Back)
            | Command::Form(Fill::Review | Fill::Back | Fill::KeepDraft)
            | Command::Review(Step::Back)
            | Command::SendLine(SendLineCommand::Close)
            | Command::Checking(CheckingCommand::Stop)
            | Command::Choice(ChoiceCommand::Back)
            | Command::Outcome(OutcomeCommand::Back)
            | Command::Text(TextCommand::Back)
            | Command::QuitPrompt(PromptCommand::Stay)
    )
}

/// Alt with a letter is what a fast Escape followed by a key looks like: on a review it counts as Escape, elsewhere as nothing.
#[must_use]
pub fn without_alt(context: Context, key: Key) -> Option<Key> {
    match (key.modifier, context) {
        (Modifier::Alt, Review | SendLine) => Some(Key::plain(KeyCode::Escape)),
        (Modifier::Alt, _) => None,
        (Modifier::None | Modifier::Control, _) => Some(key),
    }
}

/// What a motion asks for in a context; `None` where keys type.
fn motion_of(context: Context, motion: Motion) -> Option<Command> {
    match context {
        Explorer => Some(list(List::Move(motion))),
        Function => Some(one(One::Move(motion))),
        Review => Some(step(Step::Move(motion))),
        Checking => Some(checking(CheckingCommand::Move(motion))),
        Sending => Some(sending(SendingCommand::Move(motion))),
        Choice => Some(choice(ChoiceCommand::Move(motion))),
        Outcome => Some(outcome(OutcomeCommand::Move(motion))),
        Text => Some(text(TextCommand::Move(motion))),
        Everywhere | Filter | Form | Discard | SendLine | QuitPrompt | CopyMenu => None,
    }
}

/// Says whether keys type a text in a context.
#[must_use]
pub fn types(context: Context) -> bool {
    match context {
        Filter | Form => true,
        Everywhere | Explorer | Function | Discard | Review | SendLine | Checking | Sending
        | Choice | Outcome | QuitPrompt | Text | CopyMenu => false,
    }
}

/// Says whether keys move something in a context.
#[must_use]
pub fn moves(context: Context) -> bool {
    motion_of(context, Motion::Down).is_some()
}

/// Says whether a command opens a field, so that the keys after it are text.
#[must_use]
pub fn opens_field(command: Command) -> bool {
    matches!(
        command,
        Command::Explorer(List::Filter) | Command::Function(One::Filter)
    )
}

/// Says whether a command reads or checks again what is on screen.
#[must_use]
pub fn reads_again(command: Command) -> bool {
    matches!(
        command,
        Command::Explorer(List::ReadAgain)
            | Command::Function(One::ReadAgain)
            | Command::Review(Step::CheckNow)
            | Command::Outcome(OutcomeCommand::ReadAgain)
    )
}

/// Says whether a command only moves the selection or scrolls.
#[must_use]
pub fn only_moves(command: Command) -> bool {
    matches!(
        command,
        Command::Explorer(List::Move(_))
            | Command::Filter(FilterCommand::Move(_))
            | Command::Function(One::Move(_))
            | Command::Review(Step::Move(_))
            | Command::Checking(CheckingCommand::Move(_))
            | Command::Sending(SendingCommand::Move(_))
            | Command::Choice(ChoiceCommand::Move(_))
            | Command::Outcome(OutcomeCommand::Move(_))
            | Command::Text(TextCommand::Move(_))
    )
}

#[cfg(test)]
mod tests;
