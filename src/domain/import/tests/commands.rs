//! Commands that the program they call refuses, and those that it takes.

use super::*;
use crate::domain::export::aws_cli::RunsAs;

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

const COMMAND: &str = "aws lambda put-function-event-invoke-config --maximum-retry-attempts 1";

fn said_of(text: &str, runs_as: &RunsAs) -> String {
    let read = imported(text);
    let naming = read.named.compare(&target());
    words::imported_for_another(&read, &naming, &target(), runs_as).unwrap_or_default()
}

/// Profile and endpoint of a command were lost without a word, and a region beside a profile was said to be of this session's account.
#[test]
fn what_a_command_says_of_its_session_is_told_where_this_one_differs() {
    const FORM: &str = "this form is orders:live in 123456789012 eu-west-1. Not named, so empty now: Maximum event age, On success and On failure.";
    let here = RunsAs {
        profile: Some("dev".to_owned()),
        endpoint_url: None,
        is_demo: false,
    };
    for (text, differs) in [
        (format!("{COMMAND} --profile prod"), "says --profile prod"),
        (
            format!("AWS_PROFILE=prod {COMMAND}"),
            "says AWS_PROFILE=prod",
        ),
        (
            format!("AWS_PROFILE=dev {COMMAND} --profile prod"),
            "says --profile prod",
        ),
        (
            format!("time aws-vault exec prod -- {COMMAND}"),
            "says aws-vault exec prod",
        ),
        (
            format!("AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=secret {COMMAND}"),
            "says AWS_ACCESS_KEY_ID",
        ),
        (
            format!("AWS_ENDPOINT_URL=http://u:secret@h {COMMAND} --profile prod"),
            "says AWS_ENDPOINT_URL=http://u:***@h and --profile prod",
        ),
        (
            format!("{COMMAND} --profile prod --region us-east-1"),
            "is for orders:live in us-east-1 and says --profile prod",
        ),
        (
            format!("AWS_REGION=us-east-1 env AWS_PROFILE=dev {COMMAND} --function-name other"),
            "is for other:$LATEST in us-east-1",
        ),
        (
            format!("AWS_DEFAULT_REGION=us-east-1 {COMMAND}"),
            "is for orders:live in 123456789012 us-east-1",
        ),
    ] {
        let expected =
            format!("The pasted aws command {differs}. Only its settings were taken: {FORM}");
        assert_eq!(said_of(&text, &here), expected, "{text}");
    }
    for text in [
        format!("{COMMAND} --profile dev --region eu-west-1"),
        format!("AWS_REGION=eu-west-1 nohup {COMMAND} --function-name orders:live"),
        format!("AWS_REGION=us-east-1 {COMMAND} --region eu-west-1"),
    ] {
        assert_eq!(said_of(&text, &here), "", "{text}");
    }
}

/// The backtick of PowerShell passed for the output of another command, and what stood before a command for a text of a field.
#[test]
fn commands_of_other_shells_and_behind_other_programs_are_refused_with_the_cause() {
    for (text, said) in [
        (
            COMMAND.replace(" --", " `\r\n --"),
            "its lines go on behind `, as in PowerShell",
        ),
        (
            COMMAND.replace(" --", " ^\r\n --"),
            "its lines go on behind ^, as in PowerShell",
        ),
        (
            format!("watch {COMMAND}"),
            "watch stands before the command, and only watch knows what it makes of it. Paste it from aws on.",
        ),
        (
            format!("sudo -u deploy {COMMAND}"),
            "sudo stands before the command",
        ),
    ] {
        let said_now = refused(&text);
        let expected = format!("x Nothing filled in from the pasted aws command: {said}");
        assert!(said_now.starts_with(&expected), "{text}: {said_now}");
    }
}

/// A file that was saved by an editor of Windows begins with a mark of its own.
#[test]
fn a_byte_order_mark_is_no_part_of_a_text() {
    let read = imported("\u{feff}{\"MaximumRetryAttempts\": 1}");
    assert_eq!(read.settings, settings(Some(1), None, None, None));
}

/// The line ends of a heredoc were shown as what can't be shown.
#[test]
fn of_an_expression_over_several_lines_the_first_is_told() {
    let block = "resource \"aws_lambda_function_event_invoke_config\" \"x\" {\n  function_name = \"orders\"\n  destination_config {\n    on_failure {\n      destination = <<-EOT\n        arn\n      EOT\n    }\n  }\n}";
    let said = refused(block);
    assert!(
        said.contains("destination in line 5 is <<-EOT .., whose value only Terraform knows."),
        "{said}"
    );
}

