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

impl Kind {
    /// What error lines call it.
    pub(super) fn name(self) -> &'static str {
        self.facts().0
    }

    /// How strongly it holds on to what stands left of it.
    pub(super) fn binding_power(self) -> u8 {
        self.facts().1
    }

    fn facts(self) -> (&'static str, u8) {
        match self {
            Self::End => ("eof", 0),
            Self::UnquotedIdentifier => ("unquoted_identifier", 0),
            Self::QuotedIdentifier => ("quoted_identifier", 0),
            Self::Literal => ("literal", 0),
            Self::RightBracket => ("rbracket", 0),
            Self::RightParenthesis => ("rparen", 0),
            Self::Comma => ("comma", 0),
            Self::RightBrace => ("rbrace", 0),
            Self::Number => ("number", 0),
            Self::Current => ("current", 0),
            Self::Reference => ("expref", 0),
            Self::Colon => ("colon", 0),
            Self::Pipe => ("pipe", 1),
            Self::Or => ("or", 2),
            Self::And => ("and", 3),
            Self::Equal => ("eq", 5),
            Self::Greater => ("gt", 5),
            Self::Less => ("lt", 5),
            Self::GreaterOrEqual => ("gte", 5),
            Self::LessOrEqual => ("lte", 5),
            Self::NotEqual => ("ne", 5),
            Self::Flatten => ("flatten", 9),
            Self::Star => ("star", 20),
            Self::Filter => ("filter", 21),
            Self::Dot => ("dot", 40),
            Self::Not => ("not", 45),
            Self::LeftBrace => ("lbrace", 50),
            Self::LeftBracket => ("lbracket", 55),
            Self::LeftParenthesis => ("lparen", 60),
        }
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
