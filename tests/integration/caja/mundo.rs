//! What the tests of caja and bodega start from: goods received, a drawer open, a cita to charge.

use antesala::db::Db;
use diesel::sql_types::{BigInt, Numeric, Text};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::soporte::{Navegador, Prueba, Respuesta};

/// What tells a card, a transfer or a cheque from another, for tests that do not care.
pub const REFERENCIA: &str = "Banco 7";

/// Carla at her drawer.
pub struct Caja {
    pub carla: Navegador,
    pub sesion: String,
}

pub async fn abrir(app: &Prueba, apertura: &str) -> Caja {
    let carla = app.como("carla").await;
    let pagina = carla.get("/norte/caja").await.es(200);
    let caja = pagina.atributo("select[name=caja] option", "value");
    let (clave, motivo) = (clave(), "fondo contado otra vez");
    let campos = [("clave", clave.as_str()), ("caja", &caja), ("apertura", apertura), ("motivo", motivo)];
    carla.post("/norte/caja/sesiones", &campos).await.es(303);
    let sesion = carla.get("/norte/caja/ventas/nueva").await.es(200).atributo("input[name=sesion]", "value");
    Caja { carla, sesion }
}

/// A drawer beside the first, selling from the same depósito; its id.
pub async fn otra_caja(app: &Prueba, nombre: &str) -> String {
    let ana = app.como("ana").await;
    let deposito = ana.get("/norte/configuracion/cajas/nueva").await.es(200).atributo("#deposito option", "value");
    ana.post("/norte/configuracion/cajas", &[("nombre", nombre), ("deposito", &deposito)]).await.es(303);
    bd_numero(app, &format!("select id from cajas where nombre = '{nombre}'")).await.to_string()
}

/// Somebody at a drawer of their own.
pub async fn abrir_en(quien: Navegador, caja: &str, apertura: &str) -> Caja {
    let clave = clave();
    let campos = [("clave", &*clave), ("caja", caja), ("apertura", apertura), ("motivo", "fondo contado otra vez")];
    quien.post("/norte/caja/sesiones", &campos).await.es(303);
    let sesion = quien.get("/norte/caja/ventas/nueva").await.es(200).atributo("input[name=sesion]", "value");
    Caja { carla: quien, sesion }
}

impl Caja {
    /// The fields of a sale of one insumo; `medios` are amounts in the order of the form: cash first.
    pub fn venta<'a>(
        &'a self,
        clave: &'a str,
        codigo: &'a str,
        cantidad: &'a str,
        medios: &[&'a str],
    ) -> Vec<(&'a str, &'a str)> {
        let mut campos = vec![("clave", clave), ("sesion", &self.sesion), ("codigo", codigo), ("cantidad", cantidad)];
        campos.extend(medios.iter().map(|monto| ("monto", *monto)));
        campos.extend(medios.iter().map(|_| ("referencia", REFERENCIA)));
        campos
    }

    /// The URL of the session, or of what hangs from it: `de("/cierre")`.
    pub fn de(&self, que: &str) -> String {
        format!("/norte/caja/sesiones/{}{que}", self.sesion)
    }

    /// A blind count: so many notes of 20.000, 10.000, 5.000… down to coins of 10.
    pub async fn contar(&self, piezas: &[&str]) -> Respuesta {
        let clave = clave();
        let mut campos = vec![("clave", clave.as_str())];
        campos.extend(piezas.iter().map(|n| ("piezas", *n)));
        self.carla.post(&self.de("/arqueos"), &campos).await
    }

    /// A POST to what hangs from the session, with a key of its own.
    pub async fn enviar(&self, que: &str, campos: &[(&str, &str)]) -> Respuesta {
        let clave = clave();
        let mut todos = vec![("clave", clave.as_str())];
        todos.extend(campos);
        self.carla.post(&self.de(que), &todos).await
    }

    pub async fn cerrar(&self, campos: &[(&str, &str)]) -> Respuesta {
        self.enviar("/cierre", campos).await
    }

    /// The fields of a sale under a fresh key, as they stand; a reference for each amount, unless they bring theirs.
    pub async fn cobrar(&self, campos: &[(&str, &str)]) -> Respuesta {
        let clave = clave();
        let mut todos = vec![("clave", clave.as_str()), ("sesion", &self.sesion)];
        todos.extend(campos);
        if !campos.iter().any(|(nombre, _)| *nombre == "referencia") {
            todos.extend(campos.iter().filter(|(nombre, _)| *nombre == "monto").map(|_| ("referencia", REFERENCIA)));
        }
        self.carla.post("/norte/caja/ventas", &todos).await
    }

    pub async fn vender(&self, codigo: &str, cantidad: &str, medios: &[&str]) -> Respuesta {
        let clave = clave();
        self.carla.post("/norte/caja/ventas", &self.venta(&clave, codigo, cantidad, medios)).await
    }
}

pub fn clave() -> String {
    Uuid::new_v4().to_string()
}

/// An insumo sold at `precio` (empty: only consumed), with one lot of `cantidad`.
pub async fn insumo(app: &Prueba, codigo: &str, precio: &str, cantidad: &str) {
    let fabiola = app.como("fabiola").await;
    let campos = [("codigo", codigo), ("nombre", codigo), ("unidad", "unidad"), ("precio", precio), ("afecto", "true")];
    fabiola.post("/norte/bodega/insumos", &campos).await.es(303);
    if !cantidad.is_empty() {
        entrada(&fabiola, codigo, "L1", "", cantidad, "500").await;
    }
}

