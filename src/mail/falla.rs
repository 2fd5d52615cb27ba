//! Why a message did not leave, whatever the channel, and whom that speaks of.

/// The code is ours or the server's number, never its sentence: that one repeats addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Falla {
    pub permanente: bool,
    pub codigo: String,
    pub culpa: Culpa,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Culpa {
    Mensaje,
    /// There is nobody at that address.
    Direccion,
    /// Whoever sends: any other message of the same clinic would have fared the same.
    Cuenta,
    /// Any other message would have fared the same.
    Servidor,
}

impl Falla {
    pub fn permanente(codigo: &str) -> Self {
        Self { permanente: true, codigo: codigo.to_owned(), culpa: Culpa::Mensaje }
    }

    /// An address that nothing can be sent to.
    pub fn direccion(codigo: &str) -> Self {
        Self { culpa: Culpa::Direccion, ..Self::permanente(codigo) }
    }

    pub fn del_servidor(codigo: &str) -> Self {
        Self { permanente: false, codigo: codigo.to_owned(), culpa: Culpa::Servidor }
    }

    pub fn es_del_servidor(&self) -> bool {
        self.culpa == Culpa::Servidor
    }

    /// It says nothing of the message.
    pub fn es_ajena(&self) -> bool {
        matches!(self.culpa, Culpa::Servidor | Culpa::Cuenta)
    }

    pub fn es_de_la_direccion(&self) -> bool {
        self.culpa == Culpa::Direccion
    }
}
