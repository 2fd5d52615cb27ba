//! What the worker does with an import of patients. Every lot of rows is a transaction of its own, and says of each row what became
//! of it: begun again, nothing is done twice.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::avisos::{Evento, publicar};
use crate::db::{Actor, Db, Tx};
use crate::error::AppResult;
use crate::pacientes::NuevoPaciente;
use crate::pacientes::fusion::queries::bloquear_clinica;
use crate::pacientes::importacion::queries::{self, Conocido, Creado, Veredicto};
use crate::pacientes::importacion::revision::{self, EnArchivo, Senas, Vistas};
use crate::pacientes::importacion::{EstadoFila, FilaGuardada, Importacion};

/// Rows checked a time.
const REVISADAS: i64 = 1_000;
/// Patients created a time: the clinic's merges wait for them.
const CREADAS: i64 = 500;

/// What a lot needs to know of its import.
struct Encargo {
    importacion: Importacion,
    hoy: NaiveDate,
}

impl Encargo {
    async fn leer(tx: &mut Tx<'_>, id: i64) -> AppResult<Self> {
        Ok(Self { importacion: queries::importacion(tx, id).await?, hoy: queries::hoy(tx).await? })
    }

    fn validar(&self, fila: &FilaGuardada) -> Option<NuevoPaciente> {
        revision::validar(&self.importacion.columnas, &fila.textos, self.hoy).ok()
    }
}

/// From the first row, though a worker may have left it half done: what the rows above say is known only by reading them.
pub async fn revisar(db: &Db, actor: &Actor, id: i64) -> AppResult<()> {
    let encargo = db
        .escribir(actor, async |tx| {
            let suya = queries::pasar(tx, id, &["recibida", "revisando"], "revisando").await?;
            Ok((suya, Encargo::leer(tx, id).await?))
        })
        .await?;
    let (true, encargo) = encargo else { return Ok(()) };
    let (mut vistas, mut ultima) = (Vistas::default(), 0);
    while let Some(fin) = db.escribir(actor, async |tx| revisar_lote(tx, &encargo, ultima, &mut vistas).await).await? {
        ultima = fin;
    }
    concluir(db, actor, id, "revisando", "revisada").await
}

/// The number of its last row.
async fn revisar_lote(tx: &mut Tx<'_>, encargo: &Encargo, ultima: i32, vistas: &mut Vistas) -> AppResult<Option<i32>> {
    let (id, clinica) = (encargo.importacion.id, tx.actor().clinica);
    let filas = queries::por_revisar(tx, id, ultima, REVISADAS).await?;
    let Some(fin) = filas.last().map(|fila| fila.numero) else { return Ok(None) };
    let senas: Vec<(i32, Senas)> =
        filas.iter().filter_map(|f| Some((f.numero, Senas::de(clinica, &encargo.validar(f)?)))).collect();
    let conocidos = conocidos(tx, &senas).await?;
    let juzgar =
        |(numero, s): &(i32, Senas)| (*numero, juzgar(*numero, conocidos.get(numero), vistas.anotar(*numero, s)));
    let mut juzgadas: HashMap<i32, Veredicto> = senas.iter().map(juzgar).collect();
    let suyo = |f: &FilaGuardada| juzgadas.remove(&f.numero).unwrap_or_else(|| veredicto(f.numero, EstadoFila::Error));
    let veredictos: Vec<Veredicto> = filas.iter().map(suyo).collect();
    queries::anotar(tx, id, &veredictos).await?;
    queries::avanzar(tx, id, filas.len()).await?;
    Ok(Some(fin))
}

fn veredicto(numero: i32, estado: EstadoFila) -> Veredicto {
    Veredicto { numero, estado: estado.codigo(), ..Veredicto::default() }
}

/// Who is a patient already weighs most, then a row that repeats another, then a likeness.
fn juzgar(numero: i32, conocido: Option<&Conocido>, en_archivo: EnArchivo) -> Veredicto {
    let paciente_id = conocido.map(|c| c.paciente_id);
    match (conocido.map(|c| c.es), en_archivo) {
        (Some(true), _) => Veredicto { paciente_id, ..veredicto(numero, EstadoFila::Existe) },
        (_, EnArchivo::Repite(otra)) => Veredicto { otra: Some(otra), ..veredicto(numero, EstadoFila::Repetida) },
        (Some(false), _) => Veredicto { paciente_id, ..veredicto(numero, EstadoFila::Parecida) },
        (None, EnArchivo::SeParece(otra)) => Veredicto { otra: Some(otra), ..veredicto(numero, EstadoFila::Parecida) },
        (None, EnArchivo::Sola) => veredicto(numero, EstadoFila::Lista),
    }
}

async fn conocidos(tx: &mut Tx<'_>, senas: &[(i32, Senas)]) -> AppResult<HashMap<i32, Conocido>> {
    Ok(queries::conocidos(tx, senas).await?.into_iter().map(|c| (c.numero, c)).collect())
}

/// Creates what somebody confirmed, from wherever it was left.
pub async fn cargar(db: &Db, actor: &Actor, id: i64) -> AppResult<()> {
    let encargo = db.leer(actor, async |tx| Encargo::leer(tx, id).await).await?;
    let mut ultima = 0;
    while let Some(fin) = db.escribir(actor, async |tx| cargar_lote(tx, &encargo, ultima).await).await? {
        ultima = fin;
    }
    concluir(db, actor, id, "importando", "terminada").await
}

