//! `EventInvokeConfig` of the CDK, in TypeScript: imports, then statements for the constructor of a stack.
//!
//! Knows which construct stands for each kind of destination. Does not know the reader's own constructs: function and destinations are
//! looked up by name and ARN, to be replaced by what the stack has.

use std::collections::BTreeSet;

use super::aws_cli::RunsAs;
use super::identifiers::{Names, pascal};
use super::{Configuration, ExportProblem, Format, Half, place, quoting};
use crate::domain::destination::{DestinationKind, ReportedArn};

/// How the CDK speaks of a kind of destination.
struct Construct {
    /// The module it comes from, and the name under which it is imported.
    module: (&'static str, &'static str),
    /// The function that looks one up by its ARN.
    lookup: &'static str,
    /// The class that makes it a destination.
    destination: &'static str,
}

const FUNCTIONS: (&str, &str) = ("aws-cdk-lib/aws-lambda", "lambda");
const ROLES: (&str, &str) = ("aws-cdk-lib/aws-iam", "iam");
const DESTINATIONS: (&str, &str) = ("aws-cdk-lib/aws-lambda-destinations", "destinations");

fn construct(kind: DestinationKind) -> Construct {
    let (module, lookup, destination) = match kind {
        DestinationKind::Queue => (
            ("aws-cdk-lib/aws-sqs", "sqs"),
            "sqs.Queue.fromQueueArn",
            "SqsDestination",
        ),
        DestinationKind::Topic => (
            ("aws-cdk-lib/aws-sns", "sns"),
            "sns.Topic.fromTopicArn",
            "SnsDestination",
        ),
        DestinationKind::Function => (
            FUNCTIONS,
            "lambda.Function.fromFunctionArn",
            "LambdaDestination",
        ),
        DestinationKind::Bus => (
            ("aws-cdk-lib/aws-events", "events"),
            "events.EventBus.fromEventBusArn",
            "EventBridgeDestination",
        ),
        DestinationKind::Bucket => (
            ("aws-cdk-lib/aws-s3", "s3"),
            "s3.Bucket.fromBucketArn",
            "S3Destination",
        ),
    };
    Construct {
        module,
        lookup,
        destination,
    }
}

/// Writes imports and one construct for each configuration.
pub(super) fn render(
    runs_as: &RunsAs,
    configurations: &[Configuration],
) -> Result<String, ExportProblem> {
    let mut modules = BTreeSet::from([FUNCTIONS]);
    let mut names = Names::default();
    let mut statements = Vec::new();
    let mut has_age = false;
    for configuration in configurations {
        let name = names.take(&pascal(configuration));
        let has_destinations = configuration.destinations().next().is_some();
        let function = if has_destinations {
            modules.insert(ROLES);
            with_role(configuration, &name, &mut names)?
        } else {
            let id = quoting::javascript(&names.take(&format!("{name}Function")));
            let function = quoting::javascript(configuration.name());
            format!("lambda.Function.fromFunctionName(this, {id}, {function})")
        };
        let mut properties = vec![
            format!("function: {function}"),
            format!(
                "qualifier: {}",
                quoting::javascript(&configuration.qualifier().to_string())
            ),
        ];
        if let Some(retries) = configuration.settings.maximum_retry_attempts.explicit() {
            properties.push(format!("retryAttempts: {retries}"));
        }
        if let Some(age) = configuration
            .settings
            .maximum_event_age_in_seconds
            .explicit()
        {
            has_age = true;
            properties.push(format!("maxEventAge: Duration.seconds({age})"));
        }
        for (half, arn) in configuration.destinations() {
            let construct = construct_of(arn)?;
            modules.extend([DESTINATIONS, construct.module]);
            let id = names.take(&format!("{name}{}", half.pascal()));
            properties.push(destination(half, &construct, &id, arn));
        }
        let head = place::comment(runs_as, configuration, "//");
        statements.push(statement(&head, &name, &properties));
    }
    let duration = has_age.then(|| "import { Duration } from 'aws-cdk-lib';".to_owned());
    let imports = modules
        .iter()
        .map(|(module, name)| format!("import * as {name} from '{module}';"));
    let imports: Vec<String> = duration.into_iter().chain(imports).collect();
    Ok(format!(
        "{}\n\n{}",
        imports.join("\n"),
        statements.join("\n\n")
    ))
}

