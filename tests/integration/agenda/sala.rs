//! The waiting room: order of arrival and priority, calls and their trace, and a wall that names nobody.

use super::mundo::{Mundo, instante};
use crate::soporte::{Navegador, Respuesta};

/// Monday 23 November 2026, 09:10 in Santiago: two hours of the morning are booked.
async fn mundo() -> (Mundo, Navegador, i64, i64) {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.app.como("beto").await;
    let julia = mundo.cita(&beto, "Julia", "2026-11-23T12:30:00Z").await;
    let pedro = mundo.cita(&beto, "Pedro", "2026-11-23T13:00:00Z").await;
    mundo.app.db.reloj().fijar(instante("2026-11-23T12:10:00Z"));
    let beto = mundo.app.como("beto").await;
    (mundo, beto, julia, pedro)
}

fn nombres(sala: &Respuesta) -> Vec<String> {
    sala.textos("#sala tr[data-fila] a")
}

async fn en_sala(mundo: &Mundo, quien: &Navegador, cita: i64, recurso: &str, campo: (&str, &str)) -> Respuesta {
    let sql = format!("select version::bigint as n from citas where id = {cita}");
    let version = mundo.bd_numero(&sql).await.to_string();
    quien.post(&format!("/norte/sala/{cita}/{recurso}"), &[("version", &version), campo]).await
}

#[tokio::test]
async fn se_espera_en_orden_de_llegada_y_la_prioridad_va_primero() {
    let (mundo, beto, julia, pedro) = mundo().await;
    assert!(beto.get("/norte/sala").await.es(200).texto("#sala").contains("No hay nadie en la sala"));
    mundo.cambiar(&beto, pedro, "llegada").await.es(303);
    mundo.app.db.reloj().fijar(instante("2026-11-23T12:22:00Z"));
    mundo.cambiar(&beto, julia, "llegada").await.es(303);
    let sala = beto.get("/norte/sala").await.es(200);
    assert_eq!(nombres(&sala), ["Pedro", "Julia"]);
    assert_eq!(sala.textos("#sala td:first-child"), ["1", "2"]);
    assert_eq!(sala.textos("[data-espera]"), ["12", "0"]);
    en_sala(&mundo, &beto, julia, "prioridad", ("prioridad", "1")).await.es(303);
    let sala = beto.get("/norte/sala").await.es(200);
    assert_eq!(nombres(&sala), ["Julia", "Pedro"]);
    assert!(sala.texto("#sala tbody tr").contains("Preferente"));
    en_sala(&mundo, &beto, julia, "prioridad", ("prioridad", "7")).await.es(409);
}

#[tokio::test]
async fn quien_vuelve_a_llegar_conserva_su_numero_y_espera_desde_entonces() {
    let (mundo, beto, julia, pedro) = mundo().await;
    mundo.cambiar(&beto, julia, "llegada").await.es(303);
    mundo.cambiar(&beto, julia, "regreso").await.es(303);
    mundo.cambiar(&beto, pedro, "llegada").await.es(303);
    mundo.app.db.reloj().fijar(instante("2026-11-23T12:20:00Z"));
    mundo.cambiar(&beto, julia, "llegada").await.es(303);
    let sala = beto.get("/norte/sala").await.es(200);
    assert_eq!(nombres(&sala), ["Pedro", "Julia"]);
    assert_eq!(sala.textos("#sala td:first-child"), ["2", "1"]);
}

#[tokio::test]
async fn se_llama_a_un_box_se_rellama_y_queda_quien_llamo() {
    let (mundo, beto, julia, _) = mundo().await;
    mundo.cambiar(&beto, julia, "llegada").await.es(303);
    let un_box = mundo
        .bd_numero("insert into boxes (clinica_id, sucursal_id, nombre) select clinica_id, id, 'Box 3' from sucursales returning id as n")
        .await
        .to_string();
    let elias = mundo.app.como("elias").await;
    let sala = elias.get(&format!("/norte/sala?box={un_box}")).await.es(200);
    assert_eq!(sala.atributo("#sala input[name=box]", "value"), un_box);
    en_sala(&mundo, &elias, julia, "llamados", ("box", &un_box)).await.es(303);
    let sala = en_sala(&mundo, &elias.htmx(), julia, "llamados", ("box", &un_box)).await.es(200);
    assert!(sala.cuerpo.starts_with("<div id=\"sala\""), "{}", sala.cuerpo);
    assert_eq!(sala.texto("#sala tr[data-fila] td:nth-child(5)"), "09:10 · Box 32 veces");
    let quien =
        "select count(*) as n from llamados k join membresias m on m.id = k.por join usuarios u on u.id = m.usuario_id
                 where u.correo = 'elias@norte.test' and k.en = ahora()";
    assert_eq!(mundo.bd_numero(quien).await, 2);
    en_sala(&mundo, &elias, julia, "llamados", ("box", "999999")).await.es(409);
}

