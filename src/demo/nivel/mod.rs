//! Worlds of a size, to measure on: ten years of payments in Norte and its agenda of these weeks, always the same ones but for the date.
//! Written by the superuser of the private cluster with sets of rows, triggers at rest; then the sums are made anew.

use chrono::{DateTime, Datelike, Days, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use nix::sys::statvfs::statvfs;

use super::mundo::{self, Estado};
use crate::db::embedded::{Cluster, DATABASE, SUPERUSER};
use crate::error::{AppResult, interno};
use crate::identidad::queries::clinica_de_slug;
use crate::values::zona::Zona;

/// So many patients of a clinic, and the agenda of those who attend: each takes psql's `:clinica`, `:pacientes`, `:profesionales` and
/// `:lunes`, so that what measures makes its clinics with the same.
pub const PACIENTES: &str = include_str!("pacientes.sql");
pub const AGENDA: &str = include_str!("agenda.sql");
const CITAS: &str = include_str!("citas.sql");
const PRINCIPIO: &str = include_str!("principio.sql");
const PAGOS: &str = include_str!("pagos.sql");
const FIN: &str = include_str!("fin.sql");

/// A payment with its sale, its line, their indexes and the write-ahead log of a while.
const BYTES_POR_PAGO: u64 = 1_500;
/// Days that are written in one transaction.
const TRAMO: u32 = 365;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nivel {
    pub pacientes: u32,
    pub pagos: u32,
    /// The last one is today.
    pub dias: u32,
    pub profesionales: u32,
    pub cajas: u32,
}

impl Nivel {
    /// Of performance: 1, 2 or 3. Who attends is the same: what grows is what the years leave.
    pub const fn de(numero: u8) -> Option<Self> {
        let (dias, profesionales) = (3_650, 30);
        match numero {
            1 => Some(Self { pacientes: 10_000, pagos: 500_000, dias, profesionales, cajas: 2 }),
            2 => Some(Self { pacientes: 100_000, pagos: 5_000_000, dias, profesionales, cajas: 8 }),
            3 => Some(Self { pacientes: 1_000_000, pagos: 50_000_000, dias, profesionales, cajas: 32 }),
            _ => None,
        }
    }

    const fn bytes(self) -> u64 {
        self.pagos as u64 * BYTES_POR_PAGO
    }
}

/// The demo's database in `cluster` with a world of this size, unless it has it already. Another one is kept: `reset` throws it away.
pub async fn preparar(cluster: &Cluster, reset: bool, numero: u8) -> AppResult<()> {
    let nivel = Nivel::de(numero).ok_or_else(|| interno("there are levels 1, 2 and 3"))?;
    let marca = format!("nivel {numero}");
    let db = mundo::vaciar_lo_cortado(cluster, reset).await?;
    match mundo::estado(&db).await? {
        Estado::Entero if mundo::marca(&db).await? == marca => return Ok(()),
        Estado::Entero => return Err(interno("there is another world here: --reset throws it away")),
        Estado::Vacio | Estado::Cortado => {}
    }
    caber(cluster, nivel)?;
    super::fundar(&db).await?;
    let clinica = clinica_de_slug(&db, "norte").await?;
    cargar(&cluster.url(SUPERUSER, DATABASE), clinica, nivel, db.reloj().ahora()).await?;
    mundo::marcar(&db, &marca).await
}

fn caber(cluster: &Cluster, nivel: Nivel) -> AppResult<()> {
    let disco = statvfs(cluster.data_dir()).map_err(interno)?;
    let libre = disco.blocks_available() * disco.fragment_size();
    let giga = |bytes: u64| bytes.div_ceil(1 << 30);
    if libre < nivel.bytes() {
        let (pide, hay) = (giga(nivel.bytes()), libre >> 30);
        return Err(interno(format!(
            "this level needs about {pide} GB, and {} has {hay} free",
            cluster.data_dir().display()
        )));
    }
    Ok(())
}

/// Fills the clinic, which has its people and nothing else. The same clinic at the same instant gives the same rows.
#[expect(clippy::disallowed_methods, reason = "the superuser has no pool")]
pub async fn cargar(url: &str, clinica: i32, nivel: Nivel, ahora: DateTime<Utc>) -> AppResult<()> {
    let mut con = AsyncPgConnection::establish(url).await.map_err(interno)?;
    let hoy = Zona::SANTIAGO.fecha(ahora);
    let lunes = hoy + Days::new(7 - u64::from(hoy.weekday().num_days_from_monday()));
    let Nivel { pacientes, pagos, dias, profesionales, cajas } = nivel;
    let valores = [
        ("clinica", clinica.to_string()),
        ("pacientes", pacientes.to_string()),
        ("pagos", pagos.to_string()),
        ("dias", dias.to_string()),
        ("profesionales", profesionales.to_string()),
        ("cajas", cajas.to_string()),
        ("ahora", ahora.to_rfc3339()),
        ("lunes", lunes.to_string()),
    ];
    for guion in [PACIENTES, "analyze pacientes", AGENDA, CITAS, PRINCIPIO] {
        con.batch_execute(&con_valores(guion, &valores)).await?;
    }
    for desde in (0..dias).step_by(TRAMO as usize) {
        let hasta = (desde + TRAMO).min(dias);
        tracing::info!(dia = desde, de = dias, "payments");
        let tramo = [("desde", desde.to_string()), ("hasta", hasta.to_string())];
        con.batch_execute(&con_valores(&con_valores(PAGOS, &tramo), &valores)).await?;
    }
    tracing::info!("indexes and sums");
    con.batch_execute(&con_valores(FIN, &valores)).await?;
    con.batch_execute("vacuum (analyze)").await?;
    Ok(())
}

/// As psql fills in its variables: `:nombre` as it stands, `:'nombre'` between quotes. The values are ours.
fn con_valores(guion: &str, valores: &[(&str, String)]) -> String {
    valores.iter().fold(guion.to_owned(), |texto, (nombre, valor)| {
        texto.replace(&format!(":'{nombre}'"), &format!("'{valor}'")).replace(&format!(":{nombre}"), valor)
    })
}
