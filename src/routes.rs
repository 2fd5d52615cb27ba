//! The only route table: method, path, access, handler. What is not here does not exist.

use crate::agenda::calendario::pages as calendario;
use crate::agenda::citas::pages as citas;
use crate::agenda::dia::pages as dia;
use crate::agenda::espera::hueco::pages as hueco;
use crate::agenda::espera::pages as espera;
use crate::agenda::mudanza::pages as mudanza;
use crate::agenda::reserva::pages as reserva;
use crate::agenda::sala::pages as sala;
use crate::agenda::serie::pages as serie;
use crate::agenda::vivo::pages as vivo;
use crate::auditoria::pages as auditoria;
use crate::avisos::correo::pages as correo;
use crate::avisos::pages as avisos;
use crate::bodega::pages as bodega;
use crate::caja::pagos::pages as pagos;
use crate::caja::sesiones::pages as cajas;
use crate::caja::ventas::pages as ventas;
use crate::catalogos::bloqueos::pages as bloqueos;
use crate::catalogos::boxes::pages as boxes;
use crate::catalogos::excepciones::pages as excepciones;
use crate::catalogos::feriados::pages as feriados;
use crate::catalogos::fuera::pages as fuera;
use crate::catalogos::horarios::pages as horarios;
use crate::catalogos::prestaciones::pages as prestaciones;
use crate::catalogos::profesionales::pages as profesionales;
use crate::catalogos::sede::pages as sede;
use crate::escritorio::ficha::pages as ficha;
use crate::escritorio::pages as escritorio;
use crate::identidad::Permiso::{
    AgendaAtender, AgendaBloquear, AgendaCorregir, AgendaReservar, AgendaVer, AuditoriaVer, AvisosVer, BodegaOperar,
    BodegaVer, CajaOperar, ConfiguracionEditar, PacientesAdjuntos, PacientesEditar, PacientesFusionar,
    PacientesImportar, PacientesVer, ReportesVer, UsuariosEditar,
};
use crate::identidad::cuenta::pages as cuenta;
use crate::identidad::invitacion::pages as invitacion;
use crate::identidad::pages as identidad;
use crate::identidad::roles::pages as roles;
use crate::identidad::usuarios::pages as usuarios;
use crate::pacientes::adjuntos::pages as adjuntos;
use crate::pacientes::contactos::pages as contactos;
use crate::pacientes::fusion::pages as fusion;
use crate::pacientes::importacion::pages as importacion;
use crate::pacientes::pages as pacientes;
use crate::reportes::pages as reportes;
use crate::web::Acceso::{Miembro, Permiso, Publico, Recurso, Sesion};
use crate::web::Metodo::{Get, Post};
use crate::web::{Ruta, assets, carga, descarga, flujo, muestra, ruta, salud};

/// Every route of the house, area by area.
pub fn tabla() -> Vec<Ruta> {
    let areas = [
        publicas(),
        escritorio(),
        pacientes(),
        agenda(),
        citas(),
        equipo(),
        profesionales(),
        catalogos(),
        caja(),
        bodega(),
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
        ruta(Post, "/salir", Sesion, identidad::salir),
        ruta(Get, "/clinicas", Sesion, identidad::elegir_clinica),
        ruta(Get, "/invitacion/:token", Publico, invitacion::ver),
        ruta(Post, "/invitacion/:token", Publico, invitacion::aceptar),
        ruta(Get, "/ical/:archivo", Publico, calendario::ical),
        ruta(Get, "/ui", Publico, muestra::ui),
        ruta(Get, "/correo", Publico, correo::lista),
        ruta(Get, "/correo/:id", Publico, correo::una),
        ruta(Get, "/correo/:id/html", Publico, correo::html),
        ruta(Get, "/cuenta", Sesion, cuenta::ver),
        ruta(Post, "/cuenta/clave", Sesion, cuenta::cambiar_clave),
        ruta(Post, "/cuenta/sesiones/cierre", Sesion, cuenta::cerrar_otras),
        ruta(Post, "/cuenta/sesiones/:id/cierre", Sesion, cuenta::cerrar),
        ruta(Post, "/cuenta/atajos", Sesion, cuenta::preferir_atajos),
        ruta(Post, "/cuenta/tema", Sesion, cuenta::preferir_tema),
    ]
}

fn escritorio() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/", Miembro, escritorio::hoy),
        ruta(Get, "/:clinica/buscar", Miembro, escritorio::buscar),
        ruta(Get, "/:clinica/reportes/pagos", Permiso(ReportesVer), reportes::pagos),
        ruta(Get, "/:clinica/auditoria", Permiso(AuditoriaVer), auditoria::lista),
        ruta(Get, "/:clinica/avisos", Permiso(AvisosVer), avisos::lista),
        ruta(Get, "/:clinica/avisos/:id", Permiso(AvisosVer), avisos::mensaje),
        ruta(Post, "/:clinica/avisos/:id/reintento", Permiso(AvisosVer), avisos::reintentar),
        ruta(Post, "/:clinica/avisos/reintentos", Permiso(AvisosVer), avisos::reintentar_todos),
    ]
}

