//! What people come for at night, told as keys and answers, up to the moment of sending: events that vanish, the same change on
//! several functions, somebody else's change, an expired session, the wrong account, a slow line, a clipboard with surprises.
//!
//! Each script asserts what was asked of the world and what stands on a terminal of 80 columns and 24 rows. What is told of what was
//! sent is in `stories_afterwards`.

use jiff::SignedDuration;
use lambda_lasso::app::message::Message;
use lambda_lasso::app::state::Screen;
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};
use lambda_lasso::domain::field::Field;

use super::account::Account;
use super::play::Play;
use super::shown::{parse, shown};
use super::values::{OTHER_ACCOUNT, applied, caller, facts};

const NOTHING: [&str; 0] = [];
const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:payments-failed";

/// The text of a field of the open form.
fn text(play: &Play, field: Field) -> String {
    match play.state.above.last() {
        Some(Screen::Form(form)) => form.fields.get(field).text().to_owned(),
        _ => panic!("no form"),
    }
}

/// In the review of `orders:$LATEST` with one retry less.
fn reviewing() -> Play {
    Play::small(Account::furnished(), "j enter enter backspace 0 ctrl-s")
}

/// "Payments events vanish": the settings of `$LATEST` are fine, and the calls go through `live`, which has none.
#[test]
fn the_row_of_a_function_does_not_reassure_while_an_alias_drops_its_events() {
    let mut play = Play::small(Account::furnished(), "j");
    let row = play.rows_with("> orders").remove(0);
    assert!(row.contains("sqs orders-failed"), "{row}");
    assert!(row.contains("! live"), "{row}");
    play.says("! live drops every event it gives up. Settings of $LATEST do not carry over.");
    play.says("live no settings of its own: tried 3 times in about 3 min, then DROPPED");
    play.press("enter");
    play.says("! live drops every event it gives up. Settings of $LATEST do not carry over.");
    play.says("Asynchronous calls only. SQS, Kinesis and DynamoDB triggers have their own.");
}

#[test]
fn since_when_a_configuration_is_missing_is_not_told_and_that_is_said() {
    let mut play = Play::small(Account::furnished(), "j enter j");
    let row = play.rows_with("> live").remove(0);
    assert!(row.ends_with(" -"), "no time is made up: {row}");
    play.says("No settings of its own. If some were removed, Lambda does not say when.");
    play.press("?");
    play.says_scrolled(
        "Lambda keeps no history of these settings, and AWS Config has no resource type for them: what they were yesterday can't be asked.",
    );
}

#[test]
fn a_destination_that_may_be_gone_is_said_to_be_unchecked_wherever_it_stands() {
    let mut play = Play::small(Account::furnished(), "j");
    play.says("then a record to queue orders-failed (not checked)");
    play.press("enter");
    play.says("not checked: that they exist, that the function's role may send to them");
    play.press("enter tab tab tab");
    play.says("queue orders-failed, same account and region. Not checked: exists, role orders may sqs:SendMessage");
    play.press("backtab backtab backtab backspace 0 ctrl-s");
    play.says("Not checked: that it exists, that the role may send.");
}

/// The verdict takes two lines then, and the line about triggers was left out although rows below stayed blank.
#[test]
fn reserved_concurrency_of_zero_is_said_before_any_other_answer() {
    let mut account = Account::furnished();
    account.function_mut("orders").unwrap().reserved_concurrency = Some(0);
    let mut play = Play::small(account, "j enter");
    play.says("reserved concurrency 0");
    play.says("! Reserved concurrency is 0: nothing is tried, every event is given up at once. live drops them.");
    play.says("every event not tried -> given up 0:00, record to orders-failed");
    play.says("Asynchronous calls only. SQS, Kinesis and DynamoDB triggers have their own.");
    play.press("e backspace 0 ctrl-s");
    play.says("As long as reserved concurrency is 0, nothing is tried and every event is given up at once.");
}

/// An account in which every function is called through its alias `live`.
fn with_live_aliases() -> Account {
    let mut account = Account::furnished();
    for name in ["invoices", "payments"] {
        let function = account.function_mut(name).unwrap();
        function.aliases = vec![("live", 3)];
        function.versions = vec![3];
    }
    account
}

