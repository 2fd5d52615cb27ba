//! Booking and the life of a cita: each public function is the whole transaction.

mod mudanza;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use super::{esperas, stock};
use crate::agenda::{Cita, Estado, HoraPedida, NuevaCita, Origen, PorAvisar, Quien, Sobrecupo, queries};
use crate::avisos::{
    self, AvisoCita, Evento, NuevoMensaje, Plantillas, Suceso, anunciar, callar, hilo_de_cita, publicar,
};
use crate::db::Tx;
use crate::error::{AppError, AppResult, rechazo};
use crate::identidad::Permiso;
use crate::pacientes::{self, NuevoPaciente};
use crate::values::correo::Correo;
use crate::web::Ctx;

pub(super) use mudanza::mudar_en;
pub use mudanza::{Mudanza, mudar};

/// For whom: somebody known, or somebody created with the booking.
pub enum Para {
    Paciente(i64),
    Nuevo(Box<NuevoPaciente>),
}

pub struct Reserva {
    pub hora: HoraPedida,
    /// Whoever is free then will do, if that professional no longer is.
    pub cualquiera: bool,
    pub prestacion: i64,
    pub para: Para,
    /// Nobody who looks like whom it creates is that person.
    pub otra_persona: bool,
    pub origen: Origen,
    /// Of the waiting list, whose wait it ends.
    pub espera: Option<i64>,
    pub sobrecupo: Option<Sobrecupo>,
    /// How long it lasts, when not as its prestación says.
    pub minutos: Option<i32>,
    pub observacion: String,
    /// Of the form: one intention, one cita.
    pub clave: Option<Uuid>,
}

impl Reserva {
    /// Whether a cita is what was asked for.
    fn es(&self, cita: &Cita) -> bool {
        let suya = match self.para {
            Para::Paciente(id) => cita.paciente_id == id,
            Para::Nuevo(_) => true,
        };
        let con_quien = self.cualquiera || cita.profesional_id == self.hora.profesional;
        let dura = (cita.fin - cita.inicio).num_minutes();
        let igual = cita.prestacion_id == self.prestacion
            && cita.sobrecupo.is_some() == self.sobrecupo.is_some()
            && self.minutos.is_none_or(|minutos| i64::from(minutos) == dura);
        suya && con_quien && igual && cita.inicio == self.hora.inicio
    }
}

/// A cita, and who left the waiting list with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reservada {
    pub cita: i64,
    pub espera: Option<i64>,
}

impl Reservada {
    fn de(cita: &PorAvisar) -> Self {
        Self { cita: cita.id, espera: cita.esperas.first().copied() }
    }

    const fn sola(cita: i64) -> Self {
        Self { cita, espera: None }
    }
}

/// The clinic's clock: where it hangs, and what it says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Momento {
    pub zona: Tz,
    pub ahora: DateTime<Utc>,
}

impl From<&Ctx> for Momento {
    fn from(ctx: &Ctx) -> Self {
        Self { zona: ctx.clinica.zona, ahora: ctx.db().reloj().ahora() }
    }
}

/// A box is picked by the offer; when somebody takes it in between, another may be free.
const INTENTOS: usize = 3;

/// Books, and answers the cita. Asked again with the same key, or for the same patient and slot, it answers the one
/// already booked. Rules it refuses by: those of `agenda::CHOQUES`, `citas_duracion`, `citas_paciente` for nobody of this clinic,
/// `citas_paciente_parecido` for somebody new who may be here already, and `esperas_cerrada` when whom it is booked for waits no more.
pub async fn reservar(ctx: &Ctx, reserva: &Reserva) -> AppResult<Reservada> {
    if reserva.sobrecupo.is_some() {
        ctx.exigir(Permiso::AgendaSobrecupo)?;
    }
    if reserva.origen == Origen::SinHora
        && reserva.hora.inicio.with_timezone(&ctx.clinica.zona).date_naive() != ctx.hoy()
    {
        return Err(rechazo("citas_sin_hora_otro_dia"));
    }
    let hecha = ctx.escribir(async |tx| reservar_en(tx, ctx, reserva).await).await;
    match (hecha, reserva.clave) {
        (Err(AppError::Rechazo(no)), Some(clave)) => {
            // Undone with its patient; the twin that won has the key.
            match ctx.leer(async |tx| queries::de_clave(tx, clave).await).await? {
                Some(gemela) if reserva.es(&gemela) => Ok(Reservada::sola(gemela.id)),
                Some(_) => Err(rechazo("citas_clave_unica")),
                None => Err(AppError::Rechazo(no)),
            }
        }
        (hecha, _) => hecha,
    }
}

