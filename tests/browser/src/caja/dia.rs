//! Carla at her drawer, by the keys alone, with the book of what she did.

use std::ops::Deref;

use thirtyfour::Key;

use super::libro::{Libro, pesos, piezas};
use crate::jornada::Persona;
use crate::soporte::Pantalla;

const FONDO: i64 = 50_000;

pub struct Dia {
    carla: Persona,
    pub libro: Libro,
}

impl Deref for Dia {
    type Target = Persona;

    fn deref(&self) -> &Persona {
        &self.carla
    }
}

impl Dia {
    /// The float is counted by pieces, in a form with a key of its own.
    pub async fn abierto(carla: Persona) -> Self {
        let dia = Self { carla, libro: Libro::default() };
        dia.abre("Caja", "Efectivo contado").await;
        dia.enfoca("Efectivo contado").await;
        assert_eq!(dia.clave().await.len(), 36);
        dia.activa("Contar por billetes y monedas").await;
        for (pieza, cuantas) in piezas(FONDO) {
            dia.llena(&pieza, &cuantas).await;
        }
        dia.activa("Abrir caja").await;
        dia.ve("Caja abierta.").await;
        dia.ve("abierta desde las").await;
        dia
    }

    pub fn pantalla(self) -> Pantalla {
        self.carla.pantalla
    }

    /// As whoever uses the keys begins on a page: past the frame.
    pub async fn salta(&self) {
        self.teclas(Key::Tab).await;
        self.enfoca("Saltar al contenido").await;
        self.teclas(Key::Enter).await;
    }

    pub async fn a_caja(&self) {
        self.teclas("gc").await;
        self.ve("abierta desde las").await;
    }

    /// To charge a cita of today, with the focus where the money is.
    pub async fn cita(&self, paciente: &str) {
        self.a_caja().await;
        self.salta().await;
        self.tabula_en_fila(paciente, "Cobrar").await;
        self.teclas(Key::Enter).await;
        self.enfoca("Efectivo que entrega").await;
    }

    pub async fn venta_suelta(&self) {
        self.a_caja().await;
        self.teclas("n").await;
        self.enfoca("Prestación").await;
    }

    /// By the search at the top, and what the ficha offers.
    pub async fn venta_a(&self, paciente: &str) {
        self.teclas("/").await;
        self.enfoca("Buscar pacientes, citas y acciones").await;
        self.teclas(paciente).await;
        self.ve(&format!("{paciente} ")).await;
        self.teclas(Key::Down + Key::Enter).await;
        self.ve("Historia de cambios").await;
        self.salta().await;
        self.activa("Vender").await;
        self.enfoca("Prestación").await;
    }

    /// The receipt of a payment of this session.
    pub async fn al_recibo(&self, folio: &str) {
        self.a_caja().await;
        self.salta().await;
        self.activa(folio).await;
        self.ve("Anular este pago").await;
        self.salta().await;
    }

    /// So many of a prestación; leaving the last field asks for the total.
    pub async fn atiende(&self, codigo: &str, veces: &str) {
        self.llena("Prestación", codigo).await;
        self.llena("Cantidad", veces).await;
        self.teclas(Key::Tab).await;
    }

    /// So many of an insumo.
    pub async fn lleva(&self, codigo: &str, cantidad: &str) {
        self.llena("Código", codigo).await;
        self.llena("Cantidad", cantidad).await;
        self.teclas(Key::Tab).await;
    }

    /// An amount in the field of that method, and in the one beside it what tells it from another.
    pub async fn paga(&self, metodo: &str, monto: i64, referencia: &str) {
        self.llena(metodo, &monto.to_string()).await;
        if !referencia.is_empty() {
            self.teclas(Key::Tab).await;
            self.tiene_foco(&metodo.to_lowercase()).await;
            self.teclas(referencia).await;
        }
    }

    /// Where the sale is then, with what it came to and what of it was paid.
    pub async fn cobra(&self, de: &str, [total, pagado]: [i64; 2]) -> String {
        self.activa("Cobrar").await;
        self.ve(&format!("Pagado {}", pesos(pagado))).await;
        for texto in [de, &format!("Total {}", pesos(total)), &format!("Por cobrar {}", pesos(total - pagado))] {
            self.ve(texto).await;
        }
        self.ruta().await
    }

