//! The four ways of naming a function (name, `name:qualifier`, partial ARN, full ARN), read as Lambda reads them.
//!
//! Knows the patterns of the service model, in the widest form that the recordings show, and which disagreement is told
//! first: another account, another region, the pattern, two different qualifiers.
//! Does not know whether a function or a qualifier exists.

use super::refusal::Refusal;

/// The unpublished version, which every request without a qualifier means.
pub(super) const LATEST: &str = "$LATEST";

const NAME_PATTERN: &str = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?";
const QUALIFIER_PATTERN: &str = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+";

/// The account and region in which a request was received.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// Twelve digits.
    pub(super) account: &'a str,
    /// Such as `eu-west-1`.
    pub(super) region: &'a str,
}

impl Place<'_> {
    /// The ARN of a function, unqualified.
    pub(super) fn arn(self, function: &str) -> String {
        let partition = partition_of(self.region);
        let Place { account, region } = self;
        format!("arn:{partition}:lambda:{region}:{account}:function:{function}")
    }

    /// The ARN of one qualifier of a function.
    pub(super) fn qualified_arn(self, function: &str, qualifier: &str) -> String {
        format!("{}:{qualifier}", self.arn(function))
    }
}

/// The partition to which a region belongs.
pub(super) fn partition_of(region: &str) -> &'static str {
    const BY_PREFIX: [(&str, &str); 7] = [
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("us-iso-", "aws-iso"),
        ("us-isob-", "aws-iso-b"),
        ("eu-isoe-", "aws-iso-e"),
        ("us-isof-", "aws-iso-f"),
        ("eusc-", "aws-eusc"),
    ];
    BY_PREFIX
        .iter()
        .find(|(prefix, _)| region.starts_with(prefix))
        .map_or("aws", |(_, partition)| partition)
}

/// A function as a request named it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The bare name.
    pub(super) function: String,
    /// The qualifier, from the name or from the parameter, if either gave one.
    pub(super) qualifier: Option<String>,
}

impl Named {
    /// The qualifier meant: the unpublished version where none was named.
    pub(super) fn qualifier_or_latest(&self) -> &str {
        self.qualifier.as_deref().unwrap_or(LATEST)
    }
}

/// Reads a function's name and the `Qualifier` parameter beside it.
pub(super) fn read(
    text: &str,
    parameter: Option<&str>,
    place: Place<'_>,
) -> Result<Named, Refusal> {
    let parts = Parts::of(text);
    if let Some(parts) = &parts {
        if parts
            .account
            .is_some_and(|account| account != place.account)
        {
            return Err(Refusal::without_message(403, "AccessDeniedException"));
        }
        if let Some(region) = parts.region.filter(|region| *region != place.region) {
            return Err(Refusal::not_found(format!(
                "Functions from '{region}' are not reachable in this region ('{}')",
                place.region
            )));
        }
    }
    let mut violations = Vec::new();
    if parts.is_none() || text.len() > 256 {
        violations.push(violation("functionName", text, NAME_PATTERN));
    }
    if let Some(qualifier) = parameter.filter(|qualifier| !is_qualifier(qualifier)) {
        violations.push(violation("qualifier", qualifier, QUALIFIER_PATTERN));
    }
    let Some(parts) = parts.filter(|_| violations.is_empty()) else {
        return Err(Refusal::validation(&violations));
    };
    match (parts.qualifier, parameter) {
        (Some(derived), Some(given)) if derived != given => Err(Refusal::invalid(
            "The derived qualifier from the function name does not match the specified qualifier.",
        )),
        (derived, given) => Ok(Named {
            function: parts.name.to_owned(),
            qualifier: derived.or(given).map(str::to_owned),
        }),
    }
}

/// A guess at function and qualifier for the log, where nothing may be refused.
pub(super) fn for_the_log(text: &str) -> (&str, Option<&str>) {
    Parts::of(text).map_or((text, None), |parts| (parts.name, parts.qualifier))
}

/// What the parts of a name between colons say.
#[derive(Clone, Copy)]
struct Parts<'a> {
    region: Option<&'a str>,
    account: Option<&'a str>,
    name: &'a str,
    qualifier: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Takes each optional part in the pattern's order, as long as something is left to be the name.
    fn of(text: &'a str) -> Option<Self> {
        let mut rest = text;
        if let Some(after) = text.strip_prefix("arn:") {
            let (partition, after) = after.split_once(':')?;
            if !partition.is_empty() && !partition.starts_with("aws") {
                return None;
            }
            rest = after.strip_prefix("lambda:")?;
        }
        let region = take(&mut rest, is_region);
        let account = take(&mut rest, |part| {
            part.len() == 12 && all(part, |c| c.is_ascii_digit())
        });
        take(&mut rest, |part| part == "function");
        let (name, qualifier) = match rest.split_once(':') {
            Some((name, qualifier)) => (name, Some(qualifier)),
            None => (rest, None),
        };
        let name_fits = !name.is_empty() && all(name, |c| is_word(c) || c == '.');
        let qualifier_fits = qualifier.is_none_or(|qualifier| {
            matches!(qualifier, LATEST | "$LATEST.PUBLISHED")
                || (!qualifier.is_empty() && all(qualifier, is_word))
        });
        (name_fits && qualifier_fits).then_some(Self {
            region,
            account,
            name,
            qualifier,
        })
    }
}

/// Takes the part before the next colon if it is of the wanted kind.
fn take<'a>(rest: &mut &'a str, wanted: impl Fn(&str) -> bool) -> Option<&'a str> {
    let (part, after) = rest.split_once(':')?;
    if !wanted(part) {
        return None;
    }
    *rest = after;
    Some(part)
}

