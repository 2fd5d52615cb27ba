//! What a sale is made of: the cita, prestaciones besides it, goods; and to whom it is made.

use rust_decimal::dec;

use super::mundo::{abrir, bd, bd_cita, bd_monto, bd_numero, bd_prestacion, bd_profesional, insumo};
use crate::soporte::Prueba;

#[tokio::test]
async fn una_venta_mezcla_la_cita_otras_prestaciones_y_los_insumos() {
    let app = Prueba::nueva().await;
    insumo(&app, "GUANTE", "", "20").await;
    insumo(&app, "CREMA", "1.190", "5").await;
    let (cita, control) = bd_cita(&app, 25_000).await;
    let curacion = bd_prestacion(&app, "CURA", 8_000).await;
    let profesional = bd_profesional(&app, "Dra. Rojas").await.to_string();
    for (prestacion, cantidad) in [(control, "1"), (curacion, "2")] {
        let receta = format!("/norte/bodega/recetas/{prestacion}");
        app.como("fabiola").await.post(&receta, &[("codigo", "GUANTE"), ("cantidad", cantidad)]).await.es(303);
    }
    let caja = abrir(&app, "0").await;
    let (cita_id, debito) = (cita.to_string(), ["", "50.190"]);
    let campos = [
        ("cita", cita_id.as_str()),
        ("prestacion", "cura"),
        ("veces", "3"),
        ("profesional", &profesional),
        ("codigo", "CREMA"),
        ("cantidad", "1"),
        ("monto", debito[0]),
        ("monto", debito[1]),
        ("referencia", ""),
        ("referencia", "778"),
    ];
    let venta = caja.cobrar(&campos).await.es(303);
    assert_eq!(bd_monto(&app, "select total from ventas where pagado = total").await, dec!(50_190));
    assert_eq!(bd_monto(&app, "select exento from ventas").await, dec!(49_000));
    assert_eq!(bd_monto(&app, "select iva from ventas").await, dec!(190));
    // The cita's recipe once, the other one three times.
    assert_eq!(bd_monto(&app, "select sum(cantidad) from movimientos where tipo = 'consumo'").await, dec!(-7));
    assert_eq!(bd_monto(&app, "select sum(cantidad) from movimientos where tipo = 'salida'").await, dec!(-1));
    let suya = format!("select count(*) from ventas_lineas where profesional_id = {profesional} and cantidad = 3");
    assert_eq!(bd_numero(&app, &suya).await, 1);
    let de_la_cita = format!(
        "select count(*) from ventas_lineas l join citas c on c.profesional_id = l.profesional_id where c.id = {cita}"
    );
    assert_eq!(bd_numero(&app, &de_la_cita).await, 1, "the cita's own");
    let pagina = caja.carla.get(venta.destino()).await.es(200);
    assert!(pagina.textos("td").iter().any(|t| t == "Atención CURA · Dra. Rojas Exento"), "{:?}", pagina.textos("td"));
}

#[tokio::test]
async fn lo_que_no_esta_en_el_catalogo_se_niega_y_se_conserva_lo_escrito() {
    let app = Prueba::nueva().await;
    bd_prestacion(&app, "CURA", 8_000).await;
    bd(&app, "update prestaciones set estado = 'archivada' where codigo = 'CURA'").await;
    let caja = abrir(&app, "0").await;
    let vuelta = caja.cobrar(&[("prestacion", "CURA"), ("veces", "2"), ("monto", "16000")]).await.es(422);
    assert!(vuelta.cuerpo.contains("Ninguna prestación tiene el código CURA."), "{}", vuelta.cuerpo);
    assert_eq!(vuelta.atributo("#prestacion-0", "value"), "CURA");
    assert_eq!(vuelta.atributo("#veces-0", "value"), "2");
    let media = caja.cobrar(&[("prestacion", "CURA"), ("veces", "0,5")]).await.es(422);
    assert!(media.cuerpo.contains("CURA: las prestaciones se cobran enteras."));
    assert_eq!(bd_numero(&app, "select count(*) from ventas").await, 0);
}

#[tokio::test]
async fn nadie_de_otra_clinica_atiende_ni_compra() {
    let app = Prueba::nueva().await;
    bd_prestacion(&app, "CURA", 8_000).await;
    let caja = abrir(&app, "0").await;
    let suya = [("prestacion", "CURA"), ("veces", "1"), ("profesional", "99999"), ("monto", "8000")];
    let vuelta = caja.cobrar(&suya).await.es(409);
    assert!(vuelta.cuerpo.contains("Elige a quien atendió de la lista."));
    caja.cobrar(&[("prestacion", "CURA"), ("veces", "1"), ("paciente", "99999"), ("monto", "8000")]).await.es(404);
    caja.carla.get("/norte/caja/ventas/nueva?paciente=99999").await.es(404);
}

#[tokio::test]
async fn desde_la_ficha_se_vende_a_su_paciente() {
    let app = Prueba::nueva().await;
    bd_prestacion(&app, "CURA", 8_000).await;
    bd_cita(&app, 1_000).await;
    let paciente = bd_numero(&app, "select id from pacientes").await;
    let caja = abrir(&app, "0").await;
    let ficha = caja.carla.get(&format!("/norte/pacientes/{paciente}")).await.es(200);
    let vender = format!("/norte/caja/ventas/nueva?paciente={paciente}");
    assert!(ficha.atributos("a", "href").contains(&vender), "{:?}", ficha.atributos("a", "href"));
    let nueva = caja.carla.get(&vender).await.es(200);
    assert_eq!(nueva.texto(".cabecera-detalle"), "Paula Pinto, sin cita");
    assert_eq!(nueva.atributo("#pagador", "value"), "Paula Pinto");
    let quien = nueva.atributo("input[name=paciente]", "value");
    caja.cobrar(&[("paciente", &quien), ("prestacion", "CURA"), ("veces", "1"), ("monto", "8000")]).await.es(303);
    assert_eq!(bd_numero(&app, "select count(*) from ventas v join pacientes p on p.id = v.paciente_id").await, 1);
    let beto = app.como("beto").await.get(&format!("/norte/pacientes/{paciente}")).await.es(200);
    assert!(!beto.atributos("a", "href").contains(&vender), "reception does not charge");
}

#[tokio::test]
async fn el_total_de_lo_escrito_cuenta_las_prestaciones() {
    let app = Prueba::nueva().await;
    bd_prestacion(&app, "CURA", 8_001).await;
    let caja = abrir(&app, "0").await;
    let campos = [("sesion", caja.sesion.as_str()), ("prestacion", "cura"), ("veces", "3")];
    let fragmento = caja.carla.htmx().post("/norte/caja/ventas/calculo", &campos).await.es(200);
    assert_eq!(fragmento.textos(".cifra-valor").get(..2).unwrap(), ["$24.003", "$24.000"]);
}
