//! Clínica Norte and clínica Sur, and who works in them.

use crate::db::{Actor, Db, Tx};
use crate::error::{AppResult, interno};
use crate::identidad::{Rol, clave, queries};
use crate::services::clinicas::{self, NuevaClinica};

/// Everybody's password, in the demo and in the tests only.
pub const CLAVE: &str = "lluvia sobre el cerro";

pub struct Persona {
    pub nombre: &'static str,
    pub correo: &'static str,
    pub clinica: &'static str,
    pub roles: &'static [Rol],
}

pub const PERSONAS: &[Persona] = &[
    Persona { nombre: "Ana Araya", correo: "ana@norte.test", clinica: "norte", roles: &[Rol::Administracion] },
    Persona { nombre: "Beto Barrera", correo: "beto@norte.test", clinica: "norte", roles: &[Rol::Recepcion] },
    Persona { nombre: "Carla Cáceres", correo: "carla@norte.test", clinica: "norte", roles: &[Rol::Caja] },
    Persona { nombre: "Elías Espinoza", correo: "elias@norte.test", clinica: "norte", roles: &[Rol::Profesional] },
    Persona { nombre: "Fabiola Fuentes", correo: "fabiola@norte.test", clinica: "norte", roles: &[Rol::Bodega] },
    Persona { nombre: "Gloria Gajardo", correo: "gloria@norte.test", clinica: "norte", roles: &[Rol::Gerencia] },
    Persona { nombre: "Diego Díaz", correo: "diego@sur.test", clinica: "sur", roles: &Rol::TODOS },
];

const CLINICAS: [(&str, &str, &str); 2] =
    [("norte", "Clínica Norte", "America/Santiago"), ("sur", "Clínica Sur", "America/Punta_Arenas")];

/// Makes both clinics with all their people, ready to sign in with `CLAVE`.
pub async fn fundar(db: &Db) -> AppResult<()> {
    let hash = clave::cifrar(CLAVE.into()).await?;
    for (slug, nombre, zona) in CLINICAS {
        let gente: Vec<&Persona> = PERSONAS.iter().filter(|p| p.clinica == slug).collect();
        let jefe =
            gente.iter().find(|p| p.roles.contains(&Rol::Administracion)).ok_or_else(|| interno("no administrator"))?;
        clinicas::crear(db, &NuevaClinica { slug, nombre, zona, correo: jefe.correo, persona: jefe.nombre }).await?;
        let id = queries::clinica_de_slug(db, slug).await?;
        db.escribir(&Actor::sistema(id), async |tx| incorporar(tx, &gente, &hash).await).await?;
    }
    Ok(())
}

async fn incorporar(tx: &mut Tx<'_>, gente: &[&Persona], hash: &str) -> AppResult<()> {
    for persona in gente {
        let usuario = queries::usuario_de_correo(tx, persona.correo, persona.nombre).await?;
        queries::guardar_clave(tx.pg(), usuario, hash).await?;
        let membresia = queries::asegurar_membresia(tx, usuario).await?;
        queries::dar_roles(tx, membresia, persona.roles).await?;
    }
    Ok(())
}
