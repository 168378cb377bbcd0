//! Scripts of keys and answers for the state machine: what each key, answer and second comes to.
//!
//! Knows the state machine's public face: messages in, effects out. Does not know any terminal, clock or network.
#![cfg(test)]

mod account;
mod approval;
mod beside;
mod changed_since;
mod checking_again;
mod checks;
mod choosing;
mod configurations;
mod drafts;
mod drawn;
mod filtering_qualifiers;
mod finding;
mod first_reading;
mod gone;
mod guard;
mod header;
mod kept;
mod keys;
mod late;
mod leaving;
mod looks;
mod messages;
mod messages_of_sending;
mod motions;
mod moved_once;
mod moving;
mod named_twice;
mod orphans;
mod other_account;
mod outcome_words;
mod outcomes;
mod panes;
mod part_of_list;
mod path;
mod places;
mod play;
mod printed;
mod reading;
mod refused_elsewhere;
mod resting;
mod send_line;
mod sessions;
mod shown;
mod silence;
mod stale;
mod stories;
mod stories_afterwards;
mod too_old;
mod unknown_members;
mod values;
mod weighted;
mod whose;
mod whose_removal;
