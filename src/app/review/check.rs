//! The reads made just before a write: who are we, what does the service hold, is the qualifier still there. The same reads, where
//! somebody only wants to know.
//!
//! Knows which reads are needed and when they suffice. Does not know what is sent; it ends in a proof or in a reason not to send.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::app::effect::Effect;
use crate::app::requests::{Purpose, Reply, Requests};
use crate::app::session::Session;
use crate::domain::call::{
    Answer, CredentialsGeneration, Identity, Query, Reading, RequestId, Urgency,
};
use crate::domain::change::{Method, ReviewedChange};
use crate::domain::drift::{self, Check, Unmoved, Verdict};
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::place::AccountId;
use crate::domain::qualifier::Qualifier;

/// A reading that was asked for longer ago than this, when all else of the check is answered, is made once more. Longer than a check takes
/// on any network that one works on, so that the ordinary write asks nothing twice; short beside the time in which somebody else makes a
/// change by hand. The service has no lock: what is changed within it is overwritten.
pub const FRESH: SignedDuration = SignedDuration::from_secs(1);

/// Why a reviewed change was not sent. Nothing left, nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotSent {
    /// A read of the check failed, or the write could not leave.
    Failed(Failure),
    /// The credentials belong to another account now.
    OtherAccount {
        /// The account now.
        now: AccountId,
    },
    /// STS said who we are before, and does not now.
    UnconfirmedAccount {
        /// What it answered.
        failure: Option<Failure>,
    },
    /// STS and Lambda were asked under different credentials.
    OtherCredentials,
    /// The clock went back: the check is no later than what was reviewed.
    NotReadAgain,
    /// The service answered for another function.
    OtherFunction {
        /// The ARN that it answered with.
        answered: String,
    },
    /// The function or the qualifier is gone.
    Gone,
    /// Somebody set exactly this.
    AlreadySo {
        /// When, as the service says; a configuration that was removed has no time.
        at: Option<Timestamp>,
    },
    /// The configuration holds something that Lasso does not know and the review did not name: what was read.
    UnnamedMembers(Reading),
    /// The session that reviewed the change has ended.
    EndedSession,
    /// The operator stopped it.
    Stopped,
    /// The check ended so long after Enter that it is not known whether that is still meant: the program or the machine slept.
    TookTooLong {
        /// How long after Enter.
        after: SignedDuration,
    },
    /// The proof of the check speaks of another change.
    OtherChange,
}

impl NotSent {
    /// The read that failed, where one did.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::UnconfirmedAccount { failure } => failure.as_ref(),
            Self::OtherAccount { .. }
            | Self::OtherCredentials
            | Self::NotReadAgain
            | Self::OtherFunction { .. }
            | Self::Gone
            | Self::AlreadySo { .. }
            | Self::UnnamedMembers(_)
            | Self::EndedSession
            | Self::Stopped
            | Self::TookTooLong { .. }
            | Self::OtherChange => None,
        }
    }

    /// Says whether another check can't find anything else: what was reviewed ended with its session.
    #[must_use]
    pub fn ends_review(&self) -> bool {
        match self {
            Self::OtherAccount { .. } | Self::EndedSession => true,
            Self::Failed(_)
            | Self::UnconfirmedAccount { .. }
            | Self::OtherCredentials
            | Self::NotReadAgain
            | Self::OtherFunction { .. }
            | Self::Gone
            | Self::AlreadySo { .. }
            | Self::UnnamedMembers(_)
            | Self::Stopped
            | Self::TookTooLong { .. }
            | Self::OtherChange => false,
        }
    }
}

/// What a check is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aim {
    /// To know: whatever it finds, nothing is sent.
    Look,
    /// To send, where nothing moved.
    Send {
        /// Which try of the write it is, counted from 1.
        tries: u32,
    },
}

/// The check on its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checking {
    /// What it is made for.
    pub aim: Aim,
    /// When it began.
    pub since: Timestamp,
    identity_request: RequestId,
    settings_request: RequestId,
    /// When the settings were asked for: what was answered is no older than that.
    asked_at: Timestamp,
    /// The settings were asked for once more, as the first answer was too old.
    is_repeated: bool,
    existence_request: Option<RequestId>,
    identity: Option<Result<Identity, Failure>>,
    reading: Option<Reading>,
    /// Why the settings may not be read. That is another account's business where we turn out to be somebody of another.
    denied: Option<Failure>,
    /// The credentials under which that was read.
    credentials: Option<CredentialsGeneration>,
    /// Whether the qualifier is there; `None` while that is not answered.
    exists: Option<bool>,
}

