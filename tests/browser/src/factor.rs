//! The second factor, from the account to the next sign-in, without scripts; and the way back in for who forgot the password.

use antesala::{
    demo::CLAVE,
    values::totp::{Secreto, paso_de},
};
use chrono::TimeDelta;

use crate::soporte::{Mundo, Pantalla};

/// RFC 4648, without padding.
fn de_base32(texto: &str) -> [u8; 20] {
    let valor = |letra: char| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letra).unwrap();
    let bits: Vec<usize> =
        texto.chars().filter(|c| *c != ' ').flat_map(|c| (0..5).rev().map(move |n| valor(c) >> n & 1)).collect();
    let bytes = bits.chunks(8).map(|ocho| u8::try_from(ocho.iter().fold(0, |n, bit| n << 1 | bit)).unwrap());
    bytes.collect::<Vec<_>>().try_into().unwrap()
}

/// The key as the page shows it, in an application.
async fn telefono(pantalla: &Pantalla) -> Secreto {
    Secreto::nuevo(de_base32(&pantalla.ve_elemento(".clave-larga").await.text().await.unwrap()))
}

async fn con_clave(pantalla: &Pantalla) {
    pantalla.ir("/entrar").await;
    pantalla.escribe("Correo", "beto@norte.test").await;
    pantalla.escribe("Clave", CLAVE).await;
    pantalla.pulsa("Entrar").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beto_activa_su_segundo_factor_y_entra_con_el_sin_scripts() {
    let mundo = Mundo::nuevo().await;
    mundo.db.reloj().fijar(chrono::Utc::now());
    let beto = mundo.anonimo_sin_scripts().await;
    con_clave(&beto).await;
    beto.ir("/cuenta").await;
    beto.pulsa("Activar").await;
    beto.llega_a("/cuenta/segundo-factor").await;
    let secreto = telefono(&beto).await;
    beto.escribe("Código", "000000").await;
    beto.escribe("Tu clave de Antesala", CLAVE).await;
    beto.pulsa("Activar").await;
    beto.ve("Ese código no sirve").await;
    assert!(telefono(&beto).await == secreto, "what was scanned still counts");
    beto.escribe("Código", &secreto.codigo(paso_de(mundo.db.reloj().ahora()))).await;
    beto.escribe("Tu clave de Antesala", CLAVE).await;
    beto.pulsa("Activar").await;
    beto.ve("Se muestran una sola vez").await;
    beto.pulsa("Ya los guardé").await;
    beto.ve("Activo").await;
    mundo.db.reloj().fijar(mundo.db.reloj().ahora() + TimeDelta::seconds(30));
    let otra = mundo.anonimo_sin_scripts().await;
    con_clave(&otra).await;
    otra.llega_a("/entrar/codigo").await;
    otra.escribe("Código de tu aplicación", &secreto.codigo(paso_de(mundo.db.reloj().ahora()))).await;
    otra.pulsa("Entrar").await;
    otra.ve("Hola, Beto").await;
    otra.cerrar().await;
    beto.cerrar().await;
}

/// What links do not lead to, or only once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn las_paginas_de_un_paso_estan_sin_faltas() {
    let mundo = Mundo::nuevo().await;
    mundo.db.reloj().fijar(chrono::Utc::now());
    let beto = mundo.como("beto@norte.test").await;
    let mut faltas = Vec::new();
    let mut revisar = async |quien: &Pantalla, nombre: &str| {
        quien.retrato(nombre).await;
        faltas.extend(quien.faltas().await.into_iter().map(|falta| format!("{nombre}: {falta}")));
    };
    beto.ir("/cuenta/segundo-factor?luego=%2Fnorte%2F").await;
    let secreto = telefono(&beto).await;
    revisar(&beto, "factor-activar").await;
    beto.escribe("Código", &secreto.codigo(paso_de(mundo.db.reloj().ahora()))).await;
    beto.escribe("Tu clave de Antesala", CLAVE).await;
    beto.pulsa("Activar").await;
    beto.ve("Se muestran una sola vez").await;
    revisar(&beto, "factor-codigos").await;
    beto.ir("/cuenta/segundo-factor").await;
    revisar(&beto, "factor-activo").await;
    let otra = mundo.anonimo().await;
    con_clave(&otra).await;
    otra.llega_a("/entrar/codigo").await;
    otra.pulsa("No tengo el teléfono").await;
    revisar(&otra, "factor-entrar").await;
    otra.ir("/entrar/recuperar").await;
    revisar(&otra, "recuperar").await;
    otra.escribe("Correo", "beto@norte.test").await;
    otra.pulsa("Enviar el enlace").await;
    otra.ve("Revisa tu correo").await;
    revisar(&otra, "recuperar-recibido").await;
    assert!(faltas.is_empty(), "{faltas:#?}");
    otra.cerrar().await;
    beto.cerrar().await;
}
