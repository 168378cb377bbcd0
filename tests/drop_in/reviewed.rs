//! What `--dry-run` says of answers that lie, of what could not be read and of what nobody knows, and how much of it reaches a
//! terminal as it came.

use lambda_lasso::simulator::{Account, Change, Fault, Faults, Operation};
use serde_json::{Value, json};

use crate::beyond::{DELETE, PUT, Scene, UPDATE};

/// What a terminal obeys or hides: a line of its own, colours, the same in one character, and text that runs backwards.
const HOSTILE: &str = "arn:\n\u{1b}[2K\rset       Maximum\u{9b}31m\u{202e}";

fn of(account: Value) -> Scene {
    Scene::of(serde_json::from_value::<Account>(account).unwrap())
}

fn is_harmless(text: &str) -> bool {
    let hostile = |letter: char| letter.is_control() && letter != '\n' || letter == '\u{202e}';
    !text.contains(hostile)
}

/// The old destination stood in its row as it had been answered: whoever set it could write a review of their own.
#[test]
fn what_is_held_writes_no_line_of_a_review_and_no_sequence_of_a_terminal() {
    for line in [
        format!("{PUT} --function-name image-resize:live --maximum-retry-attempts 1"),
        format!(
            "{UPDATE} --function-name image-resize:live --destination-config OnSuccess={{}},OnFailure={{}}"
        ),
        format!("{DELETE} --function-name image-resize:live"),
    ] {
        let scene = Scene::new();
        let destinations = json!({
            "OnSuccess": {"Destination": HOSTILE}, "OnFailure": {"Destination": HOSTILE}
        });
        scene.world.simulator.change(
            "eu-west-1",
            &Change {
                function: "image-resize".to_owned(),
                qualifier: "live".to_owned(),
                settings: Some(json!({"DestinationConfig": destinations})),
            },
        );
        let told = scene.harmless(&format!("{line} --dry-run"));
        assert_eq!(told.status, 0, "{told:?}");
        assert!(is_harmless(&told.printed), "{told:?}");
        let rows = told.printed.lines();
        let resets = rows.filter(|row| row.starts_with("RESET     "));
        let told_whole = resets.filter(|row| row.contains("arn:\u{fffd}\u{fffd}[2K\u{fffd}set"));
        assert!(told_whole.count() >= 2, "{told:?}");
    }
}

/// What was typed stood there as it was typed.
#[test]
fn an_explanation_writes_no_sequence_of_a_terminal() {
    let scene = Scene::new();
    for line in [
        format!("{DELETE} --explain --function-name image-resize --qualifier q\u{1b}[31m"),
        format!("{DELETE} --dry-run --function-name image-resize --qualifier q\u{1b}[31m"),
        format!(
            "{DELETE} --if-last-modified 1 --function-name image-resize --qualifier q\u{1b}[31m"
        ),
    ] {
        let told = scene.run(&line);
        assert_eq!(told.status, 255, "{told:?}");
        let ours = told
            .told
            .lines()
            .filter(|line| !line.starts_with("An error"));
        let ours: Vec<&str> = ours.filter(|line| line.contains("31m")).collect();
        assert!(ours.iter().all(|line| is_harmless(line)), "{told:?}");
    }
}

/// `--why` said that at 0 nothing is tried, the review of the same function nothing.
#[test]
fn a_dry_run_says_what_it_could_not_read() {
    let scene = Scene::new();
    let faults = scene.world.simulator.faults();
    let operation = Operation::GetFunctionConcurrency;
    faults.add(operation, Fault::access_denied(), Faults::ALWAYS);
    let told = scene.harmless(&format!(
        "{PUT} --function-name image-resize:live --maximum-retry-attempts 1 --dry-run"
    ));
    assert_eq!(told.status, 0, "{told:?}");
    assert!(
        told.printed
            .contains("\n  ? Reserved concurrency could not be read: at 0 nothing is tried.\n"),
        "{told:?}"
    );
    let not_read = told.printed.split_once("\nNot read:\n").unwrap().1;
    assert!(
        not_read.contains("lambda:GetFunctionConcurrency"),
        "{told:?}"
    );
}

