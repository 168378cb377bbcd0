//! Commands that the program they call refuses, and those that it takes.

use super::*;

/// A repeated key once filled in the second destination, and letters that end a value went into it. The AWS CLI refuses all of these.
#[test]
fn shorthand_that_the_aws_cli_refuses_fills_nothing() {
    const UNREADABLE: &str = "--destination-config must be OnSuccess={Destination=ARN},OnFailure={Destination=ARN} or JSON.";
    for (value, said) in [
        (
            "OnSuccess={Destination=a},OnSuccess={Destination=b}",
            "OnSuccess is there twice.",
        ),
        (
            "OnSuccess={},OnFailure={},OnSuccess={}",
            "OnSuccess is there twice.",
        ),
        ("OnSuccess={Destination=a,Destination=b}", UNREADABLE),
        ("OnSuccess={Destination==a}", UNREADABLE),
        ("OnSuccess={Destination=a\"b}", UNREADABLE),
        (" OnSuccess={Destination=a}", UNREADABLE),
        ("OnSuccess={Destination=a} ", UNREADABLE),
        ("OnSuccess={Destination=a},", UNREADABLE),
    ] {
        let said_now = refused(&format!(
            "aws lambda put-function-event-invoke-config --destination-config '{value}'"
        ));
        assert!(said_now.ends_with(said), "{value}: {said_now}");
    }
    let blanks = r#"aws lambda put-function-event-invoke-config --destination-config "OnSuccess = { } , OnFailure= {Destination= 'a\x\\\\'}""#;
    assert_eq!(
        imported(blanks).settings,
        settings(None, None, None, Some("a\\x\\"))
    );
}

/// JSON in a command was once read as loosely as the answer to a Get: the AWS CLI takes no null and no member of answers.
#[test]
fn json_in_a_command_holds_what_can_be_sent() {
    for (option, said) in [
        (
            r#"--cli-input-json '{"MaximumRetryAttempts":null}'"#,
            "MaximumRetryAttempts must be a whole number.",
        ),
        (
            r#"--cli-input-json '{"FunctionArn":"orders","LastModified":1}'"#,
            "FunctionArn is no part of this configuration.",
        ),
        (
            r#"--destination-config '{"OnSuccess":null}'"#,
            "OnSuccess must be an object in braces.",
        ),
        (
            r#"--destination-config '{"OnSuccess":{"Destination":null}}'"#,
            "Destination must be a text in quotes.",
        ),
    ] {
        let said_now = refused(&format!(
            "aws lambda put-function-event-invoke-config {option}"
        ));
        assert!(said_now.ends_with(said), "{option}: {said_now}");
    }
}

/// An option of the screens once passed for one of the command, and each program's own options for the other's.
#[test]
fn a_command_has_the_options_of_its_program() {
    const AWS: &str = "aws lambda put-function-event-invoke-config --function-name orders";
    const LASSO: &str = "lasso put-function-event-invoke-config --function-name orders";
    for (command, option) in [
        (AWS, "--ascii"),
        (LASSO, "--ascii"),
        (AWS, "--dry-run"),
        (AWS, "--if-last-modified"),
        (LASSO, "--no-cli-pager"),
        (LASSO, "--dry"),
    ] {
        let said = refused(&format!("{command} {option}"));
        let expected = format!("{option} is no part of this configuration.");
        assert!(said.ends_with(&expected), "{command} {option}: {said}");
    }
    for text in [
        format!("{AWS} --no-cli-pager --cli-binary-format raw-in-base64-out"),
        format!("{LASSO} --dry-run --explain --read-only --if-last-modified 1"),
        // Behind `lasso`, only one option begins so.
        format!("{LASSO} --re eu-west-1"),
    ] {
        imported(&text);
    }
    for text in [
        AWS.replace(" lambda", ""),
        LASSO.replace("lasso", "lasso lambda"),
    ] {
        assert!(refused(&text).contains("does something else"), "{text}");
    }
}

/// Behind a comment the prompt was once taken for a word of the command.
#[test]
fn a_prompt_may_stand_behind_comments() {
    let text = "\n# note\n\n  # another\n$ aws lambda put-function-event-invoke-config --maximum-retry-attempts 1";
    assert_eq!(imported(text).settings, settings(Some(1), None, None, None));
}
