//! The program as somebody starts it.

use std::net::TcpListener;
use std::process::{Command, Output};

use crate::soporte::Carpeta;

fn antesala(orden: &str, carpeta: &Carpeta, variables: &[(&str, &str)]) -> Output {
    let mut programa = Command::new(env!("CARGO_BIN_EXE_antesala"));
    programa.arg(orden).envs(variables.iter().copied()).env("DATA_DIR", &**carpeta).output().unwrap()
}

#[test]
fn el_ejemplo_de_variables_sirve_tal_cual() {
    let ejemplo = include_str!("../../.env.example");
    let variables: Vec<_> = ejemplo.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('=')).collect();
    let carpeta = Carpeta::nueva();
    let fin = antesala("migrate", &carpeta, &variables);
    assert!(fin.status.success(), "{fin:?}");
    assert!(carpeta.join("pgdata").is_dir());
}

#[test]
fn la_demo_dice_que_su_puerto_esta_ocupado_antes_de_cargar_nada() {
    let ocupado = TcpListener::bind("127.0.0.1:0").unwrap();
    let direccion = ocupado.local_addr().unwrap().to_string();
    let carpeta = Carpeta::nueva();
    let fin = antesala("demo", &carpeta, &[("LISTEN", &direccion)]);
    assert!(!fin.status.success());
    let dicho = String::from_utf8(fin.stderr).unwrap();
    assert!(dicho.contains(&direccion) && dicho.contains("PORT"), "{dicho}");
    assert_eq!(carpeta.read_dir().unwrap().count(), 0);
}
