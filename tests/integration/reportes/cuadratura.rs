//! The books checked on live data: nothing is said of sound ones, and of each figure that somebody touched, which row it is.

use antesala::db::embedded::SUPERUSER;
use antesala::reportes::cuadratura::{self, Descuadre};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

use crate::caja::mundo::{Caja, abrir, bd_cita, bd_numero, bd_prestacion, clave, insumo};
use crate::caja::presupuestos;
use crate::soporte::Prueba;

/// A day with a bit of everything: goods, sales paid by several methods or in part, a payment taken back, cash in and out, a close.
async fn dia(app: &Prueba) -> Caja {
    insumo(app, "GASA", "1190", "50").await;
    insumo(app, "SUERO", "4321", "50").await;
    let caja = abrir(app, "20000").await;
    caja.vender("GASA", "2", &["2380"]).await.es(303);
    caja.vender("SUERO", "1", &["2321", "2000"]).await.es(303);
    caja.vender("SUERO", "3", &["5000"]).await.es(303);
    let anular = [("clave", clave()), ("motivo", "se equivocó".into())];
    let anular = anular.each_ref().map(|(n, v)| (*n, v.as_str()));
    caja.carla.post("/norte/caja/pagos/1/anulacion", &anular).await.es(303);
    let mover = [("clave", clave()), ("sentido", "salida".into()), ("monto", "3000".into()), ("motivo", "aseo".into())];
    let mover = mover.each_ref().map(|(n, v)| (*n, v.as_str()));
    caja.carla.post(&format!("/norte/caja/sesiones/{}/movimientos", caja.sesion), &mover).await.es(303);
    // Of what the sale of that payment owes, a part is forgiven.
    let pedir = [("clave", clave()), ("motivo", "cortesía".into()), ("linea", "1".into()), ("monto", "380".into())];
    let pedir = pedir.each_ref().map(|(n, v)| (*n, v.as_str()));
    let pedida = caja.carla.post("/norte/caja/ventas/1/devolucion", &pedir).await.es(303).destino().to_owned();
    let aprobar = [("clave", clave()), ("como", "aprobar".into())];
    let aprobar = aprobar.each_ref().map(|(n, v)| (*n, v.as_str()));
    app.como("gloria").await.post(&format!("{pedida}/resolucion"), &aprobar).await.es(303);
    presupuestar(app, &caja).await;
    caja
}

/// Ten sessions are promised, and three of them sold.
async fn presupuestar(app: &Prueba, caja: &Caja) {
    bd_cita(app, 1_000).await;
    bd_prestacion(app, "KINE", 20_000).await;
    let paciente = bd_numero(app, "select id from pacientes").await;
    let campos = [("clave", clave()), ("paciente", paciente.to_string()), ("valido_hasta", "2099-12-31".into())];
    let lineas = [("prestacion", "KINE"), ("veces", "10")].map(|(n, v)| (n, v.to_owned()));
    presupuestos::aceptado(&caja.carla, &campos.into_iter().chain(lineas).collect::<Vec<_>>()).await;
    let linea = bd_numero(app, "select id from presupuestos_lineas").await.to_string();
    caja.vender_de(&[(&linea, "3")], "").await.es(303);
}

async fn cerrar(caja: &Caja) {
    let sesion = format!("/norte/caja/sesiones/{}", caja.sesion);
    let (una, otra) = (clave(), clave());
    caja.carla.post(&format!("{sesion}/arqueos"), &[("clave", &*una), ("piezas", "1")]).await.es(303);
    let cierre = [("clave", &*otra), ("dejado", "20000"), ("motivo", "vuelto"), ("con_impagas", "true")];
    caja.carla.post(&format!("{sesion}/cierre"), &cierre).await.es(303);
}

async fn descuadres(app: &Prueba) -> Vec<Descuadre> {
    let hallados = cuadratura::verificar(&app.db, None).await.unwrap();
    assert!(hallados.iter().all(|(slug, _)| slug == "norte"), "{hallados:?}");
    hallados.into_iter().map(|(_, descuadre)| descuadre).collect()
}

