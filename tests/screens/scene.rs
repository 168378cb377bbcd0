//! Scenes: a name, the sizes in which it is drawn, and the messages that lead to it.
//!
//! Knows how scenes are held against their snapshots. Does not know any screen.

use std::panic::catch_unwind;

use lambda_lasso::app::message::Size;

use lambda_lasso::view::abilities::Abilities;

use super::drawing::{attributes, buffer, drawn, unsaid};
use super::play::Play;

const fn size(columns: u16, rows: u16) -> Size {
    Size { columns, rows }
}

/// The size that every scene is drawn in.
pub(crate) const USUAL: &[Size] = &[size(80, 24)];
/// The usual size, the smallest that is worked in, and a large one.
pub(crate) const ALL: &[Size] = &[size(80, 24), size(60, 16), size(120, 40)];
/// The same, and one that has room for the list beside what was opened from it.
pub(crate) const EVERY: &[Size] = &[size(80, 24), size(60, 16), size(120, 40), size(160, 45)];
/// The widest alone.
pub(crate) const WIDEST: &[Size] = &[size(160, 45)];
/// Sizes that are too small to say everything that must be said.
pub(crate) const TOO_SMALL: &[Size] = &[size(40, 10), size(20, 5)];

/// Something that is to be seen.
pub(crate) struct Scene {
    pub(crate) name: &'static str,
    pub(crate) sizes: &'static [Size],
    /// Plays up to the scene in a terminal of that size.
    pub(crate) reach: fn(Size) -> Play,
}

impl Scene {
    /// A scene in the usual size.
    pub(crate) const fn usual(name: &'static str, reach: fn(Size) -> Play) -> Self {
        Self {
            name,
            sizes: USUAL,
            reach,
        }
    }

    /// A scene in all sizes that are worked in.
    pub(crate) const fn in_all_sizes(name: &'static str, reach: fn(Size) -> Play) -> Self {
        Self {
            name,
            sizes: ALL,
            reach,
        }
    }

    /// A scene in all these sizes and in the widest.
    pub(crate) const fn in_every_size(name: &'static str, reach: fn(Size) -> Play) -> Self {
        Self {
            name,
            sizes: EVERY,
            reach,
        }
    }

    /// The names of its snapshots.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        self.sizes.iter().map(|size| self.named(*size))
    }

    fn named(&self, size: Size) -> String {
        format!("{}_{}x{}", self.name, size.columns, size.rows)
    }

    fn compare(&self, size: Size) {
        let play = (self.reach)(size);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(self.named(size), drawn(&play.state, size, Abilities::ALL));
        });
    }
}

/// A terminal without colours.
const COLOURLESS: Abilities = Abilities {
    colours: false,
    ..Abilities::ALL
};

/// Holds every scene against what it must be without colours: the same text, set off by attributes alone; and nothing that warns says so
/// by its colour alone.
pub(crate) fn check_without_colours(scenes: &[Scene]) {
    let mut by_colour_alone = Vec::new();
    for scene in scenes {
        for size in scene.sizes {
            let play = (scene.reach)(*size);
            let [coloured, plain] =
                [Abilities::ALL, COLOURLESS].map(|abilities| buffer(&play.state, *size, abilities));
            assert_eq!(attributes(&coloured), attributes(&plain), "{}", scene.name);
            let unsaid = unsaid(&coloured).into_iter();
            by_colour_alone.extend(unsaid.map(|text| format!("{}: {text}", scene.named(*size))));
        }
    }
    assert_eq!(by_colour_alone, [""; 0], "only their colour says it");
}

/// Holds every scene against its snapshots, also after one that differs.
pub(crate) fn check(scenes: &[Scene]) {
    let mut differing = Vec::new();
    for scene in scenes {
        for size in scene.sizes {
            if catch_unwind(|| scene.compare(*size)).is_err() {
                differing.push(scene.named(*size));
            }
        }
    }
    assert_eq!(differing, [""; 0], "these differ from their snapshots");
}
