//! From the dashboard to the rows behind a figure, and away with them in a file that says the same.

use chrono::{Utc, Weekday};

use crate::soporte::{Mundo, Pantalla};

/// Movements of one lot, as many as make a file that is not written at once.
const MUCHOS: &str = "
  insert into movimientos (clinica_id, deposito_id, insumo_id, lote_id, tipo, cantidad, saldo, costo, costo_promedio, documento_tipo, motivo,
    efectiva, por)
  select m.clinica_id, m.deposito_id, m.insumo_id, m.lote_id, 'ajuste', 1, 1, 10, 10, 'ajuste', 'Conteo', m.efectiva, m.por
  from (select * from movimientos order by id limit 1) m, generate_series(1, 3000)";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn del_tablero_a_las_filas_y_de_ahi_a_un_archivo() {
    let mundo = Mundo::de_demostracion().await;
    mundo.bd(MUCHOS).await;
    let gloria = mundo.como("gloria@norte.test").await;
    let mut faltas = Vec::new();
    gloria.abre_seccion("Reportes").await;
    gloria.ve("Tablero").await;
    mirar(&gloria, "tablero", &mut faltas).await;
    gloria.ve_elemento("a[aria-label^='Valor en bodega']").await.click().await.unwrap();
    gloria.ve("Existencias y su valor").await;
    mirar(&gloria, "existencias", &mut faltas).await;
    gloria.ir("/norte/reportes/kardex?periodo=mes&tipo=ajuste").await;
    gloria.ve("3.000 filas").await;
    gloria.pulsa("Cantidad").await;
    gloria.pulsa("Guardar esta vista").await;
    gloria.escribe("Nombre de la vista", "Ajustes").await;
    gloria.pulsa("Guardar").await;
    gloria.ve("Vista guardada: Ajustes").await;
    mirar(&gloria, "kardex", &mut faltas).await;
    gloria.pulsa("Bajar CSV").await;
    // The progress is seen while it lasts, however short; then the page says that it is there.
    gloria.ve("Bajar archivo").await;
    mirar(&gloria, "archivo", &mut faltas).await;
    comparar(&gloria).await;
    gloria.ir("/norte/reportes/lista").await;
    mirar(&gloria, "lista", &mut faltas).await;
    assert!(faltas.is_empty(), "{faltas:#?}");
    gloria.cerrar().await;
}

/// The file has the rows of the screen in its order, all 3.000 of them, and its total.
async fn comparar(gloria: &Pantalla) {
    let mesa = tempfile::tempdir().unwrap();
    let lunes = Utc::now().date_naive().week(Weekday::Mon).first_day();
    let archivo = gloria.baja("Bajar archivo", &format!("kardex-{lunes}.csv"), mesa.path()).await;
    let texto = String::from_utf8(archivo).unwrap();
    let filas: Vec<Vec<&str>> = texto.trim_start_matches('\u{feff}').lines().map(|l| l.split(';').collect()).collect();
    assert_eq!(filas.len(), 3_002);
    gloria.pulsa("Ver el reporte").await;
    gloria.ve("3.000 filas").await;
    let tabla = gloria.celdas("table.tabla tr").await;
    assert_eq!(filas[0], tabla[0]);
    for (fila, en_pantalla) in filas[1..=50].iter().zip(&tabla[1..]) {
        let llana: Vec<String> = en_pantalla.iter().map(|celda| celda.replace(['$', '.'], "")).collect();
        assert_eq!(fila.iter().map(|c| c.replace('.', "")).collect::<Vec<_>>(), llana);
    }
    assert_eq!(filas[3_001].last().unwrap(), &"");
    let pie = tabla.last().unwrap().join(" ").replace(['$', '.'], "");
    assert!(filas[3_001].iter().filter(|c| !c.is_empty()).all(|c| pie.contains(c)), "{pie} {:?}", filas[3_001]);
}

async fn mirar(quien: &Pantalla, nombre: &str, faltas: &mut Vec<String>) {
    quien.retrato(&format!("reportes/{nombre}")).await;
    faltas.extend(quien.faltas().await.into_iter().map(|falta| format!("{nombre}: {falta}")));
}
