//! Clínica Norte, which prefers WhatsApp, with its templates approved; and Rosa, who accepts it.

use antesala::jobs::Obrero;
use antesala::values::llave::hex;
use diesel::QueryableByName;
use diesel::sql_types::{Nullable, Text};
use diesel_async::RunQueryDsl;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::agenda::mundo::Mundo as Agenda;
use crate::soporte::{Navegador, Nube, Prueba};

pub const ROSA: &str = "+56987654321";
pub const NUMERO: &str = "1055555";
pub const SECRETO: &str = "secreto-de-la-aplicacion";
pub const LUNES_9: &str = "2026-11-23T12:00:00Z";

pub struct Mundo {
    pub agenda: Agenda,
    pub nube: Nube,
    pub beto: Navegador,
    pub rosa: i64,
}

#[derive(QueryableByName)]
struct Palabra {
    #[diesel(sql_type = Nullable<Text>)]
    texto: Option<String>,
}

/// As the API wraps what it tells of Norte's number.
pub fn sobre(valor: &Value) -> Value {
    let mut valor = valor.clone();
    valor["metadata"] = json!({"phone_number_id": NUMERO});
    json!({"object": "whatsapp_business_account", "entry": [{"id": "9000001", "time": 1, "changes": [{"field": "messages", "value": valor}]}]})
}

