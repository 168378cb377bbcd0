//! The share of the calls that an alias gives to a version, in percent.
//!
//! Knows that a share which rounds to nothing or to all is neither. Does not know which versions there are.

/// In a column: whole percents; `0%` and `100%` of nothing and of all alone.
#[must_use]
pub fn share(share: f64) -> String {
    let percent = share * 100.0;
    if share > 0.0 && percent < 1.0 {
        "<1%".to_owned()
    } else if share < 1.0 && percent > 99.0 {
        ">99%".to_owned()
    } else {
        format!("{percent:.0}%")
    }
}

/// As it was read, without the noise of the last binary digits.
#[must_use]
pub fn exact_share(share: f64) -> String {
    let percent = format!("{:.10}", share * 100.0);
    format!("{}%", percent.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A version that gets one call in a thousand was said to get none, and the other one all.
    #[test]
    fn a_small_share_is_neither_nothing_nor_is_the_rest_all() {
        for (second, short, exact, rest, exact_rest) in [
            (0.0, "0%", "0%", "100%", "100%"),
            (0.0001, "<1%", "0.01%", ">99%", "99.99%"),
            (0.001, "<1%", "0.1%", ">99%", "99.9%"),
            (0.004, "<1%", "0.4%", ">99%", "99.6%"),
            (0.01, "1%", "1%", "99%", "99%"),
            (0.07, "7%", "7%", "93%", "93%"),
            (0.125, "12%", "12.5%", "88%", "87.5%"),
            (0.9999, ">99%", "99.99%", "<1%", "0.01%"),
            (1.0, "100%", "100%", "0%", "0%"),
        ] {
            assert_eq!(
                (share(second), exact_share(second)),
                (short.into(), exact.into())
            );
            let first = 1.0 - second;
            assert_eq!(
                (share(first), exact_share(first)),
                (rest.into(), exact_rest.into())
            );
        }
    }
}
