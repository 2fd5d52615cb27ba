//! The data of a run, the same at every run: the demo's two clinics, and a clinic with a million patients for whoever asks.

use antesala::db::{self, Actor, Db, Tx};
use antesala::demo::nivel::{self, Nivel};
use antesala::demo::{self, Escala};
use antesala::error::AppResult;
use antesala::identidad::{Rol, queries};
use antesala::services::clinicas::{self, NuevaClinica};
use antesala::web::session;

use crate::Res;
use crate::agenda::{Agenda, Tamano};
use crate::client::Manner;
use crate::postgres::Postgres;
use crate::server::Server;

/// The clinic with many patients.
pub const GRANDE: &str = "grande";
const PACIENTES: u32 = 1_000_000;

pub struct World {
    pub postgres: Postgres,
    grande: Option<Grande>,
    agenda: Option<Agenda>,
}

#[derive(Debug, Clone, Copy)]
pub struct Grande {
    pub clinica: i32,
    pub membresia: i64,
}

impl World {
    pub async fn new() -> Res<Self> {
        let world = Self::empty().await?;
        let db = Db::abrir(&world.postgres.url("app"), 2).await?;
        demo::fundar(&db).await?;
        demo::cargar(&db, &Escala { atras: 2, adelante: 2, ..Escala::ENTERA }).await?;
        Ok(world)
    }

    /// Without any clinic.
    pub async fn empty() -> Res<Self> {
        let postgres = Postgres::start().await?;
        db::migrar(&postgres.url("dueno")).await?;
        db::asegurar_particiones(&Db::abrir(&postgres.url("app"), 1).await?).await?;
        Ok(Self { postgres, grande: None, agenda: None })
    }

    /// Of ten years, in the clinic `norte`.
    pub async fn nivel(nivel: Nivel) -> Res<Self> {
        let world = Self::empty().await?;
        let db = Db::abrir(&world.postgres.url("app"), 2).await?;
        demo::fundar(&db).await?;
        let norte = queries::clinica_de_slug(&db, "norte").await?;
        nivel::cargar(&world.postgres.url("postgres"), norte, nivel, db.reloj().ahora()).await?;
        Ok(world)
    }

    pub async fn serve(&self, variables: &[(&str, &str)]) -> Res<Server> {
        Server::start(&self.postgres.url("app"), variables).await
    }

    /// A session for somebody, as after signing in.
    pub async fn signed_in(&self, correo: &str) -> Res<String> {
        let token = session::nuevo_token();
        let sql = "insert into sesiones_usuario (token_hash, usuario_id, vence)
            select sha256(convert_to(:'token', 'UTF8')), id, now() + interval '1 day' from usuarios where correo = :'correo' returning 1";
        let there = self.postgres.sql_as("app", sql, &[("token", token.clone()), ("correo", correo.into())]).await?;
        if there.is_empty() { Err(format!("there is no {correo}").into()) } else { Ok(token) }
    }

    pub async fn as_fragments(&self, correo: &str) -> Res<Manner> {
        Ok(Manner { fragment: true, ..self.as_pages(correo).await? })
    }

    pub async fn as_pages(&self, correo: &str) -> Res<Manner> {
        Ok(Manner { cookie: cookie(&self.signed_in(correo).await?), fragment: false, coding: "br" })
    }

    /// Made on first use: a minute or two.
    pub async fn grande(&mut self) -> Res<Grande> {
        if let Some(grande) = self.grande {
            return Ok(grande);
        }
        let (clinica, membresias) = self.found(GRANDE, 1, &Rol::TODOS).await?;
        let grande = Grande { clinica, membresia: membresias.first().copied().unwrap_or_default() };
        eprintln!("carga: loading {PACIENTES} patients");
        let variables = [("clinica", grande.clinica.to_string()), ("pacientes", PACIENTES.to_string())];
        self.postgres.sql_as("postgres", nivel::PACIENTES, &variables).await?;
        self.postgres.sql("vacuum (analyze) pacientes").await?;
        self.grande = Some(grande);
        Ok(grande)
    }

    /// Made on first use: half a minute.
    pub async fn agenda(&mut self) -> Res<Agenda> {
        if let Some(agenda) = self.agenda {
            return Ok(agenda);
        }
        let agenda = Agenda::fundar(self, "agenda", Tamano::ENTERO).await?;
        self.agenda = Some(agenda);
        Ok(agenda)
    }

    /// A clinic with so many people of these roles; their memberships.
    pub async fn found(&self, slug: &str, people: usize, roles: &[Rol]) -> Res<(i32, Vec<i64>)> {
        let db = Db::abrir(&self.postgres.url("app"), 2).await?;
        let (correo, nombre) = (correo_de(slug, people), format!("Clínica {slug}"));
        let (zona, persona) = ("America/Santiago", "Jefa");
        clinicas::crear(&db, &NuevaClinica { slug, nombre: &nombre, zona, correo: &correo, persona }).await?;
        let clinica = queries::clinica_de_slug(&db, slug).await?;
        let actor = Actor::sistema(clinica);
        let hired = db.escribir(&actor, async |tx| {
            let mut memberships = Vec::new();
            for nth in 0..people {
                memberships.push(hire(tx, &correo_de(slug, nth), roles).await?.1);
            }
            Ok(memberships)
        });
        Ok((clinica, hired.await?))
    }
}

/// Somebody new in the clinic, ready to work: the person and their membership.
pub async fn hire(tx: &mut Tx<'_>, correo: &str, roles: &[Rol]) -> AppResult<(i64, i64)> {
    let usuario = queries::usuario_de_correo(tx, correo, correo).await?;
    let membresia = queries::asegurar_membresia(tx, usuario).await?;
    queries::dar_roles(tx, membresia, roles).await?;
    Ok((usuario, membresia))
}

/// Who works in a clinic of ours.
pub fn correo_de(slug: &str, nth: usize) -> String {
    format!("persona{nth}@{slug}.test")
}

pub fn cookie(token: &str) -> String {
    format!("{}={token}", session::SESION)
}
