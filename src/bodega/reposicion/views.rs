//! What to order now, and the days it goes by.

use maud::{Markup, html};

use super::forms::{AjustesForm, DeInsumoForm, PorPedirForm, VENTANAS};
use super::model::{Ajustes, Sugerencia};
use crate::bodega::model::Deposito;
use crate::bodega::proveedores::Opcion;
use crate::bodega::views::{cantidad, pestanas};
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, actions, card, card_flush, empty, form, form_error, format,
    hidden, page_header, row, table,
};
use crate::urls;
use crate::web::form::Errores;

pub struct PorPedir<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub clave: &'a str,
    pub opera: bool,
    pub ventana: i32,
    pub sugerencias: &'a [Sugerencia],
    pub proveedores: &'a [Opcion],
    pub depositos: &'a [Deposito],
    pub errores: &'a Errores,
}

pub fn por_pedir(v: &PorPedir<'_>, f: &PorPedirForm) -> Markup {
    let ventanas = VENTANAS.map(|dias| Choice::new(dias, format!("Últimos {dias} días"))).to_vec();
    let ajustes = html! {
        @if v.opera { (Button::secondary("Días de entrega y reserva").icon(Icono::Configuracion).goes(urls::por_pedir_ajustes(v.clinica))) }
    };
    html! {
        (page_header("Por pedir", "Lo que no alcanza hasta que llegue otro pedido", None, ajustes))
        (pestanas(v.clinica, "Por pedir"))
        @if let Some(mensaje) = v.errores.get("").or_else(|| v.errores.get("lineas")) { (form_error(mensaje, html! {})) }
        form.filtros method="get" action=(urls::por_pedir(v.clinica, "")) {
            (Field::select("dias", "Según el consumo de", ventanas).value(v.ventana))
            (Button::secondary("Calcular").icon(Icono::Recargar))
        }
        @if v.sugerencias.is_empty() {
            (empty(Icono::Bodega, "No hay nada que pedir", "Lo que hay y lo que viene en camino alcanza.", html! {}))
        } @else if v.opera {
            (form(&Form::post(urls::por_pedir(v.clinica, ""), v.csrf).clave(v.clave), html! {
                (hidden("dias", &v.ventana.to_string()))
                (card_flush("", html! {}, tabla(v, f)))
                (destino(v, f))
            }))
        } @else {
            (card_flush("", html! {}, tabla(v, f)))
        }
        p.campo-ayuda { "El consumo de un día es lo usado y vendido, partido por los días en que hubo existencias, según cuándo se registró. Lo vencido no cuenta como disponible." }
    }
}

fn tabla(v: &PorPedir<'_>, f: &PorPedirForm) -> Markup {
    let columnas = [
        Column::text("Insumo"),
        Column::num("Pedir"),
        Column::num("Hay"),
        Column::num("En camino"),
        Column::num("Por día"),
        Column::num("Alcanza"),
        Column::num("Punto de pedido"),
        Column::text("Último proveedor"),
    ];
    table("Por pedir", &columnas, html! { @for s in v.sugerencias { (fila(v, f, s)) } })
}

fn fila(v: &PorPedir<'_>, f: &PorPedirForm, s: &Sugerencia) -> Markup {
    let r = &s.ritmo;
    let pedir = f.escrita(r.id).map_or_else(|| format::money_input(s.pedir), str::to_owned);
    html! {
        tr {
            td {
                @if v.opera {
                    (hidden("insumo", &r.id.to_string()))
                    label.opcion {
                        input.form-check-input type="checkbox" name="pedir" value=(r.id) checked[f.marcado(r.id)];
                        span { (r.nombre) " " span.text-secondary { (r.codigo) } }
                    }
                    a href=(urls::insumo_reposicion(v.clinica, r.id)) { "Días de " (r.nombre) }
                } @else {
                    a href=(urls::insumo(v.clinica, r.id)) { (r.nombre) } " " span.text-secondary { (r.codigo) }
                }
            }
            td.num {
                @if v.opera { input.form-control name="cantidad" value=(pedir) inputmode="decimal" autocomplete="off" aria-label={ "Pedir de " (r.nombre) }; }
                @else { (cantidad(s.pedir, &r.unidad)) }
            }
            td.num { (cantidad(r.usable, &r.unidad)) }
            td.num { (format::number(r.en_camino)) }
            td.num { (format::number(s.diario.round_dp(2))) " " span.text-secondary { "en " (s.dias_con) " d" } }
            td.num { @match s.alcanza() { Some(dias) => { (format::number(dias)) " d" } None => { "—" } } }
            td.num { (format::number(s.punto.ceil())) }
            td { @if r.proveedor.is_empty() { "Ninguno" } @else { (r.proveedor) } }
        }
    }
}

