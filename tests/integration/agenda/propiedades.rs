//! `horas_libres` against the plainest model there is, over small random worlds.

#![expect(clippy::indexing_slicing, reason = "a test says what went wrong by panicking")]

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use antesala::agenda::{HoraPedida, NuevaCita, Origen, Quien, queries};
use antesala::db::Tx;
use antesala::error::{AppError, AppResult, rechazo};
use antesala::values::zona::Zona;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use diesel::sql_types::{BigInt, Date, Timestamptz};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use proptest::prelude::*;
use tokio::runtime::Runtime;

use super::mundo::Mundo;
use crate::soporte::Prueba;

/// Quarter hours of a day, as `[desde, hasta)`.
type Bloque = (u32, u32);

/// Beginning and length in units of five minutes from the first midnight, and whether it blocks.
type Tomado = (i64, i64, bool);

#[derive(Debug, Clone)]
struct Azar {
    desde: NaiveDate,
    /// Per professional, every day of the week alike: disjoint blocks.
    bloques: Vec<Vec<Bloque>>,
    duracion: i64,
    paso: i64,
    antes: i64,
    despues: i64,
    aviso: i64,
    margenes: bool,
    citas: Vec<(usize, Tomado)>,
    bloqueos: Vec<(usize, Tomado)>,
    /// Minutes after the first midnight.
    ahora: i64,
    /// Per day, per week, and the capacity of the only box; the model knows nothing of them.
    topes: (i64, i64, i64),
}

const DIAS: u64 = 3;

fn dias() -> impl Strategy<Value = NaiveDate> {
    prop::sample::select(vec!["2026-04-03", "2026-09-05", "2026-11-24"]).prop_map(|fecha| fecha.parse().unwrap())
}

/// Up to three blocks; none starts inside the hour that a September midnight skips.
fn bloques() -> impl Strategy<Value = Vec<Bloque>> {
    prop::collection::btree_set(prop_oneof![Just(0_u32), 4_u32..=96], 0..=6).prop_map(|cortes| {
        let cortes: Vec<u32> = cortes.into_iter().collect();
        cortes.chunks_exact(2).map(|par| (par[0], par[1])).collect()
    })
}

fn tomado() -> impl Strategy<Value = (usize, Tomado)> {
    (0..2_usize, (-20..900_i64, 1..40_i64, prop::bool::weighted(0.8)))
}

prop_compose! {
    fn azar()(
        desde in dias(),
        bloques in prop::collection::vec(bloques(), 2),
        (duracion, paso, antes, despues) in (1..=18_i64, 1..=18_i64, 0..=4_i64, 0..=4_i64),
        (aviso, margenes, ahora) in (0..=240_i64, any::<bool>(), -600..2_000_i64),
        citas in prop::collection::vec(tomado(), 0..12),
        bloqueos in prop::collection::vec(tomado(), 0..4),
        topes in (1..6_i64, 2..9_i64, 1..3_i64),
    ) -> Azar {
        let (duracion, paso, antes, despues) = (duracion * 5, paso * 5, antes * 5, despues * 5);
        Azar { desde, bloques, duracion, paso, antes, despues, aviso, margenes, citas, bloqueos, ahora, topes }
    }
}

type Rango = (DateTime<Utc>, DateTime<Utc>);

fn se_cruzan(a: &Rango, b: &Rango) -> bool {
    a.0 < b.1 && b.0 < a.1
}

fn muro(fecha: NaiveDate, cuartos: u32) -> chrono::NaiveDateTime {
    fecha.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(cuartos) * 15)
}

impl Azar {
    fn fechas(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        (0..DIAS).map(|n| self.desde + Days::new(n))
    }

    fn origen(&self) -> DateTime<Utc> {
        Zona::SANTIAGO.inicio_del_dia(self.desde)
    }

    fn ahora(&self) -> DateTime<Utc> {
        self.origen() + TimeDelta::minutes(self.ahora)
    }

