//! How much text the address of a request takes.
//!
//! Knows that the SDK panics while it makes an address that is too long, so that this is looked at before. Does not know which texts an
//! address is made of.

/// An address has 65,534 bytes at most, as the `http` crate has it; each byte of a text can become three of them, and host and path need
/// some.
const MOST_BYTES: usize = 20_000;

/// Answers in a sentence why no address can be made of these texts, if that is so.
pub(super) fn problem<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) -> Option<String> {
    let bytes: usize = texts.into_iter().flatten().map(str::len).sum();
    (bytes > MOST_BYTES).then(|| {
        format!("What a request would have to name has {bytes} bytes, more than its address takes: nothing was asked.")
    })
}
