//! What a server says of itself in `postmaster.pid`, and whether that is still true.

use std::{fs, io, path::Path};

use super::folder::{Paths, told};

/// The server that runs in this folder. PostgreSQL takes a zombie, or another process with the same number, for a running
/// server and refuses to start: such a trace of a dead one is removed.
pub(super) fn find(paths: &Paths) -> io::Result<Option<i32>> {
    let Some(file) = PidFile::read(paths) else { return Ok(None) };
    let Some(command_line) = command_line(file.pid) else { return Ok(None) };
    if names(&command_line, &paths.data) {
        return Ok(Some(file.pid));
    }
    remove(&paths.pid_file())?;
    remove(&paths.socket_lock())?;
    Ok(None)
}

pub(super) fn runs(pid: i32, paths: &Paths) -> bool {
    command_line(pid).is_some_and(|command_line| names(&command_line, &paths.data))
}

/// It takes connections; a file left by an earlier server says so of another process.
pub(super) fn is_ready(pid: i32, paths: &Paths) -> bool {
    PidFile::read(paths).is_some_and(|file| file.pid == pid && file.ready)
}

struct PidFile {
    pid: i32,
    ready: bool,
}

impl PidFile {
    /// Line 1 is the process, line 8 its state.
    fn read(paths: &Paths) -> Option<Self> {
        let text = fs::read_to_string(paths.pid_file()).ok()?;
        let mut lines = text.lines().map(str::trim);
        let pid = lines.next()?.parse().ok()?;
        Some(Self { pid, ready: lines.nth(6) == Some("ready") })
    }
}

/// None when there is no such process; empty for a zombie.
fn command_line(pid: i32) -> Option<Vec<u8>> {
    fs::read(format!("/proc/{pid}/cmdline")).ok()
}

/// Every server is started with its data folder as an argument.
fn names(command_line: &[u8], data: &Path) -> bool {
    command_line.split(|byte| *byte == 0).any(|word| word == data.as_os_str().as_encoded_bytes())
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(told(&error, &format!("cannot remove {}", path.display())))
        }
        _ => Ok(()),
    }
}
