//! Rows and words of identity.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text};

use crate::error::{AppResult, interno};

/// What the program asks before it acts; which role has which is data of each clinic (`roles_permisos`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permiso {
    PacientesVer,
    PacientesEditar,
    PacientesFusionar,
    PacientesAdjuntos,
    PacientesClinicos,
    PacientesImportar,
    AgendaVer,
    AgendaReservar,
    AgendaSobrecupo,
    AgendaAtender,
    AgendaCorregir,
    AgendaBloquear,
    CajaVer,
    CajaOperar,
    CajaDescuento,
    CajaSupervisar,
    BodegaVer,
    BodegaOperar,
    BodegaPendiente,
    BodegaLote,
    BodegaAprobar,
    AvisosVer,
    ConversacionesAtender,
    ReportesVer,
    AuditoriaVer,
    PrivacidadResolver,
    TrabajosVer,
    ConfiguracionEditar,
    UsuariosEditar,
}

impl Permiso {
    pub const TODOS: [Self; 29] = [
        Self::PacientesVer,
        Self::PacientesEditar,
        Self::PacientesFusionar,
        Self::PacientesAdjuntos,
        Self::PacientesClinicos,
        Self::PacientesImportar,
        Self::AgendaVer,
        Self::AgendaReservar,
        Self::AgendaSobrecupo,
        Self::AgendaAtender,
        Self::AgendaCorregir,
        Self::AgendaBloquear,
        Self::CajaVer,
        Self::CajaOperar,
        Self::CajaDescuento,
        Self::CajaSupervisar,
        Self::BodegaVer,
        Self::BodegaOperar,
        Self::BodegaPendiente,
        Self::BodegaLote,
        Self::BodegaAprobar,
        Self::AvisosVer,
        Self::ConversacionesAtender,
        Self::ReportesVer,
        Self::AuditoriaVer,
        Self::PrivacidadResolver,
        Self::TrabajosVer,
        Self::ConfiguracionEditar,
        Self::UsuariosEditar,
    ];

    /// The key in `permisos`.
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::PacientesVer => "pacientes.ver",
            Self::PacientesEditar => "pacientes.editar",
            Self::PacientesFusionar => "pacientes.fusionar",
            Self::PacientesAdjuntos => "pacientes.adjuntos",
            Self::PacientesClinicos => "pacientes.clinicos",
            Self::PacientesImportar => "pacientes.importar",
            Self::AgendaVer => "agenda.ver",
            Self::AgendaReservar => "agenda.reservar",
            Self::AgendaSobrecupo => "agenda.sobrecupo",
            Self::AgendaAtender => "agenda.atender",
            Self::AgendaCorregir => "agenda.corregir",
            Self::AgendaBloquear => "agenda.bloquear",
            Self::CajaVer => "caja.ver",
            Self::CajaOperar => "caja.operar",
            Self::CajaDescuento => "caja.descuento",
            Self::CajaSupervisar => "caja.supervisar",
            Self::BodegaVer => "bodega.ver",
            Self::BodegaOperar => "bodega.operar",
            Self::BodegaPendiente => "bodega.pendiente",
            Self::BodegaLote => "bodega.lote",
            Self::BodegaAprobar => "bodega.aprobar",
            Self::AvisosVer => "avisos.ver",
            Self::ConversacionesAtender => "conversaciones.atender",
            Self::ReportesVer => "reportes.ver",
            Self::AuditoriaVer => "auditoria.ver",
            Self::PrivacidadResolver => "privacidad.resolver",
            Self::TrabajosVer => "trabajos.ver",
            Self::ConfiguracionEditar => "configuracion.editar",
            Self::UsuariosEditar => "usuarios.editar",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|p| p.codigo() == codigo)
    }
}

/// The roles of domain.md; a person may hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rol {
    Recepcion,
    Caja,
    Profesional,
    Bodega,
    Gerencia,
    Administracion,
}

impl Rol {
    pub const TODOS: [Self; 6] =
        [Self::Recepcion, Self::Caja, Self::Profesional, Self::Bodega, Self::Gerencia, Self::Administracion];

    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Recepcion => "recepcion",
            Self::Caja => "caja",
            Self::Profesional => "profesional",
            Self::Bodega => "bodega",
            Self::Gerencia => "gerencia",
            Self::Administracion => "administracion",
        }
    }

    pub const fn nombre(self) -> &'static str {
        match self {
            Self::Recepcion => "Recepción",
            Self::Caja => "Caja",
            Self::Profesional => "Profesional",
            Self::Bodega => "Bodega",
            Self::Gerencia => "Gerencia",
            Self::Administracion => "Administración",
        }
    }

    pub fn de_codigo(codigo: &str) -> Option<Self> {
        Self::TODOS.into_iter().find(|r| r.codigo() == codigo)
    }

    /// What a new clinic starts with; administracion changes it in /configuracion/usuarios.
    pub const fn permisos_iniciales(self) -> &'static [Permiso] {
        use Permiso::*;
        match self {
            Self::Recepcion => &[
                PacientesVer,
                PacientesEditar,
                PacientesAdjuntos,
                AgendaVer,
                AgendaReservar,
                AgendaSobrecupo,
                AgendaCorregir,
                AgendaBloquear,
                AvisosVer,
                ConversacionesAtender,
            ],
            Self::Caja => &[PacientesVer, AgendaVer, CajaVer, CajaOperar, BodegaVer, BodegaPendiente],
            Self::Profesional => &[
                PacientesVer,
                PacientesAdjuntos,
                PacientesClinicos,
                AgendaVer,
                AgendaAtender,
                AgendaCorregir,
                BodegaVer,
            ],
            Self::Bodega => &[BodegaVer, BodegaOperar, BodegaLote],
            Self::Gerencia => &[
                PacientesVer,
                PacientesFusionar,
                PacientesImportar,
                AgendaVer,
                CajaVer,
                CajaDescuento,
                CajaSupervisar,
                BodegaVer,
                BodegaAprobar,
                AvisosVer,
                ReportesVer,
                AuditoriaVer,
                PrivacidadResolver,
                TrabajosVer,
            ],
            Self::Administracion => &[
                PacientesVer,
                PacientesEditar,
                PacientesFusionar,
                PacientesAdjuntos,
                PacientesImportar,
                AgendaVer,
                AgendaBloquear,
                BodegaVer,
                AvisosVer,
                AuditoriaVer,
                PrivacidadResolver,
                TrabajosVer,
                ConfiguracionEditar,
                UsuariosEditar,
            ],
        }
    }
}

