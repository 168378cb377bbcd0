//! Carries effects out: each is one arm here, and each that asks something becomes a task that answers with one message.
//!
//! Knows the client of the session and which tasks are on their way. Does not know why anything is asked. Reads can be
//! abandoned and end with the program; a write is never cancelled.

use std::collections::HashMap;
use std::future;
use std::io;
use std::sync::Arc;
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use jiff::Timestamp;
use tokio::task::{AbortHandle, JoinError, JoinSet};

use super::clipboard::{self, Clipboard};
use super::terminal::Device;
use super::traffic::Watched;
use crate::app::effect::Effect;
use crate::app::message::{Copied, Message};
use crate::aws::{self, Client, Connection};
use crate::domain::call::{Outcome, Query, RequestId, SessionFacts, SessionNumber, Urgency};
use crate::domain::change::ApprovedChange;
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::words;

/// What the loop has to do after an effect was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Nothing.
    Continue,
    /// Draw everything anew.
    Repaint,
    /// Stop the process.
    Suspend,
    /// The terminal took nothing: it is gone.
    TerminalLost,
    /// End with this exit status.
    Quit(u8),
}

/// A task panicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Panicked;

/// What a task came to.
enum Finished {
    Opened {
        session: SessionNumber,
        result: Box<Result<(Client, SessionFacts), Failure>>,
    },
    Message(Message),
}

/// Carries out what the state machine asks for.
#[derive(Debug)]
pub(crate) struct Performer {
    connection: Connection,
    clipboard: Clipboard,
    device: Arc<Device>,
    client: Option<(SessionNumber, Client)>,
    pace: Option<Watched>,
    reads: JoinSet<Finished>,
    abandonable: HashMap<RequestId, AbortHandle>,
    writes: JoinSet<Finished>,
    /// What the writes on their way are about, should nobody be left to tell what they came to.
    unanswered: HashMap<RequestId, String>,
}

impl Performer {
    /// Makes a performer whose sessions are opened as the connection says, each with a number of its own.
    #[must_use]
    pub(crate) fn new(connection: Connection, clipboard: Clipboard, device: Arc<Device>) -> Self {
        Self {
            connection,
            clipboard,
            device,
            client: None,
            pace: None,
            reads: JoinSet::new(),
            abandonable: HashMap::new(),
            writes: JoinSet::new(),
            unanswered: HashMap::new(),
        }
    }

    /// Carries one effect out, or starts to.
    pub(crate) fn perform(&mut self, effect: Effect) -> Next {
        match effect {
            Effect::OpenSession { session } => self.open(session),
            Effect::RenewCredentials { session } => {
                if let Some(client) = self.client_of(session) {
                    client.renew_credentials();
                }
                Next::Continue
            }
            Effect::Read {
                request,
                session,
                query,
                urgency,
            } => self.read(request, session, query, urgency),
            Effect::Abandon { request } => self.abandon(request),
            Effect::Write { request, approved } => self.write(request, approved),
            Effect::CopyText { text } => self.copy(text),
            Effect::SetTitle { title } => or_lost(&self.device.set_title(&title)),
            Effect::Redraw => Next::Repaint,
            Effect::Suspend => Next::Suspend,
            Effect::RestoreTerminal { lines } => {
                self.device.leave();
                self.device.say(&lines);
                Next::Continue
            }
            Effect::Quit { status, lines } => {
                self.device.leave();
                self.device.say(&lines);
                Next::Quit(status)
            }
        }
    }

    /// Waits for the next answer. Nothing is lost where the waiting is given up.
    pub(super) async fn next(&mut self) -> Result<Message, Panicked> {
        loop {
            let client = self.client.as_ref().map(|(_, client)| client);
            let finished = tokio::select! {
                Some(finished) = self.writes.join_next(), if !self.writes.is_empty() => finished,
                Some(finished) = self.reads.join_next(), if !self.reads.is_empty() => finished,
                traffic = next_traffic(&mut self.pace, client) => return Ok(traffic),
            };
            if let Some(message) = self.take(finished)? {
                return Ok(message);
            }
        }
    }

    /// Takes an answer that is there already.
    pub(super) fn ready(&mut self) -> Result<Option<Message>, Panicked> {
        while let Some(finished) = self
            .writes
            .try_join_next()
            .or_else(|| self.reads.try_join_next())
        {
            if let Some(message) = self.take(finished)? {
                return Ok(Some(message));
            }
        }
        Ok(None)
    }

    /// Tells on standard error of the writes whose outcome nobody will learn.
    pub(super) fn tell_unknown_writes(&self) {
        let lines: Vec<String> = self
            .unanswered
            .values()
            .map(|what| format!("{what}: the program broke off before Lambda answered"))
            .collect();
        self.device.say(&lines);
    }

    fn open(&mut self, session: SessionNumber) -> Next {
        // What the former session still asks for, nobody waits for any more.
        self.reads.abort_all();
        self.abandonable.clear();
        self.client = None;
        self.pace = None;
        let connection = Connection {
            number: session,
            ..self.connection.clone()
        };
        self.reads.spawn(async move {
            Finished::Opened {
                session,
                result: Box::new(aws::open(connection).await),
            }
        });
        Next::Continue
    }

