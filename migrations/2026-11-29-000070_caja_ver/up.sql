insert into permisos (codigo, descripcion) values
  ('caja.ver', 'Ver cajas, ventas y recibos'),
  ('bodega.lote', 'Elegir a mano de qué lote sale'),
  ('bodega.aprobar', 'Aprobar inventarios y ajustes');
-- the rows of every clinic: forced row security would hide them from the owner
alter table roles_permisos no force row level security;
insert into roles_permisos (clinica_id, rol, permiso)
select distinct clinica_id, rol, 'caja.ver' from roles_permisos where permiso in ('caja.operar', 'caja.supervisar')
union select distinct clinica_id, rol, 'bodega.lote' from roles_permisos where permiso = 'bodega.operar'
union select distinct clinica_id, rol, 'bodega.aprobar' from roles_permisos where rol = 'gerencia';
alter table roles_permisos force row level security;
