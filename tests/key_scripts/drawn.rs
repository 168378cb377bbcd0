//! What the screens say of what was read, of what was not, and of what is old: looked at as text, cell by cell.

use lambda_lasso::domain::failure::{FailureKind, Operation};

use super::account::Account;
use super::play::{Play, start};

/// A screen of `orders` whose `$LATEST` has a failure queue gave the all-clear while nobody knew which aliases there are.
#[test]
fn the_all_clear_is_not_given_before_the_aliases_were_read() {
    let mut account = Account::furnished();
    account.refuse(Operation::ListAliases, FailureKind::AccessDenied);
    let mut play = Play::with(start(), account);
    for keys in ["j", "enter"] {
        play.press(keys);
        assert_eq!(play.rows_with("every qualifier"), [""; 0]);
        assert_eq!(play.rows_with("? Aliases could not be read").len(), 1);
    }
    let mut play = Play::begun();
    play.by_hand = true;
    play.press("g enter");
    assert_eq!(play.rows_with("every qualifier").len(), 1);
}
