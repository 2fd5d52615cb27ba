//! Lists of prices and discounts: what a line costs that day, and why less.

use futures_util::future::join_all;
use rust_decimal::dec;

use super::mundo::{Caja, abrir, bd, bd_cita, bd_monto, bd_numero, bd_prestacion, insumo};
use crate::soporte::{Prueba, Respuesta};

const CONVENIOS: &str = "/norte/configuracion/convenios";

/// A convenio that Ana makes, with the price of one prestación; its id.
async fn convenio(app: &Prueba, nombre: &str, prestacion: i64, precio: &str) -> i64 {
    let campos = [("nombre", nombre), ("prestacion", &prestacion.to_string()), ("precio", precio)];
    app.como("ana").await.post(CONVENIOS, &campos).await.es(303);
    bd_numero(app, &format!("select id from convenios where nombre = '{nombre}'")).await
}

async fn puede_descontar(app: &Prueba) -> Caja {
    bd(
        app,
        "insert into roles_permisos (clinica_id, rol, permiso) values (clinica_actual(), 'caja', 'caja.descuento')",
    )
    .await;
    abrir(app, "0").await
}

#[tokio::test]
async fn ana_edita_un_convenio_y_la_lista_lo_muestra() {
    let app = Prueba::nueva().await;
    let (cura, yeso) = (bd_prestacion(&app, "CURA", 8_000).await, bd_prestacion(&app, "YESO", 30_000).await);
    let id = convenio(&app, "Isapre Sur", cura, "5.500").await;
    let ana = app.como("ana").await;
    let lista = ana.get(CONVENIOS).await.es(200);
    assert_eq!(lista.textos("tbody td"), ["Isapre Sur", "1", "En uso"]);
    let pagina = ana.get(&format!("{CONVENIOS}/{id}")).await.es(200);
    assert_eq!(pagina.atributos("input[name=precio]", "value"), ["5500", ""]);
    let version = pagina.atributo("input[name=version]", "value");
    let cambio = |nombre: &'static str, curacion: &'static str| {
        let (version, cura, yeso) = (version.clone(), cura.to_string(), yeso.to_string());
        vec![
            ("version", version),
            ("nombre", nombre.into()),
            ("prestacion", cura),
            ("precio", curacion.into()),
            ("prestacion", yeso),
            ("precio", "20000".into()),
        ]
    };
    let enviar = async |campos: Vec<(&'static str, String)>| {
        let campos: Vec<_> = campos.iter().map(|(n, v)| (*n, v.as_str())).collect();
        ana.post(&format!("{CONVENIOS}/{id}"), &campos).await
    };
    let malo = enviar(cambio("Isapre Sur", "cinco")).await.es(422);
    assert_eq!(malo.atributos("input[name=precio]", "value"), ["cinco", "20000"]);
    assert!(enviar(cambio("", "")).await.es(422).cuerpo.contains("Escribe el nombre."));
    enviar(cambio("Isapre Norte", "")).await.es(303);
    assert_eq!(bd_numero(&app, "select count(*) from convenios_precios where precio = 20000").await, 1);
    assert_eq!(bd_numero(&app, "select count(*) from convenios_precios").await, 1);
    // From the page of before.
    assert!(enviar(cambio("Otro", "1")).await.es(422).cuerpo.contains("Otra persona lo cambió"));
    let repetido = ana.post(CONVENIOS, &[("nombre", "Isapre Norte")]).await.es(422);
    assert!(repetido.cuerpo.contains("Ya hay un convenio con ese nombre."));
}

#[tokio::test]
async fn los_convenios_son_de_quien_configura_y_de_su_clinica() {
    let app = Prueba::nueva().await;
    let cura = bd_prestacion(&app, "CURA", 8_000).await;
    let uno = format!("{CONVENIOS}/{}", convenio(&app, "Isapre", cura, "1").await);
    let (carla, diego) = (app.como("carla").await, app.como("diego").await);
    for ruta in [CONVENIOS, "/norte/configuracion/convenios/nuevo", &uno] {
        carla.get(ruta).await.es(403);
        diego.get(ruta).await.es(404);
        assert!(app.anonimo().get(ruta).await.es(303).destino().starts_with("/entrar"));
    }
    diego.get(&uno.replace("norte", "sur")).await.es(404);
}

#[tokio::test]
async fn la_venta_cobra_al_precio_de_su_convenio_y_lo_conserva() {
    let app = Prueba::nueva().await;
    let (cita, control) = bd_cita(&app, 25_000).await;
    bd_prestacion(&app, "CURA", 8_000).await;
    let id = convenio(&app, "Isapre", control, "18.000").await;
    let caja = abrir(&app, "0").await;
    let (cita, convenio_id) = (cita.to_string(), id.to_string());
    let paciente = bd_numero(&app, "select id from pacientes").await;
    let campos = [
        ("cita", &*cita),
        ("convenio", &convenio_id),
        ("prestacion", "CURA"),
        ("veces", "1"),
        ("monto", ""),
        ("monto", "26000"),
        ("referencia", ""),
        ("referencia", "9"),
    ];
    let venta = caja.cobrar(&campos).await.es(303);
    assert_eq!(bd_monto(&app, "select total from ventas where pagado = total").await, dec!(26_000));
    assert!(caja.carla.get(venta.destino()).await.es(200).texto(".cabecera-detalle").ends_with("· Isapre"));
    bd(&app, "update convenios_precios set precio = 1").await;
    assert_eq!(bd_numero(&app, "select count(*) from ventas_lineas where precio = 18000 and total = 18000").await, 1);
    // The next sale to her begins with it; another one does not.
    let nueva = caja.carla.get(&format!("/norte/caja/ventas/nueva?paciente={paciente}")).await.es(200);
    assert_eq!(nueva.atributo("#convenio option[selected]", "value"), convenio_id);
    assert!(nueva.textos("#convenio option").contains(&"Particular".into()));
    assert!(!caja.carla.get("/norte/caja/ventas/nueva").await.es(200).hay("#convenio option[selected][value='1']"));
    bd(&app, "update convenios set estado = 'archivado'").await;
    let fuera = caja.cobrar(&[("convenio", &*convenio_id), ("prestacion", "CURA"), ("veces", "1")]).await.es(422);
    assert!(fuera.cuerpo.contains("Ese convenio ya no se usa"));
}

