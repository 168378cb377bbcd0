//! `lasso export` against a simulated account, and what was printed sent back into another.

use std::process::{Command, Output, Stdio};

use lambda_lasso::simulator::{Account, Operation};
use serde_json::{Value, json};

use super::installed::{is_installed, text};
use super::simulated::{REGION, Simulated};

const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:orders-failed";

/// One function: `$LATEST` and `live` with settings, version 1 without, `beta` left behind, `empty` with a configuration of nothing.
fn account(configurations: &Value) -> Account {
    let account = json!({"Account": "123456789012", "Region": REGION, "Functions": [{
        "Configuration": {"FunctionName": "orders", "Timeout": 3},
        "Versions": [{"Version": "1"}],
        "Aliases": [{"Name": "live", "FunctionVersion": "1"}, {"Name": "empty", "FunctionVersion": "1"}],
        "FunctionEventInvokeConfigs": configurations
    }]});
    serde_json::from_value(account).unwrap()
}

fn configured() -> Value {
    json!([
        {"Qualifier": "$LATEST", "LastModified": 1.5, "MaximumRetryAttempts": 0},
        {"Qualifier": "live", "LastModified": 1.5, "MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 3600,
         "DestinationConfig": {"OnFailure": {"Destination": QUEUE}}}
    ])
}

#[expect(clippy::disallowed_methods, reason = "programs are what is tested")]
fn command(program: &str, world: &Simulated, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .args(["--region", REGION, "--endpoint-url", &world.simulator.url()])
        .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_MAX_ATTEMPTS", "1")
        .stdin(Stdio::null());
    command
}

fn export(world: &Simulated, arguments: &[&str]) -> (Option<i32>, String, String) {
    let home = tempfile::tempdir().unwrap();
    let all = [&["export"], arguments].concat();
    let mut command = command(env!("CARGO_BIN_EXE_lasso"), world, &all);
    let Output {
        status,
        stdout,
        stderr,
    } = command
        .env("HOME", home.path())
        .env_remove("AWS_PROFILE")
        .output()
        .unwrap();
    let told = |bytes: &[u8]| text(bytes).to_owned();
    (status.code(), told(&stdout), told(&stderr))
}

/// JSON, and the command around it, held what was answered as it came, and with it what a terminal obeys or hides.
#[test]
fn no_format_prints_what_a_terminal_obeys() {
    let destination = "arn:aws:sqs:eu-west-1:123456789012:\u{1b}[31m\u{9b}32m\u{202e}\u{7f}";
    let world = Simulated::of(account(&json!([
        {"Qualifier": "$LATEST", "LastModified": 1.5, "DestinationConfig": {"OnFailure": {"Destination": destination}}}
    ])));
    for format in [
        "json",
        "aws-cli",
        "cloudformation",
        "terraform",
        "sam",
        "cdk",
        "javascript",
    ] {
        let (status, printed, told) = export(&world, &["orders", "--format", format]);
        assert_eq!(status, Some(0), "{format}: {told}");
        let obeyed = |letter: char| letter != '\n' && !(' '..='~').contains(&letter);
        assert!(!printed.contains(obeyed), "{format}: {printed:?}");
        assert!(printed.contains("9b"), "{format}: {printed:?}");
    }
}

#[test]
fn a_qualifier_is_exported_in_each_format() {
    let world = Simulated::of(account(&configured()));
    for (format, begins) in [
        (
            "json",
            "{\"FunctionName\":\"orders\",\"Qualifier\":\"live\",\"DestinationConfig\":",
        ),
        (
            "aws-cli",
            "aws lambda put-function-event-invoke-config --region eu-west-1 --endpoint-url http://127.0.0.1:",
        ),
        (
            "cloudformation",
            "Resources:\n  # orders:live in 123456789012 eu-west-1\n  OrdersLive:\n",
        ),
        (
            "terraform",
            "# orders:live in 123456789012 eu-west-1\nresource \"aws_lambda_function_event_invoke_config\" \"orders_live\" {\n",
        ),
        ("sam", "Transform: AWS::Serverless-2016-10-31\n"),
        ("cdk", "import { Duration } from 'aws-cdk-lib';\n"),
        (
            "javascript",
            "import { LambdaClient, PutFunctionEventInvokeConfigCommand } from \"@aws-sdk/client-lambda\";\n",
        ),
    ] {
        let (status, told, complained) = export(&world, &["orders:live", "--format", format]);
        assert_eq!((status, complained.as_str()), (Some(0), ""), "{format}");
        assert!(told.starts_with(begins) && told.ends_with('\n'), "{told}");
    }
    assert_eq!(world.simulator.count(Operation::ListFunctions), 0);
}

