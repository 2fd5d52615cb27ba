//! Professionals, prestaciones and boxes with all that goes with them, saved together.

use crate::catalogos::boxes::{self, NuevoBox};
use crate::catalogos::fuera::{self, Alcance};
use crate::catalogos::{NuevaPrestacion, NuevoProfesional, prestaciones, profesionales, queries};
use crate::db::Tx;
use crate::error::AppResult;
use crate::web::Ctx;

/// A row being edited, as it was when the form was shown.
#[derive(Debug, Clone, Copy)]
pub struct Existente {
    pub id: i64,
    pub version: i32,
}

pub struct FichaProfesional {
    pub datos: NuevoProfesional,
    pub prestaciones: Vec<i64>,
}

pub struct FichaPrestacion {
    pub datos: NuevaPrestacion,
    pub profesionales: Vec<i64>,
    /// None: it needs no box.
    pub boxes: Vec<i64>,
}

pub struct FichaBox {
    /// Of a new one.
    pub sucursal: i64,
    pub datos: NuevoBox,
    pub prestaciones: Vec<i64>,
}

pub async fn guardar_profesional(ctx: &Ctx, quien: Option<Existente>, ficha: &FichaProfesional) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        let id = match quien {
            Some(e) => {
                profesionales::queries::editar_profesional(tx, e.id, e.version, &ficha.datos).await.map(|()| e.id)?
            }
            None => profesionales::queries::crear_profesional(tx, &ficha.datos).await?,
        };
        let antes = queries::prestaciones_de(tx, id).await?;
        poner_pares(tx, &antes, &ficha.prestaciones, |prestacion| (prestacion, id)).await?;
        Ok(id)
    })
    .await
}

pub async fn guardar_prestacion(ctx: &Ctx, cual: Option<Existente>, ficha: &FichaPrestacion) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        let id = match cual {
            Some(e) => {
                prestaciones::queries::editar_prestacion(tx, e.id, e.version, &ficha.datos).await.map(|()| e.id)?
            }
            None => prestaciones::queries::crear_prestacion(tx, &ficha.datos).await?,
        };
        let antes = queries::profesionales_de(tx, id).await?;
        poner_pares(tx, &antes, &ficha.profesionales, |profesional| (id, profesional)).await?;
        let antes = boxes::queries::boxes_de(tx, id).await?;
        let (menos, mas) = diferencia(&antes, &ficha.boxes, |box_id| (id, box_id));
        boxes::queries::quitar_pares(tx, &menos).await?;
        boxes::queries::agregar_pares(tx, &mas).await?;
        Ok(id)
    })
    .await
}

/// Answers how many citas are left outside: an archived box takes none.
pub async fn guardar_box(ctx: &Ctx, cual: Option<Existente>, ficha: &FichaBox) -> AppResult<i64> {
    ctx.escribir(async |tx| {
        let id = match cual {
            Some(e) => boxes::queries::editar(tx, e.id, e.version, &ficha.datos).await.map(|()| e.id)?,
            None => boxes::queries::crear(tx, ficha.sucursal, &ficha.datos).await?,
        };
        let antes = match cual {
            Some(e) => boxes::queries::uno(tx, e.id).await?.prestaciones,
            None => Vec::new(),
        };
        let (menos, mas) = diferencia(&antes, &ficha.prestaciones, |prestacion| (prestacion, id));
        boxes::queries::quitar_pares(tx, &menos).await?;
        boxes::queries::agregar_pares(tx, &mas).await?;
        fuera::queries::contar(tx, Alcance { profesional: None, box_id: Some(id) }).await
    })
    .await
}

/// A prestación and whoever, or wherever, goes with it.
type Par = (i64, i64);

async fn poner_pares(tx: &mut Tx<'_>, antes: &[i64], ahora: &[i64], par: impl Fn(i64) -> Par) -> AppResult<()> {
    let (menos, mas) = diferencia(antes, ahora, par);
    queries::quitar_pares(tx, &menos).await?;
    queries::agregar_pares(tx, &mas).await
}

/// What is no longer there, and what is new.
fn diferencia(antes: &[i64], ahora: &[i64], par: impl Fn(i64) -> Par) -> (Vec<Par>, Vec<Par>) {
    let solo_en = |a: &[i64], b: &[i64]| a.iter().filter(|id| !b.contains(id)).map(|id| par(*id)).collect::<Vec<_>>();
    (solo_en(antes, ahora), solo_en(ahora, antes))
}
