//! The program is killed at each moment of a change: what was not sent by then never is, and the next one shows what is held.

use std::time::Duration;

use lambda_lasso::simulator::{Fault, Operation};
use serde_json::json;

use super::lasso::Lasso;
use super::rows::side_by_side;
use super::world::{PUT, World};

const FUNCTION: &str = "notify-push";
const QUALIFIER: &str = "live";

/// When the program is killed.
#[derive(Clone, Debug, PartialEq)]
enum Moment {
    Form,
    Review,
    SendLine,
    /// This request is on its way, and meets this.
    Asking(Operation, Fault),
    /// The Put was refused for now.
    BetweenTries,
    Outcome,
}

use Moment::{Asking, BetweenTries, Form, Outcome, Review, SendLine};

/// Goes as far as that moment.
fn until(moment: &Moment, world: &World) -> Lasso {
    let mut lasso = world.open("notify-push:live");
    lasso.press("enter", "EDIT");
    lasso.fill([Some("1"), None, None, None]);
    if *moment == Form {
        return lasso;
    }
    lasso.press("enter", "REVIEW");
    match moment {
        Form | Review => {}
        SendLine => lasso.open_send_line("Send "),
        Asking(operation, fault) => {
            let asked = world.simulator.count(*operation);
            world.plan(*operation, fault.clone());
            lasso.send();
            lasso.until("the request", |_| world.simulator.count(*operation) > asked);
        }
        BetweenTries => {
            world.plan(PUT, Fault::throttled(4));
            lasso.send();
            lasso.sees("Not now, after 1 try");
        }
        Outcome => {
            lasso.send();
            lasso.sees("DONE");
        }
    }
    lasso
}

/// What is left of each moment: how many writes reached the service, and whether the new settings are held.
fn moments() -> [(Moment, usize, bool); 10] {
    let identity = Operation::GetCallerIdentity;
    let settings = Operation::GetFunctionEventInvokeConfig;
    let slow = Fault::DelayBefore(Duration::from_secs(1));
    [
        (Form, 0, false),
        (Review, 0, false),
        (SendLine, 0, false),
        (Asking(identity, Fault::SilentBefore), 0, false),
        (Asking(settings, Fault::SilentBefore), 0, false),
        (Asking(PUT, Fault::SilentBefore), 1, false),
        (Asking(PUT, slow), 1, true),
        (Asking(PUT, Fault::SilentAfter), 1, true),
        (BetweenTries, 1, false),
        (Outcome, 1, true),
    ]
}

#[test]
fn a_program_that_is_killed_leaves_one_write_or_none_and_the_next_one_shows_what_is_held() {
    let rows = moments().map(|row| (format!("{:?}", row.0), row));
    side_by_side(rows, |(moment, writes, is_stored)| {
        let world = World::demo();
        let before = world.held(FUNCTION, QUALIFIER);
        let lasso = until(&moment, &world);
        lasso.terminal.signal("KILL");
        let mut program = lasso.terminal.program;
        program.0.wait().unwrap();
        let mine = json!({"MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 300});
        let expected = if is_stored { Some(mine) } else { before };
        let mut next = world.open("notify-push:live");
        // What is on its way arrives although nobody waits for it any more.
        next.until("what was sent", |_| {
            world.held(FUNCTION, QUALIFIER) == expected
        });
        let shown = if is_stored {
            "live 3 1 5m"
        } else {
            "live 3 0 5m"
        };
        next.press("r", shown);
        assert_eq!(world.fates(PUT).len(), writes);
        assert_eq!(next.leave("ctrl-c").status, 0);
    });
}
