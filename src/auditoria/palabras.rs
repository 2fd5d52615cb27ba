//! Tables and columns as people say them, and which columns name another row.

/// Table, and what one row of it is.
pub const TABLAS: &[(&str, &str)] = &[
    ("pacientes", "Paciente"),
    ("citas", "Cita"),
    ("ventas", "Venta"),
    ("presupuestos", "Presupuesto"),
    ("pagos", "Cobro o reverso"),
    ("movimientos", "Existencias"),
    ("movimientos_caja", "Efectivo de caja"),
    ("mensajes", "Mensaje"),
    ("insumos", "Insumo"),
    ("membresias", "Persona del equipo"),
    ("adjuntos", "Documento adjunto"),
    ("arqueos", "Conteo de caja"),
    ("avisos_callados", "Aviso que alguien no quiere"),
    ("bloqueos", "Bloqueo de agenda"),
    ("boxes", "Box"),
    ("cajas", "Caja"),
    ("calendarios", "Calendario"),
    ("canales_whatsapp", "WhatsApp de la clínica"),
    ("cierres_caja", "Cierre de caja"),
    ("citas_conservadas", "Cita que se mantuvo"),
    ("citas_de_serie", "Cita de una serie"),
    ("citas_series", "Serie de citas"),
    ("clinicas", "Clínica"),
    ("comisiones_reglas", "Regla de comisión"),
    ("consumos_pendientes", "Consumo pendiente"),
    ("contactos_paciente", "Contacto de paciente"),
    ("conversaciones", "Conversación por WhatsApp"),
    ("convenios", "Convenio"),
    ("convenios_precios", "Precio de convenio"),
    ("depositos", "Depósito"),
    ("devoluciones", "Devolución"),
    ("documentos_bodega", "Documento de bodega"),
    ("encuestas", "Encuesta de un paciente"),
    ("envios", "Envío de mensaje"),
    ("esperas", "Lista de espera"),
    ("excepciones", "Excepción de horario"),
    ("feriados_clinica", "Feriado de la clínica"),
    ("fusiones", "Fusión de fichas"),
    ("horarios", "Horario"),
    ("importaciones", "Importación"),
    ("inventarios", "Inventario"),
    ("inventarios_lotes", "Lote de un inventario"),
    ("inventarios_conteos", "Conteo de un inventario"),
    ("liquidaciones", "Liquidación de comisiones"),
    ("llamados", "Llamado a la sala"),
    ("llegadas", "Llegada"),
    ("membresias_roles", "Rol de una persona"),
    ("notas_credito", "Nota de crédito"),
    ("ordenes_compra", "Orden de compra"),
    ("ordenes_compra_lineas", "Línea de orden de compra"),
    ("plantillas_whatsapp", "Plantilla de WhatsApp"),
    ("planillas_bodega", "Planilla de bodega"),
    ("plantillas", "Texto de un mensaje"),
    ("presentaciones", "Presentación de insumo"),
    ("prestaciones", "Prestación"),
    ("prestaciones_boxes", "Box de una prestación"),
    ("prestaciones_profesionales", "Profesional de una prestación"),
    ("presupuestos_lineas", "Línea de presupuesto"),
    ("profesionales", "Profesional"),
    ("proveedores", "Proveedor"),
    ("reaperturas_caja", "Reapertura de caja"),
    ("reasignaciones", "Pago reasignado"),
    ("recepciones", "Recepción de compra"),
    ("recetas", "Receta de insumos"),
    ("recetas_consumidas", "Receta consumida"),
    ("recibos_impresos", "Recibo impreso"),
    ("relevos_caja", "Relevo de caja"),
    ("roles_permisos", "Permiso de un rol"),
    ("roles_segundo_factor", "Segundo factor de un rol"),
    ("segundos_factores", "Segundo factor"),
    ("sesiones_caja", "Sesión de caja"),
    ("solicitudes_datos", "Solicitud de datos"),
    ("solicitudes_pasos", "Paso de una solicitud"),
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
        "membresias_roles" | "avisos_callados" => "membresias",
        "segundos_factores" => "usuarios",
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
        || ["contado", "esperado", "diferencia", "dejado", "declarado", "vuelto", "diferencia_apertura"]
            .contains(&columna)
        || ["efectivo", "debito", "credito", "transferencia", "cheque", "abono", "redondeo"].contains(&columna)
}

