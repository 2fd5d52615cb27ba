-- Whose open form a hold is: its own hold stands in nobody's way.
create table retenciones (
  clinica_id int not null,
  cita_id bigint not null,
  membresia_id bigint not null default membresia_actual(),
  primary key (clinica_id, cita_id),
  constraint retenciones_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id) on delete cascade,
  constraint retenciones_membresia foreign key (clinica_id, membresia_id) references membresias (clinica_id, id)
);
create index retenciones_membresia on retenciones (clinica_id, membresia_id);
call aislar('retenciones', 'select, insert');

-- for `clinicas_con_retenidas_vencidas`
call abrir_puente('citas', 'select');