#[test]
fn without_a_qualifier_latest_is_meant_and_with_all_every_one() {
    let world = Simulated::of(account(&configured()));
    let latest =
        "{\"FunctionName\":\"orders\",\"Qualifier\":\"$LATEST\",\"MaximumRetryAttempts\":0}\n";
    let (_, told, _) = export(&world, &["orders", "--format", "json"]);
    assert_eq!(told, latest);
    let (status, told, _) = export(&world, &["orders", "--all", "--format", "json"]);
    assert_eq!(status, Some(0));
    assert!(
        told.starts_with(latest) && told.lines().count() == 2,
        "{told}"
    );
    let (status, told, complained) = export(&world, &["orders", "--all", "--format", "sam"]);
    assert_eq!((status, told.as_str()), (Some(1), ""));
    assert_eq!(
        complained,
        "lasso: SAM has one EventInvokeConfig for a function, and 2 of these have one: orders:$LATEST, orders:live.\n"
    );
}

#[test]
fn where_nothing_is_configured_it_says_so_with_status_1() {
    let world = Simulated::of(account(&configured()));
    for (named, said) in [
        (
            "orders:1",
            "lasso: orders:1 has no configuration of its own: the defaults apply, and there is nothing to export.\n  \
             These have one: $LATEST, live. --all exports them.\n",
        ),
        ("orders:beta", "lasso: orders has no alias beta.\n"),
        (
            "refunds",
            "lasso: There is no function refunds in 123456789012 eu-west-1.\n",
        ),
    ] {
        let (status, told, complained) = export(&world, &[named, "--format", "json"]);
        assert_eq!((status, told.as_str()), (Some(1), ""));
        assert!(complained.starts_with(said), "{complained}");
    }
    let bare = Simulated::of(account(&json!([])));
    let (status, _, complained) = export(&bare, &["orders", "--all", "--format", "terraform"]);
    assert_eq!(status, Some(1));
    assert_eq!(
        complained,
        "lasso: No qualifier of orders has a configuration of its own: the defaults apply everywhere, and there is nothing to export.\n"
    );
}

/// What is left behind can't be deployed, and some tools can't say that nothing is set: neither is passed over in silence.
#[test]
fn what_can_not_be_used_as_it_is_is_told() {
    let mut all = configured();
    all.as_array_mut().unwrap().extend([
        json!({"Qualifier": "beta", "LastModified": 1.5, "MaximumRetryAttempts": 2}),
        json!({"Qualifier": "empty", "LastModified": 1.5}),
    ]);
    let world = Simulated::of(account(&all));
    let arguments = ["orders", "--all", "--format", "cloudformation"];
    let (status, told, complained) = export(&world, &arguments);
    assert_eq!(status, Some(1));
    assert_eq!(told.matches("Qualifier: ").count(), 3);
    assert_eq!(
        complained,
        "lasso: the configuration of orders:empty sets nothing: Lambda refuses a request without any setting, and CloudFormation has no \
         word for an empty destination, which would be one.\n  These formats can say it: json, aws-cli, terraform, javascript.\n\
         lasso: orders:beta is gone and left this configuration behind: Lambda refuses it until there is such a qualifier again.\n"
    );
}

/// Lambda takes a request that names a half without its destination, and holds nothing afterwards. Such a configuration was refused as
/// one that Lambda would refuse.
#[test]
fn an_empty_destination_alone_is_exported_and_can_be_put_again() {
    let with_empty = json!([{"Qualifier": "empty", "LastModified": 1.5, "DestinationConfig": {"OnSuccess": {}}}]);
    let world = Simulated::of(account(&with_empty));
    for (format, says) in [
        (
            "json",
            "{\"FunctionName\":\"orders\",\"Qualifier\":\"empty\",\"DestinationConfig\":{\"OnSuccess\":{}}}\n",
        ),
        ("aws-cli", " --destination-config '{\"OnSuccess\":{}}'\n"),
        ("javascript", "    OnSuccess: {},\n"),
        ("terraform", "  qualifier     = \"empty\"\n}\n"),
    ] {
        let (status, told, complained) = export(&world, &["orders:empty", "--format", format]);
        assert_eq!((status, complained.as_str()), (Some(0), ""), "{format}");
        assert!(told.contains(says), "{told}");
    }
    let bare = Simulated::of(account(&json!([])));
    let (_, input, _) = export(&world, &["orders:empty", "--format", "json"]);
    let put = command(
        env!("CARGO_BIN_EXE_lasso"),
        &bare,
        &[
            "put-function-event-invoke-config",
            "--cli-input-json",
            input.trim_end(),
        ],
    );
    assert_eq!(status_of(put), Some(0));
    let (_, again, _) = export(&bare, &["orders:empty", "--format", "json"]);
    assert_eq!(again, input);
}

fn status_of(mut command: Command) -> Option<i32> {
    command.output().unwrap().status.code()
}

