//! Who the server runs as: PostgreSQL refuses root.

use std::{
    env, fs, io,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::Path,
    process::{Command, Stdio},
};

use nix::unistd::{Uid, User};

use super::folder::{Paths, told};

/// The account to become; none when the program is not root and simply stays who it is.
pub(super) struct Account(Option<User>);

impl Account {
    /// An existing cluster is served by its owner, a new one by `postgres` or else `nobody`.
    pub(super) fn choose(paths: &Paths) -> io::Result<Self> {
        if !Uid::effective().is_root() {
            return Ok(Self(None));
        }
        if let Ok(owner) = fs::metadata(&paths.data).map(|found| Uid::from_raw(found.uid())) {
            let user = User::from_uid(owner)?.filter(|user| !user.uid.is_root());
            let why = || io::Error::other(format!("{} belongs to root or to nobody known", paths.data.display()));
            return user.map(|user| Self(Some(user))).ok_or_else(why);
        }
        for name in ["postgres", "nobody"] {
            if let Some(user) = User::from_name(name)? {
                return Ok(Self(Some(user)));
            }
        }
        Err(io::Error::other("PostgreSQL refuses root, and there is no user postgres or nobody to run it as"))
    }

    pub(super) fn own(&self, path: &Path) -> io::Result<()> {
        let Some(user) = &self.0 else { return Ok(()) };
        chown(path, Some(user.uid.as_raw()), Some(user.gid.as_raw()))
    }

    /// A command that works in `folder` and knows nothing of the caller's PostgreSQL settings.
    pub(super) fn command(&self, program: &Path, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder).stdin(Stdio::null()).env("LC_ALL", "C.UTF-8").env("TZ", "UTC");
        for (name, _) in env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"PG")) {
            command.env_remove(name);
        }
        if let Some(user) = &self.0 {
            command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
        }
        command
    }

    /// A refusal at spawn says only "permission denied": the account may not enter the folder, or run the program.
    pub(super) fn refusal(&self, error: &io::Error, program: &Path, folder: &Path) -> io::Error {
        let who = self.0.as_ref().map_or("this user", |user| user.name.as_str());
        let what = format!("{who} cannot enter {} or run {}", folder.display(), program.display());
        told(
            error,
            &format!("{what}; as root choose a data folder that others can pass through, never one below /root"),
        )
    }
}
