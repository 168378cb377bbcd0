//! The rules of how this crate is built, read from its source: who may know whom, and how large things may grow.
//!
//! Knows folders, lines and names. Does not know what any of the code does.
#![cfg(test)]

mod folders;
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use lambda_lasso::app::message::Message;

use self::folders::{BENEATH, FOLDERS, OUTSIDE};
use self::source::{dependencies, manifest_section, read, sources};

/// A file may have so many lines, tests and all.
const LINES_OF_A_FILE: usize = 500;
/// The share of the crate that its purest part may take, in percent of all lines.
const SHARE_OF_THE_DOMAIN: usize = 35;
/// The bytes of a message, which is moved with every key and answer.
const BYTES_OF_A_MESSAGE: usize = 128;
/// The fields of the whole state.
const FIELDS_OF_THE_STATE: usize = 12;

#[test]
fn every_folder_has_its_place_among_the_ranks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let folders: BTreeSet<String> = fs::read_dir(root)
        .expect("a folder")
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let known: BTreeSet<String> = FOLDERS
        .iter()
        .map(|folder| folder.name.to_owned())
        .collect();
    assert_eq!(folders, known);
}

#[test]
fn imports_go_only_to_folders_that_know_less() {
    let sources = sources("src");
    for folder in &FOLDERS {
        for other in FOLDERS.iter().filter(|other| other.name != folder.name) {
            let path = format!("crate::{}", other.name);
            let named: Vec<&str> = sources
                .iter()
                .filter(|source| source.is_in(folder) && source.names(&path))
                .map(|source| source.path.as_str())
                .collect();
            if !folder.may_name.contains(&other.name) {
                assert_eq!(
                    named, [""; 0],
                    "{} must not know {}",
                    folder.name, other.name
                );
            }
        }
    }
}

/// What was sent was remembered beside the review that remembers it: each file needed the other.
#[test]
fn what_is_beneath_names_nothing_that_rests_on_it() {
    let sources = sources("src/app");
    for (beneath, above) in BENEATH {
        let (file, folder) = (
            format!("src/app/{beneath}.rs"),
            format!("src/app/{beneath}/"),
        );
        let within = |path: &str| path == file || path.starts_with(&folder);
        let paths = ["crate::app", "super", "super::super"].map(|path| format!("{path}::{above}"));
        let mut found = 0;
        for source in sources.iter().filter(|source| within(&source.path)) {
            found += 1;
            for path in &paths {
                assert!(!source.names(path), "{} names {path}", source.path);
            }
        }
        assert!(found > 0, "there is no {beneath}");
    }
}

#[test]
fn a_folder_names_the_crates_of_its_list_and_each_of_them() {
    let (sources, dependencies) = (sources("src"), dependencies());
    for folder in &FOLDERS {
        let allowed: BTreeSet<&str> = folder.crates.iter().map(|(name, _)| *name).collect();
        let named: BTreeSet<&str> = dependencies
            .iter()
            .map(String::as_str)
            .filter(|name| {
                let root = format!("{name}::");
                sources
                    .iter()
                    .any(|source| source.is_in(folder) && source.names(&root))
            })
            .collect();
        assert_eq!(named, allowed, "{}", folder.name);
    }
}

#[test]
fn no_crate_is_carried_along_for_nothing() {
    let named = FOLDERS.iter().flat_map(|folder| folder.crates);
    let named: BTreeSet<&str> = named.map(|(name, _)| *name).collect();
    let all = dependencies();
    let all: BTreeSet<&str> = all.iter().map(String::as_str).collect();
    assert_eq!(all, named);
}

#[test]
fn only_the_shell_reaches_outside() {
    let sources = sources("src");
    for folder in &FOLDERS {
        for path in OUTSIDE.iter().filter(|path| !folder.reaches.contains(path)) {
            for source in sources.iter().filter(|source| source.is_in(folder)) {
                assert!(!source.names(path), "{} names {path}", source.path);
            }
        }
    }
}

#[test]
fn the_program_itself_only_calls_the_commands() {
    let sources = sources("src");
    let main = sources
        .iter()
        .find(|source| source.path == "src/main.rs")
        .expect("a program");
    assert!(main.text.lines().count() <= 40);
    for folder in FOLDERS.iter().filter(|folder| folder.name != "commands") {
        assert!(!main.names(&format!("lambda_lasso::{}", folder.name)));
    }
}

