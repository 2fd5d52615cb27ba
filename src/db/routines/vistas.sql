-- What a context lets the others join: each view under the row security of who reads it.

-- pacientes: enough to name and call somebody. The absorbed half of a merge shows the one that lives. Not by coalesce: under row
-- security the planner does not trust one, and reads every patient of the clinic instead of using the key.
create or replace view pacientes_breves with (security_invoker = true) as
  select p.clinica_id, p.id, v.id as vigente_id,
    concat_ws(' ', coalesce(nullif(v.nombre_social, ''), v.nombres), nullif(v.apellido_paterno, ''), nullif(v.apellido_materno, '')) as nombre,
    v.documento_tipo, v.documento, v.telefono, v.correo, v.sin_avisos, v.nombre_en_pantalla, v.bloqueado is not null as bloqueado, v.sin_ofertas
  from pacientes p
  join pacientes v on v.clinica_id = p.clinica_id and v.id = case when p.fusionado_en is null then p.id else p.fusionado_en end;
grant select on pacientes_breves to app;

-- pacientes: whose phone it is, by how people call them. Nobody who asked to be forgotten.
create or replace view pacientes_por_telefono with (security_invoker = true) as
  select p.clinica_id, p.telefono, p.id, coalesce(nullif(p.nombre_social, ''), p.nombres) as pila,
    concat_ws(' ', coalesce(nullif(p.nombre_social, ''), p.nombres), nullif(p.apellido_paterno, ''), nullif(p.apellido_materno, '')) as nombre
  from pacientes p where p.fusionado_en is null and p.bloqueado is null;
grant select on pacientes_por_telefono to app;

-- pacientes: what each said of WhatsApp, and how that is known.
create or replace view consentimientos_por_paciente with (security_invoker = true) as
  select c.clinica_id, c.paciente_id, c.id, c.acepta, c.como, c.telefono, c.en, u.nombre as por
  from consentimientos_whatsapp c
  left join membresias m on m.clinica_id = c.clinica_id and m.id = c.por
  left join usuarios u on u.id = m.usuario_id;
grant select on consentimientos_por_paciente to app;

-- pacientes: the merges that stand, with whom each ficha stands for.
create or replace view fusiones_vigentes with (security_invoker = true) as
  select f.clinica_id, f.id, p.fusionado_en as paciente_id, f.absorbido_id,
    concat_ws(' ', coalesce(nullif(p.nombre_social, ''), p.nombres), nullif(p.apellido_paterno, ''), nullif(p.apellido_materno, '')) as nombre,
    p.documento_tipo, p.documento, f.motivo, f.en, u.nombre as quien
  from fusiones f
  join pacientes p on p.clinica_id = f.clinica_id and p.id = f.absorbido_id
  left join membresias m on m.clinica_id = f.clinica_id and m.id = f.por
  left join usuarios u on u.id = m.usuario_id
  where f.deshecha is null;
grant select on fusiones_vigentes to app;

create or replace view contactos_por_paciente with (security_invoker = true) as
  select c.clinica_id, c.paciente_id, c.id, c.contacto_id, c.nombre, c.relacion, c.rut_cuerpo || '-' || c.rut_dv as rut,
    c.telefono, c.correo, c.responsable, c.pagador
  from contactos_paciente c where c.quitado is null;
grant select on contactos_por_paciente to app;

create or replace view adjuntos_por_paciente with (security_invoker = true) as
  select a.clinica_id, a.paciente_id, a.id, a.clinico, a.nombre, a.tipo, a.tamano, a.descripcion, a.creado, u.nombre as quien
  from adjuntos a
  left join membresias m on m.clinica_id = a.clinica_id and m.id = a.creado_por
  left join usuarios u on u.id = m.usuario_id
  where a.retirado is null;
grant select on adjuntos_por_paciente to app;

