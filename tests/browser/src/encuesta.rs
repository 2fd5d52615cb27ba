//! How a visit was, said on a phone.

use crate::soporte::Mundo;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn se_responde_en_un_telefono() {
    let mundo = Mundo::nuevo().await;
    mundo
        .bd("with pa as (
               insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres, correo)
               values (clinica_actual(), 'sin_documento', 'otro', 'Rosa', 'rosa@correo.test') returning clinica_id, id),
             po as (insert into profesionales (clinica_id, nombre) values (clinica_actual(), 'Eva Soto') returning id),
             pr as (
               insert into prestaciones (clinica_id, codigo, nombre, duracion, paso, precio, moneda)
               values (clinica_actual(), 'CON', 'Control', 30, 30, 1000, 'CLP') returning id),
             ci as (
               insert into citas (clinica_id, sucursal_id, profesional_id, prestacion_id, paciente_id, rango, ocupa, precio, moneda)
               select pa.clinica_id, s.id, po.id, pr.id, pa.id, r, r, 1000, 'CLP'
               from sucursales s, po, pr, pa, (select tstzrange(ahora(), ahora() + interval '30 minutes') as r) r
               where s.clinica_id = pa.clinica_id returning clinica_id, id, paciente_id),
             en as (
               insert into encuestas (clinica_id, cita_id, paciente_id) select clinica_id, id, paciente_id from ci returning clinica_id, id),
             me as (
               insert into mensajes (clinica_id, tipo, canal, paciente_id, nombre, direccion, asunto, carta, adjuntos, clave)
               select clinica_id, 'encuesta', 'correo', paciente_id, 'Rosa', 'rosa@correo.test', '¿Cómo fue?', '{\"saludo\": \"\", \"parrafos\": []}',
                 '[{\"baja\": \"encuestas\"}]', 'encuesta:1' from ci returning clinica_id, id),
             ba as (insert into enlaces_baja (clinica_id, mensaje_id, token_hash) select clinica_id, id, sha256('abcdef') from me)
             insert into enlaces_encuesta (clinica_id, encuesta_id, token_hash, vence)
             select clinica_id, id, sha256('abcdef'), ahora() + interval '1 day' from en")
        .await;
    let rosa = mundo.anonimo().await;
    rosa.medir(crate::soporte::TELEFONO).await;
    rosa.ir("/r/abcdef/encuesta").await;
    rosa.ve("¿Cómo fue su atención?").await;
    rosa.retrato("encuesta").await;
    let faltas = rosa.faltas().await;
    assert!(faltas.is_empty(), "{faltas:#?}");
    rosa.medir(crate::soporte::TELEFONO).await;
    rosa.pulsa("4: buena").await;
    rosa.escribe("Comentario", "Todo bien").await;
    rosa.pulsa("Responder").await;
    rosa.ve("Gracias por responder").await;

    rosa.ir("/b/abcdef").await;
    rosa.ve("¿No recibir más encuestas?").await;
    rosa.retrato("baja").await;
    assert_eq!(rosa.faltas().await, [""; 0]);
    rosa.medir(crate::soporte::TELEFONO).await;
    rosa.pulsa("No recibir más").await;
    rosa.ve("Listo: no recibirá más encuestas").await;
    rosa.pulsa("Volver a recibir").await;
    rosa.ve("¿No recibir más encuestas?").await;
    rosa.cerrar().await;
}
