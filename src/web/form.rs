//! Forms: raw text in, every error gathered, everything typed shown again.

use poem::{FromRequest, Request, RequestBody};
use serde::de::DeserializeOwned;

use crate::error::AppError;

/// Body of a POST, already checked against forgery by the guard.
#[derive(Clone)]
pub(super) struct Cuerpo(pub(super) Vec<u8>);

/// A form of `String`, `Vec<String>` and `bool` fields, all defaulted, so that any input can be shown again.
pub struct Formulario<T>(pub T);

impl<'a, T: DeserializeOwned> FromRequest<'a> for Formulario<T> {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let Cuerpo(bytes) = request.data::<Cuerpo>().ok_or(AppError::Malformado("no form body"))?;
        let valor = serde_html_form::from_bytes(bytes).map_err(|_error| AppError::Malformado("form"))?;
        Ok(Self(valor))
    }
}

/// Filters of a list, out of the query string; same shapes as a form, and nothing a person types there is an error.
pub struct Filtro<T>(pub T);

impl<'a, T: DeserializeOwned + Default> FromRequest<'a> for Filtro<T> {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let consulta = request.uri().query().unwrap_or_default();
        Ok(Self(serde_html_form::from_str(consulta).unwrap_or_default()))
    }
}

/// Messages by field, in the user's words; `""` is the form itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errores(Vec<(&'static str, String)>);

impl Errores {
    pub fn agregar(&mut self, campo: &'static str, mensaje: impl Into<String>) {
        self.0.push((campo, mensaje.into()));
    }

    /// An error of one field, as the whole answer.
    pub fn de(campo: &'static str, mensaje: impl Into<String>) -> Self {
        Self(vec![(campo, mensaje.into())])
    }

    /// Notes a text that is longer than the field that shows it, or the index that keeps it, can hold.
    pub fn limitar(&mut self, campo: &'static str, texto: &str, maximo: u16) {
        if texto.chars().count() > maximo.into() {
            self.agregar(campo, format!("Usa hasta {maximo} caracteres."));
        }
    }

    /// Keeps the value or notes why there is none.
    pub fn tomar<T, E: ToString>(&mut self, campo: &'static str, resultado: Result<T, E>) -> Option<T> {
        resultado.map_err(|e| self.agregar(campo, e.to_string())).ok()
    }

    pub fn get(&self, campo: &str) -> Option<&str> {
        self.0.iter().find(|(c, _)| *c == campo).map(|(_, m)| m.as_str())
    }

    pub fn mensajes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, mensaje)| mensaje.as_str())
    }

    pub fn hay(&self) -> bool {
        !self.0.is_empty()
    }
}
