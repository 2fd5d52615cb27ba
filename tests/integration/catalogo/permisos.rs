//! Who may what: row security, the program's role, and the few functions that look across clinics.

use super::{Excepciones, Regla};

/// Every SECURITY DEFINER function there is, and what it is for.
const DEL_PUENTE: Excepciones = &[
    ("abrir_peticion(bytea,text,timestamp with time zone,interval)", "session, membership and permissions in one trip"),
    ("anios_auditoria()", "the longest policy of all clinics, told to a worker that has none"),
    ("auditar()", "writes the audit, which app cannot"),
    ("baja_de_enlace(bytea)", "which letter's link it is, before any clinic is known"),
    ("buscar_pacientes(text[],boolean,boolean,integer)", "gin under row security: its operators are not leakproof"),
    ("calendario_de_token(bytea)", "whose calendar a secret link is, before any clinic is known"),
    (
        "cargar_feriados(text[],date[],text[],boolean[])",
        "holidays of a coming year: app may not write what the law says",
    ),
    ("cerrar_dias_auditoria()", "the days of the audit are of no clinic, and app writes none of them"),
    ("clinica_de_slug(text)", "the clinic of a path, before any is set"),
    ("clinicas_activas()", "a command over all clinics has none of its own"),
    ("clinicas_con_retenidas_vencidas(timestamp with time zone)", "the worker has no clinic of its own"),
    ("clinicas_de_usuario(bigint)", "the choice among the clinics of a person"),
    ("crear_particion_auditoria(date)", "the months of the audit"),
    ("encuesta_de_enlace(bytea)", "which letter's link it is, before any clinic is known"),
    (
        "encuestas_por_escribir(timestamp with time zone,integer)",
        "whose moment has come: the worker has no clinic of its own",
    ),
    ("enlace_de_cita(bytea)", "which letter's link it is, before any clinic is known"),
    ("enlace_de_oferta(bytea)", "which offer's link it is, before any clinic is known"),
    (
        "pacientes_tocayos(integer[],text[],date[],text[],boolean[])",
        "an index over an expression, which row security does not use",
    ),
    ("clinicas_por_respaldar(timestamp with time zone)", "the worker has no clinic of its own"),
    ("recibir_whatsapp(timestamp with time zone,jsonb)", "whose number was written to, before any clinic is known"),
    (
        "reclamar_eventos_whatsapp(timestamp with time zone,interval,integer,integer)",
        "the worker has no clinic of its own",
    ),
    ("retirar_eventos_whatsapp(timestamp with time zone)", "the worker has no clinic of its own"),
    ("plegar_acumulados(integer)", "the worker has no clinic of its own, and app does not write sums"),
    ("rastros_auditoria(date)", "whose rows a day has: the worker has no clinic of its own"),
    (
        "reclamar_envios(timestamp with time zone,interval,integer,integer,text,integer,integer,text)",
        "the worker has no clinic of its own",
    ),
    (
        "recordatorios_por_escribir(timestamp with time zone,integer)",
        "whose moment has come: the worker has no clinic of its own",
    ),
    ("reclamar_trabajos(timestamp with time zone,interval,integer,integer)", "the worker has no clinic of its own"),
    ("retirar_auditoria(date)", "drops a month of the audit that the law lets go"),
    (
        "sellar_dia_auditoria(date,bytea,bytea,bytea)",
        "the days of the audit are of no clinic, and app writes none of them",
    ),
    (
        "sigue_dentro(bigint,integer,text,timestamp with time zone,interval)",
        "a stream looks at its session without holding a transaction",
    ),
    ("suscripciones_por_enviar(timestamp with time zone)", "the worker has no clinic of its own"),
    ("titular_de_cuenta(bigint)", "a letter about an account hangs from a clinic, and a sign-in has none"),
];

