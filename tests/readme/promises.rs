//! The README's table of faults: each of its rows names the tests that hold it, and they exist.
//!
//! Knows where the names stand. Does not know what the tests do.

use std::fs;
use std::path::{Path, PathBuf};

const HEADING: &str = "## What happens when …\n";

/// The names in the last column of the table.
fn named(readme: &str) -> Vec<String> {
    let (_, section) = readme.split_once(HEADING).expect("the section");
    let (section, _) = section.split_once("\n## ").expect("its end");
    let rows = section.lines().filter(|line| line.starts_with("| "));
    // The first row is the heading of the table.
    rows.skip(1)
        .flat_map(|row| {
            let column = row.trim_end_matches(" |").rsplit(" | ").next();
            let names: Vec<String> = column
                .expect("a column")
                .split(", ")
                .map(|name| name.trim_matches('`').to_owned())
                .collect();
            assert!(!names.is_empty(), "{row}");
            names
        })
        .collect()
}

/// The text of every test file.
#[expect(clippy::disallowed_methods, reason = "a test reads the tests")]
fn tests() -> String {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")];
    let mut text = String::new();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text += &fs::read_to_string(path).expect("a text");
            }
        }
    }
    text
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads the README")]
fn every_test_that_the_readme_names_exists() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let names = named(&fs::read_to_string(path).expect("a README"));
    let tests = tests();
    assert!(names.len() > 12, "{names:?}");
    for name in names {
        assert!(
            tests.contains(&format!("#[test]\nfn {name}(")),
            "no test {name}"
        );
    }
}
