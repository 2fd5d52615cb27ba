alter table roles_permisos no force row level security;
delete from roles_permisos where permiso in ('caja.ver', 'bodega.lote', 'bodega.aprobar');
alter table roles_permisos force row level security;
delete from permisos where codigo in ('caja.ver', 'bodega.lote', 'bodega.aprobar');
