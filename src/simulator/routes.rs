//! The table of operations: name, method, path, and what performs each.
//!
//! Knows which request means which operation. Does not know HTTP beyond method and path, nor what an operation does.

use axum::http::Method;

use super::refusal::Refusal;
use super::store::{Answer, Call};
use super::{aliases, functions, furnishing, settings, tags_and_concurrency};

/// An operation that the simulator knows; faults and the log speak of requests by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "each is the operation of that name in the service's API reference"
)]
pub enum Operation {
    ListFunctions,
    CreateFunction,
    GetFunction,
    DeleteFunction,
    GetFunctionConfiguration,
    UpdateFunctionConfiguration,
    ListVersionsByFunction,
    PublishVersion,
    ListAliases,
    CreateAlias,
    GetAlias,
    UpdateAlias,
    DeleteAlias,
    PutFunctionEventInvokeConfig,
    UpdateFunctionEventInvokeConfig,
    GetFunctionEventInvokeConfig,
    DeleteFunctionEventInvokeConfig,
    ListFunctionEventInvokeConfigs,
    GetFunctionConcurrency,
    PutFunctionConcurrency,
    ListTags,
    TagResource,
    GetCallerIdentity,
}

/// What performs an operation on the store.
pub(super) type Perform = fn(&mut Call<'_>) -> Result<Answer, Refusal>;

const FUNCTIONS: &str = "/2015-03-31/functions";
const FUNCTION: &str = "/2015-03-31/functions/{FunctionName}";
const CONFIGURATION: &str = "/2015-03-31/functions/{FunctionName}/configuration";
const VERSIONS: &str = "/2015-03-31/functions/{FunctionName}/versions";
const ALIASES: &str = "/2015-03-31/functions/{FunctionName}/aliases";
const ALIAS: &str = "/2015-03-31/functions/{FunctionName}/aliases/{Name}";
const SETTINGS: &str = "/2019-09-25/functions/{FunctionName}/event-invoke-config";
const SETTINGS_LIST: &str = "/2019-09-25/functions/{FunctionName}/event-invoke-config/list";
const READ_CONCURRENCY: &str = "/2019-09-30/functions/{FunctionName}/concurrency";
const WRITE_CONCURRENCY: &str = "/2017-10-31/functions/{FunctionName}/concurrency";
const TAGS: &str = "/2017-03-31/tags/{Resource}";

/// Every operation of Lambda that is answered.
pub(super) const ROUTES: [(Operation, Method, &str, Perform); 22] = [
    (
        Operation::ListFunctions,
        Method::GET,
        FUNCTIONS,
        functions::list,
    ),
    (
        Operation::CreateFunction,
        Method::POST,
        FUNCTIONS,
        furnishing::create,
    ),
    (
        Operation::GetFunction,
        Method::GET,
        FUNCTION,
        functions::get,
    ),
    (
        Operation::DeleteFunction,
        Method::DELETE,
        FUNCTION,
        furnishing::delete,
    ),
    (
        Operation::GetFunctionConfiguration,
        Method::GET,
        CONFIGURATION,
        functions::get_configuration,
    ),
    (
        Operation::UpdateFunctionConfiguration,
        Method::PUT,
        CONFIGURATION,
        furnishing::update,
    ),
    (
        Operation::ListVersionsByFunction,
        Method::GET,
        VERSIONS,
        functions::list_versions,
    ),
    (
        Operation::PublishVersion,
        Method::POST,
        VERSIONS,
        furnishing::publish,
    ),
    (Operation::ListAliases, Method::GET, ALIASES, aliases::list),
    (
        Operation::CreateAlias,
        Method::POST,
        ALIASES,
        aliases::create,
    ),
    (Operation::GetAlias, Method::GET, ALIAS, aliases::get),
    (Operation::UpdateAlias, Method::PUT, ALIAS, aliases::update),
    (
        Operation::DeleteAlias,
        Method::DELETE,
        ALIAS,
        aliases::delete,
    ),
    (
        Operation::PutFunctionEventInvokeConfig,
        Method::PUT,
        SETTINGS,
        settings::put,
    ),
    (
        Operation::UpdateFunctionEventInvokeConfig,
        Method::POST,
        SETTINGS,
        settings::update,
    ),
    (
        Operation::GetFunctionEventInvokeConfig,
        Method::GET,
        SETTINGS,
        settings::get,
    ),
    (
        Operation::DeleteFunctionEventInvokeConfig,
        Method::DELETE,
        SETTINGS,
        settings::delete,
    ),
    (
        Operation::ListFunctionEventInvokeConfigs,
        Method::GET,
        SETTINGS_LIST,
        settings::list,
    ),
    (
        Operation::GetFunctionConcurrency,
        Method::GET,
        READ_CONCURRENCY,
        tags_and_concurrency::get_concurrency,
    ),
    (
        Operation::PutFunctionConcurrency,
        Method::PUT,
        WRITE_CONCURRENCY,
        tags_and_concurrency::put_concurrency,
    ),
    (
        Operation::ListTags,
        Method::GET,
        TAGS,
        tags_and_concurrency::list_tags,
    ),
    (
        Operation::TagResource,
        Method::POST,
        TAGS,
        tags_and_concurrency::tag,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_operations_share_method_and_path() {
        for (index, (operation, method, path, _)) in ROUTES.iter().enumerate() {
            for (other, other_method, other_path, _) in &ROUTES[index + 1..] {
                assert_ne!(operation, other);
                assert!(
                    (method, path) != (other_method, other_path),
                    "{operation:?} and {other:?}"
                );
            }
        }
    }
}
