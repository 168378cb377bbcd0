//! Texts of each kind, and what they come to.

mod commands;
mod terraform;

use super::*;
use crate::domain::export::aws_cli::RunsAs;
use crate::domain::export::tests::configuration;
use crate::domain::export::{Configuration, Format};
use crate::domain::settings::Setting;
use crate::domain::words;

const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:orders-failed";
const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:orders-ok";

fn settings(
    retries: Option<i64>,
    age: Option<i64>,
    on_success: Option<&str>,
    on_failure: Option<&str>,
) -> StoredSettings {
    StoredSettings {
        maximum_retry_attempts: retries.into(),
        maximum_event_age_in_seconds: age.into(),
        on_success: on_success.map(str::to_owned).into(),
        on_failure: on_failure.map(str::to_owned).into(),
    }
}

fn imported(text: &str) -> Imported {
    read(text)
        .unwrap_or_else(|| panic!("not recognised: {text}"))
        .unwrap_or_else(|refusal| panic!("{}: {text}", words::import_refusal(&refusal)))
}

fn refused(text: &str) -> String {
    let refusal = read(text)
        .unwrap_or_else(|| panic!("not recognised: {text}"))
        .expect_err(text);
    words::import_refusal(&refusal)
}

fn target() -> Target {
    configuration("orders", "live").target
}

/// Each format that can be pasted is written and read back.
#[test]
fn what_was_exported_is_read_back_with_its_target() {
    let full = configuration("orders", "live");
    let mut bare = configuration("orders", "$LATEST");
    bare.settings = settings(Some(0), None, None, Some(QUEUE));
    for configuration in [full, bare] {
        for format in [Format::Json, Format::AwsCli, Format::Terraform] {
            let text = format
                .render(&RunsAs::default(), std::slice::from_ref(&configuration))
                .unwrap();
            let Configuration {
                target, settings, ..
            } = &configuration;
            let read = imported(&text);
            assert_eq!(read.settings, *settings, "{text}");
            assert_eq!(read.named.compare(target), Naming::Same, "{text}");
        }
    }
}

#[test]
fn json_is_a_body_an_input_or_an_answer() {
    let all = settings(Some(0), Some(90), Some(TOPIC), Some(QUEUE));
    let body = format!(
        r#"{{"DestinationConfig":{{"OnSuccess":{{"Destination":"{TOPIC}"}},"OnFailure":{{"Destination":"{QUEUE}"}}}},
        "MaximumEventAgeInSeconds":90,"MaximumRetryAttempts":0"#
    );
    for rest in [
        "}",
        r#","FunctionName":"orders","Qualifier":"live"}"#,
        r#","FunctionName":"orders:live"}"#,
        r#","LastModified":1573686021.479,"FunctionArn":"arn:aws:lambda:eu-west-1:123456789012:function:orders:live"}"#,
    ] {
        let read = imported(&format!("{body}{rest}"));
        assert_eq!(read.settings, all);
        assert_eq!(read.named.compare(&target()), Naming::Same);
    }
    // Halves without a destination, as the service, the AWS CLI and the skeleton write them.
    let empty = r#"{"MaximumRetryAttempts":1,"DestinationConfig":{"OnSuccess":{},"OnFailure":{"Destination":null}}}"#;
    assert_eq!(
        imported(empty).settings,
        settings(Some(1), None, None, None)
    );
}

