//! Every report, read as the screen reads it: pages in both directions are the whole, and its totals are the sum of its rows.

use std::collections::BTreeMap;

use antesala::db::embedded::SUPERUSER;
use antesala::demo::{self, Escala};
use antesala::reportes::catalogo;
use antesala::reportes::definicion::{Columna, Reporte, Tipo};
use antesala::reportes::fila::{Fila, Valor};
use antesala::reportes::lectura::Pedido;
use antesala::reportes::lectura::pedido::{Cursor, Hacia, Pares};
use antesala::reportes::lectura::queries::{self, Totales};
use antesala::values::zona::Zona;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::America::Santiago;
use diesel_async::SimpleAsyncConnection;
use rust_decimal::Decimal;

use super::{FILAS, HOY, con_ventas};
use crate::caja::mundo::{Caja, abrir, bd_cita, bd_numero, clave, insumo};
use crate::soporte::Prueba;

const PAGINA: i64 = 23;

fn ahora() -> DateTime<Utc> {
    "2026-11-25T15:00:00Z".parse().unwrap()
}

/// A few days of two clinics, with a bit of everything.
pub async fn mundo() -> Prueba {
    let app = Prueba::nueva().await;
    app.db.reloj().fijar(ahora());
    demo::cargar(&app.db, &Escala { pacientes: 140, profesionales: 3, atras: 3, adelante: 2 }).await.unwrap();
    // As the database does by itself some time after so much was written.
    app.base.conectar(SUPERUSER).await.batch_execute("analyze").await.unwrap();
    app
}

pub fn pedir(reporte: &'static Reporte, pares: &[(&str, &str)]) -> Pedido {
    let pares: Pares = pares.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    Pedido::leer(reporte, &pares, ahora(), Santiago.into()).unwrap()
}

async fn leer(app: &Prueba, pedido: &Pedido, limite: i64) -> Vec<Fila> {
    let sistema = app.sistema("norte").await;
    let zona = Zona::from(Santiago);
    app.db.leer(&sistema, async |tx| queries::filas(tx, pedido, ahora(), zona, limite).await).await.unwrap()
}

async fn totales(app: &Prueba, pedido: &Pedido) -> Totales {
    let sistema = app.sistema("norte").await;
    app.db.leer(&sistema, async |tx| queries::totales(tx, pedido, ahora(), Santiago.into()).await).await.unwrap()
}

/// What a report of this month said at an instant: its totals, and its rows.
#[derive(Debug, PartialEq)]
pub struct Dicho {
    totales: Totales,
    filas: Vec<Fila>,
}

/// The sum of no rows is no sum, or zero.
fn en_cifras(mut totales: Totales) -> Totales {
    for valor in totales.pie.iter_mut().chain(&mut totales.cifras).filter(|valor| **valor == Valor::Vacio) {
        *valor = Valor::Numero(Decimal::ZERO);
    }
    totales
}

/// Of this month, or as things stood today.
pub async fn dicho(app: &Prueba, codigo: &str, corte: DateTime<Utc>) -> Dicho {
    dicho_de(app, codigo, corte, &[("periodo", "mes")]).await
}

/// Asserts that what is already summed comes to what the rows come to.
async fn dicho_de(app: &Prueba, codigo: &str, corte: DateTime<Utc>, plazo: &[(&str, &str)]) -> Dicho {
    let reporte = catalogo::de_codigo(codigo).unwrap();
    let fila_a_fila: &'static Reporte = Box::leak(Box::new(Reporte { sumas: None, ..*reporte }));
    // Without those that no sum knows, which would be read row by row.
    let sabidas =
        reporte.columnas.iter().filter(|c| reporte.sumas.as_ref().is_none_or(|s| !s.ignora.contains(&c.campo)));
    let pares = plazo.iter().copied().chain(sabidas.map(|c| ("col", c.campo)));
    let pares: Pares = pares.map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    let pedido = |reporte| Pedido::leer(reporte, &pares, corte, Santiago.into()).unwrap();
    let (sumado, contado) = (pedido(reporte), pedido(fila_a_fila));
    let zona = Zona::from(Santiago);
    let sistema = app.sistema("norte").await;
    let leido = app.db.leer(&sistema, async |tx| {
        let totales = en_cifras(queries::totales(tx, &sumado, corte, zona).await?);
        assert_eq!(totales, en_cifras(queries::totales(tx, &contado, corte, zona).await?), "{codigo}");
        Ok(Dicho { totales, filas: queries::filas(tx, &sumado, corte, zona, i64::MAX).await? })
    });
    leido.await.unwrap()
}

impl Dicho {
    fn debe(&self) -> Valor {
        self.totales.cifras[0].clone()
    }
}

