//! A session from its opening to the books: what each step keeps, and what comes after the close.

use rust_decimal::dec;

use super::mundo::{abrir, bd, bd_monto, bd_numero, clave, insumo};
use crate::soporte::Prueba;

#[tokio::test]
async fn se_abre_contando_billetes_o_con_una_suma() {
    let app = Prueba::nueva().await;
    let carla = app.como("carla").await;
    let id = carla.get("/norte/caja").await.es(200).atributo("select[name=caja] option", "value");
    let clave = clave();
    let abrir = async |apertura: &str, piezas: &[&str]| {
        let mut campos = vec![("clave", clave.as_str()), ("caja", &id), ("apertura", apertura)];
        campos.extend(piezas.iter().map(|n| ("piezas", *n)));
        carla.post("/norte/caja/sesiones", &campos).await
    };
    let otra_suma = abrir("25000", &["1", "1"]).await.es(422);
    assert!(otra_suma.texto("#apertura-error").contains("Las piezas suman"));
    assert_eq!(otra_suma.atributo("#piezas-1", "value"), "1");
    assert!(abrir("", &["uno"]).await.es(422).cuerpo.contains("escribe solo números"));
    abrir("", &[]).await.es(422);
    abrir("", &["1", "1"]).await.es(303);
    abrir("30.000", &["1", "1"]).await.es(303);
    assert_eq!(bd_monto(&app, "select apertura from sesiones_caja").await, dec!(30_000));
    assert_eq!(bd_monto(&app, "select sum(valor * cantidad) from aperturas_denominaciones").await, dec!(30_000));
}

#[tokio::test]
async fn las_ventas_sin_pagar_se_avisan_antes_de_cerrar() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "5").await;
    let caja = abrir(&app, "20000").await;
    caja.vender("KIT", "1", &[]).await.es(303);
    caja.contar(&["1"]).await.es(303);
    let aviso = caja.carla.get(&caja.de("")).await.es(200);
    assert!(aviso.cuerpo.contains("Quedan ventas sin pagar: $10.000 por cobrar"));
    let negado = caja.cerrar(&[("dejado", "20000")]).await.es(422);
    assert!(negado.hay("#con_impagas-error"));
    caja.cerrar(&[("dejado", "20000"), ("con_impagas", "true")]).await.es(303);
    assert_eq!(bd_numero(&app, "select impagas from cierres_caja").await, 1);
}

#[tokio::test]
async fn gerencia_reabre_y_el_primer_cierre_queda_como_estaba() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "5").await;
    let caja = abrir(&app, "20000").await;
    let gloria = app.como("gloria").await;
    let reabrir = async |motivo: &str| {
        let clave = clave();
        gloria.post(&caja.de("/reapertura"), &[("clave", &*clave), ("motivo", motivo)]).await
    };
    assert!(reabrir("x").await.es(422).cuerpo.contains("todavía no está cerrada"));
    caja.contar(&["", "1"]).await.es(303);
    caja.cerrar(&[("dejado", "5000"), ("motivo", "no aparecen")]).await.es(303);
    caja.enviar("/reapertura", &[("motivo", "yo")]).await.es(403);
    assert!(reabrir(" ").await.es(422).cuerpo.contains("Escribe el motivo"));
    reabrir("apareció un billete").await.es(303);
    assert_eq!(bd_numero(&app, "select count(*) from sesiones_caja where estado = 'reabierta'").await, 1);
    caja.vender("KIT", "1", &["10000"]).await.es(303);
    caja.cerrar(&[("dejado", "0")]).await.es(422);
    caja.contar(&["1", "1"]).await.es(303);
    caja.carla.post(&caja.de("/reanudacion"), &[]).await.es(303);
    assert_eq!(bd_numero(&app, "select count(*) from sesiones_caja where estado = 'reabierta'").await, 1);
    caja.contar(&["1", "1"]).await.es(303);
    caja.cerrar(&[("dejado", "20000")]).await.es(303);
    let cierres = "select string_agg(diferencia::int::text, '0' order by id) from cierres_caja";
    assert_eq!(bd_numero(&app, cierres).await, -1_000_000);
    // The float that the last close left is the one that counts.
    assert!(caja.carla.get("/norte/caja").await.es(200).cuerpo.contains("(quedaron $20.000)"));
    let pagina = gloria.get(&caja.de("")).await.es(200);
    assert!(pagina.cuerpo.contains("apareció un billete") && pagina.cuerpo.contains("no aparecen"));
}

#[tokio::test]
async fn no_se_reabre_con_otra_sesion_abierta_en_la_misma_caja() {
    let app = Prueba::nueva().await;
    let caja = abrir(&app, "10000").await;
    caja.contar(&["", "1"]).await.es(303);
    caja.cerrar(&[("dejado", "10000")]).await.es(303);
    abrir(&app, "10000").await;
    let clave = clave();
    let campos = [("clave", &*clave), ("motivo", "x")];
    let negada = app.como("gloria").await.post(&caja.de("/reapertura"), &campos).await.es(422);
    assert!(negada.cuerpo.contains("Esa caja ya está abierta."));
}

