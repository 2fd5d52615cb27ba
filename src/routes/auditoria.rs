//! What was done, what was read, and what people ask of their own data.

use crate::auditoria::lecturas::pages as lecturas;
use crate::auditoria::pages as auditoria;
use crate::auditoria::solicitudes::pages as solicitudes;
use crate::identidad::Permiso::{AuditoriaVer, PrivacidadResolver};
use crate::web::Acceso::Permiso;
use crate::web::Metodo::{Get, Post};
use crate::web::{Ruta, descarga, ruta};

pub(super) fn auditoria() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/auditoria", Permiso(AuditoriaVer), auditoria::lista),
        ruta(Get, "/:clinica/auditoria/lecturas", Permiso(AuditoriaVer), lecturas::lista),
        ruta(Get, "/:clinica/auditoria/solicitudes", Permiso(AuditoriaVer), solicitudes::lista),
        ruta(Post, "/:clinica/auditoria/solicitudes", Permiso(PrivacidadResolver), solicitudes::crear),
        ruta(Get, "/:clinica/auditoria/solicitudes/nueva", Permiso(PrivacidadResolver), solicitudes::nueva),
        ruta(Get, "/:clinica/auditoria/solicitudes/:id", Permiso(AuditoriaVer), solicitudes::ver),
        ruta(Post, "/:clinica/auditoria/solicitudes/:id/pasos", Permiso(PrivacidadResolver), solicitudes::avanzar),
        descarga("/:clinica/auditoria/solicitudes/:id/archivo", Permiso(PrivacidadResolver), solicitudes::descargar),
    ]
}
