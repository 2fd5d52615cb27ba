-- Drawers and depots are kept by people who may meet: each save says which version it saw.
alter table cajas add column version int not null default 1;
alter table depositos add column version int not null default 1;

-- Sessions one after another in time, of all drawers or of one.
create index sesiones_caja_en_orden on sesiones_caja (clinica_id, abierta, id);
create index sesiones_caja_de_caja on sesiones_caja (clinica_id, caja_id, abierta, id);
