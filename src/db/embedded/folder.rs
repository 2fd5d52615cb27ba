//! The data folder: its layout, and the lock that keeps a second program out of it.

use std::{
    fs::{self, File, OpenOptions, Permissions, TryLockError},
    io::{self, Read, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf, absolute},
};

use rand::RngExt;

use crate::values::llave::Llave;

/// `sun_path` holds 108 bytes and ends in a zero.
const LONGEST_SOCKET: usize = 107;

#[derive(Clone)]
pub(super) struct Paths {
    pub(super) root: PathBuf,
    pub(super) data: PathBuf,
    pub(super) run: PathBuf,
    pub(super) log: PathBuf,
}

impl Paths {
    pub(super) fn socket(&self) -> PathBuf {
        self.run.join(".s.PGSQL.5432")
    }

    pub(super) fn socket_lock(&self) -> PathBuf {
        self.run.join(".s.PGSQL.5432.lock")
    }

    pub(super) fn pid_file(&self) -> PathBuf {
        self.data.join("postmaster.pid")
    }
}

pub(super) struct Folder {
    pub(super) paths: Paths,
    // The kernel lets go of it however the program ends.
    _lock: File,
}

impl Folder {
    pub(super) fn open(dir: &Path) -> io::Result<Self> {
        create_reachable(dir)
            .map_err(|error| told(&error, &format!("cannot create the data folder {}", dir.display())))?;
        let root = dir.canonicalize()?;
        let (data, run, log) = (root.join("pgdata"), root.join("run"), root.join("postgres.log"));
        let paths = Paths { root, data, run, log };
        refuse_long_socket(&paths)?;
        let _lock = lock(&paths.root)?;
        Ok(Self { paths, _lock })
    }
}

/// Whatever the umask, the server's account must be able to pass through the folders made here.
fn create_reachable(dir: &Path) -> io::Result<()> {
    let dir = absolute(dir)?;
    let missing: Vec<&Path> = dir.ancestors().take_while(|folder| !folder.exists()).collect();
    fs::create_dir_all(&dir)?;
    missing.into_iter().try_for_each(|folder| fs::set_permissions(folder, Permissions::from_mode(0o711)))
}

fn refuse_long_socket(paths: &Paths) -> io::Result<()> {
    let socket = paths.socket();
    let length = socket.as_os_str().len();
    if length <= LONGEST_SOCKET {
        return Ok(());
    }
    let limit = format!("{length} bytes, and the system allows {LONGEST_SOCKET}");
    Err(io::Error::other(format!("the socket {} would take {limit}: choose a shorter data folder", socket.display())))
}

/// Whole or not there: a program that dies while it writes leaves a draft that nobody reads.
pub(super) fn key(root: &Path) -> io::Result<Llave> {
    let (path, draft) = (root.join("llave"), root.join("llave.nueva"));
    if !path.exists() {
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
        writeln!(file, "{}", Llave::nueva(rand::rng().random()).hex())?;
        file.sync_all()?;
        fs::rename(&draft, &path)?;
    }
    let text = fs::read_to_string(&path).map_err(|error| told(&error, &format!("cannot read {}", path.display())))?;
    Llave::parse(text.trim())
        .ok_or_else(|| io::Error::other(format!("{} is not 64 hexadecimal digits", path.display())))
}

fn lock(root: &Path) -> io::Result<File> {
    let path = root.join("antesala.lock");
    let cannot = |error: io::Error| told(&error, &format!("cannot lock {}", path.display()));
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(cannot)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(in_use(root, file)),
        Err(TryLockError::Error(error)) => return Err(cannot(error)),
    }
    file.set_len(0)?;
    write!(file, "{}", std::process::id())?;
    Ok(file)
}

fn in_use(root: &Path, mut file: File) -> io::Error {
    let mut pid = String::new();
    let holder = match file.read_to_string(&mut pid) {
        Ok(1..) => format!("process {pid}"),
        _ => "another process".into(),
    };
    let what = format!("the data folder {} is in use by {holder}", root.display());
    io::Error::new(
        io::ErrorKind::ResourceBusy,
        format!("{what}: stop it first, or choose another data folder in DATA_DIR"),
    )
}

/// The same kind of error, saying what was being done.
pub(super) fn told(error: &io::Error, what: &str) -> io::Error {
    io::Error::new(error.kind(), format!("{what}: {error}"))
}
