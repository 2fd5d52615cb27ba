-- What the ledgers tell the audit: each row as something that somebody did, with the document it is of, by what people call its
-- number. The columns that a list asks by stand beside it as they are, so that their indexes serve.

-- caja: money that came in, was undone or given back.
create or replace view libro_pagos with (security_invoker = true) as
  select p.clinica_id, p.id, p.en, p.por, p.origen_sesion, p.origen_direccion, p.tipo as operacion,
    'pagos' as documento_tabla, p.id as documento_id, s.prefijo || '-' || p.folio as documento, p.paciente_id, p.serie_id, p.folio,
    jsonb_strip_nulls(jsonb_build_object('total', p.total, 'vuelto', nullif(p.vuelto, 0), 'paciente_id', p.paciente_id,
      'pagador', nullif(p.pagador, ''), 'motivo', nullif(p.motivo, ''), 'aprobado_por', p.aprobado_por, 'medios', (
        select jsonb_object_agg(m.medio, m.monto) from (
          select pm.medio, sum(pm.monto) as monto from pagos_medios pm
          where pm.clinica_id = p.clinica_id and pm.pago_id = p.id group by pm.medio) m))) as valores
  from pagos p join series s on s.clinica_id = p.clinica_id and s.id = p.serie_id;

create or replace view libro_movimientos_caja with (security_invoker = true) as
  select m.clinica_id, m.id, m.en, m.por, m.origen_sesion, m.origen_direccion, m.tipo as operacion,
    'sesiones_caja' as documento_tabla, m.sesion_id as documento_id, 'Sesión N° ' || m.sesion_id as documento, m.sesion_id,
    jsonb_build_object('monto', m.monto, 'motivo', m.motivo) as valores
  from movimientos_caja m;

create or replace view libro_arqueos with (security_invoker = true) as
  select a.clinica_id, a.id, a.en, a.por, a.origen_sesion, a.origen_direccion, 'arqueo' as operacion,
    'sesiones_caja' as documento_tabla, a.sesion_id as documento_id, 'Sesión N° ' || a.sesion_id as documento, a.sesion_id,
    jsonb_build_object('contado', a.contado, 'esperado', a.esperado, 'observacion', a.observacion) as valores
  from arqueos a;

create or replace view libro_cierres_caja with (security_invoker = true) as
  select c.clinica_id, c.id, c.en, c.por, c.origen_sesion, c.origen_direccion, 'cierre' as operacion,
    'sesiones_caja' as documento_tabla, c.sesion_id as documento_id, 'Sesión N° ' || c.sesion_id as documento, c.sesion_id,
    jsonb_build_object('esperado', c.esperado, 'contado', c.contado, 'diferencia', c.diferencia, 'dejado', c.dejado,
      'motivo', c.motivo) as valores
  from cierres_caja c;

create or replace view libro_reaperturas_caja with (security_invoker = true) as
  select r.clinica_id, r.id, r.en, r.por, r.origen_sesion, r.origen_direccion, 'reapertura' as operacion,
    'sesiones_caja' as documento_tabla, r.sesion_id as documento_id, 'Sesión N° ' || r.sesion_id as documento, r.sesion_id,
    jsonb_build_object('motivo', r.motivo) as valores
  from reaperturas_caja r;

create or replace view libro_notas_credito with (security_invoker = true) as
  select n.clinica_id, n.id, n.en, n.por, n.origen_sesion, n.origen_direccion, 'nota' as operacion,
    'notas_credito' as documento_tabla, n.id as documento_id, s.prefijo || '-' || n.folio as documento, n.venta_id, n.serie_id, n.folio,
    jsonb_build_object('total', n.total, 'venta_id', n.venta_id, 'motivo', n.motivo, 'aprobado_por', n.aprobado_por) as valores
  from notas_credito n join series s on s.clinica_id = n.clinica_id and s.id = n.serie_id;

create or replace view libro_recibos_impresos with (security_invoker = true) as
  select i.clinica_id, i.id, i.en, i.por, i.origen_sesion, i.origen_direccion, 'impresion' as operacion,
    case when i.nota_id is null then 'pagos' else 'notas_credito' end as documento_tabla, coalesce(i.nota_id, i.pago_id) as documento_id,
    coalesce(sp.prefijo || '-' || p.folio, sn.prefijo || '-' || n.folio) as documento, i.pago_id, i.nota_id,
    jsonb_build_object('copia', not i.original) as valores
  from recibos_impresos i
  left join pagos p on p.clinica_id = i.clinica_id and p.id = i.pago_id
  left join series sp on sp.clinica_id = p.clinica_id and sp.id = p.serie_id
  left join notas_credito n on n.clinica_id = i.clinica_id and n.id = i.nota_id
  left join series sn on sn.clinica_id = n.clinica_id and sn.id = n.serie_id;

create or replace view libro_reasignaciones with (security_invoker = true) as
  select r.clinica_id, r.id, r.en, r.por, r.origen_sesion, r.origen_direccion, 'reasignacion' as operacion,
    'pagos' as documento_tabla, r.pago_id as documento_id, s.prefijo || '-' || p.folio as documento, r.pago_id,
    jsonb_build_object('motivo', r.motivo) as valores
  from reasignaciones r
  join pagos p on p.clinica_id = r.clinica_id and p.id = r.pago_id
  join series s on s.clinica_id = p.clinica_id and s.id = p.serie_id;

