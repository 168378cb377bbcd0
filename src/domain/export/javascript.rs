//! A call of the AWS SDK for JavaScript, version 3, as a module.
//!
//! Knows the client, the command and its input. Does not know credentials: the SDK finds them where the module runs, so the account is
//! said above the call.

use serde_json::Value;

use super::aws_cli::RunsAs;
use super::{Configuration, json, place, quoting};

/// Writes the client once and a call for each configuration.
pub(super) fn render(runs_as: &RunsAs, configurations: &[Configuration]) -> String {
    let region = configurations
        .first()
        .map(|configuration| quoting::javascript(configuration.target.function.region.as_str()));
    let endpoint = runs_as.endpoint_url.as_deref().map(quoting::javascript);
    let options: Vec<String> = [("region", region), ("endpoint", endpoint)]
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}", value?)))
        .collect();
    let mut parts = vec![
        "import { LambdaClient, PutFunctionEventInvokeConfigCommand } from \"@aws-sdk/client-lambda\";".to_owned(),
        format!("const client = new LambdaClient({{ {} }});", options.join(", ")),
    ];
    parts.extend(configurations.iter().map(|configuration| {
        format!(
            "{}\nawait client.send(new PutFunctionEventInvokeConfigCommand({}));",
            place::comment(runs_as, configuration, "//").join("\n"),
            literal(&json::input(configuration), "")
        )
    }));
    parts.join("\n\n")
}

/// A value as JavaScript writes it; the names of members are words of the API and need no quotes.
fn literal(value: &Value, indent: &str) -> String {
    match value {
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let deeper = format!("{indent}  ");
            let lines: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{deeper}{name}: {},\n", literal(value, &deeper)))
                .collect();
            format!("{{\n{}{indent}}}", lines.concat())
        }
        Value::String(text) => quoting::javascript(text),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::export::tests::{QUEUE, TOPIC, configuration};

    #[test]
    fn a_call_names_members_as_the_api_does() {
        let runs_as = RunsAs {
            endpoint_url: Some("http://127.0.0.1:4566".to_owned()),
            ..RunsAs::default()
        };
        let text = render(&runs_as, &[configuration("orders", "$LATEST")]);
        assert_eq!(
            text,
            format!(
                r#"import {{ LambdaClient, PutFunctionEventInvokeConfigCommand }} from "@aws-sdk/client-lambda";

const client = new LambdaClient({{ region: "eu-west-1", endpoint: "http://127.0.0.1:4566" }});

// orders:$LATEST in 123456789012 eu-west-1
await client.send(new PutFunctionEventInvokeConfigCommand({{
  FunctionName: "orders",
  Qualifier: "$LATEST",
  DestinationConfig: {{
    OnSuccess: {{
      Destination: "{TOPIC}",
    }},
    OnFailure: {{
      Destination: "{QUEUE}",
    }},
  }},
  MaximumEventAgeInSeconds: 3600,
  MaximumRetryAttempts: 1,
}}));"#
            )
        );
    }
}
