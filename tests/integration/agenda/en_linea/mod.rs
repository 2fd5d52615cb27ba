//! Booking without an account, from the clinic's page to the cita.

mod abusos;
mod aprobacion;
mod fichas;
mod telefono;

use mail_parser::MessageParser;

use super::mundo::{Mundo, instante};
use crate::soporte::{Navegador, Respuesta};

const LUNES_9: &str = "2026-11-23T12:00:00Z";
const LUNES_10: &str = "2026-11-23T13:00:00Z";
const ROSA: [(&str, &str); 6] = [
    ("rut", "12.345.678-5"),
    ("nombres", "Rosa"),
    ("apellidos", "Díaz"),
    ("correo", "Rosa@casa.example"),
    ("telefono", "9 8765 4321"),
    ("acepto", "true"),
];

/// Norte's page open, with its prestación on it.
async fn abierta() -> Mundo {
    let m = Mundo::nuevo().await;
    m.abrir_en_linea(r#"{"abierta": true}"#).await;
    m
}

impl Mundo {
    async fn abrir_en_linea(&self, ajustes: &str) {
        self.bd(&format!(
            "update clinicas set ajustes = ajustes || jsonb_build_object('en_linea', '{ajustes}'::jsonb);
             update prestaciones set en_linea = true"
        ))
        .await;
    }

    fn url_horas(&self) -> String {
        format!("/norte/reservar/{}", self.prestacion)
    }

    async fn tomar_en_linea(&self, quien: &Navegador, inicio: &str) -> Respuesta {
        let profesional = self.profesional.to_string();
        let campos = [("hora", self.hora(inicio)), ("profesional", profesional)];
        let campos = campos.each_ref().map(|(n, v)| (*n, v.as_str()));
        quien.post(&self.url_horas(), &campos).await
    }

    /// The page of an hour just held.
    async fn tomada(&self, quien: &Navegador, inicio: &str) -> String {
        quien.get("/norte/reservar").await;
        self.tomar_en_linea(quien, inicio).await.es(303).destino().to_owned()
    }

    /// Of the last letter that arrived.
    async fn codigo(&self) -> String {
        self.enviar().await;
        let cartas = self.app.buzon.cartas();
        let leidas = cartas.iter().map(|carta| MessageParser::default().parse(&carta.crudo).unwrap());
        let de_carta = |carta: mail_parser::Message<'_>| {
            let texto = carta.body_text(0).unwrap().into_owned();
            let (_, resto) = texto.split_once("Código: ")?;
            assert!(carta.body_html(0).unwrap().contains(&resto[..6]));
            Some(resto[..6].to_owned())
        };
        leidas.filter_map(de_carta).next().expect("no letter has a code")
    }

    /// Subject and words of the last letter, once all have left.
    async fn ultima_carta(&self) -> (String, String) {
        self.enviar().await;
        let cartas = self.app.buzon.cartas();
        let carta = MessageParser::default().parse(&cartas[0].crudo).unwrap();
        (carta.subject().unwrap().to_owned(), carta.body_text(0).unwrap().into_owned())
    }

    /// Rosa, or whoever these are, from the held hour to the code that proves her e-mail.
    async fn con_codigo(&self, quien: &Navegador, inicio: &str, datos: &[(&str, &str)]) -> (String, String) {
        let pagina = self.tomada(quien, inicio).await;
        quien.post(&format!("{pagina}/datos"), datos).await.es(303);
        (pagina, self.codigo().await)
    }

    async fn reservada_en_linea(&self, quien: &Navegador, inicio: &str, datos: &[(&str, &str)]) -> Respuesta {
        let (pagina, codigo) = self.con_codigo(quien, inicio, datos).await;
        quien.post(&format!("{pagina}/codigo"), &[("codigo", &codigo)]).await
    }
}

fn otro<'a>(datos: &[(&'a str, &'a str)], campo: &str, valor: &'a str) -> Vec<(&'a str, &'a str)> {
    datos.iter().map(|(n, v)| (*n, if *n == campo { valor } else { *v })).collect()
}

