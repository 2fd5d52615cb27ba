//! Filling the two clinics, once.

use super::{CLAVE, Gente, PERSONAS, agenda, fundar};
use crate::db::{Actor, Db};
use crate::error::{AppError, AppResult};
use crate::identidad::queries::clinica_de_slug;
use crate::pacientes::queries::crear_varios;

/// Patients of each clinic.
const PACIENTES: [(&str, u64, usize); 2] = [("norte", 1, 2_000), ("sur", 2, 300)];

/// Does nothing when the world is already there.
pub async fn cargar(db: &Db) -> AppResult<()> {
    match clinica_de_slug(db, "norte").await {
        Ok(_) => return Ok(()),
        Err(AppError::NoEncontrado) => {}
        Err(error) => return Err(error),
    }
    fundar(db).await?;
    for (slug, semilla, cuantos) in PACIENTES {
        let actor = Actor::sistema(clinica_de_slug(db, slug).await?);
        let hoy = db.reloj().ahora().date_naive();
        let gente: Vec<_> = Gente::nueva(semilla, hoy).take(cuantos).collect();
        db.escribir(&actor, async |tx| {
            for grupo in gente.chunks(500) {
                crear_varios(tx, grupo).await?;
            }
            agenda::abrir(tx, hoy, semilla).await
        })
        .await?;
    }
    Ok(())
}

/// What the terminal says: where to go, and who one can be there.
pub fn presentar(url: &str) -> String {
    let personas: String = PERSONAS
        .iter()
        .map(|p| {
            let roles: Vec<_> = p.roles.iter().map(|r| r.nombre()).collect();
            format!("  {:<22} {} · {}\n", p.correo, p.clinica, roles.join(", "))
        })
        .collect();
    format!(
        "\nAntesala está en {url}\n\n{personas}\n  Todas con la clave: {CLAVE}\n  Ctrl-C termina; al volver a partir están los mismos datos.\n"
    )
}
