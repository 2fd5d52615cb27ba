-- avisos_callados: what somebody does not want to hear of by mail. Who may hear of something does, until they say so.
create table avisos_callados (
  clinica_id int not null references clinicas (id),
  membresia_id bigint not null default membresia_actual(),
  cual text not null constraint avisos_callados_cual check (cual in ('stock_bajo', 'caja_abierta', 'avisos_fallidos')),
  primary key (clinica_id, membresia_id, cual),
  constraint avisos_callados_membresia foreign key (clinica_id, membresia_id) references membresias (clinica_id, id)
);
call aislar('avisos_callados', 'select, insert, delete');
call auditar_tabla('avisos_callados', '', '', 'membresia_id');
