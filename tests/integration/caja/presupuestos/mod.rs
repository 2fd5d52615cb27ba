//! Budgets: a price promised is a price kept, in parts, and never more than was promised.

mod carta;
mod documento;

use antesala::values::zona::Zona;
use chrono::{Days, TimeDelta, Utc};
use futures_util::future::join_all;
use rust_decimal::dec;

use super::mundo::{
    Caja, abrir, abrir_en, bd, bd_cita, bd_monto, bd_numero, bd_prestacion, clave, insumo, otra_caja, pdf_dice,
};
use crate::soporte::{Navegador, Prueba, Respuesta};

const RAIZ: &str = "/norte/caja/presupuestos";

fn en(dias: u64) -> String {
    Zona::SANTIAGO.fecha(Utc::now()).checked_add_days(Days::new(dias)).unwrap().format("%Y-%m-%d").to_string()
}

/// A patient, two prestaciones and something to sell; the patient's id.
async fn catalogo(app: &Prueba) -> String {
    insumo(app, "GEL", "1.190", "50").await;
    bd_prestacion(app, "KINE", 20_000).await;
    bd_prestacion(app, "EVAL", 30_000).await;
    bd_cita(app, 1_000).await;
    bd_numero(app, "select max(id) from pacientes").await.to_string()
}

async fn con_descuentos(app: &Prueba) {
    let sql =
        "insert into roles_permisos (clinica_id, rol, permiso) values (clinica_actual(), 'caja', 'caja.descuento')";
    bd(app, sql).await;
}

/// Ten sessions, one evaluation and four of something.
fn tratamiento(paciente: &str) -> Vec<(&'static str, String)> {
    let fijos = [
        ("prestacion", "KINE"),
        ("veces", "10"),
        ("prestacion", "EVAL"),
        ("veces", "1"),
        ("codigo", "GEL"),
        ("cantidad", "4"),
    ];
    let fijos = fijos.map(|(n, v)| (n, v.to_owned()));
    let propios = [("clave", clave()), ("paciente", paciente.to_owned()), ("valido_hasta", en(30))];
    propios.into_iter().chain(fijos).collect()
}

async fn enviar(quien: &Navegador, url: &str, campos: &[(&str, String)]) -> Respuesta {
    let campos: Vec<_> = campos.iter().map(|(n, v)| (*n, v.as_str())).collect();
    quien.post(url, &campos).await
}

pub async fn crear(quien: &Navegador, campos: &[(&str, String)]) -> String {
    enviar(quien, RAIZ, campos).await.es(303).destino().to_owned()
}

/// As it stands when it is looked at.
pub async fn resolver(quien: &Navegador, url: &str, como: &str, motivo: &str) -> Respuesta {
    let version = quien.get(url).await.es(200).atributos("input[name=version]", "value").pop();
    resolver_version(quien, url, &version.unwrap_or_default(), (como, motivo)).await
}

async fn resolver_version(quien: &Navegador, url: &str, version: &str, (como, motivo): (&str, &str)) -> Respuesta {
    let campos = [("version", version), ("como", como), ("motivo", motivo)].map(|(n, v)| (n, v.to_owned()));
    enviar(quien, &format!("{url}/resolucion"), &[&[("clave", clave())][..], &campos].concat()).await
}

pub async fn aceptado(quien: &Navegador, campos: &[(&str, String)]) -> String {
    let url = crear(quien, campos).await;
    resolver(quien, &url, "aceptar", "").await.es(303);
    url
}

/// One of anything, made by somebody in their clinic; its URL.
pub async fn uno(quien: &Navegador, clinica: &str, paciente: &str, codigo: &str) -> String {
    let propios = [("clave", clave()), ("paciente", paciente.to_owned()), ("valido_hasta", en(30))];
    let lineas = [("codigo", codigo.to_owned()), ("cantidad", "2".into())];
    let campos: Vec<_> = propios.into_iter().chain(lineas).collect();
    enviar(quien, &format!("/{clinica}/caja/presupuestos"), &campos).await.es(303).destino().to_owned()
}

