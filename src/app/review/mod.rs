//! The review: from the reviewed change over the send line and the checks to the outcome.
//!
//! ```text
//!              y                Enter                    nothing moved
//!  Reading ────────► Asking ───────────► Checking ────────────────────► Sending ──► Ended(Applied | Refused | Unknown)
//!     ▲  any other key │                  │  ▲  │ moved, other account,    │
//!     └────────────────┘    Esc: NotSent ◄┘  │  │ gone, unreadable         │ throttled, conflict: nothing was stored
//!                                            │  └──► Ended(NotSent |       │
//!                                            │            Drifted)         ▼
//!                                            └──────────────────────── Waiting (at most 4 tries in some 6 s)
//! ```
//!
//! `r` makes the same checks to look only: they lead back to Reading, or to what they found, and never to Sending.
//!
//! Knows the stages and which key or answer leads on. Does not know rules or the network. The approval is made in the one step
//! from Checking to Sending, and moved into the effect; no state ever holds one.

pub mod check;
pub mod choice;
mod choice_text;
mod ended_session;
mod outcome_text;
pub mod stage;
pub mod text;
pub mod unknown;
mod written;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use self::check::{Aim, Checking, NotSent, Progress};
use self::choice::Choice;
pub use self::stage::{Ending, Stage, View};
use super::document::Document;
use super::effect::Effect;
use super::key::{Key, KeyCode};
use super::layout;
use super::memory::{Came, Memory};
use super::message::Size;
use super::requests::{Reply, Requests};
use super::send_line::{Asked, SendLine, SendLineAnswer, Shown};
use super::session::Session;
use crate::domain::call::{Identity, RequestId};
use crate::domain::change::{Method, ReviewedChange};
use crate::domain::difference::{Movement, ResetCause};
use crate::domain::draft::Draft;
use crate::domain::drift::Unmoved;
use crate::domain::export::aws_cli::RunsAs;
use crate::domain::field::Field;
use crate::domain::function::Target;
use crate::domain::settings::{AsyncSettings, StoredConfiguration};
use crate::domain::validation::{Surroundings, Warning, check};

/// An Enter within so long after the one that sent may be the same key, still held down: terminals repeat it only after a while.
const SAME_ENTER: SignedDuration = SignedDuration::from_secs(1);

/// The review of one change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// The change.
    pub change: ReviewedChange,
    /// What the operator should know, which blocks nothing.
    pub warnings: Vec<Warning>,
    /// What is known around it.
    pub surroundings: Surroundings,
    /// What the change that is proposed once more was sent to, where that was another qualifier.
    pub last_time: Option<Target>,
    /// Who we were when it was opened, as STS had said.
    pub caller: Option<String>,
    /// As whom and where the command of its third view runs.
    pub runs_as: RunsAs,
    /// Who we were in the last check that found that nothing moved: who sent it. `None` where STS did not tell.
    pub checked: Option<Identity>,
    /// Which part is on screen.
    pub view: View,
    /// How far it is.
    pub stage: Stage,
    /// The text on screen.
    pub document: Document,
    /// The texts of the other views, each with how far it was seen.
    aside: Vec<(View, Document)>,
    /// When Enter was pressed on the send line.
    entered_at: Option<Timestamp>,
    /// Since when it is on screen what the change came to.
    shown: Shown,
}

impl Review {
    /// Opens the review of a change.
    #[must_use]
    pub fn open(
        change: ReviewedChange,
        surroundings: Surroundings,
        caller: Option<String>,
        runs_as: RunsAs,
        size: Size,
    ) -> Self {
        let mut review = Self {
            warnings: warnings(&change, &surroundings),
            change,
            surroundings,
            last_time: None,
            caller,
            runs_as,
            checked: None,
            view: View::Difference,
            stage: Stage::Reading,
            document: Document::default(),
            aside: Vec::new(),
            entered_at: None,
            shown: Shown::default(),
        };
        review.write(size);
        review
    }

    /// Takes what the change was sent to last time; that is said where the qualifier was another one.
    pub fn repeats(&mut self, last: &Target, size: Size) {
        if last.qualifier != self.change.target().qualifier {
            self.last_time = Some(last.clone());
            self.write(size);
        }
    }

