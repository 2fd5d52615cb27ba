use std::io::Write;

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::{leer as leer_con, *};
use crate::pacientes::importacion::columnas::{FILAS_MAX, MOLDE};

fn leer(bytes: &[u8]) -> Result<Planilla, PlanillaInvalida> {
    leer_con(bytes, &MOLDE)
}

fn filas(bytes: &[u8]) -> Vec<(i32, Vec<String>)> {
    let planilla = leer(bytes).unwrap();
    planilla.filas.iter().map(|f| (f.numero, f.textos.split(SEPARADOR).map(str::to_owned).collect())).collect()
}

fn una(bytes: &[u8]) -> Vec<String> {
    filas(bytes).remove(0).1
}

/// A workbook of texts.
fn libro(filas: &[&[&str]]) -> Vec<u8> {
    let mut libro = Workbook::new();
    let hoja = libro.add_worksheet();
    for (numero, fila) in (0..).zip(filas) {
        for (columna, texto) in (0..).zip(*fila) {
            hoja.write_string(numero, columna, *texto).unwrap();
        }
    }
    libro.save_to_buffer().unwrap()
}

/// The parts of a book, with those given in their place.
fn con_partes(libro: &[u8], partes: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(libro)).unwrap();
    let mut otro = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for n in 0..zip.len() {
        let mut parte = zip.by_index(n).unwrap();
        let nombre = parte.name().unwrap().into_owned();
        if partes.iter().all(|(suya, _)| *suya != nombre) {
            otro.start_file(nombre, SimpleFileOptions::default()).unwrap();
            std::io::copy(&mut parte, &mut otro).unwrap();
        }
    }
    for (nombre, bytes) in partes {
        otro.start_file(*nombre, SimpleFileOptions::default()).unwrap();
        otro.write_all(bytes).unwrap();
    }
    otro.finish().unwrap().into_inner()
}

