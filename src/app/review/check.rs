//! The reads made just before a write: who are we, what does the service hold, is all that the review says still so. The same reads,
//! where somebody only wants to know.
//!
//! Knows which reads are needed and when they suffice. Does not know what is sent; it ends in a proof or in a reason not to send.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::around::Around;
pub use super::not_sent::{NotSent, Remedy};
use crate::app::effect::Effect;
use crate::app::requests::{Purpose, Reply, Requests};
use crate::app::session::Session;
use crate::domain::call::{
    Answer, CredentialsGeneration, Identity, Query, Reading, RequestId, Urgency,
};
use crate::domain::change::{Method, ReviewedChange};
use crate::domain::drift::{self, Check, Unmoved, Verdict};
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::grounds::{Moved, Recheck};
use crate::domain::qualifier::Qualifier;
use crate::domain::validation::Surroundings;

/// A reading that was asked for longer ago than this, when all else of the check is answered, is made once more. Longer than a check takes
/// on any network that one works on, so that the ordinary write asks nothing twice; short beside the time in which somebody else makes a
/// change by hand. The service has no lock: what is changed within it is overwritten.
pub const FRESH: SignedDuration = SignedDuration::from_secs(1);

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

/// What of a check was asked for once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Repeated {
    Nothing,
    /// The settings and all that is read around them.
    All,
    /// The settings another time, alone: what is around them was slow twice.
    Settings,
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
    /// What was asked for once more, as it was too old.
    repeated: Repeated,
    around: Around,
    identity: Option<Result<Identity, Failure>>,
    reading: Option<Reading>,
    /// Why the settings may not be read. That is another account's business where we turn out to be somebody of another.
    denied: Option<Failure>,
    /// The credentials under which that was read.
    credentials: Option<CredentialsGeneration>,
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
        /// What was read, which may have been saved once more.
        reading: Box<Reading>,
        /// What else was found.
        recheck: Box<Recheck>,
        /// Who STS said we are; `None` where it refused to answer.
        identity: Option<Identity>,
        /// When the settings were asked for.
        asked_at: Timestamp,
    },
    /// The settings moved, and maybe more with them.
    Drifted {
        /// What they are now.
        theirs: Reading,
        /// What else the review rests on and is another one now.
        moved: Vec<Moved>,
    },
    /// The settings are the same, and the review says something else by now.
    ReadAnew {
        /// What was read.
        reading: Reading,
        /// Why nothing is sent before the review is read anew.
        reason: NotSent,
    },
    /// Not to be sent.
    Stop(NotSent),
}

impl Checking {
    /// Asks STS and Lambda again: everything that is known to be needed at once, so that no answer is older than it must be.
    pub fn begin(
        (change, surroundings): (&ReviewedChange, &Surroundings),
        aim: Aim,
        since: Timestamp,
        requests: &mut Requests,
    ) -> (Self, Vec<Effect>) {
        let (identity_request, identity) =
            requests.read(Purpose::Review, Query::Identity, Urgency::Operator);
        let (settings_request, settings) = requests.read_settings(change.target());
        let (around, beside) = Around::begin(change, surroundings, requests);
        let checking = Self {
            aim,
            since,
            identity_request,
            settings_request,
            asked_at: since,
            repeated: Repeated::Nothing,
            around,
            identity: None,
            reading: None,
            denied: None,
            credentials: None,
        };
        let effects = [identity, settings].into_iter().chain(beside);
        (checking, effects.collect())
    }

    /// Forgets the reads on their way.
    pub fn abandon(&self, requests: &mut Requests) -> Vec<Effect> {
        [self.identity_request, self.settings_request]
            .into_iter()
            .chain(self.around.requests())
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
        } else {
            self.around.answered(change, request, answer);
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
        if self.identity.is_some()
            && let Some(denied) = self.denied.take()
        {
            let identity = self.identity.take().and_then(Result::ok);
            return Progress::Stop(not_allowed(change, session, identity, denied));
        }
        let (Some(identity), Some(reading)) = (&self.identity, &self.reading) else {
            return Progress::Going(Vec::new());
        };
        if identity.is_err() && change.proposed().scope.account.is_some() {
            let failure = self.identity.take().and_then(Result::err);
            return Progress::Stop(NotSent::UnconfirmedAccount { failure });
        }
        if needs_existence(change, reading)
            && let Some(effect) = self.around.ask_existence(change, requests)
        {
            return Progress::Going(vec![effect]);
        }
        let newly_routed = self.around.ask_newly_routed(change, requests);
        if self.around.is_open() {
            return Progress::Going(newly_routed);
        }
        let is_gone = is_gone(change, reading, &self.around);
        let check = Check {
            session: session.number,
            named_account: session.named_account.as_ref(),
            identity: identity.as_ref().ok(),
            reading,
            credentials: self.credentials,
            reviewed: &self.around.reviewed,
            grounds: &self.around.now,
        };
        let verdict = drift::check(change, &check);
        let holds_more = matches!(verdict, Verdict::UnnamedMembers);
        let has_compared = matches!(
            verdict,
            Verdict::Same(_)
                | Verdict::Moved(_)
                | Verdict::SavedAgain
                | Verdict::Drifted
                | Verdict::AlreadySo
        );
        // Another account has no such qualifier either: that it is gone is said of the right one only.
        if is_gone && (has_compared || holds_more) {
            return Progress::Stop(NotSent::Gone);
        }
        // A colleague can have changed it while the others were slow to answer. What failed decides as it is, and is not waited for twice.
        let has_failed = self.around.passing_failure().is_some();
        if has_compared && !has_failed && self.is_too_old(at, is_settings) {
            return Progress::Going(self.read_once_more(change, at, requests));
        }
        // The check is over: what it read goes on with what that comes to.
        let (Some(identity), Some(reading)) = (self.identity.take(), self.reading.take()) else {
            return Progress::Going(Vec::new());
        };
        self.concluded(change, verdict, identity, reading)
    }

