//! Command lines that another program than the one that was meant could take for its own: nothing of them is sent.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use crate::beyond::Scene;

const PUT: &str = "put-function-event-invoke-config";
const GET: &str = "get-function-event-invoke-config";

/// The bytes were replaced by `\u{fffd}`, and a destination with that name was stored.
#[test]
fn an_argument_that_is_no_text_is_refused_before_anything_is_sent() {
    let scene = Scene::new();
    let destination =
        OsStr::from_bytes(b"OnFailure={Destination=arn:aws:sns:eu-west-1:123456789012:caf\xe9}");
    let told = scene
        .place
        .run(&scene.world.simulator.url(), &[], |command| {
            command
                .args([
                    PUT,
                    "--function-name",
                    "image-resize",
                    "--destination-config",
                ])
                .arg(destination);
        });
    assert_eq!((told.status, scene.writes()), (255, 0), "{told:?}");
    assert!(
        told.told
            .contains("An argument is not UTF-8, and nothing was sent"),
        "{told:?}"
    );
}

/// "unexpected argument '--function-name' found" was said, about the wrong option.
#[test]
fn an_option_of_the_screens_before_a_command_is_named() {
    let scene = Scene::new();
    for (option, name) in [
        ("--rate 3", "--rate"),
        ("--ascii", "--ascii"),
        ("--rate=3", "--rate"),
    ] {
        let told = scene.harmless(&format!("{option} {GET} --function-name image-resize"));
        assert_eq!(told.status, 2, "{told:?}");
        let said = format!("argument {name}: an option of the screens, which {GET} does not have");
        assert!(told.told.contains(&said), "{told:?}");
    }
}

/// The reader called itself once for each brace, until its stack was at its end: the program died of SIGABRT.
#[test]
fn shorthand_that_is_nested_without_end_is_refused_in_a_line() {
    let scene = Scene::new();
    let told = |depth: usize, open: &str, close: &str| {
        let nested = format!("OnFailure={}x{}", open.repeat(depth), close.repeat(depth));
        scene.harmless(&format!(
            "{PUT} --function-name image-resize --destination-config {nested}"
        ))
    };
    for (open, close) in [("{a=", "}"), ("[", "]"), ("{a=", ""), ("[{a=", "}]")] {
        for depth in [487, 15_000] {
            let told = told(depth, open, close);
            assert_eq!(
                (told.status, told.told.as_str()),
                (255, "\nmaximum recursion depth exceeded\n")
            );
        }
    }
    let followed = told(486, "{a=", "}");
    assert!(
        followed
            .told
            .contains("Unknown parameter in DestinationConfig.OnFailure: \"a\""),
        "{followed:?}"
    );
}
