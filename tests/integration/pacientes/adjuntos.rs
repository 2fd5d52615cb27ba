//! Documents of a patient: what is taken, how it is given back, who may, and what is left when it is taken off.

use antesala::web::ARCHIVO_MAX;

use crate::agenda::mundo::Mundo;
use crate::soporte::{Navegador, Respuesta};

const PDF: &[u8] = b"%PDF-1.7\nhola\0\xff\r\n%%EOF";
const ADMINISTRATIVO: [(&str, &str); 2] = [("contenido", "administrativo"), ("descripcion", "Orden de enero")];
const CLINICO: [(&str, &str); 1] = [("contenido", "clinico")];

struct Caso {
    m: Mundo,
    beto: Navegador,
    paciente: i64,
    /// Of the patient's documents.
    url: String,
}

impl Caso {
    async fn nuevo() -> Self {
        let m = Mundo::nuevo().await;
        let (beto, paciente) = (m.app.como("beto").await, m.bd_paciente("Marta").await);
        Self { m, beto, paciente, url: format!("/norte/pacientes/{paciente}/adjuntos") }
    }

    async fn subir(&self, nombre: &str, bytes: &[u8]) -> Respuesta {
        self.beto.subir(&self.url, &ADMINISTRATIVO, nombre, bytes).await
    }

    /// Adds it and answers where it can be downloaded.
    async fn adjunto(&self, quien: &Navegador, campos: &[(&str, &str)], bytes: &[u8]) -> String {
        quien.subir(&self.url, campos, "informe.pdf", bytes).await.es(303);
        quien.get(&self.url).await.es(200).atributo("td a[download]", "href")
    }

    async fn contenidos(&self) -> i64 {
        self.m.app.bd_cuenta("norte", "adjuntos_contenidos").await
    }
}

fn error(respuesta: &Respuesta) -> String {
    respuesta.texto("#archivo-error")
}

#[tokio::test]
async fn lo_adjuntado_se_ve_en_la_ficha_y_se_baja_tal_como_llego() {
    let c = Caso::nuevo().await;
    let ficha = c.subir("Orden médica.PDF", PDF).await.es(303).destino().to_owned();
    let ficha = c.beto.get(&ficha).await.es(200);
    assert!(ficha.cuerpo.contains("Documento adjuntado") && ficha.cuerpo.contains("Orden de enero"));
    assert_eq!(ficha.texto("td a[download]"), "Orden médica.pdf");
    assert!(ficha.cuerpo.contains("PDF, 22\u{a0}B") && ficha.cuerpo.contains("Beto Barrera"));
    let baja = ficha.atributo("td a[download]", "href");
    let archivo = c.beto.clone().con_cabecera("Accept-Encoding", "br, gzip").get(&baja).await.es(200);
    assert_eq!(archivo.bytes, PDF);
    for (cabecera, valor) in [
        ("Content-Type", "application/octet-stream"),
        ("Content-Disposition", "attachment; filename=\"Orden m_dica.pdf\"; filename*=UTF-8''Orden%20m%C3%A9dica.pdf"),
        ("Content-Security-Policy", "default-src 'none'; sandbox"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "private, no-store"),
        ("X-Frame-Options", "DENY"),
    ] {
        assert_eq!(archivo.cabecera(cabecera), Some(valor), "{cabecera}");
    }
    assert!(archivo.cabecera("Content-Encoding").is_none());
    let lectura = "select count(*) as n from lecturas_ficha l join membresias m on m.id = l.membresia_id
        join usuarios u on u.id = m.usuario_id and u.correo = 'beto@norte.test' where l.adjunto_id is not null";
    assert_eq!(c.m.bd_numero(lectura).await, 1);
}

