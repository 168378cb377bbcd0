//! The names that the screens listed last, kept so that a shell can complete them without asking AWS.
//!
//! Knows where they are kept and in what form: one line each, `name` or `name:qualifier`. Does not know what is completed. Nothing but
//! names is kept, for nobody else to read, and what can't be read or written is as good as no names.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use super::super::environment::text_of;
use crate::app::catalogue::Catalogue;
use crate::domain::verdict::Existence;

/// The file of names, in the user's cache (XDG Base Directory Specification); `None` where there is no home.
fn path() -> Option<PathBuf> {
    let cache = text_of("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.filter(|cache| cache.is_absolute());
    let cache = cache.or_else(|| Some(PathBuf::from(text_of("HOME")?).join(".cache")))?;
    Some(cache.join("lasso").join("last-listing"))
}

/// Keeps the names of what was listed; where nothing was, those of before stay.
pub fn keep(catalogue: &Catalogue) {
    let positions = catalogue.in_order().iter();
    let entries = positions.filter_map(|position| catalogue.at(*position));
    let mut names = Vec::new();
    for entry in entries {
        let name = &entry.function.name;
        names.push(name.to_string());
        let rows = entry.outlook().map_or(&[][..], |outlook| &outlook.rows);
        let there = rows.iter().filter(|row| row.existence == Existence::Exists);
        names.extend(there.map(|row| format!("{name}:{}", row.qualifier)));
    }
    if !names.is_empty() {
        drop(write(&(names.join("\n") + "\n")));
    }
}

/// Writes beside the file and then in its place, so that a shell never reads half of it.
#[expect(
    clippy::disallowed_methods,
    reason = "the one file that the program keeps"
)]
fn write(text: &str) -> io::Result<()> {
    let path = path().ok_or(io::ErrorKind::NotFound)?;
    let folder = path.parent().ok_or(io::ErrorKind::NotFound)?;
    fs::create_dir_all(folder)?;
    let beside = path.with_extension(std::process::id().to_string());
    let mut options = OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&beside)?;
    let written = file.write_all(text.as_bytes());
    let kept = written.and_then(|()| fs::rename(&beside, &path));
    if kept.is_err() {
        drop(fs::remove_file(&beside));
    }
    kept
}

/// The names that were kept, in their order; none where nothing was kept.
#[expect(
    clippy::disallowed_methods,
    reason = "the one file that the program keeps"
)]
pub fn names() -> Vec<String> {
    let text = path().and_then(|path| fs::read_to_string(path).ok());
    let text = text.unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}
