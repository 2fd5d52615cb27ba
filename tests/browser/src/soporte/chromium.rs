//! One chromedriver for the whole run, and the Chromiums it opens.

use std::{
    fs,
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    time::Duration,
};

use serde_json::json;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};
use tokio::{sync::OnceCell, time};

use super::Carpeta;

const FLAGS: &[&str] = &[
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--force-prefers-reduced-motion",
    "--hide-scrollbars",
    "--no-first-run",
];

static DEL_RUN: OnceCell<Driver> = OnceCell::const_new();
static ABIERTOS: AtomicU32 = AtomicU32::new(0);

struct Driver {
    url: String,
    /// With a profile for each browser.
    carpeta: PathBuf,
    _guardia: Child,
}

/// A browser of its own profile; `scripts` off is a browser whose owner forbids them.
pub async fn abrir(scripts: bool) -> WebDriver {
    let driver = DEL_RUN.get_or_init(arrancar).await;
    let perfil = driver.carpeta.join(format!("perfil-{}", ABIERTOS.fetch_add(1, Relaxed)));
    WebDriver::new(&driver.url, capacidades(&perfil, scripts)).await.unwrap()
}

fn capacidades(perfil: &Path, scripts: bool) -> ChromeCapabilities {
    let mut caps = DesiredCapabilities::chrome();
    caps.add_arg(&format!("--user-data-dir={}", perfil.display())).unwrap();
    for flag in FLAGS {
        caps.add_arg(flag).unwrap();
    }
    // Its sandbox refuses root.
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        caps.add_arg("--no-sandbox").unwrap();
    }
    if !scripts {
        caps.add_experimental_option("prefs", json!({ "profile.managed_default_content_settings.javascript": 2 }))
            .unwrap();
    }
    caps.set_binary(buscar("chromium").to_str().unwrap()).unwrap();
    caps.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
    caps
}

fn buscar(programa: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let hallado = std::env::split_paths(&path).map(|carpeta| carpeta.join(programa)).find(|p| p.is_file());
    hallado.unwrap_or_else(|| panic!("{programa} is missing: run bin/setup"))
}

async fn arrancar() -> Driver {
    let carpeta = Carpeta::nueva().conservar();
    let _guardia = guardia(&carpeta);
    let puerto = puerto(&carpeta.join("salida")).await;
    Driver { url: format!("http://127.0.0.1:{puerto}"), carpeta, _guardia }
}

/// The port that chromedriver chose, as it says it.
async fn puerto(salida: &Path) -> u16 {
    let listo = async {
        loop {
            let texto = fs::read_to_string(salida).unwrap_or_default();
            if let Some((_, resto)) = texto.split_once("started successfully on port ") {
                return resto.split('.').next().unwrap().parse().unwrap();
            }
            time::sleep(Duration::from_millis(10)).await;
        }
    };
    time::timeout(Duration::from_secs(20), listo).await.expect("chromedriver did not start")
}

/// chromedriver inside a shell whose standard input ends with the run, however that happens: then chromedriver goes, with
/// the browsers that tests left open, each known by the lock of its own profile. Writing to a file, neither can hold the
/// run's own output open.
fn guardia(carpeta: &Path) -> Child {
    let al_terminar = r#"
        "$1" --port=0 >"$0/salida" 2>&1 &
        driver=$!
        cat >/dev/null
        kill "$driver"
        for lock in "$0"/*/SingletonLock; do
            pid=$(readlink "$lock") && kill "${pid##*-}"
        done
        wait "$driver"
        rm -rf "$0""#;
    let mut sh = Command::new("sh");
    sh.arg("-c").arg(al_terminar).arg(carpeta).arg(buscar("chromedriver"));
    sh.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl-C ends the run, not the guard.
    sh.process_group(0).spawn().unwrap()
}
