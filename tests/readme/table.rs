//! The README's table of keys, from the table that the program runs on.
//!
//! Knows the form of the table. Does not know the screens, nor what a key does.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use lambda_lasso::app::help;

const BEGIN: &str = "<!-- keys: written by the test `readme` -->\n";
const END: &str = "<!-- end of keys -->";

fn table() -> String {
    let mut table = String::from("| where | keys | |\n|---|---|---|\n");
    for (context, name) in help::PLACES {
        for (index, (keys, words)) in help::keys(context).into_iter().enumerate() {
            let place = if index == 0 { name } else { "" };
            let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
            let words = words.replace('|', "\\|");
            let keys = keys.join(" ");
            writeln!(table, "| {place} | {keys} | {words} |").expect("a string");
        }
    }
    table
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test reads and writes the README"
)]
fn the_readme_has_the_keys_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("a README");
    let (before, rest) = readme.split_once(BEGIN).expect("the begin of the keys");
    let (written, after) = rest.split_once(END).expect("the end of the keys");
    let table = table();
    if env::var_os("REDRAW").is_some() && written != table {
        fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).expect("it is written");
        return;
    }
    assert_eq!(
        written, table,
        "write it anew with REDRAW=1 cargo test --test readme"
    );
}
