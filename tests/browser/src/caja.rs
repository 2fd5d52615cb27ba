//! A whole day of the caja by somebody who never takes the mouse: Carla opens by counting, sells in every way there is, takes
//! back, gives back, counts blind and closes; what the Z report says is what was added up here, sale by sale.

mod dia;
mod libro;

use chrono::Utc;
use thirtyfour::Key;

use crate::jornada::{Mano, Persona};
use crate::soporte::Mundo;
use dia::Dia;
use libro::pesos;

const CARLA: &str = "carla@norte.test";

/// What the clinic has by that morning.
const MANANA: &str = "
    insert into prestaciones (clinica_id, codigo, nombre, duracion, paso, precio, moneda) values
      (clinica_actual(), 'CTRL', 'Control', 30, 30, 25996, 'CLP'), (clinica_actual(), 'CURA', 'Curación', 30, 30, 12500, 'CLP');
    insert into profesionales (clinica_id, nombre) values (clinica_actual(), 'Elisa Soto');
    insert into pacientes (clinica_id, documento_tipo, documento_motivo, nombres, apellido_paterno)
      select clinica_actual(), 'sin_documento', 'otro', n, a from (values
        ('Paula', 'Pinto'), ('Pedro', 'Parra'), ('Rosa', 'Rivas'), ('Luis', 'Lagos'), ('Marta', 'Mora')) as p(n, a);
    insert into citas (clinica_id, sucursal_id, profesional_id, prestacion_id, paciente_id, rango, ocupa, precio, moneda)
      select clinica_actual(), s.id, pr.id, p.id, pa.id, r, r, p.precio, 'CLP'
      from sucursales s, profesionales pr, prestaciones p,
        (values ('Paula', 0), ('Pedro', 1), ('Marta', 2)) as c(quien, turno) join pacientes pa on pa.nombres = c.quien,
        lateral (select tstzrange(ahora() + c.turno * interval '30 minutes', ahora() + (c.turno + 1) * interval '30 minutes') as r) r
      where p.codigo = 'CTRL';
    insert into convenios (clinica_id, nombre) values (clinica_actual(), 'Isapre Sur');
    insert into convenios_precios (clinica_id, convenio_id, prestacion_id, precio)
      select clinica_actual(), c.id, p.id, 19990 from convenios c, prestaciones p where p.codigo = 'CTRL';";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn un_dia_de_caja_solo_con_el_teclado() {
    let mundo = Mundo::nuevo().await;
    mundo.amanecer(Utc::now().date_naive());
    mundo.bd(MANANA).await;
    let ((), (), carla) =
        tokio::join!(abastecer(&mundo), dejar_rebajar(&mundo), Persona::nueva(&mundo, CARLA, Mano::Teclado));
    let mut dia = Dia::abierto(carla).await;
    citas(&mut dia).await;
    recibo(&dia).await;
    desde_la_ficha(&mut dia).await;
    mostrador(&mut dia).await;
    borrador(&mut dia).await;
    cheque(&mut dia).await;
    en_dos_partes(&mut dia).await;
    rebajada(&mut dia).await;
    sin_pagar(&mut dia).await;
    anular(&mut dia).await;
    devolver(&mundo, &mut dia).await;
    dia.cerrar().await;
}

/// Fabiola, from an empty shelf to ten that can be sold.
async fn abastecer(mundo: &Mundo) {
    let fabiola = Persona::nueva(mundo, "fabiola@norte.test", Mano::Teclado).await;
    fabiola.abre("Bodega", "No hay insumos aquí").await;
    fabiola.activa("Nuevo insumo").await;
    fabiola.enfoca("Código").await;
    fabiola.llena("Código", "GASA").await;
    fabiola.llena("Nombre", "Gasa estéril").await;
    fabiola.llena("Unidad", "unidad").await;
    fabiola.llena("Precio de venta, con IVA", "1995").await;
    fabiola.teclas(Key::Enter).await;
    fabiola.ve("Kardex").await;
    fabiola.abre("Bodega", "Gasa estéril").await;
    fabiola.teclas("n").await;
    fabiola.enfoca("Código leído").await;
    fabiola.llena("Código del insumo", "GASA").await;
    fabiola.llena("Lote", "L1").await;
    fabiola.llena("Cantidad", "10").await;
    fabiola.llena("Costo de cada una, sin IVA", "500").await;
    fabiola.activa("Registrar entrada").await;
    fabiola.ve("10 unidad").await;
    fabiola.pantalla.cerrar().await;
}

