//! Effects performed and answers taken, without a terminal.

use super::*;

const SESSION: SessionNumber = SessionNumber(1);

fn performer() -> Performer {
    let connection = Connection::new(SessionNumber(0));
    Performer::new(connection, Clipboard::Terminal, Device::absent())
}

fn read(number: u64) -> Effect {
    Effect::Read {
        request: RequestId(number),
        session: SESSION,
        query: Query::Identity,
        urgency: Urgency::Operator,
    }
}

fn answered(message: Result<Message, Panicked>) -> (RequestId, FailureKind) {
    match message {
        Ok(Message::Answered {
            request, answer, ..
        }) => (request, answer.unwrap_err().kind),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_read_for_a_session_that_is_gone_is_still_answered() {
    let mut performer = performer();
    assert_eq!(performer.perform(read(7)), Next::Continue);
    assert_eq!(
        answered(performer.next().await),
        (RequestId(7), FailureKind::EndedSession)
    );
    assert!(performer.abandonable.is_empty());
}

#[tokio::test]
async fn an_abandoned_read_says_nothing_and_is_forgotten() {
    let mut performer = performer();
    performer.perform(read(7));
    performer.perform(Effect::Abandon {
        request: RequestId(7),
    });
    performer.perform(read(8));
    assert_eq!(answered(performer.next().await).0, RequestId(8));
    assert_eq!(performer.ready(), Ok(None));
    assert!(performer.reads.is_empty());
}

#[tokio::test]
async fn a_task_that_panics_is_told_and_not_waited_for() {
    let mut performer = performer();
    performer
        .reads
        .spawn(async { panic!("a task of the test") });
    assert_eq!(performer.next().await, Err(Panicked));
}

#[tokio::test]
async fn leaving_gives_the_terminal_back_first() {
    let mut performer = performer();
    let restore = Effect::RestoreTerminal { lines: Vec::new() };
    assert_eq!(performer.perform(restore), Next::Continue);
    assert!(!performer.device.is_ours());
    let quit = Effect::Quit {
        status: 143,
        lines: Vec::new(),
    };
    assert_eq!(performer.perform(quit), Next::Quit(143));
}

#[tokio::test]
async fn a_text_for_the_terminal_is_reported_as_handed_over_with_its_length() {
    let mut performer = performer();
    let text = "caf\u{e9}".to_owned();
    performer.perform(Effect::CopyText { text });
    let result = Ok(Copied::ToTerminal { characters: 4 });
    assert_eq!(performer.next().await, Ok(Message::Copied { result }));
}
