//! What is answered by WhatsApp, out of the data: when, with whom and where; never what for.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::conversar::Salida;
use crate::agenda::en_linea::queries as en_linea;
use crate::agenda::enlace::model::{Citada, Proxima};
use crate::agenda::queries::{self as agenda, Busqueda};
use crate::avisos::conversaciones::Respuesta;
use crate::catalogos::guia;
use crate::db::Tx;
use crate::error::AppResult;
use crate::mail::Destino;
use crate::ui::format;
use crate::urls;
use crate::values::telefono::Telefono;
use crate::values::zona::Zona;

/// How far ahead hours are looked for, how many of each professional, and of how many.
const DIAS: i32 = 14;
const HORAS: i32 = 3;
const PROFESIONALES: i64 = 4;

pub(super) fn solo(texto: impl Into<String>) -> Respuesta {
    Respuesta { texto: texto.into(), enlaces: Vec::new() }
}

pub(super) fn una_persona() -> Respuesta {
    solo(
        "Recibimos su mensaje: lo leerá una persona de la clínica y le responderá por aquí. Si es una urgencia, llame al 131.",
    )
}

fn instante(local: NaiveDateTime) -> String {
    format!("{} a las {}", format::date_long(local.date()), format::time(local.time()))
}

fn hora(citada: &Citada) -> String {
    format!("del {}, con {}", instante(citada.cuando()), citada.profesional)
}

pub(super) fn confirmada(citada: &Citada) -> Respuesta {
    solo(format!("Gracias. Su hora {}, quedó confirmada.", hora(citada)))
}

pub(super) fn cancelada(citada: &Citada) -> Respuesta {
    solo(format!(
        "Su hora {}, quedó cancelada. Si quiere otra, escriba «hora con» y el nombre del profesional.",
        hora(citada)
    ))
}

pub(super) fn tarde(citada: &Citada) -> Respuesta {
    let dicho = Telefono::parse(&citada.telefono).map(|telefono| format!(" al {telefono}")).unwrap_or_default();
    solo(format!("Ya es muy tarde para hacerlo por aquí con su hora {}: llame a la clínica{dicho}.", hora(citada)))
}

fn enlace(cita_id: i64, texto: String) -> (String, Destino) {
    (texto, Destino::Cita { cita_id })
}

pub(super) fn cambiar(citada: &Citada) -> Respuesta {
    Respuesta {
        texto: "Elija otra hora con este enlace, que es personal.".into(),
        enlaces: vec![enlace(citada.cita_id, format!("Su hora {}:", hora(citada)))],
    }
}

/// Each with its own link.
fn con_enlaces(zona: Zona, proximas: &[Proxima]) -> Vec<(String, Destino)> {
    let varios = proximas.iter().any(|p| proximas.first().is_some_and(|primera| primera.paciente_id != p.paciente_id));
    let linea = |p: &Proxima| {
        let de = if varios { format!("{}: ", p.paciente) } else { String::new() };
        enlace(p.cita_id, format!("{de}{}, con {}:", instante(zona.local(p.inicio)), p.profesional))
    };
    proximas.iter().map(linea).collect()
}

/// There is none that it may be about, or more than one.
pub(super) async fn cual(tx: &mut Tx<'_>, proximas: &[Proxima], cambia: bool) -> AppResult<Salida> {
    if proximas.is_empty() {
        return Ok(Salida::Persona(Some(solo(
            "No encontramos una hora por venir con este teléfono. Una persona de la clínica lo revisará y le responderá por aquí.",
        ))));
    }
    let que = if cambia { "cambiar" } else { "confirmar, cambiar o cancelar" };
    let texto = format!("¿De cuál de sus horas se trata? Puede {que} cada una con su enlace, que es personal.");
    Ok(Salida::Dice(Respuesta { texto, enlaces: con_enlaces(guia::zona(tx).await?, proximas) }))
}

pub(super) async fn mis_horas(tx: &mut Tx<'_>, proximas: &[Proxima]) -> AppResult<Respuesta> {
    if proximas.is_empty() {
        return Ok(solo("No tiene horas por venir con este teléfono."));
    }
    let enlaces = con_enlaces(guia::zona(tx).await?, proximas);
    Ok(Respuesta { texto: "Sus horas por venir:".into(), enlaces })
}

/// The first free ones. Whoever chooses one answers it, and a person books it; where patients book alone, the link is at hand.
pub(super) async fn horas_con(tx: &mut Tx<'_>, ahora: DateTime<Utc>, quien: &str) -> AppResult<Salida> {
    let ofrecidos = guia::que_atienden(tx, quien, PROFESIONALES).await?;
    if ofrecidos.is_empty() {
        return Ok(Salida::Persona(None));
    }
    let portal = en_linea::portal(tx).await?;
    let zona = portal.zona();
    let (mut lineas, mut enlaces) = (Vec::new(), Vec::new());
    for ofrecido in ofrecidos {
        let busqueda = Busqueda {
            prestacion: ofrecido.prestacion_id,
            profesional: Some(ofrecido.profesional_id),
            desde: zona.fecha(ahora),
            dias: DIAS,
            sin_cita: None,
        };
        let libres = agenda::horas_libres(tx, &busqueda, HORAS).await?;
        let dichas: Vec<String> = libres.iter().map(|libre| instante(zona.local(libre.inicio))).collect();
        let dichas =
            if dichas.is_empty() { "sin horas en las próximas dos semanas".to_owned() } else { dichas.join("; ") };
        lineas.push(format!("{}: {dichas}.", ofrecido.nombre));
        if portal.abierta && en_linea::ofrecida(tx, ofrecido.prestacion_id).await?.is_some() {
            let (quien, slug) = (ofrecido.profesional_id, &portal.slug);
            let ruta = urls::reservar_horas(slug, ofrecido.prestacion_id, &quien, &"");
            enlaces.push((format!("Reservar con {}:", ofrecido.nombre), Destino::Ruta(ruta)));
        }
    }
    let libres = lineas.join("\n");
    if enlaces.is_empty() {
        let pida = "Responda cuál prefiere y una persona de la clínica la reservará.";
        return Ok(Salida::Persona(Some(solo(format!("Las primeras horas libres:\n{libres}\n{pida}")))));
    }
    let texto = format!("Las primeras horas libres:\n{libres}\nTome la que prefiera con el enlace.");
    Ok(Salida::Dice(Respuesta { texto, enlaces }))
}

pub(super) async fn direccion(tx: &mut Tx<'_>) -> AppResult<Salida> {
    let sedes = guia::sedes(tx).await?;
    let lineas: Vec<String> = sedes.iter().map(|sede| format!("{}: {}", sede.nombre, sede.direccion)).collect();
    Ok(if lineas.is_empty() { Salida::Persona(None) } else { Salida::Dice(solo(lineas.join("\n"))) })
}

/// From the first professional who begins to the last who ends, of each day of the week.
pub(super) async fn horario(tx: &mut Tx<'_>) -> AppResult<Salida> {
    let dias = guia::atencion(tx).await?;
    let lineas: Vec<String> = dias
        .iter()
        .filter_map(|dia| {
            let nombre = format::weekday_number(dia.isodow.into())?;
            Some(format!("{nombre}: de {} a {}", format::time(dia.desde), format::time(dia.hasta)))
        })
        .collect();
    let texto = format!("Atendemos, salvo feriados:\n{}", lineas.join("\n"));
    Ok(if lineas.is_empty() { Salida::Persona(None) } else { Salida::Dice(solo(texto)) })
}
