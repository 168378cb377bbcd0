//! HCL as far as blocks with literal arguments go; every other value is kept as the text that it is.
//!
//! Knows blocks, labels, comments, strings with their escapes, and where an expression ends. Evaluates nothing: what a value comes to
//! where it is no literal, only Terraform knows.

use std::iter::Peekable;
use std::str::CharIndices;

use super::ImportProblem;

/// The inside of a file or block.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    /// The arguments, in their order.
    pub(super) arguments: Vec<Argument>,
    /// The blocks within, in their order.
    pub(super) blocks: Vec<Block>,
}

/// `name = value`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Argument {
    pub(super) name: String,
    pub(super) value: Value,
    pub(super) line: usize,
}

/// `name "label" { … }`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) name: String,
    pub(super) labels: Vec<String>,
    pub(super) body: Body,
    pub(super) line: usize,
}

/// A value, as far as it can be told from the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    Text(String),
    Number(i64),
    /// Anything else, as it is written.
    Expression(String),
}

/// Blocks within blocks are read to this depth; no resource has more.
const DEEPEST: usize = 32;

/// Reads a text whole.
pub(super) fn parse(text: &str) -> Result<Body, ImportProblem> {
    let mut reader = Reader {
        text,
        rest: text.char_indices().peekable(),
        line: 1,
    };
    let body = reader.body(0)?;
    match reader.peek() {
        None => Ok(body),
        Some(_) => Err(reader.unreadable()),
    }
}

/// A whole number that is written in the one way that every reader of HCL takes: `007` is seven to Terraform, and an error to others.
fn whole_number(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let has_zeros_in_front = digits.len() > 1 && digits.starts_with('0');
    text.parse().ok().filter(|_| !has_zeros_in_front)
}

/// The bracket that a closing one closes.
fn opening(closing: char) -> char {
    match closing {
        ')' => '(',
        ']' => '[',
        _ => '{',
    }
}

/// What line ends are among blanks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineEnds {
    /// They end what stands before them.
    Kept,
    /// They mean nothing.
    Skipped,
}

