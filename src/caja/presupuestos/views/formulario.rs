//! The form of a budget.

use maud::{Markup, html};

use super::super::forms::{NOTA_MAX, PresupuestoForm};
use super::super::model::Linea;
use crate::bodega::InsumoPedido;
use crate::caja::sesiones::views::Aqui;
use crate::caja::ventas::Mostrador;
use crate::caja::ventas::views::{Nueva, cuenta, lo_vendido};
use crate::services::pagos::Cuenta;
use crate::ui::{Button, Enlace, Field, Form, Tono, actions, alert, card, form, form_error, hidden, page_header};
use crate::urls;
use crate::web::form::Errores;

pub struct EnCurso<'a> {
    /// Of one that exists.
    pub id: Option<i64>,
    pub clave: &'a str,
    pub mostrador: &'a Mostrador,
    pub catalogo: &'a [InsumoPedido],
    /// None while what is typed does not make a budget.
    pub cuenta: Option<&'a Cuenta>,
    pub con_descuento: bool,
}

pub fn formulario(
    aqui: &Aqui<'_>,
    titulo: &str,
    pagina: &EnCurso<'_>,
    valores: &PresupuestoForm,
    errores: &Errores,
    aviso: Markup,
) -> Markup {
    let (destino, volver) = match (pagina.id, &pagina.mostrador.paciente) {
        (Some(id), _) => {
            let suyo = urls::presupuesto(aqui.clinica, id);
            (suyo.clone(), Enlace::new("Presupuesto", suyo))
        }
        (None, Some(paciente)) => {
            (urls::presupuestos(aqui.clinica), Enlace::new(&paciente.nombre, urls::paciente(aqui.clinica, paciente.id)))
        }
        (None, None) => {
            (urls::presupuestos(aqui.clinica), Enlace::new("Presupuestos", urls::presupuestos(aqui.clinica)))
        }
    };
    let calculo = urls::presupuestos_calculo(aqui.clinica);
    let nombre = pagina.mostrador.paciente.as_ref().map(|p| p.nombre.as_str()).unwrap_or_default();
    html! {
        (page_header(titulo, nombre, Some(&volver), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (aviso)
        (form(&Form::post(destino, aqui.csrf).clave(pagina.clave), html! {
            (hidden("paciente", &valores.paciente)) (hidden("version", &valores.version))
            (hidden("id", &pagina.id.map(|id| id.to_string()).unwrap_or_default()))
            // Each change asks for the total anew.
            div hx-post=(calculo) hx-trigger="change" hx-include="closest form" hx-target="#cuenta" hx-swap="outerHTML" hx-sync="this:replace" {
                (card("Qué se presupuesta", html! {}, lo_presupuestado(aqui, pagina, &calculo, valores, errores)))
                (cuenta(aqui, pagina.cuenta))
            }
            (card("Condiciones", html! {}, html! {
                (Field::date("valido_hasta", "Válido hasta").value(&valores.valido_hasta).error(errores.get("valido_hasta")).required()
                    .hint("Hasta ese día se venden a estos precios, aunque cambie el catálogo"))
                (Field::textarea("nota", "Nota").value(&valores.nota).error(errores.get("nota")).maxlength(NOTA_MAX).hint("Sale en el papel"))
                @if pagina.id.is_some() { p.campo-ayuda { "Al guardar, los precios se toman de la lista de hoy." } }
                (actions(html! { (Button::primary("Guardar presupuesto").working("Guardando…")) (Button::secondary("Volver").goes(&volver.url)) }))
            }))
        }))
    }
}

fn lo_presupuestado(
    aqui: &Aqui<'_>,
    pagina: &EnCurso<'_>,
    calculo: &str,
    valores: &PresupuestoForm,
    errores: &Errores,
) -> Markup {
    let como_venta = Nueva {
        clave: pagina.clave,
        calculo,
        mostrador: pagina.mostrador,
        catalogo: pagina.catalogo,
        cuenta: pagina.cuenta,
        con_descuento: pagina.con_descuento,
    };
    lo_vendido(aqui, &como_venta, &valores.como_venta(), errores)
}

/// What was in it and is not charged any more.
pub fn perdidas(lineas: &[Linea]) -> Markup {
    let perdidas: Vec<&str> = lineas.iter().filter(|l| l.codigo.is_none()).map(|l| l.descripcion.as_str()).collect();
    html! {
        @if !perdidas.is_empty() {
            (alert(Tono::Alerta, "Ya no se ofrece, y no se copió", html! { ul { @for que in perdidas { li { (que) } } } }))
        }
    }
}