    fn rango(&self, (desde, largo, _): Tomado) -> Rango {
        let inicio = self.origen() + TimeDelta::minutes(desde * 5);
        (inicio, inicio + TimeDelta::minutes(largo * 5))
    }

    /// Every step of every block, kept when each five minutes of it are worked and nothing of its `ocupa` is taken.
    fn modelo(&self, n: usize, ocupados: &[Rango]) -> BTreeSet<DateTime<Utc>> {
        let minutos = TimeDelta::minutes;
        let jornada: Vec<Rango> = self
            .fechas()
            .flat_map(|f| self.bloques[n].iter().map(move |b| (muro(f, b.0), muro(f, b.1))))
            .map(|(a, b)| (Zona::SANTIAGO.instante(a), Zona::SANTIAGO.instante(b)))
            .collect();
        let trabaja = |t: DateTime<Utc>| jornada.iter().any(|r| r.0 <= t && t < r.1);
        let mut libres = BTreeSet::new();
        for fecha in self.fechas() {
            for bloque in &self.bloques[n] {
                let mut paso = muro(fecha, bloque.0);
                while paso < muro(fecha, bloque.1) {
                    let inicio = Zona::SANTIAGO.instante(paso);
                    let existe = Zona::SANTIAGO.local(inicio) == paso;
                    let fin = inicio + minutos(self.duracion);
                    let ocupa = (inicio - minutos(self.antes), fin + minutos(self.despues));
                    let (desde, hasta) = if self.margenes { ocupa } else { (inicio, fin) };
                    let largo = (hasta - desde).num_minutes();
                    let cabe = (0..largo).step_by(5).all(|m| trabaja(desde + minutos(m)));
                    let a_tiempo = inicio >= self.ahora() + minutos(self.aviso);
                    if existe && cabe && a_tiempo && !ocupados.iter().any(|o| se_cruzan(o, &ocupa)) {
                        libres.insert(inicio);
                    }
                    paso += minutos(self.paso);
                }
            }
        }
        libres
    }
}

#[derive(diesel::QueryableByName)]
struct Libre {
    #[diesel(sql_type = BigInt)]
    profesional_id: i64,
    #[diesel(sql_type = Timestamptz)]
    inicio: DateTime<Utc>,
}

#[derive(diesel::QueryableByName)]
struct Nueva {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

#[derive(diesel::QueryableByName)]
struct Ocupado {
    #[diesel(sql_type = BigInt)]
    profesional_id: i64,
    #[diesel(sql_type = Timestamptz)]
    desde: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    hasta: DateTime<Utc>,
}

/// Builds the world; citas that the constraints refuse are left out.
async fn construir(tx: &mut Tx<'_>, azar: &Azar, quienes: &[i64], prestacion: i64) -> AppResult<()> {
    let mut sql = format!(
        "select set_config('app.ahora', '{}', true); delete from horarios; update profesionales set trabaja_feriados = true;
         update clinicas set ajustes = jsonb_build_object('margenes_en_horario', {});
         update prestaciones set duracion = {}, paso = {}, antes = {}, despues = {}, aviso_minimo = {} where id = {prestacion};",
        azar.ahora().to_rfc3339(), azar.margenes, azar.duracion, azar.paso, azar.antes, azar.despues, azar.aviso
    );
    for (n, bloques) in azar.bloques.iter().enumerate() {
        for (desde, hasta) in bloques {
            let hora = |cuartos: u32| format!("{:02}:{:02}", cuartos / 4, cuartos % 4 * 15);
            sql +=
                &format!(
                "insert into horarios (clinica_id, profesional_id, sucursal_id, isodow, desde, hasta, vigente_desde)
                 select clinica_id, {}, id, d, '{}', '{}', '2026-01-01' from sucursales, generate_series(1, 7) d;",
                quienes[n], hora(*desde), hora(*hasta)
            );
        }
    }
    for (k, (n, tomado)) in azar.citas.iter().enumerate() {
        let (inicio, fin) = azar.rango(*tomado);
        let (a, b) = (inicio.to_rfc3339(), fin.to_rfc3339());
        sql += &format!(
            "with p as (insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres)
               values (clinica_actual(), 'sin_documento', 'otro', 'P{k}') returning id)
             insert into citas (clinica_id, sucursal_id, profesional_id, prestacion_id, paciente_id, rango, ocupa, precio, moneda)
             select s.clinica_id, s.id, {}, {prestacion}, p.id, tstzrange('{a}', '{b}'),
               tstzrange('{a}'::timestamptz - interval '5 minutes', '{b}'::timestamptz + interval '10 minutes'), 0, 'CLP'
             from sucursales s, p on conflict do nothing;",
            quienes[*n]
        );
        if !tomado.2 {
            sql += "update citas set estado = 'cancelada' where id = (select max(id) from citas);";
        }
    }
    for (n, tomado) in &azar.bloqueos {
        let (inicio, fin) = azar.rango(*tomado);
        let (a, b) = (inicio.to_rfc3339(), fin.to_rfc3339());
        sql += &format!(
            "insert into bloqueos (clinica_id, profesional_id, rango, motivo)
             values (clinica_actual(), {}, tstzrange('{a}', '{b}'), 'ausencia');",
            quienes[*n]
        );
    }
    Ok(tx.pg().batch_execute(&sql).await?)
}

