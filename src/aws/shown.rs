//! What the SDK is shown in place of the profile files: the text of a configuration that holds one source alone.
//!
//! Knows how such a text is written, and how the addresses of the services stand in it that give credentials. Does not know which source
//! counts, see `credential_order`.

use super::profile::Files;

/// The key that names the file of a token.
pub(super) const TOKEN_FILE: &str = "web_identity_token_file";

/// The key that names the program that prints credentials.
pub(super) const PROCESS: &str = "credential_process";

/// Each profile with its keys, each key with its value.
#[derive(Default)]
pub(super) struct Sections(Vec<(String, Vec<(String, String)>)>);

impl Sections {
    pub(super) fn add(&mut self, section: &str, key: &str, value: &str) {
        let entry = (key.to_owned(), value.to_owned());
        match self.0.iter_mut().find(|(name, _)| name == section) {
            Some((_, entries)) => entries.push(entry),
            None => self.0.push((section.to_owned(), vec![entry])),
        }
    }

    /// The value of a key of the one source, which stands in one profile at most: the file of its token, or its process.
    pub(super) fn of_source(&self, key: &str) -> Option<&str> {
        let mut entries = self.0.iter().flat_map(|(_, entries)| entries);
        let (_, value) = entries.find(|(known, _)| known == key)?;
        Some(value)
    }

    pub(super) fn add_keys(&mut self, files: &Files, profile: &str, keys: &[&str]) {
        for key in keys {
            if let Some(value) = files.get(profile, key) {
                self.add(&section(profile), key, value);
            }
        }
    }

    /// Adds the addresses of the services that give credentials, where they are not AWS's own.
    pub(super) fn add_endpoints(
        &mut self,
        profile: &str,
        endpoint: impl Fn(&str) -> Option<String>,
    ) {
        const SERVICES: &str = "services of-credentials";
        for (service, key) in [
            ("STS", "sts"),
            ("SSO", "sso"),
            ("SSO OIDC", "sso_oidc"),
            ("Signin", "signin"),
        ] {
            if let Some(url) = endpoint(service) {
                self.add(SERVICES, key, &format!("\nendpoint_url = {url}"));
            }
        }
        if self.0.iter().any(|(name, _)| name == SERVICES) {
            self.add(&section(profile), "services", "of-credentials");
        }
    }

    /// The text of a configuration file that holds these.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (name, entries) in &self.0 {
            text.extend(["[", name, "]\n"]);
            for (key, value) in entries {
                // A line that goes on is indented.
                let value = value.replace('\n', "\n  ");
                text.extend([key, " = ", &value, "\n"]);
            }
        }
        text
    }
}

/// The heading of a profile.
pub(super) fn section(profile: &str) -> String {
    format!("profile {profile}")
}
