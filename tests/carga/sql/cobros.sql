-- What a payment needs, in the clinic :clinica: 500 insumos of 6 lots each in its depot, 1,000 patients with e-mail, four drawers open,
-- each with a cashier of its own from :membresia on. Prints what the payments refer to; numbers run on from the first one.
\set ON_ERROR_STOP on
set client_min_messages = warning;
select set_config('app.clinica_id', :'clinica', false), set_config('app.membresia_id', :'membresia', false) \g /dev/null
begin;
select id as deposito, sucursal_id as sucursal from depositos where clinica_id = :clinica order by id limit 1 \gset
insert into insumos (clinica_id, codigo, nombre, precio, moneda)
  select :clinica, 'I' || lpad(n::text, 3, '0'), 'Insumo ' || n, 1190, 'CLP' from generate_series(1, 500) n order by n;
insert into existencias (clinica_id, deposito_id, insumo_id, cantidad, costo_promedio)
  select :clinica, :deposito, id, 6000000, 500 from insumos where clinica_id = :clinica;
insert into lotes (clinica_id, deposito_id, insumo_id, codigo, caduca, costo, cantidad)
  select :clinica, :deposito, i.id, 'L' || k, current_date + 30 * k, 500, 1000000
  from generate_series(1, 6) k, insumos i where i.clinica_id = :clinica order by k, i.id;
insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres, apellido_paterno, correo)
  select :clinica, 'sin_documento', 'otro', 'Persona', 'Número ' || n, 'persona' || n || '@correo.test' from generate_series(1, 1000) n order by n;
insert into series (clinica_id, sucursal_id, documento, prefijo)
  select :clinica, :sucursal, 'pago', 'B' || n from generate_series(1, 4) n order by n;
insert into cajas (clinica_id, sucursal_id, deposito_id, serie_id, nombre)
  select :clinica, :sucursal, :deposito, id, 'Caja ' || prefijo from series where clinica_id = :clinica and prefijo like 'B%' order by id;
insert into sesiones_caja (clinica_id, caja_id, responsable, moneda, apertura)
  select :clinica, id, :membresia + row_number() over (order by id) - 1, 'CLP', 50000
  from cajas where clinica_id = :clinica and nombre like 'Caja B%' order by id;
commit;
analyze;
select :deposito,
  (select min(id) from insumos where clinica_id = :clinica), (select min(id) from lotes where clinica_id = :clinica),
  (select min(id) from pacientes where clinica_id = :clinica), (select min(id) from sesiones_caja where clinica_id = :clinica);
