//! Paging against `observed/paged.json`: what the AWS CLI 1.45.11 was observed to ask for and to print, recorded by
//! `observed/record.py`.

use lambda_lasso::commands::drop_in::output::paging::{Listing, PagingOptions, PagingProblem};
use lambda_lasso::commands::drop_in::output::{Color, Format, Printed, Printer, Surface};
use serde_json::{Map, Value, json};

/// What a listing asked for, and what it printed.
#[derive(Debug, PartialEq)]
struct Listed {
    requests: Vec<Value>,
    printed: Printed,
}

fn printer(format: Format) -> Printer {
    Printer {
        format,
        query: None,
        operation: "ListFunctionEventInvokeConfigs",
        surface: Surface {
            color: Color::Off,
            terminal: None,
        },
    }
}

fn options(given: &Value) -> PagingOptions {
    PagingOptions {
        max_items: given["MaxItems"].as_i64(),
        page_size: given["PageSize"].as_i64(),
        starting_token: given["StartingToken"].as_str().map(str::to_owned),
    }
}

/// Lists pages as a command does: text page by page, JSON at the end.
fn list(options: PagingOptions, pages: &[Value], format: Format) -> Listed {
    let mut requests = Vec::new();
    let mut text = String::new();
    let problem = list_all(options, pages, format, &mut requests, &mut text).err();
    Listed {
        requests,
        printed: Printed {
            text,
            problem: problem.map(|problem| problem.to_string()),
        },
    }
}

fn list_all(
    options: PagingOptions,
    pages: &[Value],
    format: Format,
    requests: &mut Vec<Value>,
    text: &mut String,
) -> Result<(), PagingProblem> {
    let mut members = Map::from_iter([("FunctionName".to_owned(), json!("f"))]);
    let mut listing = Listing::start(options, &mut members)?;
    loop {
        requests.push(Value::Object(members.clone()));
        let answer = pages[requests.len().min(pages.len()) - 1].clone();
        let page = listing.take(answer, &mut members)?;
        if format == Format::Text {
            text.push_str(&printer(format).print(page.answer).text);
        }
        if !page.goes_on? {
            break;
        }
    }
    let end = if format == Format::Text {
        listing.ending()
    } else {
        Some(listing.whole())
    };
    text.push_str(
        &end.map(|end| printer(format).print(end).text)
            .unwrap_or_default(),
    );
    Ok(())
}

#[test]
fn listings_are_asked_for_and_printed_as_the_aws_cli_was_observed_to() {
    let recorded: Value = serde_json::from_str(include_str!("observed/paged.json")).unwrap();
    let mut different = Vec::new();
    for case in recorded["cases"].as_array().unwrap() {
        let pages = recorded["pages"][case["pages"].as_str().unwrap()]
            .as_array()
            .unwrap();
        let format = if case["format"] == "text" {
            Format::Text
        } else {
            Format::Json
        };
        let expected = Listed {
            requests: case["requests"].as_array().unwrap().clone(),
            printed: Printed {
                text: case["printed"].as_str().unwrap().to_owned(),
                problem: case["problem"].as_str().map(str::to_owned),
            },
        };
        let actual = list(options(&case["options"]), pages, format);
        if actual != expected {
            different.push(format!(
                "{} {} {}\n AWS CLI {expected:?}\n   Lasso {actual:?}",
                case["pages"], case["options"], case["format"]
            ));
        }
    }
    assert!(
        different.is_empty(),
        "{} differ:\n{}",
        different.len(),
        different.join("\n")
    );
}

#[test]
fn options_of_paging_are_refused_where_paging_is_switched_off() {
    let refused = |given: Value| {
        options(&given)
            .refuse_unpaged()
            .map_err(|problem| problem.to_string())
    };
    let line =
        "Error during pagination: Cannot specify --no-paginate along with pagination arguments: ";
    assert_eq!(refused(json!({ "MaxItems": 5 })), Ok(()));
    assert_eq!(
        refused(json!({ "PageSize": 0, "StartingToken": "" })),
        Ok(())
    );
    assert_eq!(
        refused(json!({ "PageSize": 5 })),
        Err(format!("{line}--page-size"))
    );
    assert_eq!(
        refused(json!({ "PageSize": 5, "StartingToken": "x" })),
        Err(format!("{line}--starting-token, --page-size"))
    );
}

#[test]
fn a_json_input_may_bring_the_options_of_paging() {
    let members =
        json!({ "FunctionName": "f", "PaginationConfig": { "MaxItems": "1", "PageSize": 7 } });
    let members = members.as_object().unwrap();
    let mut asked = members.clone();
    let mut listing = Listing::start(PagingOptions::default(), &mut asked).unwrap();
    assert_eq!(
        Value::Object(asked.clone()),
        json!({ "FunctionName": "f", "MaxItems": 7 })
    );
    let page = listing
        .take(json!({ "FunctionEventInvokeConfigs": [1, 2] }), &mut asked)
        .unwrap();
    assert_eq!(page.answer, json!({ "FunctionEventInvokeConfigs": [1] }));

    let beside = PagingOptions {
        page_size: Some(3),
        ..PagingOptions::default()
    };
    let mut asked = members.clone();
    Listing::start(beside, &mut asked).unwrap();
    assert_eq!(
        Value::Object(asked),
        json!({ "FunctionName": "f", "MaxItems": 3 })
    );
}