/// The lines of what was budgeted, in their order.
async fn bd_lineas(app: &Prueba) -> Vec<String> {
    let sql = |n: i32| format!("select id from presupuestos_lineas order by id offset {n} limit 1");
    let cuantas = bd_numero(app, "select count(*) from presupuestos_lineas").await;
    let mut lineas = Vec::new();
    for n in 0..i32::try_from(cuantas).unwrap() {
        lineas.push(bd_numero(app, &sql(n)).await.to_string());
    }
    lineas
}

impl Caja {
    /// So much of each line, all paid in cash or left to be charged.
    pub async fn vender_de(&self, partes: &[(&str, &str)], efectivo: &str) -> Respuesta {
        let mut campos = vec![("monto", efectivo)];
        for (linea, cantidad) in partes {
            campos.extend([("linea_presupuesto", *linea), ("cantidad_presupuesto", *cantidad)]);
        }
        self.cobrar(&campos).await
    }
}

#[tokio::test]
async fn de_la_ficha_al_papel_y_a_dos_ventas() {
    let app = Prueba::nueva().await;
    let paciente = catalogo(&app).await;
    con_descuentos(&app).await;
    let caja = abrir(&app, "0").await;
    let carla = &caja.carla;
    let nuevo = carla.get(&format!("{RAIZ}/nuevo?paciente={paciente}")).await.es(200);
    assert_eq!(nuevo.texto(".cabecera-detalle"), "Paula Pinto");
    assert_eq!(nuevo.atributo("#valido_hasta", "value"), en(30));
    let mut campos = tratamiento(&paciente);
    campos.extend([
        ("descuento_prestacion", "10%".into()),
        ("descuento_motivo", "convenio familiar".into()),
        ("nota", "Dos por semana".into()),
    ]);
    let total = enviar(&carla.htmx(), &format!("{RAIZ}/calculo"), &campos).await.es(200);
    assert_eq!(total.textos(".cifra-valor").first().map(String::as_str), Some("$214.760"));
    let url = crear(carla, &campos).await;
    assert!(url.starts_with(&format!("{RAIZ}/")), "{url}");
    let pagina = carla.get(&url).await.es(200);
    assert_eq!(pagina.texto("h1"), "Presupuesto P1-1");
    assert_eq!(pagina.textos(".cifra-valor"), ["$214.760", "$0", "$214.760"]);
    assert!(!pagina.hay("input[name=cantidad_presupuesto]"), "nobody accepted it");
    let papel = carla.get(&format!("{url}/impreso")).await.es(200);
    assert!(papel.hay(".recibo-a4") && papel.cuerpo.contains("10 × Atención KINE a $20.000, descuento $20.000"));
    let pdf = carla.get(&format!("{url}/impreso?formato=pdf")).await.es(200);
    assert!(pdf.bytes.starts_with(b"%PDF-") && pdf_dice(&pdf.bytes, "Presupuesto P1-1"));
    resolver(carla, &url, "aceptar", "").await.es(303);
    // What the form of the budget leads to.
    let pagina = carla.get(&url).await.es(200);
    let lineas = pagina.atributos("input[name=linea_presupuesto]", "value");
    assert_eq!(pagina.atributos("input[name=cantidad_presupuesto]", "value"), ["10", "1", "4"]);
    let [kine, eval, gel] = lineas.as_slice() else { panic!("{lineas:?}") };
    let elegido = format!(
        "/norte/caja/ventas/nueva?paciente={paciente}&convenio=&linea_presupuesto={kine}&cantidad_presupuesto=3&linea_presupuesto={gel}&cantidad_presupuesto=1"
    );
    let antes = app.db.viajes();
    let venta = carla.get(&elegido).await.es(200);
    assert!(app.db.viajes() - antes <= 6, "what a page may cost");
    assert_eq!(venta.atributos("input[name=cantidad_presupuesto]", "value"), ["3", "1"]);
    assert!(venta.cuerpo.contains("Del presupuesto P1-1"));
    assert_eq!(venta.textos("#cuenta .cifra-valor").first().map(String::as_str), Some("$55.190"));
    let primera = caja.vender_de(&[(kine, "3"), (gel, "1")], "55190").await.es(303).destino().to_owned();
    let pagina = carla.get(&url).await.es(200);
    assert_eq!(pagina.textos(".cifra-valor"), ["$214.760", "$55.190", "$159.570"]);
    assert_eq!(pagina.textos("tbody tr:first-child .num").get(1..4).unwrap(), ["10", "3", "7"]);
    assert!(pagina.atributos("a", "href").contains(&primera), "its sale is a link");
    caja.vender_de(&[(kine, "7"), (eval, "1"), (gel, "3")], "159570").await.es(303);
    let pagina = carla.get(&url).await.es(200);
    assert_eq!(pagina.textos(".cifra-valor"), ["$214.760", "$214.760", "$0"]);
    assert!(pagina.cuerpo.contains("Cumplido"));
    // Each line remembers why it is cheaper, whose it is and whom it fulfils.
    let de = "from ventas_lineas l join presupuestos_ventas c on c.venta_linea_id = l.id";
    assert_eq!(bd_monto(&app, &format!("select sum(l.descuento) {de}")).await, dec!(20_000));
    let motivo = format!("select count(*) {de} where l.descuento_motivo = 'convenio familiar'");
    assert_eq!(bd_numero(&app, &motivo).await, 2);
    assert_eq!(bd_numero(&app, &format!("select count(*) from ventas where paciente_id = {paciente}")).await, 2);
    assert_eq!(bd_monto(&app, "select cantidad from existencias").await, dec!(46));
    assert_eq!(bd_numero(&app, "select count(*) from descuadres").await, 0);
}

