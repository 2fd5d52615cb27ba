//! Two fichas of one person.

use crate::agenda::mundo::Mundo;
use crate::soporte::{Navegador, Prueba, Respuesta};

async fn crear(quien: &Navegador, rut: &str, nombres: &str) -> i64 {
    let campos = [("documento", rut), ("nombres", nombres), ("confirmado", "true")];
    let ficha = quien.post("/norte/pacientes", &campos).await.es(303).destino().to_owned();
    ficha.rsplit('/').next().unwrap().parse().unwrap()
}

async fn fusionar(quien: &Navegador, esta: i64, otra: i64, mas: &[(&str, &str)]) -> Respuesta {
    let otra = otra.to_string();
    let mut campos = vec![("con", otra.as_str()), ("queda", "esta"), ("motivo", "Es la misma")];
    campos.retain(|(nombre, _)| !mas.iter().any(|(otro, _)| otro == nombre));
    campos.extend(mas);
    quien.post(&format!("/norte/pacientes/{esta}/fusion"), &campos).await
}

async fn separar(quien: &Navegador, id: i64) -> Respuesta {
    quien.post(&format!("/norte/pacientes/{id}/separacion"), &[("motivo", "No era")]).await
}

fn ficha(id: i64) -> String {
    format!("/norte/pacientes/{id}")
}

#[tokio::test]
async fn la_absorbida_se_ve_como_la_que_queda_y_se_puede_separar() {
    let app = Prueba::nueva().await;
    let (ana, beto) = (app.como("ana").await, app.como("beto").await);
    let (vieja, queda) = (crear(&ana, "12.345.678-5", "Mari").await, crear(&ana, "11.111.111-1", "María").await);
    let comparada = ana.get(&format!("/norte/pacientes/{queda}/fusion?con={vieja}")).await.es(200);
    assert!(comparada.cuerpo.contains("12.345.678-5") && comparada.cuerpo.contains("11.111.111-1"));
    assert_eq!(fusionar(&ana, queda, vieja, &[]).await.es(303).destino(), ficha(queda));

    assert_eq!(beto.get(&ficha(vieja)).await.es(303).destino(), ficha(queda));
    assert_eq!(
        beto.get(&format!("{}/editar", ficha(vieja))).await.es(303).destino(),
        format!("{}/editar", ficha(queda))
    );
    let hallada = beto.htmx().get("/norte/pacientes?q=12345678").await.es(200);
    assert_eq!(hallada.textos("td a"), ["María"]);
    assert_eq!(beto.get("/norte/pacientes").await.es(200).textos("td a"), ["María"]);
    let historia = ana.get(&ficha(queda)).await.es(200).cuerpo;
    assert!(
        historia.contains("Fichas fusionadas en esta")
            && historia.contains("Ana Araya")
            && historia.contains("Es la misma")
    );

    ana.get(&format!("{}/separacion", ficha(vieja))).await.es(200);
    separar(&ana, vieja).await.es(303);
    assert_eq!(beto.get(&ficha(vieja)).await.es(200).texto("h1"), "Mari");
    assert!(!ana.get(&ficha(queda)).await.es(200).cuerpo.contains("Fichas fusionadas"));
    assert_eq!(separar(&ana, vieja).await.es(303).destino(), ficha(vieja));
}

#[tokio::test]
async fn el_documento_de_la_absorbida_no_crea_a_nadie_mas() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let (vieja, queda) = (crear(&ana, "12.345.678-5", "Mari").await, crear(&ana, "11.111.111-1", "María").await);
    fusionar(&ana, queda, vieja, &[]).await.es(303);
    let otra = [("documento", "12.345.678-5"), ("nombres", "Otra"), ("confirmado", "true")];
    let aviso = ana.post("/norte/pacientes", &otra).await.es(422);
    assert!(aviso.textos("[role=alert] a").contains(&"María".to_owned()), "{}", aviso.cuerpo);
    // The one who lives may take it; then nobody can be separated with it.
    let version = ana.get(&format!("{}/editar", ficha(queda))).await.atributo("[name=version]", "value");
    let cambio = [("documento", "12.345.678-5"), ("nombres", "María"), ("version", version.as_str())];
    ana.post(&ficha(queda), &cambio).await.es(303);
    let aviso = separar(&ana, vieja).await.es(422);
    assert!(aviso.cuerpo.contains("lo tiene ahora otra ficha"), "{}", aviso.cuerpo);
    assert_eq!(aviso.atributo("[name=motivo]", "value"), "No era");
}

#[tokio::test]
async fn una_cadena_se_deshace_por_cualquier_eslabon() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let a = crear(&ana, "12.345.678-5", "A").await;
    let b = crear(&ana, "11.111.111-1", "B").await;
    let c = crear(&ana, "7.654.321-6", "C").await;
    fusionar(&ana, b, a, &[]).await.es(303);
    fusionar(&ana, c, b, &[]).await.es(303);
    for absorbida in [a, b] {
        assert_eq!(ana.get(&ficha(absorbida)).await.es(303).destino(), ficha(c));
    }
    separar(&ana, b).await.es(303);
    assert_eq!(ana.get(&ficha(a)).await.es(303).destino(), ficha(b));
    ana.get(&ficha(c)).await.es(200);
    fusionar(&ana, c, b, &[]).await.es(303);
    separar(&ana, a).await.es(303);
    ana.get(&ficha(a)).await.es(200);
    assert_eq!(ana.get(&ficha(b)).await.es(303).destino(), ficha(c));
}