/// How far the check is.
#[derive(Debug, PartialEq)]
pub enum Progress {
    /// Answers are missing; more may have been asked.
    Going(Vec<Effect>),
    /// Nothing moved.
    Unmoved {
        /// The proof.
        proof: Unmoved,
        /// Who STS said we are; `None` where it refused to answer.
        identity: Option<Identity>,
        /// When the settings were asked for.
        asked_at: Timestamp,
    },
    /// The settings moved: what they are now.
    Drifted(Reading),
    /// Not to be sent.
    Stop(NotSent),
}

impl Checking {
    /// Asks STS and Lambda again: everything that is known to be needed at once, so that no answer is older than it must be.
    pub fn begin(
        change: &ReviewedChange,
        aim: Aim,
        since: Timestamp,
        requests: &mut Requests,
    ) -> (Self, Vec<Effect>) {
        let (identity_request, identity) =
            requests.read(Purpose::Review, Query::Identity, Urgency::Operator);
        let (settings_request, settings) = ask_settings(change, requests);
        let mut checking = Self {
            aim,
            since,
            identity_request,
            settings_request,
            asked_at: since,
            is_repeated: false,
            existence_request: None,
            identity: None,
            reading: None,
            denied: None,
            credentials: None,
            exists: None,
        };
        let mut effects = vec![identity, settings];
        if can_go_unnoticed(change) {
            effects.extend(checking.ask_existence(change, requests));
        }
        (checking, effects)
    }

    /// Forgets the reads on their way.
    pub fn abandon(&self, requests: &mut Requests) -> Vec<Effect> {
        [
            Some(self.identity_request),
            Some(self.settings_request),
            self.existence_request,
        ]
        .into_iter()
        .flatten()
        .filter_map(|request| requests.abandon(request))
        .collect()
    }

    /// Takes an answer.
    pub fn answered(
        &mut self,
        change: &ReviewedChange,
        session: &Session,
        reply: Reply,
        at: Timestamp,
        requests: &mut Requests,
    ) -> Progress {
        let Reply {
            request,
            credentials,
            answer,
        } = reply;
        if request == self.identity_request {
            self.identity = Some(match answer {
                Ok(Answer::Identity(identity)) => Ok(identity),
                Ok(_) => Err(Failure::other_answer(Operation::GetCallerIdentity)),
                Err(failure) => Err(failure),
            });
        } else if request == self.settings_request {
            match answer {
                Ok(Answer::Configuration(configuration)) => {
                    self.reading = Some(Reading { configuration, at });
                    self.credentials = credentials;
                }
                Ok(_) => {
                    return Progress::Stop(NotSent::Failed(Failure::other_answer(
                        Operation::GetFunctionEventInvokeConfig,
                    )));
                }
                Err(failure) if failure.kind == FailureKind::AccessDenied => {
                    self.denied = Some(failure);
                }
                Err(failure) => return Progress::Stop(NotSent::Failed(failure)),
            }
        } else if Some(request) == self.existence_request {
            match answer {
                Ok(Answer::Alias(None) | Answer::Description(None)) => self.exists = Some(false),
                // Whether the qualifier is there is asked in addition: where that can't be read, the write itself tells.
                Ok(_) | Err(_) => self.exists = Some(true),
            }
        }
        let is_settings = request == self.settings_request;
        self.progress(change, session, (at, is_settings), requests)
    }

    fn progress(
        &mut self,
        change: &ReviewedChange,
        session: &Session,
        (at, is_settings): (Timestamp, bool),
        requests: &mut Requests,
    ) -> Progress {
        if let (Some(identity), Some(denied)) = (&self.identity, &self.denied) {
            return Progress::Stop(not_allowed(change, session, identity.as_ref().ok(), denied));
        }
        let (Some(identity), Some(reading)) = (&self.identity, &self.reading) else {
            return Progress::Going(Vec::new());
        };
        if let (Err(failure), Some(_)) = (identity, &change.proposed().scope.account) {
            return Progress::Stop(NotSent::UnconfirmedAccount {
                failure: Some(failure.clone()),
            });
        }
        let exists = match self.exists {
            None if needs_existence(change, reading) => {
                return Progress::Going(self.ask_existence(change, requests));
            }
            exists => exists.unwrap_or(true),
        };
        let check = Check {
            session: session.number,
            named_account: session.named_account.as_ref(),
            identity: identity.as_ref().ok(),
            reading,
            credentials: self.credentials,
        };
        let verdict = drift::check(change, &check);
        let holds_more = matches!(verdict, Verdict::UnnamedMembers);
        let has_compared = matches!(
            verdict,
            Verdict::Same(_) | Verdict::Drifted | Verdict::AlreadySo
        );
        // Another account has no such qualifier either: that it is gone is said of the right one only.
        if !exists && (has_compared || holds_more) {
            return Progress::Stop(NotSent::Gone);
        }
        // A colleague can have changed it while the others were slow to answer.
        if has_compared && self.is_too_old(at, is_settings) {
            return Progress::Going(vec![self.read_once_more(change, at, requests)]);
        }
        self.concluded(verdict, identity, reading)
    }

