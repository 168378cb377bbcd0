//! Snapshots of whole screens: what each screen shows, symbol for symbol, in states that were reached by messages.
//!
//! Knows which scenes there are. Does not know whether a screen says the right thing: whoever accepts a snapshot reads it.
#![cfg(test)]

#[path = "../key_scripts/account.rs"]
mod account;
mod drawing;
mod explorer;
mod form;
mod function;
mod outcome;
#[path = "../key_scripts/play.rs"]
#[expect(dead_code, reason = "the key scripts use the rest of it")]
mod play;
mod review;
mod scene;
#[path = "../key_scripts/shown.rs"]
#[expect(dead_code, reason = "the key scripts use the rest of it")]
mod shown;
mod texts;
#[path = "../key_scripts/values.rs"]
#[expect(dead_code, reason = "the key scripts use the rest of it")]
mod values;
mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use self::scene::{Scene, check, check_without_colours};

/// Every scene.
const ALL: [&[Scene]; 6] = [
    explorer::SCENES,
    function::SCENES,
    form::SCENES,
    review::SCENES,
    outcome::SCENES,
    texts::SCENES,
];

#[test]
fn the_list_of_functions() {
    check(explorer::SCENES);
}

#[test]
fn the_screen_of_one_function() {
    check(function::SCENES);
}

#[test]
fn the_form() {
    check(form::SCENES);
}

#[test]
fn the_review_and_the_way_to_the_write() {
    check(review::SCENES);
}

#[test]
fn the_outcomes() {
    check(outcome::SCENES);
}

#[test]
fn texts_prompts_and_the_copy_menu() {
    check(texts::SCENES);
}

#[test]
fn without_colours_every_screen_says_the_same() {
    for scenes in ALL {
        check_without_colours(scenes);
    }
}

/// Snapshots of scenes that were renamed or dropped would lie about what is shown.
#[test]
fn every_snapshot_is_of_a_scene() {
    let named: Vec<String> = ALL.into_iter().flatten().flat_map(Scene::names).collect();
    let kept: BTreeSet<String> =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens/snapshots"))
            .expect("a folder of snapshots")
            .flatten()
            .map(|file| file.file_name().to_string_lossy().into_owned())
            .filter_map(|file| file.strip_suffix(".snap").map(str::to_owned))
            .collect();
    let distinct: BTreeSet<String> = named.iter().cloned().collect();
    assert_eq!(distinct.len(), named.len(), "two scenes have one name");
    let odd: Vec<&String> = kept.symmetric_difference(&distinct).collect();
    assert!(odd.is_empty(), "without scene or without snapshot: {odd:?}");
}
