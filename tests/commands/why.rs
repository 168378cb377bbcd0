//! `--why`: the verdict as text, what it rests on, and what is said where there is none.

use std::process::Stdio;
use std::time::Duration;

use lambda_lasso::simulator::{Account, Fault, Faults, Operation, Page, Refusal};
use serde_json::json;

use super::simulated::{REGION, Simulated};
use super::{command, lasso, text};

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

/// What is not there was told of the made-up account as of anybody's, with options as a remedy that lead to no other one.
#[test]
fn what_the_demonstration_has_not_is_told_as_a_demonstration_too() {
    let no_function = "lasso: DEMO There is no function NOTTHERE in 123456789012 eu-west-1.\n  The demonstration has functions of its own: lasso --demo lists them.\n";
    for (arguments, said) in [
        (&["--demo", "NOTTHERE", "--why"][..], no_function),
        (
            &["export", "--demo", "NOTTHERE", "--format", "json"],
            no_function,
        ),
        (
            &["--demo", "payments-capture:nope", "--why"],
            "lasso: DEMO payments-capture has no alias nope.\n",
        ),
        (
            &[
                "export",
                "--demo",
                "payments-capture:12",
                "--format",
                "json",
            ],
            "lasso: DEMO payments-capture:12 has no configuration of its own: ",
        ),
    ] {
        let output = lasso(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let complained = text(&output.stderr);
        assert!(complained.starts_with(said), "{complained}");
    }
    let exported = lasso(&[
        "export",
        "--demo",
        "payments-capture",
        "--format",
        "terraform",
    ]);
    let exported = text(&exported.stdout);
    assert!(
        exported.starts_with("# DEMO payments-capture:$LATEST in "),
        "{exported}"
    );
}

/// What was exported of the made-up account as JSON or as commands could be taken for anybody's.
#[test]
fn what_is_exported_of_the_demonstration_says_so_in_a_comment_or_beside_it() {
    for (format, sign) in [
        ("json", None),
        ("aws-cli", Some("#")),
        ("cloudformation", Some("  #")),
        ("terraform", Some("#")),
        ("sam", Some("  #")),
        ("cdk", Some("//")),
        ("javascript", Some("//")),
    ] {
        let output = lasso(&["--demo", "export", "payments-capture", "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{format}");
        let (told, beside) = (text(&output.stdout), text(&output.stderr));
        if let Some(sign) = sign {
            let comment = format!("{sign} DEMO payments-capture:$LATEST in 123456789012 eu-west-1");
            assert!(told.lines().any(|line| line == comment), "{told}");
            assert_eq!(beside, "", "{format}");
        } else {
            let read: serde_json::Value = serde_json::from_str(told).unwrap();
            assert_eq!(read["FunctionName"], "payments-capture");
            assert_eq!(
                beside,
                "lasso: DEMO This account is made up, and JSON has no comments that would say so.\n"
            );
        }
    }
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

/// Versions stood below "No alias routes to:", though the alias that production calls routed to one of them, and had not been read.
#[test]
fn where_aliases_were_not_read_no_version_is_said_to_be_one_that_no_alias_routes_to() {
    let page = |body: &str| {
        Fault::Instead(Page {
            status: 200,
            content_type: "application/json".to_owned(),
            body: body.to_owned(),
        })
    };
    for fault in [
        Fault::access_denied(),
        Fault::Refuse(Refusal::new(500, "ServiceException", "boo")),
        Fault::HalfAnswer,
        Fault::CutBefore,
        Fault::Unreadable,
        page("{}"),
        page("null"),
        page("<html>"),
        page(r#"{"Aliases": null}"#),
    ] {
        let world = Simulated::of(Account::demo());
        let faults = world.simulator.faults();
        faults.add(Operation::ListAliases, fault.clone(), Faults::ALWAYS);
        let (status, told, complained) = why(&world, &["payments-capture"]);
        assert_eq!((status, complained.as_str()), (Some(0), ""), "{fault:?}");
        assert!(!told.contains("No alias"), "{fault:?}: {told}");
        for line in [
            "\n\nVersions; which alias routes to them is not known:\n\n13, settings of its own\n  fails at once  ",
            "\n\n11, no settings of its own: the defaults apply\n  fails at once  ",
            "\n\nNot read:\n  ListAliases: ",
        ] {
            assert!(told.contains(line), "{fault:?}: {line}:\n{told}");
        }
    }
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
        (Some(0), "lasso: still waiting for STS ..\n")
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
