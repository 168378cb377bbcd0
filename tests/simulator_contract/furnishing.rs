//! A client furnishes an account of its own.

use aws_sdk_lambda::operation::create_alias::builders::CreateAliasFluentBuilder as CreateAlias;
use aws_sdk_lambda::operation::create_function::builders::CreateFunctionFluentBuilder as CreateFunction;
use aws_sdk_lambda::types::DeadLetterConfig;

use super::*;

fn create(client: &Client, code: FunctionCode) -> CreateFunction {
    let role = "arn:aws:iam::123456789012:role/new";
    let create = client.create_function().function_name("new").role(role);
    create.code(code).runtime(Runtime::Python313)
}

fn alias(client: &Client, name: &str, version: &str) -> CreateAlias {
    let create = client.create_alias().function_name("orders");
    create.name(name).function_version(version)
}

fn weights(version: &str, weight: f64) -> AliasRoutingConfiguration {
    let routing = AliasRoutingConfiguration::builder();
    routing.additional_version_weights(version, weight).build()
}

fn arn(function: &str) -> String {
    format!("arn:aws:lambda:eu-west-1:123456789012:function:{function}")
}

#[tokio::test]
async fn a_new_function_is_there_whatever_the_size_of_its_code() {
    let (_simulator, client) = start(Account::empty(), Options::default()).await;
    // More than most servers take by default, as a code package may be.
    let code = Blob::new(vec![0; 6 * 1024 * 1024]);
    let code = FunctionCode::builder().zip_file(code).build();
    let created = create(&client, code).send().await.unwrap();
    assert_eq!(created.function_arn(), Some(arn("new").as_str()));
    assert_eq!(created.version(), Some("$LATEST"));
    assert_eq!(created.timeout(), Some(3));
    let read = client.get_function_configuration().function_name("new");
    let read = read.send().await.unwrap();
    assert_eq!(read.runtime(), Some(&Runtime::Python313));
}

#[tokio::test]
async fn a_name_is_given_once_and_free_again_after_the_function_is_deleted() {
    let (_simulator, client) = start(Account::empty(), Options::default()).await;
    let create = || create(&client, FunctionCode::builder().build()).send();
    create().await.unwrap();
    let again = refused(create().await);
    let body = json!({"Type": "User", "message": "Function already exist: new"});
    assert_eq!((again.status, again.body), (409, body));
    let delete = client.delete_function().function_name("new");
    delete.send().await.unwrap();
    let gone = refused(client.get_function().function_name("new").send().await);
    let message = format!("Function not found: {}", arn("new"));
    assert_eq!(gone, not_found(&message));
    create().await.unwrap();
}

#[tokio::test]
async fn publishing_makes_a_version_only_if_something_changed() {
    let (_simulator, client) = start(Account::empty(), Options::default()).await;
    let created = create(&client, FunctionCode::builder().build()).send();
    created.await.unwrap();
    let publish = async || {
        let published = client.publish_version().function_name("new").send().await;
        published.unwrap().version.unwrap()
    };
    assert_eq!([publish().await, publish().await], ["1", "1"]);
    let change = client.update_function_configuration().function_name("new");
    change.timeout(9).send().await.unwrap();
    assert_eq!([publish().await, publish().await], ["2", "2"]);
}

#[tokio::test]
async fn tags_and_reserved_concurrency_are_kept() {
    let (_simulator, client) = orders().await;
    let mails = arn("mails");
    let tag = client.tag_resource().resource(&mails).tags("team", "a");
    tag.send().await.unwrap();
    let tags = client.list_tags().resource(&mails).send().await.unwrap();
    assert_eq!(tags.tags().unwrap()["team"], "a");
    let qualified = client.list_tags().resource(format!("{mails}:live"));
    assert_eq!(refused(qualified.send().await).status, 400);

    let read = || {
        client
            .get_function_concurrency()
            .function_name("mails")
            .send()
    };
    assert_eq!(read().await.unwrap().reserved_concurrent_executions(), None);
    let reserve = client.put_function_concurrency().function_name("mails");
    let reserve = reserve.reserved_concurrent_executions(0).send();
    reserve.await.unwrap();
    assert_eq!(
        read().await.unwrap().reserved_concurrent_executions(),
        Some(0)
    );
}

