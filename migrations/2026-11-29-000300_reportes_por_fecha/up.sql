-- What a report reads between two days, each in an index that begins with the clinic and ends with the row.
create index ventas_emitida on ventas (clinica_id, emitida, id);
create index ventas_anulada on ventas (clinica_id, anulada, id) where anulada is not null;
-- few of many: what was taken off or given back
create index ventas_lineas_rebajadas on ventas_lineas (clinica_id, en, id) where descuento > 0;
create index pagos_de_vuelta on pagos (clinica_id, en, id) where tipo <> 'pago';
create index sesiones_caja_abierta on sesiones_caja (clinica_id, abierta, id);
create index recepciones_en on recepciones (clinica_id, en, id);
create index reasignaciones_en on reasignaciones (clinica_id, en, id);
create index liquidaciones_en on liquidaciones (clinica_id, en, id);
drop index movimientos_recientes;
create index movimientos_recientes on movimientos (clinica_id, en, id);
