//! Passwords: argon2id, bounded in how many are computed at once, and a policy a person can meet.

use std::sync::{LazyLock, Mutex};

use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::{Output, PasswordHash};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::error::{AppError, AppResult, interno};

pub const LARGO_MINIMO: usize = 10;

/// Each costs 19 MiB and a core: a flood of sign-ins waits here instead of taking the machine.
static TURNOS: Semaphore = Semaphore::const_new(4);

/// Verified against when there is nobody, so that time does not tell who exists.
static NADIE: LazyLock<String> = LazyLock::new(|| calcular("nadie entra con esto").unwrap_or_default());

/// The memory of past computations, for the next ones: the allocator does not find a whole piece of that size again, and the
/// process would grow with the sign-ins. Never more of them than turns.
static MEMORIAS: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());

/// The right to compute one.
pub struct Turno(#[expect(dead_code, reason = "held, not read")] SemaphorePermit<'static>);

pub async fn turno() -> AppResult<Turno> {
    TURNOS.acquire().await.map(Turno).map_err(|_closed| AppError::Ocupado)
}

pub async fn cifrar(clave: String) -> AppResult<String> {
    let turno = turno().await?;
    en_turno(&turno, move || calcular(&clave)).await?
}

/// False also when there is no hash, after the same effort.
pub async fn coincide(turno: &Turno, clave: String, hash: Option<String>) -> AppResult<bool> {
    en_turno(turno, move || {
        let hay = hash.is_some();
        let texto = hash.as_deref().unwrap_or(&NADIE);
        let correcta = verificar(&clave, texto).unwrap_or(false);
        hay && correcta
    })
    .await
}

/// `None` when the text is no hash of ours.
fn verificar(clave: &str, texto: &str) -> Option<bool> {
    let hash = PasswordHash::new(texto).ok()?;
    let (sal, esperada) = (hash.salt?, hash.hash?);
    let algoritmo = Algorithm::try_from(hash.algorithm.as_str()).ok()?;
    let argon = Argon2::new(algoritmo, Version::try_from(hash.version?).ok()?, Params::try_from(&hash).ok()?);
    let mut salida = vec![0; esperada.len()];
    con_memoria(argon.params().block_count(), |memoria| {
        argon.hash_password_into_with_memory(clave.as_bytes(), &sal, &mut salida, memoria)
    })
    .ok()?;
    // Outputs compare in constant time.
    Some(Output::new(&salida).ok()? == esperada)
}

fn con_memoria<R>(bloques: usize, calculo: impl FnOnce(&mut [Block]) -> R) -> R {
    let libre = MEMORIAS.lock().ok().and_then(|mut memorias| memorias.pop());
    let mut memoria = libre.unwrap_or_default();
    memoria.resize(bloques, Block::default());
    let resultado = calculo(&mut memoria);
    if let Ok(mut memorias) = MEMORIAS.lock() {
        memorias.push(memoria);
    }
    resultado
}

fn calcular(clave: &str) -> AppResult<String> {
    Argon2::default().hash_password(clave.as_bytes()).map(|h| h.to_string()).map_err(|e| interno(e.to_string()))
}

async fn en_turno<R: Send + 'static>(_: &Turno, trabajo: impl FnOnce() -> R + Send + 'static) -> AppResult<R> {
    tokio::task::spawn_blocking(trabajo).await.map_err(interno)
}

/// What is wrong with a new password, in the user's words. Length and not being guessable at once; no riddles.
pub fn objecion(clave: &str, correo: &str, nombre: &str) -> Option<String> {
    if clave.chars().count() < LARGO_MINIMO {
        return Some(format!("Usa al menos {LARGO_MINIMO} caracteres."));
    }
    let baja = clave.to_lowercase();
    let usuario = correo.split('@').next().unwrap_or_default();
    let propia = nombre.split_whitespace().chain([usuario]).any(|p| p.len() > 3 && baja.contains(&p.to_lowercase()));
    let pocas = baja.chars().collect::<std::collections::HashSet<_>>().len() < 5;
    let comun = ["password", "contrase", "1234567", "antesala", "qwerty"].iter().any(|c| baja.contains(c));
    (propia || pocas || comun).then(|| "Es fácil de adivinar: usa una frase que solo tú conozcas.".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn una_clave_se_reconoce_y_otra_no() {
        let hash = cifrar("caballo grapa batería".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        let turno = turno().await.unwrap();
        assert!(coincide(&turno, "caballo grapa batería".into(), Some(hash.clone())).await.unwrap());
        assert!(!coincide(&turno, "otra".into(), Some(hash)).await.unwrap());
        assert!(!coincide(&turno, "nadie entra con esto".into(), None).await.unwrap());
    }

    #[test]
    fn la_politica_dice_por_que() {
        assert!(objecion("corta", "ana@norte.cl", "Ana").is_some());
        assert!(objecion("beatriz-en-la-recepcion", "beatriz@norte.cl", "Beatriz").is_some());
        assert!(objecion("aaaaaaaaaaaa", "ana@norte.cl", "Ana").is_some());
        assert_eq!(objecion("lluvia sobre el cerro", "ana@norte.cl", "Ana"), None);
    }
}
