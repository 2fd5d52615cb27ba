//! What is shown of patients.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::forms::{DIRECCION_MAX, NOMBRE_MAX, OBSERVACION_MAX, PacienteForm, PacientesFiltro};
use super::model::{Paciente, Resumen};
use super::paises::PAISES;
use crate::ui::{
    Button, Choice, Column, Enlace, Field, Form, Icono, Pagination, Tono, actions, badge, card, card_flush, data_list,
    empty, form, form_error, format, hidden, page_header, pagination, row, section, table,
};
use crate::urls;
use crate::values::fecha::Edad;
use crate::web::form::Errores;

/// What the person may do besides looking.
#[derive(Clone, Copy)]
pub struct Puede {
    pub crear: bool,
    pub importar: bool,
}

pub fn lista(clinica: &str, filtro: &PacientesFiltro, puede: Puede, resultados: Markup) -> Markup {
    let importar = Button::secondary("Importar").icon(Icono::Subir).goes(urls::importacion_nueva(clinica));
    let nuevo =
        Button::primary("Nuevo paciente").icon(Icono::NuevoPaciente).goes(urls::paciente_nuevo(clinica)).tecla("n");
    html! {
        (page_header("Pacientes", "", None, html! { @if puede.importar { (importar) } @if puede.crear { (nuevo) } }))
        (buscador(clinica, filtro))
        (resultados)
    }
}

fn buscador(clinica: &str, filtro: &PacientesFiltro) -> Markup {
    let url = urls::pacientes(clinica);
    html! {
        form.filtros method="get" action=(url) role="search" aria-label="Pacientes" hx-get=(url) hx-target="#resultados" hx-swap="outerHTML"
            hx-push-url="true" hx-sync="this:replace"
            hx-trigger="input changed delay:150ms target:#q, change, submit" {
            (Field::search("q", "Buscar por nombre, RUT o teléfono").value(&filtro.q).autofocus())
            (Field::checkbox("archivados", "Incluir archivados", filtro.archivados))
            (Button::secondary("Buscar").icon(Icono::Buscar))
        }
    }
}

/// The part that a search replaces. `despues`: the last patient of a page that has a next one.
pub fn resultados(clinica: &str, filtro: &PacientesFiltro, pacientes: &[Resumen], despues: Option<i64>) -> Markup {
    let archivados = if filtro.archivados { "true" } else { "" };
    let siguiente = despues
        .map(|id| urls::con_filtros(&urls::pacientes(clinica), &[("archivados", &archivados), ("despues", &id)]));
    html! {
        div id="resultados" aria-live="polite" {
            @if pacientes.is_empty() {
                (sin_resultados(clinica, filtro))
            } @else {
                (card_flush("", html! {}, html! {
                    (table("Pacientes", &columnas(), html! { @for p in pacientes { (fila(clinica, p)) } }))
                    (pagination(&Pagination { anterior: None, siguiente, resumen: contar(pacientes.len()) }))
                }))
            }
        }
    }
}

fn contar(cuantos: usize) -> String {
    if cuantos == 1 { "1 paciente".into() } else { format!("{cuantos} pacientes") }
}

fn sin_resultados(clinica: &str, filtro: &PacientesFiltro) -> Markup {
    let crear = html! { (Button::secondary("Crear paciente").goes(urls::paciente_nuevo(clinica))) };
    if filtro.q.trim().is_empty() {
        empty(Icono::Pacientes, "Aún no hay pacientes", "Crea el primero: con el nombre y el teléfono basta.", crear)
    } else {
        empty(
            Icono::Buscar,
            "Nadie coincide",
            "Prueba con menos letras, el RUT o el teléfono; o crea al paciente.",
            crear,
        )
    }
}

fn columnas() -> [Column; 4] {
    [Column::text("Paciente"), Column::text("Documento"), Column::text("Teléfono"), Column::text("Nacimiento")]
}

