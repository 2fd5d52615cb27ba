-- A booking as the program sends it: the same statements in the same order, by somebody who holds nothing, for a patient who is told by
-- a letter. The words of the letter, which the program puts together in between, stand here ready made. A test compares what stands
-- between two rules with the program.
begin;
select set_config('app.clinica_id', :clinica::int::text, true), set_config('app.usuario_id', '1', true),
  set_config('app.membresia_id', :quien::bigint::text, true), set_config('app.peticion_id', gen_random_uuid()::text, true),
  true as se_toma, true as es_noticia, 'clinica' as quien_pide, to_timestamp(:segundo::bigint) as inicio, :primero::date + :dias::int as fecha, gen_random_uuid() as clave,
  'reservada' as estado, 'recepcion' as origen, 'Trae sus exámenes' as observacion, gen_random_uuid() as clave_mensaje, gen_random_uuid() as hilo,
  '[{"tipo": "CitaAgendada", "datos": {"cita_id": 1}}]' as eventos, 'cita_agendada' as tipo, 'Su hora está reservada: 04-01-2027' as asunto,
  '{"nota": "Si no puede venir, avise a la clínica.", "filas": [["Cuándo", "Lunes 4 de enero de 2027 a las 9.00"], ["Con", "Dra. María González"],
    ["Dónde", "Casa Matriz"]], "saludo": "Hola, Persona", "parrafos": ["Su hora quedó reservada."]}' as carta,
  '[{"hora": {"titulo": "Hora con Dra. María González", "lugar": "Casa Matriz", "cancelada": false}}]' as adjuntos,
  '{"nombre": "antesala_cita_agendada_1", "variables": ["Persona"], "texto": "Su hora quedó reservada."}' as plantilla \gset
with
--=
sueltas as (
  delete from citas c where c.clinica_id = clinica_actual() and c.vence is not null and (
    (c.vence <= ahora() and c.ocupa_desde < :inicio::timestamptz + interval '1 day' and c.ocupa_hasta > :inicio::timestamptz - interval '1 day')
    or (c.id in (select p.id from retenidas_propias() p)
      and (c.clave = :clave::uuid or (c.profesional_id = :profesional::bigint and c.fecha = :fecha::date))
      and not (:se_toma::bool and coalesce(c.clave = :clave::uuid, false) and c.profesional_id = :profesional::bigint
        and c.inicio = :inicio::timestamptz and c.prestacion_id = :prestacion::bigint)))),
--=
c as (
--=
update citas u set estado = 'reservada', vence = null, paciente_id = p.id, observacion = :observacion::text,
  origen = :origen::text, estado_quien = :quien_pide::text
from (select id from pacientes where clinica_id = clinica_actual() and id = :paciente::bigint for no key update) p
where u.clinica_id = clinica_actual() and u.clave = :clave::uuid and u.vence > ahora() and :se_toma::bool
  and u.profesional_id = :profesional::bigint and u.inicio = :inicio::timestamptz and u.prestacion_id = :prestacion::bigint
  and exists (select from horas_libres(:prestacion::bigint, :profesional::bigint, :fecha::date, 1, null, u.id) h where h.inicio = u.inicio)
  and not exists (
    select from bloqueos q where q.clinica_id = u.clinica_id and q.box_id = u.box_id and q.anulado is null
      and q.inicio < u.ocupa_hasta and q.fin > u.ocupa_desde)
returning u.*
--=
), s as (
--=
update esperas e set estado = 'agendada', cita_id = c.id, cerrada = ahora(), cerrada_por = membresia_actual(), version = e.version + 1
from c cross join lateral (select case when p.fusionado_en is null then p.id else p.fusionado_en end as id
  from pacientes p where p.clinica_id = clinica_actual() and p.id = c.paciente_id
  union all
  select m.id from pacientes p
  join pacientes m on m.clinica_id = p.clinica_id
    and m.fusionado_en = case when p.fusionado_en is null then p.id else p.fusionado_en end
  where p.clinica_id = clinica_actual() and p.id = c.paciente_id) f
where e.clinica_id = c.clinica_id and e.paciente_id = f.id and e.prestacion_id = c.prestacion_id and e.estado = 'esperando'
  and (c.reagendada_de is null or c.inicio < (
    select a.inicio from citas a where a.clinica_id = c.clinica_id and a.id = c.reagendada_de))
returning e.id
--=
)
--=
select array(select s.id from s order by s.id) as esperas, c.id, c.version, r.id as raiz_id, c.inicio, c.fin, p.nombre as profesional, su.nombre as sucursal, su.direccion,
  pa.vigente_id as paciente_id, pa.nombre as paciente,
  pa.correo, pa.sin_avisos, (select plantillas_propias()) as plantillas
from c
join profesionales p on p.clinica_id = c.clinica_id and p.id = c.profesional_id
join sucursales su on su.clinica_id = c.clinica_id and su.id = c.sucursal_id
join pacientes_breves pa on pa.clinica_id = c.clinica_id and pa.id = c.paciente_id
cross join lateral (
  with recursive cadena as (
    select c.id, c.reagendada_de
    union all
    select a.id, a.reagendada_de from cadena d join citas a on a.clinica_id = c.clinica_id and a.id = d.reagendada_de)
  select cadena.id from cadena where cadena.reagendada_de is null) r
