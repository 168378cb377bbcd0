//! The URL of a queue and the ARN that it stands for.
//!
//! Knows the hosts under which SQS answers or once answered, per partition, and the address of a queue in the console, which holds
//! its URL. Does not know whether the queue exists. A host that does not tell region and account by itself (a VPC endpoint, a proxy,
//! a simulator) is refused rather than guessed.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::place::{AccountId, Partition, Region};

/// The URL does not tell region and account of a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("this URL does not tell region and account")]
pub struct NotTold;

/// The ends of SQS hosts and the partitions whose regions stand before them.
const SUFFIXES: [(&str, &[&str]); 9] = [
    ("amazonaws.com", &["aws", "aws-us-gov"]),
    ("api.aws", &["aws", "aws-us-gov"]),
    ("amazonaws.com.cn", &["aws-cn"]),
    ("api.amazonwebservices.com.cn", &["aws-cn"]),
    ("c2s.ic.gov", &["aws-iso"]),
    ("sc2s.sgov.gov", &["aws-iso-b"]),
    ("cloud.adc-e.uk", &["aws-iso-e"]),
    ("csp.hci.ic.gov", &["aws-iso-f"]),
    ("amazonaws.eu", &["aws-eusc"]),
];

/// The one host that names no region: that of the oldest queues.
const OLDEST_HOST: (&str, &str) = ("queue.amazonaws.com", "us-east-1");

/// The hosts of the console, alone or behind a region.
const CONSOLES: [&str; 3] = [
    "console.aws.amazon.com",
    "console.amazonaws.cn",
    "console.amazonaws-us-gov.com",
];

/// What stands in front of the URL of a queue in its address in the console.
const IN_CONSOLE: &str = "/queues/";

/// Says whether a text is meant as a URL.
#[must_use]
pub fn is_url(text: &str) -> bool {
    after_scheme(text).is_some()
}

/// Turns the URL of a queue into its ARN. Whether Lambda can use that queue is judged by whoever reads the ARN.
///
/// # Errors
/// [`NotTold`] where host and path do not tell region, account and name.
pub fn to_arn(url: &str) -> Result<String, NotTold> {
    let (host, path) = host_and_path(url)?;
    let is_console = CONSOLES.into_iter().any(|console| {
        let front = host.strip_suffix(console);
        front.is_some_and(|front| front.is_empty() || front.ends_with('.'))
    });
    if is_console {
        let (_, encoded) = path.rsplit_once(IN_CONSOLE).ok_or(NotTold)?;
        let encoded = encoded.split('/').next().unwrap_or_default();
        let inner = decoded(without_rest(encoded)).ok_or(NotTold)?;
        let (host, path) = host_and_path(&inner)?;
        return of_queue(&host, path);
    }
    of_queue(&host, without_rest(path))
}

/// The ARN that host and path of a queue stand for: `account/name`, and a slash at the end at most.
fn of_queue(host: &str, path: &str) -> Result<String, NotTold> {
    let (account, name) = path.split_once('/').ok_or(NotTold)?;
    let account = AccountId::parse(account).ok_or(NotTold)?;
    let name = name.strip_suffix('/').unwrap_or(name);
    let regular = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if !regular {
        return Err(NotTold);
    }
    let (partition, region) = place_of_host(host).ok_or(NotTold)?;
    Ok(format!("arn:{partition}:sqs:{region}:{account}:{name}"))
}

/// The host in lower case, as hosts are the same in any, and what follows its slash.
fn host_and_path(url: &str) -> Result<(String, &str), NotTold> {
    let (host, path) = after_scheme(url)
        .and_then(|rest| rest.split_once('/'))
        .ok_or(NotTold)?;
    Ok((host.to_ascii_lowercase(), path))
}

/// A path without a query or a fragment, which say nothing about the queue.
fn without_rest(path: &str) -> &str {
    path.split(['?', '#', '&']).next().unwrap_or(path)
}

/// A percent-encoded text as it was; `None` where it never was one.
fn decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut decoded = parts.next()?.to_owned();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        decoded.push(char::from(u8::from_str_radix(digits, 16).ok()?));
        decoded.push_str(rest);
    }
    Some(decoded)
}

fn after_scheme(text: &str) -> Option<&str> {
    ["https://", "http://"].into_iter().find_map(|scheme| {
        let (front, rest) = text.split_at_checked(scheme.len())?;
        front.eq_ignore_ascii_case(scheme).then_some(rest)
    })
}

