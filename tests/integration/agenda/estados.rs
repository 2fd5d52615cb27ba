//! The life of a cita.

use antesala::agenda::Estado;

use super::mundo::{Mundo, instante};

const LUNES_9: &str = "2026-11-23T12:00:00Z";

#[tokio::test]
async fn una_cita_llega_se_atiende_y_termina_y_todo_queda_escrito() {
    let m = Mundo::nuevo().await;
    let (beto, elias) = (m.app.como("beto").await, m.app.como("elias").await);
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    m.cambiar(&beto, cita, "confirmacion").await.es(303);
    m.cambiar(&beto, cita, "llegada").await.es(303);
    m.cambiar(&beto, cita, "atencion").await.es(403);
    m.cambiar(&elias, cita, "atencion").await.es(303);
    let fila = m.cambiar(&elias.htmx(), cita, "termino").await.es(200);
    assert!(fila.cuerpo.starts_with(&format!("<tr id=\"cita-{cita}\"")), "{}", fila.cuerpo);
    assert!(fila.cuerpo.contains("id=\"tostadas\""));
    let pagina = beto.get(&format!("/norte/citas/{cita}")).await.es(200);
    let estados = ["Reservada", "Confirmada", "Llegó", "En atención", "Atendida"];
    assert_eq!(pagina.textos("tbody td:nth-child(2)"), estados);
    assert_eq!(pagina.textos("tbody td:nth-child(3)")[4], "Elías Espinoza");
}

#[tokio::test]
async fn no_se_falta_a_una_cita_que_aun_no_empieza() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    let pronto = m.cambiar(&beto, cita, "inasistencia").await.es(409);
    assert!(pronto.texto("[role=alert]").contains("Todavía no es la hora"));
    m.app.db.reloj().fijar(instante(LUNES_9));
    let beto = m.app.como("beto").await;
    m.cambiar(&beto, cita, "inasistencia").await.es(303);
    assert_eq!(m.libres(&beto, "2026-11-23").await[0], "09:00");
}

#[tokio::test]
async fn un_salto_que_no_existe_se_rechaza() {
    let m = Mundo::nuevo().await;
    let (beto, elias) = (m.app.como("beto").await, m.app.como("elias").await);
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    m.cambiar(&elias, cita, "termino").await.es(409);
    m.cambiar(&beto, cita, "retiro").await.es(409);
    assert_eq!(m.bd_regla("update citas set estado = 'atendida'").await, "citas_transicion");
}

#[tokio::test]
async fn con_una_version_vieja_no_se_cambia_y_repetir_no_es_cambiar() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    let url = |recurso: &str| format!("/norte/citas/{cita}/{recurso}");
    beto.post(&url("llegada"), &[("version", "1")]).await.es(303);
    beto.post(&url("llegada"), &[("version", "1")]).await.es(303);
    beto.post(&url("retiro"), &[("version", "1")]).await.es(409);
    assert_eq!(m.bd_numero("select count(*) as n from citas_estados").await, 2);
}

#[tokio::test]
async fn se_vuelve_un_paso_el_mismo_dia_y_solo_uno() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    m.cambiar(&beto, cita, "regreso").await.es(409);
    m.cambiar(&beto, cita, "confirmacion").await.es(303);
    m.cambiar(&beto, cita, "llegada").await.es(303);
    m.cambiar(&beto, cita, "regreso").await.es(303);
    assert_eq!(m.bd_numero("select count(*) as n from citas where estado = 'confirmada'").await, 1);
    m.cambiar(&beto, cita, "regreso").await.es(409);
    m.cambiar(&beto, cita, "llegada").await.es(303);
    m.cambiar(&m.app.como("carla").await, cita, "regreso").await.es(403);
    m.app.db.reloj().fijar(instante("2026-11-23T03:30:00Z"));
    let beto = m.app.como("beto").await;
    m.cambiar(&beto, cita, "regreso").await.es(409);
}

#[tokio::test]
async fn anular_pide_motivo_y_libera_la_hora() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    m.cambiar(&beto, cita, "anulacion").await.es(422);
    let campos = [("version", "1"), ("quien", "paciente"), ("motivo", "está con fiebre")];
    beto.post(&format!("/norte/citas/{cita}/anulacion"), &campos).await.es(303);
    assert_eq!(m.libres(&beto, "2026-11-23").await[0], "09:00");
    let escrita = "select count(*) as n from citas_estados where a = 'cancelada' and quien = 'paciente' and motivo = 'está con fiebre'";
    assert_eq!(m.bd_numero(escrita).await, 1);
    // Going back is honest only while the slot is still free.
    m.cita(&beto, "Raúl", LUNES_9).await;
    let tarde = m.cambiar(&beto, cita, "regreso").await.es(409);
    assert!(tarde.texto("[role=alert]").contains("Su hora ya la ocupa otra cita"));
}

#[tokio::test]
async fn reagendar_cierra_una_y_abre_otra_enlazada_o_no_hace_nada() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    m.cita(&beto, "Raúl", "2026-11-23T12:30:00Z").await;
    let url = format!("/norte/citas/{cita}/reagendamiento");
    beto.post(&url, &[("version", "1"), ("hora", &m.hora("2026-11-23T12:30:00Z"))]).await.es(409);
    assert_eq!(m.bd_numero("select count(*) as n from citas where estado = 'reservada'").await, 2);
    let buscar = beto.get(&format!("/norte/agenda/buscar?cita={cita}")).await.es(200);
    assert!(buscar.textos("td strong").contains(&"09:00".to_owned()), "its own hour does not stand in its way");
    beto.post(&url, &[("version", "1"), ("hora", &m.hora("2026-11-23T13:00:00Z"))]).await.es(303);
    let enlazada = format!("select count(*) as n from citas where reagendada_de = {cita} and estado = 'reservada'");
    assert_eq!(m.bd_numero(&enlazada).await, 1);
    assert_eq!(m.bd_numero("select count(*) as n from citas where estado = 'reagendada'").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn dos_que_cambian_de_hora_entre_si_no_se_traban() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let rosa = m.cita(&beto, "Rosa", LUNES_9).await;
    let raul = m.cita(&beto, "Raúl", "2026-11-23T12:30:00Z").await;
    let mover = async |cita: i64, inicio: &str| {
        let url = format!("/norte/citas/{cita}/reagendamiento");
        beto.post(&url, &[("version", "1"), ("hora", &m.hora(inicio))]).await
    };
    // Each wants the hour that the other still holds: both are told so, and nobody waits for a deadlock.
    let (uno, otro) = tokio::join!(mover(rosa, "2026-11-23T12:30:00Z"), mover(raul, LUNES_9));
    for respuesta in [uno.es(409), otro.es(409)] {
        assert!(respuesta.texto("[role=alert]").contains("Esa hora ya no está libre"));
    }
}

#[tokio::test]
async fn las_transiciones_del_programa_son_las_de_la_base() {
    let m = Mundo::nuevo().await;
    for de in Estado::TODOS {
        for a in Estado::TODOS {
            let cuenta = async |regreso: bool| {
                let (de, a) = (de.codigo(), a.codigo());
                let filtro = format!("where de = '{de}' and a = '{a}' and regreso = {regreso}");
                m.bd_numero(&format!("select count(*) as n from citas_transiciones {filtro}")).await == 1
            };
            assert_eq!(cuenta(false).await, de.avances().contains(&a), "{de:?} to {a:?}");
            assert_eq!(cuenta(true).await, de.regresos().contains(&a), "{de:?} back to {a:?}");
        }
    }
}