    /// Takes what became known around the change. Where that says something else, an open send line closes: it was not
    /// seen yet. Answers whether one closed.
    pub fn know(&mut self, surroundings: Surroundings, size: Size) -> bool {
        let is_read = match &self.stage {
            Stage::Reading | Stage::Asking(_) => true,
            Stage::Checking(checking) => checking.aim == Aim::Look,
            Stage::Waiting { .. } | Stage::Sending { .. } | Stage::Ended(_) => false,
        };
        if !is_read || surroundings == self.surroundings {
            return false;
        }
        let before = std::mem::take(&mut self.document);
        self.aside.clear();
        self.warnings = warnings(&self.change, &surroundings);
        self.surroundings = surroundings;
        self.write(size);
        if self.document.lines == before.lines {
            self.document = before;
            return false;
        }
        let was_asking = matches!(self.stage, Stage::Asking(_));
        if was_asking {
            self.stage = Stage::Reading;
        }
        was_asking
    }

    /// Writes the text anew, after stage, view or width changed. The same text stays where it is, and as far as it was seen.
    pub fn write(&mut self, size: Size) {
        let blocks = text::blocks(self, size);
        let mut document = Document::of_blocks(&blocks, layout::text_columns(size));
        if document.lines == self.document.lines {
            return;
        }
        if let Stage::Ended(Ending::Drifted(_)) = self.stage {
            document.follow_selected(&self.document, self.rows(size));
        }
        self.document = document;
    }

    /// The rows of its text: what the lines leave that stay above it.
    #[must_use]
    pub fn rows(&self, size: Size) -> usize {
        usize::from(layout::body_rows(size)).saturating_sub(text::head(self, size).len())
    }

    /// Notes that it is on the terminal, in so many rows of text.
    pub fn drawn(&mut self, at: Timestamp, rows: usize) {
        self.document.drawn(rows);
        match &mut self.stage {
            Stage::Asking(line) => line.drawn(at),
            Stage::Ended(_) => self.shown.drawn(at),
            Stage::Reading | Stage::Checking(_) | Stage::Waiting { .. } | Stage::Sending { .. } => {
                self.shown.hidden();
            }
        }
    }

    /// Says whether a key may close what the change came to: nobody sees an outcome that a key closes which was meant for the send line.
    pub fn may_be_left(&mut self, key: Key, at: Timestamp) -> bool {
        let is_same_enter = key.code == KeyCode::Enter
            && self
                .entered_at
                .is_some_and(|entered| at.duration_since(entered) < SAME_ENTER);
        if is_same_enter {
            self.shown.again(at);
        }
        self.shown.takes_key(at)
    }

    /// Shows another part; each is as far as it was read before.
    pub fn show(&mut self, view: View, size: Size) {
        if view == self.view {
            return;
        }
        let shown = std::mem::take(&mut self.document);
        self.aside.push((self.view, shown));
        self.view = view;
        match self.aside.iter().position(|(of, _)| *of == view) {
            Some(position) => self.document = self.aside.swap_remove(position).1,
            None => self.write(size),
        }
    }

    /// Writes the text anew for another size. An open send line counts as seen only once it is drawn at that size.
    pub fn resized(&mut self, size: Size) {
        if let Stage::Asking(line) = &mut self.stage {
            line.hidden();
        }
        self.aside.clear();
        self.document = Document::default();
        self.write(size);
    }

    /// What must be typed to send this change.
    #[must_use]
    pub fn asked(&self) -> Asked {
        if self.change.proposed().scope.account.is_none() {
            return Asked::Word(self.change.target().function.name.to_string());
        }
        let difference = self.change.difference();
        let forgotten = difference
            .0
            .iter()
            .any(|(_, row)| matches!(row.movement, Movement::Reset(ResetCause::NotNamed(_))));
        let drops = difference.resets().any(|field| field == Field::OnFailure)
            && !matches!(self.surroundings.dead_letter_target.known(), Some(Some(_)));
        if forgotten || drops {
            Asked::Word("reset".to_owned())
        } else {
            Asked::Yes
        }
    }

    /// Opens the send line, or scrolls to what was not seen yet. Says whether it is open.
    pub fn ask(&mut self, height: usize) -> bool {
        if !self.document.is_seen() {
            self.document.go_to_unseen(height);
            return false;
        }
        self.stage = Stage::Asking(SendLine::open(self.asked()));
        true
    }

    /// Gives a key to the open send line; the checks begin where it says so.
    pub fn send_line_key(
        &mut self,
        key: Key,
        at: Timestamp,
        requests: &mut Requests,
    ) -> (SendLineAnswer, Vec<Effect>) {
        let Stage::Asking(line) = &mut self.stage else {
            return (SendLineAnswer::Close, Vec::new());
        };
        let answer = line.key(key, at);
        if answer == SendLineAnswer::Send {
            self.entered_at = Some(at);
        }
        let effects = match answer {
            SendLineAnswer::TooEarly(_) | SendLineAnswer::Open | SendLineAnswer::Incomplete => {
                Vec::new()
            }
            SendLineAnswer::Close => {
                self.stage = Stage::Reading;
                Vec::new()
            }
            SendLineAnswer::Send => self.check(Aim::Send { tries: 1 }, requests),
        };
        (answer, effects)
    }

