//! How the agenda was used, and by whom.

use super::{enlaces, filtros, palabras};
use crate::reportes::definicion::{Cifra, Clase, Columna, Filtro, Grupo, Plazo, Reporte, Sentido, Tipo};

pub const OCUPACION: Reporte = Reporte {
    codigo: "ocupacion",
    nombre: "Ocupación e inasistencia",
    descripcion: "Minutos que se ofrecieron y se ocuparon, y quién no vino, por profesional.",
    grupo: Grupo::Atencion,
    plazo: Plazo::Entre("mes"),
    columnas: &[
        Columna::nueva("profesional", "Profesional", Tipo::Texto).ordena(),
        Columna::nueva("ofrecidos", "Ofrecidos", Tipo::Minutos).total("sum(f.ofrecidos)").ordena(),
        Columna::nueva("ocupados", "Ocupados", Tipo::Minutos).total("sum(f.ocupados)").ordena(),
        Columna::nueva("ocupacion", "Ocupación", Tipo::Porcentaje)
            .total("coalesce(round(100.0 * sum(f.ocupados) / nullif(sum(f.ofrecidos), 0), 1), 0)")
            .ordena(),
        Columna::nueva("citas", "Citas", Tipo::Entero).total("sum(f.citas)").ordena(),
        Columna::nueva("atendidas", "Atendidas", Tipo::Entero)
            .total("sum(f.atendidas)")
            .ordena()
            .lleva(enlaces::citas_de_profesional),
        Columna::nueva("canceladas", "Canceladas", Tipo::Entero).total("sum(f.canceladas)").ordena(),
        Columna::nueva("no_asistio", "No asistieron", Tipo::Entero).total("sum(f.no_asistio)").ordena(),
        Columna::nueva("inasistencia", "Inasistencia", Tipo::Porcentaje)
            .total("coalesce(round(100.0 * sum(f.no_asistio) / nullif(sum(f.atendidas) + sum(f.no_asistio), 0), 1), 0)")
            .ordena(),
    ],
    claves: &["profesional_id"],
    filtros: &[filtros::sucursal("c.sucursal_id = {}"), filtros::profesional("c.profesional_id = {}")],
    cifras: &[],
    orden: ("profesional", Sentido::Sube),
    fuente: include_str!("sql/ocupacion.sql"),
    sumas: None,
};

pub const ESPERAS: Reporte = Reporte {
    codigo: "esperas",
    nombre: "Tiempo de espera",
    descripcion: "Desde que cada paciente llegó hasta que entró.",
    grupo: Grupo::Atencion,
    plazo: Plazo::Entre("hoy"),
    columnas: &[
        Columna::nueva("inicio", "Cita", Tipo::Instante).ordena().lleva(enlaces::cita),
        Columna::nueva("en", "Llegó", Tipo::Instante).ordena(),
        Columna::nueva("entro", "Entró", Tipo::Instante),
        Columna::nueva("paciente", "Paciente", Tipo::Texto).ordena().lleva(enlaces::paciente),
        Columna::nueva("profesional", "Profesional", Tipo::Texto).ordena(),
        Columna::nueva("prestacion", "Prestación", Tipo::Texto).oculta(),
        Columna::nueva("prioridad", "Prioridad", Tipo::Palabra(palabras::PRIORIDAD)).oculta(),
        Columna::nueva("atraso", "Llegó tarde", Tipo::Minutos).total("round(avg(f.atraso), 1)").ordena(),
        Columna::nueva("minutos", "Espera (promedio al pie)", Tipo::Minutos).total("round(avg(f.minutos), 1)"),
    ],
    claves: &["paciente_id"],
    filtros: &[
        filtros::sucursal("c.sucursal_id = {}"),
        filtros::profesional("c.profesional_id = {}"),
        filtros::prestacion("c.prestacion_id = {}"),
    ],
    cifras: &[
        Cifra { titulo: "Espera promedio", tipo: Tipo::Minutos, sql: "coalesce(round(avg(f.minutos), 1), 0)" },
        Cifra { titulo: "La más larga", tipo: Tipo::Minutos, sql: "coalesce(max(f.minutos), 0)" },
    ],
    orden: ("inicio", Sentido::Baja),
    fuente: include_str!("sql/esperas.sql"),
    sumas: None,
};

pub const PACIENTES: Reporte = Reporte {
    codigo: "pacientes",
    nombre: "Pacientes nuevos, recurrentes e inactivos",
    descripcion: "Nuevo: su primera atención fue en estas fechas. Inactivo: la última fue más de un año antes de ellas.",
    grupo: Grupo::Atencion,
    plazo: Plazo::Entre("mes"),
    columnas: &[
        Columna::nueva("nombre", "Paciente", Tipo::Texto).ordena().lleva(enlaces::paciente),
        Columna::nueva("documento", "Documento", Tipo::Texto).oculta(),
        Columna::nueva("telefono", "Teléfono", Tipo::Texto),
        Columna::nueva("clase", "Es", Tipo::Palabra(palabras::CLASE_PACIENTE)),
        Columna::nueva("primera", "Primera atención", Tipo::Instante).ordena(),
        Columna::nueva("ultima", "Última atención", Tipo::Instante),
        Columna::nueva("veces", "Atenciones", Tipo::Entero).total("sum(f.veces)"),
    ],
    claves: &["paciente_id"],
    filtros: &[
        Filtro {
            campo: "clase",
            titulo: "Es",
            clase: Clase::Palabras(palabras::CLASE_PACIENTE),
            donde: "f.clase = {}",
        },
        filtros::sucursal("{} = any (q.sucursales)"),
    ],
    cifras: &[
        Cifra { titulo: "Nuevos", tipo: Tipo::Entero, sql: "count(*) filter (where f.clase = 'nuevo')" },
        Cifra { titulo: "Recurrentes", tipo: Tipo::Entero, sql: "count(*) filter (where f.clase = 'recurrente')" },
        Cifra { titulo: "Inactivos", tipo: Tipo::Entero, sql: "count(*) filter (where f.clase = 'inactivo')" },
    ],
    orden: ("nombre", Sentido::Sube),
    fuente: include_str!("sql/pacientes.sql"),
    sumas: None,
};
