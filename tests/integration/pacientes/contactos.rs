//! Who answers and pays for a patient, and what the patient allows.

use crate::agenda::mundo::Mundo;
use crate::soporte::{Navegador, Prueba};

const NINO: [(&str, &str); 3] = [("documento", "12.345.678-5"), ("nombres", "Bruno"), ("confirmado", "true")];
const MADRE: [(&str, &str); 4] =
    [("nombre", "Marta Soto"), ("relacion", "madre"), ("rut", "11.111.111-1"), ("responsable", "true")];

async fn crear(quien: &Navegador, campos: &[(&str, &str)]) -> String {
    quien.post("/norte/pacientes", campos).await.es(303).destino().to_owned()
}

#[tokio::test]
async fn quien_responde_y_quien_paga_quedan_en_la_ficha() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let ficha = crear(&beto, &NINO).await;
    let madre = crear(&beto, &[("documento", "11.111.111-1"), ("nombres", "Marta"), ("confirmado", "true")]).await;
    beto.get(&format!("{ficha}/contactos/nuevo")).await.es(200);
    beto.post(&format!("{ficha}/contactos"), &MADRE).await.es(303);
    let con = beto.get(&ficha).await.es(200);
    assert!(con.cuerpo.contains("Madre, responde") && con.cuerpo.contains("11.111.111-1"));
    assert!(con.atributos("td a", "href").contains(&madre));
    let quitar = con.atributos("form", "action").into_iter().find(|a| a.ends_with("/retiro")).unwrap();
    beto.post(&quitar, &[]).await.es(303);
    beto.post(&quitar, &[]).await.es(303);
    assert!(!beto.get(&ficha).await.es(200).cuerpo.contains("Madre, responde"));
}

#[tokio::test]
async fn lo_invalido_se_dice_y_conserva_lo_escrito() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let contactos = format!("{}/contactos", crear(&beto, &NINO).await);
    let mal =
        [("nombre", " "), ("relacion", "vecino"), ("rut", "11.111.111-2"), ("telefono", "12"), ("correo", "no es")];
    let vuelta = beto.post(&contactos, &mal).await.es(422);
    for campo in ["nombre", "relacion", "rut", "telefono", "correo", "responsable"] {
        assert_eq!(vuelta.atributo(&format!("[name={campo}]"), "aria-invalid"), "true", "{campo}");
    }
    assert_eq!(vuelta.atributo("[name=rut]", "value"), "11.111.111-2");
    let sin_rut = [("nombre", "Empresa"), ("relacion", "empresa"), ("pagador", "true")];
    assert!(beto.post(&contactos, &sin_rut).await.es(422).cuerpo.contains("hace falta su RUT"));
}

#[tokio::test]
async fn solo_quien_puede_y_solo_en_su_clinica() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let ficha = crear(&beto, &NINO).await;
    let carla = app.como("carla").await;
    carla.get(&format!("{ficha}/contactos/nuevo")).await.es(403);
    carla.post(&format!("{ficha}/contactos"), &MADRE).await.es(403);
    let diego = app.como("diego").await;
    diego.post(&format!("{ficha}/contactos"), &MADRE).await.es(404);
    diego.post(&format!("{}/contactos", ficha.replace("norte", "sur")), &MADRE).await.es(404);
    beto.post(&format!("{ficha}/contactos"), &MADRE).await.es(303);
    diego.post("/sur/contactos/1/retiro", &[]).await.es(404);
    app.anonimo().get(&format!("{ficha}/contactos/nuevo")).await.es(303);
}

#[tokio::test]
async fn lo_que_el_paciente_permite_se_guarda_y_queda_en_la_historia() {
    let app = Prueba::nueva().await;
    let beto = app.como("beto").await;
    let permisos = [("acepta_publicidad", "true"), ("nombre_en_pantalla", "true")];
    let ficha = crear(&beto, &[NINO.as_slice(), &permisos].concat()).await;
    let editar = beto.get(&format!("{ficha}/editar")).await.es(200);
    assert!(editar.hay("[name=acepta_publicidad][checked]") && !editar.hay("[name=sin_avisos][checked]"));
    let texto = beto.get(&ficha).await.es(200).cuerpo;
    assert!(texto.contains("acepta publicidad") && texto.contains("Acepta publicidad"));
    let pasaporte =
        [("documento_tipo", "pasaporte"), ("documento_pais", "PE"), ("documento", "AB 123.456"), ("nombres", "Inés")];
    let ficha = crear(&beto, &pasaporte).await;
    assert!(beto.get(&ficha).await.es(200).cuerpo.contains("PE AB123456"));
    let editar = beto.get(&format!("{ficha}/editar")).await.es(200);
    assert_eq!(editar.atributo("[name=documento_pais] option[selected]", "value"), "PE");
}

#[tokio::test]
async fn a_quien_no_quiere_no_se_le_escribe_de_sus_citas() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.app.como("beto").await;
    let (si, no) = (mundo.bd_paciente("Si").await, mundo.bd_paciente("No").await);
    mundo.bd("update pacientes set correo = 'x' || id || '@correo.test'").await;
    mundo.bd(&format!("update pacientes set sin_avisos = true where id = {no}")).await;
    mundo.reservar(&beto, no, "2026-11-23T12:00:00Z").await.es(303);
    assert_eq!(mundo.app.bd_cuenta("norte", "mensajes").await, 0);
    mundo.reservar(&beto, si, "2026-11-23T12:30:00Z").await.es(303);
    assert_eq!(mundo.app.bd_cuenta("norte", "mensajes").await, 1);
}
