-- What the reports read stands on tables that older migrations take down.
drop view if exists reportes_opciones;
drop view if exists citas_breves;
drop index movimientos_recientes;
create index movimientos_recientes on movimientos (clinica_id, en);
drop index liquidaciones_en;
drop index reasignaciones_en;
drop index recepciones_en;
drop index sesiones_caja_abierta;
drop index pagos_de_vuelta;
drop index ventas_lineas_rebajadas;
drop index ventas_anulada;
drop index ventas_emitida;
