//! The table of keys: context, key, command, words. Dispatch, footer and help are all read from here.
//!
//! Knows which key means what where. Does not know what a command does: that is each screen's.

use serde::{Deserialize, Serialize};

use super::key::{Key, KeyCode, Modifier};
use super::list_cursor::Motion;

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Context {
    /// Anywhere, before every other context.
    Everywhere,
    /// The list of functions.
    Explorer,
    /// The filter above that list; other keys edit its text.
    Filter,
    /// One function and its qualifiers.
    Function,
    /// The form; other keys edit the focused field.
    Form,
    /// Throwing a draft away, waiting for the word.
    Discard,
    /// The review, before the send line.
    Review,
    /// The send line; other keys type, or close it.
    SendLine,
    /// The checks before a write, which can still be stopped.
    Checking,
    /// A write on its way.
    Sending,
    /// Two versions of the same settings, of which each row is chosen.
    Choice,
    /// The outcome.
    Outcome,
    /// The question before quitting with drafts.
    QuitPrompt,
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Command {
    /// Moves or scrolls.
    Move(Motion),
    /// Opens what is selected.
    Open,
    /// Goes back; nothing is lost.
    Back,
    /// Leaves the program, asking only where something would be lost.
    Quit,
    /// Starts to filter.
    Filter,
    /// Ends filtering and keeps the filter.
    KeepFilter,
    /// Clears the filter.
    ClearFilter,
    /// Opens the form.
    Edit,
    /// Goes to the next field.
    NextField,
    /// Goes to the previous field.
    PreviousField,
    /// Acts on the focused field or button: the next field, or the review.
    Enter,
    /// Opens the review.
    Review,
    /// Puts the focused field back to what Lambda holds, or to what was typed.
    AsHeld,
    /// Throws the draft away, after a word.
    Discard,
    /// Asks to remove the configuration.
    Remove,
    /// Opens the send line.
    OpenSendLine,
    /// Shows the next view of the review.
    NextView,
    /// Shows the view of that number.
    View(u8),
    /// Reads or checks again.
    ReadAgain,
    /// Takes this row from the draft.
    TakeMine,
    /// Takes this row from what somebody else set.
    TakeTheirs,
    /// Takes all rows from the draft.
    TakeAllMine,
    /// Takes all rows from what somebody else set.
    TakeAllTheirs,
    /// Says where sending is, for a key that people press by habit.
    SayHowToSend,
    /// Redraws everything.
    Redraw,
    /// Suspends the program.
    Suspend,
    /// Leaves at once.
    Leave,
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where.
    pub context: Context,
    /// Which key.
    pub key: Key,
    /// What it asks for.
    pub command: Command,
    /// What it does, in the words of the footer; empty where another key of the same command stands there.
    pub footer: &'static str,
}

const fn plain(context: Context, code: KeyCode, command: Command, footer: &'static str) -> Binding {
    Binding {
        context,
        key: Key::plain(code),
        command,
        footer,
    }
}

const fn letter(context: Context, letter: char, command: Command, footer: &'static str) -> Binding {
    plain(context, KeyCode::Character(letter), command, footer)
}

const fn control(
    context: Context,
    letter: char,
    command: Command,
    footer: &'static str,
) -> Binding {
    Binding {
        context,
        key: Key::control(letter),
        command,
        footer,
    }
}

use Command as Do;
use Context::{
    Checking, Choice, Discard, Everywhere, Explorer, Filter, Form, Function, Outcome, QuitPrompt,
    Review, SendLine, Sending,
};

/// The whole table; the footer shows its rows in this order.
pub const BINDINGS: &[Binding] = &[
    control(Everywhere, 'c', Do::Leave, ""),
    control(Everywhere, 'l', Do::Redraw, ""),
    control(Everywhere, 'z', Do::Suspend, ""),
    plain(Explorer, KeyCode::Enter, Do::Open, "open"),
    letter(Explorer, 'l', Do::Open, ""),
    plain(Explorer, KeyCode::Right, Do::Open, ""),
    letter(Explorer, '/', Do::Filter, "filter"),
    letter(Explorer, 'e', Do::Edit, "edit"),
    letter(Explorer, 'r', Do::ReadAgain, "read again"),
    plain(Explorer, KeyCode::Escape, Do::ClearFilter, ""),
    letter(Explorer, 'y', Do::SayHowToSend, ""),
    letter(Explorer, 'q', Do::Quit, "quit"),
    plain(Filter, KeyCode::Enter, Do::KeepFilter, "keep"),
    plain(Filter, KeyCode::Escape, Do::ClearFilter, "clear"),
    plain(Filter, KeyCode::Down, Do::Move(Motion::Down), ""),
    plain(Filter, KeyCode::Up, Do::Move(Motion::Up), ""),
    plain(Function, KeyCode::Enter, Do::Edit, "edit"),
    letter(Function, 'e', Do::Edit, ""),
    letter(Function, 'l', Do::Edit, ""),
    plain(Function, KeyCode::Right, Do::Edit, ""),
    letter(Function, 'X', Do::Remove, "remove"),
    plain(Function, KeyCode::Delete, Do::Remove, ""),
    letter(Function, 'r', Do::ReadAgain, "read again"),
    plain(Function, KeyCode::Escape, Do::Back, "back"),
    letter(Function, 'h', Do::Back, ""),
    plain(Function, KeyCode::Left, Do::Back, ""),
    letter(Function, 'q', Do::Back, ""),
    letter(Function, 'y', Do::SayHowToSend, ""),
    plain(Form, KeyCode::Tab, Do::NextField, "field"),
    plain(Form, KeyCode::Down, Do::NextField, ""),
    plain(Form, KeyCode::BackTab, Do::PreviousField, ""),
    plain(Form, KeyCode::Up, Do::PreviousField, ""),
    plain(Form, KeyCode::Enter, Do::Enter, ""),
    control(Form, 'r', Do::AsHeld, "as held"),
    control(Form, 'x', Do::Discard, "throw away"),
    control(Form, 's', Do::Review, "review"),
    plain(Form, KeyCode::Escape, Do::Back, "back, draft kept"),
    plain(Discard, KeyCode::Enter, Do::Enter, "confirm"),
    plain(Discard, KeyCode::Escape, Do::Back, "keep the draft"),
    letter(Review, 'y', Do::OpenSendLine, "send..."),
    letter(Review, 'n', Do::Back, ""),
    letter(Review, 'e', Do::Back, ""),
    letter(Review, 'q', Do::Back, ""),
    plain(Review, KeyCode::Escape, Do::Back, "back to the form"),
    letter(Review, 'h', Do::Back, ""),
    plain(Review, KeyCode::Left, Do::Back, ""),
    plain(Review, KeyCode::Tab, Do::NextView, "view"),
    plain(Review, KeyCode::BackTab, Do::NextView, ""),
    letter(Review, '1', Do::View(1), ""),
    letter(Review, '2', Do::View(2), ""),
    plain(SendLine, KeyCode::Enter, Do::Enter, "sends"),
    plain(SendLine, KeyCode::Escape, Do::Back, "closes this line"),
    plain(Checking, KeyCode::Escape, Do::Back, "stop, send nothing"),
    letter(Checking, 'q', Do::Back, ""),
    letter(Sending, 'q', Do::Quit, "quit when answered"),
    letter(Choice, 'm', Do::TakeMine, "mine"),
    letter(Choice, 't', Do::TakeTheirs, "theirs"),
    letter(Choice, 'M', Do::TakeAllMine, "all mine"),
    letter(Choice, 'T', Do::TakeAllTheirs, "all theirs"),
    plain(Choice, KeyCode::Enter, Do::Review, "review"),
    plain(Choice, KeyCode::Escape, Do::Back, "keep the draft"),
    plain(Outcome, KeyCode::Enter, Do::Open, "on"),
    plain(Outcome, KeyCode::Escape, Do::Back, "back to the function"),
    letter(Outcome, 'q', Do::Back, ""),
    letter(Outcome, 'e', Do::Edit, "edit again"),
    letter(Outcome, 'r', Do::ReadAgain, "read again"),
    letter(Outcome, 'y', Do::SayHowToSend, ""),
    plain(QuitPrompt, KeyCode::Enter, Do::Enter, "quit"),
    plain(QuitPrompt, KeyCode::Escape, Do::Back, "stay"),
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
        has_motions(context).then_some(Command::Move(*motion))
    };
    bound.or_else(moves)
}

