//! How a review goes on: checks, pauses, the write, and what is still looked for afterwards.
//!
//! Knows which answer or instant leads from one stage to the next, and how long what was approved may be sent. Does not know keys
//! or words. The approval is made here, in one place, and moved into the effect; no state ever holds one.

use jiff::{SignedDuration, Timestamp};

use super::check::{Aim, Checking, NotSent, Progress};
use super::choice::Choice;
use super::{Ending, Review, Stage};
use crate::app::effect::Effect;
use crate::app::memory::{Came, Checked, Memory};
use crate::app::requests::{Reply, Requests};
use crate::app::session::Session;
use crate::domain::call::{Reading, RequestId};
use crate::domain::drift::Unmoved;
use crate::domain::grounds::{Grounds, Moved, Recheck};
use crate::domain::known::Known;

/// A check, or a pause between two tries, that lasts so long was interrupted: by `SIGSTOP`, or by a lid that was closed. What was
/// approved before is not sent after it.
const LONGEST_STAGE: SignedDuration = SignedDuration::from_secs(30);

/// So long after Enter nothing leaves any more without being asked for anew.
const LONGEST_APPROVAL: SignedDuration = SignedDuration::from_secs(60);

impl Review {
    /// Begins the checks before a try, or those that are only to be looked at.
    pub(super) fn check(
        &mut self,
        aim: Aim,
        at: Timestamp,
        requests: &mut Requests,
    ) -> Vec<Effect> {
        self.shown.hidden();
        self.checked = None;
        self.opened = self.opened.or(&Grounds::of(&self.surroundings));
        let (checking, effects) =
            Checking::begin((&self.change, &self.surroundings), aim, at, requests);
        self.stage = Stage::Checking(checking);
        effects
    }

    /// Goes back from an outcome to what was reviewed.
    pub fn read_on(&mut self) {
        self.shown.hidden();
        self.stage = Stage::Reading;
    }

    /// Checks now, without sending.
    pub fn look(&mut self, at: Timestamp, requests: &mut Requests) -> Vec<Effect> {
        self.check(Aim::Look, at, requests)
    }

    /// Says whether checks are on their way that send nothing, whatever they find.
    #[must_use]
    pub fn is_looking(&self) -> bool {
        matches!(&self.stage, Stage::Checking(checking) if checking.aim == Aim::Look)
    }

    /// Stops the checks: nothing is sent.
    pub fn stop(&mut self, requests: &mut Requests) -> Vec<Effect> {
        let effects = match &self.stage {
            Stage::Checking(checking) => {
                let effects = checking.abandon(requests);
                if checking.aim == Aim::Look {
                    self.stage = Stage::Reading;
                    return effects;
                }
                effects
            }
            Stage::Waiting { .. } => Vec::new(),
            Stage::Reading | Stage::Asking(_) | Stage::Sending { .. } | Stage::Ended(_) => {
                return Vec::new();
            }
        };
        self.stage = Stage::Ended(Ending::NotSent(NotSent::Stopped));
        effects
    }

    /// Forgets what is on its way for this review, which is closed.
    pub fn abandon(&mut self, requests: &mut Requests) -> Vec<Effect> {
        match &mut self.stage {
            Stage::Checking(checking) => checking.abandon(requests),
            Stage::Ended(Ending::Unknown(unknown)) => {
                unknown.abandon(requests).into_iter().collect()
            }
            Stage::Reading
            | Stage::Asking(_)
            | Stage::Waiting { .. }
            | Stage::Sending { .. }
            | Stage::Ended(_) => Vec::new(),
        }
    }

    /// Says whether this request looks what became of a write without an answer.
    #[must_use]
    pub fn looks_by(&self, request: RequestId) -> bool {
        matches!(&self.stage, Stage::Ended(Ending::Unknown(unknown)) if unknown.looks_by(request))
    }

