//! JSON that was typed, read as Python's `json.loads` reads it.
//!
//! Knows where a text stops being JSON and how Python says so. Does not know what the value is for.

use serde_json::{Map, Number, Value};

use super::output::python::integer;

/// What Python says of an escaped code that is none; four times the same letter stand for its digits.
const INVALID_CODE: &str = concat!("Invalid \\u", "XX", "XX escape");

/// How deep values may stand inside of each other.
const DEPTH: usize = 128;

/// Reads a text.
///
/// # Errors
/// What is wrong with it, and where, in Python's words.
pub(super) fn read(text: &str) -> Result<Value, String> {
    let mut reader = Reader {
        letters: text.chars().collect(),
        at: 0,
    };
    let found = if text.starts_with('\u{feff}') {
        Err(Fault::new(
            "Unexpected UTF-8 BOM (decode using utf-8-sig)",
            0,
        ))
    } else {
        reader.whole()
    };
    found.map_err(|fault| fault.located(&reader.letters))
}

/// What is wrong at a letter.
struct Fault {
    message: &'static str,
    at: usize,
}

impl Fault {
    fn new(message: &'static str, at: usize) -> Self {
        Self { message, at }
    }

    /// Adds line and column, as Python counts them.
    fn located(&self, letters: &[char]) -> String {
        let before = letters.get(..self.at).unwrap_or(letters);
        let line = 1 + before.iter().filter(|letter| **letter == '\n').count();
        let column = before
            .iter()
            .rposition(|letter| *letter == '\n')
            .map_or(self.at + 1, |newline| self.at - newline);
        format!(
            "{}: line {line} column {column} (char {})",
            self.message, self.at
        )
    }
}

struct Reader {
    letters: Vec<char>,
    at: usize,
}

impl Reader {
    fn whole(&mut self) -> Result<Value, Fault> {
        self.skip_blanks();
        let value = self.value(0)?;
        self.skip_blanks();
        if self.at < self.letters.len() {
            return Err(Fault::new("Extra data", self.at));
        }
        Ok(value)
    }

    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn take(&mut self, expected: char) -> bool {
        let is_there = self.peek() == Some(expected);
        // Not `at += usize::from(is_there)`; see `accept` of the reader of queries.
        if is_there {
            self.at += 1;
        }
        is_there
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, Fault> {
        let expected = Fault::new("Expecting value", self.at);
        if depth > DEPTH {
            return Err(expected);
        }
        match self.peek() {
            Some('"') => Ok(Value::String(self.text()?)),
            Some('{') => self.object(depth),
            Some('[') => self.array(depth),
            Some('-' | '0'..='9') => self.number().ok_or(expected),
            Some(_) | None => self.word().ok_or(expected),
        }
    }

    fn word(&mut self) -> Option<Value> {
        const WORDS: [(&str, Value); 3] = [
            ("null", Value::Null),
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
        ];
        let rest = self.letters.get(self.at..)?;
        let (word, value) = WORDS
            .into_iter()
            .find(|(word, _)| word.chars().eq(rest.iter().copied().take(word.len())))?;
        self.at += word.len();
        Some(value)
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        self.take('-');
        if !self.take('0') && self.digits() == 0 {
            self.at = start;
            return None;
        }
        let whole = self.at;
        let is_fraction = self.optional(|reader| reader.take('.'));
        let is_power = self.optional(|reader| {
            let begins = reader.take('e') || reader.take('E');
            if !reader.take('+') {
                reader.take('-');
            }
            begins
        });
        let written: String = self.letters.get(start..self.at)?.iter().collect();
        if self.at == whole && !is_fraction && !is_power {
            return integer(&written).map(Value::from);
        }
        let float = written.parse().ok().and_then(Number::from_f64)?;
        Some(Value::Number(float))
    }

    /// Takes what begins so and goes on with digits, or nothing.
    fn optional(&mut self, begins: impl FnOnce(&mut Self) -> bool) -> bool {
        let start = self.at;
        let found = begins(self) && self.digits() > 0;
        if !found {
            self.at = start;
        }
        found
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some('0'..='9')) {
            self.at += 1;
        }
        self.at - start
    }

