//! The text of a review: what changes, what that means, what is sent.
//!
//! Knows which paragraphs a review has, how far it is, and what stands beside what where there is room. Does not know colours, and makes
//! no sentence about a setting itself: those are in `domain::words`. The text of an outcome is in its own file.

use textwrap::core::display_width;

use super::outcome_text as outcome;
use super::{Review, Stage, View, setting_text};
use crate::app::body;
use crate::app::document::{Block, Line, Mark, Paragraph, halves, lines};
use crate::app::layout;
use crate::app::message::Size;
use crate::domain::change::{Method, Origin};
use crate::domain::export::aws_cli;
use crate::domain::timeline::{EffectiveSettings, Timeline};
use crate::domain::validation::can_be_put_back;
use crate::domain::words::{self, ReviewWords};

/// The words that a row can begin with, in the order in which they are counted.
const COUNTED: [&str; 4] = ["RESET", "set", "changed", "same"];

/// The text of the review as it is now, laid out for a size.
#[must_use]
pub fn blocks(review: &Review, size: Size) -> Vec<Block> {
    match &review.stage {
        Stage::Ended(ending) => outcome::blocks(review, ending, size),
        Stage::Reading
        | Stage::Asking(_)
        | Stage::Checking(_)
        | Stage::Waiting { .. }
        | Stage::Sending { .. } => match review.view {
            View::Difference if layout::has_halves(layout::opened(size).columns) => {
                beside_body(review, size)
            }
            View::Difference => difference(review, size),
            View::Body => request(review).into_iter().map(Block::from).collect(),
            View::Command => command(review).into_iter().map(Block::from).collect(),
        },
    }
}

/// The lines that stay above the text: verb and target, whole, then the three views and what is counted. An outcome has none: its
/// first line is its word.
#[must_use]
pub fn head(review: &Review, size: Size) -> Vec<Line> {
    if let Stage::Ended(_) = review.stage {
        return Vec::new();
    }
    let columns = layout::text_columns(size);
    let (method, target) = (review.change.method(), review.change.target());
    let verb = match method {
        Method::Put => "replaces",
        Method::Delete => "removes",
    };
    let title = format!("REVIEW  {} {verb} ALL settings of  {target}", method.word());
    let remark = match review.view {
        View::Difference => counts(review),
        View::Body => "exactly what is sent".to_owned(),
        View::Command => "the same as a command".to_owned(),
    };
    let free = |views: &str| usize::from(columns).saturating_sub(display_width(views));
    let long = views(
        review.view,
        ["1 difference", "2 JSON body", "3 aws command"],
    );
    let views = if free(&long) > display_width(&remark) {
        long
    } else {
        views(review.view, ["1 diff", "2 JSON", "3 aws"])
    };
    let free = free(&views);
    let paragraphs = [
        Paragraph::new(Mark::Heading, 8, title),
        Paragraph::new(Mark::Plain, 0, format!("{views}{remark:>free$}")),
    ];
    lines(&paragraphs, columns)
}

/// The names of the views, that of the one on screen in brackets.
fn views(shown: View, names: [&str; 3]) -> String {
    let views = [View::Difference, View::Body, View::Command].into_iter();
    let names = views.zip(names).map(|(view, name)| {
        if view == shown {
            format!("[{name}]")
        } else {
            format!(" {name} ")
        }
    });
    names.collect::<Vec<_>>().join(" ")
}

/// `1 RESET  1 changed  2 same`.
fn counts(review: &Review) -> String {
    let rows = &review.change.difference().0;
    let counted = COUNTED.iter().filter_map(|word| {
        let count = rows.iter().filter(|(_, row)| row.movement.word() == *word);
        match count.count() {
            0 => None,
            count => Some(format!("{count} {word}")),
        }
    });
    counted.collect::<Vec<_>>().join("  ")
}

/// What changes and what that means; in a tall terminal also what then happens to an event, before over after.
fn difference(review: &Review, size: Size) -> Vec<Block> {
    let said = said(review);
    let mut paragraphs = rows(review, layout::text_columns(size));
    paragraphs.push(Paragraph::empty());
    paragraphs.extend(in_words(review, said.sentences));
    if layout::is_tall(size) {
        paragraphs.push(Paragraph::empty());
        paragraphs.extend(timelines(review));
    }
    paragraphs.extend(warnings(review, said.warnings));
    paragraphs.push(Paragraph::empty());
    paragraphs.extend(read_times(review));
    paragraphs.into_iter().map(Block::from).collect()
}