#[tokio::test]
async fn lo_que_se_debia_un_dia_y_lo_vendido_hasta_un_corte_no_cambian_con_lo_que_pasa_despues() {
    let app = Prueba::nueva().await;
    let dia = |n: i64| ahora() + TimeDelta::days(n - 2);
    app.db.reloj().fijar(dia(0));
    insumo(&app, "GASA", "1000", "500").await;
    let mut caja = abrir(&app, "0").await;
    bd_cita(&app, 1_000).await;
    let paula = bd_numero(&app, "select id from pacientes").await.to_string();
    let fiado = [("codigo", "GASA"), ("cantidad", "1"), ("paciente", &paula), ("monto", "400")];
    for _ in 0..3 {
        caja.cobrar(&fiado).await.es(303);
    }
    let mut dichos = Vec::new();
    let ventas = bd_numero(&app, "select min(id) from ventas").await;
    for n in 0..3 {
        app.db.reloj().fijar(dia(n) + TimeDelta::minutes(n));
        caja = Caja { carla: app.como("carla").await, sesion: caja.sesion };
        let clave = clave();
        match n {
            1 => {
                // One is paid, and somebody else owes.
                let pago = [("clave", clave.as_str()), ("sesion", &caja.sesion), ("monto", "600")];
                caja.carla.post(&format!("/norte/caja/ventas/{ventas}/pagos"), &pago).await.es(303);
                caja.cobrar(&fiado).await.es(303);
            }
            2 => {
                // One is taken back, with its payment.
                let motivo = [("clave", clave.as_str()), ("motivo", "se anotó dos veces")];
                caja.carla.post(&format!("/norte/caja/ventas/{}/anulacion", ventas + 1), &motivo).await.es(303);
            }
            _ => {}
        }
        let corte = dia(n) + TimeDelta::minutes(30);
        app.db.reloj().fijar(corte);
        for reporte in ["pagos", "ventas", "por-cobrar", "produccion"] {
            dichos.push((reporte, corte, dicho(&app, reporte, corte).await));
        }
    }
    for (reporte, corte, antes) in &dichos {
        assert_eq!(dicho(&app, reporte, *corte).await, *antes, "{reporte} at {corte}");
    }
    // Today, of the end of each day.
    for (n, debian) in [(0, 1_800), (1, 1_800), (2, 1_200)] {
        let hasta = Zona::from(Santiago).fecha(dia(n)).to_string();
        let del_dia = dicho_de(&app, "por-cobrar", dia(2) + TimeDelta::minutes(30), &[("hasta", &hasta)]).await;
        assert_eq!(del_dia.debe(), Valor::Numero(Decimal::from(debian)), "{hasta}");
    }
}

/// Page after page from where `pedido` begins.
async fn hojear(app: &Prueba, mut pedido: Pedido, hacia: Hacia) -> Vec<Fila> {
    let mut todas: Vec<Fila> = Vec::new();
    loop {
        let pagina = leer(app, &pedido, PAGINA).await;
        let Some(ultima) = pagina.last() else { return todas };
        pedido.cursor = Some(Cursor { hacia, orden: ultima.orden.clone(), id: ultima.id });
        todas.extend(pagina);
    }
}

/// Whatever is summed is the sum of what is shown.
fn comprobar_sumas(reporte: &Reporte, pedido: &Pedido, filas: &[Fila], totales: &Totales) {
    assert_eq!(totales.filas, i64::try_from(filas.len()).unwrap(), "{}", reporte.codigo);
    for (n, columna) in pedido.columnas.iter().enumerate() {
        if columna.total == Some(&*format!("sum(f.{})", columna.campo)) && !filas.is_empty() {
            let suma: Decimal =
                filas.iter().map(|f| if let Valor::Numero(x) = &f.celdas[n] { *x } else { Decimal::ZERO }).sum();
            let total = if let Valor::Numero(x) = &totales.pie[n] { *x } else { Decimal::ZERO };
            assert_eq!(total, suma, "{}.{}", reporte.codigo, columna.campo);
        }
    }
}

