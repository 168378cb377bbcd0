//! What the commands do beyond the AWS CLI, where an option of ours asks for it.

use lambda_lasso::simulator::{Account, Operation};

use crate::place::{Ended, Place};
use crate::simulated::Simulated;

pub(crate) const PUT: &str = "put-function-event-invoke-config";
pub(crate) const GET: &str = "get-function-event-invoke-config";
pub(crate) const DELETE: &str = "delete-function-event-invoke-config";
pub(crate) const UPDATE: &str = "update-function-event-invoke-config";
const WRITES: [Operation; 3] = [
    Operation::PutFunctionEventInvokeConfig,
    Operation::UpdateFunctionEventInvokeConfig,
    Operation::DeleteFunctionEventInvokeConfig,
];

/// An account and a place to run in.
pub(crate) struct Scene {
    pub(crate) world: Simulated,
    pub(crate) place: Place,
}

impl Scene {
    pub(crate) fn new() -> Self {
        Self::of(Account::demo())
    }

    pub(crate) fn of(account: Account) -> Self {
        Self {
            world: Simulated::of(account),
            place: Place::empty(),
        }
    }

    pub(crate) fn run(&self, line: &str) -> Ended {
        let arguments: Vec<&str> = line.split_whitespace().collect();
        self.place
            .run(&self.world.simulator.url(), &arguments, |_| {})
    }

    /// The same, where what is throttled is sent so often in all.
    pub(crate) fn run_again_up_to(&self, attempts: u32, line: &str) -> Ended {
        let arguments: Vec<&str> = line.split_whitespace().collect();
        self.place
            .run(&self.world.simulator.url(), &arguments, |command| {
                command.env("AWS_MAX_ATTEMPTS", attempts.to_string());
            })
    }

    pub(crate) fn writes(&self) -> usize {
        WRITES
            .iter()
            .map(|write| self.world.simulator.count(*write))
            .sum()
    }

    /// Runs what must not send anything.
    pub(crate) fn harmless(&self, line: &str) -> Ended {
        let before = self.writes();
        let told = self.run(line);
        assert_eq!(self.writes(), before, "{line}");
        told
    }
}

