//! The states of a cita, the changes between them, and the axis of payment.

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::pg::{Pg, PgValue};
use diesel::sql_types::Text;

/// The states of domain.md. `citas_transiciones` holds the same changes as `avances` and `regresos`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, FromSqlRow)]
pub enum Estado {
    Retenida,
    Reservada,
    Confirmada,
    Llego,
    EnAtencion,
    Atendida,
    Cancelada,
    Reagendada,
    NoAsistio,
    SeRetiro,
}

impl Estado {
    pub const TODOS: [Self; 10] = [
        Self::Retenida,
        Self::Reservada,
        Self::Confirmada,
        Self::Llego,
        Self::EnAtencion,
        Self::Atendida,
        Self::Cancelada,
        Self::Reagendada,
        Self::NoAsistio,
        Self::SeRetiro,
    ];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Retenida => "retenida",
            Self::Reservada => "reservada",
            Self::Confirmada => "confirmada",
            Self::Llego => "llego",
            Self::EnAtencion => "en_atencion",
            Self::Atendida => "atendida",
            Self::Cancelada => "cancelada",
            Self::Reagendada => "reagendada",
            Self::NoAsistio => "no_asistio",
            Self::SeRetiro => "se_retiro",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|e| e.codigo() == codigo)
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Retenida => "Retenida",
            Self::Reservada => "Reservada",
            Self::Confirmada => "Confirmada",
            Self::Llego => "Llegó",
            Self::EnAtencion => "En atención",
            Self::Atendida => "Atendida",
            Self::Cancelada => "Cancelada",
            Self::Reagendada => "Reagendada",
            Self::NoAsistio => "No asistió",
            Self::SeRetiro => "Se retiró",
        }
    }

    /// What stands beside the colour; for L, A, F and N also the key.
    pub const fn letra(self) -> &'static str {
        match self {
            Self::Retenida => "T",
            Self::Reservada => "R",
            Self::Confirmada => "C",
            Self::Llego => "L",
            Self::EnAtencion => "A",
            Self::Atendida => "F",
            Self::Cancelada => "X",
            Self::Reagendada => "M",
            Self::NoAsistio => "N",
            Self::SeRetiro => "S",
        }
    }

    /// Its time is nobody else's.
    pub const fn bloquea(self) -> bool {
        !matches!(self, Self::Cancelada | Self::Reagendada | Self::NoAsistio | Self::SeRetiro)
    }

    pub const fn avances(self) -> &'static [Self] {
        use Estado::*;
        match self {
            Retenida => &[Reservada],
            Reservada => &[Confirmada, Llego, Cancelada, Reagendada, NoAsistio],
            Confirmada => &[Llego, Cancelada, Reagendada, NoAsistio],
            Llego => &[EnAtencion, SeRetiro],
            EnAtencion => &[Atendida],
            Atendida | Cancelada | Reagendada | NoAsistio | SeRetiro => &[],
        }
    }

    /// Where one step back may lead: to whichever of these it came from.
    pub const fn regresos(self) -> &'static [Self] {
        use Estado::*;
        match self {
            Confirmada => &[Reservada],
            Llego | NoAsistio | Cancelada => &[Reservada, Confirmada],
            EnAtencion | SeRetiro => &[Llego],
            Atendida => &[EnAtencion],
            Retenida | Reservada | Reagendada => &[],
        }
    }
}

impl FromSql<Text, Pg> for Estado {
    fn from_sql(valor: PgValue<'_>) -> deserialize::Result<Self> {
        let codigo = <String as FromSql<Text, Pg>>::from_sql(valor)?;
        Self::de_codigo(&codigo).ok_or_else(|| format!("unknown state {codigo}").into())
    }
}

/// The axis of money, apart from the states; written by whoever takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromSqlRow)]
pub enum Pago {
    NoPagada,
    Pagada,
    EnPlan,
}

impl Pago {
    pub const fn letra(self) -> &'static str {
        match self {
            Self::NoPagada => "NP",
            Self::Pagada => "P",
            Self::EnPlan => "PL",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::NoPagada => "No pagada",
            Self::Pagada => "Pagada",
            Self::EnPlan => "En un plan",
        }
    }
}

impl FromSql<Text, Pg> for Pago {
    fn from_sql(valor: PgValue<'_>) -> deserialize::Result<Self> {
        let letra = <String as FromSql<Text, Pg>>::from_sql(valor)?;
        let todos = [Self::NoPagada, Self::Pagada, Self::EnPlan];
        todos.into_iter().find(|p| p.letra() == letra).ok_or_else(|| format!("unknown payment {letra}").into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ningun_estado_comparte_letra() {
        let mut letras = Estado::TODOS.map(Estado::letra);
        letras.sort_unstable();
        assert!(letras.windows(2).all(|par| par[0] != par[1]));
    }
}
