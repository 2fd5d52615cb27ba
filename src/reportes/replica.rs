//! How a screen says that it was read from the replica.

use chrono::TimeDelta;

/// ` · leído de la réplica, con 2 s de atraso`; nothing when the primary answered.
pub fn leido_de(atraso: Option<TimeDelta>) -> String {
    let decir = |atraso: TimeDelta| match (atraso.num_minutes(), atraso.num_seconds()) {
        (_, 0) => "menos de 1 s".to_owned(),
        (..2, segundos) => format!("{segundos} s"),
        (minutos, _) => format!("{minutos} min"),
    };
    atraso.map(|atraso| format!(" · leído de la réplica, con {} de atraso", decir(atraso))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn el_atraso_se_dice_en_segundos_y_despues_en_minutos() {
        for (ms, dicho) in [(900, "menos de 1 s"), (2_700, "2 s"), (119_000, "119 s"), (300_000, "5 min")] {
            assert!(leido_de(Some(TimeDelta::milliseconds(ms))).contains(&format!("con {dicho} de")), "{ms}");
        }
        assert_eq!(leido_de(None), "");
    }
}
