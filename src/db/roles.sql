-- The roles Antesala works with. A superuser applies this in Antesala's own database: the embedded server does it at every
-- start, `antesala roles` prints it for anybody else's. It can be applied again at any time.
-- Passwords are not set here: the embedded server is reached only through a private socket; elsewhere use `\password`.

do $$
declare
    rol text;
begin
    foreach rol in array array['dueno', 'app', 'puente', 'respaldo'] loop
        if not exists (select from pg_roles where rolname = rol) then
            execute format('create role %I', rol);
        end if;
    end loop;
end
$$;

-- dueno owns the schema and migrates it.
alter role dueno login nosuperuser nocreatedb nocreaterole nobypassrls;
-- app is who the program connects as: it owns nothing, so row level security holds it.
alter role app login nosuperuser nocreatedb nocreaterole nobypassrls;
-- puente owns the few SECURITY DEFINER functions that look across clinics; nobody connects as it.
alter role puente nologin nosuperuser nocreatedb nocreaterole nobypassrls;
-- respaldo reads every row of every clinic, to dump them.
alter role respaldo login nosuperuser nocreatedb nocreaterole bypassrls;

grant puente to dueno;
grant pg_read_all_data to respaldo;

-- Errors are told apart by their English text, and only a superuser may choose the language of messages.
alter role dueno set lc_messages = 'C';
alter role app set lc_messages = 'C';

do $$
begin
    execute format('alter database %I owner to dueno', current_database());
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to app, respaldo', current_database());
end
$$;

alter schema public owner to dueno;
revoke create on schema public from public;
grant usage on schema public to app, puente, respaldo;
