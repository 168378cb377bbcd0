//! Faults while an account is read: what could not be read says so, nothing else is touched, and reading again heals it.

use lambda_lasso::simulator::{Account, Fate, Faults, Operation};
use serde_json::json;

use super::kinds::{self, Kind};
use super::lasso::Lasso;
use super::pty::{PATIENCE, in_one_line, now};
use super::rows::side_by_side;
use super::world::{PUT, World};

/// A function about which everything is worth reading: no value is a default, and no two are alike.
fn account() -> Account {
    let queue = |name: &str| format!("arn:aws:sqs:eu-west-1:123456789012:{name}");
    let function = json!({
        "Configuration": {
            "FunctionName": "orders", "Runtime": "java21", "Timeout": 25,
            "Role": "arn:aws:iam::123456789012:role/orders-role",
            "DeadLetterConfig": {"TargetArn": queue("orders-dlq")}
        },
        "Versions": [{"Version": "1"}, {"Version": "2"}],
        "Aliases": [{
            "Name": "live", "FunctionVersion": "2", "RoutingConfig": {"AdditionalVersionWeights": {"1": 0.1}}
        }],
        "FunctionEventInvokeConfigs": [
            {
                "Qualifier": "$LATEST", "LastModified": 1_790_906_408.0, "MaximumRetryAttempts": 0,
                "MaximumEventAgeInSeconds": 3600,
                "DestinationConfig": {"OnFailure": {"Destination": queue("orders-failed")}}
            },
            {
                "Qualifier": "live", "LastModified": 1_790_906_409.0, "MaximumRetryAttempts": 1,
                "MaximumEventAgeInSeconds": 7200
            },
            {
                "Qualifier": "beta", "LastModified": 1_790_906_410.0, "MaximumRetryAttempts": 1,
                "MaximumEventAgeInSeconds": 300
            }
        ],
        "Concurrency": {"ReservedConcurrentExecutions": 7},
        "Tags": {"aws:cloudformation:stack-name": "pay-prod"}
    });
    serde_json::from_value(json!({"Functions": [function]})).unwrap()
}

/// What stands on the screen of a function and on no other.
const FUNCTION: &str = "QUALIFIER ROUTES TO";

/// The same of the list of functions.
const LIST: &str = "FUNCTION RETRY AGE";

/// Whose settings somebody else changes, and what its row shows from then on.
const ASIDE: (&str, &str) = ("orders", "1");
const ASIDE_AFTERWARDS: &str = "1 - 2 (6h) dlq orders-dlq";

/// The screen on which something is asked again, and says that it could not be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    List,
    Function,
    Form,
}

/// What is read to show a function and its form, where that is asked, and what is said where it can't be read.
const STEPS: [(Operation, Place, &str); 8] = [
    (
        Operation::ListFunctions,
        Place::List,
        "Functions ?, 1 typed, the list could not be read",
    ),
    (
        Operation::GetCallerIdentity,
        Place::List,
        "account unknown eu-west-1",
    ),
    (
        Operation::ListFunctionEventInvokeConfigs,
        Place::Function,
        "Not read ListFunctionEventInvokeConfigs ",
    ),
    (
        Operation::ListAliases,
        Place::Function,
        "Not read ListAliases ",
    ),
    (
        Operation::ListVersionsByFunction,
        Place::Function,
        "Not read ListVersionsByFunction ",
    ),
    (
        Operation::GetFunctionConfiguration,
        Place::Function,
        "Not read GetFunctionConfiguration ",
    ),
    (
        Operation::GetFunctionConcurrency,
        Place::Function,
        "Not read GetFunctionConcurrency ",
    ),
    (Operation::ListTags, Place::Form, "Not read ListTags "),
];

