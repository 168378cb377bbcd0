//! The table of the options that a command around these settings may have: the AWS CLI's, and those that Lasso adds.
//!
//! Knows each option's name, whose it is, what follows it, what it says of a change and what it does in one line. Does not know how a
//! command line is read or written, nor which members the API has.

use self::Owner::{AwsCli, Lasso};
use self::Says::Nothing;
use self::Value::{Integer, Text};

/// An option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandOption {
    /// Its name, with the dashes.
    pub name: &'static str,
    /// Whose it is.
    pub owner: Owner,
    /// What follows it.
    pub value: Value,
    /// What it says to whom a command is shown.
    pub says: Says,
    /// What it does, in one line for help, completions and manual.
    pub about: &'static str,
    /// Whether only commands that change something have it.
    pub only_of_writes: bool,
}

/// Whose an option is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The AWS CLI's and Lasso's.
    Both,
    /// The AWS CLI's, in its second version; Lasso stands in for the first.
    AwsCli,
    /// Lasso's, where it has to be written out, so that every beginning means what it means to the AWS CLI.
    Lasso,
}

/// What follows an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    None,
    /// A text.
    Text,
    /// A whole number. Elsewhere the AWS CLI takes numbers as text at first and reads them with the other values.
    Integer,
    /// How an answer is printed.
    Format,
    /// When tables have colours.
    Color,
    /// Which sample; may be left out.
    Sample,
}

/// What an option says to whom a command is shown that replaces a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Whose configuration.
    FunctionName,
    /// Which one.
    Qualifier,
    /// The setting of that name.
    Retries,
    /// The setting of that name.
    Age,
    /// Both destinations.
    Destinations,
    /// All of the above.
    Request,
    /// In which region.
    Region,
    /// As whom.
    Profile,
    /// Where it is sent.
    Endpoint,
    /// How it is run, which changes nothing about what it sets.
    HowItIsRun,
    /// Nothing: no such command has it, or it sends none.
    Nothing,
}

impl CommandOption {
    /// An option of both programs that says how a command is run.
    const fn new(name: &'static str, value: Value, about: &'static str) -> Self {
        Self {
            name,
            owner: Owner::Both,
            value,
            says: Says::HowItIsRun,
            about,
            only_of_writes: false,
        }
    }

    /// The same, without anything behind it.
    const fn flag(name: &'static str, about: &'static str) -> Self {
        Self::new(name, Value::None, about)
    }

    const fn of(self, owner: Owner) -> Self {
        Self { owner, ..self }
    }

    const fn only_of_writes(self) -> Self {
        Self {
            only_of_writes: true,
            ..self
        }
    }

    const fn saying(self, says: Says) -> Self {
        Self { says, ..self }
    }
}

/// The option of the member of that name.
pub const FUNCTION_NAME: CommandOption = CommandOption::new(
    "--function-name",
    Text,
    "The function: name, name:qualifier, ARN or partial ARN",
)
.saying(Says::FunctionName);

/// The option of the member of that name.
pub const QUALIFIER: CommandOption =
    CommandOption::new("--qualifier", Text, "Version or alias [default: $LATEST]")
        .saying(Says::Qualifier);

/// The option of the setting of that name.
pub const RETRIES: CommandOption = CommandOption::new(
    "--maximum-retry-attempts",
    Text,
    "How often a failed event is tried again: 0, 1 or 2",
)
.saying(Says::Retries);

/// The option of the setting of that name.
pub const AGE: CommandOption = CommandOption::new(
    "--maximum-event-age-in-seconds",
    Text,
    "How long an event may wait: 60 to 21600",
)
.saying(Says::Age);

/// The option of both destinations.
pub const DESTINATION_CONFIG: CommandOption = CommandOption::new(
    "--destination-config",
    Text,
    "OnSuccess={Destination=ARN},OnFailure={Destination=ARN}, JSON, or file://PATH",
)
.saying(Says::Destinations);

/// The option of a listing that says where it goes on.
pub const MARKER: CommandOption = CommandOption::new(
    "--marker",
    Text,
    "Where the listing goes on; switches paging off",
)
.saying(Nothing);

/// The option of a listing that says how long it is.
pub const MAX_ITEMS: CommandOption =
    CommandOption::new("--max-items", Integer, "How many to print at most").saying(Nothing);

/// The option that gives a whole request.
pub const CLI_INPUT_JSON: CommandOption = CommandOption::new(
    "--cli-input-json",
    Text,
    "The whole request as JSON, or file://PATH",
)
.saying(Says::Request);

/// The option of a listing that says where it was cut.
pub const STARTING_TOKEN: CommandOption = CommandOption::new(
    "--starting-token",
    Text,
    "NextToken of a listing that was cut",
)
.saying(Nothing);

/// The option of a listing that says how long a page is.
pub const PAGE_SIZE: CommandOption = CommandOption::new(
    "--page-size",
    Integer,
    "How many to ask for with each request",
)
.saying(Nothing);

/// What listings have beside their members.
pub const PAGING: [CommandOption; 2] = [STARTING_TOKEN, PAGE_SIZE];

/// The option that prints a sample and sends nothing.
pub const SKELETON: CommandOption = CommandOption::new(
    "--generate-cli-skeleton",
    Value::Sample,
    "Print a sample and send nothing: input or output",
)
.saying(Nothing);

