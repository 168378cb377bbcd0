//! Formats and queries against `observed/printed.json`: what the AWS CLI 1.45.11 was observed to print, recorded by
//! `observed/record.py`.

use lambda_lasso::commands::drop_in::output::query::Query;
use lambda_lasso::commands::drop_in::output::{COLORS, FORMATS, Printed, Printer, Surface};
use serde_json::Value;

/// What was observed for a value.
struct Observed<'a> {
    case: &'a Value,
    value: &'a Value,
    printed: Printed,
}

fn recorded() -> Value {
    serde_json::from_str(include_str!("observed/printed.json")).unwrap()
}

fn observed(recorded: &Value) -> impl Iterator<Item = Observed<'_>> {
    recorded["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| Observed {
            case,
            value: &recorded["values"][usize::try_from(case["value"].as_u64().unwrap()).unwrap()],
            printed: Printed {
                text: case["printed"].as_str().unwrap().to_owned(),
                problem: case["problem"].as_str().map(str::to_owned),
            },
        })
}

fn printed(case: &Value, value: &Value) -> Printed {
    let query = match case["query"].as_str().map(Query::read).transpose() {
        Ok(query) => query,
        Err(problem) => {
            return Printed {
                text: String::new(),
                problem: Some(problem.to_string()),
            };
        }
    };
    let named = |name: &Value, default| name.as_str().map_or(default, str::to_owned);
    let format = named(&case["format"], "json".to_owned());
    let color = named(&case["color"], "off".to_owned());
    let printer = Printer {
        format: FORMATS.iter().find(|(name, _)| *name == format).unwrap().1,
        query,
        operation: "GetFunctionEventInvokeConfig",
        surface: Surface {
            color: COLORS.iter().find(|(name, _)| *name == color).unwrap().1,
            terminal: case["terminal"]
                .as_u64()
                .map(|columns| u16::try_from(columns).unwrap()),
        },
    };
    printer.print(value.clone())
}

#[test]
fn everything_is_printed_as_the_aws_cli_was_observed_to_print_it() {
    let recorded = recorded();
    let mut different = Vec::new();
    for Observed {
        case,
        value,
        printed: expected,
    } in observed(&recorded)
    {
        let actual = printed(case, value);
        if actual != expected {
            different.push(format!(
                "{} {} {} of {value}\n--- AWS CLI {:?}\n{}\n--- Lasso {:?}\n{}",
                case["format"],
                case["query"],
                case["terminal"],
                expected.problem,
                expected.text,
                actual.problem,
                actual.text
            ));
        }
    }
    assert!(
        different.is_empty(),
        "{} differ:\n{}",
        different.len(),
        different.join("\n\n")
    );
}
