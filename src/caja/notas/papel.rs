//! What a note of credit says.

use super::model::{LineaDeNota, Nota};
use crate::caja::papel::{COPIA, NOTA, Papel};
use crate::ui::money;

pub(super) fn papel(clinica: &str, nota: &Nota, lineas: &[LineaDeNota], copia: bool) -> Papel {
    let dinero = |monto| money(monto, &nota.moneda);
    let entera = |l: &LineaDeNota| l.monto == l.total;
    let parte = |l: &LineaDeNota| if entera(l) { String::new() } else { format!(" (parte de {})", dinero(l.total)) };
    let nombre = Some(&nota.pagador).filter(|p| !p.is_empty()).map(|quien| format!("A nombre de {quien}"));
    let desglose = [("Exento", nota.exento), ("Neto", nota.neto), ("IVA", nota.iva)];
    let desglose = desglose.into_iter().filter(|(_, monto)| !monto.is_zero());
    Papel {
        marcas: copia.then_some(COPIA).into_iter().collect(),
        clinica: clinica.into(),
        sucursal: nota.sucursal.clone(),
        titulo: "Nota de crédito",
        numero: nota.numero(),
        fecha: nota.fecha,
        detalles: nombre
            .into_iter()
            .chain([format!("De la venta {}", nota.venta_id), format!("Motivo: {}", nota.motivo)])
            .collect(),
        lineas: lineas.iter().map(|l| (format!("{}{}", l.descripcion, parte(l)), dinero(l.monto))).collect(),
        totales: [("Total", nota.total)].into_iter().chain(desglose).map(|(n, m)| (n.into(), dinero(m))).collect(),
        notas: vec![format!("Emitida por {}, aprobada por {}", nota.quien, nota.aprobo), NOTA.into()],
    }
}