#[tokio::test]
async fn lo_invalido_se_dice_y_conserva_lo_escrito() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let (a, b) = (crear(&ana, "12.345.678-5", "A").await, crear(&ana, "11.111.111-1", "B").await);
    let vuelta = fusionar(&ana, a, b, &[("motivo", " "), ("queda", "otra")]).await.es(422);
    assert_eq!(vuelta.atributo("[name=motivo]", "aria-invalid"), "true");
    assert_eq!(vuelta.atributo("[name=queda][checked]", "value"), "otra");
    let larguisimo = "x".repeat(1_000);
    fusionar(&ana, a, b, &[("motivo", &larguisimo)]).await.es(422);
    fusionar(&ana, a, b, &[("queda", "ninguna")]).await.es(422);
    // With itself, and with nobody.
    fusionar(&ana, a, a, &[]).await.es(404);
    fusionar(&ana, a, 999_999, &[]).await.es(404);
    ana.get(&format!("{}/fusion?con=zzz", ficha(a))).await.es(404);
    ana.get(&format!("{}/separacion", ficha(a))).await.es(404);
    fusionar(&ana, a, b, &[]).await.es(303);
    fusionar(&ana, a, b, &[]).await.es(303);
    let aviso = fusionar(&ana, b, a, &[]).await.es(303).destino().to_owned();
    assert_eq!(ana.get(&aviso).await.es(303).destino(), ficha(a));
}

#[tokio::test]
async fn solo_quien_puede_y_solo_en_su_clinica() {
    let app = Prueba::nueva().await;
    let (ana, diego) = (app.como("ana").await, app.como("diego").await);
    let a = crear(&ana, "12.345.678-5", "A").await;
    let suyo = [("documento", "11.111.111-1"), ("nombres", "De Sur"), ("confirmado", "true")];
    let suyo = diego.post("/sur/pacientes", &suyo).await.es(303).destino().to_owned();
    let suyo: i64 = suyo.rsplit('/').next().unwrap().parse().unwrap();
    fusionar(&ana, a, suyo, &[]).await.es(404);
    let cruzada = [("con", a.to_string()), ("queda", "esta".into()), ("motivo", "x".into())];
    let cruzada: Vec<_> = cruzada.iter().map(|(n, v)| (*n, v.as_str())).collect();
    diego.post(&format!("/sur/pacientes/{suyo}/fusion"), &cruzada).await.es(404);
    fusionar(&diego, a, suyo, &[]).await.es(404);
    let beto = app.como("beto").await;
    fusionar(&beto, a, a + 1, &[]).await.es(403);
    separar(&beto, a).await.es(403);
    assert!(!beto.get(&ficha(a)).await.es(200).cuerpo.contains("Fusionar"));
    app.anonimo().get(&format!("{}/fusion", ficha(a))).await.es(303);
}

#[tokio::test]
async fn las_citas_que_se_cruzan_se_ven_antes() {
    let mundo = Mundo::nuevo().await;
    let otro = mundo.bd_profesional("Otra Profesional", "09:00", "13:00").await;
    let (ana, beto) = (mundo.app.como("ana").await, mundo.app.como("beto").await);
    let (a, b) = (mundo.bd_paciente("A").await, mundo.bd_paciente("B").await);
    mundo.reservar(&beto, a, "2026-11-23T12:00:00Z").await.es(303);
    let hora = format!("{otro}@2026-11-23T12:00:00Z");
    let (prestacion, paciente) = (mundo.prestacion.to_string(), b.to_string());
    let campos = [("hora", hora.as_str()), ("prestacion", &prestacion), ("paciente", &paciente)];
    beto.post("/norte/citas", &campos).await.es(303);
    mundo.reservar(&beto, a, "2026-11-23T14:00:00Z").await.es(303);

    let aviso = fusionar(&ana, b, a, &[]).await.es(409);
    assert!(aviso.texto("[role=alert]").contains("se cruzan"));
    assert_eq!(aviso.atributo("[name=motivo]", "value"), "Es la misma");
    let vistos = aviso.atributo("[name=vistos]", "value");
    fusionar(&ana, b, a, &[("vistos", "1-999")]).await.es(409);
    fusionar(&ana, b, a, &[("vistos", &vistos)]).await.es(303);

    // What was booked keeps its patient and shows the one who lives; what comes later heeds both.
    let de_a = mundo.bd_numero(&format!("select max(id) as n from citas where paciente_id = {a}")).await;
    assert!(beto.get(&format!("/norte/citas/{de_a}")).await.es(200).atributos("a", "href").contains(&ficha(b)));
    let hora = format!("{otro}@2026-11-23T14:00:00Z");
    let campos = [("hora", hora.as_str()), ("prestacion", &prestacion), ("paciente", &paciente)];
    let choque = beto.post("/norte/citas", &campos).await.es(409);
    assert!(choque.cuerpo.contains("ya tiene otra cita"), "{}", choque.cuerpo);
    // The ones that were seen can still go their way.
    let cruzada = mundo.bd_numero(&format!("select min(id) as n from citas where paciente_id = {a}")).await;
    mundo.cambiar(&beto, cruzada, "confirmacion").await.es(303);
    separar(&ana, a).await.es(303);
    beto.post("/norte/citas", &campos).await.es(303);
}
