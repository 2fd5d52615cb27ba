//! Insumos are changed and archived, come packed, and are found by what a scanner reads.

use rust_decimal::dec;

use crate::caja::mundo::{bd_cita, bd_monto, bd_numero, clave, deposito, insumo};
use crate::soporte::{Navegador, Prueba, Respuesta};

const GTIN: &str = "7801234567894";
const GTIN_CAJA: &str = "17801234567891";

/// GASA, with a code of its own and a box of a hundred with another; its page.
async fn gasa(app: &Prueba) -> (Navegador, String) {
    insumo(app, "GASA", "", "").await;
    let fabiola = app.como("fabiola").await;
    let url = format!("/norte/bodega/insumos/{}", bd_numero(app, "select max(id) from insumos").await);
    guardar(&fabiola, &url, &[("version", "1"), ("barras", GTIN)]).await.es(303);
    (fabiola, url)
}

async fn guardar(quien: &Navegador, url: &str, cambios: &[(&str, &str)]) -> Respuesta {
    let base =
        [("codigo", "GASA"), ("nombre", "Gasa"), ("unidad", "unidad"), ("categoria", "Curación"), ("minimo", "5")];
    let caja = [("presentacion", "caja"), ("unidades", "100"), ("presentacion_barras", GTIN_CAJA)];
    let sin_repetir = base.iter().filter(|(campo, _)| !cambios.iter().any(|(c, _)| c == campo));
    let campos: Vec<_> = sin_repetir.chain(&caja).chain(cambios).copied().collect();
    quien.post(url, &campos).await
}

async fn leer(quien: &Navegador, campos: &[(&str, &str)]) -> Respuesta {
    quien.post("/norte/bodega/entradas/lectura", campos).await
}

#[tokio::test]
async fn se_edita_y_el_segundo_se_entera() {
    let app = Prueba::nueva().await;
    let (fabiola, url) = gasa(&app).await;
    let pagina = fabiola.get(&format!("{url}/editar")).await.es(200);
    assert_eq!(pagina.atributo("#barras", "value"), "07801234567894");
    assert_eq!(pagina.atributo("input[name=unidades]", "value"), "100");
    assert_eq!(pagina.atributo("#categorias option", "value"), "Curación");
    let viejo = guardar(&fabiola, &url, &[("version", "1"), ("nombre", "Gasa estéril")]).await.es(422);
    assert!(viejo.cuerpo.contains("Otra persona lo cambió"));
    assert_eq!(viejo.atributo("#nombre", "value"), "Gasa estéril");
    guardar(&fabiola, &url, &[("version", "2"), ("nombre", "Gasa estéril")]).await.es(303);
    let ficha = fabiola.get(&url).await.es(200);
    assert!(ficha.cuerpo.contains("Gasa estéril") && ficha.cuerpo.contains("caja de 100"));
    // The bar code moved: the rows of the form are what there is.
    assert_eq!(bd_numero(&app, "select count(*) from presentaciones").await, 1);
}

#[tokio::test]
async fn un_codigo_de_barras_es_de_un_solo_insumo() {
    let app = Prueba::nueva().await;
    let (fabiola, url) = gasa(&app).await;
    let otro = [("codigo", "VENDA"), ("nombre", "Venda"), ("unidad", "unidad"), ("barras", GTIN)];
    let negado = fabiola.post("/norte/bodega/insumos", &otro).await.es(422);
    assert!(negado.cuerpo.contains("ya está en otro insumo"), "{}", negado.cuerpo);
    assert_eq!(bd_numero(&app, "select count(*) from insumos").await, 1);
    let doble = [("version", "2"), ("presentacion", "caja"), ("unidades", "x"), ("presentacion_barras", "")];
    let negado = guardar(&fabiola, &url, &doble).await.es(422);
    assert!(negado.cuerpo.contains("caja está dos veces."));
    assert_eq!(negado.atributos("input[name=unidades]", "value")[..2], ["100", "x"]);
}

#[tokio::test]
async fn archivado_no_se_ofrece_y_dice_lo_que_deja() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "990", "7").await;
    let (_, prestacion) = bd_cita(&app, 1000).await;
    let fabiola = app.como("fabiola").await;
    let receta = [("codigo", "GASA"), ("cantidad", "1")];
    fabiola.post(&format!("/norte/bodega/recetas/{prestacion}"), &receta).await.es(303);
    let url = format!("/norte/bodega/insumos/{}", bd_numero(&app, "select id from insumos").await);
    guardar(&fabiola, &url, &[("version", "1"), ("archivado", "true")]).await.es(303);
    let ficha = fabiola.get(&url).await.es(200);
    let aviso = ficha.textos(".aviso-alerta").join(" ");
    assert!(aviso.contains("Aún hay 7 unidad") && aviso.contains("Aún está en la receta de Control"), "{aviso}");
    assert!(!ficha.cuerpo.contains("Nueva entrada"));
    assert!(fabiola.get("/norte/bodega").await.es(200).cuerpo.contains("No hay insumos aquí"));
    assert_eq!(fabiola.get("/norte/bodega?ver=archivados").await.es(200).textos("tbody tr").len(), 1);
    assert!(leer(&fabiola, &[("lectura", "GASA")]).await.es(422).hay("#lectura-error"));
    guardar(&fabiola, &url, &[("version", "2")]).await.es(303);
    assert_eq!(fabiola.get("/norte/bodega").await.es(200).textos("tbody tr").len(), 1);
}

