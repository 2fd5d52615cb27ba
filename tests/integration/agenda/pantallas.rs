//! The ways to look at the agenda: day, week, month and list, each by its URL.

use super::mundo::Mundo;
use crate::soporte::Navegador;

const LUNES_9: &str = "2026-11-23T12:00:00Z";

/// Asks as the page itself does for what is live of it.
fn vivo(quien: &Navegador) -> Navegador {
    quien.htmx().con_cabecera("HX-Target", "div#dia")
}

#[tokio::test]
async fn el_dia_pone_a_los_profesionales_lado_a_lado_y_cada_cita_en_su_fila() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let ivan = m.bd_profesional("Iván Ríos", "10:00", "11:00").await;
    let cita = m.cita(&beto, "Rosa", "2026-11-23T12:30:00Z").await;
    m.bd(&format!(
        "insert into bloqueos (clinica_id, profesional_id, rango, motivo)
         values (clinica_actual(), {ivan}, '[2026-11-23 13:30Z, 2026-11-23 14:00Z)', 'reunion')"
    ))
    .await;
    let dia = beto.get("/norte/agenda/2026-11-23").await.es(200);
    assert_eq!(dia.textos(".columna h2"), ["Eva Soto", "Iván Ríos"]);
    assert_eq!(dia.textos(".horas span"), ["09:00", "10:00", "11:00", "12:00"]);
    assert_eq!(dia.atributo("a.cita", "id"), format!("cita-{cita}"));
    assert!(dia.atributo("a.cita", "class").ends_with(" f7 d6"), "{}", dia.atributo("a.cita", "class"));
    assert_eq!(dia.texto(".cerrado.f19.d6"), "Reunión");
    assert_eq!(dia.textos("a.libre"), ["09:00–09:30", "10:00–13:00", "10:00–10:30"]);
    let libre = dia.atributos("a.libre", "href");
    assert_eq!(libre[0], format!("/norte/citas/nueva?hora={}%402026-11-23T12%3A00%3A00Z", m.profesional));
    assert!(!dia.hay("#ahora"), "it is another day");
}

#[tokio::test]
async fn el_tiempo_que_paso_no_es_libre_y_la_linea_de_ahora_esta_donde_es() {
    let m = Mundo::en("2026-11-23T12:32:30Z").await;
    let dia = m.app.como("beto").await.get("/norte/agenda/2026-11-23").await.es(200);
    assert_eq!(dia.atributo("#ahora", "class"), "f7");
    assert_eq!(dia.textos("a.libre"), ["10:00–13:00"]);
}

#[tokio::test]
async fn lo_vivo_se_pide_por_su_propia_url_y_cuesta_lo_que_un_fragmento() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.cita(&beto, "Rosa", LUNES_9).await;
    for vista in ["dia", "semana", "mes", "lista"] {
        let url =
            format!("/norte/agenda/2026-11-23?vista={vista}&profesional={}&prestacion={}", m.profesional, m.prestacion);
        let pagina = beto.get(&url).await.es(200);
        assert!(pagina.hay("html[lang] #dia"), "{vista}");
        let propia = pagina.atributo("#dia", "hx-get");
        let antes = m.app.db.viajes();
        let parte = vivo(&beto).get(&propia).await.es(200);
        assert!(parte.cuerpo.starts_with("<div id=\"dia\""), "{}", parte.cuerpo);
        assert!(m.app.db.viajes() - antes <= 4, "{vista}");
        assert_eq!(parte.atributo("#dia", "hx-get"), propia);
        let antes = m.app.db.viajes();
        beto.get(&propia).await.es(200);
        assert!(m.app.db.viajes() - antes <= 6, "{vista}");
    }
}

#[tokio::test]
async fn la_semana_es_de_un_profesional_y_va_de_lunes_a_domingo() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.cita(&beto, "Rosa", "2026-11-27T12:00:00Z").await;
    let semana = beto.get("/norte/agenda/2026-11-25?vista=semana").await.es(200);
    let dias = ["lun 23 nov", "mar 24 nov", "mié 25 nov", "jue 26 nov", "vie 27 nov", "sáb 28 nov", "dom 29 nov"];
    assert_eq!(semana.textos(".columna h2"), dias);
    assert_eq!(semana.texto(".columna:nth-of-type(5) a.cita b"), "Rosa");
    assert_eq!(semana.atributo("select[name=profesional] option[selected]", "value"), m.profesional.to_string());
    let ir = semana.atributo(".columna:nth-of-type(5) h2 a", "href");
    assert_eq!(ir, format!("/norte/agenda/2026-11-27?profesional={}", m.profesional));
    beto.get("/norte/agenda/2026-11-25?vista=semana&profesional=999999").await.es(404);
}

