//! What came in, what is owed, and to whom it goes.

use super::{enlaces, filtros, palabras};
use crate::reportes::definicion::{Cifra, Clase, Columna, Filtro, Grupo, Lista, Plazo, Reporte, Sentido, Sumas, Tipo};

pub const PAGOS: Reporte = Reporte {
    codigo: "pagos",
    nombre: "Pagos",
    descripcion: "Lo que entró y lo que se devolvió, cada pago con sus medios.",
    grupo: Grupo::Dinero,
    plazo: Plazo::Entre("hoy"),
    columnas: &[
        Columna::nueva("en", "Fecha y hora", Tipo::Instante).ordena(),
        Columna::nueva("folio", "Recibo", Tipo::Texto).lleva(enlaces::recibo),
        Columna::nueva("tipo", "Tipo", Tipo::Palabra(palabras::TIPO_PAGO)),
        Columna::nueva("paciente", "Paciente", Tipo::Texto).ordena().lleva(enlaces::paciente),
        Columna::nueva("cajero", "Cobró", Tipo::Texto).ordena(),
        Columna::nueva("caja", "Caja", Tipo::Texto).oculta(),
        Columna::nueva("sucursal", "Sucursal", Tipo::Texto).oculta(),
        Columna::nueva("efectivo", "Efectivo", Tipo::Dinero).total("sum(f.efectivo)").ordena(),
        Columna::nueva("debito", "Débito", Tipo::Dinero).total("sum(f.debito)").ordena(),
        Columna::nueva("credito", "Crédito", Tipo::Dinero).total("sum(f.credito)").ordena(),
        Columna::nueva("transferencia", "Transferencia", Tipo::Dinero).total("sum(f.transferencia)").ordena(),
        Columna::nueva("cheque", "Cheque", Tipo::Dinero).total("sum(f.cheque)").ordena(),
        Columna::nueva("abono", "Abono", Tipo::Dinero).total("sum(f.abono)").ordena(),
        Columna::nueva("redondeo", "Redondeo", Tipo::Dinero).total("sum(f.redondeo)").ordena(),
        Columna::nueva("total", "Total", Tipo::Dinero).total("sum(f.total)").ordena(),
        Columna::nueva("motivo", "Motivo", Tipo::Texto).oculta(),
    ],
    claves: &["pago_id", "paciente_id"],
    filtros: &[
        filtros::MEDIO,
        Filtro { campo: "tipo", titulo: "Tipo", clase: Clase::Palabras(palabras::TIPO_PAGO), donde: "p.tipo = {}" },
        filtros::sucursal("ca.sucursal_id = {}"),
        filtros::lista("caja", "Caja", Lista::Cajas, "ca.id = {}"),
        filtros::persona("Cobró", "p.por = {}"),
        Filtro {
            campo: "profesional",
            titulo: "el profesional",
            clase: Clase::Fila,
            donde: "exists (
              select from asignaciones y join ventas_lineas l on l.clinica_id = y.clinica_id and l.id = y.venta_linea_id
              join ventas v on v.clinica_id = l.clinica_id and v.id = l.venta_id
              left join citas_breves c on c.clinica_id = v.clinica_id and c.id = v.cita_id
              where y.clinica_id = p.clinica_id and y.pago_id = p.id and coalesce(l.profesional_id, c.profesional_id) = {})",
        },
        filtros::paciente("pa.vigente_id = {}"),
    ],
    // What was in favour came in when it was left there, and what is rounded away never did.
    cifras: &[
        Cifra { titulo: "Cobrado", tipo: Tipo::Dinero, sql: "coalesce(sum(f.total - f.redondeo - f.abono), 0)" },
        Cifra { titulo: "En efectivo", tipo: Tipo::Dinero, sql: "coalesce(sum(f.efectivo), 0)" },
    ],
    orden: ("en", Sentido::Baja),
    fuente: include_str!("sql/pagos.sql"),
    sumas: Some(Sumas { filtros: &["sucursal"], ignora: &[], fuente: include_str!("sql/pagos_sumas.sql") }),
};