pub const REGLAS: &[Regla] = &[
    Regla {
        nombre: "row security is on and forced",
        sql: "select relname from tablas where not (relrowsecurity and relforcerowsecurity)
              and (oid in (select oid from propias) or relname = 'clinicas')",
        excepto: &[],
        descuido: "alter table pacientes no force row level security",
        culpable: "pacientes",
    },
    Regla {
        nombre: "the clinic's policy holds everybody, reads and writes",
        sql: r#"select relname from tablas t where (oid in (select oid from propias) or relname = 'clinicas') and not exists (
                select from pg_policy p where p.polrelid = t.oid and p.polname = 'clinica' and p.polcmd = '*' and p.polroles = '{0}'
                and p.polpermissive and p.polwithcheck is null
                and pg_get_expr(p.polqual, t.oid) = format(
                  '(%s = ( SELECT (NULLIF(current_setting(''app.clinica_id''::text, true), ''''::text))::integer AS "nullif"))',
                  case relname when 'clinicas' then 'id' else 'clinica_id' end))"#,
        excepto: &[],
        descuido: "drop policy clinica on pacientes; create policy clinica on pacientes for select using (clinica_id = clinica_actual())",
        culpable: "pacientes",
    },
    Regla {
        nombre: "no other policy, but the bridge's where a function of the bridge reads the table",
        sql: r"select t.relname || '.' || p.polname from pg_policy p join pg_class t on t.oid = p.polrelid
               where p.polname <> 'clinica' and not (p.polname = 'puente' and p.polroles = array['puente'::regrole::oid] and exists (
                 select from funciones f where f.proowner = 'puente'::regrole and f.prosrc ~ ('\m' || t.relname || '\M')))",
        excepto: &[],
        descuido: "create table olvidadiza (clinica_id int not null, primary key (clinica_id)); call abrir_puente('olvidadiza', 'select')",
        culpable: "olvidadiza.puente",
    },
    Regla {
        nombre: "a view shows what its reader may see",
        sql: "select relname from pg_class where relnamespace = 'public'::regnamespace and (relkind = 'm'
                or relkind = 'v' and not coalesce(reloptions @> '{security_invoker=true}', false))",
        excepto: &[],
        descuido: "create view olvidadiza as select * from pacientes",
        culpable: "olvidadiza",
    },
    Regla {
        nombre: "app owns nothing",
        sql: "select relname from pg_class where relowner = 'app'::regrole
              union all select proname from pg_proc where proowner = 'app'::regrole
              union all select nspname from pg_namespace where nspowner = 'app'::regrole
              union all select typname from pg_type where typowner = 'app'::regrole",
        excepto: &[],
        descuido: "create table olvidadiza (id int); alter table olvidadiza owner to app",
        culpable: "olvidadiza",
    },
    Regla {
        nombre: "app is a plain role: no attribute, no membership, nothing it may create",
        sql: "select rolname from pg_roles where rolname = 'app' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
              union all select m.roleid::regrole::text from pg_auth_members m where m.member = 'app'::regrole
              union all select nspname from pg_namespace n where n.nspname !~ '^pg_(toast|temp)' and has_schema_privilege('app', n.oid, 'create')
              union all select datname from pg_database where datname = 'antesala'
                and (has_database_privilege('app', oid, 'create') or has_database_privilege('app', oid, 'temp'))",
        excepto: &[],
        descuido: "grant puente to app",
        culpable: "puente",
    },
    Regla {
        nombre: "app never truncates, and hangs no trigger or reference on a table",
        sql: "select relname || ' ' || p from pg_class t, unnest(array['truncate', 'trigger', 'references']) p
              where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v') and has_table_privilege('app', oid, p)",
        excepto: &[],
        descuido: "grant all on pacientes to app",
        culpable: "pacientes truncate",
    },
    Regla {
        nombre: "app cannot write the audit",
        sql: "select relname || ' ' || p from pg_class, unnest(array['insert', 'update', 'delete', 'truncate']) p
              where relname ~ '^auditoria' and relkind in ('r', 'p') and (has_table_privilege('app', oid, p)
                or p in ('insert', 'update') and has_any_column_privilege('app', oid, p))",
        excepto: &[],
        descuido: "grant insert (tabla) on auditoria to app",
        culpable: "auditoria insert",
    },
    Regla {
        nombre: "a partition is reached through its table only",
        sql: "select relname from pg_class where relispartition and relkind = 'r' and has_any_column_privilege('app', oid, 'select, insert, update')",
        excepto: &[],
        descuido: "create table auditoria_p199001 partition of auditoria for values from ('1990-01-01') to ('1990-02-01');
            grant select on auditoria_p199001 to app",
        culpable: "auditoria_p199001",
    },
    Regla {
        nombre: "PUBLIC has no privilege on a table",
        sql: "select relname from pg_class c, aclexplode(relacl) a where relnamespace = 'public'::regnamespace and a.grantee = 0",
        excepto: &[],
        descuido: "grant select on roles to public",
        culpable: "roles",
    },
    Regla {
        nombre: "every SECURITY DEFINER function is listed",
        sql: "select oid::regprocedure from funciones where prosecdef",
        excepto: DEL_PUENTE,
        descuido: "create function olvidadiza() returns int language sql security definer as 'select 1'",
        culpable: "olvidadiza()",
    },
    Regla {
        nombre: "a SECURITY DEFINER function is the bridge's, and only such a function is",
        sql: "select oid::regprocedure from funciones where prosecdef <> (proowner = 'puente'::regrole)",
        excepto: &[],
        descuido: "create function olvidadiza() returns int language sql security definer as 'select 1'",
        culpable: "olvidadiza()",
    },
    Regla {
        nombre: "a SECURITY DEFINER function pins its search_path, pg_temp last",
        sql: "select oid::regprocedure from funciones where prosecdef and not coalesce(proconfig @> '{\"search_path=public, pg_temp\"}', false)",
        excepto: &[],
        descuido: "alter function clinica_de_slug(text) set search_path = pg_temp, public",
        culpable: "clinica_de_slug(text)",
    },
    Regla {
        nombre: "PUBLIC may not execute a SECURITY DEFINER function",
        sql: "select oid::regprocedure from funciones, aclexplode(coalesce(proacl, acldefault('f', proowner))) a
              where prosecdef and a.grantee = 0",
        excepto: &[],
        descuido: "grant execute on function clinica_de_slug(text) to public",
        culpable: "clinica_de_slug(text)",
    },
    Regla {
        nombre: "nobody connects as the bridge, and only dueno may become it",
        sql: "select rolname from pg_roles where rolname = 'puente' and (rolcanlogin or rolsuper or rolbypassrls)
              union all select m.member::regrole::text from pg_auth_members m where m.roleid = 'puente'::regrole and m.member <> 'dueno'::regrole",
        excepto: &[],
        descuido: "grant puente to respaldo",
        culpable: "respaldo",
    },
];
