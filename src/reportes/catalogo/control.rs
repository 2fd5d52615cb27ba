//! What somebody decided: prices, discounts, and what was taken back.

use super::{enlaces, filtros, palabras};
use crate::reportes::definicion::{Clase, Columna, Filtro, Grupo, Plazo, Reporte, Sentido, Tipo};

pub const DESCUENTOS: Reporte = Reporte {
    codigo: "descuentos",
    nombre: "Descuentos y anulaciones por persona",
    descripcion: "Cuánto descontó, anuló y devolvió cada persona.",
    grupo: Grupo::Control,
    plazo: Plazo::Entre("mes"),
    columnas: &[
        Columna::nueva("persona", "Persona", Tipo::Texto).ordena().lleva(enlaces::rebajas_de_persona),
        Columna::nueva("veces", "Veces", Tipo::Entero).total("sum(f.veces)").ordena(),
        Columna::nueva("descuentos", "Descuentos", Tipo::Dinero).total("sum(f.descuentos)").ordena(),
        Columna::nueva("ventas", "Ventas anuladas", Tipo::Dinero).total("sum(f.ventas)").ordena(),
        Columna::nueva("pagos", "Pagos anulados", Tipo::Dinero).total("sum(f.pagos)").ordena(),
        Columna::nueva("devoluciones", "Devoluciones", Tipo::Dinero).total("sum(f.devoluciones)").ordena(),
    ],
    claves: &["persona_id"],
    filtros: &[filtros::sucursal("ca.sucursal_id = {}")],
    cifras: &[],
    orden: ("persona", Sentido::Sube),
    fuente: concat!(
        "select x.por as id, x.por as persona_id, max(x.persona) as persona, count(*) as veces,
           coalesce(sum(x.monto) filter (where x.tipo = 'descuento'), 0) as descuentos,
           coalesce(sum(x.monto) filter (where x.tipo = 'venta'), 0) as ventas,
           coalesce(sum(x.monto) filter (where x.tipo = 'pago'), 0) as pagos,
           coalesce(sum(x.monto) filter (where x.tipo = 'devolucion'), 0) as devoluciones
         from (",
        include_str!("sql/rebajas.sql"),
        ") x group by x.por"
    ),
    sumas: None,
};

pub const REBAJAS: Reporte = Reporte {
    codigo: "rebajas",
    nombre: "Descuentos, anulaciones y devoluciones",
    descripcion: "Cada una, con quién la hizo y por qué.",
    grupo: Grupo::Control,
    plazo: Plazo::Entre("mes"),
    columnas: &[
        Columna::nueva("en", "Fecha y hora", Tipo::Instante).ordena(),
        Columna::nueva("tipo", "Qué", Tipo::Palabra(palabras::REBAJA)),
        Columna::nueva("persona", "Persona", Tipo::Texto).ordena(),
        Columna::nueva("paciente", "Paciente", Tipo::Texto).ordena().lleva(enlaces::paciente),
        Columna::nueva("detalle", "De qué", Tipo::Texto).lleva(enlaces::venta),
        Columna::nueva("motivo", "Motivo", Tipo::Texto),
        Columna::nueva("monto", "Monto", Tipo::Dinero).total("sum(f.monto)").ordena().lleva(enlaces::recibo),
    ],
    claves: &["venta_id", "pago_id", "paciente_id"],
    filtros: &[
        Filtro { campo: "tipo", titulo: "Qué", clase: Clase::Palabras(palabras::REBAJA), donde: "r.tipo = {}" },
        filtros::persona("Persona", "r.por = {}"),
        filtros::sucursal("ca.sucursal_id = {}"),
    ],
    cifras: &[],
    orden: ("en", Sentido::Baja),
    fuente: include_str!("sql/rebajas.sql"),
    sumas: None,
};

pub const PRECIOS: Reporte = Reporte {
    codigo: "precios",
    nombre: "Cambios de precio",
    descripcion: "De prestaciones e insumos: cuánto valían, cuánto pasaron a valer y quién lo cambió.",
    grupo: Grupo::Control,
    plazo: Plazo::Entre("mes"),
    columnas: &[
        Columna::nueva("en", "Fecha y hora", Tipo::Instante).ordena(),
        Columna::nueva("clase", "Es", Tipo::Palabra(palabras::CLASE_PRECIO)),
        Columna::nueva("nombre", "Nombre", Tipo::Texto).ordena(),
        Columna::nueva("antes", "Antes", Tipo::Dinero),
        Columna::nueva("despues", "Después", Tipo::Dinero),
        Columna::nueva("cambio", "Cambio", Tipo::Dinero),
        Columna::nueva("persona", "Quién", Tipo::Texto).ordena(),
    ],
    claves: &[],
    filtros: &[
        Filtro { campo: "clase", titulo: "Es", clase: Clase::Palabras(palabras::CLASE_PRECIO), donde: "f.clase = {}" },
        filtros::persona("Quién", "a.membresia_id = {}"),
    ],
    cifras: &[],
    orden: ("en", Sentido::Baja),
    fuente: include_str!("sql/precios.sql"),
    sumas: None,
};
