//! Before the first day: patients, rooms, professionals with their weeks, prestaciones, insumos and recipes.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::sql_types::{BigInt, Integer, Nullable, Text};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;

use super::Gente;
use super::datos::{DOCUMENTO, INSUMOS, Insumo, PRESTACIONES, Prestacion, Profesional};
use super::escala::{Escala, Plano};
use super::sede::{Puesto, Sede};
use crate::bodega::NuevoInsumo;
use crate::bodega::insumos::queries::{crear_insumo, insumo_de_codigo};
use crate::bodega::recetas::queries::reemplazar_receta;
use crate::catalogos::horarios::NuevoHorario;
use crate::catalogos::{self, Lugar, NuevaPrestacion, NuevoProfesional, queries};
use crate::db::{Db, Tx};
use crate::error::{AppResult, interno};
use crate::pacientes::adjuntos::{self, NuevoAdjunto};
use crate::pacientes::{self, Cuales};
use crate::values::archivo::Tipo;

/// The catalogues are older than the first cita booked.
const ANTES: TimeDelta = TimeDelta::days(15);
const CON_DOCUMENTO: usize = 12;

pub async fn instalar<'a>(
    db: &'a Db,
    plano: &'static Plano,
    escala: &Escala,
    ahora: DateTime<Utc>,
) -> AppResult<Sede<'a>> {
    let mut sede = Sede::abrir(db, plano, ahora).await?;
    let dia = ahora - TimeDelta::days(escala.atras) - ANTES;
    let gente: Vec<_> = Gente::nueva(plano.semilla, sede.hoy()).take(escala.pacientes / plano.parte).collect();
    let (pacientes, insumos, prestaciones, profesionales) = sede
        .escribir(dia, &sede.sistema(), async |tx| {
            for grupo in gente.chunks(500) {
                pacientes::queries::crear_varios(tx, grupo).await?;
            }
            let pacientes = pacientes::queries::listar(tx, Cuales::default(), 0, i64::MAX - 1).await?;
            let insumos = surtir(tx).await?;
            let prestaciones = ofrecer(tx, plano).await?;
            let profesionales = contratar(tx, &sede, escala, &prestaciones).await?;
            Ok((pacientes.into_iter().map(|p| p.id).collect::<Vec<_>>(), insumos, prestaciones, profesionales))
        })
        .await?;
    sede.escribir(dia, &sede.recepcion, async |tx| documentar(tx, &pacientes).await).await?;
    sede = Sede { pacientes, insumos, prestaciones, profesionales, ..sede };
    Ok(sede)
}

/// Some brought an order; the front sees of a clinical one that it is there.
async fn documentar(tx: &mut Tx<'_>, pacientes: &[i64]) -> AppResult<()> {
    for (n, paciente) in pacientes.iter().take(CON_DOCUMENTO).enumerate() {
        let clinico = n % 3 == 2;
        let nuevo = NuevoAdjunto {
            clinico,
            nombre: if clinico { "Informe de imagen.pdf" } else { "Orden de atención.pdf" }.into(),
            tipo: Tipo::Pdf,
            descripcion: "De muestra".into(),
            bytes: DOCUMENTO.to_vec(),
        };
        adjuntos::queries::insertar(tx, *paciente, &nuevo, &nuevo.sha256()).await?;
    }
    Ok(())
}

async fn surtir(tx: &mut Tx<'_>) -> AppResult<Vec<Puesto<Insumo>>> {
    let mut puestos = Vec::new();
    for insumo in INSUMOS {
        let nuevo = NuevoInsumo {
            codigo: insumo.codigo.into(),
            nombre: insumo.nombre.into(),
            unidad: insumo.unidad.into(),
            categoria: insumo.categoria.into(),
            minimo: Decimal::from(insumo.minimo),
            precio: insumo.precio.map(Decimal::from),
            moneda: "CLP".into(),
            afecto: true,
        };
        crear_insumo(tx, &nuevo).await?;
        let id = insumo_de_codigo(tx, insumo.codigo).await?.0.ok_or_else(|| interno("an insumo just made"))?;
        puestos.push((id, insumo));
    }
    Ok(puestos)
}