/// Whom it is for; with what is to be told of somebody new. Refuses by `citas_paciente_parecido`.
pub(super) async fn identificar(tx: &mut Tx<'_>, para: &Para, otra_persona: bool) -> AppResult<(i64, Option<Evento>)> {
    match para {
        Para::Paciente(id) => Ok((*id, None)),
        Para::Nuevo(nuevo) if !otra_persona && !pacientes::queries::tocayos(tx, nuevo).await?.is_empty() => {
            Err(rechazo("citas_paciente_parecido"))
        }
        Para::Nuevo(nuevo) => {
            let paciente_id = pacientes::queries::crear(tx, nuevo).await?;
            Ok((paciente_id, Some(Evento::PacienteCreado { paciente_id })))
        }
    }
}

async fn reservar_en(tx: &mut Tx<'_>, ctx: &Ctx, reserva: &Reserva) -> AppResult<Reservada> {
    let (paciente, creado) = identificar(tx, &reserva.para, reserva.otra_persona).await?;
    let mut eventos = Vec::from_iter(creado);
    let mut nueva = NuevaCita {
        hora: reserva.hora,
        fecha: reserva.hora.inicio.with_timezone(&ctx.clinica.zona).date_naive(),
        prestacion: reserva.prestacion,
        paciente,
        origen: reserva.origen,
        observacion: reserva.observacion.clone(),
        clave: reserva.clave,
        quien: Quien::Clinica,
        reagendada_de: None,
    };
    match tomar(tx, ctx, &mut nueva, reserva).await? {
        Some(cita) => {
            esperas::a_tiempo(tx, &nueva, reserva.espera, &cita.esperas).await?;
            let reservada = Reservada::de(&cita);
            let cita = mudanza::durar(tx, cita, reserva.minutos).await?;
            eventos.push(Evento::CitaAgendada { cita_id: cita.id });
            // Who is already here needs no letter.
            let mensaje = mensaje(ctx.into(), &cita, Suceso::Agendada).filter(|_| reserva.origen != Origen::SinHora);
            anunciar(tx, &eventos, mensaje.as_ref()).await?;
            Ok(reservada)
        }
        None => ya_estaba(tx, &nueva, reserva).await.map(Reservada::sola),
    }
}

/// The hold of the form, or the slot itself, or that of whoever is free at that instant.
async fn tomar(tx: &mut Tx<'_>, ctx: &Ctx, nueva: &mut NuevaCita, reserva: &Reserva) -> AppResult<Option<PorAvisar>> {
    // Held before any hold of theirs is let go: whoever comes back to that hour waits for the one with the other in hand.
    if reserva.sobrecupo.is_some() {
        queries::bloquear_profesional(tx, nueva.hora.profesional).await?;
    }
    // A hold becomes a plain cita: who is already here, or goes over another, lets go of it.
    let se_toma = reserva.sobrecupo.is_none() && reserva.origen != Origen::SinHora;
    if let Some(cita) = queries::confirmar_retenida(tx, nueva, se_toma).await? {
        return Ok(Some(cita));
    }
    if let Some(sobrecupo) = &reserva.sobrecupo {
        return queries::insertar_sobrecupo(tx, nueva, sobrecupo, ctx.sucursal_id).await;
    }
    insertar_con(tx, nueva, reserva.cualquiera).await
}

/// The same of who books alone.
pub(super) async fn tomar_en_linea(
    tx: &mut Tx<'_>,
    nueva: &mut NuevaCita,
    cualquiera: bool,
) -> AppResult<Option<PorAvisar>> {
    match queries::confirmar_retenida(tx, nueva, true).await? {
        Some(cita) => Ok(Some(cita)),
        None => insertar_con(tx, nueva, cualquiera).await,
    }
}

async fn insertar_con(tx: &mut Tx<'_>, nueva: &mut NuevaCita, cualquiera: bool) -> AppResult<Option<PorAvisar>> {
    if let Some(cita) = insertar_libre(tx, nueva).await? {
        return Ok(Some(cita));
    }
    if !cualquiera {
        return Ok(None);
    }
    for _ in 0..INTENTOS {
        let Some(profesional) = queries::quien_puede(tx, nueva).await? else { break };
        nueva.hora.profesional = profesional;
        if let Some(cita) = queries::insertar(tx, nueva).await? {
            return Ok(Some(cita));
        }
    }
    Ok(None)
}

async fn insertar_libre(tx: &mut Tx<'_>, nueva: &NuevaCita) -> AppResult<Option<PorAvisar>> {
    for _ in 0..INTENTOS {
        if let Some(cita) = queries::insertar(tx, nueva).await? {
            return Ok(Some(cita));
        }
    }
    Ok(None)
}

/// The same for the same patient at the same slot is the same intention; anything else is a conflict, told apart by its rule.
async fn ya_estaba(tx: &mut Tx<'_>, nueva: &NuevaCita, reserva: &Reserva) -> AppResult<i64> {
    match queries::otra_del_paciente(tx, nueva).await? {
        Some(id) if reserva.es(&queries::cita(tx, id).await?) => Ok(id),
        Some(_) => Err(rechazo("citas_paciente_ocupado")),
        None if reserva.sobrecupo.is_some() => Err(rechazo("citas_sobrecupo_no_cabe")),
        None => Err(rechazo("citas_profesional_ocupado")),
    }
}

