//! The program without its terminal: keys go into the state, its effects to the real client, the answers back, until nothing is
//! on its way.
//!
//! Knows the simulated account of the demonstration and a clock of its own, so that each run shows the same. Does not know what
//! is pictured.

use std::collections::VecDeque;
use std::num::NonZeroU32;

use jiff::{SignedDuration, Timestamp};
use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::key::Key;
use lambda_lasso::app::message::{Message, Size, Stamped};
use lambda_lasso::app::state::{Start, State};
use lambda_lasso::app::update::update;
use lambda_lasso::aws::{Client, Connection, Source, open};
use lambda_lasso::domain::call::{Exchange, Outcome, SessionFacts, SessionNumber};
use lambda_lasso::simulator::{self, Account, Clock, Handle, Options};
use tokio::runtime::{Builder, Runtime};

/// When the first key is pressed: 2026-03-14 02:30:00Z, in seconds since 1970.
const START: i64 = 1_773_455_400;

/// The time between two keys.
const PAUSE: SignedDuration = SignedDuration::from_millis(700);

/// The demonstration, being played.
pub(crate) struct Film {
    pub(crate) state: State,
    now: Timestamp,
    client: Client,
    facts: Option<SessionFacts>,
    /// Answers stop when it is dropped.
    _simulator: Handle,
    runtime: Runtime,
}

impl Film {
    /// Starts the program in a terminal of that size, and reads what it asks for.
    pub(crate) fn start(size: Size) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let (simulator, client, facts) = runtime.block_on(open_demo());
        let at = Timestamp::from_second(START).expect("a time");
        let (state, effects) = State::start(Start {
            at,
            size,
            profile: None,
            demo: true,
            read_only: false,
            open: None,
        });
        let mut film = Self {
            state,
            now: at,
            client,
            facts: Some(facts),
            _simulator: simulator,
            runtime,
        };
        film.carry_out(effects);
        film
    }

    /// Presses keys, as `j enter ctrl-s`, each after everything was answered.
    pub(crate) fn press(&mut self, keys: &str) {
        for name in keys.split_whitespace() {
            let key = Key::parse(name).expect("the name of a key");
            self.say(Message::Keys(vec![key]));
        }
    }

    /// Types a text, a key for each character.
    pub(crate) fn types(&mut self, text: &str) {
        for character in text.chars() {
            self.say(Message::Keys(vec![Key::character(character)]));
        }
    }

    /// Pastes a text.
    pub(crate) fn paste(&mut self, text: &str) {
        self.say(Message::Pasted(text.to_owned()));
    }

    fn say(&mut self, message: Message) {
        self.now = self.now.checked_add(PAUSE).expect("a time");
        let effects = self.hear(message);
        self.carry_out(effects);
    }

    /// Tells the state something, and that it was drawn.
    fn hear(&mut self, message: Message) -> Vec<Effect> {
        let at = self.now;
        let mut effects = update(&mut self.state, Stamped { at, message });
        let drawn = Message::Drawn;
        effects.extend(update(&mut self.state, Stamped { at, message: drawn }));
        effects
    }

    /// Carries effects out one after the other, also those that follow from an answer.
    fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            if let Some(message) = self.answer(effect) {
                waiting.extend(self.hear(message));
            }
        }
    }

    fn answer(&mut self, effect: Effect) -> Option<Message> {
        match effect {
            Effect::OpenSession { session } => Some(Message::SessionOpened {
                session,
                result: Box::new(Ok(self.facts.take().expect("one session"))),
            }),
            Effect::Read {
                request,
                session,
                query,
                urgency,
            } => {
                let reading = self.client.read(request, &query, urgency);
                let (credentials, answer) = self.runtime.block_on(reading);
                Some(Message::Answered {
                    request,
                    session,
                    credentials,
                    answer: Box::new(answer),
                })
            }
            Effect::Write { request, approved } => {
                let session = approved.session();
                let outcome = self.runtime.block_on(self.client.write(approved));
                Some(Message::Written {
                    request,
                    session,
                    outcome: Box::new(self.retimed(outcome)),
                })
            }
            Effect::Abandon { .. }
            | Effect::RenewCredentials { .. }
            | Effect::CopyText { .. }
            | Effect::SetTitle { .. }
            | Effect::Redraw
            | Effect::Suspend
            | Effect::RestoreTerminal { .. }
            | Effect::Quit { .. } => None,
        }
    }

    /// The outcome as the clock of the film saw it: the client's own differs from run to run.
    fn retimed(&self, outcome: Outcome) -> Outcome {
        let Outcome::Applied { held, exchange } = outcome else {
            panic!("no picture shows {outcome:?}");
        };
        let exchange = Exchange {
            sent_at: self.now,
            took_milliseconds: 84,
            ..exchange
        };
        Outcome::Applied { held, exchange }
    }
}

async fn open_demo() -> (Handle, Client, SessionFacts) {
    let account = Account::demo();
    let options = Options {
        region: account.region().expect("a region").to_owned(),
        ..Options::default()
    };
    // One millisecond later at each request, so that the Put is stored while the film waits for its answer.
    let clock = Clock::Fixed(START * 1_000 + 12_530);
    let simulator = simulator::start(account, clock, options)
        .await
        .expect("a simulator");
    let connection = Connection {
        region: Some("eu-west-1".to_owned()),
        endpoint_url: Some(simulator.url()),
        requests_per_second: NonZeroU32::new(10_000).expect("a rate"),
        credentials: Source::Fixed {
            access_key_id: "AKIDEXAMPLE".to_owned(),
            secret_access_key: "secret".to_owned(),
        },
        ..Connection::new(SessionNumber(1))
    };
    let (client, facts) = open(connection).await.expect("a session");
    (simulator, client, facts)
}
