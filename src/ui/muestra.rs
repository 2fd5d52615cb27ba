//! The page that shows every component in every state: to look at, and for the browser tests to check.

use maud::{Markup, html};

use super::*;

/// The content of `/ui`; `csrf` as in any page.
pub fn muestra(csrf: &str) -> Markup {
    html! {
        (page_header("Piezas de la interfaz", "Cada componente en cada estado", Some(&Enlace::new("Hoy", "#")), html! {
            (Button::secondary("Ver un diálogo").opens("muestra-dialogo"))
            (Button::primary("Nueva cita").icon(Icono::NuevaCita).goes("#nueva").tecla("n"))
        }))
        (stats(html! {
            (stat("Citas de hoy", "48", "6 en espera"))
            (stat("Cobrado", &money(1_284_990.into(), "CLP"), "31 ventas"))
            (stat("Por cobrar", &money(124_990.into(), "CLP"), "8 ventas"))
            (stat("Diferencia", &money((-990).into(), "CLP"), "arqueo de ayer"))
        }))
        (tabs("Vistas", &[Enlace::new("Día", "#dia").activo(true), Enlace::new("Semana", "#semana"), Enlace::new("Mes", "#mes")]))
        div.muestra data-sin-foco {
            (card("Botones", html! {}, buttons()))
            (card("Insignias", html! {}, badges()))
            (card("Formulario", html! {}, filled_form(csrf)))
            (card("Formulario con errores", html! {}, refused_form(csrf)))
        }
        (card_flush("Citas de hoy", html! { (Button::ghost("Filtrar").icon(Icono::Filtro).small()) }, html! {
            (citas())
            (pagination(&Pagination { anterior: None, siguiente: Some("#siguiente".into()), resumen: "4 de 1.204 citas".into() }))
        }))
        div.muestra {
            (card("Mensajes", html! {}, alerts()))
            (card("Avisos que pasan", html! {}, toasts(csrf)))
            (card("Progreso", html! {}, html! { (progress("Importando filas", 1_204, 5_000)) (progress("Preparando el archivo", 0, 0)) }))
            (card("Datos", html! {}, data()))
            (card("Gráfico", html! {}, chart()))
            (card_flush("Lista vacía", html! {}, nothing()))
            (card("Error", html! {}, html! { (error_page(&error())) }))
            (card("Buscador", html! {}, html! { div role="listbox" aria-label="Resultados de muestra" { (found()) } }))
            (card("Iconos", html! {}, html! { div.muestra-iconos { @for icono in Icono::TODOS { span title=(icono.name()) { (icon(*icono)) } } } }))
        }
        (dialog("muestra-dialogo", "Anular el pago", html! {
            p { "El pago de " strong { (money(24_990.into(), "CLP")) } " queda anulado en esta sesión de caja." }
            (form(&Form::post("#", csrf), html! {
                (Field::textarea("motivo_dialogo", "Motivo").required())
                (actions(html! { (Button::danger("Anular pago").working("Anulando…")) (Button::secondary("No anular").closes()) }))
            }))
        }))
    }
}

fn chart() -> Markup {
    let bar = |label: &str, monto: i64, antes: i64| Bar {
        label: label.into(),
        text: money(monto.into(), "CLP"),
        value: monto.into(),
        before: Some(antes.into()),
    };
    let medios = [bar("Débito", 384_990, 402_000), bar("Efectivo", 124_990, 98_000), bar("Transferencia", 24_990, 0)];
    let dias = [bar("lun", 124_990, 98_000), bar("mar", 384_990, 402_000), bar("mié", 24_990, 61_000)];
    html! {
        (chart_with_table(bars("muestra-barras", "Ingresos por medio", "Débito es el mayor", 0.into(), &medios), html! {
            (table("Ingresos por medio", &[Column::text("Medio"), Column::num("Monto")], html! {
                @for medio in &medios { tr { td { (medio.label) } td.num { (medio.text) } } }
            }))
        }))
        (columns("muestra-columnas", "Ingresos por día", "Martes es el mayor", &dias))
    }
}

