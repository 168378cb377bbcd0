//! Faults while a review is checked by hand: whatever the check meets, it says what it found, and nothing is sent.

use lambda_lasso::simulator::{Faults, Operation};

use super::kinds::{self, Kind};
use super::rows::side_by_side;
use super::world::{DELETE, PUT, World};

/// What is asked, in the order of the check.
const STEPS: [Operation; 5] = [
    Operation::GetCallerIdentity,
    Operation::GetFunctionEventInvokeConfig,
    Operation::GetAlias,
    Operation::GetFunctionConfiguration,
    Operation::GetFunctionConcurrency,
];

const UNMOVED: &str = "nothing moved.";
const NOT_ALL_READ: &str = "nothing else moved, but";

/// What the check says in the end.
fn expected(step: Operation, kind: Kind) -> &'static str {
    let is_needed = matches!(
        step,
        Operation::GetCallerIdentity | Operation::GetFunctionEventInvokeConfig
    );
    match (kind.answers(), is_needed) {
        (true, _) => UNMOVED,
        (false, true) => "NOT SENT",
        // What is around the settings is asked in addition: where that can't be read, that is said.
        (false, false) => NOT_ALL_READ,
    }
}

fn check_by_hand(step: Operation, kind: Kind) {
    let world = World::demo();
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), None, None, None]);
    lasso.until("an idle program", |lasso| {
        lasso.text().contains(" 0 in flight")
    });
    let faults = world.simulator.faults();
    // Somebody else is busy elsewhere.
    faults.add(step, kind.fault(("notify-push", "$LATEST")), Faults::ALWAYS);
    // The check itself may be over before anybody sees it.
    lasso.press("r", "");
    // Three tries without an answer take longer than anything else may.
    let said = expected(step, kind);
    lasso.until("what it found, or its second try", |lasso| {
        lasso.text().contains(said) || lasso.text().contains("(try 2 of 3)")
    });
    lasso.sees(said);
    faults.clear();
    if said == "NOT SENT" {
        lasso.press("r", "REVIEW");
    }
    assert_eq!((world.fates(PUT), world.fates(DELETE)), (vec![], vec![]));
    lasso.send();
    lasso.sees("DONE PUT notify-push:live");
    assert_eq!(world.fates(PUT).len(), 1);
}

#[test]
fn a_check_by_hand_tells_what_it_found_and_sends_nothing_whatever_it_meets() {
    let rows = kinds::ALL
        .into_iter()
        .flat_map(|kind| STEPS.map(|step| (format!("{kind:?} at {step:?}"), (step, kind))));
    side_by_side(rows, |(step, kind)| check_by_hand(step, kind));
}
