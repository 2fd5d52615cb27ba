//! The private cluster of a run, and PostgreSQL's own tools against it.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use antesala::db::embedded::{Cluster, DATABASE, Options, SUPERUSER};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

use crate::Res;
use crate::latency::{Measured, Span};

/// With the settings the program gives its own cluster, fsync included.
pub struct Postgres {
    cluster: Cluster,
    /// Where the tools of the running version are.
    bin: PathBuf,
    folder: TempDir,
}

impl Postgres {
    pub async fn start() -> Res<Self> {
        let folder =
            tempfile::Builder::new().prefix("antesala-carga-").permissions(Permissions::from_mode(0o711)).tempdir()?;
        let cluster = Cluster::start(Options::new(folder.path())).await?;
        let server = fs::read_link(format!("/proc/{}/exe", cluster.pid()))?;
        let bin = server.parent().ok_or("postgres has no folder")?.to_owned();
        Ok(Self { cluster, bin, folder })
    }

    pub async fn stop(self) -> Res<()> {
        Ok(self.cluster.stop().await?)
    }

    /// Killed without notice, and started again on what it left.
    #[cfg(test)]
    pub async fn crashed(self) -> Res<Self> {
        let Self { cluster, bin, folder } = self;
        let pid = nix::unistd::Pid::from_raw(cluster.pid());
        nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGKILL)?;
        // It waits until the old one is gone.
        tokio::task::spawn_blocking(move || drop(cluster)).await?;
        let cluster = Cluster::start(Options::new(folder.path())).await?;
        Ok(Self { cluster, bin, folder })
    }

    pub fn url(&self, role: &str) -> String {
        self.cluster.url(role, DATABASE)
    }

    /// The same, by a socket in another folder.
    pub fn url_through(&self, role: &str, folder: &Path) -> String {
        let folder: String = folder.as_os_str().as_encoded_bytes().iter().map(|byte| format!("%{byte:02X}")).collect();
        format!("postgres://{role}@{folder}/{DATABASE}")
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("run")
    }

    fn tool(&self, name: &str, role: &str) -> Command {
        let mut command = Command::new(self.bin.join(name));
        command.arg("-h").arg(self.socket()).args(["-U", role, "-d", DATABASE]).kill_on_drop(true);
        command
    }

    /// Runs SQL as the superuser, and answers the lines it printed, columns parted by `|`.
    pub async fn sql(&self, sql: &str) -> Res<Vec<String>> {
        self.sql_as(SUPERUSER, sql, &[]).await
    }

    /// `variables`: psql's, `:name` in the text.
    pub async fn sql_as(&self, role: &str, sql: &str, variables: &[(&str, String)]) -> Res<Vec<String>> {
        let mut psql = self.tool("psql", role);
        psql.args(["-XqAt", "-v", "ON_ERROR_STOP=1", "-f", "-"]);
        for (name, value) in variables {
            psql.arg("-v").arg(format!("{name}={value}"));
        }
        let mut child = psql.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        child.stdin.take().ok_or("no stdin")?.write_all(sql.as_bytes()).await?;
        let output = child.wait_with_output().await?;
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() {
            return Err(format!("psql: {errors}").into());
        }
        let printed = String::from_utf8_lossy(&output.stdout).into_owned() + &errors;
        Ok(printed.lines().map(str::to_owned).collect())
    }

    /// The answers, a number each, of a query that is asked again and again while something else goes on.
    pub async fn watched<T>(&self, sql: &str, meanwhile: impl Future<Output = Res<T>>) -> Res<(T, Vec<f64>)> {
        let mut psql = self.tool("psql", SUPERUSER);
        psql.args(["-XqAt", "-f", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = psql.spawn()?;
        let mut orders = child.stdin.take().ok_or("no stdin")?;
        orders.write_all(format!("{sql} \\watch 0.02\n").as_bytes()).await?;
        let mut output = child.stdout.take().ok_or("no stdout")?;
        // Read as it comes: a full pipe would stop the watch.
        let reading = tokio::spawn(async move {
            let mut printed = String::new();
            output.read_to_string(&mut printed).await.map(|_| printed)
        });
        let done = meanwhile.await;
        child.kill().await?;
        let printed = reading.await??;
        Ok((done?, printed.lines().filter_map(|line| line.parse().ok()).collect()))
    }

    /// The scripts in turn by chance, prepared, as role `app` inside a clinic, by so many clients.
    pub async fn pgbench(&self, run: &Pgbench<'_>) -> Res<Measured> {
        let folder = tempfile::Builder::new().prefix("pgbench-").tempdir()?;
        let mut pgbench = self.tool("pgbench", "app");
        pgbench.args(["-n", "-M", "prepared", "-l"]).current_dir(folder.path());
        pgbench.args(["-c", &run.clients.to_string(), "-j", &run.clients.min(2).to_string()]);
        pgbench.args(["-T", &run.span.whole().as_secs().to_string(), "--random-seed=2026"]);
        pgbench.env("PGOPTIONS", run.settings());
        for (name, value) in &run.variables {
            pgbench.arg("-D").arg(format!("{name}={value}"));
        }
        for (nth, script) in run.scripts.iter().enumerate() {
            let file = format!("{nth}.sql");
            fs::write(folder.path().join(&file), script)?;
            pgbench.args(["-f", &file]);
        }
        let began = Instant::now();
        let output = pgbench.output().await?;
        if !output.status.success() {
            return Err(format!("pgbench: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        measured(&logs(folder.path())?, run.span, began.elapsed())
    }
}

pub struct Pgbench<'a> {
    pub scripts: Vec<String>,
    pub clients: usize,
    pub span: Span,
    pub clinica: i32,
    pub membresia: i64,
    pub variables: Vec<(&'a str, String)>,
}

impl Pgbench<'_> {
    /// What a transaction of ours says in its first message is here said once a connection.
    fn settings(&self) -> String {
        format!("-c app.clinica_id={} -c app.membresia_id={}", self.clinica, self.membresia)
    }
}

/// One log a thread.
fn logs(folder: &Path) -> Res<String> {
    let mut all = String::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("pgbench_log.")) {
            all += &fs::read_to_string(path)?;
        }
    }
    Ok(all)
}

/// Lines of `client number latency_us script seconds microseconds`, the warm-up left out. A failed transaction has a word in
/// place of its latency.
fn measured(log: &str, span: Span, elapsed: Duration) -> Res<Measured> {
    let line = |text: &str| -> Option<(Duration, Option<Duration>)> {
        let fields: Vec<&str> = text.split(' ').collect();
        let [_, _, latency, _, seconds, micros, ..] = fields.as_slice() else { return None };
        let ended = Duration::from_secs(seconds.parse().ok()?) + Duration::from_micros(micros.parse().ok()?);
        Some((ended, latency.parse().ok().map(Duration::from_micros)))
    };
    let all: Vec<_> = log.lines().filter_map(line).collect();
    let first = all.iter().map(|(ended, _)| *ended).min().ok_or("pgbench did nothing")?;
    let counted: Vec<_> = all.iter().filter(|(ended, _)| *ended >= first + span.warm_up).collect();
    let latencies: Vec<Duration> = counted.iter().filter_map(|(_, latency)| *latency).collect();
    let errors = counted.len() - latencies.len();
    Ok(Measured::new(latencies, errors, elapsed.min(span.whole()).saturating_sub(span.warm_up)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_read_without_its_warm_up_and_with_its_failures() {
        let log = "0 1 900 0 100 0\n0 2 800 0 101 500000\n1 1 700 0 102 0\n1 2 failed 0 103 0\n";
        let read = measured(log, Span::seconds(2), Duration::from_secs(9)).unwrap();
        assert_eq!((read.count(), read.errors), (2, 1));
        assert_eq!(read.percentile(50), Duration::from_micros(700));
        assert_eq!(read.per_second(), 1.0);
        assert!(measured("", Span::seconds(2), Duration::ZERO).is_err());
    }
}