#[tokio::test]
async fn el_mes_cuenta_citas_y_lo_que_queda_de_cada_dia() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.cita(&beto, "Rosa", LUNES_9).await;
    let mes = beto.get("/norte/agenda/2026-11-23?vista=mes").await.es(200);
    assert_eq!(mes.textos(".mes tbody tr").len(), 6);
    let lunes = "td:has(a[href='/norte/agenda/2026-11-23'])";
    assert_eq!(mes.textos(&format!("{lunes} p")), ["1 cita", "3 h 30 min libres"]);
    let url = format!("/norte/agenda/2026-11-23?vista=mes&prestacion={}", m.prestacion);
    let por_horas = beto.get(&url).await.es(200).textos(".mes tbody tr:nth-child(5) td:first-child p");
    assert_eq!(por_horas, ["1 cita", "7 libres"]);
    // Christmas is closed, and so is what has passed.
    let diciembre = beto.get("/norte/agenda/2026-12-01?vista=mes").await.es(200);
    assert!(!diciembre.hay("td:has(a[href='/norte/agenda/2026-12-25']) p"));
    assert_eq!(mes.textos("td:has(a[href='/norte/agenda/2026-11-20']) p"), ["Sin horas"]);
}

#[tokio::test]
async fn la_lista_se_filtra_por_estado_y_va_por_paginas() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    m.cita(&beto, "Raúl", "2026-11-23T12:30:00Z").await;
    m.cambiar(&beto, cita, "confirmacion").await.es(303);
    let lista = beto.get("/norte/agenda/2026-11-23?vista=lista").await.es(200);
    assert_eq!(lista.textos("tr[data-fila] td:nth-child(2) a"), ["Rosa", "Raúl"]);
    // One step a row: on the eve, the one who is confirmed has none.
    assert_eq!(lista.textos("tr[data-fila] form button"), ["Confirmar"]);
    let confirmadas = beto.get("/norte/agenda/2026-11-23?vista=lista&estado=confirmada").await.es(200);
    assert_eq!(confirmadas.textos("tr[data-fila] td:nth-child(2) a"), ["Rosa"]);
    m.bd(&format!(
        "insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres)
           select clinica_actual(), 'sin_documento', 'otro', 'P' || n from generate_series(1, 100) n;
         insert into citas (clinica_id, sucursal_id, profesional_id, prestacion_id, paciente_id, rango, ocupa, precio, moneda)
           select p.clinica_id, s.id, {}, {}, p.id, r, r, 0, 'CLP' from sucursales s, pacientes p
           cross join lateral (select tstzrange('2026-11-24 12:00Z'::timestamptz + make_interval(mins => p.id::int), '2026-11-24 12:01Z'::timestamptz + make_interval(mins => p.id::int)) r) x
           where p.nombres like 'P%'",
        m.profesional, m.prestacion
    ))
    .await;
    let primera = beto.get("/norte/agenda/2026-11-24?vista=lista").await.es(200);
    assert_eq!(primera.textos("tr[data-fila]").len(), 60);
    let segunda = beto.get(&primera.atributo("a[rel=next]", "href")).await.es(200);
    assert_eq!((segunda.textos("tr[data-fila]").len(), segunda.hay("a[rel=next]")), (40, false));
    beto.get("/norte/agenda/2026-11-24?vista=lista&despues=-9999999999999_1").await.es(200);
    // Paper takes the whole day, and offers to print nothing less.
    assert!(!primera.hay("[data-imprime]"));
    let entera = primera.atributos("a", "href").into_iter().find(|url| url.contains("completa=true")).unwrap();
    let entera = beto.get(&entera).await.es(200);
    assert_eq!((entera.textos("tr[data-fila]").len(), entera.hay("[data-imprime]")), (100, true));
}

#[tokio::test]
async fn treinta_columnas_por_pagina() {
    let m = Mundo::nuevo().await;
    m.bd("with p as (
            insert into profesionales (clinica_id, nombre) select clinica_actual(), 'Z' || n from generate_series(10, 44) n returning id)
          insert into horarios (clinica_id, profesional_id, sucursal_id, isodow, desde, hasta, vigente_desde)
          select clinica_actual(), p.id, s.id, 1, '09:00', '10:00', '2026-01-01' from p, sucursales s")
        .await;
    let beto = m.app.como("beto").await;
    let primera = beto.get("/norte/agenda/2026-11-23").await.es(200);
    assert_eq!(primera.textos(".columna").len(), 30);
    assert_eq!(primera.texto(".paginas-resumen"), "1 a 30 de 36 profesionales");
    let segunda = beto.get(&primera.atributo("a[rel=next]", "href")).await.es(200);
    assert_eq!(segunda.textos(".columna h2").len(), 6);
    assert!(segunda.hay("a[rel=prev]") && !segunda.hay("a[rel=next]"));
}

