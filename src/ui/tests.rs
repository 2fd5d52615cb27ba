//! What the pieces promise, read by selector.

use maud::{Markup, html};
use scraper::{Html, Selector};

use super::*;

fn count(markup: &Markup, selector: &str) -> usize {
    Html::parse_document(&markup.0).select(&Selector::parse(selector).unwrap()).count()
}

fn attributes(markup: &Markup, selector: &str, name: &str) -> Vec<String> {
    let html = Html::parse_document(&markup.0);
    html.select(&Selector::parse(selector).unwrap()).filter_map(|one| one.attr(name).map(str::to_owned)).collect()
}

fn entrada(id: &'static str, tecla: Option<&'static str>) -> Entrada {
    Entrada { id, texto: "Sección", icono: Icono::Agenda, url: format!("/norte/{id}"), tecla, pendientes: 0 }
}

fn marco() -> Marco {
    Marco {
        titulo: "Agenda".into(),
        clinica: "Clínica Norte".into(),
        sucursal: "Centro".into(),
        usuario: "Ana <Contreras>".into(),
        entradas: vec![entrada("agenda", Some("g a")), entrada("caja", None)],
        activa: "agenda",
        sucursales: vec![Enlace::new("Centro", "#1").activo(true), Enlace::new("Sur", "#2")],
        url_inicio: "/norte".into(),
        url_busqueda: "/norte/buscar".into(),
        url_tema: "/tema".into(),
        url_salir: "/salir".into(),
        csrf: "tok".into(),
        tema: Tema::Oscuro,
        modulos: vec!["vivo.js"],
        ..Marco::default()
    }
}

#[test]
fn a_page_names_itself_and_marks_where_it_is() {
    let page = pagina(&marco(), html! { h1 { "Agenda" } });
    assert!(page.0.contains("<title>Agenda · Clínica Norte</title>"));
    assert_eq!(count(&page, "html[lang=es-CL][data-bs-theme=dark]"), 1);
    assert_eq!(attributes(&page, "nav a[aria-current=page]", "href"), ["/norte/agenda"]);
    assert_eq!(attributes(&page, "a.saltar", "href"), ["#contenido"]);
    assert_eq!(count(&page, "main#contenido h1"), 1);
    assert!(page.0.contains("Ana &lt;Contreras&gt;"));
}

#[test]
fn the_policy_of_content_would_let_the_page_work() {
    for page in [pagina(&marco(), muestra::muestra("tok")), pagina_simple(&Simple::default(), html! {})] {
        assert_eq!(count(&page, "[style], style, [hx-on], [onclick], script:not([src])"), 0);
        assert!(attributes(&page, "script", "src").iter().all(|src| src.starts_with("/assets/")));
        assert!(page.0.contains("includeIndicatorCSS&quot;:false"));
    }
}

#[test]
fn every_asset_a_page_asks_for_exists() {
    let page = pagina(&marco(), muestra::muestra("tok"));
    let asked =
        [attributes(&page, "script", "src"), attributes(&page, "link", "href"), attributes(&page, "use", "href")]
            .concat();
    assert!(asked.len() > 50);
    assert!(asked.iter().all(|url| !url.contains("/assets/-")), "{asked:?}");
}

#[test]
fn every_form_that_writes_carries_the_token() {
    let page = pagina(&marco(), muestra::muestra("tok"));
    let writing = count(&page, "form[method=post]");
    assert!(writing > 3);
    assert_eq!(count(&page, "form[method=post] > input[name=csrf][value=tok]"), writing);
}

