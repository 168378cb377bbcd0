//! What the system knows of a process and a file.
//!
//! Knows Linux's `/proc`; elsewhere memory and processor time are not told. Does not know what runs.

use std::{fs, io};

/// The most memory that a process had at any time, in megabytes.
pub(crate) fn peak_megabytes(process: u32) -> io::Result<Option<f64>> {
    let Some(status) = read(process, "status")? else {
        return Ok(None);
    };
    let kibibytes = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|value| {
            value
                .trim()
                .trim_end_matches("kB")
                .trim()
                .parse::<f64>()
                .ok()
        });
    Ok(kibibytes.map(|kibibytes| kibibytes * 1_024.0 / 1e6))
}

/// The processor time of a process, in milliseconds, to the hundredth of a second.
pub(crate) fn processor_milliseconds(process: u32) -> io::Result<Option<f64>> {
    let Some(stat) = read(process, "stat")? else {
        return Ok(None);
    };
    // The name of the program stands in brackets and may hold anything; user and system time are 11 and 12 fields behind it.
    let ticks = stat.rsplit_once(')').map(|(_, behind)| {
        let fields = behind.split_whitespace().skip(11).take(2);
        fields
            .filter_map(|field| field.parse::<f64>().ok())
            .sum::<f64>()
    });
    Ok(ticks.map(|ticks| ticks * 10.0))
}

/// The size of a file, in megabytes.
pub(crate) fn file_megabytes(path: &str) -> io::Result<f64> {
    let bytes = u32::try_from(fs::metadata(path)?.len()).unwrap_or(u32::MAX);
    Ok(f64::from(bytes) / 1e6)
}

fn read(process: u32, name: &str) -> io::Result<Option<String>> {
    match fs::read_to_string(format!("/proc/{process}/{name}")) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