#[test]
fn a_command_is_read_as_a_shell_and_the_cli_read_it() {
    let all = settings(Some(1), Some(3600), Some(TOPIC), Some(QUEUE));
    let json = format!(
        r#"{{"OnSuccess":{{"Destination":"{TOPIC}"}},"OnFailure":{{"Destination":"{QUEUE}"}}}}"#
    );
    let shorthand =
        format!("OnSuccess={{Destination={TOPIC}}},OnFailure={{Destination='{QUEUE}'}}");
    for text in [
        format!(
            "aws lambda put-function-event-invoke-config --function-name orders --qualifier live \\\n  --maximum-retry-attempts 1 \
             --maximum-event-age-in-seconds 3600 \\\r\n  --destination-config '{json}'\n"
        ),
        format!(
            "$ AWS_PROFILE=prod aws --region eu-west-1 lambda --debug put-function-event-invoke-config --function-name=orders:live \
             --maximum-retry=1 --maximum-event 3600 --destination-config \"{shorthand}\""
        ),
        format!(
            "# for the night shift\rlasso put-function-event-invoke-config --qual live --func orders --maximum-r 1 --maximum-e 3600 \
             --dest {shorthand} --dry-run # looks only"
        ),
        format!(
            "/usr/local/bin/aws lambda put-function-event-invoke-config --cli-input-json '{{\"FunctionName\":\"orders\",\
             \"Qualifier\":\"live\",\"MaximumRetryAttempts\":0,\"DestinationConfig\":{json}}}' --maximum-retry-attempts 1 \
             --maximum-event-age-in-seconds \"3600\""
        ),
    ] {
        let read = imported(&text);
        assert_eq!(read.settings, all, "{text}");
        assert_eq!(read.named.compare(&target()), Naming::Same, "{text}");
    }
}

/// What follows the command, and what is said of it.
const REFUSED_COMMANDS: [(&str, &str); 21] = [
    (
        "--maximum-retry-attempts two",
        "--maximum-retry-attempts must be a whole number.",
    ),
    (
        "--maximum-retry-attempts",
        "--maximum-retry-attempts has no value.",
    ),
    ("--maximum 1", "several options begin with --maximum."),
    ("--retries 1", "--retries is no part of this configuration."),
    (
        "--cli-input-json file://body.json",
        "--cli-input-json file://body.json is in a file, which is not read from here. Paste what it holds.",
    ),
    (
        "--generate-cli-skeleton",
        "--generate-cli-skeleton is no part of this configuration.",
    ),
    (
        "--qualifier $LATEST",
        "without single quotes around it, $LATEST is a variable to a shell. Write '$LATEST'.",
    ),
    (
        "--qualifier \"$LATEST\"",
        "without single quotes around it, $LATEST is a variable to a shell. Write '$LATEST'.",
    ),
    (
        "--qualifier $STAGE",
        "$STAGE is a variable, whose value only the shell knows.",
    ),
    (
        "--qualifier $(cat q)",
        "it holds the output of another command, which only the shell knows.",
    ),
    ("--qualifier 'live", "a ' is opened and never closed."),
    (
        "--qualifier live | jq .",
        "it holds | outside quotes. Paste the one command alone.",
    ),
    (
        "--qualifier live\naws sts get-caller-identity",
        "it holds more than one command. Paste the one alone.",
    ),
    ("live", "\"live\" belongs to no option."),
    (
        "--function-name a/b",
        "\"a/b\" names no function: write its name, name:qualifier, or its ARN (arn:aws:lambda:REGION:ACCOUNT:function:NAME).",
    ),
    (
        "--function-name orders:live --qualifier beta",
        "the qualifier is given twice and differs: live with the name, beta apart from it.",
    ),
    (
        "--destination-config '{\"OnFail\":{}}'",
        "DestinationConfig.OnFail is no part of this configuration.",
    ),
    (
        "--destination-config OnFailure=arn",
        "--destination-config must be OnSuccess={Destination=ARN},OnFailure={Destination=ARN} or JSON.",
    ),
    (
        "--destination-config OnFailure={Destination=arn",
        "a { is opened and never closed.",
    ),
    ("--region mars", "\"mars\" is no region."),
    ("--qualifier -x", "--qualifier has no value."),
];

/// Filled from half of what a text says, a form would reset the other half.
#[test]
fn a_command_that_cannot_be_read_is_refused_whole() {
    let refused = |rest: &str| {
        let said = refused(&format!(
            "aws lambda put-function-event-invoke-config {rest}"
        ));
        let said = said.strip_prefix("x Nothing filled in from the pasted aws command: ");
        said.unwrap().to_owned()
    };
    for (rest, said) in REFUSED_COMMANDS {
        assert_eq!(refused(rest), said);
    }
    for (text, said) in [
        (
            "aws s3 ls",
            "\"s3 ls\" does something else. put-function-event-invoke-config fills the form.",
        ),
        (
            "aws lambda update-function-event-invoke-config --function-name f",
            "\"lambda update-function-event-invoke-config\" does something else. put-function-event-invoke-config fills the form.",
        ),
    ] {
        assert!(super::tests::refused(text).ends_with(said), "{text}");
    }
}