create or replace view libro_liquidaciones with (security_invoker = true) as
  select l.clinica_id, l.id, l.en, l.por, l.origen_sesion, l.origen_direccion, 'liquidacion' as operacion,
    'liquidaciones' as documento_tabla, l.id as documento_id, 'N° ' || l.id as documento,
    jsonb_build_object('profesional_id', l.profesional_id, 'desde', l.desde, 'hasta', l.hasta, 'total', l.total) as valores
  from liquidaciones l;

-- bodega: what moved, of which document; without one it leads to the kardex of its insumo.
create or replace view libro_movimientos with (security_invoker = true) as
  select m.clinica_id, m.id, m.en, m.por, m.origen_sesion, m.origen_direccion,
    case when m.reversa_de is null then m.tipo else 'reversa' end as operacion,
    case when m.documento_id is null then 'insumos' else case m.documento_tipo
      when 'venta' then 'ventas' when 'cita' then 'citas' when 'traslado' then 'traslados' when 'recepcion' then 'recepciones'
      when 'inventario' then 'inventarios' else 'documentos_bodega' end end as documento_tabla,
    coalesce(m.documento_id, m.insumo_id) as documento_id,
    coalesce(case m.documento_tipo when 'venta' then 'Venta' when 'cita' then 'Cita' when 'traslado' then 'Traslado'
      when 'recepcion' then 'Recepción' when 'inventario' then 'Inventario' else 'Documento' end || ' N° ' || m.documento_id,
      nullif(m.documento, ''), 'Sin documento') as documento,
    m.documento_tipo, m.documento_id as de_documento,
    jsonb_strip_nulls(jsonb_build_object('insumo_id', m.insumo_id, 'lote', l.codigo, 'deposito_id', m.deposito_id, 'cantidad', m.cantidad,
      'saldo', m.saldo, 'motivo', nullif(m.motivo, ''))) as valores
  from movimientos m join lotes l on l.clinica_id = m.clinica_id and l.id = m.lote_id;

create or replace view libro_inventarios_conteos with (security_invoker = true) as
  select c.clinica_id, c.id, c.en, c.por, c.origen_sesion, c.origen_direccion, 'conteo' as operacion,
    'inventarios' as documento_tabla, c.inventario_id as documento_id, 'Inventario N° ' || c.inventario_id as documento, c.inventario_id,
    jsonb_build_object('insumo_id', l.insumo_id, 'lote', l.codigo, 'cantidad', c.cantidad, 'ronda', c.ronda) as valores
  from inventarios_conteos c
  join inventarios_lotes l on l.clinica_id = c.clinica_id and l.inventario_id = c.inventario_id and l.id = c.inventario_lote_id;

-- avisos: what was written to somebody, never where to.
create or replace view libro_mensajes with (security_invoker = true) as
  select m.clinica_id, m.id, m.creado as en, m.creado_por as por, m.origen_sesion, m.origen_direccion, 'mensaje' as operacion,
    'mensajes' as documento_tabla, m.id as documento_id, m.asunto as documento, m.paciente_id,
    jsonb_strip_nulls(jsonb_build_object('canal', m.canal, 'paciente_id', m.paciente_id, 'membresia_id', m.membresia_id)) as valores
  from mensajes m;

-- agenda: who was called from the waiting room, and which citas somebody kept in spite of what came over them.
create or replace view libro_llamados with (security_invoker = true) as
  select l.clinica_id, l.id, l.en, l.por, l.origen_sesion, l.origen_direccion, 'llamado' as operacion,
    'citas' as documento_tabla, l.cita_id as documento_id, 'N° ' || l.cita_id as documento, l.cita_id,
    jsonb_strip_nulls(jsonb_build_object('cita_id', l.cita_id, 'box_id', l.box_id)) as valores
  from llamados l;

create or replace view libro_citas_conservadas with (security_invoker = true) as
  select c.clinica_id, c.id, c.en, c.por, c.origen_sesion, c.origen_direccion, 'conservada' as operacion,
    'citas' as documento_tabla, c.cita_id as documento_id, 'N° ' || c.cita_id as documento, c.cita_id,
    jsonb_build_object('cita_id', c.cita_id, 'inicio', c.inicio) as valores
  from citas_conservadas c;

-- auditoria: each step of what somebody asked of their own data.
create or replace view libro_solicitudes_pasos with (security_invoker = true) as
  select p.clinica_id, p.id, p.en, p.por, p.origen_sesion, p.origen_direccion, 'paso' as operacion,
    'solicitudes_datos' as documento_tabla, p.solicitud_id as documento_id, 'N° ' || p.solicitud_id as documento, p.solicitud_id,
    jsonb_strip_nulls(jsonb_build_object('paso', p.paso, 'nota', nullif(p.nota, ''))) as valores
  from solicitudes_pasos p;

-- reportes: what left as a file. It changed nothing, and is among the readings.
create or replace view libro_exportaciones with (security_invoker = true) as
  select e.clinica_id, e.id, e.creada as en, e.creada_por as por, e.origen_sesion, e.origen_direccion, e.reporte, e.consulta, e.formato,
    e.corte, e.estado, e.filas
  from exportaciones e;

grant select on libro_pagos, libro_movimientos_caja, libro_arqueos, libro_cierres_caja, libro_reaperturas_caja, libro_notas_credito,
  libro_recibos_impresos, libro_reasignaciones, libro_liquidaciones, libro_movimientos, libro_inventarios_conteos, libro_mensajes,
  libro_llamados, libro_citas_conservadas, libro_solicitudes_pasos, libro_exportaciones to app;
