-- What does not add up: a row for each place where two figures that must be one are two. Each rule reads the ledgers anew and trusts
-- no sum that is kept beside them. Nothing here is a sum that somebody may correct: it names the row to look at.

create or replace view descuadres_caja with (security_invoker = true) as
  select p.clinica_id, 'pago = suma de sus medios' as regla, 'pagos' as tabla, p.id as fila_id, p.total as dice,
    coalesce(m.suma, 0) as deberia
  from pagos p
  left join (select clinica_id, pago_id, sum(monto) as suma from pagos_medios group by 1, 2) m
    on m.clinica_id = p.clinica_id and m.pago_id = p.id
  where p.total <> coalesce(m.suma, 0)
  union all
  -- what was paid with credit in favour took it from there; what was left over went there
  select p.clinica_id, 'pago = lo asignado + lo que quedó a favor', 'pagos', p.id, p.total, coalesce(a.suma, 0) + coalesce(f.suma, 0)
  from pagos p
  left join (select clinica_id, pago_id, sum(monto) as suma from asignaciones group by 1, 2) a
    on a.clinica_id = p.clinica_id and a.pago_id = p.id
  left join (select clinica_id, pago_id, sum(monto) as suma from pagos_medios where medio = 'abono' group by 1, 2) u
    on u.clinica_id = p.clinica_id and u.pago_id = p.id
  left join (select clinica_id, pago_id, sum(monto) as suma from abonos group by 1, 2) t
    on t.clinica_id = p.clinica_id and t.pago_id = p.id
  cross join lateral (select coalesce(t.suma, 0) + coalesce(u.suma, 0) as suma) f
  where p.total <> coalesce(a.suma, 0) + coalesce(f.suma, 0)
  union all
  select v.clinica_id, 'venta pagada = suma de lo asignado a sus líneas', 'ventas', v.id, v.pagado, coalesce(a.suma, 0)
  from ventas v
  left join (
    select l.clinica_id, l.venta_id, sum(a.monto) as suma
    from ventas_lineas l join asignaciones a on a.clinica_id = l.clinica_id and a.venta_linea_id = l.id group by 1, 2) a
    on a.clinica_id = v.clinica_id and a.venta_id = v.id
  where v.pagado <> coalesce(a.suma, 0)
  union all
  select v.clinica_id, 'venta = suma de sus líneas', 'ventas', v.id, v.total, coalesce(l.suma, 0)
  from ventas v
  left join (select clinica_id, venta_id, sum(total) as suma from ventas_lineas group by 1, 2) l
    on l.clinica_id = v.clinica_id and l.venta_id = v.id
  where v.total <> coalesce(l.suma, 0)
  union all
  select l.clinica_id, 'a una línea no se asigna menos que nada ni más que su total', 'ventas_lineas', l.id, a.suma,
    case when a.suma < 0 then 0 else l.total end
  from ventas_lineas l
  join (select clinica_id, venta_linea_id, sum(monto) as suma from asignaciones group by 1, 2) a
    on a.clinica_id = l.clinica_id and a.venta_linea_id = l.id
  where a.suma < 0 or a.suma > l.total
  union all
  select s.clinica_id, 'los folios de una serie no tienen huecos', 'series', s.id, s.ultimo, coalesce(p.cuantos, 0)
  from series s
  left join (select clinica_id, serie_id, count(*) as cuantos, max(folio) as ultimo, min(folio) as primero from pagos group by 1, 2) p
    on p.clinica_id = s.clinica_id and p.serie_id = s.id
  where s.documento = 'pago' and (s.ultimo <> coalesce(p.cuantos, 0) or s.ultimo <> coalesce(p.ultimo, 0) or coalesce(p.primero, 1) <> 1)
  union all
  select r.clinica_id, 'una anulación deshace un pago entero, una vez', 'pagos', r.id, r.total, -o.total
  from pagos r join pagos o on o.clinica_id = r.clinica_id and o.id = r.reversa_de
  where r.tipo = 'anulacion' and (r.total <> -o.total or o.tipo <> 'pago')
  union all
  select a.clinica_id, 'lo que un paciente tiene a favor no es menos que nada', 'pacientes', a.paciente_id, a.suma, 0
  from (
    select a.clinica_id, coalesce(p.fusionado_en, p.id) as paciente_id, sum(a.monto) as suma
    from abonos a join pacientes p on p.clinica_id = a.clinica_id and p.id = a.paciente_id group by 1, 2) a
  where a.suma < 0
  union all
  -- the last close of a session that is closed; a session that was opened again says what is true now when it is closed again
  select s.clinica_id, 'caja cerrada: lo esperado = apertura + libro', 'cierres_caja', x.id, x.esperado,
    s.apertura + coalesce(l.suma, 0) + coalesce(m.suma, 0)
  from sesiones_caja s
  join lateral (
    select x.id, x.esperado from cierres_caja x where x.clinica_id = s.clinica_id and x.sesion_id = s.id order by x.id desc limit 1) x on true
  left join (
    select p.clinica_id, p.sesion_id, sum(m.monto) as suma
    from pagos p join pagos_medios m on m.clinica_id = p.clinica_id and m.pago_id = p.id where m.medio = 'efectivo' group by 1, 2) l
    on l.clinica_id = s.clinica_id and l.sesion_id = s.id
  left join (
    select clinica_id, sesion_id, sum(case tipo when 'entrada' then monto else -monto end) as suma from movimientos_caja group by 1, 2) m
    on m.clinica_id = s.clinica_id and m.sesion_id = s.id
  where s.estado in ('cerrada', 'contabilizada') and x.esperado <> s.apertura + coalesce(l.suma, 0) + coalesce(m.suma, 0);
