//! Finding a function: filter, its completion, and an ARN that is pasted.

use jiff::SignedDuration;
use lambda_lasso::app::message::Message;

use super::account::{Account, many};
use super::play::{Play, start};
use super::shown::parse;
use super::values::{ACCOUNT, OTHER_ACCOUNT, REGION};

fn arn(region: &str, account: &str, rest: &str) -> String {
    format!("arn:aws:lambda:{region}:{account}:function:{rest}")
}

fn filter(play: &Play) -> &str {
    play.state.explorer.filter.text()
}

#[test]
fn tab_completes_the_filter_to_the_selected_function() {
    for (keys, completed) in [
        ("/ p m tab", "payments"),
        ("/ o tab", "orders"),
        ("/ o down tab", "invoices"),
        ("/ p m : l i v e tab", "payments:live"),
        ("/ z z z tab", "zzz"),
    ] {
        let mut play = Play::begun();
        play.press(keys);
        assert_eq!(filter(&play), completed, "{keys}");
        assert_eq!(play.place(), "filter");
    }
}

#[test]
fn the_letters_that_match_are_set_off_and_the_matches_counted() {
    let mut play = Play::begun();
    play.press("/ p m t s");
    assert_eq!(play.rows_with("Functions 1 of 3  /pmts_").len(), 1);
    let mut filter = play.state.explorer.matching().unwrap();
    assert_eq!(filter.letters("payments"), [0, 3, 6, 7]);
}

#[test]
fn a_qualifier_behind_the_name_is_selected() {
    let mut play = Play::begun();
    play.press("/ o r d : l i v e enter enter");
    assert_eq!(play.place(), "orders:live");
}

/// A paste outside the filter was ignored, and one into it found nothing.
#[test]
fn a_pasted_arn_goes_to_its_function_from_list_filter_and_function() {
    for keys in ["", "/", "/ x", "j enter", "G enter"] {
        for (rest, place) in [
            ("orders", "orders:$LATEST"),
            ("orders:live", "orders:live"),
            ("payments\n", "payments:$LATEST"),
            ("or\n  ders:11 ", "orders:11"),
        ] {
            let mut play = Play::begun();
            play.press(keys);
            play.paste(&arn(REGION, ACCOUNT, rest));
            assert_eq!(play.place(), place, "{keys} {rest:?}");
            play.press("esc");
            assert_eq!((play.place().as_str(), filter(&play)), ("list", ""));
        }
    }
}

/// tmux pastes without brackets unless it is told to.
#[test]
fn an_arn_that_comes_as_keys_goes_to_its_function_and_is_never_a_command() {
    for (keys, end) in [("", ""), ("j enter", ""), ("/", " enter")] {
        let mut play = Play::begun();
        play.press(keys);
        let typed: Vec<String> = arn(REGION, ACCOUNT, "orders:live")
            .chars()
            .map(String::from)
            .collect();
        play.burst(&format!("{}{end}", typed.join(" ")));
        assert_eq!(play.place(), "orders:live", "{keys}");
    }
}

#[test]
fn an_arn_of_elsewhere_is_said_to_be_elsewhere() {
    for (region, account, said) in [
        (
            REGION,
            OTHER_ACCOUNT,
            "That function is in 210987654321, you are in 123456789012.",
        ),
        (
            "us-east-1",
            ACCOUNT,
            "That function is in us-east-1, you are in eu-west-1.",
        ),
    ] {
        for keys in ["", "/", "j enter"] {
            let mut play = Play::begun();
            play.press(keys);
            let before = play.place();
            assert_eq!(play.paste(&arn(region, account, "orders")), [""; 0]);
            assert!(play.notice().starts_with(said), "{}", play.notice());
            assert_eq!(play.place(), before);
        }
    }
}

#[test]
fn other_pastes_outside_a_field_are_ignored_and_say_what_would_not_be() {
    let queue = "arn:aws:sqs:eu-west-1:123456789012:orders";
    for (text, said) in [
        ("q", "Ignored: there is no field here"),
        (queue, "Ignored: that is not the ARN of one function."),
        (
            &format!("{0} {0}", arn(REGION, ACCOUNT, "orders")),
            "Ignored: that is not the ARN of one function.",
        ),
    ] {
        let mut play = Play::begun();
        assert_eq!(play.paste(text), [""; 0]);
        assert!(play.notice().starts_with(said), "{}", play.notice());
        assert_eq!(play.place(), "list");
    }
}