    /// What the verdict on these answers comes to.
    fn concluded(
        &self,
        verdict: Verdict,
        identity: &Result<Identity, Failure>,
        reading: &Reading,
    ) -> Progress {
        Progress::Stop(match verdict {
            Verdict::Same(proof) => {
                return Progress::Unmoved {
                    proof,
                    identity: identity.as_ref().ok().cloned(),
                    asked_at: self.asked_at,
                };
            }
            Verdict::Drifted => return Progress::Drifted(reading.clone()),
            Verdict::UnnamedMembers => NotSent::UnnamedMembers(reading.clone()),
            Verdict::AlreadySo => {
                let held = reading.configuration.as_ref();
                NotSent::AlreadySo {
                    at: held.and_then(|stored| stored.last_modified),
                }
            }
            Verdict::OtherAccount { now } => NotSent::OtherAccount { now },
            Verdict::UnconfirmedAccount => NotSent::UnconfirmedAccount { failure: None },
            Verdict::OtherCredentials => NotSent::OtherCredentials,
            Verdict::OtherFunction { answered } => NotSent::OtherFunction { answered },
            Verdict::NotReadAgain => NotSent::NotReadAgain,
            Verdict::EndedSession => NotSent::EndedSession,
        })
    }

    /// Says whether what was read is too old to act upon. Where the last answer is that of a second reading, nothing newer can be had: the
    /// service itself is so slow.
    fn is_too_old(&self, at: Timestamp, is_settings: bool) -> bool {
        let is_newest = is_settings && self.is_repeated;
        at.duration_since(self.asked_at) > FRESH && !is_newest
    }

    /// Reads the settings once more; who we are and whether the qualifier is there was answered.
    fn read_once_more(
        &mut self,
        change: &ReviewedChange,
        at: Timestamp,
        requests: &mut Requests,
    ) -> Effect {
        let (request, effect) = ask_settings(change, requests);
        self.settings_request = request;
        self.asked_at = at;
        self.is_repeated = true;
        self.reading = None;
        effect
    }

    fn ask_existence(&mut self, change: &ReviewedChange, requests: &mut Requests) -> Vec<Effect> {
        if self.existence_request.is_some() {
            return Vec::new();
        }
        let target = change.target().clone();
        let query = match target.qualifier {
            Qualifier::Alias(_) => Query::Alias { target },
            Qualifier::Latest | Qualifier::LatestPublished | Qualifier::Version(_) => {
                Query::Description { target }
            }
        };
        let (request, effect) = requests.read(Purpose::Review, query, Urgency::Operator);
        self.existence_request = Some(request);
        vec![effect]
    }
}

/// Why nothing is sent where the settings may not be read: a permission that somebody of another account lacks is not the reason.
fn not_allowed(
    change: &ReviewedChange,
    session: &Session,
    identity: Option<&Identity>,
    denied: &Failure,
) -> NotSent {
    let named = session.named_account.as_ref();
    match identity.map(|identity| &identity.account) {
        Some(now) if drift::is_elsewhere(change, now, named) => {
            NotSent::OtherAccount { now: now.clone() }
        }
        Some(_) | None => NotSent::Failed(denied.clone()),
    }
}

/// Reads what the service holds for the target of a change.
pub(super) fn ask_settings(
    change: &ReviewedChange,
    requests: &mut Requests,
) -> (RequestId, Effect) {
    let target = change.target().clone();
    let query = Query::Configuration { target };
    requests.read(Purpose::Review, query, Urgency::Operator)
}

/// Whether the qualifier is still there is asked where it could be gone without a sign: "no configuration" and "no such alias" get the
/// same answer, and the configuration of an alias stays behind when the alias is deleted. `$LATEST` is there with its function. A
/// removal whose configuration is not there is not needed, whether its qualifier is there or not.
fn needs_existence(change: &ReviewedChange, reading: &Reading) -> bool {
    let is_put = change.method() == Method::Put;
    match reading.configuration {
        None => is_put || change.target().qualifier == Qualifier::Latest,
        Some(_) => can_go_unnoticed(change),
    }
}

/// The qualifier could be gone whatever its configuration says.
fn can_go_unnoticed(change: &ReviewedChange) -> bool {
    change.method() == Method::Put && change.target().qualifier != Qualifier::Latest
}
