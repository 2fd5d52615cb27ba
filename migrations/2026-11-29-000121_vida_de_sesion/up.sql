-- How an opening was counted, when somebody told the pieces.
create table aperturas_denominaciones (
  clinica_id int not null,
  sesion_id bigint not null,
  valor numeric(14,2) not null constraint aperturas_denominaciones_valor check (valor > 0),
  cantidad int not null constraint aperturas_denominaciones_cantidad check (cantidad > 0),
  primary key (clinica_id, sesion_id, valor),
  constraint aperturas_denominaciones_sesion foreign key (clinica_id, sesion_id) references sesiones_caja (clinica_id, id)
);
call aislar('aperturas_denominaciones', 'select, insert');
call hacer_libro('aperturas_denominaciones');

-- traspasos_caja: cash on its way from one drawer to another. Nothing moves until the other side accepts; then a pair of
-- movimientos_caja says so.
create table traspasos_caja (
  clinica_id int not null,
  id bigint generated always as identity,
  origen_id bigint not null,
  destino_id bigint not null,
  -- the side that asks; the other answers
  pide text not null constraint traspasos_caja_pide check (pide in ('origen', 'destino')),
  monto numeric(14,2) not null constraint traspasos_caja_monto check (monto > 0),
  motivo text not null constraint traspasos_caja_motivo check (btrim(motivo) <> ''),
  estado text not null default 'pendiente' constraint traspasos_caja_estado
    check (estado in ('pendiente', 'aceptado', 'rechazado', 'retirado')),
  pedido timestamptz not null default ahora(),
  pedido_por bigint not null default membresia_actual(),
  resuelto timestamptz,
  resuelto_por bigint,
  primary key (clinica_id, id),
  constraint traspasos_caja_lados check (origen_id <> destino_id),
  constraint traspasos_caja_resuelto check ((estado = 'pendiente') = (resuelto is null) and (resuelto is null) = (resuelto_por is null)),
  constraint traspasos_caja_origen foreign key (clinica_id, origen_id) references sesiones_caja (clinica_id, id),
  constraint traspasos_caja_destino foreign key (clinica_id, destino_id) references sesiones_caja (clinica_id, id),
  constraint traspasos_caja_pedido_por foreign key (clinica_id, pedido_por) references membresias (clinica_id, id),
  constraint traspasos_caja_resuelto_por foreign key (clinica_id, resuelto_por) references membresias (clinica_id, id)
);
create index traspasos_caja_origen on traspasos_caja (clinica_id, origen_id, id);
create index traspasos_caja_destino on traspasos_caja (clinica_id, destino_id, id);
create index traspasos_caja_pedido_por on traspasos_caja (clinica_id, pedido_por);
create index traspasos_caja_resuelto_por on traspasos_caja (clinica_id, resuelto_por) where resuelto_por is not null;
call aislar('traspasos_caja', 'select, insert, update');
call auditar_tabla('traspasos_caja');

alter table movimientos_caja add column traspaso_id bigint,
  add constraint movimientos_caja_traspaso foreign key (clinica_id, traspaso_id) references traspasos_caja (clinica_id, id);
-- once out of one drawer, once into the other
create unique index movimientos_caja_un_traspaso on movimientos_caja (clinica_id, traspaso_id, tipo) where traspaso_id is not null;

