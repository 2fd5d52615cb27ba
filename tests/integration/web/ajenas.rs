//! What is of a clinic is not there for another: every route that names a row, asked with one of somebody else's.

use antesala::routes;
use antesala::web::Metodo;

use crate::bodega::compras::mundo::bodega;
use crate::bodega::inventarios::mundo::inventario;
use crate::caja::mundo::{abrir, bd_cita, bd_numero, clave, insumo};
use crate::caja::presupuestos;
use crate::soporte::Prueba;

/// Where the id of a path comes from, by what stands before it.
const FILAS: &[(&str, &str)] = &[
    ("adjuntos", "adjuntos"),
    ("archivos", "exportaciones"),
    ("avisos", "mensajes"),
    ("bloqueos", "bloqueos"),
    ("boxes", "boxes"),
    ("cajas", "cajas"),
    ("cierres", "cierres_caja"),
    ("citas", "citas"),
    // Of a professional, and under /configuracion of a rule.
    ("comisiones", "profesionales"),
    ("contactos", "contactos_paciente"),
    ("documentos", "documentos_bodega"),
    ("depositos", "depositos"),
    ("convenios", "convenios"),
    ("conversaciones", "conversaciones"),
    ("devoluciones", "devoluciones"),
    ("en-linea", "reservas_en_linea"),
    ("espera", "esperas"),
    ("feriados", "feriados_clinica"),
    ("importaciones", "importaciones"),
    ("insumos", "insumos"),
    ("movimientos", "movimientos"),
    ("inventarios", "inventarios"),
    ("ordenes", "ordenes_compra"),
    ("liquidaciones", "liquidaciones"),
    ("notas", "notas_credito"),
    ("pacientes", "pacientes"),
    ("pagos", "pagos"),
    ("planillas", "planillas_bodega"),
    ("presupuestos", "presupuestos"),
    ("por-cobrar", "pacientes"),
    ("prestaciones", "prestaciones"),
    ("profesionales", "profesionales"),
    ("proveedores", "proveedores"),
    ("recepciones", "recepciones"),
    ("recetas", "prestaciones"),
    ("relevos", "relevos_caja"),
    ("sala", "citas"),
    ("sesiones", "sesiones_caja"),
    ("solicitudes", "solicitudes_datos"),
    ("sucursales", "sucursales"),
    ("trabajos", "trabajos"),
    ("traslados", "traslados"),
    ("traspasos", "traspasos_caja"),
    ("usuarios", "membresias"),
    ("ventas", "ventas"),
    ("vistas", "vistas_guardadas"),
];

/// What every form of a row takes, all valid.
const CAMPOS: &[(&str, &str)] = &[
    ("antes", "0"),
    ("aviso_minimo", "0"),
    ("cantidad", "1"),
    ("codigo", "ZZ"),
    ("color", "blue"),
    ("contenido", "clinico"),
    ("dejado", "0"),
    ("deposito", "1"),
    ("despues", "0"),
    ("documento_motivo", "otro"),
    ("documento_tipo", "sin_documento"),
    ("duracion", "30"),
    ("hora", "1@2026-11-24T12:00:00Z"),
    ("horizonte", "180"),
    ("monto", "1.000"),
    ("motivo", "x"),
    ("nombre", "Zeta"),
    ("nombres", "Zeta"),
    ("paso", "30"),
    ("piezas", "1"),
    ("precio", "1"),
    ("prestacion", "1"),
    ("que", "enviar"),
    ("otra", "1"),
    ("recibe", "1"),
    ("roles", "caja"),
    ("ronda", "1"),
    ("sentido", "salida"),
    ("sesion", "1"),
    ("sobrecupos", "3"),
    ("termino", "2026-12-31"),
    ("texto", "x"),
    ("version", "1"),
];

#[tokio::test]
async fn ninguna_fila_de_otra_clinica_se_ve_ni_se_toca() {
    let app = Prueba::nueva().await;
    insumo(&app, "GASA", "1.000", "10").await;
    let (cita, prestacion) = bd_cita(&app, 10_000).await;
    let paciente = bd_numero(&app, &format!("select paciente_id from citas where id = {cita}")).await.to_string();
    let espera = [("paciente", paciente.as_str()), ("prestacion", &prestacion.to_string())];
    app.como("beto").await.post("/norte/agenda/espera", &espera).await.es(303);
    let caja = abrir(&app, "20.000").await;
    caja.vender("GASA", "1", &["1.000"]).await.es(303);
    presupuestos::uno(&caja.carla, "norte", &paciente, "GASA").await;
    let paciente = bd_numero(&app, "select max(id) from pacientes").await;
    let de_beto = format!("/norte/pacientes/{paciente}/adjuntos");
    app.como("beto").await.subir(&de_beto, CAMPOS, "suyo.pdf", b"%PDF-").await.es(303);
    let pide = [("paciente", paciente.to_string()), ("tipo", "acceso".into()), ("medio", "carta".into())];
    let pide = pide.each_ref().map(|(n, v)| (*n, v.as_str()));
    app.como("gloria").await.post("/norte/auditoria/solicitudes", &pide).await.es(303);
    let bodega = bodega(&app, &[]).await;
    let orden = bodega.enviada(&[("GASA", "1", "1")]).await;
    bodega.recibir(&orden, &[("GASA", "A", "", "1", "")], &[]).await.es(303);
    inventario(&bodega.quien, "norte", &bodega.deposito).await;
    let archivo = [("formato", "csv"), ("corte", "1")];
    let gloria = app.como("gloria").await;
    gloria.post("/norte/reportes/pagos/archivo", &archivo).await.es(200);
    gloria.post("/norte/reportes/pagos/vistas", &[("nombre", "Suya")]).await.es(303);
    let (diego, clave) = (app.como("diego").await, clave());
    let suyo = [("codigo", "ZZ"), ("nombre", "Suyo"), ("unidad", "unidad")];
    diego.post("/sur/bodega/insumos", &suyo).await.es(303);
    let campos: Vec<_> = CAMPOS.iter().copied().chain([("clave", clave.as_str())]).collect();
    for ruta in routes::tabla().iter().filter(|r| r.patron.starts_with("/:clinica/") && r.patron.contains("/:id")) {
        let anterior = ruta.patron.split("/:id").next().and_then(|p| p.rsplit('/').next()).unwrap();
        let (_, tabla) = FILAS.iter().find(|(nombre, _)| *nombre == anterior).expect(ruta.patron);
        let id = bd_numero(&app, &format!("select coalesce(max(id), 999) from {tabla}")).await;
        let url = ruta.patron.replace(":clinica", "sur").replace(":id", &id.to_string());
        let respuesta = match ruta.metodo {
            Metodo::Get => diego.get(&url).await,
            Metodo::Post if ruta.sube => diego.subir(&url, &campos, "zeta.pdf", b"%PDF-").await,
            Metodo::Post => diego.post(&url, &campos).await,
        };
        assert_eq!(respuesta.estado, 404, "{:?} {url}\n{}", ruta.metodo, respuesta.cuerpo);
    }
}
