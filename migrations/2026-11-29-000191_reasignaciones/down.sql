-- the views of src/db/routines stand on these tables
drop view if exists descuadres, descuadres_caja;
alter table devoluciones drop constraint devoluciones_medio,
  add constraint devoluciones_medio check (medio in ('efectivo', 'debito', 'credito', 'transferencia', 'cheque'));
alter table abonos drop column reasignacion_id;
alter table asignaciones drop column reasignacion_id;
drop table reasignaciones;
