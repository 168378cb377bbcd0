//! Texts as a shell, YAML, HCL, JavaScript and readers of JSON read them back unchanged.
//!
//! Knows what each of them reads into a text. Does not know what the texts are. What is not ASCII is escaped wherever the format has an
//! escape for it: a terminal or an editor on the way must not change it, and YAML and JavaScript take some of it for line ends.

use std::borrow::Cow;

use serde_json::Value;

use crate::domain::words::clean;

/// A word as a POSIX shell reads it back unchanged: in single quotes unless it holds only characters that no shell reads anything into.
/// What a terminal would obey or hide is escaped, in the quotes that bash, zsh and ksh have for that.
pub(super) fn shell(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c);
    if matches!(clean(word), Cow::Owned(_)) {
        escaped_for_shell(word)
    } else if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// A word in quotes that know escapes. Each byte is one of its own in three octal digits: what follows is none of them in any shell.
fn escaped_for_shell(word: &str) -> String {
    let escaped = word.bytes().map(|byte| match byte {
        b'\'' | b'\\' => format!("\\{}", char::from(byte)),
        b' '..=b'~' => char::from(byte).to_string(),
        other => format!("\\{other:03o}"),
    });
    format!("$'{}'", escaped.collect::<String>())
}

/// Words that YAML 1.1, which the parsers of CloudFormation follow, does not read as texts.
const YAML_WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

/// A scalar of YAML that is read as this text and nothing else: `1` is a version, `on` an alias.
pub(super) fn yaml(text: &str) -> String {
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(':')
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-./:".contains(c))
        && !YAML_WORDS.contains(&text.to_ascii_lowercase().as_str());
    if is_plain {
        text.to_owned()
    } else {
        let escape = |code: u32| match code {
            0..=0xff => format!("\\x{code:02x}"),
            0x100..=0xffff => format!("\\u{code:04x}"),
            _ => format!("\\U{code:08x}"),
        };
        quoted(text, escape)
    }
}

/// A quoted template of HCL without anything to interpolate.
pub(super) fn hcl(text: &str) -> String {
    let escape = |code: u32| match code {
        0..=0xffff => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    };
    // An escaped mark in front of a brace opens nothing, whatever stands before it; `$${` would, behind another `$`.
    quoted(text, escape)
        .replace("${", "\\u0024{")
        .replace("%{", "\\u0025{")
}

/// A string of JavaScript, and of TypeScript.
pub(super) fn javascript(text: &str) -> String {
    quoted(text, |code| match code {
        0..=0xffff => format!("\\u{code:04x}"),
        _ => format!("\\u{{{code:x}}}"),
    })
}

/// A value of JSON on one line. Only in its texts is anything that is no printable ASCII.
pub(super) fn json(value: &Value) -> String {
    let mut escaped = String::new();
    for c in value.to_string().chars() {
        if matches!(c, ' '..='~') {
            escaped.push(c);
        } else {
            let mut units = [0; 2];
            let units = c.encode_utf16(&mut units).iter();
            escaped.extend(units.map(|unit| format!("\\u{unit:04x}")));
        }
    }
    escaped
}

/// A text in double quotes, with what is no printable ASCII escaped by its number.
fn quoted(text: &str, escape: impl Fn(u32) -> String) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            ' '..='~' => quoted.push(c),
            other => quoted.push_str(&escape(u32::from(other))),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_scalar_is_one_that_can_be_nothing_but_a_text() {
        for plain in [
            "orders",
            "live",
            "arn:aws:sqs:eu-west-1:123456789012:q",
            "a.b_c",
        ] {
            assert_eq!(yaml(plain), plain);
        }
        for (text, quoted) in [
            ("1", "\"1\""),
            ("1e3", "\"1e3\""),
            ("on", "\"on\""),
            ("No", "\"No\""),
            ("$LATEST", "\"$LATEST\""),
            ("-live", "\"-live\""),
            ("a: b", "\"a: b\""),
            ("a:", "\"a:\""),
            ("", "\"\""),
            ("\u{85}", "\"\\x85\""),
            ("\u{2028}", "\"\\u2028\""),
        ] {
            assert_eq!(yaml(text), quoted);
        }
    }

    /// The name of a function reached the terminal as it was.
    #[test]
    fn a_word_for_a_shell_hides_nothing() {
        for (word, quoted) in [
            ("ü", "'ü'"),
            ("a\u{1b}[31mb", r"$'a\033[31mb'"),
            ("a\u{202e}7'\\", r"$'a\342\200\2567\'\\'"),
            ("\n", r"$'\012'"),
        ] {
            assert_eq!(shell(word), quoted);
        }
    }

    #[test]
    fn nothing_is_interpolated_in_hcl() {
        assert_eq!(hcl("$LATEST"), "\"$LATEST\"");
        assert_eq!(hcl("$${a}%{b}"), "\"$\\u0024{a}\\u0025{b}\"");
    }

    /// What JSON may leave as it is reached the terminal: the beginning of a sequence, and text that runs backwards.
    #[test]
    fn a_value_of_json_is_ascii_and_reads_back() {
        let value = serde_json::json!({"a\u{202e}": "\u{9b}31m\u{7f}\u{1b} \"\u{fc}\" \u{1f600}", "b": [1, null]});
        let text = json(&value);
        assert_eq!(
            text,
            r#"{"a\u202e":"\u009b31m\u007f\u001b \"\u00fc\" \ud83d\ude00","b":[1,null]}"#
        );
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read, value);
    }

    #[test]
    fn a_string_of_javascript_is_ascii() {
        assert_eq!(
            javascript("it's \"ü\"\n"),
            "\"it's \\\"\\u00fc\\\"\\u000a\""
        );
        assert_eq!(javascript("\u{1f600}"), "\"\\u{1f600}\"");
    }
}
