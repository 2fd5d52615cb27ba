//! Two screens of the same day: what is done at one appears at the other, which loses neither focus nor what was being typed.

use thirtyfour::By;

use crate::soporte::{Mundo, Pantalla};

async fn pulsa_en_fila(pantalla: &Pantalla, id: &str, tecla: &str) {
    pantalla.ve_elemento(&format!("#{id}")).await.focus().await.unwrap();
    pantalla.teclas(tecla).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lo_que_hace_una_lo_ve_la_otra_sin_perder_lo_que_escribe() {
    let mundo = Mundo::de_demostracion().await;
    let (una, otra) = (mundo.como("beto@norte.test").await, mundo.como("beto@norte.test").await);
    una.abre_seccion("Agenda").await;
    otra.abre_seccion("Agenda").await;
    let cita = una.ve_elemento("#dia a.e-reservada").await;
    let (id, nombre) =
        (cita.id().await.unwrap().unwrap(), cita.find(By::Css("b")).await.unwrap().text().await.unwrap());
    otra.ve_elemento("#dia a.libre").await.click().await.unwrap();
    otra.escribe("Paciente", "may").await;
    una.ve_elemento("#dia .e-retenida").await;
    pulsa_en_fila(&una, &id, "l").await;
    otra.ve_elemento(&format!("#{id}.e-llego")).await;
    assert_eq!(otra.valor("Paciente").await, "may");
    assert!(otra.enfocado().await.starts_with("Paciente"), "{}", otra.enfocado().await);
    otra.pulsa("Cerrar").await;
    una.desaparece("#dia .e-retenida").await;
    llamar(&una, &otra, &nombre, &id.replace("cita", "espera")).await;
    una.cerrar().await;
    otra.cerrar().await;
}

/// In the waiting room and on the wall.
async fn llamar(una: &Pantalla, otra: &Pantalla, nombre: &str, fila: &str) {
    una.abre_seccion("Sala de espera").await;
    una.ve(nombre).await;
    otra.abre_seccion("Sala de espera").await;
    otra.ve_elemento(&format!("#{fila}:has([data-tecla=c])")).await.focus().await.unwrap();
    let enfocado = otra.enfocado().await;
    pulsa_en_fila(una, fila, "c").await;
    otra.ve("Rellamar").await;
    assert!(otra.enfocado().await.starts_with(enfocado.split(' ').next().unwrap()), "{}", otra.enfocado().await);
    una.captura("sala").await;
    otra.ir("/norte/sala/pantalla").await;
    let numero = una.ve_elemento(&format!("#{fila} td:first-child")).await.text().await.unwrap();
    assert_eq!(otra.ve_elemento(".muro-ultimo .muro-numero").await.text().await.unwrap(), numero);
    otra.captura("pantalla").await;
}
