//! One count from its opening to its adjustments.

use rust_decimal::dec;

use super::mundo::{DESCUADRES, INVENTARIOS, abierto, bd_permitir};
use crate::caja::mundo::{abrir, bd_monto, bd_numero, clave, deposito, entrada, insumo};
use crate::soporte::Prueba;

/// Three lots of two insumos; figures that nobody would type by chance.
async fn surtido(app: &Prueba) {
    insumo(app, "GASA", "1000", "").await;
    insumo(app, "GUANTE", "1000", "").await;
    let fabiola = app.como("fabiola").await;
    entrada(&fabiola, "GASA", "GA1", "2027-01-31", "7319", "100").await;
    entrada(&fabiola, "GASA", "GB2", "", "4", "100").await;
    entrada(&fabiola, "GUANTE", "UC3", "", "12", "50").await;
}

async fn cantidad(app: &Prueba, lote: &str) -> rust_decimal::Decimal {
    bd_monto(app, &format!("select sum(cantidad) from lotes where codigo = '{lote}'")).await
}

#[tokio::test]
async fn se_cuenta_se_reconta_lo_que_difiere_y_otra_persona_aprueba() {
    let app = Prueba::nueva().await;
    surtido(&app).await;
    let i = abierto(&app).await;
    i.contar("GA1", "7300").await;
    i.contar("GB2", "4").await;
    i.contar("UC3", "12").await;
    i.cerrar().await;
    assert_eq!(i.estado().await, "Recontando");
    let recuento = i.fabiola.get(&format!("{}/conteo", i.url)).await.es(200);
    assert_eq!(recuento.textos("tbody tr").len(), 1, "{}", recuento.cuerpo);
    i.contar("GA1", "7310").await;
    i.cerrar().await;
    assert_eq!(i.estado().await, "Por aprobar");
    let revision = i.gloria.get(&i.url).await.es(200);
    assert!(revision.cuerpo.contains("faltan 9") && revision.cuerpo.contains("-$900"), "{}", revision.cuerpo);
    i.aprobar(&i.gloria).await.es(303);
    assert_eq!(cantidad(&app, "GA1").await, dec!(7310));
    let ajustes = "select count(*) from movimientos where tipo = 'ajuste' and documento_tipo = 'inventario' and motivo like 'Inventario%'";
    assert_eq!(bd_numero(&app, ajustes).await, 1);
    assert_eq!(bd_numero(&app, DESCUADRES).await, 0);
    assert!(i.fabiola.get(&i.url).await.es(200).cuerpo.contains("faltan 9"));
}

#[tokio::test]
async fn nadie_ve_la_cifra_de_los_libros_antes_de_la_aprobacion() {
    let app = Prueba::nueva().await;
    surtido(&app).await;
    let i = abierto(&app).await;
    let lote = i.lote("GA1").await;
    let paginas = [
        i.url.clone(),
        format!("{}/conteo", i.url),
        format!("{}/conteo?q=gasa", i.url),
        format!("{}/conteo?q=GA1", i.url),
        format!("{}/conteo?lote={lote}", i.url),
        format!("{}/hallazgo", i.url),
        INVENTARIOS.to_owned(),
        format!("{INVENTARIOS}/nuevo"),
    ];
    let ciegas = async |cuando: &str, quienes: &[&crate::soporte::Navegador]| {
        for quien in quienes {
            for pagina in &paginas {
                let vista = quien.get(pagina).await;
                let htmx = quien.htmx().get(pagina).await;
                for cuerpo in [&vista.cuerpo, &htmx.cuerpo] {
                    // Keys and tokens have any digits.
                    let palabras = cuerpo.split(|c: char| !c.is_ascii_alphanumeric() && !".-".contains(c));
                    let dice = palabras.filter(|p| p.len() < 20).any(|p| p.contains("7319") || p.contains("7.319"));
                    assert!(!dice, "{cuando} {pagina}");
                }
            }
        }
    };
    ciegas("contando", &[&i.fabiola, &i.gloria]).await;
    // Nor in what is answered to a form that is refused.
    let mala = i.anotar(&i.fabiola, &lote, "muchas", "").await.es(422);
    let hallada = i.hallar("GASA", "GA1", "x", "").await.es(422);
    assert!(!mala.cuerpo.contains("7319") && !hallada.cuerpo.contains("7319"));
    assert_eq!(mala.atributo("#cantidad", "value"), "muchas");
    i.contar("GA1", "7").await;
    i.contar("GB2", "4").await;
    i.contar("UC3", "12").await;
    i.cerrar().await;
    ciegas("recontando", &[&i.fabiola, &i.gloria]).await;
    i.contar("GA1", "8").await;
    i.cerrar().await;
    // Whoever approves sees it; whoever may be asked to count again does not.
    ciegas("por aprobar", &[&i.fabiola]).await;
    assert!(i.gloria.get(&i.url).await.es(200).cuerpo.contains("7.319"));
    i.gloria.post(&format!("{}/reconteo", i.url), &[]).await.es(303);
    ciegas("otra vez", &[&i.fabiola, &i.gloria]).await;
}

