//! The ledgers, which carry who and when and are not audited: each publishes a view, `libro_` and its name, of what it adds to the
//! list of the audit.

#[derive(Debug)]
pub struct Libro {
    pub tabla: &'static str,
    /// Which of its rows (`l`) speak of a patient, among the CTEs of `DE_PACIENTE`; `None`: none does.
    pub de_paciente: Option<&'static str>,
    /// Which are of the number that was typed ($12), or of the series and the number ($13).
    pub de_numero: &'static str,
}

const DE_CITA: Option<&str> = Some("l.cita_id = any (array(select id from citas_suyas))");
const DE_SUYO: Option<&str> = Some("l.paciente_id = any (array(select id from quien))");
const DE_SERIE: &str = "l.serie_id = any (array(select id from series_del_numero)) and l.folio = $12";
const DE_SESION: &str = "$13 = '' and l.sesion_id = $12";

/// In the order that breaks a tie between rows of one instant.
pub const LIBROS: &[Libro] = &[
    Libro { tabla: "pagos", de_paciente: DE_SUYO, de_numero: DE_SERIE },
    Libro {
        tabla: "movimientos",
        de_paciente: Some(
            "(l.documento_tipo = 'venta' and l.de_documento = any (array(select id from ventas_suyas))
              or l.documento_tipo = 'cita' and l.de_documento = any (array(select id from citas_suyas)))",
        ),
        de_numero: "$13 = '' and l.de_documento = $12 and l.documento_tipo = any (
            '{recepcion,venta,cita,salida,ajuste,merma,traslado,inventario,devolucion}')",
    },
    Libro { tabla: "movimientos_caja", de_paciente: None, de_numero: DE_SESION },
    Libro { tabla: "arqueos", de_paciente: None, de_numero: DE_SESION },
    Libro { tabla: "cierres_caja", de_paciente: None, de_numero: DE_SESION },
    Libro { tabla: "reaperturas_caja", de_paciente: None, de_numero: DE_SESION },
    Libro {
        tabla: "notas_credito",
        de_paciente: Some("l.venta_id = any (array(select id from ventas_suyas))"),
        de_numero: DE_SERIE,
    },
    Libro {
        tabla: "recibos_impresos",
        de_paciente: Some(
            "(l.pago_id = any (array(select id from pagos_suyos)) or l.nota_id = any (array(select id from notas_suyas)))",
        ),
        de_numero: "(l.pago_id = any (array(select id from pagos_del_numero)) or l.nota_id = any (array(select id from notas_del_numero)))",
    },
    Libro {
        tabla: "reasignaciones",
        de_paciente: Some("l.pago_id = any (array(select id from pagos_suyos))"),
        de_numero: "l.pago_id = any (array(select id from pagos_del_numero))",
    },
    Libro { tabla: "liquidaciones", de_paciente: None, de_numero: "$13 = '' and l.id = $12" },
    Libro { tabla: "mensajes", de_paciente: DE_SUYO, de_numero: "$13 = '' and l.id = $12" },
    Libro { tabla: "inventarios_conteos", de_paciente: None, de_numero: "$13 = '' and l.inventario_id = $12" },
    Libro { tabla: "llamados", de_paciente: DE_CITA, de_numero: "$13 = '' and l.cita_id = $12" },
    Libro { tabla: "citas_conservadas", de_paciente: DE_CITA, de_numero: "$13 = '' and l.cita_id = $12" },
    Libro {
        tabla: "solicitudes_pasos",
        de_paciente: Some("l.solicitud_id = any (array(select id from solicitudes_suyas))"),
        de_numero: "$13 = '' and l.solicitud_id = $12",
    },
];

pub fn es_libro(tabla: &str) -> bool {
    LIBROS.iter().any(|l| l.tabla == tabla)
}

/// What was done, and to what: of a row that a ledger added.
pub fn dicho(tabla: &str, operacion: &str) -> (&'static str, &'static str) {
    match (tabla, operacion) {
        ("pagos", "anulacion") => ("Anuló", "Recibo"),
        ("pagos", "devolucion") => ("Devolvió", "Recibo"),
        ("pagos", _) => ("Cobró", "Recibo"),
        ("movimientos", "entrada") => ("Ingresó", "Existencias"),
        ("movimientos", "salida") => ("Sacó", "Existencias"),
        ("movimientos", "consumo") => ("Consumió", "Existencias"),
        ("movimientos", "ajuste") => ("Ajustó", "Existencias"),
        ("movimientos", "merma") => ("Dio de baja", "Existencias"),
        ("movimientos", "reversa") => ("Revirtió", "Existencias"),
        ("movimientos", _) => ("Trasladó", "Existencias"),
        ("movimientos_caja", "entrada") => ("Ingresó", "Dinero a la caja"),
        ("movimientos_caja", _) => ("Retiró", "Dinero de la caja"),
        ("arqueos", _) => ("Contó", "Caja"),
        ("cierres_caja", _) => ("Cerró", "Caja"),
        ("reaperturas_caja", _) => ("Reabrió", "Caja"),
        ("notas_credito", _) => ("Emitió", "Nota de crédito"),
        ("recibos_impresos", _) => ("Imprimió", "Recibo"),
        ("reasignaciones", _) => ("Reasignó", "Recibo"),
        ("liquidaciones", _) => ("Liquidó", "Comisiones"),
        ("mensajes", _) => ("Escribió", "Mensaje"),
        ("inventarios_conteos", _) => ("Contó", "Existencias"),
        ("llamados", _) => ("Llamó", "Cita"),
        ("citas_conservadas", _) => ("Mantuvo", "Cita"),
        _ => ("Anotó", "Solicitud de datos"),
    }
}
