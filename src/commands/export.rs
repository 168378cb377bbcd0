//! `lasso export FUNCTION[:QUALIFIER] --format FORMAT`: what is configured, in the form of another tool, on standard output.
//!
//! Knows which qualifiers are meant and what is said of those that can't be written. Does not know how a function is read (as for
//! `--why`), nor any format.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::arguments::ScreenArguments;
use super::exit_code::Ending;
use super::output::{complain, print};
use super::voice::Voice;
use super::why::{self, Findings};
use crate::domain::export::aws_cli::RunsAs;
use crate::domain::export::{Configuration, FORMATS, Format};
use crate::domain::function::Target;
use crate::domain::qualifier::Qualifier;
use crate::domain::verdict::Existence;
use crate::domain::words;

/// Print what is configured in the form of another tool
#[derive(Clone, Debug, clap::Args)]
#[command(mut_arg("function", |argument| argument.required(true).help("Function to export: its name, name:qualifier, or its ARN")))]
#[command(mut_arg("why", |argument| argument.hide(true).conflicts_with("format")))]
#[command(mut_arg("color", |argument| argument.hide(true)))]
#[command(mut_arg("read_only", |argument| argument.hide(true)))]
pub struct ExportArguments {
    /// What to write: the form of which tool
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub format: Format,
    /// Export every qualifier of the function that has a configuration of its own
    #[arg(long)]
    pub all: bool,
    /// The function, and where to look for it.
    #[command(flatten)]
    pub screens: ScreenArguments,
}

/// The names of the table of formats.
fn formats() -> impl TypedValueParser<Value = Format> {
    let names = FORMATS
        .iter()
        .map(|row| PossibleValue::new(row.name).help(row.help));
    PossibleValuesParser::new(names).try_map(|name| {
        FORMATS
            .iter()
            .find(|row| row.name == name)
            .map(|row| row.format)
            .ok_or("no such format")
    })
}

/// Prints the configurations; says what is not there or can't be written.
pub(super) async fn run(arguments: ExportArguments) -> Ending {
    let ExportArguments {
        format,
        all,
        mut screens,
    } = arguments;
    let voice = Voice::of(&screens);
    let Some(address) = screens.function.take() else {
        return Ending::Misused;
    };
    let named = address.qualifier.as_ref();
    if let Some(qualifier) = named.filter(|_| all) {
        complain(format_args!(
            "--all exports every qualifier, and {qualifier} is one: name the function alone."
        ));
        return Ending::Misused;
    }
    let (facts, findings) = match why::read(screens, &address).await {
        Ok(read) => read,
        Err(problem) => return problem.complain(voice),
    };
    let runs_as = RunsAs {
        profile: facts.profile,
        endpoint_url: facts.endpoint,
        is_demo: voice.is_demo(),
    };
    let wanted = if all {
        None
    } else {
        Some(named.unwrap_or(&Qualifier::Latest))
    };
    let export = Export {
        findings: &findings,
        voice,
    };
    export.print(format, &runs_as, wanted)
}

/// What was read, and how it is spoken of.
struct Export<'a> {
    findings: &'a Findings,
    voice: Voice,
}

impl Export<'_> {
    fn print(&self, format: Format, runs_as: &RunsAs, wanted: Option<&Qualifier>) -> Ending {
        let configurations: Vec<Configuration> = self
            .configured()
            .filter(|configuration| {
                wanted.is_none_or(|wanted| configuration.target.qualifier == *wanted)
            })
            .collect();
        if configurations.is_empty() {
            self.nothing(wanted);
            return Ending::Failed;
        }
        // Not every format can say of a configuration that it sets nothing; the others of the function are written.
        let problem = |configuration: &Configuration| configuration.problem(format);
        let (empty, configurations): (Vec<_>, Vec<_>) = configurations
            .into_iter()
            .partition(|configuration| problem(configuration).is_some());
        for problem in empty.iter().filter_map(problem) {
            self.voice.complain(&format!("{problem}."));
        }
        self.advise_formats(&empty);
        if configurations.is_empty() {
            return Ending::Failed;
        }
        let text = match format.render(runs_as, &configurations) {
            Ok(text) => text,
            Err(problem) => {
                self.voice.complain(&format!("{problem}."));
                return Ending::Failed;
            }
        };
        for configuration in &configurations {
            self.warn_of_gone(&configuration.target);
            self.warn_of_left_out(configuration);
        }
        self.warn_of_demonstration(format);
        let printed = print(format!("{text}\n").as_bytes());
        if empty.is_empty() {
            printed
        } else {
            Ending::Failed
        }
    }

    /// Names the formats that can say what this one can't.
    fn advise_formats(&self, refused: &[Configuration]) {
        let can_say = |format: Format| {
            let mut refused = refused.iter();
            refused.all(|configuration| configuration.problem(format).is_none())
        };
        let rows = FORMATS.iter().filter(|row| can_say(row.format));
        let names: Vec<&str> = rows.map(|row| row.name).collect();
        if !refused.is_empty() && !names.is_empty() {
            let hint = format!("These formats can say it: {}.", names.join(", "));
            self.voice.advise(&hint);
        }
    }

    /// The configurations of the function, in the order of its rows.
    fn configured(&self) -> impl Iterator<Item = Configuration> {
        let Findings {
            screen,
            entry,
            scope,
            ..
        } = self.findings;
        screen.rows.iter().filter_map(move |row| {
            let held = entry.configuration(&row.qualifier)??;
            let target = entry.target(&row.qualifier);
            let role = entry.role(&row.qualifier).map(str::to_owned);
            let configuration = Configuration::new(target, scope, held.settings.clone());
            let unknown = held.unknown_members.clone();
            Some(configuration.with_unknown_members(unknown).with_role(role))
        })
    }

    fn nothing(&self, wanted: Option<&Qualifier>) {
        let entry = &self.findings.entry;
        let others: Vec<String> = self
            .configured()
            .map(|configuration| configuration.target.qualifier.to_string())
            .collect();
        let of = match wanted {
            Some(qualifier) => entry.target(qualifier).to_string(),
            None => format!("No qualifier of {}", entry.function.name),
        };
        let has = if wanted.is_some() {
            "has no configuration of its own: the defaults apply"
        } else {
            "has a configuration of its own: the defaults apply everywhere"
        };
        self.voice
            .complain(&format!("{of} {has}, and there is nothing to export."));
        if !others.is_empty() {
            let list = others.join(", ");
            let hint = format!("These have one: {list}. --all exports them.");
            self.voice.advise(&hint);
        }
    }

    /// Says that nobody has what is printed, where the format has no comment that would.
    fn warn_of_demonstration(&self, format: Format) {
        let facts = format.facts();
        if self.voice.is_demo() && !facts.has_comments {
            self.voice.complain(&format!(
                "This account is made up, and {} has no comments that would say so.",
                facts.label
            ));
        }
    }

    /// Says what of a configuration is not in what is printed. Not every format has comments, and what is printed may go into a file
    /// that nobody reads before it is deployed.
    fn warn_of_left_out(&self, configuration: &Configuration) {
        if let Some(left_out) = words::unknown_left_out(&configuration.unknown_members) {
            self.voice
                .complain(&format!("{}: {left_out}", configuration.target));
        }
    }

    fn warn_of_gone(&self, target: &Target) {
        let rows = &self.findings.screen.rows;
        let is_gone = rows
            .iter()
            .any(|row| row.qualifier == target.qualifier && row.existence == Existence::Gone);
        if is_gone {
            self.voice.complain(&format!(
                "{target} is gone and left this configuration behind: Lambda refuses it until there is such a qualifier again."
            ));
        }
    }
}
