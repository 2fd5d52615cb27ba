//! The audit, and the history of whatever a page shows.

use super::con_filtros;

pub fn auditoria(clinica: &str) -> String {
    format!("/{clinica}/auditoria")
}

/// Who read which ficha.
pub fn lecturas(clinica: &str) -> String {
    format!("{}/lecturas", auditoria(clinica))
}

/// What people ask of their own data.
pub fn solicitudes(clinica: &str) -> String {
    format!("{}/solicitudes", auditoria(clinica))
}

pub fn solicitud_nueva(clinica: &str) -> String {
    format!("{}/nueva", solicitudes(clinica))
}

pub fn solicitud(clinica: &str, id: i64) -> String {
    format!("{}/{id}", solicitudes(clinica))
}

pub fn solicitud_pasos(clinica: &str, id: i64) -> String {
    format!("{}/pasos", solicitud(clinica, id))
}

/// Everything there is of who asked.
pub fn solicitud_archivo(clinica: &str, id: i64) -> String {
    format!("{}/archivo", solicitud(clinica, id))
}

/// What happened to one row.
pub fn historia(clinica: &str, tabla: &str, fila: &str) -> String {
    con_filtros(&auditoria(clinica), &[("tipo", &tabla), ("fila", &fila)])
}

/// What stands between the clinic and the id in the path of a page, and whose history that page has.
const DE_PAGINA: &[(&str, &str)] = &[
    ("agenda/espera", "esperas"),
    ("auditoria/solicitudes", "solicitudes_datos"),
    ("bodega/documentos", "documentos_bodega"),
    ("bodega/insumos", "insumos"),
    ("bodega/inventarios", "inventarios"),
    ("bodega/ordenes", "ordenes_compra"),
    ("bodega/proveedores", "proveedores"),
    ("bodega/recepciones", "recepciones"),
    ("bodega/recetas", "recetas"),
    ("bodega/traslados", "traslados"),
    ("caja/devoluciones", "devoluciones"),
    ("caja/presupuestos", "presupuestos"),
    ("caja/sesiones", "sesiones_caja"),
    ("caja/ventas", "ventas"),
    ("citas", "citas"),
    ("configuracion/boxes", "boxes"),
    ("configuracion/cajas", "cajas"),
    ("configuracion/convenios", "convenios"),
    ("configuracion/depositos", "depositos"),
    ("configuracion/prestaciones", "prestaciones"),
    ("configuracion/profesionales", "profesionales"),
    ("configuracion/sucursales", "sucursales"),
    ("configuracion/usuarios", "membresias"),
];

/// The page of a document, by the table and the row it is.
pub fn documento_de(clinica: &str, tabla: &str, id: i64) -> Option<String> {
    Some(match tabla {
        "pagos" => super::recibo(clinica, id),
        "notas_credito" => super::nota(clinica, id),
        "liquidaciones" => super::liquidacion(clinica, id),
        "mensajes" => super::aviso(clinica, id),
        _ => {
            let (camino, _) = DE_PAGINA.iter().find(|(_, de)| *de == tabla)?;
            format!("/{clinica}/{camino}/{id}")
        }
    })
}

/// The history of what the page at this address shows; of a ficha, everything of that patient.
pub fn historia_de(clinica: &str, aqui: &str) -> Option<String> {
    let ruta = aqui.split(['?', '#']).next()?.strip_prefix(&format!("/{clinica}/"))?;
    let (recurso, id) = ruta.rsplit_once('/')?;
    id.parse::<i64>().ok()?;
    if recurso == "pacientes" {
        return Some(con_filtros(&auditoria(clinica), &[("paciente", &id)]));
    }
    let (_, tabla) = DE_PAGINA.iter().find(|(camino, _)| *camino == recurso)?;
    Some(historia(clinica, tabla, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_historia_es_de_lo_que_muestra_la_pagina() {
        let de = |aqui| historia_de("norte", aqui);
        assert_eq!(de("/norte/citas/7?x=1").as_deref(), Some("/norte/auditoria?tipo=citas&fila=7"));
        assert_eq!(de("/norte/pacientes/3").as_deref(), Some("/norte/auditoria?paciente=3"));
        assert_eq!(de("/norte/caja/ventas/9").as_deref(), Some("/norte/auditoria?tipo=ventas&fila=9"));
        for sin in ["/norte/citas/nueva", "/norte/agenda/2026-11-29", "/sur/citas/7", "/norte/", ""] {
            assert_eq!(de(sin), None, "{sin}");
        }
    }
}