pub const VENTAS: Reporte = Reporte {
    codigo: "ventas",
    nombre: "Ventas",
    descripcion: "Cada venta emitida, cómo estaba y lo que debía al leerla.",
    grupo: Grupo::Dinero,
    plazo: Plazo::Entre("hoy"),
    columnas: &[
        Columna::nueva("emitida", "Emitida", Tipo::Instante).ordena(),
        Columna::nueva("numero", "Venta", Tipo::Entero).lleva(enlaces::esta_venta),
        Columna::nueva("paciente", "Paciente", Tipo::Texto).ordena().lleva(enlaces::paciente),
        Columna::nueva("convenio", "Convenio", Tipo::Texto),
        Columna::nueva("caja", "Caja", Tipo::Texto).oculta(),
        Columna::nueva("sucursal", "Sucursal", Tipo::Texto).oculta(),
        Columna::nueva("cajero", "Emitió", Tipo::Texto).oculta(),
        Columna::nueva("estado", "Estado", Tipo::Palabra(palabras::ESTADO_VENTA)),
        Columna::nueva("descuento", "Descuento", Tipo::Dinero).total("sum(f.descuento) filter (where f.estado = 'emitida')"),
        Columna::nueva("exento", "Exento", Tipo::Dinero).oculta().total("sum(f.exento) filter (where f.estado = 'emitida')"),
        Columna::nueva("neto", "Neto", Tipo::Dinero).oculta().total("sum(f.neto) filter (where f.estado = 'emitida')"),
        Columna::nueva("iva", "IVA", Tipo::Dinero).total("sum(f.iva) filter (where f.estado = 'emitida')"),
        Columna::nueva("total", "Total", Tipo::Dinero).total("sum(f.total) filter (where f.estado = 'emitida')").ordena(),
        Columna::nueva("pagado", "Pagado", Tipo::Dinero).total("sum(f.pagado)").ordena(),
        Columna::nueva("debe", "Debe", Tipo::Dinero).total("sum(f.debe)").ordena(),
    ],
    claves: &["paciente_id"],
    filtros: &[
        Filtro { campo: "estado", titulo: "Estado", clase: Clase::Palabras(palabras::ESTADO_VENTA), donde: "h.estado = {}" },
        filtros::sucursal("ca.sucursal_id = {}"),
        filtros::lista("convenio", "Convenio", Lista::Convenios, "v.convenio_id = {}"),
        filtros::profesional(
            "exists (
              select from ventas_lineas l left join citas_breves c on c.clinica_id = l.clinica_id and c.id = v.cita_id
              where l.clinica_id = v.clinica_id and l.venta_id = v.id and coalesce(l.profesional_id, c.profesional_id) = {})",
        ),
        filtros::prestacion(
            "exists (select from ventas_lineas l where l.clinica_id = v.clinica_id and l.venta_id = v.id and l.prestacion_id = {})",
        ),
        filtros::paciente("pa.vigente_id = {}"),
    ],
    cifras: &[
        Cifra {
            titulo: "Vendido",
            tipo: Tipo::Dinero,
            sql: "coalesce(sum(f.total) filter (where f.estado = 'emitida'), 0)",
        },
        Cifra { titulo: "Por cobrar", tipo: Tipo::Dinero, sql: "coalesce(sum(f.debe), 0)" },
    ],
    orden: ("emitida", Sentido::Baja),
    fuente: include_str!("sql/ventas.sql"),
    sumas: Some(Sumas { filtros: &["sucursal"], ignora: &[], fuente: include_str!("sql/ventas_sumas.sql") }),
};