type Step = (Operation, Place, &'static str);

/// The row of the function and those of its qualifiers: what was read of each.
fn values(lasso: &Lasso) -> Vec<String> {
    let names = ["orders", "$LATEST", "live", "2", "1", "beta"];
    let rows = lasso.rows().into_iter().map(|row| in_one_line(&row));
    rows.map(|row| row.trim_start_matches("> ").to_owned())
        // The verdict begins with a name as well.
        .filter(|row| names.contains(&name_of(row)) && !row.contains(" a place for "))
        .collect()
}

fn name_of(row: &str) -> &str {
    row.split(' ').next().unwrap()
}

/// What is shown where nothing goes wrong.
fn unharmed() -> Vec<String> {
    let world = World::of(account());
    let mut lasso = world.enter(&["orders"]);
    let whole = [
        "orders java21 timeout 25s reserved concurrency 7 DLQ sqs orders-dlq role orders-role",
        "$LATEST - 0 1h sqs orders-failed +dlq 10-02 02:00",
        "live 2 90%, 1 10% 1 2h dlq orders-dlq 10-02 02:00",
        "2 - (2) (6h) dlq orders-dlq -",
        "1 - (2) (6h) dlq orders-dlq -",
        "beta gone 1 5m dlq orders-dlq 10-02 02:00",
    ];
    lasso.until("everything", |lasso| values(lasso) == whole);
    whole.map(str::to_owned).to_vec()
}

/// Words that say that something is not known, or was not read lately.
const UNKNOWN: [&str; 9] = ["?", "..", "~", "-", "not", "found", "so", "far", "read"];

/// Each row shows what was there to be read, or that it is not known.
#[track_caller]
fn assert_nothing_made_up(lasso: &Lasso, kind: Kind, unharmed: &[String]) {
    for row in values(lasso) {
        let name = name_of(&row);
        if kind == Kind::ChangedAfter && name == ASIDE.1 {
            continue;
        }
        let whole = unharmed
            .iter()
            .find(|whole| name_of(whole) == name)
            .unwrap();
        let known: Vec<&str> = whole.split(' ').collect();
        let foreign = row
            .split(' ')
            .find(|word| !UNKNOWN.contains(word) && !known.contains(word));
        assert_eq!(foreign, None, "{row}\n{whole}");
    }
}

/// Starts the program and goes to where something is asked.
fn enter(world: &World, (operation, place, _): Step, unharmed: &[String]) -> Lasso {
    if operation == Operation::GetCallerIdentity {
        // A function that is named is opened once it is known whose it is.
        let mut lasso = world.enter(&[]);
        lasso.until("the function", |lasso| lasso.selected().is_some());
        return lasso;
    }
    let mut lasso = world.enter(&["orders"]);
    lasso.sees(FUNCTION);
    if place == Place::List {
        lasso.press("esc", LIST);
    }
    if place == Place::Form {
        lasso.until("the settings", |lasso| values(lasso) == unharmed);
        lasso.press("enter", "EDIT");
        let asked = || world.simulator.count(Operation::ListTags) > 0;
        lasso.until("the question", |_| asked());
        lasso.press("esc", FUNCTION);
    }
    lasso
}

/// Waits until nobody waits any more, or stops waiting: of the two kinds of silence one each.
#[track_caller]
fn outlast_silence(lasso: &mut Lasso, kind: Kind) {
    lasso.sees("(try 1 of 3). Keys work; Esc stops waiting.");
    if kind == Kind::SilentAfter {
        lasso.press("esc", "Stopped waiting: what was not read is marked ?.");
    } else {
        lasso.until("an end", |lasso| {
            !lasso.text().contains("Esc stops waiting.")
        });
    }
}

/// Opens the details, which show what is known at that moment, until they show what is awaited.
#[track_caller]
fn look_into_details(lasso: &mut Lasso, shows: impl Fn(&str) -> bool) {
    let deadline = now() + PATIENCE;
    loop {
        lasso.press("d", "DETAILS");
        let text = lasso.text();
        lasso.press("esc", FUNCTION);
        if shows(&text) {
            return;
        }
        assert!(now() < deadline, "{text}");
    }
}

/// Reads the account with a fault that does not end, and again without it.
fn read(step: Step, kind: Kind, unharmed: &[String]) {
    let (operation, place, said) = step;
    let world = World::of(account());
    let faults = world.simulator.faults();
    faults.add(operation, kind.fault(ASIDE), Faults::ALWAYS);
    let mut lasso = enter(&world, step, unharmed);
    // Lambda says in a listing already what is asked of a function by itself.
    if operation == Operation::GetFunctionConfiguration {
        lasso.press("r", FUNCTION);
    }
    if kind.is_silent() {
        outlast_silence(&mut lasso, kind);
    }
    if kind.answers() {
        lasso.until("the answer", |_| {
            world.fates(operation).contains(&Fate::Answered(200))
        });
        assert!(!lasso.text().contains(said), "{}", lasso.text());
    } else if place == Place::List {
        lasso.sees(said);
    } else {
        look_into_details(&mut lasso, |text| text.contains(said));
    }
    if place == Place::List {
        lasso.press("enter", FUNCTION);
    }
    assert_nothing_made_up(&lasso, kind, unharmed);
    faults.clear();
    match place {
        Place::List => {
            lasso.press("esc", LIST);
            lasso.press("r", LIST);
            lasso.until("it to be read", |lasso| !lasso.text().contains(said));
            lasso.press("enter", FUNCTION);
            lasso.press("r", FUNCTION);
        }
        Place::Function | Place::Form => lasso.press("r", FUNCTION),
    }
    let mut whole = unharmed.to_vec();
    // STS is asked in a region of its own, where nobody changes anything.
    if kind == Kind::ChangedAfter && operation != Operation::GetCallerIdentity {
        ASIDE_AFTERWARDS.clone_into(&mut whole[4]);
    }
    // When somebody else changed it, is when this test ran.
    let is_whole = |(row, whole): (&String, &String)| {
        row == whole || kind == Kind::ChangedAfter && row.starts_with(whole)
    };
    lasso.until("everything", |lasso| {
        let rows = values(lasso);
        rows.len() == whole.len() && rows.iter().zip(&whole).all(is_whole)
    });
    look_into_details(&mut lasso, |text| {
        let stack = "CloudFormation stack pay-prod";
        !text.contains("Not read") && (place != Place::Form || text.contains(stack))
    });
    assert_eq!(lasso.leave("ctrl-c").status, 0);
    assert_eq!(world.fates(PUT), []);
}

#[test]
fn whatever_a_read_meets_is_said_in_its_place_and_healed_by_reading_again() {
    let unharmed = unharmed();
    let rows = kinds::ALL
        .into_iter()
        .flat_map(|kind| STEPS.map(|step| (format!("{kind:?} at {:?}", step.0), (step, kind))));
    side_by_side(rows, |(step, kind)| read(step, kind, &unharmed));
}
