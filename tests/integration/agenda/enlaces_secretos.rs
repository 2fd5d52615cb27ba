//! The token of a link is in its letter, and nowhere else.

use std::io;
use std::sync::{Arc, Mutex};

use super::enlaces::{telefono, tocar};
use super::mundo::Mundo;

#[tokio::test]
async fn la_ficha_del_enlace_no_queda_en_ninguna_parte() {
    let m = Mundo::nuevo().await;
    let (_, enlace) = m.enlazada().await;
    let token = enlace.trim_start_matches("/r/");
    let guardado = format!(
        "select (select count(*) from enlaces_cita where encode(token_hash, 'hex') = '{token}')
           + (select count(*) from mensajes where mensajes::text like '%{token}%')
           + (select count(*) from auditoria where auditoria::text like '%{token}%') as n"
    );
    assert_eq!(m.bd_numero(&guardado).await, 0);
    let aviso = m.bd_numero("select max(id) as n from mensajes").await;
    let pagina = m.app.como("beto").await.get(&format!("/norte/avisos/{aviso}")).await.es(200);
    assert!(pagina.cuerpo.contains("(enlace personal, solo en el correo)"), "{}", pagina.cuerpo);
}

/// What the program says while it answers.
#[derive(Clone, Default)]
struct Bitacora(Arc<Mutex<Vec<u8>>>);

impl io::Write for Bitacora {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn la_bitacora_nombra_la_ruta_y_nunca_la_ficha() {
    let m = Mundo::nuevo().await;
    let (cita, enlace) = m.enlazada().await;
    let bitacora = Bitacora::default();
    let salida = bitacora.clone();
    let suscriptor =
        tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_writer(move || salida.clone());
    let _puesto = tracing::subscriber::set_default(suscriptor.finish());
    let rosa = telefono(&m, &enlace).await;
    tocar(&rosa, &enlace, "confirmacion", cita).await.es(303);
    rosa.post_crudo(&format!("{enlace}/anulacion"), &[]).await.es(403);
    rosa.get(&format!("{enlace}/cambio?desde=2026-11-30")).await.es(200);
    let dicho = String::from_utf8(bitacora.0.lock().unwrap().clone()).unwrap();
    assert!(dicho.contains("/r/:token/confirmacion") && dicho.contains("request refused"), "{dicho}");
    assert!(!dicho.contains(enlace.trim_start_matches("/r/")), "{dicho}");
}
