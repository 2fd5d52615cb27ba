//! The demo world, small: its books square, its screens show it, and a load that was cut is begun again.

use antesala::db::Db;
use antesala::db::embedded::SUPERUSER;
use antesala::db::embedded::{Cluster, DATABASE, Options};
use antesala::demo::nivel::{self, Nivel};
use antesala::demo::{self, Escala, Estado};
use antesala::reportes::cuadratura;
use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;

use crate::caja::mundo::Caja;
use crate::soporte::{Carpeta, Prueba};

const CHICA: Escala = Escala { pacientes: 140, profesionales: 3, atras: 3, adelante: 2 };

/// A Wednesday at noon in Santiago.
fn mediodia() -> DateTime<Utc> {
    "2026-11-25T15:00:00Z".parse().unwrap()
}

async fn cargada() -> Prueba {
    let app = Prueba::nueva().await;
    app.db.reloj().fijar(mediodia());
    demo::cargar(&app.db, &CHICA).await.unwrap();
    app
}

#[derive(diesel::QueryableByName)]
struct Fila {
    #[diesel(sql_type = Text)]
    regla: String,
    #[diesel(sql_type = BigInt)]
    faltas: i64,
}

/// Each row counts what breaks a rule.
const REGLAS: &str = "
  select 'lotes = movimientos' as regla, count(*) as faltas from lotes l
    where l.cantidad <> (select coalesce(sum(m.cantidad), 0) from movimientos m where m.lote_id = l.id)
  union all select 'existencias = lotes', count(*) from existencias e
    where e.cantidad <> (select sum(l.cantidad) from lotes l where l.deposito_id = e.deposito_id and l.insumo_id = e.insumo_id)
  union all select 'pagos = medios', count(*) from pagos p
    where p.total <> (select sum(m.monto) from pagos_medios m where m.pago_id = p.id)
  union all select 'pagos = asignaciones', count(*) from pagos p
    where p.total <> (select sum(a.monto) from asignaciones a where a.pago_id = p.id)
  union all select 'ventas = asignaciones', count(*) from ventas v
    where v.pagado <> (select coalesce(sum(a.monto), 0) from asignaciones a join ventas_lineas l on l.id = a.venta_linea_id where l.venta_id = v.id)
  union all select 'folios', count(*) from series s
    where s.ultimo <> (select count(distinct p.folio) from pagos p where p.serie_id = s.id)
       or s.ultimo <> (select coalesce(max(p.folio), 0) from pagos p where p.serie_id = s.id)
  union all select 'folios en el orden del dia', count(*) from pagos a join pagos b on b.serie_id = a.serie_id and b.folio = a.folio + 1
    where b.en < a.en
  union all select 'sesiones de otros dias cerradas', count(*) from sesiones_caja s
    where s.abierta < ahora() - interval '20 hours' and s.estado <> 'cerrada'
  union all select 'cierres = libro', count(*) from cierres_caja x join sesiones_caja s on s.id = x.sesion_id
    where x.esperado <> s.apertura
      + (select coalesce(sum(m.monto), 0) from pagos p join pagos_medios m on m.pago_id = p.id where p.sesion_id = s.id and m.medio = 'efectivo')
      + (select coalesce(sum(case v.tipo when 'entrada' then v.monto else -v.monto end), 0) from movimientos_caja v where v.sesion_id = s.id)
  union all select 'citas pagadas = ventas', count(*) from citas c
    where (c.pago = 'P') <> exists (select from ventas v where v.cita_id = c.id and v.saldada)
  union all select 'nada ocurre en el futuro', count(*) from citas_estados where en > ahora()
  union all select 'correos de otros dias por salir', count(*) from mensajes m join envios e on e.mensaje_id = m.id
    where m.creado < ahora() - interval '20 hours' and e.terminado is null";

#[tokio::test]
async fn los_libros_cuadran_en_las_dos_clinicas() {
    let app = cargada().await;
    for slug in ["norte", "sur"] {
        let actor = app.sistema(slug).await;
        let reglas: Vec<Fila> =
            app.db.leer(&actor, async |tx| Ok(diesel::sql_query(REGLAS).load(tx.pg()).await?)).await.unwrap();
        let rotas: Vec<_> = reglas.iter().filter(|f| f.faltas > 0).map(|f| (&f.regla, f.faltas)).collect();
        assert!(rotas.is_empty(), "{slug}: {rotas:?}");
        for tabla in ["citas", "ventas", "pagos", "movimientos", "cierres_caja"] {
            let cuantos = app.bd_cuenta(slug, tabla).await;
            assert!(cuantos > 2, "{cuantos} {tabla} of {slug}");
        }
    }
}

#[tokio::test]
async fn las_pantallas_muestran_lo_que_hay() {
    let app = cargada().await;
    app.como("beto").await.get("/norte/").await.es(200);
    let agenda = app.como("beto").await.get("/norte/agenda/2026-11-25").await.es(200);
    assert!(agenda.cuerpo.contains("Elías Espinoza") && agenda.cuerpo.contains("/norte/citas/"));
    let lista = app.como("beto").await.get("/norte/agenda/espera").await.es(200);
    assert!(lista.textos("tbody tr").len() > 2, "{}", lista.cuerpo);
    let caja = app.como("carla").await.get("/norte/caja").await.es(200);
    assert!(caja.hay("a[href*='/caja/recibos/'], a[href*='recibo']"), "{}", caja.cuerpo);
    let bodega = app.como("fabiola").await.get("/norte/bodega").await.es(200);
    assert!(bodega.cuerpo.contains("Guantes"));
    let reporte = app.como("gloria").await.get("/norte/reportes/pagos").await.es(200);
    assert!(reporte.textos("tbody tr").len() > 3, "{}", reporte.cuerpo);
}

