//! What the README shows is what the program shows: its pictures are drawn from the real screens, its table of keys is that of the
//! program, and the tests that its table of faults names exist.
//!
//! `REDRAW=1 cargo test --test readme` draws and writes them anew; without that variable a picture or a table that is out of date is a
//! failure. Knows which scenes are worth a picture. Does not know how a screen is drawn.
#![cfg(test)]

mod film;
mod promises;
mod svg;
mod table;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use lambda_lasso::app::message::Size;

use self::film::Film;
use self::svg::picture;

/// Of most pictures; the wide one shows what a larger terminal adds.
const SIZE: Size = Size {
    columns: 80,
    rows: 24,
};

const WIDE: Size = Size {
    columns: 120,
    rows: 40,
};

const QUEUE_URL: &str = "https://sqs.eu-west-1.amazonaws.com/123456789012/payments-failed";

/// The main job: find the alias that drops its events, give it a failure queue, see what that changes, send it.
#[test]
fn the_pictures_show_the_main_job_as_the_program_shows_it() {
    let mut film = Film::start(SIZE);
    let mut pictures = Pictures::default();
    film.press("/");
    film.types("pay");
    pictures.compare("1-find", &film);
    film.press("enter enter j");
    pictures.compare("2-function", &film);
    film.press("enter ctrl-u 1 tab tab tab");
    film.paste(QUEUE_URL);
    pictures.compare("3-form", &film);
    film.press("ctrl-s");
    pictures.compare("4-review", &film);
    // The first shows the lines that were not on screen yet.
    film.press("y y");
    pictures.compare("5-send", &film);
    film.press("enter");
    pictures.compare("6-outcome", &film);
    pictures.assert_up_to_date();
}

#[test]
fn the_wide_picture_shows_the_list_as_the_program_shows_it() {
    let film = Film::start(WIDE);
    let mut pictures = Pictures::default();
    pictures.compare("wide", &film);
    pictures.assert_up_to_date();
}

/// Pictures on disk, held against what the program shows.
#[derive(Default)]
struct Pictures {
    outdated: Vec<PathBuf>,
}

impl Pictures {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test reads and draws the pictures"
    )]
    fn compare(&mut self, name: &str, film: &Film) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("assets/pictures")
            .join(format!("{name}.svg"));
        let drawn = picture(&film.state);
        if env::var_os("REDRAW").is_some() {
            fs::write(&path, &drawn).expect("a picture is written");
        }
        if fs::read_to_string(&path).ok().as_deref() != Some(drawn.as_str()) {
            self.outdated.push(path);
        }
    }

    fn assert_up_to_date(&self) {
        assert_eq!(
            self.outdated,
            [""; 0].map(PathBuf::from),
            "draw them anew with REDRAW=1 cargo test --test readme, and look at them"
        );
    }
}
