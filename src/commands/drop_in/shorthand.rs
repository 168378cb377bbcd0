//! The AWS CLI's shorthand for structures: `OnFailure={Destination=arn:…}`.
//!
//! Knows the syntax alone and what the AWS CLI says where it is broken. Does not know which members there are.

use serde_json::{Map, Value};

use super::values::{self, Unloaded};

/// Why a text is no shorthand.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The text is not understood; told as a problem of its option.
    Syntax(String),
    /// A file that a value names can't be read; told as it is.
    File(String),
    /// Structures and lists stand in each other too often; told as it is.
    TooDeep,
}

/// How deep structures and lists may stand in each other: as deep as the AWS CLI 1.45.11 was observed to follow.
const DEPTH: usize = 486;

/// Reads a text.
///
/// # Errors
/// Where it is broken, or which file can't be read.
pub(super) fn read(text: &str) -> Result<Value, Fault> {
    Reader {
        letters: text.chars().collect(),
        at: 0,
        depth: 0,
        loads_files: false,
    }
    .whole()
}

struct Reader {
    letters: Vec<char>,
    at: usize,
    /// How many structures and lists are open.
    depth: usize,
    /// Whether values of the form `file://` stand for what is in the file: behind `@=`.
    loads_files: bool,
}

/// The AWS CLI 1.45.11 prints this place holder, where it means to show the place.
const LOCATION: &str = "{self._error_location()}";

fn expected(what: &str, received: &str) -> Fault {
    Fault::Syntax(format!(
        "Expected: '{what}', received: '{received}' for input:\n{LOCATION}"
    ))
}

impl Reader {
    fn whole(&mut self) -> Result<Value, Fault> {
        let mut members = Map::new();
        let (key, value) = self.member()?;
        members.insert(key, value);
        let mut last = self.at;
        while self.at < self.letters.len() {
            self.expect(',')?;
            self.skip_blanks();
            let (key, value) = self.member()?;
            if members.contains_key(&key) {
                return Err(self.repeated(&key, last + 1));
            }
            members.insert(key, value);
            last = self.at;
        }
        Ok(Value::Object(members))
    }

    /// Says which key came twice, and points at the second.
    fn repeated(&self, key: &str, at: usize) -> Fault {
        let text =
            |letters: Option<&[char]>| letters.unwrap_or_default().iter().collect::<String>();
        let before = self.letters.get(..at).unwrap_or_default();
        let rest = self.letters.get(at..).unwrap_or_default();
        let end = rest
            .iter()
            .position(|letter| *letter == '\n')
            .map_or(self.letters.len(), |newline| at + newline);
        let blanks = before
            .iter()
            .rposition(|letter| *letter == '\n')
            .map_or(at, |newline| at - newline - 1);
        Fault::Syntax(format!(
            "Second instance of key \"{key}\" encountered for input:\n{}\n{}^{}\nThis is often because there is a preceding \",\" \
             instead of a space.",
            text(self.letters.get(..end)),
            " ".repeat(blanks),
            text(self.letters.get(end..)),
        ))
    }

    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn quote(&self) -> Option<char> {
        self.peek().filter(|letter| matches!(letter, '"' | '\''))
    }

    fn skip_blanks(&mut self) {
        while matches!(
            self.peek(),
            Some(' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}')
        ) {
            self.at += 1;
        }
    }

    /// Takes a letter, with blanks before it.
    fn expect(&mut self, letter: char) -> Result<(), Fault> {
        self.skip_blanks();
        self.expect_here(letter)
    }

    fn expect_here(&mut self, letter: char) -> Result<(), Fault> {
        match self.peek() {
            None => Err(expected(&letter.to_string(), "EOF")),
            Some(found) if found == letter => {
                self.at += 1;
                Ok(())
            }
            Some(found) => Err(expected(&letter.to_string(), &found.to_string())),
        }
    }

    fn member(&mut self) -> Result<(String, Value), Fault> {
        let key = self.key()?;
        let value = match self.peek() {
            None => Value::String(String::new()),
            Some('[') => self.nested(Self::list)?,
            Some('{') => self.nested(Self::structure)?,
            Some(_) => self.values()?,
        };
        Ok((key, value))
    }

