//! Patients from a spreadsheet: what is shown before, what is created, and what never changes.

use antesala::jobs::{Obrero, Ritmo};
use antesala::pacientes::importacion::queries;
use antesala::pacientes::importacion::revision::Senas;
use chrono::TimeDelta;
use diesel::QueryableByName;
use diesel::sql_types::BigInt;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use rust_xlsxwriter::Workbook;

use crate::soporte::{Navegador, Prueba, Respuesta};

pub const IMPORTACIONES: &str = "/norte/pacientes/importaciones";
const CABECERA: &str = "RUT;Nombres;Apellido paterno;Fecha de nacimiento;Teléfono;Correo\n";

pub fn planilla(filas: &[&str]) -> String {
    format!("{CABECERA}{}\n", filas.join("\n"))
}

pub fn obrero(app: &Prueba) -> Obrero {
    Obrero {
        db: app.db.clone(),
        transporte: None,
        whatsapp: None,
        public_url: String::new(),
        ritmo: Ritmo::default(),
        llave: None,
    }
}

/// Until no job is due.
pub async fn trabajar(app: &Prueba) {
    while obrero(app).correr_lote().await.unwrap() > 0 {}
}

/// From now on it is so much later; PostgreSQL keeps no nanoseconds.
pub fn pasa(app: &Prueba, cuanto: TimeDelta) {
    app.db.reloj().fijar(app.db.reloj().ahora() + cuanto);
}

pub async fn subir(quien: &Navegador, texto: &str) -> String {
    quien.subir(IMPORTACIONES, &[], "pacientes.csv", texto.as_bytes()).await.es(303).destino().to_owned()
}

/// Uploaded and checked.
pub async fn revisada(app: &Prueba, quien: &Navegador, texto: &str) -> String {
    let url = subir(quien, texto).await;
    trabajar(app).await;
    url
}

pub async fn importar(app: &Prueba, quien: &Navegador, url: &str, parecidas: bool) {
    let campos: &[(&str, &str)] = if parecidas { &[("parecidas", "true")] } else { &[] };
    quien.post(&format!("{url}/confirmacion"), campos).await.es(303);
    trabajar(app).await;
}

async fn crear(quien: &Navegador, campos: &[(&str, &str)]) -> String {
    quien.post("/norte/pacientes", &[campos, &[("confirmado", "true")]].concat()).await.es(303).destino().to_owned()
}

