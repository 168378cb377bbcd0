//! ARNs that somebody else accepted: taken apart for display and comparison, never judged.
//!
//! Knows the order of an ARN's parts. Does not know what Lambda accepts; a FIFO dead-letter queue has a name to be shown, too.

use super::DestinationKind;

/// The parts of an ARN as the service reported it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportedArn<'a> {
    /// The kind of target, where its service is one of the five.
    pub kind: Option<DestinationKind>,
    /// The partition.
    pub partition: &'a str,
    /// The service, as the ARN spells it.
    pub service: &'a str,
    /// The region; empty where the ARN names none.
    pub region: &'a str,
    /// The account; empty where the ARN names none.
    pub account: &'a str,
    /// The name: without `function:` or `event-bus/` where those belong to the kind.
    pub name: &'a str,
}

impl<'a> ReportedArn<'a> {
    /// Takes an ARN apart; `None` where the text has not the six parts of one.
    #[must_use]
    pub fn parse(arn: &'a str) -> Option<Self> {
        let mut parts = arn.splitn(6, ':');
        let prefix = parts.next()?;
        let (partition, service) = (parts.next()?, parts.next()?);
        let (region, account, resource) = (parts.next()?, parts.next()?, parts.next()?);
        let kind = DestinationKind::of_service(service);
        let within = match kind {
            Some(DestinationKind::Function) => "function:",
            Some(DestinationKind::Bus) => "event-bus/",
            Some(DestinationKind::Queue | DestinationKind::Topic | DestinationKind::Bucket)
            | None => "",
        };
        (prefix == "arn").then_some(Self {
            kind,
            partition,
            service,
            region,
            account,
            name: resource.strip_prefix(within).unwrap_or(resource),
        })
    }
}

/// The name of a role: the last step of the path in its ARN; a text that is no such ARN is returned whole.
#[must_use]
pub fn role_name(arn: &str) -> &str {
    let is_role = arn.starts_with("arn:") && arn.contains(":role/");
    match arn.rsplit_once('/') {
        Some((_, name)) if is_role => name,
        Some(_) | None => arn,
    }
}
