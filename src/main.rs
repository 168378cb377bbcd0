//! Parses arguments and runs the command.

use std::process::ExitCode;

use clap::Parser;
use lambda_lasso::commands::simulate::{self, SimulateArguments};

#[derive(Parser)]
#[command(name = "lasso")]
enum Arguments {
    Simulate(SimulateArguments),
}

#[tokio::main]
async fn main() -> ExitCode {
    let Arguments::Simulate(arguments) = Arguments::parse();
    match simulate::run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write;
            drop(writeln!(std::io::stderr(), "lasso: {error}"));
            ExitCode::FAILURE
        }
    }
}
