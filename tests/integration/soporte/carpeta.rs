//! A temporary folder that the server's account can pass through.

use std::{
    fs::Permissions,
    ops::Deref,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use tempfile::{Builder, TempDir};

pub struct Carpeta(TempDir);

impl Carpeta {
    pub fn nueva() -> Self {
        let carpeta = Builder::new().prefix("antesala-").permissions(Permissions::from_mode(0o711)).tempdir();
        Self(carpeta.unwrap())
    }

    /// It is no longer removed at the end.
    pub fn conservar(self) -> PathBuf {
        self.0.keep()
    }
}

impl Deref for Carpeta {
    type Target = Path;

    fn deref(&self) -> &Path {
        self.0.path()
    }
}