#[test]
fn json_that_cannot_be_read_is_refused_whole() {
    for (text, said) in [
        (
            "{\n\"MaximumRetryAttempts\": 1,\n}",
            "it is no JSON from line 3, column 1 on.",
        ),
        (
            r#"{"MaximumRetryAttempts": "1"}"#,
            "MaximumRetryAttempts must be a whole number.",
        ),
        (
            r#"{"MaximumRetryAttempts": 1.5}"#,
            "MaximumRetryAttempts must be a whole number.",
        ),
        (
            r#"{"RetryAttempts": 1}"#,
            "RetryAttempts is no part of this configuration.",
        ),
        (
            r#"{"DestinationConfig": []}"#,
            "DestinationConfig must be an object in braces.",
        ),
        (
            r#"{"DestinationConfig": {"OnFailure": {"Type": "SQS"}}}"#,
            "OnFailure.Type is no part of this configuration.",
        ),
    ] {
        assert_eq!(
            refused(text),
            format!("x Nothing filled in from the pasted JSON: {said}")
        );
    }
    let long = format!("{{\"FunctionName\":\"{}\"}}", "x".repeat(MOST_BYTES));
    assert!(refused(&long).contains("it may have been cut on its way"));
}

#[test]
fn a_block_is_read_from_among_others() {
    let text = format!(
        r#"
# the queue of what was given up
resource "aws_sqs_queue" "failed" {{
  name = "orders-${{var.stage["x"]}}"
  policy = jsonencode({{
    Version = "2012-10-17"
  }})
  tags = {{ a = "b" }} /* and
  so on */
  text = <<-EOT
    "unbalanced {{
  EOT
}}
resource "aws_lambda_function_event_invoke_config" "orders" {{
  function_name = "orders" // by name
  qualifier = "live"
  maximum_retry_attempts = 0 # once
  depends_on = [aws_sqs_queue.failed]
  destination_config {{
    on_failure {{ destination = "{QUEUE}" }}
  }}
  lifecycle {{ prevent_destroy = true }}
}}"#
    );
    let read = imported(&text);
    assert_eq!(read.settings, settings(Some(0), None, None, Some(QUEUE)));
    assert_eq!(read.named.compare(&target()), Naming::Same);
}

fn block(inside: &str) -> String {
    format!("resource \"aws_lambda_function_event_invoke_config\" \"orders\" {{\n{inside}\n}}")
}

#[test]
fn a_block_that_cannot_be_read_is_refused_whole() {
    for (inside, said) in [
        (
            "maximum_retry_attempts = var.retries",
            "maximum_retry_attempts in line 2 is var.retries, whose value only Terraform knows. Write its value in quotes.",
        ),
        (
            "destination_config {\non_failure {\ndestination = aws_sqs_queue.failed.arn\n}\n}",
            "destination in line 4 is aws_sqs_queue.failed.arn, whose value only Terraform knows. Write its value in quotes.",
        ),
        (
            "destination_config {\non_failure {\ndestination = \"arn:${var.p}\"\n}\n}",
            "destination in line 4 is \"arn:${var.p}\", whose value only Terraform knows. Write its value in quotes.",
        ),
        ("retries = 1", "retries is no part of this configuration."),
        ("count = 2", "count is no part of this configuration."),
        (
            "maximum_retry_attempts = 1\nmaximum_retry_attempts = 2",
            "maximum_retry_attempts is there twice.",
        ),
        (
            "destination_config {\n}\ndestination_config {\n}",
            "destination_config is there twice.",
        ),
        (
            "destination_config = {}",
            "destination_config is no part of this configuration.",
        ),
        ("destination_config {", "a { is opened and never closed."),
        (
            "function_name = \"orders",
            "a \" is opened and never closed.",
        ),
        ("= 1", "line 2 can't be read."),
        (
            "function_name = 7",
            "function_name must be a text in quotes.",
        ),
        // Rust's numbers once passed for HCL's, whose only sign is the minus.
        ("maximum_retry_attempts = +1", "line 2 can't be read."),
        (
            "maximum_retry_attempts = 007",
            "maximum_retry_attempts must be a whole number without zeros in front.",
        ),
        // An expression was once anything up to the end of its line.
        ("function_name = )x(", "line 2 can't be read."),
        ("function_name = (x]", "line 2 can't be read."),
    ] {
        let prefix = "x Nothing filled in from the pasted Terraform block: ";
        assert_eq!(refused(&block(inside)), format!("{prefix}{said}"));
    }
    let nameless = block("").replace(" \"orders\"", "");
    assert!(refused(&nameless).contains("line 1 can't be read."));
    let two = format!("{}\n{}", block(""), block(""));
    assert!(refused(&two).contains("it holds 2 blocks of"));
    assert!(refused("resource \"aws_sqs_queue\" \"q\" {\n}").contains("it holds no aws_lambda"));
}

