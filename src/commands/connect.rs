//! What a command is connected to: AWS as its arguments say, or the demonstration in this process.
//!
//! Knows the demonstration's account and region. Does not know what is asked over the connection.

use std::num::NonZeroU32;
use std::time::Duration;

use super::arguments::ScreenArguments;
use super::debug;
use super::output::complain;
use crate::aws::{Bounds, Connection, Source};
use crate::domain::call::{MOST_TRIES, SessionFacts, SessionNumber, Unprotected};
use crate::simulator::{self, Account, Clock, Handle, Options, StartError};

/// The one session of a command that is no screen.
pub(super) const SESSION: SessionNumber = SessionNumber(1);

/// Where the demonstration's functions are.
const DEMO_REGION: &str = "eu-west-1";

/// Starts the demonstration's made-up account in this process, where it is asked for.
///
/// # Errors
/// Nothing can be listened on.
pub(super) async fn demonstration(
    arguments: &ScreenArguments,
) -> Result<Option<Handle>, StartError> {
    if !arguments.demo {
        return Ok(None);
    }
    let options = Options {
        region: DEMO_REGION.to_owned(),
        ..Options::default()
    };
    let demo = simulator::start(Account::demo(), Clock::System, options).await?;
    Ok(Some(demo))
}

/// The connection that the arguments speak of.
pub(super) fn connection(arguments: ScreenArguments, demo: Option<&Handle>) -> Connection {
    let credentials = if arguments.no_sign_request {
        Source::Unsigned
    } else {
        Source::Chain
    };
    let general = Connection {
        region: arguments.region,
        endpoint_url: arguments.endpoint_url,
        read_only: arguments.read_only,
        requests_per_second: NonZeroU32::new(arguments.rate)
            .unwrap_or(Connection::REQUESTS_PER_SECOND),
        ca_bundle: arguments.ca_bundle,
        verify_certificates: !arguments.no_verify_ssl,
        bounds: bounds(
            Bounds::default(),
            arguments.cli_connect_timeout,
            arguments.cli_read_timeout,
        ),
        credentials,
        // Each session gets a number of its own when it is opened.
        ..Connection::new(SessionNumber(0)).with_profile(arguments.profile)
    };
    match demo {
        None => general,
        Some(demo) => Connection {
            region: Some(DEMO_REGION.to_owned()),
            endpoint_url: Some(demo.url()),
            credentials: Source::Fixed {
                access_key_id: "AKIDDEMONSTRATION".to_owned(),
                secret_access_key: "demonstration".to_owned(),
            },
            ..general
        },
    }
}

/// What else things may take where options say how many seconds; 0 is as long as it takes.
pub(super) fn bounds(usual: Bounds, connect: Option<u64>, read: Option<u64>) -> Bounds {
    let limit = |seconds| match seconds {
        0 => Bounds::NO_LIMIT,
        _ => Duration::from_secs(seconds),
    };
    let attempt = read.map_or(usual.attempt, limit);
    Bounds {
        connect: connect.map_or(usual.connect, limit),
        attempt,
        operation: usual.operation.max(attempt.saturating_mul(MOST_TRIES)),
        ..usual
    }
}

/// What is to be seen of the connection on standard error, where there is no screen.
pub(super) fn announce(arguments: &ScreenArguments) {
    if arguments.debug {
        debug::show_on_standard_error();
    }
}

/// Says where nobody on the other side proves who they are, as often as that is asked for: it is easily left in a script. Plain HTTP has
/// no certificates to verify.
pub(super) fn warn_of_unverified(facts: &SessionFacts) {
    if facts.unprotected == Some(Unprotected::NotVerified) {
        complain(
            "warning: certificates are not verified (--no-verify-ssl): whoever answers is believed.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_of_options_bound_what_they_name() {
        let usual = Bounds::default();
        assert_eq!(bounds(usual, None, None), usual);
        let longer = bounds(usual, Some(7), Some(60));
        assert_eq!(longer.connect, Duration::from_secs(7));
        assert_eq!(longer.attempt, Duration::from_mins(1));
        assert_eq!(longer.operation, Duration::from_mins(3));
        let shorter = bounds(usual, None, Some(1));
        assert_eq!(shorter.attempt, Duration::from_secs(1));
        assert_eq!(shorter.operation, usual.operation);
        let endless = bounds(usual, Some(0), Some(0));
        assert_eq!(
            [endless.connect, endless.attempt, endless.operation],
            [Bounds::NO_LIMIT; 3]
        );
    }
}