fn pacientes() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/pacientes", Permiso(PacientesVer), pacientes::lista),
        ruta(Post, "/:clinica/pacientes", Permiso(PacientesEditar), pacientes::crear),
        ruta(Get, "/:clinica/pacientes/nuevo", Permiso(PacientesEditar), pacientes::nuevo),
        ruta(Get, "/:clinica/pacientes/:id", Permiso(PacientesVer), ficha::ver),
        ruta(Post, "/:clinica/pacientes/:id", Permiso(PacientesEditar), pacientes::guardar),
        ruta(Get, "/:clinica/pacientes/:id/editar", Permiso(PacientesEditar), pacientes::editar),
        ruta(Post, "/:clinica/pacientes/:id/archivo", Permiso(PacientesEditar), pacientes::archivar),
        ruta(Post, "/:clinica/pacientes/:id/reactivacion", Permiso(PacientesEditar), pacientes::reactivar),
        ruta(Get, "/:clinica/pacientes/:id/contactos/nuevo", Permiso(PacientesEditar), contactos::nuevo),
        ruta(Post, "/:clinica/pacientes/:id/contactos", Permiso(PacientesEditar), contactos::agregar),
        ruta(Post, "/:clinica/contactos/:id/retiro", Permiso(PacientesEditar), contactos::quitar),
        ruta(Get, "/:clinica/pacientes/:id/adjuntos", Permiso(PacientesAdjuntos), adjuntos::lista),
        carga("/:clinica/pacientes/:id/adjuntos", Permiso(PacientesAdjuntos), adjuntos::adjuntar),
        descarga("/:clinica/adjuntos/:id", Permiso(PacientesAdjuntos), adjuntos::bajar),
        ruta(Get, "/:clinica/adjuntos/:id/retiro", Permiso(PacientesAdjuntos), adjuntos::retiro),
        ruta(Post, "/:clinica/adjuntos/:id/retiro", Permiso(PacientesAdjuntos), adjuntos::retirar),
        ruta(Get, "/:clinica/pacientes/importaciones", Permiso(PacientesImportar), importacion::lista),
        carga("/:clinica/pacientes/importaciones", Permiso(PacientesImportar), importacion::subir),
        ruta(Get, "/:clinica/pacientes/importaciones/nueva", Permiso(PacientesImportar), importacion::nueva),
        ruta(Get, "/:clinica/pacientes/importaciones/plantilla", Permiso(PacientesImportar), importacion::plantilla),
        ruta(Get, "/:clinica/pacientes/importaciones/:id", Permiso(PacientesImportar), importacion::ver),
        ruta(Get, "/:clinica/pacientes/importaciones/:id/errores", Permiso(PacientesImportar), importacion::errores),
        ruta(
            Post,
            "/:clinica/pacientes/importaciones/:id/confirmacion",
            Permiso(PacientesImportar),
            importacion::confirmar,
        ),
        ruta(
            Post,
            "/:clinica/pacientes/importaciones/:id/descarte",
            Permiso(PacientesImportar),
            importacion::descartar,
        ),
        ruta(
            Post,
            "/:clinica/pacientes/importaciones/:id/reanudacion",
            Permiso(PacientesImportar),
            importacion::reanudar,
        ),
        ruta(Get, "/:clinica/pacientes/:id/fusion", Permiso(PacientesFusionar), fusion::ver),
        ruta(Post, "/:clinica/pacientes/:id/fusion", Permiso(PacientesFusionar), fusion::fusionar),
        ruta(Get, "/:clinica/pacientes/:id/separacion", Permiso(PacientesFusionar), fusion::separacion),
        ruta(Post, "/:clinica/pacientes/:id/separacion", Permiso(PacientesFusionar), fusion::separar),
    ]
}

