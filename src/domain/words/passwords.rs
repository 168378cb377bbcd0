//! Hides the passwords that stand in addresses.
//!
//! Knows where an address names who asks and by which password. Does not know which texts hold addresses.

/// A text in which the password of every address is replaced: `https://me:***@host`. A text without a scheme is an address as a whole.
#[must_use]
pub fn without_passwords(text: &str) -> String {
    // The scheme before it may be missing.
    const BEFORE_HOST: &str = "//";
    let mut parts = text.split_inclusive(BEFORE_HOST);
    let first = parts.next().unwrap_or_default();
    let mut shown = if first.ends_with(BEFORE_HOST) {
        first.to_owned()
    } else {
        in_address(first)
    };
    shown.extend(parts.map(in_address));
    shown
}

/// What follows a scheme, up to the next one.
fn in_address(rest: &str) -> String {
    let end = rest.find(['/', '?', '#', '"', '\'', ' ', '\\', ',', '>']);
    let (authority, path) = rest.split_at(end.unwrap_or(rest.len()));
    match authority.rsplit_once('@') {
        Some((user, host)) => {
            let (user, password) = user.split_once(':').unwrap_or((user, ""));
            let hidden = if password.is_empty() { "" } else { ":***" };
            format!("{user}{hidden}@{host}{path}")
        }
        None => rest.to_owned(),
    }
}