/// What a command with these options fills in for failed events.
fn on_failure(options: &str) -> Setting<String> {
    let command = format!("aws lambda put-function-event-invoke-config {options}");
    imported(&command).settings.on_failure
}

#[test]
fn a_word_is_taken_from_a_shell_character_by_character() {
    for (word, read) in [
        (r"OnFailure={Destination=a\:b\ c}", "a:b c"),
        ("OnFailure={Destination=a#b}", "a#b"),
        ("OnFailure={Destination=a$/b}", "a$/b"),
        ("\"OnFailure={Destination=a$/b}\"", "a$/b"),
        (r#""OnFailure={Destination=a\$b\c}""#, "a$b\\c"),
        (r"'OnFailure={Destination=a\b}'", r"a\b"),
    ] {
        let read = Setting::Explicit(read.to_owned());
        assert_eq!(on_failure(&format!("--destination-config {word}")), read);
        assert_eq!(on_failure(&format!("--destination-config={word}")), read);
    }
}

#[test]
fn what_only_a_shell_knows_is_refused_however_it_is_written() {
    for (value, said) in [
        ("`cat q`", "it holds the output of another command"),
        ("\"`cat q`\"", "it holds the output of another command"),
        ("\"$(cat q)\"", "it holds the output of another command"),
        ("${STAGE}", "$ is a variable"),
        ("\"${STAGE}\"", "$ is a variable"),
        ("$MY_STAGE2", "$MY_STAGE2 is a variable"),
    ] {
        let said_now = refused(&format!(
            "aws lambda put-function-event-invoke-config --qualifier {value}"
        ));
        assert!(said_now.contains(said), "{value}: {said_now}");
    }
}

#[test]
fn an_option_that_is_given_twice_counts_as_it_was_given_last() {
    let both = "--destination-config OnSuccess={Destination=a} --destination-config OnFailure={Destination=b}";
    let command = format!("aws lambda put-function-event-invoke-config {both}");
    assert_eq!(
        imported(&command).settings,
        settings(None, None, None, Some("b"))
    );
}

/// The qualifier of the input was joined with its name before the option that overrides it was looked at, and the command refused.
#[test]
fn what_a_command_takes_from_its_input_is_overridden_by_its_options_only() {
    let input = r#"'{"FunctionName":"refunds","Qualifier":"beta","MaximumRetryAttempts":1,"DestinationConfig":{"OnFailure":{"Destination":"a"}}}'"#;
    let command = format!("aws lambda put-function-event-invoke-config --cli-input-json {input}");
    let named = |text: &str| match imported(text).named.compare(&target()) {
        Naming::Other(target) => target.to_string(),
        same @ (Naming::Same | Naming::Expression(_)) => panic!("{same:?}"),
    };
    assert_eq!(
        imported(&command).settings,
        settings(Some(1), None, None, Some("a"))
    );
    assert_eq!(named(&command), "refunds:beta");
    let overridden = format!(
        "{command} --qualifier live --maximum-event-age-in-seconds 60 --destination-config ' {{\"OnSuccess\":{{\"Destination\":\"b\"}}}}'"
    );
    assert_eq!(named(&overridden), "refunds:live");
    assert_eq!(
        imported(&overridden).settings,
        settings(Some(1), Some(60), Some("b"), None)
    );
}

#[test]
fn a_number_below_zero_is_a_value_and_no_option() {
    let command = "aws lambda put-function-event-invoke-config --maximum-retry-attempts -1";
    let retries = imported(command).settings.maximum_retry_attempts;
    assert_eq!(retries, Setting::Explicit(-1));
}

#[test]
fn destinations_are_named_by_their_halves_and_their_one_member_in_the_text_itself() {
    for (value, said) in [
        (
            "OnRetry={Destination=a}",
            "DestinationConfig.OnRetry is no part of this configuration.",
        ),
        (
            "OnFailure={Arn=a}",
            "OnFailure.Arn is no part of this configuration.",
        ),
        (
            "fileb://d.json",
            "--destination-config fileb://d.json is in a file, which is not read from here. Paste what it holds.",
        ),
    ] {
        let told = refused(&format!(
            "aws lambda put-function-event-invoke-config --destination-config {value}"
        ));
        assert!(told.ends_with(said), "{value}: {told}");
    }
}
