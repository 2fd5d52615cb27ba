//! A budget: what was promised, what of it was sold, and what can be done with it.

use maud::{Markup, html};

use super::super::forms::ResolucionForm;
use super::super::model::{Linea, Presupuesto, VentaHecha};
use super::carta;
use super::estado;
use crate::avisos::Resumen;
use crate::caja::sesiones::views::Aqui;
use crate::ui::{
    Button, Column, Enlace, Field, Form, Icono, Tono, actions, badge, card, card_flush, data_list, form, form_error,
    format, hidden, money, page_header, stat, stats, table,
};
use crate::urls;
use crate::web::form::Errores;

pub struct Detalle<'a> {
    pub presupuesto: &'a Presupuesto,
    pub lineas: &'a [Linea],
    pub ventas: &'a [VentaHecha],
    /// The last letter that brought it to its patient.
    pub mensaje: Option<&'a Resumen>,
    pub form: &'a ResolucionForm,
    pub errores: &'a Errores,
    pub clave: &'a str,
    pub opera: bool,
    pub descuenta: bool,
    pub ve_mensajes: bool,
}

impl Detalle<'_> {
    /// Nobody has said yes or no.
    fn espera(&self) -> bool {
        matches!(self.presupuesto.estado.as_str(), "vigente" | "vencido") && self.presupuesto.aceptado.is_none()
    }

    fn se_vende(&self) -> bool {
        self.opera && self.presupuesto.estado == "aceptado"
    }
}

pub fn presupuesto(aqui: &Aqui<'_>, titulo: &str, d: &Detalle<'_>) -> Markup {
    let p = d.presupuesto;
    let volver = Enlace::new("Presupuestos", urls::presupuestos(aqui.clinica));
    let dinero = |monto| money(monto, &p.moneda);
    html! {
        (page_header(titulo, &p.paciente, Some(&volver), html! { (estado(&p.estado)) (acciones(aqui, d)) }))
        @if let Some(mensaje) = d.errores.get("") { (form_error(mensaje, html! {})) }
        (stats(html! {
            (stat("Total", &dinero(p.total), ""))
            (stat("Vendido", &dinero(p.vendido), ""))
            (stat("Queda", &dinero(p.queda()), &format!("Válido hasta el {}", format::date(p.valido_hasta))))
        }))
        @if d.se_vende() { (vender(aqui, d)) } @else { (card_flush("Qué incluye", html! {}, lineas(d, false))) }
        (card("", html! {}, datos(aqui, d)))
        @if !d.ventas.is_empty() { (card_flush("Ventas", html! {}, ventas(aqui, d))) }
        @if d.opera { (resolver(aqui, d)) }
    }
}

fn acciones(aqui: &Aqui<'_>, d: &Detalle<'_>) -> Markup {
    let id = d.presupuesto.id;
    let editable = d.opera && d.espera() && (d.descuenta || !d.presupuesto.con_descuento());
    html! {
        (Button::secondary("Imprimir").icon(Icono::Imprimir).goes(urls::presupuesto_impreso(aqui.clinica, id, "")))
        (Button::secondary("PDF").icon(Icono::Descargar).goes(urls::presupuesto_impreso(aqui.clinica, id, "pdf")))
        (carta::enviar(aqui, d))
        @if d.opera { (Button::ghost("Copiar").icon(Icono::Copiar).goes(urls::presupuesto_copia(aqui.clinica, id))) }
        @if editable { (Button::secondary("Editar").icon(Icono::Editar).goes(urls::presupuesto_editar(aqui.clinica, id)).tecla("e")) }
    }
}

fn datos(aqui: &Aqui<'_>, d: &Detalle<'_>) -> Markup {
    let p = d.presupuesto;
    let hecho = format!("{}, por {}", format::date_time(p.creado), p.quien);
    let mut datos = vec![
        ("Paciente", html! { a href=(urls::paciente(aqui.clinica, p.paciente_id)) { (p.paciente) } }),
        ("Lista de precios", html! { (p.convenio.as_deref().unwrap_or("Particular")) }),
        ("Hecho", html! { (hecho) }),
    ];
    if let Some(correo) = carta::correo(aqui, d) {
        datos.push(("Correo", correo));
    }
    if p.con_descuento() {
        datos.push(("Motivo del descuento", html! { (p.descuento_motivo) }));
    }
    if !p.nota.is_empty() {
        datos.push(("Nota", html! { (p.nota) }));
    }
    if let Some(aceptado) = p.aceptado {
        datos.push(("Aceptado", html! { (format::date_time(aceptado)) }));
    }
    if let Some(cerrado) = p.cerrado {
        let como = if p.estado == "rechazado" { "Rechazado" } else { "Anulado" };
        datos.push((como, html! { (format::date_time(cerrado)) ": " (p.cerrado_motivo) }));
    }
    data_list(&datos)
}

