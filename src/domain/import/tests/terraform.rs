//! Blocks of Terraform: what stands between quotes, what names a target, and what a block must not hold.

use super::*;

/// What a block with this failure destination fills in.
fn destination(text: &str) -> Setting<String> {
    let inside = format!("destination_config {{\n  on_failure {{ destination = {text} }}\n}}");
    imported(&block(&inside)).settings.on_failure
}

/// Two escaped marks behind each other were read as one and an expression.
#[test]
fn what_stands_between_quotes_is_read_as_terraform_reads_it() {
    for (written, read) in [
        (r#""a\"b\\c""#, "a\"b\\c"),
        (r#""a\nb\rc\td""#, "a\nb\rc\td"),
        (r#""\u0041\U00000042""#, "AB"),
        (r#""$${a}%%{b}""#, "${a}%{b}"),
        (r#""$${$${%%{a""#, "${${%{a"),
        (r#""$a %b""#, "$a %b"),
    ] {
        assert_eq!(destination(written), Setting::Explicit(read.to_owned()));
    }
    assert_eq!(destination("null"), Setting::ServiceDefault);
}

#[test]
fn what_terraform_works_out_or_cannot_read_fills_nothing() {
    for text in [
        r#""arn:${var.p}:sqs""#,
        r#""arn:%{ if x }aws%{ endif }""#,
        r#""arn:${lookup({ a = "}" }, "a")}""#,
        r#""arn:" + "aws""#,
        "aws_sqs_queue.failed.arn",
    ] {
        let inside = format!("destination_config {{\non_failure {{ destination = {text} }}\n}}");
        let said = refused(&block(&inside));
        let told = format!("destination in line 3 is {text}, whose value only Terraform knows");
        assert!(said.contains(&told), "{said}");
    }
    for text in [r#""a\q""#, r#""\u00zz""#, r#""\UFFFFFFFF""#, ""] {
        let said = refused(&block(&format!("qualifier = {text}")));
        assert!(said.ends_with("line 2 can't be read."), "{text}: {said}");
    }
}

#[test]
fn a_number_may_stand_in_quotes_and_nothing_is_the_default() {
    let retries = |value: &str| {
        let text = block(&format!("maximum_retry_attempts = {value}"));
        imported(&text).settings.maximum_retry_attempts
    };
    assert_eq!(retries("\"1\""), Setting::Explicit(1));
    assert_eq!(retries("-1"), Setting::Explicit(-1));
    assert_eq!(retries("null"), Setting::ServiceDefault);
}

#[test]
fn what_a_block_must_not_hold_is_named() {
    for (inside, said) in [
        (
            "maximum_retry_attempts = \"one\"",
            "maximum_retry_attempts must be a whole number.",
        ),
        (
            "provisioner \"local-exec\" {\n}",
            "provisioner is no part of this configuration.",
        ),
        (
            "destination_config {\narn = \"a\"\n}",
            "destination_config.arn is no part of this configuration.",
        ),
        (
            "destination_config {\non_retry {\n}\n}",
            "destination_config.on_retry is no part of this configuration.",
        ),
        (
            "destination_config {\non_failure {\n}\non_failure {\n}\n}",
            "on_failure is there twice.",
        ),
        (
            "destination_config {\non_failure {\narn = \"a\"\n}\n}",
            "on_failure.arn is no part of this configuration.",
        ),
        (
            "destination_config {\non_failure {\nfilter {\n}\n}\n}",
            "on_failure.filter is no part of this configuration.",
        ),
        (
            "destination_config {\non_failure {\ndestination = \"a\"\ndestination = \"b\"\n}\n}",
            "destination is there twice.",
        ),
        (
            "destination_config {\non_failure {\ndestination = 7\n}\n}",
            "destination must be a text in quotes.",
        ),
    ] {
        let told = refused(&block(inside));
        assert!(told.ends_with(said), "{told}");
    }
}

#[test]
fn region_and_provider_say_whose_a_block_is() {
    let compare = |inside: &str| imported(&block(inside)).named.compare(&target());
    assert_eq!(compare("function_name = null"), Naming::Same);
    assert_eq!(compare("region = \"eu-west-1\""), Naming::Same);
    assert!(matches!(
        compare("region = \"us-east-1\""),
        Naming::Other(_)
    ));
    assert_eq!(
        compare("provider = aws.east"),
        Naming::Expression("aws.east".to_owned())
    );
}

#[test]
fn what_is_only_read_by_terraform_is_no_block_of_the_resource() {
    let read_only = block("").replace("resource", "data");
    let both = format!("{read_only}\n{}", block("maximum_retry_attempts = 1"));
    let settings = imported(&both).settings;
    assert_eq!(settings.maximum_retry_attempts, Setting::Explicit(1));
}