#[test]
fn whose_a_text_is_is_compared_with_the_form() {
    let other = |text: &str| match imported(text).named.compare(&target()) {
        Naming::Other(target) => target.arn().unwrap_or_else(|| target.to_string()),
        same @ (Naming::Same | Naming::Expression(_)) => panic!("{same:?}"),
    };
    let command = "aws lambda put-function-event-invoke-config --maximum-retry-attempts 1";
    for (text, arn) in [
        (
            format!("{command} --function-name orders"),
            "arn:aws:lambda:eu-west-1:123456789012:function:orders:$LATEST",
        ),
        (
            format!("{command} --qualifier beta"),
            "arn:aws:lambda:eu-west-1:123456789012:function:orders:beta",
        ),
        (
            format!("{command} --function-name orders:live --region us-east-1"),
            "arn:aws:lambda:us-east-1:123456789012:function:orders:live",
        ),
        (
            format!(
                "{command} --function-name arn:aws:lambda:eu-west-1:210987654321:function:orders:live"
            ),
            "arn:aws:lambda:eu-west-1:210987654321:function:orders:live",
        ),
        (
            block("function_name = \"refunds\"\nqualifier = \"live\""),
            "arn:aws:lambda:eu-west-1:123456789012:function:refunds:live",
        ),
    ] {
        assert_eq!(other(&text), arn);
    }
    assert_eq!(imported(command).named.compare(&target()), Naming::Same);
    let by_expression = block("function_name = aws_lambda_function.orders.function_name");
    assert_eq!(
        imported(&by_expression).named.compare(&target()),
        Naming::Expression("aws_lambda_function.orders.function_name".to_owned())
    );
}

#[test]
fn other_texts_are_no_configuration() {
    for text in [
        "",
        "2",
        "1h30m",
        QUEUE,
        "aws",
        "lasso",
        "resource",
        "# aws lambda",
        "https://sqs.eu-west-1.amazonaws.com/1/q",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn an_empty_destination_is_none() {
    let read = imported(
        "{\"DestinationConfig\":{\"OnFailure\":{\"Destination\":\"\"}},\"MaximumRetryAttempts\":null}",
    );
    assert_eq!(read.settings.on_failure, Setting::Explicit(String::new()));
    assert_eq!(
        read.settings.maximum_retry_attempts,
        Setting::ServiceDefault
    );
}

/// Deep nesting once ends programs that read by calling themselves.
#[test]
fn deep_nesting_is_refused() {
    for deep in [
        "a {\n".repeat(10_000),
        "${".repeat(20_000),
        "[".repeat(20_000),
    ] {
        let text = format!("resource \"x\" \"y\" {{\na = \"{deep}");
        assert!(read(&text).unwrap().is_err());
        let text = format!("resource \"x\" \"y\" {{\n{deep}");
        assert!(read(&text).unwrap().is_err());
    }
    assert!(read(&"{\"a\":".repeat(5_000)).unwrap().is_err());
}