#[tokio::test]
async fn un_sobrecupo_y_una_hora_retenida_se_ven_en_su_lugar() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    m.cita(&beto, "Rosa", LUNES_9).await;
    let raul = m.bd_paciente("Raúl").await;
    let campos = [("sobrecupo", "true"), ("sobrecupo_motivo", "urgencia")];
    m.reservar_con(&beto, raul, LUNES_9, &campos).await.es(303);
    m.bd(&format!(
        "insert into citas (clinica_id, sucursal_id, profesional_id, prestacion_id, rango, ocupa, estado, vence, precio, moneda)
         select clinica_id, id, {}, {}, r, r, 'retenida', '2026-11-22 12:05Z', 0, 'CLP'
         from sucursales, (select tstzrange('2026-11-23 13:00Z', '2026-11-23 13:30Z') r) x",
        m.profesional, m.prestacion
    ))
    .await;
    let dia = beto.get("/norte/agenda/2026-11-23").await.es(200);
    assert_eq!(dia.textos("a.cita.de2").len(), 2);
    assert_eq!(dia.texto("a.cita.k1"), "09:00 Raúl Prestación CON (sobrecupo)");
    assert_eq!(dia.texto("span.cita.e-retenida"), "10:00");
    assert_eq!(dia.textos("a.libre"), ["09:30–10:00", "10:30–13:00"]);
}

#[tokio::test]
async fn la_noche_en_que_cambia_la_hora_cada_fila_es_la_suya() {
    let m = Mundo::en("2026-03-30T12:00:00Z").await;
    m.bd("update profesionales set trabaja_feriados = true; delete from horarios;
          insert into horarios (clinica_id, profesional_id, sucursal_id, isodow, desde, hasta, vigente_desde)
          select p.clinica_id, p.id, s.id, x.d, x.a::time, x.b::time, '2026-01-01' from profesionales p, sucursales s,
            (values (6, '22:00', '24:00'), (7, '00:00', '02:00')) x(d, a, b)")
        .await;
    let beto = m.app.como("beto").await;
    let ver = async |fecha: &str| {
        let dia = beto.get(&format!("/norte/agenda/{fecha}?prestacion={}", m.prestacion)).await.es(200);
        let filas = dia.atributos("a.libre", "class").iter().map(|c| c.split(' ').nth(1).unwrap().to_owned()).collect();
        (dia.textos(".horas span"), filas)
    };
    let (horas, filas): (Vec<_>, Vec<String>) = ver("2026-04-04").await;
    assert_eq!(horas, ["22:00", "23:00", "23:00"]);
    assert_eq!(filas, ["f1", "f7", "f25", "f31"]);
    let (horas, filas) = ver("2026-09-06").await;
    assert_eq!((horas, filas), (vec!["01:00".to_owned()], vec!["f1".to_owned(), "f7".to_owned()]));
}

#[tokio::test]
async fn las_fechas_raras_son_un_404_y_las_lejanas_una_agenda_vacia() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    for mala in
        ["ayer", "2026-02-30", "0000-00-00", "-2026-01-01", "9999-12-31", "10000-01-01", "+262142-12-31", "1-1-1"]
    {
        beto.get(&format!("/norte/agenda/{mala}")).await.es(404);
    }
    for vista in ["dia", "semana", "mes", "lista"] {
        let url =
            format!("/norte/agenda/2199-12-31?vista={vista}&prestacion={}&profesional={}", m.prestacion, m.profesional);
        let lejos = beto.get(&url).await.es(200);
        assert!(!lejos.hay("[data-tecla=k]"), "{vista}");
    }
    let de_todo = "/norte/agenda/2026-11-23?vista=nada&profesional=x&prestacion=99999999&estado=x&pagina=-4&despues=x";
    beto.get(de_todo).await.es(200);
    let sin_fecha = beto.get("/norte/agenda?fecha=99999-01-01&vista=mes&prestacion=3").await.es(303);
    assert_eq!(sin_fecha.destino(), "/norte/agenda/2026-11-22?vista=mes&prestacion=3");
}

