//! The natural way through the layers, checked on what each file of `src/` names.

mod lector;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use lector::Lectura;

const RAIZ: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
const CONTEXTOS: &[&str] = &[
    "identidad",
    "clinicas",
    "catalogos",
    "pacientes",
    "agenda",
    "caja",
    "bodega",
    "creditos",
    "avisos",
    "reportes",
    "auditoria",
];
/// What people see of a context; the rest of it is its data.
const FRENTE: &[&str] = &["pages", "views", "forms"];
/// The crates values may stand on: types without I/O.
const PURAS: &[&str] = &["chrono", "chrono_tz", "data_encoding", "hmac", "rust_decimal", "serde", "sha1", "sha2"];
/// Of other crates, what reads and writes nothing.
const PURO_DE_OTROS: &[(&str, &str)] = &[("lettre::Address", "the grammar of an address, and nothing of sending")];
const DIESEL: &[&str] = &["diesel", "diesel_async"];
const IMPURO: &[&str] = &["env", "fs", "io", "net", "process", "thread", "time"];

struct Fuente {
    /// From `src/`: `pacientes/queries.rs`.
    ruta: String,
    texto: String,
    lectura: Lectura,
}

impl Fuente {
    fn nueva(ruta: &str, texto: &str) -> Self {
        Self { ruta: ruta.into(), texto: texto.into(), lectura: lector::leer(texto) }
    }