grant select on descuadres_caja to app;

create or replace view descuadres_bodega with (security_invoker = true) as
  select l.clinica_id, 'lote = suma de sus movimientos' as regla, 'lotes' as tabla, l.id as fila_id, l.cantidad as dice,
    coalesce(m.suma, 0) as deberia
  from lotes l
  left join (select clinica_id, lote_id, sum(cantidad) as suma from movimientos group by 1, 2) m
    on m.clinica_id = l.clinica_id and m.lote_id = l.id
  where l.cantidad <> coalesce(m.suma, 0)
  union all
  select e.clinica_id, 'existencias = suma de los lotes', 'insumos', e.insumo_id, e.cantidad, coalesce(l.suma, 0)
  from existencias e
  left join (select clinica_id, deposito_id, insumo_id, sum(cantidad) as suma from lotes group by 1, 2, 3) l
    on l.clinica_id = e.clinica_id and l.deposito_id = e.deposito_id and l.insumo_id = e.insumo_id
  where e.cantidad <> coalesce(l.suma, 0)
  union all
  select k.clinica_id, 'kardex: cada saldo = el anterior + lo movido', 'movimientos', k.id, k.saldo, k.anterior + k.cantidad
  from (
    select clinica_id, id, cantidad, saldo,
      coalesce(lag(saldo) over (partition by clinica_id, deposito_id, insumo_id order by id), 0) as anterior
    from movimientos) k
  where k.saldo <> k.anterior + k.cantidad
  union all
  select r.clinica_id, 'una reversa devuelve lo que su original movió, al mismo lote', 'movimientos', r.id, r.cantidad, -o.cantidad
  from movimientos r join movimientos o on o.clinica_id = r.clinica_id and o.id = r.reversa_de
  where r.cantidad <> -o.cantidad or r.lote_id <> o.lote_id or r.costo <> o.costo or o.reversa_de is not null
  union all
  -- by its sale or by its attention
  select c.clinica_id, 'la receta de una cita se consume una vez', 'citas', c.cita_id, count(*), 1
  from (
    select distinct m.clinica_id, v.cita_id, m.documento_tipo
    from movimientos m join ventas v on v.clinica_id = m.clinica_id and v.id = m.documento_id
    where m.documento_tipo = 'venta' and m.tipo = 'consumo' and v.cita_id is not null and m.reversa_de is null
      and not exists (select from movimientos r where r.clinica_id = m.clinica_id and r.reversa_de = m.id)
    union all
    select distinct m.clinica_id, m.documento_id, m.documento_tipo
    from movimientos m
    where m.documento_tipo = 'cita' and m.tipo = 'consumo' and m.reversa_de is null
      and not exists (select from movimientos r where r.clinica_id = m.clinica_id and r.reversa_de = m.id)) c
  group by c.clinica_id, c.cita_id having count(*) > 1;
grant select on descuadres_bodega to app;

create or replace view descuadres with (security_invoker = true) as
  select * from descuadres_caja union all select * from descuadres_bodega;
grant select on descuadres to app;