/// The keys and words of the footer of a context.
pub fn footer(context: Context) -> impl Iterator<Item = &'static Binding> {
    BINDINGS
        .iter()
        .filter(move |binding| binding.context == context && !binding.footer.is_empty())
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

fn has_motions(context: Context) -> bool {
    match context {
        Explorer | Function | Review | Choice | Outcome | Checking | Sending => true,
        Everywhere | Filter | Form | Discard | SendLine | QuitPrompt => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_bound_twice_in_a_context() {
        for (index, binding) in BINDINGS.iter().enumerate() {
            let twice = BINDINGS.iter().skip(index + 1).any(|other| {
                other.key == binding.key
                    && (other.context == binding.context || binding.context == Everywhere)
            });
            assert!(!twice, "{} in {:?}", binding.key, binding.context);
            let moves =
                has_motions(binding.context) && MOTIONS.iter().any(|(key, _)| *key == binding.key);
            assert!(
                !moves,
                "{} also moves in {:?}",
                binding.key, binding.context
            );
        }
    }

    #[test]
    fn every_command_of_a_context_has_words_in_its_footer_or_is_a_habit() {
        let silent = [
            Do::ClearFilter,
            Do::SayHowToSend,
            Do::Redraw,
            Do::Suspend,
            Do::Leave,
            Do::PreviousField,
        ];
        for binding in BINDINGS {
            let worded = footer(binding.context).any(|other| other.command == binding.command);
            let same_as_worded = matches!(
                binding.command,
                Do::Move(_) | Do::View(_) | Do::Enter | Do::Back
            );
            assert!(
                worded || same_as_worded || silent.contains(&binding.command),
                "{:?} in {:?}",
                binding.command,
                binding.context
            );
        }
    }

    /// A torn arrow key can arrive as its last letter: no bare letter that ends a terminal's sequence may do more than move.
    #[test]
    fn what_ends_a_terminals_sequence_is_no_command() {
        for letter in "ABCDEFHIPQRSZ[O~".chars() {
            for context in [
                Explorer, Function, Review, Checking, Sending, Choice, Outcome,
            ] {
                let command = command(context, Key::character(letter));
                assert!(
                    matches!(command, None | Some(Command::Move(_))),
                    "{letter} in {context:?}"
                );
            }
        }
    }

    #[test]
    fn alt_counts_as_escape_on_a_review_and_as_nothing_elsewhere() {
        let alt = Key::parse("alt-y").unwrap();
        assert_eq!(without_alt(Review, alt), Some(Key::plain(KeyCode::Escape)));
        assert_eq!(
            without_alt(SendLine, alt),
            Some(Key::plain(KeyCode::Escape))
        );
        assert_eq!(without_alt(Function, alt), None);
        assert_eq!(
            without_alt(Function, Key::control('c')),
            Some(Key::control('c'))
        );
    }
}
