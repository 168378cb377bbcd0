//! Text that came from AWS, a file or the keyboard, made safe for a terminal.
//!
//! Knows which characters a terminal obeys or hides instead of showing them. Does not know where a text came from.

use std::borrow::Cow;

/// What stands for a character that can't be shown.
const REPLACEMENT: char = '\u{FFFD}';

/// Ranges of characters beside the controls that are invisible, look like a blank without being one, or change how their neighbours are
/// drawn: Unicode's format characters (category Cf), separators (Z) other than the blank, variation selectors and fillers.
const HIDDEN: [(char, char); 29] = [
    ('\u{A0}', '\u{A0}'),
    ('\u{AD}', '\u{AD}'),
    ('\u{34F}', '\u{34F}'),
    ('\u{600}', '\u{605}'),
    ('\u{61C}', '\u{61C}'),
    ('\u{6DD}', '\u{6DD}'),
    ('\u{70F}', '\u{70F}'),
    ('\u{890}', '\u{891}'),
    ('\u{8E2}', '\u{8E2}'),
    ('\u{115F}', '\u{1160}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{17B4}', '\u{17B5}'),
    ('\u{180B}', '\u{180F}'),
    ('\u{2000}', '\u{200F}'),
    ('\u{2028}', '\u{202F}'),
    ('\u{205F}', '\u{206F}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFA0}', '\u{FFA0}'),
    ('\u{FFF0}', '\u{FFFB}'),
    ('\u{110BD}', '\u{110BD}'),
    ('\u{110CD}', '\u{110CD}'),
    ('\u{13430}', '\u{1343F}'),
    ('\u{1BCA0}', '\u{1BCA3}'),
    ('\u{1D173}', '\u{1D17A}'),
    ('\u{E0000}', '\u{E0FFF}'),
];

/// Replaces each character that a terminal would obey or hide by `�`, one for one, so that nothing is hidden in a shown text.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_hidden) {
        let shown = |c| if is_hidden(c) { REPLACEMENT } else { c };
        Cow::Owned(text.chars().map(shown).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || HIDDEN
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_anything_hidden_is_lent_as_it_is() {
        for text in ["", "payments", "zahlungen-ä", "支払い", "arn:aws:sqs:…"] {
            assert!(matches!(clean(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn each_hidden_character_is_shown_once() {
        for hidden in [
            '\0',
            '\n',
            '\r',
            '\t',
            '\u{1B}',
            '\u{7F}',
            '\u{80}',
            '\u{9B}',
            '\u{9F}',
            '\u{AD}',
            '\u{61C}',
            '\u{A0}',
            '\u{2003}',
            '\u{3000}',
            '\u{200B}',
            '\u{200D}',
            '\u{200F}',
            '\u{2028}',
            '\u{2029}',
            '\u{202A}',
            '\u{202E}',
            '\u{2060}',
            '\u{2066}',
            '\u{2069}',
            '\u{FE0F}',
            '\u{FEFF}',
            '\u{E0041}',
        ] {
            assert_eq!(clean(&format!("a{hidden}b{hidden}")), "a�b�", "{hidden:?}");
        }
    }
}
