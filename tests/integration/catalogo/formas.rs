//! Shapes: types of columns, names of constraints, and one clock.

use super::Regla;

pub const REGLAS: &[Regla] = &[
    Regla {
        nombre: "no floats, money, plain json, local timestamps, sized texts or enums",
        sql: "select completo || ' ' || tipo from columnas c join pg_type t on t.oid = c.atttypid
              where tipo ~ '^(real|double precision|money|json$|timestamp without time zone|time with time zone|character)'
                or t.typtype = 'e'",
        excepto: &[
            ("__diesel_schema_migrations.run_on timestamp without time zone", "diesel's own"),
            ("__diesel_schema_migrations.version character varying(50)", "diesel's own"),
        ],
        descuido: "alter table pacientes add column peso real",
        culpable: "pacientes.peso real",
    },
    Regla {
        nombre: "states are text and a check, never an enum",
        sql: "select typname from pg_type where typtype = 'e' and typnamespace = 'public'::regnamespace",
        excepto: &[],
        descuido: "create type olvidadizo as enum ('si', 'no')",
        culpable: "olvidadizo",
    },
    Regla {
        nombre: "an estado has a check",
        sql: "select completo from columnas c where attname = 'estado' and not exists (
                select from pg_constraint k where k.conrelid = c.attrelid and k.contype = 'c' and k.conkey = array[c.attnum])",
        excepto: &[],
        descuido: "alter table pacientes add column estado text not null default 'activo'",
        culpable: "pacientes.estado",
    },
    Regla {
        nombre: "a numeric is money (14,2), quantity (12,3) or unit cost (18,6)",
        sql: "select completo || ' ' || tipo from columnas where atttypid = 'numeric'::regtype
              and tipo not in ('numeric(14,2)', 'numeric(12,3)', 'numeric(18,6)')",
        excepto: &[],
        descuido: "alter table pacientes add column deuda numeric",
        culpable: "pacientes.deuda numeric",
    },
    Regla {
        nombre: "what is called as money is numeric(14,2), and a cost numeric(18,6)",
        sql: "select completo || ' ' || tipo from columnas c join pg_type t on t.oid = c.atttypid
              where t.typcategory = 'N' and tipo <> case
                when attname ~ '^(precio|monto|total|neto|exento|iva|descuento|pagado|vuelto|abono|capital|interes|principal|redondeo)(_|$)'
                  then 'numeric(14,2)'
                when attname ~ '^costo(_|$)' then 'numeric(18,6)'
                else tipo end",
        excepto: &[],
        descuido: "alter table pacientes add column monto bigint",
        culpable: "pacientes.monto bigint",
    },
    Regla {
        nombre: "at most 32 columns: diesel is built for no more",
        sql: "select relname from columnas group by relname having count(*) > 32",
        excepto: &[],
        descuido: "do $$ begin for n in 1..32 loop execute format('alter table sucursales add column c%s int', n); end loop; end $$",
        culpable: "sucursales",
    },
    Regla {
        nombre: "a rule has a name given by us, that begins with its table: messages hang from it",
        sql: "select t.relname || '.' || k.conname from tablas t join pg_constraint k on k.conrelid = t.oid
              where k.conparentid = 0 and (not starts_with(k.conname, t.relname) or k.conname ~ '_(check|key|excl)[0-9]*$' or k.conname ~ '_fkey[0-9]+$')",
        excepto: &[],
        descuido: "alter table pacientes add check (nombres <> 'x')",
        culpable: "pacientes.pacientes_nombres_check",
    },
    Regla {
        nombre: "a name of a rule is of one rule only",
        sql: "select conname from pg_constraint k join tablas t on t.oid = k.conrelid where k.contype in ('c', 'u', 'x', 'f')
              group by conname having count(*) > 1",
        excepto: &[],
        descuido: "alter table sucursales add constraint sucursales_x_y check (true);
            alter table clinicas add constraint sucursales_x_y check (true)",
        culpable: "sucursales_x_y",
    },
    Regla {
        nombre: "time is ahora(): no routine asks another clock",
        sql: r"select proname from funciones where coalesce(prosrc, '') || coalesce(pg_get_function_sqlbody(oid), '')
               ~* '\m((now|\w+_timestamp|timeofday)\s*\(|(current_(timestamp|date|time)|localtime(stamp)?)\M)|''now''|''today'''",
        excepto: &[
            ("ahora", "it is the clock"),
            ("auditar", "the audit says when it truly happened, whatever a test set"),
            ("cerrar_dias_auditoria", "a day of the audit ends when it truly ends"),
            ("retirar_auditoria", "nobody makes the audit old by setting a clock"),
        ],
        descuido: "create function olvidadiza() returns date language sql return current_date",
        culpable: "olvidadiza",
    },
    Regla {
        nombre: "time is ahora(): no default asks another clock",
        sql: r"select completo from columnas c join pg_attrdef d on d.adrelid = c.attrelid and d.adnum = c.attnum
               where pg_get_expr(d.adbin, d.adrelid)
               ~* '\m((now|\w+_timestamp|timeofday)\s*\(|(current_(timestamp|date|time)|localtime(stamp)?)\M)|''now''|''today'''",
        excepto: &[
            ("__diesel_schema_migrations.run_on", "diesel's own"),
            ("auditoria.en", "the audit says when it truly happened, whatever a test set"),
        ],
        descuido: "alter table pacientes add column visto timestamptz default now()",
        culpable: "pacientes.visto",
    },
    Regla {
        nombre: "time is ahora(): no view, check or policy asks another clock",
        sql: r"select que from (
                 select relname, pg_get_viewdef(oid) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
                 union all select conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
                 union all select polname, coalesce(pg_get_expr(polqual, polrelid), '') || coalesce(pg_get_expr(polwithcheck, polrelid), '') from pg_policy
               ) as t(que, texto)
               where texto ~* '\m((now|\w+_timestamp|timeofday)\s*\(|(current_(timestamp|date|time)|localtime(stamp)?)\M)'",
        excepto: &[],
        descuido: "create view olvidadiza as select id from pacientes where creado > now()",
        culpable: "olvidadiza",
    },
];
