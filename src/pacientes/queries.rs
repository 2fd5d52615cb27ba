//! Reads and single-table writes of patients.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Text};
use diesel_async::RunQueryDsl;

use super::model::{Cuales, NuevoPaciente, Optativa, Paciente, Resumen};
use crate::db::{Preparada, Tx, ahora, consulta};
use crate::error::{AppError, AppResult};
use crate::schema::pacientes;
use crate::values::texto;

/// Patients whose words start with each word of `buscado`, in the order of the list; nothing for an empty one.
pub async fn buscar(tx: &mut Tx<'_>, buscado: &str, cuales: Cuales, limite: i32) -> AppResult<Vec<Resumen>> {
    Ok(consulta(
        "select p.id, p.documento_tipo, p.documento, p.nombres, p.apellido_paterno, p.apellido_materno, p.nombre_social,
           p.nacimiento, p.telefono, p.archivado, p.bloqueado
         from (select distinct id from buscar_pacientes($1, $2, $3, $4) as h(id)) b
         join pacientes p on p.clinica_id = clinica_actual() and p.id = b.id and (p.archivado is null or $2) and (p.bloqueado is null or $3)
         order by p.apellido_paterno, p.apellido_materno, p.nombres, p.id",
    )
    .bind::<Array<Text>, _>(texto::palabras(buscado))
    .bind::<Bool, _>(cuales.archivados)
    .bind::<Bool, _>(cuales.bloqueados)
    .bind::<Integer, _>(limite)
    .load(tx.pg())
    .await?)
}

/// A page of the list, after the patient `despues` (0: from the start), one more than `limite` when there is a next one.
pub async fn listar(tx: &mut Tx<'_>, cuales: Cuales, despues: i64, limite: i64) -> AppResult<Vec<Resumen>> {
    let clinica = tx.actor().clinica;
    let mut consulta = pacientes::table
        .filter(pacientes::clinica_id.eq(clinica))
        .filter(pacientes::fusionado_en.is_null())
        .order((pacientes::apellido_paterno, pacientes::apellido_materno, pacientes::nombres, pacientes::id))
        .select(Resumen::as_select())
        .limit(limite + 1)
        .into_boxed();
    if !cuales.archivados {
        consulta = consulta.filter(pacientes::archivado.is_null());
    }
    if !cuales.bloqueados {
        consulta = consulta.filter(pacientes::bloqueado.is_null());
    }
    if despues > 0 {
        consulta = consulta.filter(
            sql::<Bool>(
                "(apellido_paterno, apellido_materno, nombres, id) > (select d.apellido_paterno, d.apellido_materno, d.nombres, d.id
                 from pacientes d where d.clinica_id = clinica_actual() and d.id = ",
            )
            .bind::<BigInt, _>(despues)
            .sql(")"),
        );
    }
    Ok(Preparada(consulta).load(tx.pg()).await?)
}

/// Who lives of a merge, held: whoever adds to a patient goes after whoever is adding. A merge that ends while this waits leaves
/// another one living, who is then held too.
pub async fn bloquear(tx: &mut Tx<'_>, paciente: i64) -> AppResult<i64> {
    let mut vigente = paciente;
    loop {
        let sql = "select id from pacientes where clinica_id = clinica_actual() and id = $1 for no key update";
        consulta(sql).bind::<BigInt, _>(vigente).execute(tx.pg()).await?;
        match resumen(tx, vigente).await?.id {
            id if id == vigente => return Ok(vigente),
            otra => vigente = otra,
        }
    }
}

