//! What a server says of itself in `postmaster.pid`, and whether that is still true.

use std::{
    fs,
    io::{self, Read, Write},
    os::unix::net::UnixStream,
    path::Path,
    time::Duration,
};

use super::folder::{Paths, told};

/// Its length and the code of the protocol.
const TLS_REQUEST: &[u8] = &[0, 0, 0, 8, 4, 210, 22, 47];

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

/// It takes connections. A killed one keeps its name, its socket and its claim to be ready until the system has taken it
/// down, so it must also answer.
pub(super) fn is_ready(pid: i32, paths: &Paths) -> bool {
    PidFile::read(paths).is_some_and(|file| file.pid == pid && file.ready) && answers(paths).is_ok()
}

/// Asks whether TLS is to be had, which is answered in one byte before any role or database is named.
fn answers(paths: &Paths) -> io::Result<()> {
    let mut socket = UnixStream::connect(paths.socket())?;
    socket.set_read_timeout(Some(Duration::from_secs(1)))?;
    socket.write_all(TLS_REQUEST)?;
    socket.read_exact(&mut [0])
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
