//! Two people changed the same settings: which value of each row is taken.
//!
//! Knows the three sides of each row: when the form was filled, theirs now, mine. Does not know validation; what was chosen goes
//! through it again, and through a new review.

use serde::{Deserialize, Serialize};

use crate::app::list_cursor::{ListCursor, Motion};
use crate::domain::call::Reading;
use crate::domain::change::ReviewedChange;
use crate::domain::difference::FieldValue;
use crate::domain::draft::Draft;
use crate::domain::field::{Field, PerField};
use crate::domain::grounds::Moved;
use crate::domain::settings::{AsyncSettings, Setting, StoredSettings};

/// Whose value a row takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Take {
    /// Both sides changed it to different values: somebody must choose.
    Undecided,
    /// The draft's.
    Mine,
    /// What somebody else set.
    Theirs,
}

/// Which rows are decided at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// The selected one.
    Selected,
    /// Every one.
    All,
}

/// One row and its three sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceRow {
    /// When the form was filled.
    pub base: Setting<FieldValue>,
    /// Now.
    pub theirs: Setting<FieldValue>,
    /// In the draft.
    pub mine: Setting<FieldValue>,
    /// Which is taken.
    pub take: Take,
}

/// The choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What the service holds now.
    pub theirs: Reading,
    /// What else moved of all that the review rested on: no row of it is to be decided, and the new review is written on it.
    pub moved: Vec<Moved>,
    /// The rows.
    pub rows: PerField<ChoiceRow>,
    /// Which row is selected.
    pub cursor: ListCursor,
}

impl Choice {
    /// Puts the three sides beside each other. Where only one side moved, its value is taken.
    #[must_use]
    pub fn new(change: &ReviewedChange, theirs: Reading, moved: Vec<Moved>) -> Self {
        let of = |settings: Option<&StoredSettings>, field| {
            settings.map_or(Setting::ServiceDefault, |settings| settings.value(field))
        };
        let mine = change.after().map(AsyncSettings::as_stored);
        let rows = PerField::from_fn(|field| {
            let base = of(change.before_settings(), field);
            let (theirs, mine) = (of(theirs.settings(), field), of(mine.as_ref(), field));
            let take = if theirs == base {
                Take::Mine
            } else if mine == base || mine == theirs {
                Take::Theirs
            } else {
                Take::Undecided
            };
            ChoiceRow {
                base,
                theirs,
                mine,
                take,
            }
        });
        // What somebody must decide is selected first.
        let undecided = Field::ALL
            .into_iter()
            .position(|field| rows.get(field).take == Take::Undecided);
        let cursor = ListCursor {
            selected: undecided.unwrap_or_default(),
            first: 0,
        };
        Self {
            theirs,
            moved,
            rows,
            cursor,
        }
    }

    /// Moves between the rows.
    pub fn go(&mut self, motion: Motion) {
        self.cursor.go(motion, Field::ALL.len(), Field::ALL.len());
    }

    /// The selected row.
    #[must_use]
    pub fn selected(&self) -> Option<Field> {
        Field::ALL.get(self.cursor.selected).copied()
    }

    /// Takes a side for these rows.
    pub fn decide(&mut self, take: Take, rows: Rows) {
        let selected = self.selected();
        for field in Field::ALL {
            let is_meant = match rows {
                Rows::Selected => Some(field) == selected,
                Rows::All => true,
            };
            if is_meant {
                self.rows.get_mut(field).take = take;
            }
        }
    }

    /// Says whether every row is decided.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.rows.iter().all(|(_, row)| row.take != Take::Undecided)
    }

    /// The fields whose draft was taken although something else was set meanwhile.
    #[must_use]
    pub fn taken_over(&self) -> Vec<Field> {
        let over = |row: &ChoiceRow| row.take == Take::Mine && row.theirs != row.base;
        let rows = self.rows.iter().filter(|(_, row)| over(row));
        rows.map(|(field, _)| field).collect()
    }

    /// The draft that results: of each row the side that was chosen.
    #[must_use]
    pub fn draft(&self, mine: &Draft) -> Draft {
        let theirs = self.theirs.settings();
        let theirs = theirs.map_or_else(Draft::default, Draft::from_stored);
        Draft(PerField::from_fn(|field| {
            let side = match self.rows.get(field).take {
                Take::Theirs => &theirs,
                Take::Mine | Take::Undecided => mine,
            };
            side.text(field).to_owned()
        }))
    }
}
