//! Routes of the settings.

use crate::agenda::calendario::pages as calendario;
use crate::agenda::en_linea::ajustes::pages as en_linea;
use crate::avisos::ajustes::pages as avisos;
use crate::avisos::encuestas::pages as encuestas;
use crate::avisos::plantillas::pages as plantillas;
use crate::avisos::whatsapp::pages as whatsapp;
use crate::bodega::depositos::pages as depositos;
use crate::caja::ajustes::pages as reglas_caja;
use crate::caja::cajas::pages as cajas;
use crate::caja::convenios::pages as convenios;
use crate::catalogos::boxes::pages as boxes;
use crate::catalogos::excepciones::pages as excepciones;
use crate::catalogos::feriados::pages as feriados;
use crate::catalogos::horarios::pages as horarios;
use crate::catalogos::prestaciones::pages as prestaciones;
use crate::catalogos::profesionales::pages as profesionales;
use crate::catalogos::sede::pages as sede;
use crate::identidad::Permiso::{ConfiguracionEditar, UsuariosEditar};
use crate::identidad::roles::pages as roles;
use crate::identidad::usuarios::pages as usuarios;
use crate::web::Acceso::Permiso;
use crate::web::Metodo::{Get, Post};
use crate::web::{Ruta, ruta};

pub(super) fn equipo() -> Vec<Ruta> {
    let quien = Permiso(UsuariosEditar);
    vec![
        ruta(Get, "/:clinica/configuracion/usuarios", quien, usuarios::lista),
        ruta(Get, "/:clinica/configuracion/usuarios/nuevo", quien, usuarios::nuevo),
        ruta(Post, "/:clinica/configuracion/usuarios", quien, usuarios::invitar),
        ruta(Get, "/:clinica/configuracion/usuarios/:id", quien, usuarios::ver),
        ruta(Post, "/:clinica/configuracion/usuarios/:id", quien, usuarios::dar_roles),
        ruta(Post, "/:clinica/configuracion/usuarios/:id/invitacion", quien, usuarios::invitar_otra_vez),
        ruta(Post, "/:clinica/configuracion/usuarios/:id/suspension", quien, usuarios::suspender),
        ruta(Post, "/:clinica/configuracion/usuarios/:id/reactivacion", quien, usuarios::reactivar),
        ruta(Post, "/:clinica/configuracion/usuarios/:id/segundo-factor/retiro", quien, usuarios::retirar_factor),
        ruta(Post, "/:clinica/configuracion/roles/segundo-factor", quien, roles::exigir),
        ruta(Get, "/:clinica/configuracion/roles", quien, roles::ver),
        ruta(Post, "/:clinica/configuracion/roles", quien, roles::guardar),
    ]
}

pub(super) fn profesionales() -> Vec<Ruta> {
    let quien = Permiso(ConfiguracionEditar);
    vec![
        ruta(Get, "/:clinica/configuracion/profesionales", quien, profesionales::profesionales),
        ruta(Post, "/:clinica/configuracion/profesionales", quien, profesionales::crear_profesional),
        ruta(Get, "/:clinica/configuracion/profesionales/nuevo", quien, profesionales::nuevo_profesional),
        ruta(Get, "/:clinica/configuracion/profesionales/:id", quien, profesionales::editar_profesional),
        ruta(Post, "/:clinica/configuracion/profesionales/:id", quien, profesionales::cambiar_profesional),
        ruta(Get, "/:clinica/configuracion/profesionales/:id/horario", quien, horarios::ver),
        ruta(Post, "/:clinica/configuracion/profesionales/:id/horario", quien, horarios::guardar),
        ruta(Get, "/:clinica/configuracion/profesionales/:id/excepciones", quien, excepciones::ver),
        ruta(Post, "/:clinica/configuracion/profesionales/:id/excepciones", quien, excepciones::guardar),
        ruta(Post, "/:clinica/configuracion/profesionales/:id/excepciones/retiro", quien, excepciones::quitar),
        ruta(Get, "/:clinica/configuracion/profesionales/:id/calendario", quien, calendario::ver),
        ruta(Post, "/:clinica/configuracion/profesionales/:id/calendario", quien, calendario::crear),
        ruta(Post, "/:clinica/configuracion/profesionales/:id/calendario/revocacion", quien, calendario::revocar),
    ]
}

