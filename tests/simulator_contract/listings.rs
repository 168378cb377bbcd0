//! Listings in pages, functions as they are read, regions, the caller.

use super::*;

#[tokio::test]
async fn functions_come_fifty_to_a_page_each_once_and_in_order() {
    let (_simulator, client) = start(
        Account::with_functions(120).in_region("eu-west-1"),
        Options::default(),
    )
    .await;
    let mut pages = client
        .list_functions()
        .max_items(10_000)
        .into_paginator()
        .send();
    let (mut sizes, mut names) = (Vec::new(), Vec::new());
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        sizes.push(page.functions().len());
        names.extend(
            page.functions()
                .iter()
                .map(|function| function.function_name().unwrap().to_owned()),
        );
    }
    assert_eq!(sizes, [50, 50, 20]);
    assert!(names.is_sorted());
    names.dedup();
    assert_eq!(names.len(), 120);
}

#[tokio::test]
async fn a_listed_function_has_role_queue_and_variables_but_neither_state_nor_qualifier() {
    let (_simulator, client) = orders().await;
    let listed = client.list_functions().send().await.unwrap();
    let function = listed
        .functions()
        .iter()
        .find(|function| function.function_name() == Some("orders"))
        .unwrap();
    assert_eq!(
        function.function_arn(),
        Some("arn:aws:lambda:eu-west-1:123456789012:function:orders")
    );
    assert_eq!(
        (function.version(), function.timeout()),
        (Some("$LATEST"), Some(30))
    );
    assert_eq!(
        function.role(),
        Some("arn:aws:iam::123456789012:role/orders")
    );
    assert_eq!(
        function.dead_letter_config().unwrap().target_arn(),
        Some(QUEUE)
    );
    assert_eq!(
        function.environment().unwrap().variables().unwrap()["TOKEN"],
        "secret"
    );
    assert_eq!(
        function.last_modified(),
        Some("2026-11-02T17:40:00.000+0000")
    );
    assert_eq!(function.state(), None);
}

#[tokio::test]
async fn all_versions_are_listed_qualified_and_in_pages() {
    let (_simulator, client) = orders().await;
    let mut pages = client
        .list_functions()
        .function_version(FunctionVersion::All)
        .max_items(2)
        .into_paginator()
        .items()
        .send();
    let mut arns = Vec::new();
    while let Some(function) = pages.next().await {
        arns.push(
            function
                .unwrap()
                .function_arn()
                .unwrap()
                .rsplit("function:")
                .next()
                .unwrap()
                .to_owned(),
        );
    }
    assert_eq!(
        arns,
        ["mails:$LATEST", "orders:$LATEST", "orders:1", "orders:2"]
    );
    let mut pages = client
        .list_versions_by_function()
        .function_name("orders")
        .max_items(1)
        .into_paginator()
        .items()
        .send();
    let mut versions = Vec::new();
    while let Some(version) = pages.next().await {
        versions.push(version.unwrap().version().unwrap().to_owned());
    }
    assert_eq!(versions, ["$LATEST", "1", "2"]);
}

#[tokio::test]
async fn aliases_are_listed_by_name_and_by_the_version_they_point_at() {
    let (_simulator, client) = orders().await;
    client
        .create_alias()
        .function_name("orders")
        .name("beta")
        .function_version("2")
        .send()
        .await
        .unwrap();
    let all = client
        .list_aliases()
        .function_name("orders")
        .send()
        .await
        .unwrap();
    let names: Vec<_> = all
        .aliases()
        .iter()
        .map(|alias| alias.name().unwrap())
        .collect();
    assert_eq!(names, ["beta", "live"]);
    assert_eq!(all.aliases()[0].routing_config(), None);
    let routing = all.aliases()[1].routing_config().unwrap();
    let weights = std::collections::HashMap::from([("2".to_owned(), 0.2)]);
    assert_eq!(routing.additional_version_weights(), Some(&weights));
    let first = client
        .list_aliases()
        .function_name("orders")
        .function_version("1")
        .send()
        .await
        .unwrap();
    assert_eq!(first.aliases().len(), 1);
}

#[tokio::test]
async fn a_function_read_by_its_alias_keeps_the_alias_in_its_arn_and_shows_the_version() {
    let (_simulator, client) = orders().await;
    let read = client
        .get_function()
        .function_name("orders")
        .qualifier("live")
        .send()
        .await
        .unwrap();
    let configuration = read.configuration().unwrap();
    assert!(
        configuration
            .function_arn()
            .unwrap()
            .ends_with(":orders:live")
    );
    assert_eq!(configuration.version(), Some("1"));
    assert_eq!(
        read.concurrency().unwrap().reserved_concurrent_executions(),
        Some(0)
    );
    assert_eq!(read.tags().unwrap()["team"], "orders");
    let plain = client
        .get_function_configuration()
        .function_name("orders")
        .send()
        .await
        .unwrap();
    assert!(plain.function_arn().unwrap().ends_with(":function:orders"));
    let gone = refused(
        client
            .get_function_configuration()
            .function_name("orders:gone")
            .send()
            .await,
    );
    assert_eq!(
        gone,
        not_found("Function not found: arn:aws:lambda:eu-west-1:123456789012:function:orders:gone")
    );
}

#[tokio::test]
async fn each_region_has_a_store_of_its_own_and_the_signature_says_which() {
    let (simulator, client) = start(Account::demo(), Options::default()).await;
    let mut here = client.list_functions().into_paginator().items().send();
    let mut count = 0;
    while let Some(function) = here.next().await {
        assert!(function.unwrap().function_name().is_some());
        count += 1;
    }
    assert!(count >= 40);
    let there = super::client(&simulator, "us-east-1")
        .list_functions()
        .send()
        .await
        .unwrap();
    assert_eq!(there.functions().len(), 3);
    let nowhere = super::client(&simulator, "ap-south-1")
        .list_functions()
        .send()
        .await
        .unwrap();
    assert!(nowhere.functions().is_empty());
    let log = simulator.log();
    assert_eq!(log[0].access_key_id.as_deref(), Some("AKIDTEST"));
    assert_eq!(log.last().unwrap().region, "ap-south-1");
}

#[tokio::test]
async fn the_caller_is_told_by_sts() {
    let (simulator, _) = orders().await;
    let caller = sts(&simulator).get_caller_identity().send().await.unwrap();
    assert_eq!(caller.account(), Some("123456789012"));
    simulator
        .faults()
        .answer_as("210987654321", "arn:aws:iam::210987654321:user/other");
    let caller = sts(&simulator).get_caller_identity().send().await.unwrap();
    assert_eq!(
        (caller.account(), caller.arn()),
        (
            Some("210987654321"),
            Some("arn:aws:iam::210987654321:user/other")
        )
    );
    simulator
        .faults()
        .add(Operation::GetCallerIdentity, Fault::expired_token(), 1);
    let expired = sts(&simulator)
        .get_caller_identity()
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        aws_sdk_sts::error::ProvideErrorMetadata::code(&expired),
        Some("ExpiredTokenException")
    );
}
