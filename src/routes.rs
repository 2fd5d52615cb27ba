//! The only route table: method, path, access, handler. What is not here does not exist.

mod agenda;
mod auditoria;
mod bodega;
mod caja;
mod configuracion;
mod pacientes;
mod reportes;

use crate::agenda::calendario::pages as calendario;
use crate::agenda::en_linea::pages as en_linea;
use crate::agenda::enlace::pages as enlace;
use crate::agenda::espera::oferta::pages as oferta;
use crate::avisos::bajas::pages as bajas;
use crate::avisos::conversaciones::pages as conversaciones;
use crate::avisos::correo::pages as correo;
use crate::avisos::encuestas::pages as encuesta;
use crate::avisos::equipo::pages as equipo;
use crate::avisos::pages as avisos;
use crate::avisos::whatsapp::eventos::pages as whatsapp;
use crate::escritorio::pages as escritorio;
use crate::escritorio::trabajos::pages as trabajos;
use crate::identidad::Permiso::{AvisosVer, ConversacionesAtender, TrabajosVer};
use crate::identidad::cuenta::pages as cuenta;
use crate::identidad::factor::pages as factor;
use crate::identidad::invitacion::pages as invitacion;
use crate::identidad::pages as identidad;
use crate::identidad::recuperacion::pages as recuperacion;
use crate::web::Acceso::{Firmado, Miembro, Permiso, Publico, Recurso, Sesion};
use crate::web::Metodo::{Get, Post};
use crate::web::{Ruta, assets, muestra, ruta, salud};

/// Every route of the house, area by area.
pub fn tabla() -> Vec<Ruta> {
    let areas = [
        publicas(),
        escritorio(),
        pacientes::pacientes(),
        agenda::agenda(),
        agenda::citas(),
        configuracion::equipo(),
        configuracion::profesionales(),
        configuracion::catalogos(),
        configuracion::cajas(),
        configuracion::convenios(),
        caja::cajas(),
        caja::entre_cajas(),
        caja::ventas(),
        caja::pagos(),
        caja::devoluciones(),
        caja::presupuestos(),
        caja::comisiones(),
        bodega::bodega(),
        bodega::compras(),
        bodega::inventarios(),
        bodega::planillas(),
        reportes::reportes(),
        auditoria::auditoria(),
    ];
    areas.into_iter().flatten().collect()
}

