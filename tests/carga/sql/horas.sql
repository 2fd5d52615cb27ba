select profesional_id, inicio, fin
from horas_libres(:prestacion::bigint, :quien::bigint, :lunes::date, 7)
order by inicio, profesional_id
