-- recuperaciones: who asked to choose another password, as typed. The request only writes it down, whoever that is, so that neither
-- its answer nor its time tells who has an account; the worker looks who it is, writes the letter and forgets it.
create table recuperaciones (
  id bigint generated always as identity primary key,
  correo text not null constraint recuperaciones_correo check (length(correo) between 3 and 254),
  pedida timestamptz not null default ahora()
);
grant select, insert, delete on recuperaciones to app;

-- cuenta: what happened to somebody's own account.
alter table mensajes drop constraint mensajes_tipo;
alter table mensajes add constraint mensajes_tipo check (tipo in (
  'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion', 'exportacion', 'resumen',
  'sello_auditoria', 'cuenta', 'stock_bajo', 'caja_abierta', 'avisos_fallidos'));
