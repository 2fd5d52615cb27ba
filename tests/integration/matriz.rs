//! Who gets in where: every route asked by everybody of the named world, against `matriz.txt`. A new route fails until its
//! line stands there; `ESCRIBIR=1 cargo test matriz` writes the file anew, and its diff is what a reviewer reads.

use std::{env, fmt::Write, fs, path::Path};

use antesala::demo;
use antesala::routes;
use antesala::web::{Acceso, Metodo, Ruta, assets};

use crate::soporte::{Navegador, Prueba, Respuesta};

const DORADA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/integration/matriz.txt");

/// What stands in a path, by the name of its parameter. Every first row is of Norte, which was founded first.
const PARAMETROS: &[(&str, &str)] = &[
    (":clinica", "norte"),
    (":id", "1"),
    (":codigo", "pagos"),
    (":tipo", "cita_agendada"),
    (":fecha", "2026-11-23"),
    (":prestacion", "1"),
    (":token", "0123456789abcdef"),
    (":archivo", "0123456789abcdef.ics"),
];
/// A row of nobody: a member's POST to it changes nothing, and so says only whether the door opens.
const DE_NADIE: &str = "999999999";

fn url(ruta: &Ruta, id: &str) -> String {
    let valor = |parte: &str| match PARAMETROS.iter().find(|(nombre, _)| *nombre == parte) {
        Some((":id", _)) => id.to_owned(),
        Some((_, valor)) => (*valor).to_owned(),
        None if parte == "*path" => assets::url("antesala.css").trim_start_matches("/assets/").to_owned(),
        None if parte.starts_with([':', '*']) => panic!("{}: say in PARAMETROS what {parte} is", ruta.patron),
        None => parte.to_owned(),
    };
    ruta.patron.split('/').map(valor).collect::<Vec<_>>().join("/")
}

async fn pedir(quien: &Navegador, ruta: &Ruta, id: &str) -> Respuesta {
    let url = url(ruta, id);
    match ruta.metodo {
        Metodo::Get => quien.get(&url).await,
        Metodo::Post if ruta.sube => quien.subir(&url, &[], "", b"").await,
        Metodo::Post => quien.post(&url, &[]).await,
    }
}

/// Beyond the door whatever a handler says is its own affair, except that it broke.
fn veredicto(ruta: &Ruta, de_la_clinica: bool, respuesta: &Respuesta) -> &'static str {
    match respuesta.estado.as_u16() {
        401 => "entrar",
        403 => "403",
        404 if !de_la_clinica || !ruta.patron.starts_with("/:clinica/") => "404",
        500.. => panic!("{} {}: {}\n{}", metodo(ruta), ruta.patron, respuesta.estado, respuesta.cuerpo),
        _ => "entra",
    }
}

fn metodo(ruta: &Ruta) -> &'static str {
    match ruta.metodo {
        Metodo::Get => "GET",
        Metodo::Post => "POST",
    }
}

fn acceso(ruta: &Ruta) -> &'static str {
    match ruta.acceso {
        Acceso::Publico => "publico",
        Acceso::Recurso => "recurso",
        Acceso::Firmado => "firmado",
        Acceso::Sesion => "sesion",
        Acceso::Miembro => "miembro",
        Acceso::Permiso(permiso) => permiso.codigo(),
    }
}

fn gente() -> impl Iterator<Item = (&'static str, bool)> {
    demo::PERSONAS.iter().map(|p| (p.correo.split('@').next().unwrap(), p.clinica == "norte"))
}

/// Somebody without a session, at a page whose form they may send.
async fn nadie(app: &Prueba) -> Navegador {
    let nadie = app.anonimo();
    nadie.get("/entrar").await.es(200);
    nadie
}

async fn linea(app: &Prueba, ruta: &Ruta) -> String {
    let mut linea = format!("{:<4} {:<52} {:<22}", metodo(ruta), ruta.patron, acceso(ruta));
    for (nombre, de_norte) in gente() {
        // Each time signed in anew: some routes end the session.
        let persona = app.como(nombre).await;
        let id = if de_norte && ruta.metodo == Metodo::Post { DE_NADIE } else { "1" };
        let respuesta = pedir(&persona, ruta, id).await;
        write!(linea, " {:<8}", veredicto(ruta, de_norte, &respuesta)).unwrap();
    }
    // Asked as htmx does, because a redirect to /entrar may also be what a handler answers.
    let respuesta = pedir(&nadie(app).await.htmx(), ruta, "1").await;
    linea + " " + veredicto(ruta, false, &respuesta)
}