fn publicas() -> Vec<Ruta> {
    vec![
        ruta(Get, "/salud", Recurso, salud::salud),
        ruta(Get, "/listo", Publico, salud::listo),
        ruta(Get, "/assets/*path", Recurso, assets::asset),
        ruta(Get, "/", Sesion, identidad::inicio),
        ruta(Get, "/entrar", Publico, identidad::entrar),
        ruta(Post, "/entrar", Publico, identidad::ingresar),
        ruta(Get, "/entrar/codigo", Publico, identidad::codigo),
        ruta(Post, "/entrar/codigo", Publico, identidad::comprobar_codigo),
        ruta(Get, "/entrar/recuperar", Publico, recuperacion::ver),
        ruta(Post, "/entrar/recuperar", Publico, recuperacion::pedir),
        ruta(Get, "/entrar/clave/:token", Publico, recuperacion::enlace),
        ruta(Post, "/entrar/clave/:token", Publico, recuperacion::elegir),
        ruta(Post, "/salir", Sesion, identidad::salir),
        ruta(Get, "/clinicas", Sesion, identidad::elegir_clinica),
        ruta(Get, "/invitacion/:token", Publico, invitacion::ver),
        ruta(Post, "/invitacion/:token", Publico, invitacion::aceptar),
        ruta(Get, "/ical/:archivo", Publico, calendario::ical),
        ruta(Get, "/:clinica/reservar", Publico, en_linea::portada),
        ruta(Get, "/:clinica/reservar/:prestacion", Publico, en_linea::horas),
        ruta(Post, "/:clinica/reservar/:prestacion", Publico, en_linea::tomar),
        ruta(Get, "/:clinica/reservar/mia/:token", Publico, en_linea::ver),
        ruta(Get, "/:clinica/reservar/mia/:token/datos", Publico, en_linea::corregir),
        ruta(Post, "/:clinica/reservar/mia/:token/datos", Publico, en_linea::datos),
        ruta(Post, "/:clinica/reservar/mia/:token/codigo", Publico, en_linea::codigo),
        ruta(Post, "/:clinica/reservar/mia/:token/envios", Publico, en_linea::reenviar),
        ruta(Post, "/:clinica/reservar/mia/:token/anulacion", Publico, en_linea::soltar),
        ruta(Get, "/o/:token", Publico, oferta::ver),
        ruta(Post, "/o/:token/aceptacion", Publico, oferta::aceptar),
        ruta(Get, "/r/:token", Publico, enlace::ver),
        ruta(Post, "/r/:token/confirmacion", Publico, enlace::confirmar),
        ruta(Get, "/r/:token/anulacion", Publico, enlace::preguntar),
        ruta(Post, "/r/:token/anulacion", Publico, enlace::cancelar),
        ruta(Get, "/r/:token/cambio", Publico, enlace::horas),
        ruta(Post, "/r/:token/cambio", Publico, enlace::cambiar),
        ruta(Get, "/r/:token/encuesta", Publico, encuesta::preguntar),
        ruta(Post, "/r/:token/encuesta", Publico, encuesta::responder),
        ruta(Get, "/b/:token", Publico, bajas::ver),
        ruta(Post, "/b/:token", Firmado, bajas::de_un_toque),
        ruta(Post, "/b/:token/decision", Publico, bajas::decir),
        ruta(Get, "/webhooks/whatsapp", Firmado, whatsapp::presentar),
        ruta(Post, "/webhooks/whatsapp", Firmado, whatsapp::recibir),
        ruta(Get, "/ui", Publico, muestra::ui),
        ruta(Get, "/correo", Publico, correo::lista),
        ruta(Get, "/correo/:id", Publico, correo::una),
        ruta(Get, "/correo/:id/html", Publico, correo::html),
        ruta(Get, "/cuenta", Sesion, cuenta::ver),
        ruta(Post, "/cuenta/clave", Sesion, cuenta::cambiar_clave),
        ruta(Post, "/cuenta/sesiones/cierre", Sesion, cuenta::cerrar_otras),
        ruta(Post, "/cuenta/sesiones/:id/cierre", Sesion, cuenta::cerrar),
        ruta(Get, "/cuenta/segundo-factor", Sesion, factor::ver),
        ruta(Post, "/cuenta/segundo-factor", Sesion, factor::activar),
        ruta(Post, "/cuenta/segundo-factor/codigos", Sesion, factor::renovar),
        ruta(Post, "/cuenta/segundo-factor/retiro", Sesion, factor::quitar),
        ruta(Post, "/cuenta/atajos", Sesion, cuenta::preferir_atajos),
        ruta(Post, "/cuenta/tema", Sesion, cuenta::preferir_tema),
    ]
}

fn escritorio() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/", Miembro, escritorio::hoy),
        ruta(Get, "/:clinica/buscar", Miembro, escritorio::buscar),
        ruta(Get, "/:clinica/mis-avisos", Miembro, equipo::ver),
        ruta(Post, "/:clinica/mis-avisos", Miembro, equipo::guardar),
        ruta(Get, "/:clinica/avisos", Permiso(AvisosVer), avisos::lista),
        ruta(Get, "/:clinica/avisos/:id", Permiso(AvisosVer), avisos::mensaje),
        ruta(Post, "/:clinica/avisos/:id/reintento", Permiso(AvisosVer), avisos::reintentar),
        ruta(Post, "/:clinica/avisos/reintentos", Permiso(AvisosVer), avisos::reintentar_todos),
        ruta(Get, "/:clinica/trabajos", Permiso(TrabajosVer), trabajos::lista),
        ruta(Post, "/:clinica/trabajos/:id/reintento", Permiso(TrabajosVer), trabajos::reintentar),
        ruta(Post, "/:clinica/trabajos/:id/anulacion", Permiso(TrabajosVer), trabajos::cancelar),
        ruta(Get, "/:clinica/conversaciones", Permiso(ConversacionesAtender), conversaciones::lista),
        ruta(Get, "/:clinica/conversaciones/:id", Permiso(ConversacionesAtender), conversaciones::ver),
        ruta(
            Post,
            "/:clinica/conversaciones/:id/respuestas",
            Permiso(ConversacionesAtender),
            conversaciones::responder,
        ),
        ruta(Post, "/:clinica/conversaciones/:id/atencion", Permiso(ConversacionesAtender), conversaciones::atender),
    ]
}