/// The options of the command that replaces a configuration.
pub const OF_PUT: [CommandOption; 7] = [
    FUNCTION_NAME,
    QUALIFIER,
    RETRIES,
    AGE,
    DESTINATION_CONFIG,
    CLI_INPUT_JSON,
    SKELETON,
];

/// The option that shows what the SDK does.
pub const DEBUG: CommandOption = CommandOption::flag(
    "--debug",
    "Show what the AWS SDK does, without anything secret",
);

/// The option that names another address.
pub const ENDPOINT_URL: CommandOption = CommandOption::new(
    "--endpoint-url",
    Text,
    "Send requests to this address instead of AWS",
)
.saying(Says::Endpoint);

/// The option by which certificates are not looked at.
pub const NO_VERIFY_SSL: CommandOption = CommandOption::flag(
    "--no-verify-ssl",
    "Believe whoever answers: check no certificate",
);

/// The option by which a listing is one request.
pub const NO_PAGINATE: CommandOption =
    CommandOption::flag("--no-paginate", "Print the first page of a listing alone");

/// The option that says how an answer is printed.
pub const OUTPUT: CommandOption =
    CommandOption::new("--output", Value::Format, "How the answer is printed");

/// The option that says what of an answer is printed.
pub const QUERY: CommandOption = CommandOption::new(
    "--query",
    Text,
    "What of the answer is printed, in JMESPath",
);

/// The option that names a profile.
pub const PROFILE: CommandOption =
    CommandOption::new("--profile", Text, "Profile of the AWS configuration files")
        .saying(Says::Profile);

/// The option that names a region.
pub const REGION: CommandOption =
    CommandOption::new("--region", Text, "Region to work in").saying(Says::Region);

/// The option that says when tables have colours.
pub const COLOR: CommandOption = CommandOption::new("--color", Value::Color, "Colours in tables");

/// The option by which requests are not signed.
pub const NO_SIGN_REQUEST: CommandOption =
    CommandOption::flag("--no-sign-request", "Send requests without a signature");

/// The option that names certificates to trust.
pub const CA_BUNDLE: CommandOption =
    CommandOption::new("--ca-bundle", Text, "Trust the certificates in this file");

/// The option that bounds the wait for an answer.
pub const CLI_READ_TIMEOUT: CommandOption = CommandOption::new(
    "--cli-read-timeout",
    Text,
    "Wait so many seconds for an answer; 0: as long as it takes",
);

/// The option that bounds the wait for a connection.
pub const CLI_CONNECT_TIMEOUT: CommandOption = CommandOption::new(
    "--cli-connect-timeout",
    Text,
    "Wait so many seconds for a connection; 0: as long as it takes",
);

/// The option that asks for the version.
pub const VERSION: CommandOption =
    CommandOption::flag("--version", "Print the version").saying(Nothing);

/// The option by which a change is only reviewed.
pub const DRY_RUN: CommandOption = CommandOption::flag(
    "--dry-run",
    "Print what would change, and send nothing; status 3 where nothing would",
)
.of(Lasso)
.only_of_writes();

/// The option that says since when nobody may have changed anything.
pub const IF_LAST_MODIFIED: CommandOption = CommandOption::new(
    "--if-last-modified",
    Text,
    "Send only if nobody changed it since that LastModified, read just before (no lock); else status 4",
)
.of(Lasso)
.only_of_writes();

/// The option by which a refusal is explained.
pub const EXPLAIN: CommandOption =
    CommandOption::flag("--explain", "Say in our words why a request was refused").of(Lasso);

/// The option by which nothing is changed.
pub const READ_ONLY: CommandOption = CommandOption::flag(
    "--read-only",
    "Refuse to send anything that changes something",
)
.of(Lasso);

/// The option that asks for help.
pub const HELP: CommandOption = CommandOption::flag("--help", "Print the help of the command")
    .of(Lasso)
    .saying(Nothing);

/// The options of every command: the AWS CLI's in its order, which is that of its messages, those that came with its second version, and
/// ours.
pub const GLOBAL: [CommandOption; 24] = [
    DEBUG,
    ENDPOINT_URL,
    NO_VERIFY_SSL,
    NO_PAGINATE,
    OUTPUT,
    QUERY,
    PROFILE,
    REGION,
    COLOR,
    NO_SIGN_REQUEST,
    CA_BUNDLE,
    CLI_READ_TIMEOUT,
    CLI_CONNECT_TIMEOUT,
    CommandOption::flag("--v2-debug", "Means nothing here"),
    VERSION,
    CommandOption::new("--cli-binary-format", Text, "How bytes are written").of(AwsCli),
    CommandOption::flag("--no-cli-pager", "Print the answer without a pager").of(AwsCli),
    CommandOption::flag("--cli-auto-prompt", "Ask for options").of(AwsCli),
    CommandOption::flag("--no-cli-auto-prompt", "Ask for no options").of(AwsCli),
    DRY_RUN,
    IF_LAST_MODIFIED,
    EXPLAIN,
    READ_ONLY,
    HELP,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_option_stands_once_and_has_words() {
        let rows = [&OF_PUT[..], &[MARKER, MAX_ITEMS], &PAGING, &GLOBAL].concat();
        for (at, row) in rows.iter().enumerate() {
            assert!(row.name.starts_with("--"), "{row:?}");
            assert!(!row.about.is_empty(), "{row:?}");
            let same = rows.iter().position(|other| other.name == row.name);
            assert_eq!(same, Some(at), "{row:?}");
        }
    }
}
