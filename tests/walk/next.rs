//! What happens next: somebody presses keys, an account answers, somebody else changes it, time passes; all by chance.
//!
//! Knows which messages can come. Does not know which of them are sensible.

use lambda_lasso::app::key::{Key, KeyCode};
use lambda_lasso::app::keymap::{BINDINGS, Context, MOTIONS};
use lambda_lasso::app::message::{Copied, Message, Signal, Size, Traffic};
use lambda_lasso::app::review::Stage;
use lambda_lasso::app::send_line::Asked;
use lambda_lasso::app::update::next_wake;
use lambda_lasso::domain::call::{
    Answer, Awaited, CredentialsGeneration, Outcome, RequestId, SessionNumber, Whom,
};
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};
use lambda_lasso::domain::settings::AsyncSettings;

use super::account::{Account, operation};
use super::values::{ACCOUNT, OTHER_ACCOUNT, applied, caller, facts, failure, refused, unknown};
use super::walker::Walker;

pub(crate) const FUNCTIONS: [&str; 4] = ["invoices", "orders", "orders:live", "payments"];
const HELD: [&str; 5] = [
    "1 1h - orders-failed",
    "0 1h - orders-failed",
    "2 - orders-done -",
    "- 6h - -",
    "",
];
pub(crate) const SIZES: [(u16, u16); 9] = [
    (80, 24),
    (120, 50),
    (160, 40),
    (60, 16),
    (59, 15),
    (1, 1),
    (0, 0),
    (300, 3),
    (3, 300),
];
const KINDS: [FailureKind; 6] = [
    FailureKind::AccessDenied,
    FailureKind::Throttled,
    FailureKind::Conflict,
    FailureKind::NotFound,
    FailureKind::ExpiredCredentials,
    FailureKind::NoAnswer,
];
const TYPED: &str = "0 0 1 2 6 h m a enter backspace ctrl-u ctrl-u ctrl-u ctrl-s ctrl-s ctrl-s ctrl-s ctrl-s ctrl-s ctrl-r tab tab";
const PASTES: [&str; 6] = [
    "y\r",
    "arn:aws:sqs:eu-west-1:123456789012:orders-done",
    "https://sqs.eu-west-1.amazonaws.com/123456789012/orders-failed\n",
    "arn:aws:s3:::a arn:aws:s3:::b",
    "\u{1b}[31m\u{0}\t 90m",
    "",
];

impl Walker {
    /// What happens next.
    pub(crate) fn message(&mut self) -> Message {
        if let Some(session) = self.opening
            && self.chance.percent(30)
        {
            return self.opened(session);
        }
        if self.chance.percent(3) {
            self.something_changes();
        }
        if self.state.context() == Context::Checking && self.chance.percent(5) {
            self.something_of_the_review_changes();
        }
        // A check asks for much: few would come to their end if every other message were a key.
        if self.state.context() == Context::Checking && self.chance.percent(70) {
            return self.answered();
        }
        match self.chance.below(100) {
            0..50 => self.keys(),
            50..78 => self.answered(),
            78..84 => self.written(),
            84..90 => self.woken(),
            90..93 => {
                let (columns, rows) = self.chance.one(&SIZES);
                let back = self.chance.percent(60);
                let (columns, rows) = if back { (120, 50) } else { (columns, rows) };
                Message::Resized(Size { columns, rows })
            }
            93..95 => Message::Pasted(self.chance.one(&PASTES).to_owned()),
            95..98 => self.too_late(),
            98 => match self.chance.below(40) {
                0 => Message::Signalled(self.chance.one(&[
                    Signal::Interrupt,
                    Signal::Terminate,
                    Signal::HangUp,
                ])),
                1..20 => Message::Copied {
                    result: Ok(Copied::ToTmux { characters: 7 }),
                },
                _ => self.traffic(),
            },
            _ => Message::Drawn,
        }
    }

    /// The queue moved: somebody is waited for, or nobody.
    fn traffic(&mut self) -> Message {
        let whom = [Whom::Credentials, Whom::Lambda, Whom::Sts];
        let per_second = self.chance.one(&[1, 4, 8]);
        let awaited = Awaited::default().with(self.chance.one(&whom), self.chance.one(&[0, 1, 3]));
        Message::TrafficChanged(Traffic {
            in_flight: 1,
            per_second,
            throttled: per_second < 8,
            awaited,
            ..Traffic::default()
        })
    }

