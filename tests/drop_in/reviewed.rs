//! What `--dry-run` says of answers that lie, of what could not be read and of what nobody knows, and how much of it reaches a
//! terminal as it came.

use lambda_lasso::simulator::Change;
use serde_json::json;

use crate::beyond::{DELETE, PUT, Scene, UPDATE};

/// What a terminal obeys or hides: a line of its own, colours, the same in one character, and text that runs backwards.
const HOSTILE: &str = "arn:\n\u{1b}[2K\rset       Maximum\u{9b}31m\u{202e}";

fn is_harmless(text: &str) -> bool {
    let hostile = |letter: char| letter.is_control() && letter != '\n' || letter == '\u{202e}';
    !text.contains(hostile)
}

/// The old destination stood in its row as it had been answered: whoever set it could write a review of their own.
#[test]
fn what_is_held_writes_no_line_of_a_review_and_no_sequence_of_a_terminal() {
    for line in [
        format!("{PUT} --function-name image-resize:live --maximum-retry-attempts 1"),
        format!(
            "{UPDATE} --function-name image-resize:live --destination-config OnSuccess={{}},OnFailure={{}}"
        ),
        format!("{DELETE} --function-name image-resize:live"),
    ] {
        let scene = Scene::new();
        let destinations = json!({
            "OnSuccess": {"Destination": HOSTILE}, "OnFailure": {"Destination": HOSTILE}
        });
        scene.world.simulator.change(
            "eu-west-1",
            &Change {
                function: "image-resize".to_owned(),
                qualifier: "live".to_owned(),
                settings: Some(json!({"DestinationConfig": destinations})),
            },
        );
        let told = scene.harmless(&format!("{line} --dry-run"));
        assert_eq!(told.status, 0, "{told:?}");
        assert!(is_harmless(&told.printed), "{told:?}");
        let rows = told.printed.lines();
        let resets = rows.filter(|row| row.starts_with("RESET     "));
        let told_whole = resets.filter(|row| row.contains("arn:\u{fffd}\u{fffd}[2K\u{fffd}set"));
        assert!(told_whole.count() >= 2, "{told:?}");
    }
}

/// What was typed stood there as it was typed.
#[test]
fn an_explanation_writes_no_sequence_of_a_terminal() {
    let scene = Scene::new();
    for line in [
        format!("{DELETE} --explain --function-name image-resize --qualifier q\u{1b}[31m"),
        format!("{DELETE} --dry-run --function-name image-resize --qualifier q\u{1b}[31m"),
        format!(
            "{DELETE} --if-last-modified 1 --function-name image-resize --qualifier q\u{1b}[31m"
        ),
    ] {
        let told = scene.run(&line);
        assert_eq!(told.status, 255, "{told:?}");
        let ours = told
            .told
            .lines()
            .filter(|line| !line.starts_with("An error"));
        let ours: Vec<&str> = ours.filter(|line| line.contains("31m")).collect();
        assert!(ours.iter().all(|line| is_harmless(line)), "{told:?}");
    }
}
