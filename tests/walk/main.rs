//! Random walks over the state machine: whatever comes in whatever order, some things always hold.
//!
//! Knows which laws hold for every walk. Does not know what any single key is for: the key scripts do.
#![cfg(test)]

#[path = "../key_scripts/account.rs"]
mod account;
mod chance;
mod laws;
mod next;
mod typed;
#[path = "../key_scripts/values.rs"]
mod values;
mod walker;

use std::collections::BTreeSet;

use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::message::Stamped;
use lambda_lasso::app::state::{Start, State};
use lambda_lasso::app::update::update;
use serde_json::Value;

use self::walker::Walker;

/// Each seed walks until the program ends or so many messages came.
const STEPS: usize = 600;
const SEEDS: u64 = 120;

/// Everything that a walk should meet, since a law that is never put to the test proves nothing.
const LANDMARKS: [&str; 31] = [
    "Explorer",
    "Filter",
    "Function",
    "Form",
    "Discard",
    "Review",
    "SendLine",
    "Checking",
    "Sending",
    "Choice",
    "Outcome",
    "QuitPrompt",
    "waiting",
    "applied",
    "refused",
    "unknown",
    "drifted",
    "gone",
    "already so",
    "other account",
    "stopped",
    "took too long",
    "put",
    "delete",
    "quit",
    "restored",
    "abandoned",
    "many pages",
    "another session",
    "Text",
    "CopyMenu",
];

#[test]
fn the_laws_hold_on_every_walk() {
    let mut steps = 0;
    let mut met = BTreeSet::new();
    for seed in 0..SEEDS {
        let mut walker = Walker::new(seed);
        for _ in 0..STEPS {
            if walker.has_ended() {
                break;
            }
            walker.step();
        }
        steps += walker.trace.len();
        met.extend(walker.met.iter().copied());
        assert_same_when_replayed(seed, &walker);
    }
    assert!(steps >= 10_000, "only {steps} steps");
    let missed: Vec<_> = LANDMARKS
        .iter()
        .filter(|mark| !met.contains(**mark))
        .collect();
    assert!(missed.is_empty(), "{steps} steps never met {missed:?}");
}

/// Writes the start and the messages down, reads them back, and lets them happen again.
fn assert_same_when_replayed(seed: u64, walker: &Walker) {
    let start = serde_json::to_string(&walker.start).expect("a start can be written");
    let start: Start = serde_json::from_str(&start).expect("a start can be read back");
    let (mut state, first) = State::start(start);
    assert_eq!(written(&first), walker.first, "seed {seed}");
    for (index, (stamped, effects)) in walker.trace.iter().enumerate() {
        let text = serde_json::to_string(stamped).expect("a message can be written");
        let again: Stamped = serde_json::from_str(&text).expect("a message can be read back");
        let same = written(&update(&mut state, again));
        assert_eq!(same, *effects, "seed {seed}, message {index}: {text}");
    }
    assert_eq!(state, walker.state, "seed {seed}");
}

/// Effects as they are written down.
fn written(effects: &[Effect]) -> Value {
    serde_json::to_value(effects).expect("effects can be written")
}
