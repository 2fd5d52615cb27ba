//! The letters. What they say is where, when and how much; never why somebody comes, nor what is done to them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal;

use super::model::{Adjunto, Baja, Destinatario, NuevoMensaje, Tipo, Vigencia};
use super::moldes;
use super::plantillas::{Clase, Datos, Plantillas, Redactada};
use crate::mail::{Carta, Destino, Enlace, Hora};
use crate::ui::format;
use crate::values::correo::Correo;
use crate::values::llave;

#[derive(Debug, Clone)]
pub struct ReciboPago<'a> {
    pub paciente_id: i64,
    pub nombre: &'a str,
    /// None still leaves WhatsApp.
    pub correo: Option<Correo>,
    pub pago_id: i64,
    pub folio: i64,
    /// In the clinic's zone.
    pub fecha: NaiveDateTime,
    pub total: Decimal,
    pub moneda: &'a str,
    pub plantillas: Plantillas,
}

impl ReciboPago<'_> {
    fn datos(&self) -> Datos {
        vec![
            ("nombre", self.nombre.to_owned()),
            ("folio", self.folio.to_string()),
            ("total", format::money(self.total, self.moneda)),
            ("fecha", format::date(self.fecha.date())),
            ("hora", format::time(self.fecha.time())),
        ]
    }
}

pub fn recibo_pago(recibo: &ReciboPago<'_>) -> NuevoMensaje {
    let escrita = recibo.plantillas.redactar(Clase::ReciboPago, recibo.datos());
    let filas = vec![
        ("Comprobante".into(), recibo.folio.to_string()),
        ("Fecha".into(), format::date_time(recibo.fecha)),
        ("Total".into(), format::money(recibo.total, recibo.moneda)),
    ];
    NuevoMensaje {
        tipo: Tipo::ReciboPago,
        destinatario: Destinatario::Paciente(recibo.paciente_id),
        nombre: recibo.nombre.into(),
        correo: recibo.correo.clone(),
        asunto: escrita.asunto.clone(),
        carta: escrita.carta(filas, None),
        adjuntos: vec![Adjunto::Recibo { pago_id: recibo.pago_id }],
        plantilla: moldes::de_recibo(recibo),
        clave: format!("pago:{}:recibo", recibo.pago_id),
        hilo: Some(hilo_de_pago(recibo.pago_id)),
        vigencia: None,
    }
}

pub fn hilo_de_pago(id: i64) -> String {
    format!("pago:{id}")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suceso {
    Agendada,
    Reagendada,
    Cancelada,
}

#[derive(Debug, Clone)]
pub struct AvisoCita<'a> {
    pub paciente_id: i64,
    pub nombre: &'a str,
    /// None still leaves WhatsApp.
    pub correo: Option<Correo>,
    pub cita_id: i64,
    /// Of the cita, counted up by whatever the patient must hear of: one message a version.
    pub version: i32,
    /// The first cita of a chain of rescheduled ones, so that the whole chain is one thread.
    pub raiz_id: i64,
    pub inicio: DateTime<Utc>,
    pub fin: DateTime<Utc>,
    /// The clinic's.
    pub zona: Tz,
    /// Name only, without the specialty.
    pub profesional: &'a str,
    pub sucursal: &'a str,
    pub direccion: &'a str,
    pub plantillas: Plantillas,
}

impl AvisoCita<'_> {
    fn inicio_local(&self) -> NaiveDateTime {
        self.inicio.with_timezone(&self.zona).naive_local()
    }

    fn datos(&self) -> Datos {
        let inicio = self.inicio_local();
        vec![
            ("nombre", self.nombre.to_owned()),
            ("fecha", format::date_long(inicio.date())),
            ("dia", format::date_short(inicio.date())),
            ("hora", format::time(inicio.time())),
            ("profesional", self.profesional.to_owned()),
            ("sucursal", self.sucursal.to_owned()),
            ("direccion", self.direccion.to_owned()),
        ]
    }

    fn redactar(&self, clase: Clase) -> Redactada {
        self.plantillas.redactar(clase, self.datos())
    }

    /// When, with whom and where: in every letter, whatever else its words are.
    fn filas(&self) -> Vec<(String, String)> {
        let inicio = self.inicio_local();
        let cuando = format!("{} a las {}", format::date_long(inicio.date()), format::time(inicio.time()));
        let filas = [
            ("Cuándo", cuando.as_str()),
            ("Con", self.profesional),
            ("Dónde", self.sucursal),
            ("Dirección", self.direccion),
        ];
        filas.into_iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| (n.into(), v.into())).collect()
    }
}

impl Suceso {
    const fn clase(self) -> Clase {
        match self {
            Self::Agendada => Clase::CitaAgendada,
            Self::Reagendada => Clase::CitaReagendada,
            Self::Cancelada => Clase::CitaCancelada,
        }
    }
}

