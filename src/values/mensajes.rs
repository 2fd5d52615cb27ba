//! The Spanish of every refusal and name of `values`, in one place: what a person reads at the field.

use std::fmt::{Display, Formatter, Result};

use super::archivo::ArchivoInvalido;
use super::cantidad::CantidadInvalida;
use super::cobro::{CobroRechazado, Metodo};
use super::correo::CorreoInvalido;
use super::descuento::DescuentoInvalido;
use super::dinero::DineroInvalido;
use super::documento::{Documento, DocumentoInvalido, Motivo};
use super::fecha::FechaInvalida;
use super::gs1::CodigoInvalido;
use super::redondeo::Modo;
use super::reparto::RepartoImposible;
use super::rut::RutInvalido;
use super::telefono::TelefonoInvalido;

impl Display for ArchivoInvalido {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Vacio => f.write_str("El archivo está vacío: elige otro."),
            Self::Tipo => f.write_str(
                "Se aceptan PDF y fotos JPG, PNG o WEBP. Lo que esté en otro formato, guárdalo antes como PDF.",
            ),
            Self::Extension(tipo) => {
                write!(
                    f,
                    "El archivo es {}, y su nombre dice otra cosa: debe terminar en .{}.",
                    tipo.nombre(),
                    tipo.codigo()
                )
            }
        }
    }
}

impl Display for RutInvalido {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Vacio => "Escribe el RUT.",
            Self::Formato => "El RUT se escribe con números, guion y dígito verificador: 12.345.678-5.",
            Self::CuerpoCero => "El RUT no puede ser cero.",
            Self::DemasiadoLargo => "El RUT tiene demasiados números.",
            Self::DigitoVerificador => "El dígito verificador no corresponde: revisa el RUT.",
        })
    }
}

impl Display for DocumentoInvalido {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Rut(error) => return error.fmt(f),
            Self::Tipo => "Elige el tipo de documento.",
            Self::Pais => "Elige el país que emitió el documento.",
            Self::Numero => "El número lleva de 3 a 20 letras o cifras.",
            Self::Motivo => "Elige por qué no tiene documento.",
        })
    }
}

impl Display for Documento {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Rut(rut) => rut.fmt(f),
            Self::Pasaporte { pais, numero } => write!(f, "Pasaporte {pais} {}", numero.as_str()),
            Self::DocumentoExtranjero { pais, numero } => write!(f, "Documento {pais} {}", numero.as_str()),
            Self::SinDocumento { motivo } => write!(f, "Sin documento ({motivo})"),
        }
    }
}

impl Display for Motivo {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::RecienNacido => "recién nacido",
            Self::NoIdentificado => "no identificado",
            Self::Otro => "otro motivo",
        })
    }
}

impl Display for DineroInvalido {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Vacio => "Escribe un monto.",
            Self::Negativo => "El monto no puede ser negativo.",
            Self::Formato => "Escribe el monto con puntos solo para los miles: 12.340.",
            Self::Decimales(0) => "Esta moneda no lleva decimales.",
            Self::Decimales(n) => return write!(f, "El monto lleva hasta {n} decimales."),
            Self::Excesivo => "El monto es demasiado grande.",
        })
    }
}

impl Display for CantidadInvalida {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Vacia => "Escriba la cantidad.",
            Self::Formato => "Escriba solo números, con coma para los decimales: 2,5.",
            Self::Cero => "La cantidad debe ser mayor que cero.",
            Self::Decimales(n) => return write!(f, "Lleva hasta {n} decimales."),
            Self::Excesiva => "La cantidad es demasiado grande.",
        })
    }
}

impl Display for DescuentoInvalido {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Monto(error) => error.fmt(f),
            Self::Porcentaje(error) => error.fmt(f),
            Self::MasDeCien => f.write_str("Un descuento no pasa del 100 %."),
        }
    }
}

impl Display for RepartoImposible {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::NoExacto => "El monto tiene más decimales que su moneda.",
            Self::PesoNegativo => "No se puede repartir en partes negativas.",
            Self::SinPesos => "No hay entre qué repartir el monto.",
            Self::Excesivo => "Las cifras son demasiado grandes para repartir.",
        })
    }
}

/// Amounts are not written here: only the page knows the currency.
impl Display for CobroRechazado {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::NadaQueCobrar => "No hay nada que cobrar.",
            Self::SinLineas => "Elige al menos una forma de pago.",
            Self::MontoInvalido { .. } => "El monto debe ser al menos una unidad de la moneda, sin fracciones.",
            Self::TarjetaExcede { .. } => "La tarjeta no puede pasar de lo que falta por pagar.",
            Self::SinEfectivoParaVuelto { .. } => {
                "Solo el efectivo da vuelto: el monto pasa de lo que falta por pagar."
            }
            Self::EfectivoDeMas => "Los otros medios ya cubren el total: no falta efectivo.",
            Self::EfectivoCorto { .. } => "El efectivo no alcanza el total redondeado.",
        })
    }
}

impl Display for Metodo {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Efectivo => "Efectivo",
            Self::Debito => "Débito",
            Self::Credito => "Crédito",
            Self::Transferencia => "Transferencia",
            Self::Cheque => "Cheque",
            Self::Abono => "Abono",
        })
    }
}

impl Display for Modo {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Arriba => "Siempre hacia arriba",
            Self::Abajo => "Siempre hacia abajo",
            Self::MitadArriba => "Al más cercano, la mitad hacia arriba",
            Self::MitadAbajo => "Al más cercano, la mitad hacia abajo",
        })
    }
}

impl Display for FechaInvalida {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Vacia => "Escribe la fecha.",
            Self::Formato => "Escribe la fecha como 22-11-2026.",
            Self::NoExiste => "Esa fecha no existe en el calendario.",
            Self::FueraDeRango => "Revisa el año.",
        })
    }
}

impl Display for TelefonoInvalido {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Vacio => "Escribe el teléfono.",
            Self::Formato => "El teléfono lleva solo números: +56 9 8765 4321.",
            Self::FaltanDigitos => "Faltan números: en Chile son nueve, 9 8765 4321.",
            Self::SobranDigitos => "Sobran números. Si es de otro país, escríbelo con + y su código.",
            Self::Prefijo => "Ningún teléfono empieza así: revisa los primeros números.",
        })
    }
}

impl Display for CorreoInvalido {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Vacio => "Escribe el correo.",
            Self::Formato => "Escribe un solo correo, como ana@clinica.cl.",
            Self::ConAcentos => "El correo no lleva acentos ni ñ.",
            Self::Dominio => "Falta el dominio después de @, como clinica.cl.",
            Self::Largo => "El correo es demasiado largo.",
        })
    }
}

impl Display for CodigoInvalido {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Digito => f.write_str("El dígito verificador del código no corresponde: léelo otra vez."),
            Self::Fecha(ai) => write!(f, "La fecha ({ai}) del código no existe."),
            Self::Elemento(ai) => write!(f, "El código está incompleto o dañado en ({ai}): léelo otra vez."),
        }
    }
}