/// Sets a failure queue on `invoices:live`, by the form, and leaves for the list.
fn first_of_three() -> (Play, Vec<String>) {
    let mut play = Play::small(with_live_aliases(), "/ i n v enter enter j e tab tab tab");
    play.paste(QUEUE);
    let mut sent = play.press("ctrl-s y enter");
    sent.extend(stored(&mut play, "invoices:live"));
    sent.extend(play.press("esc esc"));
    assert_eq!(play.place(), "list");
    (play, sent)
}

/// The service stores the failure queue.
fn stored(play: &mut Play, target: &str) -> Vec<String> {
    play.account.hold(target, "- - - payments-failed");
    let effects = play.written(applied(target, "- - - payments-failed"));
    assert_eq!(play.place(), "done");
    effects.iter().map(shown).collect()
}

/// `/` went on typing behind the filter of the function before: the second name was found nowhere.
#[test]
fn a_failure_queue_on_live_of_three_functions_is_pasted_once_and_put_once_each() {
    let (mut play, mut sent) = first_of_three();
    for (target, keys) in [
        ("orders:live", "/ o r d enter enter j ."),
        ("payments:live", "/ p a y enter enter j ."),
    ] {
        sent.extend(play.press(keys));
        play.says(&format!("REVIEW PUT replaces ALL settings of {target}"));
        play.says(QUEUE);
        play.does_not_say("Last time");
        sent.extend(play.press("y enter"));
        sent.extend(stored(&mut play, target));
        sent.extend(play.press("esc esc"));
        assert_eq!(play.place(), "list");
    }
    let body =
        format!("{{\"DestinationConfig\":{{\"OnFailure\":{{\"Destination\":\"{QUEUE}\"}}}}}}");
    let puts: Vec<String> = sent
        .into_iter()
        .filter(|effect| effect.starts_with("put"))
        .collect();
    assert_eq!(
        puts,
        ["invoices:live", "orders:live", "payments:live"]
            .map(|target| format!("put {target} {body}"))
    );
}

/// It was said in a notice, which goes with the next key; and not that the function is another one as well.
#[test]
fn the_same_change_onto_another_qualifier_says_which_it_was_last_time_and_names_its_resets() {
    let (mut play, _) = first_of_three();
    play.press("/ o r d enter enter .");
    play.says("RESET Maximum event age 1h -> (6h)");
    play.says("because the change sent to invoices:live does not name it");
    play.says_scrolled(
        "Warnings ! Last time: invoices:live. Now it is proposed for orders:$LATEST, another function and another qualifier.",
    );
    play.press("y");
    while play.place() == "review" {
        play.press("y");
    }
    assert_eq!(
        play.press("enter"),
        NOTHING,
        "a reset that a text caused is typed"
    );
    assert_eq!(play.place(), "asking");
}

#[test]
fn somebody_elses_change_is_never_overwritten_and_each_row_shows_three_sides() {
    let mut play = reviewing();
    play.account
        .hold("orders", "2 1h orders-done orders-failed");
    play.press("y enter");
    assert_eq!((play.place().as_str(), play.writes.len()), ("drifted", 0));
    play.says("NOT SENT Somebody changed orders:$LATEST at 2023-11-14 22:13:20.000Z");
    play.says("> Maximum retry attempts choose: m takes yours, t theirs when opened 1, theirs now 2, yours 0");
    play.says(
        "On success takes theirs when opened (none), theirs now sqs orders-done, yours (none)",
    );
    assert_eq!(play.press("enter"), NOTHING);
    play.says("A row is not decided: m takes yours, t theirs.");
    play.press("m enter");
    play.says("changed Maximum retry attempts 2 -> 0");
    play.says("same On success sqs orders-done");
    assert_eq!((play.place().as_str(), play.writes.len()), ("review", 0));
}

/// Whoever came back to a form after minutes of reading its review went on with what had been read before.
#[test]
fn coming_back_to_a_form_after_a_minute_reads_again_and_keeps_what_was_typed() {
    for key in ["esc", "n", "e", "q", "h", "left"] {
        let mut play = reviewing();
        play.pass(SignedDuration::from_secs(50));
        assert_eq!(play.press(key), NOTHING, "{key}: not yet");
        play.press("ctrl-s");
        play.account.hold("orders", "2 2h - orders-failed");
        play.pass(SignedDuration::from_secs(10));
        assert_eq!(play.press(key), ["read configurations orders"], "{key}");
        play.says(
            "Somebody changed Maximum retry attempts and Maximum event age since your draft was begun. Fields you left alone show \
             what Lambda holds now.",
        );
        assert_eq!(text(&play, Field::MaximumRetryAttempts), "0", "{key}");
        assert_eq!(text(&play, Field::MaximumEventAge), "2h", "{key}");
    }
}