    /// Out of the list of who owes, to the sale.
    pub async fn deuda_de(&self, paciente: &str, debe: i64, venta: &str) {
        self.a_caja().await;
        self.salta().await;
        self.activa("Todo lo por cobrar").await;
        self.ve("Quién debe, desde cuándo").await;
        self.ve(&pesos(debe)).await;
        self.retrato("caja/por-cobrar").await;
        self.salta().await;
        self.activa(paciente).await;
        self.ve("Lo que debe y lo que tiene a favor").await;
        self.salta().await;
        self.activa(venta).await;
        self.ve("Cobrar lo que falta").await;
        self.salta().await;
    }

    /// Counted blind, closed with the debts known, and the report as the book has it.
    pub async fn cerrar(self) {
        let libro = &self.libro;
        let esperado = FONDO + libro.efectivo - libro.anulado - libro.devuelto;
        self.a_caja().await;
        self.salta().await;
        self.activa("Contar y cerrar").await;
        self.ve("Cuenta lo que hay en la caja").await;
        self.no_ve("Esperado").await;
        self.no_ve(&pesos(esperado)).await;
        self.retrato("caja/conteo").await;
        self.salta().await;
        for (pieza, cuantas) in piezas(esperado) {
            self.llena(&pieza, &cuantas).await;
        }
        for (medio, monto) in libro.otros() {
            self.llena(medio, &monto.to_string()).await;
        }
        self.activa("Enviar conteo").await;
        self.ve(&format!("Diferencia {} Cuadra", pesos(0))).await;
        for (medio, monto) in [("Efectivo", esperado)].into_iter().chain(libro.otros()) {
            self.ve(&format!("{medio} {monto} {monto} Cuadra", monto = pesos(monto))).await;
        }
        self.salta().await;
        self.llena("Queda en la caja para mañana", "50000").await;
        self.teclas(Key::Enter).await;
        self.enfoca("Lo sé: cerrar igual, se cobran después").await;
        self.retrato("caja/cierre").await;
        assert_eq!(self.valor("Queda en la caja para mañana").await, "50.000");
        self.teclas(" ").await;
        self.activa("Cerrar caja").await;
        self.ve("Caja cerrada.").await;
        self.salta().await;
        self.activa("Informe Z").await;
        self.ve("Recibe conforme").await;
        self.informe(esperado).await;
        self.pantalla().cerrar().await;
    }

    /// Each figure as it was added up, cash with what was taken back and given back in between.
    async fn informe(&self, esperado: i64) {
        let libro = &self.libro;
        for linea in [
            "Ventas: 9".into(),
            "Anuladas, 1 (no suman) $5.985".into(),
            "Con saldo por cobrar 1".into(),
            format!("Efectivo (4) {}", pesos(libro.efectivo)),
            format!("Débito (2) {}", pesos(libro.debito)),
            format!("Crédito (2) {}", pesos(libro.credito)),
            format!("Transferencia (2) {}", pesos(libro.transferencia)),
            format!("Cheque (1) {}", pesos(libro.cheque)),
            format!("Fondo de apertura {}", pesos(FONDO)),
            format!("Pagos {}", pesos(libro.efectivo)),
            format!("Pagos anulados {}", pesos(-libro.anulado)),
            format!("Devoluciones {}", pesos(-libro.devuelto)),
            format!("Esperado {}", pesos(esperado)),
            format!("Contado {}", pesos(esperado)),
            "Queda en la caja $50.000".into(),
            "Diferencia Cuadra".into(),
        ] {
            self.ve(&linea).await;
        }
        for (medio, monto) in libro.otros() {
            self.ve(&format!("{medio} {monto} de {monto}: Cuadra", monto = pesos(monto))).await;
        }
        self.imprime_en_rollo("caja/informe-z", 80.0).await;
        self.manda_a_imprimir("Imprimir").await;
    }
}
