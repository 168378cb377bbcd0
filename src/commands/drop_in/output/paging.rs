//! Listings page by page: what is asked for next, and what the pages come to.
//!
//! Knows how the AWS CLI pages. Does not know what its tokens look like, or how a page is fetched.

mod starting_token;

use serde_json::{Map, Value, json};
use thiserror::Error;

use super::python;
use crate::domain::aws_options::{PAGE_SIZE, STARTING_TOKEN};
use starting_token::StartingToken;

/// The member of a request that says where it goes on.
const MARKER: &str = "Marker";
/// The member of a request that says how many items it asks for.
const MAX_ITEMS: &str = "MaxItems";
/// The member of an answer that says where the next request goes on.
const NEXT_MARKER: &str = "NextMarker";
/// The member of an answer that has the items.
const ITEMS: &str = "FunctionEventInvokeConfigs";
/// The member of what is printed that says where another command goes on.
const NEXT_TOKEN: &str = "NextToken";
/// What a token says about a page of which the first items were printed already.
const TRUNCATED: &str = "boto_truncate_amount";
/// The member of a JSON input that stands for the options of paging.
const CONFIGURATION: &str = "PaginationConfig";

/// What `--max-items`, `--page-size` and `--starting-token` say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PagingOptions {
    /// How many items are printed at most.
    pub max_items: Option<i64>,
    /// How many items a request asks for.
    pub page_size: Option<i64>,
    /// Where a listing that was cut goes on.
    pub starting_token: Option<String>,
}

impl PagingOptions {
    /// Says what the AWS CLI warns about before the first request, on standard error.
    #[must_use]
    pub fn warning(&self) -> Option<&'static str> {
        self.max_items.filter(|most| *most <= 0).map(
            |_| "warning: Non-positive values for --max-items may result in undefined behavior.",
        )
    }

    /// Refuses the options that only make sense with paging, where `--no-paginate` or `--marker` switched it off.
    /// `--max-items` is then the API's own `MaxItems`.
    ///
    /// # Errors
    /// The AWS CLI's error line.
    pub fn refuse_unpaged(&self) -> Result<(), PagingProblem> {
        let token = self.starting_token.as_deref().unwrap_or_default();
        let named = [
            (STARTING_TOKEN.name, !token.is_empty()),
            (PAGE_SIZE.name, self.page_size.unwrap_or_default() != 0),
        ];
        let named: Vec<_> = named
            .iter()
            .filter(|(_, given)| *given)
            .map(|(name, _)| *name)
            .collect();
        if named.is_empty() {
            return Ok(());
        }
        Err(PagingProblem(format!(
            "Error during pagination: Cannot specify --no-paginate along with pagination arguments: {}",
            named.join(", ")
        )))
    }

    /// Takes the options out of a JSON input, where none of them was given beside it.
    fn or_from(self, members: &mut Map<String, Value>) -> Self {
        let configured = members.shift_remove(CONFIGURATION);
        if self != Self::default() {
            return self;
        }
        let member = |name| configured.as_ref().and_then(|members| members.get(name));
        let whole = |value: &Value| value.as_i64().or_else(|| python::integer(value.as_str()?));
        Self {
            max_items: member(MAX_ITEMS).and_then(whole),
            page_size: member("PageSize").and_then(whole),
            starting_token: member("StartingToken")
                .and_then(Value::as_str)
                .map(str::to_owned),
        }
    }
}

/// What stopped a listing; displays as the AWS CLI's error line (exit status 255).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct PagingProblem(String);

/// What an answer came to.
#[derive(Debug)]
pub struct Page {
    /// The items of the answer that are printed, as the text format prints them, page by page.
    pub answer: Value,
    /// Whether the members are those of a next request, or what stops the listing after this page.
    pub goes_on: Result<bool, PagingProblem>,
}

/// A listing that is being read.
#[derive(Debug)]
pub struct Listing {
    options: PagingOptions,
    /// How many items of the first page were printed before; spent on the first answer.
    skipped: Option<Value>,
    /// What tells the service where the last request went on, for a token that cuts its page.
    token: Map<String, Value>,
    /// Whether the token came with an answer, not with the command line.
    is_served: bool,
    seen: i64,
    items: Option<Vec<Value>>,
    resume: Option<String>,
}

impl Listing {
    /// Starts a listing, and makes the members of its first request of those on the command line.
    ///
    /// # Errors
    /// What is wrong with the starting token.
    pub fn start(
        options: PagingOptions,
        members: &mut Map<String, Value>,
    ) -> Result<Self, PagingProblem> {
        let options = options.or_from(members);
        let mut listing = Self {
            skipped: None,
            token: Map::from_iter([(MARKER.to_owned(), Value::Null)]),
            is_served: false,
            seen: 0,
            items: None,
            resume: None,
            options,
        };
        if let Some(token) = &listing.options.starting_token {
            let token = StartingToken::read(token)?;
            listing.token = token.members;
            listing.skipped = Some(token.skipped);
            listing.go_on(members);
        }
        if let Some(size) = listing.options.page_size {
            members.insert(MAX_ITEMS.to_owned(), size.into());
        }
        Ok(listing)
    }