fn destino(v: &PorPedir<'_>, f: &PorPedirForm) -> Markup {
    let depositos = v.depositos.iter().map(|d| Choice::new(d.id, &d.nombre)).collect();
    let nadie = [Choice::new("", "Nadie")].into_iter();
    let proveedores = nadie.chain(v.proveedores.iter().map(|p| Choice::new(p.id, &p.nombre))).collect();
    card(
        "Convertir lo marcado en borradores de órdenes",
        html! {},
        html! {
            (row(html! {
                (Field::select("deposito", "Para el depósito", depositos).value(&f.deposito).error(v.errores.get("deposito")))
                (Field::select("proveedor", "A quién pedir lo que no tiene proveedor", proveedores).value(&f.proveedor).error(v.errores.get("proveedor")))
            }))
            (actions(html! { (Button::primary("Hacer borradores").working("Haciendo…")) }))
        },
    )
}

pub fn ajustes(clinica: &str, csrf: &str, f: &AjustesForm, errores: &Errores) -> Markup {
    let volver = Enlace::new("Por pedir", urls::por_pedir(clinica, ""));
    let dias = |campo: &str, titulo: &str, valor: &str, ayuda: &str| {
        Field::number(campo, titulo).value(valor).error(errores.get(campo)).hint(ayuda).required()
    };
    html! {
        (page_header("Días para pedir", "De todos los insumos, salvo los que digan otra cosa", Some(&volver), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (card("", html! {}, form(&Form::post(urls::por_pedir_ajustes(clinica), csrf), html! {
            (hidden("huella", &f.huella))
            (row(html! {
                (dias("entrega", "Días de entrega", &f.entrega, "Desde que se pide hasta que llega"))
                (dias("reserva", "Días de reserva", &f.reserva, "Consumo guardado para imprevistos"))
                (dias("cobertura", "Días que dura un pedido", &f.cobertura, "Cuánto se pide de una vez"))
            }))
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(volver.url.clone())) }))
        })))
    }
}

pub fn de_insumo(
    clinica: &str,
    csrf: &str,
    (id, nombre): (i64, &str),
    ajustes: &Ajustes,
    f: &DeInsumoForm,
    errores: &Errores,
) -> Markup {
    let volver = Enlace::new("Por pedir", urls::por_pedir(clinica, ""));
    let dias = |campo: &str, titulo: &str, valor: &str, de_todos: i32| {
        Field::number(campo, titulo)
            .value(valor)
            .error(errores.get(campo))
            .hint(format!("Vacío: {de_todos}, como los demás"))
    };
    html! {
        (page_header(nombre, "Días para pedirlo", Some(&volver), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (card("", html! {}, form(&Form::post(urls::insumo_reposicion(clinica, id), csrf), html! {
            (hidden("version", &f.version))
            (row(html! {
                (dias("entrega", "Días de entrega", &f.entrega, ajustes.entrega))
                (dias("reserva", "Días de reserva", &f.reserva, ajustes.reserva))
            }))
            (actions(html! { (Button::primary("Guardar").working("Guardando…")) (Button::secondary("Volver").goes(volver.url.clone())) }))
        })))
    }
}
