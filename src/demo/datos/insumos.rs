//! Sixty insumos: what recipes consume, what is sold at the desk, and how each fares.

/// What became of an insumo by today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suerte {
    /// Received again when it runs short; expires far away.
    Normal,
    /// Does not expire.
    SinFecha,
    /// Nobody has ordered more: below its minimum.
    Escaso,
    /// One lot expires in so many days.
    PorVencer(i64),
    /// One lot expired so many days ago.
    Vencido(i64),
}

pub struct Insumo {
    pub codigo: &'static str,
    pub nombre: &'static str,
    pub unidad: &'static str,
    pub categoria: &'static str,
    pub minimo: i64,
    /// How many come in each time.
    pub pedido: i64,
    pub costo: i64,
    /// Of a sale apart, IVA inside.
    pub precio: Option<i64>,
    pub suerte: Suerte,
}

use Suerte::{Escaso, Normal, PorVencer, SinFecha, Vencido};

const fn i(
    codigo: &'static str,
    nombre: &'static str,
    (unidad, categoria): (&'static str, &'static str),
    (minimo, pedido, costo): (i64, i64, i64),
    suerte: Suerte,
) -> Insumo {
    Insumo { codigo, nombre, unidad, categoria, minimo, pedido, costo, precio: None, suerte }
}

impl Insumo {
    const fn a(self, precio: i64) -> Self {
        Self { precio: Some(precio), ..self }
    }
}

const CURAR: (&str, &str) = ("unidad", "Curaciones");
const PROTEGER: (&str, &str) = ("unidad", "Protección");
const PINCHAR: (&str, &str) = ("unidad", "Punción");
const DENTAL: (&str, &str) = ("unidad", "Dental");
const GOTAS: (&str, &str) = ("ml", "Geles y soluciones");
const REMEDIO: (&str, &str) = ("unidad", "Medicamentos");
const ORTESIS: (&str, &str) = ("unidad", "Órtesis");
const CUIDADO: (&str, &str) = ("unidad", "Cuidado personal");
const ASEO: (&str, &str) = ("unidad", "Aseo y desinfección");
const EXAMEN: (&str, &str) = ("unidad", "Exámenes");