    /// `pacientes` of `pacientes/queries.rs`, `urls` of `urls.rs`.
    fn modulo(&self) -> &str {
        self.ruta.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    fn contexto(&self) -> Option<&str> {
        Some(self.modulo()).filter(|m| CONTEXTOS.contains(m))
    }

    /// Any of these words is the file or a folder of it.
    fn es(&self, capas: &[&str]) -> bool {
        self.ruta.trim_end_matches(".rs").split('/').any(|parte| capas.contains(&parte))
    }

    fn nombra(&self, primeras: &[&str]) -> Option<String> {
        let camino = self.lectura.caminos.iter().find(|c| primeras.contains(&c[0].as_str()))?;
        Some(camino.join("::"))
    }

    /// Something inside these modules, whoever's they are.
    fn pasa_por(&self, modulos: &[&str]) -> Option<String> {
        let pasa = |c: &&Vec<String>| c[..c.len() - 1].iter().any(|parte| modulos.contains(&parte.as_str()));
        self.lectura.caminos.iter().find(pasa).map(|c| c.join("::"))
    }

    fn dice(&self, palabras: &[&str]) -> Option<String> {
        palabras.iter().find(|p| self.lectura.palabras.contains(**p)).map(|p| (*p).to_owned())
    }

    /// Paths into the house, without the `crate`.
    fn de_la_casa(&self) -> impl Iterator<Item = &[String]> {
        self.lectura.caminos.iter().filter(|c| c[0] == "crate" || c[0] == "antesala").map(|c| &c[1..])
    }

    fn nodo(&self) -> String {
        let partes: Vec<String> = self.ruta.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        nodo(&partes)
    }
}

/// A context is two: its front stands on services, services on its data. The URLs of files are a leaf of their own.
fn nodo(camino: &[String]) -> String {
    let modulo = camino.first().map_or("", String::as_str);
    if CONTEXTOS.contains(&modulo) && !camino.iter().any(|parte| FRENTE.contains(&parte.as_str())) {
        return format!("{modulo} (data)");
    }
    if camino.len() > 1 && modulo == "web" && camino[1] == "assets" { "assets".into() } else { modulo.into() }
}

fn fuentes() -> Vec<Fuente> {
    let mut carpetas = vec![Path::new(RAIZ).to_owned()];
    let mut fuentes = Vec::new();
    while let Some(carpeta) = carpetas.pop() {
        for entrada in fs::read_dir(carpeta).unwrap().map(|e| e.unwrap().path()) {
            if entrada.is_dir() {
                carpetas.push(entrada);
            } else if entrada.extension().is_some_and(|e| e == "rs") && !entrada.ends_with("tests.rs") {
                let ruta = entrada.strip_prefix(RAIZ).unwrap().to_str().unwrap();
                fuentes.push(Fuente::nueva(ruta, &fs::read_to_string(&entrada).unwrap()));
            }
        }
    }
    fuentes
}

/// Everything that is wrong, a line each.
fn faltas(fuentes: &[Fuente]) -> Vec<String> {
    let mut faltas = Vec::new();
    for fuente in fuentes {
        let propias = [nombres(fuente), contextos(fuente, fuentes), tamano(fuente)].concat();
        faltas.extend(propias.into_iter().map(|falta| format!("{}: {falta}", fuente.ruta)));
    }
    faltas.extend(circulos(fuentes));
    faltas
}

fn nombres(f: &Fuente) -> Vec<String> {
    let (modulo, vista) = (f.modulo(), f.es(&["views"]) || f.modulo() == "ui");
    let datos = f.es(&["model", "queries"]) || ["services", "jobs", "values"].contains(&modulo);
    let de_la_casa =
        |prohibido: &dyn Fn(&[String]) -> bool| f.de_la_casa().find(|c| prohibido(c)).map(|c| c.join("::"));
    let mut faltas = Vec::new();
    let mut ver = |aplica: bool, regla: &str, falta: &dyn Fn() -> Option<String>| {
        if let Some(que) = aplica.then(falta).flatten() {
            faltas.push(format!("{regla}, but this names {que}"));
        }
    };
    ver(datos, "rule 1: data and work know no HTTP and no HTML", &|| f.nombra(&["poem", "maud"]));
    ver(datos, "rule 1: data and work know no screen", &|| f.pasa_por(&["views", "pages"]));
    ver(vista, "rule 2: a view is made of plain data", &|| {
        f.nombra(DIESEL).or_else(|| f.dice(&["Tx", "async", "await"]))
    });
    ver(modulo == "ui", "rule 2: components know the house only by its URLs and values", &|| {
        de_la_casa(&|c| !["ui", "urls", "values"].contains(&c[0].as_str()) && nodo(c) != "assets")
    });
    ver(f.es(&["pages"]), "rule 3: a page does not speak to the database", &|| f.nombra(DIESEL));
    ver(!["db", "demo"].contains(&modulo), "a statement is prepared once: db::consulta", &|| f.dice(&["sql_query"]));
    ver(modulo == "values", "values are pure", &|| impura(f).or_else(|| de_la_casa(&|c| c[0] != "values")));
    ver(modulo == "urls", "urls is a leaf", &|| de_la_casa(&|_| true));
    ver(!["escritorio", "routes", "lib"].contains(&modulo), "nothing depends on escritorio", &|| {
        de_la_casa(&|c| c[0] == "escritorio")
    });
    faltas
}

/// A crate of ours that is not pure, or what std has of the world outside.
fn impura(f: &Fuente) -> Option<String> {
    let crates: Vec<String> = include_str!("../../../Cargo.toml")
        .lines()
        .skip_while(|l| *l != "[dependencies]")
        .skip(1)
        .take_while(|l| !l.starts_with('['))
        .filter_map(|l| Some(l.split_once(" =")?.0.replace('-', "_")))
        .filter(|nombre| !PURAS.contains(&nombre.as_str()))
        .collect();
    let de_fuera = |c: &&Vec<String>| {
        crates.contains(&c[0]) || c[0] == "std" && c.get(1).is_some_and(|p| IMPURO.contains(&p.as_str()))
    };
    let nombrados = f.lectura.caminos.iter().filter(de_fuera).map(|c| c.join("::"));
    nombrados.into_iter().find(|camino| !PURO_DE_OTROS.iter().any(|(puro, _)| camino.starts_with(puro)))
}

/// Rule 4: of another context, only what its mod.rs says with `pub use` or defines; never its files.
fn contextos(f: &Fuente, todas: &[Fuente]) -> Vec<String> {
    let Some(propio) = f.contexto() else { return Vec::new() };
    let es_archivo = |contexto: &str, parte: &str| {
        todas.iter().any(|o| [format!("{contexto}/{parte}.rs"), format!("{contexto}/{parte}/mod.rs")].contains(&o.ruta))
    };
    let ajenos = f.de_la_casa().filter(|c| c[0] != propio && CONTEXTOS.contains(&c[0].as_str()));
    ajenos
        .filter(|c| c.len() > 1 && es_archivo(&c[0], &c[1]))
        .map(|c| format!("rule 4: {} shows no more than its mod.rs publishes, but this names {}", c[0], c.join("::")))
        .collect()
}

fn tamano(f: &Fuente) -> Vec<String> {
    if f.ruta == "schema.rs" {
        return Vec::new();
    }
    let lineas = f.texto.lines().count();
    let largo = (lineas > 400).then(|| format!("{lineas} lines; 400 are the most"));
    let mudo = (!f.texto.starts_with("//!")).then(|| "does not begin with what it owns (//!)".to_owned());
    largo.into_iter().chain(mudo).chain(manejadores(f)).collect()
}

/// A handler is extract, validate, one call, render.
fn manejadores(f: &Fuente) -> Vec<String> {
    let lineas: Vec<&str> = f.texto.lines().collect();
    let inicios = lineas.iter().enumerate().filter(|(_, l)| l.trim() == "#[handler]").map(|(n, _)| n + 1);
    inicios
        .filter_map(|n| {
            let largo = lineas.iter().skip(n).position(|l| *l == "}")? + 1;
            (largo > 25).then(|| format!("rule 5: a handler of {largo} lines; 25 are the most: {}", lineas[n]))
        })
        .collect()
}

fn circulos(fuentes: &[Fuente]) -> Vec<String> {
    let mut aristas: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for fuente in fuentes.iter().filter(|f| !["lib", "main"].contains(&f.modulo())) {
        let de = fuente.nodo();
        for camino in fuente.de_la_casa() {
            let a = nodo(camino);
            if a != de {
                aristas.entry(de.clone()).or_default().entry(a).or_insert_with(|| fuente.ruta.clone());
            }
        }
    }
    let mut vistos = BTreeSet::new();
    let mut hallados = Vec::new();
    for inicio in aristas.keys() {
        buscar(inicio, &aristas, &mut Vec::new(), &mut vistos, &mut hallados);
    }
    hallados
}

fn buscar(
    nodo: &str,
    aristas: &BTreeMap<String, BTreeMap<String, String>>,
    camino: &mut Vec<String>,
    vistos: &mut BTreeSet<String>,
    hallados: &mut Vec<String>,
) {
    if let Some(n) = camino.iter().position(|c| c == nodo) {
        let vuelta: Vec<&str> = camino[n..].iter().map(String::as_str).chain([nodo]).collect();
        let archivos: Vec<&str> = vuelta.windows(2).map(|par| aristas[par[0]][par[1]].as_str()).collect();
        hallados.push(format!("a circle: {} (in {})", vuelta.join(" -> "), archivos.join(", ")));
        return;
    }
    if !vistos.insert(nodo.to_owned()) {
        return;
    }
    camino.push(nodo.to_owned());
    for siguiente in aristas.get(nodo).into_iter().flat_map(BTreeMap::keys) {
        buscar(siguiente, aristas, camino, vistos, hallados);
    }
    camino.pop();
}

#[test]
fn las_capas_se_respetan() {
    let faltas = faltas(&fuentes());
    assert!(faltas.is_empty(), "\n{}", faltas.join("\n"));
}

#[test]
fn cada_falta_se_ve() {
    let limpio = [
        ("pacientes/mod.rs", ""),
        ("pacientes/queries.rs", ""),
        ("db/mod.rs", "use crate::error::AppError;"),
        ("error.rs", ""),
    ];
    let largo = "// x\n".repeat(401);
    let handler = format!("#[handler]\npub fn ver() {{\n{}}}\n", "    f();\n".repeat(24));
    for (ruta, texto, esperado) in [
        ("caja/queries.rs", "use poem::Response;", "rule 1"),
        ("caja/model.rs", "fn f() -> maud::Markup {}", "rule 1"),
        ("services/pagos.rs", "use crate::caja::views::recibo;", "rule 1"),
        ("jobs/correo.rs", "use poem::{http::{StatusCode}, Body};", "rule 1"),
        ("caja/views.rs", "pub fn tabla(tx: &mut Tx<'_>) {}", "rule 2"),
        ("ui/tabla.rs", "async fn f() {}", "rule 2"),
        ("ui/tabla.rs", "use crate::identidad::Permiso;", "rule 2"),
        ("caja/pages.rs", "fn f() { diesel::sql_query(\"select 1\") }", "rule 3"),
        ("caja/pages.rs", "use crate::pacientes::queries;", "rule 4"),
        ("caja/cobros/pages.rs", "use crate::pacientes::{Resumen, queries::{ver}};", "rule 4"),
        ("caja/pages.rs", &handler, "rule 5"),
        ("values/rut.rs", "use tokio::fs;", "values are pure"),
        ("caja/queries.rs", "fn f() { diesel::sql_query(\"select 1\") }", "prepared once"),
        ("values/rut.rs", "fn f() { std::fs::read(\"x\") }", "values are pure"),
        ("values/rut.rs", "use crate::db::Tx;", "values are pure"),
        ("urls.rs", "use crate::values::rut;", "urls is a leaf"),
        ("caja/pages.rs", "use crate::escritorio::pages;", "nothing depends on escritorio"),
        ("caja/model.rs", &largo, "400 are the most"),
        ("error.rs", "use crate::db::Tx;", "a circle: db -> error -> db"),
        ("web/guard.rs", "use crate::caja::pages; use crate::services::pagos;", "circle"),
    ] {
        let mut fuentes: Vec<Fuente> =
            limpio.iter().filter(|(r, _)| *r != ruta).map(|(r, t)| Fuente::nueva(r, &format!("//! x\n{t}"))).collect();
        fuentes.push(Fuente::nueva("services/x.rs", "//! x\nuse crate::web::Ctx;"));
        assert_eq!(faltas(&fuentes), Vec::<String>::new());
        fuentes.push(Fuente::nueva(ruta, &format!("//! x\n{texto}")));
        let faltas = faltas(&fuentes);
        assert!(faltas.iter().any(|f| f.contains(esperado)), "{ruta} {texto}: {faltas:?}");
    }
    let mudo = faltas(&[Fuente::nueva("config.rs", "use std::env;")]);
    assert!(mudo[0].contains("what it owns"), "{mudo:?}");
}
