-- plantillas: the words of a letter to patients, where a clinic has its own. What stands between braces is filled in when one is written;
-- a message that was written keeps its words.
create table plantillas (
  clinica_id int not null references clinicas (id),
  tipo text not null constraint plantillas_tipo
    check (tipo in ('recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio')),
  -- a header is one line
  asunto text not null constraint plantillas_asunto check (btrim(asunto) <> '' and asunto !~ '[[:cntrl:]]'),
  saludo text not null constraint plantillas_saludo check (btrim(saludo) <> '' and saludo !~ '[[:cntrl:]]'),
  -- a paragraph a line
  cuerpo text not null constraint plantillas_cuerpo check (btrim(cuerpo) <> ''),
  nota text not null constraint plantillas_nota check (nota !~ '[[:cntrl:]]'),
  primary key (clinica_id, tipo)
);
call aislar('plantillas', 'select, insert, update, delete');
call auditar_tabla('plantillas', '', '', 'tipo');

-- prueba_plantilla: those words, to who wrote them.
alter table mensajes drop constraint mensajes_tipo;
alter table mensajes add constraint mensajes_tipo check (tipo in (
  'recibo_pago', 'cita_agendada', 'cita_reagendada', 'cita_cancelada', 'cita_recordatorio', 'invitacion', 'recuperacion', 'exportacion', 'resumen',
  'sello_auditoria', 'cuenta', 'stock_bajo', 'caja_abierta', 'avisos_fallidos', 'reserva_codigo', 'reserva_rechazada', 'espera_oferta', 'respuesta_whatsapp', 'prueba_plantilla'));
