//! The recorded refusals: statuses, codes, messages and the members they are in.

use super::*;

#[tokio::test]
async fn a_put_without_settings_is_refused_before_the_function_is_looked_for() {
    let (_simulator, client) = orders().await;
    let answer = client
        .put_function_event_invoke_config()
        .function_name("nowhere")
        .send()
        .await;
    assert_eq!(
        refused(answer),
        invalid("You must specify at least one of error handling or destination setting.")
    );
}

#[tokio::test]
async fn a_missing_function_or_qualifier_is_told_by_put_and_list_but_not_by_get_and_delete() {
    let (_simulator, client) = orders().await;
    let elsewhere = client
        .put_function_event_invoke_config()
        .function_name("nowhere")
        .maximum_retry_attempts(1);
    assert_eq!(refused(elsewhere.send().await), not_found(NOT_THERE));
    for qualifier in ["beta", "7", "$latest"] {
        assert_eq!(
            refused(
                put(&client)
                    .qualifier(qualifier)
                    .maximum_retry_attempts(1)
                    .send()
                    .await
            ),
            not_found(NOT_THERE)
        );
        let read = client
            .get_function_event_invoke_config()
            .function_name("orders")
            .qualifier(qualifier);
        assert_eq!(refused(read.send().await), unset(qualifier));
        let delete = client
            .delete_function_event_invoke_config()
            .function_name("orders")
            .qualifier(qualifier);
        assert_eq!(refused(delete.send().await), unset(qualifier));
    }
    let list = client
        .list_function_event_invoke_configs()
        .function_name("nowhere")
        .send()
        .await;
    assert_eq!(refused(list), not_found(NOT_THERE));
    let read = client
        .get_function_event_invoke_config()
        .function_name("nowhere")
        .send()
        .await;
    let arn = "arn:aws:lambda:eu-west-1:123456789012:function:nowhere:$LATEST";
    assert_eq!(
        refused(read),
        not_found(&format!(
            "The function {arn} doesn't have an EventInvokeConfig"
        ))
    );
}

#[tokio::test]
async fn destinations_are_refused_in_the_service_s_words() {
    let (_simulator, client) = orders().await;
    let own = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
    let missing = "arn:aws:lambda:eu-west-1:123456789012:function:doesnotexist";
    let role = "arn:aws:iam::123456789012:role/orders";
    let bucket = "arn:aws:s3:::failed";
    let fifo = "arn:aws:sqs:eu-west-1:123456789012:failed.fifo";
    let itself = "You can't specify the function as a destination for itself.";
    let config = |success: &str, failure: &str| {
        format!(
            "The provided destination config DestinationConfig(onSuccess={success}, onFailure={failure}) is invalid."
        )
    };
    let half = |name: &str, arn: &str| format!("{name}(destination={arn})");
    let table = [
        (
            on_failure(missing),
            format!("The destination ARN {missing} is invalid."),
        ),
        (on_failure(own), itself.to_owned()),
        (on_success(&format!("{own}:live")), itself.to_owned()),
        (on_success(role), config(&half("OnSuccess", role), "null")),
        (on_failure(role), config("null", &half("OnFailure", role))),
        (
            on_success(bucket),
            config(&half("OnSuccess", bucket), "null"),
        ),
        (
            on_failure(fifo),
            format!("The destination ARN {fifo} is invalid."),
        ),
    ];
    for (destinations, message) in table {
        let answer = put(&client)
            .destination_config(destinations.clone())
            .send()
            .await;
        assert_eq!(refused(answer), invalid(&message), "{destinations:?}");
    }
}