/// Of the people of the house, who may give discounts charges nothing: Ana lets those of the caja give them.
async fn dejar_rebajar(mundo: &Mundo) {
    let ana = Persona::nueva(mundo, "ana@norte.test", Mano::Teclado).await;
    ana.ir("/norte/configuracion/roles").await;
    ana.ve("Aplicar descuentos").await;
    ana.tabula_hasta("Caja: Aplicar descuentos").await;
    ana.teclas(" ").await;
    ana.teclas(Key::Enter).await;
    ana.ve("Permisos guardados").await;
    ana.pantalla.cerrar().await;
}

/// The three of the morning: one pays with notes and takes change, one by card, one at the prices of a convenio.
async fn citas(dia: &mut Dia) {
    dia.cita("Paula Pinto").await;
    dia.ve("Todo en efectivo $26.000 Redondeo $4").await;
    dia.paga("Efectivo que entrega", 30_000, "").await;
    dia.retrato("caja/venta-nueva").await;
    dia.cobra("Paula Pinto", [25_996, 25_996]).await;
    dia.ve("Vuelto $4.000").await;
    dia.retrato("caja/venta").await;
    dia.libro.efectivo += 26_000;
    dia.cita("Pedro Parra").await;
    dia.paga("Débito", 25_996, "004211").await;
    dia.cobra("Pedro Parra", [25_996, 25_996]).await;
    dia.libro.debito += 25_996;
    dia.cita("Marta Mora").await;
    dia.retrocede_hasta("Lista de precios").await;
    dia.teclas("Isapre").await;
    dia.ve("Total $19.990").await;
    dia.paga("Débito", 19_990, "004212").await;
    dia.cobra("Marta Mora · Isapre Sur", [19_990, 19_990]).await;
    dia.libro.debito += 19_990;
}

/// The first printing of Paula's receipt is the original; the second says that it is not.
async fn recibo(dia: &Dia) {
    dia.al_recibo("C1-1").await;
    dia.activa("Imprimir").await;
    dia.ve("Comprobante interno de la clínica").await;
    for cifra in ["Recibo C1-1", "Recibido de Paula Pinto", "Control $25.996", "Total $25.996", "Efectivo $30.000"] {
        dia.ve(cifra).await;
    }
    for cifra in ["Redondeo (Ley 20.956) $4", "Vuelto $4.000", "Atendido por Carla Cáceres"] {
        dia.ve(cifra).await;
    }
    dia.no_ve("COPIA").await;
    let imagen = dia.imprime_en_rollo("caja/recibo-80mm", 80.0).await;
    // 80 mm are 302 pixels, of two dots each; the rest of it is white.
    assert_eq!(imagen.ancho, 604, "{imagen:?}");
    let puntos = imagen.ancho * imagen.alto;
    assert!(imagen.alto > 400 && imagen.tinta > puntos / 100 && imagen.papel > puntos * 8 / 10, "{imagen:?}");
    assert_eq!(dia.hojas().await.iter().map(|[ancho, _]| *ancho).collect::<Vec<_>>(), [80]);
    dia.manda_a_imprimir("Imprimir").await;
    dia.activa("Venta 1").await;
    dia.ve("Por cobrar").await;
    dia.salta().await;
    dia.activa("Imprimir recibo").await;
    dia.ve("COPIA").await;
    dia.ve("Efectivo $30.000").await;
    dia.activa("Venta 1").await;
    dia.ve("Por cobrar").await;
}

/// Rosa comes without an hour and pays by transfer.
async fn desde_la_ficha(dia: &mut Dia) {
    dia.venta_a("Rosa Rivas").await;
    dia.atiende("CURA", "1").await;
    dia.ve("Total $12.500").await;
    dia.paga("Transferencia", 12_500, "TR-778812").await;
    dia.cobra("Rosa Rivas", [12_500, 12_500]).await;
    dia.libro.transferencia += 12_500;
}