    /// Takes the answer to a read of the check, or of a look after an unknown outcome.
    pub fn answered(
        &mut self,
        session: &Session,
        reply: Reply,
        at: Timestamp,
        requests: &mut Requests,
        memory: &mut Memory,
    ) -> Vec<Effect> {
        match &mut self.stage {
            Stage::Checking(checking) => {
                let progress = checking.answered(&self.change, session, reply, at, requests);
                let (aim, since) = (checking.aim, checking.since);
                let stop = matches!(
                    progress,
                    Progress::Drifted { .. } | Progress::ReadAnew { .. } | Progress::Stop(_)
                );
                let mut effects = if stop {
                    checking.abandon(requests)
                } else {
                    Vec::new()
                };
                effects.extend(self.go_on(progress, (aim, since), at, requests, memory));
                effects
            }
            Stage::Ended(Ending::Unknown(unknown)) => {
                let answer = (reply.request, reply.answer);
                let by_another = |reading: &_| memory.is_left_by_another(reading);
                unknown.answered(&self.change, answer, at, by_another);
                if let (true, Some(reading)) = (unknown.is_just_found(), unknown.reading()) {
                    memory.came(Came::DoneFoundByReading, None);
                    memory.left(reading.clone());
                    memory.overwrote(unknown.overwritten());
                }
                Vec::new()
            }
            Stage::Reading
            | Stage::Asking(_)
            | Stage::Waiting { .. }
            | Stage::Sending { .. }
            | Stage::Ended(_) => Vec::new(),
        }
    }

    fn go_on(
        &mut self,
        progress: Progress,
        (aim, since): (Aim, Timestamp),
        at: Timestamp,
        requests: &mut Requests,
        memory: &mut Memory,
    ) -> Vec<Effect> {
        match progress {
            Progress::Going(effects) => effects,
            Progress::Unmoved {
                proof,
                reading,
                recheck,
                identity,
                asked_at,
            } => match aim {
                // The proof ends here: a look can't send.
                Aim::Look => {
                    self.found(*reading, *recheck);
                    self.checked = identity;
                    self.stage = Stage::Reading;
                    Vec::new()
                }
                Aim::Send { tries } => {
                    self.found(*reading, *recheck);
                    if let Some(reason) = self.took_too_long(since, at) {
                        self.stage = Stage::Ended(Ending::NotSent(reason));
                        return Vec::new();
                    }
                    self.checked = identity;
                    self.read_since = Some(asked_at);
                    self.send(proof, tries, at, requests, memory)
                }
            },
            Progress::Drifted { theirs, moved } => {
                let choice = Choice::new(&self.change, theirs, moved);
                self.stage = Stage::Ended(Ending::Drifted(choice));
                Vec::new()
            }
            Progress::ReadAnew { reading, reason } => {
                if let NotSent::Moved(recheck) | NotSent::SavedAgain(recheck) = &reason {
                    self.found(reading, recheck.clone());
                }
                self.stage = match aim {
                    Aim::Look => Stage::Reading,
                    Aim::Send { .. } => Stage::Ended(Ending::NotSent(reason)),
                };
                Vec::new()
            }
            Progress::Stop(reason) => {
                if reason == NotSent::Gone {
                    self.lost();
                }
                self.stage = Stage::Ended(Ending::NotSent(reason));
                Vec::new()
            }
        }
    }

    /// Takes what a check found whose settings are the same. What was saved once more is what stands before the change from now on: the
    /// time at which it was stored is that of the last reading.
    fn found(&mut self, reading: Reading, mut recheck: Recheck) {
        if !self.change.before().is_same(&reading) {
            self.change.rest_upon(reading);
        }
        recheck.stands = recheck.stands.or(&self.recheck.stands);
        self.news = self.since_opened(&recheck);
        self.recheck = recheck;
    }

    /// Takes that a check did not find the qualifier: that an earlier one found it there again is no news any more.
    fn lost(&mut self) {
        self.recheck.stands.left_behind = Known::Known(true);
        let told = self.news.as_mut();
        if let Some(told) = told {
            told.moved.retain(|moved| *moved != Moved::Back);
        }
        self.news = self.news.take().filter(Recheck::is_news);
    }

