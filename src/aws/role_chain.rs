//! Where the credentials of a profile that assumes a role come from: profile after profile, as far as the files say.
//!
//! Knows where chains of `source_profile` and `credential_source` end and which lead nowhere, in the order in which the AWS CLI looks at
//! them; the SDK tells some of these as if there were no credentials at all. Does not know what is said of them, nor any credentials.

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

/// The profiles whose roles are assumed, one with the credentials of the next.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chain<'a> {
    /// The first is the one that was asked about; none where it assumes no role.
    pub(super) roles: Vec<&'a str>,
    /// Where the credentials come from with which the last is assumed.
    pub(super) end: End<'a>,
}

/// What a chain comes to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End<'a> {
    /// A profile that gives credentials, or has a way to some.
    Source(&'a str),
    /// A source that is no profile, by its name.
    Kind(&'a str),
    /// Nowhere.
    Broken(BrokenChain),
}

/// Follows the chain that begins with a profile. `has` tells the value of a key; `is_there` whether there is such a profile.
pub(super) fn chain<'a>(
    first: &'a str,
    has: impl Fn(&str, &str) -> Option<&'a str>,
    is_there: impl Fn(&str) -> bool,
) -> Chain<'a> {
    let mut roles = Vec::new();
    let mut profile = first;
    let end = loop {
        if !assumes(profile, &has) {
            break End::Source(profile);
        }
        roles.push(profile);
        match source(profile, &roles, &has, &is_there) {
            Ok(Next::Kind(kind)) => break End::Kind(kind),
            Ok(Next::Profile(source)) if has_keys(source, &has) => break End::Source(source),
            Ok(Next::Profile(source)) => profile = source,
            Err(broken) => break End::Broken(broken),
        }
    };
    Chain { roles, end }
}

fn assumes<'a>(profile: &str, has: impl Fn(&str, &str) -> Option<&'a str>) -> bool {
    has(profile, "role_arn").is_some() && has(profile, "web_identity_token_file").is_none()
}

fn has_keys<'a>(profile: &str, has: impl Fn(&str, &str) -> Option<&'a str>) -> bool {
    ["aws_access_key_id", "aws_secret_access_key"]
        .into_iter()
        .any(|key| has(profile, key).is_some())
}

/// With whose credentials a role is assumed.
enum Next<'a> {
    Profile(&'a str),
    Kind(&'a str),
}

/// With whose credentials the role of a profile is assumed, the last of `visited`.
fn source<'a>(
    profile: &str,
    visited: &[&str],
    has: impl Fn(&str, &str) -> Option<&'a str>,
    is_there: impl Fn(&str) -> bool,
) -> Result<Next<'a>, BrokenChain> {
    let kind = has(profile, "credential_source");
    let source = match (kind, has(profile, "source_profile")) {
        (Some(_), Some(_)) => {
            return Err(BrokenChain::Both {
                profile: profile.to_owned(),
            });
        }
        (None, None) => return Err(BrokenChain::Unsaid),
        (Some(kind), None) if KINDS.contains(&kind) => return Ok(Next::Kind(kind)),
        (Some(kind), None) => {
            return Err(BrokenChain::NoKind {
                profile: profile.to_owned(),
                kind: kind.to_owned(),
            });
        }
        (None, Some(source)) => source,
    };
    if !is_there(source) {
        return Err(BrokenChain::NoSource {
            profile: profile.to_owned(),
            source: source.to_owned(),
        });
    }
    // A profile may be its own source where it has keys.
    if visited.contains(&source) && (source != profile || !has_keys(source, &has)) {
        return Err(BrokenChain::Loop {
            source: source.to_owned(),
            visited: visited.iter().map(|name| (*name).to_owned()).collect(),
        });
    }
    let is_empty = WAYS.into_iter().all(|key| has(source, key).is_none());
    if is_empty && !assumes(source, &has) {
        return Err(BrokenChain::Empty {
            source: source.to_owned(),
        });
    }
    Ok(Next::Profile(source))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each profile with its keys.
    const PROFILES: [(&str, &[(&str, &str)]); 13] = [
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
        (
            "keyed",
            &[
                ("role_arn", "r"),
                ("source_profile", "deyek"),
                ("aws_access_key_id", "a"),
            ],
        ),
        ("deyek", &[("role_arn", "r"), ("source_profile", "keyed")]),
        ("hollow", &[("role_arn", "r"), ("source_profile", "empty")]),
        ("alone", &[("role_arn", "r")]),
    ];

    fn followed(first: &str) -> Chain<'static> {
        let keys = |profile: &str| {
            let row = PROFILES.iter().find(|(name, _)| *name == profile);
            row.map(|(_, keys)| *keys)
        };
        let has = |profile: &str, key: &str| {
            let row = keys(profile)?.iter().find(|(name, _)| *name == key);
            row.map(|(_, value)| *value)
        };
        let first = PROFILES.iter().find(|(name, _)| *name == first).unwrap().0;
        chain(first, has, |profile| keys(profile).is_some())
    }

    #[test]
    fn a_chain_that_ends_with_credentials_is_whole() {
        for (first, roles, end) in [
            ("keys", &[][..], End::Source("keys")),
            ("empty", &[], End::Source("empty")),
            ("fine", &["fine"], End::Source("keys")),
            ("chained", &["chained", "fine"], End::Source("keys")),
            ("itself", &["itself"], End::Source("itself")),
            ("machine", &["machine"], End::Kind("EcsContainer")),
        ] {
            let roles = roles.to_vec();
            assert_eq!(followed(first), Chain { roles, end }, "{first}");
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
            // The screens took its keys all the same, which the AWS CLI does not.
            (
                "keyed",
                BrokenChain::Loop {
                    source: "keyed".to_owned(),
                    visited: vec!["keyed".to_owned(), "deyek".to_owned()],
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
            assert_eq!(followed(first).end, End::Broken(expected), "{first}");
        }
    }
}
