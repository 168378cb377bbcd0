//! What is said below AWS's own line where `--explain` asks for it, and what is said of a write whose answer or guard got lost.

use lambda_lasso::simulator::{Account, Fault, Operation, Refusal};

use crate::place::{Ended, Place};
use crate::simulated::Simulated;

const PUT: &str = "put-function-event-invoke-config --maximum-retry-attempts 1 --function-name";
const GET: &str = "get-function-event-invoke-config --function-name";
const UPDATE: &str =
    "update-function-event-invoke-config --maximum-retry-attempts 1 --function-name";

fn run(world: &Simulated, line: &str, variables: &[(&str, &str)]) -> Ended {
    let arguments: Vec<&str> = line.split_whitespace().collect();
    Place::empty().run(&world.simulator.url(), &arguments, |command| {
        for (name, value) in variables {
            command.env(name, value);
        }
    })
}

/// What is said below AWS's line.
fn explained(world: &Simulated, line: &str) -> String {
    let ended = run(world, &format!("{line} --explain"), &[]);
    assert_eq!(ended.status, 255, "{ended:?}");
    let lines: Vec<&str> = ended.told.lines().collect();
    assert_eq!(lines.len(), 3, "{ended:?}");
    lines[2].to_owned()
}

/// The most frequent refusals were not explained at all.
#[test]
fn names_that_lead_nowhere_are_told_with_all_that_was_asked_for() {
    const END: &str = "the region eu-west-1 and the account of these credentials, whichever that is: at least one of them is not \
                       where this was meant to go.";
    let world = Simulated::of(Account::demo());
    for (line, asked) in [
        (format!("{PUT} nowhere"), "the function nowhere, "),
        (
            format!("{PUT} payments-fx --qualifier nowhere"),
            "the function payments-fx, its version or alias nowhere, ",
        ),
    ] {
        assert_eq!(
            explained(&world, &line),
            format!("Asked for were {asked}{END}")
        );
    }
    let elsewhere = format!("{GET} arn:aws:lambda:us-east-1:123456789012:function:nowhere");
    assert_eq!(
        explained(&world, &elsewhere),
        "That function is in us-east-1, you are in eu-west-1. Start lasso with --region us-east-1."
    );
    let none = "Nothing is set for cart-recalculate:$LATEST in eu-west-1, so the defaults apply; of a function, version or alias that \
                does not exist AWS says the same. lasso cart-recalculate --why, with the same profile, \
                region and endpoint, tells which.";
    assert_eq!(explained(&world, &format!("{GET} cart-recalculate")), none);
    assert_eq!(
        explained(&world, &format!("{UPDATE} cart-recalculate")),
        format!(
            "An update changes what is set already: lasso put-function-event-invoke-config sets it. {none}"
        )
    );
}

#[test]
fn a_refusal_for_who_asks_or_for_now_is_explained() {
    let world = Simulated::of(Account::demo());
    let denied = |message: &str| Refusal::new(403, "AccessDeniedException", message);
    for (refusal, ours) in [
        (
            denied("User: someone is not authorized to perform: something"),
            "You lack lambda:PutFunctionEventInvokeConfig on payments-fx:live. A policy must name the function and function:payments-fx:*.",
        ),
        (
            denied(
                "User: someone is not authorized, with an explicit deny in an identity-based policy",
            ),
            "A policy denies you lambda:PutFunctionEventInvokeConfig on payments-fx:live. What an identity-based policy denies, no other \
             policy can grant: the denial itself has to go.",
        ),
        (
            Refusal::without_message(403, "AccessDeniedException"),
            "You lack lambda:PutFunctionEventInvokeConfig on payments-fx:live. A policy must name the function and function:payments-fx:*. \
             AWS gave no reason; it answers like this for a function of another account.",
        ),
        (
            Refusal::expired_token(),
            "The credentials have expired. These come from AWS_ACCESS_KEY_ID and can't be renewed in here.",
        ),
        (
            Refusal::concurrent_update(
                "arn:aws:lambda:eu-west-1:123456789012:function:payments-fx:live",
            ),
            "Lambda is busy with another change to payments-fx. Nothing was stored. Send it again in a moment.",
        ),
        (
            Refusal::throttled(1),
            "AWS throttles this account's Lambda API (15/s for everybody). Nothing was stored. Send it again later.",
        ),
    ] {
        world.simulator.faults().add(
            Operation::PutFunctionEventInvokeConfig,
            Fault::Refuse(refusal),
            1,
        );
        assert_eq!(explained(&world, &format!("{PUT} payments-fx:live")), ours);
    }
    world.simulator.faults().add(
        Operation::GetFunctionEventInvokeConfig,
        Fault::Refuse(Refusal::new(
            403,
            "UnrecognizedClientException",
            "The security token included in the request is invalid.",
        )),
        1,
    );
    let refused = explained(&world, &format!("{GET} payments-fx"));
    assert!(
        refused.contains("does not accept these credentials."),
        "{refused}"
    );
    assert!(refused.contains("is eu-west-1 enabled?"), "{refused}");
}

