//! The seal, against whoever has the database and not the key: its superuser.

use antesala::auditoria::sellos::{Falla, verificar};
use antesala::db::asegurar_particiones;
use antesala::db::embedded::SUPERUSER;
use antesala::jobs::sellos;
use antesala::values::llave::{Llave, de_hex};
use chrono::{Days, NaiveDate, Utc};
use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

use crate::soporte::{Prueba, hasta};

pub struct Sellada {
    pub app: Prueba,
    pub llave: Llave,
    pub superusuario: AsyncPgConnection,
    /// With rows; the day after it has others.
    pub dia: NaiveDate,
}

impl Sellada {
    /// What the world's people did moved to days gone by: Norte and the platform on the first, Norte alone on the second.
    pub async fn nueva() -> Self {
        let app = Prueba::nueva().await;
        let dia = Utc::now().date_naive() - Days::new(3);
        let mut superusuario = app.base.conectar(SUPERUSER).await;
        let mes = format!("select crear_particion_auditoria('{dia}'), crear_particion_auditoria('{dia}'::date + 1)");
        superusuario.batch_execute(&mes).await.unwrap();
        let mover = format!(
            "set session_replication_role = replica;
             delete from auditoria where clinica_id not in (0, (select id from clinicas where slug = 'norte'));
             update auditoria set en = '{dia} 12:00Z'::timestamptz + id * interval '1 microsecond';
             insert into auditoria (clinica_id, en, tabla, fila_id, operacion, despues)
             select c.id, '{dia} 12:00Z'::timestamptz + interval '1 day', 'boxes', n::text, 'INSERT', '{{\"nombre\": \"Box\"}}'
             from clinicas c, generate_series(1, 2500) n where c.slug = 'norte'"
        );
        superusuario.batch_execute(&mover).await.unwrap();
        Self { app, llave: Llave::nueva([7; 32]), superusuario, dia }
    }

    pub async fn sellar(&self) -> usize {
        sellos::sellar(&self.app.db, &self.llave).await.unwrap()
    }

    /// Until so many days more are sealed: whoever has begun to write anywhere in the cluster is waited for.
    pub async fn sellar_dias(&self, dias: usize) {
        let mut van = 0;
        hasta("the days were not sealed", async || {
            van += self.sellar().await;
            van == dias
        })
        .await;
    }

    /// What is not as it was, as a person reads it.
    pub async fn hallazgos(&self) -> Vec<String> {
        let informe = verificar(&self.app.db, &self.llave, None, None).await.unwrap();
        informe.hallazgos.iter().map(ToString::to_string).collect()
    }

    /// `antesala auditoria verificar`: whether it ends well, and what it says.
    fn ordenar(&self, argumentos: &[&str]) -> (bool, String) {
        let mut orden = std::process::Command::new(env!("CARGO_BIN_EXE_antesala"));
        orden.args(["auditoria", "verificar"]).args(argumentos).env("SEAL_KEY", self.llave.hex());
        let fin = orden.env("DATABASE_URL", self.app.base.url("app")).output().unwrap();
        (fin.status.success(), String::from_utf8(fin.stdout).unwrap())
    }

    pub async fn numero(&mut self, sql: &str) -> i64 {
        let numero = diesel::dsl::sql::<BigInt>(&format!("({sql})"));
        diesel::select(numero).get_result(&mut self.superusuario).await.unwrap()
    }

    pub async fn texto(&mut self, sql: &str) -> String {
        let texto = diesel::dsl::sql::<Text>(&format!("({sql})"));
        diesel::select(texto).get_result(&mut self.superusuario).await.unwrap()
    }
}