/// Whether a text is a region: `xx-name-1`, with the infixes and the prefix of the other partitions.
pub(super) fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text
        .strip_prefix("eusc-")
        .unwrap_or(text)
        .split('-')
        .collect();
    let letters = |part: &str| !part.is_empty() && all(part, |c| c.is_ascii_lowercase());
    let infix = |part: &str| {
        part == "gov"
            || part
                .strip_prefix("iso")
                .is_some_and(|rest| rest.len() <= 1 && all(rest, |c| c.is_ascii_lowercase()))
    };
    let digit = |part: &str| part.len() == 1 && all(part, |c| c.is_ascii_digit());
    match parts.as_slice() {
        [country, direction, number] => {
            country.len() == 2 && letters(country) && letters(direction) && digit(number)
        }
        [country, partition, direction, number] => {
            country.len() == 2
                && letters(country)
                && infix(partition)
                && letters(direction)
                && digit(number)
        }
        _ => false,
    }
}

/// Whether the `Qualifier` parameter has the form of a qualifier.
fn is_qualifier(text: &str) -> bool {
    text == "$LATEST.PUBLISHED"
        || (!text.is_empty() && text.len() <= 128 && all(text, |c| is_word(c) || c == '$'))
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn all(text: &str, wanted: impl Fn(char) -> bool) -> bool {
    text.chars().all(wanted)
}

/// One violated pattern, in the words of the service.
pub(super) fn violation(member: &str, value: &str, pattern: &str) -> String {
    format!(
        "Value '{value}' at '{member}' failed to satisfy constraint: Member must satisfy regular expression pattern: {pattern}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place<'_> = Place {
        account: "123456789012",
        region: "eu-west-1",
    };

    type Refused = (u16, String, Option<String>);

    fn named(text: &str, parameter: Option<&str>) -> Result<(String, Option<String>), Refused> {
        read(text, parameter, HERE)
            .map(|named| (named.function, named.qualifier))
            .map_err(|refusal| (refusal.status, refusal.code, refusal.message))
    }

    #[test]
    fn the_four_formats_name_the_same_function() {
        for text in [
            "orders",
            "function:orders",
            "123456789012:orders",
            "123456789012:function:orders",
            "eu-west-1:123456789012:function:orders",
            "arn:aws:lambda:eu-west-1:123456789012:function:orders",
        ] {
            assert_eq!(named(text, None), Ok(("orders".to_owned(), None)), "{text}");
            assert_eq!(
                named(&format!("{text}:live"), None),
                Ok(("orders".to_owned(), Some("live".to_owned()))),
                "{text}"
            );
            assert_eq!(
                named(text, Some(LATEST)),
                Ok(("orders".to_owned(), Some(LATEST.to_owned()))),
                "{text}"
            );
        }
    }

    #[test]
    fn a_qualifier_given_twice_must_agree() {
        assert!(named("orders:live", Some("live")).is_ok());
        assert!(named("orders:$LATEST", Some("$LATEST")).is_ok());
        let (status, code, message) = named("orders:live", Some("beta")).unwrap_err();
        assert_eq!(
            (status, code.as_str()),
            (400, "InvalidParameterValueException")
        );
        assert_eq!(
            message.as_deref(),
            Some(
                "The derived qualifier from the function name does not match the specified qualifier."
            )
        );
    }

    #[test]
    fn another_account_is_told_before_another_region_and_without_a_message() {
        let refused = named(
            "arn:aws:lambda:us-east-1:111111111111:function:orders",
            None,
        )
        .unwrap_err();
        assert_eq!(refused, (403, "AccessDeniedException".to_owned(), None));
        let (status, code, message) = named(
            "arn:aws:lambda:us-east-1:123456789012:function:orders",
            None,
        )
        .unwrap_err();
        assert_eq!((status, code.as_str()), (404, "ResourceNotFoundException"));
        assert_eq!(
            message.as_deref(),
            Some("Functions from 'us-east-1' are not reachable in this region ('eu-west-1')")
        );
    }

    #[test]
    fn several_violated_patterns_are_counted_and_joined() {
        let (_, code, message) = named("or ders", Some("li ve")).unwrap_err();
        let message = message.unwrap();
        assert_eq!(code, "ValidationException");
        assert!(
            message.starts_with("2 validation errors detected: Value 'or ders' at 'functionName'"),
            "{message}"
        );
        assert!(
            message.contains("; Value 'li ve' at 'qualifier'"),
            "{message}"
        );
    }

    #[test]
    fn the_latest_version_is_spelled_in_capitals_only() {
        assert!(named("orders:$LATES", None).is_err());
        assert!(named("orders:$latest", None).is_err());
        assert!(
            named("orders", Some("$latest")).is_ok(),
            "the parameter's pattern is wider: existence decides"
        );
    }

    #[test]
    fn regions_of_every_partition_are_regions() {
        for region in [
            "eu-west-1",
            "us-gov-east-1",
            "us-iso-east-1",
            "us-isob-east-1",
            "eusc-de-east-1",
            "cn-north-1",
        ] {
            assert!(is_region(region), "{region}");
        }
        for text in ["", "eu-west", "eu-west-12", "europe-west-1", "function"] {
            assert!(!is_region(text), "{text}");
        }
        assert_eq!(partition_of("eusc-de-east-1"), "aws-eusc");
        assert_eq!(partition_of("us-isob-east-1"), "aws-iso-b");
    }
}