/// What is approved can be sent, so there is one line where that happens, and nothing by which it could be copied.
#[test]
fn a_change_is_approved_in_one_place_and_never_copied() {
    let sources = sources("src");
    let approving: Vec<&str> = sources
        .iter()
        .flat_map(|source| source.code().map(|line| (source.path.as_str(), line)))
        .filter(|(_, line)| line.contains(".approve("))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(approving, ["src/app/review/course.rs"]);
    for (name, path) in [
        ("ApprovedChange", "src/domain/change.rs"),
        ("Unmoved", "src/domain/drift.rs"),
    ] {
        let source = sources
            .iter()
            .find(|source| source.path == path)
            .expect(path);
        let (before, _) = source
            .text
            .split_once(&format!("pub struct {name}"))
            .expect(name);
        let derived = before.lines().next_back().expect("a derive");
        assert!(derived.starts_with("#[derive("), "{name}: {derived}");
        assert!(
            !derived.contains("Clone") && !derived.contains("Deserialize"),
            "{name}: {derived}"
        );
        assert!(
            !source.text.contains(&format!("for {name}")),
            "{name} is given something by hand"
        );
    }
}

/// What is typed goes out without review, so only what a person or a script typed may go through that door.
#[test]
fn only_the_commands_send_what_was_typed() {
    for source in sources("src") {
        let may = ["src/aws/", "src/commands/"];
        let may = may.iter().any(|folder| source.path.starts_with(folder));
        for name in ["as_typed", "as_typed_while", "TypedRequest"] {
            assert!(may || !source.names(name), "{} names {name}", source.path);
        }
    }
}

#[test]
fn no_file_grows_beyond_what_can_be_read_at_once() {
    for source in sources("src").into_iter().chain(sources("tests")) {
        let lines = source.text.lines().count();
        assert!(lines <= LINES_OF_A_FILE, "{}: {lines} lines", source.path);
    }
}

#[test]
fn every_file_begins_by_saying_what_it_is() {
    for folder in ["src", "tests"] {
        for source in sources(folder) {
            let first = source.text.lines().find(|line| !line.starts_with("#!["));
            assert!(
                first.is_some_and(|line| line.starts_with("//! ")),
                "{}",
                source.path
            );
        }
    }
}

#[test]
fn nothing_is_left_for_later() {
    let later = ["TODO", "FIXME", "XXX", "todo!(", "unimplemented!(", "dbg!("];
    let this = "tests/architecture/main.rs";
    for source in sources("src").into_iter().chain(sources("tests")) {
        for word in later.iter().filter(|_| source.path != this) {
            assert!(!source.text.contains(word), "{}: {word}", source.path);
        }
    }
}

#[test]
fn the_rules_of_the_settings_are_no_more_than_a_third_of_the_program() {
    let sources = sources("src");
    let lines = |folder: &str| -> usize {
        let within = sources
            .iter()
            .filter(|source| source.path.starts_with(folder));
        within.map(|source| source.text.lines().count()).sum()
    };
    let (domain, all) = (lines("src/domain/"), lines("src/"));
    let share = domain * 100 / all;
    assert!(
        share <= SHARE_OF_THE_DOMAIN,
        "{domain} of {all} lines are {share} %"
    );
}

#[test]
fn a_message_stays_small() {
    assert!(size_of::<Message>() <= BYTES_OF_A_MESSAGE);
}

#[test]
fn the_state_has_few_fields() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let source = read(&root.join("src/app/state.rs"));
    let (_, fields) = source.split_once("pub struct State {").expect("the state");
    let (fields, _) = fields.split_once("\n}").expect("its end");
    let is_field = |line: &&str| !line.trim_start().starts_with("//") && line.contains(": ");
    let count = fields.lines().filter(is_field).count();
    assert!((1..=FIELDS_OF_THE_STATE).contains(&count), "{count}");
}

/// A screen and its drawing are found by the same name; a review is drawn as the text that it is, like any other text.
#[test]
fn every_screen_has_its_view() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let state = read(&root.join("src/app/state.rs"));
    let (_, screens) = state.split_once("pub enum Screen {").expect("the screens");
    let (screens, _) = screens.split_once("\n}").expect("their end");
    let above = screens
        .lines()
        .filter_map(|line| line.trim().split_once('('))
        .map(|(name, _)| name.to_lowercase());
    for screen in above.chain(["explorer".to_owned()]) {
        let drawn = if ["review", "text"].contains(&screen.as_str()) {
            "document"
        } else {
            &screen
        };
        let view = read(&root.join(format!("src/view/{drawn}.rs")));
        assert!(view.contains("fn draw("), "{screen}");
    }
}

#[test]
fn every_crate_is_here_for_a_reason() {
    for line in manifest_section("[dependencies]")
        .into_iter()
        .chain(manifest_section("[dev-dependencies]"))
    {
        let reason = line.split_once(" # ").map(|(_, reason)| reason);
        assert!(reason.is_some_and(|reason| reason.len() > 10), "{line}");
    }
}
