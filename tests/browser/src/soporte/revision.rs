//! What must hold on every page, whatever it is for: axe finds nothing, and nothing scrolls sideways.

use std::{fs, path::Path, sync::LazyLock};

use serde_json::{Value, json};

use super::{
    Pantalla,
    pantalla::{ESCRITORIO, TELEFONO},
};

/// A phone, and a desk at 200 %.
const ANCHOS: [u32; 2] = [390, 683];

static AXE: LazyLock<String> = LazyLock::new(|| {
    let archivo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/node_modules/axe-core/axe.min.js");
    fs::read_to_string(&archivo).unwrap_or_else(|_| panic!("axe-core is missing: run bin/setup"))
});

/// The themes differ in their colours: what else there is is looked at once.
const TEMAS: [(&str, &str); 2] = [
    ("light", r#"{ type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }"#),
    ("dark", r#"{ type: "rule", values: ["color-contrast", "link-in-text-block"] }"#),
];

/// What inherits a colour in transition starts one of its own after it.
const PINTAR: &str = "
    document.documentElement.dataset.bsTheme = arguments[0];
    const moving = () => document.getAnimations().filter((one) => one instanceof CSSTransition);
    for (let turn = 0; turn < 50 && moving().length; turn += 1) moving().forEach((one) => one.finish());";

const CORRER: &str = r##"
    const done = arguments[arguments.length - 1];
    const where = (node) => `${node.target.join(" ")} (${[...node.any, ...node.all, ...node.none][0]?.message ?? ""})`;
    const moving = () => document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished.catch(() => {}));
    // What inherits a colour in transition starts one of its own with each frame.
    const still = () => new Promise(requestAnimationFrame).then(moving).then((all) => (all.length ? Promise.all(all).then(still) : null));
    still()
      .then(() => axe.run(document, { runOnly: RULES, resultTypes: ["violations"], iframes: false }))
      .then(({ violations }) => done(violations.map((one) => `${one.id}: ${one.nodes.slice(0, 4).map(where).join("; ")}`)))
      .catch((error) => done([String(error)]));"##;

impl Pantalla {
    /// What is wrong with the page as it stands now, each fault with where it was seen.
    pub async fn faltas(&self) -> Vec<String> {
        let mut faltas = Vec::new();
        for (tema, reglas) in TEMAS {
            self.pintar(tema).await;
            faltas.extend(self.axe(reglas).await.into_iter().map(|f| format!("{tema}: {f}")));
        }
        for ancho in ANCHOS {
            self.medir((ancho, 800)).await;
            let sobra = self.gesto("sobra", &json!([])).await.unwrap().json().as_i64();
            if sobra != Some(0) {
                faltas.push(format!("{ancho} px: sobran {sobra:?} px a lo ancho"));
            }
        }
        self.medir(ESCRITORIO).await;
        self.pintar("auto").await;
        faltas.extend(self.consola().await);
        faltas
    }

    /// The same page at a desk, in the dark and on a phone.
    pub async fn retrato(&self, nombre: &str) {
        self.pintar("light").await;
        self.captura(&format!("{nombre}-claro")).await;
        self.pintar("dark").await;
        self.captura(&format!("{nombre}-oscuro")).await;
        self.pintar("light").await;
        self.medir(TELEFONO).await;
        self.captura(&format!("{nombre}-telefono")).await;
        self.medir(ESCRITORIO).await;
        self.pintar("auto").await;
    }

    /// A letter of the inbox as a reader of mail draws it: by day, in the dark that phones make of what has none of its own, and on a phone.
    /// It is read from a file: in the inbox it runs nothing, not even what looks at it.
    pub async fn carta(&self, ruta: &str, nombre: &str) {
        let leer =
            "const done = arguments[arguments.length - 1]; fetch(PATH).then((answer) => answer.text()).then(done);";
        let html: String =
            self.ejecutar_hasta(&leer.replace("PATH", &json!(ruta).to_string())).await.unwrap().convert().unwrap();
        let carpeta = tempfile::tempdir().unwrap();
        let archivo = carpeta.path().join("carta.html");
        fs::write(&archivo, html).unwrap();
        self.abrir(&archivo).await;
        self.retrato(nombre).await;
        self.cdp("Emulation.setAutoDarkModeOverride", json!({ "enabled": true })).await;
        self.captura(&format!("{nombre}-oscuro")).await;
        self.cdp("Emulation.setAutoDarkModeOverride", json!({})).await;
        assert_eq!(self.faltas().await, [""; 0], "{nombre}");
    }

    /// In these colours at once: what is on its way there arrives.
    pub async fn pintar(&self, tema: &str) {
        self.ejecutar(PINTAR, json!(tema)).await.unwrap();
    }

    async fn axe(&self, reglas: &str) -> Vec<String> {
        if self.ejecutar("return typeof axe;", Value::Null).await.unwrap().json() == "undefined" {
            self.ejecutar(&AXE, Value::Null).await.unwrap();
        }
        match self.ejecutar_hasta(&CORRER.replace("RULES", reglas)).await {
            Ok(faltas) => faltas.convert().unwrap(),
            Err(error) => vec![format!("axe did not end: {}", error.to_string().lines().next().unwrap_or_default())],
        }
    }
}
