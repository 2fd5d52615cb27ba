//! Creating, changing and archiving patients.

use crate::soporte::{Navegador, Prueba};

const MARIA: [(&str, &str); 6] = [
    ("documento_tipo", "rut"),
    ("documento", "12.345.678-5"),
    ("nombres", "María José"),
    ("apellido_paterno", "Núñez"),
    ("telefono", "+56 9 8765 4321"),
    ("correo", "maria@correo.test"),
];

/// Creates her and answers the URL of her ficha.
async fn crear(beto: &Navegador, campos: &[(&str, &str)]) -> String {
    beto.post("/norte/pacientes", campos).await.es(303).destino().to_owned()
}

/// `base` with some fields changed.
fn con<'a>(base: &[(&'a str, &'a str)], otros: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let resto = base.iter().filter(|(n, _)| !otros.iter().any(|(o, _)| o == n));
    resto.chain(otros).copied().collect()
}

#[tokio::test]
async fn beto_crea_una_paciente_y_ve_su_ficha() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let ficha = beto.get(&crear(&beto, &MARIA).await).await.es(200);
    assert_eq!(ficha.texto("h1"), "María José Núñez");
    assert!(ficha.cuerpo.contains("12.345.678-5") && ficha.cuerpo.contains("Paciente creado"));
    let historia = ficha.texto("table");
    assert!(historia.contains("Beto Barrera") && historia.contains("Creó") && historia.contains("Núñez"), "{historia}");
}

#[tokio::test]
async fn lo_invalido_se_dice_en_su_campo_y_conserva_lo_escrito() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let mal = [
        ("documento", "12.345.678-9"),
        ("nombres", " "),
        ("telefono", "123"),
        ("correo", "no es"),
        ("nacimiento", "2999-01-01"),
    ];
    let vuelta = beto.post("/norte/pacientes", &con(&MARIA, &mal)).await.es(422);
    for (campo, valor) in mal {
        assert_eq!(vuelta.atributo(&format!("[name={campo}]"), "value"), valor);
        assert_eq!(vuelta.atributo(&format!("[name={campo}]"), "aria-invalid"), "true", "{campo}");
    }
    assert_eq!(vuelta.atributo("[name=apellido_paterno]", "value"), "Núñez");
}

#[tokio::test]
async fn un_documento_repetido_senala_a_quien_lo_tiene_aunque_este_archivado() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let ficha = crear(&beto, &MARIA).await;
    beto.post(&format!("{ficha}/archivo"), &[]).await.es(303);
    let otra =
        con(&MARIA, &[("nombres", "Otra"), ("apellido_paterno", "Persona"), ("telefono", ""), ("confirmado", "true")]);
    let vuelta = beto.post("/norte/pacientes", &otra).await.es(422);
    assert!(vuelta.textos("[role=alert] a").contains(&"María José Núñez".to_owned()), "{}", vuelta.cuerpo);
    assert!(vuelta.cuerpo.contains("archivado"));
}

#[tokio::test]
async fn alguien_parecido_se_muestra_antes_de_crear_y_se_puede_confirmar() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    crear(&beto, &MARIA).await;
    let gemela = con(&MARIA, &[("documento", "11.111.111-1"), ("telefono", "")]);
    let aviso = beto.post("/norte/pacientes", &gemela).await.es(409);
    assert!(aviso.texto("[role=alert]").contains("misma persona"));
    assert_eq!(aviso.atributo("[name=documento]", "value"), "11.111.111-1");
    assert_eq!(aviso.atributo("[name=confirmado]", "value"), "true");
    beto.post("/norte/pacientes", &con(&gemela, &[("confirmado", "true")])).await.es(303);
}

#[tokio::test]
async fn el_segundo_que_edita_ve_las_dos_versiones_y_no_pierde_nada() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let ana = app.como("ana").await;
    let ficha = crear(&beto, &MARIA).await;
    let version = beto.get(&format!("{ficha}/editar")).await.es(200).atributo("[name=version]", "value");
    ana.post(&ficha, &con(&MARIA, &[("version", &version), ("telefono", "+56911111111")])).await.es(303);
    let mio = con(&MARIA, &[("version", &version), ("direccion", "Los Aromos 12")]);
    let aviso = beto.post(&ficha, &mio).await.es(409);
    let texto = aviso.texto("[role=alert]");
    assert!(
        texto.contains("Ana Araya guardó") && texto.contains("+56911111111") && texto.contains("Los Aromos 12"),
        "{texto}"
    );
    assert_eq!(aviso.atributo("[name=direccion]", "value"), "Los Aromos 12");
    let nueva = aviso.atributo("[name=version]", "value");
    beto.post(&ficha, &con(&mio, &[("version", &nueva)])).await.es(303);
    assert!(beto.get(&ficha).await.cuerpo.contains("Los Aromos 12"));
    for inventada in ["0", "-2147483648", "2147483647"] {
        beto.post(&ficha, &con(&MARIA, &[("version", inventada)])).await.es(409);
    }
}

#[tokio::test]
async fn dos_que_crean_a_la_vez_el_mismo_documento_dejan_uno() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let campos = con(&MARIA, &[("confirmado", "true")]);
    let (a, b) = tokio::join!(beto.post("/norte/pacientes", &campos), beto.post("/norte/pacientes", &campos));
    let mut estados = [a.estado.as_u16(), b.estado.as_u16()];
    estados.sort_unstable();
    assert_eq!(estados, [303, 422]);
}

#[tokio::test]
async fn cada_lectura_de_la_ficha_queda_anotada() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let ficha = crear(&beto, &MARIA).await;
    beto.get(&ficha).await.es(200);
    app.como("elias").await.get(&ficha).await.es(200);
    assert_eq!(app.bd_cuenta("norte", "lecturas_ficha").await, 2);
}

#[tokio::test]
async fn solo_quien_puede_y_solo_en_su_clinica() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let ficha = crear(&beto, &MARIA).await;
    let carla = app.como("carla").await;
    carla.get(&ficha).await.es(200);
    carla.get(&format!("{ficha}/editar")).await.es(403);
    carla.post(&ficha, &MARIA).await.es(403);
    let diego = app.como("diego").await;
    diego.get(&ficha).await.es(404);
    let ajena = ficha.replace("/norte/", "/sur/");
    diego.get(&ajena).await.es(404);
    diego.post(&ajena, &con(&MARIA, &[("version", "1")])).await.es(404);
    diego.post(&format!("{ajena}/archivo"), &[]).await.es(404);
    app.anonimo().get(&ficha).await.es(303);
    assert!(beto.get(&ficha).await.es(200).cuerpo.contains("Núñez"));
}

#[tokio::test]
async fn lo_que_no_cabe_se_dice_en_su_campo() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let largo = "ñandú ".repeat(5_000);
    let campos = ["nombres", "apellido_paterno", "apellido_materno", "nombre_social", "direccion", "observacion"];
    let mal = campos.map(|campo| (campo, largo.as_str()));
    let vuelta = beto.post("/norte/pacientes", &con(&MARIA, &mal)).await.es(422);
    for campo in campos {
        assert_eq!(vuelta.atributo(&format!("[name={campo}]"), "aria-invalid"), "true", "{campo}");
    }
}
