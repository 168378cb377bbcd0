//! The kinds of fault, each by a name.
//!
//! Knows which let an answer or an effect through. Does not know where they are met.

use std::time::Duration;

use lambda_lasso::simulator::{Change, Fault, Refusal};
use serde_json::json;

/// Longer than an answer ever takes, shorter than Lasso waits for one.
const SLOW: Duration = Duration::from_secs(2);

/// One kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    DelayBefore,
    DelayAfter,
    Throttled,
    ConcurrentUpdate,
    AccessDenied,
    ExpiredToken,
    ServiceFault,
    Html,
    CutBefore,
    CutAfter,
    HalfAnswer,
    SilentBefore,
    SilentAfter,
    Unreadable,
    ChangedAfter,
}

use Kind::{
    AccessDenied, ChangedAfter, ConcurrentUpdate, CutAfter, CutBefore, DelayAfter, DelayBefore,
    ExpiredToken, HalfAnswer, Html, ServiceFault, SilentAfter, SilentBefore, Throttled, Unreadable,
};

/// Those first that take long.
pub(crate) const ALL: [Kind; 15] = [
    SilentBefore,
    SilentAfter,
    DelayBefore,
    DelayAfter,
    Throttled,
    ConcurrentUpdate,
    AccessDenied,
    ExpiredToken,
    ServiceFault,
    Html,
    CutBefore,
    CutAfter,
    HalfAnswer,
    Unreadable,
    ChangedAfter,
];

impl Kind {
    /// The fault; where somebody else changes something, it is the settings of this function and qualifier.
    pub(crate) fn fault(self, (function, qualifier): (&str, &str)) -> Fault {
        match self {
            DelayBefore => Fault::DelayBefore(SLOW),
            DelayAfter => Fault::DelayAfter(SLOW),
            Throttled => Fault::throttled(1),
            ConcurrentUpdate => Fault::concurrent_update(&format!(
                "arn:aws:lambda:eu-west-1:123456789012:function:{function}:{qualifier}"
            )),
            AccessDenied => Fault::access_denied(),
            ExpiredToken => Fault::expired_token(),
            ServiceFault => Fault::Refuse(Refusal::new(500, "ServiceException", "Not today.")),
            Html => Fault::html(502),
            CutBefore => Fault::CutBefore,
            CutAfter => Fault::CutAfter,
            HalfAnswer => Fault::HalfAnswer,
            SilentBefore => Fault::SilentBefore,
            SilentAfter => Fault::SilentAfter,
            Unreadable => Fault::Unreadable,
            ChangedAfter => Fault::ChangedAfter(Change {
                function: function.to_owned(),
                qualifier: qualifier.to_owned(),
                settings: Some(json!({"MaximumRetryAttempts": 2})),
            }),
        }
    }

    /// Says whether the true answer comes in the end.
    pub(crate) fn answers(self) -> bool {
        matches!(self, DelayBefore | DelayAfter | ChangedAfter)
    }

    /// Says whether nothing ever comes.
    pub(crate) fn is_silent(self) -> bool {
        matches!(self, SilentBefore | SilentAfter)
    }

    /// Says whether what was asked is done, whatever is answered.
    pub(crate) fn has_effect(self) -> bool {
        let lost_answer = matches!(self, CutAfter | HalfAnswer | SilentAfter | Unreadable);
        self.answers() || lost_answer
    }
}
