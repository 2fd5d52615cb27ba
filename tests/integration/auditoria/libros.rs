//! What the ledgers say stands in the list of the audit, with the document that each row is of.

use antesala::auditoria::LIBROS;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};

use super::pantalla::filas;
use crate::caja::mundo::{abrir, bd, bd_cita, bd_numero, insumo};
use crate::soporte::{BaseDePrueba, Prueba};

const DE_CARLA: &str =
    "select m.id as n from membresias m join usuarios u on u.id = m.usuario_id where u.correo = 'carla@norte.test'";

#[tokio::test]
async fn lo_que_hizo_carla_se_ve_con_su_documento_y_se_filtra_como_lo_demas() {
    let app = Prueba::nueva().await;
    insumo(&app, "KIT", "1.990", "5").await;
    let (cita, _) = bd_cita(&app, 10_000).await;
    let caja = abrir(&app, "20000").await;
    caja.enviar("/movimientos", &[("sentido", "salida"), ("monto", "3000"), ("motivo", "Monedas")]).await.es(303);
    caja.vender("KIT", "2", &["3980"]).await.es(303);
    let cita = cita.to_string();
    let venta = caja.cobrar(&[("cita", &cita), ("monto", "10000")]).await.es(303).destino().to_owned();
    caja.carla
        .post(&format!("{venta}/anulacion"), &[("clave", &crate::caja::mundo::clave()), ("motivo", "Era otra")])
        .await
        .es(303);

    let gloria = app.como("gloria").await;
    let carla = bd_numero(&app, DE_CARLA).await;
    let pedir = async |filtro: &str| gloria.get(&format!("/norte/auditoria?{filtro}")).await.es(200);
    let todo = pedir(&format!("quien={carla}")).await;
    let dichas = filas(&todo).join("\n");
    for dicho in [
        "Cobró Recibo: C1-1Medios: Efectivo: $3.980",
        "Sacó Existencias: Venta N° 1Cantidad: -2",
        "Insumo: KIT",
        "Retiró Dinero de la caja: Sesión N° ",
        "Motivo: Monedas",
        "Cobró Recibo: C1-2",
        "Anuló Recibo: C1-3",
        "Motivo: Era otra",
        "Creó Venta: 1",
    ] {
        assert!(dichas.contains(dicho), "{dicho}: {dichas}");
    }
    assert!(
        todo.atributos("td a", "href").contains(&"/norte/caja/pagos/1/recibo".to_owned()),
        "a receipt leads to itself"
    );
    assert!(
        todo.atributos("td a", "href").contains(&"/norte/caja/ventas/1".to_owned()),
        "stock leads to what it left for"
    );

    let cuantas = async |filtro: String| filas(&pedir(&filtro).await).len();
    assert_eq!(cuantas("tipo=pagos".into()).await, 3);
    assert_eq!(cuantas("tipo=pagos&numero=c1-2".into()).await, 1);
    assert_eq!(cuantas("numero=C1-2".into()).await, 1, "of a series: nothing else is called so");
    assert_eq!(cuantas("tipo=pagos&numero=2".into()).await, 1);
    assert_eq!(cuantas("tipo=movimientos&numero=1&desde=2020-01-01".into()).await, 1, "of the sale it left for");
    assert_eq!(cuantas(format!("tipo=pagos&quien={carla}&hasta=2001-01-01")).await, 0);
    let paciente = bd_numero(&app, &format!("select paciente_id as n from citas where id = {cita}")).await;
    let suyas = filas(&pedir(&format!("paciente={paciente}")).await).join("\n");
    assert!(suyas.contains("Recibo: C1-2") && suyas.contains("Recibo: C1-3"), "{suyas}");
    assert!(!suyas.contains("C1-1") && !suyas.contains("Monedas"), "{suyas}");
}

#[tokio::test]
async fn las_paginas_no_repiten_ni_saltan_filas_de_un_mismo_instante() {
    let app = Prueba::nueva().await;
    let caja = abrir(&app, "0").await;
    let carla = bd_numero(&app, DE_CARLA).await;
    for (tabla, columnas, valores, cuantas) in [
        ("movimientos_caja", "tipo, monto, motivo", "'entrada', n, 'Vale'", 70),
        ("arqueos", "contado, esperado", "n, n", 60),
    ] {
        let filas = format!(
            "insert into {tabla} (clinica_id, sesion_id, {columnas}, por)
             select s.clinica_id, s.id, {valores}, {carla} from sesiones_caja s, generate_series(1, {cuantas}) n where s.id = {}",
            caja.sesion
        );
        bd(&app, &filas).await;
    }
    let gloria = app.como("gloria").await;
    let mut paginas = vec![gloria.get(&format!("/norte/auditoria?quien={carla}")).await.es(200)];
    while let Some(siguiente) = paginas.last().unwrap().atributos("a[rel=next]", "href").pop() {
        paginas.push(gloria.get(&siguiente).await.es(200));
    }
    let todas: Vec<String> = paginas.iter().flat_map(filas).collect();
    let de = |que: &str| {
        let mut suyas: Vec<&String> = todas.iter().filter(|f| f.contains(que)).collect();
        suyas.sort();
        suyas.dedup();
        suyas.len()
    };
    assert_eq!((de("Ingresó Dinero a la caja"), de("Contó Caja")), (70, 60));
    assert!(paginas.len() == 3 && todas.iter().filter(|f| f.contains("Caja: Sesión")).count() == 60, "{}", todas.len());
    let vuelta = gloria.get(&paginas[2].atributo("a[rel=prev]", "href")).await.es(200);
    assert_eq!(filas(&vuelta), filas(&paginas[1]));
}