#[tokio::test]
async fn an_alias_is_made_moved_and_read() {
    let (_simulator, client) = orders().await;
    let made = alias(&client, "beta", "2").routing_config(weights("1", 0.5));
    let made = made.send().await.unwrap();
    assert_eq!(made.alias_arn(), Some(arn("orders:beta").as_str()));
    let nothing = AliasRoutingConfiguration::builder().build();
    let update = client.update_alias().function_name("orders").name("beta");
    let update = update.function_version("1").routing_config(nothing);
    update.send().await.unwrap();
    let read = client.get_alias().function_name("orders").name("beta");
    let read = read.send().await.unwrap();
    assert_eq!(read.function_version(), Some("1"));
    assert_eq!(read.routing_config(), None);
}

#[tokio::test]
async fn an_alias_routes_only_to_versions_that_are_there() {
    let (_simulator, client) = orders().await;
    let digits = refused(alias(&client, "2024", "2").send().await);
    assert_eq!(digits.code.as_deref(), Some("ValidationException"));
    let missing = refused(alias(&client, "x", "9").send().await);
    let message = format!("Function not found: {}", arn("orders:9"));
    assert_eq!(missing, not_found(&message));
    let latest = alias(&client, "x", "$LATEST").routing_config(weights("1", 0.5));
    let message = "$LATEST is not supported for an alias pointing to more than 1 version";
    assert_eq!(refused(latest.send().await), invalid(message));
    let exists = refused(alias(&client, "live", "2").send().await);
    let code = Some("ResourceConflictException");
    assert_eq!((exists.status, exists.code.as_deref()), (409, code));
}

#[tokio::test]
async fn an_alias_that_is_not_there_is_told_in_two_ways() {
    let (_simulator, client) = orders().await;
    let read = client.get_alias().function_name("orders").name("gone");
    let message = format!("Cannot find alias arn: {}", arn("orders:gone"));
    assert_eq!(refused(read.send().await), not_found(&message));
    let update = client.update_alias().function_name("orders").name("gone");
    let update = update.function_version("1");
    let message = format!("Alias not found: {}", arn("orders:gone"));
    assert_eq!(refused(update.send().await), not_found(&message));
}

#[tokio::test]
async fn a_version_that_an_alias_points_at_cannot_be_deleted() {
    let (_simulator, client) = orders().await;
    let delete = || {
        client
            .delete_function()
            .function_name("orders")
            .qualifier("1")
    };
    let kept = refused(delete().send().await);
    let message = "Unable to delete version because the following aliases reference it: [live]";
    assert_eq!(
        (kept.status, kept.body["message"].as_str()),
        (409, Some(message))
    );
    let free = client.delete_alias().function_name("orders").name("live");
    free.send().await.unwrap();
    delete().send().await.unwrap();
}

#[tokio::test]
async fn a_dead_letter_queue_is_removed_by_an_empty_target_and_not_by_an_empty_structure() {
    let (_simulator, client) = orders().await;
    let update = |config: DeadLetterConfig| {
        let update = client.update_function_configuration();
        let update = update.function_name("orders").dead_letter_config(config);
        update.send()
    };
    let after = update(DeadLetterConfig::builder().build()).await.unwrap();
    let target = after
        .dead_letter_config()
        .and_then(|config| config.target_arn());
    assert_eq!(target, Some(QUEUE));
    let none = DeadLetterConfig::builder().target_arn("").build();
    assert_eq!(update(none).await.unwrap().dead_letter_config(), None);
}