#[tokio::test]
async fn lo_que_es_lo_dicen_sus_bytes_y_no_su_nombre() {
    let c = Caso::nuevo().await;
    let ajenos: [(&str, &[u8], &str); 9] = [
        ("pagina.pdf", b"<!doctype html><script>alert(1)</script>", "Se aceptan PDF y fotos"),
        ("dibujo.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Se aceptan PDF y fotos"),
        ("programa.jpg", b"MZ\x90\0\x03", "Se aceptan PDF y fotos"),
        ("varios.pdf", b"PK\x03\x04\x14\0", "Se aceptan PDF y fotos"),
        ("nota.txt", b"hola", "Se aceptan PDF y fotos"),
        ("vacio.pdf", b"", "está vacío"),
        ("pagina.html", PDF, "debe terminar en .pdf"),
        ("orden.pdf.exe", PDF, "debe terminar en .pdf"),
        ("", b"", "Elige el archivo."),
    ];
    for (nombre, bytes, dicho) in ajenos {
        let vuelta = c.subir(nombre, bytes).await.es(422);
        assert!(error(&vuelta).contains(dicho), "{nombre}: {}", error(&vuelta));
        assert_eq!(vuelta.atributo("[name=descripcion]", "value"), "Orden de enero");
        assert_eq!(vuelta.atributo("[name=contenido][checked]", "value"), "administrativo");
    }
    let sin_decir = c.beto.subir(&c.url, &[("descripcion", &"x".repeat(201))], "a.pdf", PDF).await.es(422);
    assert!(sin_decir.hay("#contenido-error") && sin_decir.hay("#descripcion-error"));
    assert_eq!(error(&sin_decir), "Elige el archivo otra vez.");
    assert_eq!(c.contenidos().await, 0);
    let webp = b"RIFF\x04\0\0\0WEBP";
    let buenos: [(&str, &[u8]); 3] =
        [("foto.jpeg", b"\xff\xd8\xff\xe0a"), ("foto.png", b"\x89PNG\r\n\x1a\na"), ("foto.webp", webp)];
    for (nombre, bytes) in buenos {
        c.subir(nombre, bytes).await.es(303);
    }
}

#[tokio::test]
async fn diez_megas_caben_y_uno_mas_no() {
    let c = Caso::nuevo().await;
    let mut justo = PDF.to_vec();
    justo.resize(usize::try_from(ARCHIVO_MAX).unwrap(), b' ');
    c.subir("justo.pdf", &justo).await.es(303);
    justo.push(b' ');
    let vuelta = c.subir("mayor.pdf", &justo).await.es(422);
    assert!(error(&vuelta).contains("más de 10 MB"));
    assert_eq!(vuelta.atributo("[name=descripcion]", "value"), "Orden de enero");
    assert_eq!(c.contenidos().await, 1);
}

#[tokio::test]
async fn ningun_nombre_engana_ni_rompe_la_cabecera() {
    let c = Caso::nuevo().await;
    // As a browser sends quotes and line ends: escaped.
    let nombres = [
        ("..\\..\\informe\u{202e}fdp.pdf", "informefdp.pdf"),
        ("a%22; x=%0D%0ASet-Cookie: b.pdf", "a%22; x=%0D%0ASet-Cookie: b.pdf"),
        ("日本 \u{200b}ñ'&<b>.pdf", "日本 ñ'&<b>.pdf"),
    ];
    for (n, (enviado, queda)) in nombres.into_iter().enumerate() {
        c.subir(enviado, &[PDF, n.to_string().as_bytes()].concat()).await.es(303);
        let pagina = c.beto.get(&c.url).await.es(200);
        assert_eq!(pagina.texto("td a[download]"), queda);
        let archivo = c.beto.get(&pagina.atributo("td a[download]", "href")).await.es(200);
        let cabecera = archivo.cabecera("Content-Disposition").unwrap();
        assert!(cabecera.starts_with("attachment; filename=\"") && cabecera.matches('"').count() == 2, "{cabecera}");
        assert!(archivo.cabecera("Set-Cookie").is_none_or(|c| !c.contains("b.pdf")));
    }
}

