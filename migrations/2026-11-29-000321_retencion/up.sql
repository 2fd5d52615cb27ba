-- How long the audit of a clinic is kept, in years. Never less than a clinical record: Ley 20.584, article 13.
alter table clinicas add column auditoria_anios int not null default 15
  constraint clinicas_auditoria_anios check (auditoria_anios between 15 and 99);

-- The months that are gone, of all clinics at once: months are what the audit is parted by. Their seals stay.
create table retiros_auditoria (
  mes date primary key constraint retiros_auditoria_mes check (extract(day from mes) = 1),
  en timestamptz not null,
  -- as the seals counted them
  filas bigint not null,
  -- what the policy said then
  anios int not null constraint retiros_auditoria_anios check (anios >= 15)
);
call hacer_libro('retiros_auditoria');
grant select on retiros_auditoria to app;
grant select, insert on retiros_auditoria to puente;
