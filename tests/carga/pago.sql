-- The floor of the bench `pago`: the statements of services::pagos::cobrar, in its order, without Antesala around them.
-- pgbench -n -M prepared -f tests/carga/pago.sql as role app, over tests/carga/pago_datos.sql.
\set caja random(1, 4)
\set paciente random(1, 1000)
\set a random(1, 166)
\set b random(167, 332)
\set c random(333, 500)
\set r random(1, 281474976710655)
begin;
select set_config('app.clinica_id', '1', true), set_config('app.usuario_id', '1', true), set_config('app.membresia_id', '1', true);
insert into idempotencia (clinica_id, clave, operacion, huella)
values (1, md5(:r::text)::uuid, 'cobro', sha256(:r::text::bytea)) on conflict do nothing;

select s.id, s.estado, s.moneda, c.deposito_id, c.serie_id, (ahora() at time zone cl.zona)::date as hoy
from sesiones_caja s join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id join clinicas cl on cl.id = s.clinica_id
where s.id = :caja::bigint for share of s;

select i.id, i.nombre, i.unidad, i.precio, i.moneda, i.afecto, i.estado, coalesce(r.cantidad, 0) as receta
from insumos i left join recetas r on r.clinica_id = i.clinica_id and r.insumo_id = i.id and r.prestacion_id = null::bigint
where i.id in (select unnest(array[:a, :b, :c]::bigint[]) union select insumo_id from recetas where prestacion_id = null::bigint)
order by i.id;

select insumo_id, cantidad, costo_promedio from existencias
where deposito_id = 1 and insumo_id = any (array[:a, :b, :c]::bigint[]) order by insumo_id for no key update;

select id, insumo_id, codigo, caduca, cantidad, costo from lotes
where deposito_id = 1 and insumo_id = any (array[:a, :b, :c]::bigint[]) and cantidad > 0 and (caduca is null or caduca >= current_date)
order by insumo_id, caduca, id;

with v as (
  insert into ventas (clinica_id, sesion_id, paciente_id, cita_id, pagador, moneda, exento, neto, iva, total, pagado)
  values (1, :caja::bigint, :paciente::bigint, null, 'Paciente', 'CLP', 0, 9000, 1710, 10710, 10710) returning id),
l as (
  insert into ventas_lineas (clinica_id, venta_id, numero, insumo_id, descripcion, cantidad, precio, afecto, iva, total)
  select 1, v.id, l.numero, l.insumo, l.descripcion, l.cantidad, l.precio, true, l.iva, l.total
  from v, unnest(array[1, 2, 3], array[:a, :b, :c]::bigint[], array['Insumo', 'Insumo', 'Insumo'], array[1, 2, 1]::numeric[],
    array[3570, 1785, 3570]::numeric[], array[570, 570, 570]::numeric[], array[3570, 3570, 3570]::numeric[])
    as l(numero, insumo, descripcion, cantidad, precio, iva, total)
  returning id, numero)
select (select id from v) as venta, array_agg(l.id order by l.numero) as lineas from l \gset

with m as (
  select * from unnest(array[:a * 6 - 5, :b * 6 - 5, :c * 6 - 5]::bigint[], array[:a, :b, :c]::bigint[], array['salida', 'salida', 'salida'],
    array[-1, -2, -1]::numeric[], array[100, 100, 100]::numeric[], array[500, 500, 500]::numeric[], array[500, 500, 500]::numeric[])
    as m(lote_id, insumo_id, tipo, cantidad, saldo, costo, costo_promedio)),
l as (
  update lotes l set cantidad = l.cantidad + d.cantidad from (select lote_id, sum(cantidad) as cantidad from m group by 1) d where l.id = d.lote_id),
e as (
  update existencias e set cantidad = e.cantidad + d.cantidad from (select insumo_id, sum(cantidad) as cantidad from m group by 1) d
  where e.deposito_id = 1 and e.insumo_id = d.insumo_id)
insert into movimientos (clinica_id, deposito_id, insumo_id, lote_id, tipo, cantidad, saldo, costo, costo_promedio, documento_tipo, documento_id, efectiva)
select 1, 1, insumo_id, lote_id, tipo, cantidad, saldo, costo, costo_promedio, 'venta', :venta::bigint, current_date from m;

with f as (update series set ultimo = ultimo + 1 where id = :caja::bigint returning id, ultimo),
p as (
  insert into pagos (clinica_id, sesion_id, serie_id, folio, paciente_id, pagador, moneda, total, vuelto)
  select 1, :caja::bigint, f.id, f.ultimo, :paciente::bigint, 'Paciente', 'CLP', 10710, 290 from f returning id, folio),
m as (
  insert into pagos_medios (clinica_id, pago_id, medio, monto, referencia)
  select 1, p.id, m.medio, m.monto, m.referencia
  from p, unnest(array['debito', 'efectivo'], array[5000, 5710]::numeric[], array['123456', '']) as m(medio, monto, referencia)),
a as (
  insert into asignaciones (clinica_id, pago_id, venta_linea_id, monto)
  select 1, p.id, a.linea, a.monto
  from p, unnest(:lineas::bigint[], array[3570, 3570, 3570]::numeric[]) as a(linea, monto)),
i as (update idempotencia i set resultado = p.id from p where i.clave = md5(:r::text)::uuid)
select p.id, p.folio from p;
commit;