-- relevos_caja: a session handed to somebody else, who accepts by counting it.
create table relevos_caja (
  clinica_id int not null,
  id bigint generated always as identity,
  sesion_id bigint not null,
  entrega_por bigint not null,
  recibe_por bigint not null,
  estado text not null default 'pendiente' constraint relevos_caja_estado
    check (estado in ('pendiente', 'aceptado', 'rechazado', 'retirado')),
  arqueo_id bigint,
  pedido timestamptz not null default ahora(),
  pedido_por bigint not null default membresia_actual(),
  resuelto timestamptz,
  resuelto_por bigint,
  primary key (clinica_id, id),
  constraint relevos_caja_otra_persona check (entrega_por <> recibe_por),
  constraint relevos_caja_contado check ((estado = 'aceptado') = (arqueo_id is not null)),
  constraint relevos_caja_resuelto check ((estado = 'pendiente') = (resuelto is null) and (resuelto is null) = (resuelto_por is null)),
  constraint relevos_caja_sesion foreign key (clinica_id, sesion_id) references sesiones_caja (clinica_id, id),
  constraint relevos_caja_arqueo foreign key (clinica_id, arqueo_id) references arqueos (clinica_id, id),
  constraint relevos_caja_entrega_por foreign key (clinica_id, entrega_por) references membresias (clinica_id, id),
  constraint relevos_caja_recibe_por foreign key (clinica_id, recibe_por) references membresias (clinica_id, id),
  constraint relevos_caja_pedido_por foreign key (clinica_id, pedido_por) references membresias (clinica_id, id),
  constraint relevos_caja_resuelto_por foreign key (clinica_id, resuelto_por) references membresias (clinica_id, id)
);
create unique index relevos_caja_uno_pendiente on relevos_caja (clinica_id, sesion_id) where estado = 'pendiente';
create index relevos_caja_sesion on relevos_caja (clinica_id, sesion_id, id);
create index relevos_caja_arqueo on relevos_caja (clinica_id, arqueo_id) where arqueo_id is not null;
create index relevos_caja_entrega_por on relevos_caja (clinica_id, entrega_por);
create index relevos_caja_recibe_por on relevos_caja (clinica_id, recibe_por, id);
create index relevos_caja_pedido_por on relevos_caja (clinica_id, pedido_por);
create index relevos_caja_resuelto_por on relevos_caja (clinica_id, resuelto_por) where resuelto_por is not null;
call aislar('relevos_caja', 'select, insert, update');
call auditar_tabla('relevos_caja');

-- reaperturas_caja: why a close was not the last; the close itself stays as it was.
create table reaperturas_caja (
  clinica_id int not null,
  id bigint generated always as identity,
  sesion_id bigint not null,
  cierre_id bigint not null,
  motivo text not null constraint reaperturas_caja_motivo check (btrim(motivo) <> ''),
  en timestamptz not null default ahora(),
  por bigint not null default membresia_actual(),
  primary key (clinica_id, id),
  constraint reaperturas_caja_un_cierre unique (clinica_id, cierre_id),
  constraint reaperturas_caja_sesion foreign key (clinica_id, sesion_id) references sesiones_caja (clinica_id, id),
  constraint reaperturas_caja_cierre foreign key (clinica_id, cierre_id) references cierres_caja (clinica_id, id),
  constraint reaperturas_caja_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index reaperturas_caja_sesion on reaperturas_caja (clinica_id, sesion_id, id);
create index reaperturas_caja_por on reaperturas_caja (clinica_id, por);
call aislar('reaperturas_caja', 'select, insert');
call hacer_libro('reaperturas_caja');

-- What a close covers: rows of its session up to these, so that it says the same after a reopening. Null: of before they were kept.
alter table cierres_caja
  add column ultima_venta bigint,
  add column ultimo_pago bigint,
  add column ultimo_movimiento bigint,
  -- sales with a balance that who closed knew of
  add column impagas int not null default 0 constraint cierres_caja_impagas check (impagas >= 0);

alter table sesiones_caja
  add column contabilizada timestamptz,
  add column contabilizada_por bigint,
  add constraint sesiones_caja_contabilizada check (
    (estado = 'contabilizada') = (contabilizada is not null) and (contabilizada is null) = (contabilizada_por is null)),
  add constraint sesiones_caja_contabilizada_por foreign key (clinica_id, contabilizada_por) references membresias (clinica_id, id);
create index sesiones_caja_contabilizada_por on sesiones_caja (clinica_id, contabilizada_por) where contabilizada_por is not null;

create index ventas_impagas_de_sesion on ventas (clinica_id, sesion_id, id) where not saldada and estado = 'emitida';

-- The net under the services: a session goes only where its life goes, and from contabilizada nowhere.
create function sesiones_caja_transicion() returns trigger language plpgsql as $$
begin
  if old.estado = 'contabilizada' or new.estado <> old.estado and (old.estado, new.estado) not in (
    ('abierta', 'arqueo'), ('reabierta', 'arqueo'), ('arqueo', 'abierta'), ('arqueo', 'reabierta'), ('arqueo', 'cerrada'),
    ('cerrada', 'reabierta'), ('cerrada', 'contabilizada')) then
    raise exception 'una sesión % no pasa a %', old.estado, new.estado
      using errcode = 'check_violation', constraint = 'caja_transicion', table = 'sesiones_caja';
  end if;
  return new;
end $$;
create trigger transicion before update on sesiones_caja for each row execute function sesiones_caja_transicion();