pub async fn entrada(fabiola: &Navegador, codigo: &str, lote: &str, caduca: &str, cantidad: &str, costo: &str) {
    let deposito = deposito(fabiola).await;
    let clave = clave();
    let campos = [
        ("clave", clave.as_str()),
        ("deposito", &deposito),
        ("codigo", codigo),
        ("lote", lote),
        ("caduca", caduca),
        ("cantidad", cantidad),
        ("costo", costo),
    ];
    fabiola.post("/norte/bodega/entradas", &campos).await.es(303);
}

pub async fn deposito(fabiola: &Navegador) -> String {
    fabiola.get("/norte/bodega/entradas/nueva").await.es(200).atributo("select[name=deposito] option", "value")
}

#[derive(diesel::QueryableByName)]
struct Numero {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(diesel::QueryableByName)]
struct Monto {
    #[diesel(sql_type = Numeric)]
    n: Decimal,
}

/// A number out of the clinic Norte.
pub async fn bd_numero(app: &Prueba, sql: &str) -> i64 {
    let actor = app.sistema("norte").await;
    let sql = format!("select ({sql})::bigint as n");
    app.db.leer(&actor, async |tx| Ok(diesel::sql_query(sql).get_result::<Numero>(tx.pg()).await?.n)).await.unwrap()
}

/// An amount out of the clinic Norte.
pub async fn bd_monto(app: &Prueba, sql: &str) -> Decimal {
    let actor = app.sistema("norte").await;
    let sql = format!("select coalesce(({sql}), 0)::numeric as n");
    app.db.leer(&actor, async |tx| Ok(diesel::sql_query(sql).get_result::<Monto>(tx.pg()).await?.n)).await.unwrap()
}

/// Runs SQL as the program inside Norte.
pub async fn bd(app: &Prueba, sql: &str) {
    let actor = app.sistema("norte").await;
    app.db.escribir(&actor, async |tx| Ok(diesel::sql_query(sql).execute(tx.pg()).await?)).await.unwrap();
}

/// A prestación of Norte that is exempt; its id.
pub async fn bd_prestacion(app: &Prueba, codigo: &str, precio: i64) -> i64 {
    bd(
        app,
        &format!(
            "insert into prestaciones (clinica_id, codigo, nombre, duracion, paso, precio, moneda)
             values (clinica_actual(), '{codigo}', 'Atención {codigo}', 30, 30, {precio}, 'CLP')"
        ),
    )
    .await;
    bd_numero(app, &format!("select id from prestaciones where codigo = '{codigo}'")).await
}

/// Who attends in Norte; their id.
pub async fn bd_profesional(app: &Prueba, nombre: &str) -> i64 {
    bd(app, &format!("insert into profesionales (clinica_id, nombre) values (clinica_actual(), '{nombre}')")).await;
    bd_numero(app, &format!("select id from profesionales where nombre = '{nombre}'")).await
}

/// A patient with e-mail and a cita of today at `precio`; the ids of the cita and of its prestación.
pub async fn bd_cita(app: &Prueba, precio: i64) -> (i64, i64) {
    bd_cita_en(app, "norte", precio).await
}

pub async fn bd_cita_en(app: &Prueba, slug: &str, precio: i64) -> (i64, i64) {
    let actor = app.sistema(slug).await;
    let codigo = format!("P{}", &clave()[..6].to_uppercase());
    escribir(&app.db, actor, &codigo, Decimal::from(precio)).await
}

async fn escribir(db: &Db, actor: antesala::db::Actor, codigo: &str, precio: Decimal) -> (i64, i64) {
    #[derive(diesel::QueryableByName)]
    struct Par {
        #[diesel(sql_type = BigInt)]
        cita: i64,
        #[diesel(sql_type = BigInt)]
        prestacion: i64,
    }
    db.escribir(&actor, async |tx| {
        let par: Par = diesel::sql_query(
            "with pa as (
               insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres, apellido_paterno, correo)
               values ($1, 'sin_documento', 'otro', 'Paula', 'Pinto', 'paula@correo.test') returning id),
             po as (insert into profesionales (clinica_id, nombre) values ($1, 'Dra. ' || $2) returning id),
             pr as (
               insert into prestaciones (clinica_id, codigo, nombre, duracion, paso, precio, moneda)
               values ($1, $2, 'Control ' || $2, 30, 30, $3, 'CLP') returning id),
             ci as (
               insert into citas (clinica_id, sucursal_id, profesional_id, prestacion_id, paciente_id, rango, ocupa, precio, moneda)
               select $1, s.id, po.id, pr.id, pa.id, r, r, $3, 'CLP'
               from sucursales s, po, pr, pa, (select tstzrange(ahora(), ahora() + interval '30 minutes') as r) r
               returning id)
             select ci.id as cita, pr.id as prestacion from ci, pr",
        )
        .bind::<diesel::sql_types::Integer, _>(actor.clinica)
        .bind::<Text, _>(codigo)
        .bind::<Numeric, _>(precio)
        .get_result(tx.pg())
        .await?;
        Ok((par.cita, par.prestacion))
    })
    .await
    .unwrap()
}

/// A PDF writes what is not ASCII in hexadecimal.
pub fn pdf_dice(pdf: &[u8], texto: &str) -> bool {
    let letras: Vec<u8> = texto.chars().map(|letra| u8::try_from(letra).unwrap()).collect();
    let hexadecimal: String = letras.iter().map(|byte| format!("{byte:02X}")).collect();
    [letras.as_slice(), hexadecimal.as_bytes()].iter().any(|busca| pdf.windows(busca.len()).any(|v| v == *busca))
}
