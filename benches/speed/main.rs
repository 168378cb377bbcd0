//! Measures the whole program on a terminal, each figure against its mark: `cargo bench`.
//!
//! The release binary runs in a pseudo-terminal against a simulator in this process, so the program's own memory and processor time are
//! the program's alone. A time ends with the byte that completes a frame. Knows what is measured and how good it has to be; does
//! not know how the program does it. Nothing fails here: a figure that misses its mark says so.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a measurement reads the clock, prints, and is run by people"
)]

mod process;
mod report;
mod terminal;

use std::error::Error;
use std::time::Duration;

use lambda_lasso::domain::words::thousands;
use lambda_lasso::simulator::{self, Account, Clock, Fault, Faults, Handle, Operation, Options};
use tokio::runtime::{Builder, Runtime};

use report::{Figure, Report, Unit};
use terminal::Terminal;

/// How often a start is measured.
const STARTS: usize = 20;

/// How many keys are measured.
const KEYS: usize = 500;

/// How long nothing may be drawn before keys are measured.
const QUIET: Duration = Duration::from_millis(1_500);

/// For how long an idle program is watched.
const IDLE: Duration = Duration::from_secs(10);

fn main() -> Result<(), Box<dyn Error>> {
    let world = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let mut report = Report::default();
    starts(&world, &mut report)?;
    many(&world, 10_000, 3.0, &mut report)?;
    many(&world, 100_000, 8.0, &mut report)?;
    report.add(Figure {
        what: "size of the stripped binary".to_owned(),
        mark: 14.0,
        unit: Unit::Megabytes,
        typical: process::file_megabytes(env!("CARGO_BIN_EXE_lasso"))?,
        worst: None,
    });
    println!("{report}");
    Ok(())
}

/// A simulated account of so many functions.
fn account(world: &Runtime, functions: usize) -> Result<Handle, Box<dyn Error>> {
    let options = Options {
        region: "eu-west-1".to_owned(),
        ..Options::default()
    };
    let account = Account::with_functions(functions);
    Ok(world.block_on(simulator::start(account, Clock::System, options))?)
}

/// From the start of the process to what is first seen, and from `Ctrl-C` to the end.
fn starts(world: &Runtime, report: &mut Report) -> Result<(), Box<dyn Error>> {
    let simulator = account(world, 200)?;
    let (mut frames, mut rows) = (Vec::new(), Vec::new());
    let (mut restored, mut ended) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let mut lasso = Terminal::start(&simulator.url(), &[])?;
        frames.push(lasso.since_start(|_| true)?);
        rows.push(lasso.since_start(|lasso| lasso.selected().is_some())?);
        let (back, gone) = lasso.interrupt()?;
        restored.push(back);
        ended.push(gone);
    }
    report.times("start to the first frame", 15.0, frames);
    report.times("start to the first functions on screen", 60.0, rows);
    report.times("Ctrl-C to the restored terminal", 100.0, restored);
    report.times("Ctrl-C to the end of the process", 100.0, ended);
    Ok(())
}

/// Keys, memory and idleness in an account of many functions.
fn many(
    world: &Runtime,
    functions: usize,
    mark: f64,
    report: &mut Report,
) -> Result<(), Box<dyn Error>> {
    let simulator = account(world, functions)?;
    let mut lasso = Terminal::start(&simulator.url(), &["--rate", "15"])?;
    let counted = format!("Functions {functions} ");
    lasso.since_start(|lasso| lasso.text().replace(',', "").contains(&counted))?;
    lasso.settle(QUIET);
    let named = |what: &str| format!("{what}, {} functions", thousands(functions));
    report.times(&named("key to frame"), mark, keys(&mut lasso)?);
    report.times(&named("filter key to frame"), mark, filter(&mut lasso)?);
    if functions == 10_000 {
        lasso.settle(QUIET);
        if let Some(process) = lasso.process() {
            rest(process, report)?;
        }
    }
    hang(simulator.faults());
    report.times(
        &named("key to frame while every request hangs"),
        mark,
        keys(&mut lasso)?,
    );
    let (restored, _) = lasso.interrupt()?;
    report.times(
        &named("Ctrl-C while every request hangs"),
        100.0,
        vec![restored],
    );
    Ok(())
}

/// Memory and processor time of a program that waits.
fn rest(process: u32, report: &mut Report) -> Result<(), Box<dyn Error>> {
    if let Some(megabytes) = process::peak_megabytes(process)? {
        report.add(Figure {
            what: "memory at its peak, 10,000 functions".to_owned(),
            mark: 30.0,
            unit: Unit::Megabytes,
            typical: megabytes,
            worst: None,
        });
    }
    let before = process::processor_milliseconds(process)?;
    std::thread::sleep(IDLE);
    let after = process::processor_milliseconds(process)?;
    if let (Some(before), Some(after)) = (before, after) {
        report.add(Figure {
            what: "processor time of 10 idle seconds".to_owned(),
            mark: 0.0,
            unit: Unit::Milliseconds,
            typical: after - before,
            worst: None,
        });
    }
    Ok(())
}

/// Lets every request of every operation wait for an answer that never comes.
fn hang(faults: &Faults) {
    for operation in [
        Operation::ListFunctions,
        Operation::ListFunctionEventInvokeConfigs,
        Operation::ListAliases,
        Operation::ListVersionsByFunction,
        Operation::GetFunctionConfiguration,
        Operation::GetFunctionConcurrency,
        Operation::GetCallerIdentity,
    ] {
        faults.add(operation, Fault::SilentBefore, Faults::ALWAYS);
    }
}

/// Moves through the list: each key ends with a frame in which another row is selected.
fn keys(lasso: &mut Terminal) -> Result<Vec<Duration>, Box<dyn Error>> {
    const DOWN: [&[u8]; 4] = [b"j", b"j", b"\x1b[6~", b"\x1b[B"];
    const UP: [&[u8]; 4] = [b"k", b"k", b"\x1b[5~", b"\x1b[A"];
    let mut times = Vec::new();
    for number in 0..KEYS {
        // One key less on the way back, so that no key meets the first row.
        let keys = if number / 50 % 2 == 0 || number % 50 == 49 {
            DOWN
        } else {
            UP
        };
        let before = lasso.selected();
        let took = lasso.after_key(keys[number % keys.len()], |lasso| {
            lasso.selected() != before
        })?;
        times.push(took);
    }
    Ok(times)
}

/// Types and deletes in the filter: each key ends with a frame that shows the text.
fn filter(lasso: &mut Terminal) -> Result<Vec<Duration>, Box<dyn Error>> {
    lasso.after_key(b"/", |lasso| lasso.text().contains("/_"))?;
    let mut times = Vec::new();
    let text = "orders-2";
    for _ in 0..20 {
        for end in 1..=text.len() {
            let shown = format!("/{}_", &text[..end]);
            let key = &text.as_bytes()[end - 1..end];
            times.push(lasso.after_key(key, |lasso| lasso.text().contains(&shown))?);
        }
        for end in (0..text.len()).rev() {
            let shown = format!("/{}_", &text[..end]);
            times.push(lasso.after_key(b"\x7f", |lasso| lasso.text().contains(&shown))?);
        }
    }
    lasso.after_key(b"\r", |lasso| !lasso.text().contains("/_"))?;
    Ok(times)
}