/// Imports of a clinic take turns, lot by lot: each looks anew at who is there, and sees what the other has created.
async fn cargar_lote(tx: &mut Tx<'_>, encargo: &Encargo, ultima: i32) -> AppResult<Option<i32>> {
    bloquear_clinica(tx).await?;
    let (id, clinica) = (encargo.importacion.id, tx.actor().clinica);
    let filas = queries::por_crear(tx, id, ultima, CREADAS).await?;
    let Some(fin) = filas.last().map(|fila| fila.numero) else { return Ok(None) };
    let personas: Vec<(i32, NuevoPaciente)> =
        filas.iter().filter_map(|f| Some((f.numero, encargo.validar(f)?))).collect();
    let senas: Vec<(i32, Senas)> = personas.iter().map(|(numero, p)| (*numero, Senas::de(clinica, p))).collect();
    let mut conocidos = conocidos(tx, &senas).await?;
    let queda_fuera = |numero| conocidos.get(numero).is_some_and(|c| c.es || !encargo.importacion.con_parecidas);
    let nuevas: Vec<&(i32, NuevoPaciente)> = personas.iter().filter(|(numero, _)| !queda_fuera(numero)).collect();
    let creados = crear(tx, &nuevas).await?;
    conocidos.extend(adelantados(tx, &senas, &nuevas, &creados).await?);
    let suyo = |(numero, s): &(i32, Senas)| match creados.get(numero) {
        Some(id) => creada(*numero, *id, s),
        None => juzgar(*numero, conocidos.get(numero), EnArchivo::Sola),
    };
    let veredictos: Vec<Veredicto> = senas.iter().map(suyo).collect();
    queries::anotar(tx, id, &veredictos).await?;
    queries::avanzar(tx, id, filas.len()).await?;
    Ok(Some(fin))
}

fn creada(numero: i32, paciente_id: i64, senas: &Senas) -> Veredicto {
    let huella = senas.huella.clone();
    Veredicto { paciente_id: Some(paciente_id), huella, ..veredicto(numero, EstadoFila::Creada) }
}

/// Whom the desk created while the lot was looking.
async fn adelantados(
    tx: &mut Tx<'_>,
    senas: &[(i32, Senas)],
    nuevas: &[&(i32, NuevoPaciente)],
    creados: &HashMap<i32, i64>,
) -> AppResult<HashMap<i32, Conocido>> {
    if creados.len() == nuevas.len() {
        return Ok(HashMap::new());
    }
    let quedaron: HashSet<i32> =
        nuevas.iter().map(|(numero, _)| *numero).filter(|n| !creados.contains_key(n)).collect();
    let suyas: Vec<_> = senas.iter().filter(|(numero, _)| quedaron.contains(numero)).cloned().collect();
    conocidos(tx, &suyas).await
}

/// Patients by the row they came from: who has a document is known by it, and the others were all created, in their order.
async fn crear(tx: &mut Tx<'_>, nuevas: &[&(i32, NuevoPaciente)]) -> AppResult<HashMap<i32, i64>> {
    let personas: Vec<&NuevoPaciente> = nuevas.iter().map(|(_, persona)| persona).collect();
    let creados = queries::crear_pacientes(tx, &personas).await?;
    let eventos: Vec<Evento> = creados.iter().map(|c| Evento::PacienteCreado { paciente_id: c.id }).collect();
    publicar(tx, &eventos).await?;
    let (con, sin): (Vec<Creado>, Vec<Creado>) = creados.into_iter().partition(|c| c.documento.is_some());
    let de_documento: HashMap<_, i64> = con.into_iter().map(|c| ((c.documento_tipo, c.documento), c.id)).collect();
    let mut sin = sin.into_iter();
    let suyo = |(numero, p): &&(i32, NuevoPaciente)| {
        let id = match &p.documento {
            Some(_) => de_documento.get(&(p.documento_tipo.to_owned(), p.documento.clone())).copied(),
            None => sin.next().map(|c| c.id),
        };
        Some((*numero, id?))
    };
    Ok(nuevas.iter().filter_map(suyo).collect())
}

async fn concluir(db: &Db, actor: &Actor, id: i64, de: &str, a: &str) -> AppResult<()> {
    db.escribir(actor, async |tx| {
        queries::contar(tx, id).await?;
        queries::pasar(tx, id, &[de], a).await.map(drop)
    })
    .await
}

pub async fn fallar(db: &Db, actor: &Actor, id: i64) -> AppResult<()> {
    db.escribir(actor, async |tx| dejar(tx, id).await).await
}

/// What has been done stays done, and the rest goes on when somebody says so.
pub async fn dejar(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    queries::contar(tx, id).await?;
    queries::pasar(tx, id, &["recibida", "revisando", "importando"], "fallida").await.map(drop)
}

/// What the rows said is of no more use; false while somebody is at them.
pub async fn olvidar(db: &Db, actor: &Actor, id: i64) -> AppResult<bool> {
    db.escribir(actor, async |tx| {
        let olvidada = queries::olvidar(tx, id).await?;
        if olvidada {
            queries::borrar_filas(tx, id).await?;
        }
        Ok(olvidada)
    })
    .await
}
