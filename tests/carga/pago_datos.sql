-- What tests/carga/pago.sql runs against: one clinic with 4 cajas open, 500 insumos of 6 lots that never run out, 1,000
-- patients. Run as a role that row security does not hold, on an empty migrated database.
begin;
insert into clinicas (id, slug, nombre) overriding system value values (1, 'carga', 'Carga');
select set_config('app.clinica_id', '1', true);
insert into sucursales (clinica_id, nombre, principal) values (1, 'Central', true);
insert into usuarios (correo, nombre) select 'caja' || n || '@carga.cl', 'Caja ' || n from generate_series(1, 4) n;
insert into membresias (clinica_id, usuario_id) select 1, id from usuarios order by id;
insert into depositos (clinica_id, sucursal_id, nombre) select 1, id, 'Bodega' from sucursales;
insert into insumos (clinica_id, codigo, nombre, precio, moneda)
  select 1, 'I' || n, 'Insumo ' || n, 1000 + n * 10, 'CLP' from generate_series(1, 500) n;
insert into existencias (clinica_id, deposito_id, insumo_id, cantidad, costo_promedio)
  select 1, d.id, i.id, 60000000, 500 from depositos d, insumos i;
insert into lotes (clinica_id, deposito_id, insumo_id, codigo, caduca, costo, cantidad, creado_por)
  select 1, e.deposito_id, e.insumo_id, 'L' || k, current_date + 30 * k, 500, 10000000, m.id
  from existencias e, generate_series(1, 6) k, (select min(id) as id from membresias) m order by e.insumo_id, k;
insert into series (clinica_id, sucursal_id, documento, prefijo) select 1, s.id, 'pago', 'C' || n from sucursales s, generate_series(1, 4) n;
insert into cajas (clinica_id, sucursal_id, deposito_id, serie_id, nombre)
  select 1, s.sucursal_id, d.id, s.id, 'Caja ' || s.id from series s, depositos d order by s.id;
insert into sesiones_caja (clinica_id, caja_id, responsable, moneda, apertura, abierta_por)
  select 1, c.id, m.id, 'CLP', 50000, m.id from cajas c, (select min(id) as id from membresias) m order by c.id;
insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres, apellido_paterno)
  select 1, 'sin_documento', 'otro', 'Paciente', 'Número ' || n from generate_series(1, 1000) n;
commit;
vacuum analyze;
