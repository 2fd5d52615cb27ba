mod aparatos;
mod cuenta;
mod factor;
mod ingreso;
mod invitacion;
mod recuperacion;
mod roles;
mod usuarios;

use antesala::jobs::{Obrero, Ritmo};
use antesala::mail::Transporte;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;
use mail_parser::MessageParser;

use crate::soporte::{Navegador, Prueba, Respuesta};

const USUARIOS: &str = "/norte/configuracion/usuarios";

#[derive(diesel::QueryableByName)]
struct Numero {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(diesel::QueryableByName)]
struct Palabra {
    #[diesel(sql_type = Text)]
    t: String,
}

/// The membership of somebody in clínica Norte.
async fn bd_membresia(app: &Prueba, correo: &str) -> i64 {
    let sql = format!(
        "select m.id as n from membresias m join usuarios u on u.id = m.usuario_id where u.correo = '{correo}'"
    );
    bd_numero(app, &sql).await
}

async fn bd_numero(app: &Prueba, sql: &str) -> i64 {
    let actor = app.sistema("norte").await;
    let fila: Numero =
        app.db.leer(&actor, async |tx| Ok(diesel::sql_query(sql).get_result(tx.pg()).await?)).await.unwrap();
    fila.n
}

/// Texts of clínica Norte, in the order that the query gives.
async fn bd_textos(app: &Prueba, sql: &str) -> Vec<String> {
    let actor = app.sistema("norte").await;
    let filas: Vec<Palabra> =
        app.db.leer(&actor, async |tx| Ok(diesel::sql_query(sql).load(tx.pg()).await?)).await.unwrap();
    filas.into_iter().map(|f| f.t).collect()
}

/// The path of the link that a page hands over.
fn enlace(pagina: &Respuesta) -> String {
    let url = pagina.atributo("input[name=enlace]", "value");
    url[url.find("/invitacion/").unwrap()..].to_owned()
}

/// Ana invites somebody new as receptionist: the path of the link.
async fn invitar(ana: &Navegador, nombre: &str, correo: &str) -> String {
    let campos = [("nombre", nombre), ("correo", correo), ("roles", "recepcion")];
    enlace(&ana.post(USUARIOS, &campos).await.es(201))
}

pub fn obrero(app: &Prueba) -> Obrero {
    Obrero {
        db: app.db.clone(),
        transporte: Some(Transporte::nuevo(&app.buzon.url(), "avisos@antesala.example").unwrap()),
        whatsapp: None,
        public_url: "https://antesala.example".into(),
        ritmo: Ritmo::default(),
        llave: None,
    }
}

/// Those who forgot their password are answered, and every letter that may leave leaves.
async fn enviar(app: &Prueba) {
    let obrero = obrero(app);
    while obrero.responder_olvidos().await.unwrap() > 0 {}
    while obrero.enviar_lote().await.unwrap() > 0 {}
}

/// Texts of the letters to somebody, the newest first.
fn cartas(app: &Prueba, correo: &str) -> Vec<String> {
    let leer =
        |crudo: &[u8]| MessageParser::default().parse(crudo).unwrap().body_text(0).unwrap().replace("\r\n", "\n");
    app.buzon.cartas().iter().filter(|c| c.para == [correo]).map(|c| leer(&c.crudo)).collect()
}
