//! A patient with what every context knows of them.

use crate::agenda::mundo::Mundo;
use crate::caja::mundo;
use crate::soporte::Prueba;

#[tokio::test]
async fn la_ficha_dice_las_citas_de_las_dos_mitades() {
    let mundo = Mundo::nuevo().await;
    let beto = mundo.app.como("beto").await;
    let (a, b) = (mundo.bd_paciente("A").await, mundo.bd_paciente("B").await);
    mundo.reservar(&beto, a, "2026-11-23T12:00:00Z").await.es(303);
    mundo.reservar(&beto, b, "2026-11-24T12:00:00Z").await.es(303);
    let con = a.to_string();
    let fusion = [("con", con.as_str()), ("queda", "esta"), ("motivo", "La misma")];
    mundo.app.como("gloria").await.post(&format!("/norte/pacientes/{b}/fusion"), &fusion).await.es(303);
    let ficha = beto.get(&format!("/norte/pacientes/{b}")).await.es(200);
    let proximas = ficha.textos("section:has(h2) table:first-of-type tbody tr td:first-child");
    assert!(proximas.iter().any(|t| t.contains("23-11-2026 09:00")), "{proximas:?}");
    assert!(proximas.iter().any(|t| t.contains("24-11-2026 09:00")), "{proximas:?}");
    assert!(ficha.atributos("a", "href").contains(&format!("/norte/agenda/buscar?paciente={b}")));
    mundo.app.db.reloj().fijar(crate::agenda::mundo::instante("2026-11-25T12:00:00Z"));
    let beto = mundo.app.como("beto").await;
    let ficha = beto.get(&format!("/norte/pacientes/{b}")).await.es(200).cuerpo;
    assert!(ficha.contains("Últimas citas") && ficha.contains("Sin horas por delante"));
}

#[tokio::test]
async fn cada_quien_ve_del_paciente_lo_suyo() {
    let app = Prueba::nueva().await;
    let (cita, _) = mundo::bd_cita_en(&app, "norte", 25_000).await;
    let caja = mundo::abrir(&app, "10000").await;
    let (clave, cita) = (mundo::clave(), cita.to_string());
    let venta = [("clave", clave.as_str()), ("sesion", &caja.sesion), ("cita", &cita), ("monto", "10000")];
    caja.carla.post("/norte/caja/ventas", &venta).await.es(303);
    let ficha = caja.carla.get("/norte/pacientes?q=Paula").await.es(200).atributo("td a", "href");
    let de_carla = caja.carla.get(&ficha).await.es(200);
    assert_eq!(de_carla.textos(".cifra-valor"), ["$15.000", "$0"]);
    assert!(de_carla.cuerpo.contains("Por pagar") && de_carla.cuerpo.contains("Últimos pagos"));
    let de_beto = app.como("beto").await.get(&ficha).await.es(200);
    assert_eq!(de_beto.textos(".cifra-valor"), ["$15.000", "$0"]);
    assert!(!de_beto.atributos("a", "href").iter().any(|url| url.contains("/caja/")));
    let de_elias = app.como("elias").await.get(&ficha).await.es(200);
    assert!(!de_elias.hay(".cifra-valor") && !de_elias.cuerpo.contains("Dar hora"));
    assert!(de_elias.cuerpo.contains("citas"));
}