#[tokio::test]
async fn solo_quien_puede_y_solo_en_su_clinica() {
    let c = Caso::nuevo().await;
    let baja = c.adjunto(&c.beto, &ADMINISTRATIVO, PDF).await;
    let ficha = format!("/norte/pacientes/{}", c.paciente);
    let carla = c.m.app.como("carla").await;
    assert!(!carla.get(&ficha).await.es(200).cuerpo.contains("informe.pdf"));
    let (diego, nadie) = (c.m.app.como("diego").await, c.m.app.anonimo());
    for (quien, estado) in [(&carla, 403), (&diego, 404), (&nadie, 303)] {
        quien.get(&c.url).await.es(estado);
        quien.subir(&c.url, &ADMINISTRATIVO, "a.pdf", PDF).await.es(estado);
        quien.get(&baja).await.es(estado);
        quien.get(&format!("{baja}/retiro")).await.es(estado);
        quien.post(&format!("{baja}/retiro"), &[("motivo", "x")]).await.es(estado);
    }
    for suya in
        [c.url.replace("norte", "sur"), baja.replace("norte", "sur"), format!("{baja}/retiro").replace("norte", "sur")]
    {
        diego.get(&suya).await.es(404);
    }
    diego.subir(&c.url.replace("norte", "sur"), &ADMINISTRATIVO, "a.pdf", PDF).await.es(404);
    assert_eq!((c.contenidos().await, c.m.app.bd_cuenta("sur", "adjuntos").await), (1, 0));
}

#[tokio::test]
async fn lo_clinico_lo_lee_solo_quien_atiende() {
    let c = Caso::nuevo().await;
    let elias = c.m.app.como("elias").await;
    let baja = c.adjunto(&elias, &CLINICO, PDF).await;
    let ficha = format!("/norte/pacientes/{}", c.paciente);
    let de_elias = elias.get(&ficha).await.es(200);
    assert_eq!(de_elias.texto("td a[download]"), "informe.pdf");
    for url in [&ficha, &c.url] {
        let de_beto = c.beto.get(url).await.es(200);
        assert!(de_beto.cuerpo.contains("Documento clínico") && !de_beto.cuerpo.contains("informe.pdf"));
        assert!(!de_beto.hay("td a[download]") && !de_beto.hay("a[href$='/retiro']"));
    }
    c.beto.get(&baja).await.es(403);
    c.beto.get(&format!("{baja}/retiro")).await.es(403);
    c.beto.post(&format!("{baja}/retiro"), &[("motivo", "x")]).await.es(403);
    let repetido = c.subir("otro.pdf", PDF).await.es(422);
    assert_eq!(error(&repetido), "Ya está adjunto, entre los documentos clínicos.");
    assert_eq!(c.m.bd_numero("select count(*) as n from lecturas_ficha where adjunto_id is not null").await, 0);
    elias.get(&baja).await.es(200);
    // Out of reach for everybody, and kept.
    elias.post(&format!("{baja}/retiro"), &[("motivo", "De otra paciente")]).await.es(303);
    elias.get(&baja).await.es(404);
    assert_eq!(c.contenidos().await, 1);
    let quitados = c.beto.get(&c.url).await.es(200).cuerpo;
    assert!(!quitados.contains("informe.pdf") && !quitados.contains("De otra paciente"));
    assert!(elias.get(&c.url).await.es(200).cuerpo.contains("De otra paciente"));
}