#[derive(QueryableByName)]
struct Numero {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

pub async fn bd_numero(app: &Prueba, sql: &str) -> i64 {
    let norte = app.sistema("norte").await;
    app.db.leer(&norte, async |tx| Ok(diesel::sql_query(sql).get_result::<Numero>(tx.pg()).await?.n)).await.unwrap()
}

/// Number, state and what is said of each row.
fn filas(pagina: &Respuesta) -> Vec<(String, String, String)> {
    let (numeros, estados) = (pagina.textos("tbody td:first-child"), pagina.textos("tbody .insignia"));
    let dichos = pagina.textos("tbody .que-pasa");
    let dicho = |n: usize| dichos[n].strip_prefix(&estados[n]).unwrap().trim().to_owned();
    numeros.into_iter().enumerate().map(|(n, numero)| (numero, estados[n].clone(), dicho(n))).collect()
}

const VARIAS: [&str; 8] = [
    "12.345.678-5;Ana;Soto;22-11-1984;9 8765 4321;ana@correo.cl",
    "11111111-1;Julia;Existe;;;",
    "",
    "12.345.678-9;;Soto;31-02-2000;12;no es",
    "123456785;Otra;Vez;;;",
    ";Pedro;Parecido;;987650000;",
    "22.222.222-2;Benjamín;Ñancupil;2001-02-03;;",
    ";Sin;Nada;;;",
];

#[tokio::test]
async fn lo_que_trae_la_planilla_se_ve_antes_de_crear_a_nadie() {
    let app = Prueba::nueva().await;
    let (ana, beto) = (app.como("ana").await, app.como("beto").await);
    let julia = crear(&beto, &[("documento", "11.111.111-1"), ("nombres", "Julia")]).await;
    let campos = [("nombres", "PEDRO"), ("apellido_paterno", "parecido"), ("telefono", "987650000")];
    let pedro = crear(
        &beto,
        &[campos.as_slice(), &[("documento_tipo", "sin_documento"), ("documento_motivo", "otro")]].concat(),
    )
    .await;
    let url = subir(&ana, &planilla(&VARIAS)).await;

    // Nothing is known yet: progress, which asks for itself, and a link for who has no scripts.
    let espera = ana.get(&url).await.es(200);
    assert!(espera.hay("progress") && espera.atributos("a", "href").contains(&url));
    assert_eq!(espera.atributo("#importacion", "hx-trigger"), "every 1s");
    assert!(ana.htmx().get(&url).await.es(200).hay("#importacion progress"));
    trabajar(&app).await;
    assert_eq!(ana.htmx().get(&url).await.es(200).destino(), url);

    let vista = ana.get(&url).await.es(200);
    let esperado = [
        ("2", "Se creará", ""),
        ("3", "Ya existe", "Julia"),
        ("5", "Con error", ""),
        ("6", "Repetida", "Ya viene en la fila 2"),
        ("7", "Parecida", "Se parece a PEDRO parecido"),
        ("8", "Se creará", ""),
        ("9", "Se creará", ""),
    ];
    for ((numero, estado, dicho), fila) in esperado.into_iter().zip(filas(&vista)) {
        assert_eq!((numero, estado), (fila.0.as_str(), fila.1.as_str()));
        if estado != "Con error" {
            assert_eq!(dicho, fila.2);
        }
    }
    assert_eq!(filas(&vista).len(), 7);
    for campo in ["RUT:", "Nombres:", "Fecha de nacimiento:", "Teléfono:", "Correo:", "(«no es»)"] {
        assert!(filas(&vista)[2].2.contains(campo), "{campo}: {}", filas(&vista)[2].2);
    }
    let enlaces = vista.atributos("td a", "href");
    assert_eq!(enlaces, [julia, pedro]);
    let solo_error = ana.get(&format!("{url}?ver=error")).await.es(200);
    assert_eq!(filas(&solo_error).len(), 1);
    assert_eq!(app.bd_cuenta("norte", "pacientes").await, 2);
    assert_eq!(vista.texto("#confirmar button"), "Importar 3 pacientes");

    importar(&app, &ana, &url, false).await;
    let fin = ana.get(&url).await.es(200);
    assert!(fin.cuerpo.contains("Se crearon 3 pacientes"));
    let creada = ana.get(&format!("{url}?ver=creada")).await.es(200).atributos("td a", "href");
    assert_eq!(app.bd_cuenta("norte", "pacientes").await, 5);
    let ficha = ana.get(&creada[0]).await.es(200).cuerpo;
    assert!(ficha.contains("12.345.678-5") && ficha.contains("ana@correo.cl") && ficha.contains("22-11-1984"));
    // Who confirmed it created them, and the audit says so.
    let de_ana =
        "select count(*) as n from pacientes p join auditoria a on a.tabla = 'pacientes' and a.fila_id = p.id::text
        and a.operacion = 'INSERT' and a.membresia_id = p.creado_por join membresias m on m.id = p.creado_por
        join usuarios u on u.id = m.usuario_id and u.correo = 'ana@norte.test'";
    assert_eq!(bd_numero(&app, de_ana).await, 3);
    assert_eq!(bd_numero(&app, "select count(*) as n from eventos where tipo = 'PacienteCreado'").await, 5);
}

#[tokio::test]
async fn lo_mismo_dos_veces_no_cambia_nada() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let texto = planilla(&VARIAS);
    let url = revisada(&app, &ana, &texto).await;
    // While it is open, the same file is the same import.
    assert_eq!(subir(&ana, &texto).await, url);
    importar(&app, &ana, &url, true).await;
    let antes =
        (app.bd_cuenta("norte", "pacientes").await, bd_numero(&app, "select sum(version) as n from pacientes").await);
    ana.post(&format!("{url}/confirmacion"), &[("parecidas", "true")]).await.es(303);
    trabajar(&app).await;

    let otra = revisada(&app, &ana, &texto).await;
    assert_ne!(otra, url);
    let vista = ana.get(&otra).await.es(200);
    assert!(vista.cuerpo.contains("ya se importó") && vista.atributos("a", "href").contains(&url));
    let estados: Vec<String> = filas(&vista).into_iter().map(|(_, estado, _)| estado).collect();
    assert_eq!(estados, ["Ya existe", "Ya existe", "Con error", "Ya existe", "Ya existe", "Ya existe", "Ya existe"]);
    assert!(vista.cuerpo.contains("No hay nadie nuevo") && !vista.hay("#confirmar"));
    importar(&app, &ana, &otra, true).await;
    let despues =
        (app.bd_cuenta("norte", "pacientes").await, bd_numero(&app, "select sum(version) as n from pacientes").await);
    assert_eq!(despues, antes);
}

