//! Words of the session: who is asked and does not answer, how fast is read, whose account it is, as whom a command runs.
//!
//! Knows the sentences. Does not know when each is due.

use super::clean;
use crate::domain::call::{MOST_TRIES, SessionFacts, Whom};
use crate::domain::export::aws_cli::RunsAs;
use crate::domain::failure::{Failure, FailureKind, Service};
use crate::domain::place::AccountId;

/// What is said beside a command that can be pasted: what it names, and what it takes from the shell.
#[must_use]
pub fn runs_as(runs_as: &RunsAs) -> String {
    match &runs_as.profile {
        Some(profile) => format!(
            "It names profile {profile} and the region: it does the same in any shell of this machine that reads the same profile files \
             (AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE)."
        ),
        None => "It names no profile, as Lasso uses none: it runs with the credentials of the shell it is pasted into."
            .to_owned(),
    }
}

/// What is said when waiting was stopped by hand.
pub const STOPPED_WAITING: &str = "Stopped waiting: what was not read is marked ?. r reads again.";

/// Which requests AWS throttles; those of Lambda are counted together, whoever of the account makes them
/// ([Lambda quotas](https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)).
#[must_use]
pub fn throttles(service: Service) -> &'static str {
    match service {
        Service::Lambda => "AWS throttles this account's Lambda API (15/s for everybody).",
        Service::Sts => "AWS throttles this account's requests to STS.",
    }
}

/// How slowly is read since AWS throttles; `held`: for how many seconds it asked to wait before anything is read.
#[must_use]
pub fn throttled(per_second: u32, held: u32) -> String {
    let wait = if held > 0 {
        format!(" AWS asks to wait {held} s.")
    } else {
        String::new()
    };
    let throttles = throttles(Service::Lambda);
    format!("{throttles}{wait} Reading slower: {per_second}/s. Your keys and your PUT go first.")
}

/// What is next after a read that failed and said nothing of that.
pub const READ_AGAIN: &str = "r reads again.";

/// How much of a list of functions is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// Nothing of it: what stands there was typed.
    Nothing,
    /// The functions before the place where it ended.
    Part,
    /// All of them, as of then.
    Whole,
}

/// Why the functions that are listed are not all, or not those of now.
#[must_use]
pub fn listing_failed(listed: Listed, failure: &Failure) -> String {
    let what = match listed {
        Listed::Nothing => "the list could not be read",
        Listed::Part => "the rest could not be read",
        Listed::Whole => "not read again",
    };
    format!("{what}: {}", failure.sentence)
}

/// Who does not answer, for how many seconds, and at which try of a read; `esc_stops` where that key stops the waiting.
#[must_use]
pub fn silent(
    whom: Whom,
    facts: &SessionFacts,
    (seconds, tries): (i64, u32),
    esc_stops: bool,
) -> String {
    let nobody = match (whom, &facts.profile, &facts.endpoint) {
        (Whom::Credentials, Some(profile), _) => {
            format!(
                "No credentials from profile {} for {seconds} s",
                clean(profile)
            )
        }
        (Whom::Credentials, None, _) => format!("No credentials for {seconds} s"),
        (Whom::Sts, ..) => format!("No answer from STS for {seconds} s"),
        (Whom::Lambda, _, Some(endpoint)) => {
            format!(
                "No answer from Lambda at {} for {seconds} s",
                clean(endpoint)
            )
        }
        (Whom::Lambda, _, None) => {
            let region = &facts.scope.region;
            format!("No answer from Lambda in {region} for {seconds} s")
        }
    };
    let tries = match whom {
        Whom::Credentials => String::new(),
        Whom::Sts | Whom::Lambda => format!(" (try {tries} of {MOST_TRIES})"),
    };
    let keys = if esc_stops {
        "Keys work; Esc stops waiting."
    } else {
        "Keys work."
    };
    format!("{nobody}{tries}. {keys}")
}

/// Who is asked: `Lambda in eu-west-1`.
#[must_use]
pub fn waited_for(whom: Whom, facts: &SessionFacts) -> String {
    match (whom, &facts.profile, &facts.endpoint) {
        (Whom::Credentials, Some(profile), _) => {
            format!("the credentials of profile {}", clean(profile))
        }
        (Whom::Credentials, None, _) => "credentials".to_owned(),
        (Whom::Sts, ..) => "STS".to_owned(),
        (Whom::Lambda, _, Some(endpoint)) => format!("Lambda at {}", clean(endpoint)),
        (Whom::Lambda, _, None) => format!("Lambda in {}", facts.scope.region),
    }
}

/// What it means that STS does not tell who we are; `reads` where functions were read all the same.
#[must_use]
pub fn unconfirmed(known: Option<&AccountId>, failure: &Failure, reads: bool) -> String {
    let (kind, sentence) = (failure.kind, &failure.sentence);
    match (known, kind) {
        (Some(account), _) => {
            let text =
                format!("STS does not confirm account {account}: nothing is sent until it does.");
            match failure.hints.first() {
                Some(hint) if kind.is_of_credentials() => format!("{text} {sentence} {hint}"),
                Some(_) | None => text,
            }
        }
        // Without credentials that are accepted nothing else is answered either: what helps is all there is to say.
        (
            None,
            FailureKind::NoCredentials
            | FailureKind::ExpiredCredentials
            | FailureKind::RefusedCredentials,
        ) => {
            let hint = failure
                .hints
                .first()
                .map_or("r tries again.", String::as_str);
            format!("{sentence} {hint}")
        }
        (None, _) => {
            const HEAD: &str = "Account unknown: ";
            let reason = sentence.strip_prefix(HEAD).unwrap_or(sentence);
            let reading = if reads { "works" } else { "may work" };
            format!("{HEAD}{reason} Reading {reading}; sending asks for the function's name.")
        }
    }
}