#[tokio::test]
async fn la_lista_muestra_lo_que_esta_bajo_su_minimo() {
    let app = Prueba::nueva().await;
    let (fabiola, _) = gasa(&app).await;
    insumo(&app, "VENDA", "", "1").await;
    assert_eq!(fabiola.get("/norte/bodega").await.es(200).textos("tbody tr").len(), 2);
    let bajos = fabiola.get("/norte/bodega?ver=bajos").await.es(200).textos("tbody tr");
    assert!(bajos.len() == 1 && bajos[0].contains("GASA"), "{bajos:?}");
    for q in [GTIN, "(01)17801234567891(10)L9", "curacion"] {
        let url = format!("/norte/bodega?q={q}").replace('(', "%28").replace(')', "%29");
        assert_eq!(fabiola.get(&url).await.es(200).textos("tbody tr").len(), 1, "{q}");
    }
}

#[tokio::test]
async fn una_lectura_llena_la_entrada_y_no_registra_nada() {
    let app = Prueba::nueva().await;
    let (fabiola, _) = gasa(&app).await;
    let (clave, deposito) = (clave(), deposito(&fabiola).await);
    let escrito = [("clave", &*clave), ("deposito", &*deposito), ("costo", "20.000"), ("cantidad", "2")];
    let crudo = format!("]d201{GTIN_CAJA}1728020010AB-1\u{1d}");
    let campos = [&escrito[..], &[("lectura", &crudo)]].concat();
    let a = leer(&fabiola, &campos).await.es(303).destino().to_owned();
    let pagina = fabiola.get(&a).await.es(200);
    for (campo, valor) in [("#codigo", "GASA"), ("#lote", "AB-1"), ("#caduca", "2028-02-29"), ("#costo", "20.000")] {
        assert_eq!(pagina.atributo(campo, "value"), valor, "{campo}");
    }
    assert_eq!(pagina.atributo("input[name=clave]", "value"), clave);
    // Enter in any field means the first button of the form.
    assert_eq!(pagina.textos("form.formulario button[type=submit]")[0], "Leer código");
    assert_eq!(bd_numero(&app, "select count(*) from movimientos").await, 0);
    let presentacion = pagina.atributo("#presentacion option[selected]", "value");
    let entrada = [("codigo", "GASA"), ("presentacion", &presentacion), ("lote", "AB-1"), ("caduca", "2028-02-29")];
    fabiola.post("/norte/bodega/entradas", &[&escrito[..], &entrada].concat()).await.es(303);
    assert_eq!(bd_monto(&app, "select cantidad from existencias").await, dec!(200));
    assert_eq!(bd_monto(&app, "select costo from lotes").await, dec!(200));
}

#[tokio::test]
async fn una_lectura_mala_lo_dice_y_conserva_lo_escrito() {
    let app = Prueba::nueva().await;
    let (fabiola, _) = gasa(&app).await;
    for (lectura, dice) in [
        ("(01)17801234567892", "dígito verificador"),
        ("(01)17801234567891(17)271301", "no existe"),
        ("96385074", "Ningún insumo tiene ese código"),
        ("NADA", "Ningún insumo tiene ese código"),
    ] {
        let vuelta = leer(&fabiola, &[("lectura", lectura), ("lote", "L-7"), ("costo", "1x")]).await.es(422);
        assert!(vuelta.textos("#lectura-error")[0].contains(dice), "{lectura}");
        assert_eq!(vuelta.atributo("#lectura", "value"), lectura);
        assert_eq!(
            (vuelta.atributo("#lote", "value"), vuelta.atributo("#costo", "value")),
            ("L-7".into(), "1x".into())
        );
    }
    // A code typed by hand, with Enter: the insumo is named, nothing else changes.
    let a = leer(&fabiola, &[("codigo", "gasa"), ("lote", "L-7")]).await.es(303).destino().to_owned();
    let pagina = fabiola.get(&a).await.es(200);
    assert_eq!(pagina.textos("#codigo-ayuda"), ["Gasa"]);
    assert_eq!(pagina.textos("#presentacion option"), ["unidad", "caja de 100"]);
}

#[tokio::test]
async fn editar_es_de_quien_opera_la_bodega() {
    let app = Prueba::nueva().await;
    let (_, url) = gasa(&app).await;
    let editar = format!("{url}/editar");
    let (carla, diego) = (app.como("carla").await, app.como("diego").await);
    carla.get(&editar).await.es(403);
    guardar(&carla, &url, &[("version", "2")]).await.es(403);
    leer(&carla, &[("lectura", GTIN)]).await.es(403);
    diego.get(&editar.replace("norte", "sur")).await.es(404);
    guardar(&diego, &url.replace("norte", "sur"), &[("version", "2")]).await.es(404);
    app.anonimo().get(&editar).await.es(303);
}