#[tokio::test]
async fn las_parecidas_se_crean_solo_si_se_pide_y_una_sola_vez() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let juan = [("nombres", "Juan"), ("apellido_paterno", "Pérez"), ("nacimiento", "1980-01-02")];
    crear(&ana, &[juan.as_slice(), &[("documento", "11.111.111-1")]].concat()).await;
    let texto = planilla(&[
        ";Juan;Pérez;02-01-1980;;",
        ";JUAN;PEREZ;02/01/1980;;",
        ";Juan;Pérez;;987654321;",
        "12345678-5;Juan;Pérez;02-01-1980;;",
    ]);
    let url = revisada(&app, &ana, &texto).await;
    let estados: Vec<_> = filas(&ana.get(&url).await).into_iter().map(|(_, estado, dicho)| (estado, dicho)).collect();
    let dice = |n: usize, estado: &str, dicho: &str| assert_eq!(estados[n], (estado.to_owned(), dicho.to_owned()));
    dice(0, "Parecida", "Se parece a Juan Pérez");
    dice(1, "Repetida", "Ya viene en la fila 2");
    dice(2, "Se creará", "");
    // Two documents are two people; who is without one in the same file may be he.
    dice(3, "Parecida", "Se parece a la fila 2");
    importar(&app, &ana, &url, false).await;
    assert_eq!(app.bd_cuenta("norte", "pacientes").await, 2);

    let texto = format!("{texto}\n");
    let otra = revisada(&app, &ana, &texto).await;
    let solo_parecidas = ana.get(&otra).await.es(200);
    assert_eq!(solo_parecidas.atributo("#confirmar [name=parecidas]", "type"), "hidden");
    assert_eq!(solo_parecidas.texto("#confirmar button"), "Son otras personas: importar 2");
    importar(&app, &ana, &otra, true).await;
    assert_eq!(app.bd_cuenta("norte", "pacientes").await, 4);
    let tercera = revisada(&app, &ana, &format!("{texto}\n")).await;
    importar(&app, &ana, &tercera, true).await;
    assert_eq!(app.bd_cuenta("norte", "pacientes").await, 4);
}

#[tokio::test]
async fn quien_se_fusiono_existe_como_la_ficha_que_queda() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let vieja = crear(&ana, &[("documento", "12.345.678-5"), ("nombres", "Mari")]).await;
    let queda = crear(&ana, &[("documento", "11.111.111-1"), ("nombres", "María")]).await;
    let con = vieja.rsplit('/').next().unwrap();
    let fusion = [("con", con), ("queda", "esta"), ("motivo", "Es la misma")];
    ana.post(&format!("{queda}/fusion"), &fusion).await.es(303);
    let url = revisada(&app, &ana, &planilla(&["12345678-5;Mari;;;;"])).await;
    assert_eq!(ana.get(&url).await.es(200).atributos("td a", "href"), [queda]);
}

#[tokio::test]
async fn un_archivo_que_no_sirve_se_dice_en_su_campo() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let grande = vec![b'x'; 10 * 1024 * 1024 + 1];
    for (nombre, bytes, mensaje) in [
        ("", b"".as_slice(), "Elige un archivo."),
        ("a.csv", b"nombre;fono\nAna;9\n", "«RUT»"),
        ("a.xls", b"\xd0\xcf\x11\xe0\0\0", "(.xls)"),
        ("a.xlsx", b"PK\x03\x04\0", "dañada"),
        ("a.csv", &grande, "10 MB"),
    ] {
        let vuelta = ana.subir(IMPORTACIONES, &[], nombre, bytes).await.es(422);
        assert_eq!(vuelta.atributo("[name=archivo]", "aria-invalid"), "true");
        assert!(vuelta.texto("#archivo-error").contains(mensaje), "{}", vuelta.texto("#archivo-error"));
    }
    assert_eq!(app.bd_cuenta("norte", "importaciones").await, 0);
    let plantilla = ana.get(&format!("{IMPORTACIONES}/plantilla")).await.es(200);
    assert!(plantilla.bytes.starts_with(b"\xef\xbb\xbfRUT;"));
    let vacia = ana.subir(IMPORTACIONES, &[], "plantilla.csv", &plantilla.bytes).await.es(422);
    assert!(vacia.texto("#archivo-error").contains("ninguna fila"));
}