/// Gauze over the counter: with Enter the page comes back with its total, and the focus where it is paid.
async fn mostrador(dia: &mut Dia) {
    dia.venta_suelta().await;
    dia.llena("Código", "GASA").await;
    dia.llena("Cantidad", "3").await;
    dia.teclas(Key::Enter).await;
    dia.enfoca("Efectivo que entrega").await;
    dia.ve("Total $5.985").await;
    dia.ve("Todo en efectivo $5.980 Redondeo -$5").await;
    dia.ve("IVA incluido $956").await;
    dia.paga("Efectivo que entrega", 5_980, "").await;
    dia.cobra("", [5_985, 5_985]).await;
    dia.libro.efectivo += 5_980;
}

/// A sale half filled in survives a refresh with its key; charged, a step back leads to it and makes no other.
async fn borrador(dia: &mut Dia) {
    dia.venta_suelta().await;
    dia.atiende("CURA", "1").await;
    dia.ve("Total $12.500").await;
    dia.lleva("GASA", "1").await;
    dia.ve("Total $14.495").await;
    dia.paga("Crédito", 10_000, "889900").await;
    dia.teclas(Key::Tab).await;
    dia.llega_a_una_con("referencia=889900").await;
    let clave = dia.clave().await;
    dia.recargar().await;
    dia.ve("Total $14.495").await;
    assert_eq!(dia.clave().await, clave);
    assert_eq!(clave.len(), 36);
    for (campo, valor) in [("#prestacion-0", "CURA"), ("#codigo-0", "GASA"), ("#cantidad-0", "1")] {
        assert_eq!(dia.escrito(campo).await, valor, "{campo}");
    }
    assert_eq!(dia.valor("Crédito").await, "10.000");
    dia.enfoca("Efectivo que entrega").await;
    dia.paga("Efectivo que entrega", 5_000, "").await;
    let hecha = dia.cobra("", [14_495, 14_495]).await;
    // 4.495 are rounded to 4.490.
    dia.ve("Vuelto $510").await;
    dia.libro.credito += 10_000;
    dia.libro.efectivo += 4_490;
    dia.volver().await;
    dia.ve("Esto ya se cobró.").await;
    dia.llega_a(&hecha).await;
}

async fn cheque(dia: &mut Dia) {
    dia.venta_suelta().await;
    dia.atiende("CURA", "1").await;
    dia.paga("Cheque", 12_500, "Banco Estado 1234").await;
    dia.llena("Quién paga", "Comercial Andes").await;
    dia.cobra("Comercial Andes", [12_500, 12_500]).await;
    dia.libro.cheque += 12_500;
}

/// Luis pays a part, and the rest later, out of the list of who owes.
async fn en_dos_partes(dia: &mut Dia) {
    dia.venta_a("Luis Lagos").await;
    dia.atiende("CURA", "2").await;
    dia.ve("Total $25.000").await;
    dia.paga("Efectivo que entrega", 10_000, "").await;
    dia.cobra("Luis Lagos", [25_000, 10_000]).await;
    dia.libro.efectivo += 10_000;
    dia.deuda_de("Luis Lagos", 15_000, "Venta 8").await;
    dia.paga("Crédito", 15_000, "889901").await;
    dia.activa("Cobrar").await;
    dia.ve("Pago registrado.").await;
    dia.ve("Por cobrar $0 Pagada").await;
    dia.libro.credito += 15_000;
}

/// Ten per cent off for somebody of the house; without a reason it is not sold, and nothing of it is lost.
async fn rebajada(dia: &mut Dia) {
    dia.venta_a("Rosa Rivas").await;
    dia.atiende("CURA", "1").await;
    dia.llena("Del total", "10%").await;
    dia.paga("Transferencia", 11_250, "TR-778813").await;
    dia.activa("Cobrar").await;
    dia.ve("Escribe el motivo del descuento.").await;
    dia.enfoca("Motivo del descuento").await;
    dia.retrato("caja/venta-rechazada").await;
    dia.teclas("Funcionaria").await;
    dia.teclas(Key::Tab).await;
    dia.ve("Total $11.250").await;
    assert_eq!(dia.valor("Transferencia").await, "11.250");
    dia.cobra("Rosa Rivas", [11_250, 11_250]).await;
    dia.ve("Descuento: Funcionaria").await;
    dia.libro.transferencia += 11_250;
}

