//! Where the credentials of a profile that assumes a role come from: profile after profile, as far as the files say.
//!
//! Knows which chains of `source_profile` and `credential_source` lead nowhere, in the order in which the AWS CLI looks at them; the SDK
//! tells some of these as if there were no credentials at all. Does not know what is said of them, nor any credentials.

/// Why a profile's role can't be assumed, whatever AWS says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrokenChain {
    /// A profile names a source that there is not.
    NoSource {
        /// Which profile.
        profile: String,
        /// What it names.
        source: String,
    },
    /// A profile is its own source by way of others, or without keys of its own.
    Loop {
        /// The profile that comes again.
        source: String,
        /// Those that came before it.
        visited: Vec<String>,
    },
    /// A profile names no source.
    Unsaid,
    /// A profile names two.
    Both {
        /// Which profile.
        profile: String,
    },
    /// A profile names a source of another kind that there is not.
    NoKind {
        /// Which profile.
        profile: String,
        /// What it names.
        kind: String,
    },
    /// The source has no credentials, nor a way to get some.
    Empty {
        /// Which profile.
        source: String,
    },
}

/// The sources that are no profiles.
pub(super) const KINDS: [&str; 3] = ["Environment", "Ec2InstanceMetadata", "EcsContainer"];

/// The keys of which each is a way to credentials without a role.
const WAYS: [&str; 9] = [
    "aws_access_key_id",
    "aws_secret_access_key",
    "credential_process",
    "web_identity_token_file",
    "sso_session",
    "sso_start_url",
    "sso_account_id",
    "sso_role_name",
    "login_session",
];

/// What is wrong with the chain that begins with a profile. `has` tells the value of a key; `is_there` whether there is such a profile.
pub(super) fn broken<'a>(
    first: &'a str,
    has: impl Fn(&str, &str) -> Option<&'a str>,
    is_there: impl Fn(&str) -> bool,
) -> Option<BrokenChain> {
    let assumes = |profile: &str| {
        has(profile, "role_arn").is_some() && has(profile, "web_identity_token_file").is_none()
    };
    let has_keys = |profile: &str| {
        ["aws_access_key_id", "aws_secret_access_key"]
            .into_iter()
            .any(|key| has(profile, key).is_some())
    };
    let mut visited = vec![first];
    let mut profile = first;
    while assumes(profile) {
        let source = match (
            has(profile, "credential_source"),
            has(profile, "source_profile"),
        ) {
            (Some(_), Some(_)) => {
                return Some(BrokenChain::Both {
                    profile: profile.to_owned(),
                });
            }
            (None, None) => return Some(BrokenChain::Unsaid),
            (Some(kind), None) => {
                return (!KINDS.contains(&kind)).then(|| BrokenChain::NoKind {
                    profile: profile.to_owned(),
                    kind: kind.to_owned(),
                });
            }
            (None, Some(source)) => source,
        };
        if !is_there(source) {
            return Some(BrokenChain::NoSource {
                profile: profile.to_owned(),
                source: source.to_owned(),
            });
        }
        // A profile may be its own source where it has keys.
        if visited.contains(&source) && (source != profile || !has_keys(source)) {
            return Some(BrokenChain::Loop {
                source: source.to_owned(),
                visited: visited.into_iter().map(str::to_owned).collect(),
            });
        }
        if has_keys(source) || !assumes(source) {
            let is_empty = WAYS.into_iter().all(|key| has(source, key).is_none());
            return is_empty.then(|| BrokenChain::Empty {
                source: source.to_owned(),
            });
        }
        visited.push(source);
        profile = source;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each profile with its keys.
    const PROFILES: [(&str, &[(&str, &str)]); 11] = [
        ("keys", &[("aws_access_key_id", "a")]),
        ("empty", &[("region", "eu-west-1")]),
        ("fine", &[("role_arn", "r"), ("source_profile", "keys")]),
        ("chained", &[("role_arn", "r"), ("source_profile", "fine")]),
        (
            "itself",
            &[
                ("role_arn", "r"),
                ("source_profile", "itself"),
                ("aws_access_key_id", "a"),
            ],
        ),
        (
            "machine",
            &[("role_arn", "r"), ("credential_source", "EcsContainer")],
        ),
        ("lost", &[("role_arn", "r"), ("source_profile", "gone")]),
        ("ring", &[("role_arn", "r"), ("source_profile", "gnir")]),
        ("gnir", &[("role_arn", "r"), ("source_profile", "ring")]),
        ("hollow", &[("role_arn", "r"), ("source_profile", "empty")]),
        ("alone", &[("role_arn", "r")]),
    ];

    fn looked_at(first: &str) -> Option<BrokenChain> {
        let keys = |profile: &str| {
            let row = PROFILES.iter().find(|(name, _)| *name == profile);
            row.map(|(_, keys)| *keys)
        };
        let has = |profile: &str, key: &str| {
            let row = keys(profile)?.iter().find(|(name, _)| *name == key);
            row.map(|(_, value)| *value)
        };
        let first = PROFILES.iter().find(|(name, _)| *name == first).unwrap().0;
        broken(first, has, |profile| keys(profile).is_some())
    }

    #[test]
    fn a_chain_that_ends_with_credentials_is_whole() {
        for first in ["keys", "empty", "fine", "chained", "itself", "machine"] {
            assert_eq!(looked_at(first), None, "{first}");
        }
    }

    #[test]
    fn a_chain_that_leads_nowhere_is_told_by_its_first_mistake() {
        for (first, expected) in [
            (
                "lost",
                BrokenChain::NoSource {
                    profile: "lost".to_owned(),
                    source: "gone".to_owned(),
                },
            ),
            (
                "ring",
                BrokenChain::Loop {
                    source: "ring".to_owned(),
                    visited: vec!["ring".to_owned(), "gnir".to_owned()],
                },
            ),
            (
                "hollow",
                BrokenChain::Empty {
                    source: "empty".to_owned(),
                },
            ),
            ("alone", BrokenChain::Unsaid),
        ] {
            assert_eq!(looked_at(first), Some(expected), "{first}");
        }
    }
}
