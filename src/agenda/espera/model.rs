//! Rows and words of the waiting list.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, SmallInt, Text, Time, Timestamptz};
use uuid::Uuid;

use crate::schema::esperas;
use crate::values::telefono;

pub const NOTA_MAX: u16 = 500;
pub const MOTIVO_MAX: u16 = 200;

/// Rule, the field it is of, and what the person reads there.
pub const REGLAS: &[(&str, &str, &str)] = &[
    ("esperas_una_abierta", "prestacion", "Este paciente ya está en la lista de espera por esta prestación."),
    ("esperas_paciente", "paciente", "Elige al paciente de la lista."),
    ("esperas_prestacion", "prestacion", "Elige la prestación."),
    ("esperas_profesional", "profesional", "Elige a un profesional de la lista."),
    ("esperas_no_la_hace", "profesional", "Ese profesional no hace esta prestación."),
    ("esperas_sucursal", "sucursal", "Elige una sucursal de la lista."),
    ("esperas_fechas", "hasta", "Elige una fecha igual o posterior a la primera."),
    ("esperas_horas", "hasta_hora", "Elige una hora igual o posterior a la primera."),
    ("esperas_dias", "dias", "Elige días de la lista."),
];

/// Rules of one who is no longer as the form shows them.
pub const CHOQUES: &[(&str, &str)] = &[
    ("esperas_version", "Otra persona lo cambió mientras tanto: revisa cómo quedó y vuelve a intentarlo."),
    ("esperas_clave_unica", "Este formulario ya anotó a otra persona: mírala en la lista."),
    ("esperas_una_abierta", "Este paciente ya está otra vez en la lista de espera por esta prestación."),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prioridad {
    Urgente,
    Alta,
    Normal,
}

impl Prioridad {
    pub const TODAS: [Self; 3] = [Self::Normal, Self::Alta, Self::Urgente];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Urgente => "urgente",
            Self::Alta => "alta",
            Self::Normal => "normal",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Urgente => "Urgente",
            Self::Alta => "Alta",
            Self::Normal => "Normal",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODAS.into_iter().find(|p| p.codigo() == codigo)
    }
}

/// Where somebody stands with the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EstadoEspera {
    Esperando,
    Agendada,
    Retirada,
}

impl EstadoEspera {
    pub const TODOS: [Self; 3] = [Self::Esperando, Self::Agendada, Self::Retirada];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Esperando => "esperando",
            Self::Agendada => "agendada",
            Self::Retirada => "retirada",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Esperando => "Esperando",
            Self::Agendada => "Con hora",
            Self::Retirada => "Retirada",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|e| e.codigo() == codigo)
    }
}

/// Days of the week that suit, a bit each, Monday's the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dias(pub i16);

impl Dias {
    pub const NOMBRES: [&str; 7] = ["Lun", "Mar", "Mié", "Jue", "Vie", "Sáb", "Dom"];
    pub const TODOS: Self = Self(0b111_1111);
    const HABILES: Self = Self(0b001_1111);