/// Luis again, who will pay another day.
async fn sin_pagar(dia: &mut Dia) {
    dia.venta_a("Luis Lagos").await;
    dia.atiende("CTRL", "1").await;
    dia.cobra("Luis Lagos", [25_996, 0]).await;
    dia.deuda_de("Luis Lagos", 25_996, "Venta 10").await;
}

/// The gauze was for somebody else: as if it never was.
async fn anular(dia: &mut Dia) {
    dia.al_recibo("C1-5").await;
    dia.activa("Venta 5").await;
    dia.ve("Anular venta").await;
    dia.salta().await;
    dia.activa("Anular venta").await;
    dia.ve("Se anula el recibo C1-5, $5.985").await;
    dia.llena("Motivo", "Era para otra persona").await;
    dia.teclas(Key::Enter).await;
    dia.ve("Venta anulada.").await;
    dia.ve("Era para otra persona").await;
    dia.libro.anulado += 5_980;
}

/// Carla asks to give Paula her money back, Gloria agrees in another place, and Carla pays.
async fn devolver(mundo: &Mundo, dia: &mut Dia) {
    let gloria = Persona::nueva(mundo, "gloria@norte.test", Mano::Teclado);
    let ((), gloria) = tokio::join!(pedir(dia), gloria);
    gloria.abre("Caja", "Sesiones de caja").await;
    gloria.activa("Devoluciones").await;
    gloria.ve("Por aprobar").await;
    gloria.pantalla.retrato("caja/devoluciones").await;
    gloria.activa("Devolución 1").await;
    gloria.ve("No se atendió").await;
    gloria.pantalla.retrato("caja/devolucion-por-aprobar").await;
    gloria.activa("Aprobar").await;
    gloria.ve("Por pagar").await;
    gloria.ve("Gloria Gajardo").await;
    gloria.no_ve("Pagar devolución").await;
    gloria.pantalla.cerrar().await;
    dia.recargar().await;
    dia.ve("Pagar devolución").await;
    dia.salta().await;
    dia.activa("Pagar devolución").await;
    dia.ve("Nota emitida").await;
    dia.ve("Se entregó $26.000").await;
    dia.salta().await;
    dia.activa("N1-1").await;
    dia.ve("Nota de crédito N1-1").await;
    dia.ve("aprobada por Gloria Gajardo").await;
    dia.retrato("caja/nota").await;
    dia.libro.devuelto += 26_000;
}

async fn pedir(dia: &Dia) {
    dia.al_recibo("C1-1").await;
    dia.activa("Pedir devolución").await;
    dia.ve("Cuánto de cada línea").await;
    assert_eq!(dia.valor("Cuánto de Control").await, "25.996");
    dia.llena("Se devuelve por", "Efectivo").await;
    dia.llena("Motivo", "No se atendió").await;
    dia.retrato("caja/devolucion-nueva").await;
    dia.activa("Pedir aprobación").await;
    dia.ve("La resuelve otra persona").await;
    dia.no_ve("Aprobar").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn se_calcula_y_se_cobra_sin_scripts() {
    let mundo = Mundo::nuevo().await;
    mundo.amanecer(Utc::now().date_naive());
    mundo.bd(MANANA).await;
    let carla = mundo.anonimo_sin_scripts().await;
    carla.entrar(CARLA).await;
    let dia = Dia::abierto(Persona { pantalla: carla, mano: Mano::Teclado }).await;
    dia.activa("Venta sin cita").await;
    dia.enfoca("Prestación").await;
    dia.atiende("CURA", "2").await;
    dia.llena("Débito", "20000").await;
    dia.retrocede_hasta("Calcular total").await;
    dia.teclas(Key::Enter).await;
    dia.ve(&format!("Total {}", pesos(25_000))).await;
    for (campo, valor) in [("#prestacion-0", "CURA"), ("#veces-0", "2"), ("#monto-1", "20000")] {
        assert_eq!(dia.escrito(campo).await, valor, "{campo}");
    }
    let clave = dia.clave().await;
    dia.recargar().await;
    assert_eq!(dia.clave().await, clave);
    dia.paga("Efectivo que entrega", 5_000, "").await;
    dia.paga("Débito", 20_000, "004213").await;
    dia.cobra("", [25_000, 25_000]).await;
    dia.pantalla().cerrar().await;
}
