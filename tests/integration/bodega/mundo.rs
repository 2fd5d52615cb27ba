//! What the tests of bodega start from, and what the books must say after each.

use chrono::{TimeDelta, Utc};
use rust_decimal::Decimal;

use crate::caja::mundo::{bd_monto, bd_numero, clave, deposito};
use crate::soporte::{Navegador, Prueba, Respuesta};

/// A row of a document.
#[derive(Debug, Clone, Copy)]
pub struct Linea<'a> {
    codigo: &'a str,
    lote: &'a str,
    sentido: &'a str,
    cantidad: &'a str,
}

impl<'a> Linea<'a> {
    pub fn de(codigo: &'a str, cantidad: &'a str) -> Self {
        Self { codigo, lote: "", sentido: "falta", cantidad }
    }

    pub fn lote(codigo: &'a str, lote: &'a str, cantidad: &'a str) -> Self {
        Self { lote, ..Self::de(codigo, cantidad) }
    }

    pub fn sobra(codigo: &'a str, cantidad: &'a str) -> Self {
        Self { sentido: "sobra", ..Self::de(codigo, cantidad) }
    }
}

/// A day so many days from today, as a form sends it.
pub fn dia(dias: i64) -> String {
    (Utc::now() + TimeDelta::days(dias)).format("%Y-%m-%d").to_string()
}

pub async fn campos(quien: &Navegador, tipo: &str, clave: &str, lineas: &[Linea<'_>]) -> Vec<(&'static str, String)> {
    let ruta = if tipo == "ajuste" { "ajustes/nuevo" } else { "documentos/nuevo?tipo=salida" };
    let deposito = quien.get(&format!("/norte/bodega/{ruta}")).await.atributos("select[name=deposito] option", "value");
    let deposito = deposito.into_iter().next().unwrap_or_else(|| "1".into());
    let mut campos = vec![
        ("clave", clave.to_owned()),
        ("tipo", tipo.into()),
        ("deposito", deposito),
        ("destino", "Box 2".into()),
        ("motivo", "Prueba".into()),
    ];
    for linea in lineas {
        campos.extend([
            ("codigo", linea.codigo.to_owned()),
            ("lote", linea.lote.into()),
            ("sentido", linea.sentido.into()),
            ("cantidad", linea.cantidad.into()),
        ]);
    }
    campos
}

pub async fn documento(quien: &Navegador, tipo: &str, lineas: &[Linea<'_>]) -> Respuesta {
    let campos = campos(quien, tipo, &clave(), lineas).await;
    let campos: Vec<_> = campos.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let ruta = if tipo == "ajuste" { "/norte/bodega/ajustes" } else { "/norte/bodega/documentos" };
    quien.post(ruta, &campos).await
}

/// Takes back what stands at `url`.
pub async fn reversar(quien: &Navegador, url: &str, clave: &str) -> Respuesta {
    quien.post(&format!("{url}/reversa"), &[("clave", clave), ("motivo", "Se anotó mal")]).await
}

/// What the lots of a code hold.
pub async fn lote(app: &Prueba, codigo: &str) -> Decimal {
    bd_monto(app, &format!("select sum(cantidad) from lotes where codigo = '{codigo}'")).await
}

const CUADRES: [(&str, &str); 6] = [
    (
        "movimientos y lotes",
        "select coalesce(sum(abs(l.cantidad - coalesce((select sum(m.cantidad) from movimientos m where m.lote_id = l.id), 0))), 0)
         from lotes l",
    ),
    (
        "lotes y existencias",
        "select coalesce(sum(abs(e.cantidad - coalesce((select sum(l.cantidad) from lotes l
           where l.deposito_id = e.deposito_id and l.insumo_id = e.insumo_id), 0))), 0) from existencias e",
    ),
    (
        "cada saldo es el anterior más lo movido",
        "select count(*) from (select m.saldo - m.cantidad - coalesce(lag(m.saldo) over (
           partition by m.deposito_id, m.insumo_id order by m.id), 0) as error from movimientos m) m where m.error <> 0",
    ),
    (
        "último promedio y existencias",
        "select coalesce(sum(abs(e.costo_promedio - coalesce((select m.costo_promedio from movimientos m
           where m.deposito_id = e.deposito_id and m.insumo_id = e.insumo_id order by m.id desc limit 1), 0))), 0) from existencias e",
    ),
    (
        "cada reversa es de lo contrario, en su lote",
        "select count(*) from movimientos r join movimientos m on m.id = r.reversa_de
         where r.cantidad <> -m.cantidad or r.lote_id <> m.lote_id or r.costo <> m.costo or m.reversa_de is not null",
    ),
    (
        "lo reversado, entero",
        "select count(*) from documentos_bodega d join movimientos m on m.documento_tipo = d.tipo and m.documento_id = d.id
           and m.reversa_de is null
         where (d.reversado is not null) <> exists (select from movimientos r where r.reversa_de = m.id)",
    ),
];

/// Σ movements = lots = existencias, balance by balance, and every reversal pairs with one original.
pub async fn cuadra(app: &Prueba) {
    for (nombre, sql) in CUADRES {
        assert_eq!(bd_monto(app, sql).await, Decimal::ZERO, "{nombre}");
    }
    assert_eq!(bd_numero(app, "select count(*) from existencias where cantidad < 0").await, 0);
}

/// A second depot in Norte; its id. Clinics have one at their foundation.
pub async fn bd_deposito(app: &Prueba, nombre: &str) -> i64 {
    use diesel_async::RunQueryDsl;
    let actor = app.sistema("norte").await;
    let sql = format!(
        "insert into depositos (clinica_id, sucursal_id, nombre) select clinica_id, id, '{nombre}' from sucursales limit 1"
    );
    app.db.escribir(&actor, async |tx| Ok(diesel::sql_query(sql).execute(tx.pg()).await?)).await.unwrap();
    bd_numero(app, &format!("select id from depositos where nombre = '{nombre}'")).await
}

/// The first depot of Norte.
pub async fn principal(app: &Prueba) -> String {
    deposito(&app.como("fabiola").await).await
}