fn con_descuentos<'a>(linea: &'a str, total: &'a str, motivo: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("prestacion", "CURA"),
        ("veces", "1"),
        ("descuento_prestacion", linea),
        ("codigo", "CREMA"),
        ("cantidad", "3"),
        ("descuento_total", total),
        ("descuento_motivo", motivo),
        ("monto", "99990"),
    ]
}

#[tokio::test]
async fn los_descuentos_se_reparten_sin_perder_un_peso_y_salen_en_el_recibo() {
    let app = Prueba::nueva().await;
    bd_prestacion(&app, "CURA", 8_001).await;
    insumo(&app, "CREMA", "1.190", "5").await;
    let caja = puede_descontar(&app).await;
    // 8.001 less 10 % is 7.201, with three creams 10.771; 1.000 less is 9.771.
    caja.cobrar(&con_descuentos("10%", "1.000", "Convenio interno")).await.es(303);
    assert_eq!(bd_monto(&app, "select total from ventas where pagado = total").await, dec!(9_771));
    assert_eq!(bd_monto(&app, "select sum(descuento) from ventas_lineas").await, dec!(1_800));
    assert_eq!(bd_monto(&app, "select sum(precio * cantidad - descuento - total) from ventas_lineas").await, dec!(0));
    let motivos = "select count(*) from ventas_lineas where descuento_motivo = 'Convenio interno'";
    assert_eq!(bd_numero(&app, motivos).await, 2);
    let pago = bd_numero(&app, "select id from pagos").await;
    let recibo = caja.carla.get(&format!("/norte/caja/pagos/{pago}/recibo")).await.es(200);
    assert!(recibo.textos("td").iter().any(|t| t.contains("con descuento de $1.469")), "{:?}", recibo.textos("td"));
}

#[tokio::test]
async fn un_descuento_pide_motivo_y_no_pasa_de_lo_que_se_cobra() {
    let app = Prueba::nueva().await;
    bd_prestacion(&app, "CURA", 8_001).await;
    insumo(&app, "CREMA", "1.190", "5").await;
    let caja = puede_descontar(&app).await;
    let sin_motivo = caja.cobrar(&con_descuentos("10%", "", "")).await.es(422);
    assert_eq!(sin_motivo.texto("#descuento_motivo-error"), "Escribe el motivo del descuento.");
    assert_eq!(sin_motivo.atributo("#descuento_prestacion-0", "value"), "10%");
    let mucho = caja.cobrar(&con_descuentos("8.002", "", "x")).await.es(422);
    assert!(mucho.cuerpo.contains("Atención CURA: el descuento pasa de lo que se cobra, $8.001."), "{}", mucho.cuerpo);
    let de_mas = caja.cobrar(&con_descuentos("", "11.572", "x")).await.es(422);
    assert!(de_mas.cuerpo.contains("La venta: el descuento pasa de lo que se cobra, $11.571."));
    assert_eq!(
        caja.cobrar(&con_descuentos("", "110%", "x")).await.es(422).texto("#descuento_total-error"),
        "Un descuento no pasa del 100 %."
    );
    assert_eq!(bd_numero(&app, "select count(*) from ventas").await, 0);
    let regalo =
        [("prestacion", "CURA"), ("veces", "1"), ("descuento_total", "100%"), ("descuento_motivo", "Cortesía")];
    caja.cobrar(&regalo).await.es(303);
    assert_eq!(bd_numero(&app, "select count(*) from ventas where saldada and total = 0").await, 1);
}

#[tokio::test]
async fn sin_permiso_no_hay_campos_de_descuento_ni_vale_mandarlos() {
    let app = Prueba::nueva().await;
    bd_prestacion(&app, "CURA", 8_000).await;
    insumo(&app, "CREMA", "1.190", "5").await;
    let caja = abrir(&app, "0").await;
    assert!(!caja.carla.get("/norte/caja/ventas/nueva").await.es(200).hay("[name^=descuento]"));
    let intentos = [con_descuentos("1%", "", "x"), con_descuentos("", "1", "x")];
    let negados: Vec<Respuesta> = join_all(intentos.iter().map(|campos| caja.cobrar(campos))).await;
    for negado in negados {
        negado.es(403);
    }
    caja.cobrar(&con_descuentos("0", "", "")).await.es(303);
}
