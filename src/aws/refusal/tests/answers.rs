//! Answers without the words of the service: what they prove, and what is said of them.

use super::*;

#[test]
fn a_denial_without_a_reason_may_be_of_another_account_where_a_function_was_named() {
    const ELSEWHERE: &str =
        "AWS gave no reason; it answers like this for a function of another account.";
    let denied = Trouble {
        message: None,
        ..answer(403, DENIED, "")
    };
    assert!(put(&denied).hints.contains(&ELSEWHERE.to_owned()));
    let list = Subject::whole_account(Operation::ListFunctions);
    let hints = denied.failure(&list, &around(), None).hints;
    assert!(!hints.contains(&ELSEWHERE.to_owned()), "{hints:?}");
}

/// What a proxy, a gateway or a portal answers is no word of the service: nothing is refused by it.
#[test]
fn an_answer_is_the_services_only_by_a_code_as_the_service_writes_them() {
    for (status, code, kind) in [
        (418, "TeapotException", FailureKind::Other),
        (400, "TeapotException", FailureKind::InvalidRequest),
        (429, "TeapotException", FailureKind::Throttled),
        (503, "TeapotException", FailureKind::ServiceFault),
        (403, "forbidden", FailureKind::UnreadableAnswer),
        (403, "Access Denied", FailureKind::UnreadableAnswer),
        (400, "Bad-Request", FailureKind::UnreadableAnswer),
        (499, "", FailureKind::UnreadableAnswer),
        (200, "TeapotException", FailureKind::UnreadableAnswer),
    ] {
        let failure = put(&answer(status, code, "said"));
        assert_eq!(failure.kind, kind, "{status} {code:?}");
    }
    let teapot = put(&answer(418, "TeapotException", "said"));
    assert_eq!(
        teapot.sentence,
        "Lambda in eu-west-1 refused the request (HTTP 418)."
    );
    let without_code = |status| put(&trouble(Reach::Answered(status), Cause::Answer)).sentence;
    for status in [400, 499] {
        assert_eq!(
            without_code(status),
            format!(
                "HTTP {status} came without an error code of AWS: something on the way to Lambda in eu-west-1 may have answered."
            )
        );
    }
    for status in [200, 399] {
        assert_eq!(
            without_code(status),
            format!("The answer of Lambda in eu-west-1 can't be understood (HTTP {status}).")
        );
    }
}

#[test]
fn a_refusal_without_words_says_what_it_was_about() {
    let silent = |status, code| Trouble {
        message: None,
        ..answer(status, code, "")
    };
    let not_found = silent(404, "ResourceNotFoundException");
    assert_eq!(put(&not_found).sentence, "There is no orders:live.");
    let list = Subject::function(Operation::ListAliases, &LIVE.function);
    assert_eq!(
        not_found.clone().failure(&list, &around(), None).sentence,
        "There is no orders."
    );
    let all = Subject::whole_account(Operation::ListFunctions);
    assert_eq!(
        not_found.failure(&all, &around(), None).sentence,
        "What was asked for does not exist."
    );
    let invalid = put(&silent(400, "InvalidParameterValueException"));
    assert_eq!(invalid.sentence, "Lambda refused a value of the request.");
}

#[test]
fn another_region_is_named_only_where_the_answer_speaks_of_regions() {
    let not_found = |message| put(&answer(404, "ResourceNotFoundException", message)).hints;
    assert_eq!(
        not_found("Functions from 'us-east-1' are not reachable in this region ('eu-west-1')"),
        ["This session works in eu-west-1; the function's ARN names another region."]
    );
    assert!(not_found("The function doesn't exist.").is_empty());
}
