//! The help of the five commands, however it is asked for.

use crate::beyond::{DELETE, GET, PUT, Scene, UPDATE};

const LIST: &str = "list-function-event-invoke-configs";

#[test]
fn the_help_of_a_command_names_its_options_and_ours() {
    let scene = Scene::new();
    for line in [
        format!("{PUT} help"),
        format!("{PUT} --help"),
        format!("--help {PUT}"),
    ] {
        let told = scene.run(&line);
        assert_eq!((told.status, told.told.as_str()), (0, ""), "{line}");
        for option in [
            "--function-name",
            "--destination-config",
            "--cli-input-json",
            "--dry-run",
            "--if-last-modified",
            "--explain",
            "--no-verify-ssl",
        ] {
            assert!(told.printed.contains(option), "{line}: {option}");
        }
    }
    insta::assert_snapshot!(scene.run(&format!("{LIST} help")).printed);
}

/// `lasso help put-…` was refused, with advice to join both words by a colon, while `lasso help export` was understood.
#[test]
fn help_may_stand_before_a_command_as_well_as_behind_it() {
    let scene = Scene::new();
    for command in [PUT, GET, UPDATE, DELETE, LIST] {
        let behind = scene.run(&format!("{command} help"));
        assert_eq!((behind.status, behind.told.as_str()), (0, ""));
        for line in [
            format!("{command} --help"),
            format!("help {command}"),
            format!("help {command} --help"),
            format!("--region eu-west-1 help {command}"),
        ] {
            let told = scene.run(&line);
            assert_eq!((told.status, told.told.as_str()), (0, ""), "{line}");
            assert_eq!(told.printed, behind.printed, "{line}");
        }
    }
}