#[derive(diesel::QueryableByName)]
struct Linea {
    #[diesel(sql_type = diesel::sql_types::Text)]
    #[diesel(column_name = "QUERY PLAN")]
    linea: String,
}

/// That it must put what it read in order: by `en`, for what a row is made of may well be sorted.
fn ordena(plan: &str) -> bool {
    plan.lines().any(|l| l.contains("Sort Key") && (l.contains(".en DESC") || l.contains(".creado DESC")))
}

/// By who and by when, under row security: from an index that is already in the order of the list.
#[tokio::test]
async fn cada_libro_se_recorre_por_un_indice_en_el_orden_de_la_lista() {
    let base = BaseDePrueba::nueva().await;
    let mut app = base.conectar("app").await;
    app.batch_execute("set app.clinica_id = '1'; set enable_seqscan = off; set enable_bitmapscan = off").await.unwrap();
    for libro in LIBROS {
        for quien in ["", "and l.por = 7"] {
            let sql = format!(
                "explain select * from libro_{} l where l.clinica_id = 1 and (l.en, l.id) < ('2026-11-22', 9) {quien}
                 order by l.en desc, l.id desc limit 51",
                libro.tabla
            );
            let plan: Vec<Linea> = diesel::sql_query(sql).load(&mut app).await.unwrap();
            let plan = plan.into_iter().map(|l| l.linea).collect::<Vec<_>>().join("\n");
            let por_indice = format!(" using {}_", libro.tabla);
            let sin_uso = libro.tabla == "inventarios_conteos" && !quien.is_empty();
            assert!(sin_uso || plan.contains(&por_indice) && !ordena(&plan), "{quien} {plan}");
        }
    }
}

/// Ledgers that say nothing of their own to whoever looks for what happened.
const CALLADOS: &[(&str, &str)] = &[
    ("abonos", "what stays of a payment, which is told"),
    ("aperturas_denominaciones", "parts of an opening, which is audited"),
    ("arqueos_denominaciones", "parts of a count"),
    ("arqueos_medios", "parts of a count"),
    ("asignaciones", "parts of a payment"),
    ("citas_estados", "the cita is audited: its state before and after, and why"),
    ("consentimientos_whatsapp", "the patient is audited; how it is known stands in the ficha"),
    ("devoluciones_lineas", "parts of a refund, which is audited"),
    ("enlaces_baja", "ways to ask for no more letters, which the ficha keeps"),
    ("enlaces_encuesta", "ways to a question, whose answer is audited"),
    ("enlaces_oferta", "ways to an offer, which is audited"),
    ("entrantes_whatsapp", "what patients write, told in their conversation"),
    ("eventos", "what the program tells itself of all this"),
    ("hojas_auditoria", "the seal of the audit"),
    ("intentos_envio", "steps of a message, which is told"),
    ("lecturas_ficha", "among the readings"),
    ("liquidaciones_lineas", "parts of a settlement"),
    ("notas_credito_lineas", "parts of a note"),
    ("pagos_medios", "parts of a payment"),
    ("presupuestos_ventas", "parts of a sale"),
    ("recepciones_lineas", "each one is a movimiento"),
    ("retiros_auditoria", "months of every clinic"),
    ("sellos_auditoria", "the seal of the audit"),
    ("ventas_lineas", "parts of a sale, which is audited"),
];

#[tokio::test]
async fn cada_libro_esta_en_la_lista_o_dice_por_que_no() {
    let base = BaseDePrueba::nueva().await;
    let mut app = base.conectar("app").await;
    let sql = "select t.relname::text as \"QUERY PLAN\" from pg_trigger g join pg_class t on t.oid = g.tgrelid
               where g.tgfoid = 'solo_agregar'::regproc order by 1";
    let libros: Vec<Linea> = diesel::sql_query(sql).load(&mut app).await.unwrap();
    let dichos = LIBROS.iter().map(|l| l.tabla).chain(CALLADOS.iter().map(|(tabla, _)| *tabla));
    let mut dichos: Vec<&str> = dichos.collect();
    dichos.sort_unstable();
    assert_eq!(libros.iter().map(|l| l.linea.as_str()).collect::<Vec<_>>(), dichos);
}
