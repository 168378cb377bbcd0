//! Settings written in the forms of other tools, one form per file; each is read back by a test.
//!
//! Knows which forms there are (the table of formats) and what every form is made from. Does not know where the text goes, nor how it
//! was read.

pub mod aws_cli;
mod cdk;
mod cloudformation;
mod identifiers;
mod javascript;
pub mod json;
mod place;
pub mod policy;
mod quoting;
mod sam;
mod terraform;

pub(super) use self::terraform::RESOURCE;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use self::aws_cli::RunsAs;
use super::function::Target;
use super::place::Scope;
use super::qualifier::Qualifier;
use super::settings::StoredSettings;

/// A form in which a configuration can be written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// The input of `PutFunctionEventInvokeConfig`, as `--cli-input-json` reads it.
    Json,
    /// A command of the AWS CLI.
    AwsCli,
    /// A template of CloudFormation.
    CloudFormation,
    /// A resource of Terraform.
    Terraform,
    /// Properties of a function in a template of SAM.
    Sam,
    /// A construct of the CDK, in TypeScript.
    Cdk,
    /// A call of the AWS SDK for JavaScript.
    JavaScript,
}

/// What is said of a format, whatever is written in it.
#[derive(Clone, Copy, Debug)]
pub struct FormatFacts {
    /// The format.
    pub format: Format,
    /// Its name on the command line.
    pub name: &'static str,
    /// Its name in sentences and menus.
    pub label: &'static str,
    /// What a file of it is called behind the dot.
    pub extension: &'static str,
    /// What it is, for help and manual.
    pub help: &'static str,
    /// Whether it can say of a configuration that it sets nothing, in a way that Lambda takes.
    pub has_nothing: bool,
    /// Whether it has comments, in which what is written says what else has to be known of it.
    pub has_comments: bool,
    render: Renderer,
}

/// How a format is written.
#[derive(Clone, Copy, Debug)]
enum Renderer {
    /// It has a word for every configuration.
    Whole(fn(&RunsAs, &[Configuration]) -> String),
    /// It has none for some.
    Partial(fn(&RunsAs, &[Configuration]) -> Result<String, ExportProblem>),
}

/// The table, in the order of the help.
pub const FORMATS: [FormatFacts; 7] = [
    FormatFacts {
        format: Format::Json,
        name: "json",
        label: "JSON",
        extension: "json",
        help: "what --cli-input-json reads, a configuration on each line",
        has_nothing: true,
        has_comments: false,
        render: Renderer::Whole(json::render),
    },
    FormatFacts {
        format: Format::AwsCli,
        name: "aws-cli",
        label: "aws command",
        extension: "sh",
        help: "aws lambda put-function-event-invoke-config",
        has_nothing: true,
        has_comments: true,
        render: Renderer::Whole(aws_cli::render),
    },
    FormatFacts {
        format: Format::CloudFormation,
        name: "cloudformation",
        label: "CloudFormation",
        extension: "yaml",
        help: "a template with AWS::Lambda::EventInvokeConfig",
        has_nothing: false,
        has_comments: true,
        render: Renderer::Whole(cloudformation::render),
    },
    FormatFacts {
        format: Format::Terraform,
        name: "terraform",
        label: "Terraform",
        extension: "tf",
        help: "aws_lambda_function_event_invoke_config, and the line that imports it",
        has_nothing: true,
        has_comments: true,
        render: Renderer::Whole(terraform::render),
    },
    FormatFacts {
        format: Format::Sam,
        name: "sam",
        label: "SAM",
        extension: "yaml",
        help: "EventInvokeConfig of an AWS::Serverless::Function: $LATEST or one alias",
        has_nothing: false,
        has_comments: true,
        render: Renderer::Partial(sam::render),
    },
    FormatFacts {
        format: Format::Cdk,
        name: "cdk",
        label: "CDK",
        extension: "ts",
        help: "lambda.EventInvokeConfig in TypeScript",
        has_nothing: false,
        has_comments: true,
        render: Renderer::Partial(cdk::render),
    },
    FormatFacts {
        format: Format::JavaScript,
        name: "javascript",
        label: "JavaScript",
        extension: "mjs",
        help: "PutFunctionEventInvokeConfigCommand of the AWS SDK v3",
        has_nothing: true,
        has_comments: true,
        render: Renderer::Whole(javascript::render),
    },
];

/// A configuration to be written down, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configuration {
    /// Whose configuration.
    pub target: Target,
    /// How a request of the session names the function.
    pub function_name: String,
    /// What it holds, whatever that is.
    pub settings: StoredSettings,
    /// What else is held that no format has a word for: the names of members that this program does not know.
    pub unknown_members: Vec<String>,
    /// The ARN of the function's execution role, where it was read.
    pub role: Option<String>,
}