    fn read(
        &mut self,
        request: RequestId,
        session: SessionNumber,
        query: Query,
        urgency: Urgency,
    ) -> Next {
        let client = self.client_of(session);
        let task = self.reads.spawn(async move {
            let (credentials, answer) = match client {
                Some(client) => client.read(request, &query, urgency).await,
                None => (None, Err(ended(Operation::OpenSession))),
            };
            Finished::Message(Message::Answered {
                request,
                session,
                credentials,
                answer: Box::new(answer),
            })
        });
        self.abandonable.insert(request, task);
        Next::Continue
    }

    fn abandon(&mut self, request: RequestId) -> Next {
        if let Some(task) = self.abandonable.remove(&request) {
            task.abort();
        }
        Next::Continue
    }

    fn write(&mut self, request: RequestId, approved: ApprovedChange) -> Next {
        let method = approved.reviewed().method();
        let session = approved.session();
        let client = self.client_of(session);
        let target = approved.reviewed().target();
        let place = target.arn().unwrap_or_else(|| target.to_string());
        let sent = words::instant(now());
        self.unanswered.insert(
            request,
            format!("{sent} UNKNOWN {} {place} no request id", method.word()),
        );
        self.writes.spawn(async move {
            let outcome = match client {
                Some(client) => client.write(approved).await,
                None => Outcome::NotSent {
                    failure: ended(method.operation()),
                },
            };
            Finished::Message(Message::Written {
                request,
                session,
                outcome: Box::new(outcome),
            })
        });
        Next::Continue
    }

    fn copy(&mut self, text: String) -> Next {
        match self.clipboard {
            Clipboard::Tmux => {
                self.reads.spawn(async move {
                    let characters = text.chars().count();
                    let result = clipboard::hand_over(clipboard::tmux(), &text)
                        .await
                        .map(|()| Copied::ToTmux { characters });
                    Finished::Message(Message::Copied { result })
                });
                Next::Continue
            }
            Clipboard::Terminal => {
                let characters = text.chars().count();
                let sent = self.device.send(CopyToClipboard::to_clipboard_from(text));
                self.reads
                    .spawn(future::ready(Finished::Message(Message::Copied {
                        result: Ok(Copied::ToTerminal { characters }),
                    })));
                or_lost(&sent)
            }
        }
    }

    /// The client of a session, unless that session has ended.
    fn client_of(&self, session: SessionNumber) -> Option<Client> {
        self.client
            .as_ref()
            .filter(|(number, _)| *number == session)
            .map(|(_, client)| client.clone())
    }

    /// Makes a message of what a task came to; an abandoned one has nothing to say.
    fn take(&mut self, finished: Result<Finished, JoinError>) -> Result<Option<Message>, Panicked> {
        match finished {
            Ok(Finished::Opened { session, result }) => Ok(Some(self.opened(session, *result))),
            Ok(Finished::Message(message)) => {
                self.forget(&message);
                Ok(Some(message))
            }
            Err(error) if error.is_cancelled() => Ok(None),
            Err(_) => Err(Panicked),
        }
    }

    fn opened(
        &mut self,
        session: SessionNumber,
        result: Result<(Client, SessionFacts), Failure>,
    ) -> Message {
        let result = result.map(|(client, facts)| {
            self.pace = Some(Watched::new(client.pace()));
            self.client = Some((session, client));
            facts
        });
        Message::SessionOpened {
            session,
            result: Box::new(result),
        }
    }

    fn forget(&mut self, message: &Message) {
        if let Message::Answered { request, .. } = message {
            self.abandonable.remove(request);
        } else if let Message::Written { request, .. } = message {
            self.unanswered.remove(request);
        }
    }
}

impl Drop for Performer {
    /// A panic of the loop itself drops the performer: what was on its way must be told even then.
    fn drop(&mut self) {
        if thread::panicking() {
            self.device.note_panic();
            self.tell_unknown_writes();
        }
    }
}

fn or_lost(sent: &io::Result<()>) -> Next {
    match sent {
        Ok(()) => Next::Continue,
        Err(_) => Next::TerminalLost,
    }
}

fn ended(operation: Operation) -> Failure {
    Failure::new(
        FailureKind::EndedSession,
        operation,
        "the session that asked has ended",
    )
}

#[expect(
    clippy::disallowed_methods,
    reason = "what is told of a write when the state machine broke off needs its time"
)]
fn now() -> Timestamp {
    Timestamp::now()
}

/// Waits until the queue of requests is told of.
async fn next_traffic(watched: &mut Option<Watched>, client: Option<&Client>) -> Message {
    if let (Some(pace), Some(client)) = (watched.as_mut(), client) {
        if let Some(traffic) = pace.next(|| client.recover_pace()).await {
            return Message::TrafficChanged(traffic);
        }
        *watched = None;
    }
    future::pending().await
}

#[cfg(test)]
mod tests;