#[tokio::test]
async fn cargar_otra_vez_no_cambia_nada() {
    let app = cargada().await;
    let antes = app.bd_cuenta("norte", "auditoria").await;
    demo::cargar(&app.db, &CHICA).await.unwrap();
    assert_eq!(app.bd_cuenta("norte", "auditoria").await, antes);
    assert_eq!(demo::estado(&app.db).await.unwrap(), Estado::Entero);
}

#[tokio::test(flavor = "multi_thread")]
async fn una_carga_cortada_se_empieza_de_nuevo() {
    const MINIMA: Escala = Escala { pacientes: 70, profesionales: 1, atras: 1, adelante: 0 };
    let carpeta = Carpeta::nueva();
    let cluster = Cluster::start(Options { fsync: false, ..Options::new(carpeta.to_path_buf()) }).await.unwrap();
    antesala::db::migrar(&cluster.url("dueno", DATABASE)).await.unwrap();
    let db = Db::abrir(&cluster.url("app", DATABASE), 2).await.unwrap();
    assert_eq!(demo::estado(&db).await.unwrap(), Estado::Vacio);
    demo::fundar(&db).await.unwrap();
    assert_eq!(demo::estado(&db).await.unwrap(), Estado::Cortado);
    drop(db);
    demo::preparar(&cluster, false, &MINIMA).await.unwrap();
    let db = Db::abrir(&cluster.url("app", DATABASE), 2).await.unwrap();
    assert_eq!(demo::estado(&db).await.unwrap(), Estado::Entero);
    drop(db);
    cluster.stop().await.unwrap();
}

#[derive(diesel::QueryableByName)]
struct Huella {
    #[diesel(sql_type = Text)]
    huella: String,
}

/// Everything that a level writes, but for when a row was made.
const HUELLA: &str = "
  select md5(concat_ws(' ',
    (select string_agg(concat_ws(',', id, sesion_id, paciente_id, total, pagado, emitida), ';' order by id) from ventas),
    (select string_agg(concat_ws(',', id, sesion_id, folio, total, en), ';' order by id) from pagos),
    (select string_agg(concat_ws(',', pago_id, medio, monto), ';' order by id) from pagos_medios),
    (select string_agg(concat_ws(',', pago_id, venta_linea_id, monto), ';' order by id) from asignaciones),
    (select string_agg(concat_ws(',', sesion_id, esperado, ultimo_pago), ';' order by id) from cierres_caja),
    (select string_agg(concat_ws(',', paciente_id, profesional_id, rango, estado), ';' order by id) from citas),
    (select string_agg(concat_ws(',', cita_id, a, en), ';' order by id) from citas_estados),
    (select string_agg(concat_ws(',', tipo, fecha, sucursal, profesional, clave, monto, cuenta), ';' order by acumulados) from acumulados))) as huella";

/// A level of its own, so small that a test can make it: its digest, with the books looked over.
async fn nivel_chico() -> String {
    const CHICO: Nivel = Nivel { pacientes: 60, pagos: 1_000, dias: 400, profesionales: 3, cajas: 2 };
    let app = Prueba::nueva().await;
    app.db.reloj().fijar(mediodia());
    let norte = app.sistema("norte").await;
    nivel::cargar(&app.base.url(SUPERUSER), norte.clinica, CHICO, mediodia()).await.unwrap();
    assert_eq!(cuadratura::verificar(&app.db, None).await.unwrap(), []);
    let cuantos =
        [("pagos", 1_000), ("ventas", 1_000), ("sesiones_caja", 800), ("pacientes", 60), ("acumulados_deltas", 0)];
    for (tabla, cuantos) in cuantos {
        assert_eq!(app.bd_cuenta("norte", tabla).await, cuantos, "{tabla}");
    }
    let gloria = app.como("gloria").await;
    assert!(
        gloria.get("/norte/reportes/pagos").await.es(200).textos("tr[data-fila-reporte]").len() > 1,
        "today has its part"
    );
    let huella =
        async |tx: &mut antesala::db::Tx<'_>| Ok(diesel::sql_query(HUELLA).get_result::<Huella>(tx.pg()).await?);
    let Huella { huella } = app.db.leer(&norte, huella).await.unwrap();
    // What comes next stands after what there is: ids and folios go on.
    let carla = app.como("carla").await;
    let sesion = carla.get("/norte/caja/ventas/nueva").await.es(200).atributo("input[name=sesion]", "value");
    Caja { carla, sesion }.vender("N001", "1", &["1190"]).await.es(303);
    assert_eq!(cuadratura::verificar(&app.db, None).await.unwrap(), []);
    huella
}

#[tokio::test]
async fn un_nivel_cuadra_y_es_siempre_el_mismo() {
    let (uno, otro) = tokio::join!(nivel_chico(), nivel_chico());
    assert_eq!(uno, otro);
}