impl Configuration {
    /// The configuration of a target, as a session in `scope` speaks of it.
    #[must_use]
    pub fn new(target: Target, scope: &Scope, settings: StoredSettings) -> Self {
        Self {
            function_name: target.function.request_name(scope),
            target,
            settings,
            unknown_members: Vec::new(),
            role: None,
        }
    }

    /// The same of a configuration that holds more than the settings.
    #[must_use]
    pub fn with_unknown_members(self, unknown_members: Vec<String>) -> Self {
        Self {
            unknown_members,
            ..self
        }
    }

    /// The same of a function whose execution role is known.
    #[must_use]
    pub fn with_role(self, role: Option<String>) -> Self {
        Self { role, ..self }
    }

    /// Why it can't be written in a format for what it does not set, if so.
    #[must_use]
    pub fn problem(&self, format: Format) -> Option<ExportProblem> {
        if !self.sets_nothing() {
            return None;
        }
        let target = self.target.clone();
        let FormatFacts {
            label, has_nothing, ..
        } = *format.facts();
        if !self.unknown_members.is_empty() {
            Some(ExportProblem::SetsNothingKnown(target))
        } else if has_nothing {
            None
        } else {
            Some(ExportProblem::SetsNothing {
                target,
                format: label,
            })
        }
    }

    /// Whether it is there and holds neither a number nor a destination. A request that names a destination without saying which is one
    /// that Lambda takes, and leaves this.
    fn sets_nothing(&self) -> bool {
        self.settings == StoredSettings::default()
    }

    fn qualifier(&self) -> &Qualifier {
        &self.target.qualifier
    }

    /// The name of the function alone: templates describe one account and region, so they name no other.
    fn name(&self) -> &str {
        self.target.function.name.as_str()
    }

    /// Both halves under the names that the API gives them, in its order; those with a destination alone.
    fn destinations(&self) -> impl Iterator<Item = (Half, &str)> {
        [
            (Half::OnSuccess, &self.settings.on_success),
            (Half::OnFailure, &self.settings.on_failure),
        ]
        .into_iter()
        .filter_map(|(half, setting)| Some((half, setting.explicit()?.as_str())))
    }
}

/// One of the two destinations, under the names that formats give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    OnSuccess,
    OnFailure,
}

impl Half {
    fn pascal(self) -> &'static str {
        match self {
            Self::OnSuccess => "OnSuccess",
            Self::OnFailure => "OnFailure",
        }
    }

    fn camel(self) -> &'static str {
        match self {
            Self::OnSuccess => "onSuccess",
            Self::OnFailure => "onFailure",
        }
    }

    fn snake(self) -> &'static str {
        match self {
            Self::OnSuccess => "on_success",
            Self::OnFailure => "on_failure",
        }
    }
}

/// Why a configuration can't be written in a format.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExportProblem {
    /// It names no setting, which a request of the format can't set.
    #[error(
        "the configuration of {target} sets nothing: Lambda refuses a request without any setting, and {format} has no word for an \
         empty destination, which would be one"
    )]
    SetsNothing {
        /// Whose configuration.
        target: Target,
        /// The format.
        format: &'static str,
    },
    /// What it names is not known to this program, so no request of it can set that.
    #[error("the configuration of {0} sets nothing that Lasso knows")]
    SetsNothingKnown(Target),
    /// The format has no word for such a qualifier.
    #[error(
        "SAM can't name a qualifier: its EventInvokeConfig is that of $LATEST or of the alias in AutoPublishAlias, and {0} is neither"
    )]
    NoSuchQualifier(Target),
    /// The format has room for one configuration of a function.
    #[error(
        "SAM has one EventInvokeConfig for a function, and {} of these have one: {}",
        .0.len(),
        .0.join(", ")
    )]
    OneOnly(Vec<String>),
    /// The format wants to know what kind of thing a destination is, and the text does not tell.
    #[error("{format} must name the kind of each destination, and \"{arn}\" is none that it knows")]
    UnknownKind {
        /// The format.
        format: &'static str,
        /// The destination.
        arn: String,
    },
    /// The CDK gives the role of a function access to its destinations, and looks that role up.
    #[error("the CDK looks up {0} together with its account and role, which were not read")]
    NoRole(Target),
}