    /// 1 is Monday; what is no day is left out, and none are all.
    pub fn de<'a>(marcados: impl IntoIterator<Item = &'a String>) -> Self {
        let bits = marcados.into_iter().filter_map(|dia| dia.parse().ok().filter(|n| (1..=7).contains(n)));
        match bits.fold(0, |suma, n: i16| suma | 1 << (n - 1)) {
            0 => Self::TODOS,
            bits => Self(bits),
        }
    }

    /// As a form marks them: all are none.
    pub fn marcados(self) -> Vec<String> {
        let suyos = (1..=7).filter(|n| self != Self::TODOS && self.0 & 1 << (n - 1) != 0);
        suyos.map(|n: i16| n.to_string()).collect()
    }

    /// `None` when any will do.
    pub fn nombre(self) -> Option<String> {
        match self {
            Self::TODOS => None,
            Self::HABILES => Some("lun a vie".into()),
            _ => {
                let suyos = (0..).zip(Self::NOMBRES).filter(|(n, _)| self.0 & 1 << n != 0);
                Some(suyos.map(|(_, nombre)| nombre.to_lowercase()).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// A row of the view `esperas_detalle`.
#[derive(Debug, Clone, QueryableByName)]
pub struct Espera {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Integer)]
    pub version: i32,
    #[diesel(sql_type = BigInt)]
    pub paciente_id: i64,
    #[diesel(sql_type = Text)]
    pub paciente: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub telefono: Option<String>,
    #[diesel(sql_type = BigInt)]
    pub prestacion_id: i64,
    #[diesel(sql_type = Text)]
    pub prestacion: String,
    /// None: whoever does it.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub profesional_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub profesional: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub sucursal_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub sucursal: Option<String>,
    #[diesel(sql_type = Date)]
    pub desde: NaiveDate,
    #[diesel(sql_type = Nullable<Date>)]
    pub hasta: Option<NaiveDate>,
    /// As `Dias`.
    #[diesel(sql_type = SmallInt)]
    pub dias: i16,
    #[diesel(sql_type = Nullable<Time>)]
    pub desde_hora: Option<NaiveTime>,
    #[diesel(sql_type = Nullable<Time>)]
    pub hasta_hora: Option<NaiveTime>,
    #[diesel(sql_type = Text)]
    prioridad: String,
    #[diesel(sql_type = Text)]
    pub nota: String,
    #[diesel(sql_type = Text)]
    estado: String,
    /// The one that ended the wait.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub cita_id: Option<i64>,
    /// Why it was withdrawn.
    #[diesel(sql_type = Text)]
    pub motivo: String,
    #[diesel(sql_type = Timestamptz)]
    pub creado: DateTime<Utc>,
    /// A cita to come of the same patient and prestación.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub otra_id: Option<i64>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub otra_inicio: Option<DateTime<Utc>>,
}

impl Espera {
    pub fn prioridad(&self) -> Prioridad {
        Prioridad::de_codigo(&self.prioridad).unwrap_or(Prioridad::Normal)
    }

    pub fn estado(&self) -> EstadoEspera {
        EstadoEspera::de_codigo(&self.estado).unwrap_or(EstadoEspera::Esperando)
    }

    pub fn dias(&self) -> Dias {
        Dias(self.dias)
    }

    /// As it is said.
    pub fn telefono(&self) -> Option<String> {
        self.telefono.as_deref().map(telefono::legible)
    }
}

/// What somebody waits for, and when it suits.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = esperas, treat_none_as_null = true)]
pub struct Deseos {
    pub prestacion_id: i64,
    pub profesional_id: Option<i64>,
    pub sucursal_id: Option<i64>,
    pub desde: NaiveDate,
    pub hasta: Option<NaiveDate>,
    pub dias: i16,
    pub desde_hora: Option<NaiveTime>,
    pub hasta_hora: Option<NaiveTime>,
    pub prioridad: &'static str,
    pub nota: String,
}

#[derive(Debug, Clone)]
pub struct NuevaEspera {
    pub paciente: i64,
    pub deseos: Deseos,
    pub clave: Option<Uuid>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn los_dias_van_y_vuelven() {
        let marcados = |dias: &[&str]| Dias::de(&dias.iter().map(|d| (*d).to_owned()).collect::<Vec<_>>());
        assert_eq!(marcados(&[]), Dias::TODOS);
        assert_eq!((marcados(&["8", "x"]), Dias::TODOS.nombre()), (Dias::TODOS, None));
        assert_eq!(marcados(&["1", "3", "3"]).nombre().as_deref(), Some("lun, mié"));
        assert_eq!(marcados(&["1", "2", "3", "4", "5"]).nombre().as_deref(), Some("lun a vie"));
        assert_eq!(marcados(&["2", "7"]).marcados(), ["2", "7"]);
    }
}