/// The same with the request beside it, and always with what then happens to an event.
fn beside_body(review: &Review, size: Size) -> Vec<Block> {
    let said = said(review);
    let (columns, _) = halves(layout::text_columns(size));
    let mut left = rows(review, columns);
    left.push(Paragraph::empty());
    left.extend(in_words(review, said.sentences));
    let mut right = vec![Paragraph::new(Mark::Heading, 0, "Exactly what is sent")];
    right.extend(request(review));
    let mut below = vec![Paragraph::empty()];
    below.extend(timelines(review));
    let warnings = warnings(review, said.warnings);
    if !warnings.is_empty() {
        below.push(Paragraph::empty());
    }
    below.extend(warnings);
    below.push(Paragraph::empty());
    below.extend(read_times(review));
    let below = below.into_iter().map(Block::from);
    [Block::Halves { left, right }]
        .into_iter()
        .chain(below)
        .collect()
}

/// Whose settings, and what becomes of each.
fn rows(review: &Review, columns: u16) -> Vec<Paragraph> {
    let change = &review.change;
    let place = format!("{:<9} {}", "in", words::place(change));
    let mut paragraphs = Vec::new();
    if let Origin::Undo(undone) = &change.proposed().origin {
        let text = format!("{:<9} {}", "undo", words::undo(undone, change));
        paragraphs.push(Paragraph::new(Mark::Heading, 10, text));
    }
    if let Some(news) = &review.news {
        let said = words::news(news).unwrap_or_default();
        let checked = words::time(news.at);
        let text = format!(
            "{:<9} Since this was opened (checked {checked}): {said}.",
            "!"
        );
        paragraphs.push(Paragraph::new(Mark::Warning, 10, text));
    }
    for lost in &review.not_put_back {
        let text = format!("{:<9} {lost} This does not put that back.", "!");
        paragraphs.push(Paragraph::new(Mark::Warning, 10, text));
    }
    if let Some(changed) = &review.changed_since {
        let (said, sending) = (&changed.said, changed.sending(change));
        let text = format!("{:<9} {said} {sending}", "!");
        paragraphs.push(Paragraph::new(Mark::Warning, 10, text));
    }
    if let Origin::Text {
        what,
        left_out,
        edited,
    } = &change.proposed().origin
    {
        let without = words::copied_without(left_out);
        let without = without.map_or(String::new(), |without| format!(" {without}"));
        let since = if edited.is_empty() {
            ""
        } else {
            ", edited since"
        };
        let text = format!("{:<9} {what}{without}{since}", "from");
        paragraphs.push(Paragraph::new(Mark::Quiet, 10, text));
    }
    paragraphs.push(Paragraph::new(Mark::Quiet, 10, place));
    for (field, row) in change.difference().0.iter() {
        paragraphs.extend(setting_text::paragraphs(review, field, row, columns));
    }
    if change.method() == Method::Delete {
        let then = if review.surroundings.gone.is_some() {
            "nothing uses it. u can't put it back."
        } else {
            "the defaults of the service apply to all four settings."
        };
        let text = format!("{:<9} the configuration itself: {then}", "removed");
        paragraphs.push(Paragraph::new(Mark::Reset, 10, text));
    }
    paragraphs
}

/// The sentences and the warnings of the settings.
fn said(review: &Review) -> ReviewWords {
    words::review_with_warnings(&review.change, &review.surroundings, &review.warnings)
}

/// What the change means for events.
fn in_words(review: &Review, sentences: Vec<String>) -> Vec<Paragraph> {
    let mut paragraphs = vec![Paragraph::new(Mark::Heading, 0, "In words")];
    for sentence in sentences {
        paragraphs.push(Paragraph::new(Mark::Plain, 2, format!("  {sentence}")));
    }
    if review.surroundings.dead_letters_of_latest {
        let text = format!("  {}", words::DEAD_LETTERS_OF_LATEST);
        paragraphs.push(Paragraph::new(Mark::Quiet, 2, text));
    }
    paragraphs
}

