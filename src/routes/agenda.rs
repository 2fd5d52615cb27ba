//! Routes of the agenda, the waiting room and citas.

use crate::agenda::citas::pages as citas;
use crate::agenda::dia::pages as dia;
use crate::agenda::en_linea::aprobacion::pages as aprobacion;
use crate::agenda::espera::hueco::pages as hueco;
use crate::agenda::espera::oferta::pages as oferta;
use crate::agenda::espera::pages as espera;
use crate::agenda::mudanza::pages as mudanza;
use crate::agenda::reserva::pages as reserva;
use crate::agenda::sala::pages as sala;
use crate::agenda::serie::pages as serie;
use crate::agenda::vivo::pages as vivo;
use crate::catalogos::bloqueos::pages as bloqueos;
use crate::catalogos::fuera::pages as fuera;
use crate::identidad::Permiso::{AgendaAtender, AgendaBloquear, AgendaCorregir, AgendaReservar, AgendaVer};
use crate::web::Acceso::Permiso;
use crate::web::Metodo::{Get, Post};
use crate::web::{Ruta, flujo, ruta};

pub(super) fn agenda() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/agenda", Permiso(AgendaVer), dia::agenda),
        ruta(Get, "/:clinica/agenda/buscar", Permiso(AgendaVer), dia::buscar),
        ruta(Get, "/:clinica/agenda/espera", Permiso(AgendaVer), espera::lista),
        ruta(Post, "/:clinica/agenda/espera", Permiso(AgendaReservar), espera::anotar),
        ruta(Get, "/:clinica/agenda/espera/nueva", Permiso(AgendaReservar), espera::nueva),
        ruta(Get, "/:clinica/agenda/espera/hora", Permiso(AgendaVer), hueco::para_hora),
        ruta(Post, "/:clinica/agenda/espera/ofertas", Permiso(AgendaReservar), oferta::ofrecer),
        ruta(Get, "/:clinica/agenda/espera/:id", Permiso(AgendaReservar), espera::ver),
        ruta(Post, "/:clinica/agenda/espera/:id", Permiso(AgendaReservar), espera::guardar),
        ruta(Get, "/:clinica/agenda/espera/:id/hora", Permiso(AgendaReservar), hueco::buscar_hora),
        ruta(Post, "/:clinica/agenda/espera/:id/retiro", Permiso(AgendaReservar), espera::retirar),
        ruta(Post, "/:clinica/agenda/espera/:id/vuelta", Permiso(AgendaReservar), espera::volver),
        ruta(Get, "/:clinica/agenda/en-linea", Permiso(AgendaReservar), aprobacion::lista),
        ruta(Post, "/:clinica/agenda/en-linea/:id/aprobacion", Permiso(AgendaReservar), aprobacion::aprobar),
        ruta(Post, "/:clinica/agenda/en-linea/:id/rechazo", Permiso(AgendaReservar), aprobacion::rechazar),
        ruta(Get, "/:clinica/agenda/:fecha", Permiso(AgendaVer), dia::dia).grande(),
        flujo("/:clinica/agenda/:fecha/vivo", Permiso(AgendaVer), vivo::dias),
        ruta(Get, "/:clinica/sala", Permiso(AgendaVer), sala::ver),
        ruta(Get, "/:clinica/sala/pantalla", Permiso(AgendaVer), sala::pantalla),
        flujo("/:clinica/sala/vivo", Permiso(AgendaVer), sala::vivo),
        ruta(Post, "/:clinica/sala/:id/llamados", Permiso(AgendaVer), sala::llamado),
        ruta(Post, "/:clinica/sala/:id/prioridad", Permiso(AgendaReservar), sala::prioridad),
        ruta(Post, "/:clinica/sala/:id/atencion", Permiso(AgendaAtender), sala::atencion),
        ruta(Post, "/:clinica/sala/:id/termino", Permiso(AgendaAtender), sala::termino),
        ruta(Post, "/:clinica/sala/:id/retiro", Permiso(AgendaReservar), sala::retiro),
        ruta(Post, "/:clinica/citas", Permiso(AgendaReservar), reserva::reservar),
        ruta(Get, "/:clinica/citas/nueva", Permiso(AgendaReservar), reserva::nueva),
        ruta(Get, "/:clinica/citas/nueva/pacientes", Permiso(AgendaReservar), reserva::hallar_pacientes),
        ruta(Get, "/:clinica/citas/sin-hora", Permiso(AgendaReservar), reserva::sin_hora),
        ruta(Post, "/:clinica/citas/retenciones", Permiso(AgendaReservar), reserva::retener),
        ruta(Post, "/:clinica/citas/retenciones/cierre", Permiso(AgendaReservar), reserva::soltar),
    ]
}

pub(super) fn citas() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/citas/:id", Permiso(AgendaVer), citas::ver),
        ruta(Get, "/:clinica/citas/:id/serie", Permiso(AgendaReservar), serie::ver),
        ruta(Post, "/:clinica/citas/:id/serie", Permiso(AgendaReservar), serie::repetir),
        ruta(Post, "/:clinica/citas/:id/serie/anulacion", Permiso(AgendaReservar), serie::anulacion),
        ruta(Post, "/:clinica/citas/:id/serie/mudanza", Permiso(AgendaReservar), serie::mudanza),
        ruta(Post, "/:clinica/citas/:id/confirmacion", Permiso(AgendaReservar), citas::confirmacion),
        ruta(Post, "/:clinica/citas/:id/llegada", Permiso(AgendaReservar), citas::llegada),
        ruta(Post, "/:clinica/citas/:id/atencion", Permiso(AgendaAtender), citas::atencion),
        ruta(Post, "/:clinica/citas/:id/termino", Permiso(AgendaAtender), citas::termino),
        ruta(Post, "/:clinica/citas/:id/inasistencia", Permiso(AgendaReservar), citas::inasistencia),
        ruta(Post, "/:clinica/citas/:id/retiro", Permiso(AgendaReservar), citas::retiro),
        ruta(Post, "/:clinica/citas/:id/anulacion", Permiso(AgendaReservar), citas::anulacion),
        ruta(Post, "/:clinica/citas/:id/regreso", Permiso(AgendaCorregir), citas::regreso),
        ruta(Get, "/:clinica/citas/:id/reagendamiento", Permiso(AgendaReservar), mudanza::preguntar),
        ruta(Post, "/:clinica/citas/:id/reagendamiento", Permiso(AgendaReservar), mudanza::reagendar),
        ruta(Get, "/:clinica/citas/fuera-de-horario", Permiso(AgendaVer), fuera::lista),
        ruta(Post, "/:clinica/citas/:id/conservacion", Permiso(AgendaReservar), fuera::conservar),
        ruta(Get, "/:clinica/bloqueos", Permiso(AgendaBloquear), bloqueos::lista),
        ruta(Get, "/:clinica/bloqueos/nuevo", Permiso(AgendaBloquear), bloqueos::nuevo),
        ruta(Post, "/:clinica/bloqueos", Permiso(AgendaBloquear), bloqueos::crear),
        ruta(Post, "/:clinica/bloqueos/:id/anulacion", Permiso(AgendaBloquear), bloqueos::anular),
    ]
}
