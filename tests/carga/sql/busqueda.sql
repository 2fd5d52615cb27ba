select p.id, p.documento_tipo, p.documento, p.nombres, p.apellido_paterno, p.apellido_materno, p.nombre_social,
  p.nacimiento, p.telefono, p.archivado, p.bloqueado
from (select distinct id from buscar_pacientes($1, $2, $3, $4) as h(id)) b
join pacientes p on p.clinica_id = clinica_actual() and p.id = b.id and (p.archivado is null or $2) and (p.bloqueado is null or $3)
order by p.apellido_paterno, p.apellido_materno, p.nombres, p.id;
