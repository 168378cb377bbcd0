//! The grammar of expressions.
//!
//! Knows which token may follow which, and what is said where one may not. Does not know what an expression comes to.

use serde_json::Value;

use super::super::python;
use super::token::{Kind, Token};

/// A part of an expression.
#[derive(Debug)]
pub(super) enum Node {
    /// `@`, or what is left out.
    Current,
    Field(String),
    Index(i64),
    Slice([Option<i64>; 3]),
    Literal(Value),
    List(Vec<Self>),
    Hash(Vec<(String, Self)>),
    /// The second part, evaluated on what the first comes to.
    Chain(Box<Self>, Box<Self>),
    /// The same for an index in brackets: a slice after it selects, but does not project.
    Indexed(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
    And(Box<Self>, Box<Self>),
    Not(Box<Self>),
    Compare(Comparison, Box<Self>, Box<Self>),
    Flatten(Box<Self>),
    /// The second part, evaluated on each element of the first.
    Projection(Box<Self>, Box<Self>),
    /// The same for the members of a structure.
    Values(Box<Self>, Box<Self>),
    Filter {
        base: Box<Self>,
        condition: Box<Self>,
        each: Box<Self>,
    },
    Function(String, Vec<Self>),
    Reference(Box<Self>),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Tokens that bind less than this end a projection.
const PROJECTION_STOP: u8 = 10;
/// How deep an expression may nest, how often what stands left may be wrapped, and how long all may be: no query comes near, and no
/// stack ends here.
const DEPTH: usize = 200;
const WRAPPED: usize = 100;
const LENGTH: usize = 2_000;
const TOO_DEEP: &str = "maximum recursion depth exceeded";

/// Reads an expression from its tokens.
///
/// # Errors
/// What is wrong with the expression, in several lines.
pub(super) fn parse(expression: &str, tokens: &[Token]) -> Result<Node, String> {
    let Some(end) = tokens.last() else {
        return Ok(Node::Current);
    };
    if tokens.len() > LENGTH {
        return Err(TOO_DEEP.to_owned());
    }
    let mut parser = Parser {
        tokens,
        end,
        place: 0,
        depth: 0,
        wrapped: 0,
    };
    parser.whole().map_err(|problem| match problem {
        Problem::Incomplete => format!(
            "Invalid jmespath expression: Incomplete expression:\n\"{expression}\"\n{}^",
            " ".repeat(expression.chars().count() + 1)
        ),
        Problem::TooDeep => TOO_DEEP.to_owned(),
        Problem::Token(token, column, message) => format!(
            "{message}: Parse error at column {column}, token \"{}\" ({}), for expression:\n\"{expression}\"\n{}^",
            python::text(&token.value),
            token.kind.name().to_uppercase(),
            " ".repeat(column + 1)
        ),
    })
}

/// What is wrong with an expression.
enum Problem {
    Incomplete,
    TooDeep,
    /// A token, the column under which the mark stands, and the message.
    Token(Token, usize, String),
}

type Parsed = Result<Node, Problem>;

struct Parser<'a> {
    tokens: &'a [Token],
    end: &'a Token,
    place: usize,
    depth: usize,
    wrapped: usize,
}

impl<'a> Parser<'a> {
    fn token(&self, ahead: usize) -> &'a Token {
        self.tokens.get(self.place + ahead).unwrap_or(self.end)
    }

    fn kind(&self) -> Kind {
        self.token(0).kind
    }

