//! Rows of bodega, and its refusals in Spanish.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::error::{DESBORDE, Rechazo};

/// Name of the constraint, and what the person reads.
const REGLAS: &[(&str, &str)] = &[
    ("insumos_codigo_unico", "Ya hay un insumo con ese código."),
    ("insumos_codigo_lleno", "Escribe el código."),
    ("insumos_nombre_lleno", "Escribe el nombre."),
    ("insumos_unidad_llena", "Escribe la unidad."),
    ("insumos_version", "Otra persona lo cambió mientras lo editabas. Revisa cómo está ahora y guarda otra vez."),
    ("insumos_minimo", "El mínimo no puede ser negativo."),
    ("presentaciones_barras_unica", "Ese código de barras ya está en otro insumo o presentación."),
    ("presentaciones_nombre_unico", "Esa presentación está dos veces."),
    ("insumos_precio", "El precio no puede ser negativo."),
    ("lotes_codigo_lleno", "Escribe el código del lote."),
    ("lotes_costo", "El costo no puede ser negativo."),
    ("lotes_no_negativos", "Esa cantidad dejaría el lote bajo cero."),
    ("existencias_no_negativas", "Esa cantidad dejaría las existencias bajo cero."),
    ("existencias_insumo", "Ese insumo no existe."),
    ("existencias_deposito", "Ese depósito no existe."),
    ("depositos_nombre_unico", "Ya hay un depósito con ese nombre en esa sucursal."),
    ("depositos_sucursal", "Elige una sucursal de la lista."),
    ("depositos_version", "Otra persona lo cambió mientras lo editabas: recarga y vuelve a intentarlo."),
    (DESBORDE, "Con eso la suma pasa de lo que se puede anotar: revisa los números."),
    ("documentos_bodega_deposito", "Ese depósito no existe."),
    ("documentos_bodega_reversa", "Este documento ya está reversado."),
    ("movimientos_una_reversa", "Eso ya está reversado."),
    ("movimientos_saldo", "Esa cantidad dejaría las existencias bajo cero."),
    ("consumos_pendientes_resuelto", "Otra persona ya resolvió uno de los marcados: revisa la lista y marca otra vez."),
    ("traslados_estado", "Otra persona ya movió este traslado: mira cómo está ahora."),
    ("traslados_recibido", "Lo que va en camino cambió: mira cómo está ahora."),
    ("traslados_otro_deposito", "Elige otro depósito que el de origen."),
    ("traslados_origen", "Ese depósito no existe."),
    ("traslados_destino", "Ese depósito no existe."),
    ("recetas_cantidad", "La cantidad debe ser mayor que cero."),
    ("proveedores_rut_unico", "Ya hay un proveedor con ese RUT."),
    ("proveedores_version", "Alguien lo cambió mientras lo editabas: vuelve a abrirlo."),
    ("ordenes_compra_proveedor", "Ese proveedor no existe."),
    ("ordenes_compra_deposito", "Ese depósito no existe."),
    ("inventarios_uno_abierto", "Ese depósito ya tiene un inventario abierto: termínalo o anúlalo antes."),
    ("inventarios_deposito", "Ese depósito no existe."),
    ("recepciones_gastada", "Parte de lo que llegó ya salió: no se puede revertir entera."),
    ("planillas_bodega_deposito", "Ese depósito no existe."),
    ("reposicion_version", "Alguien lo cambió mientras lo editabas: vuelve a abrirlo."),
    ("ordenes_compra_version", "La orden ya no es el borrador que abriste: vuelve a abrirla."),
];

pub fn mensaje(rechazo: &Rechazo) -> Option<&'static str> {
    rechazo.mensaje(REGLAS)
}

/// Where goods are kept.
#[derive(Debug, Clone, QueryableByName)]
pub struct Deposito {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
}
