\set k :client_id % 4
\set n1 random(0, 165)
\set n2 random(166, 331)
\set n3 random(332, 499)
\set paciente :paciente0 + random(0, 999)
select pago_limite(:sesion0::bigint + :k::int, :deposito::bigint, :paciente::bigint,
  array['I' || lpad((:n1::int + 1)::text, 3, '0'), 'I' || lpad((:n2::int + 1)::text, 3, '0'), 'I' || lpad((:n3::int + 1)::text, 3, '0')],
  array[:insumo0::bigint + :n1::int, :insumo0::bigint + :n2::int, :insumo0::bigint + :n3::int],
  array[:lote0::bigint + :n1::int, :lote0::bigint + :n2::int, :lote0::bigint + :n3::int]);
