//! The tokens of an expression.
//!
//! Knows letters. Does not know which token may follow which.

use serde_json::Value;

use crate::commands::drop_in::json_text;

/// A token, where it starts, and its text or the value that it stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) value: Value,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    End,
    UnquotedIdentifier,
    QuotedIdentifier,
    Literal,
    Number,
    Dot,
    Star,
    Comma,
    Colon,
    Current,
    LeftParenthesis,
    RightParenthesis,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Flatten,
    Filter,
    Or,
    Pipe,
    And,
    Reference,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Not,
}

/// Each kind: as error lines name it, and how strongly it holds on to what stands left of it.
const KINDS: [(Kind, &str, u8); 29] = [
    (Kind::End, "eof", 0),
    (Kind::UnquotedIdentifier, "unquoted_identifier", 0),
    (Kind::QuotedIdentifier, "quoted_identifier", 0),
    (Kind::Literal, "literal", 0),
    (Kind::RightBracket, "rbracket", 0),
    (Kind::RightParenthesis, "rparen", 0),
    (Kind::Comma, "comma", 0),
    (Kind::RightBrace, "rbrace", 0),
    (Kind::Number, "number", 0),
    (Kind::Current, "current", 0),
    (Kind::Reference, "expref", 0),
    (Kind::Colon, "colon", 0),
    (Kind::Pipe, "pipe", 1),
    (Kind::Or, "or", 2),
    (Kind::And, "and", 3),
    (Kind::Equal, "eq", 5),
    (Kind::Greater, "gt", 5),
    (Kind::Less, "lt", 5),
    (Kind::GreaterOrEqual, "gte", 5),
    (Kind::LessOrEqual, "lte", 5),
    (Kind::NotEqual, "ne", 5),
    (Kind::Flatten, "flatten", 9),
    (Kind::Star, "star", 20),
    (Kind::Filter, "filter", 21),
    (Kind::Dot, "dot", 40),
    (Kind::Not, "not", 45),
    (Kind::LeftBrace, "lbrace", 50),
    (Kind::LeftBracket, "lbracket", 55),
    (Kind::LeftParenthesis, "lparen", 60),
];

impl Kind {
    pub(super) fn name(self) -> &'static str {
        self.entry().1
    }

    pub(super) fn binding_power(self) -> u8 {
        self.entry().2
    }

    fn entry(self) -> (Self, &'static str, u8) {
        KINDS
            .into_iter()
            .find(|(kind, ..)| *kind == self)
            .unwrap_or((Self::End, "eof", 0))
    }
}

/// Tokens of letters that mean nothing else, longest first.
const SIGNS: [(&str, Kind); 24] = [
    ("[]", Kind::Flatten),
    ("[?", Kind::Filter),
    ("||", Kind::Or),
    ("&&", Kind::And),
    ("==", Kind::Equal),
    ("!=", Kind::NotEqual),
    ("<=", Kind::LessOrEqual),
    (">=", Kind::GreaterOrEqual),
    ("[", Kind::LeftBracket),
    ("]", Kind::RightBracket),
    ("|", Kind::Pipe),
    ("&", Kind::Reference),
    ("<", Kind::Less),
    (">", Kind::Greater),
    ("!", Kind::Not),
    (".", Kind::Dot),
    ("*", Kind::Star),
    (",", Kind::Comma),
    (":", Kind::Colon),
    ("@", Kind::Current),
    ("(", Kind::LeftParenthesis),
    (")", Kind::RightParenthesis),
    ("{", Kind::LeftBrace),
    ("}", Kind::RightBrace),
];

/// Splits an expression; the last token is always [`Kind::End`].
///
/// # Errors
/// The sentence about the first letter that starts no token.
pub(super) fn read(expression: &str) -> Result<Vec<Token>, String> {
    if expression.is_empty() {
        return Err("Invalid JMESPath expression: cannot be empty.".to_owned());
    }
    let mut reader = Reader {
        rest: expression,
        position: 0,
    };
    let mut tokens = Vec::new();
    loop {
        reader.take_while(|letter| matches!(letter, ' ' | '\t' | '\n' | '\r'));
        let start = reader.position;
        let (kind, value) = reader.token().map_err(|message| {
            let underline = " ".repeat(start);
            format!("Bad jmespath expression: {message}:\n{expression}\n{underline}^")
        })?;
        tokens.push(Token { kind, start, value });
        if kind == Kind::End {
            return Ok(tokens);
        }
    }
}

/// What of the expression is left to read.
struct Reader<'a> {
    rest: &'a str,
    /// Counted in letters, as error lines count.
    position: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        self.position += taken.chars().count();
        taken
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|letter| !belongs(letter));
        self.take(end.unwrap_or(self.rest.len()))
    }

    fn token(&mut self) -> Result<(Kind, Value), String> {
        let Some(first) = self.rest.chars().next() else {
            return Ok((Kind::End, Value::from("")));
        };
        match first {
            'a'..='z' | 'A'..='Z' | '_' => {
                let name =
                    self.take_while(|letter| letter.is_ascii_alphanumeric() || letter == '_');
                Ok((Kind::UnquotedIdentifier, name.into()))
            }
            '0'..='9' => {
                let digits = self.take_while(|letter| letter.is_ascii_digit());
                Ok((Kind::Number, integer(digits).into()))
            }
            '-' => {
                self.take(1);
                match self.take_while(|letter| letter.is_ascii_digit()) {
                    "" => Err("Unknown token '-'".to_owned()),
                    digits => Ok((Kind::Number, (-integer(digits)).into())),
                }
            }
            '\'' => {
                let text = self.delimited('\'')?.replace("\\'", "'");
                Ok((Kind::Literal, text.into()))
            }
            '`' => Ok((
                Kind::Literal,
                literal(&self.delimited('`')?.replace("\\`", "`"))?,
            )),
            '"' => Ok((Kind::QuotedIdentifier, identifier(self.delimited('"')?)?)),
            other => match SIGNS.iter().find(|(sign, _)| self.rest.starts_with(sign)) {
                Some((sign, kind)) => Ok((*kind, self.take(sign.len()).into())),
                None if other == '=' => Err("Unknown token '='".to_owned()),
                None => Err(format!("Unknown token {other}")),
            },
        }
    }

    /// Takes what stands between two delimiters; a backslash keeps the letter after it from ending it.
    fn delimited(&mut self, delimiter: char) -> Result<&'a str, String> {
        self.take(delimiter.len_utf8());
        let mut escaped = false;
        for (place, letter) in self.rest.char_indices() {
            if !escaped && letter == delimiter {
                let inside = self.take(place);
                self.take(delimiter.len_utf8());
                return Ok(inside);
            }
            escaped = !escaped && letter == '\\';
        }
        Err(format!("Unclosed {delimiter} delimiter"))
    }
}

/// Reads digits; what is too large for any list stays as large as it can be.
fn integer(digits: &str) -> i64 {
    digits.parse().unwrap_or(i64::MAX)
}

/// Reads what stands between backquotes: JSON, else a text without its quotes, which many runbooks write.
fn literal(inside: &str) -> Result<Value, String> {
    serde_json::from_str(inside)
        .or_else(|_| serde_json::from_str(&format!("\"{}\"", inside.trim_start())))
        .map_err(|_| format!("Bad token {inside}"))
}

/// Reads a quoted name. Of what Python says about it, an expression's error line has what stands before the place.
fn identifier(inside: &str) -> Result<Value, String> {
    json_text::read(&format!("\"{inside}\"")).map_err(|problem| match problem.split_once(':') {
        Some((message, _place)) => message.to_owned(),
        None => problem,
    })
}