/// A form without scripts: what is chosen goes in the address of the sale.
fn vender(aqui: &Aqui<'_>, d: &Detalle<'_>) -> Markup {
    let p = d.presupuesto;
    html! {
        form method="get" action=(urls::venta_nueva(aqui.clinica, None)) {
            (hidden("paciente", &p.paciente_id.to_string()))
            (hidden("convenio", &p.convenio_id.map(|id| id.to_string()).unwrap_or_default()))
            (card_flush("Qué se vende ahora", html! {}, html! {
                (lineas(d, true))
                div.acciones.p-3 { (Button::primary("Vender lo elegido").icon(Icono::Dinero)) }
            }))
        }
    }
}

fn lineas(d: &Detalle<'_>, vende: bool) -> Markup {
    let mut columnas = vec![
        Column::text("Qué"),
        Column::num("Precio"),
        Column::num("Presupuestado"),
        Column::num("Vendido"),
        Column::num("Queda"),
        Column::num("Total"),
    ];
    if vende {
        columnas.push(Column::text("Vender"));
    }
    table("Qué incluye", &columnas, html! { @for linea in d.lineas { (fila(d, linea, vende)) } })
}

fn fila(d: &Detalle<'_>, linea: &Linea, vende: bool) -> Markup {
    let dinero = |monto| money(monto, &d.presupuesto.moneda);
    html! {
        tr {
            td { (linea.descripcion) }
            td.num { (dinero(linea.precio)) }
            td.num { (format::number(linea.cantidad)) }
            td.num { (format::number(linea.vendido)) }
            td.num { (format::number(linea.queda())) }
            td.num {
                (dinero(linea.total))
                @if !linea.descuento.is_zero() { div.campo-ayuda { "Descuento " (dinero(linea.descuento)) } }
            }
            @if vende {
                td {
                    @if !linea.queda().is_zero() {
                        (hidden("linea_presupuesto", &linea.id.to_string()))
                        input.form-control name="cantidad_presupuesto" type="text" inputmode="decimal" autocomplete="off"
                            value=(format::number(linea.queda())) aria-label={ "Cuánto vender de " (linea.descripcion) };
                    }
                }
            }
        }
    }
}

fn ventas(aqui: &Aqui<'_>, d: &Detalle<'_>) -> Markup {
    let columnas = [Column::text("Venta"), Column::text("Fecha"), Column::text("Qué"), Column::num("Del presupuesto")];
    table(
        "Ventas",
        &columnas,
        html! {
            @for v in d.ventas {
                tr {
                    td.text-nowrap {
                        a href=(urls::venta(aqui.clinica, v.id)) { "Venta " (v.id) }
                        @if v.anulada { " " (badge(Tono::Error, "Anulada")) }
                    }
                    td.text-nowrap { (format::date_time(aqui.local(v.emitida))) }
                    td { (v.detalle) }
                    td.num { (money(v.monto, &d.presupuesto.moneda)) }
                }
            }
        },
    )
}

fn resolver(aqui: &Aqui<'_>, d: &Detalle<'_>) -> Markup {
    let destino = || Form::post(urls::presupuesto_resolucion(aqui.clinica, d.presupuesto.id), aqui.csrf).clave(d.clave);
    let version = hidden("version", &d.presupuesto.version.to_string());
    let anulable = matches!(d.presupuesto.estado.as_str(), "vigente" | "aceptado" | "vencido");
    html! {
        @if d.espera() && d.presupuesto.estado == "vigente" {
            (card("¿Qué dijo el paciente?", html! {}, form(&destino(), html! {
                (version)
                (actions(html! { (Button::primary("Lo aceptó").icon(Icono::Bien).name_value("como", "aceptar").working("Guardando…")) }))
            })))
        }
        @if anulable {
            (card("Cerrar sin vender más", html! {}, form(&destino(), html! {
                (version)
                (Field::text("motivo", "Motivo").value(&d.form.motivo).error(d.errores.get("motivo")).required().maxlength(200))
                (actions(html! {
                    @if d.espera() { (Button::secondary("Lo rechazó").name_value("como", "rechazar").working("Guardando…")) }
                    (Button::danger("Anular presupuesto").icon(Icono::Anular).name_value("como", "anular").working("Anulando…"))
                }))
            })))
        }
    }
}
