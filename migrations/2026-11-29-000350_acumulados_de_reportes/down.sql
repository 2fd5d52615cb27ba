drop index ventas_que_deben;
-- the routines of before make neither of them
drop function if exists acumular_pagos, acumular_lineas cascade;
drop function if exists acumular_producciones(int, bigint[], int), partes_de_venta(text, numeric, numeric, numeric, numeric, numeric) cascade;
drop view if exists producciones cascade;

alter table acumulados no force row level security;
alter table acumulados_deltas no force row level security;
delete from acumulados where tipo in ('pago', 'venta_parte', 'prestacion', 'prestacion_detalle');
delete from acumulados_deltas where tipo in ('pago', 'venta_parte', 'prestacion', 'prestacion_detalle');
alter table acumulados force row level security;
alter table acumulados_deltas force row level security;

alter table acumulados drop constraint acumulados_tipo;
alter table acumulados add constraint acumulados_tipo check (tipo in ('medio', 'profesional', 'venta', 'por_cobrar', 'cita', 'espera'));