#[tokio::test]
async fn standard_destinations_are_taken_without_being_looked_for() {
    let (_simulator, client) = orders().await;
    for arn in [
        QUEUE,
        "arn:aws:sns:us-east-1:210987654321:alerts",
        "arn:aws:events:eu-west-1:123456789012:event-bus/default",
        "arn:aws:lambda:eu-west-1:123456789012:function:mails:live",
        "arn:aws:lambda:us-east-1:123456789012:function:orders",
    ] {
        put(&client)
            .destination_config(on_success(arn))
            .send()
            .await
            .unwrap();
        put(&client)
            .destination_config(on_failure(arn))
            .send()
            .await
            .unwrap();
    }
    put(&client)
        .destination_config(on_failure("arn:aws:s3:::failed"))
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn what_the_model_forbids_is_a_validation_exception_without_a_type() {
    let (_simulator, client) = orders().await;
    let told = |answer: Refused| {
        assert_eq!(
            (answer.status, answer.code.as_deref()),
            (400, Some("ValidationException"))
        );
        assert!(answer.body.get("Type").is_none());
        answer.body["message"].as_str().unwrap().to_owned()
    };
    let message = told(refused(put(&client).maximum_retry_attempts(5).send().await));
    let bound = "failed to satisfy constraint: Member must have value";
    assert_eq!(
        message,
        format!(
            "1 validation error detected: Value '5' at 'maximumRetryAttempts' {bound} less than or equal to 2"
        )
    );
    for (age, said) in [
        (59, "greater than or equal to 60"),
        (21_601, "less than or equal to 21600"),
    ] {
        let message = told(refused(
            put(&client).maximum_event_age_in_seconds(age).send().await,
        ));
        assert_eq!(
            message,
            format!(
                "1 validation error detected: Value '{age}' at 'maximumEventAgeInSeconds' {bound} {said}"
            )
        );
    }
    let url = "https://sqs.eu-west-1.amazonaws.com/123456789012/failed";
    let message = told(refused(
        put(&client)
            .destination_config(on_failure(url))
            .send()
            .await,
    ));
    let start = format!(
        "1 validation error detected: Value '{url}' at 'destinationConfig.onFailure.destination' failed to satisfy constraint: Member must satisfy regular expression pattern: $|kafka://"
    );
    assert!(message.starts_with(&start), "{message}");
    let message = told(refused(
        client
            .list_functions()
            .function_version(FunctionVersion::from("ONE"))
            .send()
            .await,
    ));
    assert!(
        message.ends_with("Member must satisfy enum value set: [ALL]"),
        "{message}"
    );
}

/// What Get answers for a function named so.
async fn read(client: &Client, name: &str, qualifier: Option<&str>) -> Result<(), Refused> {
    let read = client.get_function_event_invoke_config();
    let read = read.set_qualifier(qualifier.map(str::to_owned));
    let answer = read.function_name(name).send().await;
    answer
        .map(drop)
        .map_err(|error| refused::<(), _>(Err(error)))
}

#[tokio::test]
async fn every_way_of_naming_a_function_is_understood() {
    let (_simulator, client) = orders().await;
    let live = put(&client).qualifier("live").maximum_retry_attempts(1);
    live.send().await.unwrap();
    for name in [
        "orders",
        "123456789012:function:orders",
        "arn:aws:lambda:eu-west-1:123456789012:function:orders",
    ] {
        let qualified = format!("{name}:live");
        for (name, qualifier) in [
            (name, Some("live")),
            (&qualified, None),
            (&qualified, Some("live")),
        ] {
            assert_eq!(read(&client, name, qualifier).await, Ok(()), "{name}");
        }
    }
}

#[tokio::test]
async fn a_name_that_contradicts_itself_or_its_place_is_refused() {
    let (_simulator, client) = orders().await;
    let differ =
        "The derived qualifier from the function name does not match the specified qualifier.";
    let twice = read(&client, "orders:live", Some("1")).await;
    assert_eq!(twice, Err(invalid(differ)));
    let elsewhere = "Functions from 'us-east-1' are not reachable in this region ('eu-west-1')";
    let name = "arn:aws:lambda:us-east-1:123456789012:function:orders";
    assert_eq!(read(&client, name, None).await, Err(not_found(elsewhere)));
    let name = "arn:aws:lambda:eu-west-1:210987654321:function:orders";
    let foreign = Refused {
        status: 403,
        code: Some("AccessDeniedException".into()),
        body: json!({"Message": null}),
    };
    assert_eq!(read(&client, name, None).await, Err(foreign));
    let blank = read(&client, "or ders", None).await.unwrap_err();
    assert_eq!(blank.code.as_deref(), Some("ValidationException"));
}
