//! Which operation answers a query, and what its answer means: one query, one request, one page, one answer.
//!
//! Knows what is sent for each query and which refusals are answers. Does not know when a query is asked, nor how often.

use std::error::Error;
use std::sync::OnceLock;
use std::time::Duration;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::super::address_length;
use super::super::client::Client;
use super::super::convert::{self, Configuration, Described, Unreadable};
use super::super::handover::{Handover, Head};
use super::super::refusal::Subject;
use super::super::unknown_members::UnknownMembers;
use crate::domain::call::{Answer, CredentialsGeneration, Identity, Query};
use crate::domain::failure::{Failure, FailureKind, is_of_another_region};
use crate::domain::function::{FunctionKey, Target};
use crate::domain::place::AccountId;

/// Rows of a page; the most that these listings give.
const PAGE: i32 = 50;

/// The tag by which CloudFormation marks what it owns.
const STACK_TAG: &str = "aws:cloudformation:stack-name";

/// One attempt at a query: what it is about, how long it may take, and under which credentials it went out.
struct Attempted<'a> {
    client: &'a Client,
    subject: Subject<'a>,
    allowed: Duration,
    credentials: &'a OnceLock<CredentialsGeneration>,
    /// Called when the request is handed over.
    on_its_way: &'a (dyn Fn() + Sync),
}

impl Client {
    /// Asks once, within the time `allowed`; notes under which credentials, and calls `on_its_way` when the request is handed over.
    pub(super) async fn ask(
        &self,
        query: &Query,
        allowed: Duration,
        credentials: &OnceLock<CredentialsGeneration>,
        on_its_way: &(dyn Fn() + Sync),
    ) -> Result<Answer, Failure> {
        let attempted = Attempted {
            client: self,
            subject: subject(query),
            allowed,
            credentials,
            on_its_way,
        };
        let name = attempted.subject.name();
        // Both can be what an answer said.
        if let Some(problem) = address_length::problem([name.as_deref(), query.marker()]) {
            let kind = FailureKind::UnreadableAnswer;
            return Err(Failure::new(kind, query.operation(), problem));
        }
        let marker = query.marker().map(str::to_owned);
        match query {
            Query::Identity => attempted.identity().await,
            Query::Functions { .. } => attempted.functions(marker).await,
            Query::Versions { function, .. } => attempted.versions(function, marker).await,
            Query::Aliases { function, .. } => attempted.aliases(function, marker).await,
            Query::Configurations { function, .. } => {
                attempted.configurations(function, marker).await
            }
            Query::Configuration { target } => attempted.configuration(target).await,
            Query::Description { target } => attempted.description(target).await,
            Query::Alias { target } => attempted.alias(target).await,
            Query::Concurrency { function } => attempted.concurrency(function).await,
            Query::Stack { function } => attempted.stack(function).await,
        }
    }
}

/// What a query asks, and of whom.
fn subject(query: &Query) -> Subject<'_> {
    let operation = query.operation();
    match query {
        Query::Identity | Query::Functions { .. } => Subject::whole_account(operation),
        Query::Versions { function, .. }
        | Query::Aliases { function, .. }
        | Query::Configurations { function, .. }
        | Query::Concurrency { function }
        | Query::Stack { function } => Subject::function(operation, function),
        Query::Configuration { target }
        | Query::Description { target }
        | Query::Alias { target } => Subject::target(operation, target),
    }
}

/// Says whether the service answered that what was named does not exist.
fn is_absent(failure: &Failure) -> bool {
    failure.kind == FailureKind::NotFound
        && failure.status == Some(404)
        && !failure.message.as_deref().is_some_and(is_of_another_region)
}

