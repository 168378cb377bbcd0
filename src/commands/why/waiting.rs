//! Saying on standard error whose answer a command waits for, where it does not come.
//!
//! Knows how long nothing is said, and whom the client waits for at that moment. Does not know what is asked.

use std::cell::OnceCell;
use std::pin::pin;
use std::time::Duration;

use tokio::sync::watch;

use crate::aws::{Client, PaceState};
use crate::domain::call::{SessionFacts, Whom};
use crate::domain::words;

/// How long nothing is said of an answer that does not come.
const SILENCE: Duration = Duration::from_secs(5);

/// Whose answer is awaited now: nobody's is known before there is a client.
#[derive(Default)]
pub(in crate::commands) struct Awaited(OnceCell<(watch::Receiver<PaceState>, SessionFacts)>);

impl Awaited {
    /// Asks a client from now on.
    pub(super) fn of(&self, client: &Client, facts: &SessionFacts) {
        self.0.get_or_init(|| (client.pace(), facts.clone()));
    }

    /// Whom the reads wait for: where it is several, the one without whom the others can't be asked. What waits for nobody waits for its
    /// turn to ask Lambda.
    fn told(&self) -> String {
        let Some((pace, facts)) = self.0.get() else {
            return "credentials".to_owned();
        };
        let awaited = pace.borrow().awaited;
        let mut asked = [Whom::Credentials, Whom::Sts].into_iter();
        let whom = asked.find(|whom| awaited.tries(*whom) > 0);
        words::waited_for(whom.unwrap_or(Whom::Lambda), facts)
    }
}

/// Waits for a reading. Complains of whose answer is awaited, once for each, where it does not come. That is said to a file as well: the log of a
/// pipeline is where nobody sees what it waits for.
pub(in crate::commands) async fn telling<T>(
    reading: impl Future<Output = T>,
    awaited: &Awaited,
    complain: impl Fn(&str),
) -> T {
    let mut reading = pin!(reading);
    let mut told = String::new();
    loop {
        if let Ok(read) = tokio::time::timeout(SILENCE, &mut reading).await {
            return read;
        }
        let now = awaited.told();
        if now != told {
            complain(&format!("still waiting for {now} .."));
            told = now;
        }
    }
}
