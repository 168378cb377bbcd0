//! Readers that are libraries: JSON, YAML, HCL, and what the form reads itself.

use lambda_lasso::domain::export::aws_cli::RunsAs;
use lambda_lasso::domain::export::{Configuration, ExportProblem, Format};
use lambda_lasso::domain::import::{self, Naming};
use lambda_lasso::domain::qualifier::Qualifier;
use lambda_lasso::domain::settings::StoredSettings;
use proptest::prelude::*;
use serde_json::Value;

use super::generated::{found, hostile, usual};

fn rendered(format: Format, configuration: &Configuration) -> String {
    format
        .render(&RunsAs::default(), std::slice::from_ref(configuration))
        .unwrap()
}

/// Settings under the names of the API, which CloudFormation has, too.
pub(crate) fn of_members(members: &Value) -> StoredSettings {
    let number = |name: &str| members.get(name).map(|number| number.as_i64().unwrap());
    let arn = |half: &str| {
        let arn = members.pointer(&format!("/DestinationConfig/{half}/Destination"));
        arn.map(|arn| arn.as_str().unwrap())
    };
    found(
        number("MaximumRetryAttempts"),
        number("MaximumEventAgeInSeconds"),
        arn("OnSuccess"),
        arn("OnFailure"),
    )
}

/// The one value of an object with one member, and its name.
fn only(object: &Value) -> (&str, &Value) {
    let members = object.as_object().unwrap();
    assert_eq!(members.len(), 1, "{object}");
    let (name, value) = members.iter().next().unwrap();
    (name, value)
}

fn from_yaml(text: &str) -> Value {
    serde_yaml_ng::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

fn alphanumeric(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())
}

proptest! {
    #[test]
    fn json_names_the_target_and_reads_back(configuration in hostile()) {
        let text = rendered(Format::Json, &configuration);
        prop_assert!(!text.contains('\n'));
        let input: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&input["FunctionName"], &Value::from(configuration.function_name.as_str()));
        prop_assert_eq!(&input["Qualifier"], &Value::from(configuration.target.qualifier.to_string()));
        prop_assert_eq!(of_members(&input), configuration.settings);
    }

    #[test]
    fn a_template_of_cloudformation_reads_back(configuration in hostile()) {
        let text = rendered(Format::CloudFormation, &configuration);
        let template = from_yaml(&text);
        let (name, resource) = only(&template["Resources"]);
        prop_assert!(alphanumeric(name), "{}", name);
        prop_assert_eq!(&resource["Type"], &Value::from("AWS::Lambda::EventInvokeConfig"));
        let properties = &resource["Properties"];
        prop_assert_eq!(&properties["FunctionName"], &Value::from(configuration.target.function.name.as_str()));
        prop_assert_eq!(&properties["Qualifier"], &Value::from(configuration.target.qualifier.to_string()));
        prop_assert_eq!(of_members(properties), configuration.settings);
    }

    #[test]
    fn a_template_of_sam_reads_back_or_says_that_it_names_no_such_qualifier(configuration in usual()) {
        let rendered = Format::Sam.render(&RunsAs::default(), std::slice::from_ref(&configuration));
        let alias = match &configuration.target.qualifier {
            Qualifier::Version(_) | Qualifier::LatestPublished => {
                prop_assert_eq!(rendered, Err(ExportProblem::NoSuchQualifier(configuration.target)));
                return Ok(());
            }
            Qualifier::Alias(name) => Value::from(name.as_str()),
            Qualifier::Latest => Value::Null,
        };
        let template = from_yaml(&rendered.unwrap());
        let (name, resource) = only(&template["Resources"]);
        prop_assert!(alphanumeric(name), "{}", name);
        let properties = &resource["Properties"];
        prop_assert_eq!(&properties["FunctionName"], &Value::from(configuration.target.function.name.as_str()));
        prop_assert_eq!(&properties["AutoPublishAlias"], &alias);
        prop_assert_eq!(of_members(&properties["EventInvokeConfig"]), configuration.settings);
    }

    #[test]
    fn a_resource_of_terraform_reads_back(configuration in hostile()) {
        let text = rendered(Format::Terraform, &configuration);
        let file: Value = hcl::from_str(&text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
        let (kind, resources) = only(&file["resource"]);
        prop_assert_eq!(kind, "aws_lambda_function_event_invoke_config");
        let (name, resource) = only(resources);
        prop_assert!(name.starts_with(|c: char| c.is_ascii_alphabetic()), "{}", name);
        prop_assert_eq!(&resource["function_name"], &Value::from(configuration.target.function.name.as_str()));
        prop_assert_eq!(&resource["qualifier"], &Value::from(configuration.target.qualifier.to_string()));
        let number = |name: &str| resource.get(name).map(|number| number.as_i64().unwrap());
        let arn = |half: &str| {
            let arn = resource.pointer(&format!("/destination_config/{half}/destination"));
            arn.map(|arn| arn.as_str().unwrap())
        };
        let settings = found(
            number("maximum_retry_attempts"),
            number("maximum_event_age_in_seconds"),
            arn("on_success"),
            arn("on_failure"),
        );
        prop_assert_eq!(settings, configuration.settings);
    }

    /// What one copies, the other pastes.
    #[test]
    fn the_form_reads_what_was_exported(configuration in usual()) {
        for format in [Format::Json, Format::AwsCli, Format::Terraform] {
            let text = rendered(format, &configuration);
            let read = import::read(&text).unwrap().unwrap();
            prop_assert_eq!(&read.settings, &configuration.settings, "{}", text);
            prop_assert_eq!(read.named.compare(&configuration.target), Naming::Same, "{}", text);
            // A terminal hands over a paste with carriage returns.
            let pasted = import::read(&text.replace('\n', "\r")).unwrap().unwrap();
            prop_assert_eq!(pasted, read);
        }
    }

    /// Nothing that is pasted ends the program, and nothing is filled from half a text.
    #[test]
    fn a_text_that_was_cut_is_not_read_as_another(configuration in usual(), cut in any::<prop::sample::Index>()) {
        for format in [Format::Json, Format::Terraform] {
            let text = rendered(format, &configuration);
            let end = text.rfind('}').unwrap();
            let mut cut = cut.index(end);
            while !text.is_char_boundary(cut) {
                cut -= 1;
            }
            let read = import::read(&text[..cut]);
            prop_assert!(!matches!(read, Some(Ok(_))), "{}", &text[..cut]);
        }
    }

    #[test]
    fn whatever_is_pasted_is_read_or_refused(text in "(\\{|aws lambda |resource \"a\" )?[ -~\\n\u{e4}]{0,200}") {
        drop(import::read(&text));
    }

    #[test]
    fn names_of_one_export_are_distinct(configurations in prop::collection::vec(usual(), 1..8)) {
        let runs_as = RunsAs::default();
        let template = Format::CloudFormation.render(&runs_as, &configurations).unwrap();
        let resources = from_yaml(&template)["Resources"].as_object().unwrap().len();
        prop_assert_eq!(resources, configurations.len());
        let resources = Format::Terraform.render(&runs_as, &configurations).unwrap();
        let file: Value = hcl::from_str(&resources).unwrap();
        let (_, named) = only(&file["resource"]);
        prop_assert_eq!(named.as_object().unwrap().len(), configurations.len());
    }
}
