//! The only folder that names the AWS SDK: sessions, reads, writes.
//!
//! Knows how Lambda and STS are asked and what their answers mean. Does not know the program's state, screens or tasks. Nothing of
//! the SDK leaves it: answers are values of [`crate::domain`], and every failure is a [`crate::domain::failure::Failure`].

mod address_length;
mod asked;
mod client;
mod clock;
mod configuration;
mod connection;
mod convert;
mod credential_order;
mod credential_process;
mod credentials;
mod endpoint;
mod environment_keys;
mod giver;
mod handover;
mod missing_profile;
mod pace;
mod profile;
mod profile_files;
mod proxies;
mod read;
mod refusal;
mod role;
mod role_chain;
mod session;
mod shared_failure;
mod shown;
mod sign_on;
mod signable;
mod token_file;
mod trouble;
mod typed;
mod unknown_members;
mod unverified;
mod wire;
mod write;

pub use client::Client;
pub use connection::{Bounds, Connection, RegionNames, Source, Terminal};
pub use endpoint::NamedEndpoint;
pub use missing_profile::missing_profile;
pub use pace::PaceState;
pub use profile::{DEFAULT_PROFILE, Profile};

pub use role_chain::BrokenChain;
pub use session::open;
pub use typed::{
    Hindrance, ServiceError, TypedAnswer, TypedOperation, TypedOutcome, TypedRequest, Unanswered,
};