/// What Lasso has no word for was left out of infrastructure code in silence, and lost with the first deployment of it.
#[test]
fn what_is_left_out_is_told_and_stands_in_the_formats_that_have_comments() {
    let left_out = "Lambda holds Batch and TenantIsolation, which Lasso does not know: they are left out here, and applying this may \
                    remove them.";
    let mut all = configured();
    all[1]["TenantIsolation"] = json!({"Mode": "Strict"});
    all[1]["Batch"] = json!(3);
    all.as_array_mut().unwrap().push(
        json!({"Qualifier": "empty", "LastModified": 1.5, "TenantIsolation": {"Mode": "Strict"}}),
    );
    let world = Simulated::of(account(&all));
    for (format, sign) in [
        ("json", None),
        ("aws-cli", Some("#")),
        ("cloudformation", Some("  #")),
        ("terraform", Some("#")),
        ("sam", Some("  #")),
        ("cdk", Some("//")),
        ("javascript", Some("//")),
    ] {
        let (status, told, complained) = export(&world, &["orders:live", "--format", format]);
        assert_eq!(status, Some(0), "{format}");
        assert_eq!(complained, format!("lasso: orders:live: {left_out}\n"));
        let comments = told.matches(left_out).count();
        assert_eq!(comments, usize::from(sign.is_some()), "{told}");
        if let Some(sign) = sign {
            let lines = told.lines();
            assert_eq!(
                lines
                    .filter(|line| *line == format!("{sign} {left_out}"))
                    .count(),
                1,
                "{told}"
            );
        }
        // Of a configuration that holds no more than Lasso knows, nothing is said.
        let (_, told, complained) = export(&world, &["orders", "--format", format]);
        assert_eq!(complained, "", "{format}");
        assert!(!told.contains("left out"), "{told}");
    }
    let (status, _, complained) = export(&world, &["orders:empty", "--format", "json"]);
    assert_eq!(status, Some(1));
    assert_eq!(
        complained,
        "lasso: the configuration of orders:empty sets nothing that Lasso knows.\n"
    );
}

#[test]
fn what_makes_no_sense_together_is_refused_with_status_2() {
    let world = Simulated::of(account(&configured()));
    for (arguments, said) in [
        (&["orders"][..], "--format"),
        (&["--format", "json"], "FUNCTION[:QUALIFIER]"),
        (&["orders", "--format", "yaml"], "cloudformation"),
        (&["orders", "--format", "json", "--why"], "--why"),
        (
            &["orders:live", "--all", "--format", "json"],
            "--all exports every qualifier, and live is one",
        ),
    ] {
        let (status, told, complained) = export(&world, arguments);
        assert_eq!((status, told.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(complained.contains(said), "{complained}");
    }
}

/// What one command prints, the other reads.
#[test]
fn a_put_sets_what_was_exported() {
    let world = Simulated::of(account(&configured()));
    let empty = Simulated::of(account(&json!([])));
    for (named, after) in [("orders", 1), ("orders:live", 2)] {
        let (_, input, _) = export(&world, &[named, "--format", "json"]);
        let arguments = [
            "put-function-event-invoke-config",
            "--cli-input-json",
            input.trim_end(),
        ];
        let put = command(env!("CARGO_BIN_EXE_lasso"), &empty, &arguments)
            .output()
            .unwrap();
        assert!(put.status.success(), "{}", text(&put.stderr));
        let (_, again, _) = export(&empty, &[named, "--format", "json"]);
        assert_eq!(again, input);
        assert_eq!(
            empty
                .simulator
                .count(Operation::PutFunctionEventInvokeConfig),
            after
        );
    }
}

/// The AWS CLI reads the input, and a shell runs the command; both set what was exported.
#[test]
fn the_aws_cli_sets_what_was_exported() {
    if !is_installed("aws") {
        return;
    }
    let world = Simulated::of(account(&configured()));
    let (_, input, _) = export(&world, &["orders:live", "--format", "json"]);
    let (_, line, _) = export(&world, &["orders:live", "--format", "aws-cli"]);
    let empty = Simulated::of(account(&json!([])));
    let arguments = [
        "lambda",
        "put-function-event-invoke-config",
        "--cli-input-json",
        input.trim_end(),
    ];
    let put = command("aws", &empty, &arguments).output().unwrap();
    assert!(put.status.success(), "{}", text(&put.stderr));
    let (_, again, _) = export(&empty, &["orders:live", "--format", "json"]);
    assert_eq!(again, input);

    let other = Simulated::of(account(&json!([])));
    let line = line.replace(&world.simulator.url(), &other.simulator.url());
    let mut shell = command("sh", &other, &["-c", &line]);
    let put = shell.output().unwrap();
    assert!(put.status.success(), "{}", text(&put.stderr));
    let (_, again, _) = export(&other, &["orders:live", "--format", "json"]);
    assert_eq!(again, input);
}
