//! The names that the screens listed last, kept so that a shell can complete them without asking AWS.
//!
//! Knows where they are kept and in what form: one line each, `name` or `name:qualifier`. Does not know what is completed. Nothing but
//! names is kept, for nobody else to read, and what can't be read or written is as good as no names. What Lambda's own pattern allows for
//! no name is kept out, and left out where it is kept: bash puts a name into the line as it is, to be run with it.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use super::super::environment::text_of;
use crate::app::catalogue::Catalogue;
use crate::domain::function::FunctionName;
use crate::domain::qualifier::Qualifier;
use crate::domain::verdict::Existence;

/// The file of names, in the user's cache (XDG Base Directory Specification); `None` where there is no home.
fn path() -> Option<PathBuf> {
    let cache = text_of("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.filter(|cache| cache.is_absolute());
    let cache = cache.or_else(|| Some(PathBuf::from(text_of("HOME")?).join(".cache")))?;
    Some(cache.join("lasso").join("last-listing"))
}

/// Keeps the names of what was listed. Of what was not read this time, what was kept before stays: the qualifiers of a function that
/// nobody looked at, and all functions where the listing did not come to its end.
pub(crate) fn keep(catalogue: &Catalogue) {
    let kept = merged(catalogue, &names());
    if !kept.is_empty() || catalogue.listing.value().is_some() {
        let lines: String = kept.into_iter().map(|name| name + "\n").collect();
        drop(write(&lines));
    }
}

/// The names of a catalogue, and those of before that it says nothing of.
fn merged(catalogue: &Catalogue, before: &[String]) -> Vec<String> {
    let mut former: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for name in before {
        let (function, qualifier) = match name.split_once(':') {
            Some((function, qualifier)) => (function, Some(qualifier.to_owned())),
            None => (name.as_str(), None),
        };
        former.entry(function).or_default().extend(qualifier);
    }
    let mut kept = BTreeMap::new();
    let positions = catalogue.in_order().iter();
    for entry in positions.filter_map(|position| catalogue.at(*position)) {
        let name = entry.function.name.as_str();
        let known = former.remove(name);
        let rows = entry.outlook().map_or(&[][..], |outlook| &outlook.rows);
        let there = rows.iter().filter(|row| row.existence == Existence::Exists);
        let read: Vec<String> = there.map(|row| row.qualifier.to_string()).collect();
        let qualifiers = Some(read).filter(|read| !read.is_empty()).or(known);
        // What was only asked for by name may not be there.
        if entry.was_listed() || qualifiers.is_some() {
            kept.insert(name, qualifiers.unwrap_or_default());
        }
    }
    if catalogue.listing.value().is_none() {
        kept.extend(former);
    }
    let lines = kept.into_iter().flat_map(|(function, qualifiers)| {
        let qualifiers = qualifiers.into_iter();
        let qualified = qualifiers.map(move |qualifier| format!("{function}:{qualifier}"));
        std::iter::once(function.to_owned()).chain(qualified)
    });
    lines.filter(|line| is_name(line)).collect()
}

/// Whether a line is a name, or a name and a qualifier, as Lambda allows them.
fn is_name(line: &str) -> bool {
    let (function, qualifier) = match line.split_once(':') {
        Some((function, qualifier)) => (function, Some(qualifier)),
        None => (line, None),
    };
    FunctionName::parse(function).is_some()
        && qualifier.is_none_or(|qualifier| Qualifier::parse(qualifier).is_ok())
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

/// The names that were kept, in their order; none where nothing was kept. Whoever kept them, only what is a name is taken for one.
#[expect(
    clippy::disallowed_methods,
    reason = "the one file that the program keeps"
)]
pub(crate) fn names() -> Vec<String> {
    let text = path().and_then(|path| fs::read_to_string(path).ok());
    let text = text.unwrap_or_default();
    let names = text.lines().filter(|line| is_name(line));
    names.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::domain::call::{FunctionDescription, RequestId};
    use crate::domain::function::FunctionAddress;
    use crate::domain::place::{Region, Scope};
    use crate::domain::qualifier::Qualifier;

    const BEFORE: [&str; 5] = [
        "billing",
        "orders",
        "orders:$LATEST",
        "orders:live",
        "removed:live",
    ];

    fn described(name: &str) -> FunctionDescription {
        let scope = Scope::of_region(Region::parse("eu-west-1").unwrap());
        let target = FunctionAddress::parse(name).unwrap().within(&scope);
        FunctionDescription {
            function: target.function,
            version: Qualifier::Latest,
            runtime: None,
            timeout_seconds: None,
            role: None,
            dead_letter_target: None,
        }
    }

    fn after(catalogue: &Catalogue) -> String {
        merged(catalogue, &BEFORE.map(str::to_owned)).join(" ")
    }

    /// The qualifiers of all functions but those that were looked at were forgotten with every listing.
    #[test]
    fn qualifiers_of_functions_that_nobody_looked_at_are_kept() {
        let mut catalogue = Catalogue::default();
        catalogue.begin_listing(RequestId(1), Timestamp::UNIX_EPOCH);
        catalogue.add_page(
            vec![described("orders"), described("billing")],
            Timestamp::UNIX_EPOCH,
        );
        catalogue.end_listing(Timestamp::UNIX_EPOCH, |_| false);
        assert_eq!(
            after(&catalogue),
            "billing orders orders:$LATEST orders:live"
        );
    }

    /// A name that no function can have was kept, for a shell to run what stands in it.
    #[test]
    fn what_is_no_name_is_not_kept() {
        let mut catalogue = Catalogue::default();
        let mut hostile = described("orders");
        hostile.function.name = FunctionName::reported("yyy$(touch${IFS}pwned)").unwrap();
        catalogue.begin_listing(RequestId(1), Timestamp::UNIX_EPOCH);
        catalogue.add_page(vec![described("orders"), hostile], Timestamp::UNIX_EPOCH);
        catalogue.end_listing(Timestamp::UNIX_EPOCH, |_| false);
        assert_eq!(after(&catalogue), "orders orders:$LATEST orders:live");
    }

    /// Whoever opened one function by its name had only that one completed afterwards, though it may not even exist.
    #[test]
    fn a_function_that_was_opened_by_name_takes_no_other_away() {
        let mut catalogue = Catalogue::default();
        catalogue.ensure(&described("mistyped").function);
        assert_eq!(
            after(&catalogue),
            "billing orders orders:$LATEST orders:live removed removed:live"
        );
    }
}