#[tokio::test]
async fn el_precio_prometido_se_cobra_aunque_cambie_el_catalogo() {
    let app = Prueba::nueva().await;
    let paciente = catalogo(&app).await;
    let caja = abrir(&app, "0").await;
    let url = aceptado(&caja.carla, &tratamiento(&paciente)).await;
    let lineas = bd_lineas(&app).await;
    bd(&app, "update prestaciones set precio = 99000, estado = 'archivada' where codigo = 'KINE'").await;
    bd(&app, "update insumos set precio = null, codigo = 'GEL2' where codigo = 'GEL'").await;
    let partes = [(lineas[0].as_str(), "2"), (lineas[2].as_str(), "1,5")];
    caja.vender_de(&partes, "41790").await.es(303);
    assert_eq!(bd_monto(&app, "select total from ventas").await, dec!(41_785));
    // While it is valid.
    app.db.reloj().fijar(Utc::now() + TimeDelta::days(40));
    let caja = Caja { carla: app.como("carla").await, ..caja };
    let tarde = caja.vender_de(&partes, "").await.es(422);
    assert!(tarde.cuerpo.contains("Del presupuesto P1-1 no se vende: está vencido."), "{}", tarde.cuerpo);
    assert!(caja.carla.get(&url).await.es(200).cuerpo.contains("Vencido"));
    // What is not offered any more is not copied.
    let copia = caja.carla.get(&format!("{RAIZ}/nuevo?de={}", url.rsplit('/').next().unwrap())).await.es(200);
    assert!(copia.cuerpo.contains("Ya no se ofrece, y no se copió"));
    assert_eq!(copia.atributo("input[name=prestacion]", "value"), "EVAL");
}

#[tokio::test]
async fn mas_de_lo_que_queda_no_se_vende_y_lo_escrito_se_conserva() {
    let app = Prueba::nueva().await;
    let paciente = catalogo(&app).await;
    let caja = abrir(&app, "0").await;
    let vigente = crear(&caja.carla, &tratamiento(&paciente)).await;
    let lineas = bd_lineas(&app).await;
    let (kine, gel) = (lineas[0].as_str(), lineas[2].as_str());
    let pronto = caja.vender_de(&[(kine, "1")], "20000").await.es(422);
    assert!(pronto.cuerpo.contains("no se vende: está vigente"));
    resolver(&caja.carla, &vigente, "aceptar", "").await.es(303);
    let mucho = caja.vender_de(&[(kine, "11")], "220000").await.es(422);
    assert!(mucho.cuerpo.contains("Atención KINE: de lo presupuestado solo queda 10 por vender."));
    assert_eq!(mucho.atributo("input[name=cantidad_presupuesto]", "value"), "11");
    // Twice of the same line is one sum.
    let dos = caja.vender_de(&[(kine, "6"), (kine, "5")], "").await.es(422);
    assert!(dos.cuerpo.contains("solo queda 4 por vender"));
    assert!(caja.vender_de(&[(kine, "0,5")], "").await.es(422).cuerpo.contains("las prestaciones se venden enteras"));
    assert!(caja.vender_de(&[(gel, "x")], "").await.es(422).hay("[role=alert]"));
    assert!(caja.vender_de(&[("999", "1")], "").await.es(422).cuerpo.contains("ya no está en ningún presupuesto"));
    assert_eq!(bd_numero(&app, "select count(*) from ventas").await, 0);
    caja.vender_de(&[(kine, "10")], "").await.es(303);
    assert!(caja.vender_de(&[(kine, "1")], "").await.es(422).cuerpo.contains("ya se vendió todo lo presupuestado"));
}

