//! A profile that was named and is not there, as far as the SDK's own reader goes: it passes over names that the AWS CLI takes.
//!
//! Knows which names that reader takes, and what is said of the others. Does not know what a profile holds, nor how its files are found,
//! see `profile_files`.

use super::configuration::setup;
use super::profile;
use super::profile_files::{self, Heading};
use crate::domain::failure::Failure;

/// The characters of names that the SDK takes, beside letters and digits of ASCII.
const PUNCTUATION: [char; 8] = ['_', '-', '.', '/', '%', '@', ':', '+'];

/// Says why a profile can't be used that was named, and what to do instead.
pub async fn missing_profile(name: &str) -> Failure {
    let profiles = match profile::load(name).await {
        Ok(profiles) => profiles,
        Err(failure) => return failure,
    };
    let mut readable: Vec<&str> = profiles.profiles().collect();
    readable.sort_unstable();
    told(name, &readable, &profile_files::headings().await)
}

/// The same, of what the SDK reads and what stands in the files.
fn told(name: &str, readable: &[&str], headings: &[Heading]) -> Failure {
    let is_meant = |heading: &&Heading| heading.profile.as_deref() == Some(name);
    let here =
        || (!readable.is_empty()).then(|| format!("Profiles here: {}.", readable.join(", ")));
    let Some(heading) = headings.iter().find(is_meant) else {
        let hint = here().unwrap_or_else(|| none_readable(headings));
        return setup(format!("There is no profile {name}.")).hint(hint);
    };
    let file = heading.file.display();
    let other = "or choose another with --profile or AWS_PROFILE.";
    let (why, hint) = if is_readable(name) {
        (
            "its section has quotes, which Lasso can't read",
            format!("Take the quotes off there, {other}"),
        )
    } else {
        (
            "Lasso can't read such a name",
            format!("{}: rename it there, {other}", taken()),
        )
    };
    let failure = setup(format!("Profile {name} is in {file}, but {why}.")).hint(hint);
    match here() {
        Some(here) => failure.hint(here),
        None => failure,
    }
}

/// What is said where the SDK reads no profile at all.
fn none_readable(headings: &[Heading]) -> String {
    let names = headings
        .iter()
        .filter_map(|heading| heading.profile.as_deref());
    let names: Vec<&str> = names.collect();
    match headings.first() {
        None => "No profile is set up: aws configure makes one.".to_owned(),
        Some(heading) if names.is_empty() => format!(
            "No section of {} is a profile: [profile NAME] begins one.",
            heading.file.display()
        ),
        Some(_) => format!(
            "Lasso can't read the profiles that are here: {}. {}.",
            names.join(", "),
            taken()
        ),
    }
}

/// What a name may consist of.
fn taken() -> String {
    let punctuation = PUNCTUATION.map(String::from).join(" ");
    format!("Lasso takes names of ASCII letters, digits and {punctuation}")
}

/// Says whether the SDK takes a name.
fn is_readable(name: &str) -> bool {
    let is_taken = |letter: char| letter.is_ascii_alphanumeric() || PUNCTUATION.contains(&letter);
    name.chars().all(is_taken)
}
