//! What of a function is meant: `$LATEST`, a version, an alias.
//!
//! Knows how AWS spells qualifiers and how they are ordered on screen. Does not know functions or settings.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The part of a function that has an event invoke config of its own.
///
/// "Unqualified" is only a way of typing [`Qualifier::Latest`]: the service keeps one configuration for both.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Qualifier {
    /// `$LATEST`, the unpublished version.
    Latest,
    /// `$LATEST.PUBLISHED`, which belongs to Lambda Managed Instances.
    LatestPublished,
    /// An alias, such as `live`.
    Alias(String),
    /// A published version, such as `12`.
    Version(u64),
}

/// Why a text is no qualifier.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum QualifierProblem {
    /// Nothing stands where a qualifier should.
    #[error("the qualifier is empty")]
    Empty,
    /// The API takes 128 characters at most.
    #[error("the qualifier has more than 128 characters")]
    TooLong,
    /// Aliases consist of letters, digits, hyphens and underscores.
    #[error(
        "\"{0}\" is no qualifier: write $LATEST, a version's number or an alias (letters, digits, - and _)"
    )]
    Malformed(String),
}

impl Qualifier {
    /// Reads `$LATEST`, `$LATEST.PUBLISHED`, a version's number or an alias.
    ///
    /// # Errors
    /// Says what is wrong when the text is none of these; all digits mean a version, which has no leading zero.
    pub fn parse(text: &str) -> Result<Self, QualifierProblem> {
        if text.is_empty() {
            return Err(QualifierProblem::Empty);
        }
        if text.len() > 128 {
            return Err(QualifierProblem::TooLong);
        }
        match text {
            "$LATEST" => return Ok(Self::Latest),
            "$LATEST.PUBLISHED" => return Ok(Self::LatestPublished),
            _ => {}
        }
        let malformed = || QualifierProblem::Malformed(text.to_owned());
        if text.bytes().all(|b| b.is_ascii_digit()) {
            let number: u64 = text.parse().map_err(|_| malformed())?;
            return if number.to_string() == text {
                Ok(Self::Version(number))
            } else {
                Err(malformed())
            };
        }
        let regular = text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if regular {
            Ok(Self::Alias(text.to_owned()))
        } else {
            Err(malformed())
        }
    }
}

impl fmt::Display for Qualifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Latest => formatter.write_str("$LATEST"),
            Self::LatestPublished => formatter.write_str("$LATEST.PUBLISHED"),
            Self::Alias(name) => formatter.write_str(name),
            Self::Version(number) => write!(formatter, "{number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_writing_a_qualifier_is_read_and_printed_back() {
        for (text, qualifier) in [
            ("$LATEST", Qualifier::Latest),
            ("$LATEST.PUBLISHED", Qualifier::LatestPublished),
            ("1", Qualifier::Version(1)),
            ("live", Qualifier::Alias("live".into())),
            ("2024-01-02", Qualifier::Alias("2024-01-02".into())),
        ] {
            assert_eq!(Qualifier::parse(text), Ok(qualifier.clone()));
            assert_eq!(qualifier.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_qualifier_is_refused() {
        assert_eq!(Qualifier::parse(""), Err(QualifierProblem::Empty));
        assert_eq!(
            Qualifier::parse(&"a".repeat(129)),
            Err(QualifierProblem::TooLong)
        );
        for text in [
            "$latest",
            "$LATES",
            "live:1",
            "a b",
            "007",
            "99999999999999999999",
            "ä",
        ] {
            assert_eq!(
                Qualifier::parse(text),
                Err(QualifierProblem::Malformed(text.into()))
            );
        }
    }
}
