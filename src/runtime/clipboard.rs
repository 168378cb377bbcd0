//! Who keeps the clipboard, and how tmux is handed a text.
//!
//! Knows that a text goes to tmux or to the terminal. Does not know what is copied; whether it arrived, nobody can know.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::time::timeout;

/// How long tmux may take for a text.
const TMUX_PATIENCE: Duration = Duration::from_secs(2);

/// Who keeps the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clipboard {
    /// tmux, around us: it ignores what programs write to the terminal for the clipboard, unless it is told otherwise.
    Tmux,
    /// The terminal, by the escape sequence OSC 52.
    Terminal,
}

/// The call of tmux that takes a text and passes it on to the terminal around it (`-w`, tmux 3.2 and later).
#[expect(
    clippy::disallowed_methods,
    reason = "whoever performs effects starts it"
)]
pub(super) fn tmux() -> Command {
    let mut command = Command::new("tmux");
    command.args(["load-buffer", "-w", "-"]);
    command
}

/// Hands a text to a keeper of the clipboard, on its standard input.
pub(super) async fn hand_over(mut keeper: Command, text: &str) -> Result<(), String> {
    let handed = async {
        let mut keeper = keeper
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("tmux could not be started: {error}"))?;
        if let Some(mut input) = keeper.stdin.take() {
            // The exit status says more than a broken pipe does.
            drop(input.write_all(text.as_bytes()).await);
        }
        let status = keeper
            .wait()
            .await
            .map_err(|error| format!("tmux was lost sight of: {error}"))?;
        if status.success() {
            Ok(())
        } else {
            Err(format!(
                "tmux refused the text ({status}); `load-buffer -w` needs tmux 3.2"
            ))
        }
    };
    timeout(TMUX_PATIENCE, handed)
        .await
        .unwrap_or_else(|_| Err("tmux did not take the text within 2 s".to_owned()))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "programs that stand for tmux")]
mod tests {
    use super::*;

    /// A program of the shell in place of tmux.
    fn keeper(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[tokio::test]
    async fn tmux_gets_the_text_on_its_input() {
        let wanted = r#"[ "$(cat)" = "one text" ]"#;
        assert_eq!(hand_over(keeper(wanted), "one text").await, Ok(()));
        let refused = hand_over(keeper(wanted), "another").await.unwrap_err();
        assert!(refused.contains("tmux 3.2"), "{refused}");
    }

    #[tokio::test]
    async fn a_tmux_that_is_missing_is_a_reason_and_no_more() {
        let missing = hand_over(Command::new("/no/such/tmux"), "text").await;
        let reason = missing.unwrap_err();
        assert!(
            reason.starts_with("tmux could not be started: "),
            "{reason}"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_tmux_that_hangs_is_not_waited_for() {
        let hanging = hand_over(keeper("exec sleep 600"), "text").await;
        assert_eq!(
            hanging.unwrap_err(),
            "tmux did not take the text within 2 s"
        );
    }
}
