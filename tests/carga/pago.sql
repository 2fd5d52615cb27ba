-- A payment as the program sends it: the same statements in the same order, sale of three lines, stock by FEFO, two methods. What the program
-- computes between them (prices, tax, lots, change) stands here ready made: every price is 1,190 and the first lot never ends.
\set k :client_id % 4
\set sesion :sesion0 + :k
\set n1 random(0, 165)
\set n2 random(166, 331)
\set n3 random(332, 499)
\set i1 :insumo0 + :n1
\set i2 :insumo0 + :n2
\set i3 :insumo0 + :n3
\set l1 :lote0 + :n1
\set l2 :lote0 + :n2
\set l3 :lote0 + :n3
\set paciente :paciente0 + random(0, 999)
\set quien :membresia + :k
begin;
select set_config('app.clinica_id', :clinica::int::text, true), set_config('app.usuario_id', '1', true),
  set_config('app.membresia_id', :quien::bigint::text, true), set_config('app.peticion_id', gen_random_uuid()::text, true),
  set_config('app.sesion_id', '1', true), set_config('app.direccion', '127.0.0.1', true);
insert into idempotencia (clinica_id, clave, operacion, huella)
values (:clinica::int, gen_random_uuid(), 'venta', sha256(random()::text::bytea)) on conflict do nothing
returning clave \gset
select s.id, s.estado, s.moneda, c.deposito_id, c.serie_id, (ahora() at time zone cl.zona)::date as hoy,
  coalesce((cl.ajustes ->> 'redondea_mixto')::boolean, true) as redondea_mixto,
  coalesce(cl.ajustes ->> 'consumo', 'venta') = 'venta' as consume_al_vender,
  coalesce(s.responsable = membresia_actual(), false) as propia, coalesce(s.responsable = membresia_actual(), false) or exists (
    select from membresias_roles mr join roles_permisos rp on rp.clinica_id = mr.clinica_id and rp.rol = mr.rol
    where mr.clinica_id = s.clinica_id and mr.membresia_id = membresia_actual() and rp.permiso = 'caja.supervisar') as a_cargo
from sesiones_caja s join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id join clinicas cl on cl.id = s.clinica_id
where s.id = :sesion::bigint for share of s \gset
-- One row is all that pgbench can read: the three are laid side by side.
with tomada as (
  insert into recetas_consumidas (clinica_id, cita_id, origen) select clinica_actual(), null::bigint, 'venta' where null::bigint is not null
  on conflict do nothing returning cita_id),
r as (
  select insumo_id, round(sum(cantidad), 3) as cantidad from (
    select insumo_id, cantidad from recetas where prestacion_id = null::bigint and (null::bigint is null or exists (select from tomada))
    union all
    select r.insumo_id, r.cantidad * p.veces from unnest(array[]::bigint[], array[]::numeric[]) as p(id, veces) join recetas r on r.prestacion_id = p.id) t
  group by insumo_id)
select max(cantidad) filter (where id = :i1::bigint) as s1, max(cantidad) filter (where id = :i2::bigint) as s2,
  max(cantidad) filter (where id = :i3::bigint) as s3
from (
  select i.*, coalesce(e.cantidad, 0) as cantidad, coalesce(e.costo_promedio, 0) as costo_promedio
  from (
    select i.id, i.codigo, i.nombre, i.unidad, i.precio, i.moneda, i.afecto, i.estado, coalesce(r.cantidad, 0) as receta
    from insumos i left join r on r.insumo_id = i.id
    where i.id in (
      select id from insumos where codigo = any (array['I' || lpad((:n1::int + 1)::text, 3, '0'), 'I' || lpad((:n2::int + 1)::text, 3, '0'), 'I' || lpad((:n3::int + 1)::text, 3, '0')])
      union select insumo_id from r)
    order by i.id) i
  left join lateral (
    select e.cantidad, e.costo_promedio from existencias e where e.deposito_id = :deposito::bigint and e.insumo_id = i.id
    for no key update) e on true
  order by i.id) q \gset
select id, insumo_id, caduca, recibido, cantidad from lotes
where deposito_id = :deposito::bigint and insumo_id = any (array[:i1, :i2, :i3]::bigint[]) and cantidad > 0 and (caduca is null or caduca >= :hoy::date)
order by insumo_id, caduca, id;
with v as (
  insert into ventas (clinica_id, sesion_id, paciente_id, cita_id, pagador, moneda, exento, neto, iva, total, pagado, convenio_id)
  values (:clinica::int, :sesion::bigint, :paciente::bigint, null::bigint, 'Persona', 'CLP', 0::numeric, 3000::numeric, 570::numeric, 0::numeric + 3000 + 570, 3570::numeric, null::bigint)
  returning id),
