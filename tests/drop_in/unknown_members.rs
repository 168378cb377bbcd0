//! `--dry-run` where a configuration holds more than its four settings.

use serde_json::json;

use crate::beyond::{DELETE, PUT, Scene, UPDATE};

/// A put that may remove what Lasso does not know was reviewed without a word of it, or said to change nothing, with status 3.
#[test]
fn a_dry_run_names_what_else_is_held_and_what_becomes_of_it() {
    let account = json!({"Region": "eu-west-1", "Functions": [{
        "Configuration": {"FunctionName": "orders"},
        "FunctionEventInvokeConfigs": [
            {"Qualifier": "$LATEST", "LastModified": 1.5, "MaximumRetryAttempts": 1, "TenantIsolation": {"Mode": "Strict"}}
        ]
    }]});
    let scene = Scene::of(serde_json::from_value(account).unwrap());
    let held = "\nWarnings\n  ! Lambda holds TenantIsolation, which Lasso does not know: ";
    for (line, becomes) in [
        (
            format!("{PUT} --function-name orders --maximum-retry-attempts 0"),
            "this PUT may remove it.",
        ),
        (
            format!("{PUT} --function-name orders --maximum-retry-attempts 1"),
            "this PUT may remove it.",
        ),
        (
            format!("{UPDATE} --function-name orders --maximum-retry-attempts 1"),
            "whether this POST keeps it is not known.",
        ),
        (
            format!("{DELETE} --function-name orders"),
            "this DELETE removes it too.",
        ),
    ] {
        let told = scene.harmless(&format!("{line} --dry-run"));
        assert_eq!((told.status, told.told.as_str()), (0, ""), "{line}");
        let said = format!("{held}{becomes}\n");
        assert!(told.printed.contains(&said), "{line}: {}", told.printed);
    }
    let same = scene.harmless(&format!(
        "{PUT} --function-name orders --maximum-retry-attempts 1 --dry-run"
    ));
    assert!(
        same.printed
            .contains("No setting that Lasso knows would change (read "),
        "{}",
        same.printed
    );
}