-- catalogos: what can be charged, and who attends.
create or replace view prestaciones_en_venta with (security_invoker = true) as
  select p.clinica_id, p.id, p.codigo, p.nombre, p.precio, p.moneda, p.iva = 'afecto' as afecta
  from prestaciones p where p.estado = 'activa';
grant select on prestaciones_en_venta to app;

create or replace view profesionales_breves with (security_invoker = true) as
  select p.clinica_id, p.id, p.nombre, p.estado = 'activo' as activo from profesionales p;
grant select on profesionales_breves to app;

-- agenda: a cita with the words and the price that every other screen shows of it. Holds are nobody's yet.
create or replace view citas_detalle with (security_invoker = true) as
  select c.clinica_id, c.id, c.version, c.sucursal_id, c.profesional_id, pr.nombre as profesional, c.box_id, b.nombre as box,
    c.prestacion_id, p.codigo as prestacion_codigo, p.nombre as prestacion, p.iva, c.precio, c.moneda, c.pago,
    pa.vigente_id as paciente_id, pa.nombre as paciente, pa.documento_tipo, pa.documento, pa.telefono,
    c.inicio, c.fin, c.fecha, c.estado, c.estado_desde, c.estado_motivo, c.bloquea, c.sobrecupo, c.origen, c.reagendada_de, c.observacion
  from citas c
  join profesionales pr on pr.clinica_id = c.clinica_id and pr.id = c.profesional_id
  join prestaciones p on p.clinica_id = c.clinica_id and p.id = c.prestacion_id
  join pacientes_breves pa on pa.clinica_id = c.clinica_id and pa.id = c.paciente_id
  left join boxes b on b.clinica_id = c.clinica_id and b.id = c.box_id;
grant select on citas_detalle to app;

-- agenda: somebody who waits for an hour, or did, with the words of it and the hour that they have already of the same, if any.
create or replace view esperas_detalle with (security_invoker = true) as
  select e.clinica_id, e.id, e.version, pa.vigente_id as paciente_id, pa.nombre as paciente, pa.telefono, e.prestacion_id,
    pr.nombre as prestacion, e.profesional_id, po.nombre as profesional, e.sucursal_id, s.nombre as sucursal, e.desde, e.hasta, e.dias,
    e.desde_hora, e.hasta_hora, e.prioridad, e.orden, e.nota, e.estado, e.cita_id, e.motivo, e.creado, e.cerrada,
    t.id as otra_id, t.inicio as otra_inicio
  from esperas e
  join prestaciones pr on pr.clinica_id = e.clinica_id and pr.id = e.prestacion_id
  join pacientes_breves pa on pa.clinica_id = e.clinica_id and pa.id = e.paciente_id
  left join profesionales po on po.clinica_id = e.clinica_id and po.id = e.profesional_id
  left join sucursales s on s.clinica_id = e.clinica_id and s.id = e.sucursal_id
  left join lateral (
    select c.id, c.inicio from citas c
    where c.clinica_id = e.clinica_id and c.paciente_id in (e.paciente_id, pa.vigente_id) and c.prestacion_id = e.prestacion_id
      and c.inicio > ahora() and c.bloquea
    order by c.inicio limit 1) t on true;
grant select on esperas_detalle to app;

-- caja: a payment with who paid, who charged and how, for lists and reports; the arrays run in the order of the ledger.
create or replace view pagos_detalle with (security_invoker = true) as
  select p.clinica_id, p.id, p.en, p.sesion_id, p.tipo, s.prefijo || '-' || p.folio as folio, p.paciente_id, pa.nombre as paciente,
    u.nombre as cajero, p.moneda, p.total, m.medios, m.montos
  from pagos p
  join series s on s.clinica_id = p.clinica_id and s.id = p.serie_id
  join membresias me on me.clinica_id = p.clinica_id and me.id = p.por
  join usuarios u on u.id = me.usuario_id
  left join pacientes_breves pa on pa.clinica_id = p.clinica_id and pa.id = p.paciente_id
  cross join lateral (
    select array_agg(pm.medio order by pm.id) as medios, array_agg(pm.monto order by pm.id) as montos
    from pagos_medios pm where pm.clinica_id = p.clinica_id and pm.pago_id = p.id) m;
