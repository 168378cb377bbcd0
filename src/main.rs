//! The program `lasso`: hands the command line to the library and its answer to the system.

use std::process::ExitCode;

fn main() -> ExitCode {
    lambda_lasso::commands::run(std::env::args_os()).into()
}
