-- An agenda at work in the clinic :clinica, whose patients are there already: :profesionales who attend seventeen half hours a weekday,
-- and their citas from four weeks before the Monday :lunes to four after. Four of five slots are taken, except in the week after :lunes
-- (ten of seventeen, as on a day of thirty professionals and three hundred citas); nobody of the last fifth of the patients has one. Always the same ones, but for the date. Run as the superuser:
-- triggers rest meanwhile, the exclusion constraints do not.
set session_replication_role = replica;
begin;
-- No changes of the clock: the hours of every day are the same, on the wall and counted.
update clinicas set zona = 'America/Punta_Arenas' where id = :clinica;
-- Whoever books is told.
update pacientes set correo = 'paciente' || id || '@correo.test' where clinica_id = :clinica and correo is null;
insert into profesionales (clinica_id, nombre, especialidad, trabaja_feriados)
  select :clinica, concat_ws(' ', 'Dra.', split_part(nombres, ' ', 1), apellido_paterno, apellido_materno), 'Medicina general', true
  from pacientes where clinica_id = :clinica order by id limit :profesionales;
insert into prestaciones (clinica_id, codigo, nombre, duracion, paso, precio, moneda, horizonte)
  select :clinica, codigo, nombre, 30, 30, 25000, 'CLP', 1095
  from (values ('CM', 'Consulta médica'), ('CT', 'Control'), ('EC', 'Ecografía'), ('KN', 'Kinesiología'), ('PS', 'Psicología')) p(codigo, nombre)
  order by codigo;
insert into prestaciones_profesionales (clinica_id, prestacion_id, profesional_id)
  select :clinica, pr.id, p.id from prestaciones pr, profesionales p where pr.clinica_id = :clinica and p.clinica_id = :clinica;
insert into horarios (clinica_id, profesional_id, sucursal_id, isodow, desde, hasta, vigente_desde)
  select :clinica, p.id, s.id, d, b.desde, b.hasta, :'lunes'::date - 60
  from profesionales p, sucursales s, generate_series(1, 5) d, (values (time '09:00', time '13:00'), (time '14:00', time '18:30')) b(desde, hasta)
  where p.clinica_id = :clinica and s.clinica_id = :clinica and s.principal
  order by p.id, d, b.desde;
-- One professional in ten has a meeting on Wednesdays.
insert into bloqueos (clinica_id, profesional_id, rango, motivo)
  select :clinica, p.id, tstzrange(d.inicio, d.inicio + interval '1 hour'), 'reunion'
  from profesionales p, generate_series(-4, 3) w,
    lateral (select (:'lunes'::date + w * 7 + 2 + time '16:00') at time zone 'America/Punta_Arenas' as inicio) d
  where p.clinica_id = :clinica and p.id % 10 = 0;
with quienes as (
  select p.id, row_number() over (order by p.id) - 1 as n, :profesionales::int as cuantos, :pacientes::int * 4 / 5 as gente
  from profesionales p where p.clinica_id = :clinica
), puestos as (
  select p.*, w, s, k.azar, row_number() over (partition by p.id, w order by k.azar) as orden
  from quienes p, generate_series(-4, 3) w, generate_series(0, 84) s, lateral (select hashint8extended(p.n * 100000 + w * 100 + s, 2026) as azar) k
), tomados as (
  select t.*, :'lunes'::date + w * 7 + s / 17 as fecha,
    (:'lunes'::date + w * 7 + s / 17 + case when s % 17 < 8 then time '09:00' else time '10:00' end + s % 17 * interval '30 minutes')
      at time zone 'America/Punta_Arenas' as inicio
  from puestos t where orden <= case w when 1 then 50 else 68 end
)
insert into citas (clinica_id, sucursal_id, profesional_id, prestacion_id, paciente_id, rango, ocupa, fecha, estado, pago, precio, moneda)
select :clinica, su.id, t.id, pr.id + (t.azar & 1023) % 5, pa.id + (t.s * t.cuantos + t.n) % t.gente, r.rango, r.rango, t.fecha,
  case when w < 0 then 'atendida' when (t.azar >> 10 & 1023) % 5 < 3 then 'reservada' else 'confirmada' end,
  case when w < 0 or (t.azar >> 20 & 1023) % 7 = 0 then 'P' else 'NP' end, 25000, 'CLP'
from tomados t, lateral (select tstzrange(t.inicio, t.inicio + interval '30 minutes') as rango) r,
  (select id from sucursales where clinica_id = :clinica and principal) su,
  (select min(id) as id from prestaciones where clinica_id = :clinica) pr,
  (select min(id) as id from pacientes where clinica_id = :clinica) pa
order by t.azar;
commit;