/// Turns "does not exist" into an answer.
fn or_absent<T>(answer: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(failure) if is_absent(&failure) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Sends a request, watched by the interceptor of its attempt, and by another where that is named.
macro_rules! ask {
    ($attempted:ident, $request:expr $(, $also:expr)?) => {
        $attempted
            .send(|handover| {
                let request = $request.customize().interceptor(handover);
                $(let request = request.interceptor($also.clone());)?
                request.send()
            })
            .await
    };
}

impl Attempted<'_> {
    async fn send<T, E, F>(&self, send: impl FnOnce(Handover) -> F) -> Result<(T, Head), Failure>
    where
        E: Error + ProvideErrorMetadata + 'static,
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    {
        let attempt = self
            .client
            .attempt(&self.subject, None, self.allowed, self.on_its_way, send)
            .await;
        if let Some(credentials) = attempt.head.credentials {
            self.credentials.get_or_init(|| credentials);
        }
        attempt.result.map(|answer| (answer, attempt.head))
    }

    /// Says that an answer can't be used.
    fn unreadable(&self, problem: &Unreadable, head: &Head) -> Failure {
        problem.failure(self.subject.operation, head)
    }

    fn lambda(&self) -> &aws_sdk_lambda::Client {
        &self.client.inner.lambda
    }

    fn named(&self, function: &FunctionKey) -> String {
        function.request_name(&self.client.scope())
    }

    /// Who we are. Without a signature there is nobody that STS could name.
    async fn identity(&self) -> Result<Answer, Failure> {
        if self.client.is_unsigned() {
            let sentence = "Requests are not signed, as --no-sign-request asks for: STS can't tell whose they are.";
            let operation = self.subject.operation;
            return Err(Failure::new(FailureKind::Other, operation, sentence));
        }
        let sts = &self.client.inner.sts;
        let (answer, head) = ask!(self, sts.get_caller_identity())?;
        let identity = identity(answer.account, answer.arn, head.credentials)
            .map_err(|problem| self.unreadable(&problem, &head))?;
        self.client.learn(&identity);
        Ok(Answer::Identity(identity))
    }

    async fn functions(&self, marker: Option<String>) -> Result<Answer, Failure> {
        let (answer, head) = ask!(
            self,
            self.lambda()
                .list_functions()
                .max_items(PAGE)
                .set_marker(marker)
        )?;
        convert::page(answer.functions, answer.next_marker, "Functions", |row| {
            Described::from(row).description()
        })
        .map(Answer::Functions)
        .map_err(|problem| self.unreadable(&problem, &head))
    }

    async fn versions(
        &self,
        function: &FunctionKey,
        marker: Option<String>,
    ) -> Result<Answer, Failure> {
        let (answer, head) = ask!(
            self,
            self.lambda()
                .list_versions_by_function()
                .function_name(self.named(function))
                .max_items(PAGE)
                .set_marker(marker)
        )?;
        let scope = self.client.scope();
        convert::page(answer.versions, answer.next_marker, "Versions", |row| {
            let row = Described::from(row);
            row.about(function, None, &scope)?;
            row.description()
        })
        .map(Answer::Versions)
        .map_err(|problem| self.unreadable(&problem, &head))
    }

    async fn aliases(
        &self,
        function: &FunctionKey,
        marker: Option<String>,
    ) -> Result<Answer, Failure> {
        let (answer, head) = ask!(
            self,
            self.lambda()
                .list_aliases()
                .function_name(self.named(function))
                .max_items(PAGE)
                .set_marker(marker)
        )?;
        let scope = self.client.scope();
        convert::page(answer.aliases, answer.next_marker, "Aliases", |row| {
            if let Some(arn) = &row.alias_arn {
                convert::about(arn, function, None, &scope)?;
            }
            convert::alias(row.name, row.function_version, row.routing_config)
        })
        .map(Answer::Aliases)
        .map_err(|problem| self.unreadable(&problem, &head))
    }

    async fn configurations(
        &self,
        function: &FunctionKey,
        marker: Option<String>,
    ) -> Result<Answer, Failure> {
        let unknown = UnknownMembers::default();
        let (answer, head) = ask!(
            self,
            self.lambda()
                .list_function_event_invoke_configs()
                .function_name(self.named(function))
                .max_items(PAGE)
                .set_marker(marker),
            unknown
        )?;
        let scope = self.client.scope();
        convert::page(
            answer.function_event_invoke_configs,
            answer.next_marker,
            "FunctionEventInvokeConfigs",
            |row| {
                let stored = Configuration::from(row).stored()?;
                convert::about(&stored.function_arn, function, None, &scope)?;
                Ok(stored)
            },
        )
        .map(|mut page| {
            unknown.note(&mut page.items);
            Answer::Configurations(page)
        })
        .map_err(|problem| self.unreadable(&problem, &head))
    }

    async fn configuration(&self, target: &Target) -> Result<Answer, Failure> {
        let unknown = UnknownMembers::default();
        let answer = ask!(
            self,
            self.lambda()
                .get_function_event_invoke_config()
                .function_name(self.named(&target.function))
                .qualifier(target.qualifier.to_string()),
            unknown
        );
        let Some((answer, head)) = or_absent(answer)? else {
            return Ok(Answer::Configuration(None));
        };
        Configuration::from(answer)
            .stored()
            .and_then(|stored| convert::about_target(stored, target, &self.client.scope()))
            .map(|mut stored| {
                unknown.note([&mut stored]);
                Answer::Configuration(Some(stored))
            })
            .map_err(|problem| self.unreadable(&problem, &head))
    }

    async fn description(&self, target: &Target) -> Result<Answer, Failure> {
        let answer = ask!(
            self,
            self.lambda()
                .get_function_configuration()
                .function_name(self.named(&target.function))
                .qualifier(target.qualifier.to_string())
        );
        let Some((answer, head)) = or_absent(answer)? else {
            return Ok(Answer::Description(None));
        };
        let row = Described::from(answer);
        row.about(
            &target.function,
            Some(&target.qualifier),
            &self.client.scope(),
        )
        .and_then(|()| row.description())
        .map(|description| Answer::Description(Some(description)))
        .map_err(|problem| self.unreadable(&problem, &head))
    }

    async fn alias(&self, target: &Target) -> Result<Answer, Failure> {
        let answer = ask!(
            self,
            self.lambda()
                .get_alias()
                .function_name(self.named(&target.function))
                .name(target.qualifier.to_string())
        );
        let Some((answer, head)) = or_absent(answer)? else {
            return Ok(Answer::Alias(None));
        };
        let scope = self.client.scope();
        let about = answer.alias_arn.as_deref().map_or(Ok(()), |arn| {
            convert::about(arn, &target.function, Some(&target.qualifier), &scope)
        });
        about
            .and_then(|()| {
                convert::alias(answer.name, answer.function_version, answer.routing_config)
            })
            .map(|alias| Answer::Alias(Some(alias)))
            .map_err(|problem| self.unreadable(&problem, &head))
    }

    async fn concurrency(&self, function: &FunctionKey) -> Result<Answer, Failure> {
        let (answer, _) = ask!(
            self,
            self.lambda()
                .get_function_concurrency()
                .function_name(self.named(function))
        )?;
        let reserved = answer
            .reserved_concurrent_executions
            .and_then(|reserved| u32::try_from(reserved).ok());
        Ok(Answer::Concurrency(reserved))
    }

    async fn stack(&self, function: &FunctionKey) -> Result<Answer, Failure> {
        let scope = self.client.scope();
        let account = function.account.as_ref().or(scope.account.as_ref());
        let arn = account.map(|account| function.arn_in(account));
        let arn = arn.ok_or_else(|| {
            Failure::new(
                FailureKind::Other,
                self.subject.operation,
                "Tags are read by ARN, and the account is not known yet.",
            )
        })?;
        let (answer, _) = ask!(self, self.lambda().list_tags().resource(arn))?;
        let stack = answer.tags.and_then(|mut tags| tags.remove(STACK_TAG));
        Ok(Answer::Stack(stack))
    }
}

fn identity(
    account: Option<String>,
    arn: Option<String>,
    credentials: Option<CredentialsGeneration>,
) -> Result<Identity, Unreadable> {
    let account = account.ok_or(Unreadable::Missing("Account"))?;
    Ok(Identity {
        account: AccountId::parse(&account).ok_or(Unreadable::Malformed {
            member: "Account",
            text: account,
        })?,
        arn: arn.ok_or(Unreadable::Missing("Arn"))?,
        credentials: credentials.ok_or(Unreadable::Missing("signature"))?,
    })
}