#[tokio::test]
async fn quien_no_tiene_cuenta_reserva_con_el_codigo_de_su_correo() {
    let m = abierta().await;
    let rosa = m.app.anonimo();
    let portada = rosa.get("/norte/reservar").await.es(200);
    assert!(portada.cuerpo.contains("Prestación CON") && portada.cuerpo.contains("$25.000"), "{}", portada.cuerpo);
    let horas = rosa.get(&m.url_horas()).await.es(200);
    assert_eq!(horas.textos("h2")[0], "lunes 23 de noviembre de 2026");
    assert_eq!(horas.textos("button[name=hora]")[..3], ["09:00", "09:30", "10:00"]);
    let pagina = m.tomada(&rosa, LUNES_9).await;
    let vista = rosa.get(&pagina).await.es(200);
    assert!(vista.cuerpo.contains("hasta las 09:15") && vista.cuerpo.contains("Eva Soto"), "{}", vista.cuerpo);
    assert_eq!(vista.cabecera("Referrer-Policy"), Some("no-referrer"));
    assert_eq!(rosa.get(&m.url_horas()).await.textos("button[name=hora]")[0], "09:30");
    rosa.post(&format!("{pagina}/datos"), &ROSA).await.es(303);
    let espera = rosa.get(&pagina).await.es(200);
    assert!(espera.cuerpo.contains("rosa@casa.example"), "{}", espera.cuerpo);
    let codigo = m.codigo().await;
    let partido = format!("{} {}", &codigo[..3], &codigo[3..]);
    rosa.post(&format!("{pagina}/codigo"), &[("codigo", &partido)]).await.es(303);
    assert_eq!(rosa.get(&pagina).await.es(200).texto("h1"), "Su hora está reservada");
    assert_eq!(
        m.bd_numero("select count(*) as n from citas where estado = 'reservada' and origen = 'en_linea'").await,
        1
    );
    let quien = "select concat_ws('|', documento, nombres, apellido_paterno, correo, telefono) as texto from pacientes";
    assert_eq!(m.bd_texto(quien).await, "12345678-5|Rosa|Díaz|rosa@casa.example|+56987654321");
    assert_eq!(m.bd_numero("select count(*) as n from citas_estados where quien = 'paciente'").await, 1);
    let (asunto, _) = m.ultima_carta().await;
    assert!(asunto.starts_with("Su hora está reservada: lun 23"), "{asunto}");
}

#[tokio::test]
async fn cerrada_no_ofrece_ni_toma_nada() {
    let m = Mundo::nuevo().await;
    let rosa = m.app.anonimo();
    let cerrada = rosa.get("/norte/reservar").await.es(200);
    assert!(cerrada.cuerpo.contains("Por ahora no se reserva en línea") && !cerrada.cuerpo.contains("CON"));
    assert_eq!(rosa.get(&m.url_horas()).await.es(303).destino(), "/norte/reservar");
    m.tomar_en_linea(&rosa, LUNES_9).await.es(303);
    m.bd("update clinicas set ajustes = ajustes || '{\"en_linea\": {\"abierta\": true}}'").await;
    m.tomar_en_linea(&rosa, LUNES_9).await.es(303);
    assert_eq!(m.bd_numero("select count(*) as n from citas").await, 0);
    rosa.get("/nadie/reservar").await.es(404);
}

#[tokio::test]
async fn lo_mal_escrito_vuelve_con_su_mensaje_y_sin_perder_nada() {
    let m = abierta().await;
    let rosa = m.app.anonimo();
    let pagina = m.tomada(&rosa, LUNES_9).await;
    let malo = otro(&otro(&ROSA, "rut", "12.345.678-9"), "correo", "rosa");
    let vuelta = rosa.post(&format!("{pagina}/datos"), &malo).await.es(422);
    assert_eq!(vuelta.atributo("input[name=nombres]", "value"), "Rosa");
    assert!(vuelta.cuerpo.contains("Revise el RUT") && vuelta.cuerpo.contains("Escriba su correo completo"));
    let sin_aceptar: Vec<_> = ROSA.into_iter().filter(|(n, _)| *n != "acepto").collect();
    let vuelta = rosa.post(&format!("{pagina}/datos"), &sin_aceptar).await.es(422);
    assert!(vuelta.cuerpo.contains("Para reservar hay que aceptarlo."));
    assert_eq!(m.bd_numero("select count(*) as n from mensajes").await, 0);
    rosa.post(&format!("{pagina}/datos"), &ROSA).await.es(303);
    rosa.post(&format!("{pagina}/codigo"), &[("codigo", "12")]).await.es(422);
    let corregir = rosa.get(&format!("{pagina}/datos")).await.es(200);
    assert_eq!(corregir.atributo("input[name=correo]", "value"), "rosa@casa.example");
}