/// A write that a gateway answered was told as not stored, or explained by a rule as if Lambda had read it: the screens call it unknown.
#[test]
fn what_a_gateway_says_of_a_write_does_not_prove_that_nothing_was_stored() {
    const STORED: &str = "It may have been stored all the same: read it with lasso get-function-event-invoke-config before sending it again.";
    let world = Simulated::of(Account::demo());
    for status in [403, 408, 413, 429, 502] {
        world.simulator.faults().add(
            Operation::PutFunctionEventInvokeConfig,
            Fault::html(status),
            1,
        );
        let named = format!(
            "HTTP {status} came without an error code of AWS: something on the way to Lambda may have answered. {STORED}"
        );
        let told = match status {
            408 | 502 => STORED,
            _ => named.as_str(),
        };
        assert_eq!(explained(&world, &format!("{PUT} payments-fx")), told);
    }
    // What only reads leaves nothing in doubt.
    world
        .simulator
        .faults()
        .add(Operation::GetFunctionEventInvokeConfig, Fault::html(502), 1);
    let ended = run(&world, &format!("{GET} payments-fx --explain"), &[]);
    assert!(!ended.told.contains("stored"), "{ended:?}");
}

/// A guess from AWS's message came before the rule that `--dry-run` knows.
#[test]
fn a_rule_explains_before_a_message_lets_guess() {
    let world = Simulated::of(Account::demo());
    let put = format!(
        "{PUT} payments-fx --destination-config OnFailure={{Destination=arn:aws:sqs:eu-west-1:123456789012:failed.fifo}}"
    );
    let explained = explained(&world, &put);
    let dry = run(&world, &format!("{put} --dry-run"), &[]);
    assert!(explained.starts_with("On failure: "), "{explained}");
    let rule = explained.split_once(": ").unwrap().1;
    assert!(
        dry.told.contains(rule) || dry.printed.contains(rule),
        "{explained} {dry:?}"
    );
}

/// The sentence of a read-only session was told twice, and nothing of credentials that are not there.
#[test]
fn nothing_is_explained_with_what_is_told_already() {
    let world = Simulated::of(Account::demo());
    let ended = run(
        &world,
        &format!("{PUT} payments-fx --read-only --explain"),
        &[],
    );
    let line = "\nThis session is read-only: nothing is sent from here.\n";
    assert_eq!((ended.status, ended.told.as_str()), (255, line));
}

/// Where the name of a host is not found, only the system's words were told.
#[test]
fn a_host_name_that_is_not_found_is_named() {
    // No resolver has to be asked: no label of a name is so long.
    let host = format!("{}.example", "a".repeat(64));
    let url = format!("http://{host}:4566");
    let line = format!("{GET} orders --explain");
    let line: Vec<&str> = line.split_whitespace().collect();
    let ended = Place::empty().run(&url, &line, |_| {});
    let rest = "If it is right, check the network, and whether HTTPS_PROXY has to name a proxy.";
    assert_eq!(
        ended.told,
        format!(
            "\nCould not connect to the endpoint URL: \"ENDPOINT/2019-09-25/functions/orders/event-invoke-config\"\n\
             No connection to Lambda at ENDPOINT: the host name {host} was not found. The endpoint ENDPOINT may be misspelt. {rest}\n"
        )
    );
}

