-- acumulados: what the screens of a manager sum, by day of the clinic. A row that a thousand payments a day would change is where they
-- would queue, so what happens appends to acumulados_deltas and the worker folds it: a total is always the folded plus the unfolded.
--   medio        what came in by each method (clave), redondeo and abono under their own; cuenta: movements
--   profesional  what was collected, or given back, of what each one attended
--   venta        sales that stand, by the day of their emission; cuenta: how many
--   por_cobrar   what is still owed of them, by that same day; cuenta: sales with a balance
--   cita         minutes in each state (clave), by the day of the cita; cuenta: citas
--   espera       seconds from arrival to attention; cuenta: how many waited
-- sucursal and profesional (0: nobody's) refer to nothing: the rows they were summed from do, and a payment would pay for each check.
create table acumulados (
  clinica_id int not null references clinicas (id),
  tipo text not null constraint acumulados_tipo check (tipo in ('medio', 'profesional', 'venta', 'por_cobrar', 'cita', 'espera')),
  fecha date not null,
  sucursal bigint not null,
  profesional bigint not null,
  clave text not null,
  monto numeric(14,2) not null,
  cuenta bigint not null,
  primary key (clinica_id, tipo, fecha, sucursal, profesional, clave)
) with (fillfactor = 70);
call aislar('acumulados', 'select');
call abrir_puente('acumulados', 'select, insert, update');

create table acumulados_deltas (
  clinica_id int not null,
  id bigint generated always as identity,
  tipo text not null,
  fecha date not null,
  sucursal bigint not null,
  profesional bigint not null default 0,
  clave text not null default '',
  monto numeric(14,2) not null,
  cuenta bigint not null,
  primary key (clinica_id, id)
);
call aislar('acumulados_deltas', 'select, insert');
call abrir_puente('acumulados_deltas', 'select, delete');

-- Says to src/db/routines/acumulados.sql, which makes the triggers, that what is there already is to be summed once.
create table acumulados_por_rehacer ();