    /// Begins the checks before a try, or those that are only to be looked at.
    fn check(&mut self, aim: Aim, requests: &mut Requests) -> Vec<Effect> {
        let (checking, effects) = Checking::begin(&self.change, aim, requests);
        self.stage = Stage::Checking(checking);
        effects
    }

    /// Checks now, without sending.
    pub fn look(&mut self, requests: &mut Requests) -> Vec<Effect> {
        self.check(Aim::Look, requests)
    }

    /// Says whether checks are on their way that send nothing, whatever they find.
    #[must_use]
    pub fn is_looking(&self) -> bool {
        matches!(&self.stage, Stage::Checking(checking) if checking.aim == Aim::Look)
    }

    /// Stops the checks: nothing is sent.
    pub fn stop(&mut self, requests: &mut Requests) -> Vec<Effect> {
        let (tries, effects) = match &self.stage {
            Stage::Checking(checking) => {
                let effects = checking.abandon(requests);
                match checking.aim {
                    Aim::Look => {
                        self.stage = Stage::Reading;
                        return effects;
                    }
                    Aim::Send { tries } => (tries.saturating_sub(1), effects),
                }
            }
            Stage::Waiting { tries, .. } => (*tries, Vec::new()),
            Stage::Reading | Stage::Asking(_) | Stage::Sending { .. } | Stage::Ended(_) => {
                return Vec::new();
            }
        };
        self.stage = Stage::Ended(Ending::NotSent(NotSent::Stopped { tries }));
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
                let aim = checking.aim;
                let stop = matches!(progress, Progress::Drifted(_) | Progress::Stop(_));
                let mut effects = if stop {
                    checking.abandon(requests)
                } else {
                    Vec::new()
                };
                effects.extend(self.go_on(progress, aim, at, requests, memory));
                effects
            }
            Stage::Ended(Ending::Unknown(unknown)) => {
                unknown.answered(&self.change, reply.request, reply.answer, at);
                if unknown.is_settled() {
                    memory.came(Came::DoneFoundByReading, None);
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
        aim: Aim,
        at: Timestamp,
        requests: &mut Requests,
        memory: &mut Memory,
    ) -> Vec<Effect> {
        match progress {
            Progress::Going(effects) => effects,
            Progress::Unmoved { proof, identity } => match aim {
                // The proof ends here: a look can't send.
                Aim::Look => {
                    self.stage = Stage::Reading;
                    Vec::new()
                }
                Aim::Send { tries } => {
                    self.checked = identity;
                    self.send(proof, tries, at, requests, memory)
                }
            },
            Progress::Drifted(theirs) => {
                self.stage = Stage::Ended(Ending::Drifted(Choice::new(&self.change, theirs)));
                Vec::new()
            }
            Progress::Stop(reason) => {
                self.stage = Stage::Ended(Ending::NotSent(reason));
                Vec::new()
            }
        }
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
            self.stage = Stage::Ended(Ending::NotSent(NotSent::EndedSession));
            return Vec::new();
        };
        let request = requests.number();
        self.stage = Stage::Sending { request, at, tries };
        let sender = self.sender();
        if tries == 1 {
            memory.sent(at, &self.change, sender);
        } else {
            memory.sent_again(sender);
        }
        vec![match self.change.method() {
            Method::Put => Effect::Put { request, approved },
            Method::Delete => Effect::Delete { request, approved },
        }]
    }

    /// The ARN of who sent it, as STS said in the check just before.
    #[must_use]
    pub fn sender(&self) -> Option<&str> {
        self.checked.as_ref().map(|identity| identity.arn.as_str())
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
                let tries = *tries + 1;
                self.check(Aim::Send { tries }, requests)
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

    /// The settings that Lambda says it holds are those that were sent.
    #[must_use]
    pub fn agrees(&self, held: Option<&StoredConfiguration>) -> bool {
        held.map(|held| &held.settings)
            == self.change.after().map(AsyncSettings::as_stored).as_ref()
    }
}

/// What the operator should know of a change, from what is known around it.
fn warnings(change: &ReviewedChange, surroundings: &Surroundings) -> Vec<Warning> {
    let after = change
        .after()
        .map(AsyncSettings::as_stored)
        .unwrap_or_default();
    check(&Draft::from_stored(&after), surroundings, None).warnings
}
