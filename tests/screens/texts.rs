//! What stands above another screen, in its footer, or in its place: help, details, questions, copies.

use lambda_lasso::app::message::{Copied, Message, Size};
use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::failure::Operation;

use super::play::Play;
use super::review::{reset, sending};
use super::scene::Scene;
use super::values::exchange;
use super::world::{ORDERS, begun, changed, denied, filling, press_but, weighted};

pub(crate) const SCENES: &[Scene] = &[
    Scene::usual("help_explorer", |size| over(size, begun, "?")),
    Scene::usual("help_explorer_marks", |size| {
        over(size, begun, "? pagedown")
    }),
    Scene::usual("help_explorer_end", |size| over(size, begun, "? G")),
    Scene::usual("help_function", |size| over(size, opened, "?")),
    Scene::usual("help_review", |size| over(size, reset, "?")),
    Scene::usual("help_form", |size| filling(size, "tab tab tab tab ?")),
    Scene::usual("details_explorer", |size| over(size, begun, "j j d")),
    Scene::usual("details_function", |size| over(size, opened, "j d")),
    Scene::usual("details_refusal", |size| over(size, refused, "d")),
    Scene::usual("details_accepted", |size| over(size, done, "d")),
    Scene::usual("quit_prompt", |size| {
        filling(size, "backspace 0 esc esc q y")
    }),
    Scene::usual("discard_prompt", |size| filling(size, "backspace 0 ctrl-x")),
    Scene::usual("copy_menu_function", |size| over(size, opened, "c")),
    Scene::usual("copy_menu_review", |size| over(size, reset, "c")),
    Scene::usual("copied_to_tmux", |size| {
        copied(size, Copied::ToTmux { characters: 78 })
    }),
    Scene::usual("copied_to_terminal", |size| {
        copied(size, Copied::ToTerminal { characters: 78 })
    }),
    Scene::usual("copied_receipt", |size| over(size, done, "c r c c")),
];

fn over(size: Size, screen: fn(Size) -> Play, keys: &str) -> Play {
    let mut play = screen(size);
    play.press(keys);
    play
}

fn opened(size: Size) -> Play {
    let mut play = begun(size);
    press_but(&mut play, ORDERS, weighted);
    play
}

fn done(size: Size) -> Play {
    let mut play = sending(size);
    play.written(Outcome::Applied {
        held: Some(changed(0, "0 - - orders-failed")),
        exchange: exchange(200),
    });
    play
}

fn refused(size: Size) -> Play {
    let mut play = sending(size);
    let operation = Operation::PutFunctionEventInvokeConfig;
    play.written(Outcome::Refused {
        failure: denied(operation, Some("orders:$LATEST")),
        exchange: exchange(403),
    });
    play
}

fn copied(size: Size, copied: Copied) -> Play {
    let mut play = opened(size);
    play.press("c a");
    play.give(Message::Copied { result: Ok(copied) });
    play
}
