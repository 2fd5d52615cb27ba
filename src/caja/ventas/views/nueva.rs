//! The form of a sale that is not yet one, and what it would come to.

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::super::forms::VentaForm;
use super::super::model::Mostrador;
use super::{Medios, columnas_lineas, dinero, fila_linea, medios};
use crate::bodega::InsumoPedido;
use crate::caja::sesiones::views::Aqui;
use crate::services::pagos::Cuenta;
use crate::ui::{
    Button, Choice, Enlace, Field, Form, Icono, actions, card, card_flush, form, form_error, format, hidden, money,
    page_header, row, stat, stats, table,
};
use crate::urls;
use crate::web::form::Errores;

/// Rows beyond those already typed.
const FILAS_LIBRES: usize = 2;

/// The page of a sale that is not yet one.
pub struct Nueva<'a> {
    pub clave: &'a str,
    /// Where its total is worked out.
    pub calculo: &'a str,
    pub mostrador: &'a Mostrador,
    /// What can be sold apart.
    pub catalogo: &'a [InsumoPedido],
    /// None while what is typed does not make a sale.
    pub cuenta: Option<&'a Cuenta>,
    /// Who looks may give discounts.
    pub con_descuento: bool,
}

/// Whoever arrives goes on where the money is once there is a total, until then with what is sold; at what is wrong if something is.
pub fn nueva(aqui: &Aqui<'_>, pagina: &Nueva<'_>, valores: &VentaForm, errores: &Errores, aviso: Markup) -> Markup {
    let paga = pagina.cuenta.is_some();
    html! {
        (page_header("Nueva venta", &detalle(pagina.mostrador), Some(&Enlace::new("Caja", urls::caja(aqui.clinica))), html! {}))
        @if let Some(mensaje) = errores.get("") { (form_error(mensaje, html! {})) }
        (aviso)
        (form(&Form::post(urls::ventas(aqui.clinica), aqui.csrf).id("venta").clave(pagina.clave), html! {
            (hidden("sesion", &valores.sesion)) (hidden("cita", &valores.cita)) (hidden("paciente", &valores.paciente))
            // Each change asks for the total anew, and is kept in the address.
            div hx-post=(pagina.calculo) hx-trigger="change" hx-include="closest form" hx-target="#cuenta" hx-swap="outerHTML" hx-sync="this:replace" {
                (card("Qué se cobra", html! {}, lo_vendido(aqui, pagina, valores, errores)))
                (cuenta(aqui, pagina.cuenta))
                (card("Pago", html! {}, html! {
                    (medios(aqui, &Medios {
                        montos: &valores.monto, referencias: &valores.referencia, vuelto: Some(valores.deja_vuelto),
                        a_favor: pagina.mostrador.paciente.as_ref().map(|_| pagina.mostrador.a_favor), errores, con_foco: paga,
                    }))
                    (quien_paga(&pagina.mostrador.pagadores, &valores.pagador))
                    (actions(html! { (Button::primary("Cobrar").icon(Icono::Dinero).working("Cobrando…")) }))
                }))
            }
        }))
    }
}

/// Whoever is in the ficha as paying is offered; anybody else may be typed.
pub fn quien_paga(pagadores: &[String], escrito: &str) -> Markup {
    html! {
        (Field::text("pagador", "Quién paga").value(escrito).maxlength(120).list("pagadores").hint("Sale en el recibo"))
        datalist id="pagadores" { @for nombre in pagadores { option value=(nombre) {} } }
    }
}

fn detalle(mostrador: &Mostrador) -> String {
    let paciente = mostrador.paciente.as_ref().map(|p| p.nombre.as_str());
    match (paciente, mostrador.cita()) {
        (Some(paciente), Some(cita)) => format!("{paciente}, {}", cita.nombre),
        (Some(paciente), None) => format!("{paciente}, sin cita"),
        _ => "Sin cita".into(),
    }
}

