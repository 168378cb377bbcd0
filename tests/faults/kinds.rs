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

/// Those first that take long.
pub(crate) const ALL: [Kind; 15] = [
    Kind::SilentBefore,
    Kind::SilentAfter,
    Kind::DelayBefore,
    Kind::DelayAfter,
    Kind::Throttled,
    Kind::ConcurrentUpdate,
    Kind::AccessDenied,
    Kind::ExpiredToken,
    Kind::ServiceFault,
    Kind::Html,
    Kind::CutBefore,
    Kind::CutAfter,
    Kind::HalfAnswer,
    Kind::Unreadable,
    Kind::ChangedAfter,
];

impl Kind {
    /// The fault; where somebody else changes something, it is the settings of this function and qualifier.
    pub(crate) fn fault(self, (function, qualifier): (&str, &str)) -> Fault {
        match self {
            Self::DelayBefore => Fault::DelayBefore(SLOW),
            Self::DelayAfter => Fault::DelayAfter(SLOW),
            Self::Throttled => Fault::throttled(1),
            Self::ConcurrentUpdate => Fault::concurrent_update(&format!(
                "arn:aws:lambda:eu-west-1:123456789012:function:{function}:{qualifier}"
            )),
            Self::AccessDenied => Fault::access_denied(),
            Self::ExpiredToken => Fault::expired_token(),
            Self::ServiceFault => {
                Fault::Refuse(Refusal::new(500, "ServiceException", "Not today."))
            }
            Self::Html => Fault::html(502),
            Self::CutBefore => Fault::CutBefore,
            Self::CutAfter => Fault::CutAfter,
            Self::HalfAnswer => Fault::HalfAnswer,
            Self::SilentBefore => Fault::SilentBefore,
            Self::SilentAfter => Fault::SilentAfter,
            Self::Unreadable => Fault::Unreadable,
            Self::ChangedAfter => Fault::ChangedAfter(Change {
                function: function.to_owned(),
                qualifier: qualifier.to_owned(),
                settings: Some(json!({"MaximumRetryAttempts": 2})),
            }),
        }
    }

    /// Says whether the true answer comes in the end.
    pub(crate) fn answers(self) -> bool {
        matches!(
            self,
            Self::DelayBefore | Self::DelayAfter | Self::ChangedAfter
        )
    }

    /// Says whether nothing ever comes.
    pub(crate) fn is_silent(self) -> bool {
        matches!(self, Self::SilentBefore | Self::SilentAfter)
    }

    /// Says whether what was asked is done, whatever is answered.
    pub(crate) fn has_effect(self) -> bool {
        let lost_answer = matches!(
            self,
            Self::CutAfter | Self::HalfAnswer | Self::SilentAfter | Self::Unreadable
        );
        self.answers() || lost_answer
    }
}