pub const POR_COBRAR: Reporte = Reporte {
    codigo: "por-cobrar",
    nombre: "Por cobrar",
    descripcion: "Lo que se debía al final de un día, por antigüedad de la venta.",
    grupo: Grupo::Dinero,
    plazo: Plazo::Al,
    columnas: &[
        Columna::nueva("emitida", "Emitida", Tipo::Instante).ordena(),
        Columna::nueva("numero", "Venta", Tipo::Entero).lleva(enlaces::esta_venta),
        Columna::nueva("paciente", "Paciente", Tipo::Texto).ordena().lleva(enlaces::paciente),
        Columna::nueva("telefono", "Teléfono", Tipo::Texto),
        Columna::nueva("sucursal", "Sucursal", Tipo::Texto).oculta(),
        Columna::nueva("dias", "Días", Tipo::Entero).ordena(),
        Columna::nueva("total", "Total", Tipo::Dinero).total("sum(f.total)").oculta(),
        Columna::nueva("pagado", "Pagado", Tipo::Dinero).total("sum(f.pagado)").oculta(),
        Columna::nueva("a30", "Hasta 30", Tipo::Dinero).total("sum(f.a30)"),
        Columna::nueva("a60", "31 a 60", Tipo::Dinero).total("sum(f.a60)"),
        Columna::nueva("a90", "61 a 90", Tipo::Dinero).total("sum(f.a90)"),
        Columna::nueva("a180", "91 a 180", Tipo::Dinero).total("sum(f.a180)"),
        Columna::nueva("mas", "Más de 180", Tipo::Dinero).total("sum(f.mas)"),
        Columna::nueva("debe", "Debe", Tipo::Dinero).total("sum(f.debe)").ordena(),
    ],
    claves: &["paciente_id"],
    filtros: &[
        Filtro {
            campo: "tramo", titulo: "Antigüedad", clase: Clase::Palabras(palabras::TRAMO), donde: "f.tramo = {}"
        },
        filtros::sucursal("ca.sucursal_id = {}"),
        filtros::paciente("pa.vigente_id = {}"),
    ],
    cifras: &[Cifra { titulo: "Por cobrar", tipo: Tipo::Dinero, sql: "coalesce(sum(f.debe), 0)" }],
    orden: ("emitida", Sentido::Sube),
    fuente: include_str!("sql/por_cobrar.sql"),
    sumas: Some(Sumas {
        filtros: &["sucursal"],
        ignora: &["total", "pagado"],
        fuente: include_str!("sql/por_cobrar_sumas.sql"),
    }),
};

pub const IMPAGAS: Reporte = Reporte {
    codigo: "impagas",
    nombre: "Citas sin pagar",
    descripcion: "Quien vino y todavía no ha pagado su cita.",
    grupo: Grupo::Dinero,
    plazo: Plazo::Entre("mes"),
    columnas: &[
        Columna::nueva("inicio", "Cita", Tipo::Instante).ordena().lleva(enlaces::cita),
        Columna::nueva("paciente", "Paciente", Tipo::Texto).ordena().lleva(enlaces::paciente),
        Columna::nueva("telefono", "Teléfono", Tipo::Texto),
        Columna::nueva("profesional", "Profesional", Tipo::Texto).ordena(),
        Columna::nueva("prestacion", "Prestación", Tipo::Texto),
        Columna::nueva("estado", "Estado", Tipo::Palabra(palabras::ESTADO_CITA)),
        Columna::nueva("precio", "Precio", Tipo::Dinero).total("sum(f.precio)").ordena(),
        Columna::nueva("pagado", "Pagado", Tipo::Dinero).total("sum(f.pagado)"),
        Columna::nueva("debe", "Falta", Tipo::Dinero).total("sum(f.debe)"),
    ],
    claves: &["paciente_id", "venta_id"],
    filtros: &[
        filtros::sucursal("c.sucursal_id = {}"),
        filtros::profesional("c.profesional_id = {}"),
        filtros::prestacion("c.prestacion_id = {}"),
        filtros::paciente("c.paciente_id = {}"),
    ],
    cifras: &[],
    orden: ("inicio", Sentido::Baja),
    fuente: include_str!("sql/impagas.sql"),
    sumas: None,
};