pub const INSUMOS: &[Insumo] = &[
    i("GUA-001", "Guantes estériles, par", PROTEGER, (200, 600, 310), Normal),
    i("GUA-002", "Guantes de nitrilo talla M", PROTEGER, (800, 3_000, 62), SinFecha),
    i("GUA-003", "Guantes de nitrilo talla S", PROTEGER, (400, 250, 62), Escaso),
    i("MAS-001", "Mascarilla quirúrgica", PROTEGER, (300, 1_000, 48), Normal),
    i("MAS-002", "Mascarilla KN95", PROTEGER, (100, 180, 390), Normal).a(1_190),
    i("PEC-001", "Pechera desechable", PROTEGER, (60, 150, 420), SinFecha),
    i("DES-001", "Sabanilla desechable", PROTEGER, (400, 1_500, 115), SinFecha),
    i("DES-002", "Toalla clínica", ASEO, (100, 300, 90), SinFecha),
    i("TOA-001", "Toalla de papel interfoliada", ASEO, (300, 1_200, 14), SinFecha),
    i("ALC-001", "Algodón con alcohol", CURAR, (300, 800, 22), PorVencer(24)),
    i("ALC-002", "Alcohol 70 %, 1 litro", ASEO, (12, 30, 2_350), Normal),
    i("ALC-003", "Alcohol gel, 350 ml", ASEO, (20, 60, 1_480), PorVencer(11)).a(2_990),
    i("AMO-001", "Amonio cuaternario, 5 litros", ASEO, (4, 10, 9_900), Normal),
    i("CLO-001", "Clorhexidina 2 %, 500 ml", ASEO, (8, 5, 6_450), Escaso),
    i("GAS-001", "Gasa estéril 10×10", CURAR, (500, 1_200, 95), Normal),
    i("GAS-002", "Tórula de gasa", CURAR, (400, 1_000, 28), Normal),
    i("APO-001", "Apósito adhesivo 10×10", CURAR, (120, 300, 540), Normal).a(1_250),
    i("APO-002", "Apósito de hidrocoloide", CURAR, (20, 14, 2_900), Vencido(6)).a(5_490),
    i("TEL-001", "Tela adhesiva microporosa", CURAR, (60, 200, 690), SinFecha).a(1_490),
    i("VEN-001", "Venda elástica 10 cm", CURAR, (30, 80, 850), SinFecha).a(1_890),
    i("VEN-002", "Venda de yeso 15 cm", CURAR, (20, 24, 2_100), PorVencer(18)),
    i("SUT-001", "Sutura de nylon 4-0", CURAR, (40, 120, 1_950), Normal),
    i("BIS-001", "Bisturí desechable n.º 15", CURAR, (30, 80, 610), Normal),
    i("SUE-001", "Suero fisiológico 20 ml", GOTAS, (150, 400, 190), Normal).a(490),
    i("SUE-002", "Suero fisiológico 5 ml", GOTAS, (80, 200, 120), Normal),
    i("SUE-003", "Suero oral, sobre", REMEDIO, (30, 40, 560), Vencido(15)).a(1_290),
    i("GEL-001", "Gel de ultrasonido terapéutico", GOTAS, (3_000, 12_000, 3), Normal),
    i("GEL-002", "Gel conductor", GOTAS, (1_000, 4_000, 4), PorVencer(29)),
    i("ACE-001", "Aceite de masaje", GOTAS, (800, 3_000, 7), Normal),
    i("JER-001", "Jeringa 3 ml", PINCHAR, (150, 400, 85), Normal),
    i("JER-002", "Jeringa 10 ml", PINCHAR, (80, 200, 140), Normal),
    i("AGU-001", "Aguja 21G", PINCHAR, (150, 400, 45), Normal),
    i("AGU-002", "Aguja para tubo al vacío", PINCHAR, (120, 300, 160), Normal),
    i("CAJ-001", "Caja para cortopunzantes", PINCHAR, (8, 5, 3_200), Escaso),
    i("TUB-001", "Tubo tapa lila", EXAMEN, (150, 400, 145), PorVencer(21)),
    i("TUB-002", "Tubo tapa roja", EXAMEN, (100, 150, 138), Vencido(3)),
    i("POR-001", "Portaobjetos", EXAMEN, (50, 150, 75), SinFecha),
    i("CEP-001", "Cepillo endocervical", EXAMEN, (40, 120, 260), Normal),
    i("ESP-001", "Espéculo desechable M", EXAMEN, (60, 200, 790), Normal),
    i("PRE-001", "Cubretransductor", EXAMEN, (40, 120, 180), Normal),
    i("ELE-001", "Electrodo adhesivo", EXAMEN, (300, 900, 70), Normal),
    i("NEB-001", "Mascarilla de nebulización", EXAMEN, (25, 80, 1_650), SinFecha).a(3_490),
    i("FRA-001", "Frasco de orina", EXAMEN, (60, 40, 190), Escaso).a(690),
    i("RES-001", "Resina compuesta A2", DENTAL, (40, 120, 2_400), Normal),
    i("ANE-001", "Anestesia dental, tubo", DENTAL, (80, 200, 620), PorVencer(27)),
    i("EYE-001", "Eyector de saliva", DENTAL, (200, 500, 55), SinFecha),
    i("BAB-001", "Babero dental", DENTAL, (200, 500, 48), SinFecha),
    i("VAS-001", "Vaso desechable", DENTAL, (200, 500, 18), SinFecha),
    i("PEL-001", "Película radiográfica", DENTAL, (40, 120, 780), Normal),
    i("CEP-002", "Cepillo dental suave", CUIDADO, (30, 90, 890), SinFecha).a(2_290),
    i("HIL-001", "Hilo dental 50 m", CUIDADO, (30, 60, 1_350), SinFecha).a(2_990),
    i("LID-001", "Lidocaína 2 %, ampolla", REMEDIO, (30, 80, 980), Normal),
    i("PAR-001", "Paracetamol 500 mg, caja", REMEDIO, (30, 80, 890), Normal).a(1_990),
    i("IBU-001", "Ibuprofeno 400 mg, caja", REMEDIO, (30, 18, 1_150), Escaso).a(2_490),
    i("VIT-001", "Vitamina D en gotas", REMEDIO, (12, 30, 4_900), PorVencer(9)).a(8_990),
    i("NIT-001", "Nitrógeno líquido, aplicación", EXAMEN, (20, 60, 4_200), SinFecha),
    i("MUN-001", "Muñequera elástica", ORTESIS, (6, 20, 6_200), SinFecha).a(11_990),
    i("ROD-001", "Rodillera con soporte", ORTESIS, (6, 16, 9_800), SinFecha).a(18_990),
    i("COL-001", "Collar cervical blando", ORTESIS, (5, 3, 8_400), Escaso).a(15_990),
    i("PRO-001", "Protector solar FPS 50", CUIDADO, (12, 36, 7_900), PorVencer(40)).a(14_990),
];