/// The screens take `AWS_REGION`, these commands do not, as the AWS CLI does not.
#[test]
fn a_missing_region_is_explained_where_a_variable_names_one_that_is_not_read() {
    let world = Simulated::of(Account::demo());
    let line = "You must specify a region. You can also configure your region by running \"aws configure\".\n";
    let variables = [("AWS_DEFAULT_REGION", ""), ("AWS_REGION", "us-east-1")];
    let bare = run(&world, &format!("{GET} payments-fx"), &variables);
    assert_eq!((bare.status, bare.told.as_str()), (255, line));
    let explained = run(&world, &format!("{GET} payments-fx --explain"), &variables);
    assert_eq!(
        explained.told,
        format!(
            "{line}AWS_REGION is us-east-1, which this command does not read, as the AWS CLI does not: set AWS_DEFAULT_REGION or say \
             --region us-east-1.\n"
        )
    );
}

/// A full disk looked like a refusal: the change had been stored.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a full disk, as the system has one"
)]
fn a_write_whose_answer_can_t_be_printed_is_told_as_stored() {
    let world = Simulated::of(Account::demo());
    for (line, also) in [
        (
            PUT,
            "The change was stored all the same: only the answer to it could not be written.\n",
        ),
        (GET, ""),
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full");
        let output = Place::empty()
            .command(&world.simulator.url())
            .args(line.split_whitespace().chain(["payments-fx"]))
            .stdout(full.unwrap())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(255));
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            format!("\n[Errno 28] No space left on device\n{also}")
        );
    }
    let settings = world
        .simulator
        .settings("eu-west-1", "payments-fx", "$LATEST");
    assert_eq!(settings.unwrap()["MaximumRetryAttempts"], 1);
}

/// A guard that could not be read did not say what became of the write behind it.
#[test]
fn a_guard_that_can_t_be_read_says_that_nothing_was_sent() {
    let world = Simulated::of(Account::demo());
    for fault in [
        Fault::Refuse(Refusal::expired_token()),
        Fault::Refuse(Refusal::new(500, "ServiceException", "x")),
    ] {
        world
            .simulator
            .faults()
            .add(Operation::GetFunctionEventInvokeConfig, fault, 1);
        let ended = run(
            &world,
            &format!("{PUT} payments-fx --if-last-modified 1"),
            &[],
        );
        assert_eq!(ended.status, 255);
        let last = ended.told.lines().last().unwrap();
        assert_eq!(
            last,
            "Not sent: the configuration could not be read, so nobody knows whether it was changed since."
        );
    }
    assert_eq!(
        world
            .simulator
            .count(Operation::PutFunctionEventInvokeConfig),
        0
    );
}

/// The screens took such a line for theirs, and advised dashes that lead nowhere.
#[test]
fn an_option_of_a_command_before_it_is_told_where_it_stands() {
    let world = Simulated::of(Account::demo());
    let ended = run(
        &world,
        "--qualifier live get-function-event-invoke-config",
        &[],
    );
    assert_eq!(
        (ended.status, ended.told.as_str()),
        (
            2,
            "usage: error: argument --qualifier: options of get-function-event-invoke-config stand behind it: \
             lasso get-function-event-invoke-config --qualifier ..\n"
        )
    );
}

/// "Profile default may belong elsewhere" was said, of keys that no profile has.
#[test]
fn keys_of_the_environment_are_told_as_no_profiles() {
    let world = Simulated::of(Account::demo());
    let refusal = Refusal::new(
        403,
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
    );
    let operation = Operation::PutFunctionEventInvokeConfig;
    let faults = world.simulator.faults();
    faults.add(operation, Fault::Refuse(refusal), 1);
    let told = explained(&world, &format!("{PUT} image-resize:live"));
    assert!(!told.contains("rofile"), "{told}");
    assert!(
        told.contains("The environment's credentials may belong elsewhere"),
        "{told}"
    );
}