--=
;
with c as (
--=
insert into citas (clinica_id, sucursal_id, profesional_id, box_id, plaza, prestacion_id, paciente_id, rango, ocupa,
  estado, precio, moneda, origen, observacion, clave, reagendada_de, estado_quien)
select pr.clinica_id, h.sucursal_id, h.profesional_id, h.box_id, h.plaza, pr.id, :paciente::bigint, tstzrange(h.inicio, h.fin),
  tstzrange(h.ocupa_desde, h.ocupa_hasta), :estado::text, pr.precio, pr.moneda, :origen::text, :observacion::text, :clave::uuid, null::bigint,
  :quien_pide::text
from horas_libres(:prestacion::bigint, :profesional::bigint, :fecha::date, 1, null, null::bigint) h
join prestaciones pr on pr.clinica_id = clinica_actual() and pr.id = :prestacion::bigint
where h.inicio = :inicio::timestamptz
on conflict do nothing returning *
--=
), s as (
--=
update esperas e set estado = 'agendada', cita_id = c.id, cerrada = ahora(), cerrada_por = membresia_actual(), version = e.version + 1
from c cross join lateral (select case when p.fusionado_en is null then p.id else p.fusionado_en end as id
  from pacientes p where p.clinica_id = clinica_actual() and p.id = c.paciente_id
  union all
  select m.id from pacientes p
  join pacientes m on m.clinica_id = p.clinica_id
    and m.fusionado_en = case when p.fusionado_en is null then p.id else p.fusionado_en end
  where p.clinica_id = clinica_actual() and p.id = c.paciente_id) f
where e.clinica_id = c.clinica_id and e.paciente_id = f.id and e.prestacion_id = c.prestacion_id and e.estado = 'esperando'
  and (c.reagendada_de is null or c.inicio < (
    select a.inicio from citas a where a.clinica_id = c.clinica_id and a.id = c.reagendada_de))
returning e.id
--=
)
--=
select array(select s.id from s order by s.id) as esperas, c.id, c.version, r.id as raiz_id, c.inicio, c.fin, p.nombre as profesional, su.nombre as sucursal, su.direccion,
  pa.vigente_id as paciente_id, pa.nombre as paciente,
  pa.correo, pa.sin_avisos, (select plantillas_propias()) as plantillas
from c
join profesionales p on p.clinica_id = c.clinica_id and p.id = c.profesional_id
join sucursales su on su.clinica_id = c.clinica_id and su.id = c.sucursal_id
join pacientes_breves pa on pa.clinica_id = c.clinica_id and pa.id = c.paciente_id
cross join lateral (
  with recursive cadena as (
    select c.id, c.reagendada_de
    union all
    select a.id, a.reagendada_de from cadena d join citas a on a.clinica_id = c.clinica_id and a.id = d.reagendada_de)
  select cadena.id from cadena where cadena.reagendada_de is null) r
--=
\gset
--=
with v as (
  insert into eventos (clinica_id, tipo, datos)
  select :clinica::int, e ->> 'tipo', e -> 'datos' from jsonb_array_elements(:eventos::jsonb) as e),
w as materialized (
  select w.telefono from whatsapp_de(:clinica::int, :paciente_id::bigint, :tipo::text, :plantilla::jsonb ->> 'nombre') w where :plantilla::jsonb is not null
  union all
  select w.telefono from whatsapp_a(:clinica::int, null::text, :tipo::text, :plantilla::jsonb ->> 'nombre') w where :plantilla::jsonb is not null),
d as materialized (
  select 'whatsapp' as canal, w.telefono as direccion, :plantilla::jsonb as plantilla from w
  union all
  select 'whatsapp', null::text, null where null::bigint is not null
  union all
  select 'correo', :correo::text, null where :correo::text is not null and not exists (select from w)),
m as (
  insert into mensajes (clinica_id, tipo, canal, paciente_id, membresia_id, nombre, direccion, asunto, carta, adjuntos, clave, hilo,
    cita_id, vence, plantilla, conversacion_id)
  select :clinica::int, :tipo::text, d.canal, :paciente_id::bigint, null::bigint, :paciente::text, d.direccion, :asunto::text,
    :carta::jsonb, :adjuntos::jsonb, :clave_mensaje::text, :hilo::text, null::bigint, null::timestamptz, d.plantilla, null::bigint
  from d on conflict (clinica_id, clave) do nothing
  returning clinica_id, id, canal),
e as (insert into envios (clinica_id, mensaje_id, canal) select clinica_id, id, canal from m returning mensaje_id),
k as (
  update envios set estado = 'suprimido', error = 'ya_no_rige', terminado = ahora()
  where :es_noticia::bool and not exists (select from d) and clinica_id = :clinica::int and estado in ('pendiente', 'fallido')
    and mensaje_id in (select id from mensajes where clinica_id = :clinica::int and hilo = :hilo::text))
select (select e.mensaje_id from e) as id
--=
;
commit;
