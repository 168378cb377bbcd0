//! Put, Update, Get, List and Delete: what is held afterwards.

use super::*;

#[tokio::test]
async fn put_replaces_everything_and_what_it_does_not_name_is_gone() {
    let (_simulator, client) = orders().await;
    put(&client)
        .maximum_retry_attempts(2)
        .maximum_event_age_in_seconds(60)
        .send()
        .await
        .unwrap();
    let answer = put(&client).maximum_retry_attempts(0).send().await.unwrap();
    assert_eq!(
        (
            answer.maximum_retry_attempts(),
            answer.maximum_event_age_in_seconds()
        ),
        (Some(0), None)
    );
    let held = get(&client, "$LATEST").await;
    assert_eq!(
        (
            held.maximum_retry_attempts(),
            held.maximum_event_age_in_seconds()
        ),
        (Some(0), None)
    );
    put(&client)
        .maximum_event_age_in_seconds(60)
        .send()
        .await
        .unwrap();
    assert_eq!(get(&client, "$LATEST").await.maximum_retry_attempts(), None);
}

#[tokio::test]
async fn a_destination_goes_with_an_empty_half_or_with_a_put_that_names_none() {
    let (_simulator, client) = orders().await;
    let empty_half = DestinationConfig::builder()
        .on_failure(OnFailure::builder().build())
        .build();
    for without in [
        put(&client).destination_config(empty_half),
        put(&client).maximum_retry_attempts(1),
    ] {
        put(&client)
            .destination_config(on_failure(QUEUE))
            .send()
            .await
            .unwrap();
        without.send().await.unwrap();
        let destinations = get(&client, "$LATEST").await.destination_config.unwrap();
        assert_eq!(
            destinations.on_success().map(OnSuccess::destination),
            Some(None),
            "both halves are there"
        );
        assert_eq!(
            destinations.on_failure().map(OnFailure::destination),
            Some(None),
            "and both are empty"
        );
    }
}

#[tokio::test]
async fn the_answer_is_qualified_and_its_date_is_a_number_of_milliseconds() {
    let (simulator, client) = orders().await;
    let answer = put(&client).maximum_retry_attempts(1).send().await.unwrap();
    assert_eq!(
        answer.function_arn(),
        Some("arn:aws:lambda:eu-west-1:123456789012:function:orders:$LATEST")
    );
    let seconds = answer.last_modified().unwrap().as_secs_f64();
    assert!(
        seconds > 1_795_228_267.4 && seconds < 1_795_228_268.0,
        "{seconds}"
    );
    let held = simulator
        .settings("eu-west-1", "orders", "$LATEST")
        .unwrap();
    assert_eq!(held["LastModified"], json!(seconds));
    assert_eq!(
        held["DestinationConfig"],
        json!({"OnSuccess": {"Destination": null}, "OnFailure": {"Destination": null}})
    );
    assert!(held.get("MaximumEventAgeInSeconds").is_none());
}

#[tokio::test]
async fn the_same_put_twice_is_fine_and_moves_the_date() {
    let (_simulator, client) = orders().await;
    let first = put(&client).maximum_retry_attempts(2).send().await.unwrap();
    let second = put(&client).maximum_retry_attempts(2).send().await.unwrap();
    assert!(second.last_modified() > first.last_modified());
}

#[tokio::test]
async fn update_keeps_what_it_does_not_name() {
    let (_simulator, client) = orders().await;
    let update = || {
        client
            .update_function_event_invoke_config()
            .function_name("orders")
    };
    assert_eq!(
        refused(update().maximum_retry_attempts(0).send().await),
        unset("$LATEST")
    );
    put(&client)
        .maximum_retry_attempts(2)
        .maximum_event_age_in_seconds(60)
        .send()
        .await
        .unwrap();
    let other_retries = update().maximum_retry_attempts(0).send().await.unwrap();
    assert_eq!(other_retries.maximum_retry_attempts(), Some(0));
    assert_eq!(other_retries.maximum_event_age_in_seconds(), Some(60));
    let other_age = update().maximum_event_age_in_seconds(90).send();
    let other_age = other_age.await.unwrap();
    assert_eq!(other_age.maximum_retry_attempts(), Some(0));
    assert_eq!(other_age.maximum_event_age_in_seconds(), Some(90));
    let destination = update().destination_config(on_failure(QUEUE)).send();
    destination.await.unwrap();
    assert_eq!(
        get(&client, "$LATEST").await.maximum_retry_attempts(),
        Some(0)
    );
    assert!(update().send().await.is_err(), "nothing named");
}