    /// What the verdict on these answers comes to.
    fn concluded(
        &self,
        change: &ReviewedChange,
        verdict: Verdict,
        identity: Result<Identity, Failure>,
        reading: Reading,
    ) -> Progress {
        Progress::Stop(match verdict {
            Verdict::Same(proof) => {
                if let (Aim::Send { .. }, Some(failure)) = (self.aim, self.around.passing_failure())
                {
                    return Progress::Stop(NotSent::Failed(failure));
                }
                return Progress::Unmoved {
                    proof,
                    recheck: Box::new(self.recheck(change, &reading, Vec::new())),
                    reading: Box::new(reading),
                    identity: identity.ok(),
                    asked_at: self.asked_at,
                };
            }
            Verdict::Moved(moved) => {
                return Progress::ReadAnew {
                    reason: NotSent::Moved(self.recheck(change, &reading, moved)),
                    reading,
                };
            }
            Verdict::SavedAgain => {
                return Progress::ReadAnew {
                    reason: NotSent::SavedAgain(self.recheck(change, &reading, Vec::new())),
                    reading,
                };
            }
            Verdict::Drifted => {
                return Progress::Drifted {
                    theirs: reading,
                    moved: self.around.reviewed.moved(&self.around.now),
                };
            }
            Verdict::UnnamedMembers => NotSent::UnnamedMembers(reading),
            Verdict::AlreadySo => NotSent::AlreadySo(reading),
            Verdict::OtherAccount { now } => NotSent::OtherAccount { now },
            Verdict::UnconfirmedAccount => NotSent::UnconfirmedAccount { failure: None },
            Verdict::OtherCredentials => NotSent::OtherCredentials,
            Verdict::OtherFunction { answered } => NotSent::OtherFunction { answered },
            Verdict::NotReadAgain => NotSent::NotReadAgain,
            Verdict::EndedSession => NotSent::EndedSession,
        })
    }

    /// Says whether what was read is too old to act upon. Where the last answer is that of the settings, read again, nothing newer can be
    /// had: the service itself is so slow.
    fn is_too_old(&self, at: Timestamp, is_settings: bool) -> bool {
        let is_newest = match self.repeated {
            Repeated::Nothing => false,
            Repeated::All => is_settings,
            Repeated::Settings => true,
        };
        at.duration_since(self.asked_at) > FRESH && !is_newest
    }

    /// Reads the settings once more, and what is around them unless that was slow already when it was read once more; who we are was
    /// answered.
    fn read_once_more(
        &mut self,
        change: &ReviewedChange,
        at: Timestamp,
        requests: &mut Requests,
    ) -> Vec<Effect> {
        let (request, effect) = requests.read_settings(change.target());
        self.settings_request = request;
        self.asked_at = at;
        self.reading = None;
        let mut effects = vec![effect];
        self.repeated = match self.repeated {
            Repeated::Nothing => {
                effects.extend(self.around.ask_again(requests));
                Repeated::All
            }
            Repeated::All | Repeated::Settings => Repeated::Settings,
        };
        effects
    }

    /// What the check found beside settings that are still the same.
    fn recheck(&self, change: &ReviewedChange, reading: &Reading, moved: Vec<Moved>) -> Recheck {
        let saved_again = reading.saved_again_since(change.before());
        let held = reading.configuration.as_ref();
        let held = held.filter(|_| saved_again.is_some());
        Recheck {
            at: reading.at,
            moved,
            stands: self.around.now.or(&self.around.reviewed),
            saved_again,
            not_compared: held.map_or_else(Vec::new, |held| held.unknown_members.clone()),
            unread: self.around.reviewed.unread(&self.around.now),
            failures: self.around.failures(),
        }
    }
}

/// Why nothing is sent where the settings may not be read: a permission that somebody of another account lacks is not the reason.
fn not_allowed(
    change: &ReviewedChange,
    session: &Session,
    identity: Option<Identity>,
    denied: Failure,
) -> NotSent {
    let named = session.named_account.as_ref();
    match identity.map(|identity| identity.account) {
        Some(now) if drift::is_elsewhere(change, &now, named) => NotSent::OtherAccount { now },
        Some(_) | None => NotSent::Failed(denied),
    }
}

/// Whether the qualifier is still there is asked where it could be gone without a sign: "no configuration" and "no such alias" get the
/// same answer. `$LATEST` is there with its function. A removal whose configuration is not there is not needed, whether its qualifier is
/// there or not.
fn needs_existence(change: &ReviewedChange, reading: &Reading) -> bool {
    let is_put = change.method() == Method::Put;
    let is_latest = change.target().qualifier == Qualifier::Latest;
    reading.configuration.is_none() && (is_put || is_latest)
}

/// The qualifier is gone, where that matters: to a Put always, to a removal unless nothing is left to be removed, or what is removed was
/// left behind.
fn is_gone(change: &ReviewedChange, reading: &Reading, around: &Around) -> bool {
    let matters = match change.method() {
        Method::Put => true,
        Method::Delete => {
            let is_orphan = around.reviewed.left_behind.known() == Some(&true);
            let is_held = reading.configuration.is_some();
            (is_held && !is_orphan) || needs_existence(change, reading)
        }
    };
    matters && !around.exists()
}
