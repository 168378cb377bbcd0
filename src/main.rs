//! The program `lasso`: hands the arguments to the library.

fn main() {}
