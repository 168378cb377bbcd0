//! A function of another account that was named on the command line: which it is, and why nothing of it could be read.

use lambda_lasso::app::state::Start;
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};
use lambda_lasso::domain::function::FunctionAddress;

use super::account::Account;
use super::play::{Play, start};
use super::values::OTHER_ACCOUNT;

const SENTENCE: &str = "That function is in 210987654321, you are in 123456789012: arn:aws:sts::123456789012:assumed-role/OnCall/somebody may not read it.";
const HINT: &str = "Start lasso with --profile and a profile of that account.";

/// `orders:live` of the other account, of which nothing may be read; there is a function `orders` in this account as well.
fn begun(columns: u16, rows: u16) -> Play {
    let mut account = Account::furnished();
    for operation in [
        Operation::ListFunctionEventInvokeConfigs,
        Operation::ListAliases,
        Operation::ListVersionsByFunction,
        Operation::GetFunctionConcurrency,
        Operation::GetFunctionConfiguration,
    ] {
        let failure = Failure::new(FailureKind::AccessDenied, operation, SENTENCE).hint(HINT);
        account.failing.push((operation, failure));
    }
    let arn = format!("arn:aws:lambda:eu-west-1:{OTHER_ACCOUNT}:function:orders:live");
    let mut begin = Start {
        open: FunctionAddress::parse(&arn).ok(),
        ..start()
    };
    (begin.size.columns, begin.size.rows) = (columns, rows);
    Play::with(begin, account)
}

/// The reason was cut in the middle above the qualifiers, and stood nowhere else: `d` said that there was nothing to tell.
#[test]
fn why_nothing_of_it_could_be_read_is_told_whole() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut play = begun(columns, rows);
        play.says("Whether orders has alias live is not known: not everything could be read.");
        play.says(&format!("? Settings not read: {SENTENCE}"));
        play.press("d");
        play.says_scrolled("Whether orders has alias live is not known");
        for operation in [
            "ListAliases",
            "GetFunctionConcurrency",
            "GetFunctionConfiguration",
        ] {
            play.says_scrolled(&format!("{operation} {SENTENCE}"));
        }
        play.says_scrolled(&format!("Next {HINT}"));
    }
}

/// The list held two rows `orders` that nothing told apart.
#[test]
fn a_function_of_another_account_is_shown_with_its_account() {
    let mut play = begun(120, 50);
    play.says("210987654321:orders:live");
    play.press("esc");
    assert_eq!(
        play.rows_with("210987654321:orders ").len(),
        2,
        "row and pane: {}",
        play.screen()
    );
    play.press("/ o r d e r s");
    play.says("210987654321:orders");
}
