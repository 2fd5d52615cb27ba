-- What became of the citas of the clinic :clinica by :ahora: of those that are over, one in twelve did not come and one in twenty-five
-- called it off; the others arrived, waited and were attended. Those that are still to come were booked, and no more.
set session_replication_role = replica;
begin;
update citas c set
  estado = case when c.inicio > :'ahora' then 'reservada' when c.id % 12 = 5 then 'no_asistio' when c.id % 25 = 3 then 'cancelada' else 'atendida' end,
  pago = case when c.inicio > :'ahora' or c.id % 12 = 5 or c.id % 25 = 3 then 'NP' else 'P' end,
  estado_desde = least(c.fin, :'ahora')
where c.clinica_id = :clinica and (c.inicio <= :'ahora' or c.estado = 'atendida');
insert into llegadas (clinica_id, cita_id, sucursal_id, fecha, numero, en)
select c.clinica_id, c.id, c.sucursal_id, c.fecha, row_number() over (partition by c.sucursal_id, c.fecha order by c.inicio, c.id),
  c.inicio - make_interval(mins => (c.id % 16)::int)
from citas c where c.clinica_id = :clinica and c.estado = 'atendida';
insert into citas_estados (clinica_id, cita_id, de, a, en, quien)
select c.clinica_id, c.id, e.de, e.a, e.en, 'clinica'
from citas c
cross join lateral (values
  (1, null, 'reservada', c.inicio - interval '7 days'),
  (2, 'reservada', 'llego', c.inicio - make_interval(mins => (c.id % 16)::int)),
  (3, 'llego', 'en_atencion', c.inicio + make_interval(mins => (c.id % 7)::int)),
  (4, 'en_atencion', 'atendida', c.fin),
  (5, 'reservada', c.estado, c.inicio)) e(n, de, a, en)
where c.clinica_id = :clinica
  and (e.n = 1 or e.n in (2, 3, 4) and c.estado = 'atendida' or e.n = 5 and c.estado in ('no_asistio', 'cancelada'))
order by c.id, e.n;
commit;
