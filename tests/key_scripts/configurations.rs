//! Whole configurations: copied in the formats of other tools, and pasted into the form.

use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::state::Screen;
use lambda_lasso::domain::failure::{FailureKind, Operation};
use lambda_lasso::domain::field::Field;

use super::account::Account;
use super::play::Play;

const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:orders-failed";

fn copied(effects: &[Effect]) -> &str {
    match effects {
        [Effect::CopyText { text }] => text,
        other => panic!("{other:?}"),
    }
}

/// In the form of `orders:$LATEST`, which holds 1 retry, 1 h and a failure destination.
fn form() -> Play {
    let play = Play::small(Account::furnished(), "j enter enter");
    assert_eq!(play.place(), "form");
    assert_eq!(fields(&play), ["1", "1h", "", QUEUE]);
    play
}

fn fields(play: &Play) -> [String; 4] {
    let Some(Screen::Form(form)) = play.state.above.last() else {
        panic!("no form");
    };
    let draft = form.draft();
    Field::ALL.map(|field| draft.text(field).to_owned())
}

#[test]
fn a_review_copies_what_it_would_send_and_a_function_what_it_holds() {
    let mut play = Play::small(Account::furnished(), "j enter");
    let held = play.effects("c t");
    assert!(copied(&held).contains("maximum_retry_attempts       = 1\n"));
    play.press("enter backspace 0 tab ctrl-u ctrl-s");
    let effects = play.effects("c t");
    let drafted = copied(&effects);
    assert!(
        drafted.contains("maximum_retry_attempts = 0\n"),
        "{drafted}"
    );
    assert!(!drafted.contains("maximum_event_age"), "{drafted}");
}

#[test]
fn each_format_has_a_key_that_is_seen_in_every_width() {
    for (key, words, begins) in [
        (
            "t",
            "t Terraform",
            "# orders:$LATEST in 123456789012 eu-west-1\nresource",
        ),
        ("f", "f CloudFormation", "Resources:\n  # orders:$LATEST"),
        ("m", "m SAM", "Transform: AWS::Serverless-2016-10-31\n"),
        ("k", "k CDK", "import { Duration } from 'aws-cdk-lib';\n"),
        ("i", "i JavaScript", "import { LambdaClient, "),
    ] {
        let mut play = Play::small(Account::furnished(), "j enter");
        for columns in [60, 80, 120] {
            play.resize(columns, 24);
            play.press("c");
            play.says(words);
            let effects = play.effects(key);
            assert!(copied(&effects).starts_with(begins), "{effects:?}");
        }
    }
}

#[test]
fn what_can_not_be_copied_says_why() {
    let mut play = Play::small(Account::furnished(), "j enter");
    // A version has no configuration of its own, and SAM no word for it.
    play.press("G c f");
    assert_eq!(
        play.notice(),
        "There is no configuration of its own: nothing to copy."
    );
    play.press("enter 1 ctrl-s");
    assert_eq!(play.press("c m"), [""; 0]);
    let said = play.notice();
    assert!(
        said.starts_with("Not copied: SAM can't name a qualifier: "),
        "{said}"
    );
}

/// The menu said that there was no configuration, on the very review that removes it.
#[test]
fn the_review_of_a_removal_copies_its_command_and_no_settings() {
    let mut play = Play::small(Account::furnished(), "j enter X");
    assert_eq!(play.place(), "review");
    for key in ["j", "s", "t", "m", "d"] {
        assert_eq!(play.press(&format!("c {key}")), [""; 0], "{key}");
        assert_eq!(
            play.notice(),
            "This is a DELETE: it has no body and no settings. c w copies its command.",
            "{key}"
        );
    }
    let effects = play.effects("c w");
    assert!(copied(&effects).contains(" delete-function-event-invoke-config "));
}

/// What was not read yet was called "no configuration of its own".
#[test]
fn what_was_not_read_is_copied_by_no_key_and_not_called_nothing() {
    let mut account = Account::furnished();
    let refused = FailureKind::AccessDenied;
    account.refuse(Operation::ListFunctionEventInvokeConfigs, refused);
    let mut play = Play::small(account, "j enter");
    for key in ["j", "d", "t"] {
        assert_eq!(play.press(&format!("c {key}")), [""; 0], "{key}");
        assert_eq!(
            play.notice(),
            "The configurations were not read to their end: nothing to copy.",
            "{key}"
        );
    }
}

