//! Tables and columns as people say them, and which columns name another row.

/// Table, and what one row of it is.
pub const TABLAS: &[(&str, &str)] = &[
    ("pacientes", "Paciente"),
    ("citas", "Cita"),
    ("ventas", "Venta"),
    ("presupuestos", "Presupuesto"),
    ("insumos", "Insumo"),
    ("membresias", "Persona del equipo"),
    ("adjuntos", "Documento adjunto"),
    ("bloqueos", "Bloqueo de agenda"),
    ("boxes", "Box"),
    ("cajas", "Caja"),
    ("calendarios", "Calendario"),
    ("citas_de_serie", "Cita de una serie"),
    ("citas_series", "Serie de citas"),
    ("clinicas", "Clínica"),
    ("comisiones_reglas", "Regla de comisión"),
    ("consumos_pendientes", "Consumo pendiente"),
    ("contactos_paciente", "Contacto de paciente"),
    ("convenios", "Convenio"),
    ("convenios_precios", "Precio de convenio"),
    ("depositos", "Depósito"),
    ("devoluciones", "Devolución"),
    ("documentos_bodega", "Documento de bodega"),
    ("envios", "Envío de mensaje"),
    ("esperas", "Lista de espera"),
    ("excepciones", "Excepción de horario"),
    ("feriados_clinica", "Feriado de la clínica"),
    ("fusiones", "Fusión de fichas"),
    ("horarios", "Horario"),
    ("importaciones", "Importación"),
    ("inventarios", "Inventario"),
    ("inventarios_lotes", "Lote de un inventario"),
    ("llegadas", "Llegada"),
    ("membresias_roles", "Rol de una persona"),
    ("ordenes_compra", "Orden de compra"),
    ("ordenes_compra_lineas", "Línea de orden de compra"),
    ("planillas_bodega", "Planilla de bodega"),
    ("presentaciones", "Presentación de insumo"),
    ("prestaciones", "Prestación"),
    ("prestaciones_boxes", "Box de una prestación"),
    ("prestaciones_profesionales", "Profesional de una prestación"),
    ("presupuestos_lineas", "Línea de presupuesto"),
    ("profesionales", "Profesional"),
    ("proveedores", "Proveedor"),
    ("recepciones", "Recepción de compra"),
    ("recetas", "Receta de insumos"),
    ("recetas_consumidas", "Receta consumida"),
    ("relevos_caja", "Relevo de caja"),
    ("roles_permisos", "Permiso de un rol"),
    ("sesiones_caja", "Sesión de caja"),
    ("solicitudes_datos", "Solicitud de datos"),
    ("sucursales", "Sucursal"),
    ("trabajos", "Trabajo"),
    ("traslados", "Traslado"),
    ("traslados_lineas", "Línea de traslado"),
    ("traspasos_caja", "Traspaso de caja"),
    ("usuarios", "Cuenta de usuario"),
];

/// The name in our own list, so that nothing typed reaches a statement.
pub fn tabla_de(codigo: &str) -> Option<&'static str> {
    TABLAS.iter().find(|(tabla, _)| *tabla == codigo).map(|(tabla, _)| *tabla)
}

/// What one row of a table is.
pub fn tabla(codigo: &str) -> String {
    TABLAS.iter().find(|(tabla, _)| *tabla == codigo).map_or_else(|| etiqueta(codigo), |(_, nombre)| (*nombre).into())
}

/// Rows whose audit goes by the id of another table's.
pub fn dueno(tabla: &str) -> &str {
    match tabla {
        "membresias_roles" => "membresias",
        "prestaciones_profesionales" | "prestaciones_boxes" | "recetas" => "prestaciones",
        "citas_de_serie" | "llegadas" | "recetas_consumidas" => "citas",
        "convenios_precios" => "convenios",
        "ordenes_compra_lineas" => "ordenes_compra",
        "traslados_lineas" => "traslados",
        otra => otra,
    }
}

/// The table that a column of another names a row of.
pub fn referida(tabla: &str, columna: &str) -> Option<&'static str> {
    Some(match columna {
        "paciente_id" | "contacto_id" | "absorbido_id" | "vigente_id" | "fusionado_en" => "pacientes",
        "profesional_id" => "profesionales",
        "prestacion_id" => "prestaciones",
        "insumo_id" => "insumos",
        "box_id" => "boxes",
        "sucursal_id" => "sucursales",
        "deposito_id" => "depositos",
        "proveedor_id" => "proveedores",
        "caja_id" => "cajas",
        "convenio_id" => "convenios",
        "presupuesto_id" => "presupuestos",
        "cita_id" | "reagendada_de" => "citas",
        "usuario_id" => "usuarios",
        "membresia_id" | "responsable" if tabla != "contactos_paciente" => "membresias",
        "origen_id" | "destino_id" if tabla == "traslados" => "depositos",
        otra if otra.ends_with("_por") => "membresias",
        _ => return None,
    })
}

/// Money of the clinic: its figures carry the currency.
pub fn es_dinero(columna: &str) -> bool {
    let raiz = columna.split('_').next().unwrap_or_default();
    ["precio", "monto", "total", "neto", "exento", "iva", "descuento", "pagado", "costo", "apertura", "acreditado"]
        .contains(&raiz)
        || columna == "diferencia_apertura"
}

/// Names of columns carry no accents; what a person reads does.
const ACENTOS: &[(&str, &str)] = &[
    ("anios", "años"),
    ("auditoria", "auditoría"),
    ("atencion", "atención"),
    ("clinica", "clínica"),
    ("clinico", "clínico"),
    ("codigo", "código"),
    ("deposito", "depósito"),
    ("dias", "días"),
    ("direccion", "dirección"),
    ("duracion", "duración"),
    ("isodow", "día de la semana"),
    ("limite", "límite"),
    ("maximo", "máximo"),
    ("membresia", "membresía"),
    ("membresias", "membresías"),
    ("minimo", "mínimo"),
    ("numero", "número"),
    ("observacion", "observación"),
    ("pais", "país"),
    ("prestacion", "prestación"),
    ("region", "región"),
    ("relacion", "relación"),
    ("resolucion", "resolución"),
    ("sesion", "sesión"),
    ("tamano", "tamaño"),
    ("telefono", "teléfono"),
    ("version", "versión"),
];

/// `apellido_paterno` to `Apellido paterno`; `profesional_id` to `Profesional`.
pub fn etiqueta(columna: &str) -> String {
    let acentuar = |p| ACENTOS.iter().find(|(sin, _)| *sin == p).map_or(p, |(_, con)| *con);
    let sin_id = columna.strip_suffix("_id").unwrap_or(columna);
    let palabras = sin_id.split('_').map(acentuar).collect::<Vec<_>>().join(" ");
    let mut letras = palabras.chars();
    letras.next().map(|l| l.to_uppercase().collect::<String>() + letras.as_str()).unwrap_or_default()
}
