//! Some who found no hour that suited them, and wait for one.

use chrono::NaiveTime;

use super::sede::Sede;
use crate::agenda::espera::model::{Deseos, Dias, NuevaEspera, Prioridad};
use crate::agenda::espera::queries;
use crate::error::AppResult;

struct Espera {
    /// Days ago.
    hace: i64,
    prioridad: Prioridad,
    /// 1 is Monday; none are all.
    dias: &'static [&'static str],
    /// Hours of the wall between which it may begin.
    horas: Option<(u32, u32)>,
    con_su_profesional: bool,
    nota: &'static str,
}

const ESPERAS: &[Espera] = &[
    Espera { hace: 9, prioridad: Prioridad::Normal, dias: &[], horas: None, con_su_profesional: false, nota: "" },
    Espera {
        hace: 6,
        prioridad: Prioridad::Normal,
        dias: &["1", "3", "5"],
        horas: Some((9, 12)),
        con_su_profesional: true,
        nota: "Solo por la mañana: trabaja de tarde",
    },
    Espera {
        hace: 4,
        prioridad: Prioridad::Alta,
        dias: &[],
        horas: Some((16, 20)),
        con_su_profesional: false,
        nota: "Después del colegio",
    },
    Espera {
        hace: 2,
        prioridad: Prioridad::Urgente,
        dias: &[],
        horas: None,
        con_su_profesional: false,
        nota: "Con dolor: llamar a cualquier hora",
    },
    Espera {
        hace: 1,
        prioridad: Prioridad::Normal,
        dias: &["1", "2", "3", "4", "5"],
        horas: None,
        con_su_profesional: true,
        nota: "Quiere adelantar",
    },
    Espera {
        hace: 0,
        prioridad: Prioridad::Normal,
        dias: &[],
        horas: Some((9, 18)),
        con_su_profesional: false,
        nota: "",
    },
];

/// Each for another prestación, of those that somebody does here.
pub async fn anotar(sede: &Sede<'_>) -> AppResult<()> {
    let de = |especialidad: &str| sede.profesionales.iter().find(|(_, p)| p.especialidad == especialidad);
    let prestaciones = sede.prestaciones.iter().filter_map(|(id, p)| Some((*id, de(p.especialidad)?.0)));
    let pacientes = sede.pacientes.iter().skip(3).step_by(11);
    for ((espera, (prestacion, profesional)), paciente) in ESPERAS.iter().zip(prestaciones.step_by(2)).zip(pacientes) {
        let entonces = sede.a_las(sede.fecha(-espera.hace), 9, 20).min(sede.ahora);
        let nueva =
            NuevaEspera { paciente: *paciente, deseos: deseos(sede, espera, prestacion, profesional), clave: None };
        sede.escribir(entonces, &sede.recepcion, async |tx| queries::crear(tx, &nueva).await).await?;
    }
    Ok(())
}

fn deseos(sede: &Sede<'_>, espera: &Espera, prestacion_id: i64, profesional: i64) -> Deseos {
    let marcados: Vec<String> = espera.dias.iter().map(|dia| (*dia).to_owned()).collect();
    let hora = |hora| NaiveTime::from_hms_opt(hora, 0, 0);
    Deseos {
        prestacion_id,
        profesional_id: espera.con_su_profesional.then_some(profesional),
        sucursal_id: None,
        desde: sede.fecha(-espera.hace),
        hasta: None,
        dias: Dias::de(&marcados).0,
        desde_hora: espera.horas.and_then(|(desde, _)| hora(desde)),
        hasta_hora: espera.horas.and_then(|(_, hasta)| hora(hasta)),
        prioridad: espera.prioridad.codigo(),
        nota: espera.nota.into(),
    }
}
