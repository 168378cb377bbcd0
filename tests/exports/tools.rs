//! What shells and the formats' own tools say to what was exported.

use std::fs;

use lambda_lasso::domain::export::aws_cli::RunsAs;
use lambda_lasso::domain::export::{Configuration, Format};
use lambda_lasso::domain::qualifier::Qualifier;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::generated::{configuration, found, hostile, usual};
use super::installed::{is_installed, run, text};
use super::read_back::of_members;

const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:orders-failed";

/// A few that people have: every kind of destination, and each setting alone.
fn usual_ones() -> Vec<Configuration> {
    let of = |qualifier: Qualifier, retries, age, on_success, on_failure| {
        let settings = found(retries, age, on_success, on_failure);
        configuration("orders", &qualifier, settings)
    };
    let alias = |name: &str| Qualifier::Alias(name.to_owned());
    vec![
        of(Qualifier::Latest, Some(0), None, None, None),
        of(Qualifier::Version(7), None, Some(60), None, None),
        of(
            alias("live"),
            Some(1),
            Some(3600),
            Some("arn:aws:sns:eu-west-1:123456789012:orders-ok"),
            Some(QUEUE),
        ),
        of(
            alias("s3"),
            None,
            None,
            None,
            Some("arn:aws:s3:::orders-undelivered"),
        ),
        of(
            alias("on"),
            Some(2),
            Some(21_600),
            Some("arn:aws:events:eu-west-1:123456789012:event-bus/orders"),
            Some("arn:aws:lambda:eu-west-1:123456789012:function:given-up:live"),
        ),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The shell itself says which words the command has.
    #[test]
    fn a_shell_reads_each_word_of_the_command_back(configuration in hostile()) {
        let runs_as = RunsAs { profile: Some("on call".to_owned()), endpoint_url: None, is_demo: false };
        let line = Format::AwsCli.render(&runs_as, std::slice::from_ref(&configuration)).unwrap();
        let script = line.replacen("aws lambda", "printf '%s\\n\\001'", 1);
        // No shell holds a zero byte.
        prop_assume!(!line.contains(r"\000") && !line.contains(r"\001"));
        prop_assert!(!line.contains(|letter: char| letter.is_control() && letter != '\n'));
        // What a terminal would obey is in quotes of which the plainest shells do not know.
        if !is_installed("bash") {
            return Ok(());
        }
        let output = run("bash", &["-c", &script], "").unwrap();
        let words: Vec<&str> = text(&output.stdout).split_terminator("\n\u{1}").collect();
        let value = |option: &str| {
            let joined = format!("{option}=");
            let at = words.iter().position(|word| *word == option);
            let apart = at.and_then(|at| words.get(at + 1)).copied();
            apart.or_else(|| words.iter().find_map(|word| word.strip_prefix(&joined)))
        };
        prop_assert_eq!(value("--profile"), Some("on call"));
        prop_assert_eq!(value("--function-name"), Some(configuration.function_name.as_str()));
        let qualifier = configuration.target.qualifier.to_string();
        prop_assert_eq!(value("--qualifier"), Some(qualifier.as_str()));
        let number = |option: &str| value(option).map(|number| number.parse().unwrap());
        let config = value("--destination-config").unwrap_or("{}");
        let config: serde_json::Value = serde_json::from_str(config).unwrap();
        let halves = of_members(&serde_json::json!({ "DestinationConfig": config }));
        let read = found(
            number("--maximum-retry-attempts"),
            number("--maximum-event-age-in-seconds"),
            halves.on_success.explicit().map(String::as_str),
            halves.on_failure.explicit().map(String::as_str),
        );
        prop_assert_eq!(read, configuration.settings);
    }
}

#[test]
fn terraform_has_nothing_to_lay_out_anew() {
    if !is_installed("terraform") {
        return;
    }
    let mut runner = TestRunner::deterministic();
    let generated = (0..50).map(|_| usual().new_tree(&mut runner).unwrap().current());
    let all: Vec<Configuration> = usual_ones().into_iter().chain(generated).collect();
    let file = Format::Terraform.render(&RunsAs::default(), &all).unwrap();
    let file = format!("{file}\n");
    let output = run("terraform", &["fmt", "-no-color", "-"], &file).unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    similar(text(&output.stdout), &file);
}

fn similar(left: &str, right: &str) {
    for (left, right) in left.lines().zip(right.lines()) {
        assert_eq!(left, right);
    }
    assert_eq!(left.lines().count(), right.lines().count());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "cfn-lint reads files")]
fn cfn_lint_finds_nothing_in_templates() {
    if !is_installed("cfn-lint") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, format!("{text}\n")).unwrap();
        path.display().to_string()
    };
    let runs_as = RunsAs::default();
    let template = Format::CloudFormation.render(&runs_as, &usual_ones());
    let of_functions = (0..).zip(usual_ones()).filter_map(|(index, usual)| {
        let (qualifier, name) = (usual.target.qualifier, format!("orders-{index}"));
        let configuration = configuration(&name, &qualifier, usual.settings);
        let template = Format::Sam.render(&runs_as, &[configuration]).ok()?;
        let (_, resource) = template.split_once("Resources:\n").unwrap();
        // What the exported part does not know: it is merged into a template that does.
        let code = "      Runtime: nodejs22.x\n      Handler: index.handler\n      InlineCode: exports.handler = async () => {};";
        Some(format!("{resource}\n{code}"))
    });
    let of_functions: Vec<String> = of_functions.collect();
    assert_eq!(of_functions.len(), 4);
    let serverless = format!(
        "Transform: AWS::Serverless-2016-10-31\nResources:\n{}",
        of_functions.join("\n")
    );
    let files = [
        write("cloudformation.yaml", &template.unwrap()),
        write("sam.yaml", &serverless),
    ];
    let mut arguments = vec!["--regions", "eu-west-1", "--"];
    arguments.extend(files.iter().map(String::as_str));
    let output = run("cfn-lint", &arguments, "").unwrap();
    assert!(output.status.success(), "{}", text(&output.stdout));
}