/// What AWS says once the sign-on is over.
fn expire(account: &mut Account) {
    for operation in [
        Operation::GetCallerIdentity,
        Operation::GetFunctionEventInvokeConfig,
    ] {
        let failure = Failure::new(
            FailureKind::ExpiredCredentials,
            operation,
            "The credentials have expired.",
        );
        let failure = failure.hint("In another pane: aws sso login --profile prod   then r.");
        account.failing.push((operation, failure));
    }
}

#[test]
fn a_sign_on_that_expires_while_editing_loses_nothing_and_r_sends_nothing() {
    let mut play = reviewing();
    expire(&mut play.account);
    play.press("y enter");
    assert_eq!(play.place(), "not sent: failed");
    for text in [
        "NOT SENT Credentials expired; nothing was sent, the draft is kept.",
        "In another pane: aws sso login --profile prod then r.",
    ] {
        play.says(text);
    }
    // The SDK keeps what it was given before: the profile is asked anew, and STS whose the credentials are now.
    let anew = [
        "renew credentials",
        "read identity",
        "read configuration orders:$LATEST",
        "read identity",
    ];
    assert_eq!(play.press("r")[..4], anew);
    assert_eq!(play.place(), "not sent: failed");
    play.account.failing.clear();
    assert_eq!(play.press("r")[..4], anew);
    assert_eq!((play.place().as_str(), play.writes.len()), ("review", 0));
    assert!(play.notice().ends_with("nothing moved."));
    play.press("esc");
    assert_eq!(text(&play, Field::MaximumRetryAttempts), "0");
    play.press("ctrl-s y enter");
    assert_eq!((play.place().as_str(), play.writes.len()), ("sending", 1));
}

#[test]
fn another_account_after_the_new_sign_on_is_caught_before_anything_is_sent() {
    let mut play = reviewing();
    expire(&mut play.account);
    play.press("y enter");
    play.account.failing.clear();
    play.account.caller = Ok(caller(OTHER_ACCOUNT, 1));
    play.press("r");
    assert_eq!(
        (play.place().as_str(), play.writes.len()),
        ("not sent: other account", 0)
    );
    play.says(
        "NOT SENT The credentials are now account 210987654321; this was read from 123456789012",
    );
    assert_eq!(play.state.drafts.iter().len(), 1);
}

#[test]
fn account_and_region_stand_on_every_screen_in_the_send_line_and_in_the_title() {
    let mut play = Play::small(Account::furnished(), "");
    for keys in ["", "j enter", "enter backspace 0", "ctrl-s", "y", "enter"] {
        play.press(keys);
        let header = play.screen().lines().next().unwrap().to_owned();
        assert!(
            header.starts_with(" 123456789012 eu-west-1 "),
            "{keys}: {header}"
        );
    }
    let mut play = reviewing();
    play.says("PUT replaces ALL settings of orders:$LATEST");
    play.says("in 123456789012 eu-west-1 changed");
    play.press("y");
    play.says("Send PUT orders:$LATEST in 123456789012 eu-west-1 ? y_");
    play.press("enter");
    play.written(applied("orders", "0 1h - orders-failed"));
    play.says("DONE PUT orders:$LATEST in 123456789012 eu-west-1 was accepted");
    let mut play = Play::unopened(super::play::start(), Account::furnished());
    let effects: Vec<String> = play.opened(1, Ok(facts())).iter().map(shown).collect();
    assert!(
        effects.contains(&"title lasso 123456789012 eu-west-1".to_owned()),
        "{effects:?}"
    );
}

