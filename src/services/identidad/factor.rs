//! The second factor: put, proven at every sign-in, made anew, taken off. Each attempt at a code holds the factor of its
//! person, so that of two with the same one only the first comes in, and a burst of guesses waits in line.

use chrono::TimeDelta;
use rand::RngExt;

use super::carta::Cuenta;
use super::ingreso::{self, Acreditado, Prueba};
use crate::avisos::Novedad;
use crate::db::Tx;
use crate::error::{AppError, AppResult, rechazo};
use crate::identidad::factor::{Escrito, Propuesta, queries};
use crate::identidad::{cuenta, queries as identidad};
use crate::services::freno;
use crate::values::totp;
use crate::web::{Persona, Visita, session};

/// Between the password and the code.
pub const ESPERA: TimeDelta = TimeDelta::minutes(10);
const DE_PAPEL: usize = 10;
const FALLOS: i32 = 5;

/// `None` without the key of the house.
pub fn proponer(persona: &Persona, sal: Option<[u8; 16]>) -> Option<Propuesta> {
    let llave = persona.app.llave.as_ref()?;
    Some(Propuesta::nueva(llave, persona.usuario_id, sal.unwrap_or_else(|| rand::rng().random())))
}

/// The codes on paper, for this once; `None` when the code is not of that secret. Who already has the page open in a session must
/// still be its owner: with a factor of their own, whoever found it open would keep the owner out.
pub async fn activar(
    persona: &Persona,
    propuesta: &Propuesta,
    codigo: &str,
    clave: &str,
) -> AppResult<Option<Cambio<Vec<String>>>> {
    let ahora = persona.db().reloj().ahora();
    let Some(paso) = propuesta.secreto.paso(&totp::limpiar(codigo), ahora) else { return Ok(None) };
    let usuario_id = persona.usuario_id;
    let (codigos, huellas) = de_papel(usuario_id);
    let hecho = con_clave(persona, clave, async |tx, titular| {
        if !queries::crear(tx, usuario_id, &propuesta.sal, paso, huellas).await? {
            return Ok(false);
        }
        cuenta::queries::revocar_otras(tx, usuario_id, persona.sesion_id).await?;
        titular.contar(tx, persona.db(), &Novedad::FactorPuesto).await?;
        Ok(true)
    })
    .await?;
    Ok(Some(hecho.con(codigos)))
}

/// What a change that asks for the password came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cambio<T> {
    Hecho(T),
    ClaveErrada,
    /// Minutes to wait.
    Bloqueado(i64),
    /// Somebody did it in another window, a moment ago.
    YaEsta,
}

/// The codes on paper anew; those there were are worth nothing.
pub async fn renovar(persona: &Persona, clave: &str) -> AppResult<Cambio<Vec<String>>> {
    let (codigos, huellas) = de_papel(persona.usuario_id);
    let hecho =
        con_clave(persona, clave, async |tx, _| queries::poner_codigos(tx, persona.usuario_id, huellas).await).await?;
    Ok(hecho.con(codigos))
}

pub async fn quitar(persona: &Persona, clave: &str) -> AppResult<Cambio<()>> {
    con_clave(persona, clave, async |tx, titular| {
        let habia = queries::quitar(tx, persona.usuario_id).await?;
        if habia {
            titular.contar(tx, persona.db(), &Novedad::FactorQuitado).await?;
        }
        Ok(habia)
    })
    .await
}

impl Cambio<()> {
    fn con<T>(self, hecho: T) -> Cambio<T> {
        match self {
            Self::Hecho(()) => Cambio::Hecho(hecho),
            Self::ClaveErrada => Cambio::ClaveErrada,
            Self::Bloqueado(minutos) => Cambio::Bloqueado(minutos),
            Self::YaEsta => Cambio::YaEsta,
        }
    }
}