pub fn lo_vendido(aqui: &Aqui<'_>, pagina: &Nueva<'_>, valores: &VentaForm, errores: &Errores) -> Markup {
    html! {
        @if !pagina.mostrador.convenios.is_empty() { (precios_de(pagina.mostrador, &valores.convenio)) }
        @if !pagina.mostrador.prometidas.is_empty() { (filas_prometidas(aqui, pagina, valores, errores)) }
        (filas_prestaciones(pagina, valores, errores))
        (filas_insumos(pagina, valores, errores))
        @if pagina.con_descuento { (descuentos(pagina, valores, errores)) }
        button.btn.btn-secundario type="submit" formaction=(pagina.calculo) { "Calcular total" }
    }
}

fn precios_de(mostrador: &Mostrador, elegido: &str) -> Field {
    let convenios = mostrador.convenios.iter().map(|c| Choice::new(c.id, &c.nombre));
    let opciones = std::iter::once(Choice::new("", "Particular")).chain(convenios).collect();
    Field::select("convenio", "Lista de precios", opciones).value(elegido).hint("De las prestaciones")
}

fn descuento(nombre: &str, n: usize, valores: &[String]) -> Field {
    Field::number(nombre, "Descuento").id(format!("{nombre}-{n}")).value(enesimo(valores, n))
}

fn descuentos(pagina: &Nueva<'_>, valores: &VentaForm, errores: &Errores) -> Markup {
    html! {
        fieldset.seccion {
            legend { "Descuentos" }
            (row(html! {
                @if pagina.mostrador.cita().is_some() {
                    (Field::number("descuento_cita", "De la cita").value(&valores.descuento_cita).error(errores.get("descuento_cita")))
                }
                (Field::number("descuento_total", "Del total").value(&valores.descuento_total).error(errores.get("descuento_total")))
                (Field::text("descuento_motivo", "Motivo del descuento").value(&valores.descuento_motivo)
                    .error(errores.get("descuento_motivo")).maxlength(200))
            }))
            p.campo-ayuda { "En pesos o en porcentaje: 1.500 o 10%. El motivo vale para todos los descuentos de la venta." }
        }
    }
}

fn filas_prestaciones(pagina: &Nueva<'_>, valores: &VentaForm, errores: &Errores) -> Markup {
    let tarifas = pagina.mostrador.tarifas.iter().filter(|t| t.cita_id.is_none());
    let elige = pagina.cuenta.is_none() && !errores.hay();
    let titulo = if pagina.mostrador.cita().is_some() { "Además de la cita" } else { "Prestaciones" };
    html! {
        datalist id="prestaciones" {
            @for tarifa in tarifas { option value=(tarifa.codigo) { (tarifa.nombre) } }
        }
        fieldset.seccion {
            legend { (titulo) }
            @if let Some(error) = errores.get("prestaciones") { (form_error(error, html! {})) }
            @for n in 0..filas(&valores.prestacion) {
                (row(html! {
                    (codigo(("prestacion", "prestaciones"), n, "Prestación", &valores.prestacion, n == 0 && elige))
                    (Field::number("veces", "Cantidad").id(format!("veces-{n}")).value(enesimo(&valores.veces, n)))
                    @if !pagina.mostrador.profesionales.is_empty() { (atendio("profesional", pagina.mostrador, n, enesimo(&valores.profesional, n))) }
                    @if pagina.con_descuento { (descuento("descuento_prestacion", n, &valores.descuento_prestacion)) }
                }))
            }
        }
    }
}

fn filas_insumos(pagina: &Nueva<'_>, valores: &VentaForm, errores: &Errores) -> Markup {
    html! {
        datalist id="insumos" {
            @for insumo in pagina.catalogo {
                @if let Some(precio) = insumo.precio_de_venta() {
                    option value=(insumo.codigo) { (insumo.nombre) ", " (money(precio, &insumo.moneda)) }
                }
            }
        }
        fieldset.seccion {
            legend { "Insumos vendidos aparte" }
            @if let Some(error) = errores.get("extras") { (form_error(error, html! {})) }
            @for n in 0..filas(&valores.codigo) {
                (row(html! {
                    (codigo(("codigo", "insumos"), n, "Código", &valores.codigo, false))
                    (Field::number("cantidad", "Cantidad").id(format!("cantidad-{n}")).value(enesimo(&valores.cantidad, n)))
                    @if pagina.con_descuento { (descuento("descuento_insumo", n, &valores.descuento_insumo)) }
                }))
            }
        }
    }
}

