//! What is known better than by the lists: of one qualifier or one piece, read or answered by itself since they were read.
//!
//! Knows where it belongs among what was read. Does not know who read it, nor whether the lists are read again for it.

use jiff::Timestamp;

use super::{Entry, Part, Piece};
use crate::domain::call::{AliasDescription, FunctionDescription, Reading};
use crate::domain::qualifier::Qualifier;

impl Entry {
    /// Takes what the service is known to hold for a qualifier, where the configurations were read.
    pub fn hold(&mut self, qualifier: &Qualifier, now: Reading) {
        if let Some(held) = self.configurations.value_mut() {
            held.retain(|(of, _)| of != qualifier);
            if let Some(configuration) = now.configuration {
                let place = held.partition_point(|(of, _)| of < qualifier);
                held.insert(place, (qualifier.clone(), configuration));
            }
            self.held_since.retain(|(of, _)| of != qualifier);
            self.held_since.push((qualifier.clone(), now.at));
            self.look();
        }
    }

    /// Takes an alias that was read by itself, later than the list of them. Says whether the list did not have it so.
    pub fn see_alias(&mut self, seen: AliasDescription) -> bool {
        let Some(aliases) = self.aliases.value_mut() else {
            return false;
        };
        match aliases.iter_mut().find(|known| known.name == seen.name) {
            Some(known) if *known == seen => return false,
            Some(known) => *known = seen,
            None => {
                let place = aliases.partition_point(|known| known.name < seen.name);
                aliases.insert(place, seen);
            }
        }
        self.look();
        true
    }

    /// Takes a description that was read by itself, later than the lists. Says whether they said something else.
    pub fn see_description(&mut self, seen: FunctionDescription) -> bool {
        let mut is_news = false;
        if seen.version == Qualifier::Latest
            && let Some(known) = self.description.value_mut().filter(|known| **known != seen)
        {
            known.clone_from(&seen);
            is_news = true;
        }
        if let Some(versions) = self.versions.value_mut() {
            match versions
                .iter_mut()
                .find(|known| known.version == seen.version)
            {
                Some(known) if *known == seen => {}
                Some(known) => {
                    *known = seen;
                    is_news = true;
                }
                None => {
                    let place = versions.partition_point(|known| known.version < seen.version);
                    versions.insert(place, seen);
                    is_news = true;
                }
            }
        }
        if is_news {
            self.look();
        }
        is_news
    }

    /// Takes the reserved concurrency that was read by itself. Says whether it was another one.
    pub fn see_concurrency(&mut self, seen: Option<u32>) -> bool {
        let known = self.concurrency.value_mut();
        let Some(known) = known.filter(|known| **known != seen) else {
            return false;
        };
        *known = seen;
        self.look();
        true
    }

    /// Takes that a qualifier was asked for by itself and is not there; `$LATEST` is gone with its function.
    pub fn lose(&mut self, qualifier: &Qualifier, at: Timestamp) {
        match qualifier {
            Qualifier::Alias(name) => {
                if let Some(aliases) = self.aliases.value_mut() {
                    aliases.retain(|known| known.name != *name);
                }
            }
            Qualifier::Version(_) => {
                if let Some(versions) = self.versions.value_mut() {
                    versions.retain(|known| known.version != *qualifier);
                }
            }
            Qualifier::Latest | Qualifier::LatestPublished => {
                let failure = Part::Description.missing(&self.function.name);
                self.description.fail(failure, at);
            }
        }
        self.look();
    }
}
