//! Reading everything that a verdict rests on, as the screen of the function reads it.
//!
//! Knows which pieces are asked for and when they are all there. Does not know what follows from them.

use tokio::task::JoinSet;

use super::super::connect::SESSION;
use super::super::environment::now;
use super::waiting::Awaited;
use crate::app::catalogue::Catalogue;
use crate::app::drafts::Drafts;
use crate::app::effect::Effect;
use crate::app::entry::{Entry, Part};
use crate::app::function::{FunctionScreen, SCREEN_PARTS};
use crate::app::message::Size;
use crate::app::reading;
use crate::app::requests::{Purpose, Reply, Requests};
use crate::aws::Client;
use crate::domain::call::{Answer, Identity, Query, SessionFacts, Urgency};
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::function::{FunctionAddress, FunctionKey};
use crate::domain::place::Scope;

/// No row of the function is left out for want of height.
const EVERY_ROW: Size = Size {
    columns: 80,
    rows: u16::MAX,
};

/// What was read of a function.
pub(in crate::commands) struct Findings {
    /// The function and its qualifiers, with the wanted one selected where it is there.
    pub(in crate::commands) screen: FunctionScreen,
    /// Every piece, or why it was not read.
    pub(in crate::commands) entry: Entry,
    /// Why the account is not known, where it is not.
    pub(in crate::commands) unidentified: Option<Failure>,
    /// Where the session works.
    pub(in crate::commands) scope: Scope,
}

impl Findings {
    /// Why nothing can be said of the function at all: its settings were not read.
    pub(in crate::commands) fn unreadable(&self) -> Option<&Failure> {
        self.entry.failure(Part::Configurations)
    }

    /// Says whether the service knows of no such function, asked for the function itself.
    pub(in crate::commands) fn has_no_function(&self) -> bool {
        let description = self.entry.failure(Part::Description);
        self.unreadable().is_some()
            && description.is_some_and(|failure| failure.kind == FailureKind::NotFound)
    }
}

/// Reads a function whole: its settings of all qualifiers, versions and aliases to their end, what it is, what is reserved for it.
///
/// # Errors
/// There are no credentials; or they changed meanwhile, so that what was read may be of two accounts.
pub(in crate::commands) async fn inquire(
    client: &Client,
    facts: &SessionFacts,
    address: &FunctionAddress,
    awaited: &Awaited,
) -> Result<Findings, Box<Failure>> {
    let mut inquiry = Inquiry {
        client,
        catalogue: Catalogue::default(),
        requests: Requests::of(SESSION),
        reads: JoinSet::new(),
    };
    awaited.of(client, facts);
    let identity = inquiry.identity().await;
    let identity = match identity {
        // Nothing else can be asked either: they would only be looked for again.
        Err(failure) if failure.kind.is_of_credentials() && failure.status.is_none() => {
            return Err(Box::new(failure));
        }
        told => told,
    };
    let account = identity.as_ref().ok().map(|known| &known.account);
    let scope = facts.scope.of_account(account);
    let mut screen = FunctionScreen::open(address.clone().within(&scope));
    inquiry.catalogue.ensure(&screen.function);
    let mut parts = SCREEN_PARTS.to_vec();
    while !parts.is_empty() {
        inquiry
            .read(&screen.function, &parts, identity.as_ref().ok())
            .await?;
        if let Some(entry) = inquiry.catalogue.get(&screen.function) {
            screen.refresh(entry, &Drafts::default(), EVERY_ROW);
            parts = screen.outrun(entry);
        }
    }
    let entry = inquiry.catalogue.get(&screen.function).cloned();
    Ok(Findings {
        screen,
        entry: entry.ok_or_else(|| Box::new(ended()))?,
        unidentified: identity.err(),
        scope,
    })
}

/// The reads on their way, and what became of those before.
struct Inquiry<'a> {
    client: &'a Client,
    catalogue: Catalogue,
    requests: Requests,
    reads: JoinSet<Reply>,
}

impl Inquiry<'_> {
    async fn identity(&mut self) -> Result<Identity, Failure> {
        let request = self.requests.number();
        let query = Query::Identity;
        match self.client.read(request, &query, Urgency::Operator).await {
            (_, Ok(Answer::Identity(identity))) => Ok(identity),
            (_, Ok(_)) => Err(Failure::other_answer(Operation::GetCallerIdentity)),
            (_, Err(failure)) => Err(failure),
        }
    }

    /// Reads pieces of the function beside each other, each to its end.
    async fn read(
        &mut self,
        function: &FunctionKey,
        parts: &[Part],
        identity: Option<&Identity>,
    ) -> Result<(), Box<Failure>> {
        for part in parts {
            let (catalogue, requests) = (&mut self.catalogue, &mut self.requests);
            let effects = reading::ask(catalogue, requests, function, *part, Urgency::Operator);
            self.start(effects);
        }
        while let Some(reply) = self.reads.join_next().await {
            let reply = reply.map_err(|_| Box::new(ended()))?;
            let known = identity.map(|known| known.credentials);
            if known.is_some() && reply.credentials.is_some_and(|seen| Some(seen) != known) {
                return Err(Box::new(credentials_changed()));
            }
            let next = self.take(reply);
            self.start(next);
        }
        Ok(())
    }

    /// Sends what is to be read; nothing else is ever asked for here.
    fn start(&mut self, effects: impl IntoIterator<Item = Effect>) {
        for effect in effects {
            if let Effect::Read {
                request,
                query,
                urgency,
                ..
            } = effect
            {
                let client = self.client.clone();
                self.reads.spawn(async move {
                    let (credentials, answer) = client.read(request, &query, urgency).await;
                    Reply {
                        request,
                        credentials,
                        answer,
                    }
                });
            }
        }
    }

    /// Takes a page; answers the request for the next one.
    fn take(&mut self, reply: Reply) -> Option<Effect> {
        let pending = self.requests.take(reply.request)?;
        match pending.purpose {
            Purpose::Part(page) => {
                let page = (page, pending.urgency);
                let (catalogue, requests) = (&mut self.catalogue, &mut self.requests);
                reading::part_answered(catalogue, requests, page, reply.answer, now())
            }
            Purpose::Identity | Purpose::Functions { .. } | Purpose::Review => None,
        }
    }
}

fn credentials_changed() -> Failure {
    Failure::new(
        FailureKind::ChangedCredentials,
        Operation::GetCallerIdentity,
        "The credentials changed while the function was read: what was read may be of two accounts.",
    )
    .hint("Ask again.")
}

/// A read that broke off.
fn ended() -> Failure {
    Failure::new(
        FailureKind::EndedSession,
        Operation::OpenSession,
        "Reading broke off.",
    )
}
