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
  select v.clinica_id, 'venta pagada = suma de lo asignado y acreditado a sus líneas', 'ventas', v.id, v.pagado,
    coalesce(a.suma, 0) + coalesce(n.suma, 0)
  from ventas v
  left join (
    select n.clinica_id, n.venta_id, sum(x.monto) as suma
    from notas_credito n join notas_credito_lineas x on x.clinica_id = n.clinica_id and x.nota_id = n.id group by 1, 2) n
    on n.clinica_id = v.clinica_id and n.venta_id = v.id
  left join (
    select l.clinica_id, l.venta_id, sum(a.monto) as suma
    from ventas_lineas l join asignaciones a on a.clinica_id = l.clinica_id and a.venta_linea_id = l.id group by 1, 2) a
    on a.clinica_id = v.clinica_id and a.venta_id = v.id
  where v.pagado <> coalesce(a.suma, 0) + coalesce(n.suma, 0)
  union all
  select v.clinica_id, 'venta acreditada = suma de sus notas de crédito', 'ventas', v.id, v.acreditado, coalesce(n.suma, 0)
  from ventas v
  left join (select clinica_id, venta_id, sum(total) as suma from notas_credito group by 1, 2) n
    on n.clinica_id = v.clinica_id and n.venta_id = v.id
  where v.acreditado <> coalesce(n.suma, 0)
  union all
  select n.clinica_id, 'nota de crédito = suma de sus líneas', 'notas_credito', n.id, n.total, coalesce(x.suma, 0)
  from notas_credito n
  left join (select clinica_id, nota_id, sum(monto) as suma, sum(iva) as iva from notas_credito_lineas group by 1, 2) x
    on x.clinica_id = n.clinica_id and x.nota_id = n.id
  where n.total <> coalesce(x.suma, 0) or n.iva <> coalesce(x.iva, 0)
  union all
  -- what of it was rounded away was never handed over
  select p.clinica_id, 'de un pago no vuelve más dinero que el que entró', 'pagos', p.id, p.suma, 0
  from (
    select p.clinica_id, coalesce(p.reversa_de, p.id) as id, sum(m.monto) as suma
    from pagos p join pagos_medios m on m.clinica_id = p.clinica_id and m.pago_id = p.id
    where m.medio <> 'redondeo' group by 1, 2) p
  where p.suma < 0
  union all
  select v.clinica_id, 'venta = suma de sus líneas', 'ventas', v.id, v.total, coalesce(l.suma, 0)
  from ventas v
  left join (select clinica_id, venta_id, sum(total) as suma from ventas_lineas group by 1, 2) l
    on l.clinica_id = v.clinica_id and l.venta_id = v.id
  where v.total <> coalesce(l.suma, 0)
  union all
  select l.clinica_id, 'una línea no se cubre menos que nada ni más que su total', 'ventas_lineas', l.id, a.suma + coalesce(n.suma, 0),
    case when a.suma < 0 then 0 else l.total end
  from ventas_lineas l
  join (select clinica_id, venta_linea_id, sum(monto) as suma from asignaciones group by 1, 2) a
    on a.clinica_id = l.clinica_id and a.venta_linea_id = l.id
  left join (select clinica_id, venta_linea_id, sum(monto) as suma from notas_credito_lineas group by 1, 2) n
    on n.clinica_id = l.clinica_id and n.venta_linea_id = l.id
  where a.suma < 0 or a.suma + coalesce(n.suma, 0) > l.total
  union all
  select s.clinica_id, 'los folios de una serie no tienen huecos', 'series', s.id, s.ultimo, coalesce(p.cuantos, 0)
  from series s
  left join (
    select clinica_id, serie_id, count(*) as cuantos, max(folio) as ultimo, min(folio) as primero
    from (select clinica_id, serie_id, folio from pagos union all select clinica_id, serie_id, folio from notas_credito
      union all select clinica_id, serie_id, folio from presupuestos) f
    group by 1, 2) p
    on p.clinica_id = s.clinica_id and p.serie_id = s.id
  where s.ultimo <> coalesce(p.cuantos, 0) or s.ultimo <> coalesce(p.ultimo, 0) or coalesce(p.primero, 1) <> 1
  union all
  select r.clinica_id, 'una anulación deshace un pago entero, una vez', 'pagos', r.id, r.total, -o.total
  from pagos r join pagos o on o.clinica_id = r.clinica_id and o.id = r.reversa_de
  where r.tipo = 'anulacion' and (r.total <> -o.total or o.tipo <> 'pago')
  union all
  select d.clinica_id, 'devolución pagada = su pago de vuelta', 'devoluciones', d.id, d.monto, -p.total
  from devoluciones d join pagos p on p.clinica_id = d.clinica_id and p.id = d.reverso_id
  where d.monto <> -p.total or p.tipo <> 'devolucion' or p.reversa_de is distinct from d.pago_id
  union all
  select a.clinica_id, 'lo que un paciente tiene a favor no es menos que nada', 'pacientes', a.paciente_id, a.suma, 0
  from (
    select a.clinica_id, coalesce(p.fusionado_en, p.id) as paciente_id, sum(a.monto) as suma
    from abonos a join pacientes p on p.clinica_id = a.clinica_id and p.id = a.paciente_id group by 1, 2) a
  where a.suma < 0
  union all
  select r.clinica_id, 'lo que se mueve de un lado entra entero en el otro', 'reasignaciones', r.id, coalesce(a.suma, 0) + coalesce(b.suma, 0), 0
  from reasignaciones r
  left join (select clinica_id, reasignacion_id, sum(monto) as suma from asignaciones where reasignacion_id is not null group by 1, 2) a
    on a.clinica_id = r.clinica_id and a.reasignacion_id = r.id
  left join (select clinica_id, reasignacion_id, sum(monto) as suma from abonos where reasignacion_id is not null group by 1, 2) b
    on b.clinica_id = r.clinica_id and b.reasignacion_id = r.id
  where coalesce(a.suma, 0) + coalesce(b.suma, 0) <> 0
  union all
  -- every close, also one that was opened again: what it covers is up to the rows it names
  select s.clinica_id, 'cierre: lo esperado = apertura + libro', 'cierres_caja', x.id, x.esperado,
    s.apertura + coalesce(l.suma, 0) + coalesce(m.suma, 0)
  from cierres_caja x
  join sesiones_caja s on s.clinica_id = x.clinica_id and s.id = x.sesion_id
  left join (
    select x.clinica_id, x.id, sum(m.monto) as suma
    from cierres_caja x
    join pagos p on p.clinica_id = x.clinica_id and p.sesion_id = x.sesion_id and (x.ultimo_pago is null or p.id <= x.ultimo_pago)
    join pagos_medios m on m.clinica_id = p.clinica_id and m.pago_id = p.id and m.medio = 'efectivo' group by 1, 2) l
    on l.clinica_id = x.clinica_id and l.id = x.id
  left join (
    select x.clinica_id, x.id, sum(case m.tipo when 'entrada' then m.monto else -m.monto end) as suma
    from cierres_caja x
    join movimientos_caja m on m.clinica_id = x.clinica_id and m.sesion_id = x.sesion_id
      and (x.ultimo_movimiento is null or m.id <= x.ultimo_movimiento) group by 1, 2) m
    on m.clinica_id = x.clinica_id and m.id = x.id
  where x.esperado <> s.apertura + coalesce(l.suma, 0) + coalesce(m.suma, 0)
  union all
  select t.clinica_id, 'lo que sale de una caja entra en la otra', 'traspasos_caja', t.id, coalesce(m.salio, 0) + coalesce(m.entro, 0),
    case t.estado when 'aceptado' then 2 * t.monto else 0 end
  from traspasos_caja t
  left join (
    select clinica_id, traspaso_id, sum(monto) filter (where tipo = 'salida') as salio, sum(monto) filter (where tipo = 'entrada') as entro
    from movimientos_caja where traspaso_id is not null group by 1, 2) m
    on m.clinica_id = t.clinica_id and m.traspaso_id = t.id
  where coalesce(m.salio, 0) <> case t.estado when 'aceptado' then t.monto else 0 end
    or coalesce(m.entro, 0) <> case t.estado when 'aceptado' then t.monto else 0 end
  union all
  -- how much of it, and what of its price and of its discount
  select l.clinica_id, 'de un presupuesto se vende lo que dicen sus ventas, y no más', 'presupuestos_lineas', l.id, l.vendido,
    least(x.cantidad, l.cantidad)
  from presupuestos_lineas l
  cross join lateral (
    select coalesce(sum(vl.cantidad), 0) as cantidad, coalesce(sum(c.bruto), 0) as bruto, coalesce(sum(c.descuento), 0) as descuento
    from presupuestos_ventas c
    join ventas_lineas vl on vl.clinica_id = c.clinica_id and vl.id = c.venta_linea_id
    join ventas v on v.clinica_id = vl.clinica_id and v.id = vl.venta_id and v.estado = 'emitida'
    where c.clinica_id = l.clinica_id and c.presupuesto_linea_id = l.id) x
  where l.vendido <> x.cantidad or x.cantidad > l.cantidad or x.bruto > l.total + l.descuento or x.descuento > l.descuento
    or (x.cantidad = l.cantidad and x.bruto - x.descuento <> l.total);
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
  select v.clinica_id, 'una venta anulada devuelve todo lo que sacó', 'ventas', v.id, sum(m.cantidad), 0
  from ventas v join movimientos m on m.clinica_id = v.clinica_id and m.documento_tipo = 'venta' and m.documento_id = v.id
  where v.estado = 'anulada' group by v.clinica_id, v.id, m.lote_id having sum(m.cantidad) <> 0
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
  select * from descuadres_caja union all select * from descuadres_bodega union all select * from descuadres_acumulados;
grant select on descuadres to app;