/// Columns whose text is a code of ours, and not what somebody wrote.
pub fn es_codigo(tabla: &str, columna: &str) -> bool {
    CODIGOS.contains(&columna) || tabla == "bloqueos" && columna == "motivo"
}

const CODIGOS: &[&str] = &[
    "canal",
    "cual",
    "documento_motivo",
    "documento_tipo",
    "estado",
    "estado_quien",
    "formato",
    "iva",
    "medio",
    "origen",
    "paso",
    "pide",
    "prioridad",
    "relacion",
    "rol",
    "tipo",
];

/// Names of columns and codes carry no accents; what a person reads does. Those in -ción and -sión are a rule.
const ACENTOS: &[(&str, &str)] = &[
    ("anios", "años"),
    ("asistio", "asistió"),
    ("categoria", "categoría"),
    ("clinica", "clínica"),
    ("clinico", "clínico"),
    ("codigo", "código"),
    ("conyuge", "cónyuge"),
    ("credito", "crédito"),
    ("debito", "débito"),
    ("deposito", "depósito"),
    ("dia", "día"),
    ("dias", "días"),
    ("isodow", "día de la semana"),
    ("leida", "leída"),
    ("limite", "límite"),
    ("linea", "línea"),
    ("llego", "llegó"),
    ("maximo", "máximo"),
    ("membresia", "membresía"),
    ("membresias", "membresías"),
    ("minimo", "mínimo"),
    ("numero", "número"),
    ("pais", "país"),
    ("periodo", "período"),
    ("retiro", "retiró"),
    ("rut", "RUT"),
    ("tamano", "tamaño"),
    ("telefono", "teléfono"),
    ("teorico", "teórico"),
    ("ultima", "última"),
    ("ultimo", "último"),
    ("unico", "único"),
    ("whatsapp", "WhatsApp"),
    ("auditoria", "auditoría"),
    ("pdf", "PDF"),
    ("xlsx", "Excel"),
    ("csv", "CSV"),
];

/// Columns and codes that are said in other words.
const DICHOS: &[(&str, &str)] = &[
    ("auditoria_anios", "Años que se guarda la auditoría"),
    ("canal", "Por"),
    ("estado_motivo", "Motivo"),
    ("estado_quien", "Lo pidió"),
    ("extranjero", "Documento extranjero"),
    ("bloqueado", "Bloqueada a pedido de la persona"),
    ("sin_avisos", "Sin avisos"),
    ("sin_encuestas", "Sin encuestas"),
    ("sin_ofertas", "Sin ofertas de hora"),
];

/// `apellido_paterno` to `Apellido paterno`; `profesional_id` to `Profesional`.
pub fn etiqueta(columna: &str) -> String {
    if let Some((_, dicho)) = DICHOS.iter().find(|(codigo, _)| *codigo == columna) {
        return (*dicho).to_owned();
    }
    let sin_id = columna.strip_suffix("_id").unwrap_or(columna);
    let palabras = sin_id.split('_').map(acentuar).collect::<Vec<_>>().join(" ");
    let mut letras = palabras.chars();
    letras.next().map(|l| l.to_uppercase().collect::<String>() + letras.as_str()).unwrap_or_default()
}

fn acentuar(palabra: &str) -> String {
    let raiz = |fin| palabra.strip_suffix(fin).filter(|raiz: &&str| !raiz.is_empty());
    match ACENTOS.iter().find(|(sin, _)| *sin == palabra) {
        Some((_, con)) => (*con).to_owned(),
        None => match (raiz("cion"), raiz("sion")) {
            (Some(raiz), _) => format!("{raiz}ción"),
            (_, Some(raiz)) => format!("{raiz}sión"),
            _ => palabra.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lo_que_se_escribe_sin_acentos_se_lee_con_ellos() {
        let dichos =
            ["recepcion", "sesion_caja", "no_asistio", "en_linea", "direccion", "estado_quien", "rut", "cita_id"];
        let leidos = ["Recepción", "Sesión caja", "No asistió", "En línea", "Dirección", "Lo pidió", "RUT", "Cita"];
        assert_eq!(dichos.map(etiqueta), leidos.map(str::to_owned));
    }

    #[test]
    fn cada_libro_tiene_nombre() {
        for libro in crate::auditoria::LIBROS {
            assert_eq!(tabla_de(libro.tabla), Some(libro.tabla));
        }
    }
}
