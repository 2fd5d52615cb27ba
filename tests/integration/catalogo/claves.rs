//! Keys: the clinic leads each of them, so that a reference across clinics cannot exist.

use super::{Excepciones, Regla};

/// Tables of no clinic. Everything else carries `clinica_id`.
const GLOBALES: Excepciones = &[
    ("__antesala_rutinas", "the program's own: which routines are applied"),
    ("__diesel_schema_migrations", "diesel's own"),
    ("aparatos_usuario", "a person signs in with a device before a clinic is chosen"),
    ("citas_transiciones", "the states are the program's own; changed by migrations only"),
    ("clinicas", "it is the clinic: its id is the others' clinica_id"),
    ("cupos_envio", "a domain counts what comes from all clinics; only the claim of messages reads it"),
    ("dias_auditoria", "a day is closed for all clinics at once; the seal of each stands in sellos_auditoria"),
    ("enlaces_usuario", "a link sets the password of a person, whatever their clinics"),
    ("feriados", "the law declares them for a country or a region; loaded by the program"),
    ("ingresos_a_medias", "a sign-in that waits for its code is in no clinic yet"),
    ("intentos_ingreso", "failed sign-ins come before any clinic is known"),
    ("permisos", "the words the program asks about, the same for all; changed by migrations only"),
    ("recuperaciones", "somebody who forgot a password is in no clinic yet, and may be nobody"),
    ("retiros_auditoria", "a month of the audit is of all clinics"),
    ("roles", "the roles of domain.md, the same for all; changed by migrations only"),
    ("rondas", "what the house does by itself it does for all clinics at once"),
    ("segundos_factores", "a person proves who they are once, whatever their clinics"),
    ("sesiones_usuario", "a browser signs in before it chooses a clinic"),
    ("usuarios", "one person may work in several clinics"),
];

/// References to tables of no clinic.
const A_GLOBALES: Excepciones = &[
    ("membresias.membresias_usuario_id_fkey", "usuarios is of no clinic"),
    ("membresias_roles.membresias_roles_rol_fkey", "roles is of no clinic"),
    ("roles_permisos.roles_permisos_permiso_fkey", "permisos is of no clinic"),
    ("roles_permisos.roles_permisos_rol_fkey", "roles is of no clinic"),
    ("roles_segundo_factor.roles_segundo_factor_rol_fkey", "roles is of no clinic"),
];

