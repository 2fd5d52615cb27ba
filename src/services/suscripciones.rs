//! The figures that somebody wants by mail: counted by the reports themselves, and written with the note that they were told.

use chrono::{DateTime, Utc};

use crate::avisos::{self, encolar};
use crate::db::{Actor, Db, Tx};
use crate::error::{AppResult, interno};
use crate::reportes::catalogo;
use crate::reportes::fila::Escritura;
use crate::reportes::lectura::{Pedido, queries as lectura};
use crate::reportes::suscripciones::{Cual, PorEnviar, queries};
use crate::urls;
use crate::values::correo::Correo;
use crate::values::zona::Zona;

/// Report, and which of its headlines or totals are told.
type Contado = (&'static str, &'static [&'static str]);

const DE_CIERRE: &[Contado] =
    &[("pagos", &["Cobrado", "En efectivo"]), ("ventas", &["Vendido"]), ("sesiones", &["Diferencia"])];
const DE_SEMANA: &[Contado] = &[
    ("pagos", &["Cobrado", "En efectivo"]),
    ("ventas", &["Vendido"]),
    ("sesiones", &["Diferencia"]),
    ("ocupacion", &["Ocupación", "No asistieron"]),
    ("por-cobrar", &["Por cobrar"]),
];

/// Tells it once a day: two workers at it find it told.
pub async fn enviar(db: &Db, clinica: i32, id: i64) -> AppResult<()> {
    let ahora = db.reloj().ahora();
    db.escribir(&Actor::sistema(clinica), async |tx| {
        let Some(quien) = queries::tomar(tx, id).await? else { return Ok(()) };
        let correo = Correo::parse(&quien.correo).map_err(|motivo| interno(motivo.to_string()))?;
        let cual = quien.cual()?;
        let filas = cifras(tx, &quien, cual, ahora).await?;
        let ruta = urls::reportes(&quien.slug);
        let resumen = avisos::Resumido {
            membresia_id: quien.membresia_id,
            nombre: &quien.nombre,
            correo,
            cual: cual.codigo(),
            titulo: cual.nombre(),
            filas,
            ruta,
            clave: format!("suscripcion:{id}:{}", quien.fecha),
        };
        encolar(tx, &avisos::resumen(resumen)).await.map(drop)
    })
    .await
}

async fn cifras(
    tx: &mut Tx<'_>,
    quien: &PorEnviar,
    cual: Cual,
    ahora: DateTime<Utc>,
) -> AppResult<Vec<(String, String)>> {
    let zona = Zona::de_nombre(&quien.zona).ok_or_else(|| interno("a clinic in no zone"))?;
    let escritura = Escritura { moneda: quien.moneda.clone(), zona };
    let pares = vec![("periodo".to_owned(), cual.periodo().to_owned())];
    let mut filas = Vec::new();
    let contados = if cual == Cual::Cierre { DE_CIERRE } else { DE_SEMANA };
    for (codigo, titulos) in contados {
        let pedido = catalogo::de_codigo(codigo).and_then(|r| Pedido::leer(r, &pares, ahora, zona));
        let pedido = pedido.ok_or_else(|| interno("a summary of no report of ours"))?;
        let totales = lectura::totales(tx, &pedido, ahora, zona).await?;
        let cifras = pedido.reporte.cifras.iter().map(|c| (c.titulo, c.tipo)).zip(&totales.cifras);
        let pie = pedido.columnas.iter().map(|c| (c.titulo, c.tipo)).zip(&totales.pie);
        let dichas = cifras.chain(pie).filter(|((titulo, _), _)| titulos.contains(titulo));
        filas.extend(dichas.map(|((titulo, tipo), valor)| (titulo.to_owned(), valor.en_pantalla(tipo, &escritura))));
    }
    filas.retain(|(_, valor)| !valor.is_empty());
    Ok(filas)
}