#[tokio::test]
async fn cada_reporte_se_hojea_entero_en_los_dos_sentidos_y_suma_lo_que_muestra() {
    let app = mundo().await;
    let mut filas_de = BTreeMap::new();
    for reporte in catalogo::TODOS {
        let todas: Vec<(&str, &str)> =
            [("periodo", "mes")].into_iter().chain(reporte.columnas.iter().map(|c| ("col", c.campo))).collect();
        for (n, orden) in reporte.columnas.iter().filter(|c| c.ordena).enumerate() {
            // Either way turns up among the columns of each type.
            let sentido = if n % 2 == 0 { "sube" } else { "baja" };
            let pares = [&[("orden", orden.campo), ("sentido", sentido)], &*todas].concat();
            let pedido = pedir(reporte, &pares);
            let entera = leer(&app, &pedido, i64::MAX).await;
            assert_eq!(
                hojear(&app, pedido.clone(), Hacia::Adelante).await,
                entera,
                "{} {}",
                reporte.codigo,
                orden.campo
            );
            if let Some(ultima) = entera.last() {
                let desde = Cursor { hacia: Hacia::Atras, orden: ultima.orden.clone(), id: ultima.id };
                let mut desde_el_final = pedido.clone();
                desde_el_final.cursor = Some(desde);
                let mut vuelta = hojear(&app, desde_el_final, Hacia::Atras).await;
                vuelta.reverse();
                assert_eq!(vuelta, entera[..entera.len() - 1], "{} {} back", reporte.codigo, orden.campo);
            }
            filas_de.insert(reporte.codigo, entera.len());
            comprobar_sumas(reporte, &pedido, &entera, &totales(&app, &pedido).await);
        }
    }
    // What the world has of each; of the rest the queries ran.
    let con: Vec<&str> = filas_de.iter().filter(|(_, filas)| **filas > 0).map(|(codigo, _)| *codigo).collect();
    for codigo in [
        "pagos",
        "ventas",
        "sesiones",
        "produccion",
        "ocupacion",
        "esperas",
        "pacientes",
        "existencias",
        "kardex",
        "consumo",
    ] {
        assert!(con.contains(&codigo), "{codigo} has no rows: {filas_de:?}");
    }
    abrir_cada_uno(&app).await;
}

/// By its screen: every filter, every order, and where its links lead.
async fn abrir_cada_uno(app: &Prueba) {
    let gloria = app.como("gloria").await;
    for reporte in catalogo::TODOS {
        let base = format!("/norte/reportes/{}", reporte.codigo);
        let pagina = gloria.get(&base).await.es(200);
        let mut visitas: Vec<String> = pagina.atributos("th a.orden", "href");
        for campo in reporte.filtros.iter().map(|filtro| filtro.campo) {
            let opciones = pagina.atributos(&format!("select[name={campo}] option"), "value");
            let una = opciones.into_iter().find(|valor| !valor.is_empty()).unwrap_or_else(|| "1".into());
            visitas.push(format!("{base}?{campo}={una}&periodo=mes"));
        }
        for url in visitas {
            gloria.get(&url).await.es(200);
        }
        // The first row's links lead somewhere that exists and that who reads reports may see, or says so.
        for enlace in pagina.atributos("tr[data-fila-reporte]:first-child a", "href") {
            let visto = gloria.get(&enlace).await;
            assert!([200, 403].contains(&visto.estado.as_u16()), "{enlace} of {}: {}", reporte.codigo, visto.estado);
        }
    }
}

#[tokio::test]
async fn bajo_escrituras_constantes_ninguna_fila_falta_ni_se_repite() {
    let app = Prueba::nueva().await;
    let caja = con_ventas(&app, 130).await;
    let gloria = app.como("gloria").await;
    let ids = |pagina: &crate::soporte::Respuesta| pagina.atributos(FILAS, "data-fila-reporte");
    for orden in
        ["orden=en&sentido=sube", "orden=en&sentido=baja", "orden=total&sentido=baja", "orden=efectivo&sentido=sube"]
    {
        let primera = gloria.get(&format!("{HOY}?{orden}")).await.es(200);
        let cuantas: usize = primera.texto(".paginas-resumen").trim_end_matches(" filas").parse().unwrap();
        let (mut vistas, mut siguiente) = (ids(&primera), primera.atributos("a[rel=next]", "href").pop());
        while let Some(url) = siguiente {
            let (pagina, venta) = tokio::join!(gloria.get(&url), caja.vender("GASA", "1", &["1190"]));
            venta.es(303);
            assert_eq!(pagina.texto("[data-total]"), primera.texto("[data-total]"));
            vistas.extend(ids(&pagina));
            siguiente = pagina.atributos("a[rel=next]", "href").pop();
        }
        let total = vistas.len();
        vistas.sort();
        vistas.dedup();
        assert_eq!((total, vistas.len()), (cuantas, cuantas), "{orden}");
    }
}

#[test]
fn lo_que_ordena_y_lo_que_suma_existe() {
    let suma = |c: &&Columna| c.total.is_some();
    for reporte in catalogo::TODOS {
        let (orden, _) = reporte.orden;
        assert!(reporte.columna(orden).is_some_and(|c| c.ordena), "{}", reporte.codigo);
        assert!(reporte.columnas.iter().filter(suma).all(|c| c.tipo.es_numero()), "{}", reporte.codigo);
        assert!(reporte.columnas.iter().all(|c| c.tipo != Tipo::Instante || c.total.is_none()));
        assert_eq!(catalogo::TODOS.iter().filter(|r| r.codigo == reporte.codigo).count(), 1);
    }
}
