//! The token of a link is in its letter, and nowhere else.

use std::cell::RefCell;
use std::io;
use std::sync::Once;

use tracing_subscriber::filter::dynamic_filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

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

thread_local! {
    /// What the program said on this thread since it began to be listened to. A test has its thread to itself.
    static DICHO: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

struct Bitacora;

impl io::Write for Bitacora {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        DICHO.with_borrow_mut(|dicho| dicho.get_or_insert_default().extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One subscriber for the whole process: with one of this thread alone, a line of the program that another test says
/// first counts as unheard from then on.
pub(super) fn escuchar() {
    static PUESTA: Once = Once::new();
    PUESTA.call_once(|| {
        let solo_quien_escucha = dynamic_filter_fn(|_, _| DICHO.with_borrow(Option::is_some));
        let salida = tracing_subscriber::fmt::layer().with_writer(|| Bitacora);
        tracing_subscriber::registry().with(solo_quien_escucha).with(salida).init();
        tracing::callsite::rebuild_interest_cache();
    });
    DICHO.set(Some(Vec::new()));
}

/// All of it, and no more is listened to.
pub(super) fn dicho() -> String {
    String::from_utf8(DICHO.take().unwrap()).unwrap()
}

#[tokio::test]
async fn la_bitacora_nombra_la_ruta_y_nunca_la_ficha() {
    let m = Mundo::nuevo().await;
    let (cita, enlace) = m.enlazada().await;
    escuchar();
    let rosa = telefono(&m, &enlace).await;
    tocar(&rosa, &enlace, "confirmacion", cita).await.es(303);
    rosa.post_crudo(&format!("{enlace}/anulacion"), &[]).await.es(403);
    rosa.get(&format!("{enlace}/cambio?desde=2026-11-30")).await.es(200);
    let dicho = dicho();
    assert!(dicho.contains("/r/:token/confirmacion") && dicho.contains("request refused"), "{dicho}");
    assert!(!dicho.contains(enlace.trim_start_matches("/r/")), "{dicho}");
}