fn place_of_host(host: &str) -> Option<(Partition, Region)> {
    let host = host.strip_suffix(":443").unwrap_or(host);
    let (oldest, its_region) = OLDEST_HOST;
    if host == oldest {
        let region = Region::parse(its_region)?;
        return Some((Partition::of_region(&region), region));
    }
    SUFFIXES.iter().find_map(|(suffix, partitions)| {
        let front = host.strip_suffix(suffix)?.strip_suffix('.')?;
        let region = front
            .strip_prefix("sqs.")
            .or_else(|| front.strip_prefix("sqs-fips."))
            .or_else(|| front.strip_suffix(".queue"))?;
        let region = Region::parse(region)?;
        let partition = Partition::of_region(&region);
        partitions
            .contains(&partition.as_str())
            .then_some((partition, region))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_host_of_sqs_tells_its_region_and_partition() {
        for (host, partition, region) in [
            ("sqs.eu-west-1.amazonaws.com", "aws", "eu-west-1"),
            ("sqs.eu-west-1.amazonaws.com:443", "aws", "eu-west-1"),
            ("sqs-fips.us-east-1.amazonaws.com", "aws", "us-east-1"),
            ("eu-west-1.queue.amazonaws.com", "aws", "eu-west-1"),
            ("queue.amazonaws.com", "aws", "us-east-1"),
            ("sqs.eu-west-1.api.aws", "aws", "eu-west-1"),
            (
                "sqs.us-gov-west-1.amazonaws.com",
                "aws-us-gov",
                "us-gov-west-1",
            ),
            ("sqs.cn-north-1.amazonaws.com.cn", "aws-cn", "cn-north-1"),
            ("cn-north-1.queue.amazonaws.com.cn", "aws-cn", "cn-north-1"),
            ("sqs.us-iso-east-1.c2s.ic.gov", "aws-iso", "us-iso-east-1"),
            (
                "sqs.us-isob-east-1.sc2s.sgov.gov",
                "aws-iso-b",
                "us-isob-east-1",
            ),
            (
                "sqs.eusc-de-east-1.amazonaws.eu",
                "aws-eusc",
                "eusc-de-east-1",
            ),
        ] {
            assert_eq!(
                to_arn(&format!("https://{host}/123456789012/orders")),
                Ok(format!("arn:{partition}:sqs:{region}:123456789012:orders")),
            );
        }
    }

    /// What a browser, a log or a document adds to the URL made it one that tells nothing.
    #[test]
    fn what_stands_around_a_queue_s_address_says_nothing_about_the_queue() {
        let arn = Ok("arn:aws:sqs:eu-west-1:123456789012:Orders".to_owned());
        for url in [
            "https://sqs.eu-west-1.amazonaws.com/123456789012/Orders/",
            "https://sqs.eu-west-1.amazonaws.com/123456789012/Orders?Action=SendMessage",
            "https://sqs.eu-west-1.amazonaws.com/123456789012/Orders/?Action=SendMessage#x",
            "HTTPS://SQS.EU-West-1.AmazonAWS.com/123456789012/Orders",
            "https://eu-west-1.console.aws.amazon.com/sqs/v3/home?region=eu-west-1#/queues/https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F123456789012%2FOrders",
            "https://console.aws.amazon.com/sqs/v2/home?region=eu-west-1#/queues/https%3a%2f%2fsqs.eu-west-1.amazonaws.com%2f123456789012%2fOrders?tab=dlq",
            "https://eu-west-1.console.aws.amazon.com/sqs/v3/home#/queues/https%3A%2F%2Feu-west-1.queue.amazonaws.com%2F123456789012%2FOrders/details",
        ] {
            assert_eq!(to_arn(url), arn, "{url}");
        }
        assert_eq!(
            to_arn(
                "https://cn-north-1.console.amazonaws.cn/sqs/v3/home#/queues/https%3A%2F%2Fsqs.cn-north-1.amazonaws.com.cn%2F123456789012%2Forders"
            ),
            Ok("arn:aws-cn:sqs:cn-north-1:123456789012:orders".to_owned())
        );
    }

    #[test]
    fn a_url_that_does_not_tell_region_and_account_is_refused() {
        for url in [
            "https://vpce-0a1b-2c3d.sqs.eu-west-1.vpce.amazonaws.com/123456789012/orders",
            "http://localhost:4566/000000000000/orders",
            "https://sqs.cn-north-1.amazonaws.com/123456789012/orders",
            "https://sqs.eu-west-1.amazonaws.com.evil.example/123456789012/orders",
            "https://sqs.eu-west-1.amazonaws.com/orders",
            "https://sqs.eu-west-1.amazonaws.com/123456789012/",
            "https://sqs.eu-west-1.amazonaws.com/123456789012/a/b",
            "https://sqs.eu-west-1.amazonaws.com/12345678901/orders",
            "https://sqs.eu-west-1.amazonaws.com/123456789012/orders//",
            "https://sqs.amazonaws.com/123456789012/orders",
            "https://eu-west-1.console.aws.amazon.com/sqs/v3/home?region=eu-west-1#/queues",
            "https://eu-west-1.console.aws.amazon.com/sqs/v3/home#/queues/https%3A%2F%2Flocalhost%2F123456789012%2Forders",
            "https://eu-west-1.console.aws.amazon.com/sqs/v3/home#/queues/https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F123456789012%2Forders%2",
            "https://evilconsole.aws.amazon.com/sqs/v3/home#/queues/https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F123456789012%2Forders",
            "https://alice@sqs.eu-west-1.amazonaws.com/123456789012/orders",
            "https://",
            "orders",
        ] {
            assert_eq!(to_arn(url), Err(NotTold), "{url}");
        }
    }
}
