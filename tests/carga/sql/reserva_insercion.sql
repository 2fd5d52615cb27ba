-- A cita and nothing else: neither asked whether it is offered nor told to anybody.
insert into citas (clinica_id, sucursal_id, profesional_id, prestacion_id, paciente_id, rango, ocupa, precio, moneda, clave)
select su.clinica_id, su.id, :profesional::bigint, :prestacion::bigint, :paciente::bigint, r.rango, r.rango, 25000, 'CLP', gen_random_uuid()
from sucursales su cross join lateral (
  select tstzrange(to_timestamp(:segundo::bigint), to_timestamp(:segundo::bigint) + interval '30 minutes') as rango) r
where su.principal
on conflict do nothing;