grant select on pagos_detalle to app;

create or replace view pagos_por_medio with (security_invoker = true) as
  select p.clinica_id, p.id, p.en, pm.medio, pm.monto
  from pagos p join pagos_medios pm on pm.clinica_id = p.clinica_id and pm.pago_id = p.id;
grant select on pagos_por_medio to app;

-- bodega: what is below its minimum, over all depots.
create or replace view insumos_bajos with (security_invoker = true) as
  select i.clinica_id, i.id, i.nombre, i.unidad, i.minimo, e.hay
  from insumos i
  cross join lateral (
    select coalesce(sum(x.cantidad), 0) as hay from existencias x where x.clinica_id = i.clinica_id and x.insumo_id = i.id) e
  where i.estado = 'activo' and i.minimo > e.hay;
grant select on insumos_bajos to app;

-- bodega: how many insumos are below their minimum, and how many lots with something in them expire within 30 days or have.
create or replace view bodega_alertas with (security_invoker = true) as
  select c.id as clinica_id,
    (select count(*) from insumos_bajos i where i.clinica_id = c.id) as bajos,
    (select count(*) from lotes l where l.clinica_id = c.id and l.cantidad > 0 and l.caduca <= h.hoy + 30 and l.caduca >= h.hoy) as por_vencer,
    (select count(*) from lotes l where l.clinica_id = c.id and l.cantidad > 0 and l.caduca < h.hoy) as vencidos
  from clinicas c cross join lateral (select (ahora() at time zone c.zona)::date as hoy) h;
grant select on bodega_alertas to app;

-- caja: refunds that wait for somebody's word, and those that wait to be paid.
create or replace view caja_alertas with (security_invoker = true) as
  select c.id as clinica_id,
    (select count(*) from devoluciones d where d.clinica_id = c.id and d.estado = 'solicitada') as por_aprobar,
    (select count(*) from devoluciones d where d.clinica_id = c.id and d.estado = 'aprobada' and d.pago_id is not null) as por_devolver
  from clinicas c;
grant select on caja_alertas to app;

-- agenda: what was asked for online and waits for somebody.
create or replace view agenda_alertas with (security_invoker = true) as
  select c.id as clinica_id,
    (select count(*) from reservas_en_linea r where r.clinica_id = c.id and r.estado = 'por_aprobar' and r.vence > ahora()) as en_linea
  from clinicas c;
grant select on agenda_alertas to app;

-- avisos: messages that did not leave and nobody has dealt with.
create or replace view avisos_alertas with (security_invoker = true) as
  select c.id as clinica_id, (select count(*) from envios e where e.clinica_id = c.id and e.estado = 'fallido') as fallidos,
    (select count(*) from conversaciones v where v.clinica_id = c.id and v.estado = 'espera') as por_responder
  from clinicas c;
grant select on avisos_alertas to app;

-- What a ficha shows of its patient, by the patient that each row was written for.
create or replace view citas_por_paciente with (security_invoker = true) as
  select c.clinica_id, c.paciente_id, c.id, c.inicio, c.estado, c.pago, po.nombre as profesional, pr.nombre as prestacion
  from citas c
  join profesionales po on po.clinica_id = c.clinica_id and po.id = c.profesional_id
  join prestaciones pr on pr.clinica_id = c.clinica_id and pr.id = c.prestacion_id
  where c.paciente_id is not null and c.estado <> 'retenida';
grant select on citas_por_paciente to app;

create or replace view esperas_por_paciente with (security_invoker = true) as
  select e.clinica_id, e.paciente_id, e.id, e.creado, pr.nombre as prestacion
  from esperas e
  join prestaciones pr on pr.clinica_id = e.clinica_id and pr.id = e.prestacion_id
  where e.estado = 'esperando';
grant select on esperas_por_paciente to app;

