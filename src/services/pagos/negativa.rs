//! Why a sale or a payment is not made, with what the page needs to say so.

use rust_decimal::Decimal;

use crate::caja::presupuestos::NoPrometido;
use crate::values::cobro::CobroRechazado;

/// So much of an insumo is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Falta {
    pub insumo: String,
    pub unidad: String,
    pub pedido: Decimal,
    pub hay: Decimal,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Negativa {
    CajaCerrada,
    /// The session is somebody else's.
    CajaAjena,
    /// The form was already used for other values; the sale it made, when it made one.
    OtraIntencion {
        venta_id: Option<i64>,
    },
    SinLineas,
    PrestacionDesconocida {
        codigo: String,
    },
    InsumoDesconocido {
        codigo: String,
    },
    NoSeVende {
        insumo: String,
    },
    OtraMoneda {
        que: String,
    },
    /// The convenio asked for is not in use.
    ConvenioFuera,
    /// More is taken off than there is.
    DescuentoExcesivo {
        que: String,
        maximo: Decimal,
    },
    /// Goods to be sold are never sold below zero.
    SinExistencias(Vec<Falta>),
    /// The recipe is short; with permission it may go on and leave it pending.
    RecetaCorta(Vec<Falta>),
    Cobro(CobroRechazado),
    /// What it asks for of a budget is not there to be sold.
    Presupuesto(NoPrometido),
    /// There is no balance left to pay.
    Saldada,
    /// What is owed is not what the form showed.
    DeudaCambiada,
    /// What is handed over does not reach what is said to be paid.
    Incompleto {
        falta: Decimal,
    },
    /// Nobody is known whose it could be.
    AbonoSinPaciente,
    /// The patient has less in favour.
    AbonoInsuficiente {
        hay: Decimal,
    },
    /// What is in favour pays debts: it does not go where it came from.
    AbonoDeMas {
        maximo: Decimal,
    },
    /// Amounts beyond what a document holds.
    Excesivo,
}

impl Negativa {
    pub(super) fn ajena(operacion: &str, resultado: i64) -> Self {
        Self::OtraIntencion { venta_id: (operacion == "venta").then_some(resultado) }
    }
}

impl From<CobroRechazado> for super::Falla<Negativa> {
    fn from(rechazo: CobroRechazado) -> Self {
        Self::No(Negativa::Cobro(rechazo))
    }
}

impl From<Negativa> for super::Falla<Negativa> {
    fn from(negativa: Negativa) -> Self {
        Self::No(negativa)
    }
}