/// How somebody is named; the absorbed half of a merge as the one who lives.
pub async fn resumen(tx: &mut Tx<'_>, id: i64) -> AppResult<Resumen> {
    Ok(consulta(format!(
        "select {RESUMEN} from pacientes p join pacientes v on {VIGENTE} where p.clinica_id = clinica_actual() and p.id = $1"
    ))
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

const RESUMEN: &str =
    "v.id, v.documento_tipo, v.documento, v.nombres, v.apellido_paterno, v.apellido_materno, v.nombre_social,
    v.nacimiento, v.telefono, v.archivado, v.bloqueado";
/// Not by coalesce, which keeps the planner from the key under row security.
pub(super) const VIGENTE: &str =
    "v.clinica_id = p.clinica_id and v.id = case when p.fusionado_en is null then p.id else p.fusionado_en end";

pub async fn paciente(tx: &mut Tx<'_>, id: i64) -> AppResult<Paciente> {
    let clinica = tx.actor().clinica;
    Ok(pacientes::table.find((clinica, id)).select(Paciente::as_select()).first(tx.pg()).await?)
}

/// A patient, leaving who looked and when. Of the absorbed half of a merge nothing is shown, and so nothing is noted.
pub async fn leer(tx: &mut Tx<'_>, id: i64) -> AppResult<Paciente> {
    Ok(consulta(
        "with lectura as (
           insert into lecturas_ficha (clinica_id, paciente_id)
           select clinica_id, id from pacientes where clinica_id = clinica_actual() and id = $1 and fusionado_en is null)
         select * from pacientes where clinica_id = clinica_actual() and id = $1",
    )
    .bind::<BigInt, _>(id)
    .get_result(tx.pg())
    .await?)
}

/// Who has this document, archived ones included; of the absorbed half of a merge, the one who lives.
pub async fn de_documento(tx: &mut Tx<'_>, tipo: &str, documento: &str) -> AppResult<Option<Resumen>> {
    Ok(consulta(format!(
        "select {RESUMEN} from (
           select clinica_id, id, fusionado_en from pacientes
           where clinica_id = clinica_actual() and documento_tipo = $1 and documento = $2 and fusionado_en is null
           union all
           select clinica_id, id, fusionado_en from pacientes
           where clinica_id = clinica_actual() and documento_tipo = $1 and documento = $2 and fusionado_en is not null) p
         join pacientes v on {VIGENTE} order by p.fusionado_en nulls first limit 1"
    ))
    .bind::<Text, _>(tipo)
    .bind::<Text, _>(documento)
    .get_result(tx.pg())
    .await
    .optional()?)
}

/// Those who may be the same person: the same whole name, or the same phone. Nobody who is blocked: it would say who they are.
pub async fn parecidos(tx: &mut Tx<'_>, nombre: &str, telefono: Option<&str>) -> AppResult<Vec<Resumen>> {
    let cuales = Cuales { archivados: true, bloqueados: false };
    let mut hallados = buscar(tx, nombre, cuales, 5).await?;
    if let Some(telefono) = telefono {
        let de_telefono = buscar(tx, telefono, cuales, 5).await?;
        hallados.extend(de_telefono.into_iter().filter(|p| p.telefono.as_deref() == Some(telefono)));
    }
    hallados.sort_by_key(|p| p.id);
    hallados.dedup_by_key(|p| p.id);
    Ok(hallados)
}

/// Of those, who has the very name or phone: for whoever is created by name and phone alone, and in a hurry.
pub async fn tocayos(tx: &mut Tx<'_>, nuevo: &NuevoPaciente) -> AppResult<Vec<Resumen>> {
    let pila = |nombres: &str, apellido: &str| texto::normalizar(&format!("{nombres} {apellido}"));
    let suya = pila(&nuevo.nombres, &nuevo.apellido_paterno);
    let nombre = format!("{} {} {}", nuevo.nombres, nuevo.apellido_paterno, nuevo.apellido_materno);
    let mut hallados = parecidos(tx, &nombre, nuevo.telefono.as_deref()).await?;
    hallados.retain(|p| {
        pila(&p.nombres, &p.apellido_paterno) == suya || (p.telefono.is_some() && p.telefono == nuevo.telefono)
    });
    Ok(hallados)
}

pub async fn crear(tx: &mut Tx<'_>, nuevo: &NuevoPaciente) -> AppResult<i64> {
    let clinica = tx.actor().clinica;
    Ok(diesel::insert_into(pacientes::table)
        .values((pacientes::clinica_id.eq(clinica), nuevo))
        .returning(pacientes::id)
        .get_result(tx.pg())
        .await?)
}

/// Many at once, for imports and generated worlds; a document that is already there is left as it is. Answers how many are new.
pub async fn crear_varios(tx: &mut Tx<'_>, nuevos: &[NuevoPaciente]) -> AppResult<usize> {
    let clinica = tx.actor().clinica;
    let filas: Vec<_> = nuevos.iter().map(|nuevo| (pacientes::clinica_id.eq(clinica), nuevo)).collect();
    Ok(diesel::insert_into(pacientes::table).values(filas).on_conflict_do_nothing().execute(tx.pg()).await?)
}

