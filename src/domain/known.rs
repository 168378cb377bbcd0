//! What is known of something that has to be asked of AWS.
//!
//! Knows three states: not read, unreadable, known. Does not know how to read, or why reading failed.

use serde::{Deserialize, Serialize};

/// Something that is known only after it was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Known<T> {
    /// Not read yet.
    #[default]
    NotRead,
    /// Reading it failed, for lack of a permission for example.
    Unreadable,
    /// Read.
    Known(T),
}

impl<T> Known<T> {
    /// The value, if it was read.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::NotRead | Self::Unreadable => None,
            Self::Known(value) => Some(value),
        }
    }

    /// Borrows the value.
    pub fn as_ref(&self) -> Known<&T> {
        match self {
            Self::NotRead => Known::NotRead,
            Self::Unreadable => Known::Unreadable,
            Self::Known(value) => Known::Known(value),
        }
    }

    /// Applies a function to the value.
    pub fn map<U>(self, apply: impl FnOnce(T) -> U) -> Known<U> {
        match self {
            Self::NotRead => Known::NotRead,
            Self::Unreadable => Known::Unreadable,
            Self::Known(value) => Known::Known(apply(value)),
        }
    }
}

impl<T: Clone> Known<&T> {
    /// Makes a value of its own of a borrowed one.
    #[must_use]
    pub fn cloned(self) -> Known<T> {
        self.map(T::clone)
    }
}

impl Known<Option<String>> {
    /// Borrows the text, if it was read and there is one.
    #[must_use]
    pub fn as_deref(&self) -> Known<Option<&str>> {
        self.as_ref().map(Option::as_deref)
    }
}
