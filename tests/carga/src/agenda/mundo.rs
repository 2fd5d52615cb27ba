//! A clinic with an agenda at work: full weeks around today, and free ones ahead for whoever books.

use antesala::agenda::HoraPedida;
use antesala::db::Db;
use antesala::demo::nivel;
use antesala::identidad::Rol;
use antesala::values::zona::Zona;
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};

use crate::Res;
use crate::postgres::Pgbench;
use crate::world::World;

/// Who books at once; each is a person of the clinic.
pub const CLIENTES: usize = 16;
/// Of a client, so that no two book with the same one: as in `sql/reserva_turno.sql`.
const SUYOS: usize = 12;
/// Half hours of a day, and those before lunch.
const TURNOS: usize = 17;
const DE_MANANA: usize = 8;

/// From which the others are numbered on.
const PRIMEROS: &str = "select (select min(id) from profesionales where clinica_id = :clinica),
  (select min(id) from prestaciones where clinica_id = :clinica), (select min(id) from pacientes where clinica_id = :clinica)";

#[derive(Debug, Clone, Copy)]
pub struct Tamano {
    pub profesionales: usize,
    pub pacientes: usize,
}

impl Tamano {
    pub const ENTERO: Self = Self { profesionales: 200, pacientes: 20_000 };
    /// All of them on one page.
    pub const PAGINA: Self = Self { profesionales: 30, pacientes: 3_000 };
}

#[derive(Debug, Clone, Copy)]
pub struct Agenda {
    pub slug: &'static str,
    pub clinica: i32,
    /// The first of each; the others are numbered on from it.
    pub membresia: i64,
    pub profesional: i64,
    pub prestacion: i64,
    /// Of those who have no cita.
    pub paciente: i64,
    /// The Monday that comes: four of five slots of its week are taken.
    pub lunes: NaiveDate,
    pub tamano: Tamano,
}

/// Weeks after that Monday where nobody has a cita.
#[derive(Debug, Clone, Copy)]
pub enum Semanas {
    Pelea = 5,
    Rival = 10,
    Insercion = 60,
    Http = 107,
}

impl Agenda {
    pub async fn fundar(world: &World, slug: &'static str, tamano: Tamano) -> Res<Self> {
        let (clinica, membresias) = world.found(slug, CLIENTES, &[Rol::Recepcion]).await?;
        let membresia = *membresias.first().ok_or("nobody books")?;
        if membresias.iter().zip(membresia..).any(|(one, expected)| *one != expected) {
            return Err("those who book are not numbered in a row".into());
        }
        let ahora = Db::abrir(&world.postgres.url("app"), 1).await?.reloj().ahora();
        let hoy = Zona::SANTIAGO.fecha(ahora);
        let lunes = hoy + Days::new(7 - u64::from(hoy.weekday().num_days_from_monday()));
        let variables = [
            ("clinica", clinica.to_string()),
            ("pacientes", tamano.pacientes.to_string()),
            ("profesionales", tamano.profesionales.to_string()),
            ("lunes", lunes.to_string()),
        ];
        for guion in [nivel::PACIENTES, nivel::AGENDA, "vacuum (analyze)"] {
            world.postgres.sql_as("postgres", guion, &variables).await?;
        }
        let printed = world.postgres.sql_as("postgres", PRIMEROS, &variables).await?;
        let numbers: Vec<i64> =
            printed.last().ok_or("nothing was made")?.split('|').filter_map(|n| n.parse().ok()).collect();
        let [profesional, prestacion, paciente] = *numbers.as_slice() else { return Err("nothing was made".into()) };
        let paciente = paciente + i64::try_from(tamano.pacientes * 4 / 5)?;
        Ok(Self { slug, clinica, membresia, profesional, prestacion, paciente, lunes, tamano })
    }

    /// The first day of some weeks.
    pub fn primero(&self, semanas: Semanas) -> NaiveDate {
        self.lunes + Days::new(7 * semanas as u64)
    }

    /// The slot that a client books as its `nth`, and for whom.
    pub fn turno(&self, semanas: Semanas, cliente: usize, nth: usize) -> Res<(HoraPedida, i64)> {
        let n = cliente * SUYOS + nth % SUYOS;
        let hora = self.hora(semanas, n, nth / SUYOS)?;
        Ok((hora, self.paciente + i64::try_from(n)?))
    }

    /// The `nth` slot of a professional.
    pub fn hora(&self, semanas: Semanas, profesional: usize, nth: usize) -> Res<HoraPedida> {
        let (turno, dia) = (nth % TURNOS, nth / TURNOS);
        let almuerzo = if turno < DE_MANANA { 0 } else { 60 };
        let minutos = i64::try_from(9 * 60 + turno * 30 + almuerzo)?;
        let fecha = self.primero(semanas) + Days::new(u64::try_from(dia / 5 * 7 + dia % 5)?);
        let inicio = comienzo(fecha)? + TimeDelta::minutes(minutos);
        Ok(HoraPedida { profesional: self.profesional + i64::try_from(profesional)?, inicio })
    }

    /// With all that the scripts name.
    pub fn pgbench(&self, scripts: Vec<String>, clients: usize, semanas: Semanas) -> Res<Pgbench<'static>> {
        let primero = self.primero(semanas);
        let variables = vec![
            ("clinica", self.clinica.to_string()),
            ("membresia", self.membresia.to_string()),
            ("profesional0", self.profesional.to_string()),
            ("prestacion", self.prestacion.to_string()),
            ("paciente0", self.paciente.to_string()),
            ("primero", primero.to_string()),
            ("cero", comienzo(primero)?.timestamp().to_string()),
            ("n", "-1".to_owned()),
        ];
        let (span, clinica, membresia) =
            (crate::latency::Span::seconds(crate::seconds()), self.clinica, self.membresia);
        Ok(Pgbench { scripts, clients, span, clinica, membresia, variables })
    }
}

/// Where the clinic is, clocks do not change.
fn comienzo(fecha: NaiveDate) -> Res<DateTime<Utc>> {
    let zona = Zona::de_nombre("America/Punta_Arenas").ok_or("no such zone")?;
    Ok(zona.inicio_del_dia(fecha))
}