#[tokio::test]
async fn excel_y_windows_traen_lo_mismo() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let mut libro = Workbook::new();
    let hoja = libro.add_worksheet();
    for (columna, (titulo, valor)) in (0..).zip([("rut", "12.345.678-5"), ("NOMBRE", "Íñigo"), ("Previsión", "Fonasa")])
    {
        hoja.write_string(0, columna, titulo).unwrap();
        hoja.write_string(1, columna, valor).unwrap();
    }
    hoja.write_string(0, 3, "Celular").unwrap();
    hoja.write_number(1, 3, 987_654_321.0).unwrap();
    let libro = libro.save_to_buffer().unwrap();
    let url = ana.subir(IMPORTACIONES, &[], "C:\\Lista <b>.xlsx", &libro).await.es(303).destino().to_owned();
    trabajar(&app).await;
    let vista = ana.get(&url).await.es(200);
    assert_eq!(vista.texto("h1"), "Lista <b>.xlsx");
    assert!(vista.cuerpo.contains("Columnas que no se importan") && vista.cuerpo.contains("Previsión"));
    importar(&app, &ana, &url, false).await;
    let de_windows = b"RUT;Nombres;Apellidos\n11111111-1;I\xf1aki;de la Pe\xf1a Soto\n";
    let url = ana.subir(IMPORTACIONES, &[], "a.csv", de_windows).await.es(303).destino().to_owned();
    trabajar(&app).await;
    importar(&app, &ana, &url, false).await;
    let todos = ana.get("/norte/pacientes").await.es(200);
    assert_eq!(todos.textos("td a"), ["Íñigo", "Iñaki de la Peña Soto"]);
    assert!(todos.cuerpo.contains("+56 9 8765 4321"));
}

#[tokio::test]
async fn las_filas_con_error_se_descargan_sin_formulas() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let url = revisada(&app, &ana, &planilla(&["1-1;=HYPERLINK(1);@SUM;;+1;-x", "12345678-5;Bien;;;;"])).await;
    let bajada = ana.get(&format!("{url}/errores")).await.es(200);
    assert!(bajada.cabecera("Content-Disposition").unwrap().starts_with("attachment; filename=\"errores-importacion-"));
    let lineas: Vec<&str> = bajada.cuerpo.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lineas.len(), 2);
    assert_eq!(lineas[0], "Fila;RUT;Nombres;Apellido paterno;Fecha de nacimiento;Teléfono;Correo;Errores");
    assert!(lineas[1].starts_with("2;1-1;'=HYPERLINK(1);'@SUM;;'+1;'-x;"), "{}", lineas[1]);
    assert!(lineas[1].contains("RUT: ") && lineas[1].contains("Correo: "));
    // Corrected, it can be sent back as it is.
    let corregida = bajada.cuerpo.replace("1-1;", "11111111-1;").replace("'+1;", "+56 9 8765 4321;").replace("'-x", "");
    let url = revisada(&app, &ana, &corregida).await;
    assert_eq!(filas(&ana.get(&url).await)[0].1, "Se creará");
}

#[tokio::test]
async fn solo_quien_puede_y_solo_en_su_clinica() {
    let app = Prueba::nueva().await;
    let (ana, beto, diego) = (app.como("ana").await, app.como("beto").await, app.como("diego").await);
    assert!(ana.get("/norte/pacientes").await.atributos("a", "href").contains(&format!("{IMPORTACIONES}/nueva")));
    assert!(!beto.get("/norte/pacientes").await.cuerpo.contains(IMPORTACIONES));
    let url = revisada(&app, &ana, &planilla(&["12345678-5;Ana;;;;"])).await;
    let ajena = url.replace("norte", "sur");
    for recurso in ["", "/errores"] {
        beto.get(&format!("{url}{recurso}")).await.es(403);
        diego.get(&format!("{ajena}{recurso}")).await.es(404);
        app.anonimo().get(&format!("{url}{recurso}")).await.es(303);
    }
    for recurso in ["confirmacion", "descarte", "reanudacion"] {
        beto.post(&format!("{url}/{recurso}"), &[]).await.es(403);
        diego.post(&format!("{ajena}/{recurso}"), &[]).await.es(404);
    }
    beto.subir(IMPORTACIONES, &[], "a.csv", b"x").await.es(403);
    app.anonimo().subir(IMPORTACIONES, &[], "a.csv", b"x").await.es(303);
    trabajar(&app).await;
    assert_eq!(app.bd_cuenta("norte", "pacientes").await, 0);
}

