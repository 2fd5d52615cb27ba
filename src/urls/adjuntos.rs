//! URLs of a patient's documents.

pub fn adjuntos(clinica: &str, paciente: i64) -> String {
    format!("/{clinica}/pacientes/{paciente}/adjuntos")
}

/// The file itself.
pub fn adjunto(clinica: &str, id: i64) -> String {
    format!("/{clinica}/adjuntos/{id}")
}

pub fn adjunto_retiro(clinica: &str, id: i64) -> String {
    format!("/{clinica}/adjuntos/{id}/retiro")
}