/// The dead-letter queue of `$LATEST` was taken for that of the versions behind an alias, as a fact.
#[test]
fn a_dry_run_says_whose_dead_letter_queue_it_speaks_of() {
    let scene = of(json!({"Region": "eu-west-1", "Functions": [{
        "Configuration": {"FunctionName": "w"},
        "Versions": [{"Version": "1"}, {"Version": "2"}],
        "Aliases": [
            {"Name": "live", "FunctionVersion": "1", "RoutingConfig": {"AdditionalVersionWeights": {"2": 0.5}}}
        ],
        "FunctionEventInvokeConfigs": [
            {"Qualifier": "live", "LastModified": 1.5, "MaximumRetryAttempts": 1}
        ]
    }]}));
    let line = format!("{DELETE} --function-name w:live --dry-run");
    let sentence = "\n  Dead-letter queue as $LATEST has it: that of the version was not read.";
    let known = scene.harmless(&line);
    assert!(!known.printed.contains(sentence), "{known:?}");
    let faults = scene.world.simulator.faults();
    let operation = Operation::ListVersionsByFunction;
    faults.add(operation, Fault::access_denied(), Faults::ALWAYS);
    let told = scene.harmless(&line);
    assert_eq!(told.status, 0, "{told:?}");
    assert!(told.printed.contains(sentence), "{told:?}");
}

/// "Failed events will be DROPPED from now on." stood above "nothing uses this now".
#[test]
fn of_what_is_gone_no_event_is_said_to_be_dropped() {
    let told = Scene::new().harmless(&format!(
        "{DELETE} --function-name payments-capture:beta --dry-run"
    ));
    assert_eq!(told.status, 0, "{told:?}");
    assert!(!told.printed.contains("DROPPED"), "{told:?}");
    assert!(told.printed.contains("nothing uses this now"), "{told:?}");
    assert!(
        told.printed
            .contains("arn:aws:sns:eu-west-1:123456789012:pay-alerts -> (none)\n"),
        "{told:?}"
    );
}

/// Account and region stood in every review but those of no known change.
#[test]
fn a_review_without_a_known_change_names_account_and_region_too() {
    let scene = of(json!({"Region": "eu-west-1", "Functions": [
        {
            "Configuration": {"FunctionName": "orders"},
            "FunctionEventInvokeConfigs": [
                {"Qualifier": "$LATEST", "LastModified": 1.5, "MaximumRetryAttempts": 1, "TenantIsolation": {"Mode": "Strict"}}
            ]
        },
        {"Configuration": {"FunctionName": "billing"}}
    ]}));
    for (line, verb) in [
        (
            format!("{PUT} --function-name orders --maximum-retry-attempts 1 --dry-run"),
            "PUT replaces ALL settings of orders:$LATEST",
        ),
        (
            format!("{UPDATE} --function-name orders --maximum-retry-attempts 1 --dry-run"),
            "POST changes the named settings of orders:$LATEST",
        ),
        (
            format!("{PUT} --function-name billing --destination-config OnSuccess={{}} --dry-run"),
            "PUT replaces ALL settings of billing:$LATEST",
        ),
    ] {
        let told = scene.harmless(&line);
        let said = format!("\n{verb} in 123456789012 eu-west-1\n");
        assert!(told.printed.contains(&said), "{told:?}");
    }
}

/// What an empty destination comes to was told as certain; nobody ever recorded it.
#[test]
fn a_dry_run_says_that_nobody_knows_what_an_empty_destination_comes_to() {
    let scene = Scene::new();
    let line = "--function-name image-resize:live --dry-run --maximum-retry-attempts 1 --destination-config";
    for (config, is_known) in [
        (r#"{"OnFailure":{"Destination":""}}"#, false),
        (r#"{"OnSuccess":{"Destination":""}}"#, false),
        ("{}", false),
        (r#"{"OnFailure":{}}"#, true),
        (
            r#"{"OnFailure":{"Destination":"arn:aws:sqs:eu-west-1:123456789012:other"}}"#,
            true,
        ),
    ] {
        for command in [PUT, UPDATE] {
            let told = scene.harmless(&format!("{command} {line} {config}"));
            assert_eq!(told.status, 0, "{told:?}");
            let is_told = told.printed.contains(" is not documented: leave it out");
            assert_eq!(is_told, !is_known, "{command} {config}: {told:?}");
        }
    }
}

/// "or leave empty for 2" was said, as if there were a field to empty.
#[test]
fn on_a_command_line_an_option_is_left_out_and_not_left_empty() {
    let scene = Scene::new();
    let line = format!("{PUT} --function-name image-resize --maximum-retry-attempts 7");
    let sentence = "Maximum retry attempts: 7 is too many. Lambda retries at most 2 times: use 0, 1 or 2, or leave the option out \
                    for 2.";
    let reviewed = scene.harmless(&format!("{line} --dry-run"));
    assert!(reviewed.printed.contains(sentence), "{reviewed:?}");
    let explained = scene.run(&format!("{line} --explain"));
    assert!(explained.told.contains(sentence), "{explained:?}");
}