/// The body that was copied was `{}`, which Lambda refuses; of what sets nothing there is one that it takes.
#[test]
fn the_body_of_a_configuration_that_sets_nothing_is_one_that_lambda_takes() {
    const BODY: &str = r#"{"DestinationConfig":{"OnSuccess":{}}}"#;
    let mut account = Account::furnished();
    account.hold("orders", "- - - -");
    let mut play = Play::small(account.clone(), "j enter");
    for key in ["j", "s"] {
        assert_eq!(copied(&play.effects(&format!("c {key}"))), BODY, "{key}");
    }
    let command = play.effects("c w");
    assert!(copied(&command).contains(r#"{"OnSuccess":{}}"#));
    account.unknown_members = vec!["NewRetryMode".to_owned()];
    let mut play = Play::small(account, "j enter");
    assert_eq!(play.press("c j"), [""; 0]);
    assert_eq!(
        play.notice(),
        "This configuration sets nothing that Lasso knows: nothing to copy."
    );
}

/// A text that was too long for the terminal was lost there, or cut, without a word.
#[test]
fn a_text_too_large_for_a_clipboard_is_refused_with_its_size() {
    let mut account = Account::furnished();
    let queue = "q".repeat(75_000);
    account.hold("orders:$LATEST", &format!("1 1h - {queue}"));
    let mut play = Play::small(account, "j enter");
    assert_eq!(play.press("c d"), [""; 0]);
    assert_eq!(
        play.notice(),
        "Not copied: 75,035 bytes, and clipboards of terminals take 74,994."
    );
}

#[test]
fn a_pasted_command_fills_every_field_and_the_review_names_it_as_the_cause() {
    let mut play = form();
    play.paste(&format!(
        "aws lambda put-function-event-invoke-config --function-name orders \\\r  --maximum-retry-attempts 0 \\\r  \
         --destination-config OnFailure={{Destination={QUEUE}}}\r"
    ));
    assert_eq!(
        play.notice(),
        "Filled in from the pasted aws command. It does not name Maximum event age and On success: these are empty now."
    );
    assert_eq!(fields(&play), ["0", "", "", QUEUE]);
    play.press("ctrl-s");
    play.says("because the pasted aws command does not name it");
    // Such a reset asks for its word.
    play.press("y y");
    play.says("Type reset");
}

#[test]
fn json_and_terraform_fill_the_form_from_the_button_as_well() {
    let body = format!(
        "{{\"DestinationConfig\":{{\"OnFailure\":{{\"Destination\":\"{QUEUE}\"}}}},\"MaximumEventAgeInSeconds\":5400,\
         \"MaximumRetryAttempts\":2}}"
    );
    let block = format!(
        "resource \"aws_lambda_function_event_invoke_config\" \"o\" {{\r  function_name = \"orders\"\r  \
         maximum_retry_attempts = 2\r  maximum_event_age_in_seconds = 5400\r  destination_config {{\r    on_failure {{\r      \
         destination = \"{QUEUE}\"\r    }}\r  }}\r}}\r"
    );
    for text in [body, block] {
        let mut play = form();
        play.press("backtab");
        play.paste(&text);
        assert_eq!(fields(&play), ["2", "1h30m", "", QUEUE]);
    }
}

/// What was copied of one qualifier is proposed for another; whose it was must not be overlooked.
#[test]
fn a_text_for_another_target_says_so_and_the_form_stays_with_its_own() {
    let mut play = form();
    play.paste("lasso put-function-event-invoke-config --function-name refunds:live --maximum-retry-attempts 0");
    assert_eq!(
        play.notice(),
        "The pasted lasso command is for refunds:live in 123456789012 eu-west-1. Only its settings were taken: this form is \
         orders:$LATEST in 123456789012 eu-west-1. Not named, so empty now: Maximum event age, On success and On failure."
    );
    play.press("ctrl-s");
    play.says("because the pasted lasso command for refunds:live does not");
    play.says("PUT replaces ALL settings of  orders:$LATEST");
}

/// Half a configuration in the form would reset the other half of what is held.
#[test]
fn a_text_that_can_not_be_read_fills_nothing() {
    for text in [
        "aws lambda put-function-event-invoke-config --maximum-retry-attempts 0 --qualifier $LATEST",
        "{\"MaximumRetryAttempts\": 0, \"MaximumAge\": 1}",
        "resource \"aws_lambda_function_event_invoke_config\" \"o\" {\n  maximum_retry_attempts = 0\n  qualifier = ",
        &format!(
            "{{\"DestinationConfig\":{{\"OnFailure\":{{\"Destination\":\"{}\"}}}}}}",
            "x".repeat(4_097)
        ),
    ] {
        let mut play = form();
        play.paste(text);
        assert_eq!(fields(&play), ["1", "1h", "", QUEUE]);
        assert!(play.notice().starts_with("x Nothing "), "{}", play.notice());
    }
}

#[test]
fn each_field_goes_back_to_what_is_held_and_again_to_the_text() {
    let mut play = form();
    play.paste("{\"MaximumRetryAttempts\":0}");
    assert_eq!(fields(&play), ["0", "", "", ""]);
    play.press("tab ctrl-r");
    assert_eq!(fields(&play), ["0", "1h", "", ""]);
    play.press("ctrl-r");
    assert_eq!(fields(&play), ["0", "", "", ""]);
    play.press("ctrl-r tab tab ctrl-r");
    assert_eq!(fields(&play), ["0", "1h", "", QUEUE]);
}

/// What somebody had typed was gone where the text said what Lambda holds.
#[test]
fn what_was_typed_before_comes_back_where_the_text_says_what_is_held() {
    let mut play = form();
    play.press("2");
    play.paste(&format!(
        "{{\"MaximumRetryAttempts\":1,\"MaximumEventAgeInSeconds\":3600,\"DestinationConfig\":{{\"OnFailure\":{{\"Destination\":\"{QUEUE}\"}}}}}}"
    ));
    assert_eq!(fields(&play), ["1", "1h", "", QUEUE]);
    play.press("ctrl-r");
    assert_eq!(fields(&play), ["12", "1h", "", QUEUE]);
}

/// A field that was typed into after the paste is not the text's doing.
#[test]
fn a_field_that_is_emptied_by_hand_afterwards_is_not_blamed_on_the_text() {
    let mut play = form();
    play.paste(&format!(
        "{{\"MaximumRetryAttempts\":1,\"MaximumEventAgeInSeconds\":60,\"DestinationConfig\":{{\"OnFailure\":{{\"Destination\":\"{QUEUE}\"}}}}}}"
    ));
    play.press("tab ctrl-u ctrl-s");
    play.says("because you emptied this field");
}