/// Of the second day in Norte, which has three parts of leaves: what the superuser does, and what must be said of it.
fn toques(dia: NaiveDate, ids: &[i64; 3]) -> Vec<(String, Vec<String>)> {
    let [primera, media, ultima] = ids;
    let otro = dia + Days::new(1);
    let norte = "clinica_id = (select id from clinicas where slug = 'norte')";
    let de = |dia: NaiveDate| format!("{norte} and dia = '{dia}'");
    let dicho = |quien: &str, dia: NaiveDate, que: String| vec![format!("{quien} {dia}: {que}")];
    let mut toques: Vec<(String, Vec<String>)> = [
        "usuario_id = 1",
        "membresia_id = 1",
        "peticion_id = gen_random_uuid()",
        "sesion_id = 1",
        "direccion = '10.0.0.1'",
        "tabla = 'pacientes'",
        "fila_id = '0'",
        "operacion = 'DELETE'",
        "antes = '{}'",
        "despues = despues || '{\"nombre\": \"Baño\"}'",
        "en = en + interval '1 second'",
    ]
    .iter()
    .map(|que| {
        let cambio = format!("update auditoria set {que} where id = {media}");
        (cambio, dicho("norte", otro, format!("la fila {media} fue cambiada")))
    })
    .collect();
    let agregar = |id: String| {
        format!(
            "insert into auditoria (clinica_id, id, en, tabla, fila_id, operacion) overriding system value
             select clinica_id, {id}, en, tabla, '1', 'INSERT' from auditoria where id = {media}"
        )
    };
    let agregada = |id: i64| dicho("norte", otro, format!("la fila {id} fue agregada después del sello"));
    toques.extend([
        (
            format!("delete from auditoria where id = {media}"),
            dicho("norte", otro, format!("la fila {media} fue borrada")),
        ),
        (
            format!("delete from auditoria where id >= {primera}"),
            dicho("norte", otro, format!("la fila {primera} fue borrada")),
        ),
        (agregar(format!("{ultima} + 7")), agregada(ultima + 7)),
        (agregar("-5".into()), agregada(-5)),
        (
            format!("update auditoria set clinica_id = 0 where id = {media}"),
            [
                dicho("plataforma", otro, format!("la fila {media} fue agregada después del sello")),
                dicho("norte", otro, format!("la fila {media} fue borrada")),
            ]
            .concat(),
        ),
        (
            format!("update sellos_auditoria set filas = filas + 1 where {}", de(otro)),
            dicho("norte", otro, "el sello fue cambiado".into()),
        ),
        (
            format!("delete from sellos_auditoria where {}", de(otro)),
            dicho("norte", otro, "el sello fue borrado".into()),
        ),
        (
            format!("update sellos_auditoria set clinica_id = 0 where {}", de(otro)),
            [
                dicho("norte", otro, "el sello fue borrado".into()),
                dicho("plataforma", otro, "hay un sello que nadie puso".into()),
            ]
            .concat(),
        ),
        (
            format!(
                "update hojas_auditoria set hojas = overlay(hojas placing '\\x00' from 20) where parte = 1 and {}",
                de(otro)
            ),
            dicho("norte", otro, "las hojas del sello fueron cambiadas".into()),
        ),
        (
            format!("update dias_auditoria set sello = sha256(sello) where dia = '{otro}'"),
            dicho("todas", otro, "el sello del día fue cambiado".into()),
        ),
        (format!("delete from dias_auditoria where dia = '{dia}'"), dicho("todas", dia, "el día fue borrado".into())),
    ]);
    toques
}

#[tokio::test]
async fn cada_toque_del_superusuario_se_nombra_y_un_dia_sano_no_dice_nada() {
    let mut s = Sellada::nueva().await;
    // Each day that is over, the empty one too, and today never.
    s.sellar_dias(3).await;
    assert_eq!(s.hallazgos().await, [] as [String; 0]);
    let otro = s.dia + Days::new(1);
    let ids = format!("select id from auditoria where en::date = '{otro}' order by id");
    let ids = [0, 1700, 2499].map(|n| format!("{ids} offset {n} limit 1"));
    let ids = [s.numero(&ids[0]).await, s.numero(&ids[1]).await, s.numero(&ids[2]).await];
    for (toque, dichos) in toques(s.dia, &ids) {
        // A copy of what it touches, put back whole.
        let sql = format!(
            "create temp table t_a as select * from auditoria; create temp table t_s as select * from sellos_auditoria;
             create temp table t_h as select * from hojas_auditoria; create temp table t_d as select * from dias_auditoria; {toque}"
        );
        s.superusuario.batch_execute(&sql).await.unwrap();
        let mut hallados = s.hallazgos().await;
        hallados.sort();
        let mut dichos = dichos;
        dichos.sort();
        // A seal is signed over the one before: of a day that is gone the clinics say so too.
        hallados.retain(|h| !toque.contains("delete from dias") || h.starts_with("todas"));
        assert_eq!(hallados, dichos, "{toque}");
        let deshacer = "truncate auditoria, sellos_auditoria, hojas_auditoria, dias_auditoria;
             insert into auditoria overriding system value select * from t_a; insert into sellos_auditoria select * from t_s;
             insert into hojas_auditoria select * from t_h; insert into dias_auditoria select * from t_d;
             drop table t_a, t_s, t_h, t_d";
        s.superusuario.batch_execute(deshacer).await.unwrap();
    }
    assert_eq!(s.hallazgos().await, [] as [String; 0]);
    let otra = verificar(&s.app.db, &Llave::nueva([8; 32]), Some("norte"), None).await.unwrap();
    assert!(otra.hallazgos.iter().any(|h| h.falla == Falla::SelloCambiado), "another key signs nothing of this");
}

