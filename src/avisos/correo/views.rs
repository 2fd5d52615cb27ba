//! What the inbox shows.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::ui::{
    Button, Column, Enlace, Icono, Simple, Tema, card, card_flush, data_list, empty, format, page_header,
    pagina_simple, table,
};
use crate::urls;

pub struct Carta {
    pub id: u64,
    pub llegada: DateTime<Utc>,
    pub para: String,
    pub asunto: String,
}

fn pagina(titulo: &str, tema: Tema, contenido: Markup) -> Markup {
    let simple =
        Simple { titulo: titulo.into(), nombre: "Correo de prueba".into(), tema, ancha: true, ..Simple::default() };
    pagina_simple(&simple, contenido)
}

pub fn lista(tema: Tema, cartas: &[Carta]) -> Markup {
    pagina(
        "Correo",
        tema,
        html! {
            (page_header("Correo de prueba", "Nada de esto salió de este equipo", None, html! {
                (Button::secondary("Actualizar").goes(urls::correo()))
            }))
            @if cartas.is_empty() {
                (empty(Icono::Avisos, "Aún no llega ningún correo", "Llegan al reservar una hora, registrar un pago o invitar a alguien.", html! {}))
            } @else {
                (card_flush("", html! {}, table("Correos", &[Column::text("Llegada"), Column::text("Para"), Column::text("Asunto")], html! {
                    @for carta in cartas {
                        tr {
                            td { (format::time(carta.llegada.time())) " UTC" }
                            td { (carta.para) }
                            td { a href=(urls::correo_carta(carta.id)) { (carta.asunto) } }
                        }
                    }
                })))
            }
        },
    )
}

pub fn una(tema: Tema, carta: &Carta, texto: &str, cabeceras: &[(&str, &str)]) -> Markup {
    pagina(
        &carta.asunto,
        tema,
        html! {
            (page_header(&carta.asunto, &carta.para, Some(&Enlace::new("Correo de prueba", urls::correo())), html! {
                (Button::primary("Ver con formato").goes(urls::correo_html(carta.id)))
            }))
            (card("Texto", html! {}, html! {
                @for bloque in texto.replace("\r\n", "\n").split("\n\n") {
                    p { @for linea in bloque.lines() {
                        @if linea.starts_with("http://") || linea.starts_with("https://") { a href=(linea) { (linea) } } @else { (linea) } br;
                    } }
                }
            }))
            (card("Cabeceras", html! {}, data_list(&cabeceras.iter().map(|(n, v)| (*n, html! { (v) })).collect::<Vec<_>>())))
        },
    )
}