    fn advance(&mut self) -> &'a Token {
        let token = self.token(0);
        self.place += 1;
        token
    }

    /// Takes a token of this kind, if it is the next one.
    fn accept(&mut self, kind: Kind) -> bool {
        // Not `let accepted = …; place += usize::from(accepted); accepted`: where such a bool, made by a comparison, is used and then
        // branched on by the caller, optimising rustc 1.95 drops the comparison, and the use with it (rust-lang/rust#158206):
        // `a[].b` was refused.
        if self.kind() == kind {
            self.place += 1;
            true
        } else {
            false
        }
    }

    fn refused<T>(token: &Token, message: &str) -> Result<T, Problem> {
        Err(Problem::Token(
            token.clone(),
            token.start,
            message.to_owned(),
        ))
    }

    fn expect(&mut self, kind: Kind) -> Result<&'a Token, Problem> {
        self.expect_one_of(&[kind], kind.name())
    }

    fn expect_one_of(&mut self, kinds: &[Kind], named: &str) -> Result<&'a Token, Problem> {
        let token = self.token(0);
        if kinds.contains(&token.kind) {
            Ok(self.advance())
        } else if token.kind == Kind::End {
            Err(Problem::Incomplete)
        } else {
            let message = format!("Expecting: {named}, got: {}", token.kind.name());
            Self::refused(token, &message)
        }
    }

    fn whole(&mut self) -> Parsed {
        let node = self.expression(0)?;
        match self.token(0) {
            token if token.kind == Kind::End => Ok(node),
            token => Self::refused(
                token,
                &format!("Unexpected token: {}", python::text(&token.value)),
            ),
        }
    }

    fn expression(&mut self, binding_power: u8) -> Parsed {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Problem::TooDeep);
        }
        let mut left = self.prefix()?;
        while binding_power < self.kind().binding_power() {
            left = self.infix(left)?;
            // The others are evaluated inside of what wraps them; chains and alternatives step by step.
            if !matches!(left, Node::Chain(..) | Node::Indexed(..) | Node::Or(..)) {
                self.wrapped += 1;
            }
            if self.wrapped > WRAPPED {
                return Err(Problem::TooDeep);
            }
        }
        self.depth -= 1;
        Ok(left)
    }

    /// Reads what starts an expression.
    fn prefix(&mut self) -> Parsed {
        let token = self.advance();
        match token.kind {
            Kind::Literal => Ok(Node::Literal(token.value.clone())),
            Kind::QuotedIdentifier if self.kind() == Kind::LeftParenthesis => Err(Problem::Token(
                self.token(0).clone(),
                0,
                "Quoted identifier not allowed for function names.".to_owned(),
            )),
            Kind::UnquotedIdentifier | Kind::QuotedIdentifier => {
                Ok(Node::Field(python::text(&token.value)))
            }
            Kind::Star if self.kind() == Kind::RightBracket => Ok(Node::Values(
                Box::new(Node::Current),
                Box::new(Node::Current),
            )),
            Kind::Star => self.projected(Node::Current, Kind::Star, Node::Values),
            Kind::Filter => self.filter(Node::Current),
            Kind::LeftBrace => self.hash(),
            Kind::LeftParenthesis => {
                let inside = self.expression(0)?;
                self.expect(Kind::RightParenthesis)?;
                Ok(inside)
            }
            Kind::Flatten => self.flatten(Node::Current),
            Kind::Not => {
                let negated = self.expression(Kind::Not.binding_power())?;
                Ok(Node::Not(Box::new(negated)))
            }
            Kind::LeftBracket => self.bracket(),
            Kind::Current => Ok(Node::Current),
            Kind::Reference => {
                let referred = self.expression(Kind::Reference.binding_power())?;
                Ok(Node::Reference(Box::new(referred)))
            }
            Kind::End => Err(Problem::Incomplete),
            Kind::Number
            | Kind::Dot
            | Kind::Comma
            | Kind::Colon
            | Kind::RightParenthesis
            | Kind::RightBrace
            | Kind::RightBracket
            | Kind::Or
            | Kind::Pipe
            | Kind::And
            | Kind::Equal
            | Kind::NotEqual
            | Kind::Less
            | Kind::LessOrEqual
            | Kind::Greater
            | Kind::GreaterOrEqual => Self::refused(token, "invalid token"),
        }
    }

    /// Reads what goes on after an expression.
    fn infix(&mut self, left: Node) -> Parsed {
        let token = self.advance();
        let compare = |comparison| {
            move |left: Box<Node>, right: Box<Node>| Node::Compare(comparison, left, right)
        };
        match token.kind {
            Kind::Dot if self.kind() == Kind::Star => {
                self.advance();
                self.projected(left, Kind::Dot, Node::Values)
            }
            Kind::Dot => {
                let right = self.after_dot(Kind::Dot.binding_power())?;
                Ok(Node::Chain(Box::new(left), Box::new(right)))
            }
            Kind::Pipe => self.binary(left, token.kind, Node::Chain),
            Kind::Or => self.binary(left, token.kind, Node::Or),
            Kind::And => self.binary(left, token.kind, Node::And),
            Kind::Equal => self.binary(left, token.kind, compare(Comparison::Equal)),
            Kind::NotEqual => self.binary(left, token.kind, compare(Comparison::NotEqual)),
            Kind::Less => self.binary(left, token.kind, compare(Comparison::Less)),
            Kind::LessOrEqual => self.binary(left, token.kind, compare(Comparison::LessOrEqual)),
            Kind::Greater => self.binary(left, token.kind, compare(Comparison::Greater)),
            Kind::GreaterOrEqual => {
                self.binary(left, token.kind, compare(Comparison::GreaterOrEqual))
            }
            Kind::LeftParenthesis => self.call(left),
            Kind::Filter => self.filter(left),
            Kind::Flatten => self.flatten(left),
            Kind::LeftBracket => self.bracket_after(left),
            Kind::End
            | Kind::UnquotedIdentifier
            | Kind::QuotedIdentifier
            | Kind::Literal
            | Kind::Number
            | Kind::Star
            | Kind::Comma
            | Kind::Colon
            | Kind::Current
            | Kind::RightParenthesis
            | Kind::LeftBrace
            | Kind::RightBrace
            | Kind::RightBracket
            | Kind::Reference
            | Kind::Not => Self::refused(token, "invalid token"),
        }
    }

    fn binary(
        &mut self,
        left: Node,
        kind: Kind,
        node: impl Fn(Box<Node>, Box<Node>) -> Node,
    ) -> Parsed {
        let right = self.expression(kind.binding_power())?;
        Ok(node(Box::new(left), Box::new(right)))
    }

    /// Reads a bracket that starts an expression: an index, a slice, `[*]` or a list of expressions.
    fn bracket(&mut self) -> Parsed {
        if matches!(self.kind(), Kind::Number | Kind::Colon) {
            let selected = self.index_or_slice()?;
            self.projected_if_slice(Node::Current, selected)
        } else if self.kind() == Kind::Star && self.token(1).kind == Kind::RightBracket {
            self.place += 2;
            self.projected(Node::Current, Kind::Star, Node::Projection)
        } else {
            self.list()
        }
    }

    fn bracket_after(&mut self, left: Node) -> Parsed {
        if !matches!(self.kind(), Kind::Number | Kind::Colon) {
            self.expect(Kind::Star)?;
            self.expect(Kind::RightBracket)?;
            return self.projected(left, Kind::Star, Node::Projection);
        }
        let selected = self.index_or_slice()?;
        if matches!(left, Node::Indexed(..)) {
            return Ok(Node::Indexed(Box::new(left), Box::new(selected)));
        }
        self.projected_if_slice(left, selected)
    }

    fn index_or_slice(&mut self) -> Parsed {
        if self.kind() == Kind::Colon || self.token(1).kind == Kind::Colon {
            return self.slice();
        }
        let index = self.advance().value.as_i64().unwrap_or_default();
        self.expect(Kind::RightBracket)?;
        Ok(Node::Index(index))
    }

    fn slice(&mut self) -> Parsed {
        let mut parts = [None; 3];
        let mut place = 0;
        while self.kind() != Kind::RightBracket {
            let token = self.token(0);
            match (token.kind, parts.get_mut(place)) {
                (Kind::Number, Some(part)) => *part = token.value.as_i64(),
                (Kind::Colon, _) if place < 2 => place += 1,
                _ => return Self::refused(token, "syntax error"),
            }
            self.advance();
        }
        self.expect(Kind::RightBracket)?;
        Ok(Node::Slice(parts))
    }

    fn projected_if_slice(&mut self, left: Node, selected: Node) -> Parsed {
        let slices = matches!(selected, Node::Slice(_));
        let indexed = Node::Indexed(Box::new(left), Box::new(selected));
        if slices {
            self.projected(indexed, Kind::Star, Node::Projection)
        } else {
            Ok(indexed)
        }
    }

    /// Reads what is evaluated on each of what stands left.
    fn projected(
        &mut self,
        base: Node,
        kind: Kind,
        node: impl Fn(Box<Node>, Box<Node>) -> Node,
    ) -> Parsed {
        let each = self.each(kind.binding_power())?;
        Ok(node(Box::new(base), Box::new(each)))
    }

    fn each(&mut self, binding_power: u8) -> Parsed {
        if self.kind().binding_power() < PROJECTION_STOP {
            Ok(Node::Current)
        } else if self.accept(Kind::Dot) {
            self.after_dot(binding_power)
        } else if matches!(self.kind(), Kind::LeftBracket | Kind::Filter) {
            self.expression(binding_power)
        } else {
            Self::refused(self.token(0), "syntax error")
        }
    }

    fn after_dot(&mut self, binding_power: u8) -> Parsed {
        let token = self.token(0);
        let names = [Kind::QuotedIdentifier, Kind::UnquotedIdentifier, Kind::Star];
        if names.contains(&token.kind) {
            self.expression(binding_power)
        } else if self.accept(Kind::LeftBracket) {
            self.list()
        } else if self.accept(Kind::LeftBrace) {
            self.hash()
        } else {
            let expected = "['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace']";
            let message = format!("Expecting: {expected}, got: {}", token.kind.name());
            Self::refused(token, &message)
        }
    }

    fn flatten(&mut self, left: Node) -> Parsed {
        self.projected(
            Node::Flatten(Box::new(left)),
            Kind::Flatten,
            Node::Projection,
        )
    }

    fn filter(&mut self, base: Node) -> Parsed {
        let condition = self.expression(0)?;
        self.expect(Kind::RightBracket)?;
        let each = self.each(Kind::Filter.binding_power())?;
        Ok(Node::Filter {
            base: Box::new(base),
            condition: Box::new(condition),
            each: Box::new(each),
        })
    }

    fn list(&mut self) -> Parsed {
        let mut elements = vec![self.expression(0)?];
        while self.kind() != Kind::RightBracket {
            self.expect(Kind::Comma)?;
            elements.push(self.expression(0)?);
        }
        self.advance();
        Ok(Node::List(elements))
    }

    fn hash(&mut self) -> Parsed {
        let mut members = Vec::new();
        loop {
            let name = self.expect_one_of(
                &[Kind::QuotedIdentifier, Kind::UnquotedIdentifier],
                "['quoted_identifier', 'unquoted_identifier']",
            )?;
            self.expect(Kind::Colon)?;
            members.push((python::text(&name.value), self.expression(0)?));
            // A comma between members may be missing.
            if !self.accept(Kind::Comma) && self.accept(Kind::RightBrace) {
                return Ok(Node::Hash(members));
            }
        }
    }

    /// Reads the arguments of a function; commas between them may be missing.
    fn call(&mut self, left: Node) -> Parsed {
        let Node::Field(name) = left else {
            let before = self
                .tokens
                .get(self.place.saturating_sub(2))
                .unwrap_or(self.end);
            let message = format!("Invalid function name '{}'", python::text(&before.value));
            return Self::refused(before, &message);
        };
        let mut arguments = Vec::new();
        while self.kind() != Kind::RightParenthesis {
            arguments.push(self.expression(0)?);
            self.accept(Kind::Comma);
        }
        self.advance();
        Ok(Node::Function(name, arguments))
    }
}