async fn comparar(tx: &mut Tx<'_>, azar: &Azar, quienes: &[i64], prestacion: i64) -> AppResult<usize> {
    construir(tx, azar, quienes, prestacion).await?;
    let libres: Vec<Libre> = diesel::sql_query("select profesional_id, inicio from horas_libres($1, null, $2, 3)")
        .bind::<BigInt, _>(prestacion)
        .bind::<Date, _>(azar.desde)
        .load(tx.pg())
        .await?;
    let ocupados: Vec<Ocupado> = diesel::sql_query(
        "select profesional_id, lower(ocupa) as desde, upper(ocupa) as hasta from citas where bloquea
         union all select profesional_id, inicio, fin from bloqueos",
    )
    .load(tx.pg())
    .await?;
    for (n, quien) in quienes.iter().enumerate() {
        let suyos: Vec<Rango> =
            ocupados.iter().filter(|o| o.profesional_id == *quien).map(|o| (o.desde, o.hasta)).collect();
        let dadas: BTreeSet<_> = libres.iter().filter(|l| l.profesional_id == *quien).map(|l| l.inicio).collect();
        assert_eq!(dadas, azar.modelo(n, &suyos), "professional {n}, {}", azar.desde.weekday());
    }
    assert_eq!(libres.len(), libres.iter().map(|l| (l.profesional_id, l.inicio)).collect::<BTreeSet<_>>().len());
    Ok(libres.len())
}