#[tokio::test]
async fn lo_que_cuentan_varios_se_suma_y_cada_uno_corrige_lo_suyo() {
    let app = Prueba::nueva().await;
    surtido(&app).await;
    let i = abierto(&app).await;
    bd_permitir(&app, "administracion", "bodega.operar").await;
    let ana = app.como("ana").await;
    ana.get(&format!("{}/conteo", i.url)).await.es(200);
    let lote = i.lote("UC3").await;
    i.anotar(&i.fabiola, &lote, "5", "").await.es(303);
    i.anotar(&ana, &lote, "6", "").await.es(303);
    let mia = bd_numero(&app, "select min(id) from inventarios_conteos").await.to_string();
    i.anotar(&ana, &lote, "9", &mia).await.es(409);
    let formulario = i.fabiola.get(&format!("{}/conteo?lote={lote}&reemplaza={mia}", i.url)).await.es(200);
    assert!(formulario.cuerpo.contains("Corriges lo que anotaste"));
    i.anotar(&i.fabiola, &lote, "7", &mia).await.es(303);
    let otra_vez = i.anotar(&i.fabiola, &lote, "1", &mia).await.es(409);
    assert!(otra_vez.texto(".aviso-error").contains("una sola vez"));
    assert_eq!(otra_vez.atributo("#cantidad", "value"), "1");
    assert_eq!(app.bd_cuenta("norte", "inventarios_conteos").await, 3);
    i.cerrar_todo().await;
    let revision = i.gloria.get(&i.url).await.es(200);
    assert!(revision.cuerpo.contains("sobran 1"), "{}", revision.cuerpo);
    i.aprobar(&i.gloria).await.es(303);
    assert_eq!(cantidad(&app, "UC3").await, dec!(13));
    // What nobody counted stays as it was.
    assert_eq!(cantidad(&app, "GA1").await, dec!(7319));
}

#[tokio::test]
async fn quien_conto_no_aprueba() {
    let app = Prueba::nueva().await;
    surtido(&app).await;
    let i = abierto(&app).await;
    bd_permitir(&app, "gerencia", "bodega.operar").await;
    bd_permitir(&app, "administracion", "bodega.aprobar").await;
    let lote = i.lote("UC3").await;
    i.anotar(&i.gloria, &lote, "5", "").await.es(303);
    i.cerrar_todo().await;
    let negada = i.aprobar(&i.gloria).await.es(409);
    assert!(negada.texto(".aviso-error").contains("tiene que aprobarlo otra persona"));
    assert_eq!(cantidad(&app, "UC3").await, dec!(12));
    i.aprobar(&app.como("ana").await).await.es(303);
    assert_eq!(cantidad(&app, "UC3").await, dec!(5));
}

#[tokio::test]
async fn lo_que_se_mueve_mientras_se_cuenta_se_toma_en_cuenta() {
    let app = Prueba::nueva().await;
    surtido(&app).await;
    let caja = abrir(&app, "0").await;
    let i = abierto(&app).await;
    // Twelve in the books and in truth: two are sold before they are counted, three after.
    caja.vender("GUANTE", "2", &["2000"]).await.es(303);
    i.contar("UC3", "10").await;
    caja.vender("GUANTE", "3", &["3000"]).await.es(303);
    entrada(&i.fabiola, "GUANTE", "UC3", "", "20", "50").await;
    i.cerrar_todo().await;
    let revision = i.gloria.get(&i.url).await.es(200);
    assert_eq!(revision.textos(".cifra-valor")[1], "0", "{}", revision.cuerpo);
    i.aprobar(&i.gloria).await.es(303);
    assert_eq!(cantidad(&app, "UC3").await, dec!(27));
    assert_eq!(bd_numero(&app, "select count(*) from movimientos where tipo = 'ajuste'").await, 0);
}

