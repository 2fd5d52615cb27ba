//! The letters to the team: figures and places; nobody's name but of who works there.

use chrono_tz::Tz;

use super::model::{Bajo, Cual, Pendiente};
use super::queries::LISTA;
use crate::avisos::cartas::saludo;
use crate::avisos::{Destinatario, NuevoMensaje};
use crate::mail::{Carta, Destino, Enlace};
use crate::ui::format;
use crate::urls;
use crate::values::correo::Correo;

pub fn carta(pendiente: &Pendiente, cual: Cual, correo: Correo, bajos: &[Bajo]) -> NuevoMensaje {
    let (asunto, parrafo, filas, texto, ruta) = match cual {
        Cual::StockBajo => stock(pendiente, bajos),
        Cual::CajaAbierta => caja(pendiente),
        Cual::AvisosFallidos => fallidos(pendiente),
    };
    NuevoMensaje {
        tipo: cual.tipo(),
        destinatario: Destinatario::Membresia(pendiente.membresia_id),
        nombre: pendiente.nombre.clone(),
        correo: Some(correo),
        asunto,
        carta: Carta {
            saludo: saludo(&pendiente.nombre),
            parrafos: vec![parrafo],
            filas,
            enlace: Some(Enlace { texto, destino: Destino::Ruta(ruta) }),
            nota: "Para no recibir este aviso, entre a la clínica y abra Mis avisos, en el menú de su nombre.".into(),
        },
        adjuntos: Vec::new(),
        plantilla: None,
        clave: pendiente.clave.clone(),
        hilo: None,
        vigencia: None,
    }
}

type Partes = (String, String, Vec<(String, String)>, String, String);

fn stock(pendiente: &Pendiente, bajos: &[Bajo]) -> Partes {
    let limite = usize::try_from(LISTA).unwrap_or_default();
    let uno = |b: &Bajo| {
        let cuanto = format!("quedan {} de {} {}", format::number(b.hay), format::number(b.minimo), b.unidad);
        (b.nombre.clone(), cuanto)
    };
    let mut filas: Vec<_> = bajos.iter().take(limite).map(uno).collect();
    if bajos.len() > limite {
        filas.push(("Y otros".into(), "en la bodega".into()));
    }
    (
        format!("Insumos bajo su mínimo: {}", format::date(pendiente.fecha)),
        "Estos insumos están bajo su mínimo.".into(),
        filas,
        "Ver la bodega".into(),
        urls::bodega(&pendiente.slug),
    )
}

fn caja(pendiente: &Pendiente) -> Partes {
    let zona: Tz = pendiente.zona.parse().unwrap_or(Tz::UTC);
    let caja = pendiente.caja.clone().unwrap_or_default();
    let desde = pendiente.abierta.map(|a| format::date_time(a.with_timezone(&zona).naive_local()));
    let filas = vec![
        ("Caja".into(), caja.clone()),
        ("Responsable".into(), pendiente.responsable.clone().unwrap_or_default()),
        ("Abierta desde".into(), desde.unwrap_or_default()),
    ];
    (
        format!("Quedó abierta: {caja}"),
        "Esta caja sigue abierta. Ciérrela con su arqueo.".into(),
        filas,
        "Ver la sesión".into(),
        urls::caja_sesion(&pendiente.slug, pendiente.sesion_id.unwrap_or_default()),
    )
}

fn fallidos(pendiente: &Pendiente) -> Partes {
    let cuantos = pendiente.fallidos.unwrap_or_default();
    let parrafo = match cuantos {
        1 => "Un mensaje de la clínica no se pudo enviar.".to_owned(),
        n => format!("{n} mensajes de la clínica no se pudieron enviar."),
    };
    (
        format!("Mensajes sin enviar: {cuantos}"),
        parrafo,
        Vec::new(),
        "Ver los mensajes".into(),
        urls::avisos_fallidos(&pendiente.slug),
    )
}
