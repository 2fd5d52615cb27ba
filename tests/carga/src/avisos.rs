//! How long ten thousand reminders of nine o'clock take to leave, and what the desk feels of it.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use antesala::mail::{Buzon, Carta, Saliente, Transporte};
use antesala::urls;
use chrono::DateTime;
use uuid::Uuid;

use crate::latency::{Measured, Pages, Span, closed_loop};
use crate::report::{Row, Target};
use crate::server::{Server, Worker};
use crate::world::World;
use crate::{Res, rafaga, seconds};

const MENSAJES: u64 = 10_000;
const CLINICA: &str = "norte";
const QUIEN: &str = "beto@norte.test";
const DE: &str = "Antesala <avisos@antesala.example>";
/// At once, as a worker does.
const LADO_A_LADO: usize = 16;
const PACIENCIA: Duration = Duration::from_secs(300);
/// Nobody's part of a minute is what is measured.
const SIN_CUPO: (&str, &str) = ("MAIL_PER_MINUTE", "1000000");
const MESA_VECES: f64 = 3.0;
const DE_MIL_VECES: f64 = 0.8;

pub async fn measure(world: &World) -> Res<Vec<Row>> {
    let piso = piso().await?;
    let server = world.serve(&[]).await?;
    let sin_correo = mesa(world, &server).await?;
    let (uno, _) = vaciar(world, &server, 1, DE_UNA).await?;
    let (cuatro, con_correo) = vaciar(world, &server, 4, DE_UNA).await?;
    world.postgres.sql_as("postgres", MIL_CLINICAS, &[]).await?;
    let (de_mil, _) = vaciar(world, &server, 4, DE_MIL).await?;
    server.stop().await?;
    let dicho = |que: &str| format!("messages a second, {MENSAJES} due at once, {que}");
    let n = usize::try_from(MENSAJES)?;
    let filas = vec![
        Row::against(
            "avisos.1",
            dicho("one worker against the same letters sent without a database"),
            "/s",
            (uno, piso),
            None,
            n,
        ),
        Row::against("avisos.4", dicho("four workers against one"), "/s", (cuatro, uno), Some(Target::AtLeast(1.0)), n),
        Row::against(
            "avisos.mil",
            dicho("four workers, ten of each of a thousand clinics against all of one"),
            "/s",
            (de_mil, cuatro),
            Some(Target::AtLeast(DE_MIL_VECES)),
            n,
        ),
        Row::p95(
            "avisos.mesa",
            "pages of the desk while four workers drain the queue, against none",
            &con_correo,
            &sin_correo,
            MESA_VECES,
        ),
    ];
    Ok([filas, rafaga::measure(world).await?].concat())
}

/// Letters by the same way out, composed and sent with nothing to read nor to write.
async fn piso() -> Res<f64> {
    let buzon = Buzon::abrir(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
    let transporte = Transporte::nuevo(&buzon.url(), DE)?;
    let comienzo = Instant::now();
    let tareas: Vec<_> =
        (0..LADO_A_LADO).map(|_| tokio::spawn(enviar(transporte.clone(), MENSAJES / LADO_A_LADO as u64))).collect();
    for tarea in tareas {
        tarea.await??;
    }
    Ok(MENSAJES as f64 / comienzo.elapsed().as_secs_f64())
}

async fn enviar(transporte: Transporte, cuantos: u64) -> Res<()> {
    for n in 0..cuantos {
        let saliente = Saliente {
            remitente: transporte.remitente().to_owned(),
            clinica: "Clínica Norte".into(),
            nombre: "Rosa".into(),
            direccion: format!("p{n}@d{}.example", n % 50),
            asunto: "Recordatorio".into(),
            carta: Carta {
                saludo: "Hola, Rosa:".into(),
                parrafos: vec!["Le recordamos su hora:".into()],
                ..Carta::default()
            },
            url: String::new(),
            renuncia: None,
            calendario: None,
            archivo: None,
            message_id: Uuid::new_v4(),
            fecha: DateTime::UNIX_EPOCH,
        };
        let mensaje = saliente.componer().map_err(|falla| falla.codigo)?;
        transporte.enviar(mensaje).await.map_err(|falla| falla.codigo)?;
    }
    Ok(())
}

async fn mesa(world: &World, server: &Server) -> Res<Measured> {
    let paginas = Pages(vec![urls::hoy(CLINICA), urls::pacientes(CLINICA), urls::avisos(CLINICA)]);
    let vista =
        closed_loop(server.address, vec![(world.as_pages(QUIEN).await?, paginas)], Span::seconds(seconds())).await?;
    if vista.errors > 0 { Err(format!("{} errors at the desk", vista.errors).into()) } else { Ok(vista) }
}

/// So many workers until nothing is left; messages a second, and what the desk saw of the first seconds.
async fn vaciar(world: &World, server: &Server, obreros: usize, quienes: &str) -> Res<(f64, Measured)> {
    let buzon = Buzon::abrir(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
    let tanda = [("tanda", format!("tanda {obreros}")), ("cuantos", MENSAJES.to_string())];
    world.postgres.sql_as("postgres", &format!("with quien as ({quienes}), {ENCOLAR}"), &tanda).await?;
    let url = buzon.url();
    let variables = [("SMTP_URL", url.as_str()), ("MAIL_FROM", DE), SIN_CUPO];
    let comienzo = Instant::now();
    let trabajan =
        (0..obreros).map(|_| Worker::start(&world.postgres.url("app"), &variables)).collect::<Res<Vec<_>>>()?;
    let todas = async {
        tokio::time::timeout(PACIENCIA, buzon.esperar(MENSAJES)).await?;
        Res::Ok(comienzo.elapsed())
    };
    let (tardanza, mesa) = tokio::join!(todas, mesa(world, server));
    for obrero in trabajan {
        obrero.stop().await?;
    }
    Ok((MENSAJES as f64 / tardanza?.as_secs_f64(), mesa?))
}

const DE_UNA: &str = "select id, 0 as resto, 1 as de from clinicas where slug = 'norte'";
const DE_MIL: &str = "select id, row_number() over (order by id) - 1 as resto, count(*) over () as de from clinicas where slug like 'mil-%'";
const MIL_CLINICAS: &str = "
insert into clinicas (slug, nombre) select 'mil-' || n, 'Clínica ' || n from generate_series(1, 1000) n;
analyze clinicas";

/// To fifty domains, each of `quien` in turn.
const ENCOLAR: &str = "
m as (
  insert into mensajes (clinica_id, tipo, canal, nombre, direccion, asunto, carta, clave, creado)
  select q.id, 'cita_agendada', 'correo', 'Rosa', 'p' || n || '@d' || n % 50 || '.example', 'Su hora',
    jsonb_build_object('saludo', 'Hola, Rosa:', 'parrafos', jsonb_build_array('Su hora quedó reservada.')), :'tanda' || ':' || n, now()
  from generate_series(1, :cuantos) n join quien q on q.resto = n % q.de returning clinica_id, id)
insert into envios (clinica_id, mensaje_id, proximo) select clinica_id, id, now() from m;
analyze envios;
analyze mensajes";