#[tokio::test]
async fn un_lote_que_nadie_listo_entra_con_su_costo() {
    let app = Prueba::nueva().await;
    surtido(&app).await;
    let i = abierto(&app).await;
    i.hallar("GASA", "NUEVO", "6", "250").await.es(303);
    i.hallar("gasa", "nuevo", "4", "").await.es(303);
    i.hallar("GUANTE", "UC3", "12", "").await.es(303);
    let mala = i.hallar("NADA", " ", "-1", "x").await.es(422);
    for campo in ["insumo", "codigo", "cantidad", "costo"] {
        assert!(mala.hay(&format!("#{campo}-error")), "{campo}");
    }
    assert_eq!(mala.atributo("#insumo", "value"), "NADA");
    i.contar("GA1", "7319").await;
    i.contar("GB2", "4").await;
    i.cerrar_todo().await;
    assert!(i.gloria.get(&i.url).await.es(200).cuerpo.contains("Hallado"));
    i.aprobar(&i.gloria).await.es(303);
    assert_eq!(cantidad(&app, "NUEVO").await, dec!(10));
    assert_eq!(bd_monto(&app, "select costo from lotes where codigo = 'NUEVO'").await, dec!(250));
    assert_eq!(cantidad(&app, "UC3").await, dec!(12));
    assert_eq!(bd_numero(&app, DESCUADRES).await, 0);
}

#[tokio::test]
async fn si_despues_salio_mas_de_lo_contado_se_pide_reconteo() {
    let app = Prueba::nueva().await;
    surtido(&app).await;
    let caja = abrir(&app, "0").await;
    let i = abierto(&app).await;
    i.contar("UC3", "2").await;
    i.cerrar().await;
    i.contar("UC3", "2").await;
    caja.vender("GUANTE", "5", &["5000"]).await.es(303);
    i.cerrar_todo().await;
    let negada = i.aprobar(&i.gloria).await.es(409);
    assert!(negada.texto(".aviso-error").contains("GUANTE, lote UC3"), "{}", negada.cuerpo);
    assert_eq!(cantidad(&app, "UC3").await, dec!(7));
    i.gloria.post(&format!("{}/reconteo", i.url), &[]).await.es(303);
    i.contar("UC3", "7").await;
    i.cerrar_todo().await;
    i.aprobar(&i.gloria).await.es(303);
    assert_eq!(cantidad(&app, "UC3").await, dec!(7));
}

#[tokio::test]
async fn un_deposito_tiene_un_inventario_abierto_y_se_anula_con_motivo() {
    let app = Prueba::nueva().await;
    surtido(&app).await;
    let i = abierto(&app).await;
    let (deposito, clave) = (deposito(&i.fabiola).await, clave());
    let campos = [("clave", clave.as_str()), ("deposito", &deposito), ("nota", "Otra vez")];
    let otro = i.fabiola.post(INVENTARIOS, &campos).await.es(409);
    assert!(otro.texto("#deposito-error").contains("ya tiene un inventario abierto"));
    assert_eq!(otro.atributo("#nota", "value"), "Otra vez");
    let anulacion = format!("{}/anulacion", i.url);
    assert!(i.fabiola.post(&anulacion, &[]).await.es(422).hay("#motivo-error"));
    i.fabiola.post(&anulacion, &[("motivo", "Mal día")]).await.es(303);
    assert!(i.fabiola.get(&i.url).await.es(200).cuerpo.contains("Mal día"));
    i.anotar(&i.fabiola, "1", "1", "").await.es(409);
    i.fabiola.get(&format!("{}/conteo", i.url)).await.es(303);
    i.aprobar(&i.gloria).await.es(409);
    i.fabiola.post(INVENTARIOS, &campos).await.es(303);
    i.fabiola.post(INVENTARIOS, &[("clave", "x")]).await.es(422);
}

#[tokio::test]
async fn se_cuenta_solo_una_categoria() {
    let app = Prueba::nueva().await;
    surtido(&app).await;
    let fabiola = app.como("fabiola").await;
    let otro = [("codigo", "SUERO"), ("nombre", "SUERO"), ("unidad", "ml"), ("categoria", "Sueros")];
    fabiola.post("/norte/bodega/insumos", &otro).await.es(303);
    entrada(&fabiola, "SUERO", "SX1", "", "3", "1").await;
    let (deposito, clave) = (deposito(&fabiola).await, clave());
    let campos = [("clave", clave.as_str()), ("deposito", &deposito), ("categoria", "Sueros")];
    let url = fabiola.post(INVENTARIOS, &campos).await.es(303).destino().to_owned();
    let i = super::mundo::Inventario { fabiola, gloria: app.como("gloria").await, url };
    assert_eq!(i.fabiola.get(&format!("{}/conteo", i.url)).await.es(200).textos("tbody tr").len(), 1);
    let ajeno = i.hallar("GASA", "GA1", "1", "").await.es(409);
    assert!(ajeno.texto(".aviso-error").contains("no es de la categoría"));
}
