//! Moving about: list, filter, function; what each screen's keys do and where they lead.

use super::account::{Account, many};
use super::play::{Play, start};

fn selected(play: &Play) -> String {
    let entry = play.state.explorer.selected(&play.state.catalogue);
    entry.map_or_else(String::new, |entry| entry.function.name.to_string())
}

#[test]
fn each_key_of_list_and_function_leads_where_the_table_of_keys_says() {
    for (keys, place) in [
        ("enter", "invoices:$LATEST"),
        ("l", "invoices:$LATEST"),
        ("right", "invoices:$LATEST"),
        ("j enter", "orders:$LATEST"),
        ("G enter", "payments:$LATEST"),
        ("e", "form"),
        ("j e", "orders:$LATEST"),
        ("j enter j enter", "form"),
        ("j enter j", "orders:live"),
        ("j enter j j", "orders:12"),
        ("j enter G", "orders:11"),
        ("j enter esc", "list"),
        ("j enter h", "list"),
        ("j enter left", "list"),
        ("j enter q", "list"),
        ("j enter X", "review"),
        ("j enter delete", "review"),
        ("j enter j X", "orders:live"),
        ("j enter X esc", "orders:$LATEST"),
        ("j enter enter esc", "orders:$LATEST"),
        ("j enter enter tab tab tab tab enter", "form"),
        ("j enter enter backspace 0 tab tab tab tab enter", "review"),
        (
            "j enter enter backspace 0 enter enter enter enter enter",
            "review",
        ),
        ("j enter enter backspace 0 backtab enter", "review"),
        ("esc", "list"),
        ("y", "list"),
        ("y enter", "invoices:$LATEST"),
        ("x", "list"),
        ("alt-q", "list"),
        ("alt-enter", "list"),
        ("j enter alt-x", "orders:$LATEST"),
        ("j enter y", "orders:$LATEST"),
        ("/", "filter"),
        ("/ q", "filter"),
        ("/ esc", "list"),
        ("/ o r d enter", "list"),
        ("/ o r d enter enter", "orders:$LATEST"),
        ("/ p a y down enter enter", "payments:$LATEST"),
        ("/ z z z enter enter", "list"),
    ] {
        let mut play = Play::begun();
        play.press(keys);
        assert_eq!(play.place(), place, "{keys}");
    }
}

#[test]
fn a_key_without_a_meaning_says_so_and_does_nothing() {
    for (keys, key) in [
        ("", "x"),
        ("", "ctrl-d"),
        ("j enter", "x"),
        ("j enter X", "x"),
    ] {
        let mut play = Play::begun();
        play.press(keys);
        let before = play.place();
        assert_eq!(play.press(key), [""; 0]);
        assert!(
            play.notice().contains("means nothing here"),
            "{key}: {}",
            play.notice()
        );
        assert_eq!(play.place(), before);
    }
}

#[test]
fn the_filter_narrows_the_list_while_typing_and_escape_widens_it() {
    let mut play = Play::begun();
    play.press("/ o r d");
    assert_eq!(
        (play.state.explorer.len(), selected(&play).as_str()),
        (1, "orders")
    );
    play.press("esc");
    assert_eq!(
        (play.state.explorer.len(), selected(&play).as_str()),
        (3, "orders")
    );
}

#[test]
fn a_kept_filter_is_cleared_by_escape_in_the_list() {
    let mut play = Play::begun();
    play.press("/ p a y enter");
    assert_eq!(
        (play.place().as_str(), play.state.explorer.len()),
        ("list", 1)
    );
    play.press("esc");
    assert_eq!(play.state.explorer.len(), 3);
}

#[test]
fn a_paste_into_the_filter_is_text_without_its_line_end() {
    let mut play = Play::begun();
    play.press("/");
    play.paste("orders\r\n");
    assert_eq!(play.state.explorer.filter.text(), "orders");
    assert_eq!(
        (play.place().as_str(), selected(&play).as_str()),
        ("filter", "orders")
    );
}

#[test]
fn a_paste_where_nothing_is_typed_is_no_command() {
    for keys in ["", "j enter", "j enter enter backspace 0 ctrl-x"] {
        let mut play = Play::begun();
        play.press(keys);
        let before = play.place();
        assert_eq!(play.paste("qqq\r"), [""; 0]);
        assert_eq!(play.place(), before, "{keys}");
        assert!(play.notice().starts_with("Ignored"));
    }
}

#[test]
fn a_paste_without_brackets_is_no_command_either() {
    for (keys, burst) in [
        ("", "j q enter y l"),
        ("", "e X y"),
        ("j enter", "X y y enter"),
    ] {
        let mut play = Play::begun();
        play.press(keys);
        let before = play.place();
        assert_eq!(play.burst(burst), [""; 0]);
        assert_eq!(play.place(), before, "{burst}");
    }
}

#[test]
fn a_held_key_that_only_moves_is_no_paste() {
    let mut account = Account::furnished();
    account.functions = many(50);
    let mut play = Play::with(start(), account);
    play.burst("j j j j j");
    assert_eq!(selected(&play), "f0005");
}

#[test]
fn the_selection_stays_on_its_function_when_others_arrive() {
    let mut play = Play::begun();
    play.press("j");
    play.account.functions.insert(0, many(1).remove(0));
    play.press("r");
    assert_eq!(
        (play.state.explorer.len(), selected(&play).as_str()),
        (4, "orders")
    );
}

#[test]
fn escape_from_a_function_leads_back_to_its_row() {
    let mut play = Play::begun();
    play.press("j enter esc");
    assert_eq!(selected(&play), "orders");
}

/// A terminal without rows ended the program: this looked at the state alone and drew nothing.
#[test]
fn every_size_of_the_terminal_is_survived_on_every_screen() {
    for keys in [
        "",
        "/ o",
        "j enter",
        "j enter enter",
        "j enter X",
        "j enter X y",
    ] {
        let mut play = Play::begun();
        play.press(keys);
        let place = play.place();
        for (columns, rows) in [
            (1, 1),
            (0, 0),
            (1, 0),
            (0, 1),
            (300, 3),
            (3, 300),
            (59, 15),
            (60, 16),
            (80, 24),
            (300, 100),
        ] {
            play.resize(columns, rows);
            play.press("down up pagedown pageup");
            let drawn = play.screen().lines().count();
            let rows_drawn = if columns == 0 { 0 } else { usize::from(rows) };
            assert_eq!(drawn, rows_drawn, "{keys} at {columns}x{rows}");
        }
        play.resize(80, 24);
        play.says("123456789012 eu-west-1");
        let asked = place == "asking";
        assert!(
            play.place() == place || asked,
            "{keys} led to {}",
            play.place()
        );
    }
}
