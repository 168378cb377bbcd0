//! What happens to credentials between the form and the outcome: they end, or become another account's.

use std::fs;
use std::path::Path;
use std::time::Duration;

use lambda_lasso::simulator::{Fate, Fault, Faults, Operation, Refusal};
use serde_json::json;

use super::lasso::Lasso;
use super::pty::simulated::REGION;
use super::rows::side_by_side;
use super::world::{DELETE, PUT, World};

const FUNCTION: &str = "notify-push";
const QUALIFIER: &str = "live";
const IDENTITY: Operation = Operation::GetCallerIdentity;
const SETTINGS: Operation = Operation::GetFunctionEventInvokeConfig;

/// Where a profile gets its credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// From a program, which is to be asked again at once.
    EachTime,
    /// From a program that does not say how long they are good.
    Endless,
    /// From a program that says they are good for long.
    Lasting,
    /// From keys in the shared credentials file.
    Keys,
}

/// A log-in in another window: other credentials where a profile gets them.
struct Login {
    home: tempfile::TempDir,
    source: Source,
}

impl Login {
    /// Credentials that a program hands out anew each time.
    fn new() -> Self {
        Self::by(Source::EachTime)
    }

    fn by(source: Source) -> Self {
        let login = Self {
            home: tempfile::tempdir().unwrap(),
            source,
        };
        login.as_whom("AKIDFIRST");
        login
    }

    fn file(&self) -> std::path::PathBuf {
        self.home.path().join("credentials.json")
    }

    /// From now on these are handed out.
    fn as_whom(&self, access_key_id: &str) {
        let mut answer = json!({
            "Version": 1, "AccessKeyId": access_key_id, "SecretAccessKey": "secret",
            "SessionToken": "token"
        });
        match self.source {
            Source::EachTime => answer["Expiration"] = json!("SOON"),
            Source::Lasting => answer["Expiration"] = json!("2096-01-01T00:00:00Z"),
            Source::Endless => {}
            Source::Keys => {
                let keys = format!(
                    "[oncall]\naws_access_key_id = {access_key_id}\naws_secret_access_key = secret\n"
                );
                return write(&self.file(), &keys);
            }
        }
        write(&self.file(), &answer.to_string());
    }