    /// What is otherwise than when the review was opened, however many checks found it: what is back is no news, and one move does not
    /// hide another.
    fn since_opened(&self, last: &Recheck) -> Option<Recheck> {
        let told = self.news.as_ref();
        let mut since = last.clone();
        since.moved = self.opened.moved(&last.stands);
        if let (None, Some(told)) = (last.saved_again, told) {
            since.saved_again = told.saved_again;
            since.not_compared.clone_from(&told.not_compared);
        }
        let is_told =
            |told: &&Recheck| (&told.moved, told.saved_again) == (&since.moved, since.saved_again);
        if let Some(told) = told.filter(is_told) {
            since.at = told.at;
        }
        since.is_news().then_some(since)
    }

    /// Why nothing leaves any more, where a stage that began then lasted too long, or all of it since Enter.
    fn took_too_long(&self, since: Timestamp, at: Timestamp) -> Option<NotSent> {
        let after = at.duration_since(self.entered_at.unwrap_or(since));
        let is_late = after > LONGEST_APPROVAL || at.duration_since(since) > LONGEST_STAGE;
        is_late.then_some(NotSent::TookTooLong { after })
    }

    /// How many tries were sent since Enter and refused.
    #[must_use]
    pub fn refused_tries(&self) -> u32 {
        self.refused
    }

    /// The one place where a change is approved and leaves.
    fn send(
        &mut self,
        proof: Unmoved,
        tries: u32,
        at: Timestamp,
        requests: &mut Requests,
        memory: &mut Memory,
    ) -> Vec<Effect> {
        let Ok(approved) = self.change.clone().approve(proof) else {
            self.stage = Stage::Ended(Ending::NotSent(NotSent::OtherChange));
            return Vec::new();
        };
        let request = requests.number();
        self.stage = Stage::Sending { request, at, tries };
        let checked = Checked {
            caller: self.sender(),
            reviewer: self.other_reviewer(),
            recheck: &self.recheck,
        };
        if tries == 1 {
            self.sent = Some(memory.sent(at, &self.change, checked));
        } else {
            memory.sent_again(&self.change, checked);
        }
        vec![Effect::Write { request, approved }]
    }

    /// The ARN of who sent it, as STS said in the check just before.
    #[must_use]
    pub fn sender(&self) -> Option<&str> {
        self.checked.as_ref().map(|identity| identity.arn.as_str())
    }

    /// The ARN of who had opened the review, where that is known to be another than who sent it: a role can change within its account.
    #[must_use]
    pub fn other_reviewer(&self) -> Option<&str> {
        let now = self.sender()?;
        self.caller.as_deref().filter(|then| *then != now)
    }

    /// Says whether the answer to this write is awaited.
    #[must_use]
    pub fn awaits(&self, write: RequestId) -> bool {
        matches!(self.stage, Stage::Sending { request, .. } if request == write)
    }

    /// When something is to be done by time alone.
    #[must_use]
    pub fn next_wake(&self) -> Option<Timestamp> {
        match &self.stage {
            Stage::Waiting { until, .. } => Some(*until),
            Stage::Ended(Ending::Unknown(unknown)) => unknown.next_look,
            Stage::Reading
            | Stage::Asking(_)
            | Stage::Checking(_)
            | Stage::Sending { .. }
            | Stage::Ended(_) => None,
        }
    }

    /// Does what is due.
    pub fn woken(&mut self, at: Timestamp, requests: &mut Requests) -> Vec<Effect> {
        match &mut self.stage {
            Stage::Waiting { until, tries, .. } if *until <= at => {
                let (until, tries) = (*until, *tries + 1);
                if let Some(reason) = self.took_too_long(until, at) {
                    self.stage = Stage::Ended(Ending::NotSent(reason));
                    return Vec::new();
                }
                self.check(Aim::Send { tries }, at, requests)
            }
            Stage::Ended(Ending::Unknown(unknown))
                if unknown.next_look.is_some_and(|look| look <= at) =>
            {
                vec![unknown.look(&self.change, requests)]
            }
            Stage::Reading
            | Stage::Asking(_)
            | Stage::Checking(_)
            | Stage::Waiting { .. }
            | Stage::Sending { .. }
            | Stage::Ended(_) => Vec::new(),
        }
    }
}
