//! What happens between the form and the outcome: somebody else changes the settings, credentials end or become another account's,
//! the program is killed.

use std::fs;
use std::path::Path;

use lambda_lasso::simulator::{Change, Fate, Fault, Faults, Operation};
use serde_json::{Value, json};

use super::lasso::Lasso;
use super::pty::simulated::REGION;
use super::rows::side_by_side;
use super::world::{PUT, World};

const FUNCTION: &str = "notify-push";
const QUALIFIER: &str = "live";
const IDENTITY: Operation = Operation::GetCallerIdentity;
const SETTINGS: Operation = Operation::GetFunctionEventInvokeConfig;

fn mine() -> Option<Value> {
    Some(json!({"MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 300}))
}

fn theirs() -> Option<Value> {
    Some(json!({"MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 900}))
}

/// A moment between the form and the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    FormOpen,
    ReviewOpen,
    IdentityChecked,
    SettingsChecked,
    PutStored,
    PutLost,
    PutWithoutAnswer,
}

/// Somebody else changes the settings at a moment: what the screen says, what the service holds, and how many writes reached it.
const MOMENTS: [(Moment, &str, bool, usize); 7] = [
    (
        Moment::FormOpen,
        "NOT SENT Somebody changed notify-push:live",
        false,
        0,
    ),
    (
        Moment::ReviewOpen,
        "NOT SENT Somebody changed notify-push:live",
        false,
        0,
    ),
    // Who asks is asked at the same time as what is held: either may be answered first.
    (Moment::IdentityChecked, "", false, 1),
    (
        Moment::SettingsChecked,
        "DONE PUT notify-push:live",
        true,
        1,
    ),
    (Moment::PutStored, "DONE PUT notify-push:live", false, 1),
    (
        Moment::PutLost,
        "neither the old settings nor what was sent",
        false,
        1,
    ),
    (
        Moment::PutWithoutAnswer,
        "neither the old settings nor what was sent",
        false,
        1,
    ),
];

fn somebody_changes(moment: Moment, said: &str, mine_is_held: bool, writes: usize) {
    let world = World::demo();
    let change = Change {
        function: FUNCTION.to_owned(),
        qualifier: QUALIFIER.to_owned(),
        settings: theirs(),
    };
    let meanwhile = || Fault::ChangedAfter(change.clone());
    let mut lasso = world.open("notify-push:live");
    if moment == Moment::FormOpen {
        lasso.press("enter", "EDIT");
        world.somebody_sets(FUNCTION, QUALIFIER, theirs());
        lasso.fill([Some("1"), None, None, None]);
        lasso.press("enter", "REVIEW");
    } else {
        lasso.review([Some("1"), None, None, None]);
    }
    match moment {
        Moment::FormOpen => {}
        Moment::ReviewOpen => world.somebody_sets(FUNCTION, QUALIFIER, theirs()),
        Moment::IdentityChecked => world.plan(IDENTITY, meanwhile()),
        Moment::SettingsChecked => world.plan(SETTINGS, meanwhile()),
        Moment::PutStored => world.plan(PUT, meanwhile()),
        Moment::PutLost => world.plan(PUT, Fault::SilentBefore),
        Moment::PutWithoutAnswer => world.plan(PUT, Fault::SilentAfter),
    }
    lasso.send();
    if matches!(moment, Moment::PutLost | Moment::PutWithoutAnswer) {
        lasso.until("the request", |_| world.fates(PUT) == [Fate::Silent]);
        world.somebody_sets(FUNCTION, QUALIFIER, theirs());
    }
    lasso.sees(said);
    assert_eq!(world.fates(PUT).len(), writes, "{}", lasso.text());
    let held = if mine_is_held { mine() } else { theirs() };
    assert_eq!(world.held(FUNCTION, QUALIFIER), held);
}

#[test]
fn a_change_by_somebody_else_is_seen_at_every_moment_but_that_of_the_put() {
    let rows = MOMENTS
        .into_iter()
        .filter(|row| row.0 != Moment::IdentityChecked);
    let rows = rows.map(|row| (format!("{:?}", row.0), row));
    side_by_side(rows, |(moment, said, mine_is_held, writes)| {
        somebody_changes(moment, said, mine_is_held, writes);
    });
}

/// A log-in in another window: credentials that a program hands out anew each time.
struct Login {
    home: tempfile::TempDir,
}

impl Login {
    fn new() -> Self {
        let login = Self {
            home: tempfile::tempdir().unwrap(),
        };
        login.as_whom("AKIDFIRST");
        login
    }

    fn file(&self) -> std::path::PathBuf {
        self.home.path().join("credentials.json")
    }

    /// From now on these are handed out; they are to be asked for again at once.
    fn as_whom(&self, access_key_id: &str) {
        let answer = json!({
            "Version": 1, "AccessKeyId": access_key_id, "SecretAccessKey": "secret",
            "SessionToken": "token", "Expiration": "2026-01-01T00:00:00Z"
        });
        write(&self.file(), &answer.to_string());
    }

    /// The program, with a profile that asks for credentials.
    fn start(&self, world: &World) -> Lasso {
        let config = format!(
            "[profile oncall]\nregion = {REGION}\nendpoint_url = {}\ncredential_process = cat {}\n",
            world.simulator.url(),
            self.file().display()
        );
        let mut lasso =
            Lasso::configured(&config, &[], &["--profile", "oncall", "notify-push:live"]);
        lasso.until("settings", |lasso| {
            lasso.selected().is_some_and(|row| row.contains(" 5m "))
        });
        lasso
    }
}

#[expect(clippy::disallowed_methods, reason = "credentials lie in a file")]
fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}
#[test]
fn explore() {
    let world = World::demo();
    let login = Login::new();
    let mut lasso = login.start(&world);
    lasso.review([Some("1"), None, None, None]);
    world
        .simulator
        .faults()
        .add(SETTINGS, Fault::expired_token(), 1);
    lasso.send();
    lasso.sees("NOT SENT");
    println!("{}", lasso.rows().join("\n"));
    login.as_whom("AKIDSECOND");
    lasso.press("r", "REVIEW");
    lasso.send();
    lasso.until("w", |l| {
        l.text().contains("DONE") || l.text().contains("NOT SENT")
    });
    println!("{}", lasso.rows().join("\n"));
    for line in world.simulator.log() {
        println!("{line} {:?}", line.access_key_id);
    }
}