struct Reader<'a> {
    text: &'a str,
    rest: Peekable<CharIndices<'a>>,
    line: usize,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<char> {
        self.rest.peek().map(|(_, c)| *c)
    }

    fn position(&mut self) -> usize {
        self.rest.peek().map_or(self.text.len(), |(at, _)| *at)
    }

    fn next(&mut self) -> Option<char> {
        let (_, c) = self.rest.next()?;
        if c == '\n' {
            self.line += 1;
        }
        Some(c)
    }

    fn next_if(&mut self, wanted: char) -> bool {
        self.peek() == Some(wanted) && self.next().is_some()
    }

    fn follows(&mut self, wanted: &str) -> bool {
        let at = self.position();
        self.text
            .get(at..)
            .is_some_and(|rest| rest.starts_with(wanted))
    }

    fn unreadable(&self) -> ImportProblem {
        ImportProblem::NoHcl { line: self.line }
    }

    /// Arguments and blocks up to the brace that closes them, which is left, or to the end.
    fn body(&mut self, depth: usize) -> Result<Body, ImportProblem> {
        let mut body = Body::default();
        loop {
            self.skip_blanks(LineEnds::Skipped)?;
            match self.peek() {
                None | Some('}') => return Ok(body),
                Some(_) => self.item(&mut body, depth)?,
            }
        }
    }

    fn item(&mut self, body: &mut Body, depth: usize) -> Result<(), ImportProblem> {
        let line = self.line;
        let name = self.identifier()?;
        self.skip_blanks(LineEnds::Kept)?;
        if self.next_if('=') {
            let value = self.value()?;
            body.arguments.push(Argument { name, value, line });
            return Ok(());
        }
        let mut labels = Vec::new();
        while !self.next_if('{') {
            let label = if self.next_if('"') {
                let (label, is_literal) = self.string()?;
                is_literal
                    .then_some(label)
                    .ok_or(ImportProblem::NoHcl { line })?
            } else {
                self.identifier()?
            };
            labels.push(label);
            self.skip_blanks(LineEnds::Kept)?;
        }
        if depth >= DEEPEST {
            return Err(self.unreadable());
        }
        let inside = self.body(depth + 1)?;
        if !self.next_if('}') {
            return Err(ImportProblem::NotClosed('{'));
        }
        body.blocks.push(Block {
            name,
            labels,
            body: inside,
            line,
        });
        Ok(())
    }

    fn identifier(&mut self) -> Result<String, ImportProblem> {
        let mut name = String::new();
        while let Some(c) = self
            .peek()
            .filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        {
            name.push(c);
            self.next();
        }
        if name.is_empty() {
            return Err(self.unreadable());
        }
        Ok(name)
    }

    /// A value to the end of its line, or to the brace that closes a block on one line.
    fn value(&mut self) -> Result<Value, ImportProblem> {
        self.skip_blanks(LineEnds::Kept)?;
        let start = self.position();
        let mut end = start;
        let mut literal = None;
        let mut pieces = 0_usize;
        let mut open = Vec::new();
        loop {
            let line_ends = if open.is_empty() {
                LineEnds::Kept
            } else {
                LineEnds::Skipped
            };
            self.skip_blanks(line_ends)?;
            match self.peek() {
                None | Some('\n' | '}') if open.is_empty() => {
                    let text = self.text.get(start..end).unwrap_or_default();
                    return self.finish(text, literal.filter(|_| pieces == 1));
                }
                None => return Err(ImportProblem::NotClosed(open.pop().unwrap_or('('))),
                Some('"') => {
                    self.next();
                    let (text, is_literal) = self.string()?;
                    literal = is_literal.then_some(text);
                }
                Some('<') if self.follows("<<") => self.heredoc()?,
                Some(bracket @ ('(' | '[' | '{')) => {
                    open.push(bracket);
                    self.next();
                }
                Some(bracket @ (')' | ']' | '}')) => {
                    if open.pop() != Some(opening(bracket)) {
                        return Err(self.unreadable());
                    }
                    self.next();
                }
                Some(_) => {
                    self.next();
                }
            }
            pieces += 1;
            end = self.position();
        }
    }

    fn finish(&self, text: &str, literal: Option<String>) -> Result<Value, ImportProblem> {
        // HCL has no sign but the minus (its specification, "Operations").
        if text.is_empty() || text.starts_with('+') {
            return Err(self.unreadable());
        }
        Ok(match (literal, whole_number(text)) {
            (Some(literal), _) => Value::Text(literal),
            (None, Some(number)) => Value::Number(number),
            (None, None) if text == "null" => Value::Null,
            (None, None) => Value::Expression(text.to_owned()),
        })
    }

    /// The inside of a string whose first quote was read, and whether it is literal: nothing in it is to be worked out.
    fn string(&mut self) -> Result<(String, bool), ImportProblem> {
        let mut text = String::new();
        let mut is_literal = true;
        loop {
            let doubled = |mark: &char| self.follows(&format!("{mark}{mark}{{"));
            if let Some(mark) = ['$', '%'].into_iter().find(doubled) {
                for _ in 0..3 {
                    self.next();
                }
                text.extend([mark, '{']);
                continue;
            }
            if self.follows("${") || self.follows("%{") {
                is_literal = false;
                self.next();
                self.next();
                self.interpolated()?;
                continue;
            }
            match self.next() {
                None | Some('\n') => return Err(ImportProblem::NotClosed('"')),
                Some('"') => return Ok((text, is_literal)),
                Some('\\') => text.push(self.escaped()?),
                Some(c) => text.push(c),
            }
        }
    }

    /// What is worked out within a string, up to the brace that closes it.
    fn interpolated(&mut self) -> Result<(), ImportProblem> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next() {
                None => return Err(ImportProblem::NotClosed('{')),
                // Strings within may hold braces, but no further strings that do: Terraform has no use for it here.
                Some('"') => while !matches!(self.next(), None | Some('"')) {},
                Some('{') => depth += 1,
                Some('}') => depth -= 1,
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn escaped(&mut self) -> Result<char, ImportProblem> {
        match self.next() {
            Some('n') => Ok('\n'),
            Some('r') => Ok('\r'),
            Some('t') => Ok('\t'),
            Some(c @ ('"' | '\\')) => Ok(c),
            Some('u') => self.code_point(4),
            Some('U') => self.code_point(8),
            Some(_) | None => Err(self.unreadable()),
        }
    }

    fn code_point(&mut self, digits: usize) -> Result<char, ImportProblem> {
        let digits: String = (0..digits).filter_map(|_| self.next()).collect();
        u32::from_str_radix(&digits, 16)
            .ok()
            .and_then(char::from_u32)
            .ok_or_else(|| self.unreadable())
    }

    /// A text of several lines, from its mark to the line that repeats the mark.
    fn heredoc(&mut self) -> Result<(), ImportProblem> {
        let mut line = String::new();
        while let Some(c) = self.next().filter(|c| *c != '\n') {
            line.push(c);
        }
        let end = line.trim_start_matches(['<', '-']).trim().to_owned();
        loop {
            let mut line = String::new();
            // The line end behind the mark ends the argument, too: it is left.
            while let Some(c) = self.peek().filter(|c| *c != '\n') {
                line.push(c);
                self.next();
            }
            if line.trim() == end {
                return Ok(());
            }
            if self.next().is_none() {
                return Err(ImportProblem::NotClosed('<'));
            }
        }
    }

    /// Blanks and comments.
    fn skip_blanks(&mut self, line_ends: LineEnds) -> Result<(), ImportProblem> {
        loop {
            match self.peek() {
                Some('\n') if line_ends == LineEnds::Skipped => {
                    self.next();
                }
                Some(' ' | '\t') => {
                    self.next();
                }
                Some('#') => self.skip_line(),
                Some('/') if self.follows("//") => self.skip_line(),
                Some('/') if self.follows("/*") => self.skip_comment()?,
                Some(_) | None => return Ok(()),
            }
        }
    }

    fn skip_line(&mut self) {
        while self.peek().is_some_and(|c| c != '\n') {
            self.next();
        }
    }

    fn skip_comment(&mut self) -> Result<(), ImportProblem> {
        while !self.follows("*/") {
            if self.next().is_none() {
                return Err(self.unreadable());
            }
        }
        self.next();
        self.next();
        Ok(())
    }
}
