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

    /// Says whether it is a FIFO queue or topic, to which Lambda delivers no records.
    #[must_use]
    pub fn is_fifo(&self) -> bool {
        match self.kind {
            Some(DestinationKind::Queue | DestinationKind::Topic) => {
                self.name.strip_suffix(".fifo").is_some()
            }
            Some(DestinationKind::Function | DestinationKind::Bus | DestinationKind::Bucket)
            | None => false,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_of_any_service_is_taken_apart() {
        let stream = "arn:aws:kinesis:eu-west-1:123456789012:stream/a:b";
        let parts = ReportedArn::parse(stream).unwrap();
        assert_eq!((parts.kind, parts.service), (None, "kinesis"));
        assert_eq!(parts.name, "stream/a:b");
        for text in [
            "",
            "arn",
            "arn:aws:sqs:eu-west-1:123456789012",
            "urn:aws:sqs:r:a:n",
        ] {
            assert_eq!(ReportedArn::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_role_is_named_without_its_path() {
        for (arn, name) in [
            ("arn:aws:iam::123456789012:role/orders", "orders"),
            (
                "arn:aws:iam::123456789012:role/service-role/orders",
                "orders",
            ),
            ("orders", "orders"),
        ] {
            assert_eq!(role_name(arn), name);
        }
    }
}
