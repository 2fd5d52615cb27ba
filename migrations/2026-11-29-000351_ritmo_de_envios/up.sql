drop function if exists reclamar_envios(timestamptz, interval, int, int, text);

-- A message that says nothing true after an instant does not leave after it; one that reminds of a cita says of which.
alter table mensajes add column vence timestamptz, add column cita_id bigint;
alter table mensajes add constraint mensajes_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id);
create index mensajes_cita on mensajes (clinica_id, cita_id, id) where cita_id is not null;

-- The worker looks clinic by clinic, so that the queue of one does not hold up another's.
drop index envios_por_reclamar;
create index envios_por_reclamar on envios (clinica_id, proximo) where estado in ('pendiente', 'enviando');
-- What was spent before somebody asked for it to be tried again: `intentos` only goes up.
alter table envios add column perdonados int not null default 0 constraint envios_perdonados check (perdonados >= 0);

-- intentos_envio: how each attempt ended.
create table intentos_envio (
  clinica_id int not null,
  mensaje_id bigint not null,
  numero int not null,
  en timestamptz not null default ahora(),
  resultado text not null constraint intentos_envio_resultado check (resultado in ('enviado', 'despues', 'fallido')),
  codigo text constraint intentos_envio_codigo check (codigo ~ '^[a-z0-9_]{1,40}$'),
  primary key (clinica_id, mensaje_id, numero),
  constraint intentos_envio_envio foreign key (clinica_id, mensaje_id) references envios (clinica_id, mensaje_id)
);
call aislar('intentos_envio', 'select, insert');
call hacer_libro('intentos_envio');

-- direcciones_suprimidas: where nothing is sent any more, because the server there said that it does not exist.
create table direcciones_suprimidas (
  clinica_id int not null references clinicas (id),
  id bigint generated always as identity,
  canal text not null constraint direcciones_suprimidas_canal check (canal in ('correo', 'whatsapp')),
  -- in lower case
  direccion text not null,
  mensaje_id bigint not null,
  codigo text not null constraint direcciones_suprimidas_codigo check (codigo ~ '^[a-z0-9_]{1,40}$'),
  en timestamptz not null default ahora(),
  primary key (clinica_id, id),
  constraint direcciones_suprimidas_una unique (clinica_id, canal, direccion),
  constraint direcciones_suprimidas_mensaje foreign key (clinica_id, mensaje_id) references mensajes (clinica_id, id)
);
create index direcciones_suprimidas_mensaje on direcciones_suprimidas (clinica_id, mensaje_id);
call aislar('direcciones_suprimidas', 'select, insert, delete');
call abrir_puente('direcciones_suprimidas', 'select');
call auditar_tabla('direcciones_suprimidas', 'direccion');

-- cupos_envio: how much left in each minute, by clinic and by the domain it went to; of every clinic, because the domain counts them
-- together. Only the claim reads and writes it, one at a time.
create table cupos_envio (
  clave text not null,
  minuto timestamptz not null,
  cuantos int not null,
  primary key (clave, minuto)
);
grant select, insert, update, delete on cupos_envio to puente;

-- As of the prestación, when it is not as of the clinic; none is an empty list.
call abrir_puente('citas_estados', 'select');
call abrir_puente('prestaciones', 'select');
alter table prestaciones add column recordatorios int[]
  constraint prestaciones_recordatorios check (cardinality(recordatorios) <= 4 and 1 <= all (recordatorios) and 336 >= all (recordatorios));
