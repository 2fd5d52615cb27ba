//! Forty prestaciones, their prices in pesos and what each consumes.

pub struct Prestacion {
    pub codigo: &'static str,
    pub nombre: &'static str,
    pub especialidad: &'static str,
    /// Minutes.
    pub duracion: i16,
    pub precio: i64,
    pub afecta: bool,
    /// Code of the insumo and how many.
    pub receta: &'static [(&'static str, i64)],
}

type Receta = &'static [(&'static str, i64)];

const CONSULTA: Receta = &[("DES-001", 1), ("GUA-002", 2)];
const MANOS: Receta = &[("GUA-002", 2), ("DES-002", 1)];
const PINCHAZO: Receta = &[("GUA-002", 2), ("JER-001", 1), ("AGU-001", 1), ("ALC-001", 1), ("GAS-002", 2)];
const CURACION: Receta = &[("GUA-001", 2), ("GAS-001", 4), ("SUE-001", 1), ("APO-001", 1), ("TEL-001", 1)];
const DIENTE: Receta = &[("GUA-002", 4), ("MAS-001", 1), ("EYE-001", 1), ("BAB-001", 1), ("VAS-001", 1)];
const TAPADURA: Receta =
    &[("GUA-002", 4), ("MAS-001", 1), ("EYE-001", 1), ("BAB-001", 1), ("RES-001", 1), ("ANE-001", 1)];
const KINE: Receta = &[("GEL-001", 20), ("DES-001", 1), ("TOA-001", 2)];
const GINE: Receta = &[("ESP-001", 1), ("GUA-002", 2), ("DES-001", 1)];
const PAP: Receta = &[("ESP-001", 1), ("CEP-001", 1), ("POR-001", 1), ("GUA-002", 2), ("DES-001", 1)];
const PIEL: Receta = &[("BIS-001", 1), ("LID-001", 1), ("SUT-001", 1), ("GUA-001", 2), ("GAS-001", 3)];

const fn p(
    codigo: &'static str,
    nombre: &'static str,
    especialidad: &'static str,
    duracion: i16,
    precio: i64,
    receta: Receta,
) -> Prestacion {
    Prestacion { codigo, nombre, especialidad, duracion, precio, afecta: false, receta }
}

impl Prestacion {
    const fn con_iva(self) -> Self {
        Self { afecta: true, ..self }
    }
}

pub const PRESTACIONES: &[Prestacion] = &[
    p("MG-01", "Consulta de medicina general", "Medicina general", 30, 28_990, CONSULTA),
    p("MG-02", "Control de medicina general", "Medicina general", 15, 18_500, CONSULTA),
    p("MG-03", "Control de crónicos", "Medicina general", 30, 22_346, CONSULTA),
    p("MG-04", "Examen preventivo del adulto", "Medicina general", 45, 35_000, CONSULTA),
    p("MG-05", "Certificado de salud", "Medicina general", 15, 12_000, &[]).con_iva(),
    p(
        "MG-06",
        "Electrocardiograma",
        "Medicina general",
        30,
        24_987,
        &[("ELE-001", 10), ("GEL-002", 5), ("DES-001", 1)],
    ),
    p("PE-01", "Consulta de pediatría", "Pediatría", 30, 36_000, CONSULTA),
    p("PE-02", "Control de niño sano", "Pediatría", 30, 30_000, CONSULTA),
    p("PE-03", "Control de recién nacido", "Pediatría", 45, 38_500, CONSULTA),
    p("PE-04", "Nebulización", "Pediatría", 15, 9_996, &[("NEB-001", 1), ("SUE-002", 1)]),
    p("GI-01", "Consulta de ginecología", "Ginecología", 30, 42_000, GINE),
    p("GI-02", "Papanicolaou", "Ginecología", 15, 19_993, PAP),
    p("GI-03", "Control de embarazo", "Ginecología", 30, 35_000, &[("GEL-002", 10), ("GUA-002", 2), ("DES-001", 1)]),
    p("GI-04", "Ecografía ginecológica", "Ginecología", 30, 48_000, &[("GEL-002", 15), ("PRE-001", 1), ("GUA-002", 2)]),
    p("GI-05", "Instalación de DIU", "Ginecología", 45, 85_000, GINE),
    p("DE-01", "Consulta de dermatología", "Dermatología", 30, 45_000, CONSULTA),
    p("DE-02", "Crioterapia", "Dermatología", 15, 38_764, &[("NIT-001", 1), ("GAS-002", 2), ("GUA-002", 2)]),
    p("DE-03", "Biopsia de piel", "Dermatología", 30, 68_000, PIEL),
    p("DE-04", "Extirpación de lunar", "Dermatología", 45, 95_000, PIEL),
    p("DE-05", "Limpieza facial profunda", "Dermatología", 45, 32_990, MANOS).con_iva(),
    p("KI-01", "Evaluación kinesiológica", "Kinesiología", 45, 27_000, KINE),
    p("KI-02", "Sesión de kinesiología motora", "Kinesiología", 45, 19_500, KINE),
    p("KI-03", "Sesión de kinesiología respiratoria", "Kinesiología", 30, 18_000, KINE),
    p("KI-04", "Rehabilitación de hombro", "Kinesiología", 45, 21_992, KINE),
    p("KI-05", "Masoterapia", "Kinesiología", 30, 17_000, &[("ACE-001", 15), ("TOA-001", 2)]).con_iva(),
    p("OD-01", "Evaluación dental", "Odontología", 30, 15_000, DIENTE),
    p("OD-02", "Limpieza dental", "Odontología", 45, 34_990, DIENTE),
    p("OD-03", "Tapadura de resina", "Odontología", 45, 42_000, TAPADURA),
    p(
        "OD-04",
        "Extracción simple",
        "Odontología",
        45,
        38_000,
        &[("GUA-001", 2), ("ANE-001", 2), ("GAS-001", 4), ("SUT-001", 1)],
    ),
    p("OD-05", "Radiografía retroalveolar", "Odontología", 15, 8_994, &[("GUA-002", 2), ("PEL-001", 1)]),
    p("OD-06", "Blanqueamiento dental", "Odontología", 60, 120_000, DIENTE).con_iva(),
    p("NU-01", "Consulta nutricional", "Nutrición", 45, 26_000, &[]),
    p("NU-02", "Control nutricional", "Nutrición", 30, 18_996, &[]),
    p("NU-03", "Bioimpedanciometría", "Nutrición", 15, 12_500, &[("DES-002", 1)]).con_iva(),
    p("PS-01", "Psicoterapia individual", "Psicología", 45, 32_000, &[]),
    p("PS-02", "Terapia de pareja", "Psicología", 60, 45_000, &[]),
    p("PS-03", "Evaluación psicológica", "Psicología", 60, 40_000, &[]),
    p("EN-01", "Curación simple", "Enfermería", 15, 9_500, CURACION),
    p("EN-02", "Inyección intramuscular", "Enfermería", 15, 6_998, PINCHAZO),
    p(
        "EN-03",
        "Toma de muestra",
        "Enfermería",
        15,
        7_500,
        &[("TUB-001", 2), ("AGU-002", 1), ("ALC-001", 1), ("GUA-002", 2)],
    ),
];
