//! Every key on every screen: a key has one meaning in the whole program, or none, and one that can't act says why.
//!
//! Each table is one screen's column: keys and what they must do there. What belongs to later screens is bound nowhere. Keys that move
//! are in `motions`.

use lambda_lasso::app::form::{Focus, Form};
use lambda_lasso::app::state::{Screen, State};
use lambda_lasso::domain::field::Field;

use super::account::Account;
use super::play::Play;
use super::values::applied;

/// What a key must do.
#[derive(Clone, Copy, Debug)]
enum Must {
    /// Leads to this place; what is asked on the way only reads.
    Lead(&'static str),
    /// Asks exactly this of the world, and stays.
    Do(&'static str),
    /// Stays, and reads this again.
    Read(&'static str),
    /// Stays, asks nothing, and says this in the notice line.
    Say(&'static str),
    /// Stays, asks nothing, and shows this.
    Show(&'static str),
    /// Stays, asks nothing, says nothing.
    Nothing,
    /// Leaves this in the focused field.
    Type(&'static str),
    /// Moves the focus to this field, or to the button.
    Focus(Option<Field>),
}

use Must::{Do, Lead, Nothing, Read, Say, Show, Type};

/// The one notice of every key that means nothing where it was pressed.
const UNBOUND: Must = Say("means nothing here. ? shows all keys.");

/// Keys that a later screen will use, and those that edit fields only: bound in no list and no text.
const BOUND_LATER_OR_IN_FIELDS: &str = "s o a f w space p H L @ W : ctrl-d ctrl-u ctrl-w ctrl-a ctrl-e ctrl-k ctrl-s ctrl-r ctrl-x x 0";

/// Each of the keys, pressed by itself on a screen of its own.
#[track_caller]
fn check(screen: &str, open: fn() -> Play, cells: &[(&str, Must)]) {
    for (keys, must) in cells {
        for key in keys.split(' ') {
            let mut play = open();
            assert_eq!(play.state.notice, None, "{screen} opens quietly");
            let (place, writes) = (play.place(), play.writes.len());
            let effects = play.press(key);
            let cell = format!("{key} on {screen} must {must:?}");
            let stays = !matches!(must, Lead(_) | Must::Focus(_));
            assert!(
                !stays || play.place() == place,
                "{cell}, led to {}",
                play.place()
            );
            assert_eq!(
                play.writes.len(),
                writes,
                "{cell}: nothing sends on one key"
            );
            match must {
                Lead(to) => {
                    assert_eq!(play.place(), *to, "{cell}");
                    let reads = |effect: &String| effect.starts_with("read") || effect == "abandon";
                    assert!(effects.iter().all(reads), "{cell}, asked {effects:?}");
                }
                Do(what) => assert_eq!(effects, [*what], "{cell}"),
                Read(what) => assert!(
                    effects.contains(&(*what).to_owned()),
                    "{cell}, asked {effects:?}"
                ),
                Say(text) => {
                    assert!(
                        play.notice().contains(text),
                        "{cell}, said {:?}",
                        play.notice()
                    );
                    assert!(effects.is_empty(), "{cell}, asked {effects:?}");
                }
                Show(text) => {
                    play.says(text);
                    assert!(effects.is_empty(), "{cell}, asked {effects:?}");
                }
                Nothing => {
                    assert_eq!((&*play.notice(), effects.len()), ("", 0), "{cell}");
                }
                Type(text) => assert_eq!(typed(&play.state), *text, "{cell}"),
                Must::Focus(field) => assert_eq!(focused(&play.state), *field, "{cell}"),
            }
        }
    }
}

/// The keys of the program itself, which do the same on every screen.
const PROGRAM: [(&str, Must); 3] = [
    ("ctrl-l", Do("redraw")),
    ("ctrl-z", Do("suspend")),
    ("ctrl-c", Do("quit 0")),
];

/// The same for a whole screen, with the keys of the program itself.
#[track_caller]
fn check_screen(screen: &str, open: fn() -> Play, cells: &[(&str, Must)]) {
    check(screen, open, cells);
    check(screen, open, &PROGRAM);
}

fn form(state: &State) -> &Form {
    match state.above.last() {
        Some(Screen::Form(form)) => form,
        _ => panic!("no form"),
    }
}

fn focused(state: &State) -> Option<Field> {
    match form(state).focus {
        Focus::Field(field) => Some(field),
        Focus::ReviewButton => None,
    }
}

fn typed(state: &State) -> &str {
    focused(state).map_or("", |field| form(state).fields.get(field).text())
}

fn list() -> Play {
    Play::small(Account::furnished(), "j")
}

/// The first function has one qualifier only.
fn list_at_a_single_qualifier() -> Play {
    Play::small(Account::furnished(), "")
}

fn list_with_a_filter() -> Play {
    Play::small(Account::furnished(), "/ o r d enter")
}

fn list_with_a_draft() -> Play {
    Play::small(Account::furnished(), "j enter enter backspace 0 esc esc")
}

#[test]
fn each_key_of_the_list() {
    check_screen(
        "the list",
        list,
        &[
            ("enter l right e", Lead("orders:$LATEST")),
            ("esc h left", Nothing),
            ("q", Do("quit 0")),
            ("/", Lead("filter")),
            ("y", Say("c copies")),
            ("n v . X delete u z 1 2 3", UNBOUND),
            ("tab backtab", Nothing),
            ("c", Lead("copy?")),
            ("r", Read("read functions")),
            ("d ?", Lead("text")),
            (BOUND_LATER_OR_IN_FIELDS, UNBOUND),
            ("alt-q alt-enter", Nothing),
        ],
    );
    check(
        "a row with one qualifier",
        list_at_a_single_qualifier,
        &[("e", Lead("form"))],
    );
    check(
        "a list with a filter",
        list_with_a_filter,
        &[("esc h left", Show("Functions 3"))],
    );
    check(
        "a list with a draft",
        list_with_a_draft,
        &[("q", Lead("quit?"))],
    );
}

/// `/` and every key of the filter.
#[test]
fn each_key_of_the_filter() {
    fn filter() -> Play {
        Play::small(Account::furnished(), "/ o r d")
    }
    check(
        "the filter",
        filter,
        &[
            ("enter esc", Lead("list")),
            ("tab", Show("/orders_")),
            ("q y z . X", Show("Functions 0 of 3")),
            ("backspace", Show("/or_")),
            ("ctrl-u", Show("Functions 3")),
            ("ctrl-l", Do("redraw")),
            ("ctrl-c", Do("quit 0")),
        ],
    );
}

fn function() -> Play {
    Play::small(Account::furnished(), "j enter")
}

fn function_at_an_alias_on_defaults() -> Play {
    Play::small(Account::furnished(), "j enter j")
}

fn function_with_copied_settings() -> Play {
    let mut play = Play::small(Account::furnished(), "j enter c s");
    play.press("j");
    play
}

/// `orders:$LATEST`, after a change of it was stored and its outcome was left.
fn function_after_a_change() -> Play {
    let mut play = outcome();
    play.press("esc");
    play
}

#[test]
fn each_key_of_the_function() {
    check_screen(
        "the function",
        function,
        &[
            ("enter l right e", Lead("form")),
            ("esc h left q", Lead("list")),
            ("y", Say("c copies")),
            ("n 1 2 3", UNBOUND),
            ("tab backtab", Nothing),
            ("/", Lead("filter")),
            ("c", Lead("copy?")),
            (
                "v",
                Say("No settings were copied: c s on a qualifier copies its settings."),
            ),
            (
                ".",
                Say("Nothing was sent in this run: there is nothing to repeat."),
            ),
            ("X delete", Lead("review")),
            ("u z", Say("there is nothing to put back")),
            ("r", Read("read configurations orders")),
            ("d ?", Lead("text")),
            (BOUND_LATER_OR_IN_FIELDS, UNBOUND),
            ("alt-x", Nothing),
        ],
    );
    check(
        "an alias without settings",
        function_at_an_alias_on_defaults,
        &[(
            "X delete",
            Say("orders:live has no configuration of its own: there is nothing to remove."),
        )],
    );
    check(
        "an alias after c s elsewhere",
        function_with_copied_settings,
        &[("v", Lead("review"))],
    );
    check(
        "a changed function",
        function_after_a_change,
        &[("u z", Lead("review"))],
    );
}

/// Focused on the retries, which say `0` where Lambda holds `1`.
fn draft() -> Play {
    Play::small(Account::furnished(), "j enter enter backspace 0")
}

fn draft_on_its_button() -> Play {
    Play::small(Account::furnished(), "j enter enter backspace 0 backtab")
}

fn draft_before_its_text() -> Play {
    Play::small(Account::furnished(), "j enter enter backspace 0 home")
}

#[test]
fn each_key_of_the_form() {
    check_screen(
        "a field",
        draft,
        &[
            ("down tab enter", Must::Focus(Some(Field::MaximumEventAge))),
            ("up backtab", Must::Focus(None)),
            ("esc", Lead("orders:$LATEST")),
            ("ctrl-s", Lead("review")),
            ("ctrl-u ctrl-w backspace", Type("")),
            ("ctrl-a ctrl-e ctrl-k left right home end delete", Type("0")),
            ("ctrl-r", Type("1")),
            ("ctrl-x", Lead("discard?")),
            (
                "pageup pagedown ctrl-f ctrl-b ctrl-d",
                Say("means nothing here"),
            ),
            ("alt-x", Nothing),
        ],
    );
    check(
        "the button",
        draft_on_its_button,
        &[
            ("enter ctrl-s", Lead("review")),
            (
                "y x q",
                Say("Enter opens the review, Tab goes to the fields."),
            ),
        ],
    );
    check(
        "the beginning of a field",
        draft_before_its_text,
        &[("delete ctrl-k", Type(""))],
    );
}

/// Whatever a character means elsewhere, in a field it is a character.
#[test]
fn each_character_types_itself_into_a_field() {
    for character in "jkgGlhq/eyncv.XuzrdsoafwpHLWS?:@0123".chars() {
        let mut play = draft();
        assert_eq!(play.press(&character.to_string()), [""; 0]);
        assert_eq!(typed(&play.state), format!("0{character}"));
    }
    let mut play = draft();
    play.press("space");
    assert_eq!(typed(&play.state), "0 ");
}

#[test]
fn a_field_is_put_back_to_what_lambda_holds_and_to_what_was_typed() {
    let mut play = draft();
    play.press("ctrl-r");
    assert_eq!(typed(&play.state), "1");
    play.press("ctrl-r");
    assert_eq!(typed(&play.state), "0");
}

fn review() -> Play {
    Play::small(Account::furnished(), "j enter enter backspace 0 ctrl-s")
}

fn review_of_the_body() -> Play {
    Play::small(Account::furnished(), "j enter enter backspace 0 ctrl-s 2")
}

fn read_only_review() -> Play {
    let mut play = review();
    play.state.session.read_only = true;
    play
}

#[test]
fn each_key_of_the_review() {
    check_screen(
        "the review",
        review,
        &[
            ("enter ctrl-s", UNBOUND),
            ("esc h left q e n", Lead("form")),
            ("tab 2", Show("\"MaximumRetryAttempts\": 0")),
            (
                "backtab 3",
                Show("aws lambda put-function-event-invoke-config"),
            ),
            ("1", Show("In words")),
            ("/ v . X delete u z d l right", UNBOUND),
            ("y", Lead("asking")),
            ("c", Lead("copy?")),
            ("r", Lead("review")),
            ("?", Lead("text")),
            (BOUND_LATER_OR_IN_FIELDS, UNBOUND),
            ("alt-x alt-y", Lead("form")),
        ],
    );
    check(
        "the body",
        review_of_the_body,
        &[("1 backtab", Show("In words")), ("tab", Show("aws lambda"))],
    );
    check(
        "the review in READ-ONLY",
        read_only_review,
        &[(
            "y",
            Say(
                "READ-ONLY (--read-only): this can't be sent from here. c w copies it as an aws command.",
            ),
        )],
    );
}

/// The change of `orders:$LATEST` is stored.
fn outcome() -> Play {
    let mut play = Play::small(
        Account::furnished(),
        "j enter enter backspace 0 ctrl-s y enter",
    );
    play.account.hold("orders", "0 1h - orders-failed");
    play.written(applied("orders", "0 1h - orders-failed"));
    assert_eq!(play.place(), "done");
    play
}

#[test]
fn each_key_of_the_outcome() {
    check_screen(
        "the outcome",
        outcome,
        &[
            ("enter esc h left q", Lead("orders:$LATEST")),
            ("tab backtab / n v X delete 1 2 3 l right", UNBOUND),
            ("e", Lead("form")),
            ("y", Say("c copies")),
            ("c", Lead("copy?")),
            (".", Lead("orders:$LATEST")),
            ("u z", Lead("review")),
            ("r", Read("read configurations orders")),
            ("d ?", Lead("text")),
            (BOUND_LATER_OR_IN_FIELDS, UNBOUND),
            ("alt-x", Nothing),
        ],
    );
}

/// At 80 columns the menu had no room for the receipt and the last text, which then nobody found.
#[test]
fn each_key_of_the_copy_menu_is_seen_in_every_width() {
    for columns in [60, 80, 98, 99, 160] {
        let mut play = outcome();
        play.resize(columns, 24);
        play.press("c a c");
        for words in ["a ARN", "n name", "s settings", "r receipt", "c show last"] {
            play.says(words);
        }
    }
}

/// What each letter of the menu hands to the clipboard, by its beginning; whoever presses anything else copied nothing.
#[test]
fn each_key_of_the_copy_menu() {
    for (key, copies) in [
        (
            "a",
            "arn:aws:lambda:eu-west-1:123456789012:function:orders:$LATEST",
        ),
        ("n", "orders:$LATEST"),
        ("j", "{\"DestinationConfig\":{\"OnFailure\""),
        ("w", "aws lambda put-function-event-invoke-config"),
        ("d", "arn:aws:sqs:eu-west-1:123456789012:orders-failed"),
        ("s", "{\"DestinationConfig\":{\"OnFailure\""),
        ("r", "**DONE** PUT"),
    ] {
        for open in [function_after_a_change, outcome] {
            let mut play = open();
            play.press("c");
            assert_eq!(play.press(key), ["copy"], "{key}");
            let last = play.state.copying.last.clone().unwrap();
            assert!(last.starts_with(copies), "{key} copied {last}");
            play.press("c c");
            assert_eq!(play.place(), "text", "{key}");
            let first = play
                .screen()
                .lines()
                .next()
                .map(str::trim_end)
                .map(|line| line.trim_end_matches('\\'))
                .unwrap_or_default()
                .to_owned();
            assert!(
                !first.is_empty() && last.starts_with(&first),
                "{key} shows {first}"
            );
        }
    }
    check(
        "the copy menu",
        || {
            let mut play = list();
            play.press("c");
            play
        },
        &[
            ("x y enter q", Lead("list")),
            ("esc", Lead("list")),
            ("ctrl-c", Do("quit 0")),
        ],
    );
}
