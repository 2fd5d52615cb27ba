//! What the codes of a failure mean to whoever reads them.

/// Why something has not left.
pub(super) fn en_palabras(codigo: &str) -> String {
    match codigo {
        "reemplazado" => "Un mensaje más nuevo lo reemplaza".into(),
        "ya_no_rige" => "Lo que decía dejó de ser cierto antes de enviarse".into(),
        "vencido" => "Ya no servía cuando iba a salir".into(),
        "direccion_suprimida" => "A esa dirección ya no se envía: no existe".into(),
        "sin_permiso" => "Ya no acepta WhatsApp en ese teléfono".into(),
        "no_quiere" => "Pidió no recibir mensajes de estos".into(),
        "silencio" => "Espera a que termine el silencio de la noche".into(),
        "por_turno" => "Espera su turno: hay muchos mensajes por enviar".into(),
        "sin_respuesta" => "El envío se interrumpió varias veces".into(),
        "direccion_invalida" => "La dirección no sirve".into(),
        "conexion" => "El servidor de correo no responde".into(),
        "cifrado" => "El servidor de correo no ofrece una conexión segura".into(),
        "tiempo" => "El servidor de correo tarda demasiado".into(),
        "wa_conexion" | "wa_1" | "wa_2" | "wa_131016" => "WhatsApp no responde".into(),
        "wa_tiempo" => "WhatsApp tarda demasiado".into(),
        "wa_131026" => "Ese teléfono no recibe WhatsApp".into(),
        "wa_131047" => {
            "Pasaron más de 24 horas desde su último mensaje: solo se le puede escribir con una plantilla".into()
        }
        "wa_132001" | "wa_132007" | "wa_132015" | "wa_132016" => "WhatsApp no tiene aprobada la plantilla".into(),
        "wa_190" => "WhatsApp ya no acepta la llave de este servidor".into(),
        "wa_130429" | "wa_80007" | "wa_131048" | "wa_131056" | "wa_http_429" => {
            "WhatsApp pide escribir más despacio".into()
        }
        otro if otro.starts_with("wa_") => format!("WhatsApp lo rechazó ({})", otro.trim_start_matches("wa_")),
        otro => match otro.strip_prefix("smtp_").and_then(|resto| resto.split('_').next()) {
            Some(numero) if numero.starts_with('5') => format!("El servidor de correo lo rechazó ({numero})"),
            Some(numero) => format!("El servidor de correo pide esperar ({numero})"),
            None => format!("Error {otro}"),
        },
    }
}