#[tokio::test]
async fn quien_entra_o_se_va_deja_de_esperar() {
    let (mundo, beto, julia, pedro) = mundo().await;
    let elias = mundo.app.como("elias").await;
    for cita in [julia, pedro] {
        mundo.cambiar(&beto, cita, "llegada").await.es(303);
    }
    en_sala(&mundo, &elias, julia, "atencion", ("", "")).await.es(303);
    en_sala(&mundo, &beto, pedro, "retiro", ("", "")).await.es(303);
    let sala = elias.get("/norte/sala").await.es(200);
    assert_eq!(sala.textos("#sala h2"), ["En atención · 1"]);
    // Said in time, and the room as it is now.
    let negada = en_sala(&mundo, &elias.htmx(), julia, "llamados", ("box", "")).await.es(409);
    assert!(negada.cuerpo.contains("Ya no está esperando") && negada.hay("#sala"));
    en_sala(&mundo, &elias, julia, "termino", ("", "")).await.es(303);
    assert!(nombres(&elias.get("/norte/sala").await.es(200)).is_empty());
}

#[tokio::test]
async fn la_pantalla_muestra_numero_e_iniciales_y_ningun_nombre() {
    let (mundo, beto, julia, pedro) = mundo().await;
    assert!(beto.get("/norte/sala/pantalla").await.es(200).hay(".muro-vacio"));
    mundo.bd(&format!("update pacientes set apellido_paterno = 'Ñandú' from citas c where c.id = {pedro} and c.paciente_id = pacientes.id")).await;
    for cita in [julia, pedro] {
        mundo.cambiar(&beto, cita, "llegada").await.es(303);
        en_sala(&mundo, &beto, cita, "llamados", ("box", "")).await.es(303);
    }
    let pantalla = beto.get("/norte/sala/pantalla").await.es(200);
    assert_eq!(pantalla.textos(".muro-ultimo span"), ["2", "P. Ñ.", "Eva Soto", "09:10"]);
    assert_eq!(pantalla.textos(".muro-anteriores .muro-numero"), ["1"]);
    assert!(!pantalla.cuerpo.contains("Pedro") && !pantalla.cuerpo.contains("Julia") && !pantalla.hay("nav"));
    let parte = beto.htmx().con_cabecera("HX-Target", "div#muro").get("/norte/sala/pantalla").await.es(200);
    assert!(parte.cuerpo.starts_with("<div id=\"muro\""));
}

#[tokio::test]
async fn la_sala_es_de_quien_ve_la_agenda_y_llama_quien_recibe_o_atiende() {
    let (mundo, beto, julia, _) = mundo().await;
    mundo.cambiar(&beto, julia, "llegada").await.es(303);
    for ruta in ["/norte/sala", "/norte/sala/pantalla", "/norte/sala/vivo"] {
        mundo.app.como("fabiola").await.get(ruta).await.es(403);
        mundo.app.como("diego").await.get(ruta).await.es(404);
        mundo.app.anonimo().get(ruta).await.es(303);
        mundo.app.como("gloria").await.get(ruta).await.es(200);
    }
    let gloria = mundo.app.como("gloria").await;
    assert!(!gloria.get("/norte/sala").await.hay("#sala form"));
    en_sala(&mundo, &gloria, julia, "llamados", ("box", "")).await.es(403);
    let diego = mundo.app.como("diego").await;
    diego.post(&format!("/sur/sala/{julia}/llamados"), &[]).await.es(404);
}

#[tokio::test]
async fn dos_que_llegan_a_la_vez_tienen_numeros_distintos() {
    let (mundo, beto, ..) = mundo().await;
    let mut citas = Vec::new();
    for (n, hora) in ["13:30", "14:00", "14:30", "15:00"].iter().enumerate() {
        citas.push(mundo.cita(&beto, &format!("Paciente {n}"), &format!("2026-11-23T{hora}:00Z")).await);
    }
    let llegadas = citas.iter().map(|cita| mundo.cambiar(&beto, *cita, "llegada"));
    for llegada in futures_util::future::join_all(llegadas).await {
        llegada.es(303);
    }
    assert_eq!(mundo.bd_numero("select count(distinct numero) as n from llegadas where numero <= 4").await, 4);
}
