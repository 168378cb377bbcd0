//! The heart beat: takes what happened, lets the state machine answer, carries its effects out, draws.
//!
//! Knows when to draw and when to wait. Does not know what any message means. Nothing here ticks: while nothing happens and
//! the state asks for no time, the process sleeps.

use std::collections::VecDeque;
use std::future;
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use ratatui::backend::Backend;
use ratatui::layout::Rect;
use tokio::sync::mpsc;

use super::perform::{Next, Panicked, Performer};
use super::terminal::Device;
use crate::app::catalogue::Catalogue;
use crate::app::effect::Effect;
use crate::app::message::{Message, Signal, Size, Stamped};
use crate::app::state::{Start, State};
use crate::app::steps::leave;
use crate::app::update::{next_wake, update};
use crate::view;

/// The exit status after a panic, as Rust's own.
pub(crate) const PANICKED: u8 = 101;

/// How many messages are taken before the screen is drawn again, however many are ready.
const BATCH: usize = 1_024;

/// A state that asks to be woken at once, again and again, is woken no more often than this.
const SHORTEST_SLEEP: Duration = Duration::from_millis(1);

/// How long a process that asked to be stopped waits to be. It never is where nobody could continue it.
const STOPPING: Duration = Duration::from_millis(100);

/// What a terminal that is gone comes to.
const HUNG_UP: Message = Message::Signalled(Signal::HangUp);

/// What the program runs on.
#[derive(Debug)]
pub(crate) struct EventLoop<B: Backend> {
    /// What is drawn on.
    pub screen: ratatui::Terminal<B>,
    /// The device beneath it, entered already.
    pub device: Arc<Device>,
    /// Keys, pastes, sizes and signals, stamped when they came; its end is taken for a hang-up.
    pub input: mpsc::Receiver<Stamped>,
    /// Who carries effects out.
    pub performer: Performer,
}

/// How the program ended, and what it had read of the account by then.
#[derive(Debug)]
pub(crate) struct Ended {
    /// The exit status.
    pub status: u8,
    /// The functions that were listed.
    pub catalogue: Catalogue,
}

impl<B: Backend> EventLoop<B> {
    /// Runs the program to its end.
    ///
    /// The first frame is drawn before anything is asked of the world.
    pub(crate) async fn run(self, start: Start) -> Ended {
        let size = start.size;
        let (state, mut effects) = State::start(start);
        let mut running = Running::of(self, state);
        effects.extend(running.answer(stamped(Message::Resized(size))));
        running.draw();
        running.perform(effects);
        loop {
            match running.course {
                Course::Onwards => {}
                Course::Stopping => running.stop_and_continue().await,
                Course::Ended(status) => return running.end(status),
            }
            if let Err(Panicked) = running.beat().await {
                // A task broke off, the state did not: what it knows is told as on any other way out.
                running.shell.device.leave();
                let lines = leave::last_words(&mut running.state);
                running.shell.device.say(&lines);
                return running.end(PANICKED);
            }
        }
    }
}

struct Running<B: Backend> {
    shell: EventLoop<B>,
    state: State,
    /// What the loop itself has to say.
    own: VecDeque<Message>,
    input_ended: bool,
    hung_up: bool,
    paint: Paint,
    course: Course,
}

/// How much of the next frame is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paint {
    /// What is other than in the last one.
    Changes,
    /// Everything: what is on the terminal can't be relied on.
    Everything,
    /// Everything, at a size of its own.
    Sized(Size),
}

/// Where the program is heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    Onwards,
    Stopping,
    Ended(u8),
}

impl<B: Backend> Running<B> {
    fn of(shell: EventLoop<B>, state: State) -> Self {
        Self {
            shell,
            state,
            own: VecDeque::new(),
            input_ended: false,
            hung_up: false,
            paint: Paint::Changes,
            course: Course::Onwards,
        }
    }

    fn end(self, status: u8) -> Ended {
        let catalogue = self.state.catalogue;
        Ended { status, catalogue }
    }

    /// Waits, takes all that is there, draws once.
    async fn beat(&mut self) -> Result<(), Panicked> {
        let mut next = Some(self.next().await?);
        let mut taken = 0;
        while let Some(message) = next {
            self.handle(message);
            taken += 1;
            let more = taken < BATCH && self.course == Course::Onwards;
            next = if more { self.ready()? } else { None };
        }
        if self.shell.device.has_panicked() {
            return Err(Panicked);
        }
        if self.course == Course::Onwards {
            self.draw();
        }
        Ok(())
    }

