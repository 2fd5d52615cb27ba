alter table enlaces_usuario drop constraint enlaces_usuario_invitacion, drop column clinica_id;
alter table membresias drop column aceptada;