fn buttons() -> Markup {
    html! {
        div.muestra-fila {
            (Button::primary("Cobrar").icon(Icono::Dinero))
            (Button::secondary("Imprimir").icon(Icono::Imprimir))
            (Button::danger("Anular"))
            (Button::ghost("Cancelar"))
            (Button::ghost("Más opciones").only_icon(Icono::Opciones))
        }
        div.muestra-fila {
            (Button::primary("Cobrando…").busy())
            (Button::secondary("Buscando…").busy())
            (Button::primary("Cobrar").disabled(true))
            (Button::secondary("Imprimir").disabled(true))
        }
        div.muestra-fila {
            (Button::primary("Llegó").small())
            (Button::secondary("Reagendar").small())
            (Button::danger("No asistió").small())
        }
    }
}

fn badges() -> Markup {
    html! {
        div.muestra-fila {
            (badge(Tono::Neutro, "Reservada")) (badge(Tono::Info, "Confirmada")) (badge(Tono::Acento, "En atención"))
            (badge(Tono::Bien, "Atendida")) (badge(Tono::Alerta, "Por vencer")) (badge(Tono::Error, "No asistió"))
        }
        div.muestra-fila {
            (badge_letter(Tono::Bien, "P", "Pagada")) (badge_letter(Tono::Alerta, "NP", "No pagada")) (badge_letter(Tono::Info, "PL", "Con plan"))
        }
        div.muestra-fila { (mark(Tono::Bien, "P", "Pagada")) (mark(Tono::Alerta, "NP", "No pagada")) (mark(Tono::Info, "PL", "Con plan")) }
    }
}

fn filled_form(csrf: &str) -> Markup {
    form(
        &Form::post("#", csrf).id("muestra-llena"),
        html! {
            (row(html! {
                (Field::text("nombres", "Nombres").value("María José").required())
                (Field::text("paterno", "Apellido paterno").value("Ñancupil").required())
            }))
            (row(html! {
                (Field::date("nacimiento", "Nacimiento").value("1984-02-29"))
                (Field::time("hora", "Hora").value("09:05"))
                (Field::money("monto", "Monto", 0).value("124990").hint("Lo que entrega el paciente"))
            }))
            (Field::select("prevision", "Previsión", vec![Choice::new("fonasa", "Fonasa"), Choice::new("isapre", "Isapre")]).placeholder("Elige una"))
            (Field::radio("metodo", "Método", vec![Choice::new("efectivo", "Efectivo"), Choice::new("debito", "Débito"), Choice::new("credito", "Crédito")]).value("efectivo"))
            (Field::checkbox("recordar", "Enviar recordatorio", true).hint("Un día antes, en horario de la clínica"))
            (section("Contacto", html! {
                (row(html! { (Field::tel("fono", "Teléfono").value("+56 9 8765 4321")) (Field::email("correo", "Correo").disabled().value("maria@ejemplo.cl")) }))
            }))
            (Field::textarea("nota", "Nota para recepción").placeholder("Sin datos clínicos"))
            (actions(html! { (Button::primary("Guardar paciente").working("Guardando…")) (Button::ghost("Cancelar").goes("#")) }))
        },
    )
}

fn refused_form(csrf: &str) -> Markup {
    let metodos = vec![Choice::new("efectivo", "Efectivo"), Choice::new("transferencia", "Transferencia")];
    form(
        &Form::post("#", csrf).id("muestra-errores"),
        html! {
            (form_error("La hora se acaba de ocupar", html! { p { "Quedan libres 10:20 y 11:00 con la misma profesional." } }))
            (Field::text("rut", "RUT").value("12.345.678-9").error(Some("El dígito verificador no corresponde: sería 5.")).hint("Con o sin puntos").required())
            (row(html! {
                (Field::money("pago", "Pago", 0).value("doce mil").error(Some("Escribe solo números.")))
                (Field::select("caja", "Caja", vec![Choice::new(1, "Recepción")]).placeholder("Elige una").error(Some("Falta elegir la caja.")))
            }))
            (Field::radio("medio", "Medio", metodos).error(Some("Elige cómo paga.")))
            (Field::textarea("motivo", "Motivo").error(Some("El descuento necesita un motivo.")))
            (Field::checkbox("acepta", "La paciente acepta", false).error(Some("Hace falta su acuerdo.")))
            (actions(html! { (Button::primary("Cobrar").working("Cobrando…")) (Button::secondary("Volver").goes("#")) }))
        },
    )
}