    /// Takes a key and its `=` or `@=`.
    fn key(&mut self) -> Result<String, Fault> {
        let start = self.at;
        while self.peek().is_some_and(|letter| {
            letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | '#' | '/' | ':')
        }) {
            self.at += 1;
        }
        let key = self.since(start);
        self.loads_files = self.expect('@').is_ok();
        self.expect('=')?;
        self.skip_blanks();
        Ok(key)
    }

    fn since(&self, start: usize) -> String {
        let letters = self.letters.get(start..self.at).unwrap_or_default();
        letters.iter().collect()
    }

    /// Takes a value, or several with commas between them; what has a `=` behind it is the next member's key.
    fn values(&mut self) -> Result<Value, Fault> {
        let first = self.value()?;
        self.skip_blanks();
        if self.peek() != Some(',') {
            return Ok(first);
        }
        self.expect(',')?;
        self.skip_blanks();
        let mut values = vec![first];
        loop {
            match self.further() {
                Ok(value) => {
                    values.push(value);
                    if self.peek().is_none() {
                        break;
                    }
                    // `further` saw the comma.
                    self.expect(',')?;
                    self.skip_blanks();
                }
                Err(problem @ (Fault::File(_) | Fault::TooDeep)) => return Err(problem),
                Err(problem) if self.peek().is_none() => return Err(problem),
                Err(Fault::Syntax(_)) => {
                    self.back_to_comma();
                    break;
                }
            }
        }
        Ok(match values.len() {
            1 => values.swap_remove(0),
            _ => Value::Array(values),
        })
    }

    fn back_to_comma(&mut self) {
        while self.at > 0 && self.peek() != Some(',') {
            self.at -= 1;
        }
    }

    /// Takes a value behind a comma, where it ends with the text or before another comma.
    fn further(&mut self) -> Result<Value, Fault> {
        let value = if let Some(quote) = self.quote() {
            self.quoted(quote)?
        } else {
            let follows = |letter| !matches!(letter, '"' | '\'' | ',' | '=');
            let word = self.word(follows);
            self.loaded(word.ok_or_else(|| expected("<second>", "<none>"))?)?
        };
        self.skip_blanks();
        match self.peek() {
            None | Some(',') => Ok(value),
            Some(other) => Err(expected(",", &other.to_string())),
        }
    }

    fn value(&mut self) -> Result<Value, Fault> {
        if let Some(quote) = self.quote() {
            return self.quoted(quote);
        }
        let follows = |letter| !matches!(letter, '"' | '\'' | ',' | ']' | '}');
        match self.word(follows) {
            Some(word) => self.loaded(word),
            None => Ok(Value::String(String::new())),
        }
    }

    fn explicit(&mut self) -> Result<Value, Fault> {
        match self.peek() {
            Some('[') => self.nested(Self::list),
            Some('{') => self.nested(Self::structure),
            Some(_) | None => self.value(),
        }
    }

    /// Takes what stands between brackets, where it does not stand too deep.
    fn nested(&mut self, read: fn(&mut Self) -> Result<Value, Fault>) -> Result<Value, Fault> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Fault::TooDeep);
        }
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn list(&mut self) -> Result<Value, Fault> {
        self.expect('[')?;
        self.skip_blanks();
        let mut values = Vec::new();
        while self.peek() != Some(']') {
            values.push(self.explicit()?);
            self.skip_blanks();
            if self.peek() != Some(']') {
                self.expect_here(',')?;
                self.skip_blanks();
            }
        }
        self.expect_here(']')?;
        Ok(Value::Array(values))
    }

    fn structure(&mut self) -> Result<Value, Fault> {
        self.expect('{')?;
        self.skip_blanks();
        let mut members = Map::new();
        while self.peek() != Some('}') {
            let key = self.key()?;
            let value = self.explicit()?;
            self.skip_blanks();
            if self.peek() != Some('}') {
                self.expect_here(',')?;
                self.skip_blanks();
            }
            members.insert(key, value);
        }
        self.expect_here('}')?;
        Ok(Value::Object(members))
    }

    /// Takes letters that may begin a word and then those that may follow; `\,` is a comma.
    fn word(&mut self, follows: impl Fn(char) -> bool) -> Option<String> {
        let start = self.at;
        let mut word = String::new();
        while let Some(letter) = self.peek() {
            let is_comma = letter == '\\' && self.letters.get(self.at + 1) == Some(&',');
            let fits = if self.at == start {
                begins_a_word(letter)
            } else {
                is_of_a_word(letter) && follows(letter)
            };
            if !(is_comma || fits) {
                break;
            }
            word.push(if is_comma { ',' } else { letter });
            self.at += 1 + usize::from(is_comma);
        }
        (self.at > start).then(|| word.trim_end().to_owned())
    }

    /// Takes a text between quotes; a backslash keeps a quote from ending it, unless no other does.
    fn quoted(&mut self, quote: char) -> Result<Value, Fault> {
        let inside = self.letters.get(self.at + 1..).unwrap_or_default();
        let is_quote = |at: usize| inside.get(at) == Some(&quote);
        let is_free = |at: &usize| {
            let before = at.checked_sub(1).and_then(|before| inside.get(before));
            is_quote(*at) && before != Some(&'\\')
        };
        let end = (0..inside.len())
            .find(is_free)
            .or_else(|| (0..inside.len()).rfind(|at| is_quote(*at)));
        let Some(text) = end.and_then(|end| inside.get(..end)) else {
            let name = if quote == '"' {
                "double quoted"
            } else {
                "singled quoted"
            };
            return Err(expected(&format!("<{name}>"), "<none>"));
        };
        let length = text.len();
        let text: String = text.iter().collect();
        self.at += length + 2;
        let plain = text
            .replace(&format!("\\{quote}"), &quote.to_string())
            .replace("\\\\", "\\");
        self.loaded(plain)
    }

    fn loaded(&self, text: String) -> Result<Value, Fault> {
        if !self.loads_files {
            return Ok(Value::String(text));
        }
        match values::load_file(&text) {
            Ok(content) => Ok(Value::String(content.unwrap_or(text))),
            Err(Unloaded(problem)) => Err(Fault::File(problem)),
        }
    }
}

/// Letters beyond the basic plane stand in quotes.
const LAST_BARE: char = '\u{ffff}';

fn begins_a_word(letter: char) -> bool {
    ('!'..=LAST_BARE).contains(&letter) && !matches!(letter, '"' | '\'' | ',' | '=' | '[' | '{')
}

fn is_of_a_word(letter: char) -> bool {
    letter.is_whitespace() || ('!'..=LAST_BARE).contains(&letter)
}