/// The output without the time of reading.
fn timeless(printed: &str) -> String {
    let lines = printed.lines().map(|line| {
        let read = line
            .split_once("Read ")
            .filter(|(before, _)| before.is_empty());
        match read.and_then(|(_, rest)| rest.split_once(';')) {
            Some((_, rest)) => format!("Read NOW;{rest}"),
            None => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_dry_run_reviews_a_put_and_sends_nothing() {
    let scene = Scene::new();
    let told = scene.harmless(&format!(
        "{PUT} --function-name image-resize:live --maximum-retry-attempts 0 --dry-run \
         --destination-config OnFailure={{Destination=arn:aws:sqs:eu-west-1:123456789012:other}}"
    ));
    assert_eq!((told.status, told.told.as_str()), (0, ""));
    insta::assert_snapshot!(timeless(&told.printed));
}

#[test]
fn a_dry_run_reviews_an_update_and_a_removal_too() {
    let scene = Scene::new();
    let update = scene.harmless(&format!(
        "--dry-run {UPDATE} --function-name image-resize:live --maximum-event-age-in-seconds 60"
    ));
    assert_eq!(update.status, 0);
    let removal = scene.harmless(&format!(
        "{DELETE} --dry-run --function-name image-resize --qualifier live"
    ));
    assert_eq!(removal.status, 0);
    insta::assert_snapshot!(timeless(&format!(
        "{}\n{}",
        update.printed, removal.printed
    )));
}

#[test]
fn a_dry_run_without_anything_to_change_ends_with_status_3() {
    let scene = Scene::new();
    for line in [
        format!(
            "{PUT} --function-name image-resize:live --maximum-retry-attempts 2 --maximum-event-age-in-seconds 3600 --dry-run \
             --destination-config OnFailure={{Destination=arn:aws:sqs:eu-west-1:123456789012:image-resize-failed}}"
        ),
        format!("{UPDATE} --function-name image-resize:live --maximum-retry-attempts 2 --dry-run"),
        format!("{DELETE} --function-name image-resize --dry-run"),
    ] {
        let told = scene.harmless(&line);
        assert_eq!(told.status, 3, "{line}: {told:?}");
        assert!(
            told.printed
                .starts_with("Dry run: nothing was sent.\nNothing to "),
            "{told:?}"
        );
        assert_eq!(told.told, "");
    }
}

#[test]
fn a_dry_run_says_what_would_be_refused() {
    let scene = Scene::new();
    for (line, said) in [
        (
            format!("{PUT} --function-name image-resize --maximum-retry-attempts 7 --dry-run"),
            "x Maximum retry attempts: 7 is too many.",
        ),
        (
            format!(
                "{PUT} --function-name image-resize --dry-run --destination-config OnSuccess={{Destination=arn:aws:s3:::x}}"
            ),
            "x On success: A bucket takes records of failed events only.",
        ),
        (
            format!("{PUT} --function-name image-resize --dry-run"),
            "x The command names no setting.",
        ),
        (
            format!("{UPDATE} --function-name image-resize --maximum-retry-attempts 1 --dry-run"),
            "x An update changes what is there",
        ),
        // What the service answers to these with "The function doesn't exist." was reviewed with status 0.
        (
            format!("{PUT} --function-name image-resize:nope --maximum-retry-attempts 1 --dry-run"),
            "x image-resize has no alias nope.",
        ),
        (
            format!("{PUT} --function-name image-resize:777 --maximum-retry-attempts 1 --dry-run"),
            "x image-resize has no version 777.",
        ),
        (
            format!(
                "{PUT} --function-name notify-push:staging --maximum-retry-attempts 1 --dry-run"
            ),
            "x notify-push has no alias staging.",
        ),
        // The AWS CLI sends a truth value as it is: it was taken for a setting that is not named.
        (
            format!(
                "{PUT} --cli-input-json {{\"FunctionName\":\"image-resize\",\"MaximumRetryAttempts\":true}} --dry-run"
            ),
            "x MaximumRetryAttempts: true is no number.",
        ),
    ] {
        let told = scene.harmless(&line);
        assert_eq!(told.status, 255, "{line}: {told:?}");
        assert!(told.printed.contains(said), "{line}: {told:?}");
    }
    let gone = scene.harmless(&format!(
        "{PUT} --function-name nope --maximum-retry-attempts 1 --dry-run"
    ));
    assert_eq!(gone.status, 255);
    assert_eq!(
        gone.told,
        "Dry run: nothing was sent. The function doesn't exist.\n"
    );
}

/// "The function doesn't exist." was said of one that is in another region.
#[test]
fn a_dry_run_says_where_a_function_of_another_region_is() {
    let told = Scene::new().harmless(&format!(
        "{PUT} --function-name arn:aws:lambda:us-east-1:123456789012:function:image-resize --maximum-retry-attempts 1 --dry-run"
    ));
    assert_eq!(told.status, 255);
    assert_eq!(
        told.told,
        "Dry run: nothing was sent. That function is in us-east-1, you are in eu-west-1. Start lasso with --region us-east-1.\n"
    );
}

/// A put of empty destinations was said to change nothing, with status 3; the service takes it and stores a configuration.
#[test]
fn a_dry_run_says_what_a_put_of_empty_destinations_stores() {
    let scene = Scene::new();
    let told = scene.harmless(&format!(
        "{PUT} --function-name image-resize --destination-config OnSuccess={{}} --dry-run"
    ));
    assert_eq!((told.status, told.told.as_str()), (0, ""));
    assert!(
        told.printed
            .contains("\nA configuration that sets nothing would be stored where there is none"),
        "{told:?}"
    );
    let sent = scene.run(&format!(
        "{PUT} --function-name image-resize --destination-config OnSuccess={{}}"
    ));
    assert_eq!(sent.status, 0, "{sent:?}");
    let again = scene.harmless(&format!(
        "{PUT} --function-name image-resize --destination-config OnSuccess={{}} --dry-run"
    ));
    assert_eq!(again.status, 3, "{again:?}");
}

/// What the service says of another region's function was told as "there is no configuration".
#[test]
fn only_that_there_is_no_configuration_is_told_as_such_before_a_guarded_write() {
    let told = Scene::new().harmless(&format!(
        "{PUT} --function-name arn:aws:lambda:us-east-1:123456789012:function:image-resize --maximum-retry-attempts 1 \
         --if-last-modified 0"
    ));
    assert_eq!(told.status, 255);
    assert!(
        told.told.contains("are not reachable in this region"),
        "{told:?}"
    );
}

#[test]
fn what_is_wrong_with_a_request_is_told_before_its_review() {
    let scene = Scene::new();
    let told = scene.harmless(&format!(
        "{PUT} --function-name image-resize --maximum-retry-attempts -1 --dry-run"
    ));
    assert_eq!(told.status, 255);
    assert_eq!(
        told.told,
        "\nParameter validation failed:\nInvalid value for parameter MaximumRetryAttempts, value: -1, valid min value: 0\n"
    );
}

/// It began in small letters and ended without a full stop.
#[test]
fn two_qualifiers_that_differ_are_refused_in_a_whole_sentence() {
    let told = Scene::new().harmless(&format!(
        "{PUT} --function-name image-resize:live --qualifier 8 --maximum-retry-attempts 1 --dry-run"
    ));
    assert_eq!(
        (told.status, told.told.as_str()),
        (
            255,
            "Dry run: nothing was sent. The qualifier is given twice and differs: live with the name, 8 apart from it.\n"
        )
    );
}

#[test]
fn a_change_is_sent_only_if_nobody_changed_the_configuration_meanwhile() {
    let scene = Scene::new();
    let put = format!("{PUT} --function-name image-resize:live --maximum-retry-attempts 1");
    for time in ["1790602620", "1690602620.2", "2026-09-28T13:37:01Z"] {
        let told = scene.harmless(&format!("{put} --if-last-modified {time}"));
        assert_eq!(told.status, 4, "{told:?}");
        assert_eq!(told.printed, "");
        assert_eq!(
            told.told,
            format!(
                "Not sent: LastModified of image-resize:live is 1790602620.1 (2026-09-28T13:37:00.1Z), not {time}.\n"
            )
        );
    }
    let absent = scene.harmless(&format!(
        "{DELETE} --function-name image-resize --if-last-modified 1790602620.1"
    ));
    assert_eq!(absent.status, 4);
    assert_eq!(
        absent.told,
        "Not sent: nothing is set for image-resize:$LATEST, or it does not exist; what was touched last at 1790602620.1 is gone.\n"
    );

    let sent = scene.run(&format!(
        "--if-last-modified 2026-09-28T13:37:00.100Z {put}"
    ));
    assert_eq!((sent.status, sent.told.as_str()), (0, ""));
    assert!(
        sent.printed.contains("\"MaximumRetryAttempts\": 1,\n"),
        "{sent:?}"
    );
    assert_eq!(scene.writes(), 1);

    let again = scene.harmless(&format!("{put} --if-last-modified=1790602620.1"));
    assert_eq!(again.status, 4);
    let reviewed = scene.harmless(&format!("{put} --if-last-modified=1790602620.1 --dry-run"));
    assert_eq!(reviewed.status, 4);
}

#[test]
fn our_options_make_sense_for_writes_alone_and_must_be_written_out() {
    let scene = Scene::new();
    for (line, told) in [
        (
            format!("{GET} --function-name image-resize:live --dry-run"),
            format!("usage: error: argument --dry-run: {GET} changes nothing\n"),
        ),
        (
            format!("{GET} --function-name image-resize:live --if-last-modified 1"),
            format!("usage: error: argument --if-last-modified: {GET} changes nothing\n"),
        ),
        (
            format!("{DELETE} --function-name image-resize:live --if-last-modified"),
            "usage: error: argument --if-last-modified: expected one argument\n".to_owned(),
        ),
        (
            format!("{DELETE} --function-name image-resize:live --if-last-modified soon"),
            "usage: error: argument --if-last-modified: 'soon' is neither seconds since 1970, as LastModified prints them, nor a \
             time such as 2026-01-30T09:14:02.655Z\n"
                .to_owned(),
        ),
        (
            format!("{DELETE} --function-name image-resize:live --dry"),
            "usage: Unknown options: --dry\n".to_owned(),
        ),
        (
            format!("{DELETE} --function-name image-resize:live --if-last 1"),
            "usage: Unknown options: --if-last, 1\n".to_owned(),
        ),
    ] {
        assert_eq!(scene.harmless(&line).told, told, "{line}");
    }
}

#[test]
fn a_refusal_is_explained_below_aws_own_line_where_that_is_asked_for() {
    let scene = Scene::new();
    for (line, ours) in [
        (
            format!("{PUT} --function-name image-resize --maximum-retry-attempts 3"),
            "Maximum retry attempts: 3 is too many. Lambda retries at most 2 times: use 0, 1 or 2, or leave the option out for 2.",
        ),
        (
            format!(
                "{PUT} --function-name image-resize --destination-config OnSuccess={{Destination=arn:aws:s3:::bucket}}"
            ),
            "On success: A bucket takes records of failed events only. Put it under On failure.",
        ),
        (
            format!(
                "{PUT} --function-name image-resize --destination-config \
                 OnFailure={{Destination=arn:aws:lambda:eu-west-1:123456789012:function:image-resize}}"
            ),
            "On failure: image-resize is this same function. A function can't be its own destination.",
        ),
        (
            format!("{PUT} --function-name image-resize"),
            "The command names no setting. The defaults come back with lasso delete-function-event-invoke-config.",
        ),
    ] {
        let bare = scene.run(&line);
        assert_eq!(bare.status, 255);
        assert!(bare.told.starts_with("\nAn error occurred ("), "{bare:?}");
        assert_eq!(bare.told.lines().count(), 2);
        let explained = scene.run(&format!("{line} --explain"));
        assert_eq!(explained.status, 255);
        assert_eq!(explained.told, format!("{}{ours}\n", bare.told));
    }
}

#[test]
fn a_read_only_command_reads_and_does_not_write() {
    let scene = Scene::new();
    let told = scene.harmless(&format!(
        "--read-only {DELETE} --function-name image-resize:live"
    ));
    assert_eq!(told.status, 255);
    assert_eq!(
        told.told,
        "\nThis session is read-only: nothing is sent from here.\n"
    );
    let read = scene.run(&format!(
        "{GET} --read-only --function-name image-resize:live"
    ));
    assert_eq!(read.status, 0);
}

#[test]
fn the_version_is_lassos_own() {
    let scene = Scene::new();
    let told = scene.run(&format!("{GET} --version"));
    assert_eq!(
        told.printed,
        concat!("lasso ", env!("CARGO_PKG_VERSION"), "\n")
    );
    assert_eq!(told.status, 0);
}

/// A function may have the name of a command; it stands behind two dashes, as for the other commands.
#[test]
fn behind_two_dashes_stands_a_function_for_the_screens() {
    let scene = Scene::new();
    let told = scene.run(&format!("-- {GET}"));
    assert_eq!(told.status, 2);
    assert!(
        told.told.starts_with("lasso: lasso draws on a terminal"),
        "{told:?}"
    );
}

#[test]
fn what_the_sdk_does_is_shown_without_secrets_beside_the_answer() {
    let scene = Scene::new();
    let line = format!("{GET} --function-name image-resize:live");
    let plain = scene.run(&line);
    let shown = scene.run(&format!("{line} --debug"));
    assert_eq!(shown.printed, plain.printed);
    assert!(shown.told.contains("DEBUG"), "{}", shown.told);
    assert!(!shown.told.contains("AKIDEXAMPLE"), "{}", shown.told);
}

#[test]
fn certificates_that_are_not_verified_are_warned_of_each_time() {
    let scene = Scene::new();
    let told = scene.run(&format!(
        "{GET} --no-verify-ssl --endpoint-url https://127.0.0.1:1 --function-name orders"
    ));
    assert_eq!(
        told.told,
        "lasso: warning: certificates are not verified (--no-verify-ssl): whoever answers is believed.\n\nCould not connect to the \
         endpoint URL: \"https://127.0.0.1:1/2019-09-25/functions/orders/event-invoke-config\"\n"
    );
}

/// What a reader that went away leaves unread is no reason to panic.
#[test]
fn a_reader_that_went_away_is_no_panic() {
    let scene = Scene::new();
    for line in [
        format!("{GET} --function-name image-resize:live"),
        format!("{GET} --generate-cli-skeleton"),
        format!("{GET} help"),
        format!("{GET} --foo"),
        format!("{PUT} --dry-run --function-name image-resize:live --maximum-retry-attempts 1"),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = scene.place.command(&scene.world.simulator.url());
        let status = command
            .args(line.split_whitespace())
            .stdout(writer.try_clone().unwrap())
            .stderr(writer)
            .status()
            .unwrap();
        assert!(
            matches!(status.code(), Some(0 | 2 | 255)),
            "{line}: {status:?}"
        );
    }
}
