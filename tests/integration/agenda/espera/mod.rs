//! The waiting list: who is noted, who fits an hour that was freed, and what ends a wait.

mod lista;
mod propuestas;

use super::mundo::Mundo;
use crate::soporte::{Navegador, Respuesta};

const LISTA: &str = "/norte/agenda/espera";
const LUNES_9: &str = "2026-11-23T12:00:00Z";
const LUNES_930: &str = "2026-11-23T12:30:00Z";
const LUNES_10: &str = "2026-11-23T13:00:00Z";
const ESPERANDO: &str = "select count(*) as n from esperas where estado = 'esperando'";

async fn anotar(m: &Mundo, quien: &Navegador, paciente: i64, mas: &[(&str, &str)]) -> Respuesta {
    let (paciente, prestacion) = (paciente.to_string(), m.prestacion.to_string());
    let mut campos = vec![("paciente", paciente.as_str()), ("prestacion", &prestacion)];
    campos.retain(|(nombre, _)| !mas.iter().any(|(otro, _)| otro == nombre));
    campos.extend(mas);
    quien.post(LISTA, &campos).await
}

/// Somebody new in the list; answers the row.
async fn espera(m: &Mundo, quien: &Navegador, nombre: &str, mas: &[(&str, &str)]) -> i64 {
    let paciente = m.bd_paciente(nombre).await;
    anotar(m, quien, paciente, mas).await.es(303);
    m.bd_numero("select max(id) as n from esperas").await
}

async fn anular(m: &Mundo, quien: &Navegador, cita: i64) -> Respuesta {
    let version = m.bd_numero(&format!("select version::bigint as n from citas where id = {cita}")).await.to_string();
    quien.post(&format!("/norte/citas/{cita}/anulacion"), &[("version", &version), ("motivo", "no puede")]).await
}

fn de_hora(m: &Mundo, inicio: &str, minutos: i32) -> String {
    format!("{LISTA}/hora?hora={}&minutos={minutos}", m.hora(inicio))
}

/// Who fits an hour, in order.
async fn candidatos(m: &Mundo, quien: &Navegador, inicio: &str, minutos: i32) -> Vec<String> {
    quien.get(&de_hora(m, inicio, minutos)).await.es(200).textos("tbody td:first-child > a")
}
