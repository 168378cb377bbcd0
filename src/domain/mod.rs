//! What asynchronous-invocation settings are: the pure core.
//!
//! Knows functions, qualifiers, settings, the rules for them, and the stages of a change. Does not know any clock, file,
//! environment, network, task, SDK or terminal; imports nothing of ours.

pub mod age;
pub mod author;
pub mod aws_options;
pub mod blame;
pub mod call;
pub mod change;
pub mod destination;
pub mod difference;
pub mod draft;
pub mod drift;
pub mod export;
pub mod failure;
pub mod field;
pub mod function;
pub mod grounds;
pub mod import;
pub mod known;
pub mod paste;
pub mod place;
pub mod qualifier;
pub mod settings;
pub mod timeline;
pub mod timeouts;
pub mod validation;
pub mod verdict;
pub mod words;
