//! An ARN that was pasted: goes to its function, or says why not.
//!
//! Knows where the session works. Does not know how the ARN came in.

use super::function;
use crate::app::effect::Effect;
use crate::app::filter;
use crate::app::state::{Screen, State};
use crate::domain::function::{FunctionAddress, Target};
use crate::domain::words;

/// Takes a text that was pasted where no field is; `None` where it is no ARN, and nothing was done.
pub fn pasted(state: &mut State, text: &str) -> Option<Vec<Effect>> {
    if let Some(address) = filter::address(text) {
        return Some(function(state, address));
    }
    text.trim_start().starts_with("arn:").then(|| {
        state.warn(
            "Ignored: that is not the ARN of one function. arn:aws:lambda:REGION:ACCOUNT:function:NAME goes to it.",
        );
        Vec::new()
    })
}

/// Opens the function that an ARN names, with its qualifier selected, if it belongs to account and region of the session.
pub fn function(state: &mut State, address: FunctionAddress) -> Vec<Effect> {
    let Some(scope) = state.session.scope() else {
        state.warn("It is not known yet where lasso works: a moment.");
        return Vec::new();
    };
    if let Some(text) = words::elsewhere(&address, &scope) {
        state.warn(text);
        return Vec::new();
    }
    let target = function::known_as(state, address.within(&scope));
    if scope.account.is_none() && state.catalogue.get(&target.function).is_none() {
        state.warn(
            "It is not known in which account you are: an ARN goes to functions of the list only.",
        );
        return Vec::new();
    }
    let Some(target) = select(state, target) else {
        return function::read_opened(state);
    };
    function::close(state);
    let height = state.explorer.height(state.size);
    state.explorer.clear_filter(&state.catalogue, height);
    function::open(state, target)
}

/// Selects the qualifier where the function is open already; else gives the target back.
fn select(state: &mut State, target: Target) -> Option<Target> {
    let (Some(Screen::Function(screen)), Some(entry)) = (
        state.above.last_mut(),
        state.catalogue.get(&target.function),
    ) else {
        return Some(target);
    };
    if screen.function != target.function {
        return Some(target);
    }
    screen.want(target.qualifier, entry, &state.drafts, state.size);
    None
}
