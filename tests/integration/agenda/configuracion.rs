//! Professionals and prestaciones, from the screen to a free slot.

use super::mundo::{Mundo, instante};
use crate::soporte::Prueba;

type Campos<'a> = Vec<(&'a str, &'a str)>;

fn prestacion<'a>(profesional: &'a str) -> Campos<'a> {
    vec![
        ("codigo", "con-1"),
        ("nombre", "Consulta"),
        ("duracion", "20"),
        ("paso", "20"),
        ("antes", "0"),
        ("despues", "0"),
        ("precio", "25000"),
        ("color", "teal"),
        ("aviso_minimo", "0"),
        ("horizonte", "90"),
        ("profesionales", profesional),
    ]
}

/// Fourteen blocks, of which one is filled.
fn semana<'a>(lleno: usize, desde: &'a str, hasta: &'a str) -> Campos<'a> {
    let bloque = |n| if n == lleno { [("desde", desde), ("hasta", hasta)] } else { [("desde", ""), ("hasta", "")] };
    (0..14).flat_map(bloque).collect()
}

#[tokio::test]
async fn ana_crea_un_profesional_con_su_semana_y_la_agenda_se_abre() {
    let app = Prueba::nueva().await;
    app.db.reloj().fijar(instante("2026-11-22T12:00:00Z"));
    let ana = app.como("ana").await;
    let vacia = ana.get("/norte/configuracion/profesionales").await.es(200);
    assert!(vacia.cuerpo.contains("Aún no hay profesionales"));
    ana.get("/norte/configuracion/profesionales/nuevo").await.es(200);
    let mut campos = vec![("nombre", "Eva Soto"), ("color", "teal"), ("sobrecupos", "2")];
    campos.extend(semana(0, "09:00", "10:00"));
    ana.post("/norte/configuracion/profesionales", &campos).await.es(303);
    let lista = ana.get("/norte/configuracion/profesionales").await.es(200);
    assert_eq!(lista.texto("td a"), "Eva Soto");
    let id = lista.atributo("td a", "href").rsplit('/').next().unwrap().to_owned();
    ana.get("/norte/configuracion/prestaciones/nueva").await.es(200);
    ana.post("/norte/configuracion/prestaciones", &prestacion(&id)).await.es(303);
    let dia = app.como("beto").await.get(&format!("/norte/agenda/2026-11-23?profesional={id}")).await.es(200);
    assert_eq!(dia.textos("a.libre"), ["09:00–10:00"]);
    let prestacion = dia.atributo("select[name=prestacion] option:last-child", "value");
    let dia = app.como("beto").await.get(&format!("/norte/agenda/2026-11-23?prestacion={prestacion}")).await.es(200);
    assert_eq!(dia.textos("a.libre"), ["09:00", "09:20", "09:40"]);
}

#[tokio::test]
async fn cambiar_la_semana_rige_desde_hoy_y_conserva_la_anterior() {
    let m = Mundo::nuevo().await;
    let ana = m.app.como("ana").await;
    let url = format!("/norte/configuracion/profesionales/{}", m.profesional);
    assert_eq!(ana.get(&url).await.es(200).atributo("input[name=desde]", "value"), "09:00");
    let prestacion = m.prestacion.to_string();
    let mut campos = vec![("nombre", "Eva Soto"), ("color", "teal"), ("sobrecupos", "2"), ("version", "1")];
    campos.push(("prestaciones", &prestacion));
    campos.extend(semana(1, "15:00", "16:00"));
    ana.post(&url, &campos).await.es(303);
    assert_eq!(m.libres(&m.app.como("beto").await, "2026-11-23").await, ["15:00", "15:30"]);
    assert_eq!(m.bd_numero("select count(*) as n from horarios where vigente_hasta = '2026-11-21'").await, 5);
    // Saved over what somebody else saved in between.
    ana.post(&url, &campos).await.es(422);
}

#[tokio::test]
async fn los_errores_se_dicen_en_su_campo_y_lo_escrito_queda() {
    let m = Mundo::nuevo().await;
    let ana = m.app.como("ana").await;
    let mut campos = prestacion("");
    campos[0].1 = "CON";
    let repetida = ana.post("/norte/configuracion/prestaciones", &campos).await.es(422);
    assert_eq!(repetida.texto("#codigo-error"), "Ya hay una prestación con ese código.");
    assert_eq!(repetida.atributo("#nombre", "value"), "Consulta");
    campos[2].1 = "mucho";
    campos[6].1 = "12,5";
    let mala = ana.post("/norte/configuracion/prestaciones", &campos).await.es(422);
    assert!(mala.hay("#duracion-error") && mala.hay("#precio-error"));
    assert_eq!(mala.atributo("#duracion", "value"), "mucho");
}

#[tokio::test]
async fn solo_quien_configura_entra() {
    let m = Mundo::nuevo().await;
    let (beto, diego) = (m.app.como("beto").await, m.app.como("diego").await);
    for pagina in ["profesionales", "prestaciones"] {
        beto.get(&format!("/norte/configuracion/{pagina}")).await.es(403);
        diego.get(&format!("/norte/configuracion/{pagina}")).await.es(404);
    }
    diego.get(&format!("/sur/configuracion/profesionales/{}", m.profesional)).await.es(404);
    diego.post(&format!("/sur/configuracion/prestaciones/{}", m.prestacion), &[("nombre", "x")]).await.es(404);
}

#[tokio::test]
async fn guardar_un_profesional_no_suelta_sus_prestaciones_archivadas() {
    let m = Mundo::nuevo().await;
    m.bd(&format!("update prestaciones set estado = 'archivada' where id = {}", m.prestacion)).await;
    let ana = m.app.como("ana").await;
    let url = format!("/norte/configuracion/profesionales/{}", m.profesional);
    let marcadas = ana.get(&url).await.es(200).atributos("input[name=prestaciones][checked]", "value");
    assert_eq!(marcadas, [m.prestacion.to_string()]);
    m.bd(&format!("update profesionales set estado = 'archivado' where id = {}", m.profesional)).await;
    let url = format!("/norte/configuracion/prestaciones/{}", m.prestacion);
    let marcados = ana.get(&url).await.es(200).atributos("input[name=profesionales][checked]", "value");
    assert_eq!(marcados, [m.profesional.to_string()]);
}

#[tokio::test]
async fn un_nombre_que_no_cabe_se_dice() {
    let m = Mundo::nuevo().await;
    let ana = m.app.como("ana").await;
    let largo = "ñandú".repeat(5_000);
    let mut campos = prestacion("");
    campos[1].1 = &largo;
    let vuelta = ana.post("/norte/configuracion/prestaciones", &campos).await.es(422);
    assert_eq!(vuelta.texto("#nombre-error"), "Usa hasta 120 caracteres.");
    let campos = [("nombre", largo.as_str()), ("especialidad", &largo), ("color", "blue"), ("sobrecupos", "3")];
    let vuelta = ana.post("/norte/configuracion/profesionales", &campos).await.es(422);
    assert!(vuelta.hay("#nombre-error") && vuelta.hay("#especialidad-error"));
}
