//! The page of the clinic and the form of a sucursal.

use maud::{Markup, html};

use super::forms::{ANIOS_MIN, ClinicaForm, DIRECCION_MAX, SucursalForm};
use super::model::{Ajustes, CONSUMOS, REGIONES, Sucursal};
use crate::catalogos::forms::NOMBRE_MAX;
use crate::catalogos::views::general;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Tono, actions, badge, card_flush, form, hidden, page_header,
    row, section, table,
};
use crate::urls;
use crate::web::form::Errores;

pub struct Clinica<'a> {
    pub slug: &'a str,
    pub csrf: &'a str,
    pub form: &'a ClinicaForm,
    pub ajustes: &'a Ajustes,
    pub sucursales: &'a [Sucursal],
    pub errores: &'a Errores,
    /// May say how long the audit is kept.
    pub retiene: bool,
}

pub fn clinica(v: &Clinica<'_>) -> Markup {
    let f = v.form;
    let error = |campo: &str| v.errores.get(campo).map(str::to_owned);
    html! {
        (page_header("Clínica", &format!("Zona horaria: {}", v.ajustes.zona), None, html! {}))
        (form(&Form::post(urls::configuracion_clinica(v.slug), v.csrf), html! {
            (general(v.errores))
            (hidden("version", &f.version))
            (row(html! {
                (Field::text("nombre", "Nombre").value(&f.nombre).error(error("nombre")).maxlength(NOMBRE_MAX).required())
            }))
            (section("Agenda", html! {
                (Field::checkbox("margenes_en_horario", "La preparación y el aseo de una cita también deben caber en el horario", f.margenes_en_horario))
                (Field::number("minutos_retenida", "Minutos que se guarda una hora mientras se llena el formulario")
                    .value(&f.minutos_retenida).error(error("minutos_retenida")))
            }))
            (section("Bodega", html! {
                (Field::select("consumo", "Los insumos de la receta de una prestación salen",
                        CONSUMOS.into_iter().map(|(codigo, nombre)| Choice::new(codigo, nombre)).collect())
                    .value(&f.consumo).error(error("consumo")).hint("Salen una sola vez por cita, y vuelven si se anula la venta"))
            }))
            (section("Auditoría", auditoria(v)))
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) }))
        }))
        (lista(v.slug, v.sucursales))
    }
}

fn auditoria(v: &Clinica<'_>) -> Markup {
    let regla = format!(
        "Quién hizo qué se guarda al menos {ANIOS_MIN} años, lo mismo que la ficha clínica (Ley 20.584). Puede ser más, nunca menos. \
         Pasado ese tiempo se borra de a meses enteros, y queda escrito que se borró"
    );
    html! {
        @if v.retiene {
            (Field::number("auditoria_anios", "Años que se guarda").value(&v.form.auditoria_anios)
                .error(v.errores.get("auditoria_anios").map(str::to_owned)).hint(regla))
        } @else {
            p { "Se guarda " (v.ajustes.auditoria_anios) " años. " (regla) "." }
        }
    }
}

fn lista(slug: &str, sucursales: &[Sucursal]) -> Markup {
    let nueva = Button::secondary("Nueva sucursal").icon(Icono::Mas).goes(urls::configuracion_sucursal_nueva(slug));
    let columnas = [Column::text("Nombre"), Column::text("Dirección"), Column::text("Región"), Column::text("Tipo")];
    card_flush(
        "Sucursales",
        html! { (nueva) },
        table(
            "Sucursales",
            &columnas,
            html! {
                @for s in sucursales {
                    tr {
                        td { a href=(urls::configuracion_sucursal(slug, s.id)) { (s.nombre) } }
                        td { (s.direccion) }
                        td { (region(&s.region)) }
                        td { @if s.principal { (badge(Tono::Info, "Principal")) } }
                    }
                }
            },
        ),
    )
}

fn region(codigo: &str) -> &str {
    REGIONES.iter().find(|(c, _)| *c == codigo).map_or(codigo, |(_, nombre)| nombre)
}

pub fn sucursal(slug: &str, csrf: &str, id: Option<i64>, f: &SucursalForm, errores: &Errores) -> Markup {
    let volver = Enlace::new("Clínica", urls::configuracion_clinica(slug));
    let destino = id.map_or_else(|| urls::configuracion_sucursales(slug), |id| urls::configuracion_sucursal(slug, id));
    let titulo = if id.is_some() { "Editar sucursal" } else { "Nueva sucursal" };
    let error = |campo: &str| errores.get(campo).map(str::to_owned);
    let regiones = REGIONES.iter().map(|(codigo, nombre)| Choice::new(codigo, *nombre)).collect();
    html! {
        (page_header(titulo, "", Some(&volver), html! {}))
        (form(&Form::post(destino, csrf), html! {
            (general(errores))
            (hidden("version", &f.version))
            (Field::text("nombre", "Nombre").value(&f.nombre).error(error("nombre")).maxlength(NOMBRE_MAX).required().autofocus())
            (Field::text("direccion", "Dirección").value(&f.direccion).error(error("direccion")).maxlength(DIRECCION_MAX))
            (Field::select("region", "Región", regiones).value(&f.region).error(error("region")).hint("Dice qué feriados regionales tiene."))
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(&volver.url)) }))
        }))
    }
}
