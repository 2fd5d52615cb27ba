-- exportaciones: each report that left as a file: what was asked, by whom, how many rows. What took long was written by the worker, and
-- waits in parts until it is forgotten.
create table exportaciones (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  reporte text not null,
  -- the filters, columns and order, as the address of the screen says them
  consulta text not null,
  formato text not null constraint exportaciones_formato check (formato in ('csv', 'xlsx', 'pdf')),
  corte timestamptz not null,
  -- directa: it left as it was read, and nothing of it stayed
  estado text not null constraint exportaciones_estado check (estado in (
    'directa', 'pendiente', 'corriendo', 'lista', 'cancelada', 'fallida', 'vencida')),
  filas bigint not null constraint exportaciones_filas check (filas >= 0),
  hechas bigint not null default 0 constraint exportaciones_hechas check (hechas >= 0),
  tamano bigint,
  creada timestamptz not null default ahora(),
  creada_por bigint not null default membresia_actual(),
  terminada timestamptz,
  vence timestamptz,
  primary key (clinica_id, id),
  constraint exportaciones_lista check ((estado in ('lista', 'vencida')) = (vence is not null)),
  constraint exportaciones_creada_por foreign key (clinica_id, creada_por) references membresias (clinica_id, id)
);
create index exportaciones_creada_por on exportaciones (clinica_id, creada_por, id);
call aislar('exportaciones', 'select, insert, update');
create trigger auditar after insert or update of estado on exportaciones for each row execute function auditar('', 'hechas', 'id');

-- exportaciones_partes: the bytes of a file, in order.
create table exportaciones_partes (
  clinica_id int not null,
  exportacion_id bigint not null,
  numero int not null,
  bytes bytea not null,
  primary key (clinica_id, exportacion_id, numero),
  constraint exportaciones_partes_exportacion foreign key (clinica_id, exportacion_id) references exportaciones (clinica_id, id)
);
call aislar('exportaciones_partes', 'select, insert, delete');

alter table mensajes drop constraint mensajes_tipo, add constraint mensajes_tipo check (tipo in (
  'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion', 'exportacion', 'resumen'));
