//! Whose the held hour is.

use crate::agenda::en_linea::model::EnLinea;
use crate::agenda::en_linea::queries;
use crate::agenda::queries as citas;
use crate::agenda::{NuevaCita, Origen, Quien};
use crate::avisos::{Evento, Suceso, anunciar};
use crate::db::Tx;
use crate::error::{AppResult, rechazo};
use crate::pacientes::{self, NuevoPaciente, Resumen};
use crate::services::citas::{Momento, mensaje, tomar_en_linea};
use crate::services::esperas;
use crate::values::documento::{Documento, Motivo};
use crate::values::rut::Rut;
use crate::values::telefono;

/// Citas to come that one person books alone.
const POR_VENIR: i64 = 3;

/// The held hour becomes a cita of its person.
pub(super) async fn concretar(tx: &mut Tx<'_>, momento: Momento, reserva: &EnLinea) -> AppResult<()> {
    let (paciente, creado, aviso) = quien(tx, reserva).await?;
    if queries::por_venir(tx, paciente).await? >= POR_VENIR {
        return Err(rechazo("en_linea_demasiadas"));
    }
    let mut nueva = NuevaCita {
        hora: reserva.hora(),
        fecha: reserva.inicio.with_timezone(&momento.zona).date_naive(),
        prestacion: reserva.prestacion_id,
        paciente,
        origen: Origen::EnLinea,
        observacion: nota(reserva, &aviso),
        clave: Some(reserva.clave),
        quien: Quien::Paciente,
        reagendada_de: None,
    };
    let Some(cita) = tomar_en_linea(tx, &mut nueva, reserva.cualquiera).await? else {
        let suya = citas::otra_del_paciente(tx, &nueva).await?;
        return Err(rechazo(suya.map_or("citas_profesional_ocupado", |_| "citas_paciente_ocupado")));
    };
    esperas::a_tiempo(tx, &nueva, None, &cita.esperas).await?;
    let mut eventos = Vec::from_iter(creado);
    eventos.push(Evento::CitaAgendada { cita_id: cita.id });
    anunciar(tx, &eventos, mensaje(momento, &cita, Suceso::Agendada).as_ref()).await?;
    queries::dar_por_hecha(tx, reserva.id, cita.id, reserva.inicio).await
}

/// The patient, held so that their citas are counted one at a time; what is to be told of somebody new; what the desk should know.
/// Whoever has that RUT here and that very e-mail is that person; so is, without a RUT, the one of that name and e-mail. Anybody
/// else is new.
async fn quien(tx: &mut Tx<'_>, reserva: &EnLinea) -> AppResult<(i64, Option<Evento>, String)> {
    let rut = reserva.rut.as_deref().and_then(|rut| Rut::parse(rut).ok());
    let nuevo = nuevo(reserva, rut);
    let (conocidos, ajeno) = match &nuevo.documento {
        Some(documento) => {
            let suyo = pacientes::queries::de_documento(tx, nuevo.documento_tipo, documento).await?;
            (Vec::from_iter(suyo), rut)
        }
        None => (pacientes::queries::tocayos(tx, &nuevo).await?, None),
    };
    if let Some(paciente) = el_mismo(tx, &conocidos, &nuevo).await? {
        return Ok((paciente, None, String::new()));
    }
    let (nuevo, nota) = match ajeno.filter(|_| !conocidos.is_empty()) {
        Some(rut) => (self::nuevo(reserva, None), de_otra_ficha(rut)),
        None => (nuevo, String::new()),
    };
    let nuevo = NuevoPaciente { acepta_whatsapp: acepta(tx, reserva).await?, ..nuevo };
    let paciente_id = pacientes::queries::crear(tx, &nuevo).await?;
    Ok((paciente_id, Some(Evento::PacienteCreado { paciente_id }), nota))
}

/// Whoever approves it, it was said online. Where the phone could be proved and was not, nobody says yes for it: it may be anybody's.
async fn acepta(tx: &mut Tx<'_>, reserva: &EnLinea) -> AppResult<bool> {
    let comprobado = reserva.telefono_comprobado.is_some();
    if !reserva.acepta_whatsapp || !comprobado && queries::portal(tx).await?.por_whatsapp {
        return Ok(false);
    }
    pacientes::queries::consta(tx, if comprobado { "en_linea_comprobado" } else { "en_linea" }).await?;
    Ok(true)
}

/// Of which phone it is known, because the ficha of who was a patient before may have another.
fn nota(reserva: &EnLinea, aviso: &str) -> String {
    let telefono = format!("{}: {}.", reserva.certeza(), telefono::legible(&reserva.telefono));
    if aviso.is_empty() { telefono } else { format!("{telefono} {aviso}") }
}

/// An archived or blocked ficha is nobody's to open from outside.
async fn el_mismo(tx: &mut Tx<'_>, conocidos: &[Resumen], nuevo: &NuevoPaciente) -> AppResult<Option<i64>> {
    for conocido in conocidos.iter().filter(|c| c.archivado.is_none() && c.bloqueado.is_none()) {
        let ficha = pacientes::queries::paciente(tx, conocido.id).await?;
        let mismo_nombre = nuevo.documento.is_some() || ficha.nombre() == nuevo.nombre();
        if mismo_nombre && ficha.correo.as_deref() == nuevo.correo.as_deref() {
            return pacientes::queries::bloquear(tx, ficha.id).await.map(Some);
        }
    }
    Ok(None)
}

fn de_otra_ficha(rut: Rut) -> String {
    format!(
        "Reservó en línea con el RUT {rut}, que es de otra ficha con otro correo: comprueba quién es y, si es la misma persona, une las dos."
    )
}

fn nuevo(reserva: &EnLinea, rut: Option<Rut>) -> NuevoPaciente {
    let documento = rut.map_or(Documento::SinDocumento { motivo: Motivo::Otro }, Documento::Rut);
    NuevoPaciente {
        nombres: reserva.nombres.clone(),
        apellido_paterno: reserva.apellidos.clone(),
        telefono: Some(reserva.telefono.clone()),
        correo: Some(reserva.correo.clone()),
        ..NuevoPaciente::con_documento(&documento)
    }
}
