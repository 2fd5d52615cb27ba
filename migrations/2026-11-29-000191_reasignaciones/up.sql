-- reasignaciones: what a payment covered goes to another sale of the same patient, or to their favour. What was written stays: the
-- rows that take it off one side and put it on the other carry who, when and why.
create table reasignaciones (
  clinica_id int not null,
  id bigint generated always as identity,
  pago_id bigint not null,
  motivo text not null constraint reasignaciones_motivo check (btrim(motivo) <> ''),
  en timestamptz not null default ahora(),
  por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint reasignaciones_pago foreign key (clinica_id, pago_id) references pagos (clinica_id, id),
  constraint reasignaciones_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index reasignaciones_pago on reasignaciones (clinica_id, pago_id);
create index reasignaciones_por on reasignaciones (clinica_id, por);
call aislar('reasignaciones', 'select, insert');
call hacer_libro('reasignaciones');

alter table asignaciones add column reasignacion_id bigint,
  add constraint asignaciones_reasignacion foreign key (clinica_id, reasignacion_id) references reasignaciones (clinica_id, id);
create index asignaciones_reasignacion on asignaciones (clinica_id, reasignacion_id) where reasignacion_id is not null;
alter table abonos add column reasignacion_id bigint,
  add constraint abonos_reasignacion foreign key (clinica_id, reasignacion_id) references reasignaciones (clinica_id, id);
create index abonos_reasignacion on abonos (clinica_id, reasignacion_id) where reasignacion_id is not null;

-- What is given back may stay in favour of the patient.
alter table devoluciones drop constraint devoluciones_medio,
  add constraint devoluciones_medio check (medio in ('efectivo', 'debito', 'credito', 'transferencia', 'cheque', 'abono'));
