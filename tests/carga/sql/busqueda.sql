select p.id, p.documento_tipo, p.documento, p.nombres, p.apellido_paterno, p.apellido_materno, p.nombre_social,
  p.nacimiento, p.telefono, p.archivado
from buscar_pacientes($1, $2, $3) b(id) join pacientes p on p.clinica_id = clinica_actual() and p.id = b.id
order by p.apellido_paterno, p.apellido_materno, p.nombres, p.id;
