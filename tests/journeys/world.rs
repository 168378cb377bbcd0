//! The simulated account that a journey goes through, and what became of it.
//!
//! Knows what can be planned in it, and what is asked of it afterwards. Does not know the program.

use std::ops::Deref;

use lambda_lasso::simulator::{Account, Change, Fate, Fault, Operation};
use serde_json::Value;

use super::lasso::Lasso;
use super::pty::simulated::{REGION, Simulated};

pub(crate) const PUT: Operation = Operation::PutFunctionEventInvokeConfig;
pub(crate) const DELETE: Operation = Operation::DeleteFunctionEventInvokeConfig;

/// A simulated account.
pub(crate) struct World(Simulated);

impl Deref for World {
    type Target = Simulated;

    fn deref(&self) -> &Simulated {
        &self.0
    }
}

impl World {
    /// The account of the demonstration.
    pub(crate) fn demo() -> Self {
        Self::of(Account::demo())
    }

    pub(crate) fn of(account: Account) -> Self {
        Self(Simulated::of(account))
    }

    /// Starts the program in this world.
    pub(crate) fn enter(&self, arguments: &[&str]) -> Lasso {
        Lasso::start(&self.simulator.url(), arguments)
    }

    /// Starts the program with a qualifier of a function selected and read.
    #[track_caller]
    pub(crate) fn open(&self, function: &str) -> Lasso {
        let mut lasso = self.enter(&[function]);
        lasso.until("settings", |lasso| {
            let shows_function = lasso.text().contains("QUALIFIER ROUTES TO");
            shows_function && lasso.selected().is_some_and(|row| !row.contains(" .. "))
        });
        lasso
    }

    /// Lets the next request of an operation meet a fault.
    pub(crate) fn plan(&self, operation: Operation, fault: Fault) {
        self.simulator.faults().add(operation, fault, 1);
    }

    /// Changes the settings of a qualifier at once, as somebody else would; `None` removes them.
    pub(crate) fn somebody_sets(&self, function: &str, qualifier: &str, settings: Option<Value>) {
        let change = Change {
            function: function.to_owned(),
            qualifier: qualifier.to_owned(),
            settings,
        };
        self.simulator.change(REGION, &change);
    }

    /// What became of each request of an operation.
    pub(crate) fn fates(&self, operation: Operation) -> Vec<Fate> {
        let lines = self.simulator.log().into_iter();
        lines
            .filter(|line| line.operation == Some(operation))
            .map(|line| line.fate)
            .collect()
    }

    /// What a qualifier holds, in the members of a Put: without what the service adds.
    pub(crate) fn held(&self, function: &str, qualifier: &str) -> Option<Value> {
        let mut answer = self.simulator.settings(REGION, function, qualifier)?;
        let members = answer.as_object_mut().unwrap();
        members.remove("FunctionArn").unwrap();
        members.remove("LastModified").unwrap();
        let config = members.get_mut("DestinationConfig").unwrap();
        let halves = config.as_object_mut().unwrap();
        halves.retain(|_, half| half.get("Destination").is_some_and(Value::is_string));
        if halves.is_empty() {
            members.remove("DestinationConfig");
        }
        Some(answer)
    }
}