#[tokio::test]
async fn anular_la_venta_devuelve_lo_suyo_al_presupuesto() {
    let app = Prueba::nueva().await;
    let paciente = catalogo(&app).await;
    con_descuentos(&app).await;
    let caja = abrir(&app, "0").await;
    let mut campos = tratamiento(&paciente);
    campos.extend([("descuento_total", "12.345".into()), ("descuento_motivo", "cortesía".into())]);
    let url = aceptado(&caja.carla, &campos).await;
    let lineas = bd_lineas(&app).await;
    let (kine, gel) = (lineas[0].as_str(), lineas[2].as_str());
    let primera = caja.vender_de(&[(kine, "3"), (gel, "1")], "").await.es(303).destino().to_owned();
    let segunda = caja.vender_de(&[(kine, "3")], "").await.es(303).destino().to_owned();
    for venta in [&primera, &segunda] {
        let anular = [("clave", clave()), ("motivo", "se equivocó".into())];
        enviar(&caja.carla, &format!("{venta}/anulacion"), &anular).await.es(303);
    }
    let pagina = caja.carla.get(&url).await.es(200);
    assert_eq!(pagina.textos(".cifra-valor").get(1).map(String::as_str), Some("$0"));
    assert_eq!(bd_monto(&app, "select sum(vendido) from presupuestos_lineas").await, dec!(0));
    assert_eq!(pagina.cuerpo.matches(">Anulada<").count(), 2);
    // In parts again, and to the peso.
    for _ in 0..2 {
        caja.vender_de(&[(kine, "3"), (gel, "1,5")], "").await.es(303);
    }
    caja.vender_de(&[(kine, "4"), (&lineas[1], "1"), (gel, "1")], "").await.es(303);
    let total = bd_monto(&app, "select sum(total) from presupuestos_lineas").await;
    assert_eq!(bd_monto(&app, "select sum(total) from ventas where estado = 'emitida'").await, total);
    assert_eq!(bd_numero(&app, "select count(*) from descuadres").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn muchos_a_la_vez_nunca_venden_mas_de_lo_presupuestado() {
    let app = Prueba::nueva().await;
    let paciente = catalogo(&app).await;
    let caja = abrir(&app, "0").await;
    let pedro = app.bd_persona("Pedro", &[antesala::identidad::Rol::Caja]).await;
    let otra = abrir_en(pedro, &otra_caja(&app, "Segunda").await, "0").await;
    aceptado(&caja.carla, &tratamiento(&paciente)).await;
    let lineas = bd_lineas(&app).await;
    let (kine, gel) = (lineas[0].as_str(), lineas[2].as_str());
    // Ten sessions and four of the other: each asks for one of each, in one order or the other.
    let vender = async |n: usize| {
        let quien = if n.is_multiple_of(2) { &caja } else { &otra };
        let partes = if n.is_multiple_of(3) { [(kine, "1"), (gel, "0,5")] } else { [(gel, "0,5"), (kine, "1")] };
        quien.vender_de(&partes, "").await
    };
    let respuestas = join_all((0..20).map(vender)).await;
    let hechas: Vec<_> = respuestas.iter().enumerate().filter(|(_, r)| r.estado.as_u16() == 303).collect();
    assert_eq!(hechas.len(), 8, "{:?}", respuestas.iter().map(|r| r.estado).collect::<Vec<_>>());
    let negadas =
        respuestas.iter().filter(|r| r.estado.as_u16() == 422 && r.cuerpo.contains("ya se vendió todo")).count();
    assert_eq!(negadas, 12);
    assert_eq!(bd_monto(&app, "select vendido from presupuestos_lineas where cantidad = 4").await, dec!(4));
    // Annulling and selling, all at once: the books say the same whoever was first.
    let anular = async |n: usize, respuesta: &Respuesta| {
        let quien = if n.is_multiple_of(2) { &caja } else { &otra };
        let campos = [("clave", clave()), ("motivo", "carrera".into())];
        enviar(&quien.carla, &format!("{}/anulacion", respuesta.destino()), &campos).await.estado.as_u16()
    };
    let anuladas = join_all(hechas.iter().map(|(n, r)| anular(*n, r)));
    let vendidas = join_all((0..8).map(vender));
    let (anuladas, vendidas) = tokio::join!(anuladas, vendidas);
    assert!(anuladas.iter().all(|e| *e == 303), "{anuladas:?}");
    assert!(vendidas.iter().all(|r| [303, 422].contains(&r.estado.as_u16())));
    assert_eq!(bd_numero(&app, "select count(*) from descuadres").await, 0);
    let vendido = "select sum(l.cantidad) from ventas v join ventas_lineas l on l.venta_id = v.id where v.estado = 'emitida' and l.insumo_id is not null";
    assert_eq!(
        bd_monto(&app, vendido).await,
        bd_monto(&app, "select vendido from presupuestos_lineas where cantidad = 4").await
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn la_misma_clave_hace_uno_y_los_folios_no_tienen_huecos() {
    let app = Prueba::nueva().await;
    let paciente = catalogo(&app).await;
    let carla = app.como("carla").await;
    let campos = tratamiento(&paciente);
    let iguales = join_all((0..20).map(|_| enviar(&carla, RAIZ, &campos))).await;
    let destinos: Vec<_> = iguales.into_iter().map(|r| r.es(303).destino().to_owned()).collect();
    assert!(destinos.windows(2).all(|par| par.first() == par.last()), "{destinos:?}");
    let distintos: Vec<_> = (0..20).map(|_| tratamiento(&paciente)).collect();
    for respuesta in join_all(distintos.iter().map(|campos| enviar(&carla, RAIZ, campos))).await {
        respuesta.es(303);
    }
    assert_eq!(bd_numero(&app, "select max(folio) from presupuestos").await, 21);
    assert_eq!(bd_numero(&app, "select count(distinct folio) from presupuestos").await, 21);
    assert_eq!(bd_numero(&app, "select count(*) from descuadres").await, 0);
    // The same key for something else is told so.
    let mut otro = campos.clone();
    otro.push(("nota", "otra cosa".into()));
    assert!(enviar(&carla, RAIZ, &otro).await.es(409).cuerpo.contains("Este formulario ya se usó"));
}

/// Whoever sends the lines of one budget with those of another, or with somebody else chosen.
#[tokio::test]
async fn una_venta_no_cumple_lo_prometido_a_otra_persona() {
    let app = Prueba::nueva().await;
    insumo(&app, "GEL", "1.190", "9").await;
    bd_cita(&app, 1_000).await;
    bd_cita(&app, 1_000).await;
    let (una, otra) = (
        bd_numero(&app, "select min(id) from pacientes").await.to_string(),
        bd_numero(&app, "select max(id) from pacientes").await.to_string(),
    );
    let caja = abrir(&app, "20000").await;
    for paciente in [&una, &otra] {
        let url = uno(&caja.carla, "norte", paciente, "GEL").await;
        resolver(&caja.carla, &url, "aceptar", "").await.es(303);
    }
    let lineas = [
        bd_numero(&app, "select min(id) from presupuestos_lineas").await.to_string(),
        bd_numero(&app, "select max(id) from presupuestos_lineas").await.to_string(),
    ];
    let vender = async |paciente: &str, lineas: &[&str]| {
        let mut campos = vec![("paciente", paciente)];
        for linea in lineas {
            campos.extend([("linea_presupuesto", *linea), ("cantidad_presupuesto", "1")]);
        }
        caja.cobrar(&campos).await
    };
    for (paciente, lineas) in [
        (una.as_str(), vec![&*lineas[0], &*lineas[1]]),
        (&una, vec![&*lineas[1]]),
        ("", vec![&*lineas[0], &*lineas[1]]),
    ] {
        let negada = vender(paciente, &lineas).await.es(422);
        assert!(negada.cuerpo.contains("es de otra persona"), "{}", negada.cuerpo);
    }
    vender(&una, &[&lineas[0]]).await.es(303);
    assert_eq!(bd_numero(&app, "select count(*) from ventas").await, 1);
}
