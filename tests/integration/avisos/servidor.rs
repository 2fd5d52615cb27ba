//! A server that misbehaves with one address and is good with the rest: the rest arrives.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use antesala::jobs::{Obrero, Ritmo};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::mundo::{Envio, Mundo};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mal {
    /// Says goodbye in the middle (421), as who is about to stop does.
    Corta,
    /// Takes the message and never says so.
    Calla,
    /// Promises STARTTLS and speaks something else.
    CifradoRoto,
}

/// Who was written to.
type Recibidas = Arc<Mutex<Vec<String>>>;

async fn servidor(mal: Mal) -> (String, Recibidas) {
    let puerto = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", puerto.local_addr().unwrap());
    let recibidas = Recibidas::default();
    let suyas = Arc::clone(&recibidas);
    tokio::spawn(async move {
        while let Ok((conexion, _)) = puerto.accept().await {
            tokio::spawn(atender(conexion, mal, Arc::clone(&suyas)));
        }
    });
    (url, recibidas)
}

async fn atender(conexion: TcpStream, mal: Mal, recibidas: Recibidas) -> io::Result<()> {
    let (lectura, mut escritura) = conexion.into_split();
    let mut lineas = BufReader::new(lectura).lines();
    let (mut para, mut datos) = (String::new(), false);
    escritura.write_all(b"220 malo ESMTP\r\n").await?;
    while let Some(linea) = lineas.next_line().await? {
        if datos {
            if linea != "." {
                continue;
            }
            datos = false;
            if mal == Mal::Calla && para.contains("malo@") {
                std::future::pending::<()>().await;
            }
            recibidas.lock().unwrap().push(para.clone());
            escritura.write_all(b"250 kept\r\n").await?;
            continue;
        }
        let respuesta = match linea.split([' ', ':']).next().unwrap() {
            "EHLO" if mal == Mal::CifradoRoto => "250-malo\r\n250 STARTTLS",
            "EHLO" => "250 malo",
            "STARTTLS" => {
                escritura.write_all(b"220 go ahead\r\n").await?;
                escritura.write_all(b"this is no TLS\r\n").await?;
                return tokio::io::copy(&mut lineas.into_inner(), &mut tokio::io::sink()).await.map(drop);
            }
            "RCPT" if mal == Mal::Corta && linea.contains("malo@") => {
                escritura.write_all(b"421 closing\r\n").await?;
                return Ok(());
            }
            "RCPT" => {
                para = linea;
                "250 ok"
            }
            "DATA" => {
                datos = true;
                "354 go ahead"
            }
            "QUIT" => return escritura.write_all(b"221 bye\r\n").await,
            _ => "250 ok",
        };
        escritura.write_all(format!("{respuesta}\r\n").as_bytes()).await?;
    }
    Ok(())
}

/// One letter to the bad address among five to good ones, and one round of the worker.
async fn ronda(mal: Mal, cola: &str) -> (Mundo, i64, usize) {
    let mundo = Mundo::nuevo().await;
    let (url, recibidas) = servidor(mal).await;
    let mut malo = 0;
    for n in 1..=6 {
        let direccion = if n == 3 { "malo@correo.cl".to_owned() } else { format!("bueno{n}@correo.cl") };
        let id = mundo.encolar_recibo(n, "Pedro", &direccion).await.unwrap();
        if n == 3 {
            malo = id;
        }
    }
    let obrero = mundo.obrero_hacia(&format!("{url}{cola}"));
    let obrero = Obrero { ritmo: Ritmo { plazo: Duration::from_millis(700), ..obrero.ritmo }, ..obrero };
    assert_eq!(obrero.enviar_lote().await.unwrap(), 6);
    let cuantas = recibidas.lock().unwrap().len();
    (mundo, malo, cuantas)
}

#[tokio::test]
async fn quien_corta_en_medio_no_se_lleva_a_los_demas() {
    let (mundo, malo, llegaron) = ronda(Mal::Corta, "").await;
    assert_eq!(llegaron, 5);
    assert_eq!(mundo.bd_envio(malo).await, Envio::en("pendiente", Some("smtp_421")));
    assert_eq!(mundo.bd_numero("select count(*) as n from envios where estado = 'enviado'").await, 5);
}

#[tokio::test]
async fn quien_calla_despues_de_recibir_no_detiene_al_obrero() {
    let (mundo, malo, llegaron) = ronda(Mal::Calla, "").await;
    assert_eq!(llegaron, 5);
    assert_eq!(mundo.bd_envio(malo).await, Envio::en("pendiente", Some("tiempo")));
    assert_eq!(mundo.bd_numero("select count(*) as n from direcciones_suprimidas").await, 0);
}

#[tokio::test]
async fn con_el_cifrado_roto_nada_sale_en_claro_y_todo_espera() {
    let (mundo, uno, llegaron) = ronda(Mal::CifradoRoto, "?tls=required").await;
    assert_eq!(llegaron, 0);
    assert_eq!(mundo.bd_numero("select count(*) as n from envios where estado = 'pendiente'").await, 6);
    assert_eq!(mundo.bd_envio(uno).await, Envio::en("pendiente", Some("cifrado")));
}