#[tokio::test]
async fn lo_descartado_no_se_importa_y_a_los_14_dias_quedan_las_cifras() {
    let app = Prueba::nueva().await;
    let ana = app.como("ana").await;
    let url = revisada(&app, &ana, &planilla(&["12345678-5;Ana;;;;", ";Eva;;;;"])).await;
    ana.post(&format!("{url}/descarte"), &[]).await.es(303);
    importar(&app, &ana, &url, false).await;
    assert!(ana.get(&url).await.es(200).cuerpo.contains("Descartada"));
    assert_eq!((app.bd_cuenta("norte", "pacientes").await, app.bd_cuenta("norte", "importacion_filas").await), (0, 0));

    let texto = planilla(&["12345678-5;Ana;;;;", ";Eva;;;;", "1-1;Mal;;;;"]);
    let url = revisada(&app, &ana, &texto).await;
    importar(&app, &ana, &url, false).await;
    // From a page that was left open: what is done is not thrown away.
    ana.post(&format!("{url}/descarte"), &[]).await.es(303);
    assert!(ana.get(&url).await.es(200).cuerpo.contains("no se puede descartar"));
    assert!(ana.get(&url).await.es(200).hay("table"));
    pasa(&app, TimeDelta::days(15));
    trabajar(&app).await;
    let ana = app.como("ana").await;
    let vieja = ana.get(&url).await.es(200);
    assert!(
        vieja.cuerpo.contains("Se crearon 2 pacientes") && vieja.cuerpo.contains("ya se borró") && !vieja.hay("table")
    );
    let con_texto = "select count(*) as n from importacion_filas where textos <> '{}'";
    assert_eq!((app.bd_cuenta("norte", "importacion_filas").await, bd_numero(&app, con_texto).await), (1, 0));
    // And yet who came without a document is known again.
    let otra = revisada(&app, &ana, &texto).await;
    assert_eq!(filas(&ana.get(&otra).await.es(200))[1].2, "Eva");
}

#[derive(QueryableByName)]
struct Barridos {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[tokio::test]
async fn la_busqueda_de_existentes_no_recorre_la_clinica() {
    let app = Prueba::nueva().await;
    let norte = app.sistema("norte").await;
    let poblar = format!(
        "insert into pacientes (clinica_id, documento_tipo, documento, rut_cuerpo, rut_dv, nombres, apellido_paterno, telefono)
         select {}, 'rut', n || '-1', n, '1', 'Nombre' || n, 'Apellido' || n, '+56900' || n from generate_series(100001, 120000) n;
         analyze pacientes",
        norte.clinica
    );
    let mut dueno = app.base.conectar(antesala::db::embedded::SUPERUSER).await;
    dueno.batch_execute(&poblar).await.unwrap();
    let senas = |n: i32| Senas {
        documento_tipo: "rut",
        documento: (n % 2 == 0).then(|| format!("{n}-1")),
        huella: (n % 2 == 1).then(|| vec![0; 32]),
        nombre: format!("nombre{n} apellido{n}"),
        nacimiento: None,
        telefono: Some(format!("+56900{n}")),
    };
    let filas: Vec<(i32, Senas)> = (119_901..=120_100).map(|n| (n, senas(n))).collect();
    let (conocidos, barridos) = app
        .db
        .leer(&norte, async |tx| {
            let conocidos = queries::conocidos(tx, &filas).await?;
            let sql = "select coalesce(sum(seq_scan), 0)::bigint as n from pg_stat_xact_user_tables where relname = 'pacientes'";
            Ok((conocidos, diesel::sql_query(sql).get_result::<Barridos>(tx.pg()).await?.n))
        })
        .await
        .unwrap();
    assert_eq!(conocidos.len(), 100);
    assert!(conocidos.iter().all(|c| c.es == (c.numero % 2 == 0)));
    assert_eq!(barridos, 0);
}