/// The function with its role, which the CDK gives access to destinations: not this one, as what is configured works already.
fn with_role(
    configuration: &Configuration,
    name: &str,
    names: &mut Names,
) -> Result<String, ExportProblem> {
    let arn = configuration.target.function.arn();
    let (Some(arn), Some(role)) = (arn, &configuration.role) else {
        return Err(ExportProblem::NoRole(configuration.target.clone()));
    };
    let mut id = |of: &str| quoting::javascript(&names.take(&format!("{name}{of}")));
    Ok(format!(
        "lambda.Function.fromFunctionAttributes(this, {}, {{\n    functionArn: {},\n    \
         role: iam.Role.fromRoleArn(this, {}, {}, {{ mutable: false }}),\n  }})",
        id("Function"),
        quoting::javascript(&arn),
        id("Role"),
        quoting::javascript(role)
    ))
}

fn statement(head: &[String], name: &str, properties: &[String]) -> String {
    let properties: Vec<String> = properties
        .iter()
        .map(|property| format!("  {property},\n"))
        .collect();
    format!(
        "{}\nnew lambda.EventInvokeConfig(this, {}, {{\n{}}});",
        head.join("\n"),
        quoting::javascript(name),
        properties.concat()
    )
}

fn construct_of(arn: &str) -> Result<Construct, ExportProblem> {
    let kind = ReportedArn::parse(arn).and_then(|arn| arn.kind);
    kind.map(construct)
        .ok_or_else(|| ExportProblem::UnknownKind {
            format: Format::Cdk.facts().label,
            arn: arn.to_owned(),
        })
}

fn destination(half: Half, construct: &Construct, id: &str, arn: &str) -> String {
    let (lookup, class) = (construct.lookup, construct.destination);
    let (id, arn) = (quoting::javascript(id), quoting::javascript(arn));
    format!(
        "{}: new destinations.{class}({lookup}(this, {id}, {arn}))",
        half.camel()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::export::tests::{QUEUE, TOPIC, configuration};
    use crate::domain::settings::Setting;

    /// The CDK ends with an error where it can't give a function without a role access to its destination.
    #[test]
    fn a_function_with_destinations_is_looked_up_with_its_role_or_not_at_all() {
        let unknown = configuration("orders", "live").with_role(None);
        let refused = render(&RunsAs::default(), std::slice::from_ref(&unknown)).unwrap_err();
        assert_eq!(refused, ExportProblem::NoRole(unknown.target.clone()));
        let mut bare = unknown;
        bare.settings.on_success = Setting::ServiceDefault;
        bare.settings.on_failure = Setting::ServiceDefault;
        let text = render(&RunsAs::default(), &[bare]).unwrap();
        assert!(
            text.contains("fromFunctionName(this, \"OrdersLiveFunction\", \"orders\")"),
            "{text}"
        );
    }

    #[test]
    fn a_construct_imports_what_it_names() {
        let text = render(&RunsAs::default(), &[configuration("orders", "live")]).unwrap();
        assert_eq!(
            text,
            format!(
                r#"import {{ Duration }} from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';

// orders:live in 123456789012 eu-west-1
new lambda.EventInvokeConfig(this, "OrdersLive", {{
  function: lambda.Function.fromFunctionAttributes(this, "OrdersLiveFunction", {{
    functionArn: "arn:aws:lambda:eu-west-1:123456789012:function:orders",
    role: iam.Role.fromRoleArn(this, "OrdersLiveRole", "arn:aws:iam::123456789012:role/orders", {{ mutable: false }}),
  }}),
  qualifier: "live",
  retryAttempts: 1,
  maxEventAge: Duration.seconds(3600),
  onSuccess: new destinations.SnsDestination(sns.Topic.fromTopicArn(this, "OrdersLiveOnSuccess", "{TOPIC}")),
  onFailure: new destinations.SqsDestination(sqs.Queue.fromQueueArn(this, "OrdersLiveOnFailure", "{QUEUE}")),
}});"#
            )
        );
    }
}
