//! What changed and what was read, in the users' words, narrowed and walked.

use antesala::db::{Actor, Origen};
use diesel_async::SimpleAsyncConnection;

use crate::agenda::mundo::Mundo;
use crate::soporte::Respuesta;

const LUNES_9: &str = "2026-11-23T12:00:00Z";

/// One line for each row of the list.
pub fn filas(pagina: &Respuesta) -> Vec<String> {
    pagina.textos("tbody tr")
}

#[tokio::test]
async fn lo_que_cambio_se_lee_en_palabras_y_se_filtra() {
    let m = Mundo::nuevo().await;
    let (beto, gloria) = (m.app.como("beto").await, m.app.como("gloria").await);
    let (cita, _otra) = (m.cita(&beto, "Rosa", LUNES_9).await, m.cita(&beto, "Ema", "2026-11-23T12:30:00Z").await);
    let paciente = m.bd_numero(&format!("select paciente_id as n from citas where id = {cita}")).await;

    let de_rosa = gloria.get(&format!("/norte/auditoria?paciente={paciente}")).await.es(200);
    let dichas = filas(&de_rosa).join("\n");
    for dicho in [
        "Beto",
        "Creó Cita: 23-11-2026 09:00, Rosa",
        "Profesional: Eva Soto",
        "Prestación: Prestación CON",
        "Paciente: Rosa",
        "Precio: $25.000",
        "Rango: 23-11-2026 09:00 a 23-11-2026 09:30",
        "Estado: Reservada",
        "Creó Paciente: Rosa",
    ] {
        assert!(dichas.contains(dicho), "{dicho}: {dichas}");
    }
    assert!(!dichas.contains("Ema"), "{dichas}");

    // From where: told by `begin`, kept by the trigger.
    let beto_id = m
        .bd_numero("select m.id as n from membresias m join usuarios u on u.id = m.usuario_id where u.correo = 'beto@norte.test'")
        .await;
    let sesion = m.bd_numero("update sesiones_usuario set agente = 'Firefox de recepción' where usuario_id = (select id from usuarios where correo = 'beto@norte.test') returning id as n").await;
    let norte = m.app.sistema("norte").await;
    let origen = Origen { sesion: Some(sesion), direccion: "10.1.2.3".parse().ok() };
    let actor = Actor { membresia: Some(beto_id), origen, ..norte };
    let archivar = format!("update pacientes set archivado = ahora() where id = {paciente}");
    m.app.db.escribir(&actor, async |tx| Ok(tx.pg().batch_execute(&archivar).await?)).await.unwrap();
    let ultima = gloria.get(&format!("/norte/auditoria?tipo=pacientes&numero={paciente}")).await.es(200);
    let ultima = &filas(&ultima)[0];
    for dicho in ["Cambió Paciente: Rosa", "Archivado: 22-11-2026 09:00", "10.1.2.3", "Firefox de recepción"] {
        assert!(ultima.contains(dicho), "{dicho}: {ultima}");
    }

    let cuantas = async |filtro: &str| filas(&gloria.get(&format!("/norte/auditoria?{filtro}")).await.es(200)).len();
    assert_eq!(cuantas(&format!("tipo=citas&numero={cita}")).await, 1);
    assert_eq!(cuantas("tipo=citas").await, 2);
    assert_eq!(cuantas(&format!("quien={beto_id}&tipo=pacientes")).await, 1);
    assert_eq!((cuantas("desde=2199-01-01").await, cuantas("hasta=2001-01-01").await), (0, 0));
    assert_eq!((cuantas("paciente=11.111.111-1").await, cuantas("paciente=999999").await), (0, 0));
    // The page of a thing leads to its history, for who may see it.
    let historia = |quien: &Respuesta| quien.atributos("a", "href").into_iter().find(|h| h.contains("/auditoria?"));
    let ficha = format!("/norte/pacientes/{paciente}");
    assert_eq!(historia(&gloria.get(&ficha).await.es(200)), Some(format!("/norte/auditoria?paciente={paciente}")));
    assert_eq!(historia(&beto.get(&ficha).await.es(200)), None);
}