#[test]
fn a_function_that_no_listing_showed_is_looked_for_by_its_arn() {
    let mut play = Play::begun();
    play.paste(&arn(REGION, ACCOUNT, "refunds"));
    let gone = "Lambda answers that there is no function refunds in this account and region.";
    assert_eq!(play.rows_with(gone).len(), 1, "{}", play.screen());
}

/// The count went through all functions with every frame; now it is kept, and must stay right.
#[test]
fn the_rows_whose_settings_were_read_are_counted() {
    let mut account = Account::furnished();
    account.functions = many(400);
    let mut play = Play::with(start(), account);
    let counted = |play: &Play| {
        let rows = play.state.explorer.rows(&play.state.catalogue, usize::MAX);
        rows.filter(|(_, entry)| entry.configurations.value().is_some())
            .count()
    };
    // From the first row on the rows are all that there are.
    for keys in [
        "",
        "pagedown",
        "G",
        "r",
        "/ 0 0 1 enter",
        "j enter r esc",
        "esc g",
    ] {
        play.press(keys);
        play.press("g");
        assert_eq!(
            play.state.explorer.settings_read(),
            counted(&play),
            "{keys}"
        );
    }
    assert!(counted(&play) < 400);
}

/// A row of the list turned old without a mark until a key was pressed.
#[test]
fn the_list_marks_by_itself_what_became_old() {
    let mut play = Play::begun();
    assert_eq!(play.rows_with("1h ~"), [""; 0]);
    play.wake();
    // Two rows, and the selected one in the pane.
    assert_eq!(play.rows_with("1h ~").len(), 3);
    assert_eq!(play.due(), None);
}

/// `orders` was gone and its screen gave the verdict that it had when it was there.
#[test]
fn a_function_that_is_gone_gets_no_verdict() {
    let mut play = Play::begun();
    play.press("j enter");
    play.account.remove("orders");
    play.press("r");
    assert_eq!(play.rows_with("! orders is gone").len(), 1);
    assert_eq!(play.rows_with("! live drops"), [""; 0]);
    play.press("esc");
    assert_eq!(play.rows_with("! orders is gone").len(), 1);
}

#[test]
fn the_filter_takes_a_paste_that_is_no_arn_as_text() {
    let mut play = Play::begun();
    play.press("/");
    play.paste("ord\n");
    play.pass(SignedDuration::from_secs(1));
    play.give(Message::Keys(parse("tab")));
    assert_eq!(filter(&play), "orders");
}

/// Over a slow line `/`, a name and Enter come in one read: they were taken for a paste, and the next Enter opened whatever was
/// selected.
#[test]
fn a_filter_typed_ahead_is_typed_into_the_filter_and_nothing_behind_it_is_a_command() {
    let mut play = Play::begun();
    play.burst("/ p m t s enter");
    assert_eq!((filter(&play), play.place().as_str()), ("pmts", "list"));
    let mut play = Play::begun();
    play.burst("/ p m t s enter e q X q");
    assert_eq!((filter(&play), play.place().as_str()), ("pmts", "list"));
    play.says("Ignored: several characters came at once");
}

/// The function of the same name in this account was listed as a match, until Enter said that another was meant.
#[test]
fn an_arn_of_another_account_or_region_matches_nothing_and_says_so_at_once() {
    // Letter by letter: a paste goes to its function.
    let typed = |place: &str| {
        let letters = format!("arn:aws:lambda:{place}:function:orders");
        let letters: Vec<String> = letters.chars().map(String::from).collect();
        letters.join(" ")
    };
    for (place, said) in [
        (
            "eu-west-1:210987654321",
            "That function is in 210987654321, you are in 123456789012.",
        ),
        (
            "us-east-1:123456789012",
            "That function is in us-east-1, you are in eu-west-1.",
        ),
    ] {
        let mut play = Play::small(Account::furnished(), "/");
        play.burst(&typed(place));
        play.says(said);
        assert_eq!(play.rows_with(" orders "), [""; 0], "{place}");
    }
    let mut play = Play::small(Account::furnished(), "/");
    play.burst(&typed("eu-west-1:123456789012"));
    assert_ne!(play.rows_with(" orders "), [""; 0]);
}