    /// Takes an answer, and makes the members of its request those of the next.
    ///
    /// # Errors
    /// What the starting token makes impossible on this answer; nothing of the answer is printed.
    pub fn take(
        &mut self,
        mut answer: Value,
        members: &mut Map<String, Value>,
    ) -> Result<Page, PagingProblem> {
        let marker = answer.get_mut(NEXT_MARKER).map(Value::take);
        let items = answer.get_mut(ITEMS).map(Value::take);
        let skipped = self.skipped.take().unwrap_or_else(|| json!(0));
        let mut items = match items {
            Some(Value::Array(items)) => Some(without_first(items, &skipped)?),
            Some(_) | None => None,
        };
        let count = items.as_ref().map_or(0, |items| length(items));
        let excess = match self.options.max_items {
            Some(most) => self.seen.saturating_add(count).saturating_sub(most),
            None => 0,
        };
        if excess > 0 {
            let keep = count.saturating_sub(excess);
            self.resume = Some(self.cut(keep, &skipped)?);
            let items = items.get_or_insert_default();
            items.truncate(place(keep, items.len()));
        }
        let answer = json!({ ITEMS: &items });
        if let Some(items) = items {
            self.items.get_or_insert_default().extend(items);
        }
        self.seen = self.seen.saturating_add(count);
        let goes_on = if excess > 0 {
            Ok(false)
        } else {
            self.next(marker.filter(python::is_truthy), members)
        };
        Ok(Page { answer, goes_on })
    }

    /// What JSON and table print: the items of all pages, and the token if more are left.
    #[must_use]
    pub fn whole(self) -> Value {
        let mut whole = Map::new();
        if let Some(items) = self.items {
            whole.insert(ITEMS.to_owned(), Value::Array(items));
        }
        if let Some(token) = self.resume {
            whole.insert(NEXT_TOKEN.to_owned(), token.into());
        }
        Value::Object(whole)
    }

    /// What text prints after the last page: the token if more are left.
    #[must_use]
    pub fn ending(&self) -> Option<Value> {
        let token = self.resume.as_deref()?;
        Some(json!({ NEXT_TOKEN: { NEXT_TOKEN: token } }))
    }

    /// Makes the token of a page of which only the first items are printed.
    fn cut(&mut self, keep: i64, skipped: &Value) -> Result<String, PagingProblem> {
        let skipped = whole_number(skipped).ok_or_else(|| {
            let with = python::type_name(skipped);
            PagingProblem(format!(
                "unsupported operand type(s) for +: 'int' and '{with}'"
            ))
        })?;
        self.token
            .insert(TRUNCATED.to_owned(), keep.saturating_add(skipped).into());
        if self.token.keys().any(|name| name == MARKER) && self.token.len() == 2 {
            return Ok(starting_token::encode(&self.token));
        }
        let shown = python::representation(&Value::Object(std::mem::take(&mut self.token)));
        Err(PagingProblem(format!("Bad starting token: {shown}")))
    }

    fn next(
        &mut self,
        marker: Option<Value>,
        members: &mut Map<String, Value>,
    ) -> Result<bool, PagingProblem> {
        let Some(marker) = marker else {
            return Ok(false);
        };
        let token = Map::from_iter([(MARKER.to_owned(), marker)]);
        let before = std::mem::replace(&mut self.token, token);
        if self.options.max_items == Some(self.seen) {
            self.resume = Some(starting_token::encode(&self.token));
            return Ok(false);
        }
        if self.is_served && before == self.token {
            let shown = python::representation(&Value::Object(before));
            return Err(PagingProblem(format!(
                "Error during pagination: The same next token was received twice: {shown}"
            )));
        }
        self.is_served = true;
        self.go_on(members);
        Ok(true)
    }

    /// Puts the token into the members of the next request.
    fn go_on(&self, members: &mut Map<String, Value>) {
        for (name, value) in &self.token {
            if value.is_null() || value == "None" {
                members.shift_remove(name);
            } else {
                members.insert(name.clone(), value.clone());
            }
        }
    }
}

/// Drops the items that were printed before.
fn without_first(items: Vec<Value>, skipped: &Value) -> Result<Vec<Value>, PagingProblem> {
    let from = if skipped.is_null() {
        Some(0)
    } else {
        whole_number(skipped)
    };
    let from = from.ok_or_else(|| {
        let words = "slice indices must be integers or None or have an __index__ method";
        PagingProblem(words.to_owned())
    })?;
    let from = place(from, items.len());
    Ok(items.into_iter().skip(from).collect())
}

/// Takes a value as a whole number; to Python, true is one.
fn whole_number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_bool().map(i64::from))
}

fn length(items: &[Value]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}

/// Finds the place that a bound of a slice means; below zero it counts from the end.
fn place(bound: i64, length: usize) -> usize {
    let distance = usize::try_from(bound.unsigned_abs()).unwrap_or(usize::MAX);
    if bound < 0 {
        length.saturating_sub(distance)
    } else {
        length.min(distance)
    }
}