#[tokio::test]
async fn quitar_borra_el_archivo_y_deja_quien_cuando_y_por_que() {
    let c = Caso::nuevo().await;
    let baja = c.adjunto(&c.beto, &ADMINISTRATIVO, PDF).await;
    let retiro = format!("{baja}/retiro");
    assert!(c.beto.get(&retiro).await.es(200).cuerpo.contains("no se puede recuperar"));
    let sin_motivo = c.beto.post(&retiro, &[("motivo", " ")]).await.es(422);
    assert!(sin_motivo.hay("#motivo-error"));
    assert_eq!(c.contenidos().await, 1);
    c.beto.post(&retiro, &[("motivo", "Era de otra persona")]).await.es(303);
    c.beto.post(&retiro, &[("motivo", "Otra vez")]).await.es(303);
    c.beto.get(&baja).await.es(404);
    c.beto.get(&retiro).await.es(404);
    assert_eq!((c.contenidos().await, c.m.app.bd_cuenta("norte", "adjuntos").await), (0, 1));
    let pagina = c.beto.get(&c.url).await.es(200);
    assert!(!pagina.hay("td a[download]") && pagina.cuerpo.contains("Era de otra persona"));
    assert!(!pagina.cuerpo.contains("Otra vez"));
    assert!(c.beto.get(&format!("/norte/pacientes/{}", c.paciente)).await.es(200).cuerpo.contains("Sin documentos"));
    // It may come back.
    c.subir("informe.pdf", PDF).await.es(303);
}

#[tokio::test]
async fn el_mismo_documento_no_se_adjunta_dos_veces() {
    let c = Caso::nuevo().await;
    c.subir("uno.pdf", PDF).await.es(303);
    assert_eq!(error(&c.subir("dos.pdf", PDF).await.es(422)), "Ya está adjunto: uno.pdf.");
    let otro = c.m.bd_paciente("Otro").await;
    c.beto.subir(&format!("/norte/pacientes/{otro}/adjuntos"), &ADMINISTRATIVO, "uno.pdf", PDF).await.es(303);
}

#[tokio::test]
async fn los_de_quien_se_fusiono_son_de_quien_queda() {
    let c = Caso::nuevo().await;
    let baja = c.adjunto(&c.beto, &ADMINISTRATIVO, PDF).await;
    let queda = c.m.bd_paciente("Queda").await;
    let con = c.paciente.to_string();
    let fusion = [("con", con.as_str()), ("queda", "esta"), ("motivo", "La misma")];
    c.m.app.como("gloria").await.post(&format!("/norte/pacientes/{queda}/fusion"), &fusion).await.es(303);
    let ficha = c.beto.get(&format!("/norte/pacientes/{queda}")).await.es(200);
    assert_eq!(ficha.atributo("td a[download]", "href"), baja);
    let suyos = format!("/norte/pacientes/{queda}/adjuntos");
    assert_eq!(
        error(&c.beto.subir(&suyos, &ADMINISTRATIVO, "x.pdf", PDF).await.es(422)),
        "Ya está adjunto: informe.pdf."
    );
    // Whoever had the page of the other one open.
    let llega = c.beto.subir(&c.url, &ADMINISTRATIVO, "y.pdf", b"%PDF-otro").await.es(303);
    assert_eq!(llega.destino(), format!("/norte/pacientes/{queda}"));
    assert_eq!(c.m.bd_numero(&format!("select count(*) as n from adjuntos where paciente_id = {queda}")).await, 1);
    assert_eq!(c.beto.get(&c.url).await.es(200).textos("td a[download]"), ["y.pdf", "informe.pdf"]);
}

