//! Whose ficha it goes to: nothing tells whether somebody is a patient here.

use super::super::mundo::Mundo;
use super::{LUNES_9, LUNES_10, ROSA, abierta, otro};

impl Mundo {
    async fn bd_rosa(&self, correo: &str) -> i64 {
        self.bd_numero(&format!(
            "insert into pacientes (clinica_id, documento_tipo, documento, rut_cuerpo, rut_dv, nombres, apellido_paterno, correo, telefono)
             values (clinica_actual(), 'rut', '12345678-5', 12345678, '5', 'Rosa', 'Díaz', '{correo}', '+56911111111') returning id as n"
        ))
        .await
    }
}

#[tokio::test]
async fn quien_ya_es_paciente_queda_en_su_ficha_tal_como_estaba() {
    let m = abierta().await;
    let rosa = m.bd_rosa("rosa@casa.example").await;
    m.reservada_en_linea(&m.app.anonimo(), LUNES_9, &ROSA).await.es(303);
    assert_eq!(m.bd_numero("select count(*) as n from pacientes").await, 1);
    assert_eq!(m.bd_numero("select paciente_id as n from citas").await, rosa);
    assert_eq!(m.bd_texto("select telefono as texto from pacientes").await, "+56911111111");
}

#[tokio::test]
async fn un_rut_ajeno_no_dice_nada_ni_toca_su_ficha() {
    let m = abierta().await;
    let rosa = m.bd_rosa("rosa@de-verdad.example").await;
    let malo = m.app.anonimo();
    let (pagina, codigo) = m.con_codigo(&malo, LUNES_9, &ROSA).await;
    malo.post(&format!("{pagina}/codigo"), &[("codigo", &codigo)]).await.es(303);
    let con_ficha = malo.get(&pagina).await.es(200);
    // As with a RUT that nobody has.
    let otro_rut = otro(&otro(&ROSA, "rut", "7.654.321-6"), "correo", "x@casa.example");
    let (pagina, codigo) = m.con_codigo(&malo, LUNES_10, &otro_rut).await;
    malo.post(&format!("{pagina}/codigo"), &[("codigo", &codigo)]).await.es(303);
    let sin_ficha = malo.get(&pagina).await.es(200);
    assert_eq!(con_ficha.textos("h1"), sin_ficha.textos("h1"));
    assert_eq!(con_ficha.cuerpo.replace("09:00", "10:00"), sin_ficha.cuerpo);
    assert_eq!(m.bd_numero(&format!("select count(*) as n from citas where paciente_id = {rosa}")).await, 0);
    let de_rosa = format!("select correo as texto from pacientes where id = {rosa}");
    assert_eq!(m.bd_texto(&de_rosa).await, "rosa@de-verdad.example");
    m.enviar().await;
    let a_rosa = m.app.buzon.cartas().iter().filter(|c| c.para.iter().any(|p| p.contains("de-verdad"))).count();
    assert_eq!(a_rosa, 0);
    let nota = "select observacion as texto from citas order by inicio limit 1";
    assert!(m.bd_texto(nota).await.contains("RUT 12.345.678-5, que es de otra ficha"));
}

#[tokio::test]
async fn una_ficha_bloqueada_o_archivada_no_se_abre_desde_afuera() {
    let m = abierta().await;
    let rosa = m.bd_rosa("rosa@casa.example").await;
    m.bd("update pacientes set bloqueado = ahora(), sin_avisos = true").await;
    m.reservada_en_linea(&m.app.anonimo(), LUNES_9, &ROSA).await.es(303);
    assert_eq!(m.bd_numero(&format!("select count(*) as n from citas where paciente_id = {rosa}")).await, 0);
    assert_eq!(m.bd_numero("select count(*) as n from pacientes").await, 2);
}

#[tokio::test]
async fn sin_rut_vuelve_a_su_ficha_quien_tiene_el_mismo_nombre_y_correo() {
    let m = abierta().await;
    let sin_rut = otro(&ROSA, "rut", "");
    m.reservada_en_linea(&m.app.anonimo(), LUNES_9, &sin_rut).await.es(303);
    m.reservada_en_linea(&m.app.anonimo(), LUNES_10, &sin_rut).await.es(303);
    assert_eq!(m.bd_numero("select count(*) as n from pacientes").await, 1);
    let hermana = otro(&sin_rut, "nombres", "Ema");
    m.reservada_en_linea(&m.app.anonimo(), "2026-11-23T14:00:00Z", &hermana).await.es(303);
    assert_eq!(m.bd_numero("select count(*) as n from pacientes").await, 2);
}

#[tokio::test]
async fn con_cualquiera_basta_que_alguien_este_libre() {
    let m = abierta().await;
    let otra = m.bd_profesional("Iván Ríos", "09:00", "13:00").await;
    let rosa = m.app.anonimo();
    let horas = rosa.get(&m.url_horas()).await.es(200);
    assert_eq!(horas.textos("select[name=profesional] option").len(), 3);
    let con_ivan = rosa.get(&format!("{}?profesional={otra}", m.url_horas())).await.es(200);
    assert!(con_ivan.atributo("button[name=hora]", "value").starts_with(&format!("{otra}@")));
    let elegida = horas.atributo("button[name=hora]", "value");
    let pagina =
        rosa.post(&m.url_horas(), &[("hora", &elegida), ("profesional", "")]).await.es(303).destino().to_owned();
    rosa.post(&format!("{pagina}/datos"), &ROSA).await.es(303);
    let codigo = m.codigo().await;
    // Whoever was picked can no longer: the other one does it.
    let (quien, _) = elegida.split_once('@').unwrap();
    m.bd(&format!(
        "delete from citas where estado = 'retenida'; update profesionales set estado = 'archivado' where id = {quien}"
    ))
    .await;
    rosa.post(&format!("{pagina}/codigo"), &[("codigo", &codigo)]).await.es(303);
    let con = m.bd_numero("select profesional_id as n from citas").await;
    assert!(con != quien.parse::<i64>().unwrap());
}
