-- After the payments: the series where they ended, the numbers to come after the last ones, the indexes, and the sums.
begin;
update series s set ultimo = u.ultimo
from (select serie_id, max(folio) as ultimo from pagos where clinica_id = :clinica group by 1) u
where s.clinica_id = :clinica and s.id = u.serie_id;
do $$
declare
  v_tabla text;
  v_indice text;
begin
  foreach v_tabla in array array['sesiones_caja', 'arqueos', 'ventas', 'ventas_lineas', 'pagos'] loop
    execute format('select setval(pg_get_serial_sequence(%1$L, ''id''), greatest((select max(id) from %1$I), 1))', v_tabla);
  end loop;
  for v_indice in select indice from indices loop execute v_indice; end loop;
end $$;
-- what was just written is known to nobody, and the sums read all of it
analyze ventas, ventas_lineas, pagos, pagos_medios, asignaciones, sesiones_caja, citas, citas_estados;
select set_config('app.clinica_id', ':clinica', true);
call rehacer_acumulados();
commit;