/// Takes a cita to another state and answers it as it is then. A change already made is not made twice.
pub async fn cambiar(ctx: &Ctx, id: i64, version: i32, a: Estado, quien: Quien, motivo: &str) -> AppResult<Cita> {
    ctx.escribir(async |tx| {
        let cita = queries::cita(tx, id).await?;
        if cita.estado != a {
            cambiar_en(tx, ctx.into(), &cita, version, (a, quien, motivo)).await?;
        }
        queries::cita(tx, id).await
    })
    .await
}

pub(super) async fn cambiar_en(
    tx: &mut Tx<'_>,
    momento: Momento,
    cita: &Cita,
    version: i32,
    (a, quien, motivo): (Estado, Quien, &str),
) -> AppResult<()> {
    if a == Estado::Atendida {
        stock::al_atender(tx, cita.id).await?;
    }
    mover(tx, cita, version, a, quien, motivo).await?;
    if a == Estado::Cancelada {
        let cancelada = queries::de_cita(tx, cita.id).await?;
        avisar_cambio(tx, momento, &cancelada, Suceso::Cancelada, Evento::CitaCancelada { cita_id: cita.id }).await?;
    }
    Ok(())
}

/// One step back, the same day: to the state it came from. Who was told that the hour is lost is told that it is not.
pub async fn regresar(ctx: &Ctx, id: i64, version: i32, motivo: &str) -> AppResult<Cita> {
    ctx.escribir(async |tx| {
        let cita = queries::cita(tx, id).await?;
        let anterior = queries::estado_anterior(tx, id).await?.filter(|a| cita.estado.regresos().contains(a));
        let anterior = anterior.ok_or_else(|| rechazo("citas_transicion"))?;
        // It may block again: two that come back to one hour wait here, not in each other's constraints.
        queries::bloquear_mudanza(tx, cita.paciente_id, &[cita.profesional_id]).await?;
        if cita.estado == Estado::Atendida {
            stock::al_regresar(tx, id).await?;
        }
        mover(tx, &cita, version, anterior, Quien::Clinica, motivo).await?;
        if cita.estado == Estado::Cancelada {
            let repuesta = queries::de_cita(tx, id).await?;
            avisar_cambio(tx, ctx.into(), &repuesta, Suceso::Agendada, Evento::CitaAgendada { cita_id: id }).await?;
        }
        queries::cita(tx, id).await
    })
    .await
}

pub(super) async fn mover(
    tx: &mut Tx<'_>,
    cita: &Cita,
    version: i32,
    a: Estado,
    quien: Quien,
    motivo: &str,
) -> AppResult<()> {
    if queries::cambiar_estado(tx, cita.id, version, a, quien, motivo).await? {
        Ok(())
    } else {
        Err(rechazo("citas_transicion"))
    }
}

/// None for who wants no messages, and of an hour that has passed.
pub(super) fn mensaje(momento: Momento, cita: &PorAvisar, suceso: Suceso) -> Option<NuevoMensaje> {
    if cita.inicio <= momento.ahora {
        return None;
    }
    Some(avisos::cita(&aviso(cita, momento.zona)?, suceso))
}

/// None for who wants no messages; an address that cannot be read stops no cita.
pub(super) fn aviso(cita: &PorAvisar, zona: Tz) -> Option<AvisoCita<'_>> {
    (!cita.sin_avisos).then(|| AvisoCita {
        paciente_id: cita.paciente_id,
        nombre: &cita.paciente,
        correo: cita.correo.as_deref().and_then(|correo| Correo::parse(correo).ok()),
        cita_id: cita.id,
        version: cita.version,
        raiz_id: cita.raiz_id,
        inicio: cita.inicio,
        fin: cita.fin,
        zona,
        profesional: &cita.profesional,
        sucursal: &cita.sucursal,
        direccion: &cita.direccion,
        plantillas: cita.plantillas.as_ref().map(Plantillas::leer).unwrap_or_default(),
    })
}

/// The event and its letter. Without one, at least nothing that is no longer true leaves.
pub(super) async fn avisar_cambio(
    tx: &mut Tx<'_>,
    momento: Momento,
    cita: &PorAvisar,
    suceso: Suceso,
    evento: Evento,
) -> AppResult<()> {
    if let Some(mensaje) = mensaje(momento, cita, suceso) {
        return anunciar(tx, &[evento], Some(&mensaje)).await;
    }
    callar(tx, &hilo_de_cita(cita.raiz_id)).await?;
    publicar(tx, &[evento]).await
}