/// Where a person stands in a clinic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EstadoMembresia {
    Invitada,
    Activa,
    Suspendida,
}

impl EstadoMembresia {
    /// As the CHECK of `membresias` writes it.
    pub const fn codigo(self) -> &'static str {
        match self {
            Self::Invitada => "invitada",
            Self::Activa => "activa",
            Self::Suspendida => "suspendida",
        }
    }

    /// The CHECK admits no other word.
    pub fn de_codigo(codigo: &str) -> Self {
        [Self::Invitada, Self::Activa].into_iter().find(|e| e.codigo() == codigo).unwrap_or(Self::Suspendida)
    }
}

/// Rules that refuse, and what the person reads.
pub const MENSAJES: &[(&str, &str)] = &[
    ("equipo_propia", "No puedes quitarte la administración a ti mismo: pídelo a otra persona que administre."),
    ("equipo_propia_suspension", "No puedes suspenderte a ti mismo: pídelo a otra persona que administre."),
    ("equipo_sin_administracion", "La clínica quedaría sin nadie que la administre: da antes ese rol a otra persona."),
    ("equipo_cambio", "Otra persona lo cambió mientras lo editabas. Revisa cómo está ahora y guarda otra vez."),
    ("equipo_propio_factor", "El tuyo se quita en tu cuenta, con tu clave."),
    ("equipo_factor_compartido", "Esta persona trabaja también en otra clínica: lo quita ella misma, en su cuenta."),
    ("equipo_sin_llave", "Este servidor no tiene la llave con que se comprueban los códigos (SEAL_KEY)."),
    ("equipo_sin_factor", "Esta persona no tiene un segundo factor."),
    ("equipo_ya_acepto", "Esta persona ya aceptó su invitación."),
];

/// The answer of `abrir_peticion`: a session, and the membership in the clinic asked for when there is one.
#[derive(Debug, Clone, QueryableByName)]
pub struct Apertura {
    #[diesel(sql_type = BigInt)]
    pub sesion_id: i64,
    #[diesel(sql_type = BigInt)]
    pub usuario_id: i64,
    #[diesel(sql_type = Text)]
    pub usuario_nombre: String,
    #[diesel(sql_type = Text)]
    pub usuario_correo: String,
    #[diesel(sql_type = Bool)]
    pub atajos: bool,
    #[diesel(sql_type = Nullable<Integer>)]
    pub clinica_id: Option<i32>,
    #[diesel(sql_type = Nullable<Text>)]
    pub clinica_slug: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub clinica_nombre: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub zona: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub moneda: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub sucursal_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub sucursal_nombre: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub membresia_id: Option<i64>,
    #[diesel(sql_type = Array<Text>)]
    pub roles: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    pub permisos: Vec<String>,
    /// The clinic wants a second factor of this person, who has none.
    #[diesel(sql_type = Bool)]
    pub falta_factor: bool,
}

/// A person and the clinic that letters about their account hang from.
#[derive(Debug, Clone, QueryableByName)]
pub struct Titular {
    #[diesel(sql_type = Integer)]
    pub clinica_id: i32,
    #[diesel(sql_type = BigInt)]
    pub membresia_id: i64,
    #[diesel(sql_type = Text)]
    pub nombre: String,
    #[diesel(sql_type = Text)]
    pub correo: String,
    #[diesel(sql_type = Text)]
    zona: String,
}

impl Titular {
    pub fn zona(&self) -> AppResult<Tz> {
        self.zona.parse().map_err(|_otra| interno("a clinic in no zone"))
    }
}

#[derive(Insertable)]
#[diesel(table_name = crate::schema::sesiones_usuario)]
pub struct NuevaSesion<'a> {
    pub token_hash: Vec<u8>,
    pub usuario_id: i64,
    pub creada: DateTime<Utc>,
    pub ultima: DateTime<Utc>,
    pub vence: DateTime<Utc>,
    pub direccion: &'a str,
    pub agente: &'a str,
}
