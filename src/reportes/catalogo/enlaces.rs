//! Where a cell leads.

use std::fmt::Display;

use crate::reportes::definicion::Origen;
use crate::urls;
use crate::values::fecha;

pub fn paciente(o: &Origen<'_>) -> Option<String> {
    o.fila.clave("paciente_id").map(|id| urls::paciente(o.clinica, id))
}

pub fn recibo(o: &Origen<'_>) -> Option<String> {
    o.fila.clave("pago_id").map(|id| urls::recibo(o.clinica, id))
}

pub fn venta(o: &Origen<'_>) -> Option<String> {
    o.fila.clave("venta_id").map(|id| urls::venta(o.clinica, id))
}

pub fn esta_venta(o: &Origen<'_>) -> Option<String> {
    Some(urls::venta(o.clinica, o.fila.id))
}

pub fn cita(o: &Origen<'_>) -> Option<String> {
    Some(urls::cita(o.clinica, o.fila.id))
}

pub fn sesion(o: &Origen<'_>) -> Option<String> {
    Some(urls::caja_sesion(o.clinica, o.fila.id))
}

pub fn liquidacion(o: &Origen<'_>) -> Option<String> {
    o.fila.clave("liquidacion_id").map(|id| urls::liquidacion(o.clinica, id))
}

pub fn insumo(o: &Origen<'_>) -> Option<String> {
    o.fila.clave("insumo_id").map(|id| urls::insumo(o.clinica, id))
}

pub fn orden(o: &Origen<'_>) -> Option<String> {
    o.fila.clave("orden_id").map(|id| urls::orden(o.clinica, id))
}

/// Another report of the same days and sucursal, narrowed by what this row is about.
fn otro(o: &Origen<'_>, codigo: &str, mas: &[(&str, Option<i64>)]) -> String {
    let (desde, hasta) = (fecha::iso(o.desde), fecha::iso(o.hasta));
    let ids: Vec<(&str, String)> = mas.iter().filter_map(|(n, id)| Some((*n, (*id)?.to_string()))).collect();
    let comunes: [(&str, &dyn Display); 3] = [("desde", &desde), ("hasta", &hasta), ("sucursal", &o.sucursal)];
    let filtros: Vec<_> = comunes.into_iter().chain(ids.iter().map(|(n, id)| (*n, id as &dyn Display))).collect();
    urls::con_filtros(&urls::reporte(o.clinica, codigo), &filtros)
}

pub fn ventas_de_produccion(o: &Origen<'_>) -> Option<String> {
    let (profesional, prestacion) = (o.fila.clave("profesional_id"), o.fila.clave("prestacion_id"));
    Some(otro(o, "ventas", &[("profesional", profesional), ("prestacion", prestacion)]))
}

pub fn citas_de_profesional(o: &Origen<'_>) -> Option<String> {
    Some(otro(o, "esperas", &[("profesional", Some(o.fila.id))]))
}

pub fn rebajas_de_persona(o: &Origen<'_>) -> Option<String> {
    Some(otro(o, "rebajas", &[("persona", o.fila.clave("persona_id"))]))
}

pub fn kardex(o: &Origen<'_>) -> Option<String> {
    Some(otro(o, "kardex", &[("insumo", o.fila.clave("insumo_id"))]))
}

/// All that ever moved of it, up to that day.
pub fn kardex_hasta(o: &Origen<'_>) -> Option<String> {
    let insumo = o.fila.clave("insumo_id")?.to_string();
    let (desde, hasta) = ("2000-01-01", fecha::iso(o.hasta));
    Some(urls::con_filtros(
        &urls::reporte(o.clinica, "kardex"),
        &[("desde", &desde), ("hasta", &hasta), ("insumo", &insumo)],
    ))
}