impl Mundo {
    pub async fn nuevo() -> Self {
        let variables = [
            ("WHATSAPP_TOKEN", "llave-de-prueba"),
            ("WHATSAPP_APP_SECRET", SECRETO),
            ("WHATSAPP_VERIFY_TOKEN", "verificame"),
        ];
        let agenda = Agenda::sobre(Prueba::con_variables(&variables).await, "2026-11-22T12:00:00Z").await;
        let (nube, beto) = (Nube::abrir().await, agenda.app.como("beto").await);
        agenda
            .bd(&format!(
                "insert into canales_whatsapp (clinica_id, numero_id, cuenta_id, preferido) values (clinica_actual(), '{NUMERO}', '9000001', true);
                 insert into plantillas_whatsapp (clinica_id, tipo, nombre, estado)
                 select clinica_actual(), t, 'antesala_' || t || '_1', 'aprobada'
                 from unnest(array['cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'recibo_pago']) t;
                 update sucursales set direccion = 'Av. Siempre Viva 742'"
            ))
            .await;
        let mut mundo = Self { agenda, nube, beto, rosa: 0 };
        mundo.rosa = mundo.bd_paciente("Rosa", Some(ROSA), Some("rosa@correo.test"), true).await;
        mundo
    }

    pub async fn bd_paciente(&self, nombre: &str, telefono: Option<&str>, correo: Option<&str>, acepta: bool) -> i64 {
        let id = self.agenda.bd_paciente(nombre).await;
        let dicho = |texto: Option<&str>| texto.map_or("null".to_owned(), |texto| format!("'{texto}'"));
        let (telefono, correo) = (dicho(telefono), dicho(correo));
        let sql = format!(
            "update pacientes set telefono = {telefono}, correo = {correo}, acepta_whatsapp = {acepta} where id = {id}"
        );
        self.agenda.bd(&sql).await;
        id
    }

    pub fn obrero(&self) -> Obrero {
        Obrero { whatsapp: Some(self.nube.cliente()), ..self.agenda.obrero() }
    }

    /// Everything that may leave leaves, both ways.
    pub async fn enviar(&self) {
        let obrero = self.obrero();
        while obrero.enviar_whatsapps().await.unwrap() + obrero.enviar_lote().await.unwrap() > 0 {}
    }

    /// Rosa's hour.
    pub async fn reservar(&self, inicio: &str) -> i64 {
        self.agenda.reservar(&self.beto, self.rosa, inicio).await.es(303);
        self.agenda.bd_numero("select max(id) as n from citas").await
    }

    /// The API tells us, signed; the status of our answer.
    pub async fn contar(&self, cuerpo: &Value) -> u16 {
        self.contar_firmado(cuerpo, SECRETO).await
    }

    pub async fn contar_firmado(&self, cuerpo: &Value, secreto: &str) -> u16 {
        let bytes = cuerpo.to_string().into_bytes();
        let mut mac = Hmac::<Sha256>::new_from_slice(secreto.as_bytes()).unwrap();
        mac.update(&bytes);
        let firma = format!("sha256={}", hex(&mac.finalize().into_bytes()));
        let quien = self.agenda.app.anonimo();
        quien.post_json("/webhooks/whatsapp", &[("X-Hub-Signature-256", &firma)], &bytes).await.estado.as_u16()
    }

    /// What became of the message number `n` that the API took.
    pub fn estado(&self, n: usize, estado: &str) -> Value {
        let ahora = self.agenda.app.db.reloj().ahora().timestamp().to_string();
        sobre(
            &json!({"statuses": [{"id": Nube::wamid(n), "status": estado, "timestamp": ahora, "recipient_id": "56987654321"}]}),
        )
    }

    pub fn fracaso(&self, n: usize, codigo: i64) -> Value {
        let mut dicho = self.estado(n, "failed");
        dicho["entry"][0]["changes"][0]["value"]["statuses"][0]["errors"] = json!([{"code": codigo, "title": "x"}]);
        dicho
    }

    /// Rosa, or whoever has that phone, writes.
    pub fn texto_de(&self, telefono: &str, wamid: &str, texto: &str) -> Value {
        let ahora = self.agenda.app.db.reloj().ahora().timestamp().to_string();
        sobre(
            &json!({"messages": [{"id": wamid, "from": telefono.trim_start_matches('+'), "timestamp": ahora, "type": "text", "text": {"body": texto}}]}),
        )
    }

    /// Rosa writes, and everything that comes of it happens; what the last thing that left says.
    pub async fn escribe(&self, wamid: &str, texto: &str) -> String {
        assert_eq!(self.contar(&self.texto_de(ROSA, wamid, texto)).await, 200);
        self.atender().await;
        self.dicho()
    }

    pub async fn atender(&self) {
        let obrero = self.obrero();
        while obrero.atender_entrantes().await.unwrap() > 0 {}
        self.enviar().await;
    }

    /// The words of the last message that left.
    pub fn dicho(&self) -> String {
        let mensajes = self.nube.mensajes();
        let ultimo = mensajes.last().cloned().unwrap_or_default();
        ultimo["text"]["body"].as_str().or(ultimo["template"]["name"].as_str()).unwrap_or_default().to_owned()
    }

    pub async fn bd_cita(&self, cita: i64) -> String {
        self.bd_texto(&format!("select estado as texto from citas where id = {cita}")).await.unwrap()
    }

    pub async fn bd_texto(&self, sql: &str) -> Option<String> {
        let norte = self.agenda.app.sistema("norte").await;
        let fila = self
            .agenda
            .app
            .db
            .leer(&norte, async |tx| Ok(diesel::sql_query(sql).get_result::<Palabra>(tx.pg()).await?));
        fila.await.unwrap_or_else(|error| panic!("{error}: {sql}")).texto
    }

    /// `whatsapp enviado`, of each message in order; with its error when there is one.
    pub async fn bd_envios(&self) -> Vec<String> {
        let sql =
            "select string_agg(concat_ws(' ', canal, estado, error), ',' order by mensaje_id) as texto from envios";
        self.bd_texto(sql).await.unwrap_or_default().split(',').map(str::to_owned).collect()
    }

    pub fn pasan_minutos(&self, minutos: i64) {
        let reloj = self.agenda.app.db.reloj();
        reloj.fijar(reloj.ahora() + chrono::TimeDelta::minutes(minutos));
    }

    pub async fn bd_como_dueno(&self, sql: &str) {
        use diesel_async::SimpleAsyncConnection;
        self.agenda.app.base.conectar("dueno").await.batch_execute(sql).await.unwrap();
    }
}