#[tokio::test]
async fn la_hora_se_suelta_sola_y_no_queda_nada_de_quien_no_termino() {
    let m = abierta().await;
    let rosa = m.app.anonimo();
    let (pagina, codigo) = m.con_codigo(&rosa, LUNES_9, &ROSA).await;
    m.app.db.reloj().fijar(instante("2026-11-22T12:16:00Z"));
    rosa.get(&pagina).await.es(410);
    rosa.post(&format!("{pagina}/codigo"), &[("codigo", &codigo)]).await.es(303);
    assert_eq!(m.bd_numero("select count(*) as n from pacientes").await, 0);
    m.tomada(&m.app.anonimo(), LUNES_9).await;
    m.obrero().soltar_retenidas().await.unwrap();
    assert_eq!(m.bd_numero("select count(*) as n from reservas_en_linea where correo <> ''").await, 0);
}

#[tokio::test]
async fn se_deja_para_elegir_otra() {
    let m = abierta().await;
    let rosa = m.app.anonimo();
    let pagina = m.tomada(&rosa, LUNES_9).await;
    assert_eq!(rosa.post(&format!("{pagina}/anulacion"), &[]).await.es(303).destino(), "/norte/reservar");
    assert_eq!(m.bd_numero("select count(*) as n from citas").await, 0);
    rosa.get(&pagina).await.es(410);
}

#[tokio::test]
async fn el_codigo_no_queda_escrito_en_ninguna_parte() {
    let m = abierta().await;
    let rosa = m.app.anonimo();
    let (pagina, codigo) = m.con_codigo(&rosa, LUNES_9, &ROSA).await;
    let token = pagina.rsplit('/').next().unwrap();
    for secreto in [codigo.as_str(), token] {
        let guardado = format!(
            "select (select count(*) from mensajes where mensajes::text like '%{secreto}%')
               + (select count(*) from reservas_en_linea r where (to_jsonb(r) - 'telefono')::text like '%{secreto}%')
               + (select count(*) from auditoria where auditoria::text like '%{secreto}%') as n"
        );
        assert_eq!(m.bd_numero(&guardado).await, 0);
    }
    let aviso = m.bd_numero("select max(id) as n from mensajes").await;
    m.app.como("beto").await.get(&format!("/norte/avisos/{aviso}")).await.es(200);
}

#[tokio::test]
async fn el_codigo_se_manda_otra_vez_y_los_de_antes_siguen_sirviendo() {
    let m = abierta().await;
    let rosa = m.app.anonimo();
    let (pagina, primero) = m.con_codigo(&rosa, LUNES_9, &ROSA).await;
    rosa.post(&format!("{pagina}/envios"), &[]).await.es(303);
    m.enviar().await;
    rosa.post(&format!("{pagina}/envios"), &[]).await.es(303);
    m.enviar().await;
    let harta = rosa.post(&format!("{pagina}/envios"), &[]).await.es(429);
    assert!(harta.cuerpo.contains("Ya le enviamos varios correos"), "{}", harta.cuerpo);
    assert_eq!(m.bd_numero("select count(*) as n from mensajes").await, 3);
    rosa.post(&format!("{pagina}/codigo"), &[("codigo", &primero)]).await.es(303);
    assert_eq!(rosa.get(&pagina).await.texto("h1"), "Su hora está reservada");
}

#[tokio::test]
async fn ana_abre_y_cierra_la_reserva_en_linea() {
    let m = Mundo::nuevo().await;
    let ana = m.app.como("ana").await;
    let pagina = ana.get("/norte/configuracion/en-linea").await.es(200);
    assert!(pagina.cuerpo.contains("/norte/reservar"));
    let version = pagina.atributo("input[name=version]", "value");
    let campos = [("version", version.as_str()), ("abierta", "true"), ("aprobar", "true")];
    ana.post("/norte/configuracion/en-linea", &campos).await.es(303);
    let vuelta = ana.post("/norte/configuracion/en-linea", &campos).await.es(409);
    assert!(vuelta.cuerpo.contains("Otra persona lo cambió"));
    let ajustes = "select (ajustes -> 'en_linea')::text as texto from clinicas";
    assert_eq!(m.bd_texto(ajustes).await, r#"{"abierta": true, "aprobar": true}"#);
    m.app.como("beto").await.get("/norte/configuracion/en-linea").await.es(403);
}