pub fn cita(aviso: &AvisoCita<'_>, suceso: Suceso) -> NuevoMensaje {
    let clase = suceso.clase();
    let escrita = aviso.redactar(clase);
    NuevoMensaje {
        tipo: clase.tipo(),
        destinatario: Destinatario::Paciente(aviso.paciente_id),
        nombre: aviso.nombre.into(),
        correo: aviso.correo.clone(),
        asunto: escrita.asunto.clone(),
        carta: escrita.carta(aviso.filas(), responder(aviso).filter(|_| suceso != Suceso::Cancelada)),
        adjuntos: vec![Adjunto::Hora(hora(aviso, suceso))],
        plantilla: moldes::de_cita(aviso, clase.tipo()),
        clave: format!("cita:{}:{}:{}", aviso.cita_id, aviso.version, clase.codigo()),
        hilo: Some(hilo_de_cita(aviso.raiz_id)),
        vigencia: None,
    }
}

/// The way to answer, of whoever the letter is for.
fn responder(aviso: &AvisoCita<'_>) -> Option<Enlace> {
    let destino = Destino::Cita { cita_id: aviso.cita_id };
    Some(Enlace { texto: "Confirmar, cambiar o cancelar".into(), destino })
}

/// Of a cita that is to come, `horas` before it.
pub fn recordatorio(aviso: &AvisoCita<'_>, horas: i32) -> NuevoMensaje {
    let escrita = aviso.redactar(Clase::CitaRecordatorio);
    NuevoMensaje {
        tipo: Tipo::CitaRecordatorio,
        asunto: escrita.asunto.clone(),
        carta: escrita.carta(aviso.filas(), responder(aviso)),
        plantilla: moldes::de_cita(aviso, Tipo::CitaRecordatorio),
        // As clave_de_recordatorio of the database says it.
        clave: format!("cita:{}:recordatorio:{horas}:{}", aviso.cita_id, aviso.inicio.timestamp()),
        vigencia: Some(Vigencia { hasta: aviso.inicio, cita_id: Some(aviso.cita_id) }),
        ..cita(aviso, Suceso::Agendada)
    }
}

/// Of a visit that is over. It stands in no thread: nothing said of the cita silences it, nor it anything.
pub fn encuesta(aviso: &AvisoCita<'_>, encuesta_id: i64) -> NuevoMensaje {
    let escrita = aviso.redactar(Clase::Encuesta);
    let enlace = Enlace { texto: "Responder".into(), destino: Destino::Encuesta { encuesta_id } };
    NuevoMensaje {
        tipo: Tipo::Encuesta,
        asunto: escrita.asunto.clone(),
        carta: escrita.carta(Vec::new(), Some(enlace)),
        adjuntos: vec![Adjunto::Baja(Baja::Encuestas)],
        clave: format!("encuesta:{encuesta_id}"),
        hilo: None,
        vigencia: Some(Vigencia { hasta: aviso.fin + TimeDelta::days(7), cita_id: None }),
        ..cita(aviso, Suceso::Agendada)
    }
}

/// What a chain of rescheduled citas is known by; `raiz` is the first of them.
pub fn hilo_de_cita(raiz: i64) -> String {
    format!("cita:{raiz}")
}

fn hora(aviso: &AvisoCita<'_>, suceso: Suceso) -> Hora {
    let lugar = [aviso.sucursal, aviso.direccion].into_iter().filter(|parte| !parte.is_empty()).collect::<Vec<_>>();
    Hora {
        inicio: aviso.inicio,
        fin: aviso.fin,
        titulo: format!("Hora con {}", aviso.profesional),
        lugar: lugar.join(", "),
        cancelada: suceso == Suceso::Cancelada,
    }
}

/// `membresia_id` is invited to `clinica`; `vez` counts the invitations, so that a second one is sent.
pub fn invitacion(
    membresia_id: i64,
    usuario_id: i64,
    nombre: &str,
    correo: Correo,
    clinica: &str,
    vez: i64,
) -> NuevoMensaje {
    NuevoMensaje {
        tipo: Tipo::Invitacion,
        destinatario: Destinatario::Membresia(membresia_id),
        nombre: nombre.into(),
        correo: Some(correo),
        asunto: format!("Invitación a {clinica}"),
        carta: Carta {
            saludo: saludo(nombre),
            parrafos: vec![
                format!("{clinica} le invita a trabajar en Antesala."),
                "Para entrar, elija una clave.".into(),
            ],
            filas: Vec::new(),
            enlace: Some(Enlace {
                texto: "Elegir mi clave".into(),
                destino: Destino::Clave { usuario_id, motivo: "invitacion".into() },
            }),
            nota: "El enlace sirve una vez y vence en 7 días. Si no esperaba este correo, ignórelo.".into(),
        },
        adjuntos: Vec::new(),
        plantilla: None,
        clave: format!("membresia:{membresia_id}:invitacion:{vez}"),
        hilo: Some(format!("membresia:{membresia_id}:invitacion")),
        vigencia: None,
    }
}