#[test]
fn cualquier_csv_que_hable_de_lo_mismo() {
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16("RUT\tNombre\r\n1-9\tÑandú\r\n")).collect();
    for bytes in [
        "RUT;Nombres\n1-9;Ñandú\n".as_bytes(),
        "\u{feff}RUT;Nombres\r\n1-9;Ñandú".as_bytes(),
        b"RUT,Nombres\r\n1-9,\xd1and\xfa\r\n",
        b"RUT\tNombres\r1-9\t\xd1and\xfa\r",
        "sep=;\nRUT;\"Nombres\"\n1-9;\" Ñandú \"\n".as_bytes(),
        "Pacientes de Norte\n\nRUT;Nombres\n1-9;\u{a0}Ñandú\n".as_bytes(),
        &utf16,
    ] {
        assert_eq!(una(bytes), ["1-9", "Ñandú"], "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn el_delimitador_es_el_de_los_titulos() {
    let con_comas = "RUT,Nombres,Dirección\n1-9,Ana,\"Sur; 1; 2; 3; 4; 5; depto. 6\"\n";
    assert_eq!(una(con_comas.as_bytes()), ["1-9", "Ana", "Sur; 1; 2; 3; 4; 5; depto. 6"]);
    let entre_comillas = "\"RUT\"\t\"Nombres\"\n1-9\tAna, de la Luz, Eva\n";
    assert_eq!(una(entre_comillas.as_bytes()), ["1-9", "Ana, de la Luz, Eva"]);
}

#[test]
fn las_filas_llevan_el_numero_de_la_planilla() {
    let csv = b"Nombres;RUT;Sexo;Celular;Fono\n\nAna;1-9;F;9;8\n;;;;\n\"Be\nto\";2-7\r\n\n\n\nCarla;3-5";
    let esperado = [(3, vec!["Ana", "1-9", "9"]), (5, vec!["Be to", "2-7", ""]), (9, vec!["Carla", "3-5", ""])];
    let esperado: Vec<(i32, Vec<String>)> =
        esperado.into_iter().map(|(n, textos)| (n, textos.into_iter().map(str::to_owned).collect())).collect();
    assert_eq!(filas(csv), esperado);
    let planilla = leer(csv).unwrap();
    assert_eq!(planilla.columnas, ["nombres", "documento", "telefono"]);
    assert_eq!(planilla.ignoradas, ["Sexo", "Fono"]);
    let libro = libro(&[&["Pacientes"], &[], &["RUT", "Nombres"], &[], &["1-9", "Ana"]]);
    assert_eq!(filas(&libro), [(5, vec!["1-9".to_owned(), "Ana".to_owned()])]);
}

#[test]
fn los_numeros_y_fechas_de_excel_son_lo_que_se_ve() {
    let mut libro = Workbook::new();
    let hoja = libro.add_worksheet();
    for (columna, titulo) in (0..).zip(["RUT", "Nombres", "Teléfono", "Nacimiento", "Sin avisos", "Observación"]) {
        hoja.write_string(0, columna, titulo).unwrap();
    }
    let fecha = ExcelDateTime::from_ymd(1984, 11, 22).unwrap();
    hoja.write_number(1, 0, 123_456_785.0).unwrap();
    hoja.write_string(1, 1, "María José").unwrap();
    hoja.write_number(1, 2, 56_987_654_321.0).unwrap();
    hoja.write_datetime_with_format(1, 3, &fecha, &Format::new().set_num_format("dd-mm-yyyy")).unwrap();
    hoja.write_boolean(1, 4, true).unwrap();
    hoja.write_number(1, 5, 1e21).unwrap();
    let textos = una(&libro.save_to_buffer().unwrap());
    assert_eq!(textos, ["123456785", "María José", "56987654321", "1984-11-22", "sí", "1000000000000000000000"]);
}

#[test]
fn la_formula_que_se_neutralizo_vuelve_a_ser_lo_que_era() {
    assert_eq!(una(b"RUT;Nombres;Fono\n1-9;'Ana;'+56 9\n"), ["1-9", "'Ana", "+56 9"]);
    assert_eq!(una(b"RUT;Nombres\n1-9;A\x1fn\x07a\n"), ["1-9", "A n a"]);
}

#[test]
fn lo_que_no_sirve_se_dice() {
    use PlanillaInvalida as P;
    let ole = |resto: &[u8]| [OLE, resto].concat();
    let muchas = format!("RUT;Nombres\n{}", "1-9;Ana\n".repeat(FILAS_MAX + 1));
    let larga = format!("RUT;x;Nombres\n1-9;x;{}\n", "á".repeat(1_001));
    let ancha = format!("RUT;Nombres{}\n1-9;Ana\n", ";x".repeat(60));
    for (bytes, error) in [
        (b"".as_slice(), P::Vacia),
        (b" \n;;\n", P::Vacia),
        (b"%PDF-1.4 RUT;Nombres\n", P::OtroTipo),
        (b"\x89PNG\0\0RUT;Nombres\n", P::OtroTipo),
        (&ole(b"xxx"), P::Antigua),
        (&ole(&utf16("EncryptedPackage")), P::Protegida),
        (b"PK\x03\x04nada", P::Danada),
        (b"Rol;Nombres\n1;Ana\n", P::Faltan(vec!["RUT"])),
        (b"hola\nque;tal\n", P::Faltan(vec!["RUT", "Nombres"])),
        (b"RUT;Nombres\n;\n", P::SinFilas),
        (muchas.as_bytes(), P::MuchasFilas(FILAS_MAX)),
        (larga.as_bytes(), P::CeldaLarga("C2".into())),
        (ancha.as_bytes(), P::MuchasColumnas),
        (b"RUT;Nombres\n1-9;Ana\n2-7;\"Eva\n3-5;Luz\n", P::SinCerrar(3)),
    ] {
        assert_eq!(leer(bytes).map(|p| p.filas.len()), Err(error.clone()), "{error}");
    }
    let justas = format!("RUT;Nombres\n{}", "1-9;Ana\n".repeat(FILAS_MAX));
    assert_eq!(leer(justas.as_bytes()).unwrap().filas.len(), FILAS_MAX);
}

#[test]
fn un_xlsx_que_no_es_lo_que_dice_no_llega_lejos() {
    use PlanillaInvalida as P;
    let bueno = libro(&[&["RUT", "Nombres"], &["1-9", "Ana"]]);
    assert_eq!(filas(&bueno).len(), 1);
    let cadenas = |texto: &str| con_partes(&bueno, &[("xl/sharedStrings.xml", texto.as_bytes())]);
    let bomba = vec![b' '; 110 * 1024 * 1024];
    let utf16: Vec<u8> = utf16("<sst uniqueCount=\"99999999999\"></sst>");
    for (bytes, error) in [
        (con_partes(&bueno, &[("xl/vbaProject.bin", b"x")]), P::ConMacros),
        (con_partes(&libro(&[]), &[("xl/media/x.bin", &bomba)]), P::Desmedida),
        (cadenas("<sst uniqueCount=\"99999999999\"></sst>"), P::Desmedida),
        (cadenas("<sst a='>' uniqueCount = '9999999999999999999999'></sst>"), P::Desmedida),
        (con_partes(&bueno, &[("xl/sharedStrings.xml", &utf16)]), P::Desmedida),
        (con_partes(&bueno, &[("xl/worksheets/sheet1.xml", b"<worksheet")]), P::Danada),
        (libro(&[]), P::Vacia),
    ] {
        assert_eq!(leer(&bytes).map(|p| p.filas.len()), Err(error.clone()), "{error}");
    }
    let mut documento = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    documento.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    assert_eq!(leer(&documento.finish().unwrap().into_inner()), Err(P::OtroTipo));
}

/// What came out keeps the bounds, whatever went in.
fn cuerda(bytes: &[u8]) {
    if let Ok(planilla) = leer(bytes) {
        assert!(!planilla.filas.is_empty() && planilla.filas.len() <= FILAS_MAX);
        assert!(planilla.filas.is_sorted_by(|a, b| a.numero < b.numero));
        for fila in &planilla.filas {
            assert_eq!(fila.textos.split(SEPARADOR).count(), planilla.columnas.len());
            assert!(!fila.textos.contains(|c: char| c.is_control() && c != SEPARADOR));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn ningun_monton_de_bytes_lo_hace_caer(cabeza in prop::sample::select(vec![&b""[..], b"RUT;Nombres\n", b"PK\x03\x04", b"\xff\xfe", OLE]), bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        cuerda(&[cabeza, &bytes].concat());
    }

    #[test]
    fn ninguna_tabla_lo_hace_caer(filas in prop::collection::vec(prop::collection::vec("[a-zñ\"';,\n\r\t=+\u{1f}\u{feff} ]{0,8}", 0..5), 0..12)) {
        let texto: String = filas.iter().map(|fila| fila.join(";") + "\n").collect();
        cuerda(format!("RUT;Nombres;Fono\n{texto}").as_bytes());
    }

    #[test]
    fn ningun_xlsx_roto_lo_hace_caer(lugar in 0_usize..4_000, byte in any::<u8>(), largo in 0_usize..4) {
        let mut bytes = libro(&[&["RUT", "Nombres"], &["1-9", "Ana"], &["2-7", "Beto"]]);
        let total = bytes.len();
        for n in 0..=largo {
            bytes[(lugar + n * 37) % total] = byte;
        }
        cuerda(&bytes);
    }

    #[test]
    fn lo_escrito_se_lee(textos in prop::collection::vec("[A-Za-zñáé0-9 .-]{1,12}", 2..6)) {
        let csv = textos.iter().map(|t| format!("1-9;x{t}\n")).collect::<String>();
        let celdas: Vec<[String; 2]> = textos.iter().map(|t| ["1-9".to_owned(), format!("x{t}")]).collect();
        let celdas: Vec<Vec<&str>> = celdas.iter().map(|f| f.iter().map(String::as_str).collect()).collect();
        let todas: Vec<&[&str]> = std::iter::once(["RUT", "Nombres"].as_slice()).chain(celdas.iter().map(Vec::as_slice)).collect();
        prop_assert_eq!(leer(format!("RUT;Nombres\n{csv}").as_bytes()).unwrap().filas, leer(&libro(&todas)).unwrap().filas);
    }
}