impl Format {
    /// The row of the table.
    #[must_use]
    pub fn facts(self) -> &'static FormatFacts {
        let [
            json,
            aws_cli,
            cloudformation,
            terraform,
            sam,
            cdk,
            javascript,
        ] = &FORMATS;
        match self {
            Self::Json => json,
            Self::AwsCli => aws_cli,
            Self::CloudFormation => cloudformation,
            Self::Terraform => terraform,
            Self::Sam => sam,
            Self::Cdk => cdk,
            Self::JavaScript => javascript,
        }
    }

    /// Writes configurations of one function, without a line end behind the last line.
    ///
    /// # Errors
    /// Says why one of them can't be written in this format; then nothing is written.
    pub fn render(
        self,
        runs_as: &RunsAs,
        configurations: &[Configuration],
    ) -> Result<String, ExportProblem> {
        let mut problems = configurations
            .iter()
            .filter_map(|configuration| configuration.problem(self));
        match problems.next() {
            Some(problem) => Err(problem),
            None => match self.facts().render {
                Renderer::Whole(render) => Ok(render(runs_as, configurations)),
                Renderer::Partial(render) => render(runs_as, configurations),
            },
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::function::{FunctionKey, FunctionName};
    use crate::domain::place::{AccountId, Region};
    use crate::domain::settings::Setting;

    pub(super) const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:orders-failed";
    pub(super) const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:orders-ok";

    /// A configuration that sets everything.
    pub(in crate::domain) fn configuration(name: &str, qualifier: &str) -> Configuration {
        let scope = Scope {
            account: AccountId::parse("123456789012"),
            ..Scope::of_region(Region::parse("eu-west-1").unwrap())
        };
        let function = FunctionKey {
            name: FunctionName::reported(name).unwrap(),
            partition: scope.partition.clone(),
            region: scope.region.clone(),
            account: scope.account.clone(),
        };
        let settings = StoredSettings {
            maximum_retry_attempts: Setting::Explicit(1),
            maximum_event_age_in_seconds: Setting::Explicit(3600),
            on_success: Setting::Explicit(TOPIC.to_owned()),
            on_failure: Setting::Explicit(QUEUE.to_owned()),
        };
        let target = function.at(&Qualifier::parse(qualifier).unwrap());
        let role = "arn:aws:iam::123456789012:role/orders".to_owned();
        Configuration::new(target, &scope, settings).with_role(Some(role))
    }

    #[test]
    fn the_table_has_one_row_for_each_format() {
        let mut names: Vec<&str> = FORMATS.iter().map(|row| row.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FORMATS.len());
        for row in FORMATS {
            assert_eq!(row.format.facts().name, row.name);
            assert!(!row.help.is_empty() && !row.label.is_empty());
        }
    }

    /// JSON and commands of a made-up account looked like anybody's.
    #[test]
    fn a_format_that_has_comments_says_demo_above_each_configuration() {
        let runs_as = RunsAs {
            is_demo: true,
            ..RunsAs::default()
        };
        for row in FORMATS {
            let render = |runs_as| {
                let text = row
                    .format
                    .render(runs_as, &[configuration("orders", "live")]);
                text.unwrap()
            };
            let said = "DEMO orders:live in 123456789012 eu-west-1\n";
            assert_eq!(render(&runs_as).contains(said), row.has_comments, "{row:?}");
            assert!(!render(&RunsAs::default()).contains("DEMO"), "{row:?}");
        }
    }

    /// Lambda stores `{"OnSuccess":{}}` and nothing beside it; that was refused in every format, as something that Lambda would refuse.
    #[test]
    fn a_configuration_that_sets_nothing_is_written_where_the_format_can_say_it() {
        let mut empty = configuration("orders", "live");
        empty.settings = StoredSettings::default();
        for (format, said) in [
            (
                Format::Json,
                r#"{"FunctionName":"orders","Qualifier":"live","DestinationConfig":{"OnSuccess":{}}}"#,
            ),
            (
                Format::AwsCli,
                r#"--qualifier live --destination-config '{"OnSuccess":{}}'"#,
            ),
            (
                Format::Terraform,
                "{\n  function_name = \"orders\"\n  qualifier     = \"live\"\n}\n",
            ),
            (
                Format::JavaScript,
                "  DestinationConfig: {\n    OnSuccess: {},\n  },\n}));",
            ),
        ] {
            let text = format
                .render(&RunsAs::default(), std::slice::from_ref(&empty))
                .unwrap();
            assert!(text.contains(said), "{text}");
        }
        for format in [Format::CloudFormation, Format::Sam, Format::Cdk] {
            let refused = format.render(&RunsAs::default(), std::slice::from_ref(&empty));
            assert_eq!(
                refused.unwrap_err().to_string(),
                format!(
                    "the configuration of orders:live sets nothing: Lambda refuses a request without any setting, and {} has no word for \
                     an empty destination, which would be one",
                    format.facts().label
                )
            );
        }
        let unknown = empty.with_unknown_members(vec!["Batch".to_owned()]);
        for row in FORMATS {
            let refused = row
                .format
                .render(&RunsAs::default(), std::slice::from_ref(&unknown));
            assert!(matches!(refused, Err(ExportProblem::SetsNothingKnown(_))));
        }
    }
}
