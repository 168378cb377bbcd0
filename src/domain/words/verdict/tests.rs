//! The one sentence of a function, and what is said of what is gone.

use super::*;
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::validation::tests::surroundings;
use crate::domain::verdict::Verdict;

/// A verdict for which the aliases were read.
fn read() -> Verdict {
    Verdict {
        aliases: Known::Known(()),
        ..Verdict::default()
    }
}

/// Nothing was known of the aliases, and "given-up events of every qualifier go somewhere" was said all the same.
#[test]
fn without_the_aliases_there_is_no_all_clear() {
    let reassuring = Verdict {
        keeps: vec![Qualifier::Latest],
        ..Verdict::default()
    };
    let refused = Verdict {
        aliases: Known::Unreadable,
        ..reassuring.clone()
    };
    let dropping = Verdict {
        drops: vec![Qualifier::Latest],
        ..refused.clone()
    };
    for (value, text) in [
        (
            reassuring,
            "? Aliases not read yet: what becomes of the events of calls through an alias is not known.",
        ),
        (
            refused,
            "? Aliases could not be read: what becomes of the events of calls through an alias is not known.",
        ),
        (
            dropping,
            "! $LATEST drops every event it gives up. Aliases could not be read.",
        ),
    ] {
        assert_eq!(verdict(&value), text);
    }
}

#[test]
fn the_verdict_names_what_callers_name() {
    let live = Qualifier::Alias("live".into());
    let beta = Qualifier::Alias("beta".into());
    let carried = Verdict {
        drops: vec![live.clone(), Qualifier::Version(13), Qualifier::Version(12)],
        keeps: vec![Qualifier::Latest],
        ..read()
    };
    let several = Verdict {
        drops: vec![beta.clone(), live.clone()],
        ..read()
    };
    let partly = Verdict {
        drops: vec![live.clone()],
        unknown: vec![beta],
        ..read()
    };
    let version = Verdict {
        drops: vec![Qualifier::Version(13)],
        keeps: vec![live.clone()],
        ..read()
    };
    let stopped = Verdict {
        nothing_tried: true,
        drops: vec![live],
        ..read()
    };
    for (value, text) in [
        (
            carried,
            "! live drops every event it gives up. Settings of $LATEST do not carry over.",
        ),
        (several, "! beta and live drop every event they give up."),
        (
            partly,
            "! live drops every event it gives up. Not known of beta.",
        ),
        (version, "! version 13 drops every event it gives up."),
        (
            stopped,
            "! Reserved concurrency is 0: nothing is tried, every event is given up at once. live drops them.",
        ),
        (read(), "? Nothing was read of any qualifier."),
    ] {
        assert_eq!(verdict(&value), text);
    }
}

#[test]
fn what_is_gone_is_said_to_be_gone() {
    let function = surroundings().target.function.name;
    let beta = Qualifier::Alias("beta".into());
    for (said, words) in [
        (
            function_not_found(&function, true),
            "! payments-capture is gone: Lambda answers that there is no such function.",
        ),
        (
            function_not_found(&function, false),
            "! Lambda answers that there is no function payments-capture",
        ),
        (
            left_behind(&beta),
            "Left behind: there is no alias beta any more",
        ),
        (
            left_behind(&Qualifier::Version(3)),
            "Left behind: there is no version 3 any more",
        ),
        (
            not_found_so_far(&beta),
            "? Not known whether there is an alias beta",
        ),
        (
            orphans(std::slice::from_ref(&beta)),
            "1 orphan: settings left behind by beta, which nothing uses.",
        ),
        (
            orphans(&[beta, Qualifier::Version(3)]),
            "2 orphans: settings left behind by beta and version 3, which nothing uses.",
        ),
    ] {
        assert!(said.starts_with(words), "{said}");
    }
}

/// An alias of which one version has a dead-letter queue was said to drop every event.
#[test]
fn an_alias_that_drops_the_events_of_one_version_is_said_to_drop_some() {
    let live = Qualifier::Alias("live".into());
    let some = Verdict {
        drops: vec![Qualifier::Version(1)],
        drops_some: vec![(live.clone(), vec![Qualifier::Version(1)])],
        keeps: vec![Qualifier::Latest],
        ..read()
    };
    let sentence = "live drops some of the events it gives up: version 1 has no dead-letter queue.";
    assert_eq!(verdict(&some), format!("! {sentence}"));
    assert!(some.is_dropping(&live));
    let both = Verdict {
        drops: vec![Qualifier::Latest],
        keeps: Vec::new(),
        ..some.clone()
    };
    assert_eq!(
        verdict(&both),
        format!("! $LATEST drops every event it gives up. {sentence}")
    );
    let stopped = Verdict {
        nothing_tried: true,
        ..some
    };
    assert!(verdict(&stopped).ends_with(sentence));
}
