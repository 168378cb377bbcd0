//! What a command is connected to: AWS as its arguments say, or the demonstration in this process.
//!
//! Knows the demonstration's account and region. Does not know what is asked over the connection.

use std::num::NonZeroU32;

use super::arguments::ScreenArguments;
use crate::aws::{Connection, Source};
use crate::domain::call::SessionNumber;
use crate::simulator::{self, Account, Clock, Handle, Options, StartError};

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
    let general = Connection {
        profile: arguments.profile,
        region: arguments.region,
        endpoint_url: arguments.endpoint_url,
        read_only: arguments.read_only,
        requests_per_second: NonZeroU32::new(arguments.rate)
            .unwrap_or(Connection::REQUESTS_PER_SECOND),
        ca_bundle: arguments.ca_bundle,
        // Each session gets a number of its own when it is opened.
        ..Connection::new(SessionNumber(0))
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
