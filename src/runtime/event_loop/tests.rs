//! The loop on a terminal of cells: what it draws, and what it does with what it hears.

use std::panic::{self, AssertUnwindSafe};

use ratatui::Terminal;
use ratatui::backend::{ClearType, TestBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size as Area};
use tokio::sync::mpsc::Sender;

use super::*;
use crate::app::key::Key;
use crate::aws::{Connection, Source};
use crate::runtime::clipboard::Clipboard;
use crate::simulator::{self, Account, Clock, Handle, Options};

const SIZE: Size = Size {
    columns: 80,
    rows: 24,
};

/// What a backend of these tests does with a frame.
#[derive(Clone, Copy, Debug)]
enum Behaviour {
    Fail,
    Panic,
    /// Presses `Ctrl-C` once this text is on the screen.
    LeaveAt(&'static str),
}

/// ratatui's test backend, with frames that do something.
#[derive(Debug)]
struct Acting {
    inner: TestBackend,
    behaviour: Behaviour,
    keyboard: Sender<Stamped>,
    frames: Arc<std::sync::Mutex<Vec<String>>>,
}

impl Acting {
    fn shown(&self) -> String {
        let cells = self.inner.buffer().content();
        cells.iter().map(Cell::symbol).collect()
    }
}

impl Backend for Acting {
    type Error = std::io::Error;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Self::Error>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        match self.behaviour {
            Behaviour::Fail => return Err(std::io::ErrorKind::BrokenPipe.into()),
            Behaviour::Panic => panic!("a frame that can't be drawn"),
            Behaviour::LeaveAt(_) => {}
        }
        self.inner
            .draw(content)
            .unwrap_or_else(|never| match never {});
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Self::Error> {
        let shown = self.shown();
        if let Behaviour::LeaveAt(text) = self.behaviour
            && shown.contains(text)
        {
            self.keyboard
                .try_send(stamped(Message::Keys(vec![Key::control('c')])))
                .unwrap();
        }
        self.frames.lock().unwrap().push(shown);
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Self::Error> {
        panic!("nobody would read the terminal's answer")
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, _: P) -> Result<(), Self::Error> {
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Self::Error> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, kind: ClearType) -> Result<(), Self::Error> {
        self.inner
            .clear_region(kind)
            .unwrap_or_else(|never| match never {});
        Ok(())
    }

    fn size(&self) -> Result<Area, Self::Error> {
        Ok(Area::new(SIZE.columns, SIZE.rows))
    }

    fn window_size(&mut self) -> Result<WindowSize, Self::Error> {
        unreachable!("pixels are of no interest")
    }
}

/// A program against the demonstration, and what can be done to it from outside.
struct Program {
    event_loop: EventLoop<Acting>,
    keyboard: Sender<Stamped>,
    device: Arc<Device>,
    frames: Arc<std::sync::Mutex<Vec<String>>>,
    simulator: Handle,
}

impl Program {
    async fn new(behaviour: Behaviour) -> Self {
        let options = Options {
            region: "eu-west-1".to_owned(),
            ..Options::default()
        };
        let simulator = simulator::start(Account::demo(), Clock::System, options)
            .await
            .unwrap();
        let connection = Connection {
            region: Some("eu-west-1".to_owned()),
            endpoint_url: Some(simulator.url()),
            credentials: Source::Fixed {
                access_key_id: "AKIDTEST".to_owned(),
                secret_access_key: "secret".to_owned(),
            },
            ..Connection::new(crate::domain::call::SessionNumber(0))
        };
        let (keyboard, input) = mpsc::channel(64);
        let device = Device::absent();
        let frames = Arc::default();
        let backend = Acting {
            inner: TestBackend::new(SIZE.columns, SIZE.rows),
            behaviour,
            keyboard: keyboard.clone(),
            frames: Arc::clone(&frames),
        };
        Self {
            event_loop: EventLoop {
                screen: Terminal::new(backend).unwrap(),
                device: Arc::clone(&device),
                input,
                performer: Performer::new(connection, Clipboard::Terminal, Arc::clone(&device)),
            },
            keyboard,
            device,
            frames,
            simulator,
        }
    }
}

fn start() -> Start {
    Start {
        at: now(),
        size: SIZE,
        profile: None,
        demo: true,
        read_only: false,
        open: None,
    }
}

#[tokio::test]
async fn functions_are_shown_and_the_terminal_is_given_back() {
    let program = Program::new(Behaviour::LeaveAt("audit-trail")).await;
    assert_eq!(program.event_loop.run(start()).await.status, 0);
    assert!(!program.device.is_ours());
}

#[tokio::test]
async fn the_first_frame_is_drawn_before_anything_is_asked() {
    let program = Program::new(Behaviour::LeaveAt("")).await;
    assert_eq!(program.event_loop.run(start()).await.status, 0);
    assert_eq!(program.frames.lock().unwrap().len(), 1);
    assert_eq!(program.simulator.log().len(), 0);
}

#[tokio::test]
async fn what_came_together_is_drawn_once() {
    let program = Program::new(Behaviour::LeaveAt("nothing shows this")).await;
    for _ in 0..20 {
        let key = Message::Keys(vec![Key::character('j')]);
        program.keyboard.try_send(stamped(key)).unwrap();
    }
    let leave = Message::Keys(vec![Key::control('c')]);
    program.keyboard.try_send(stamped(leave)).unwrap();
    assert_eq!(program.event_loop.run(start()).await.status, 0);
    assert_eq!(program.frames.lock().unwrap().len(), 1);
}

/// A key counted as pressed when its turn came, however long it had waited.
#[tokio::test]
async fn what_comes_from_outside_keeps_its_time_and_the_rest_gets_it() {
    let program = Program::new(Behaviour::LeaveAt("")).await;
    let key = Stamped {
        at: Timestamp::UNIX_EPOCH,
        message: Message::Keys(vec![Key::character('j')]),
    };
    for _ in 0..2 {
        assert_eq!(program.keyboard.try_send(key.clone()), Ok(()));
    }
    let mut running = Running::of(program.event_loop, State::start(start()).0);
    assert_eq!(running.next().await.ok(), Some(key.clone()));
    assert_eq!(running.ready().ok(), Some(Some(key)));
    running.own.push_back(Message::Woken);
    let own = running.next().await.ok().unwrap();
    assert!(own.at > Timestamp::UNIX_EPOCH);
}

#[tokio::test]
async fn signals_end_the_program_with_their_status() {
    for (signal, status) in [
        (Signal::Terminate, 143),
        (Signal::Quit, 131),
        (Signal::HangUp, 129),
    ] {
        let program = Program::new(Behaviour::LeaveAt("nothing shows this")).await;
        let sent = program
            .keyboard
            .try_send(stamped(Message::Signalled(signal)));
        assert_eq!(sent, Ok(()));
        assert_eq!(program.event_loop.run(start()).await.status, status);
        assert!(!program.device.is_ours());
    }
}

#[tokio::test]
async fn a_terminal_that_takes_no_frame_is_a_hang_up() {
    let program = Program::new(Behaviour::Fail).await;
    assert_eq!(program.event_loop.run(start()).await.status, 129);
    assert!(!program.device.is_ours());
}

#[tokio::test]
async fn a_panic_elsewhere_ends_the_loop_before_it_draws_again() {
    let program = Program::new(Behaviour::LeaveAt("nothing shows this")).await;
    program.device.note_panic();
    assert_eq!(program.event_loop.run(start()).await.status, PANICKED);
    assert_eq!(program.frames.lock().unwrap().len(), 0);
}

#[tokio::test]
async fn a_suspended_program_draws_everything_when_it_goes_on() {
    let program = Program::new(Behaviour::LeaveAt("nothing shows this")).await;
    let keyboard = program.keyboard.clone();
    let suspend = Message::Keys(vec![Key::control('z')]);
    keyboard.try_send(stamped(suspend)).unwrap();
    let device = Arc::clone(&program.device);
    let frames = Arc::clone(&program.frames);
    let running = program.event_loop.run(start());
    let leaving = async {
        // The first frame, and the one after it went on.
        while frames.lock().unwrap().len() < 2 {
            tokio::task::yield_now().await;
        }
        let leave = Message::Keys(vec![Key::control('c')]);
        keyboard.send(stamped(leave)).await.unwrap();
    };
    let (status, ()) = tokio::join!(running, leaving);
    assert_eq!(status.status, 0);
    assert!(!device.is_ours());
}

#[test]
fn a_frame_that_panics_gives_the_terminal_back() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let program = runtime.block_on(Program::new(Behaviour::Panic));
    let device = Arc::clone(&program.device);
    let run = AssertUnwindSafe(|| runtime.block_on(program.event_loop.run(start())));
    assert!(panic::catch_unwind(run).is_err());
    assert!(device.has_panicked());
    assert!(!device.is_ours());
}
