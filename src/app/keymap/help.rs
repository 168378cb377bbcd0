//! What each command does, in the words of the help: one sentence for each, without a subject.
//!
//! Knows commands and words. Does not know which key asks for a command, nor how it is carried out.

use super::commands::{
    CheckingCommand, ChoiceCommand, Command, CopyCommand, ExplorerCommand, FilterCommand,
    FormCommand, FunctionCommand, OutcomeCommand, ProgramCommand, PromptCommand, ReviewCommand,
    SendLineCommand, SendingCommand, TextCommand,
};
use crate::app::list_cursor::Motion;
use crate::domain::export::Format;

impl Command {
    /// Says what the command does.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Program(command) => program(command),
            Self::Explorer(command) => explorer(command),
            Self::Filter(command) => filter(command),
            Self::Function(command) => function(command),
            Self::Form(command) => form(command),
            Self::Review(command) => review(command),
            Self::SendLine(SendLineCommand::Send) => "on the send line: send",
            Self::SendLine(SendLineCommand::Close) => "close the send line; nothing is sent",
            Self::Checking(CheckingCommand::Move(to)) | Self::Sending(SendingCommand::Move(to)) => {
                motion(to)
            }
            Self::Checking(CheckingCommand::Stop) => "stop the checks; nothing is sent",
            Self::Sending(SendingCommand::QuitWhenAnswered) => {
                "quit as soon as Lambda has answered"
            }
            Self::Sending(SendingCommand::Stay) => "after q: stay when Lambda has answered",
            Self::Choice(command) => choice(command),
            Self::Outcome(command) => outcome(command),
            Self::QuitPrompt(PromptCommand::Confirm) => "after y: quit and print the drafts",
            Self::QuitPrompt(PromptCommand::Stay) => "stay",
            Self::Text(TextCommand::Move(to)) => motion(to),
            Self::Text(TextCommand::Back) => "close this text",
            Self::Copy(command) => copy(command),
        }
    }
}

/// Says where a motion leads, in a list or a text.
#[must_use]
pub const fn motion(motion: Motion) -> &'static str {
    match motion {
        Motion::Down => "one row down",
        Motion::Up => "one row up",
        Motion::PageDown => "one screen down",
        Motion::PageUp => "one screen up",
        Motion::Start => "to the first row",
        Motion::End => "to the last row",
    }
}

/// What `Tab` does below a list.
const PANE: &str = "give the pane below the room of the list, and back";

const fn program(command: ProgramCommand) -> &'static str {
    match command {
        ProgramCommand::Redraw => "draw the screen anew",
        ProgramCommand::Suspend => "suspend; fg comes back",
        ProgramCommand::Leave => "leave at once; drafts and writes are printed",
        ProgramCommand::SayHowToSend => "sends nothing here, and copies nothing",
        ProgramCommand::Help => "these keys, and the marks",
        ProgramCommand::Details => "details, nothing cut, and why something is ?",
        ProgramCommand::CopyMenu => "copy menu: ARN, JSON, aws, Terraform, receipt",
    }
}

const fn explorer(command: ExplorerCommand) -> &'static str {
    match command {
        ExplorerCommand::Move(to) => motion(to),
        ExplorerCommand::Open => "open the function",
        ExplorerCommand::Edit => "edit if $LATEST is all there is, else open",
        ExplorerCommand::Filter => "filter by name, best match first",
        ExplorerCommand::ClearFilter => "clear the filter",
        ExplorerCommand::OtherPane => PANE,
        ExplorerCommand::ReadAgain => "read functions and visible rows again",
        ExplorerCommand::Quit => "quit; asks only with unsent drafts or a write",
    }
}

const fn filter(command: FilterCommand) -> &'static str {
    match command {
        FilterCommand::Move(to) => motion(to),
        FilterCommand::Complete => "complete it to the name that is selected",
        FilterCommand::Keep => "keep the filter; open an ARN (pasted: opens at once)",
        FilterCommand::Clear => "clear the filter",
    }
}