#[tokio::test]
async fn contabilizada_no_se_mueve_mas() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "10.000", "5").await;
    let caja = abrir(&app, "10000").await;
    let gloria = app.como("gloria").await;
    let enviar = async |que: &str| {
        let clave = clave();
        gloria
            .post(
                &caja.de(que),
                &[("clave", &*clave), ("motivo", "x"), ("sentido", "salida"), ("monto", "1"), ("dejado", "0")],
            )
            .await
    };
    enviar("/contabilizacion").await.es(422);
    caja.contar(&["", "1"]).await.es(303);
    caja.cerrar(&[("dejado", "10000")]).await.es(303);
    caja.enviar("/contabilizacion", &[]).await.es(403);
    enviar("/contabilizacion").await.es(303);
    let segunda = enviar("/contabilizacion").await.es(422);
    assert!(segunda.cuerpo.contains("ya está contabilizada"));
    for que in ["/reapertura", "/movimientos", "/arqueos", "/reanudacion", "/cierre"] {
        enviar(que).await.es(422);
    }
    caja.vender("KIT", "1", &["10000"]).await.es(422);
    // Nor by whoever goes around the services.
    let actor = app.sistema("norte").await;
    for sql in ["update sesiones_caja set estado = 'cerrada'", "update sesiones_caja set apertura = 1"] {
        let a_mano = app.db.escribir(&actor, async |tx| {
            use diesel_async::RunQueryDsl;
            Ok(diesel::sql_query(sql).execute(tx.pg()).await?)
        });
        assert!(a_mano.await.is_err(), "{sql}");
    }
}

#[tokio::test]
async fn un_estado_no_se_salta_ni_a_mano() {
    let app = Prueba::nueva().await;
    abrir(&app, "0").await;
    let actor = app.sistema("norte").await;
    for estado in ["cerrada", "reabierta", "contabilizada"] {
        let sql = format!("update sesiones_caja set estado = '{estado}'");
        let a_mano = app.db.escribir(&actor, async |tx| {
            use diesel_async::RunQueryDsl;
            Ok(diesel::sql_query(&sql).execute(tx.pg()).await?)
        });
        assert!(a_mano.await.is_err(), "{estado}");
    }
}

/// A thousand sales of 1.190, half in cash and half by card, as the services would have left them.
pub async fn bd_mil_ventas(app: &Prueba, sesion: &str) {
    let sql = format!(
        "with s as (select s.*, c.serie_id from sesiones_caja s join cajas c on c.id = s.caja_id where s.id = {sesion}),
         v as (
           insert into ventas (clinica_id, sesion_id, moneda, exento, neto, iva, total, pagado, emitida_por)
           select s.clinica_id, s.id, 'CLP', 0, 1000, 190, 1190, 1190, s.responsable from s, generate_series(1, 1000) returning id),
         l as (
           insert into ventas_lineas (clinica_id, venta_id, numero, insumo_id, descripcion, cantidad, precio, afecto, iva, total, por)
           select s.clinica_id, v.id, 1, i.id, i.nombre, 1, 1190, true, 190, 1190, s.responsable
           from s, v, (select id, nombre from insumos limit 1) i returning id),
         f as (select row_number() over (order by id) as folio, id from l),
         p as (
           insert into pagos (clinica_id, sesion_id, serie_id, folio, moneda, total, por)
           select s.clinica_id, s.id, s.serie_id, f.folio, 'CLP', 1190, s.responsable from s, f returning id, folio),
         m as (
           insert into pagos_medios (clinica_id, pago_id, medio, monto)
           select s.clinica_id, p.id, case when p.folio % 2 = 0 then 'efectivo' else 'debito' end, 1190 from s, p),
         a as (
           insert into asignaciones (clinica_id, pago_id, venta_linea_id, monto)
           select s.clinica_id, p.id, f.id, 1190 from s, p join f on f.folio = p.folio)
         update series set ultimo = 1000 where id = (select serie_id from s)"
    );
    bd(app, &sql).await;
}

#[tokio::test]
async fn mil_ventas_se_cuentan_y_se_cierran() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "1.190", "5").await;
    let caja = abrir(&app, "5000").await;
    bd_mil_ventas(&app, &caja.sesion).await;
    // 5.000 + 500 × 1.190 = 600.000, and as much less the float by card.
    let conteo = [("piezas", "30"), ("declarado", "595000")];
    caja.enviar("/arqueos", &conteo).await.es(303);
    caja.cerrar(&[("dejado", "5000")]).await.es(303);
    let cierre = bd_numero(&app, "select id from cierres_caja where diferencia = 0 and esperado = 600000").await;
    let informe = caja.carla.get(&format!("/norte/caja/cierres/{cierre}")).await.es(200);
    assert!(informe.cuerpo.contains("Ventas: 1.000") && informe.cuerpo.contains("$1.190.000"), "{}", informe.cuerpo);
}
