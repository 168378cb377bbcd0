//! Profiles whose names the AWS CLI takes and the SDK's reader passes over.
//!
//! Knows what is told of them. Does not know what a profile holds.

use std::fs;
use std::process::{Command, Stdio};

use tempfile::TempDir;

const KEYS: &str = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n";

/// What a name may be.
const TAKEN: &str = "Lasso takes names of ASCII letters, digits and _ - . / % @ : +";

/// A home with both files; what is empty is not there.
#[expect(clippy::disallowed_methods, reason = "files for the tested program")]
fn home(config: &str, credentials: &str) -> TempDir {
    let home = TempDir::new().unwrap();
    fs::create_dir(home.path().join(".aws")).unwrap();
    for (file, text) in [("config", config), ("credentials", credentials)] {
        if !text.is_empty() {
            fs::write(home.path().join(".aws").join(file), text).unwrap();
        }
    }
    home
}

/// What is told on standard error where nothing can be done with a profile, with `~` for the home.
#[expect(clippy::disallowed_methods, reason = "the program is what is tested")]
fn told(home: &TempDir, profile: &str, line: &[&str]) -> String {
    let path = home.path().to_str().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_lasso"))
        .env_clear()
        .env("HOME", path)
        .args(line)
        .args(["--profile", profile, "--region", "eu-west-1"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(!output.status.success() && output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap().replace(path, "~")
}

/// It was said that there is no such profile, and that none is set up, while the file held it.
#[test]
fn a_profile_whose_name_can_not_be_read_is_told_with_its_file_and_the_way_on() {
    for name in ["my ops", "o'brien", "a,b", "a$b", "a(b)", "a&b"] {
        let section = format!("[{name}]\n{KEYS}");
        let prefixed = format!("[profile \"{name}\"]\n{KEYS}");
        for (home, file) in [
            (home("", &section), "credentials"),
            (home(&prefixed, ""), "config"),
        ] {
            let sentence =
                format!("Profile {name} is in ~/.aws/{file}, but Lasso can't read such a name.");
            let helps = format!(
                "{TAKEN}: rename it there, or choose another with --profile or AWS_PROFILE."
            );
            assert_eq!(
                told(&home, name, &["orders", "--why"]),
                format!("lasso: OpenSession: {sentence}\n  {helps}\n")
            );
            let get = ["get-function-event-invoke-config", "--function-name", "f"];
            let line = format!("\nThe config profile ({name}) could not be found\n");
            assert_eq!(told(&home, name, &get), line);
            assert_eq!(
                told(&home, name, &[&get[..], &["--explain"]].concat()),
                format!("{line}{sentence} {helps}\n")
            );
        }
    }
}

/// "No profile is set up" was said of files that hold some.
#[test]
fn what_the_files_hold_is_told_where_the_named_profile_is_not_there() {
    for (config, credentials, name, hint) in [
        (
            "",
            "",
            "x",
            "No profile is set up: aws configure makes one.",
        ),
        (
            "[x]\nregion = eu-west-1\n",
            "",
            "x",
            "No section of ~/.aws/config is a profile: [profile NAME] begins one.",
        ),
        (
            "",
            "[my ops]\n[a,b]\n",
            "x",
            &format!("Lasso can't read the profiles that are here: my ops, a,b. {TAKEN}."),
        ),
        ("[profile y]\n", "[my ops]\n", "x", "Profiles here: y."),
    ] {
        assert_eq!(
            told(&home(config, credentials), name, &["orders", "--why"]),
            format!("lasso: OpenSession: There is no profile {name}.\n  {hint}\n")
        );
    }
    let quoted = home("[profile \"x\"]\n[profile y]\n", "");
    assert_eq!(
        told(&quoted, "x", &["orders", "--why"]),
        "lasso: OpenSession: Profile x is in ~/.aws/config, but its section has quotes, which Lasso can't read.\n  Take the quotes off there, or \
         choose another with --profile or AWS_PROFILE.\n  Profiles here: y.\n"
    );
}