l as (
  insert into ventas_lineas (clinica_id, venta_id, numero, prestacion_id, insumo_id, profesional_id, descripcion, cantidad, precio, afecto, iva, total, descuento, descuento_motivo)
  select :clinica::int, v.id, l.*, case when l.descuento > 0 then '' else '' end from v, unnest(array[1, 2, 3], array[null, null, null]::bigint[], array[:i1, :i2, :i3]::bigint[],
    array[null, null, null]::bigint[], array['Insumo uno', 'Insumo dos', 'Insumo tres'], array[1, 1, 1]::numeric[], array[1190, 1190, 1190]::numeric[], array[true, true, true],
    array[190, 190, 190]::numeric[], array[1190, 1190, 1190]::numeric[], array[0, 0, 0]::numeric[])
    as l(numero, prestacion_id, insumo_id, profesional_id, descripcion, cantidad, precio, afecto, iva, total, descuento)
  returning id, numero)
select (select id from v) as venta_id, array_agg(l.id order by l.numero) as lineas from l \gset
with m as (
  select * from unnest(array[:l1, :l2, :l3]::bigint[], array[:i1, :i2, :i3]::bigint[], array['salida', 'salida', 'salida'], array[-1, -1, -1]::numeric[],
    array[:s1::numeric - 1, :s2::numeric - 1, :s3::numeric - 1], array[500, 500, 500]::numeric[], array[500, 500, 500]::numeric[],
    array[null, null, null]::bigint[])
    with ordinality as m(lote_id, insumo_id, tipo, cantidad, saldo, costo, costo_promedio, reversa_de, n)),
l as (
  update lotes l set cantidad = l.cantidad + d.cantidad
  from (select lote_id, sum(cantidad) as cantidad from m group by 1) d where l.id = d.lote_id),
e as (
  update existencias e set cantidad = e.cantidad + d.cantidad, costo_promedio = d.costo_promedio
  from (select insumo_id, sum(cantidad) as cantidad, (array_agg(costo_promedio order by n desc))[1] as costo_promedio from m group by 1) d
  where e.deposito_id = :deposito::bigint and e.insumo_id = d.insumo_id),
k as (
  insert into movimientos (clinica_id, deposito_id, insumo_id, lote_id, tipo, cantidad, saldo, costo, costo_promedio,
    reversa_de, documento_tipo, documento_id, documento, motivo, efectiva)
  select :clinica::int, :deposito::bigint, insumo_id, lote_id, tipo, cantidad, saldo, costo, costo_promedio, reversa_de, 'venta', :venta_id::bigint,
    '', '', :hoy::date
  from m order by n returning id)
select coalesce(array_agg(id order by id), '{}') as ids from k;
with f as (update series set ultimo = ultimo + 1 where id = :serie_id::bigint returning ultimo),
p as (
  insert into pagos (clinica_id, sesion_id, serie_id, folio, tipo, paciente_id, pagador, moneda, total, vuelto, reversa_de, motivo, aprobado_por)
  select :clinica::int, :sesion::bigint, :serie_id::bigint, f.ultimo, 'pago', :paciente::bigint, 'Persona', 'CLP', 3570::numeric, 0::numeric, null::bigint, '',
    null::bigint from f
  returning id, folio, en),
m as (
  insert into pagos_medios (clinica_id, pago_id, medio, monto, referencia)
  select :clinica::int, p.id, m.medio, m.monto, m.referencia
  from p, unnest(array['debito', 'efectivo'], array[2000, 1570]::numeric[], array['1234', '']) as m(medio, monto, referencia)),
a as (
  insert into asignaciones (clinica_id, pago_id, venta_linea_id, monto)
  select :clinica::int, p.id, a.linea, a.monto from p, unnest(:lineas::bigint[], array[1190, 1190, 1190]::numeric[]) as a(linea, monto)),
b as (
  insert into abonos (clinica_id, paciente_id, pago_id, monto)
  select :clinica::int, :paciente::bigint, p.id, b from p, unnest(array[]::numeric[]) as b),
i as (update idempotencia i set resultado = coalesce(:venta_id::bigint, p.id) from p where i.clave = :clave::uuid)
select p.id as pago_id, p.folio, p.en at time zone cl.zona as fecha, pa.correo, pa.nombre
from p join clinicas cl on cl.id = :clinica::int left join pacientes_breves pa on pa.clinica_id = :clinica::int and pa.id = :paciente::bigint \gset
with m as (
  insert into mensajes (clinica_id, tipo, canal, paciente_id, membresia_id, nombre, direccion, asunto, carta, adjuntos, clave, hilo)
  values (:clinica::int, 'recibo_pago', 'correo', :paciente::bigint, null::bigint, :nombre, :correo, 'Comprobante de pago ' || :folio,
    '{"nota": "Este comprobante es interno de la clínica, no reemplaza a la boleta.", "filas": [["Comprobante", "1"], ["Fecha", "22-11-2026"], ["Total", "$3.570"]], "enlace": null, "saludo": "Hola, Persona", "parrafos": ["Recibimos su pago. Este es su comprobante."]}',
    '[{"recibo": {"pago_id": 1}}]', concat('pago ', :pago_id::text, ' recibo'), null::text)
  on conflict (clinica_id, clave) do nothing
  returning clinica_id, id)
insert into envios (clinica_id, mensaje_id) select clinica_id, id from m returning mensaje_id as id;
commit;
