//! Each sentence that answers what was typed, read or refused: said on the screen when its trigger comes, whole, however it is wrapped.
//!
//! Each row is a way to the trigger, by keys and answers, and the words on a terminal of 80 columns and 24 rows. Does not know the rules
//! that make them: those are in `domain`. What is said of what was sent is in `messages_of_sending`.

use lambda_lasso::app::message::{Copied, Message};
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};

use super::account::Account;
use super::play::Play;
use super::values::{applied, unknown};

const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:payments-failed";

/// A way to the trigger, and what is said then.
type Told = (fn() -> Play, &'static str);

#[track_caller]
fn check(told: &[Told]) {
    for (way, text) in told {
        way().says(text);
    }
}

/// In the empty form of `orders:live`.
fn form(keys: &str) -> Play {
    Play::small(Account::furnished(), &format!("j enter j enter {keys}"))
}

/// The same with a text typed into the field on failure, which is left where the keys say so.
fn on_failure(text: &str, keys: &str) -> Play {
    let mut play = form("tab tab tab");
    play.press(&spelled(text));
    play.press(keys);
    play
}

/// The keys that type a text.
fn spelled(text: &str) -> String {
    let keys: Vec<String> = text.chars().map(String::from).collect();
    keys.join(" ")
}

/// The same with a paste.
fn pasted(text: &str) -> Play {
    let mut play = form("tab tab tab");
    play.paste(text);
    play
}

const OF_NUMBERS: [Told; 8] = [
    (
        || form("3"),
        "x 3 is too many. Lambda retries at most 2 times: use 0, 1 or 2, or leave empty for 2.",
    ),
    (
        || form("0"),
        "0 = tried once, never retried. Empty would mean 2 retries.",
    ),
    (
        || form("tab 6 tab"),
        "x 6 means 6 seconds; the least is 60. For six hours write 6h.",
    ),
    (
        || form("tab 7 h"),
        "x 7h is 25200 s; the most is 6h (21600 s).",
    ),
    (
        || form("tab 1 . 5 h tab"),
        "x Can't read \"1.5h\". Write seconds (5400) or 90s, 15m, 1h30m, 6h.",
    ),
    (
        || form("tab 9 0 m i n"),
        "x Can't read \"90min\". Write seconds (5400) or 90s, 15m, 1h30m, 6h.",
    ),
    (
        || form("2 tab 9 0 tab tab tab"),
        "! Retry 2 will not happen: it would come at 3:00, the event expires at 1:30. Two retries need more than 3m plus twice the \
         run time.",
    ),
    (
        || {
            let mut account = Account::furnished();
            account.function_mut("orders").unwrap().timeout_seconds = 900;
            Play::small(account, "j enter j enter tab 1 0 m tab tab tab")
        },
        "! If a try runs into the 15m timeout, no retry fits into 10m. Retry 1 needs more than 16m, retry 2 more than 33m.",
    ),
];

const OF_DESTINATIONS: [Told; 7] = [
    (
        || on_failure("arn:aws:sqs:eu-west-1:", ""),
        "... still needed: account id, queue name",
    ),
    (
        || on_failure("arn:aws:sqs:eu-west-1:12345678901", "tab"),
        "x Account id 12345678901 has 11 digits; it must have 12.",
    ),
    (
        || on_failure("arn:aws:sqs:eu-west-1:123456789012:payments.fifo", "tab"),
        "x payments.fifo is a FIFO queue. Lambda sends records to standard queues and topics only; nothing would arrive.",
    ),
    (
        || form("tab tab a r n : a w s : s 3 : : : p a y - f a i l e d tab"),
        "x A bucket takes records of failed events only. Put it under On failure.",
    ),
    (
        || {
            on_failure(
                "arn:aws:lambda:eu-west-1:123456789012:function:orders:live",
                "tab",
            )
        },
        "x orders:live is this same function. A function can't be its own destination.",
    ),
    (
        || on_failure("arn:aws:sqs:eu-west-1:210987654321:q", "tab"),
        "! This queue is in account 210987654321, the function in 123456789012. The queue's own policy must also allow role orders.",
    ),
    (
        || on_failure("arn:aws:sqs:us-east-1:123456789012:q", "tab"),
        "! This queue is in us-east-1, the function in eu-west-1. AWS does not say that records cross regions: test it before you \
         rely on it.",
    ),
];

const OF_PASTES: [Told; 6] = [
    (
        || pasted("https://sqs.eu-west-1.amazonaws.com/123456789012/payments-failed"),
        "Queue URL turned into its ARN: arn:aws:sqs:eu-west-1:123456789012:payments-failed",
    ),
    (
        || pasted("https://proxy.example/123456789012/payments-failed"),
        "x This URL does not tell a region and an account of 12 digits. Paste the queue's ARN (arn:aws:sqs:REGION:ACCOUNT:NAME).",
    ),
    (
        || pasted(&format!(" {QUEUE} \r\n")),
        "Pasted. A line end and 2 blanks around it were left out.",
    ),
    (
        || pasted("arn:aws:sqs:eu-west-1:123456789012:\npayments-failed"),
        "2 lines joined into one ARN. Check its end: ...:payments-failed",
    ),
    (
        || pasted(&format!("{QUEUE}\n{QUEUE}")),
        "x Nothing inserted: the clipboard holds 2 ARNs, a destination is one.",
    ),
    (
        || {
            let mut play = Play::small(Account::furnished(), "j enter enter backspace 0 ctrl-s y");
            play.paste("y\r");
            play
        },
        "Ignored: several characters came at once, like a paste. Pasted text is never a command and never sends.",
    ),
];

/// With nothing reserved for `orders`, so that nothing of it is tried.
fn nothing_runs(keys: &str) -> Play {
    let mut account = Account::furnished();
    account.function_mut("orders").unwrap().reserved_concurrency = Some(0);
    Play::small(account, keys)
}

const EMPTY_WHOLE: &str = "ctrl-u tab ctrl-u tab ctrl-u tab ctrl-u";

const OF_WHAT_FOLLOWS: [Told; 8] = [
    (
        || form("0 backtab"),
        "! When Lambda gives up, the event is dropped: no record, no dead-letter queue.",
    ),
    (
        || Play::small(Account::furnished(), "G enter enter tab tab tab ctrl-u"),
        "When Lambda gives up, the event goes to dead-letter queue dead-letters (set on the function, not here), without the error \
         details.",
    ),
    (
        || {
            Play::small(
                Account::furnished(),
                &format!("enter enter {EMPTY_WHOLE} tab"),
            )
        },
        "Nothing is set. This will be sent as DELETE: the configuration is removed, then 2 retries, 6 h, no destinations.",
    ),
    (
        || Play::small(Account::furnished(), "j enter enter ctrl-s"),
        "Nothing to send: Lambda holds exactly this (read 08:00:00Z).",
    ),
    (
        || Play::small(Account::furnished(), "j enter enter tab ctrl-u ctrl-s"),
        "RESET Maximum event age 1h -> (6h) the default because you emptied this field",
    ),
    (
        || Play::small(Account::furnished(), "enter enter tab tab tab ctrl-u"),
        "RESET to (none), was sqs invoices-failed.",
    ),
    (
        || nothing_runs("j enter enter tab tab tab tab"),
        "! Reserved concurrency is 0: nothing is tried. Every event is given up at once (queue orders-failed). Retries and age have \
         no effect.",
    ),
    (
        || nothing_runs("j enter"),
        "! Reserved concurrency is 0: nothing is tried, every event is given up at once. live drops them.",
    ),
];

#[test]
fn what_is_typed_is_answered_below_the_field() {
    check(&OF_NUMBERS);
    check(&OF_DESTINATIONS);
}

#[test]
fn what_is_pasted_is_answered_in_the_notice() {
    check(&OF_PASTES);
}

#[test]
fn what_a_draft_comes_to_is_said_before_it_is_sent() {
    check(&OF_WHAT_FOLLOWS);
}

/// The settings of `payments:$LATEST`, which names no retries, proposed for `invoices:$LATEST`, which has 2.
#[test]
fn a_reset_that_a_text_caused_names_the_text_and_the_word_to_type() {
    let mut play = Play::small(Account::furnished(), "G enter c s esc g enter v");
    play.says("RESET Maximum retry attempts 2 -> (2) the default because the copy of payments:$LATEST does not name it. Sending asks for the word reset; to keep 2, type it in the form.");
    while play.place() == "review" {
        play.press("y");
    }
    play.says("Type reset to send PUT invoices:$LATEST in 123456789012 eu-west-1 :");
}

/// Tells the state whom a text went to, as the runtime does.
fn handed_over(copied: Copied) -> Play {
    let mut play = Play::small(Account::furnished(), "j enter c a");
    play.give(Message::Copied { result: Ok(copied) });
    play
}

const OF_COPIES: [Told; 2] = [
    (
        || handed_over(Copied::ToTmux { characters: 78 }),
        "Sent the ARN of orders:$LATEST, 78 characters, to tmux's clipboard.",
    ),
    (
        || handed_over(Copied::ToTerminal { characters: 78 }),
        "Sent the ARN of orders:$LATEST, 78 characters, to the terminal, which does not say if it took them: c c shows the text.",
    ),
];

#[test]
fn a_copy_says_whom_it_went_to_and_no_more() {
    check(&OF_COPIES);
}

/// What is lacking is told with the permission's name.
fn lacking(account: &mut Account, operation: Operation) {
    let sentence = format!("You (OnCall) lack {} on orders.", operation.permission());
    let denied = Failure::new(FailureKind::AccessDenied, operation, sentence);
    account.failing.push((operation, denied));
}

#[test]
fn aliases_that_can_not_be_read_make_no_orphans() {
    let mut account = Account::furnished();
    account.hold("orders:beta", "1 1h - -");
    lacking(&mut account, Operation::ListAliases);
    let mut play = Play::small(account, "j enter");
    play.says("? Aliases not read: You (OnCall) lack lambda:ListAliases on orders.");
    play.says("? Aliases could not be read: what becomes of the events of calls through an");
    play.says("beta ? 1 1h");
    play.does_not_say("gone");
    play.press("d");
    play.says_scrolled("lambda:ListAliases");
}

#[test]
fn an_account_that_nobody_tells_is_said_to_be_unknown() {
    let mut account = Account::furnished();
    lacking(&mut account, Operation::GetCallerIdentity);
    let play = Play::small(account, "");
    play.says("account unknown eu-west-1");
}

#[test]
fn read_only_closes_the_send_line_and_leaves_the_way_to_the_command() {
    let mut play = Play::small(Account::furnished(), "j enter enter backspace 0 ctrl-s");
    play.state.session.read_only = true;
    play.press("y");
    play.says(
        "READ-ONLY (--read-only): this can't be sent from here. c w copies it as an aws command.",
    );
    assert_eq!(play.press("c w"), ["copy"]);
}

#[test]
fn quitting_names_what_would_be_left() {
    let play = Play::small(Account::furnished(), "j enter enter backspace 0 esc esc q");
    play.says("1 draft not sent: orders:$LATEST. Quit, and print what would be sent?");
    play.says("Enter quits after y Esc stay");
    let play = Play::small(
        Account::furnished(),
        "j enter enter backspace 0 ctrl-s y enter q",
    );
    play.says("A PUT is on its way: waiting for Lambda's answer (0 s), then Lasso quits. Ctrl-C leaves at once.");
}

#[test]
fn a_late_write_of_ours_is_told_wherever_one_is_meanwhile() {
    for keys in ["", "esc", "esc esc"] {
        let mut play = Play::small(
            Account::furnished(),
            "j enter enter backspace 0 ctrl-s y enter",
        );
        play.written(unknown());
        play.press(keys);
        play.account.hold("orders", "0 1h - orders-failed");
        play.wake();
        play.says("Lambda holds what you sent");
    }
}

#[test]
fn the_same_change_elsewhere_says_where_it_comes_from() {
    let mut play = Play::small(Account::furnished(), "j enter j enter 0 ctrl-s y enter");
    play.account.hold("orders:live", "0 - - -");
    play.written(applied("orders:live", "0 - - -"));
    play.press(".");
    play.says("Select another qualifier, here or of another function: . there proposes the same as orders:live.");
    play.press("j .");
    play.says_scrolled("! Last time: orders:live. Now it is proposed for 12, another qualifier.");
}

/// `CHANGED ?` stood for a time that no calendar has, and details, which "tell why", did not speak of it.
#[test]
fn details_tell_why_it_is_not_known_when_a_configuration_changed() {
    let mut account = Account::furnished();
    account.is_timeless = true;
    let mut play = Play::small(account, "j enter");
    assert!(play.rows_with("> $LATEST").remove(0).contains('?'));
    play.press("d");
    play.says_scrolled("Last modified ? the answer names no time, or none that a calendar has");
}

/// `~` stood after what had been read seconds ago and could not be read again; the legend spoke of minutes alone.
#[test]
fn the_legend_tells_both_reasons_to_mark_a_value_as_old() {
    let mut play = Play::small(Account::furnished(), "?");
    play.says_scrolled(
        "~ after a value read more than 5 minutes ago, or could not be read again; r reads again",
    );
}
