//! What keys ask for, by the part of the program that acts on it.
//!
//! Knows commands as names. Does not know which key asks for one, nor what it does.

use serde::{Deserialize, Serialize};

use crate::app::list_cursor::Motion;
use crate::app::review::View;
use crate::domain::export::Format;

/// What a key asks for, by who acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Command {
    /// The program itself.
    Program(ProgramCommand),
    /// The list of functions.
    Explorer(ExplorerCommand),
    /// The filter above a list.
    Filter(FilterCommand),
    /// The screen of one function.
    Function(FunctionCommand),
    /// The form.
    Form(FormCommand),
    /// The review, before its send line.
    Review(ReviewCommand),
    /// The send line.
    SendLine(SendLineCommand),
    /// The checks before a write.
    Checking(CheckingCommand),
    /// A write on its way.
    Sending(SendingCommand),
    /// Two versions of the same settings.
    Choice(ChoiceCommand),
    /// The outcome.
    Outcome(OutcomeCommand),
    /// The question before quitting with drafts.
    QuitPrompt(PromptCommand),
    /// A text above another screen.
    Text(TextCommand),
    /// The menu of what can be copied.
    Copy(CopyCommand),
}

/// What can be asked of the program anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ProgramCommand {
    /// Redraws everything.
    Redraw,
    /// Suspends the program.
    Suspend,
    /// Leaves at once.
    Leave,
    /// Says where sending is, for a key that people press by habit.
    SayHowToSend,
    /// Shows the keys that work here, and the marks.
    Help,
    /// Shows everything about what is selected, nothing cut.
    Details,
    /// Opens the menu of what can be copied.
    CopyMenu,
}

/// What can be asked of a text above another screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TextCommand {
    /// Scrolls.
    Move(Motion),
    /// Closes the text.
    Back,
}

/// What can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CopyCommand {
    /// The qualified ARN.
    Arn,
    /// `name:qualifier`.
    Name,
    /// The JSON body, byte for byte as it is sent.
    Body,
    /// The same as an aws command.
    AwsCommand,
    /// The same in a format of another tool.
    Export(Format),
    /// The ARN of the failure destination, else of the success destination.
    Destination,
    /// The settings, for `v` on another qualifier.
    Settings,
    /// The receipt of the last write.
    Receipt,
    /// The policy statement that the function's role or the caller lacks, after a refusal that says so.
    Policy,
    /// Shows the last copied text alone, for the mouse.
    ShowLast,
    /// Closes the menu.
    Close,
}

/// What can be asked of the list of functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ExplorerCommand {
    /// Moves the selection.
    Move(Motion),
    /// Opens the selected function.
    Open,
    /// Edits where there is one thing to edit, else opens.
    Edit,
    /// Starts to filter.
    Filter,
    /// Clears the filter.
    ClearFilter,
    /// Gives the room to the other of list and pane.
    OtherPane,
    /// Reads functions and visible rows again.
    ReadAgain,
    /// Quits, asking only where something would be lost.
    Quit,
}

/// What can be asked of the filter above a list: that of the functions, or that of the qualifiers of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FilterCommand {
    /// Moves the selection.
    Move(Motion),
    /// Completes it to the name that is selected.
    Complete,
    /// Ends filtering and keeps the filter; one that is the ARN of a function is gone to.
    Keep,
    /// Clears it.
    Clear,
}

/// What can be asked of the screen of one function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FunctionCommand {
    /// Moves the selection.
    Move(Motion),
    /// Starts to filter the qualifiers.
    Filter,
    /// Opens the form of the selected qualifier.
    Edit,
    /// Asks to remove its configuration: a review of a DELETE.
    Remove,
    /// Gives the room to the other of list and pane.
    OtherPane,
    /// Reads everything about the function again.
    ReadAgain,
    /// Clears the filter, where there is one; else goes back to the list.
    Back,
    /// Puts back what was before the last change.
    Undo,
    /// Proposes the last change that was sent, here.
    Repeat,
    /// Proposes the settings that were copied, here.
    PasteSettings,
}

/// What can be asked of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FormCommand {
    /// Goes to the next field.
    NextField,
    /// Goes to the previous field.
    PreviousField,
    /// On a field goes to the next, on the button opens the review.
    Enter,
    /// Opens the review.
    Review,
    /// Puts the field back to what Lambda holds, or to what was typed.
    AsHeld,
    /// Asks for the word that throws the draft away.
    Discard,
    /// The word was typed: throws the draft away.
    ConfirmDiscard,
    /// Keeps the draft after all.
    KeepDraft,
    /// Leaves the form; the draft is kept.
    Back,
}

/// What can be asked of the review, before its send line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ReviewCommand {
    /// Scrolls.
    Move(Motion),
    /// Goes back; nothing is sent.
    Back,
    /// Makes the checks before a write now, without sending.
    CheckNow,
    /// Opens the send line.
    OpenSendLine,
    /// Shows the next view.
    NextView,
    /// Shows the view before.
    PreviousView,
    /// Shows a view.
    View(View),
}

/// What can be asked of the send line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SendLineCommand {
    /// Sends.
    Send,
    /// Closes it; nothing is sent.
    Close,
}

/// What can be asked while the checks before a write are on their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CheckingCommand {
    /// Scrolls.
    Move(Motion),
    /// Stops them; nothing is sent.
    Stop,
}

/// What can be asked while a write is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SendingCommand {
    /// Scrolls.
    Move(Motion),
    /// Quits as soon as the write was answered.
    QuitWhenAnswered,
    /// Stays after all.
    Stay,
}

/// What can be asked where each row is chosen from two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ChoiceCommand {
    /// Moves between the rows.
    Move(Motion),
    /// Takes the row from the draft.
    TakeMine,
    /// Takes the row from what somebody else set.
    TakeTheirs,
    /// Takes all rows from the draft.
    TakeAllMine,
    /// Takes all rows from what somebody else set.
    TakeAllTheirs,
    /// Reviews what was chosen.
    Review,
    /// Goes back; nothing is sent.
    Back,
}

/// What can be asked of the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OutcomeCommand {
    /// Scrolls.
    Move(Motion),
    /// Goes on: to the form where something is to be corrected, else to the function.
    GoOn,
    /// Goes back; nothing is sent.
    Back,
    /// Opens the form again.
    EditAgain,
    /// Checks or reads again; never sends.
    ReadAgain,
    /// Puts back what was before this change.
    Undo,
    /// Goes to where the same change can be proposed for another target.
    RepeatElsewhere,
}

/// What can be answered to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PromptCommand {
    /// The word was typed: goes on.
    Confirm,
    /// Everything stays as it is.
    Stay,
}
