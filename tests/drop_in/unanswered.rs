//! Requests without a whole answer: which line tells it, how often they were sent, what is explained.

use std::net::TcpListener;

use lambda_lasso::simulator::{Account, Fault, Faults, Operation};

use crate::place::Place;
use crate::simulated::Simulated;

const PUT: [&str; 5] = [
    "put-function-event-invoke-config",
    "--function-name",
    "image-resize:live",
    "--maximum-retry-attempts",
    "1",
];
const GET: [&str; 3] = [
    "get-function-event-invoke-config",
    "--function-name",
    "image-resize:live",
];

#[test]
fn a_service_that_keeps_silent_is_waited_for_as_long_as_the_option_says() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let place = Place::empty();
    let told = place.run(
        &url,
        &[&PUT[..], &["--cli-read-timeout", "1"]].concat(),
        |_| {},
    );
    assert_eq!((told.status, told.printed.as_str()), (255, ""));
    assert_eq!(
        told.told,
        "\nRead timeout on endpoint URL: \"ENDPOINT/2019-09-25/functions/image-resize%3Alive/event-invoke-config\"\n"
    );
}

#[test]
fn a_connection_that_is_closed_is_told_and_a_write_is_not_sent_twice() {
    let world = Simulated::of(Account::demo());
    let operation = Operation::PutFunctionEventInvokeConfig;
    let faults = world.simulator.faults();
    faults.add(operation, Fault::CutAfter, Faults::ALWAYS);
    let place = Place::empty();
    let explained = [&PUT[..], &["--explain"]].concat();
    let told = place.run(&world.simulator.url(), &explained, |command| {
        command.env_remove("AWS_MAX_ATTEMPTS");
    });
    assert_eq!(told.status, 255);
    let (line, ours) = told.told.split_once(".\n").unwrap();
    assert_eq!(
        line,
        "\nConnection was closed before we received a valid response from endpoint URL: \
         \"ENDPOINT/2019-09-25/functions/image-resize%3Alive/event-invoke-config\""
    );
    assert_eq!(world.simulator.count(operation), 1);
    insta::assert_snapshot!(ours);
}

#[test]
fn throttling_is_asked_again_and_then_told_with_how_often() {
    let world = Simulated::of(Account::demo());
    let operation = Operation::PutFunctionEventInvokeConfig;
    let faults = world.simulator.faults();
    faults.add(operation, Fault::throttled(1), Faults::ALWAYS);
    let place = Place::empty();
    let told = place.run(&world.simulator.url(), &PUT, |command| {
        command.env("AWS_MAX_ATTEMPTS", "2");
    });
    assert_eq!(told.status, 255);
    assert_eq!(
        told.told,
        "\nAn error occurred (TooManyRequestsException) when calling the PutFunctionEventInvokeConfig operation (reached max \
         retries: 1): Rate exceeded\n"
    );
    assert_eq!(world.simulator.count(operation), 2);
}

#[test]
fn what_throttling_let_through_in_the_end_is_an_answer_like_any_other() {
    let world = Simulated::of(Account::demo());
    let operation = Operation::GetFunctionEventInvokeConfig;
    let place = Place::empty();
    let url = world.simulator.url();
    let plain = place.run(&url, &GET, |_| {});
    world
        .simulator
        .faults()
        .add(operation, Fault::throttled(1), 1);
    let throttled = place.run(&url, &GET, |command| {
        command.env("AWS_MAX_ATTEMPTS", "2");
    });
    assert_eq!(throttled, plain);
    assert_eq!(world.simulator.count(operation), 3);
}

/// The line that tells which address does not answer had the password in it, above ours, in which it is masked.
#[test]
fn a_password_of_the_endpoint_is_in_no_line() {
    const PATH: &str = "/2019-09-25/functions/image-resize%3Alive/event-invoke-config";
    let place = Place::empty();
    for (address, line) in [
        (
            "http://bob:hunter2@127.0.0.1:1",
            format!("Could not connect to the endpoint URL: \"http://bob:***@127.0.0.1:1{PATH}\""),
        ),
        (
            "b_b:hunter2@127.0.0.1",
            "Bad value for --endpoint-url \"b_b:***@127.0.0.1\": scheme is missing.  Must be of the form http://<hostname>/ or \
             https://<hostname>/"
                .to_owned(),
        ),
        (
            "http://bob:hunter2@",
            "Invalid endpoint: http://bob:***@".to_owned(),
        ),
    ] {
        let endpoint = ["--endpoint-url", address];
        let told = place.run("unused", &[&GET[..], &endpoint].concat(), |_| {});
        assert_eq!((told.status, told.told), (255, format!("\n{line}\n")));
    }
}
