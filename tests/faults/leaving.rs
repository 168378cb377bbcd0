//! Every way out while a change is on its way: the terminal comes back before the answer, and the end tells what the answer was.

use std::time::Duration;

use lambda_lasso::simulator::{Fate, Fault};

use super::lasso::Lasso;
use super::rows::side_by_side;
use super::world::{PUT, World};

/// Longer than it takes to leave, shorter than Lasso waits.
const SLOW: Duration = Duration::from_secs(2);

/// A destination that Lambda refuses.
const NOBODY: &str = "arn:aws:lambda:eu-west-1:123456789012:function:nobody";

/// What the answer to the Put is in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Done,
    Refused,
    None,
}

use Answer::{Done, Refused};

impl Answer {
    const ALL: [Self; 3] = [Done, Refused, Self::None];

    /// The word that is printed for it.
    fn word(self) -> &'static str {
        match self {
            Done => "DONE",
            Refused => "REFUSED",
            Self::None => "UNKNOWN",
        }
    }

    /// What becomes of the request.
    fn fate(self) -> Fate {
        match self {
            Done => Fate::Answered(200),
            Refused => Fate::Answered(400),
            Self::None => Fate::Silent,
        }
    }

    /// The exit status of a program that has one of its own for the way that it ended.
    fn status(self, of_its_own: u32) -> u32 {
        match self {
            Done | Refused => of_its_own,
            Self::None => 1,
        }
    }
}

/// The program with a Put on its way whose answer is late, or never comes.
fn sending(world: &World, answer: Answer) -> Lasso {
    let fault = match answer {
        Done | Refused => Fault::DelayBefore(SLOW),
        Answer::None => Fault::SilentAfter,
    };
    world.plan(PUT, fault);
    let mut lasso = world.open("notify-push:live");
    let refused = (answer == Refused).then_some(NOBODY);
    lasso.review([Some("1"), None, None, refused]);
    lasso.send();
    lasso.until("the request", |_| world.fates(PUT).len() == 1);
    lasso
}

/// Signals by the exit status that each has; `Ctrl-C` is none as long as the terminal is Lasso's.
const WAYS: [(&str, u32); 5] = [
    ("ctrl-c", 0),
    ("INT", 0),
    ("TERM", 143),
    ("HUP", 129),
    ("QUIT", 131),
];

fn leave(lasso: &mut Lasso, way: &str) {
    if way == "ctrl-c" {
        lasso.terminal.write(b"\x03");
    } else {
        lasso.terminal.signal(way);
    }
}

#[test]
fn every_way_out_during_a_put_restores_the_terminal_at_once_and_tells_the_answer() {
    let rows = WAYS.into_iter().flat_map(|(way, status)| {
        Answer::ALL.map(|answer| (format!("{way}, {answer:?}"), (way, status, answer)))
    });
    side_by_side(rows, |(way, status, answer)| {
        let world = World::demo();
        let mut lasso = sending(&world, answer);
        leave(&mut lasso, way);
        lasso.sees("A PUT on notify-push:live is on its way: waiting up to 5 s for its answer.");
        let is_left = !lasso.terminal.screen.screen().alternate_screen();
        assert!(is_left, "{}", lasso.text());
        let unanswered = [[Fate::Arrived], [Fate::Silent]];
        assert!(unanswered.contains(&[world.fates(PUT)[0]]), "not at once");
        let left = lasso.end();
        assert_eq!(left.status, answer.status(status), "{}", left.said);
        let told = format!("{} PUT arn:", answer.word());
        assert_eq!(left.said.matches(&told).count(), 1, "{}", left.said);
        let why = format!(
            "refused: InvalidParameterValueException: The destination ARN {NOBODY} is invalid."
        );
        assert_eq!(left.said.contains(&why), answer == Refused, "{}", left.said);
        assert_eq!(world.fates(PUT), [answer.fate()]);
    });
}

#[test]
fn a_second_signal_during_a_put_ends_at_once_with_unknown() {
    let rows = WAYS.map(|way| (way.0.to_owned(), way.0));
    side_by_side(rows, |way| {
        let world = World::demo();
        let mut lasso = sending(&world, Done);
        leave(&mut lasso, way);
        lasso.sees("Ctrl-C again ends at once");
        // A terminal that goes away says so several times, which is no second wish to leave; the first may have been that.
        leave(&mut lasso, "INT");
        let left = lasso.end();
        assert_eq!(world.fates(PUT), [Fate::Arrived], "not at once");
        assert_eq!(left.status, 1, "{}", left.said);
        assert_eq!(left.said.matches("UNKNOWN PUT arn:").count(), 1);
    });
}

/// The second was a key that came too late to mean anything, and too early to be a signal: the program waited on.
#[test]
fn ctrl_c_pressed_twice_at_once_during_a_put_ends_at_once() {
    for keys in [&b"\x03\x03"[..], b"x\x03\x03\x03"] {
        let world = World::demo();
        let mut lasso = sending(&world, Done);
        lasso.terminal.write(keys);
        let left = lasso.end();
        assert_eq!(world.fates(PUT), [Fate::Arrived], "not at once");
        assert_eq!(left.status, 1, "{}", left.said);
        let told = left.said.matches("waiting up to 5 s").count();
        assert_eq!(told, 1, "{}", left.said);
        let told = left.said.matches("UNKNOWN PUT arn:").count();
        assert_eq!(told, 1, "{}", left.said);
    }
}

/// Nobody reads what is said any more; the status still tells.
#[test]
fn a_terminal_that_goes_away_during_a_put_ends_after_its_answer() {
    let rows = Answer::ALL.map(|answer| (format!("{answer:?}"), answer));
    side_by_side(rows, |answer| {
        let world = World::demo();
        let lasso = sending(&world, answer);
        assert_eq!(lasso.terminal.hang_up(), answer.status(129));
        assert_eq!(world.fates(PUT), [answer.fate()]);
    });
}
