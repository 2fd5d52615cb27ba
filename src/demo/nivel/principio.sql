-- Before the payments of the clinic :clinica: :cajas drawers, goods in its depot, and what the rows to come are numbered from. The indexes
-- that only speed reading are taken down, to be built once at the end. Run as the superuser, in the session that goes on to write.
set session_replication_role = replica;
set maintenance_work_mem = '1GB';
set client_min_messages = warning;
create temp table indices as
  select i.indexrelid::regclass::text as nombre, pg_get_indexdef(i.indexrelid) as indice
  from pg_index i
  where i.indrelid in ('ventas'::regclass, 'ventas_lineas'::regclass, 'pagos'::regclass, 'pagos_medios'::regclass, 'asignaciones'::regclass)
    and not exists (select from pg_constraint k where k.conindid = i.indexrelid);
do $$
declare
  v_nombre text;
begin
  for v_nombre in select nombre from indices loop execute 'drop index ' || v_nombre; end loop;
end $$;
create temp table lugar as
  select c.deposito_id, c.sucursal_id, m.id as membresia_id, cl.zona
  from clinicas cl
  join cajas c on c.clinica_id = cl.id
  join membresias_roles m0 on m0.clinica_id = cl.id and m0.rol = 'caja'
  join membresias m on m.clinica_id = cl.id and m.id = m0.membresia_id
  where cl.id = :clinica order by c.id, m.id limit 1;
insert into insumos (clinica_id, codigo, nombre, precio, moneda, minimo)
  select :clinica, 'N' || lpad(n::text, 3, '0'), 'Insumo ' || n, 1190, 'CLP', n % 40 from generate_series(1, 200) n order by n;
insert into existencias (clinica_id, deposito_id, insumo_id, cantidad, costo_promedio)
  select i.clinica_id, l.deposito_id, i.id, 20 + i.id % 60, 300 + i.id % 700 from insumos i, lugar l where i.clinica_id = :clinica;
insert into lotes (clinica_id, deposito_id, insumo_id, codigo, caduca, costo, cantidad)
  select e.clinica_id, e.deposito_id, e.insumo_id, 'L1', :'ahora'::timestamptz::date + 10 + (e.insumo_id * 7 % 600)::int, e.costo_promedio, e.cantidad
  from existencias e where e.clinica_id = :clinica order by e.insumo_id;
insert into movimientos (clinica_id, deposito_id, insumo_id, lote_id, tipo, cantidad, saldo, costo, costo_promedio, documento_tipo, efectiva, por)
  select o.clinica_id, o.deposito_id, o.insumo_id, o.id, 'entrada', o.cantidad, o.cantidad, o.costo, o.costo, 'recepcion',
    :'ahora'::timestamptz::date, l.membresia_id
  from lotes o, lugar l where o.clinica_id = :clinica order by o.id;
insert into series (clinica_id, sucursal_id, documento, prefijo)
  select :clinica, l.sucursal_id, 'pago', 'M' || n from generate_series(1, :cajas) n, lugar l order by n;
insert into cajas (clinica_id, sucursal_id, deposito_id, serie_id, nombre)
  select s.clinica_id, s.sucursal_id, l.deposito_id, s.id, 'Mesón ' || substr(s.prefijo, 2)
  from series s, lugar l where s.clinica_id = :clinica and s.documento = 'pago' and s.prefijo ~ '^M[0-9]+$' order by s.id;
create temp table mesones as
  select row_number() over (order by c.id) - 1 as k, c.id as caja_id, c.serie_id
  from cajas c join series s on s.clinica_id = c.clinica_id and s.id = c.serie_id
  where c.clinica_id = :clinica and s.prefijo ~ '^M[0-9]+$';
create temp table base as
  select (select coalesce(max(id), 0) from sesiones_caja) as sesion, (select coalesce(max(id), 0) from arqueos) as arqueo,
    (select coalesce(max(id), 0) from ventas) as venta, (select coalesce(max(id), 0) from ventas_lineas) as linea,
    (select coalesce(max(id), 0) from pagos) as pago,
    (select min(id) from pacientes where clinica_id = :clinica) as paciente,
    (select min(id) from prestaciones where clinica_id = :clinica) as prestacion,
    (select min(id) from profesionales where clinica_id = :clinica) as profesional,
    (select count(*) from profesionales where clinica_id = :clinica) as profesionales;
