-- traslados: goods asked for from one depot to another. What was dispatched and has not arrived is in no depot: it is what the
-- movimientos of the traslado took out and nothing has put anywhere. What arrives short leaves the depot of arrival as a merma.
create table traslados (
  clinica_id int not null,
  id bigint generated always as identity,
  origen_id bigint not null,
  destino_id bigint not null,
  estado text not null default 'solicitado' constraint traslados_estado check (estado in ('solicitado', 'despachado', 'recibido', 'cancelado')),
  nota text not null default '',
  -- why it was called off
  motivo text not null default '',
  creado timestamptz not null default ahora(),
  creado_por bigint not null default membresia_actual(),
  despachado timestamptz,
  despachado_por bigint,
  cerrado timestamptz,
  cerrado_por bigint,
  -- the merma of what did not arrive
  diferencia_id bigint,
  primary key (clinica_id, id),
  constraint traslados_otro_deposito check (origen_id <> destino_id),
  constraint traslados_despacho check ((despachado is null) = (despachado_por is null)
    and (estado not in ('despachado', 'recibido') or despachado is not null)),
  constraint traslados_cierre check ((cerrado is null) = (cerrado_por is null)
    and (estado in ('recibido', 'cancelado')) = (cerrado is not null)),
  constraint traslados_motivo check (estado <> 'cancelado' or btrim(motivo) <> ''),
  constraint traslados_origen foreign key (clinica_id, origen_id) references depositos (clinica_id, id),
  constraint traslados_destino foreign key (clinica_id, destino_id) references depositos (clinica_id, id),
  constraint traslados_creado_por foreign key (clinica_id, creado_por) references membresias (clinica_id, id),
  constraint traslados_despachado_por foreign key (clinica_id, despachado_por) references membresias (clinica_id, id),
  constraint traslados_cerrado_por foreign key (clinica_id, cerrado_por) references membresias (clinica_id, id),
  constraint traslados_diferencia foreign key (clinica_id, diferencia_id) references documentos_bodega (clinica_id, id)
);
create index traslados_por_estado on traslados (clinica_id, estado, id);
create index traslados_origen on traslados (clinica_id, origen_id);
create index traslados_destino on traslados (clinica_id, destino_id);
create index traslados_creado_por on traslados (clinica_id, creado_por);
create index traslados_despachado_por on traslados (clinica_id, despachado_por);
create index traslados_cerrado_por on traslados (clinica_id, cerrado_por);
create index traslados_diferencia on traslados (clinica_id, diferencia_id);
call aislar('traslados', 'select, insert, update');
call auditar_tabla('traslados');

create table traslados_lineas (
  clinica_id int not null,
  traslado_id bigint not null,
  insumo_id bigint not null,
  cantidad numeric(12,3) not null constraint traslados_lineas_cantidad check (cantidad > 0),
  primary key (clinica_id, traslado_id, insumo_id),
  constraint traslados_lineas_traslado foreign key (clinica_id, traslado_id) references traslados (clinica_id, id),
  constraint traslados_lineas_insumo foreign key (clinica_id, insumo_id) references insumos (clinica_id, id)
);
create index traslados_lineas_insumo on traslados_lineas (clinica_id, insumo_id);
call aislar('traslados_lineas', 'select, insert');
call auditar_tabla('traslados_lineas', '', '', 'traslado_id');

-- the kardex of an insumo in all depots, and what there was of it on a day, by what was written then and by what had happened
create index movimientos_insumo on movimientos (clinica_id, insumo_id, id);
create index movimientos_registro on movimientos (clinica_id, deposito_id, insumo_id, en) include (id, cantidad, costo_promedio);
create index movimientos_efectiva on movimientos (clinica_id, deposito_id, insumo_id, efectiva) include (id, cantidad, costo_promedio);
