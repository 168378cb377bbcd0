//! The one place where values become sentences.
//!
//! Knows the words of every problem, note, warning, timeline, review and table cell, and how text from elsewhere is made safe to show.
//! Does not know where on a screen they stand, nor colours: marks (`x`, `!`, `...`) stand at the beginning of a sentence, and colour may
//! repeat them.

mod cells;
mod clean;
mod destination;
mod elsewhere;
mod explained;
mod form;
mod given_up;
mod import;
mod open_write;
mod outcome;
mod passwords;
mod paste;
mod recheck;
mod refused;
mod review;
mod session;
mod share;
mod since;
mod time;
mod timeline;
mod unknown_members;
mod verdict;
mod warning;

pub use cells::{
    aged, cell, changes, changes_between, compared_with_latest, held_instead, limits_in_short,
    on_failure, setting, settings_in_short, target, thousands, when_given_up,
};
pub use clean::clean;
pub use destination::destination_problem;
pub use elsewhere::{elsewhere, out_of_reach};
pub use explained::{UPDATE_NEEDS_ONE, asked_for, nothing_set};
pub use form::{
    moved, moved_in_print, note, note_in_short, problem, problem_as_held, problem_of_option,
    unfinished,
};
pub use given_up::{BUCKET_ON_SUCCESS, given_up, is_bucket, reset_to};
pub use import::{import_refusal, imported, imported_for_another, imported_from};
pub use open_write::{Arriving, can_arrive_over, can_still_arrive, instead, no_known_outcome};
pub use outcome::{
    NOTHING_TO_REMOVE, already_so, as_aws_says, caller_changed, expired, found_by_reading,
    invalid_destination, missing_target, not_known_to_be_stored, nothing_to_put_back_on,
    read_again_before, refusal, refused_before, something_else_is_held, took, took_too_long,
};
pub use passwords::without_passwords;
pub use paste::{field_is_full, paste_problem, pasted};
pub use recheck::{
    beside_as_reviewed, checked_again, moved_beside, news, not_read_again, not_read_again_after,
    rests_on_what_moved, saved_with_unknown_members,
};
pub use refused::{Denial, busy, role_lacks};
pub use review::{
    ACCOUNT_UNKNOWN, CONCURRENCY_UNREAD, ENTER_IN_ONE_READ, NEEDS_LARGER_WINDOW, NOTHING_WAS_SENT,
    ReviewWords, has_a_draft, last_time, nothing_is_set, nothing_to_send, nothing_to_send_in_short,
    place, place_of, reset_cause, review, review_with_warnings, source, too_early, undo, unseen,
};
pub use session::{
    Listed, READ_AGAIN, STOPPED_WAITING, listing_failed, runs_as, silent, throttled, throttles,
    unconfirmed, waited_for,
};
pub use share::{exact_share, share};
pub use since::{OwnWrite, Since, author, keeps_or_overwrites, overwritten, since, since_checked};
pub use time::{instant, last_modified, minute, short_minute, stored_at, time};
pub use timeline::{TimelineLine, clock, course, in_short, timeline, timeline_in_short, times};
pub use unknown_members::{
    copied_without, not_put_back, removed_unknown, unknown_after, unknown_before,
    unknown_in_update, unknown_left_out, unknown_members, unknown_names, unknown_untold,
    unknown_untold_of,
};
pub use verdict::{
    DEAD_LETTERS_OF_LATEST, NO_QUALIFIER_MATCHES, NO_SETTINGS_OF_GONE, Removed, absent,
    as_latest_has_it, dead_letters_differ, draft_left, function_gone, function_not_found,
    function_unlisted, left_behind, left_behind_elsewhere, missing, no_settings, no_way_back,
    not_found_so_far, nothing_left, nothing_to_send_to, once_there_again, orphans, verdict,
};
pub use warning::{NO_WAY_BACK, dead_letter_noun, warned_causes, warning};

/// Makes a sentence of a problem that is worded to stand behind a colon: a capital first, a full stop last.
#[must_use]
pub fn sentence(problem: &impl ToString) -> String {
    capitalised(&problem.to_string()) + "."
}

/// Begins a text with a capital.
fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .map(|first| first.to_uppercase().chain(rest).collect())
        .unwrap_or_default()
}

/// Puts a sentence behind another one's semicolon.
fn within(sentence: &str) -> String {
    let mut rest = sentence.chars();
    rest.next()
        .map(|first| first.to_lowercase().chain(rest).collect())
        .unwrap_or_default()
}

/// Joins words as a sentence does: `a`, `a and b`, `a, b and c`.
fn list(mut words: Vec<String>) -> String {
    match words.pop() {
        None => String::new(),
        Some(one) if words.is_empty() => one,
        Some(last) => format!("{} and {last}", words.join(", ")),
    }
}

#[cfg(test)]
mod tests;
