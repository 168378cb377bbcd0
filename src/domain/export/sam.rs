//! The `EventInvokeConfig` of a function in a template of SAM.
//!
//! Knows what the SAM translator reads: the kind of each destination, with `S3Bucket` for buckets, and no qualifier, since the
//! configuration is that of the alias in `AutoPublishAlias` or else of `$LATEST`. Does not know the function's code, which the template
//! that this belongs into has.

use super::aws_cli::RunsAs;
use super::identifiers::pascal;
use super::{Configuration, ExportProblem, Format, cloudformation, place, quoting};
use crate::domain::destination::{DestinationKind, ReportedArn};
use crate::domain::qualifier::Qualifier;

/// Writes the part of a template that belongs to the resource of the function.
pub(super) fn render(
    runs_as: &RunsAs,
    configurations: &[Configuration],
) -> Result<String, ExportProblem> {
    let [configuration] = configurations else {
        let names = configurations
            .iter()
            .map(|configuration| configuration.target.to_string());
        return Err(ExportProblem::OneOnly(names.collect()));
    };
    let mut properties = vec![format!(
        "FunctionName: {}",
        quoting::yaml(configuration.name())
    )];
    match configuration.qualifier() {
        Qualifier::Latest => {}
        Qualifier::Alias(name) => {
            properties.push(format!("AutoPublishAlias: {}", quoting::yaml(name)));
        }
        Qualifier::LatestPublished | Qualifier::Version(_) => {
            return Err(ExportProblem::NoSuchQualifier(configuration.target.clone()));
        }
    }
    properties.push("EventInvokeConfig:".to_owned());
    properties.extend(cloudformation::limits(configuration).map(|line| format!("  {line}")));
    properties.extend(destinations(configuration)?);
    let mut head = vec![
        "Transform: AWS::Serverless-2016-10-31".to_owned(),
        "Resources:".to_owned(),
    ];
    head.extend(place::comment(runs_as, configuration, "  #"));
    head.extend([
        "  # Code and runtime of the function are not known here.".to_owned(),
        format!("  {}:", pascal(configuration)),
        "    Type: AWS::Serverless::Function".to_owned(),
        "    Properties:".to_owned(),
    ]);
    let indented = properties
        .iter()
        .map(|property| format!("      {property}"));
    let lines: Vec<String> = head.into_iter().chain(indented).collect();
    Ok(lines.join("\n"))
}

fn destinations(configuration: &Configuration) -> Result<Vec<String>, ExportProblem> {
    let mut lines = Vec::new();
    for (half, arn) in configuration.destinations() {
        let kind = ReportedArn::parse(arn).and_then(|arn| arn.kind);
        let kind = kind.ok_or_else(|| ExportProblem::UnknownKind {
            format: Format::Sam.facts().label,
            arn: arn.to_owned(),
        })?;
        lines.push(format!("    {}:", half.pascal()));
        lines.push(format!("      Type: {}", type_of(kind)));
        lines.push(format!("      Destination: {}", quoting::yaml(arn)));
    }
    if !lines.is_empty() {
        lines.insert(0, "  DestinationConfig:".to_owned());
    }
    Ok(lines)
}

/// The word of the translator, which takes `S3Bucket` where the documentation says `S3`.
fn type_of(kind: DestinationKind) -> &'static str {
    match kind {
        DestinationKind::Queue => "SQS",
        DestinationKind::Topic => "SNS",
        DestinationKind::Function => "Lambda",
        DestinationKind::Bus => "EventBridge",
        DestinationKind::Bucket => "S3Bucket",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::export::tests::configuration;
    use crate::domain::settings::Setting;

    fn rendered(qualifier: &str) -> Result<String, ExportProblem> {
        render(&RunsAs::default(), &[configuration("orders", qualifier)])
    }

    #[test]
    fn the_alias_is_that_of_auto_publish_and_latest_has_none() {
        let live = rendered("live").unwrap();
        assert!(
            live.contains("AutoPublishAlias: live\n      EventInvokeConfig:\n        Maximum"),
            "{live}"
        );
        let latest = rendered("$LATEST").unwrap();
        assert!(!latest.contains("AutoPublishAlias"), "{latest}");
    }

    #[test]
    fn what_sam_has_no_word_for_is_refused_with_the_reason() {
        for qualifier in ["7", "$LATEST.PUBLISHED"] {
            let problem = rendered(qualifier).unwrap_err();
            let said = problem.to_string();
            assert!(said.starts_with("SAM can't name a qualifier: "), "{said}");
        }
        let two = ["live", "$LATEST"].map(|qualifier| configuration("orders", qualifier));
        assert_eq!(
            render(&RunsAs::default(), &two).unwrap_err().to_string(),
            "SAM has one EventInvokeConfig for a function, and 2 of these have one: orders:live, orders:$LATEST"
        );
    }

    #[test]
    fn each_kind_of_destination_has_its_type() {
        let mut configuration = configuration("orders", "live");
        for (arn, kind) in [
            ("arn:aws:s3:::undelivered", "S3Bucket"),
            ("arn:aws:sqs:eu-west-1:123456789012:q", "SQS"),
            ("arn:aws:sns:eu-west-1:123456789012:t", "SNS"),
            ("arn:aws:lambda:eu-west-1:123456789012:function:f", "Lambda"),
            (
                "arn:aws:events:eu-west-1:123456789012:event-bus/b",
                "EventBridge",
            ),
        ] {
            configuration.settings.on_failure = Setting::Explicit(arn.to_owned());
            let text = render(&RunsAs::default(), &[configuration.clone()]).unwrap();
            let wanted =
                format!("OnFailure:\n            Type: {kind}\n            Destination: {arn}");
            assert!(text.contains(&wanted), "{text}");
        }
        configuration.settings.on_failure = Setting::Explicit("arn:aws:iam::1:role/r".to_owned());
        let refused = render(&RunsAs::default(), &[configuration]).unwrap_err();
        assert!(matches!(refused, ExportProblem::UnknownKind { .. }));
    }
}