    fn opened(&mut self, session: SessionNumber) -> Message {
        let result = if self.chance.percent(15) {
            Err(failure(FailureKind::Setup, Operation::OpenSession))
        } else {
            Ok(facts())
        };
        self.opening = None;
        Message::SessionOpened {
            session,
            result: Box::new(result),
        }
    }

    /// Mostly one key, sometimes several in one read.
    fn keys(&mut self) -> Message {
        let count = self.chance.one(&[1, 1, 1, 1, 1, 1, 1, 1, 2, 6]);
        Message::Keys((0..count).map(|_| self.key()).collect())
    }

    /// A key that means something here, mostly.
    fn key(&mut self) -> Key {
        let context = self.state.context();
        if self.chance.percent(5) {
            let any = "y enter esc ctrl-j alt-y ctrl-l ctrl-z ctrl-s X ctrl-x j space";
            return self.named(any);
        }
        let (likely, keys) = match context {
            Context::Form => (75, TYPED),
            Context::Filter => (60, "o r d enter esc"),
            Context::Function => (50, "enter e X j j G u . v c d ? /"),
            Context::Review => (85, "y y y y pagedown tab r"),
            Context::SendLine if self.chance.percent(85) => return self.next_of_the_word(),
            Context::Explorer => (70, "j k G g enter l e r"),
            Context::QuitPrompt => (80, "esc esc esc esc y enter"),
            Context::Text => (80, "j k esc q"),
            Context::CopyMenu => (90, "a n j w t f m k i d s r c esc"),
            Context::Discard => (60, "y enter esc"),
            Context::Checking => (90, "j k j k j k j k j k j k j k j k j k ctrl-z"),
            Context::Sending => (90, "j j j j j j j j j j q ctrl-c"),
            Context::Choice => (60, "m t M T enter enter"),
            Context::Everywhere | Context::SendLine | Context::Outcome => (0, ""),
        };
        if self.chance.percent(likely) {
            return self.named(keys);
        }
        let bound: Vec<Key> = BINDINGS
            .iter()
            .filter(|binding| binding.context == context)
            .map(|binding| binding.key)
            .chain(MOTIONS.iter().map(|(key, _)| *key))
            .collect();
        let key = self.chance.one(&bound);
        if key == Key::character('q') && self.state.drafts.is_empty() {
            return Key::character('j');
        }
        key
    }

    fn named(&mut self, keys: &str) -> Key {
        let names: Vec<&str> = keys.split(' ').collect();
        Key::parse(self.chance.one(&names)).expect("a key")
    }

    /// On the send line: what is asked for, and then Enter.
    fn next_of_the_word(&self) -> Key {
        let Some(Stage::Asking(line)) = self.state.review().map(|review| &review.stage) else {
            return Key::plain(KeyCode::Enter);
        };
        match &line.asked {
            Asked::Word(word) => match word.strip_prefix(line.typed.text()) {
                Some(rest) => rest
                    .chars()
                    .next()
                    .map_or(Key::plain(KeyCode::Enter), Key::character),
                None => Key::control('u'),
            },
            Asked::Yes => Key::plain(KeyCode::Enter),
        }
    }

    /// An answer to one of the reads that are open.
    fn answered(&mut self) -> Message {
        let open: Vec<RequestId> = self.laws.open.keys().copied().collect();
        if open.is_empty() {
            return self.keys();
        }
        let request = self.chance.one(&open);
        let (session, query) = self.laws.open[&request].clone();
        let answer = match self.chance.below(100) {
            0..2 => Err(failure(self.chance.one(&KINDS), operation(&query))),
            2..3 => Ok(Answer::Concurrency(Some(0))),
            3..15 => self.paged(self.account.answer(&query)),
            _ => self.account.answer(&query),
        };
        self.answer(request, session, answer)
    }

    /// Makes the last page one of many.
    fn paged(&mut self, answer: Result<Answer, Failure>) -> Result<Answer, Failure> {
        let next = Some(self.chance.one(&["m1", "m2", "m3"]).to_owned());
        self.meet("many pages");
        let mut answer = answer;
        match &mut answer {
            Ok(Answer::Functions(page) | Answer::Versions(page)) => page.next = next,
            Ok(Answer::Aliases(page)) => page.next = next,
            Ok(Answer::Configurations(page)) => page.next = next,
            Ok(_) | Err(_) => {}
        }
        answer
    }