#[test]
fn no_id_is_used_twice() {
    let mut ids = attributes(&pagina(&marco(), muestra::muestra("tok")), "[id]", "id");
    ids.sort();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn what_a_field_says_of_itself_is_there() {
    let page = muestra::muestra("tok");
    for ids in attributes(&page, "[aria-describedby]", "aria-describedby") {
        for id in ids.split(' ') {
            assert_eq!(count(&page, &format!("[id='{id}']")), 1, "{id}");
        }
    }
}

#[test]
fn the_theme_survives_its_cookie() {
    for tema in Tema::TODOS {
        assert_eq!(Tema::from_cookie(tema.value()), tema);
    }
    assert_eq!(Tema::from_cookie("\"><script>"), Tema::Auto);
}

#[test]
fn a_form_works_with_and_without_scripts() {
    let both = form(&Form::post("/citas", "tok").target("#citas").clave("k1"), html! {});
    assert_eq!(
        count(&both, "form[method=post][action='/citas'][hx-post='/citas'][hx-target='#citas'][hx-sync='this:drop']"),
        1
    );
    assert_eq!(count(&both, "input[name=clave][value=k1]"), 1);
    let plain = form(&Form::get("/citas"), html! {});
    assert_eq!(count(&plain, "form[method=get]:not([hx-get])"), 1);
    assert_eq!(count(&plain, "input[name=csrf]"), 0);
}

#[test]
fn a_button_says_what_it_does() {
    let submit = html! { (Button::primary("Cobrar").working("Cobrando…").name_value("accion", "cobrar")) };
    assert_eq!(count(&submit, "button[type=submit][name=accion][value=cobrar][data-trabajando='Cobrando…']"), 1);
    let opens = html! { (Button::secondary("Anular").opens("anular")) };
    assert_eq!(count(&opens, "button[type=button][data-abre=anular][aria-haspopup=dialog]"), 1);
    let link = html! { (Button::secondary("Editar").goes("/x").into(dialog::HOLDER).only_icon(Icono::Editar)) };
    assert_eq!(count(&link, "a[href='/x'][hx-get='/x'][hx-target='#dialogo'][title=Editar] .visually-hidden"), 1);
    assert_eq!(count(&html! { (Button::primary("Espera").busy()) }, "button[disabled][aria-busy=true]"), 1);
}

#[test]
fn a_table_says_how_it_is_sorted() {
    let columns =
        [Column::text("Hora").sorted("?orden=-hora", Some(Order::Ascending)), Column::num("Monto"), Column::actions()];
    let markup = table("Citas", &columns, html! { tr { td { "9" } td.num { "1" } td {} } });
    assert_eq!(count(&markup, "th[scope=col][aria-sort=ascending] a[href='?orden=-hora']"), 1);
    assert_eq!(count(&markup, "[role=region][tabindex='0'] caption"), 1);
    assert_eq!((count(&markup, "th"), count(&markup, "tfoot")), (3, 0));
}

#[test]
fn pages_link_to_neighbours_only() {
    let first = pagination(&Pagination { siguiente: Some("?desde=9".into()), ..Pagination::default() });
    assert_eq!(attributes(&first, "a", "rel"), ["next"]);
    assert_eq!(count(&first, "[aria-disabled=true]"), 1);
    assert_eq!(count(&pagination(&Pagination::default()), "a, [aria-disabled]"), 0);
}

#[test]
fn an_error_and_an_undo_wait_and_a_success_leaves() {
    let waits = |one: &Toast| attributes(&toast(one), "[data-tostada]", "data-tostada").concat();
    assert_eq!(waits(&Toast::success("Listo")), "pasa");
    assert_eq!(waits(&Toast::error("No")), "queda");
    assert_eq!(waits(&Toast::success("Anulada").action(html! { a href="#" { "Deshacer" } })), "queda");
    assert_eq!(count(&toast_oob(&Toast::info("x")), "#tostadas[hx-swap-oob=beforeend]"), 1);
}

#[test]
fn a_dialog_is_named_by_its_title_and_taken_away_out_of_band() {
    let markup = dialog("anular", "Anular el pago", html! {});
    assert_eq!(count(&markup, "dialog#anular[aria-labelledby=anular-titulo] h2#anular-titulo"), 1);
    assert_eq!(count(&dialog_closed(), "#dialogo[hx-swap-oob=innerHTML]:empty"), 1);
}

#[test]
fn a_search_without_hits_says_what_to_try() {
    assert_eq!(count(&results(&[]), "[role=option][aria-disabled=true]"), 1);
    let hits = vec![Hit { texto: "Ana".into(), detalle: String::new(), url: "/p/1".into() }];
    let found = results(&[HitGroup { nombre: "Pacientes", icono: Icono::Paciente, hits }]);
    assert_eq!(attributes(&found, "a[role=option][tabindex='-1']", "href"), ["/p/1"]);
}

#[test]
fn an_error_tells_the_code_to_ask_with() {
    let error = ErrorPage {
        status: 404,
        titulo: "No está".into(),
        mensaje: "Puede haberse movido.".into(),
        peticion: "abc".into(),
        volver: Enlace::new("Hoy", "/norte"),
    };
    assert_eq!(count(&error_page(&error), "h1 ~ a[href='/norte']"), 1);
    assert_eq!(count(&error_fragment(&error), "[role=alert] code"), 1);
}