fn agenda() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/agenda", Permiso(AgendaVer), dia::agenda),
        ruta(Get, "/:clinica/agenda/buscar", Permiso(AgendaVer), dia::buscar),
        ruta(Get, "/:clinica/agenda/espera", Permiso(AgendaVer), espera::lista),
        ruta(Post, "/:clinica/agenda/espera", Permiso(AgendaReservar), espera::anotar),
        ruta(Get, "/:clinica/agenda/espera/nueva", Permiso(AgendaReservar), espera::nueva),
        ruta(Get, "/:clinica/agenda/espera/hora", Permiso(AgendaVer), hueco::para_hora),
        ruta(Get, "/:clinica/agenda/espera/:id", Permiso(AgendaReservar), espera::ver),
        ruta(Post, "/:clinica/agenda/espera/:id", Permiso(AgendaReservar), espera::guardar),
        ruta(Get, "/:clinica/agenda/espera/:id/hora", Permiso(AgendaReservar), hueco::buscar_hora),
        ruta(Post, "/:clinica/agenda/espera/:id/retiro", Permiso(AgendaReservar), espera::retirar),
        ruta(Post, "/:clinica/agenda/espera/:id/vuelta", Permiso(AgendaReservar), espera::volver),
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

fn citas() -> Vec<Ruta> {
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

fn equipo() -> Vec<Ruta> {
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
        ruta(Get, "/:clinica/configuracion/roles", quien, roles::ver),
        ruta(Post, "/:clinica/configuracion/roles", quien, roles::guardar),
    ]
}

fn profesionales() -> Vec<Ruta> {
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

fn catalogos() -> Vec<Ruta> {
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
        ruta(Get, "/:clinica/configuracion/clinica", quien, sede::ver),
        ruta(Post, "/:clinica/configuracion/clinica", quien, sede::guardar),
        ruta(Post, "/:clinica/configuracion/sucursales", quien, sede::crear_sucursal),
        ruta(Get, "/:clinica/configuracion/sucursales/nueva", quien, sede::nueva_sucursal),
        ruta(Get, "/:clinica/configuracion/sucursales/:id", quien, sede::editar_sucursal),
        ruta(Post, "/:clinica/configuracion/sucursales/:id", quien, sede::cambiar_sucursal),
    ]
}

fn caja() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/caja", Permiso(CajaOperar), cajas::inicio),
        ruta(Post, "/:clinica/caja/sesiones", Permiso(CajaOperar), cajas::abrir),
        ruta(Get, "/:clinica/caja/sesiones/:id", Permiso(CajaOperar), cajas::sesion),
        ruta(Post, "/:clinica/caja/sesiones/:id/movimientos", Permiso(CajaOperar), cajas::mover),
        ruta(Post, "/:clinica/caja/sesiones/:id/arqueos", Permiso(CajaOperar), cajas::contar),
        ruta(Post, "/:clinica/caja/sesiones/:id/reanudacion", Permiso(CajaOperar), cajas::reanudar),
        ruta(Post, "/:clinica/caja/sesiones/:id/cierre", Permiso(CajaOperar), cajas::cerrar),
        ruta(Get, "/:clinica/caja/ventas/nueva", Permiso(CajaOperar), ventas::nueva),
        ruta(Post, "/:clinica/caja/ventas/calculo", Permiso(CajaOperar), ventas::calcular),
        ruta(Post, "/:clinica/caja/ventas", Permiso(CajaOperar), ventas::vender),
        ruta(Get, "/:clinica/caja/ventas/:id", Permiso(CajaOperar), ventas::venta),
        ruta(Post, "/:clinica/caja/ventas/:id/pagos", Permiso(CajaOperar), ventas::pagar),
        ruta(Get, "/:clinica/caja/pagos/:id/recibo", Permiso(CajaOperar), pagos::recibo),
        ruta(Post, "/:clinica/caja/pagos/:id/impresiones", Permiso(CajaOperar), pagos::imprimir),
        ruta(Post, "/:clinica/caja/pagos/:id/anulacion", Permiso(CajaOperar), pagos::anular),
    ]
}

fn bodega() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/bodega", Permiso(BodegaVer), bodega::insumos),
        ruta(Get, "/:clinica/bodega/lotes", Permiso(BodegaVer), bodega::lotes),
        ruta(Get, "/:clinica/bodega/insumos/nuevo", Permiso(BodegaOperar), bodega::insumo_nuevo),
        ruta(Post, "/:clinica/bodega/insumos", Permiso(BodegaOperar), bodega::crear_insumo),
        ruta(Get, "/:clinica/bodega/insumos/:id", Permiso(BodegaVer), bodega::insumo),
        ruta(Get, "/:clinica/bodega/entradas/nueva", Permiso(BodegaOperar), bodega::entrada_nueva),
        ruta(Post, "/:clinica/bodega/entradas", Permiso(BodegaOperar), bodega::registrar_entrada),
        ruta(Get, "/:clinica/bodega/recetas", Permiso(BodegaVer), bodega::recetas),
        ruta(Get, "/:clinica/bodega/recetas/:id", Permiso(BodegaVer), bodega::receta),
        ruta(Post, "/:clinica/bodega/recetas/:id", Permiso(BodegaOperar), bodega::guardar_receta),
    ]
}
