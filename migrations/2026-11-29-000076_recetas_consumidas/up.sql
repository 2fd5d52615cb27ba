-- recetas_consumidas: what a cita consumes leaves the shelf once, with its sale or when it was attended, as the clinic chose then
-- (ajustes.consumo). Who inserts the row consumes; taking the consumption back takes the row away.
create table recetas_consumidas (
  clinica_id int not null,
  cita_id bigint not null,
  origen text not null constraint recetas_consumidas_origen check (origen in ('venta', 'atencion')),
  en timestamptz not null default ahora(),
  por bigint default membresia_actual(),
  primary key (clinica_id, cita_id),
  constraint recetas_consumidas_cita foreign key (clinica_id, cita_id) references citas (clinica_id, id),
  constraint recetas_consumidas_por foreign key (clinica_id, por) references membresias (clinica_id, id)
);
create index recetas_consumidas_por on recetas_consumidas (clinica_id, por);
call aislar('recetas_consumidas', 'select, insert, delete');
call auditar_tabla('recetas_consumidas', '', '', 'cita_id');
-- the rows of every clinic: forced row security would hide them from the owner
alter table recetas_consumidas no force row level security;
alter table ventas no force row level security;
insert into recetas_consumidas (clinica_id, cita_id, origen, en, por)
select v.clinica_id, v.cita_id, 'venta', v.emitida, v.emitida_por from ventas v where v.cita_id is not null and v.estado = 'emitida';
alter table ventas force row level security;
alter table recetas_consumidas force row level security;
