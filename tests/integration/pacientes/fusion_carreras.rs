//! Merges, separations and bookings at the same instant.

use antesala::db::Actor;
use antesala::error::AppError;
use antesala::pacientes::fusion::queries;
use proptest::{collection::vec, prelude::*, strategy::ValueTree, test_runner::TestRunner};

use crate::agenda::mundo::Mundo;
use crate::soporte::Navegador;

const PACIENTES: usize = 5;

#[derive(Debug, Clone, Copy)]
enum Acto {
    Fusionar(usize, usize),
    Separar(usize),
}

fn acto() -> impl Strategy<Value = Acto> {
    prop_oneof![
        2 => (0..PACIENTES, 0..PACIENTES).prop_map(|(a, b)| Acto::Fusionar(a, b)),
        1 => (0..PACIENTES).prop_map(Acto::Separar),
    ]
}

async fn hacer(ana: &Navegador, ids: &[i64], acto: Acto) {
    let respuesta = match acto {
        Acto::Fusionar(a, b) => {
            let con = ids[b].to_string();
            let campos = [("con", con.as_str()), ("queda", "otra"), ("motivo", "x")];
            ana.post(&format!("/norte/pacientes/{}/fusion", ids[a]), &campos).await
        }
        Acto::Separar(a) => ana.post(&format!("/norte/pacientes/{}/separacion", ids[a]), &[("motivo", "y")]).await,
    };
    assert!([303, 404].contains(&respuesta.estado.as_u16()), "{acto:?}: {}", respuesta.cuerpo);
}

/// Whoever is absorbed shows the root of the merges that stand, and nobody else shows another.
const RAICES_MALAS: &str = "with recursive cadena as (
    select p.id, p.id as en from pacientes p
    union all
    select c.id, f.vigente_id from cadena c join fusiones f on f.absorbido_id = c.en and f.deshecha is null)
  select count(*) as n from pacientes p
  join (select id, en from cadena c where not exists (
    select from fusiones f where f.absorbido_id = c.en and f.deshecha is null)) r on r.id = p.id
  where coalesce(p.fusionado_en, p.id) <> r.en";

/// Histories from four connections at once, each followed by a look at what is left.
#[tokio::test]
async fn ninguna_historia_deja_a_nadie_sin_raiz() {
    let mundo = Mundo::nuevo().await;
    let mut ids = Vec::new();
    for n in 0..PACIENTES {
        ids.push(mundo.bd_paciente(&format!("P{n}")).await);
    }
    let ana = mundo.app.como("ana").await;
    let mut azar = TestRunner::deterministic();
    for _ in 0..12 {
        let historias = vec(vec(acto(), 1..6), 4).new_tree(&mut azar).unwrap().current();
        let (ana, ids) = (&ana, &ids);
        let correr = historias.iter().map(|h| async move {
            for acto in h {
                hacer(ana, ids, *acto).await;
            }
        });
        futures_util::future::join_all(correr).await;
        assert_eq!(mundo.bd_numero(RAICES_MALAS).await, 0, "{historias:?}");
        let raices = "select count(*) as n from pacientes where fusionado_en is null";
        assert!(mundo.bd_numero(raices).await > 0);
    }
}

#[tokio::test]
async fn dos_fusiones_al_reves_dejan_una() {
    let mundo = Mundo::nuevo().await;
    let ids = [mundo.bd_paciente("A").await, mundo.bd_paciente("B").await];
    let ana = mundo.app.como("ana").await;
    tokio::join!(hacer(&ana, &ids, Acto::Fusionar(0, 1)), hacer(&ana, &ids, Acto::Fusionar(1, 0)));
    assert_eq!(mundo.bd_numero("select count(*) as n from fusiones").await, 1);
}

/// Both halves are booked at one hour while they are merged: either the merge sees it or the later booking is refused.
#[tokio::test]
async fn nadie_queda_en_dos_partes_sin_que_se_haya_visto() {
    let mundo = Mundo::nuevo().await;
    let otro = mundo.bd_profesional("Otra Profesional", "09:00", "13:00").await;
    let beto = mundo.app.como("beto").await;
    let norte: Actor = mundo.app.sistema("norte").await;
    for vuelta in 0..8 {
        let (a, b) = (mundo.bd_paciente("A").await, mundo.bd_paciente("B").await);
        let inicio = format!("2026-11-2{}T12:{}:00Z", 4 + vuelta / 2, if vuelta % 2 == 0 { "00" } else { "30" });
        let (prestacion, de_b) = (mundo.prestacion.to_string(), b.to_string());
        let hora = format!("{otro}@{inicio}");
        let campos = [("hora", hora.as_str()), ("prestacion", &prestacion), ("paciente", &de_b)];
        let fusion = mundo.app.db.escribir(&norte, async |tx| {
            queries::bloquear(tx, &[a, b]).await?;
            if !antesala::agenda::cruces(tx, a, b).await?.is_empty() {
                return Err(AppError::EnCurso);
            }
            queries::fusionar(tx, a, b, "carrera").await
        });
        let (una, otra, _fusion) =
            tokio::join!(mundo.reservar(&beto, a, &inicio), beto.post("/norte/citas", &campos), fusion);
        for respuesta in [&una, &otra] {
            assert!([303, 409].contains(&respuesta.estado.as_u16()), "{}", respuesta.cuerpo);
        }
    }
    let dobles = "select count(*) as n from citas c join citas d on d.id > c.id and d.rango && c.rango and d.bloquea and c.bloquea
        join pacientes p on p.id = c.paciente_id join pacientes q on q.id = d.paciente_id
        where coalesce(p.fusionado_en, p.id) = coalesce(q.fusionado_en, q.id)";
    assert_eq!(mundo.bd_numero(dobles).await, 0);
}