pub(super) fn catalogos() -> Vec<Ruta> {
    let quien = Permiso(ConfiguracionEditar);
    vec![
        ruta(Get, "/:clinica/configuracion/prestaciones", quien, prestaciones::prestaciones),
        ruta(Post, "/:clinica/configuracion/prestaciones", quien, prestaciones::crear_prestacion),
        ruta(Get, "/:clinica/configuracion/prestaciones/nueva", quien, prestaciones::nueva_prestacion),
        ruta(Get, "/:clinica/configuracion/prestaciones/:id", quien, prestaciones::editar_prestacion),
        ruta(Post, "/:clinica/configuracion/prestaciones/:id", quien, prestaciones::cambiar_prestacion),
        ruta(Get, "/:clinica/configuracion/boxes", quien, boxes::lista),
        ruta(Post, "/:clinica/configuracion/boxes", quien, boxes::crear),
        ruta(Get, "/:clinica/configuracion/boxes/nuevo", quien, boxes::nuevo),
        ruta(Get, "/:clinica/configuracion/boxes/:id", quien, boxes::editar),
        ruta(Post, "/:clinica/configuracion/boxes/:id", quien, boxes::cambiar),
        ruta(Get, "/:clinica/configuracion/feriados", quien, feriados::ver),
        ruta(Post, "/:clinica/configuracion/feriados", quien, feriados::decir),
        ruta(Post, "/:clinica/configuracion/feriados/:id/retiro", quien, feriados::retirar),
        ruta(Get, "/:clinica/configuracion/avisos", quien, avisos::ver),
        ruta(Post, "/:clinica/configuracion/avisos", quien, avisos::guardar),
        ruta(Get, "/:clinica/configuracion/en-linea", quien, en_linea::ver),
        ruta(Post, "/:clinica/configuracion/en-linea", quien, en_linea::guardar),
        ruta(Get, "/:clinica/configuracion/avisos/whatsapp", quien, whatsapp::ver),
        ruta(Post, "/:clinica/configuracion/avisos/whatsapp", quien, whatsapp::guardar),
        ruta(Post, "/:clinica/configuracion/avisos/whatsapp/plantillas", quien, whatsapp::pedir),
        ruta(Get, "/:clinica/configuracion/avisos/encuesta", quien, encuestas::ver),
        ruta(Post, "/:clinica/configuracion/avisos/encuesta", quien, encuestas::guardar),
        ruta(Get, "/:clinica/configuracion/avisos/plantillas", quien, plantillas::lista),
        ruta(Get, "/:clinica/configuracion/avisos/plantillas/:tipo", quien, plantillas::editar),
        ruta(Post, "/:clinica/configuracion/avisos/plantillas/:tipo", quien, plantillas::guardar),
        ruta(Post, "/:clinica/configuracion/avisos/plantillas/:tipo/vista", quien, plantillas::ver),
        ruta(Post, "/:clinica/configuracion/avisos/plantillas/:tipo/prueba", quien, plantillas::probar),
        ruta(Post, "/:clinica/configuracion/avisos/plantillas/:tipo/retiro", quien, plantillas::retirar),
        ruta(Get, "/:clinica/configuracion/clinica", quien, sede::ver),
        ruta(Post, "/:clinica/configuracion/clinica", quien, sede::guardar),
        ruta(Post, "/:clinica/configuracion/sucursales", quien, sede::crear_sucursal),
        ruta(Get, "/:clinica/configuracion/sucursales/nueva", quien, sede::nueva_sucursal),
        ruta(Get, "/:clinica/configuracion/sucursales/:id", quien, sede::editar_sucursal),
        ruta(Post, "/:clinica/configuracion/sucursales/:id", quien, sede::cambiar_sucursal),
    ]
}

pub(super) fn cajas() -> Vec<Ruta> {
    let quien = Permiso(ConfiguracionEditar);
    vec![
        ruta(Get, "/:clinica/configuracion/cajas", quien, cajas::lista),
        ruta(Post, "/:clinica/configuracion/cajas", quien, cajas::crear),
        ruta(Get, "/:clinica/configuracion/cajas/nueva", quien, cajas::nueva),
        ruta(Get, "/:clinica/configuracion/cajas/:id", quien, cajas::editar),
        ruta(Post, "/:clinica/configuracion/cajas/:id", quien, cajas::cambiar),
        ruta(Get, "/:clinica/configuracion/caja", quien, reglas_caja::ver),
        ruta(Post, "/:clinica/configuracion/caja", quien, reglas_caja::guardar),
        ruta(Get, "/:clinica/configuracion/depositos", quien, depositos::lista),
        ruta(Post, "/:clinica/configuracion/depositos", quien, depositos::crear),
        ruta(Get, "/:clinica/configuracion/depositos/nuevo", quien, depositos::nuevo),
        ruta(Get, "/:clinica/configuracion/depositos/:id", quien, depositos::editar),
        ruta(Post, "/:clinica/configuracion/depositos/:id", quien, depositos::cambiar),
    ]
}

pub(super) fn convenios() -> Vec<Ruta> {
    let quien = Permiso(ConfiguracionEditar);
    vec![
        ruta(Get, "/:clinica/configuracion/convenios", quien, convenios::lista),
        ruta(Post, "/:clinica/configuracion/convenios", quien, convenios::crear),
        ruta(Get, "/:clinica/configuracion/convenios/nuevo", quien, convenios::nuevo),
        ruta(Get, "/:clinica/configuracion/convenios/:id", quien, convenios::editar),
        ruta(Post, "/:clinica/configuracion/convenios/:id", quien, convenios::cambiar),
    ]
}
