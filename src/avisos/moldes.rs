//! What is said by WhatsApp at any time: words that the API approves beforehand. As in the letters, where, when and how much; never why.

use super::cartas::{AvisoCita, ReciboPago};
use super::model::{Plantilla, Tipo};
use crate::ui::format;
use crate::values::texto;
use crate::whatsapp::Molde;

const EJEMPLOS: &[&str] =
    &["Rosa", "lunes 23 de noviembre de 2026", "09:00", "Elías Espinoza", "Casa matriz, Av. Siempre Viva 742"];
/// What a patient may answer to a reminder, and what its button carries before the cita's number.
pub const RESPUESTAS: [(&str, &str); 3] =
    [("Confirmo", "confirmar"), ("No puedo ir", "cancelar"), ("Cambiar la hora", "cambiar")];

/// One for each message that a patient gets; other words are another name.
pub const MOLDES: &[(Tipo, Molde)] = &[
    (
        Tipo::CitaAgendada,
        Molde {
            nombre: "antesala_cita_agendada_1",
            cuerpo: "Hola, {{1}}: su hora quedó reservada para el {{2}} a las {{3}}, con {{4}}, en {{5}}. Si no puede venir, cámbiela o cancélela con el enlace, que es personal.",
            ejemplos: EJEMPLOS,
            respuestas: &[],
            enlace: Some("Ver mi hora"),
            copiar: None,
        },
    ),
    (
        Tipo::CitaReagendada,
        Molde {
            nombre: "antesala_cita_reagendada_1",
            cuerpo: "Hola, {{1}}: su hora cambió. Ahora es el {{2}} a las {{3}}, con {{4}}, en {{5}}. Si no puede venir, cámbiela o cancélela con el enlace, que es personal.",
            ejemplos: EJEMPLOS,
            respuestas: &[],
            enlace: Some("Ver mi hora"),
            copiar: None,
        },
    ),
    (
        Tipo::CitaCancelada,
        Molde {
            nombre: "antesala_cita_cancelada_1",
            cuerpo: "Hola, {{1}}: su hora del {{2}} a las {{3}}, con {{4}}, en {{5}}, quedó cancelada. Si quiere otra, responda a este mensaje o llame a la clínica.",
            ejemplos: EJEMPLOS,
            respuestas: &[],
            enlace: None,
            copiar: None,
        },
    ),
    (
        Tipo::CitaRecordatorio,
        Molde {
            nombre: "antesala_cita_recordatorio_1",
            cuerpo: "Hola, {{1}}: le recordamos su hora del {{2}} a las {{3}}, con {{4}}, en {{5}}. ¿Viene? Responda con un botón.",
            ejemplos: EJEMPLOS,
            respuestas: &[RESPUESTAS[0].0, RESPUESTAS[1].0, RESPUESTAS[2].0],
            enlace: Some("Ver mi hora"),
            copiar: None,
        },
    ),
    (
        Tipo::ReservaCodigo,
        Molde {
            nombre: "antesala_reserva_codigo_1",
            cuerpo: "Tu código de verificación es *{{1}}*. Por tu seguridad, no lo compartas.",
            ejemplos: &["123456"],
            respuestas: &[],
            enlace: None,
            copiar: Some("Copiar código"),
        },
    ),
    (
        Tipo::ReciboPago,
        Molde {
            nombre: "antesala_recibo_pago_1",
            cuerpo: "Hola, {{1}}: recibimos su pago de {{2}} el {{3}}. El número de su comprobante es {{4}}. Si lo quiere en PDF, responda a este mensaje.",
            ejemplos: &["Rosa", "$12.340", "23-11-2026", "1204"],
            respuestas: &[],
            enlace: None,
            copiar: None,
        },
    ),
];

pub fn molde(tipo: Tipo) -> Option<&'static Molde> {
    MOLDES.iter().find(|(de, _)| *de == tipo).map(|(_, molde)| molde)
}

/// What is kept of one that carries a code: the code is in none of it.
pub(super) fn de_codigo(tipo: Tipo) -> Option<Plantilla> {
    let molde = molde(tipo)?;
    Some(Plantilla { nombre: molde.nombre.into(), variables: Vec::new(), texto: molde.texto(&["······".into()]) })
}

pub(super) fn de_cita(aviso: &AvisoCita<'_>, tipo: Tipo) -> Option<Plantilla> {
    let inicio = aviso.inicio.with_timezone(&aviso.zona).naive_local();
    let lugar = [aviso.sucursal, aviso.direccion].into_iter().filter(|parte| !parte.is_empty()).collect::<Vec<_>>();
    let variables = [
        aviso.nombre,
        &format::date_long(inicio.date()),
        &format::time(inicio.time()),
        aviso.profesional,
        &lugar.join(", "),
    ];
    llenar(tipo, &variables)
}

pub(super) fn de_recibo(recibo: &ReciboPago<'_>) -> Option<Plantilla> {
    let total = format::money(recibo.total, recibo.moneda);
    let variables = [recibo.nombre, &total, &format::date(recibo.fecha.date()), &recibo.folio.to_string()];
    llenar(Tipo::ReciboPago, &variables)
}

fn llenar(tipo: Tipo, variables: &[&str]) -> Option<Plantilla> {
    let variables: Vec<String> = variables.iter().map(|valor| variable(valor)).collect();
    let molde = molde(tipo)?;
    Some(Plantilla { nombre: molde.nombre.into(), texto: molde.texto(&variables), variables })
}

/// One line, and never empty: the API refuses the rest.
fn variable(valor: &str) -> String {
    Some(texto::nombre(valor)).filter(|dicho| !dicho.is_empty()).unwrap_or_else(|| "-".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cada_plantilla_tiene_un_ejemplo_por_variable_y_no_termina_en_una() {
        for (_, molde) in MOLDES {
            let llena = molde.texto(&molde.ejemplos.iter().map(|e| (*e).to_owned()).collect::<Vec<_>>());
            assert!(!llena.contains("{{") && llena.ends_with('.'), "{llena}");
            assert!(molde.ejemplos.iter().all(|ejemplo| llena.contains(ejemplo)), "{llena}");
        }
    }
}
