//! The codes that prove an e-mail and a phone: to whom they may be sent, what leaves, and whether what comes back is right.

use rand::RngExt;

use super::{actor, contar, de_reserva};
use crate::agenda::en_linea::model::{Codigos, EnLinea, Paso};
use crate::agenda::en_linea::queries;
use crate::avisos::{self, Tipo, encolar, whatsapp};
use crate::db::{Actor, Db, Tx};
use crate::error::AppResult;
use crate::services::freno;
use crate::values::correo::Correo;
use crate::web::{Visita, session};

const DE_CORREO: i32 = 5;
const DE_TELEFONO: i32 = 5;

/// Nobody's inbox is filled from here: each letter counts against its address.
pub(super) async fn se_puede_escribir(visita: &Visita, correo: &str) -> AppResult<bool> {
    Ok(contar(visita, &freno::cuenta("código a", correo, DE_CORREO)).await?.is_none())
}

/// Nor is anybody's phone: `freno` spaces those of all clinics, and each clinic sends so many a day. One that got too many goes unproved,
/// as those that get none: nobody is kept out because of it.
pub(super) async fn se_puede_mandar(visita: &Visita, slug: &str, telefono: &str) -> AppResult<bool> {
    if visita.app.config.whatsapp.token.is_none() {
        return Ok(false);
    }
    let llega = async |tx: &mut Tx<'_>| whatsapp::queries::llega(tx, Tipo::ReservaCodigo, telefono, DE_TELEFONO).await;
    if !visita.db().leer(&actor(visita, slug).await?, llega).await? {
        return Ok(false);
    }
    Ok(contar(visita, &freno::cuenta("código al", telefono, DE_TELEFONO)).await?.is_none())
}

/// `al_telefono`: one there too.
pub(super) async fn mandar(tx: &mut Tx<'_>, reserva: &EnLinea, al_telefono: bool) -> AppResult<Paso> {
    let Ok(correo) = Correo::parse(&reserva.correo) else { return Ok(Paso::NoEsta) };
    let (de, vez, hasta) = (de_reserva(reserva, correo), reserva.enviados, reserva.vence);
    encolar(tx, &avisos::codigo_de_reserva(&de, vez, hasta)).await?;
    if al_telefono && encolar(tx, &avisos::codigo_al_telefono(&de, &reserva.telefono, vez, hasta)).await?.is_some() {
        queries::pedir_telefono(tx, reserva.id).await?;
    }
    Ok(Paso::Hecho)
}

/// The code that a message carries, made when it leaves: only its digest is kept, with the address that it went to. `None` when nobody
/// waits for it there any more.
pub async fn codigo(db: &Db, clinica: i32, reserva: i64, direccion: &str) -> AppResult<Option<String>> {
    let codigo = format!("{:06}", rand::rng().random_range(0..1_000_000));
    let huella = huella(reserva, direccion, &codigo);
    let guardar = async |tx: &mut Tx<'_>| queries::agregar_codigo(tx, reserva, direccion, &huella).await;
    Ok(db.escribir(&Actor::sistema(clinica), guardar).await?.then_some(codigo))
}

fn huella(reserva: i64, direccion: &str, codigo: &str) -> Vec<u8> {
    session::huella(&format!("{reserva}:{direccion}:{codigo}"))
}

/// Which of the two are not what was sent: the e-mail's, the phone's.
pub(super) fn malos(reserva: &EnLinea, codigos: &Codigos) -> (bool, bool) {
    let malo = |direccion: &str, codigo: &str| !reserva.codigos.contains(&huella(reserva.id, direccion, codigo));
    let telefono = codigos.telefono.as_deref().is_some_and(|codigo| malo(&reserva.telefono, codigo));
    (malo(&reserva.correo, &codigos.correo), telefono)
}
