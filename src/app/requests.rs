//! The requests on their way: their numbers and what each is for.
//!
//! Knows where an answer belongs, whatever screen is open when it comes. Does not know what the answer means there.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::effect::Effect;
use super::entry::Part;
use super::message::Traffic;
use super::silence::Silence;
use crate::domain::call::{
    Answer, CredentialsGeneration, Query, RequestId, SessionNumber, Urgency,
};
use crate::domain::failure::{Failure, Operation};
use crate::domain::function::{FunctionKey, Target};

/// What a request is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Purpose {
    /// Who we are, for the header.
    Identity,
    /// The functions of the account.
    Functions {
        /// The markers of this listing so far: one that comes again would never end it.
        markers: BTreeSet<String>,
    },
    /// A piece of what is known of a function.
    Part(PartPage),
    /// A change: a check before it is sent, or a look after an unknown outcome, also after its review was left.
    Review,
}

/// One page of a piece: which function, which piece, and the pages before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartPage {
    /// The function.
    pub function: FunctionKey,
    /// Which piece.
    pub part: Part,
    /// The markers of the pages before: one that comes again would never end it.
    pub markers: BTreeSet<String>,
    /// The pages before it, joined.
    pub collected: Option<Box<Answer>>,
}

/// A request whose answer somebody waits for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pending {
    /// What it is for.
    pub purpose: Purpose,
    /// What was asked.
    pub operation: Operation,
    /// How urgently.
    pub urgency: Urgency,
}

/// What one request came to, and under which credentials it went out.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// Which request.
    pub request: RequestId,
    /// The credentials of this very request; `None` where nothing left.
    pub credentials: Option<CredentialsGeneration>,
    /// What it came to.
    pub answer: Result<Answer, Failure>,
}

/// The requests on their way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Requests {
    /// The session that new requests belong to.
    pub session: SessionNumber,
    /// How busy the queue is, as the runtime last said.
    pub traffic: Traffic,
    /// Who of those who were asked does not answer.
    pub silence: Silence,
    next: u64,
    pending: BTreeMap<RequestId, Pending>,
}

impl Requests {
    /// No requests, of a session.
    #[must_use]
    pub fn of(session: SessionNumber) -> Self {
        Self {
            session,
            traffic: Traffic::default(),
            silence: Silence::default(),
            next: 1,
            pending: BTreeMap::new(),
        }
    }

    /// Begins another session: what the former one still awaits, nobody waits for any more. Numbers are never used again.
    pub fn begin(&mut self, session: SessionNumber) {
        self.session = session;
        self.traffic = Traffic::default();
        self.silence = Silence::default();
        self.pending.clear();
    }

    /// A number that no request has had.
    pub fn number(&mut self) -> RequestId {
        let request = RequestId(self.next);
        self.next += 1;
        request
    }

    /// Asks for something: notes what the answer is for and makes the effect.
    pub fn read(
        &mut self,
        purpose: Purpose,
        query: Query,
        urgency: Urgency,
    ) -> (RequestId, Effect) {
        let request = self.number();
        let pending = Pending {
            purpose,
            operation: query.operation(),
            urgency,
        };
        self.pending.insert(request, pending);
        let effect = Effect::Read {
            request,
            session: self.session,
            query,
            urgency,
        };
        (request, effect)
    }

    /// Asks what the service holds for a target: before a write, and after one whose answer never came.
    pub fn read_settings(&mut self, target: &Target) -> (RequestId, Effect) {
        let query = Query::Configuration {
            target: target.clone(),
        };
        self.read(Purpose::Review, query, Urgency::Operator)
    }

    /// What an answer is for; `None` where nobody waits for it any more. A request is answered once.
    pub fn take(&mut self, request: RequestId) -> Option<Pending> {
        self.pending.remove(&request)
    }

    /// Forgets a request.
    pub fn abandon(&mut self, request: RequestId) -> Option<Effect> {
        self.pending
            .remove(&request)
            .map(|_| Effect::Abandon { request })
    }

    /// Says whether somebody waits for a request.
    #[must_use]
    pub fn is_pending(&self, request: RequestId) -> bool {
        self.pending.contains_key(&request)
    }

    /// How urgently somebody waits for a request.
    #[must_use]
    pub fn urgency(&self, request: RequestId) -> Option<Urgency> {
        self.pending.get(&request).map(|pending| pending.urgency)
    }

    /// The requests on their way, each with what was asked.
    pub fn pending(&self) -> impl Iterator<Item = (RequestId, Operation)> + '_ {
        self.pending
            .iter()
            .map(|(request, pending)| (*request, pending.operation))
    }
}