pub const REGLAS: &[Regla] = &[
    Regla {
        nombre: "every table has clinica_id int not null",
        sql: "select relname from tablas t where not exists (
                select from pg_attribute a where a.attrelid = t.oid and a.attname = 'clinica_id'
                and a.atttypid = 'int'::regtype and a.attnotnull)",
        excepto: GLOBALES,
        descuido: "create table olvidadiza (id bigint primary key)",
        culpable: "olvidadiza",
    },
    Regla {
        nombre: "every table has a primary key",
        sql: "select relname from tablas t where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)",
        excepto: &[("__antesala_rutinas", "one row, the fingerprint")],
        descuido: "create table olvidadiza (clinica_id int not null)",
        culpable: "olvidadiza",
    },
    Regla {
        nombre: "clinica_id leads every key and index of a table of a clinic",
        sql: "select t.relname || '.' || c.relname from propias t join pg_index i on i.indrelid = t.oid
              join pg_class c on c.oid = i.indexrelid
              left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
              where a.attname is distinct from 'clinica_id'",
        excepto: &[
            ("calendarios.calendarios_token_unico", "the bridge finds a link before any clinic is known"),
            ("canales_whatsapp.canales_whatsapp_numero_unico", "the bridge finds a clinic by the number that was written to"),
            ("enlaces_cita.enlaces_cita_token_unico", "the bridge finds a link before any clinic is known"),
            ("enlaces_oferta.enlaces_oferta_token_unico", "the bridge finds a link before any clinic is known"),
            ("enlaces_baja.enlaces_baja_token_unico", "the bridge finds a link before any clinic is known"),
            ("enlaces_encuesta.enlaces_encuesta_token_unico", "the bridge finds a link before any clinic is known"),
            ("eventos_whatsapp.eventos_whatsapp_por_atender", "the bridge claims across clinics"),
            ("membresias.membresias_usuario", "the bridge asks for the clinics of a person"),
            ("membresias_roles.membresias_roles_rol", "stands behind the reference to roles"),
            ("pacientes.pacientes_busqueda", "gin: the clinic is inside each lexeme"),
            ("roles_permisos.roles_permisos_permiso", "stands behind the reference to permisos"),
            ("roles_permisos.roles_permisos_rol", "stands behind the reference to roles"),
            ("roles_segundo_factor.roles_segundo_factor_rol", "stands behind the reference to roles"),
            ("trabajos.trabajos_por_reclamar", "the bridge claims across clinics"),
        ],
        descuido: "create index olvidadizo on pacientes (apellido_paterno)",
        culpable: "pacientes.olvidadizo",
    },
    Regla {
        nombre: "clinica_id leads every foreign key, and meets the clinica_id of the other table",
        sql: "select t.relname || '.' || k.conname from propias t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
              join pg_attribute de on de.attrelid = t.oid and de.attnum = k.conkey[1]
              join pg_attribute a on a.attrelid = k.confrelid and a.attnum = k.confkey[1]
              where k.conparentid = 0 and (de.attname <> 'clinica_id'
                or a.attname <> (case when k.confrelid = 'clinicas'::regclass then 'id' else 'clinica_id' end))",
        excepto: A_GLOBALES,
        descuido: "create unique index on pacientes (id);
            create table olvidadiza (clinica_id int not null, paciente_id bigint, primary key (clinica_id, paciente_id),
              constraint cruzada foreign key (paciente_id) references pacientes (id))",
        culpable: "olvidadiza.cruzada",
    },
    Regla {
        nombre: "an index begins with the columns of every foreign key",
        sql: "select t.relname || '.' || k.conname from tablas t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
              where not exists (
                select from pg_index i where i.indrelid = t.oid and i.indisvalid
                and (select array_agg(c order by c) from unnest((i.indkey::int2[])[0:cardinality(k.conkey) - 1]) c)
                  = (select array_agg(c order by c) from unnest(k.conkey) c)
                and (i.indpred is null or exists (
                  select from pg_attribute a where a.attrelid = t.oid and a.attnum = any (k.conkey)
                  and pg_get_expr(i.indpred, t.oid) = format('(%s IS NOT NULL)', a.attname))))",
        excepto: &[],
        descuido: "drop index pacientes_creado_por; create index on pacientes (clinica_id, creado_por) where archivado is null",
        culpable: "pacientes.pacientes_creado_por",
    },
    Regla {
        nombre: "every column that names another row refers to it",
        sql: "select completo from columnas c where c.atttypid in ('int8'::regtype, 'int4'::regtype)
              and (c.attname ~ '_id$' or c.attname ~ '(^|_)por$')
              and not exists (select from pg_constraint k where k.conrelid = c.attrelid and k.contype = 'f' and c.attnum = any (k.conkey))",
        excepto: &[
            ("acumulados_deltas.clinica_id", "a check each payment would pay for; the row it was summed from has it"),
            ("auditoria.clinica_id", "0 is the platform, and the audit outlives what it speaks of"),
            ("auditoria.membresia_id", "the audit outlives what it speaks of"),
            ("auditoria.usuario_id", "the audit outlives what it speaks of"),
            ("auditoria_personal.auditoria_id", "written with its row of auditoria, erased without it"),
            ("auditoria_personal.clinica_id", "0 is the platform, and the audit outlives what it speaks of"),
            ("auditoria.sesion_id", "the audit outlives what it speaks of"),
            ("lecturas_ficha.sesion_id", "where a reading came from: a session is of no clinic, and none is ever deleted"),
            ("movimientos.documento_id", "of several kinds of document: documento_tipo says of which"),
            ("sellos_auditoria.clinica_id", "0 is the platform, and a seal outlives what it speaks of"),
        ],
        descuido: "alter table pacientes add column sucursal_id bigint",
        culpable: "pacientes.sucursal_id",
    },
    Regla {
        nombre: "who did it is a membresía",
        sql: "select completo from columnas c where c.attname ~ '(^|_)por$' and exists (
                select from pg_constraint k where k.conrelid = c.attrelid and k.contype = 'f' and c.attnum = any (k.conkey)
                and k.confrelid <> 'membresias'::regclass)",
        excepto: &[],
        descuido: "alter table pacientes add column visto_por bigint references usuarios (id)",
        culpable: "pacientes.visto_por",
    },
    Regla {
        nombre: "deleting a row never empties half of a composite key",
        sql: "select t.relname || '.' || k.conname from tablas t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
              where k.confdeltype in ('n', 'd') and cardinality(k.conkey) > 1 and k.confdelsetcols is null",
        excepto: &[],
        descuido: "alter table pacientes drop constraint pacientes_fusionado, add constraint pacientes_fusionado
            foreign key (clinica_id, fusionado_en) references pacientes (clinica_id, id) on delete set null",
        culpable: "pacientes.pacientes_fusionado",
    },
    Regla {
        nombre: "id is bigint generated always as identity",
        sql: "select completo from columnas where attname = 'id' and (atttypid <> 'int8'::regtype or attidentity <> 'a')",
        excepto: &[("clinicas.id", "int, and given: row security wants the clinic set before its row is written")],
        descuido: "create table olvidadiza (id bigserial primary key)",
        culpable: "olvidadiza.id",
    },
];
