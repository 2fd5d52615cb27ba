-- the views of src/db/routines stand on these tables
drop view if exists descuadres, descuadres_caja, descuadres_bodega, caja_alertas;
alter table recibos_impresos disable trigger solo_agregar;
alter table recibos_impresos no force row level security;
delete from recibos_impresos where nota_id is not null;
alter table recibos_impresos force row level security;
alter table recibos_impresos enable trigger solo_agregar;
drop index recibos_impresos_un_original_de_nota, recibos_impresos_nota;
alter table recibos_impresos drop constraint recibos_impresos_nota, drop constraint recibos_impresos_de_uno, drop column nota_id,
  alter column pago_id set not null;
drop table notas_credito_lineas, notas_credito, devoluciones_lineas, devoluciones;
alter table ventas drop constraint ventas_acreditado, drop column acreditado;
drop index series_una_de_notas;
alter table series no force row level security;
delete from series where documento = 'nota_credito';
alter table series force row level security;
alter table series drop constraint series_documento,
  add constraint series_documento check (documento in ('pago'));
