//! The filters that several reports share; `donde` names the tables as each source does.

use super::palabras;
use crate::reportes::definicion::{Clase, Filtro, Lista};

pub const fn lista(campo: &'static str, titulo: &'static str, lista: Lista, donde: &'static str) -> Filtro {
    Filtro { campo, titulo, clase: Clase::Lista(lista), donde }
}

pub const fn sucursal(donde: &'static str) -> Filtro {
    lista("sucursal", "Sucursal", Lista::Sucursales, donde)
}

pub const fn profesional(donde: &'static str) -> Filtro {
    lista("profesional", "Profesional", Lista::Profesionales, donde)
}

pub const fn prestacion(donde: &'static str) -> Filtro {
    lista("prestacion", "Prestación", Lista::Prestaciones, donde)
}

pub const fn persona(titulo: &'static str, donde: &'static str) -> Filtro {
    lista("persona", titulo, Lista::Personas, donde)
}

pub const fn deposito(donde: &'static str) -> Filtro {
    lista("deposito", "Depósito", Lista::Depositos, donde)
}

pub const fn paciente(donde: &'static str) -> Filtro {
    Filtro { campo: "paciente", titulo: "el paciente", clase: Clase::Fila, donde }
}

pub const fn insumo(donde: &'static str) -> Filtro {
    Filtro { campo: "insumo", titulo: "el insumo", clase: Clase::Fila, donde }
}

pub const MEDIO: Filtro = Filtro {
    campo: "medio",
    titulo: "Medio",
    clase: Clase::Palabras(palabras::MEDIO),
    donde: "exists (select from pagos_medios y where y.clinica_id = p.clinica_id and y.pago_id = p.id and y.medio = {})",
};
