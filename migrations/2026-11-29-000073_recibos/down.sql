drop index recibos_impresos_un_original;
alter table recibos_impresos drop column original;
