//! Keeping the server up while the program lives, and stopping it.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI32, Ordering::SeqCst},
    },
    thread::{Builder, JoinHandle},
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use super::launcher::{Launcher, Running};

pub(super) struct Server {
    state: Arc<State>,
    keeper: Option<JoinHandle<()>>,
}

struct State {
    pid: AtomicI32,
    stopping: AtomicBool,
}

impl Server {
    pub(super) fn start(launcher: Launcher) -> io::Result<Self> {
        let running = launcher.bring_up()?;
        let state = Arc::new(State { pid: running.pid().into(), stopping: false.into() });
        let kept = Arc::clone(&state);
        let keeper = Builder::new().name("postgres".into()).spawn(move || keep(&launcher, running, &kept))?;
        Ok(Self { state, keeper: Some(keeper) })
    }

    pub(super) fn pid(&self) -> i32 {
        self.state.pid.load(SeqCst)
    }

    pub(super) fn stop(&mut self) {
        self.state.stopping.store(true, SeqCst);
        if let Some(keeper) = self.keeper.take() {
            if !keeper.is_finished() {
                interrupt(self.pid());
            }
            if keeper.join().is_err() {
                tracing::error!("the keeper of PostgreSQL panicked");
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Reaps the server when it ends, and starts it again when nobody asked it to.
fn keep(launcher: &Launcher, mut running: Running, state: &State) {
    loop {
        launcher.wait(&mut running);
        if state.stopping.load(SeqCst) {
            return;
        }
        tracing::error!(postgres.pid = state.pid.load(SeqCst), "PostgreSQL ended by itself; starting it again");
        running = match launcher.bring_up() {
            Ok(running) => running,
            Err(error) => return tracing::error!(%error, "PostgreSQL could not be started again"),
        };
        state.pid.store(running.pid(), SeqCst);
        // A stop asked for meanwhile signalled the dead one.
        if state.stopping.load(SeqCst) {
            interrupt(running.pid());
        }
    }
}

/// A fast shutdown: sessions are ended, nothing is lost.
fn interrupt(pid: i32) {
    if let Err(error) = kill(Pid::from_raw(pid), Signal::SIGINT) {
        tracing::debug!(%error, postgres.pid = pid, "PostgreSQL had ended already");
    }
}