#[tokio::test]
async fn la_lista_se_recorre_hacia_atras_y_hacia_adelante() {
    let m = Mundo::nuevo().await;
    let gloria = m.app.como("gloria").await;
    m.bd("insert into boxes (clinica_id, sucursal_id, nombre)
          select clinica_id, id, 'Box ' || n from sucursales, generate_series(1, 120) n")
        .await;
    let mut paginas = vec![gloria.get("/norte/auditoria?tipo=boxes").await.es(200)];
    while let Some(siguiente) = paginas.last().unwrap().atributos("a[rel=next]", "href").pop() {
        paginas.push(gloria.get(&siguiente).await.es(200));
    }
    let todas: Vec<String> = paginas.iter().flat_map(filas).collect();
    assert_eq!((paginas.len(), todas.len()), (3, 120));
    assert!(todas[0].contains("Box 120") && todas[119].contains("Box 1Capacidad"), "{} … {}", todas[0], todas[119]);
    let vuelta = paginas[2].atributo("a[rel=prev]", "href");
    let segunda = gloria.get(&vuelta).await.es(200);
    assert_eq!(filas(&segunda), filas(&paginas[1]));
    let primera = gloria.get(&segunda.atributo("a[rel=prev]", "href")).await.es(200);
    assert_eq!(filas(&primera), filas(&paginas[0]));
}

#[tokio::test]
async fn quien_leyo_la_ficha_de_quien_se_ve_y_se_filtra() {
    let m = Mundo::nuevo().await;
    let (elias, gloria) = (m.app.como("elias").await, m.app.como("gloria").await);
    let (rosa, ema) = (m.bd_paciente("Rosa").await, m.bd_paciente("Ema").await);
    for quien in [rosa, ema, rosa] {
        elias.get(&format!("/norte/pacientes/{quien}")).await.es(200);
    }
    let lecturas =
        async |filtro: String| filas(&gloria.get(&format!("/norte/auditoria/lecturas?{filtro}")).await.es(200));
    assert_eq!(lecturas(String::new()).await.len(), 3);
    let de_rosa = lecturas(format!("paciente={rosa}&desde=2026-11-22&hasta=2026-11-22")).await;
    assert_eq!(de_rosa.len(), 2);
    assert!(de_rosa.iter().all(|l| l.starts_with("22-11-2026 09:00Elías") && l.contains("RosaFicha")), "{de_rosa:?}");
    assert_eq!(lecturas("hasta=2026-11-21".into()).await.len(), 0);
    m.app.como("beto").await.get("/norte/auditoria/lecturas").await.es(403);
}

#[tokio::test]
async fn lo_que_sale_como_archivo_es_una_lectura_y_no_un_cambio() {
    let m = Mundo::nuevo().await;
    let gloria = m.app.como("gloria").await;
    let pedido = format!("profesional={}&desde=2026-11-01&hasta=2026-11-22", m.profesional);
    let corte = m.app.db.reloj().ahora().timestamp_micros().to_string();
    let campos = [("consulta", pedido.as_str()), ("corte", &corte), ("formato", "csv")];
    gloria.post("/norte/reportes/produccion/archivo", &campos).await.es(200);
    let lecturas = gloria.get("/norte/auditoria/lecturas").await.es(200);
    let fila = lecturas.texto("tbody tr");
    for dicho in ["Gloria", "Reporte: ", ", CSV", "0 filas", "Del 01-11-2026 al 22-11-2026", "Profesional: Eva Soto"] {
        assert!(fila.contains(dicho), "{dicho}: {fila}");
    }
    assert!(lecturas.atributo("tbody a", "href").starts_with("/norte/reportes/produccion?"));
    assert!(!gloria.get("/norte/auditoria").await.es(200).cuerpo.contains("produccion"), "nothing changed");
    // Among the readings of fichas, one page after another.
    let rosa = m.bd_paciente("Rosa").await;
    m.bd(&format!(
        "insert into lecturas_ficha (clinica_id, paciente_id, membresia_id)
         select clinica_actual(), {rosa}, (select min(id) from membresias where clinica_id = clinica_actual()) from generate_series(1, 60)"
    ))
    .await;
    let todas = gloria.get("/norte/auditoria/lecturas").await.es(200);
    let resto = gloria.get(&todas.atributo("a[rel=next]", "href")).await.es(200);
    assert_eq!((filas(&todas).len(), filas(&resto).len()), (50, 11));
    let vuelta = gloria.get(&resto.atributo("a[rel=prev]", "href")).await.es(200);
    assert_eq!(filas(&vuelta), filas(&todas));
    assert_eq!(filas(&gloria.get(&format!("/norte/auditoria/lecturas?paciente={rosa}")).await.es(200)).len(), 50);
}