#[tokio::test]
async fn quien_sigue_escribiendo_retrasa_el_sello_y_lo_suyo_entra_en_el() {
    let s = Sellada::nueva().await;
    let mut lenta = s.app.base.conectar(SUPERUSER).await;
    let fila = format!(
        "begin; insert into auditoria (clinica_id, en, tabla, fila_id, operacion)
         select id, '{} 23:59:59.9Z', 'citas', '1', 'INSERT' from clinicas where slug = 'norte'",
        s.dia
    );
    lenta.batch_execute(&fila).await.unwrap();
    assert_eq!(s.sellar().await, 0);
    lenta.batch_execute("commit").await.unwrap();
    s.sellar_dias(3).await;
    assert_eq!((s.sellar().await, s.hallazgos().await), (0, vec![]));
    lenta
        .batch_execute("set session_replication_role = replica; delete from auditoria where tabla = 'citas'")
        .await
        .unwrap();
    assert!(s.hallazgos().await.concat().ends_with("fue borrada"));
}

#[tokio::test(flavor = "multi_thread")]
async fn lo_sellado_no_admite_mas_filas_y_el_sello_sale_por_correo() {
    let mut s = Sellada::nueva().await;
    let actor = s.app.sistema("norte").await;
    s.sellar_dias(3).await;
    // As if the machine's clock went back by days: all up to the day after tomorrow is sealed.
    let adelantar = "insert into dias_auditoria select current_date + 1, 1, now(), '', sha256(''), sha256('')";
    s.superusuario.batch_execute(adelantar).await.unwrap();
    asegurar_particiones(&s.app.db).await.unwrap();
    let crear = "insert into boxes (clinica_id, sucursal_id, nombre) select clinica_id, id, 'Box 9' from sucursales";
    s.app.db.escribir(&actor, async |tx| Ok(tx.pg().batch_execute(crear).await?)).await.unwrap();
    let fechada = "select count(*) from auditoria where tabla = 'boxes' and en >= (current_date + 2)::timestamp at time zone 'UTC'";
    assert_eq!(s.numero(fechada).await, 1);
    s.superusuario.batch_execute("delete from dias_auditoria where dia > current_date").await.unwrap();

    // Gloria alone is of gerencia: a letter for each day with rows, and the seal of it.
    let cartas =
        "select count(*) from mensajes m join envios e on e.mensaje_id = m.id where m.tipo = 'sello_auditoria'";
    assert_eq!(s.numero(cartas).await, 2);
    let sello = s
        .texto(
            "select carta -> 'filas' -> 2 ->> 1 from mensajes where tipo = 'sello_auditoria' order by id desc limit 1",
        )
        .await;
    let orden = |sello: &str| s.ordenar(&["norte", "--sello", sello]);
    let ayer = Utc::now().date_naive().pred_opt().unwrap();
    assert_eq!(orden(&sello), (true, format!("Días sellados: 3, hasta el {ayer}.\n")));
    let ajeno = "ab".repeat(32);
    let (bien, dicho) = orden(&ajeno);
    assert!(!bien && dicho.starts_with(&format!("El sello {ajeno} no está.")), "{dicho}");
    assert!(de_hex(&sello).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn la_orden_termina_mal_si_algo_fue_cambiado_borrado_o_agregado() {
    let mut s = Sellada::nueva().await;
    s.sellar_dias(3).await;
    assert!(s.ordenar(&[]).0, "nothing was touched");
    let otro = s.dia + Days::new(1);
    let id = s.numero(&format!("select min(id) from auditoria where en::date = '{otro}'")).await;
    let guardada = format!("create table guardada as select * from auditoria where id = {id}");
    s.superusuario.batch_execute(&guardada).await.unwrap();
    let borrar = format!("delete from auditoria where id = {id}");
    let toques = [
        (format!("update auditoria set membresia_id = 1 where id = {id}"), "fue cambiada"),
        (borrar.clone(), "fue borrada"),
        (
            "insert into auditoria (clinica_id, id, en, tabla, fila_id, operacion) overriding system value
             select clinica_id, -5, en, tabla, '1', 'INSERT' from guardada"
                .to_owned(),
            "fue agregada después del sello",
        ),
    ];
    for (toque, dicho) in toques {
        s.superusuario.batch_execute(&toque).await.unwrap();
        let (bien, salida) = s.ordenar(&[]);
        assert!(!bien && salida.contains(dicho), "{toque}: {salida}");
        let (ajena, _) = s.ordenar(&["sur"]);
        assert!(ajena, "nothing of that clinic was touched");
        let deshacer = format!(
            "{borrar}; delete from auditoria where id = -5;
             insert into auditoria overriding system value select * from guardada"
        );
        s.superusuario.batch_execute(&deshacer).await.unwrap();
    }
    assert!(s.ordenar(&[]).0, "as it was");
}
