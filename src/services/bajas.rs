//! Whoever gets a letter that they may do without says so with its link, and gets no more of these.

use crate::avisos::bajas::{Enlace, Pedida, queries};
use crate::avisos::{Baja, Reclamado};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppError, AppResult};
use crate::pacientes::{self, Optativa};
use crate::reportes::suscripciones::{self, Cual};
use crate::urls;
use crate::web::{Visita, session};

/// The path of the link of one letter, made as it leaves.
pub async fn ruta(db: &Db, envio: &Reclamado) -> AppResult<String> {
    let token = session::nuevo_token();
    let huella = session::huella(&token);
    db.escribir(&Actor::sistema(envio.clinica_id), async |tx| queries::enlazar(tx, envio.mensaje_id, &huella).await)
        .await?;
    Ok(urls::baja(&token))
}

/// What whoever has a link is shown: nothing of who they are.
#[derive(Debug, Clone)]
pub struct Mirada {
    pub clinica: String,
    pub baja: Baja,
    /// Such letters still come.
    pub quiere: bool,
}

/// `None`: nobody made that link.
pub async fn mirar(visita: &Visita, token: &str) -> AppResult<Option<Mirada>> {
    let Some((enlace, actor)) = hallar(visita.db(), token).await? else { return Ok(None) };
    let actor = Actor { peticion: visita.peticion, origen: visita.origen(None), ..actor };
    let leer = async |tx: &mut Tx<'_>| {
        let (pedida, baja, de) = leer(tx, enlace).await?;
        Ok(Mirada { quiere: de.quiere(tx).await?, clinica: pedida.clinica, baja })
    };
    visita.db().leer(&actor, leer).await.map(Some)
}

/// Said again it does nothing more. False: nobody made that link. Only a patient may want them again: figures of the clinic are asked for with a
/// session.
pub async fn decir(db: &Db, token: &str, quiere: bool) -> AppResult<bool> {
    let Some((enlace, actor)) = hallar(db, token).await? else { return Ok(false) };
    db.escribir(&actor, async |tx| leer(tx, enlace).await?.2.decir(tx, quiere).await).await?;
    Ok(true)
}

async fn hallar(db: &Db, token: &str) -> AppResult<Option<(Enlace, Actor)>> {
    let enlace = queries::enlace(db, &session::huella(token)).await?;
    Ok(enlace.map(|enlace| (enlace, Actor::sistema(enlace.clinica_id))))
}

/// Whose the letter was, and which.
enum De {
    Paciente(i64, Optativa),
    Membresia(i64, Cual),
}

async fn leer(tx: &mut Tx<'_>, enlace: Enlace) -> AppResult<(Pedida, Baja, De)> {
    let pedida = queries::pedida(tx, enlace.mensaje_id).await?;
    let baja = pedida.baja().ok_or(AppError::NoEncontrado)?;
    let de = match &baja {
        Baja::Encuestas => pedida.paciente_id.map(|id| De::Paciente(id, Optativa::Encuestas)),
        Baja::Ofertas => pedida.paciente_id.map(|id| De::Paciente(id, Optativa::Ofertas)),
        Baja::Resumen(cual) => {
            pedida.membresia_id.zip(Cual::de_codigo(cual)).map(|(suya, cual)| De::Membresia(suya, cual))
        }
    };
    Ok((pedida, baja, de.ok_or(AppError::NoEncontrado)?))
}

impl De {
    async fn quiere(&self, tx: &mut Tx<'_>) -> AppResult<bool> {
        match *self {
            Self::Paciente(paciente, carta) => {
                let vigente = pacientes::queries::resumen(tx, paciente).await?.id;
                Ok(carta.la_quiere(&pacientes::queries::paciente(tx, vigente).await?))
            }
            Self::Membresia(membresia, cual) => suscripciones::queries::la_quiere(tx, membresia, cual).await,
        }
    }

    async fn decir(&self, tx: &mut Tx<'_>, quiere: bool) -> AppResult<()> {
        match *self {
            Self::Paciente(paciente, carta) => {
                let vigente = pacientes::queries::bloquear(tx, paciente).await?;
                pacientes::queries::querer(tx, vigente, carta, quiere).await
            }
            Self::Membresia(..) if quiere => Ok(()),
            Self::Membresia(membresia, cual) => suscripciones::queries::dejar_la_de(tx, membresia, cual).await,
        }
    }
}
