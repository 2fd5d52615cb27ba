//! What WhatsApp does not deliver is said by e-mail, once, while it is true.

use super::mundo::{LUNES_9, Mundo, ROSA};

impl Mundo {
    /// How many letters the worker writes now.
    async fn respaldar(&self) -> usize {
        let escritas = self.obrero().respaldar().await.unwrap();
        self.enviar().await;
        escritas
    }
}

#[tokio::test]
async fn lo_que_fallo_se_escribe_por_correo_una_vez() {
    let m = Mundo::nuevo().await;
    m.nube.negar_a(ROSA, 131_026);
    m.reservar(LUNES_9).await;
    m.enviar().await;
    assert_eq!((m.respaldar().await, m.respaldar().await), (1, 0));
    assert_eq!(m.bd_envios().await, ["whatsapp fallido wa_131026", "correo enviado"]);
    let cartas = m.agenda.app.buzon.cartas();
    let carta = String::from_utf8_lossy(&cartas[0].crudo).into_owned();
    assert!(cartas.len() == 1 && carta.contains("rosa@correo.test") && carta.contains("hora.ics"), "{carta}");
    let claves = "select string_agg(clave, ' ' order by id) as texto from mensajes";
    let claves = m.bd_texto(claves).await.unwrap();
    let (primera, segunda) = claves.split_once(' ').unwrap();
    assert_eq!(segunda, format!("{primera}:correo"));
    let ids = "select count(distinct message_id)::text as texto from mensajes";
    assert_eq!(m.bd_texto(ids).await.as_deref(), Some("2"));
}

#[tokio::test]
async fn lo_no_entregado_espera_las_horas_de_la_clinica() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    m.enviar().await;
    m.pasan_minutos(239);
    assert_eq!(m.respaldar().await, 0);
    m.pasan_minutos(2);
    assert_eq!(m.respaldar().await, 1);
    assert_eq!(m.bd_envios().await, ["whatsapp enviado", "correo enviado"]);
}

#[tokio::test]
async fn lo_entregado_no_se_repite() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    m.enviar().await;
    m.contar(&m.estado(0, "delivered")).await;
    m.atender().await;
    m.pasan_minutos(300);
    assert_eq!(m.respaldar().await, 0);
}

#[tokio::test]
async fn lo_que_ya_no_es_cierto_no_se_repite() {
    for (caso, sql) in [
        (
            "moved",
            "update citas set rango = tstzrange(lower(rango) + interval '1 hour', upper(rango) + interval '1 hour'), ocupa = tstzrange(lower(ocupa) + interval '1 hour', upper(ocupa) + interval '1 hour')",
        ),
        ("wants no messages", "update pacientes set sin_avisos = true"),
        ("no address", "update pacientes set correo = null"),
    ] {
        let m = Mundo::nuevo().await;
        m.nube.negar_a(ROSA, 131_026);
        m.reservar(LUNES_9).await;
        m.enviar().await;
        m.agenda.bd(sql).await;
        assert_eq!(m.respaldar().await, 0, "{caso}");
    }
    // The newest of its thread is the one that is told.
    let m = Mundo::nuevo().await;
    let cita = m.reservar(LUNES_9).await;
    m.enviar().await;
    m.agenda.anular(&m.beto, cita).await;
    m.enviar().await;
    m.pasan_minutos(300);
    assert_eq!(m.respaldar().await, 1);
    let asunto = "select asunto as texto from mensajes where canal = 'correo'";
    assert!(m.bd_texto(asunto).await.unwrap().starts_with("Su hora fue cancelada"));
    // An hour that has passed is of no use.
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    m.enviar().await;
    m.pasan_minutos(24 * 60 + 1);
    assert_eq!(m.respaldar().await, 0);
}

#[tokio::test]
async fn si_whatsapp_no_esta_conectado_el_correo_lo_dice_y_lo_otro_ya_no_sale() {
    let m = Mundo::nuevo().await;
    m.reservar(LUNES_9).await;
    m.pasan_minutos(241);
    let sin_whatsapp = m.agenda.obrero();
    assert_eq!(sin_whatsapp.respaldar().await.unwrap(), 1);
    m.enviar().await;
    assert_eq!(m.bd_envios().await, ["whatsapp suprimido reemplazado", "correo enviado"]);
}

#[tokio::test]
async fn dos_obreros_escriben_una_sola_carta() {
    let m = Mundo::nuevo().await;
    m.nube.negar_a(ROSA, 131_026);
    m.reservar(LUNES_9).await;
    m.enviar().await;
    let (uno, otro) = (m.obrero(), m.obrero());
    let (a, b) = tokio::join!(uno.respaldar(), otro.respaldar());
    assert_eq!(a.unwrap() + b.unwrap(), 1);
}
