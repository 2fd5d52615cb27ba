//! Routes of the drawer and the money.

use crate::caja::anulaciones::pages as anulaciones;
use crate::caja::cierres::pages as cierres;
use crate::caja::comisiones::pages as comisiones;
use crate::caja::comisiones::reglas::pages as reglas;
use crate::caja::deudas::pages as deudas;
use crate::caja::devoluciones::pages as devoluciones;
use crate::caja::historial::pages as historial;
use crate::caja::notas::pages as notas;
use crate::caja::pagos::pages as pagos;
use crate::caja::presupuestos::pages as presupuestos;
use crate::caja::reasignaciones::pages as reasignaciones;
use crate::caja::recibos::pages as recibos;
use crate::caja::relevos::pages as relevos;
use crate::caja::sesiones::pages as cajas;
use crate::caja::traspasos::pages as traspasos;
use crate::caja::ventas::pages as ventas;
use crate::identidad::Permiso::{CajaOperar, CajaSupervisar, CajaVer};
use crate::web::Acceso::Permiso;
use crate::web::Metodo::{Get, Post};
use crate::web::{Ruta, ruta};

/// Who moves a drawer, its responsable or whoever supervises, is for the service to say.
pub(super) fn cajas() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/caja", Permiso(CajaVer), cajas::inicio),
        ruta(Post, "/:clinica/caja/sesiones", Permiso(CajaOperar), cajas::abrir),
        ruta(Get, "/:clinica/caja/sesiones", Permiso(CajaVer), historial::lista),
        ruta(Get, "/:clinica/caja/sesiones/:id", Permiso(CajaVer), cajas::sesion),
        ruta(Post, "/:clinica/caja/sesiones/:id/movimientos", Permiso(CajaVer), cajas::mover),
        ruta(Post, "/:clinica/caja/sesiones/:id/arqueos", Permiso(CajaVer), cajas::contar),
        ruta(Post, "/:clinica/caja/sesiones/:id/reanudacion", Permiso(CajaVer), cajas::reanudar),
        ruta(Post, "/:clinica/caja/sesiones/:id/cierre", Permiso(CajaVer), cajas::cerrar),
        ruta(Post, "/:clinica/caja/sesiones/:id/reapertura", Permiso(CajaSupervisar), cajas::reabrir),
        ruta(Post, "/:clinica/caja/sesiones/:id/contabilizacion", Permiso(CajaSupervisar), cajas::contabilizar),
        ruta(Get, "/:clinica/caja/cierres/:id", Permiso(CajaVer), cierres::informe),
    ]
}

/// What goes from one drawer, or from one pair of hands, to another.
pub(super) fn entre_cajas() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/caja/sesiones/:id/traspasos", Permiso(CajaVer), traspasos::nuevo),
        ruta(Post, "/:clinica/caja/sesiones/:id/traspasos", Permiso(CajaVer), traspasos::pedir),
        ruta(Post, "/:clinica/caja/traspasos/:id/aceptacion", Permiso(CajaVer), traspasos::aceptar),
        ruta(Post, "/:clinica/caja/traspasos/:id/rechazo", Permiso(CajaVer), traspasos::rechazar),
        ruta(Post, "/:clinica/caja/traspasos/:id/retiro", Permiso(CajaVer), traspasos::retirar),
        ruta(Get, "/:clinica/caja/sesiones/:id/relevos", Permiso(CajaVer), relevos::nuevo),
        ruta(Post, "/:clinica/caja/sesiones/:id/relevos", Permiso(CajaVer), relevos::proponer),
        ruta(Post, "/:clinica/caja/relevos/:id/aceptacion", Permiso(CajaOperar), relevos::aceptar),
        ruta(Post, "/:clinica/caja/relevos/:id/retiro", Permiso(CajaVer), relevos::soltar),
    ]
}

pub(super) fn ventas() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/caja/ventas/nueva", Permiso(CajaOperar), ventas::nueva),
        ruta(Post, "/:clinica/caja/ventas/calculo", Permiso(CajaOperar), ventas::calcular),
        ruta(Post, "/:clinica/caja/ventas", Permiso(CajaOperar), ventas::vender),
        ruta(Get, "/:clinica/caja/ventas/:id", Permiso(CajaVer), ventas::venta),
        ruta(Post, "/:clinica/caja/ventas/:id/pagos", Permiso(CajaOperar), ventas::pagar),
        ruta(Get, "/:clinica/caja/por-cobrar", Permiso(CajaVer), deudas::lista),
        ruta(Get, "/:clinica/caja/por-cobrar/:id", Permiso(CajaVer), deudas::de_paciente),
        ruta(Post, "/:clinica/caja/por-cobrar/:id", Permiso(CajaOperar), deudas::recibir),
    ]
}