    /// The program, with a profile that asks for credentials.
    fn start(&self, world: &World) -> Lasso {
        let file = self.file().display().to_string();
        let process = match self.source {
            Source::Keys => String::new(),
            // They end in two seconds, so that they are asked for anew each time: what is over already is refused.
            Source::EachTime => format!(
                "credential_process = sh -c \"sed s/SOON/$(TZ=LAG-00:00:02 date +%Y-%m-%dT%H:%M:%SZ)/ {file}\"\n"
            ),
            Source::Endless | Source::Lasting => {
                format!("credential_process = cat {file}\n")
            }
        };
        let url = world.simulator.url();
        let config =
            format!("[profile oncall]\nregion = {REGION}\nendpoint_url = {url}\n{process}");
        let keys = [("AWS_SHARED_CREDENTIALS_FILE", file.as_str())];
        let keys = &keys[..usize::from(self.source == Source::Keys)];
        let mut lasso =
            Lasso::configured(&config, keys, &["--profile", "oncall", "notify-push:live"]);
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

/// Where a program had not said that its credentials end at once, and where they were keys of a file, those of before the log-in were
/// sent for ever.
#[test]
fn credentials_that_expire_on_the_way_are_those_of_a_new_log_in_afterwards() {
    let rows = [
        (IDENTITY, "NOT SENT", Source::EachTime),
        (SETTINGS, "NOT SENT", Source::EachTime),
        (PUT, "REFUSED", Source::EachTime),
        (IDENTITY, "NOT SENT", Source::Endless),
        (SETTINGS, "NOT SENT", Source::Lasting),
        (SETTINGS, "NOT SENT", Source::Keys),
        (PUT, "REFUSED", Source::Endless),
        (PUT, "REFUSED", Source::Keys),
    ];
    let rows = rows.map(|row| (format!("{:?} {:?}", row.0, row.2), row));
    side_by_side(rows, |(operation, word, source)| {
        let (world, login) = (World::demo(), Login::by(source));
        let mut lasso = login.start(&world);
        lasso.review([Some("1"), None, None, None]);
        world.plan(operation, Fault::expired_token());
        lasso.send();
        lasso.sees(word);
        lasso.sees("expired");
        login.as_whom("AKIDSECOND");
        lasso.press("r", "REVIEW");
        lasso.send();
        lasso.sees("DONE PUT notify-push:live");
        assert_eq!(world.fates(PUT).last(), Some(&Fate::Answered(200)));
        let log = world.simulator.log().into_iter();
        let by: Vec<_> = log
            .filter(|line| line.operation == Some(PUT) && line.fate == Fate::Answered(200))
            .map(|line| line.access_key_id.unwrap())
            .collect();
        assert_eq!(by, ["AKIDSECOND"]);
    });
}

/// The keys that went out last for an operation.
fn newest_key(world: &World, operation: Operation) -> Option<String> {
    let log = world.simulator.log();
    let asked = log
        .iter()
        .rev()
        .find(|line| line.operation == Some(operation));
    asked.and_then(|line| line.access_key_id.clone())
}

/// On the list and on the function, too, `r` went on with what had expired.
#[test]
fn a_list_that_is_read_again_is_read_under_a_new_log_in() {
    let rows = [Source::Endless, Source::Lasting, Source::Keys];
    side_by_side(
        rows.map(|source| (format!("{source:?}"), source)),
        |source| {
            let (world, login) = (World::demo(), Login::by(source));
            let mut lasso = login.start(&world);
            let aliases = Operation::ListAliases;
            let second = || Some("AKIDSECOND".to_owned());
            let idle = |lasso: &Lasso| lasso.text().contains(" 0 in flight");
            lasso.until("an idle program", idle);
            world.plan(aliases, Fault::expired_token());
            lasso.press("r", "expired");
            login.as_whom("AKIDSECOND");
            lasso.press("r", "notify-push");
            lasso.until("other credentials", |_| {
                newest_key(&world, aliases) == second() && newest_key(&world, IDENTITY) == second()
            });
            world.plan(IDENTITY, Fault::expired_token());
            lasso.press("esc", "Functions 42");
            lasso.press("r", "STS does not confirm account 123456789012");
            login.as_whom("AKIDTHIRD");
            lasso.press("r", "Functions 42");
            let third = Some("AKIDTHIRD".to_owned());
            lasso.until("other credentials", |_| {
                newest_key(&world, IDENTITY) == third
            });
        },
    );
}

/// What could still arrive was looked for with credentials that had expired, whatever was logged in meanwhile.
#[test]
fn a_write_without_an_answer_is_looked_for_under_a_new_log_in() {
    let (world, login) = (World::demo(), Login::by(Source::Keys));
    let mut lasso = login.start(&world);
    lasso.review([Some("1"), None, None, None]);
    world.plan(PUT, Fault::CutAfter);
    // The check reads what is held, and after it the look.
    world.plan(SETTINGS, Fault::DelayAfter(Duration::ZERO));
    world.plan(SETTINGS, Fault::expired_token());
    lasso.send();
    lasso.sees("UNKNOWN");
    lasso.sees("expired");
    login.as_whom("AKIDSECOND");
    lasso.press("r", "DONE PUT notify-push:live");
    assert_eq!(newest_key(&world, SETTINGS).as_deref(), Some("AKIDSECOND"));
    assert_eq!(world.fates(PUT).len(), 1);
}

/// The keys of the file became another account's: they are taken, and what was reviewed for the former is not sent.
#[test]
fn keys_of_another_account_after_expired_ones_write_nothing() {
    let (world, login) = (World::demo(), Login::by(Source::Keys));
    let before = world.held(FUNCTION, QUALIFIER);
    let mut lasso = login.start(&world);
    lasso.review([Some("1"), None, None, None]);
    world.plan(SETTINGS, Fault::expired_token());
    lasso.send();
    lasso.sees("The keys of profile oncall have to be replaced");
    login.as_whom("AKIDOTHER");
    let caller = "arn:aws:sts::210987654321:assumed-role/OnCall/demo";
    world.simulator.faults().answer_as("210987654321", caller);
    lasso.press("r", "The credentials are now account 210987654321");
    assert_eq!(newest_key(&world, IDENTITY).as_deref(), Some("AKIDOTHER"));
    assert_eq!(world.fates(PUT), []);
    assert_eq!(world.held(FUNCTION, QUALIFIER), before);
}

/// What was refused for want of a permission was read on under the keys that lacked it, whatever lay in the file by then.
#[test]
fn other_keys_after_a_refusal_are_taken_and_another_accounts_write_nothing() {
    let rows = [
        ("AKIDSECOND", "123456789012"),
        ("AKIDOTHER", "210987654321"),
    ];
    side_by_side(rows.map(|row| (row.0.to_owned(), row)), |(key, account)| {
        let (world, login) = (World::demo(), Login::by(Source::Keys));
        let mut lasso = login.start(&world);
        lasso.review([Some("1"), None, None, None]);
        world.plan(PUT, Fault::access_denied());
        lasso.send();
        lasso.sees("REFUSED");
        login.as_whom(key);
        let caller = format!("arn:aws:sts::{account}:assumed-role/OnCall/demo");
        world.simulator.faults().answer_as(account, &caller);
        if key == "AKIDSECOND" {
            lasso.press("r", "nothing moved");
            lasso.send();
            lasso.sees("DONE PUT notify-push:live");
        } else {
            lasso.press("r", "The credentials are now account 210987654321");
            lasso.sees("It was sent once before and refused: nothing changed.");
            assert_eq!(world.fates(PUT).len(), 1);
        }
        assert_eq!(newest_key(&world, IDENTITY).as_deref(), Some(key));
    });
}

/// Whoever pressed `r` before the log-in was over had the keys taken that were refused; those of the log-in were never taken then.
#[test]
fn other_keys_are_taken_however_often_was_checked_after_a_refusal() {
    let rows = ["r", "send"].map(|by| (by.to_owned(), by));
    side_by_side(rows, |by| {
        let (world, login) = (World::demo(), Login::by(Source::Keys));
        let mut lasso = login.start(&world);
        lasso.review([Some("1"), None, None, None]);
        world.plan(PUT, Fault::access_denied());
        lasso.send();
        lasso.sees("REFUSED");
        lasso.press("r", "Z: nothing moved.");
        let first = Some("AKIDFIRST".to_owned());
        assert_eq!(newest_key(&world, IDENTITY), first);
        login.as_whom("AKIDSECOND");
        let second = Some("AKIDSECOND".to_owned());
        if by == "r" {
            lasso.press("r", "Z: nothing moved.");
            lasso.until("other credentials", |_| {
                newest_key(&world, IDENTITY) == second
            });
        }
        lasso.send();
        lasso.sees("DONE PUT notify-push:live");
        assert_eq!(newest_key(&world, PUT), second);
    });
}

/// Keys of another account work, so that nothing failed by which they were given up: whatever lay in the file later, `r` went on with them.
#[test]
fn the_right_keys_after_those_of_another_account_are_taken_as_well() {
    let rows = ["not sent", "unknown"].map(|outcome| (outcome.to_owned(), outcome));
    side_by_side(rows, |outcome| {
        let (world, login) = (World::demo(), Login::by(Source::Keys));
        let faults = world.simulator.faults();
        let mut lasso = login.start(&world);
        lasso.review([Some("1"), None, None, None]);
        if outcome == "unknown" {
            world.plan(PUT, Fault::CutAfter);
            world.plan(SETTINGS, Fault::DelayAfter(Duration::ZERO));
        }
        world.plan(SETTINGS, Fault::expired_token());
        lasso.send();
        lasso.sees("expired");
        let sent = world.fates(PUT).len();
        login.as_whom("AKIDOTHER");
        let caller = |account| format!("arn:aws:sts::{account}:assumed-role/OnCall/demo");
        faults.answer_as("210987654321", &caller("210987654321"));
        faults.add(SETTINGS, Fault::access_denied(), Faults::ALWAYS);
        lasso.press("r", "The credentials are now account 210987654321");
        // The session of the wrong account is open.
        let listing = Operation::ListFunctions;
        lasso.until("its list", |_| {
            newest_key(&world, listing).as_deref() == Some("AKIDOTHER")
        });
        lasso.until("its account", |lasso| {
            let text = lasso.text();
            text.contains("210987654321 eu-west-1") && text.contains(" 0 in flight")
        });
        login.as_whom("AKIDTHIRD");
        faults.answer_as("123456789012", &caller("123456789012"));
        lasso.press("r", "The credentials are now account 123456789012");
        assert_eq!(newest_key(&world, IDENTITY).as_deref(), Some("AKIDTHIRD"));
        if outcome == "unknown" {
            faults.clear();
            lasso.sees("DONE PUT notify-push:live");
            assert_eq!(newest_key(&world, SETTINGS).as_deref(), Some("AKIDTHIRD"));
        }
        assert_eq!(world.fates(PUT).len(), sent);
    });
}

#[test]
fn credentials_that_change_during_the_check_send_nothing() {
    for late in [SETTINGS, Operation::GetAlias] {
        let (world, login) = (World::demo(), Login::new());
        let mut lasso = login.start(&world);
        lasso.review([Some("1"), None, None, None]);
        let asked = world.simulator.count(IDENTITY);
        world.plan(late, Fault::DelayBefore(Duration::from_secs(2)));
        lasso.send();
        lasso.until("the check", |_| {
            world.simulator.count(IDENTITY) > asked && world.simulator.count(late) > 0
        });
        login.as_whom("AKIDSECOND");
        lasso.sees("NOT SENT");
        assert_eq!(world.fates(PUT), []);
    }
}

#[test]
fn another_account_after_a_log_in_elsewhere_is_not_written_to_at_any_moment() {
    let rows = ["form", "review", "check"].map(|moment| (moment.to_owned(), moment));
    side_by_side(rows, |moment| {
        let (world, login) = (World::demo(), Login::new());
        let before = world.held(FUNCTION, QUALIFIER);
        let mut lasso = login.start(&world);
        let becomes_another = || {
            let caller = "arn:aws:sts::210987654321:assumed-role/OnCall/demo";
            world.simulator.faults().answer_as("210987654321", caller);
        };
        lasso.press("enter", "EDIT");
        if moment == "form" {
            becomes_another();
        }
        lasso.fill([Some("1"), None, None, None]);
        lasso.press("enter", "REVIEW");
        if moment == "review" {
            becomes_another();
        }
        if moment == "check" {
            world.plan(IDENTITY, Fault::DelayAfter(Duration::from_secs(1)));
            becomes_another();
            login.as_whom("AKIDOTHER");
        }
        lasso.send();
        lasso.sees("NOT SENT The credentials are now account 210987654321");
        assert_eq!(world.fates(PUT), []);
        assert_eq!(world.held(FUNCTION, QUALIFIER), before);
        let left = lasso.leave("ctrl-c");
        assert!(
            left.said.contains("Draft of notify-push:live, not sent"),
            "{}",
            left.said
        );
    });
}

/// The removal got lost, the log-in led to another account before Lasso looked, and a function of the same name without settings there
/// was taken for the proof that it had arrived.
#[test]
fn what_another_account_holds_proves_nothing_about_a_removal_without_an_answer() {
    let (world, login) = (World::demo(), Login::new());
    let before = world.held(FUNCTION, QUALIFIER);
    let faults = world.simulator.faults();
    let mut lasso = login.start(&world);
    lasso.press("X", "REVIEW DELETE");
    // Nothing but the look is to be asked under the new credentials.
    let tags = [Fate::Answered(200)];
    lasso.until("an idle program", |lasso| {
        world.fates(Operation::ListTags) == tags && lasso.text().contains(" 0 in flight")
    });
    world.plan(DELETE, Fault::SilentBefore);
    // The check reads what is held; there is nothing in the other account, and nothing to be read there of this one.
    world.plan(SETTINGS, Fault::DelayAfter(Duration::ZERO));
    let none = Refusal::new(404, "ResourceNotFoundException", "Not there.");
    world.plan(SETTINGS, Fault::Refuse(none));
    faults.add(SETTINGS, Fault::access_denied(), Faults::ALWAYS);
    lasso.send();
    lasso.until("the request", |_| world.fates(DELETE) == [Fate::Silent]);
    let caller = "arn:aws:sts::210987654321:assumed-role/OnCall/demo";
    faults.answer_as("210987654321", caller);
    login.as_whom("AKIDOTHER");
    lasso.sees("UNKNOWN DELETE notify-push:live");
    lasso.until("a look", |_| world.simulator.count(SETTINGS) > 1);
    lasso.sees("210987654321 eu-west-1");
    let left = lasso.leave("ctrl-c");
    assert!(left.said.contains("UNKNOWN DELETE arn:"), "{}", left.said);
    assert_eq!(left.status, 1);
    assert_eq!(world.fates(DELETE), [Fate::Silent]);
    assert_eq!(world.held(FUNCTION, QUALIFIER), before);
}
