//! What the program prints for shells and manuals: completions, the scripts that ask for them, the manual page.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::{command, lasso, text};

/// The names of the last listing, as the screens keep them.
#[expect(clippy::disallowed_methods, reason = "a cache of its own")]
fn cached(names: &str) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".cache/lasso");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("last-listing"), names).unwrap();
    home
}

/// What a shell is offered for the last of some words.
fn complete(home: &TempDir, shell: &str, words: &[&str]) -> String {
    let output = command(home)
        .env("LASSO_COMPLETE", shell)
        .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
        .env("_CLAP_IFS", "\n")
        .args(["--", "lasso"])
        .args(words)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let lines = text(&output.stdout).lines();
    // Behind a tabulator stands the help.
    let names: Vec<&str> = lines.filter_map(|line| line.split('\t').next()).collect();
    names.join(" ")
}

#[test]
fn a_shell_completes_options_commands_functions_and_qualifiers() {
    let home = cached("orders\norders:$LATEST\norders:live\npayments\npayments:live\n");
    for (words, completed) in [
        (&["--reg"][..], "--region"),
        (&["simu"], "simulate"),
        (&["completions", "po"], "powershell"),
        (&["put-"], "put-function-event-invoke-config"),
        (
            &["put-function-event-invoke-config", "--maximum-r"],
            "--maximum-retry-attempts",
        ),
        (
            &["get-function-event-invoke-config", "--function-name", "pa"],
            "payments",
        ),
        (
            &["get-function-event-invoke-config", "--qualifier", "l"],
            "live",
        ),
        (
            &["list-function-event-invoke-configs", "--output", "t"],
            "text table",
        ),
        (&["export", "--format", "ter"], "terraform"),
        (&["or"], "orders"),
        (&["orders:"], "orders:$LATEST orders:live"),
        (&["payments:l"], "payments:live"),
        (
            &[
                "put-function-event-invoke-config",
                "--function-name",
                "payments:",
            ],
            "payments:live",
        ),
        (&["x"], ""),
    ] {
        assert_eq!(complete(&home, "fish", words), completed, "{words:?}");
    }
}

/// The qualifiers of every function were offered for the one that the line names, and bash took `$LATEST` for a variable.
#[test]
fn a_qualifier_is_one_of_the_function_that_the_line_names_and_is_quoted_where_the_shell_does_not() {
    let home = cached("orders\norders:$LATEST\norders:live\npayments\npayments:beta\n");
    let put = "put-function-event-invoke-config";
    for (words, names) in [
        (
            &[put, "--function-name", "orders", "--qualifier", ""][..],
            "$LATEST live",
        ),
        (
            &[put, "--function-name=payments", "--qualifier", ""],
            "beta",
        ),
        (
            &[
                put,
                "--function-name",
                "arn:aws:lambda:eu-west-1:123456789012:function:payments",
                "--qualifier",
                "",
            ],
            "beta",
        ),
        (&[put, "--qualifier", ""], "$LATEST beta live"),
    ] {
        assert_eq!(complete(&home, "fish", words), names, "{words:?}");
    }
    let line = [put, "--function-name", "orders", "--qualifier", ""];
    assert_eq!(complete(&home, "bash", &line), "'$LATEST' live");
    let line = [put, "--function-name", "orders", "--qualifier", "$L"];
    assert_eq!(complete(&home, "bash", &line), "'$LATEST'");
}

