//! Measures a put from the command line beside the AWS CLI's, against the same server: `cargo bench --bench commands`.
//!
//! Both programs are started afresh for each put, as a script starts them. Knows how time and memory are taken and what they may be. Does not
//! know how either program works. Where there is no `aws`, there is nothing to compare with, and it says so.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement reads the clock, prints, and is run by people"
)]

#[path = "../speed/process.rs"]
#[expect(dead_code, reason = "the other measurement uses the rest")]
mod process;

use std::error::Error;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use lambda_lasso::simulator::{self, Account, Clock, Options};
use tokio::runtime::Builder;

/// How often each program is measured.
const PUTS: usize = 21;

/// How long the program may be out of sight while its memory is watched.
const GLANCE: Duration = Duration::from_micros(200);

/// A put takes the AWS CLI so many times as long, at least.
const TIMES_FASTER: f64 = 30.0;

/// And at least so many times the memory.
const TIMES_SMALLER: f64 = 4.0;

/// What a program took for a put.
struct Measured {
    milliseconds: f64,
    megabytes: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let world = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let (account, clock) = (Account::demo(), Clock::System);
    let server = world.block_on(simulator::start(account, clock, Options::default()))?;
    let url = server.url();
    let lasso = measured(env!("CARGO_BIN_EXE_lasso"), &[], &url)?;
    println!("| a put of one setting | time, median of {PUTS} | memory at its peak |");
    println!("|---|---|---|");
    println!(
        "| Lasso | {:.1} ms | {:.1} MB |",
        lasso.milliseconds, lasso.megabytes
    );
    let Ok(aws) = measured("aws", &["lambda"], &url) else {
        println!("\nThere is no `aws` on the PATH to compare with.");
        return Ok(());
    };
    println!(
        "| AWS CLI | {:.1} ms | {:.1} MB |",
        aws.milliseconds, aws.megabytes
    );
    let (faster, smaller) = (
        aws.milliseconds / lasso.milliseconds,
        aws.megabytes / lasso.megabytes,
    );
    println!(
        "\n{faster:.0} times faster (mark: {TIMES_FASTER}{}), {smaller:.1} times smaller (mark: {TIMES_SMALLER}{})",
        missed(faster < TIMES_FASTER),
        missed(smaller < TIMES_SMALLER),
    );
    Ok(())
}

fn missed(is_missed: bool) -> &'static str {
    if is_missed { ", missed" } else { "" }
}

/// Starts a program for each put; memory is watched in runs of its own, so that watching costs no time.
fn measured(program: &str, before: &[&str], url: &str) -> Result<Measured, Box<dyn Error>> {
    let mut times = Vec::new();
    let mut megabytes = 0.0_f64;
    for _ in 0..PUTS {
        let start = Instant::now();
        let status = put(program, before, url).status()?;
        times.push(start.elapsed());
        if !status.success() {
            return Err(format!("{program} ended with {status}").into());
        }
        let mut child = put(program, before, url).spawn()?;
        while child.try_wait()?.is_none() {
            let peak = process::peak_megabytes(child.id())?;
            megabytes = megabytes.max(peak.unwrap_or_default());
            thread::sleep(GLANCE);
        }
    }
    times.sort_unstable();
    let median = times.get(PUTS / 2).copied().unwrap_or_default();
    Ok(Measured {
        milliseconds: median.as_secs_f64() * 1_000.0,
        megabytes,
    })
}

fn put(program: &str, before: &[&str], url: &str) -> Command {
    let mut command = Command::new(program);
    command
        .args(before)
        .args(["put-function-event-invoke-config", "--function-name"])
        .args(["payments-capture", "--maximum-retry-attempts", "1"])
        .args(["--endpoint-url", url, "--region", "eu-west-1"])
        .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    command
}