/// The first rows of Norte, which the paths speak of.
async fn fundar() -> Prueba {
    let app = Prueba::nueva().await;
    let paciente = [("documento", "12.345.678-5"), ("nombres", "Julia"), ("apellido_paterno", "Soto")];
    app.como("beto").await.post("/norte/pacientes", &paciente).await.es(303);
    app
}

#[tokio::test]
async fn cada_ruta_abre_a_quien_debe() {
    let app = fundar().await;
    let nombres: String = gente().map(|(nombre, _)| format!(" {nombre:<8}")).collect();
    let mut matriz = format!("{:<4} {:<52} {:<22}{nombres} nadie\n", "", "", "");
    for ruta in routes::tabla() {
        matriz += &(linea(&app, &ruta).await + "\n");
    }
    if env::var_os("ESCRIBIR").is_some() {
        fs::write(DORADA, &matriz).unwrap();
    }
    let dorada = fs::read_to_string(Path::new(DORADA)).unwrap_or_default();
    let solo = |a: &str, b: &str, signo| {
        a.lines().filter(|l| !b.lines().any(|otra| otra == *l)).map(|l| format!("{signo} {l}\n")).collect::<String>()
    };
    let cambios = solo(&dorada, &matriz, '-') + &solo(&matriz, &dorada, '+');
    assert!(cambios.is_empty(), "who gets in where has changed; if it should, run with ESCRIBIR=1:\n{cambios}");
}

#[tokio::test]
async fn para_diego_no_hay_nada_en_norte() {
    let app = fundar().await;
    let diego = app.como("diego").await;
    let de_clinica = |r: &&Ruta| r.patron.starts_with("/:clinica/") && r.acceso != Acceso::Publico;
    for ruta in routes::tabla().iter().filter(de_clinica) {
        for id in ["1", DE_NADIE] {
            let respuesta = pedir(&diego, ruta, id).await;
            assert_eq!(respuesta.estado, 404, "{} {}", metodo(ruta), ruta.patron);
            assert!(!respuesta.cuerpo.contains("Norte"), "{}", ruta.patron);
        }
    }
}

#[tokio::test]
async fn sin_sesion_se_va_a_entrar() {
    let app = Prueba::nueva().await;
    let con_sesion = |r: &&Ruta| !matches!(r.acceso, Acceso::Publico | Acceso::Recurso | Acceso::Firmado);
    for ruta in routes::tabla().iter().filter(con_sesion) {
        let nadie = nadie(&app).await;
        let respuesta = pedir(&nadie, ruta, "1").await.es(303);
        assert!(respuesta.destino().starts_with("/entrar"), "{}", ruta.patron);
        let respuesta = pedir(&nadie.htmx(), ruta, "1").await.es(401);
        assert!(respuesta.cabecera("HX-Redirect").is_some_and(|url| url.starts_with("/entrar")), "{}", ruta.patron);
    }
}

#[tokio::test]
async fn sin_sello_no_se_envia_nada() {
    let app = Prueba::nueva().await;
    let (ana, nadie) = (app.como("ana").await, nadie(&app).await);
    for ruta in routes::tabla().iter().filter(|r| r.metodo == Metodo::Post && r.acceso != Acceso::Firmado) {
        // Of nobody a file is not even read.
        let a_nadie = if ruta.sube { 303 } else { 403 };
        for (quien, estado) in [(&ana, 403), (&nadie, a_nadie), (&ana.htmx(), 403)] {
            let url = url(ruta, DE_NADIE);
            let respuesta = match ruta.sube {
                // Beside the right one: two seals are none.
                true => quien.subir(&url, &[("csrf", "otro")], "", b"").await,
                false => quien.post_crudo(&url, &[]).await,
            };
            assert_eq!(respuesta.estado, estado, "POST {}", ruta.patron);
        }
    }
}

#[test]
fn ninguna_ruta_esta_dos_veces() {
    let tabla = routes::tabla();
    for (n, ruta) in tabla.iter().enumerate() {
        let otra = tabla.iter().skip(n + 1).find(|o| o.metodo == ruta.metodo && o.patron == ruta.patron);
        assert!(otra.is_none(), "{} {} has two handlers", metodo(ruta), ruta.patron);
    }
}