#[tokio::test]
async fn entre_muchos_a_la_vez_cabe_uno() {
    let c = Caso::nuevo().await;
    c.m.bd(&format!(
        "insert into adjuntos (clinica_id, paciente_id, clinico, nombre, tipo, tamano, sha256)
         select clinica_actual(), {}, false, n || '.pdf', 'pdf', 1, sha256(n::text::bytea) from generate_series(1, 99) n",
        c.paciente
    ))
    .await;
    let subir = async |n: usize| c.subir("a.pdf", &[PDF, n.to_string().as_bytes()].concat()).await;
    let distintos = futures_util::future::join_all((0..6).map(subir)).await;
    let mut estados: Vec<u16> = distintos.iter().map(|r| r.estado.as_u16()).collect();
    estados.sort_unstable();
    assert_eq!(estados, [303, 422, 422, 422, 422, 422]);
    let lleno = distintos.iter().find(|r| r.estado == 422).unwrap();
    assert!(error(lleno).contains("todos los documentos"), "{}", error(lleno));
    assert_eq!(c.contenidos().await, 1);
    let otro = c.m.bd_paciente("Otro").await;
    let url = format!("/norte/pacientes/{otro}/adjuntos");
    let igual = async |_| c.beto.subir(&url, &ADMINISTRATIVO, "a.pdf", PDF).await.estado.as_u16();
    let mut iguales = futures_util::future::join_all((0..6).map(igual)).await;
    iguales.sort_unstable();
    assert_eq!(iguales, [303, 422, 422, 422, 422, 422]);
    // In bytes too.
    let otro = c.m.bd_paciente("Pesado").await;
    c.m.bd(&format!(
        "insert into adjuntos (clinica_id, paciente_id, clinico, nombre, tipo, tamano, sha256)
         select clinica_actual(), {otro}, false, 'a.pdf', 'pdf', 10485760, sha256(n::text::bytea) from generate_series(1, 20) n"
    ))
    .await;
    c.beto.subir(&format!("/norte/pacientes/{otro}/adjuntos"), &ADMINISTRATIVO, "a.pdf", PDF).await.es(422);
}

#[tokio::test]
async fn la_ficha_muestra_los_ultimos_y_lleva_a_todos() {
    let c = Caso::nuevo().await;
    for n in 0..7 {
        c.subir(&format!("{n}.pdf"), &[PDF, &[n]].concat()).await.es(303);
    }
    let ficha = c.beto.get(&format!("/norte/pacientes/{}", c.paciente)).await.es(200);
    assert_eq!(ficha.textos("td a[download]"), ["6.pdf", "5.pdf", "4.pdf", "3.pdf", "2.pdf"]);
    assert!(ficha.cuerpo.contains("Ver los 7"));
    assert_eq!(c.beto.get(&c.url).await.es(200).textos("td a[download]").len(), 7);
}

#[tokio::test]
async fn la_auditoria_dice_quien_y_no_que_habia() {
    let c = Caso::nuevo().await;
    let baja = c.adjunto(&c.beto, &ADMINISTRATIVO, PDF).await;
    c.beto.post(&format!("{baja}/retiro"), &[("motivo", "Sobraba")]).await.es(303);
    let de = |condicion: &str| format!("select count(*) as n from auditoria where {condicion}");
    assert_eq!(c.m.bd_numero(&de("tabla = 'adjuntos' and membresia_id is not null")).await, 2, "added, and taken off");
    assert_eq!(c.m.bd_numero(&de("tabla = 'adjuntos_contenidos'")).await, 0);
    let dice = "coalesce(antes, '{}')::text || coalesce(despues, '{}')::text ~ 'informe|Orden|Sobraba|sha256\"'";
    assert_eq!(c.m.bd_numero(&de(dice)).await, 0);
    let pagina = c.m.app.como("gloria").await.get("/norte/auditoria").await.es(200).cuerpo;
    assert!(pagina.contains("Documento adjunto") && !pagina.contains("Sobraba") && !pagina.contains("informe.pdf"));
}

#[tokio::test]
async fn ni_el_programa_cambia_lo_que_se_adjunto() {
    let c = Caso::nuevo().await;
    c.subir("a.pdf", PDF).await.es(303);
    let norte = c.m.app.sistema("norte").await;
    for sql in [
        "update adjuntos_contenidos set bytes = 'x'",
        "update adjuntos set nombre = 'x.html'",
        "update adjuntos set clinico = false",
        "delete from adjuntos",
    ] {
        let hecho = c
            .m
            .app
            .db
            .escribir(&norte, async |tx| Ok(diesel_async::SimpleAsyncConnection::batch_execute(tx.pg(), sql).await?))
            .await;
        assert!(hecho.unwrap_err().to_string().contains("permission denied"), "{sql}");
    }
}
