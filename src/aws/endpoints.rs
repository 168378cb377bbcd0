//! Which endpoint a service has where environment or profile leave one empty: an empty address is none, as the AWS CLI has it.
//!
//! Knows the order in which the AWS CLI looks. Does not know what an address may be. The SDK takes an empty one, and panics over it at
//! the first request.

use aws_config::SdkConfig;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};

/// The variable that names the endpoint of every service; that of one service has its name behind it.
const VARIABLE: &str = "AWS_ENDPOINT_URL";

/// The configuration as the SDK loaded it, for its clients without what is empty.
#[derive(Debug)]
struct WithoutEmpty(SdkConfig);

impl LoadServiceConfig for WithoutEmpty {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let has_value = |value: &String| !value.is_empty();
        let (service, variable, profile) = (key.service_id(), key.env(), key.profile());
        let found = self.0.service_config()?.load_config(key)?;
        if has_value(&found) {
            return Some(found);
        }
        // What is behind the empty one: the variable of all services, then the profile.
        let of_profile = || {
            let key = ServiceConfigKey::builder()
                .service_id(service)
                .env("")
                .profile(profile)
                .build()
                .ok()?;
            self.0.service_config()?.load_config(key)
        };
        of_environment(variable)
            .filter(has_value)
            .or_else(|| of_profile().filter(has_value))
    }
}

/// Makes empty endpoints of environment and profile count as none.
pub(super) fn without_empty_endpoints(config: SdkConfig) -> SdkConfig {
    let endpoint = config.endpoint_url().filter(|url| !url.is_empty());
    let endpoint = endpoint.map(str::to_owned);
    let mut builder = config.clone().into_builder();
    builder.set_endpoint_url(endpoint);
    builder.service_config(WithoutEmpty(config)).build()
}

#[expect(
    clippy::disallowed_methods,
    reason = "names an endpoint where the SDK found an empty one before it"
)]
fn of_environment(variable: &str) -> Option<String> {
    if variable == VARIABLE {
        std::env::var(variable).ok()
    } else {
        None
    }
}
