//! Command lines against `observed/told.json`: what the AWS CLI 1.45.11 was observed to print, to tell and to end with, recorded by
//! `observed/record_told.py`.

use std::collections::BTreeSet;

use lambda_lasso::simulator::Account;
use serde_json::Value;

use crate::place::{Answering, Ended, Place};
use crate::simulated::Simulated;

fn recorded() -> Value {
    serde_json::from_str(include_str!("observed/told.json")).unwrap()
}

fn texts(value: &Value) -> Vec<&str> {
    let values = value.as_array().into_iter().flatten();
    values.map(|value| value.as_str().unwrap()).collect()
}

fn observed(case: &Value) -> Ended {
    Ended {
        status: i32::try_from(case["status"].as_i64().unwrap()).unwrap(),
        printed: case["printed"].as_str().unwrap().to_owned(),
        told: case["told"].as_str().unwrap().to_owned(),
    }
}

/// Runs the command line of a case.
fn ran(place: &Place, url: &str, case: &Value) -> Ended {
    let arguments = texts(&case["arguments"]);
    place.run(url, &arguments, |command| {
        if case.get("answer").is_some() {
            command.env("AWS_MAX_ATTEMPTS", "2");
        }
        for (name, value) in case["environment"].as_object().into_iter().flatten() {
            command.env(name, value.as_str().unwrap());
        }
        for name in texts(&case["without"]) {
            command.env_remove(name);
        }
    })
}

/// Tells the differences of all cases at once.
fn assert_same(differences: &[String], count: usize) {
    assert!(
        differences.is_empty(),
        "{} of {count} differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

fn difference(case: &Value, url: &str, place: &Place, expected: &Ended) -> Option<String> {
    let ran = ran(place, url, case);
    (ran != *expected).then(|| {
        let answer = case.get("answer").map(ToString::to_string);
        let environment = case.get("environment").map(ToString::to_string);
        format!(
            "{:?} {}{}\n  observed {expected:?}\n  told     {ran:?}",
            texts(&case["arguments"]),
            answer.unwrap_or_default(),
            environment.unwrap_or_default(),
        )
    })
}

#[test]
fn a_command_line_prints_tells_and_ends_as_the_aws_cli_does() {
    let recorded = recorded();
    let place = Place::with(&recorded);
    let world = Simulated::of(Account::demo());
    let url = world.simulator.url();
    let cases = recorded["cases"].as_array().unwrap();
    let differences: Vec<String> = cases
        .iter()
        .filter_map(|case| difference(case, &url, &place, &observed(case)))
        .collect();
    assert_same(&differences, cases.len());
}

#[test]
fn an_answer_is_told_as_the_aws_cli_tells_it() {
    let recorded = recorded();
    let place = Place::with(&recorded);
    let cases = recorded["answered"].as_array().unwrap();
    let differences: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let answering = Answering::with(&case["answer"]);
            let mut expected = observed(case);
            let is_write = texts(&case["arguments"])[0].starts_with("put-");
            // A write that failed within the service may have been stored: it is not sent again, and so does not say that it was.
            if is_write && case["answer"][0].as_i64() >= Some(500) {
                expected.told = expected.told.replace(" (reached max retries: 1)", "");
            }
            difference(case, &answering.url(), &place, &expected)
        })
        .collect();
    assert_same(&differences, cases.len());
}

/// A record of a few cases would prove little.
#[test]
fn the_record_has_every_command_status_and_kind_of_line() {
    let recorded = recorded();
    let cases = recorded["cases"].as_array().unwrap();
    assert!(cases.len() > 300, "{}", cases.len());
    let statuses: BTreeSet<i64> = cases
        .iter()
        .map(|case| case["status"].as_i64().unwrap())
        .collect();
    assert_eq!(statuses, BTreeSet::from([0, 2, 255]));
    for words in [
        "ambiguous option",
        "are required",
        "expected one argument",
        "Invalid choice",
        "ignored explicit argument",
        "invalid int value",
        "Unknown options",
        "invalid literal for int()",
        "Error parsing parameter",
        "Invalid JSON",
        "Unable to load paramfile",
        "Parameter validation failed",
        "Missing required parameter",
        "Unknown parameter in",
        "Invalid type for parameter",
        "Invalid length for parameter",
        "Invalid value for parameter",
        "Second instance of key",
        "Bad value for --query",
        "Bad value for --endpoint-url",
        "Error during pagination",
        "Unable to locate credentials",
        "Partial credentials",
        "You must specify a region",
        "could not be found",
        "Could not connect",
        "Unknown output type",
        "An error occurred (ResourceNotFoundException)",
        "An error occurred (InvalidParameterValueException)",
        "An error occurred (ValidationException)",
    ] {
        let tells = |case: &Value| case["told"].as_str().unwrap().contains(words);
        assert!(cases.iter().any(tells), "{words}");
    }
}
