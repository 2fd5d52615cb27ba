-- null while an invitation waits: whoever else holds the account of that e-mail is no member until the link handed over
-- by this clinic was followed. The default is for those who are members already; an update would see none of them here.
alter table membresias add aceptada timestamptz default ahora();
alter table membresias alter aceptada drop default;

-- An invitation is of one clinic and opens no other. Those made before cannot say of which.
delete from enlaces_usuario where motivo = 'invitacion';
alter table enlaces_usuario
  add clinica_id int default clinica_actual(),
  add constraint enlaces_usuario_invitacion check (motivo <> 'invitacion' or clinica_id is not null),
  add constraint enlaces_usuario_membresia foreign key (clinica_id, usuario_id) references membresias (clinica_id, usuario_id);
create index enlaces_usuario_membresia on enlaces_usuario (clinica_id, usuario_id);
