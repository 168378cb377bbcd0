//! Texts cut or padded to a number of cells: the one place where a name may lose its middle.
//!
//! Knows widths of characters. Does not know what a text says; control characters are replaced before it is measured.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::domain::words::clean;

/// How many cells of the end are kept when the middle is cut out.
const TAIL: usize = 10;

/// A text that takes exactly `width` cells: padded at the end, or with `…` in the place of its middle.
#[must_use]
pub fn fit(text: &str, width: usize) -> String {
    fit_with_tail(text, width, TAIL)
}

/// The same, with so many cells kept of the end; half of what there is, where no more is asked for than usual.
#[must_use]
pub fn fit_with_tail(text: &str, width: usize, tail: usize) -> String {
    let text = clean(text);
    let (head, tail) = cut(&text, width, tail);
    padded(
        match tail {
            Some(tail) => format!("{head}…{tail}"),
            None => head.to_owned(),
        },
        width,
    )
}

/// How much of the end each of several texts keeps, so that no two that differ look alike once their middle is cut out.
#[must_use]
pub fn tails(texts: &[&str], width: usize) -> Vec<usize> {
    let mut tails = vec![TAIL; texts.len()];
    if texts.iter().all(|text| text.width() <= width) {
        return tails;
    }
    for longer in TAIL + 1..width {
        let shown: Vec<String> = texts
            .iter()
            .zip(&tails)
            .map(|(text, tail)| fit_with_tail(text, width, *tail))
            .collect();
        let named = || texts.iter().zip(&shown);
        let alike: Vec<bool> = named()
            .map(|(text, cells)| named().any(|(other, same)| cells == same && text != other))
            .collect();
        if !alike.contains(&true) {
            break;
        }
        for (tail, alike) in tails.iter_mut().zip(alike) {
            *tail = if alike { longer } else { *tail };
        }
    }
    tails
}

/// A text in exactly `width` cells, in pieces: those that hold the given letters, counted in characters, and those between.
#[must_use]
pub fn fit_marked(
    text: &str,
    (width, tail): (usize, usize),
    letters: &[usize],
) -> Vec<(String, bool)> {
    let text = clean(text);
    let (head, tail) = cut(&text, width, tail);
    let behind = tail.map_or(0, |tail| text.chars().count() - tail.chars().count());
    let shown = (head
        .chars()
        .zip(0..)
        .map(|(character, index)| (character, Some(index))))
    .chain(tail.map(|_| ('…', None)))
    .chain(
        (tail.unwrap_or_default().chars().zip(behind..))
            .map(|(character, index)| (character, Some(index))),
    );
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (character, index) in shown {
        let is_marked = index.is_some_and(|index| letters.contains(&index));
        match pieces.last_mut() {
            Some((piece, marked)) if *marked == is_marked || character.width() == Some(0) => {
                piece.push(character);
            }
            Some(_) | None => pieces.push((character.to_string(), is_marked)),
        }
    }
    let used: usize = pieces.iter().map(|(piece, _)| piece.width()).sum();
    pieces.push((" ".repeat(width.saturating_sub(used)), false));
    pieces
}

/// The beginning that is shown, and the end where the middle is left out for a `…`.
fn cut(text: &str, width: usize, tail: usize) -> (&str, Option<&str>) {
    if text.width() <= width {
        return (text, None);
    }
    let Some(room) = width.checked_sub(1) else {
        return ("", None);
    };
    let tail = if tail > TAIL {
        tail
    } else {
        tail.min(room / 2)
    };
    let tail = last_cells(text, tail.min(room));
    (first_cells(text, room - tail.width()), Some(tail))
}

fn padded(text: String, width: usize) -> String {
    let padding = width.saturating_sub(text.width());
    text + &" ".repeat(padding)
}

/// As much of the beginning as fits into `width` cells; wide characters are never halved.
#[must_use]
pub fn first_cells(text: &str, width: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find_map(|(index, character)| {
        used += character.width().unwrap_or(0);
        (used > width).then_some(index)
    });
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// As much of the end as fits into `width` cells.
#[must_use]
pub fn last_cells(text: &str, width: usize) -> &str {
    let mut used = 0;
    let start = text.char_indices().rev().find_map(|(index, character)| {
        used += character.width().unwrap_or(0);
        (used > width).then_some(index + character.len_utf8())
    });
    let end = text.get(start.unwrap_or(0)..).unwrap_or_default();
    // What combines with a character that was left out would combine with what stands before it now.
    end.trim_start_matches(|character: char| start.is_some() && character.width() == Some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `payments-settlement-eu-1` and `-us-1` were one and the same in a narrow column.
    #[test]
    fn different_texts_look_different_where_their_middle_is_cut_out() {
        let texts = [
            "payments-eu-settlement-v2",
            "payments-us-settlement-v2",
            "orders",
        ];
        let shown = |texts: &[&str]| -> Vec<String> {
            let tails = tails(texts, 18);
            let tails = texts.iter().zip(tails);
            tails
                .map(|(text, tail)| fit_with_tail(text, 18, tail))
                .collect()
        };
        let apart = shown(&texts);
        assert_eq!(
            apart,
            [
                "pa…u-settlement-v2",
                "pa…s-settlement-v2",
                "orders            "
            ]
        );
        assert!(apart.iter().all(|text| text.width() == 18));
        assert_eq!(shown(&texts[..1]), ["payments-…ement-v2"]);
    }

    #[test]
    fn marks_stay_on_their_letters_when_the_middle_is_cut_out() {
        let pieces = |text, width, letters: &[usize]| {
            let pieces = fit_marked(text, (width, TAIL), letters).into_iter();
            pieces
                .map(|(piece, marked)| if marked { format!("<{piece}>") } else { piece })
                .collect::<String>()
        };
        assert_eq!(pieces("orders", 8, &[0, 1, 5]), "<or>der<s>  ");
        assert_eq!(
            pieces("payments-chargeback-notify-v2", 24, &[0, 14, 28]),
            "<p>ayments-char…-notify-v<2>"
        );
        assert_eq!(pieces("日本語日本語", 6, &[0, 5]), "<日>…<語> ");
    }

    #[test]
    fn what_combines_with_a_cut_character_is_cut_with_it() {
        assert_eq!(last_cells("ae\u{301}b", 1), "b");
        assert_eq!(last_cells("ae\u{301}b", 2), "e\u{301}b");
        assert_eq!(fit("e\u{301}", 1), "e\u{301}");
    }

    #[test]
    fn a_text_takes_exactly_the_cells_it_is_given() {
        for (text, width, shown) in [
            ("orders", 8, "orders  "),
            (
                "payments-chargeback-notify-v2",
                24,
                "payments-char…-notify-v2",
            ),
            ("orders", 0, ""),
            ("orders", 1, "…"),
            ("日本語日本語日本語", 8, "日本…語 "),
            ("a\u{1b}b", 4, "a\u{fffd}b "),
        ] {
            assert_eq!(fit(text, width), shown, "{text} in {width}");
            assert_eq!(fit(text, width).width(), width, "{text} in {width}");
        }
    }
}
