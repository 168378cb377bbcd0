//! Rows of a table, gone through side by side: most of the time a row waits for an answer that never comes.
//!
//! Knows threads. Does not know what a row is.

use std::sync::Mutex;
use std::thread;

/// How many rows are under way at a time: waiting costs nothing, but programs that all start at once keep each other waiting.
const TOGETHER: usize = 28;

/// Goes through every row, and fails with the names of those that failed.
#[track_caller]
pub(crate) fn side_by_side<T: Send>(
    rows: impl IntoIterator<Item = (String, T)>,
    run: impl Fn(T) + Sync,
) {
    let rows: Vec<(String, T)> = rows.into_iter().collect();
    let count = rows.len();
    let waiting = Mutex::new(rows.into_iter());
    let failed = Mutex::new(Vec::new());
    let go = || {
        loop {
            let next = waiting.lock().unwrap().next();
            let Some((name, row)) = next else { return };
            let outcome = thread::scope(|scope| {
                let named = thread::Builder::new().name(name.clone());
                named.spawn_scoped(scope, || run(row)).unwrap().join()
            });
            if outcome.is_err() {
                failed.lock().unwrap().push(name);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..TOGETHER.min(count) {
            scope.spawn(go);
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(
        failed.is_empty(),
        "{} of {count}: {failed:#?}",
        failed.len()
    );
}
