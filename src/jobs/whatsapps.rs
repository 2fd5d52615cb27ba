//! Messages by WhatsApp.

use super::Ritmo;
use super::via::Via;
use crate::avisos::whatsapp::queries;
use crate::avisos::{self, Adjunto, Canal, Plantilla, Reclamado};
use crate::caja::pagos;
use crate::db::{Actor, Db};
use crate::error::AppResult;
use crate::mail::{Carta, Cortacircuito, Destino, Falla};
use crate::services::{self, en_linea};
use crate::urls;
use crate::whatsapp::{Boton, Cliente, Contenido, IDIOMA, Saliente, es_de_la_plantilla};

/// The API lets one phone get one in six seconds.
const POR_TELEFONO: i32 = 10;

pub(super) struct PorWhatsapp<'a> {
    pub db: &'a Db,
    pub cliente: &'a Cliente,
    pub public_url: &'a str,
}

impl Via for PorWhatsapp<'_> {
    const CANAL: Canal = Canal::Whatsapp;

    fn db(&self) -> &Db {
        self.db
    }

    fn cortacircuito(&self) -> &Cortacircuito {
        &self.cliente.cortacircuito
    }

    /// Each clinic's own number, which the claim answers.
    fn remitente(&self) -> &str {
        ""
    }

    fn por_dominio(&self, ritmo: &Ritmo) -> i32 {
        ritmo.por_dominio.min(POR_TELEFONO)
    }

    async fn intentar(&self, envio: &Reclamado) -> AppResult<Result<Option<String>, Falla>> {
        let contenido = match self.componer(envio).await? {
            Ok(contenido) => contenido,
            Err(falla) => return Ok(Err(falla)),
        };
        let saliente = Saliente { para: envio.direccion.clone(), contenido, message_id: envio.message_id };
        let enviado = self.cliente.enviar(&envio.remitente, &saliente).await;
        if let Err(falla) = &enviado
            && es_de_la_plantilla(&falla.codigo)
        {
            let actor = Actor::sistema(envio.clinica_id);
            self.db.escribir(&actor, async |tx| queries::pausar(tx, envio.mensaje_id, &falla.codigo).await).await?;
        }
        Ok(enviado.map(|id| Some(id).filter(|id| !id.is_empty())))
    }
}

impl PorWhatsapp<'_> {
    async fn componer(&self, envio: &Reclamado) -> AppResult<Result<Contenido, Falla>> {
        if envio.remitente.is_empty() {
            return Ok(Err(Falla::permanente("wa_sin_numero")));
        }
        let carta = serde_json::from_value::<Carta>(envio.carta.clone());
        let plantilla = envio.plantilla.clone().map(serde_json::from_value::<Plantilla>).transpose();
        let (Ok(carta), Ok(plantilla)) = (carta, plantilla) else {
            return Ok(Err(Falla::permanente("carta_ilegible")));
        };
        match plantilla {
            Some(plantilla) => self.llenar(envio, &carta, plantilla).await,
            None => self.escribir(envio, &carta).await,
        }
    }

    /// In words of ours, each link on a line of its own.
    async fn escribir(&self, envio: &Reclamado, carta: &Carta) -> AppResult<Result<Contenido, Falla>> {
        let mut bloques = carta.parrafos.clone();
        for adjunto in adjuntos(envio) {
            if let Adjunto::Enlace { texto, destino } = adjunto {
                let ruta = services::avisos::ruta(self.db, envio.clinica_id, &destino).await?;
                bloques.push(format!("{texto}\n{}{ruta}", self.public_url));
            }
        }
        Ok(Ok(Contenido::Texto(bloques.join("\n\n"))))
    }

    async fn llenar(
        &self,
        envio: &Reclamado,
        carta: &Carta,
        plantilla: Plantilla,
    ) -> AppResult<Result<Contenido, Falla>> {
        let Some(molde) = avisos::MOLDES.iter().map(|(_, molde)| molde).find(|m| m.nombre == plantilla.nombre) else {
            return Ok(Err(Falla::permanente("wa_132001")));
        };
        if molde.copiar.is_some() {
            return self.con_codigo(envio, plantilla.nombre).await;
        }
        for adjunto in adjuntos(envio) {
            if let Adjunto::Recibo { pago_id } = adjunto
                && self.anulado(envio, pago_id).await?
            {
                return Ok(Err(Falla::permanente("ya_no_rige")));
            }
        }
        let destino = carta.enlace.as_ref().map(|enlace| &enlace.destino);
        let mut botones = Vec::new();
        if let Some(Destino::Cita { cita_id }) = destino {
            let dice = |texto: &&str| avisos::RESPUESTAS.iter().find(|(dicho, _)| dicho == texto).map(|(_, que)| *que);
            let respuestas = molde.respuestas.iter().filter_map(dice);
            botones.extend(respuestas.map(|que| Boton::Respuesta(format!("{que}:{cita_id}"))));
        }
        if let (Some(_), Some(destino)) = (molde.enlace, destino) {
            let ruta = services::avisos::ruta(self.db, envio.clinica_id, destino).await?;
            let comun = urls::enlace_cita("");
            botones.push(Boton::Enlace(ruta.strip_prefix(&comun).unwrap_or(&ruta).to_owned()));
        }
        let Plantilla { nombre, variables, .. } = plantilla;
        Ok(Ok(Contenido::Plantilla { nombre, idioma: IDIOMA.into(), variables, botones }))
    }

    /// While its receipt was on its way.
    async fn anulado(&self, envio: &Reclamado, pago: i64) -> AppResult<bool> {
        let actor = Actor::sistema(envio.clinica_id);
        let recibo = self.db.leer(&actor, async |tx| pagos::queries::recibo(tx, pago).await).await?;
        Ok(recibo.pago.anulado_por.is_some())
    }

    /// The API wants the code twice: where it is read, and where it is copied from.
    async fn con_codigo(&self, envio: &Reclamado, nombre: String) -> AppResult<Result<Contenido, Falla>> {
        let reserva = |adjunto| if let Adjunto::Codigo { reserva_id } = adjunto { Some(reserva_id) } else { None };
        let Some(reserva) = adjuntos(envio).into_iter().find_map(reserva) else {
            return Ok(Err(Falla::permanente("carta_ilegible")));
        };
        let Some(codigo) = en_linea::codigo(self.db, envio.clinica_id, reserva, &envio.direccion).await? else {
            return Ok(Err(Falla::permanente("vencido")));
        };
        let botones = vec![Boton::Copiar(codigo.clone())];
        Ok(Ok(Contenido::Plantilla { nombre, idioma: IDIOMA.into(), variables: vec![codigo], botones }))
    }
}

fn adjuntos(envio: &Reclamado) -> Vec<Adjunto> {
    serde_json::from_value(envio.adjuntos.clone()).unwrap_or_default()
}