#[tokio::test]
async fn each_qualifier_has_settings_of_its_own_and_publishing_copies_none() {
    let (_simulator, client) = orders().await;
    for (qualifier, retries) in [("$LATEST", 0), ("1", 1), ("live", 2)] {
        put(&client)
            .qualifier(qualifier)
            .maximum_retry_attempts(retries)
            .send()
            .await
            .unwrap();
    }
    for (qualifier, retries) in [("$LATEST", 0), ("1", 1), ("live", 2)] {
        assert_eq!(
            get(&client, qualifier).await.maximum_retry_attempts(),
            Some(retries)
        );
    }
    assert_eq!(listed(&client).await.len(), 3);
    client
        .update_function_configuration()
        .function_name("orders")
        .timeout(31)
        .send()
        .await
        .unwrap();
    let published = client
        .publish_version()
        .function_name("orders")
        .send()
        .await
        .unwrap();
    assert_eq!(published.version(), Some("3"));
    let read = client
        .get_function_event_invoke_config()
        .function_name("orders")
        .qualifier("3")
        .send()
        .await;
    assert_eq!(refused(read), unset("3"));
}

#[tokio::test]
async fn delete_removes_one_qualifier_and_is_refused_the_second_time() {
    let (_simulator, client) = orders().await;
    put(&client).maximum_retry_attempts(0).send().await.unwrap();
    put(&client)
        .qualifier("1")
        .maximum_retry_attempts(0)
        .send()
        .await
        .unwrap();
    let delete = || {
        client
            .delete_function_event_invoke_config()
            .function_name("orders")
            .send()
    };
    delete().await.unwrap();
    assert_eq!(
        listed(&client).await,
        ["arn:aws:lambda:eu-west-1:123456789012:function:orders:1"]
    );
    assert_eq!(refused(delete().await), unset("$LATEST"));
}

#[tokio::test]
async fn an_alias_leaves_its_settings_behind_and_they_can_still_be_deleted() {
    let (_simulator, client) = orders().await;
    put(&client)
        .qualifier("live")
        .maximum_retry_attempts(0)
        .send()
        .await
        .unwrap();
    client
        .delete_alias()
        .function_name("orders")
        .name("live")
        .send()
        .await
        .unwrap();
    assert_eq!(
        listed(&client).await,
        ["arn:aws:lambda:eu-west-1:123456789012:function:orders:live"]
    );
    assert_eq!(
        refused(
            put(&client)
                .qualifier("live")
                .maximum_retry_attempts(1)
                .send()
                .await
        ),
        not_found(NOT_THERE)
    );
    let delete = client
        .delete_function_event_invoke_config()
        .function_name("orders")
        .qualifier("live");
    delete.send().await.unwrap();
    assert!(listed(&client).await.is_empty());
}

#[tokio::test]
async fn the_list_comes_in_pages() {
    let (_simulator, client) = orders().await;
    for qualifier in ["$LATEST", "1", "2", "live"] {
        put(&client)
            .qualifier(qualifier)
            .maximum_retry_attempts(1)
            .send()
            .await
            .unwrap();
    }
    let mut pages = client
        .list_function_event_invoke_configs()
        .function_name("orders")
        .max_items(3)
        .into_paginator()
        .send();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.unwrap().function_event_invoke_configs().len());
    }
    assert_eq!(sizes, [3, 1]);
    let too_many = client
        .list_function_event_invoke_configs()
        .function_name("orders")
        .max_items(51)
        .send()
        .await;
    assert_eq!(
        refused(too_many).code.as_deref(),
        Some("ValidationException")
    );
}