/// Each world lives in a transaction that is undone.
async fn probar(app: &Prueba, f: impl AsyncFnOnce(&mut Tx<'_>) -> AppResult<usize>) -> usize {
    let mut ofrecidas = 0;
    let norte = app.sistema("norte").await;
    let deshecho = app.db.escribir(&norte, async |tx| {
        ofrecidas = f(tx).await?;
        Err::<(), AppError>(rechazo("deshacer"))
    });
    match deshecho.await {
        Err(AppError::Rechazo(r)) if r.es("deshacer") => ofrecidas,
        otro => panic!("{otro:?}"),
    }
}

async fn dos() -> (Mundo, [i64; 2]) {
    let m = Mundo::nuevo().await;
    let otro = m.bd_profesional("Iván Ríos", "09:00", "13:00").await;
    let quienes = [m.profesional, otro];
    (m, quienes)
}

#[test]
fn lo_que_se_ofrece_es_lo_que_esta_libre() {
    let rt = Runtime::new().unwrap();
    let (m, quienes) = rt.block_on(dos());
    let ofrecidas = AtomicUsize::new(0);
    proptest!(ProptestConfig::with_cases(96), |(azar in azar())| {
        let probado = probar(&m.app, async |tx| comparar(tx, &azar, &quienes, m.prestacion).await);
        ofrecidas.fetch_add(rt.block_on(probado), Relaxed);
    });
    assert!(ofrecidas.into_inner() > 500, "the worlds offer too little to compare");
    rt.block_on(async move { drop(m) });
}

/// A cita of somebody new at that start.
async fn confirmar(tx: &mut Tx<'_>, quien: i64, prestacion: i64, inicio: DateTime<Utc>) -> AppResult<bool> {
    let paciente: Nueva = diesel::sql_query(
        "insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres)
         values (clinica_actual(), 'sin_documento', 'otro', 'Nueva') returning id",
    )
    .get_result(tx.pg())
    .await?;
    let nueva = NuevaCita {
        hora: HoraPedida { profesional: quien, inicio },
        fecha: Zona::SANTIAGO.fecha(inicio),
        prestacion,
        paciente: paciente.id,
        origen: Origen::Recepcion,
        observacion: String::new(),
        clave: None,
        quien: Quien::Clinica,
        reagendada_de: None,
    };
    Ok(queries::insertar(tx, &nueva).await?.is_some())
}

/// Books what is offered, one after another, and between them what is not.
async fn dar_todo(tx: &mut Tx<'_>, azar: &Azar, quienes: &[i64], prestacion: i64) -> AppResult<usize> {
    construir(tx, azar, quienes, prestacion).await?;
    let (dia, semana, capacidad) = azar.topes;
    tx.pg()
        .batch_execute(&format!(
            "update prestaciones set limite_dia = {dia}, limite_semana = {semana}, horizonte = 2 where id = {prestacion};
             insert into boxes (clinica_id, sucursal_id, nombre, capacidad) select clinica_id, id, 'Box', {capacidad} from sucursales;
             insert into prestaciones_boxes select clinica_id, {prestacion}, id from boxes"
        ))
        .await?;
    let mut dadas = 0;
    for vuelta in 0..12 {
        let libres: Vec<Libre> = diesel::sql_query("select profesional_id, inicio from horas_libres($1, null, $2, 3)")
            .bind::<BigInt, _>(prestacion)
            .bind::<Date, _>(azar.desde)
            .load(tx.pg())
            .await?;
        for n in 0..4 {
            let inicio = azar.origen() + TimeDelta::minutes((vuelta * 977 + n * 331) % (72 * 12) * 5);
            let quien = quienes[usize::try_from(n % 2).unwrap()];
            if !libres.iter().any(|l| (l.profesional_id, l.inicio) == (quien, inicio)) {
                assert!(!confirmar(tx, quien, prestacion, inicio).await?, "{inicio} was not offered");
            }
        }
        let Some(libre) = libres.get(usize::try_from(vuelta * 7).unwrap() % libres.len().max(1)) else { break };
        assert!(confirmar(tx, libre.profesional_id, prestacion, libre.inicio).await?, "{} was offered", libre.inicio);
        dadas += 1;
    }
    Ok(dadas)
}

#[test]
fn lo_que_se_ofrece_se_reserva_y_lo_demas_no() {
    let rt = Runtime::new().unwrap();
    let (m, quienes) = rt.block_on(dos());
    let dadas = AtomicUsize::new(0);
    proptest!(ProptestConfig::with_cases(32), |(azar in azar())| {
        let probado = probar(&m.app, async |tx| dar_todo(tx, &azar, &quienes, m.prestacion).await);
        dadas.fetch_add(rt.block_on(probado), Relaxed);
    });
    assert!(dadas.into_inner() > 50, "the worlds offer too little to book");
    rt.block_on(async move { drop(m) });
}