    /// Waits for a message: input before answers, so that a key never stands behind a page of functions.
    async fn next(&mut self) -> Result<Stamped, Panicked> {
        if let Some(message) = self.own.pop_front() {
            return Ok(stamped(message));
        }
        let wake = next_wake(&self.state);
        tokio::select! {
            biased;
            () = self.shell.device.panic() => Err(Panicked),
            message = self.shell.input.recv(), if !self.input_ended => Ok(message.unwrap_or_else(|| {
                self.input_ended = true;
                stamped(HUNG_UP)
            })),
            () = sleep_until(wake) => Ok(stamped(Message::Woken)),
            message = self.shell.performer.next() => message.map(stamped),
        }
    }

    /// Takes a message that is there already.
    fn ready(&mut self) -> Result<Option<Stamped>, Panicked> {
        if let Some(message) = self.own.pop_front() {
            return Ok(Some(stamped(message)));
        }
        match self.shell.input.try_recv() {
            Ok(message) => Ok(Some(message)),
            Err(_) => Ok(self.shell.performer.ready()?.map(stamped)),
        }
    }

    fn handle(&mut self, stamped: Stamped) {
        if let Message::Resized(size) = stamped.message {
            self.paint = Paint::Sized(size);
        }
        // SIGHUP, the end of the input and a failed write tell the same.
        if stamped.message == HUNG_UP && mem::replace(&mut self.hung_up, true) {
            return;
        }
        let effects = self.answer(stamped);
        self.perform(effects);
    }

    fn answer(&mut self, stamped: Stamped) -> Vec<Effect> {
        update(&mut self.state, stamped)
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match self.shell.performer.perform(effect) {
                Next::Repaint if self.paint == Paint::Changes => self.paint = Paint::Everything,
                Next::Continue | Next::Repaint => {}
                Next::Suspend => self.course = Course::Stopping,
                Next::TerminalLost => self.own.push_back(HUNG_UP),
                Next::Quit(status) => self.course = Course::Ended(status),
            }
        }
    }

    /// Draws the state, unless the terminal was given back, and tells the state that it is on the terminal now.
    fn draw(&mut self) {
        if !self.shell.device.is_ours() {
            return;
        }
        self.shell.device.begin_frame();
        let drawn = self.paint();
        let written = self.shell.device.end_frame();
        if drawn.is_err() || written.is_err() {
            self.shell.device.leave();
            self.own.push_back(HUNG_UP);
            return;
        }
        let effects = self.answer(stamped(Message::Drawn));
        self.perform(effects);
    }

    fn paint(&mut self) -> Result<(), B::Error> {
        let screen = &mut self.shell.screen;
        let anew = match mem::replace(&mut self.paint, Paint::Changes) {
            Paint::Changes => None,
            Paint::Everything => Some(screen.get_frame().area()),
            Paint::Sized(size) => Some(Rect::new(0, 0, size.columns, size.rows)),
        };
        if let Some(area) = anew {
            // Clears as well, and unlike `clear` without asking the terminal where its cursor is: nobody would read the answer.
            screen.resize(area)?;
        }
        let abilities = self.shell.device.abilities();
        screen.draw(|frame| view::draw(frame, &self.state, abilities))?;
        Ok(())
    }

    /// Gives the terminal back, lets the process be stopped, and enters again once it is continued.
    async fn stop_and_continue(&mut self) {
        self.course = Course::Onwards;
        self.shell.device.suspend();
        sleep_for(STOPPING).await;
        let entered = self.shell.device.enter();
        self.own
            .push_back(match (entered, self.shell.screen.size()) {
                // It may have another size by now, and shows nothing of ours.
                (Ok(()), Ok(size)) => Message::Resized(Size {
                    columns: size.width,
                    rows: size.height,
                }),
                (Err(_), _) | (_, Err(_)) => {
                    self.shell.device.leave();
                    HUNG_UP
                }
            });
    }
}

/// What does not come from outside comes when it is handled.
fn stamped(message: Message) -> Stamped {
    Stamped { at: now(), message }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where messages get their time that don't bring it"
)]
fn now() -> Timestamp {
    Timestamp::now()
}

/// Waits for an instant, for ever where there is none.
async fn sleep_until(instant: Option<Timestamp>) {
    match instant {
        Some(instant) => {
            let left = Duration::try_from(instant.duration_since(now())).unwrap_or_default();
            sleep_for(left.max(SHORTEST_SLEEP)).await;
        }
        None => future::pending().await,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the loop waits for the instant that the state asked for"
)]
async fn sleep_for(duration: Duration) {
    tokio::time::sleep(duration).await;
}

#[cfg(test)]
mod tests;
