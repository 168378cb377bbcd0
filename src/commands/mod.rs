//! Everything that is not a screen: arguments, exit status, and one file per command.
//!
//! Knows the environment and which command was asked for. Does not know what the screens do.

pub mod arguments;
mod connect;
mod debug;
pub mod drop_in;
mod environment;
pub mod exit_code;
mod export;
mod help;
pub mod output;
pub mod screens;
mod shell;
mod simulate;
mod voice;
mod why;

use std::ffi::OsString;
use std::io::{self, Write};
use std::time::Duration;

use clap::CommandFactory;
use tokio::runtime::{Builder, Runtime};

use arguments::{Arguments, Command};
use drop_in::Command as DropIn;
use environment::{Misleading, is_set};
use exit_code::Ending;
use output::{advise, complain};

/// Threads beside the main one: setting up connections and reading answers never share a thread with the keys.
const WORKERS: usize = 2;

/// How long the end waits for what is under way: a moment suffices for all that can be ended.
const FAREWELL: Duration = Duration::from_millis(250);

/// Runs what the command line asks for.
#[must_use]
pub fn run(arguments: impl Iterator<Item = OsString>) -> Ending {
    let arguments: Vec<OsString> = arguments.collect();
    if is_set(shell::completions::VARIABLE) {
        return shell::complete(line, &arguments);
    }
    let drop_in = DropIn::recognise(arguments.get(1..).unwrap_or_default());
    if let Some(misleading) = Misleading::found(drop_in.is_some()) {
        let error = misleading.start_again_without(&arguments);
        complain(format_args!(
            "cannot start anew with other variables ({misleading}): {error}"
        ));
        return Ending::Failed;
    }
    if let Some(command) = drop_in {
        return command.run();
    }
    let arguments = match Arguments::read(arguments) {
        Ok(arguments) => arguments,
        Err(other) => return explain(&other),
    };
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(format_args!("cannot start threads: {error}"));
            return Ending::Failed;
        }
    };
    match arguments.command {
        None if arguments.screens.why => {
            connect::announce(&arguments.screens);
            finish(runtime, why::run(arguments.screens))
        }
        None => screens::run(arguments.screens, runtime),
        Some(Command::Export(arguments)) => {
            connect::announce(&arguments.screens);
            finish(runtime, export::run(*arguments))
        }
        Some(Command::Completions(arguments)) => shell::completions(&arguments),
        Some(Command::Man) => shell::manual(line()),
        Some(Command::Simulate(arguments)) => match runtime.block_on(simulate::run(arguments)) {
            Ok(()) => Ending::Done,
            Err(error) => {
                complain(&error);
                if let Some(hint) = error.hint() {
                    advise(hint);
                }
                Ending::Failed
            }
        },
    }
}

/// The whole command line, with the commands that are read in the ways of the AWS CLI.
fn line() -> clap::Command {
    Arguments::command().subcommands(drop_in::commands())
}

/// Prints help, version or what is wrong with the arguments. A reader that went away is no error of ours.
fn explain(other: &clap::Error) -> Ending {
    let printed = other.print().and_then(|()| io::stdout().flush());
    if other.use_stderr() {
        Ending::Misused
    } else {
        output::printed(printed)
    }
}

/// Runs a command to its answer, and no longer.
fn finish(runtime: Runtime, command: impl Future<Output = Ending>) -> Ending {
    let ending = runtime.block_on(command);
    end(runtime);
    ending
}

/// Ends what is still under way: a process that gives no credentials is ended with whoever waits for it. A name that is still being looked
/// up can't be, and must not hold up the end: dropping a runtime waits for it.
fn end(runtime: Runtime) {
    runtime.shutdown_timeout(FAREWELL);
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .enable_all()
        .build()
}
