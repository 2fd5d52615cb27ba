-- So many patients of the clinic :clinica, always the same ones. Names follow a falling curve, as surnames do in Chile: the
-- commonest of a list falls on about one person in eighteen. Run as the superuser: triggers (audit, foreign keys) rest meanwhile, and
-- the search index is built at the end.
set session_replication_role = replica;
set maintenance_work_mem = '1GB';
begin;
create temp table busqueda on commit drop as select pg_get_indexdef('pacientes_busqueda'::regclass) as indice;
drop index pacientes_busqueda;
do $$ begin perform setseed(0.2026); end $$;
with listas as (
  select
    array['María', 'Juan', 'José', 'Luis', 'Carolina', 'Carlos', 'Camila', 'Jorge', 'Francisca', 'Manuel', 'Daniela', 'Francisco',
      'Rosa', 'Víctor', 'Valentina', 'Cristián', 'Ana', 'Sebastián', 'Marcela', 'Pedro', 'Claudia', 'Matías', 'Javiera', 'Sergio',
      'Patricia', 'Diego', 'Constanza', 'Nicolás', 'Catalina', 'Héctor', 'Fernanda', 'Rodrigo', 'Antonia', 'Mauricio', 'Isidora', 'Raúl',
      'Sofía', 'Martín', 'Paola', 'Gonzalo', 'Verónica', 'Felipe', 'Gabriela', 'Andrés', 'Ximena', 'Tomás', 'Lorena', 'Óscar',
      'Gladys', 'Iván', 'Teresa', 'Germán', 'Elena', 'Íñigo', 'Norma', 'Benjamín', 'Begoña', 'Vicente', 'Marta', 'Joaquín'] as nombres,
    array['González', 'Muñoz', 'Rojas', 'Díaz', 'Pérez', 'Soto', 'Contreras', 'Silva', 'Martínez', 'Sepúlveda', 'Morales', 'Rodríguez',
      'López', 'Fuentes', 'Hernández', 'Torres', 'Araya', 'Flores', 'Espinoza', 'Valenzuela', 'Castillo', 'Ramírez', 'Reyes', 'Gutiérrez',
      'Castro', 'Vargas', 'Álvarez', 'Vásquez', 'Tapia', 'Fernández', 'Sánchez', 'Carrasco', 'Gómez', 'Cortés', 'Herrera', 'Núñez',
      'Jara', 'Vergara', 'Rivera', 'Figueroa', 'Riquelme', 'García', 'Miranda', 'Bravo', 'Vera', 'Molina', 'Vega', 'Campos', 'Sandoval',
      'Orellana', 'Zúñiga', 'Olivares', 'Alarcón', 'Gallardo', 'Ortiz', 'Garrido', 'Salazar', 'Guzmán', 'Henríquez', 'Saavedra', 'Navarro',
      'Aguilera', 'Parra', 'Romero', 'Aravena', 'Vidal', 'Huenchumán', 'Ñancupil', 'Catrileo', 'Quispe', 'Mamani', 'Pérez-Cotapos',
      'Irarrázaval', 'Goñi'] as apellidos
), suerte as (
  select i, 3000000 + i * 23 as cuerpo, power(random(), 1.5) as a, power(random(), 1.5) as b, power(random(), 1.5) as c, power(random(), 1.5) as d,
    random() as con_segundo, random() as con_correo, (random() * 33000)::int as dias, 30000000 + (random() * 69999999)::int as fono
  from generate_series(1, :pacientes) i
), gente as (
  select s.*, l.nombres[1 + floor(a * 60)::int] as primero, l.nombres[1 + floor(b * 60)::int] as segundo,
    l.apellidos[1 + floor(c * 74)::int] as paterno, l.apellidos[1 + floor(d * 74)::int] as materno,
    (11 - (s.cuerpo % 10 * 2 + s.cuerpo / 10 % 10 * 3 + s.cuerpo / 100 % 10 * 4 + s.cuerpo / 1000 % 10 * 5 + s.cuerpo / 10000 % 10 * 6
      + s.cuerpo / 100000 % 10 * 7 + s.cuerpo / 1000000 % 10 * 2 + s.cuerpo / 10000000 % 10 * 3) % 11) % 11 as resto
  from suerte s, listas l
)
insert into pacientes (clinica_id, documento_tipo, documento, rut_cuerpo, rut_dv, nombres, apellido_paterno, apellido_materno, nacimiento, telefono, correo)
select :clinica, 'rut', cuerpo || '-' || dv, cuerpo, dv, primero || case when con_segundo < 0.7 and segundo <> primero then ' ' || segundo else '' end,
  paterno, materno, date '2026-11-22' - dias, '+569' || fono,
  case when con_correo < 0.8 then translate(normalizar(primero || '.' || paterno || '.' || i), ' ', '') || '@correo.test' end
from gente, lateral (select case resto when 10 then 'K' else resto::text end as dv) d
order by i;
do $$ begin execute (select indice from busqueda); end $$;
commit;