fn fila(clinica: &str, p: &Resumen) -> Markup {
    html! {
        tr {
            td {
                a href=(urls::paciente(clinica, p.id)) { (p.nombre()) }
                @if p.archivado.is_some() { " " (badge(Tono::Neutro, "Archivado")) }
                @if p.bloqueado.is_some() { " " (badge(Tono::Alerta, "Bloqueado")) }
            }
            td.text-nowrap { (p.documento()) }
            td.text-nowrap { (p.telefono().as_deref().unwrap_or("—")) }
            td.text-nowrap { @match p.nacimiento { Some(n) => { (format::date(n)) } None => { "—" } } }
        }
    }
}

/// The form, new or of `id`; `guardado` is what somebody else saved meanwhile, `parecidos` who might be the same person.
pub struct Formulario<'a> {
    pub clinica: &'a str,
    pub csrf: &'a str,
    pub id: Option<i64>,
    pub form: &'a PacienteForm,
    pub errores: &'a Errores,
    pub guardado: Option<&'a PacienteForm>,
    pub quien: Option<&'a str>,
    pub parecidos: &'a [Resumen],
    pub puede_fusionar: bool,
}

pub fn formulario(v: &Formulario<'_>) -> Markup {
    let (titulo, destino, volver) = match v.id {
        Some(id) => {
            ("Editar paciente", urls::paciente(v.clinica, id), Enlace::new("Ficha", urls::paciente(v.clinica, id)))
        }
        None => ("Nuevo paciente", urls::pacientes(v.clinica), Enlace::new("Pacientes", urls::pacientes(v.clinica))),
    };
    html! {
        (page_header(titulo, "", Some(&volver), html! {}))
        (avisos(v))
        (card("", html! {}, form(&Form::post(destino, v.csrf), html! {
            (hidden("version", &v.form.version))
            @if !v.parecidos.is_empty() && !v.errores.hay() { (hidden("confirmado", "true")) }
            (identidad(v))
            (contacto(v))
            (permisos(v.form))
            (actions(html! {
                (Button::primary(guardar(v)).working("Guardando…"))
                (Button::secondary("Cancelar").goes(volver.url))
            }))
        })))
    }
}