/// What the script offers in bash at the end of a line; a bar stands where bash begins a word without a blank.
#[expect(clippy::disallowed_methods, reason = "the shell is what is tested")]
fn offered_by_bash(home: &TempDir, line: &str) -> String {
    const ASK: &str = "source <(lasso completions bash); COMP_LINE=$1 COMP_TYPE=9 current=$2; shift 2
        COMP_WORDS=(\"$@\") COMP_CWORD=$(($# - 1)); _clap_complete_lasso lasso \"$current\"; echo \"${COMPREPLY[*]}\"";
    let words: Vec<&str> = line.split([' ', '|']).collect();
    // Behind a colon or a sign nothing is there to be replaced yet; behind a quote that is open, all but the quote is.
    let current = words.last().filter(|word| ![":", "="].contains(word));
    let current = current.map(|word| word.trim_start_matches(['\'', '"']));
    let programs = Path::new(env!("CARGO_BIN_EXE_lasso")).parent().unwrap();
    let output = Command::new("bash")
        .env_clear()
        .env("HOME", home.path())
        .env("PATH", format!("{}:/usr/bin:/bin", programs.display()))
        .args(["--norc", "--noprofile", "-c", ASK, "bash"])
        .args([&line.replace('|', ""), current.unwrap_or("")])
        .args(&words)
        .output()
        .unwrap();
    assert_eq!(text(&output.stderr), "", "{line}");
    text(&output.stdout).trim_end().to_owned()
}

/// Bash makes three words of `orders:live` and replaces the last alone, so that nothing completed behind a colon.
#[test]
fn bash_completes_a_qualifier_behind_the_colon_of_its_function() {
    let home = cached("orders\norders:$LATEST\norders:live\npayments\npayments:beta\n");
    let get = "get-function-event-invoke-config";
    for (line, offered) in [
        ("lasso pay", "payments"),
        ("lasso orders|:", "'$LATEST' live"),
        ("lasso orders|:|l", "live"),
        ("lasso orders|:|$L", "'$LATEST'"),
        ("lasso --why payments|:", "beta"),
        // Within quotes the name went, and the qualifier took its place.
        ("lasso 'orders:l", "orders:live"),
        ("lasso 'orders:", "orders:$LATEST orders:live"),
        ("lasso \"orders:$L", "orders:\\$LATEST"),
        (&format!("lasso {get} --function-name \"pay"), "payments"),
        (
            &format!("lasso {get} --function-name 'payments:"),
            "payments:beta",
        ),
        (&format!("lasso {get} --function-name payments|:|b"), "beta"),
        // What stands before the word has colons and signs of its own.
        ("lasso export orders|:|live --form", "--format"),
        (
            &format!("lasso {get} --function-name|=|payments --qualifier "),
            "beta",
        ),
        (
            &format!(
                "lasso {get} --function-name arn|:|aws|:|lambda|:|eu-west-1|:|123456789012|:|function|:|payments --qualifier "
            ),
            "beta",
        ),
    ] {
        assert_eq!(offered_by_bash(&home, line), offered, "{line}");
    }
}

/// Bash makes three words of `--function-name=pay` too, and nothing completed behind the sign.
#[test]
fn bash_completes_the_value_of_an_option_behind_its_sign() {
    let home = cached("orders\norders:$LATEST\norders:live\npayments\npayments:beta\n");
    let get = "get-function-event-invoke-config";
    for (option, offered) in [
        ("--function-name|=|pay", "payments"),
        ("--function-name|=", "orders payments"),
        ("--function-name|=|orders|:|l", "live"),
        ("--function-name|=|orders|:", "'$LATEST' live"),
        ("--function-name|=|\"pay", "payments"),
        ("--function-name|=|'orders:", "orders:$LATEST orders:live"),
        ("--function-name|=|payments --qualifier|=|b", "beta"),
        ("--output|=|te", "text"),
    ] {
        let line = format!("lasso {get} {option}");
        assert_eq!(offered_by_bash(&home, &line), offered, "{line}");
    }
    assert_eq!(
        offered_by_bash(&home, "lasso export orders --format|=|terra"),
        "terraform"
    );
}

/// A name that no function can have was put into the line as it was answered: Enter ran what stood in it.
#[test]
fn what_is_no_name_of_a_function_or_qualifier_is_never_completed() {
    let home = cached(
        "yes\nyes:live\nyes:a;b\nyes:$(touch${IFS}pwned)\nyyy$(touch${IFS}pwned)\ny`id`\ny\u{1b}[31m\nyy z:live\ny':live\n",
    );
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert_eq!(complete(&home, shell, &["y"]), "yes", "{shell}");
        // The Z shell's script wants the colon escaped.
        let qualified = complete(&home, shell, &["yes:"]).replace('\\', "");
        assert_eq!(qualified, "yes:live", "{shell}");
        let line = ["get-function-event-invoke-config", "--qualifier", ""];
        assert_eq!(complete(&home, shell, &line), "live", "{shell}");
    }
    assert_eq!(offered_by_bash(&home, "lasso y"), "yes");
}

#[test]
fn without_a_listing_nothing_is_completed_and_nothing_complained_of() {
    let home = tempfile::tempdir().unwrap();
    let output = command(&home)
        .env("LASSO_COMPLETE", "zsh")
        .args(["--", "lasso", "or"])
        .output()
        .unwrap();
    assert_eq!((text(&output.stdout), text(&output.stderr)), ("", ""));
}

#[test]
fn every_shell_has_a_script_that_calls_the_program() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = lasso(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0), "{shell}");
        let script = text(&output.stdout);
        assert!(
            script.contains("LASSO_COMPLETE") && script.contains("lasso"),
            "{script}"
        );
        insta::assert_snapshot!(format!("the_script_for_{shell}"), script);
    }
    assert_eq!(lasso(&["completions", "csh"]).status.code(), Some(2));
}

/// Read it when it changes: it is made from the options and keys.
#[test]
fn the_manual_tells_every_option_command_and_key() {
    let output = lasso(&["man"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(text(&output.stdout));
}

/// The files of a folder and of those in it.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let files = paths.flat_map(|path| {
        if path.is_dir() {
            sources(&path)
        } else {
            vec![path]
        }
    });
    files.collect()
}

/// The names of AWS's variables in the texts of a source, without what only its tests say.
fn variables(source: &str) -> BTreeSet<&str> {
    let code = source.split("#[cfg(test)]").next().unwrap();
    let lines = code.lines().map(str::trim_start);
    let lines = lines.filter(|line| !line.starts_with("//"));
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let words = lines.flat_map(|line| line.split(move |letter| !is_of_name(letter)));
    let names = words.filter(|word| word.starts_with("AWS_") && word.len() > "AWS_".len());
    let is_of_ours = |name: &str| code.contains(&format!("const {name}:"));
    names.filter(|name| !is_of_ours(name)).collect()
}

/// The list was kept by hand, and lacked half a dozen.
#[test]
#[expect(clippy::disallowed_methods, reason = "the sources are what is read")]
fn the_manual_tells_every_variable_of_aws_that_the_program_reads() {
    let output = lasso(&["man"]);
    let manual = text(&output.stdout).replace("\\fB", "");
    let told = variables(manual.split_once(".SH ENVIRONMENT").unwrap().1);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = ["aws", "commands"].map(|folder| sources(&root.join(folder)));
    let files = files.into_iter().flatten();
    let files = files.filter(|path| !path.components().any(|part| part.as_os_str() == "tests"));
    let files = files.filter(|path| path.file_name().is_some_and(|name| name != "tests.rs"));
    let mut read = 0;
    for path in files {
        let source = std::fs::read_to_string(&path).unwrap();
        for name in variables(&source) {
            read += 1;
            assert!(told.contains(name), "{name} of {}", path.display());
        }
    }
    assert!(read > 20, "{read}");
}