    fn answer(
        &mut self,
        request: RequestId,
        session: SessionNumber,
        answer: Result<Answer, Failure>,
    ) -> Message {
        Message::Answered {
            request,
            session,
            credentials: Some(CredentialsGeneration(if self.chance.percent(97) {
                1
            } else {
                2
            })),
            answer: Box::new(answer),
        }
    }

    /// An answer that nobody waits for: given before, abandoned, of another session, to a number that never was.
    fn too_late(&mut self) -> Message {
        if self.chance.percent(30) {
            let (request, session) = (RequestId(1_000_000), self.state.session.number);
            let outcome = Box::new(applied("orders", "0 1h - orders-failed"));
            return Message::Written {
                request,
                session,
                outcome,
            };
        }
        let Some((request, session, query)) = self.bygone.pop() else {
            return Message::Drawn;
        };
        let is_open = self.laws.open.contains_key(&request);
        let session = if is_open {
            SessionNumber(session.0 + 1)
        } else {
            session
        };
        let answer = self.account.answer(&query);
        self.answer(request, session, answer)
    }

    /// What a write that is on its way came to; the account holds it where it was stored.
    fn written(&mut self) -> Message {
        let Some((request, (session, function))) = self.laws.in_flight.first_key_value() else {
            return self.keys();
        };
        let (request, session, name) = (*request, *session, function.name.to_string());
        let review = self.state.review();
        let qualified = review.map_or(name, |review| review.change.target().to_string());
        let held = self.chance.one(&HELD);
        if self.chance.percent(50) {
            self.account.hold(&qualified, held);
        }
        // Few writes get so far, and each of these must have come.
        let outcome = match self.chance.below(7) {
            0 | 1 => applied(&qualified, held),
            2 => refused(FailureKind::Conflict, 409),
            3 | 4 => unknown(),
            5 => refused(self.chance.one(&KINDS), 400),
            _ => Outcome::NotSent {
                failure: failure(
                    FailureKind::Unreachable,
                    Operation::PutFunctionEventInvokeConfig,
                ),
            },
        };
        Message::Written {
            request,
            session,
            outcome: Box::new(outcome),
        }
    }

    /// The time that the state asked for has come; or it is woken for no reason.
    fn woken(&mut self) -> Message {
        match next_wake(&self.state) {
            Some(wake) => self.now = wake.max(self.now),
            None if self.chance.percent(80) => return self.keys(),
            None => {}
        }
        Message::Woken
    }

    /// Somebody else does exactly what is being checked, or takes its function away.
    fn something_of_the_review_changes(&mut self) {
        let Some(review) = self.state.review() else {
            return;
        };
        let target = review.change.target().clone();
        let after = review.change.after().map(AsyncSettings::as_stored);
        if self.chance.percent(50) {
            self.account.remove(target.function.name.as_str());
        } else {
            self.account.store(&target, after);
        }
    }

    /// What was removed is there again, as it was at first: an account that only loses functions leaves nothing to write to.
    fn put_functions_back(&mut self) {
        for function in Account::furnished().functions {
            if self.account.function_mut(&function.name).is_none() {
                self.account.functions.push(function);
            }
        }
    }

    /// Somebody else does something to the account.
    fn something_changes(&mut self) {
        match self.chance.below(12) {
            0 => self.account.caller = Ok(caller(OTHER_ACCOUNT, 2)),
            1..7 => self.account.caller = Ok(caller(ACCOUNT, 1)),
            7 => {
                let denied = self.chance.one(&[
                    Operation::GetAlias,
                    Operation::ListAliases,
                    Operation::GetCallerIdentity,
                ]);
                self.account.refuse(denied, FailureKind::AccessDenied);
            }
            8..10 => {
                self.account.failing.clear();
                self.put_functions_back();
            }
            _ => {
                let qualified = self.chance.one(&FUNCTIONS);
                let held = self.chance.one(&HELD);
                self.account.hold(qualified, held);
            }
        }
    }
}
