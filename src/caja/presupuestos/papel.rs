//! What a budget says on paper.

use super::model::{Linea, Presupuesto};
use crate::caja::papel::Papel;
use crate::ui::{format, money};

const AVISO: &str = "Presupuesto interno de la clínica: no es un documento tributario ni acredita un pago.";

pub(crate) fn papel(clinica: &str, presupuesto: &Presupuesto, lineas: &[Linea]) -> Papel {
    let dinero = |monto| money(monto, &presupuesto.moneda);
    let descuento =
        |l: &Linea| if l.descuento.is_zero() { String::new() } else { format!(", descuento {}", dinero(l.descuento)) };
    let que = |l: &Linea| {
        format!("{} × {} a {}{}", format::number(l.cantidad), l.descripcion, dinero(l.precio), descuento(l))
    };
    let convenio = presupuesto.convenio.as_ref().map(|c| format!("Precios de {c}"));
    let nota = Some(presupuesto.nota.clone()).filter(|n| !n.is_empty());
    Papel {
        marcas: marca(presupuesto).into_iter().collect(),
        clinica: clinica.into(),
        sucursal: presupuesto.sucursal.clone(),
        titulo: "Presupuesto",
        numero: presupuesto.numero.clone(),
        fecha: presupuesto.creado,
        detalles: [format!("Para {}", presupuesto.paciente)]
            .into_iter()
            .chain(convenio)
            .chain([format!("Válido hasta el {}", format::date(presupuesto.valido_hasta))])
            .collect(),
        lineas: lineas.iter().map(|l| (que(l), dinero(l.total))).collect(),
        totales: vec![("Total".into(), dinero(presupuesto.total))],
        notas: nota.into_iter().chain([format!("Hecho por {}", presupuesto.quien), AVISO.into()]).collect(),
    }
}

fn marca(presupuesto: &Presupuesto) -> Option<&'static str> {
    match presupuesto.estado.as_str() {
        "anulado" => Some("ANULADO"),
        "rechazado" => Some("RECHAZADO"),
        "vencido" => Some("VENCIDO"),
        _ => None,
    }
}