/// What to know before sending: of the whole change, then of its settings.
fn warnings(review: &Review, of_settings: Vec<String>) -> Vec<Paragraph> {
    let change = &review.change;
    let account = change.proposed().scope.account.as_ref();
    let account = account
        .is_none()
        .then(|| format!("! {}", words::ACCOUNT_UNKNOWN));
    let held = change.before().configuration.as_ref();
    let unknown = held.and_then(|held| words::unknown_members(held, change.method()));
    let last_time = review.last_time.as_ref();
    let last_time = last_time.map(|last| words::last_time(last, change.target()));
    let open = review.open_writes.iter().copied();
    let open = open.map(words::can_still_arrive);
    // Of what is gone it is said that it can't be put back, whatever was held.
    let can_go_back = review.surroundings.gone.is_some() || can_be_put_back(change);
    let no_way_back = (!can_go_back).then(|| words::NO_WAY_BACK.to_owned());
    let texts: Vec<String> = account
        .into_iter()
        .chain(open)
        .chain(last_time)
        .chain(unknown)
        .chain(no_way_back)
        .chain(of_settings)
        .collect();
    if texts.is_empty() {
        return Vec::new();
    }
    let heading = Paragraph::new(Mark::Heading, 0, "Warnings");
    let texts = texts.into_iter();
    let texts = texts.map(|text| Paragraph::new(Mark::Warning, 4, format!("  {text}")));
    [heading].into_iter().chain(texts).collect()
}

/// What happens to an event: until now, and with the change.
fn timelines(review: &Review) -> Vec<Paragraph> {
    if review.surroundings.gone.is_some() {
        return Vec::new();
    }
    let change = &review.change;
    let known = &review.surroundings;
    let after = change.after().map(EffectiveSettings::from);
    let sides = [
        ("BEFORE", EffectiveSettings::from(change.before_settings())),
        (
            "AFTER",
            after.unwrap_or_else(|| EffectiveSettings::from(None)),
        ),
    ];
    let mut paragraphs = Vec::new();
    for (side, settings) in sides {
        let timeline = Timeline::of(
            &settings,
            &known.timeouts,
            words::given_up(&settings, known),
            &known.reserved_concurrency,
        );
        for (index, line) in words::timeline(&timeline).into_iter().enumerate() {
            let side = if index == 0 { side } else { "" };
            let mark = if line.loses {
                Mark::Warning
            } else {
                Mark::Plain
            };
            let text = format!("{side:<7} {:<17} {}", line.event, line.course);
            paragraphs.push(Paragraph::new(mark, 26, text));
        }
    }
    paragraphs
}

fn read_times(review: &Review) -> [Paragraph; 2] {
    let before = review.change.before();
    let modified = match before
        .configuration
        .as_ref()
        .map(|stored| stored.last_modified)
    {
        None => "no configuration of its own".to_owned(),
        Some(None) => "when it was changed last, the answer does not say".to_owned(),
        Some(Some(at)) => format!("last changed {}", words::stored_at(at, (None, before.at))),
    };
    [
        Paragraph::new(
            Mark::Quiet,
            0,
            format!(
                "Read {}; {modified}. Read again before sending.",
                words::time(before.at)
            ),
        ),
        Paragraph::new(
            Mark::Quiet,
            0,
            "Lambda has no lock: a change made in that same instant is overwritten.",
        ),
    ]
}

/// The request, to the letter.
fn request(review: &Review) -> Vec<Paragraph> {
    let change = &review.change;
    let request = format!("{} {}", change.method().word(), change.path());
    let mut paragraphs = vec![Paragraph::new(Mark::Code, 4, request)];
    match change.after() {
        Some(settings) => {
            paragraphs.extend(body::paragraphs(settings, change.difference()));
            paragraphs.push(Paragraph::new(
                Mark::Quiet,
                0,
                "indented for reading; c j copies the body byte for byte",
            ));
        }
        None => paragraphs.push(Paragraph::new(Mark::Quiet, 0, "(a DELETE has no body)")),
    }
    paragraphs
}

/// The same as an aws command.
fn command(review: &Review) -> Vec<Paragraph> {
    vec![
        Paragraph::new(
            Mark::Command,
            0,
            aws_cli::command(&review.runs_as, &review.change),
        ),
        Paragraph::empty(),
        Paragraph::new(
            Mark::Quiet,
            0,
            format!("c w copies it. {}", words::runs_as(&review.runs_as)),
        ),
    ]
}