#[tokio::test]
async fn un_dia_de_trabajo_cuadra() {
    let app = Prueba::nueva().await;
    let caja = dia(&app).await;
    assert_eq!(descuadres(&app).await, []);
    cerrar(&caja).await;
    assert_eq!(descuadres(&app).await, []);
    let ajena = cuadratura::verificar(&app.db, Some("no-hay")).await;
    assert!(ajena.is_err(), "an unknown clinic is not a sound one");
}

/// What is touched, and what must be said of it: rule, table, and the row, as SQL answers it after the fact.
const TOQUES: &[(&str, &str, &str, &str)] = &[
    (
        "insert into reasignaciones (clinica_id, pago_id, motivo, por) select clinica_id, id, 'x', por from pagos where id = 2;
         insert into asignaciones (clinica_id, pago_id, venta_linea_id, monto, reasignacion_id)
         select a.clinica_id, 2, min(a.venta_linea_id), -1, 1 from asignaciones a where a.pago_id = 2 group by a.clinica_id",
        "lo que se mueve de un lado entra entero en el otro",
        "reasignaciones",
        "1",
    ),
    (
        "update presupuestos_lineas set vendido = vendido + 1",
        "de un presupuesto se vende lo que dicen sus ventas, y no más",
        "presupuestos_lineas",
        "select id from presupuestos_lineas",
    ),
    (
        "update presupuestos_ventas set bruto = bruto + 200000",
        "de un presupuesto se vende lo que dicen sus ventas, y no más",
        "presupuestos_lineas",
        "select id from presupuestos_lineas",
    ),
    (
        "update presupuestos set folio = 2",
        "los folios de una serie no tienen huecos",
        "series",
        "select serie_id from presupuestos",
    ),
    (
        "update pagos_medios set monto = monto - 10 where pago_id = 2 and medio = 'debito'",
        "pago = suma de sus medios",
        "pagos",
        "2",
    ),
    (
        "update asignaciones set monto = monto - 1 where id = (select max(id) from asignaciones where pago_id = 3)",
        "pago = lo asignado + lo que quedó a favor",
        "pagos",
        "3",
    ),
    (
        "update ventas set pagado = pagado + 1 where id = 3",
        "venta pagada = suma de lo asignado y acreditado a sus líneas",
        "ventas",
        "3",
    ),
    (
        "update ventas_lineas set total = total + 1, precio = precio + 1 where venta_id = 2",
        "venta = suma de sus líneas",
        "ventas",
        "2",
    ),
    (
        "update asignaciones set monto = monto + 20000 where pago_id = 3",
        "una línea no se cubre menos que nada ni más que su total",
        "ventas_lineas",
        "select id from ventas_lineas where venta_id = 3",
    ),
    (
        "delete from pagos where folio = 2",
        "los folios de una serie no tienen huecos",
        "series",
        "select serie_id from cajas where id = 1",
    ),
    (
        "update pagos set total = total + 1 where tipo = 'anulacion'",
        "una anulación deshace un pago entero, una vez",
        "pagos",
        "select id from pagos where tipo = 'anulacion'",
    ),
    (
        "update pagos_medios set monto = monto - 10 where monto < 0",
        "de un pago no vuelve más dinero que el que entró",
        "pagos",
        "1",
    ),
    (
        "update ventas set acreditado = acreditado - 1 where acreditado > 0",
        "venta acreditada = suma de sus notas de crédito",
        "ventas",
        "1",
    ),
    (
        "update notas_credito_lineas set monto = monto + 1",
        "nota de crédito = suma de sus líneas",
        "notas_credito",
        "select id from notas_credito",
    ),
    (
        "update movimientos_caja set monto = monto + 500",
        "cierre: lo esperado = apertura + libro",
        "cierres_caja",
        "select id from cierres_caja",
    ),
    ("update lotes set cantidad = cantidad + 1 where id = 1", "lote = suma de sus movimientos", "lotes", "1"),
    (
        "update existencias set cantidad = cantidad - 1 where insumo_id = (select id from insumos where codigo = 'SUERO')",
        "existencias = suma de los lotes",
        "insumos",
        "select id from insumos where codigo = 'SUERO'",
    ),
    (
        "update movimientos set saldo = saldo + 1 where id = (select max(id) from movimientos where lote_id = 1)",
        "kardex: cada saldo = el anterior + lo movido",
        "movimientos",
        "select max(id) from movimientos where lote_id = 1",
    ),
    (
        "update pagos_medios set monto = monto + 1 where id = (select max(id) from pagos_medios)",
        "acumulado de medio = suma de sus filas",
        "acumulados",
        DIA,
    ),
    (
        "insert into acumulados_deltas (clinica_id, tipo, fecha, sucursal, profesional, monto, cuenta)
         select clinica_id, 'profesional', fecha, sucursal_id, profesional_id, 1000, 1 from citas",
        "acumulado de profesional = suma de sus filas",
        "acumulados",
        DIA,
    ),
    (
        "delete from ventas where id = (select max(id) from ventas)",
        "acumulado de venta = suma de sus filas",
        "acumulados",
        DIA,
    ),
    (
        "update ventas set pagado = 0 where id = 3",
        "acumulado de por_cobrar = suma de sus filas",
        "acumulados",
        DIA,
    ),
    ("update citas set estado = 'atendida'", "acumulado de cita = suma de sus filas", "acumulados", DIA),
    (
        "insert into acumulados_deltas (clinica_id, tipo, fecha, sucursal, monto, cuenta)
         select clinica_id, 'espera', fecha, sucursal_id, 60, 1 from citas",
        "acumulado de espera = suma de sus filas",
        "acumulados",
        DIA,
    ),
];

