//! What happened is kept: every table is audited, or is a ledger that only grows.

use super::Regla;

pub const REGLAS: &[Regla] = &[
    Regla {
        nombre: "every table is audited or only grows",
        sql: "select relname from tablas t where not exists (
                select from pg_trigger g join pg_proc f on f.oid = g.tgfoid
                where g.tgrelid = t.oid and g.tgenabled <> 'D' and f.proname in ('auditar', 'solo_agregar'))",
        excepto: &[
            ("__antesala_rutinas", "app cannot write it"),
            ("__diesel_schema_migrations", "app cannot write it"),
            ("acumulados", "sums of rows that carry who and when; app cannot write them"),
            ("acumulados_deltas", "parts of those sums, appended by triggers and folded by the worker"),
            ("adjuntos_contenidos", "bytes are in no other place, so that deleting erases; what they were is audited in adjuntos"),
            ("aparatos_usuario", "when a device was last seen; the sessions it opened are kept"),
            ("auditoria", "it is the audit"),
            ("auditoria_personal", "it is the audit"),
            ("citas_transiciones", "changed by migrations only"),
            ("cupos_envio", "counters of messages in a minute, forgotten in the next; app cannot write it"),
            ("dias_auditoria", "app cannot write it, and each day is signed over the one before"),
            ("enlaces_cita", "a link carries when it was made and each use of it; what it does is audited with its cita"),
            ("enlaces_usuario", "a link carries when it was made and used; the password it sets is audited"),
            ("eventos_whatsapp", "what the API told, until it is attended to; what comes of it stands in its own tables"),
            ("existencias", "the sum and average of movimientos, which carry who and when"),
            ("exportaciones_partes", "the bytes of a file for some days; who asked for it and when is audited in exportaciones"),
            ("feriados", "what the law says, loaded by the program"),
            ("idempotencia", "carries who and when; its resultado is filled in by the transaction that made it"),
            ("importacion_filas", "what a file says; the patients that come of it are audited, by who confirmed them"),
            ("ingresos_a_medias", "for minutes between a password and its code; the session that comes of it is kept"),
            ("intentos_ingreso", "counters of failed sign-ins, forgotten after a day"),
            ("permisos", "changed by migrations only"),
            ("recuperaciones", "what anybody typed, for seconds; the link and the password that come of it are kept"),
            ("retenciones", "whose a hold is; the hold is audited with its cita"),
            ("roles", "changed by migrations only"),
            ("rondas", "a clock: when each round last went and how; what it does is kept where it does it"),
            ("sesiones_usuario", "a session is its own record: when, where from, until when"),
        ],
        descuido: "create table olvidadiza (id int); grant insert on olvidadiza to app",
        culpable: "olvidadiza",
    },
    Regla {
        nombre: "the audit sees each kind of change that app may make",
        // tgtype: 4 insert, 8 delete, 16 update
        sql: "select t.relname || ' ' || p from tablas t
              join unnest(array['insert', 'delete', 'update'], array[4, 8, 16]) as u(p, bit) on has_table_privilege('app', t.oid, p)
              where exists (select from pg_trigger g where g.tgrelid = t.oid and g.tgfoid = 'auditar'::regproc)
                and not exists (select from pg_trigger g where g.tgrelid = t.oid and g.tgfoid = 'auditar'::regproc
                  and g.tgenabled <> 'D' and g.tgtype & 1 = 1 and g.tgtype & bit > 0)",
        excepto: &[
            ("envios insert", "born with its mensaje, which says who and when"),
            ("trabajos insert", "the row says who and when it was born"),
        ],
        descuido: "drop trigger auditar on pacientes; create trigger auditar after update on pacientes for each row execute function auditar()",
        culpable: "pacientes insert",
    },
    Regla {
        nombre: "a ledger refuses update and delete, and app does not even have the privilege",
        // tgtype: 1 row, 2 before, 8 delete, 16 update
        sql: "select t.relname from tablas t join pg_trigger g on g.tgrelid = t.oid and g.tgfoid = 'solo_agregar'::regproc
              where g.tgtype & 27 <> 27 or g.tgqual is not null or g.tgattr <> '' or has_any_column_privilege('app', t.oid, 'update')
                or has_table_privilege('app', t.oid, 'delete')",
        excepto: &[],
        descuido: "create table olvidadiza (id int); call hacer_libro('olvidadiza'); grant update on olvidadiza to app",
        culpable: "olvidadiza",
    },
    Regla {
        nombre: "the columns named to the audit exist",
        sql: r"select t.relname || '.' || nombre from tablas t join pg_trigger g on g.tgrelid = t.oid and g.tgfoid = 'auditar'::regproc,
               lateral string_to_array(encode(g.tgargs, 'escape'), '\000') as argumentos,
               lateral unnest(string_to_array(argumentos[1], ',') || string_to_array(argumentos[2], ',')
                 || coalesce(nullif(argumentos[3], ''), 'id')) as nombre
               where nombre <> '' and not exists (
                 select from pg_attribute a where a.attrelid = t.oid and a.attname = nombre and not a.attisdropped)",
        excepto: &[],
        descuido: "drop trigger auditar on pacientes; call auditar_tabla('pacientes', 'nombres,apelido_paterno')",
        culpable: "pacientes.apelido_paterno",
    },
    Regla {
        nombre: "what is said of a person is personal to the audit",
        sql: r"select c.completo from columnas c join pg_trigger g on g.tgrelid = c.attrelid and g.tgfoid = 'auditar'::regproc
               where c.attname ~ '^(rut_|nombres$|apellido_|nombre_social$|nacimiento$|telefono|correo|pagador)'
                 and not c.attname = any (string_to_array(
                   translate(encode(g.tgargs, 'escape'), '\', ',') , ','))",
        excepto: &[("reservas_en_linea.telefono_comprobado", "when it was proved, not which it is")],
        descuido: "drop trigger auditar on pacientes; call auditar_tabla('pacientes', 'nombres,rut_cuerpo')",
        culpable: "pacientes.telefono",
    },
];