/// All keys that somebody typed ahead of a slow line, in one read, or each in its own before the first frame came back.
#[test]
fn what_was_typed_ahead_of_a_slow_line_sends_nothing_that_was_never_seen() {
    for keys in ["ctrl-s y enter", "ctrl-s y enter enter", "ctrl-s y y enter"] {
        let mut play = Play::small(Account::furnished(), "j enter enter backspace 0");
        assert_eq!(play.burst(keys), NOTHING, "{keys}");
        assert_eq!(play.place(), "review", "{keys}");

        let mut play = Play::small(Account::furnished(), "j enter enter backspace 0");
        for key in keys.split(' ') {
            play.pass(SignedDuration::from_millis(800));
            assert_eq!(play.hear(Message::Keys(parse(key))), [], "{keys}");
        }
        assert!(play.writes.is_empty() && play.asked.is_empty(), "{keys}");
    }
}

#[test]
fn nothing_moves_on_screen_while_answers_are_awaited() {
    let mut play = Play::small(Account::furnished(), "");
    play.by_hand = true;
    for keys in ["r", "j enter r", "e backspace 0 ctrl-s y enter"] {
        play.press(keys);
        assert!(!play.asked.is_empty(), "{keys}");
        let screen = play.screen();
        play.pass(SignedDuration::from_secs(30));
        play.hear(Message::Drawn);
        assert_eq!(play.screen(), screen, "{keys}");
    }
    assert_eq!(play.due(), None, "nothing is due by time alone");
    assert_eq!(play.press("ctrl-l"), ["redraw"]);
}

/// What is pasted into a field, what the notice says, and what the field then holds.
const PASTES: [(&str, &str, &str); 8] = [
    (
        "https://sqs.eu-west-1.amazonaws.com/123456789012/payments-failed",
        "Queue URL turned into its ARN: arn:aws:sqs:eu-west-1:123456789012:payments-failed",
        QUEUE,
    ),
    (
        "https://eu-west-1.queue.amazonaws.com/123456789012/payments-failed",
        "Queue URL turned into its ARN: arn:aws:sqs:eu-west-1:123456789012:payments-failed",
        QUEUE,
    ),
    (
        "https://sqs.eu-west-1.api.aws/123456789012/payments-failed",
        "Queue URL turned into its ARN: arn:aws:sqs:eu-west-1:123456789012:payments-failed",
        QUEUE,
    ),
    (
        "https://queue.amazonaws.com/123456789012/payments-failed",
        "Queue URL turned into its ARN: arn:aws:sqs:us-east-1:123456789012:payments-failed",
        "arn:aws:sqs:us-east-1:123456789012:payments-failed",
    ),
    (
        "https://vpce-0a1b.sqs.eu-west-1.vpce.amazonaws.com/123456789012/payments-failed",
        "x This URL does not tell a region and an account of 12 digits. Paste the queue's ARN (arn:aws:sqs:REGION:ACCOUNT:NAME).",
        "",
    ),
    (
        "arn:aws:sqs:eu-west-1:123456789012:payments-failed\n",
        "Pasted. A line end around it was left out.",
        QUEUE,
    ),
    (
        "arn:aws:sqs:eu-west-1:123456789012:pay\r\nments-failed",
        "2 lines joined into one ARN. Check its end: ...:payments-failed",
        QUEUE,
    ),
    (
        "arn:aws:sqs:eu-west-1:123456789012:a\narn:aws:sqs:eu-west-1:123456789012:b",
        "x Nothing inserted: the clipboard holds 2 ARNs, a destination is one.",
        "",
    ),
];

#[test]
fn what_a_clipboard_adds_is_taken_off_and_said() {
    for (pasted, says, holds) in PASTES {
        let mut play = Play::small(Account::furnished(), "j enter j enter tab tab tab");
        assert_eq!(play.paste(pasted), NOTHING);
        assert_eq!(text(&play, Field::OnFailure), holds, "{pasted:?}");
        play.says(says);
    }
}

#[test]
fn a_field_that_is_too_narrow_shows_the_end_of_its_arn() {
    let mut play = Play::small(Account::furnished(), "j enter j enter tab tab tab");
    let name = format!("{}-the-end", "q".repeat(70));
    play.paste(&format!("arn:aws:sqs:eu-west-1:123456789012:{name}"));
    for keys in ["", "tab"] {
        play.press(keys);
        let field: Vec<String> = play.rows_with("   [");
        assert!(
            field
                .iter()
                .any(|row| row.trim_end_matches(' ').ends_with("-the-end]")
                    || row.contains("-the-end ")),
            "{}",
            play.screen()
        );
    }
}
