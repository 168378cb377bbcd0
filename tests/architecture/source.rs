//! The source of this crate as text: files, lines beside the tests, and the paths that they name.
//!
//! Knows how Rust is written here. Does not know which of it is allowed.

use std::fs;
use std::path::Path;

use super::folders::Folder;

/// A source file, from the root of the crate.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// The lines without comments and without the tests at the end.
    pub(crate) fn code(&self) -> impl Iterator<Item = &str> {
        let is_test_file = self.path.ends_with("/tests.rs");
        let lines: Vec<&str> = self.text.lines().collect();
        let tests = lines
            .windows(2)
            .position(|pair| pair[0].trim() == "#[cfg(test)]" && pair[1].contains("mod tests {"));
        let end = tests.unwrap_or(lines.len());
        lines
            .into_iter()
            .take(if is_test_file { 0 } else { end })
            .filter(|line| !line.trim_start().starts_with("//"))
    }
    /// Says whether a path is named, such as `std::fs` or, as the beginning of one, `serde::`.
    pub(crate) fn names(&self, path: &str) -> bool {
        let is_inside = |character: char| character.is_alphanumeric() || character == '_';
        self.code().any(|line| {
            line.match_indices(path).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                let after = line[at + path.len()..].chars().next();
                let begins = !before.is_some_and(|before| is_inside(before) || before == ':');
                begins && (path.ends_with(':') || !after.is_some_and(is_inside))
            })
        })
    }

    pub(crate) fn is_in(&self, folder: &Folder) -> bool {
        self.path.starts_with(&format!("src/{}/", folder.name))
    }
}

/// Every source file below a folder of this crate.
pub(crate) fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join(folder)];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources.push(source(root, &path));
            }
        }
    }
    assert!(!sources.is_empty());
    sources
}

fn source(root: &Path, path: &Path) -> Source {
    let below = path.strip_prefix(root).expect("a path of this crate");
    Source {
        path: below.display().to_string(),
        text: read(path),
    }
}

/// The text of a file.
#[expect(clippy::disallowed_methods, reason = "the source is what is tested")]
pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a text")
}

/// The lines of `Cargo.toml` between two headings.
pub(crate) fn manifest_section(heading: &str) -> Vec<String> {
    let manifest = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"));
    manifest
        .lines()
        .skip_while(|line| *line != heading)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// The crates of `Cargo.toml`, as they are named in paths.
pub(crate) fn dependencies() -> Vec<String> {
    let name = |line: String| line.split(' ').next().map(|name| name.replace('-', "_"));
    manifest_section("[dependencies]")
        .into_iter()
        .filter_map(name)
        .collect()
}
