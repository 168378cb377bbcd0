//! The menu of what can be copied, and what was copied last.
//!
//! Knows whether the menu is open. Does not know clipboards: whether a text arrived there can't be known, so it is kept to be shown.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::domain::function::Target;
use crate::domain::settings::StoredSettings;

/// The most bytes of a text that is handed over: the sequence that brings a text to a terminal's clipboard has 100,000 bytes at most in
/// those that bound it (hterm, tmux), and the text stands in it in base64.
pub const MOST_BYTES: usize = 74_994;

/// What concerns copying.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copying {
    /// The menu is open: the next key chooses.
    pub is_open: bool,
    /// What each text is that was handed over and not answered for yet, the first one first.
    pub under_way: VecDeque<String>,
    /// The text that was copied last.
    pub last: Option<String>,
    /// The settings that were copied, and whose they were.
    pub settings: Option<CopiedSettings>,
}

/// Settings that were copied from a qualifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedSettings {
    /// What held it.
    pub from: Target,
    /// What it held.
    pub settings: StoredSettings,
    /// What it held beside them, which is not copied: the names of members.
    pub left_out: Vec<String>,
}
