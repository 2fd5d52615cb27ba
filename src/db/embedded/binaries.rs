//! Which of the machine's PostgreSQL installations to use.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

const OLDEST: u32 = 15;

/// The folder of `postgres` and `initdb`: `PG_BIN` if set, else the newest installed; for an existing cluster, the one of
/// its own version.
pub(super) fn find(cluster_version: Option<u32>) -> io::Result<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> =
        candidates().into_iter().filter_map(|bin| Some((version(&bin)?, bin))).collect();
    found.retain(|(version, _)| cluster_version.map_or(*version >= OLDEST, |needed| *version == needed));
    found.sort();
    found.pop().map(|(_, bin)| bin).ok_or_else(|| absent(cluster_version))
}

fn candidates() -> Vec<PathBuf> {
    if let Some(chosen) = chosen() {
        return vec![chosen];
    }
    let packaged =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    packaged.chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())).collect()
}

fn chosen() -> Option<PathBuf> {
    env::var_os("PG_BIN").filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// None where the server or initdb is missing.
fn version(bin: &Path) -> Option<u32> {
    if !bin.join("initdb").is_file() {
        return None;
    }
    let told = Command::new(bin.join("postgres")).arg("--version").output().ok()?;
    major(&String::from_utf8_lossy(&told.stdout))
}

/// `postgres (PostgreSQL) 15.20 (Debian …)` and `17beta1` alike.
fn major(told: &str) -> Option<u32> {
    let number = told.split_whitespace().nth(2)?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn absent(cluster_version: Option<u32>) -> io::Error {
    let what = match cluster_version {
        Some(version) => format!("the data folder was made by PostgreSQL {version}, whose server was not found"),
        None => format!("no PostgreSQL server {OLDEST} or newer was found"),
    };
    let looked = if chosen().is_some() { "in PG_BIN" } else { "in /usr/lib/postgresql or PATH" };
    io::Error::other(format!("{what} {looked}: install it, or name its folder in PG_BIN, or set DATABASE_URL"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lee_la_version_mayor() {
        assert_eq!(major("postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 19beta2\n"), Some(19));
        assert_eq!(major(""), None);
    }
}
