-- What the totals of a report need beyond the dashboard, so that those of ten years cost what those of a day do:
--   pago                movements of money by their kind (clave); monto: what they came to, cuenta: how many
--   venta_parte         of the sales that stand, by the day of their emission: exento, neto, iva, descuento; under anulada, those that do not
--   prestacion          sold by whom (profesional) and of what (clave), in sales that stand; cuenta: sales
--   prestacion_detalle  the same; monto: what was taken off, cuenta: thousandths of a unit
alter table acumulados drop constraint acumulados_tipo;
alter table acumulados add constraint acumulados_tipo check (tipo in (
  'medio', 'profesional', 'venta', 'por_cobrar', 'cita', 'espera', 'pago', 'venta_parte', 'prestacion', 'prestacion_detalle'));

create table if not exists acumulados_por_rehacer ();

-- Who owes, the oldest debt first.
create index ventas_que_deben on ventas (clinica_id, emitida, id) where not saldada and estado = 'emitida';
