//! The agenda of a demo clinic: who attends, what they do, and a week half taken.

use chrono::{NaiveDate, NaiveTime};
use diesel::QueryableByName;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rust_decimal::Decimal;

use crate::agenda::queries::{Busqueda, horas_libres, insertar};
use crate::agenda::{NuevaCita, Origen};
use crate::catalogos::{BloqueSemana, NuevaPrestacion, NuevoProfesional, queries};
use crate::db::Tx;
use crate::error::AppResult;
use crate::pacientes::{self, Resumen};

const PROFESIONALES: [(&str, &str, &str); 4] = [
    ("Elías Espinoza", "Kinesiología", "teal"),
    ("Paula Parra", "Medicina general", "blue"),
    ("Tomás Toro", "Dermatología", "orange"),
    ("Úrsula Ulloa", "Nutrición", "green"),
];

/// Code, name, minutes, minutes of cleaning, price.
const PRESTACIONES: [(&str, &str, i16, i16, i64); 4] = [
    ("CON", "Consulta", 30, 0, 35_000),
    ("CTR", "Control", 20, 0, 20_000),
    ("PRO", "Procedimiento menor", 40, 10, 65_000),
    ("EVA", "Evaluación", 60, 0, 48_000),
];

const DIAS: i32 = 7;
/// Of each hundred free slots, those that somebody takes.
const TOMADAS: u32 = 25;

#[derive(QueryableByName)]
struct Sucursal {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// `hoy` in the clinic.
pub async fn abrir(tx: &mut Tx<'_>, hoy: NaiveDate, semilla: u64) -> AppResult<()> {
    let sucursal: Sucursal =
        diesel::sql_query("select id from sucursales where clinica_id = clinica_actual() and principal")
            .get_result(tx.pg())
            .await?;
    let prestaciones = ofrecer(tx).await?;
    let pacientes = pacientes::queries::listar(tx, false, 0, 300).await?;
    let mut azar = ChaCha8Rng::seed_from_u64(semilla);
    for (nombre, especialidad, color) in PROFESIONALES {
        let profesional = contratar(tx, nombre, especialidad, color).await?;
        queries::cambiar_semana(tx, profesional, sucursal.id, &semana()).await?;
        let pares: Vec<_> = prestaciones.iter().map(|prestacion| (*prestacion, profesional)).collect();
        queries::agregar_pares(tx, &pares).await?;
        for prestacion in prestaciones.iter().take(2) {
            llenar(tx, &mut azar, hoy, (*prestacion, profesional), &pacientes).await?;
        }
    }
    Ok(())
}

async fn llenar(
    tx: &mut Tx<'_>,
    azar: &mut ChaCha8Rng,
    desde: NaiveDate,
    (prestacion, profesional): (i64, i64),
    pacientes: &[Resumen],
) -> AppResult<()> {
    let busqueda = Busqueda { prestacion, profesional: Some(profesional), desde, dias: DIAS, sin_cita: None };
    for hora in horas_libres(tx, &busqueda, 500).await? {
        let Some(paciente) = pacientes.choose(azar).filter(|_| azar.random_range(0..100) < TOMADAS) else { continue };
        let nueva = NuevaCita {
            hora: hora.pedida(),
            fecha: hora.fecha,
            prestacion,
            paciente: paciente.id,
            origen: Origen::Recepcion,
            observacion: String::new(),
            clave: None,
            reagendada_de: None,
        };
        insertar(tx, &nueva).await?;
    }
    Ok(())
}

async fn ofrecer(tx: &mut Tx<'_>) -> AppResult<Vec<i64>> {
    let mut ids = Vec::new();
    for (codigo, nombre, duracion, despues, precio) in PRESTACIONES {
        let nueva = NuevaPrestacion {
            codigo: codigo.into(),
            nombre: nombre.into(),
            duracion,
            paso: duracion,
            antes: 0,
            despues,
            precio: Decimal::from(precio),
            moneda: "CLP".into(),
            iva: "exento".into(),
            color: "azure".into(),
            aviso_minimo: 0,
            horizonte: 180,
            estado: "activa",
        };
        ids.push(queries::crear_prestacion(tx, &nueva).await?);
    }
    Ok(ids)
}

async fn contratar(tx: &mut Tx<'_>, nombre: &str, especialidad: &str, color: &str) -> AppResult<i64> {
    let nuevo = NuevoProfesional {
        nombre: nombre.into(),
        especialidad: especialidad.into(),
        color: color.into(),
        trabaja_feriados: false,
        sobrecupos_maximo: 3,
        estado: "activo",
    };
    queries::crear_profesional(tx, &nuevo).await
}

/// Monday to Saturday, the last without afternoon.
fn semana() -> Vec<BloqueSemana> {
    let hora = |h: u32| NaiveTime::from_hms_opt(h, 0, 0).unwrap_or_default();
    let bloque = |isodow, desde, hasta| BloqueSemana { isodow, desde: hora(desde), hasta: hora(hasta) };
    (1..=6).map(|dia| bloque(dia, 9, 13)).chain((1..=5).map(|dia| bloque(dia, 15, 19))).collect()
}
