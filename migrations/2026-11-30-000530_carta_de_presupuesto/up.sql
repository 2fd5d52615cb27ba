-- a budget goes to its patient by e-mail. `edicion` counts how often what it promises was written anew, so that a letter tells whether it is still true;
-- `version` counts decisions too.
alter table presupuestos add edicion int not null default 1;

alter table plantillas drop constraint plantillas_tipo;
alter table plantillas add constraint plantillas_tipo
  check (tipo in ('recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'encuesta', 'presupuesto'));
alter table mensajes drop constraint mensajes_tipo;
alter table mensajes add constraint mensajes_tipo check (tipo in (
  'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion', 'exportacion', 'resumen',
  'sello_auditoria', 'cuenta', 'stock_bajo', 'caja_abierta', 'avisos_fallidos', 'reserva_codigo', 'reserva_rechazada', 'espera_oferta', 'respuesta_whatsapp', 'prueba_plantilla', 'encuesta',
  'presupuesto'));
