//! Messages by e-mail.

use std::time::Duration;

use super::Ritmo;
use super::via::Via;
use crate::agenda::espera::oferta::queries as ofertas;
use crate::avisos::queries::lugar;
use crate::avisos::{Adjunto, Canal, Reclamado};
use crate::caja::papel::{self, Papel};
use crate::caja::{pagos, presupuestos};
use crate::db::{Actor, Db};
use crate::error::{AppError, AppResult};
use crate::mail::{Archivo, Calendario, Carta, Cortacircuito, Destino, Falla, Renuncia, Saliente, Transporte};
use crate::services::{avisos, bajas, en_linea};

pub(super) struct PorCorreo<'a> {
    pub db: &'a Db,
    pub transporte: &'a Transporte,
    pub public_url: &'a str,
    /// Of a whole sending.
    pub plazo: Duration,
}

impl Via for PorCorreo<'_> {
    const CANAL: Canal = Canal::Correo;

    fn db(&self) -> &Db {
        self.db
    }

    fn cortacircuito(&self) -> &Cortacircuito {
        &self.transporte.cortacircuito
    }

    fn remitente(&self) -> &str {
        self.transporte.remitente()
    }

    fn por_dominio(&self, ritmo: &Ritmo) -> i32 {
        ritmo.por_dominio
    }

    async fn intentar(&self, envio: &Reclamado) -> AppResult<Result<Option<String>, Falla>> {
        Ok(match componer(self.db, self.public_url, envio).await? {
            Ok(saliente) => intentar(self.transporte, &saliente, self.plazo).await.map(|()| None),
            Err(falla) => Err(falla),
        })
    }
}

async fn componer(db: &Db, public_url: &str, envio: &Reclamado) -> AppResult<Result<Saliente, Falla>> {
    let carta = serde_json::from_value::<Carta>(envio.carta.clone());
    let adjuntos = serde_json::from_value::<Vec<Adjunto>>(envio.adjuntos.clone());
    let (Ok(mut carta), Ok(adjuntos)) = (carta, adjuntos) else {
        return Ok(Err(Falla::permanente("carta_ilegible")));
    };
    for adjunto in &adjuntos {
        let Adjunto::Codigo { reserva_id } = adjunto else { continue };
        match en_linea::codigo(db, envio.clinica_id, *reserva_id, &envio.direccion).await? {
            Some(codigo) => carta.filas.push(("Código".into(), codigo)),
            None => return Ok(Err(Falla::permanente("vencido"))),
        }
    }
    if let Some(Destino::Oferta { oferta_id }) = carta.enlace.as_ref().map(|enlace| &enlace.destino)
        && !sigue_libre(db, envio, *oferta_id).await?
    {
        return Ok(Err(Falla::permanente("ya_no_rige")));
    }
    let archivo = match archivo(db, envio, &adjuntos).await? {
        Ok(archivo) => archivo,
        Err(falla) => return Ok(Err(falla)),
    };
    let url = match &carta.enlace {
        Some(enlace) => format!("{public_url}{}", avisos::ruta(db, envio.clinica_id, &enlace.destino).await?),
        None => String::new(),
    };
    let baja = adjuntos.iter().find_map(|a| if let Adjunto::Baja(baja) = a { Some(baja.nombre()) } else { None });
    let renuncia = match baja {
        Some(a) => Some(Renuncia { a, url: format!("{public_url}{}", bajas::ruta(db, envio).await?) }),
        None => None,
    };
    Ok(Ok(Saliente {
        remitente: envio.remitente.clone(),
        clinica: envio.clinica_nombre.clone(),
        nombre: envio.nombre.clone(),
        direccion: envio.direccion.clone(),
        asunto: envio.asunto.clone(),
        carta,
        url,
        renuncia,
        calendario: calendario(db, envio, &adjuntos).await?,
        archivo,
        message_id: envio.message_id,
        fecha: envio.creado,
    }))
}

/// What was offered, to who waits still: a letter that the night held back may come too late.
async fn sigue_libre(db: &Db, envio: &Reclamado, oferta: i64) -> AppResult<bool> {
    let actor = Actor::sistema(envio.clinica_id);
    let ofrecida = db.leer(&actor, async |tx| ofertas::ofrecida(tx, oferta).await).await?;
    Ok(ofrecida.espera && ofrecida.libre && ofrecida.cita_id.is_none())
}

async fn calendario(db: &Db, envio: &Reclamado, adjuntos: &[Adjunto]) -> AppResult<Option<Calendario>> {
    let de_hora = |adjunto: &Adjunto| if let Adjunto::Hora(hora) = adjunto { Some(hora.clone()) } else { None };
    let Some(hora) = adjuntos.iter().find_map(de_hora) else { return Ok(None) };
    let lugar = db.leer(&Actor::sistema(envio.clinica_id), async |tx| lugar(tx, envio.mensaje_id).await).await?;
    Ok(Some(Calendario { uid: lugar.primero, secuencia: lugar.anteriores, hora }))
}

/// Drawn when it leaves, so that nothing that can be printed waits in a table.
async fn archivo(db: &Db, envio: &Reclamado, adjuntos: &[Adjunto]) -> AppResult<Result<Option<Archivo>, Falla>> {
    for adjunto in adjuntos {
        let papel = match *adjunto {
            Adjunto::Recibo { pago_id } => recibo(db, envio, pago_id).await?,
            Adjunto::Presupuesto { presupuesto_id, edicion } => presupuesto(db, envio, presupuesto_id, edicion).await?,
            _ => continue,
        };
        return Ok(papel.map(|papel| papel.map(como_archivo)));
    }
    Ok(Ok(None))
}

fn como_archivo(papel: Papel) -> Archivo {
    Archivo { nombre: format!("{}.pdf", papel.nombre()), bytes: papel::pdf::pdf(&papel, papel::Hoja::A4) }
}

/// The original is the clinic's to print: what travels is a copy.
async fn recibo(db: &Db, envio: &Reclamado, pago_id: i64) -> AppResult<Result<Option<Papel>, Falla>> {
    let actor = Actor::sistema(envio.clinica_id);
    match db.leer(&actor, async |tx| pagos::queries::recibo(tx, pago_id).await).await {
        Ok(recibo) if recibo.pago.anulado_por.is_some() => Ok(Err(Falla::permanente("ya_no_rige"))),
        Ok(recibo) => Ok(Ok(Some(pagos::papel::papel(&envio.clinica_nombre, &recibo, true)))),
        Err(AppError::NoEncontrado) => Ok(Ok(None)),
        Err(error) => Err(error),
    }
}

/// What the desk prints, unless it changed while the letter that speaks of it was leaving, or was held back.
async fn presupuesto(db: &Db, envio: &Reclamado, id: i64, edicion: i32) -> AppResult<Result<Option<Papel>, Falla>> {
    let actor = Actor::sistema(envio.clinica_id);
    let (hecho, lineas) = db.leer(&actor, async |tx| presupuestos::queries::presupuesto(tx, id).await).await?;
    Ok(match hecho.rige(edicion) {
        true => Ok(Some(presupuestos::papel::papel(&envio.clinica_nombre, &hecho, &lineas))),
        false => Err(Falla::permanente("ya_no_rige")),
    })
}

async fn intentar(transporte: &Transporte, saliente: &Saliente, plazo: Duration) -> Result<(), Falla> {
    let mensaje = saliente.componer()?;
    tokio::time::timeout(plazo, transporte.enviar(mensaje)).await.unwrap_or_else(|_| Err(Falla::del_servidor("tiempo")))
}
