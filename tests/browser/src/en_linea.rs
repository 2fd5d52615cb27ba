//! From the clinic's page to the agenda: somebody without an account books an hour with a phone.

use antesala::agenda::en_linea::queries;
use antesala::db::Actor;
use antesala::identidad::queries::clinica_de_slug;
use antesala::services::en_linea;
use antesala::web::session;
use chrono::{Days, Utc};

use crate::jornada::configurar;
use crate::soporte::{Mundo, Pantalla, TELEFONO};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn se_reserva_con_un_telefono_y_la_agenda_lo_ve_llegar() {
    let mundo = Mundo::nuevo().await;
    let hoy = Utc::now().date_naive();
    mundo.amanecer(hoy);
    configurar(&mundo).await;
    abrir(&mundo).await;
    let beto = mundo.como("beto@norte.test").await;
    let manana = hoy + Days::new(1);
    beto.ir(&format!("/norte/agenda/{manana}")).await;
    let rosa = mundo.anonimo().await;
    rosa.medir(TELEFONO).await;
    rosa.ir("/norte/reservar").await;
    mirar(&rosa, "en_linea/portada").await;
    rosa.pulsa("Control").await;
    rosa.ve("Más días").await;
    mirar(&rosa, "en_linea/horas").await;
    rosa.ve_elemento(&format!("button[name=hora][value*='@{manana}']")).await.click().await.unwrap();
    rosa.ve("Está apartada para usted").await;
    beto.ve_elemento("#dia .e-retenida").await;
    mirar(&rosa, "en_linea/datos").await;
    datos(&rosa).await;
    rosa.ve("Revise su correo").await;
    mirar(&rosa, "en_linea/codigo").await;
    let codigo = leer_codigo(&rosa).await;
    rosa.escribe("Código", &codigo).await;
    rosa.pulsa("Reservar").await;
    rosa.ve("Su hora está reservada").await;
    mirar(&rosa, "en_linea/hecha").await;
    beto.ve_elemento("#dia a.e-reservada").await;
    rosa.cerrar().await;
    beto.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sin_scripts_se_pide_y_la_clinica_la_aprueba() {
    let mundo = Mundo::nuevo().await;
    mundo.amanecer(Utc::now().date_naive());
    configurar(&mundo).await;
    let ana = mundo.como("ana@norte.test").await;
    ana.ir("/norte/configuracion/en-linea").await;
    mirar_en_grande(&ana, "en_linea/ajustes").await;
    ana.pulsa("Los pacientes pueden reservar en línea").await;
    ana.pulsa("Alguien de la clínica revisa cada pedido antes de reservarlo").await;
    ana.pulsa("Guardar").await;
    ana.ve("Reserva en línea guardada.").await;
    mundo.bd("update prestaciones set en_linea = true").await;
    let rosa = mundo.anonimo_sin_scripts().await;
    rosa.medir(TELEFONO).await;
    rosa.ir("/norte/reservar").await;
    rosa.pulsa("Control").await;
    rosa.ve_elemento("button[name=hora]").await.click().await.unwrap();
    datos(&rosa).await;
    let codigo = leer_codigo(&rosa).await;
    rosa.escribe("Código", &codigo).await;
    rosa.pulsa("Reservar").await;
    rosa.ve("Recibimos su pedido").await;
    let beto = mundo.como("beto@norte.test").await;
    beto.ir("/norte/").await;
    beto.ve("Pedidas en línea").await;
    beto.ir("/norte/agenda/en-linea").await;
    mirar_en_grande(&beto, "en_linea/por_aprobar").await;
    beto.pulsa("Reservar").await;
    beto.ve("Hora reservada: le avisamos por correo").await;
    beto.ve("Nada por aprobar").await;
    rosa.recargar().await;
    rosa.ve("Su hora está reservada").await;
    rosa.cerrar().await;
    beto.cerrar().await;
    ana.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn el_telefono_tambien_se_comprueba() {
    let mundo = con_whatsapp().await;
    let rosa = mundo.anonimo().await;
    let (correo, telefono) = hasta_los_codigos(&mundo, &rosa).await;
    mirar(&rosa, "en_linea/codigos").await;
    rosa.escribe("Código del correo", &correo).await;
    rosa.escribe("Código de WhatsApp", if telefono == "000000" { "000001" } else { "000000" }).await;
    rosa.pulsa("Reservar").await;
    rosa.ve("Ese código no es. Puede intentarlo 4 veces más.").await;
    mirar(&rosa, "en_linea/codigos_mal").await;
    assert_eq!(rosa.valor("Código del correo").await, correo);
    rosa.escribe("Código de WhatsApp", &telefono).await;
    rosa.pulsa("Reservar").await;
    rosa.ve("Recibimos su pedido").await;
    let beto = mundo.como("beto@norte.test").await;
    beto.ir("/norte/agenda/en-linea").await;
    beto.ve("Teléfono comprobado por WhatsApp").await;
    mirar_en_grande(&beto, "en_linea/por_aprobar_comprobado").await;
    rosa.cerrar().await;
    beto.cerrar().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sin_scripts_ni_whatsapp_se_reserva_igual() {
    let mundo = con_whatsapp().await;
    let rosa = mundo.anonimo_sin_scripts().await;
    let (correo, _) = hasta_los_codigos(&mundo, &rosa).await;
    rosa.escribe("Código del correo", &correo).await;
    rosa.pulsa("Reservar").await;
    rosa.ve("o marque que no lo tiene").await;
    assert_eq!(rosa.valor("Código del correo").await, correo);
    rosa.pulsa("No tengo WhatsApp en este teléfono").await;
    rosa.pulsa("Reservar").await;
    rosa.ve("Recibimos su pedido").await;
    rosa.cerrar().await;
}

/// Norte open, with its template of codes approved, and somebody of it who looks at each booking.
async fn con_whatsapp() -> Mundo {
    let mundo = Mundo::nuevo().await;
    mundo.amanecer(Utc::now().date_naive());
    configurar(&mundo).await;
    abrir(&mundo).await;
    let aprobada = "insert into canales_whatsapp (clinica_id, numero_id, cuenta_id) values (clinica_actual(), '1055555', '9000001');
         insert into plantillas_whatsapp (clinica_id, tipo, nombre, estado)
         values (clinica_actual(), 'reserva_codigo', 'antesala_reserva_codigo_1', 'aprobada');
         update clinicas set ajustes = ajustes || '{\"en_linea\": {\"abierta\": true, \"aprobar\": true}}'";
    mundo.bd(aprobada).await;
    mundo
}

/// The codes as their messages carry them: made anew, that of the letter and that of WhatsApp.
async fn hasta_los_codigos(mundo: &Mundo, rosa: &Pantalla) -> (String, String) {
    rosa.medir(TELEFONO).await;
    rosa.ir("/norte/reservar").await;
    rosa.pulsa("Control").await;
    rosa.ve_elemento("button[name=hora]").await.click().await.unwrap();
    rosa.ve("Le enviaremos otro código por WhatsApp.").await;
    datos(rosa).await;
    rosa.ve("Revise su correo y su WhatsApp").await;
    let ruta = rosa.ruta().await;
    let token = session::huella(ruta.rsplit('/').next().unwrap());
    let norte = Actor::sistema(clinica_de_slug(&mundo.db, "norte").await.unwrap());
    let reserva = mundo.db.leer(&norte, async |tx| queries::de_token(tx, &token).await).await.unwrap().unwrap();
    let codigo = async |a: &str| en_linea::codigo(&mundo.db, norte.clinica, reserva.id, a).await.unwrap().unwrap();
    (codigo("rosa@correo.test").await, codigo("+56987654321").await)
}

async fn abrir(mundo: &Mundo) {
    mundo
        .bd("update clinicas set ajustes = ajustes || '{\"en_linea\": {\"abierta\": true}}'; update prestaciones set en_linea = true")
        .await;
}

async fn datos(rosa: &Pantalla) {
    rosa.escribe("RUT", "12.345.678-5").await;
    rosa.escribe("Nombre", "Rosa").await;
    rosa.escribe("Apellidos", "Díaz").await;
    rosa.escribe("Correo", "rosa@correo.test").await;
    rosa.escribe("Teléfono", "9 8765 4321").await;
    rosa.pulsa("Acepto que Clínica Norte guarde estos datos para atenderme y para avisarme de mis horas").await;
    rosa.pulsa("Continuar").await;
    rosa.ve("Revise su correo").await;
}

/// Out of the letter in the inbox of development, and back to where it is asked for.
async fn leer_codigo(rosa: &Pantalla) -> String {
    let aqui = rosa.ruta().await;
    rosa.ir("/correo").await;
    rosa.ve_al_recargar("Su código para reservar").await;
    rosa.ve_elemento("tbody a").await.click().await.unwrap();
    rosa.ve("Escriba este código").await;
    let texto = rosa.ve_elemento("main").await.text().await.unwrap();
    let (_, resto) = texto.split_once("Código").unwrap_or_else(|| panic!("{texto}"));
    let codigo: String = resto.chars().filter(char::is_ascii_digit).take(6).collect();
    assert_eq!(codigo.len(), 6, "{texto}");
    rosa.ir(&aqui).await;
    codigo
}

async fn mirar(quien: &Pantalla, nombre: &str) {
    mirar_en_grande(quien, nombre).await;
    quien.medir(TELEFONO).await;
}

async fn mirar_en_grande(quien: &Pantalla, nombre: &str) {
    quien.retrato(nombre).await;
    assert_eq!(quien.faltas().await, [""; 0], "{nombre}");
}