/// Figures of the clinic for one of its people.
#[derive(Debug, Clone)]
pub struct Resumido<'a> {
    pub membresia_id: i64,
    pub nombre: &'a str,
    pub correo: Correo,
    /// Its code, and what it is called.
    pub cual: &'a str,
    pub titulo: &'a str,
    pub filas: Vec<(String, String)>,
    /// Where they are read in full.
    pub ruta: String,
    pub clave: String,
}

pub fn resumen(resumido: Resumido<'_>) -> NuevoMensaje {
    NuevoMensaje {
        tipo: Tipo::Resumen,
        destinatario: Destinatario::Membresia(resumido.membresia_id),
        nombre: resumido.nombre.into(),
        correo: Some(resumido.correo),
        asunto: resumido.titulo.into(),
        carta: Carta {
            saludo: saludo(resumido.nombre),
            parrafos: vec!["Estas son las cifras que pidió recibir.".into()],
            filas: resumido.filas,
            enlace: Some(Enlace { texto: "Ver el tablero".into(), destino: Destino::Ruta(resumido.ruta) }),
            nota: "La hora a la que llegan se elige en Reportes, Por correo.".into(),
        },
        adjuntos: vec![Adjunto::Baja(Baja::Resumen(resumido.cual.into()))],
        plantilla: None,
        clave: resumido.clave,
        hilo: None,
        vigencia: None,
    }
}

/// A report that somebody asked for is written: `ruta` leads to it, for as long as it is kept.
pub fn exportacion(
    membresia_id: i64,
    nombre: &str,
    correo: Correo,
    reporte: &str,
    (id, ruta): (i64, String),
) -> NuevoMensaje {
    NuevoMensaje {
        tipo: Tipo::Exportacion,
        destinatario: Destinatario::Membresia(membresia_id),
        nombre: nombre.into(),
        correo: Some(correo),
        asunto: format!("Su archivo está listo: {reporte}"),
        carta: Carta {
            saludo: saludo(nombre),
            parrafos: vec![format!("El reporte «{reporte}» que pidió ya está escrito.")],
            filas: Vec::new(),
            enlace: Some(Enlace { texto: "Ver el archivo".into(), destino: Destino::Ruta(ruta) }),
            nota: "Se guarda tres días. Para abrirlo hay que entrar con la cuenta de la clínica.".into(),
        },
        adjuntos: Vec::new(),
        plantilla: None,
        clave: format!("exportacion:{id}"),
        hilo: None,
        vigencia: None,
    }
}

/// Numbers only: nobody's name is in a seal, nor can be told from it.
#[derive(Debug, Clone)]
pub struct AvisoSello<'a> {
    pub membresia_id: i64,
    pub nombre: &'a str,
    pub correo: Correo,
    pub dia: NaiveDate,
    pub filas: i64,
    pub sello: &'a [u8],
    pub anterior: &'a [u8],
}

pub fn sello(aviso: &AvisoSello<'_>) -> NuevoMensaje {
    let dia = format::date(aviso.dia);
    NuevoMensaje {
        tipo: Tipo::SelloAuditoria,
        destinatario: Destinatario::Membresia(aviso.membresia_id),
        nombre: aviso.nombre.into(),
        correo: Some(aviso.correo.clone()),
        asunto: format!("Sello de la auditoría del {dia}"),
        carta: Carta {
            saludo: saludo(aviso.nombre),
            parrafos: vec![
                "Lo que se hizo ese día quedó sellado. Guarde este correo: con este sello se comprueba \
                            después que nadie cambió, agregó ni quitó un registro."
                    .into(),
            ],
            filas: vec![
                ("Día (UTC)".into(), dia),
                ("Registros".into(), aviso.filas.to_string()),
                ("Sello".into(), llave::hex(aviso.sello)),
                ("Sello anterior".into(), llave::hex(aviso.anterior)),
            ],
            enlace: None,
            nota: "Se comprueba con: antesala auditoria verificar --sello.".into(),
        },
        adjuntos: Vec::new(),
        plantilla: None,
        clave: format!("auditoria:{}:sello:{}", aviso.dia, aviso.membresia_id),
        hilo: None,
        vigencia: None,
    }
}

pub(super) fn saludo(nombre: &str) -> String {
    if nombre.trim().is_empty() { "Hola:".into() } else { format!("Hola, {}:", nombre.trim()) }
}
