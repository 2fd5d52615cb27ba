//! Getting one server up in a folder, whatever the last one left behind.

use std::{
    fs::{self, File, Permissions},
    io,
    os::unix::{
        fs::{OpenOptionsExt, PermissionsExt},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use super::{SUPERUSER, account::Account, binaries, folder::Paths, postmaster};

const POLL: Duration = Duration::from_millis(10);
/// Nobody is told of the end of a process that is no child.
const WATCH: Duration = Duration::from_millis(100);
/// Recovery after a crash may have much to replay.
const STARTING: Duration = Duration::from_secs(300);
/// Backends of a killed postmaster end when they next look at it.
const LEFTOVERS: Duration = Duration::from_secs(30);

const SETTINGS: &[&str] = &[
    "port=5432",
    "listen_addresses=",
    "max_connections=300",
    "shared_buffers=256MB",
    "jit=off",
    "lc_messages=C",
    "cluster_name=antesala",
    // The detail of an error quotes what people typed.
    "log_error_verbosity=terse",
];
const UNSAFE_SETTINGS: &[&str] = &["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

pub(super) struct Launcher {
    bin: PathBuf,
    account: Account,
    paths: Paths,
    fsync: bool,
}

/// A server that is up. One left by a killed program is no child of ours.
pub(super) struct Running {
    pid: i32,
    child: Option<Child>,
}

impl Launcher {
    /// Makes the cluster if there is none.
    pub(super) fn prepare(paths: &Paths, fsync: bool) -> io::Result<Self> {
        let version = fs::read_to_string(paths.data.join("PG_VERSION")).ok().and_then(|text| text.trim().parse().ok());
        let (bin, account) = (binaries::find(version)?, Account::choose(paths)?);
        let launcher = Self { bin, account, paths: paths.clone(), fsync };
        if version.is_none() {
            launcher.init()?;
        }
        launcher.own_folder(&launcher.paths.run)?;
        Ok(launcher)
    }

    /// Under another name until it is whole: initdb cut short must not pass for a cluster.
    fn init(&self) -> io::Result<()> {
        let new = self.paths.root.join("pgdata.new");
        if new.exists() {
            fs::remove_dir_all(&new)?;
        }
        self.own_folder(&new)?;
        let initdb = self.bin.join("initdb");
        let mut command = self.account.command(&initdb, &new);
        command.args([
            "-U",
            SUPERUSER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions",
        ]);
        if !self.fsync {
            command.arg("--no-sync");
        }
        let output =
            command.arg("-D").arg(&new).output().map_err(|error| self.account.refusal(&error, &initdb, &new))?;
        if !output.status.success() {
            return Err(io::Error::other(format!("initdb failed: {}", String::from_utf8_lossy(&output.stderr).trim())));
        }
        fs::rename(&new, &self.paths.data)
    }

    fn own_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        fs::set_permissions(folder, Permissions::from_mode(0o700))?;
        self.account.own(folder)
    }

    /// Adopts a server that already runs here, else launches one.
    pub(super) fn bring_up(&self) -> io::Result<Running> {
        let deadline = Instant::now() + LEFTOVERS;
        loop {
            if let Some(pid) = postmaster::find(&self.paths)?
                && self.until_ready(pid, || Ok(postmaster::runs(pid, &self.paths)))?
            {
                return Ok(Running { pid, child: None });
            }
            match self.launch() {
                Err(error) if error.kind() == io::ErrorKind::ResourceBusy && Instant::now() < deadline => {
                    thread::sleep(POLL)
                }
                outcome => return outcome,
            }
        }
    }

    /// Returns when the server has ended, and reaps it.
    pub(super) fn wait(&self, server: &mut Running) {
        match &mut server.child {
            Some(child) => _ = child.wait(),
            None => {
                while postmaster::runs(server.pid, &self.paths) {
                    thread::sleep(WATCH);
                }
            }
        }
    }

    fn launch(&self) -> io::Result<Running> {
        let mut command = self.server_command()?;
        let refusal = |error| self.account.refusal(&error, &self.bin, &self.paths.data);
        let mut child = command.spawn().map_err(refusal)?;
        let pid = i32::try_from(child.id()).map_err(io::Error::other)?;
        if !self.until_ready(pid, || Ok(child.try_wait()?.is_none()))? {
            return Err(self.why_it_ended());
        }
        Ok(Running { pid, child: Some(child) })
    }

    fn server_command(&self) -> io::Result<Command> {
        let log = self.fresh_log()?;
        let mut command = self.account.command(&self.bin.join("postgres"), &self.paths.data);
        command.arg("-D").arg(&self.paths.data);
        command.arg("-k").arg(&self.paths.run);
        let unsafe_settings = if self.fsync { [].as_slice() } else { UNSAFE_SETTINGS };
        for setting in SETTINGS.iter().chain(unsafe_settings) {
            command.args(["-c", setting]);
        }
        command.stdout(log.try_clone()?).stderr(log);
        // Ctrl-C in the terminal is for the program, which closes its connections before it stops the server.
        command.process_group(0);
        Ok(command)
    }

    fn fresh_log(&self) -> io::Result<File> {
        let log = &self.paths.log;
        if log.exists() {
            fs::rename(log, log.with_extension("log.1"))?;
        }
        File::options().write(true).create(true).truncate(true).mode(0o600).open(log)
    }

    /// False when it ended before it was ready.
    fn until_ready(&self, pid: i32, mut alive: impl FnMut() -> io::Result<bool>) -> io::Result<bool> {
        let deadline = Instant::now() + STARTING;
        while alive()? {
            if postmaster::is_ready(pid, &self.paths) {
                return Ok(true);
            }
            if Instant::now() > deadline {
                let log = self.paths.log.display();
                let what = format!("PostgreSQL (process {pid}) is not ready after {STARTING:?}: see {log}");
                return Err(io::Error::new(io::ErrorKind::TimedOut, what));
            }
            thread::sleep(POLL);
        }
        Ok(false)
    }

    fn why_it_ended(&self) -> io::Error {
        let log = fs::read_to_string(&self.paths.log).unwrap_or_default();
        let leftovers = ["pre-existing shared memory block", "already exists"].iter().any(|sign| log.contains(sign));
        let kind = if leftovers { io::ErrorKind::ResourceBusy } else { io::ErrorKind::Other };
        io::Error::new(kind, format!("PostgreSQL ended at start; {} says: {}", self.paths.log.display(), log.trim()))
    }
}

impl Running {
    pub(super) fn pid(&self) -> i32 {
        self.pid
    }
}