fn guardar(v: &Formulario<'_>) -> &'static str {
    match (v.guardado, v.id) {
        (Some(_), _) => "Guardar lo mío",
        (None, Some(_)) => "Guardar",
        (None, None) if !v.parecidos.is_empty() && !v.errores.hay() => "Es otra persona: crear",
        (None, None) => "Crear paciente",
    }
}

fn avisos(v: &Formulario<'_>) -> Markup {
    html! {
        @if let Some(guardado) = v.guardado { (otra_version(v, guardado)) }
        @if !v.parecidos.is_empty() {
            (form_error(
                if v.errores.hay() { "Ese documento ya es de un paciente" } else { "¿Será la misma persona? Todavía no se guardó nada." },
                html! { ul { @for p in v.parecidos { li {
                    a href=(urls::paciente(v.clinica, p.id)) { (p.nombre()) } " · " (p.documento())
                    @if let Some(telefono) = &p.telefono { " · " (telefono) }
                    @if p.archivado.is_some() { " · archivado" }
                    @if let Some(id) = v.id.filter(|_| v.puede_fusionar) {
                        " · " a href=(urls::paciente_fusion_con(v.clinica, id, p.id)) { "Fusionar con esta ficha" }
                    }
                } } } },
            ))
        }
    }
}

/// What differs between what the other person saved and what is typed here.
fn otra_version(v: &Formulario<'_>, guardado: &PacienteForm) -> Markup {
    let quien = v.quien.unwrap_or("Otra persona");
    let distintos: Vec<_> =
        campos(v.form).into_iter().zip(campos(guardado)).filter(|(mio, suyo)| mio.1 != suyo.1).collect();
    form_error(
        &format!("{quien} guardó cambios mientras editabas"),
        html! {
            p { "Lo que escribiste sigue abajo. Revisa las diferencias y guarda, o cancela para dejar lo suyo." }
            (table("Diferencias", &[Column::text("Campo"), Column::text("Guardado ahora"), Column::text("Lo tuyo")], html! {
                @for (mio, suyo) in &distintos { tr { td { (mio.0) } td { (suyo.1) } td { (mio.1) } } }
            }))
        },
    )
}

fn campos(f: &PacienteForm) -> [(&'static str, &str); 19] {
    let si = |valor| if valor { "sí" } else { "no" };
    [
        ("Tipo de documento", &f.documento_tipo),
        ("País", &f.documento_pais),
        ("Documento", &f.documento),
        ("Motivo", &f.documento_motivo),
        ("Nombres", &f.nombres),
        ("Apellido paterno", &f.apellido_paterno),
        ("Apellido materno", &f.apellido_materno),
        ("Nombre social", &f.nombre_social),
        ("Nacimiento", &f.nacimiento),
        ("Teléfono", &f.telefono),
        ("Correo", &f.correo),
        ("Dirección", &f.direccion),
        ("Observación", &f.observacion),
        ("Sin avisos de citas", si(f.sin_avisos)),
        ("Sin encuestas", si(f.sin_encuestas)),
        ("Sin ofertas de hora", si(f.sin_ofertas)),
        ("Acepta WhatsApp", si(f.acepta_whatsapp)),
        ("Acepta publicidad", si(f.acepta_publicidad)),
        ("Nombre en pantalla", si(f.nombre_en_pantalla)),
    ]
}

fn identidad(v: &Formulario<'_>) -> Markup {
    let (f, e) = (v.form, v.errores);
    let tipos = vec![
        Choice::new("rut", "RUT"),
        Choice::new("pasaporte", "Pasaporte"),
        Choice::new("extranjero", "Documento extranjero"),
        Choice::new("sin_documento", "Sin documento"),
    ];
    let motivos = vec![
        Choice::new("", "—"),
        Choice::new("recien_nacido", "Recién nacido"),
        Choice::new("no_identificado", "No identificado"),
        Choice::new("otro", "Otro"),
    ];
    let nombres =
        Field::text("nombres", "Nombres").value(&f.nombres).error(e.get("nombres")).maxlength(NOMBRE_MAX).required();
    section(
        "Quién es",
        html! {
            (row(html! {
                (if e.hay() { nombres } else { nombres.autofocus() })
                (Field::text("apellido_paterno", "Apellido paterno").value(&f.apellido_paterno).error(e.get("apellido_paterno")).maxlength(NOMBRE_MAX))
                (Field::text("apellido_materno", "Apellido materno").value(&f.apellido_materno).error(e.get("apellido_materno")).maxlength(NOMBRE_MAX))
            }))
            (row(html! {
                (Field::select("documento_tipo", "Documento", tipos).value(&f.documento_tipo).error(e.get("documento_tipo")))
                (Field::text("documento", "Número").value(&f.documento).error(e.get("documento")).hint("RUT con o sin puntos"))
            }))
            details open[f.documento_tipo != "rut"] {
                summary { "Extranjero o sin documento" }
                (row(html! {
                (Field::select("documento_pais", "País", paises(&f.documento_pais)).value(&f.documento_pais).error(e.get("documento_pais")))
                (Field::select("documento_motivo", "Si no tiene, por qué", motivos).value(&f.documento_motivo).error(e.get("documento_motivo")))
                }))
            }
            (row(html! {
                (Field::date("nacimiento", "Fecha de nacimiento").value(&f.nacimiento).error(e.get("nacimiento")))
                (Field::text("nombre_social", "Nombre social").value(&f.nombre_social).error(e.get("nombre_social")).maxlength(NOMBRE_MAX).hint("Cómo quiere que le llamen"))
            }))
        },
    )
}

/// What the patient has said; nothing is allowed until then, and messages about citas go on until they say no.
fn permisos(f: &PacienteForm) -> Markup {
    section(
        "Avisos y consentimientos",
        html! {
            (Field::checkbox("sin_avisos", "No quiere mensajes sobre sus citas", f.sin_avisos))
            (Field::checkbox("sin_encuestas", "No quiere encuestas después de atenderse", f.sin_encuestas))
            (Field::checkbox("sin_ofertas", "No quiere que le ofrezcan por correo las horas que se liberan", f.sin_ofertas))
            (Field::checkbox("acepta_whatsapp", "Acepta recibirlos por WhatsApp", f.acepta_whatsapp))
            (Field::checkbox("acepta_publicidad", "Acepta publicidad de la clínica", f.acepta_publicidad))
            (Field::checkbox("nombre_en_pantalla", "Acepta que la pantalla de la sala muestre su nombre", f.nombre_en_pantalla))
        },
    )
}

/// Whatever country is stored stays a choice.
fn paises(guardado: &str) -> Vec<Choice> {
    let conocido = guardado.is_empty() || PAISES.iter().any(|(codigo, _)| *codigo == guardado);
    let otro = (!conocido).then(|| Choice::new(guardado, guardado));
    std::iter::once(Choice::new("", "—"))
        .chain(otro)
        .chain(PAISES.iter().map(|(codigo, nombre)| Choice::new(codigo, *nombre)))
        .collect()
}

fn contacto(v: &Formulario<'_>) -> Markup {
    let (f, e) = (v.form, v.errores);
    section(
        "Contacto",
        html! {
            (row(html! {
                (Field::tel("telefono", "Teléfono").value(&f.telefono).error(e.get("telefono")))
                (Field::email("correo", "Correo").value(&f.correo).error(e.get("correo")))
                (Field::text("direccion", "Dirección").value(&f.direccion).error(e.get("direccion")).maxlength(DIRECCION_MAX))
            }))
            (Field::textarea("observacion", "Observación administrativa").value(&f.observacion).error(e.get("observacion")).maxlength(OBSERVACION_MAX).hint("Nada clínico: lo ve todo el mesón."))
        },
    )
}

pub fn datos(p: &Paciente, hoy: NaiveDate) -> Markup {
    let texto = |t: &str| html! { @if t.is_empty() { "—" } @else { (t) } };
    let nacimiento = html! {
        @match p.nacimiento {
            Some(n) => { (format::date(n)) @if let Some(edad) = Edad::new(n, hoy) { " (" (edad) ")" } }
            None => { "—" }
        }
    };
    data_list(&[
        ("Teléfono", texto(&p.telefono_legible())),
        ("Correo", texto(p.correo.as_deref().unwrap_or_default())),
        ("Nacimiento", nacimiento),
        ("Dirección", texto(&p.direccion)),
        ("Nombre legal", texto(if p.nombre_social.is_empty() { "" } else { &p.nombres })),
        ("Observación", texto(&p.observacion)),
        ("Avisos y consentimientos", texto(&consentido(p))),
    ])
}

fn consentido(p: &Paciente) -> String {
    let dichos = [
        (p.sin_avisos, "sin mensajes de citas"),
        (p.sin_encuestas, "sin encuestas"),
        (p.sin_ofertas, "sin ofertas de hora"),
        (p.acepta_whatsapp, "acepta WhatsApp"),
        (p.acepta_publicidad, "acepta publicidad"),
        (p.nombre_en_pantalla, "su nombre puede salir en la pantalla"),
    ];
    dichos.into_iter().filter(|(dicho, _)| *dicho).map(|(_, texto)| texto).collect::<Vec<_>>().join(", ")
}

pub fn archivo(clinica: &str, csrf: &str, p: &Paciente) -> Markup {
    let (url, boton) = match p.archivado {
        None => (urls::paciente_cambio(clinica, p.id, "archivo"), Button::ghost("Archivar paciente")),
        Some(_) => (urls::paciente_cambio(clinica, p.id, "reactivacion"), Button::secondary("Reactivar paciente")),
    };
    form(&Form::post(url, csrf).inline(), html! { (boton) })
}