    fn array(&mut self, depth: usize) -> Result<Value, Fault> {
        self.at += 1;
        let mut elements = Vec::new();
        self.skip_blanks();
        if self.take(']') {
            return Ok(Value::Array(elements));
        }
        loop {
            elements.push(self.value(depth + 1)?);
            self.skip_blanks();
            if self.take(']') {
                return Ok(Value::Array(elements));
            }
            if !self.take(',') {
                return Err(Fault::new("Expecting ',' delimiter", self.at));
            }
            self.skip_blanks();
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Fault> {
        self.at += 1;
        let mut members = Map::new();
        self.skip_blanks();
        if self.take('}') {
            return Ok(Value::Object(members));
        }
        loop {
            if self.peek() != Some('"') {
                return Err(Fault::new(
                    "Expecting property name enclosed in double quotes",
                    self.at,
                ));
            }
            let key = self.text()?;
            self.skip_blanks();
            if !self.take(':') {
                return Err(Fault::new("Expecting ':' delimiter", self.at));
            }
            self.skip_blanks();
            let value = self.value(depth + 1)?;
            members.insert(key, value);
            self.skip_blanks();
            if self.take('}') {
                return Ok(Value::Object(members));
            }
            if !self.take(',') {
                return Err(Fault::new("Expecting ',' delimiter", self.at));
            }
            self.skip_blanks();
        }
    }

    fn text(&mut self) -> Result<String, Fault> {
        let start = self.at;
        let unterminated = Fault::new("Unterminated string starting at", start);
        self.at += 1;
        let mut units: Vec<u16> = Vec::new();
        loop {
            let Some(letter) = self.peek() else {
                return Err(unterminated);
            };
            match letter {
                '"' => {
                    self.at += 1;
                    // Half of a pair would be sent as another character than the one that was typed.
                    return String::from_utf16(&units).map_err(|_| {
                        Fault::new("Half of a surrogate pair in the string at", start)
                    });
                }
                '\\' => {
                    let Some(escape) = self.letters.get(self.at + 1).copied() else {
                        return Err(unterminated);
                    };
                    units.push(self.escape(escape)?);
                }
                '\0'..='\u{1f}' => return Err(Fault::new("Invalid control character at", self.at)),
                _ => {
                    units.extend_from_slice(letter.encode_utf16(&mut [0; 2]));
                    self.at += 1;
                }
            }
        }
    }

    /// Takes an escape whose backslash stands here.
    fn escape(&mut self, escape: char) -> Result<u16, Fault> {
        let plain = match escape {
            '"' | '\\' | '/' => escape,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return self.code(),
            _ => return Err(Fault::new("Invalid \\escape", self.at)),
        };
        self.at += 2;
        Ok(u16::try_from(u32::from(plain)).unwrap_or_default())
    }

    fn code(&mut self) -> Result<u16, Fault> {
        let invalid = Fault::new(INVALID_CODE, self.at + 1);
        let digits: String = self
            .letters
            .iter()
            .skip(self.at + 2)
            .take(4)
            .take_while(|letter| letter.is_ascii_hexdigit())
            .collect();
        if digits.len() < 4 {
            return Err(invalid);
        }
        self.at += 6;
        u16::from_str_radix(&digits, 16).map_err(|_| invalid)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What `json.loads` of Python 3.11 was observed to say.
    const TOLD: &[(&str, &str)] = &[
        ("", "Expecting value: line 1 column 1 (char 0)"),
        (
            "{",
            "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
        ("[", "Expecting value: line 1 column 2 (char 1)"),
        (
            "{\"a\"",
            "Expecting ':' delimiter: line 1 column 5 (char 4)",
        ),
        ("{\"a\":", "Expecting value: line 1 column 6 (char 5)"),
        (
            "{\"a\":1",
            "Expecting ',' delimiter: line 1 column 7 (char 6)",
        ),
        (
            "{\"a\":1,",
            "Expecting property name enclosed in double quotes: line 1 column 8 (char 7)",
        ),
        (
            "{\"a\":1,}",
            "Expecting property name enclosed in double quotes: line 1 column 8 (char 7)",
        ),
        ("[1", "Expecting ',' delimiter: line 1 column 3 (char 2)"),
        ("[1,", "Expecting value: line 1 column 4 (char 3)"),
        ("[1,]", "Expecting value: line 1 column 4 (char 3)"),
        ("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
        (
            "{\"a\" 1}",
            "Expecting ':' delimiter: line 1 column 6 (char 5)",
        ),
        (
            "{\"a\":1 \"b\"}",
            "Expecting ',' delimiter: line 1 column 8 (char 7)",
        ),
        (
            "{a:1}",
            "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
        (
            "{'a':1}",
            "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
        (
            "\"a",
            "Unterminated string starting at: line 1 column 1 (char 0)",
        ),
        (
            "\"a\\",
            "Unterminated string starting at: line 1 column 1 (char 0)",
        ),
        ("\"\\x\"", "Invalid \\escape: line 1 column 2 (char 1)"),
        (
            "\"\\u12\"",
            "Invalid \\u#### escape: line 1 column 3 (char 2)",
        ),
        (
            "\"\\u12",
            "Invalid \\u#### escape: line 1 column 3 (char 2)",
        ),
        (
            "\"\\u12G4\"",
            "Invalid \\u#### escape: line 1 column 3 (char 2)",
        ),
        (
            "\"a\nb\"",
            "Invalid control character at: line 1 column 3 (char 2)",
        ),
        ("1 2", "Extra data: line 1 column 3 (char 2)"),
        ("01", "Extra data: line 1 column 2 (char 1)"),
        ("-", "Expecting value: line 1 column 1 (char 0)"),
        ("-a", "Expecting value: line 1 column 1 (char 0)"),
        ("1.", "Extra data: line 1 column 2 (char 1)"),
        ("1.e5", "Extra data: line 1 column 2 (char 1)"),
        ("1e", "Extra data: line 1 column 2 (char 1)"),
        (".5", "Expecting value: line 1 column 1 (char 0)"),
        ("nul", "Expecting value: line 1 column 1 (char 0)"),
        ("tru", "Expecting value: line 1 column 1 (char 0)"),
        ("{\"a\":1}}", "Extra data: line 1 column 8 (char 7)"),
        (" ", "Expecting value: line 1 column 2 (char 1)"),
        ("\n\n x", "Expecting value: line 3 column 2 (char 3)"),
        (
            "\u{feff}{}",
            "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)",
        ),
        ("{\"a\":\n  x}", "Expecting value: line 2 column 3 (char 8)"),
        ("[1,\n2,\n,3]", "Expecting value: line 3 column 1 (char 7)"),
        (
            "{\"a\":\"\t\"}",
            "Invalid control character at: line 1 column 7 (char 6)",
        ),
        (
            "\"\\",
            "Unterminated string starting at: line 1 column 1 (char 0)",
        ),
        ("\"\\u", "Invalid \\u#### escape: line 1 column 3 (char 2)"),
        (
            "{\"a\":{\"b\":[1,{\"c\":}]}}",
            "Expecting value: line 1 column 19 (char 18)",
        ),
        ("[[", "Expecting value: line 1 column 3 (char 2)"),
        ("{\"\\x\":1}", "Invalid \\escape: line 1 column 3 (char 2)"),
        ("é x", "Expecting value: line 1 column 1 (char 0)"),
        ("{\"é\":x}", "Expecting value: line 1 column 6 (char 5)"),
        ("1_000", "Extra data: line 1 column 2 (char 1)"),
        ("+1", "Expecting value: line 1 column 1 (char 0)"),
        ("0x1", "Extra data: line 1 column 2 (char 1)"),
        ("\"\\u1", "Invalid \\u#### escape: line 1 column 3 (char 2)"),
        (
            "{\"a\":1,\n \"b\"}",
            "Expecting ':' delimiter: line 2 column 5 (char 12)",
        ),
        ("[,1]", "Expecting value: line 1 column 2 (char 1)"),
        (
            "{,}",
            "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
        (
            "{\"a\",}",
            "Expecting ':' delimiter: line 1 column 5 (char 4)",
        ),
        (":", "Expecting value: line 1 column 1 (char 0)"),
        ("}", "Expecting value: line 1 column 1 (char 0)"),
        ("]", "Expecting value: line 1 column 1 (char 0)"),
        ("\"a\"\"b\"", "Extra data: line 1 column 4 (char 3)"),
        (
            "{\"a\": \"b\" }  x",
            "Extra data: line 1 column 14 (char 13)",
        ),
    ];

    #[test]
    fn what_is_no_json_is_told_as_python_tells_it() {
        for (text, told) in TOLD {
            let told = told.replace("Invalid \\u#### escape", INVALID_CODE);
            assert_eq!(read(text), Err(told), "{text}");
        }
    }

    #[test]
    fn what_is_json_is_read() {
        for (text, value) in [
            ("1e5", json!(100_000.0)),
            ("1E+2", json!(100.0)),
            ("1.0", json!(1.0)),
            ("-0", json!(0)),
            ("\"\\ud83d\\ude00\"", json!("\u{1f600}")),
            ("\"\\u12345\"", json!("\u{1234}5")),
            ("{\"a\":1,\"a\":2}", json!({"a": 2})),
            (
                " [1, {\"b\": [null, true]}, \"\\n\"] ",
                json!([1, {"b": [null, true]}, "\n"]),
            ),
            ("99999999999999999999", json!(i64::MAX)),
        ] {
            assert_eq!(read(text), Ok(value), "{text}");
        }
    }

    /// Text that is nested without end once overflowed the stack of other readers.
    #[test]
    fn depth_has_a_bound() {
        assert!(read(&"[".repeat(100_000)).is_err());
    }
}
