-- Who attended what a line charges; no one for goods.
alter table ventas_lineas add column profesional_id bigint,
  add constraint ventas_lineas_profesional foreign key (clinica_id, profesional_id) references profesionales (clinica_id, id),
  add constraint ventas_lineas_atendida check (profesional_id is null or prestacion_id is not null);
create index ventas_lineas_profesional on ventas_lineas (clinica_id, profesional_id, id) where profesional_id is not null;