/// What the specialties of the clinic need, and no more.
async fn ofrecer(tx: &mut Tx<'_>, plano: &Plano) -> AppResult<Vec<Puesto<Prestacion>>> {
    let mut puestas = Vec::new();
    for prestacion in PRESTACIONES {
        let Some(quien) = plano.profesionales.iter().find(|p| p.especialidad == prestacion.especialidad) else {
            continue;
        };
        let nueva = NuevaPrestacion {
            codigo: prestacion.codigo.into(),
            nombre: prestacion.nombre.into(),
            duracion: prestacion.duracion,
            paso: 15,
            antes: 0,
            despues: 0,
            precio: Decimal::from(prestacion.precio),
            moneda: "CLP".into(),
            iva: if prestacion.afecta { "afecto" } else { "exento" }.into(),
            color: quien.color.into(),
            aviso_minimo: 0,
            horizonte: 180,
            limite_dia: None,
            limite_semana: None,
            limite_mes: None,
            recordatorios: None,
            en_linea: true,
            estado: "activa",
        };
        let id = catalogos::prestaciones::queries::crear_prestacion(tx, &nueva).await?;
        let receta: Vec<_> = prestacion.receta.iter().map(|(c, n)| ((*c).to_owned(), Decimal::from(*n))).collect();
        let desconocidos = reemplazar_receta(tx, id, &receta).await?;
        if !desconocidos.is_empty() {
            return Err(interno(format!("{} consumes {desconocidos:?}, which are no insumos", prestacion.codigo)));
        }
        puestas.push((id, prestacion));
    }
    Ok(puestas)
}

async fn contratar(
    tx: &mut Tx<'_>,
    sede: &Sede<'_>,
    escala: &Escala,
    prestaciones: &[Puesto<Prestacion>],
) -> AppResult<Vec<Puesto<Profesional>>> {
    let mut puestos = Vec::new();
    for profesional in sede.plano.profesionales.iter().take(escala.profesionales) {
        let nuevo = NuevoProfesional {
            membresia_id: None,
            nombre: profesional.nombre.into(),
            especialidad: profesional.especialidad.into(),
            color: profesional.color.into(),
            trabaja_feriados: profesional.trabaja_feriados(),
            sobrecupos_maximo: 3,
            estado: "activo",
        };
        let id = catalogos::profesionales::queries::crear_profesional(tx, &nuevo).await?;
        let lugar = Lugar { sucursal: sede.lugar.sucursal_id, box_id: None };
        let horario =
            NuevoHorario { desde: sede.fecha(-escala.atras), hasta: None, semana: profesional.turno.semana(lugar) };
        catalogos::horarios::queries::reemplazar(tx, id, &horario).await?;
        let suyas = prestaciones.iter().filter(|(_, p)| p.especialidad == profesional.especialidad);
        queries::agregar_pares(tx, &suyas.map(|(prestacion, _)| (*prestacion, id)).collect::<Vec<_>>()).await?;
        instalar_en_box(tx, sede.lugar.sucursal_id, id, profesional).await?;
        puestos.push((id, profesional));
    }
    Ok(puestos)
}

/// Rooms and who signs in have no screen yet, so no query of theirs: two may share a room.
async fn instalar_en_box(tx: &mut Tx<'_>, sucursal: i64, id: i64, profesional: &Profesional) -> AppResult<()> {
    diesel::sql_query(
        "with b as (
           insert into boxes (clinica_id, sucursal_id, nombre) values ($1, $2, $3)
           on conflict (clinica_id, sucursal_id, nombre) do update set capacidad = boxes.capacidad + 1 returning id)
         update horarios h set box_id = b.id from b where h.profesional_id = $4",
    )
    .bind::<Integer, _>(tx.actor().clinica)
    .bind::<BigInt, _>(sucursal)
    .bind::<Text, _>(profesional.box_)
    .bind::<BigInt, _>(id)
    .execute(tx.pg())
    .await?;
    diesel::sql_query(
        "update profesionales p set membresia_id = m.id from membresias m join usuarios u on u.id = m.usuario_id
         where p.id = $1 and u.correo = $2",
    )
    .bind::<BigInt, _>(id)
    .bind::<Nullable<Text>, _>(profesional.correo)
    .execute(tx.pg())
    .await?;
    Ok(())
}