/// Each at the price of its budget, whatever the catalogue says today.
fn filas_prometidas(aqui: &Aqui<'_>, pagina: &Nueva<'_>, valores: &VentaForm, errores: &Errores) -> Markup {
    html! {
        fieldset.seccion {
            legend { "Del presupuesto " (pagina.mostrador.prometidas.first().map(|p| p.numero.as_str()).unwrap_or_default()) }
            @if let Some(error) = errores.get("prometido") { (form_error(error, html! {})) }
            @for (n, linea) in valores.linea_presupuesto.iter().enumerate() {
                @if let Some(prometida) = pagina.mostrador.prometidas.iter().find(|p| p.id.to_string() == *linea) {
                    @let queda = format!("A {}, quedan {}", dinero(aqui, prometida.precio), format::number(prometida.cantidad));
                    (hidden("linea_presupuesto", linea))
                    (row(html! {
                        (Field::number("cantidad_presupuesto", &prometida.descripcion).id(format!("cantidad-presupuesto-{n}"))
                            .value(enesimo(&valores.cantidad_presupuesto, n)).hint(queda))
                        @let profesional = enesimo(&valores.profesional_presupuesto, n);
                        @if prometida.prestacion_id.is_some() && !pagina.mostrador.profesionales.is_empty() {
                            (atendio("profesional_presupuesto", pagina.mostrador, n, profesional))
                        } @else { (hidden("profesional_presupuesto", "")) }
                    }))
                }
            }
        }
    }
}

fn filas(escritas: &[String]) -> usize {
    escritas.iter().rposition(|c| !c.trim().is_empty()).map_or(0, |ultima| ultima + 1) + FILAS_LIBRES
}

fn enesimo(lista: &[String], n: usize) -> &str {
    lista.get(n).map_or("", String::as_str)
}

fn codigo((nombre, lista): (&str, &str), n: usize, etiqueta: &str, valores: &[String], con_foco: bool) -> Markup {
    html! {
        div.campo {
            label.form-label for={ (nombre) "-" (n) } { (etiqueta) }
            input.form-control id={ (nombre) "-" (n) } name=(nombre) list=(lista) autocomplete="off" value=(enesimo(valores, n))
                autofocus[con_foco];
        }
    }
}

fn atendio(nombre: &str, mostrador: &Mostrador, n: usize, elegido: &str) -> Field {
    let opciones = mostrador.profesionales.iter().map(|p| Choice::new(p.id, &p.nombre));
    let opciones = std::iter::once(Choice::new("", "Sin profesional")).chain(opciones).collect();
    Field::select(nombre, "Quién atendió", opciones).id(format!("{nombre}-{n}")).value(elegido)
}

/// The total, big; a fragment of its own, because it changes while goods are typed.
pub fn cuenta(aqui: &Aqui<'_>, cuenta: Option<&Cuenta>) -> Markup {
    html! {
        section id="cuenta" aria-live="polite" {
            @if let Some(cuenta) = cuenta {
                (stats(html! {
                    (stat("Total", &dinero(aqui, cuenta.total()), ""))
                    (stat("Todo en efectivo", &dinero(aqui, cuenta.en_efectivo()), &redondeo(aqui, cuenta.total() - cuenta.en_efectivo())))
                    @let descuento = cuenta.lineas.iter().map(|l| l.descuento).sum::<Decimal>();
                    @if !descuento.is_zero() { (stat("Descuento", &dinero(aqui, descuento), "")) }
                    (stat("IVA incluido", &dinero(aqui, cuenta.iva), ""))
                }))
                (card_flush("Detalle", html! {}, table("Detalle", &columnas_lineas(), html! {
                    @for linea in &cuenta.lineas {
                        (fila_linea(aqui, html! { (linea.descripcion) }, [linea.cantidad, linea.precio, linea.descuento, linea.total], linea.afecto))
                    }
                })))
            }
        }
    }
}

fn redondeo(aqui: &Aqui<'_>, diferencia: Decimal) -> String {
    if diferencia.is_zero() { "Sin redondeo".into() } else { format!("Redondeo {}", dinero(aqui, -diferencia)) }
}