pub const SESIONES: Reporte = Reporte {
    codigo: "sesiones",
    nombre: "Sesiones de caja y diferencias",
    descripcion: "Cada sesión con lo que se esperaba, lo que se contó y la diferencia.",
    grupo: Grupo::Dinero,
    plazo: Plazo::Entre("mes"),
    columnas: &[
        Columna::nueva("abierta", "Abierta", Tipo::Instante).ordena().lleva(enlaces::sesion),
        Columna::nueva("caja", "Caja", Tipo::Texto).ordena(),
        Columna::nueva("sucursal", "Sucursal", Tipo::Texto).oculta(),
        Columna::nueva("responsable", "Responsable", Tipo::Texto).ordena(),
        Columna::nueva("estado", "Estado", Tipo::Palabra(palabras::ESTADO_SESION)),
        Columna::nueva("cierre", "Cerrada", Tipo::Instante),
        Columna::nueva("apertura", "Fondo", Tipo::Dinero),
        Columna::nueva("diferencia_apertura", "Diferencia al abrir", Tipo::Dinero)
            .total("sum(f.diferencia_apertura)")
            .ordena(),
        Columna::nueva("esperado", "Esperado", Tipo::Dinero).total("sum(f.esperado)"),
        Columna::nueva("contado", "Contado", Tipo::Dinero).total("sum(f.contado)"),
        Columna::nueva("diferencia", "Diferencia", Tipo::Dinero).total("sum(f.diferencia)").ordena(),
        Columna::nueva("dejado", "Quedó", Tipo::Dinero).oculta(),
        Columna::nueva("motivo", "Motivo", Tipo::Texto),
    ],
    claves: &[],
    filtros: &[
        filtros::sucursal("ca.sucursal_id = {}"),
        filtros::lista("caja", "Caja", Lista::Cajas, "ca.id = {}"),
        filtros::persona("Responsable", "s.responsable = {}"),
    ],
    cifras: &[],
    orden: ("abierta", Sentido::Baja),
    fuente: include_str!("sql/sesiones.sql"),
    sumas: None,
};

pub const PRODUCCION: Reporte = Reporte {
    codigo: "produccion",
    nombre: "Producción",
    descripcion: "Lo vendido por profesional y prestación, sin las ventas anuladas.",
    grupo: Grupo::Dinero,
    plazo: Plazo::Entre("mes"),
    columnas: &[
        Columna::nueva("profesional", "Profesional", Tipo::Texto).ordena(),
        Columna::nueva("prestacion", "Prestación", Tipo::Texto).ordena(),
        Columna::nueva("cantidad", "Cantidad", Tipo::Cantidad).total("sum(f.cantidad)").ordena(),
        Columna::nueva("ventas", "Ventas", Tipo::Entero).ordena().lleva(enlaces::ventas_de_produccion),
        Columna::nueva("descuento", "Descuento", Tipo::Dinero).total("sum(f.descuento)").ordena(),
        Columna::nueva("total", "Total", Tipo::Dinero).total("sum(f.total)").ordena(),
    ],
    claves: &["profesional_id", "prestacion_id"],
    filtros: &[
        filtros::sucursal("x.sucursal_id = {}"),
        filtros::profesional("x.profesional_id = {}"),
        filtros::prestacion("x.prestacion_id = {}"),
    ],
    cifras: &[],
    orden: ("total", Sentido::Baja),
    fuente: include_str!("sql/produccion.sql"),
    sumas: None,
};

pub const COMISIONES: Reporte = Reporte {
    codigo: "comisiones",
    nombre: "Comisiones liquidadas",
    descripcion: "Cada línea de las liquidaciones hechas en estas fechas. Lo que está por liquidar se ve en Caja.",
    grupo: Grupo::Dinero,
    plazo: Plazo::Entre("mes"),
    columnas: &[
        Columna::nueva("en", "Liquidada", Tipo::Instante).ordena().lleva(enlaces::liquidacion),
        Columna::nueva("profesional", "Profesional", Tipo::Texto).ordena(),
        Columna::nueva("paciente", "Paciente", Tipo::Texto),
        Columna::nueva("prestacion", "Prestación", Tipo::Texto),
        Columna::nueva("monto", "Cobrado", Tipo::Dinero).total("sum(f.monto)").ordena().lleva(enlaces::recibo),
        Columna::nueva("base", "Base", Tipo::Dinero).total("sum(f.base)"),
        Columna::nueva("porcentaje", "Porcentaje", Tipo::Porcentaje),
        Columna::nueva("comision", "Comisión", Tipo::Dinero).total("sum(f.comision)").ordena(),
    ],
    claves: &["liquidacion_id", "pago_id"],
    filtros: &[filtros::profesional("q.profesional_id = {}")],
    cifras: &[],
    orden: ("en", Sentido::Baja),
    fuente: include_str!("sql/comisiones.sql"),
    sumas: None,
};
