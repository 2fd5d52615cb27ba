-- One printing of a payment is the receipt; whatever else is printed of it is a copy. The index decides, also in a race.
alter table recibos_impresos add column original boolean not null default false;
alter table recibos_impresos no force row level security;
alter table recibos_impresos disable trigger solo_agregar;
update recibos_impresos i set original = true
where i.id = (select min(p.id) from recibos_impresos p where p.clinica_id = i.clinica_id and p.pago_id = i.pago_id);
alter table recibos_impresos enable trigger solo_agregar;
alter table recibos_impresos force row level security;
create unique index recibos_impresos_un_original on recibos_impresos (clinica_id, pago_id) where original;
