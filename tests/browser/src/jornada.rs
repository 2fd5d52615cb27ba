//! The walk of the whole day: Beto registers a patient, books her an hour and receives her; Carla opens the drawer and charges
//! her by two methods while supplies leave the shelf; Gloria reads the day. Once by mouse, once by keyboard alone.

use std::ops::Deref;

use chrono::Utc;
use thirtyfour::Key;

use crate::soporte::{Mundo, Pantalla};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn el_dia_entero_con_el_raton() {
    dia_entero(Mano::Raton).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn el_dia_entero_solo_con_el_teclado() {
    dia_entero(Mano::Teclado).await;
}

#[derive(Clone, Copy, PartialEq)]
pub enum Mano {
    Raton,
    Teclado,
}

async fn dia_entero(mano: Mano) {
    let mundo = Mundo::nuevo().await;
    mundo.amanecer(Utc::now().date_naive());
    configurar(&mundo).await;
    abastecer(&mundo).await;
    let beto = Persona::nueva(&mundo, "beto@norte.test", mano).await;
    recibir(&beto).await;
    beto.pantalla.cerrar().await;
    let carla = Persona::nueva(&mundo, "carla@norte.test", mano).await;
    cobrar(&carla).await;
    carla.pantalla.cerrar().await;
    let gloria = Persona::nueva(&mundo, "gloria@norte.test", mano).await;
    leer_el_dia(&gloria).await;
    gloria.pantalla.cerrar().await;
}

/// What Ana sets up once: a prestación, who does it, every day of the week.
pub async fn configurar(mundo: &Mundo) {
    let ana = mundo.como("ana@norte.test").await;
    ana.abre_seccion("Configuración").await;
    ana.pulsa("Prestaciones").await;
    ana.pulsa("Nueva prestación").await;
    ana.escribe("Código", "CTRL").await;
    ana.escribe("Nombre", "Control").await;
    ana.escribe("Precio", "25996").await;
    ana.pulsa("Guardar").await;
    ana.ve("$25.996").await;
    ana.pulsa("Profesionales").await;
    ana.pulsa("Nuevo profesional").await;
    ana.escribe("Nombre", "Elisa Soto").await;
    ana.pulsa("Atiende también en feriados").await;
    ana.pulsa("Control").await;
    ana.captura("profesional-claro").await;
    ana.pulsa("Guardar").await;
    for dia in ["Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo"] {
        ana.pone(&format!("{dia}, bloque 1, desde"), "08:00").await;
        ana.pone(&format!("{dia}, bloque 1, hasta"), "18:00").await;
    }
    ana.captura("horario-claro").await;
    ana.pulsa("Guardar").await;
    ana.ve("Horario guardado").await;
    ana.cerrar().await;
}

/// What Fabiola keeps on the shelf, and what a control takes from it.
async fn abastecer(mundo: &Mundo) {
    let fabiola = mundo.como("fabiola@norte.test").await;
    fabiola.abre_seccion("Bodega").await;
    fabiola.pulsa("Nuevo insumo").await;
    fabiola.escribe("Código", "GASA").await;
    fabiola.escribe("Nombre", "Gasa estéril").await;
    fabiola.escribe("Unidad", "unidad").await;
    fabiola.pulsa("Crear insumo").await;
    fabiola.abre_seccion("Bodega").await;
    fabiola.pulsa("Nueva entrada").await;
    fabiola.escribe("Código del insumo", "GASA").await;
    fabiola.escribe("Lote", "L1").await;
    fabiola.escribe("Cantidad", "10").await;
    fabiola.escribe("Costo de cada una, sin IVA", "500").await;
    fabiola.pulsa("Registrar entrada").await;
    fabiola.abre_seccion("Bodega").await;
    fabiola.ve("10 unidad").await;
    fabiola.pulsa("Recetas").await;
    fabiola.pulsa("Control").await;
    fabiola.escribe("Código del insumo 1", "GASA").await;
    fabiola.escribe("Cantidad 1", "2").await;
    fabiola.pulsa("Guardar receta").await;
    fabiola.ve("Receta guardada.").await;
    fabiola.cerrar().await;
}

/// Beto: from a stranger to somebody who waits.
async fn recibir(beto: &Persona) {
    beto.abre("Pacientes", "Incluir archivados").await;
    beto.activa("Nuevo paciente").await;
    beto.enfoca("Nombres").await;
    beto.llena("Nombres", "Paula").await;
    beto.llena("Apellido paterno", "Pinto").await;
    beto.llena("Número", "12.345.678-5").await;
    beto.llena("Correo", "paula@correo.test").await;
    beto.activa("Crear paciente").await;
    beto.ve("Paciente creado").await;
    beto.abre("Agenda", "Elisa Soto").await;
    beto.foto("agenda-dia").await;
    beto.activa("Buscar hora").await;
    beto.ve("Elisa Soto").await;
    beto.activa("Reservar").await;
    beto.enfoca("Paciente").await;
    beto.llena("Paciente", "pinto").await;
    beto.ve("12.345.678-5").await;
    beto.foto("agenda-reserva").await;
    beto.activa("Reservar").await;
    beto.ve("Cita reservada").await;
    match beto.mano {
        Mano::Raton => {
            beto.pulsa_fila("Paula Pinto").await;
            beto.foto("agenda-cita").await;
            beto.pulsa("Llegó").await;
        }
        Mano::Teclado => {
            beto.tabula_hasta_fila("Paula Pinto").await;
            beto.teclas("l").await;
        }
    }
    beto.ve("Paula Pinto: llegó").await;
    beto.foto("agenda-llego").await;
}

/// Carla: 10.000 by card, the rest in cash. 15.996 are rounded to 16.000; of 20.000 she gives 4.000 back.
async fn cobrar(carla: &Persona) {
    carla.abre("Caja", "Efectivo contado").await;
    carla.llena("Efectivo contado", "50000").await;
    carla.activa("Abrir caja").await;
    carla.ve("Paula Pinto").await;
    carla.foto("caja-por-cobrar").await;
    carla.activa("Cobrar").await;
    carla.ve("Todo en efectivo").await;
    carla.llena("Efectivo que entrega", "20000").await;
    carla.llena("Débito", "10000").await;
    carla.llena("Voucher o número, débito", "004210").await;
    carla.foto("caja-cobro").await;
    carla.activa("Cobrar").await;
    carla.ve("Del último pago").await;
    carla.ve("$4.000").await;
    carla.foto("caja-venta").await;
    carla.activa("Imprimir recibo").await;
    carla.ve("Comprobante interno de la clínica").await;
    carla.ve("Redondeo (Ley 20.956)").await;
    carla.foto("caja-recibo").await;
    carla.activa("Venta 1").await;
    carla.ve("Por cobrar").await;
    carla.abre("Bodega", "Gasa estéril").await;
    carla.ve("8 unidad").await;
    carla.ir("/correo").await;
    carla.ve_al_recargar("Comprobante de pago").await;
    carla.ve("paula@correo.test").await;
    carla.foto("correo").await;
}

/// Gloria: what was collected, and by what.
async fn leer_el_dia(gloria: &Persona) {
    gloria.abre("Reportes", "Tablero").await;
    gloria.ve("Cobrado $26.000").await;
    gloria.activa("Todos los reportes").await;
    gloria.activa("Pagos").await;
    gloria.ve("Paula Pinto").await;
    gloria.ve("En efectivo $16.000").await;
    gloria.ve("Total $16.000 $10.000").await;
    gloria.foto("reporte-dia").await;
}

/// Somebody who uses one hand for everything: the mouse, or the keys.
pub struct Persona {
    pub pantalla: Pantalla,
    pub mano: Mano,
}

impl Deref for Persona {
    type Target = Pantalla;

    fn deref(&self) -> &Pantalla {
        &self.pantalla
    }
}

impl Persona {
    pub async fn nueva(mundo: &Mundo, correo: &str, mano: Mano) -> Self {
        Self { pantalla: mundo.como(correo).await, mano }
    }

    /// A section of the sidebar, until what stands there is seen.
    pub async fn abre(&self, seccion: &str, visto: &str) {
        match self.mano {
            Mano::Raton => self.abre_seccion(seccion).await,
            Mano::Teclado => {
                self.tabula_hasta(seccion).await;
                self.teclas(Key::Enter).await;
            }
        }
        self.ve(visto).await;
    }

    pub async fn activa(&self, nombre: &str) {
        match self.mano {
            Mano::Raton => self.pulsa(nombre).await,
            Mano::Teclado => {
                self.tabula_hasta(nombre).await;
                self.teclas(Key::Enter).await;
            }
        }
    }

    pub async fn llena(&self, campo: &str, texto: &str) {
        match self.mano {
            Mano::Raton => self.escribe(campo, texto).await,
            Mano::Teclado => {
                self.tabula_hasta(campo).await;
                self.teclas(texto).await;
            }
        }
    }

    /// What is on the screen is kept, and looked over once.
    async fn foto(&self, nombre: &str) {
        match self.mano {
            Mano::Teclado => {
                self.captura(&format!("dia-teclado/{nombre}")).await;
            }
            Mano::Raton => {
                self.retrato(&format!("dia-raton/{nombre}")).await;
                assert_eq!(self.faltas().await, [""; 0], "{nombre}");
            }
        }
    }
}
