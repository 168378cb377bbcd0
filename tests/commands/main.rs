#![cfg(test)]
//! The command line: what it prints, where, and with which exit status.

mod shells;
#[path = "../pty/simulated.rs"]
mod simulated;

use std::process::{Command, Output, Stdio};
use std::time::Duration;

use lambda_lasso::simulator::{Account, Fault, Faults, Operation, Refusal};
use serde_json::json;
use simulated::{REGION, Simulated};
use tempfile::TempDir;

/// Runs `lasso` without a terminal and without the environment of whoever runs the tests.
fn lasso(arguments: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    command(&home)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[expect(clippy::disallowed_methods, reason = "the program is what is tested")]
fn command(home: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lasso"));
    command.env_clear().env("HOME", home.path());
    command
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn help_goes_to_standard_output_and_names_every_option() {
    let output = lasso(&["--help"]);
    assert_eq!(output.status.code(), Some(0));
    let help = text(&output.stdout);
    for option in [
        "NAME[:QUALIFIER]",
        "--profile",
        "--region",
        "--endpoint-url",
        "--read-only",
        "--rate",
        "--ca-bundle",
        "--why",
        "--ascii",
        "--demo",
        "--no-verify-ssl",
        "--no-sign-request",
        "--cli-read-timeout",
        "--cli-connect-timeout",
        "--color",
        "--debug",
        "simulate",
        "export",
        "completions",
        "man",
        "put-",
        "get-",
        "update-",
        "delete-",
        "list-function-event-invoke-configs",
    ] {
        assert!(
            help.contains(option),
            "{option} is not in the help:\n{help}"
        );
    }
    assert_eq!(text(&output.stderr), "");
    // It said that nothing is sent without a review, also of the commands, which send at once.
    assert!(
        help.contains("On the screens nothing is sent without"),
        "{help}"
    );
    assert!(help.contains("sent at once"), "{help}");
    assert!(help.lines().count() < 24, "it fits a screen:\n{help}");
    assert!(help.lines().all(|line| line.len() <= 80), "{help}");
}

#[test]
fn the_version_is_that_of_the_package() {
    let output = lasso(&["--version"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        text(&output.stdout),
        concat!("lasso ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn what_is_not_understood_is_told_on_standard_error_with_status_2() {
    for (arguments, told) in [
        (&["--no-such-option"][..], "--no-such-option"),
        (&["or/ders"], "\"or/ders\" names no function"),
        (&["--rate", "99"], "1..=15"),
        (&["--demo", "--region", "eu-west-1"], "cannot be used with"),
        (&["simulate", "--fail", "101"], "0..=100"),
        (&["--why"], "lasso [OPTIONS] FUNCTION[:QUALIFIER] --why"),
    ] {
        let output = lasso(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output.stdout), "");
        let error = text(&output.stderr);
        assert!(error.contains(told), "{arguments:?}: {error}");
    }
}

#[test]
fn without_a_terminal_to_draw_on_it_says_so_with_status_2() {
    for arguments in [&["--demo"][..], &["orders:live"], &[]] {
        let output = lasso(arguments);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(text(&output.stdout), "");
        assert_eq!(
            text(&output.stderr),
            "lasso: lasso draws on a terminal, and standard output is none. See `lasso --help` for what works without.\n"
        );
    }
}

#[test]
fn a_simulator_that_cannot_start_says_why_with_status_1() {
    let output = lasso(&["simulate", "--account", "no-such-file.json"]);
    assert_eq!(output.status.code(), Some(1));
    let error = text(&output.stderr);
    assert!(
        error.starts_with("lasso: cannot read no-such-file.json: "),
        "{error}"
    );
    assert_eq!(error.lines().count(), 1);
}

/// A pipe whose reader went away once ended other programs with a panic.
#[test]
fn a_reader_that_went_away_is_no_panic() {
    let home = tempfile::tempdir().unwrap();
    for arguments in [
        &["--help"][..],
        &["--no-such-option"],
        &["--demo"],
        &["man"],
        &["--demo", "orders-cancel", "--why"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let status = command(&home)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(writer.try_clone().unwrap())
            .stderr(writer)
            .status()
            .unwrap();
        assert!(matches!(status.code(), Some(0 | 2)), "{status:?}");
    }
}

/// Asks for a verdict on an account; answers status, standard output and standard error.
fn why(world: &Simulated, arguments: &[&str]) -> (Option<i32>, String, String) {
    let home = tempfile::tempdir().unwrap();
    let url = world.simulator.url();
    let output = command(&home)
        .args(["--why", "--region", REGION, "--endpoint-url", &url])
        .args(arguments)
        .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = text(&output.stdout).to_owned();
    let complained = text(&output.stderr).to_owned();
    (output.status.code(), told, complained)
}

/// A verdict without the time at which it was read.
fn timeless(told: &str) -> String {
    let (heading, rest) = told.split_once('\n').unwrap();
    let (place, at) = heading.split_once(", read ").unwrap();
    assert!(at.ends_with('Z'), "{at}");
    format!("{place}\n{rest}")
}

#[test]
fn a_verdict_on_the_demonstration_is_told_of_one_qualifier() {
    let output = lasso(&["--demo", "--why", "payments-capture:live"]);
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        timeless(text(&output.stdout)),
        "DEMO payments-capture:live in 123456789012 eu-west-1
! live drops every event it gives up. Settings of $LATEST do not carry over.
Asynchronous calls only. SQS, Kinesis and DynamoDB triggers have their own.

live, routes to 12 90%, 13 10%, no settings of its own: the defaults apply
  fails at once     0:00 try 1 -- 1:00 try 2 -- 3:00 try 3 -> given up 3:00, DROPPED
  hits timeout 30s  0:00 try 1 -- 1:30 try 2 -- 4:00 try 3 -> given up 4:30, DROPPED
  throttled         tried again until 6:00:00 whatever the retries, then DROPPED
  on failure        (none)
  on success        (none)
  settings          retries (2), age (6h)
"
    );
}

#[test]
fn a_verdict_on_a_function_tells_each_qualifier_that_a_call_reaches_and_names_the_others() {
    let world = Simulated::of(Account::demo());
    let (status, told, complained) = why(&world, &["payments-capture"]);
    assert_eq!((status, complained.as_str()), (Some(0), ""));
    let told = timeless(&told);
    for line in [
        "\n$LATEST, settings of its own\n",
        "  on failure        arn:aws:sqs:eu-west-1:123456789012:payments-failed (not checked)\n",
        "\nlive, routes to 12 90%, 13 10%, no settings",
        "\n13, settings of its own\n",
        "\n12, no settings of its own: the defaults apply\n",
        "  settings          retries 0, age 1h, changed 2026-11-18 09:14:02.655Z\n",
        "\n\nNo alias routes to:\n  11                no settings of its own: the defaults apply\n",
        "\n\nLeft behind by what is gone, nothing uses it now:\n  beta              retries 1, age 1h, on success (none), on failure sns pay-alerts, changed 2026-01-30 ",
    ] {
        assert!(told.contains(line), "{line}:\n{told}");
    }
    assert_eq!(world.simulator.count(Operation::ListFunctions), 0);
}

/// Asked for by name, it was drawn a timeline as if calls used it, with "the timeout was not read" of an alias that is not there.
#[test]
fn a_verdict_on_what_is_left_behind_tells_of_no_event() {
    let world = Simulated::of(Account::demo());
    let (status, told, _) = why(&world, &["payments-capture:beta"]);
    assert_eq!(status, Some(0));
    assert!(
        told.contains("\nbeta, gone: settings left behind, nothing uses them now\n  on failure "),
        "{told}"
    );
    assert!(!told.contains("was not read"), "{told}");
}

/// Four settings were told as if they were all that is held.
#[test]
fn a_verdict_names_what_else_is_held() {
    let strict = json!({"Mode": "Strict"});
    let account = json!({"Functions": [{
        "Configuration": {"FunctionName": "orders", "Timeout": 3},
        "Versions": [{"Version": "1"}, {"Version": "2"}],
        "Aliases": [{"Name": "live", "FunctionVersion": "2"}],
        "FunctionEventInvokeConfigs": [
            {"Qualifier": "$LATEST", "LastModified": 1.5, "MaximumRetryAttempts": 0},
            {"Qualifier": "1", "LastModified": 1.5, "MaximumRetryAttempts": 0, "Batch": 3},
            {"Qualifier": "beta", "LastModified": 1.5, "TenantIsolation": &strict},
            {"Qualifier": "live", "LastModified": 1.5, "TenantIsolation": &strict, "Batch": 3}
        ]
    }]});
    let world = Simulated::of(serde_json::from_value(account).unwrap());
    let (status, told, _) = why(&world, &["orders"]);
    assert_eq!(status, Some(0));
    let both = "                    ! Lambda holds Batch and TenantIsolation, which Lasso does not know: what they mean is not told here.\n";
    let one = |name: &str| {
        format!(
            ", changed 1970-01-01 00:00:01.500Z\n                    ! Lambda holds {name}, which Lasso does not know: what it means is \
             not told here.\n"
        )
    };
    for line in [both, &one("Batch"), &one("TenantIsolation")] {
        assert_eq!(told.matches(line).count(), 1, "{line}\n{told}");
    }
    let (_, told, _) = why(&world, &["orders:live"]);
    assert!(told.ends_with(both), "{told}");
    let (_, told, _) = why(&world, &["orders:$LATEST"]);
    assert!(!told.contains("Lasso does not know"), "{told}");
}

/// Whoever asks must not get an answer that rests on the first page alone.
#[test]
fn a_verdict_rests_on_every_page() {
    let versions: Vec<_> = (1..=70)
        .map(|number| json!({"Version": number.to_string()}))
        .collect();
    let settings: Vec<_> = (1..=70)
        .map(|number: u32| {
            json!({"Qualifier": number.to_string(), "LastModified": 1.5, "MaximumRetryAttempts": 0})
        })
        .collect();
    let account = json!({"Functions": [{
        "Configuration": {"FunctionName": "orders", "Timeout": 3},
        "Versions": versions,
        "Aliases": [{"Name": "live", "FunctionVersion": "70"}],
        "FunctionEventInvokeConfigs": settings
    }]});
    let world = Simulated::of(serde_json::from_value(account).unwrap());
    let (status, told, _) = why(&world, &["orders"]);
    assert_eq!(status, Some(0));
    assert!(
        told.contains(
            "\n70, settings of its own\n  fails at once     0:00 try 1 -> given up 0:00, DROPPED\n"
        ),
        "{told}"
    );
    assert!(
        told.contains("No alias routes to:\n  69                retries 0, age (6h), "),
        "{told}"
    );
    let lists = [
        Operation::ListFunctionEventInvokeConfigs,
        Operation::ListVersionsByFunction,
    ];
    assert_eq!(lists.map(|list| world.simulator.count(list)), [2, 2]);
}

#[test]
fn what_could_not_be_read_is_unknown_in_a_verdict_and_the_permission_is_named() {
    let world = Simulated::of(Account::demo());
    let faults = world.simulator.faults();
    for operation in [Operation::ListAliases, Operation::GetFunctionConcurrency] {
        faults.add(operation, Fault::access_denied(), Faults::ALWAYS);
    }
    let (status, told, complained) = why(&world, &["audit-trail-archive"]);
    assert_eq!((status, complained.as_str()), (Some(0), ""));
    for line in [
        "? Aliases could not be read: what becomes of the events of calls through an alias is not known.\n",
        "  ? Reserved concurrency could not be read: at 0 nothing is tried.\n",
        "\nNot read:\n  ListAliases: You (OnCall) lack lambda:ListAliases on audit-trail-archive.\n",
        "  GetFunctionConcurrency: You (OnCall) lack lambda:GetFunctionConcurrency on audit-trail-archive.\n",
    ] {
        assert!(told.contains(line), "{line}:\n{told}");
    }
    let (status, told, complained) = why(&world, &["audit-trail-archive:live"]);
    assert_eq!((status, told.as_str()), (Some(1), ""));
    assert!(complained.starts_with("lasso: Whether audit-trail-archive has alias live is not known: not everything could be read.\n  ListAliases: You (OnCall) lack lambda:ListAliases"), "{complained}");
}

/// Nothing was said for up to a minute where nobody answered.
#[test]
fn who_does_not_answer_is_named_while_a_verdict_waits() {
    let world = Simulated::of(Account::demo());
    let late = Fault::DelayAfter(Duration::from_secs(6));
    world
        .simulator
        .faults()
        .add(Operation::GetCallerIdentity, late, 1);
    let (status, told, complained) = why(&world, &["payments-capture"]);
    assert_eq!(
        (status, complained.as_str()),
        (Some(0), "lasso: still waiting for credentials and STS ..\n")
    );
    assert!(told.contains("payments-capture"), "{told}");
}

/// An alias that is gone was named among those that the function has.
#[test]
fn what_a_function_has_is_told_without_what_is_gone() {
    let world = Simulated::of(Account::demo());
    let (status, _, complained) = why(&world, &["payments-capture:nope"]);
    assert_eq!(status, Some(1));
    assert!(complained.contains("It has: $LATEST, "), "{complained}");
    assert!(!complained.contains("beta"), "{complained}");
}

#[test]
fn without_settings_there_is_no_verdict_but_a_reason_with_status_1() {
    let world = Simulated::of(Account::demo());
    let hostile = "no \u{1b}[31mred\u{1b}]0;title\u{7}";
    let refused = Fault::Refuse(Refusal::new(400, "InvalidParameterValueException", hostile));
    let faults = world.simulator.faults();
    faults.add(
        Operation::ListFunctionEventInvokeConfigs,
        Fault::access_denied(),
        1,
    );
    faults.add(Operation::ListFunctionEventInvokeConfigs, refused, 1);
    for (arguments, reason) in [
        (
            &["orders-cancel"][..],
            "lasso: ListFunctionEventInvokeConfigs: You (OnCall) lack lambda:ListFunctionEventInvokeConfigs on orders-cancel.\n  ",
        ),
        (
            &["orders-cancel", "--ascii"],
            "lasso: ListFunctionEventInvokeConfigs: no \\u{fffd}[31mred\\u{fffd}]0;title\\u{fffd}\n",
        ),
        (
            &["nobody"],
            "lasso: There is no function nobody in 123456789012 eu-west-1.\n  --profile and --region",
        ),
        (
            &["orders-cancel:nobody"],
            "lasso: orders-cancel has no alias nobody.\n  It has: $LATEST, live, 1.\n",
        ),
        (
            &["orders-cancel:99"],
            "lasso: orders-cancel has no version 99.\n",
        ),
        (
            &["--", "simulate"],
            "lasso: There is no function simulate in ",
        ),
    ] {
        let (status, told, complained) = why(&world, arguments);
        assert_eq!((status, told.as_str()), (Some(1), ""), "{arguments:?}");
        assert!(
            complained.starts_with(reason),
            "{arguments:?}: {complained}"
        );
    }
}

/// The SDK tells the first request why a profile can't be used, and all others that this was told: that was the reason shown, with
/// advice to log in, and with a key that a command does not have.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a profile file, as users have one"
)]
fn a_profile_that_is_written_wrong_is_told_with_its_reason_and_what_to_mend() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join(".aws")).unwrap();
    let profile = "[profile shop]\nregion = eu-west-1\nsso_session = gone\nsso_account_id = 123456789012\nsso_role_name = OnCall\n";
    std::fs::write(home.path().join(".aws/config"), profile).unwrap();
    let output = command(&home)
        .args(["orders", "--why", "--profile", "shop"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "lasso: ListFunctionEventInvokeConfigs: The credentials of profile shop can't be had: ProfileFile provider could not be \
         built: sso-session named `gone` (referenced by profile `shop`) was not found.\n  \
         Mend the profile shop in the AWS configuration files\n"
    );
}

/// Lines of the output went nowhere, and the status said that all was well.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a full disk, as the system has one"
)]
fn what_can_t_be_written_is_told_with_status_1() {
    for arguments in [
        &["man"][..],
        &["completions", "bash"],
        &["--demo", "orders-cancel", "--why"],
        &["--version"],
        &["--help"],
        &["export", "--help"],
        &["get-function-event-invoke-config", "help"],
    ] {
        let home = tempfile::tempdir().unwrap();
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = command(&home)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(full)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let said = text(&output.stderr);
        assert!(
            said.starts_with("lasso: cannot write to standard output: "),
            "{said}"
        );
    }
}
