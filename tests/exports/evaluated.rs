//! Programs in JavaScript and TypeScript are run by node in a world of stand-ins that note what is asked of them.
//!
//! The TypeScript that is exported has no types in it, so it is JavaScript as well.

use lambda_lasso::domain::export::aws_cli::RunsAs;
use lambda_lasso::domain::export::{Configuration, Format};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::generated::{hostile, usual};
use super::installed::{is_installed, run, text};
use super::read_back::of_members;

const CASES: usize = 150;

/// Evaluates each text; answers what it asked for.
fn evaluated(format: Format, texts: &[String]) -> Vec<Value> {
    let name = format.facts().name;
    let cases: Vec<Value> = texts
        .iter()
        .map(|text| json!({"format": name, "text": text}))
        .collect();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exports/evaluate.mjs");
    let output = run("node", &[script], &Value::from(cases).to_string()).unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn reads_back(format: Format, configurations: &[Vec<Configuration>]) {
    if !is_installed("node") {
        return;
    }
    let texts: Vec<String> = configurations
        .iter()
        .map(|all| format.render(&RunsAs::default(), all).unwrap())
        .collect();
    let all = evaluated(format, &texts);
    assert_eq!(all.len(), configurations.len());
    for ((configurations, asked), text) in configurations.iter().zip(all).zip(texts) {
        assert_eq!(
            asked.as_array().unwrap().len(),
            configurations.len(),
            "{text}"
        );
        for (index, configuration) in configurations.iter().enumerate() {
            let input = &asked[index]["input"];
            assert_eq!(of_members(input), configuration.settings, "{text}");
            let target = &configuration.target;
            assert_eq!(input["Qualifier"], target.qualifier.to_string(), "{text}");
            assert_eq!(
                input["FunctionName"],
                target.function.name.as_str(),
                "{text}"
            );
        }
    }
}

fn sampled<T>(strategy: impl Strategy<Value = T>) -> Vec<T> {
    let mut runner = TestRunner::deterministic();
    (0..CASES)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect()
}

#[test]
fn a_module_of_javascript_sends_what_was_exported() {
    reads_back(
        Format::JavaScript,
        &sampled(proptest::collection::vec(hostile(), 1..3)),
    );
}

#[test]
fn constructs_of_the_cdk_say_what_was_exported() {
    reads_back(
        Format::Cdk,
        &sampled(proptest::collection::vec(usual(), 1..4)),
    );
}
