//! `antesala serve` of the release build, as a process of its own.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::process::{Child, Command};

use crate::client::{Client, Manner};
use crate::{Res, output};

const PATIENCE: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(1);

pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// From the start of the process to the first 200 of /listo.
    pub ready_after: Duration,
}

impl Server {
    /// Its log goes to a file, at the level people run it with.
    pub async fn start(database_url: &str, variables: &[(&str, &str)]) -> Res<Self> {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let log = File::create(output("serve.log")?)?;
        let mut command = Command::new(binary()?);
        command.arg("serve").env_clear().env("DATABASE_URL", database_url).env("LISTEN", address.to_string());
        command.envs(variables.iter().copied()).stdout(log.try_clone()?).stderr(log).kill_on_drop(true);
        let began = Instant::now();
        let child = command.spawn()?;
        let mut server = Self { child, address, ready_after: Duration::ZERO };
        server.until_ready(began).await?;
        server.ready_after = began.elapsed();
        Ok(server)
    }

    async fn until_ready(&mut self, began: Instant) -> Res<()> {
        while began.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                return Err(
                    format!("antesala serve ended with {status}: see {}", output("serve.log")?.display()).into()
                );
            }
            if is_ready(self.address).await {
                return Ok(());
            }
            tokio::time::sleep(POLL).await;
        }
        Err("antesala serve is not ready".into())
    }

    fn pid(&self) -> Res<u32> {
        self.child.id().ok_or_else(|| "antesala serve has ended".into())
    }

    /// In MB: what it holds now, and the most it ever held.
    pub fn memory(&self) -> Res<(f64, f64)> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid()?))?;
        let kilobytes = |name: &str| -> Res<f64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("no such line in /proc/status")?;
            Ok(line.trim().trim_end_matches(" kB").parse()?)
        };
        Ok((kilobytes("VmRSS:")? / 1000.0 * 1.024, kilobytes("VmHWM:")? / 1000.0 * 1.024))
    }

    /// Seconds of processor it took so far.
    pub fn processor(&self) -> Res<f64> {
        crate::processor_of(&self.pid()?.to_string())
    }

    /// As a supervisor asks it to end; the time it took, and how it ended.
    pub async fn stop(mut self) -> Res<(Duration, ExitStatus)> {
        let began = Instant::now();
        kill(Pid::from_raw(self.pid()?.try_into()?), Signal::SIGTERM)?;
        let status = tokio::time::timeout(PATIENCE, self.child.wait()).await??;
        Ok((began.elapsed(), status))
    }
}

/// `antesala worker`, which sends what is due.
pub struct Worker(Child);

impl Worker {
    pub fn start(database_url: &str, variables: &[(&str, &str)]) -> Res<Self> {
        let log = File::create(output("worker.log")?)?;
        let mut command = Command::new(binary()?);
        command.arg("worker").env_clear().env("DATABASE_URL", database_url).envs(variables.iter().copied());
        Ok(Self(command.stdout(log.try_clone()?).stderr(log).kill_on_drop(true).spawn()?))
    }

    pub async fn stop(mut self) -> Res<()> {
        let pid = self.0.id().ok_or("antesala worker has ended")?;
        kill(Pid::from_raw(pid.try_into()?), Signal::SIGTERM)?;
        tokio::time::timeout(PATIENCE, self.0.wait()).await??;
        Ok(())
    }
}

pub async fn is_ready(address: SocketAddr) -> bool {
    let Ok(mut client) = Client::connect(address, Manner::default()).await else { return false };
    client.get("/listo").await.is_ok_and(|answer| answer.status == 200)
}

/// The one that was built together with this program.
fn binary() -> Res<PathBuf> {
    let path = std::env::current_exe()?.with_file_name("antesala");
    if path.exists() { Ok(path) } else { Err(format!("{} is missing: run bin/bench", path.display()).into()) }
}
