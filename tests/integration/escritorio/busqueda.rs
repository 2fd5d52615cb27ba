//! The search that stands on every page.

use crate::agenda::mundo::Mundo;
use crate::soporte::{Navegador, Prueba};

async fn hallado(quien: &Navegador, q: &str) -> Vec<(String, String)> {
    let url = antesala::urls::con_filtros("/norte/buscar", &[("q", &q)]);
    let lista = quien.htmx().get(&url).await.es(200);
    lista.textos("a[role=option]").into_iter().zip(lista.atributos("a[role=option]", "href")).collect()
}

#[tokio::test]
async fn las_citas_de_hoy_salen_con_su_paciente() {
    let mundo = Mundo::en("2026-11-23T11:00:00Z").await;
    let beto = mundo.app.como("beto").await;
    let (julia, otra) = (mundo.bd_paciente("Julia").await, mundo.bd_paciente("Juliana").await);
    mundo.reservar(&beto, julia, "2026-11-23T12:00:00Z").await.es(303);
    mundo.reservar(&beto, otra, "2026-11-24T12:00:00Z").await.es(303);
    let textos: Vec<String> = hallado(&beto, "juli").await.into_iter().map(|(texto, _)| texto).collect();
    assert_eq!(textos, ["JuliaSin documento", "JulianaSin documento", "09:00 JuliaEva Soto · Reservada"]);
    // Of the absorbed half of a merge, under the name of the one who lives.
    let con = julia.to_string();
    let fusion = [("con", con.as_str()), ("queda", "esta"), ("motivo", "La misma")];
    mundo.app.como("gloria").await.post(&format!("/norte/pacientes/{otra}/fusion"), &fusion).await.es(303);
    let hallados = hallado(&beto, "juliana").await;
    assert_eq!(hallados.len(), 2);
    assert_eq!(hallados[1].0, "09:00 JulianaEva Soto · Reservada");
}

#[tokio::test]
async fn las_acciones_son_las_que_cada_quien_puede() {
    let app = Prueba::nueva().await;
    let (beto, fabiola) = (app.como("beto").await, app.como("fabiola").await);
    assert_eq!(hallado(&beto, "nue").await, [("Nuevo paciente".to_owned(), "/norte/pacientes/nuevo".to_owned())]);
    assert_eq!(hallado(&fabiola, "nue").await, []);
    assert_eq!(hallado(&fabiola, "entra ins").await[0].1, "/norte/bodega/entradas/nueva");
    fabiola.get("/norte/buscar?q=nue").await.es(200);
}
