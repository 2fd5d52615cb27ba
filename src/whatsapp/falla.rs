//! What a number of the API means for the next attempt.

use crate::mail::{Culpa, Falla};

/// The message as it is: another attempt would fare the same. It did not choose to be sent outside of the 24 hours (131047), nor its template
/// to be unknown (132001), paused (132015) or filled in badly (132000).
const DEL_MENSAJE: &[i64] = &[
    100, 130_472, 131_008, 131_009, 131_021, 131_047, 131_049, 131_050, 131_051, 132_000, 132_001, 132_005, 132_007,
    132_012, 132_015, 132_016, 132_018, 132_068, 132_069,
];
/// The phone has no WhatsApp, or one that takes nothing of ours.
const DE_LA_DIRECCION: &[i64] = &[131_026];
/// The clinic's number or account: too fast (80007, 130429, 131048), locked, unpaid or not registered.
const DE_LA_CUENTA: &[i64] = &[33, 368, 80_007, 130_429, 131_031, 131_037, 131_042, 131_045, 131_048, 133_010, 133_016];
/// Our token or our application: no message of any clinic leaves.
const NUESTRAS: &[i64] = &[0, 3, 4, 10, 190];

/// Templates that are to be asked for anew.
pub fn es_de_la_plantilla(codigo: &str) -> bool {
    matches!(codigo, "wa_132001" | "wa_132007" | "wa_132015" | "wa_132016")
}

/// `numero`: of the body's `error.code`; the status of HTTP says the rest.
pub fn clasificar(estado: u16, numero: Option<i64>) -> Falla {
    let Some(numero) = numero else {
        let culpa = if estado == 429 { Culpa::Cuenta } else { Culpa::Servidor };
        return Falla { permanente: false, codigo: format!("wa_http_{estado}"), culpa };
    };
    let culpa = match numero {
        n if DE_LA_DIRECCION.contains(&n) => Culpa::Direccion,
        n if DE_LA_CUENTA.contains(&n) => Culpa::Cuenta,
        n if NUESTRAS.contains(&n) || (200..300).contains(&n) || matches!(n, 1 | 2 | 131_016) => Culpa::Servidor,
        _ => Culpa::Mensaje,
    };
    let permanente = DEL_MENSAJE.contains(&numero) || culpa == Culpa::Direccion;
    Falla { permanente, codigo: format!("wa_{numero}"), culpa }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cada_numero_dice_de_quien_es_la_culpa() {
        for (estado, numero, permanente, culpa) in [
            (400, Some(131_026), true, Culpa::Direccion),
            (400, Some(131_047), true, Culpa::Mensaje),
            (404, Some(132_001), true, Culpa::Mensaje),
            (429, Some(130_429), false, Culpa::Cuenta),
            (429, Some(131_056), false, Culpa::Mensaje),
            (401, Some(190), false, Culpa::Servidor),
            (500, Some(131_000), false, Culpa::Mensaje),
            (503, Some(2), false, Culpa::Servidor),
            (502, None, false, Culpa::Servidor),
            (429, None, false, Culpa::Cuenta),
        ] {
            let falla = clasificar(estado, numero);
            assert_eq!((falla.permanente, falla.culpa), (permanente, culpa), "{numero:?}");
        }
        assert_eq!(clasificar(401, Some(190)).codigo, "wa_190");
        assert!(es_de_la_plantilla("wa_132015") && !es_de_la_plantilla("wa_132000"));
    }
}
