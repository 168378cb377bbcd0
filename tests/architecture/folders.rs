//! The table of folders: how much of the world each may know, and why.
//!
//! Knows what is allowed. Does not know what the source does.

/// A folder of `src/`: how much of the world it knows.
pub(crate) struct Folder {
    pub(crate) name: &'static str,
    /// The folders of ours that it may name.
    pub(crate) may_name: &'static [&'static str],
    /// The crates that it may name, each with what it is needed for.
    pub(crate) crates: &'static [(&'static str, &'static str)],
    /// The parts of the standard library that reach outside and that it may name all the same.
    pub(crate) reaches: &'static [&'static str],
}

/// Lowest rank first; no folder names one of its own rank or above.
pub(crate) const FOLDERS: [Folder; 7] = [
    Folder {
        name: "domain",
        may_name: &[],
        crates: &[
            ("jiff", "instants and durations as values"),
            (
                "percent_encoding",
                "the path of a request as the review shows it",
            ),
            (
                "serde",
                "every value can be written down, so that a run can be replayed",
            ),
            (
                "serde_json",
                "the body of a request is one value, shown and sent",
            ),
            ("thiserror", "problems are error enums"),
        ],
        reaches: &[],
    },
    Folder {
        name: "app",
        may_name: &["domain"],
        crates: &[
            ("jiff", "messages are stamped, timers are instants"),
            (
                "nucleo_matcher",
                "the filter of the list; kept as positions, since its input changes here",
            ),
            (
                "serde",
                "states and messages can be written down and replayed",
            ),
            (
                "textwrap",
                "what was seen of a text is counted in wrapped lines",
            ),
            ("tui_input", "editing one line of text"),
        ],
        reaches: &[],
    },
    Folder {
        name: "view",
        may_name: &["app", "domain"],
        crates: &[
            ("ratatui", "cells"),
            ("textwrap", "texts in panes"),
            ("unicode_width", "how many cells a text takes"),
        ],
        reaches: &[],
    },
    Folder {
        name: "aws",
        may_name: &["domain"],
        crates: &[
            (
                "aws_config",
                "profiles, regions and credentials, never read by ourselves",
            ),
            (
                "aws_credential_types",
                "tells missing credentials from a missing connection",
            ),
            ("aws_sdk_lambda", "the service"),
            ("aws_sdk_sts", "who we are"),
            ("aws_smithy_http_client", "the one HTTP client"),
            (
                "aws_smithy_runtime_api",
                "interceptors, and the parts of an error",
            ),
            ("aws_runtime", "the profile files as the SDK may read them"),
            ("aws_smithy_types", "timeouts, retries, dates"),
            ("aws_types", "the SDK's own reader of the shared files"),
            ("hyper", "tells what kind of connection error it was"),
            (
                "hyper_rustls",
                "encrypts where no certificate is to be checked",
            ),
            (
                "hyper_util",
                "tells a connection that never opened from one that was cut",
            ),
            ("jiff", "dates of the SDK become instants"),
            (
                "rustix",
                "ends what a program started that nobody waits for",
            ),
            (
                "rustls",
                "checks a certificate bundle before the SDK panics over it",
            ),
            (
                "rustls_native_certs",
                "says that there are no root certificates before the SDK panics",
            ),
            ("rustls_pki_types", "the same check, for the file's form"),
            (
                "serde_json",
                "code and message of an answer that is kept as it came",
            ),
            ("sha1", "the name of the file that a single sign-on leaves"),
            (
                "shlex",
                "takes apart the command of a program that prints credentials",
            ),
            ("thiserror", "what went wrong before anything was sent"),
            ("tokio", "requests beside each other, and time limits"),
            ("tracing", "what the SDK logs, and we beside it"),
        ],
        reaches: &["std::env", "std::fs", "std::io", "std::net", "std::process"],
    },
    Folder {
        name: "simulator",
        may_name: &[],
        crates: &[
            ("axum", "routes"),
            ("hyper", "connections that can be cut"),
            ("hyper_util", "hyper on tokio"),
            ("jiff", "the dates that it answers with"),
            ("serde", "account files"),
            ("serde_json", "bodies and account files"),
            ("thiserror", "what is wrong with an account file"),
            ("tokio", "its server"),
            ("tower", "calls the router from its own accept loop"),
        ],
        reaches: &["std::io", "std::net"],
    },
    Folder {
        name: "runtime",
        may_name: &["app", "aws", "domain", "view"],
        crates: &[
            ("crossterm", "writes to the terminal"),
            ("jiff", "the clock that stamps messages"),
            ("ratatui", "the diffed frame"),
            ("rustix", "stops the process group"),
            ("termina", "reads the terminal"),
            ("tokio", "the event loop and its tasks"),
        ],
        reaches: &[
            "std::env",
            "std::fs",
            "std::io",
            "std::os",
            "std::process",
            "std::thread",
        ],
    },
    Folder {
        name: "commands",
        may_name: &["app", "aws", "domain", "runtime", "simulator", "view"],
        crates: &[
            ("base64", "the tokens with which a listing goes on"),
            ("clap", "arguments"),
            ("clap_complete", "what a shell completes"),
            ("clap_mangen", "the manual"),
            ("jiff", "when the program was started"),
            ("ratatui", "the backend that the event loop draws with"),
            ("serde", "answers are written as JSON"),
            (
                "serde_json",
                "account files, and what the drop-in commands send and print",
            ),
            ("thiserror", "what keeps the program from starting"),
            ("tokio", "the runtime that everything runs in"),
            ("tracing", "what the SDK logs, shown on request"),
        ],
        reaches: &[
            "std::env",
            "std::fs",
            "std::io",
            "std::net",
            "std::os",
            "std::process",
        ],
    },
];

/// Modules of `app` of which the first is beneath the second: it names nothing of it, so that each can be read without what rests on it.
pub(crate) const BENEATH: [(&str, &str); 5] = [
    ("requests", "unknown"),
    ("unknown", "memory"),
    ("unknown", "review"),
    ("memory", "review"),
    ("receipt", "review"),
];

/// The parts of the standard library that reach outside of the program, or read its clock.
pub(crate) const OUTSIDE: [&str; 9] = [
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::os",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
];