fn citas() -> Markup {
    let columns = [
        Column::text("Hora").sorted("#hora", Some(Order::Ascending)),
        Column::text("Paciente").sorted("#paciente", None),
        Column::text("Prestación"),
        Column::text("Estado"),
        Column::num("Monto"),
        Column::actions(),
    ];
    let total = html! { tr { th scope="row" colspan="4" { "Total" } td.num { (money(99_960.into(), "CLP")) } td {} } };
    table_with_foot("Citas de hoy", &columns, cita_rows(), total)
}

fn cita_rows() -> Markup {
    let rows = [
        ("08:40", "Ana Reyes Soto", "Control", badge(Tono::Bien, "Atendida"), mark(Tono::Bien, "P", "Pagada")),
        (
            "09:00",
            "Bernardo O'Ryan",
            "Evaluación",
            badge(Tono::Acento, "En atención"),
            mark(Tono::Alerta, "NP", "No pagada"),
        ),
        (
            "09:20",
            "Luz Ñancupil Huenchumán",
            "Limpieza",
            badge(Tono::Info, "Llegó"),
            mark(Tono::Info, "PL", "Con plan"),
        ),
        ("09:40", "Tomás Pérez", "Control", badge(Tono::Error, "No asistió"), mark(Tono::Alerta, "NP", "No pagada")),
    ];
    html! {
        @for (hora, paciente, prestacion, estado, pago) in rows {
            tr data-fila tabindex="0" {
                td.num-inicio { (hora) }
                td { a href="#ficha" { (paciente) } }
                td { (prestacion) }
                td { (estado) " " (pago) }
                td.num { (money(24_990.into(), "CLP")) }
                td.fila-acciones {
                    (Button::ghost("Llegó").small().tecla("l"))
                    (Button::ghost("Más opciones").small().only_icon(Icono::Opciones))
                }
            }
        }
    }
}

fn alerts() -> Markup {
    html! {
        (alert(Tono::Info, "La caja está cerrada", html! { p { "Ábrela para cobrar." } }))
        (alert(Tono::Bien, "Cierre cuadrado", html! {}))
        (alert(Tono::Alerta, "3 lotes vencen esta semana", html! { a href="#lotes" { "Ver los lotes" } }))
        (alert(Tono::Error, "El correo no salió", html! { p { "Se intentará otra vez en 5 minutos." } }))
    }
}

fn toasts(csrf: &str) -> Markup {
    let undo = form(&Form::post("#", csrf).inline(), html! { (Button::ghost("Deshacer").small()) });
    html! {
        div.muestra-tostadas {
            (toast(&Toast::info("Otra persona movió una cita de este día").action(html! { a href="#dia" { "Ver" } })))
            (toast(&Toast::success("Cita de Ana Reyes anulada").action(undo)))
            (toast(&Toast::error("Sin conexión. Nada se guardó.")))
        }
    }
}

fn data() -> Markup {
    data_list(&[
        ("RUT", html! { "12.345.678-5" }),
        ("Teléfono", html! { "+56 9 8765 4321" }),
        ("Última cita", html! { "22-11-2026 09:05" }),
        ("Saldo", html! { (money((-12_340).into(), "CLP")) }),
    ])
}

fn nothing() -> Markup {
    let action = html! { (Button::primary("Nuevo paciente").icon(Icono::NuevoPaciente).goes("#")) (Button::secondary("Importar").icon(Icono::Subir).goes("#")) };
    empty(Icono::Pacientes, "Aún no hay pacientes", "Crea el primero, o impórtalos desde una planilla.", action)
}

fn error() -> ErrorPage {
    ErrorPage {
        status: 404,
        titulo: "Esto no está aquí".into(),
        mensaje: "Puede haberse movido, o la dirección tiene un error.".into(),
        peticion: "0193-7f2a".into(),
        volver: Enlace::new("Ir a hoy", "#"),
    }
}

fn found() -> Markup {
    results(&[
        HitGroup {
            nombre: "Pacientes",
            icono: Icono::Paciente,
            hits: vec![Hit { texto: "Ana Reyes Soto".into(), detalle: "12.345.678-5".into(), url: "#ana".into() }],
        },
        HitGroup {
            nombre: "Citas de hoy",
            icono: Icono::Agenda,
            hits: vec![Hit { texto: "Ana Reyes Soto".into(), detalle: "08:40 Control".into(), url: "#cita".into() }],
        },
    ])
}
