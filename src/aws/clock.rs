//! Signatures that AWS refuses for their time: this machine's clock, and neither keys nor permissions.
//!
//! Knows by which codes and words AWS says so. Does not know who asked, nor what else an answer means.

use crate::domain::failure::THEN_READ_AGAIN;

/// The codes that speak of a request's time alone
/// ([common errors](https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html)).
const OF_TIME: [&str; 2] = ["RequestTimeTooSkewed", "RequestExpired"];

/// The codes of a signature that is wrong for any reason, and what AWS says where that is its time.
const OF_SIGNATURE: [&str; 2] = ["InvalidSignatureException", "SignatureDoesNotMatch"];
const TOO_LATE: [&str; 2] = ["Signature expired", "Signature not yet current"];

/// Says whether an answer refuses a request for the time at which it says it was signed.
pub(super) fn is_refused(code: Option<&str>, message: Option<&str>) -> bool {
    let is_of = |codes: &[&str]| code.is_some_and(|code| codes.contains(&code));
    let names_time = |message: &str| TOO_LATE.iter().any(|words| message.starts_with(words));
    is_of(&OF_TIME) || (is_of(&OF_SIGNATURE) && message.is_some_and(names_time))
}

/// What helps against that.
pub(super) fn hint() -> String {
    format!(
        "AWS takes a signature for a few minutes, by its own clock: set this machine's (date -u shows it){THEN_READ_AGAIN}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_refused_for_its_time_where_aws_says_so() {
        let late = "Signature expired: 20261122T200000Z is now earlier than 20261122T201000Z";
        for (code, message, is_of_clock) in [
            ("SignatureDoesNotMatch", late, true),
            ("InvalidSignatureException", late, true),
            (
                "InvalidSignatureException",
                "Signature not yet current: 20261122T200000Z",
                true,
            ),
            ("RequestTimeTooSkewed", "", true),
            ("RequestExpired", "", true),
            (
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match",
                false,
            ),
            ("AccessDenied", late, false),
            ("ExpiredToken", "The token is expired", false),
        ] {
            assert_eq!(is_refused(Some(code), Some(message)), is_of_clock, "{code}");
        }
        assert!(!is_refused(None, Some(late)));
    }
}
