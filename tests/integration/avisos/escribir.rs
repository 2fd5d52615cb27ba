//! A message is a row of the transaction that causes it.

use antesala::avisos::{self, Evento};
use antesala::error::rechazo;

use super::mundo::Mundo;

const MENSAJES: &str = "select count(*) as n from mensajes m join envios e on e.mensaje_id = m.id";

#[tokio::test]
async fn el_mensaje_nace_con_su_transaccion_o_no_nace() {
    let mundo = Mundo::nuevo().await;
    let mensaje = avisos::recibo_pago(&mundo.recibo(1, "Pedro", "pedro@correo.cl"));

    let deshecha = mundo.db.escribir(&mundo.norte, async |tx| {
        avisos::encolar(tx, &mensaje).await?;
        avisos::publicar(tx, &[Evento::PagoRegistrado { pago_id: 1 }]).await?;
        Err::<(), _>(rechazo("una_regla"))
    });
    deshecha.await.unwrap_err();
    assert_eq!(mundo.bd_numero(MENSAJES).await, 0);
    assert_eq!(mundo.bd_numero("select count(*) as n from eventos").await, 0);
    assert_eq!(mundo.obrero().enviar_lote().await.unwrap(), 0);

    assert!(mundo.encolar_recibo(1, "Pedro", "pedro@correo.cl").await.is_some());
    assert_eq!(mundo.bd_numero(MENSAJES).await, 1);
}

#[tokio::test]
async fn un_hecho_tiene_un_solo_mensaje() {
    let mundo = Mundo::nuevo().await;

    assert!(mundo.encolar_recibo(1, "Pedro", "pedro@correo.cl").await.is_some());
    assert_eq!(mundo.encolar_recibo(1, "Pedro", "otra@correo.cl").await, None);
    assert_eq!(mundo.bd_numero(MENSAJES).await, 1);
}

#[tokio::test]
async fn un_mensaje_no_se_cambia_ni_se_borra() {
    let mundo = Mundo::nuevo().await;
    mundo.encolar_recibo(1, "Pedro", "pedro@correo.cl").await;

    for sql in ["update mensajes set asunto = 'otro'", "delete from mensajes", "delete from envios"] {
        let intento = mundo.db.escribir(&mundo.norte, async |tx| {
            Ok(diesel_async::SimpleAsyncConnection::batch_execute(tx.pg(), sql).await?)
        });
        intento.await.unwrap_err();
    }
    assert_eq!(mundo.bd_numero(MENSAJES).await, 1);
}

#[tokio::test]
async fn un_evento_se_guarda_con_sus_numeros() {
    let mundo = Mundo::nuevo().await;

    let publicado =
        mundo.db.escribir(&mundo.norte, async |tx| avisos::publicar(tx, &[Evento::CitaAgendada { cita_id: 12 }]).await);
    publicado.await.unwrap();

    let guardado = "select (datos ->> 'cita_id')::bigint as n from eventos where tipo = 'CitaAgendada'";
    assert_eq!(mundo.bd_numero(guardado).await, 12);
}