/// `paso` says whether there was something to change.
async fn con_clave<F>(persona: &Persona, clave: &str, paso: F) -> AppResult<Cambio<()>>
where
    F: AsyncFnOnce(&mut Tx<'_>, &Cuenta) -> AppResult<bool>,
{
    let acreditado: Acreditado = match ingreso::comprobar(persona, &persona.correo, clave).await? {
        Prueba::Buena(acreditado) => acreditado,
        Prueba::Mala => return Ok(Cambio::ClaveErrada),
        Prueba::Bloqueada(minutos) => return Ok(Cambio::Bloqueado(minutos)),
    };
    let titular = Cuenta::de(persona, persona.usuario_id, Some(persona.sesion_id)).await?;
    persona
        .db()
        .escribir(&titular.actor, async |tx| {
            if !ingreso::sigue_siendo(tx, &acreditado).await? {
                return Ok(Cambio::ClaveErrada);
            }
            Ok(if paso(tx, &titular).await? { Cambio::Hecho(()) } else { Cambio::YaEsta })
        })
        .await
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segundo {
    /// The token for the cookie.
    Abierto(String),
    Errado,
    /// Minutes to wait.
    Bloqueado(i64),
    /// Too late, or not so any more: from the password again.
    Vencido,
}

/// The second step of a sign-in.
pub async fn entrar(visita: &Visita, token: &str, escrito: &Escrito) -> AppResult<Segundo> {
    let token_hash = session::huella(token);
    let Some(usuario_id) = queries::a_medias(visita.db(), &token_hash).await? else { return Ok(Segundo::Vencido) };
    let titular = Cuenta::de(visita, usuario_id, None).await?;
    let hecho = visita
        .db()
        .escribir(&titular.actor, async |tx| {
            // The account before the factor: a change of password waits, or has ended what waited for a code.
            if !queries::sigue_activo(tx, usuario_id).await? {
                return Ok(Segundo::Vencido);
            }
            match probar(tx, visita, usuario_id, escrito).await? {
                Some(negado) => Ok(negado),
                None if queries::terminar(tx, &token_hash).await? => {
                    Ok(Segundo::Abierto(ingreso::abrir_sesion(tx, visita, &titular).await?))
                }
                None => Err(rechazo("ingreso_vencido")),
            }
        })
        .await;
    match hecho {
        Err(AppError::Rechazo(r)) if r.es("ingreso_vencido") => Ok(Segundo::Vencido),
        otro => otro,
    }
}

/// Spends what was right; `None`. What was wrong is counted, and that stays.
async fn probar(tx: &mut Tx<'_>, visita: &Visita, usuario_id: i64, escrito: &Escrito) -> AppResult<Option<Segundo>> {
    let Some(factor) = queries::sostener(tx, usuario_id).await? else { return Ok(Some(Segundo::Vencido)) };
    let ahora = visita.db().reloj().ahora();
    let cuentas = [freno::cuenta("codigo", &usuario_id.to_string(), FALLOS), ingreso::direccion_de(visita)];
    for contada in &cuentas {
        if let Some(minutos) = freno::espera(identidad::bloqueo(tx.pg(), &contada.clave).await?, ahora) {
            return Ok(Some(Segundo::Bloqueado(minutos)));
        }
    }
    let Some(acierto) = factor.acierta(visita.app.llave.as_ref(), escrito, ahora) else {
        freno::anotar(tx.pg(), &cuentas, ahora).await?;
        return Ok(Some(Segundo::Errado));
    };
    queries::gastar(tx, usuario_id, acierto).await?;
    let [suya, _] = &cuentas;
    identidad::olvidar_fallos(tx.pg(), &suya.clave).await?;
    Ok(None)
}

/// Codes on paper, and what is kept of them.
fn de_papel(usuario_id: i64) -> (Vec<String>, Vec<Vec<u8>>) {
    let codigos: Vec<String> = (0..DE_PAPEL).map(|_| totp::papel(rand::rng().random())).collect();
    let huellas = codigos.iter().filter_map(|codigo| totp::huella_de_papel(usuario_id, codigo)).collect();
    (codigos, huellas)
}
