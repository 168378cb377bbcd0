//! A command as a POSIX shell splits it into words.
//!
//! Knows quotes, backslashes, comments and line continuations. Whatever a shell would work out by itself (variables, other commands,
//! redirections) is refused: its outcome is not in the text.

use std::iter::Peekable;
use std::str::Chars;

use super::ImportProblem;

/// Splits the one command of a text into its words.
pub(super) fn split(text: &str) -> Result<Vec<String>, ImportProblem> {
    let mut words = Words::default();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\n' => {
                words.end_word();
                words.is_over = !words.done.is_empty();
            }
            ' ' | '\t' => words.end_word(),
            '#' if words.open.is_none() => while rest.next_if(|c| *c != '\n').is_some() {},
            ';' | '&' | '|' | '<' | '>' | '(' | ')' => return Err(ImportProblem::Operator(c)),
            '\\' => {
                if let Some(escaped) = rest.next().filter(|c| *c != '\n') {
                    words.word()?.push(escaped);
                }
            }
            '\'' => single(&mut rest, words.word()?)?,
            '"' => double(&mut rest, words.word()?)?,
            '`' | '^' if ends_line(&rest) => return Err(ImportProblem::ForeignShell(c)),
            '`' => return Err(ImportProblem::Substitution),
            '$' => {
                refuse_expansion(&mut rest)?;
                words.word()?.push(c);
            }
            other => words.word()?.push(other),
        }
    }
    words.end_word();
    Ok(words.done)
}

/// Whether nothing but blanks is left of the line, and there is another: PowerShell and `cmd.exe` go on there.
fn ends_line(rest: &Peekable<Chars<'_>>) -> bool {
    let mut behind = rest.clone().skip_while(|c| matches!(c, ' ' | '\t'));
    behind.next() == Some('\n')
}

/// The words so far, and the one that is not at its end yet.
#[derive(Default)]
struct Words {
    done: Vec<String>,
    open: Option<String>,
    /// A line end was read behind the command: nothing may follow.
    is_over: bool,
}

impl Words {
    fn word(&mut self) -> Result<&mut String, ImportProblem> {
        if self.is_over {
            return Err(ImportProblem::SeveralCommands);
        }
        Ok(self.open.get_or_insert_default())
    }

    fn end_word(&mut self) {
        self.done.extend(self.open.take());
    }
}

fn single(rest: &mut Peekable<Chars<'_>>, word: &mut String) -> Result<(), ImportProblem> {
    for c in rest {
        if c == '\'' {
            return Ok(());
        }
        word.push(c);
    }
    Err(ImportProblem::NotClosed('\''))
}

fn double(rest: &mut Peekable<Chars<'_>>, word: &mut String) -> Result<(), ImportProblem> {
    while let Some(c) = rest.next() {
        match c {
            '"' => return Ok(()),
            '`' => return Err(ImportProblem::Substitution),
            '$' => {
                refuse_expansion(rest)?;
                word.push(c);
            }
            '\\' => match rest.next() {
                Some('\n') | None => {}
                Some(escaped @ ('"' | '\\' | '$' | '`')) => word.push(escaped),
                Some(other) => word.extend(['\\', other]),
            },
            other => word.push(other),
        }
    }
    Err(ImportProblem::NotClosed('"'))
}

/// Refuses what a shell puts in the place of a `$` and what follows it; a `$` in front of anything else is one.
fn refuse_expansion(rest: &mut Peekable<Chars<'_>>) -> Result<(), ImportProblem> {
    let is_of_name = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    match rest.peek() {
        Some('(') => Err(ImportProblem::Substitution),
        Some('{' | '\'' | '"' | '@' | '*' | '#' | '?' | '$' | '!') => {
            Err(ImportProblem::Variable("$".to_owned()))
        }
        Some(c) if is_of_name(c) => {
            let mut name = String::from("$");
            while let Some(c) = rest.next_if(is_of_name) {
                name.push(c);
            }
            Err(ImportProblem::Variable(name))
        }
        Some(_) | None => Ok(()),
    }
}