const fn function(command: FunctionCommand) -> &'static str {
    match command {
        FunctionCommand::Move(to) => motion(to),
        FunctionCommand::Filter => "filter qualifiers by a part of their name",
        FunctionCommand::Edit => "edit the qualifier, or resume its draft",
        FunctionCommand::Remove => "remove its configuration: opens a review",
        FunctionCommand::OtherPane => PANE,
        FunctionCommand::ReadAgain => "read everything about the function again",
        FunctionCommand::Back => "clear the filter, else back to the functions",
        FunctionCommand::Undo => "put back what was before the last change: a review",
        FunctionCommand::Repeat => "the last change that was sent, here too: a review",
        FunctionCommand::PasteSettings => "paste the settings that c s copied: a review",
    }
}

const fn form(command: FormCommand) -> &'static str {
    match command {
        FormCommand::NextField => "next field",
        FormCommand::PreviousField => "previous field",
        FormCommand::Enter => "next field; on [ Review ] the review",
        FormCommand::Review => "review what would be sent; sends nothing",
        FormCommand::AsHeld => "the field as Lambda holds it; again: as typed",
        FormCommand::Discard => "throw the draft away; asks for y and Enter",
        FormCommand::ConfirmDiscard => "after y: throw the draft away",
        FormCommand::KeepDraft => "keep the draft",
        FormCommand::Back => "back; the draft is kept",
    }
}

const BACK: &str = "back; nothing is sent, the draft is kept";

const fn review(command: ReviewCommand) -> &'static str {
    match command {
        ReviewCommand::Move(to) => motion(to),
        ReviewCommand::Back => BACK,
        ReviewCommand::CheckNow => "check again now what moved; sends nothing",
        ReviewCommand::OpenSendLine => "open the send line: target, account, Enter sends",
        ReviewCommand::NextView => "the next view",
        ReviewCommand::PreviousView => "the view before",
        // One sentence for the three keys: they stand in one row, in their order.
        ReviewCommand::View(_) => "the difference, the request with its JSON body, the aws command",
    }
}

const fn choice(command: ChoiceCommand) -> &'static str {
    match command {
        ChoiceCommand::Move(to) => motion(to),
        ChoiceCommand::TakeMine => "take this row from your draft",
        ChoiceCommand::TakeTheirs => "take this row from what somebody else set",
        ChoiceCommand::TakeAllMine => "take every row from your draft",
        ChoiceCommand::TakeAllTheirs => "take every row from what somebody else set",
        ChoiceCommand::Review => "review what was chosen; sends nothing",
        ChoiceCommand::Back => BACK,
    }
}

const fn outcome(command: OutcomeCommand) -> &'static str {
    match command {
        OutcomeCommand::Move(to) => motion(to),
        OutcomeCommand::GoOn => "back to the function, or to the field refused",
        OutcomeCommand::Back => BACK,
        OutcomeCommand::EditAgain => "edit again",
        OutcomeCommand::ReadAgain => "read or check again; never sends",
        OutcomeCommand::Undo => "put back what was before this change: a review",
        OutcomeCommand::RepeatElsewhere => "the same elsewhere: choose a target, then .",
    }
}

const fn in_format(format: Format) -> &'static str {
    match format {
        Format::Json => "the same as input of the AWS CLI",
        Format::AwsCli => "the same as an aws command",
        Format::CloudFormation => "the same as a CloudFormation template",
        Format::Terraform => "the same as a Terraform resource, with its import",
        Format::Sam => "the same for the function in a SAM template",
        Format::Cdk => "the same as a CDK construct, in TypeScript",
        Format::JavaScript => "the same as a call of the JavaScript SDK",
    }
}

const fn copy(command: CopyCommand) -> &'static str {
    match command {
        CopyCommand::Arn => "the qualified ARN of the function",
        CopyCommand::Name => "name:qualifier, as lasso takes it as argument",
        CopyCommand::Body => "the JSON body, byte for byte as it is sent",
        CopyCommand::AwsCommand => "the same as an aws command",
        CopyCommand::Export(format) => in_format(format),
        CopyCommand::Destination => "ARN of the failure destination, else of the other",
        CopyCommand::Settings => "the settings, which v proposes on another qualifier",
        CopyCommand::Receipt => "the receipt of the last write, in markdown",
        CopyCommand::Policy => "the policy statement that a refusal asks for",
        CopyCommand::ShowLast => "show the last copied text alone, for the mouse",
        CopyCommand::Close => "close the menu",
    }
}