/// Today, as the sums name it.
const DIA: &str = "select to_char(ahora() at time zone 'America/Santiago', 'YYYYMMDD')::bigint";

/// What the program sees after somebody wrote past triggers and ledgers; undone at once.
async fn bd_tras(superusuario: &mut AsyncPgConnection, toque: &str) -> Vec<Descuadre> {
    let sql = format!(
        "begin; set local session_replication_role = replica; {toque}; set local session_replication_role = origin;
         set local role app; select set_config('app.clinica_id', (select id from clinicas_activas() where slug = 'norte')::text, true)"
    );
    superusuario.batch_execute(&sql).await.unwrap();
    let sql = "select regla, tabla, fila_id, dice, deberia from descuadres";
    let hallados = diesel::sql_query(sql).load(superusuario).await.unwrap();
    superusuario.batch_execute("rollback").await.unwrap();
    hallados
}

#[tokio::test]
async fn cada_cifra_tocada_se_nombra_con_su_fila() {
    let app = Prueba::nueva().await;
    cerrar(&dia(&app).await).await;
    let mut superusuario = app.base.conectar(SUPERUSER).await;
    for (toque, regla, tabla, fila) in TOQUES {
        let fila = bd_numero(&app, &format!("({fila})")).await;
        let hallados = bd_tras(&mut superusuario, toque).await;
        let es = |d: &Descuadre| (d.regla.as_str(), d.tabla.as_str(), d.fila_id) == (*regla, *tabla, fila);
        assert!(hallados.iter().any(es), "{toque}: {hallados:#?}");
    }
    assert_eq!(descuadres(&app).await, []);
}

/// Exit code and what was printed.
fn programa(app: &Prueba, clinica: &str) -> (bool, String) {
    let mut orden = std::process::Command::new(env!("CARGO_BIN_EXE_antesala"));
    orden.args(["verificar", clinica]).env("DATABASE_URL", app.base.url("app"));
    let fin = orden.output().unwrap();
    (fin.status.success(), String::from_utf8(fin.stdout).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn la_orden_nombra_la_fila_y_falla() {
    let app = Prueba::nueva().await;
    dia(&app).await;
    assert_eq!(programa(&app, "norte"), (true, "Todo cuadra.\n".to_owned()));
    let mut superusuario = app.base.conectar(SUPERUSER).await;
    let toque = "set session_replication_role = replica; update ventas set pagado = pagado + 1 where id = 3";
    superusuario.batch_execute(toque).await.unwrap();
    let dicho = "norte: ventas 3: venta pagada = suma de lo asignado y acreditado a sus líneas; dice 5001, debería decir 5000\n";
    let (bien, salida) = programa(&app, "norte");
    assert!(!bien && salida.contains(dicho), "{salida}");
    assert!(programa(&app, "sur").0);
    assert!(!programa(&app, "no-hay").0);
}
