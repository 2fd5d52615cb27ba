//! The words of the database, as the reports say them.

use crate::reportes::definicion::Palabras;

/// As a person says it; a word that is not there, as it is.
pub fn decir(palabras: Palabras, codigo: &str) -> &str {
    palabras.iter().find(|(este, _)| *este == codigo).map_or(codigo, |(_, dicho)| dicho)
}

pub const TIPO_PAGO: Palabras = &[("pago", "Pago"), ("anulacion", "Anulación"), ("devolucion", "Devolución")];
pub const MEDIO: Palabras = &[
    ("efectivo", "Efectivo"),
    ("debito", "Débito"),
    ("credito", "Crédito"),
    ("transferencia", "Transferencia"),
    ("cheque", "Cheque"),
    ("abono", "Abono"),
    ("redondeo", "Redondeo"),
];
pub const ESTADO_VENTA: Palabras = &[("emitida", "Emitida"), ("anulada", "Anulada")];
pub const ESTADO_SESION: Palabras = &[("abierta", "Abierta"), ("cerrada", "Cerrada")];
pub const TRAMO: Palabras = &[
    ("30", "Hasta 30 días"),
    ("60", "31 a 60 días"),
    ("90", "61 a 90 días"),
    ("180", "91 a 180 días"),
    ("mas", "Más de 180 días"),
];
pub const ESTADO_CITA: Palabras = &[("llego", "Llegó"), ("en_atencion", "En atención"), ("atendida", "Atendida")];
pub const REBAJA: Palabras =
    &[("descuento", "Descuento"), ("venta", "Venta anulada"), ("pago", "Pago anulado"), ("devolucion", "Devolución")];
pub const PRIORIDAD: Palabras = &[("0", "Normal"), ("1", "Preferente"), ("2", "Urgente")];
pub const CLASE_PACIENTE: Palabras = &[("nuevo", "Nuevo"), ("recurrente", "Recurrente"), ("inactivo", "Inactivo")];
pub const NIVEL: Palabras = &[("bajo", "Bajo el mínimo"), ("bien", "Bien")];
pub const MOVIMIENTO: Palabras = &[
    ("entrada", "Entrada"),
    ("salida", "Salida"),
    ("consumo", "Consumo"),
    ("ajuste", "Ajuste"),
    ("merma", "Merma"),
    ("traslado", "Traslado"),
];
pub const DOCUMENTO: Palabras = &[
    ("recepcion", "Recepción"),
    ("venta", "Venta"),
    ("cita", "Cita"),
    ("ajuste", "Ajuste"),
    ("merma", "Merma"),
    ("traslado", "Traslado"),
    ("inventario", "Inventario"),
    ("devolucion", "Devolución"),
    ("salida", "Salida"),
];
pub const PLAZO: Palabras = &[("vencido", "Vencido"), ("pronto", "En 30 días"), ("despues", "Después")];
pub const ESTADO_COMPRA: Palabras = &[("recibida", "Recibida"), ("revertida", "Revertida")];
pub const CLASE_PRECIO: Palabras = &[("prestacion", "Prestación"), ("insumo", "Insumo")];
