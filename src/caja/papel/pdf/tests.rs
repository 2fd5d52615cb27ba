use proptest::prelude::*;

use super::*;

fn papel(lineas: usize) -> Papel {
    Papel {
        marcas: vec![super::super::COPIA],
        clinica: "Clínica Ñuñoa".into(),
        titulo: "Recibo",
        numero: "C1-12".into(),
        lineas: vec![("Curación avanzada con apósito".into(), "$19.990".into()); lineas],
        totales: vec![("Total".into(), "$19.990".into())],
        notas: vec![super::super::NOTA.into()],
        ..Papel::default()
    }
}

fn dice(pdf: &[u8], texto: &str) -> bool {
    let letras = codificar(texto);
    let hexadecimal: String = letras.iter().map(|byte| format!("{byte:02X}")).collect();
    [letras.as_slice(), hexadecimal.as_bytes()].iter().any(|busca| pdf.windows(busca.len()).any(|v| v == *busca))
}

#[test]
fn dice_lo_suyo_en_los_dos_tamanos_y_siempre_igual() {
    for hoja in [Hoja::Rollo, Hoja::A4] {
        let bytes = pdf(&papel(1), hoja);
        assert!(bytes.starts_with(b"%PDF-") && bytes.ends_with(b"%%EOF"));
        for texto in ["COPIA", "Clínica Ñuñoa", "Recibo C1-12", "$19.990", "tributario."] {
            assert!(dice(&bytes, texto), "{texto}");
        }
        assert_eq!(bytes, pdf(&papel(1), hoja));
    }
}

#[test]
fn el_rollo_es_una_sola_hoja_y_el_a4_las_que_hagan_falta() {
    let hojas = |lineas, hoja| pdf(&papel(lineas), hoja).windows(11).filter(|v| *v == b"/Type /Page").count() - 1;
    assert_eq!(hojas(100, Hoja::Rollo), 1);
    // 257 mm hold fifty rows of 14.3 points.
    assert_eq!([30, 60, 100].map(|lineas| hojas(lineas, Hoja::A4)), [1, 2, 3]);
}

proptest! {
    #[test]
    fn nada_se_pierde_ni_se_sale(texto in "[ a-zA-ZáéñÑ$.]{0,120}", util in 30.0_f32..200.0) {
        let lineas = partir(&texto, 9.0, util);
        prop_assert!(lineas.iter().all(|linea| ancho(linea, 9.0) <= util));
        let juntas: Vec<u8> = lineas.concat().into_iter().filter(|b| *b != b' ').collect();
        let letras: Vec<u8> = codificar(&texto).into_iter().filter(|b| *b != b' ').collect();
        prop_assert_eq!(juntas, letras);
    }
}