#[tokio::test]
async fn cada_pantalla_es_solo_de_quien_puede() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    let (carla, fabiola, diego) = (m.app.como("carla").await, m.app.como("fabiola").await, m.app.como("diego").await);
    for vista in ["dia", "semana", "mes", "lista"] {
        let url = format!("/norte/agenda/2026-11-23?vista={vista}");
        carla.get(&url).await.es(200);
        fabiola.get(&url).await.es(403);
        diego.get(&url).await.es(404);
        m.app.anonimo().get(&url).await.es(303);
        diego.get(&format!("/sur/agenda/2026-11-23?vista={vista}&profesional={}", m.profesional)).await;
    }
    // Who may not book is offered nothing to press.
    let dia = carla.get("/norte/agenda/2026-11-23").await.es(200);
    assert!(dia.hay("span.libre") && !dia.hay("a.libre") && !dia.hay("[data-nueva]"));
    diego.get(&format!("/sur/agenda/2026-11-23?profesional={}", m.profesional)).await.es(404);
    diego.htmx().get(&format!("/sur/citas/{cita}")).await.es(404);
}

#[tokio::test]
async fn desde_la_rejilla_una_cita_se_abre_cambia_y_la_rejilla_mira_de_nuevo() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let cita = m.cita(&beto, "Rosa", LUNES_9).await;
    let antes = m.app.db.viajes();
    let dialogo = beto.htmx().get(&format!("/norte/citas/{cita}")).await.es(200);
    assert!(m.app.db.viajes() - antes <= 4);
    assert!(dialogo.cuerpo.starts_with("<dialog"), "{}", dialogo.cuerpo);
    assert_eq!(dialogo.atributo("button[data-tecla=l]", "data-tecla"), "l");
    let url = format!("/norte/citas/{cita}/llegada");
    let hecho = beto.htmx().post(&url, &[("version", "1"), ("desde", "rejilla")]).await.es(200);
    let suceso = format!(r##"{{"agenda:cambio":{{"target":"#dia","foco":"cita-{cita}"}}}}"##);
    assert_eq!(hecho.cabecera("HX-Trigger"), Some(suceso.as_str()));
    assert_eq!(hecho.atributo("#tostadas input[name=desde]", "value"), "rejilla");
    assert_eq!(beto.get("/norte/agenda/2026-11-23").await.es(200).textos("a.cita.e-llego").len(), 1);
    // Somebody else was quicker: the dialog says so, and shows how it is now.
    let url = format!("/norte/citas/{cita}/inasistencia");
    let tarde = beto.htmx().post(&url, &[("version", "1"), ("desde", "rejilla")]).await.es(409);
    assert!(tarde.cuerpo.starts_with("<dialog") && tarde.texto("[role=alert]").contains("cambió mientras tanto"));
}

#[tokio::test]
async fn desde_la_rejilla_se_reserva_sin_dejarla_y_por_cuanto_se_dibujo() {
    let m = Mundo::nuevo().await;
    let beto = m.app.como("beto").await;
    let dibujada = format!("/norte/citas/nueva?hora={}&desde=rejilla&duracion=90", m.hora(LUNES_9));
    let form = beto.htmx().get(&dibujada).await.es(200);
    assert_eq!(form.atributo("input[name=duracion]", "value"), "90");
    assert_eq!(form.atributo("input[name=desde]", "value"), "rejilla");
    let reservar = async |nombre: &str, inicio: &str, duracion: &str| {
        let paciente = m.bd_paciente(nombre).await;
        m.reservar_con(&beto.htmx(), paciente, inicio, &[("desde", "rejilla"), ("duracion", duracion)]).await
    };
    let hecha = reservar("Rosa", LUNES_9, "90").await.es(200);
    let cita = m.bd_numero("select id as n from citas").await;
    assert!(hecha.cabecera("HX-Trigger").unwrap().contains(&format!("\"foco\":\"cita-{cita}\"")));
    assert_eq!(hecha.texto("#tostadas p"), "Cita reservada");
    assert_eq!(m.bd_numero("select extract(epoch from fin - inicio)::bigint / 60 as n from citas").await, 90);
    for (duracion, estado) in [("0", 422), ("721", 422), ("mucho", 422), ("240", 409)] {
        let no = reservar("Luis", "2026-11-23T14:00:00Z", duracion).await.es(estado);
        assert_eq!(no.atributo("input[name=duracion]", "value"), duracion);
    }
    let larga = reservar("Luz", "2026-11-23T14:00:00Z", "240").await.es(409);
    assert!(larga.texto("#duracion-error").contains("no por tantos minutos") && larga.hay("input[name=hora]"));
    assert_eq!(m.bd_numero("select count(*) as n from citas").await, 1);
    reservar("Ema", "2026-11-23T14:00:00Z", "").await.es(200);
}
