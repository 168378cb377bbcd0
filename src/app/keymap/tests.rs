//! The key table, checked as a table.

use super::*;

#[test]
fn no_key_is_bound_twice_in_a_context() {
    for (index, binding) in BINDINGS.iter().enumerate() {
        let twice = BINDINGS.iter().skip(index + 1).any(|other| {
            other.key == binding.key
                && (other.context == binding.context || binding.context == Everywhere)
        });
        assert!(!twice, "{} in {:?}", binding.key, binding.context);
        let moves = motion_of(binding.context, Motion::Down).is_some()
            && MOTIONS.iter().any(|(key, _)| *key == binding.key);
        assert!(
            !moves,
            "{} also moves in {:?}",
            binding.key, binding.context
        );
    }
}

#[test]
fn every_command_of_a_context_has_words_in_its_footer_or_is_a_habit() {
    let silent = [
        list(List::ClearFilter),
        fill(Fill::PreviousField),
        fill(Fill::Enter),
        step(Step::PreviousView),
        HOW_TO_SEND,
        HELP,
        DETAILS,
        copy(CopyCommand::Close),
    ];
    for binding in BINDINGS
        .iter()
        .filter(|binding| binding.context != Everywhere)
    {
        let worded = footer(binding.context).any(|other| other.command == binding.command);
        let known = worded
            || silent.contains(&binding.command)
            || only_moves(binding.command)
            || matches!(binding.command, Command::Review(Step::View(_)));
        assert!(known, "{:?} in {:?}", binding.command, binding.context);
    }
}

/// A torn arrow key can arrive as its last letter: no bare letter that ends a terminal's sequence may do more than move.
#[test]
fn what_ends_a_terminals_sequence_is_no_command() {
    for letter in "ABCDEFHIPQRSZ[O~".chars() {
        for context in [
            Explorer, Function, Review, Checking, Sending, Choice, Outcome,
        ] {
            let command = command(context, Key::character(letter));
            assert!(command.is_none_or(only_moves), "{letter} in {context:?}");
        }
    }
}

#[test]
fn alt_counts_as_escape_on_a_review_and_as_nothing_elsewhere() {
    let alt = Key::parse("alt-y").unwrap();
    assert_eq!(without_alt(Review, alt), Some(Key::plain(KeyCode::Escape)));
    assert_eq!(
        without_alt(SendLine, alt),
        Some(Key::plain(KeyCode::Escape))
    );
    assert_eq!(without_alt(Function, alt), None);
    assert_eq!(
        without_alt(Function, Key::control('c')),
        Some(Key::control('c'))
    );
}
