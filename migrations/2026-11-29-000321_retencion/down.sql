drop table retiros_auditoria;
alter table clinicas drop column auditoria_anios;
