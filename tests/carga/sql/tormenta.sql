-- What a storm needs, in the clinic :clinica: twenty insumos with three lots each in two depots, entered as they should be, and a
-- drawer open for each of :cajas cashiers, who are numbered from :membresia on. Prints the first ids of depots, insumos and sessions.
\set ON_ERROR_STOP on
set client_min_messages = warning;
select set_config('app.clinica_id', :'clinica', false), set_config('app.membresia_id', :'membresia', false) \g /dev/null
begin;
select id as deposito, sucursal_id as sucursal from depositos where clinica_id = :clinica order by id limit 1 \gset
insert into depositos (clinica_id, sucursal_id, nombre) values (:clinica, :sucursal, 'Pabellón') returning id as otro \gset
insert into insumos (clinica_id, codigo, nombre, precio, moneda)
  select :clinica, 'I' || lpad(n::text, 2, '0'), 'Insumo ' || n, 1190, 'CLP' from generate_series(1, 20) n order by n;
insert into existencias (clinica_id, deposito_id, insumo_id, cantidad, costo_promedio)
  select :clinica, d, i.id, 150, 500 from insumos i, unnest(array[:deposito, :otro]) as d where i.clinica_id = :clinica;
insert into lotes (clinica_id, deposito_id, insumo_id, codigo, caduca, costo, cantidad)
  select :clinica, d, i.id, 'L' || k, current_date + 60 * k, 500, 50
  from generate_series(1, 3) k, insumos i, unnest(array[:deposito, :otro]) as d where i.clinica_id = :clinica order by k, i.id, d;
insert into movimientos (clinica_id, deposito_id, insumo_id, lote_id, tipo, cantidad, saldo, costo, costo_promedio, documento_tipo, efectiva)
  select :clinica, deposito_id, insumo_id, id, 'entrada', cantidad, 50 * row_number() over (partition by deposito_id, insumo_id order by id),
    costo, costo, 'recepcion', current_date
  from lotes where clinica_id = :clinica order by id;
insert into series (clinica_id, sucursal_id, documento, prefijo)
  select :clinica, :sucursal, 'pago', 'T' || n from generate_series(1, :cajas) n order by n;
insert into cajas (clinica_id, sucursal_id, deposito_id, serie_id, nombre)
  select :clinica, :sucursal, :deposito, id, 'Caja ' || prefijo from series where clinica_id = :clinica and prefijo like 'T%' order by id;
insert into sesiones_caja (clinica_id, caja_id, responsable, moneda, apertura)
  select :clinica, id, :membresia + row_number() over (order by id) - 1, 'CLP', 200000
  from cajas where clinica_id = :clinica and nombre like 'Caja T%' order by id;
insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres, apellido_paterno)
  select :clinica, 'sin_documento', 'otro', 'Persona', 'Número ' || n from generate_series(1, 20) n order by n;
commit;
analyze;
select :deposito, :otro, (select min(id) from sesiones_caja where clinica_id = :clinica), (select min(id) from pacientes where clinica_id = :clinica);
