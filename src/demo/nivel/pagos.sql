-- The days from :desde up to :hasta, counted from the first of :dias, the last one being that of :ahora: in each, its part of the :pagos
-- payments, one after another over the :cajas drawers, each of one sale of one line. A few of the last half year are paid in part.
begin;
create temp table jornada on commit drop as
  select d, x.abre, greatest(x.abre + interval '1 second', least((f.fecha + time '19:00') at time zone l.zona, :'ahora')) as cierra,
    d::bigint * :pagos / :dias + 1 as primero, (d + 1)::bigint * :pagos / :dias as ultimo
  from generate_series(:desde, :hasta - 1) d
  cross join lugar l
  cross join lateral (select (:'ahora'::timestamptz at time zone l.zona)::date - (:dias - 1 - d) as fecha) f
  cross join lateral (
    select greatest(f.fecha::timestamp at time zone l.zona,
      least((f.fecha + time '09:00') at time zone l.zona, :'ahora'::timestamptz - interval '1 hour')) as abre) x;
create temp table cobros on commit drop as
  select n, (n - 1) % :cajas as k, j.d * :cajas + (n - 1) % :cajas + 1 as turno,
    j.abre + (j.cierra - j.abre) * ((n - j.primero + 0.5) / (j.ultimo - j.primero + 1)) as en,
    q.id as paciente_id, concat_ws(' ', q.nombres, q.apellido_paterno) as pagador,
    b.prestacion + a.azar / 1024 % 5 as prestacion_id,
    b.profesional + a.azar / 8192 % b.profesionales as profesional_id, p.precio,
    case when j.d > :dias - 180 and a.azar / 65536 % 25 = 0 then p.precio * 0.4 else p.precio end as pagado,
    case when m.suerte < 30 then 'efectivo' when m.suerte < 65 then 'debito' when m.suerte < 85 then 'credito' else 'transferencia' end as medio
  from jornada j
  cross join base b
  cross join lateral generate_series(j.primero, j.ultimo) n
  cross join lateral (select hashint8extended(n, 2026) & 9223372036854775807 as azar) a
  join pacientes q on q.clinica_id = :clinica and q.id = b.paciente + a.azar % :pacientes
  cross join lateral (select (array[15000, 20000, 25000, 30000, 45000])[1 + a.azar / 4194304 % 5] as precio) p
  cross join lateral (select a.azar / 67108864 % 100 as suerte) m
  order by n;
insert into sesiones_caja (clinica_id, id, caja_id, responsable, estado, moneda, apertura, abierta, abierta_por) overriding system value
  select :clinica, b.sesion + j.d * :cajas + m.k + 1, m.caja_id, l.membresia_id, case when j.d = :dias - 1 then 'abierta' else 'cerrada' end,
    'CLP', 20000, j.abre - interval '10 minutes', l.membresia_id
  from jornada j, mesones m, base b, lugar l order by j.d, m.k;
insert into ventas (clinica_id, id, sesion_id, paciente_id, pagador, moneda, exento, neto, iva, total, pagado, emitida, emitida_por) overriding system value
  select :clinica, b.venta + c.n, b.sesion + c.turno, c.paciente_id, c.pagador, 'CLP', c.precio, 0, 0, c.precio, c.pagado, c.en, l.membresia_id
  from cobros c, base b, lugar l;
insert into ventas_lineas (clinica_id, id, venta_id, numero, prestacion_id, profesional_id, descripcion, cantidad, precio, afecto, iva, total, en, por)
  overriding system value
  select :clinica, b.linea + c.n, b.venta + c.n, 1, c.prestacion_id, c.profesional_id, p.nombre, 1, c.precio, false, 0, c.precio, c.en, l.membresia_id
  from cobros c join prestaciones p on p.clinica_id = :clinica and p.id = c.prestacion_id, base b, lugar l;
insert into pagos (clinica_id, id, sesion_id, serie_id, folio, paciente_id, pagador, moneda, total, en, por) overriding system value
  select :clinica, b.pago + c.n, b.sesion + c.turno, m.serie_id, (c.n - 1) / :cajas + 1, c.paciente_id, c.pagador, 'CLP', c.pagado, c.en, l.membresia_id
  from cobros c join mesones m on m.k = c.k, base b, lugar l;
insert into pagos_medios (clinica_id, pago_id, medio, monto, referencia)
  select :clinica, b.pago + c.n, c.medio, c.pagado, case c.medio when 'efectivo' then '' else lpad((c.n % 1000000)::text, 6, '0') end
  from cobros c, base b order by c.n;
insert into asignaciones (clinica_id, pago_id, venta_linea_id, monto)
  select :clinica, b.pago + c.n, b.linea + c.n, c.pagado from cobros c, base b order by c.n;
create temp table cuadres on commit drop as
  select c.turno, max(c.n) as ultimo, 20000 + coalesce(sum(c.pagado) filter (where c.medio = 'efectivo'), 0) as esperado, max(c.en) as en
  from cobros c where c.turno <= (:dias - 1) * :cajas group by 1;
insert into arqueos (clinica_id, id, sesion_id, contado, esperado, en, por) overriding system value
  select :clinica, b.arqueo + q.turno, b.sesion + q.turno, q.esperado, q.esperado, q.en + interval '5 minutes', l.membresia_id
  from cuadres q, base b, lugar l;
insert into arqueos_medios (clinica_id, arqueo_id, medio, esperado, declarado)
  select :clinica, b.arqueo + c.turno, c.medio, sum(c.pagado), sum(c.pagado)
  from cobros c join cuadres q on q.turno = c.turno, base b where c.medio <> 'efectivo' group by b.arqueo, c.turno, c.medio;
insert into cierres_caja (clinica_id, sesion_id, arqueo_id, esperado, contado, diferencia, dejado, en, por, ultima_venta, ultimo_pago)
  select :clinica, b.sesion + q.turno, b.arqueo + q.turno, q.esperado, q.esperado, 0, 20000, q.en + interval '10 minutes', l.membresia_id,
    b.venta + q.ultimo, b.pago + q.ultimo
  from cuadres q, base b, lugar l order by q.turno;
commit;