pub(super) fn pagos() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/caja/recibos", Permiso(CajaVer), recibos::lista),
        ruta(Get, "/:clinica/caja/pagos/:id/recibo", Permiso(CajaVer), pagos::recibo),
        ruta(Post, "/:clinica/caja/pagos/:id/impresiones", Permiso(CajaVer), pagos::imprimir),
        ruta(Post, "/:clinica/caja/pagos/:id/anulacion", Permiso(CajaOperar), pagos::anular),
        ruta(Get, "/:clinica/caja/pagos/:id/reasignaciones", Permiso(CajaVer), reasignaciones::lista),
        ruta(Post, "/:clinica/caja/pagos/:id/reasignaciones", Permiso(CajaSupervisar), reasignaciones::mover),
    ]
}

/// What undoes a sale, whole or in part. Nobody decides about what they asked for: that is for the service to say.
pub(super) fn devoluciones() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/caja/ventas/:id/anulacion", Permiso(CajaOperar), anulaciones::preguntar),
        ruta(Post, "/:clinica/caja/ventas/:id/anulacion", Permiso(CajaOperar), anulaciones::anular),
        ruta(Get, "/:clinica/caja/ventas/:id/devolucion", Permiso(CajaOperar), devoluciones::nueva),
        ruta(Post, "/:clinica/caja/ventas/:id/devolucion", Permiso(CajaOperar), devoluciones::solicitar),
        ruta(Get, "/:clinica/caja/devoluciones", Permiso(CajaVer), devoluciones::lista),
        ruta(Get, "/:clinica/caja/devoluciones/:id", Permiso(CajaVer), devoluciones::devolucion),
        ruta(Post, "/:clinica/caja/devoluciones/:id/resolucion", Permiso(CajaSupervisar), devoluciones::resolver),
        ruta(Post, "/:clinica/caja/devoluciones/:id/retiro", Permiso(CajaOperar), devoluciones::retirar),
        ruta(Post, "/:clinica/caja/devoluciones/:id/pago", Permiso(CajaOperar), devoluciones::pagar),
        ruta(Get, "/:clinica/caja/notas/:id", Permiso(CajaVer), notas::nota),
        ruta(Post, "/:clinica/caja/notas/:id/impresiones", Permiso(CajaVer), notas::imprimir),
    ]
}

/// What is promised, and what became of it. It is sold as anything else is.
pub(super) fn presupuestos() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/caja/presupuestos", Permiso(CajaVer), presupuestos::lista),
        ruta(Post, "/:clinica/caja/presupuestos", Permiso(CajaOperar), presupuestos::crear),
        ruta(Get, "/:clinica/caja/presupuestos/nuevo", Permiso(CajaOperar), presupuestos::nuevo),
        ruta(Post, "/:clinica/caja/presupuestos/calculo", Permiso(CajaOperar), presupuestos::calcular),
        ruta(Get, "/:clinica/caja/presupuestos/:id", Permiso(CajaVer), presupuestos::presupuesto),
        ruta(Post, "/:clinica/caja/presupuestos/:id", Permiso(CajaOperar), presupuestos::guardar),
        ruta(Get, "/:clinica/caja/presupuestos/:id/editar", Permiso(CajaOperar), presupuestos::editar),
        ruta(Post, "/:clinica/caja/presupuestos/:id/envios", Permiso(CajaVer), presupuestos::enviar),
        ruta(Get, "/:clinica/caja/presupuestos/:id/impreso", Permiso(CajaVer), presupuestos::impreso),
        ruta(Post, "/:clinica/caja/presupuestos/:id/resolucion", Permiso(CajaOperar), presupuestos::resolver),
    ]
}

pub(super) fn comisiones() -> Vec<Ruta> {
    vec![
        ruta(Get, "/:clinica/caja/comisiones", Permiso(CajaSupervisar), comisiones::lista),
        ruta(Get, "/:clinica/caja/comisiones/:id", Permiso(CajaSupervisar), comisiones::profesional),
        ruta(Post, "/:clinica/caja/comisiones/:id", Permiso(CajaSupervisar), comisiones::congelar),
        ruta(Get, "/:clinica/caja/liquidaciones/:id", Permiso(CajaSupervisar), comisiones::liquidacion),
        ruta(Get, "/:clinica/caja/liquidaciones/:id/impresa", Permiso(CajaSupervisar), comisiones::impresa),
        ruta(Get, "/:clinica/caja/liquidaciones/:id/csv", Permiso(CajaSupervisar), comisiones::csv),
        ruta(Get, "/:clinica/configuracion/comisiones", Permiso(CajaSupervisar), reglas::lista),
        ruta(Post, "/:clinica/configuracion/comisiones", Permiso(CajaSupervisar), reglas::agregar),
        ruta(Post, "/:clinica/configuracion/comisiones/:id/termino", Permiso(CajaSupervisar), reglas::terminar),
    ]
}