create or replace view ventas_por_paciente with (security_invoker = true) as
  select v.clinica_id, v.paciente_id, v.id, v.emitida, v.total, v.total - v.pagado as debe
  from ventas v where v.paciente_id is not null and v.estado = 'emitida';
grant select on ventas_por_paciente to app;

create or replace view abonos_por_paciente with (security_invoker = true) as
  select a.clinica_id, a.paciente_id, a.monto from abonos a;
grant select on abonos_por_paciente to app;

create or replace view mensajes_por_paciente with (security_invoker = true) as
  select m.clinica_id, m.paciente_id, m.id, m.creado, m.asunto, e.estado
  from mensajes m join envios e on e.clinica_id = m.clinica_id and e.mensaje_id = m.id
  where m.paciente_id is not null;
grant select on mensajes_por_paciente to app;

-- bodega: what an insumo is asked for by.
create or replace view insumos_breves with (security_invoker = true) as
  select i.clinica_id, i.id, i.codigo from insumos i;
grant select on insumos_breves to app;

-- caja: a budget as it stands today. What expired and what was sold whole is said here and nowhere else.
create or replace view presupuestos_detalle with (security_invoker = true) as
  select p.clinica_id, p.id, p.version, s.prefijo || '-' || p.folio as numero, p.paciente_id, p.convenio_id, p.moneda, p.valido_hasta, p.nota,
    p.descuento_motivo, p.creado, l.total, l.vendido,
    case
      when p.estado = 'aceptado' and not l.queda then 'cumplido'
      when p.estado in ('vigente', 'aceptado') and p.valido_hasta < (ahora() at time zone cl.zona)::date then 'vencido'
      else p.estado end as estado
  from presupuestos p
  join clinicas cl on cl.id = p.clinica_id
  join series s on s.clinica_id = p.clinica_id and s.id = p.serie_id
  cross join lateral (
    select coalesce(sum(l.total), 0) as total, coalesce(sum(x.vendido), 0) as vendido,
      coalesce(bool_or(l.vendido < l.cantidad), false) as queda
    from presupuestos_lineas l
    cross join lateral (
      select sum(c.bruto - c.descuento) as vendido
      from presupuestos_ventas c
      join ventas_lineas vl on vl.clinica_id = c.clinica_id and vl.id = c.venta_linea_id
      join ventas v on v.clinica_id = vl.clinica_id and v.id = vl.venta_id and v.estado = 'emitida'
      where c.clinica_id = l.clinica_id and c.presupuesto_linea_id = l.id) x
    where l.clinica_id = p.clinica_id and l.presupuesto_id = p.id) l;
grant select on presupuestos_detalle to app;

-- identidad: who works here, and each thing that they may do.
create or replace view equipo_permisos with (security_invoker = true) as
  select distinct m.clinica_id, m.id as membresia_id, u.nombre, u.correo, rp.permiso
  from membresias m
  join usuarios u on u.id = m.usuario_id and u.estado = 'activo'
  join membresias_roles mr on mr.clinica_id = m.clinica_id and mr.membresia_id = m.id
  join roles_permisos rp on rp.clinica_id = mr.clinica_id and rp.rol = mr.rol
  where m.estado = 'activa';
grant select on equipo_permisos to app;

-- caja: the sessions that nobody has closed, with whose they are; `activo` while that person works here.
create or replace view sesiones_abiertas with (security_invoker = true) as
  select s.clinica_id, s.id, c.nombre as caja, s.abierta, s.responsable as responsable_id, u.nombre as responsable, u.correo,
    m.estado = 'activa' and u.estado = 'activo' as activo
  from sesiones_caja s
  join cajas c on c.clinica_id = s.clinica_id and c.id = s.caja_id
  join membresias m on m.clinica_id = s.clinica_id and m.id = s.responsable
  join usuarios u on u.id = m.usuario_id
  where s.estado in ('abierta', 'arqueo', 'reabierta');
grant select on sesiones_abiertas to app;
