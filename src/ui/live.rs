//! What others change while somebody looks: a place that asks for itself again when its stream says so.

use maud::{Markup, html};

/// What makes a place ask for itself again: its stream says it, and whoever changed something in it.
pub const CAMBIO: &str = "agenda:cambio";

/// `url` answers this same place to whoever asks for `id`; `stream` says when. What is new is merged with what is there, so that
/// focus and half-typed fields stay; an answer that is an error leaves the place as it was. The page adds the module
/// `vivo.js`; without scripts it is what it was when it was loaded.
/// The stream is left alone by what comes: one that is cut while it stays in the page comes back beside the new one.
pub fn live(id: &str, url: &str, stream: &str, content: Markup) -> Markup {
    html! {
        div id=(id) hx-get=(url) hx-trigger=(CAMBIO) hx-swap="outerMorph" hx-sync="this:queue last"
            "hx-status:4xx"="swap:none" "hx-status:5xx"="swap:none" {
            p.vivo role="status" id={ (id) "-vivo" } data-vivo hx-morph-skip hx-sse:connect=(stream) hx-trigger="load, vivo:otra-vez" hx-swap="none" {}
            (content)
        }
    }
}