/// False when somebody else saved since `version` was read, or merged it away.
pub async fn actualizar(tx: &mut Tx<'_>, id: i64, version: i32, datos: &NuevoPaciente) -> AppResult<bool> {
    let clinica = tx.actor().clinica;
    let fila = pacientes::table.find((clinica, id)).filter(pacientes::version.eq(version));
    let filas = diesel::update(fila.filter(pacientes::fusionado_en.is_null()))
        .set((datos, pacientes::version.eq(pacientes::version + 1)))
        .execute(tx.pg())
        .await?;
    Ok(filas == 1)
}

/// Archived patients leave the lists and searches; nothing of them is lost.
pub async fn archivar(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    let clinica = tx.actor().clinica;
    let filas = diesel::update(pacientes::table.find((clinica, id)).filter(pacientes::fusionado_en.is_null()))
        .set(pacientes::archivado.eq(ahora().nullable()))
        .execute(tx.pg())
        .await?;
    existia(filas)
}

pub async fn reactivar(tx: &mut Tx<'_>, id: i64) -> AppResult<()> {
    let clinica = tx.actor().clinica;
    let filas = diesel::update(pacientes::table.find((clinica, id)).filter(pacientes::fusionado_en.is_null()))
        .set(pacientes::archivado.eq(None::<DateTime<Utc>>))
        .execute(tx.pg())
        .await?;
    existia(filas)
}

fn existia(filas: usize) -> AppResult<()> {
    if filas == 1 { Ok(()) } else { Err(AppError::NoEncontrado) }
}

/// Whether questions after a visit, or hours that were freed, reach them by letter; nothing of who is blocked.
pub async fn querer(tx: &mut Tx<'_>, paciente: i64, carta: Optativa, quiere: bool) -> AppResult<()> {
    let columna = carta.columna();
    let sql = format!(
        "update pacientes set {columna} = not $2, version = version + 1
         where clinica_id = clinica_actual() and id = $1 and {columna} = $2 and bloqueado is null"
    );
    consulta(sql).bind::<BigInt, _>(paciente).bind::<Bool, _>(quiere).execute(tx.pg()).await?;
    Ok(())
}

/// How it is known what the next ficha of this transaction says of WhatsApp, when it is not what was told at the desk.
pub async fn consta(tx: &mut Tx<'_>, como: &str) -> AppResult<()> {
    consulta("select set_config('app.consiente', $1, true)").bind::<Text, _>(como).execute(tx.pg()).await?;
    Ok(())
}

/// Of a patient, and of the fichas that were merged into theirs.
pub async fn telefonos(tx: &mut Tx<'_>, id: i64) -> AppResult<Vec<String>> {
    let suyas =
        pacientes::clinica_id.eq(tx.actor().clinica).and(pacientes::id.eq(id).or(pacientes::fusionado_en.eq(id)));
    let telefonos: Vec<Option<String>> =
        pacientes::table.filter(suyas).select(pacientes::telefono).load(tx.pg()).await?;
    Ok(telefonos.into_iter().flatten().collect())
}

/// Whoever has that phone says by it whether they want WhatsApp; how many they are.
pub async fn consentir_whatsapp(tx: &mut Tx<'_>, telefono: &str, acepta: bool) -> AppResult<i64> {
    #[derive(QueryableByName)]
    struct Cuenta {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let cuenta: Cuenta = consulta(
        "with c as (select set_config('app.consiente', 'respuesta', true) as como),
         u as (
           update pacientes set acepta_whatsapp = $2, version = version + 1 from c
           where clinica_id = clinica_actual() and telefono = $1 and fusionado_en is null and bloqueado is null and acepta_whatsapp <> $2
             and c.como is not null)
         select count(*) as n from pacientes_por_telefono p where p.clinica_id = clinica_actual() and p.telefono = $1",
    )
    .bind::<Text, _>(telefono)
    .bind::<Bool, _>(acepta)
    .get_result(tx.pg())
    .await?;
    Ok(cuenta.n)
}
