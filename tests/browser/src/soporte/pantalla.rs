//! One person before one browser. Verbs take the words that stand on the page, wait until they can be done, and fail with
//! a picture of what was there.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use antesala::demo::CLAVE;
use serde_json::{Value, json};
use thirtyfour::{By, Key, TypingData, WebDriver, WebElement, error::WebDriverResult, session::scriptret::ScriptRet};
use tokio::time::{Instant, sleep};

const PACIENCIA: Duration = Duration::from_secs(10);
const MIRADA: Duration = Duration::from_millis(20);
/// How the driver says that the page it was asked of is no more.
const SE_FUE_LA_PAGINA: [&str; 2] = ["aborted by navigation", "no such execution context"];
/// No screen should need as many tabs.
const PARADAS: usize = 120;
const GESTOS: &str = include_str!("pantalla.js");

pub const ESCRITORIO: (u32, u32) = (1366, 768);
pub const TELEFONO: (u32, u32) = (390, 844);

/// Of a Tab.
#[derive(Clone, Copy)]
enum Sentido {
    Adelante,
    Atras,
}

fn contiene(oido: &Value, texto: &str) -> bool {
    oido.as_str().is_some_and(|oido| oido.contains(texto))
}

pub struct Pantalla {
    driver: WebDriver,
    base: String,
}

impl Pantalla {
    pub(super) async fn nueva(driver: WebDriver, base: &str) -> Self {
        let pantalla = Self { driver, base: base.to_owned() };
        pantalla.medir(ESCRITORIO).await;
        pantalla
    }

    pub async fn medir(&self, medidas: (u32, u32)) {
        self.medir_en_puntos(medidas, 1).await;
    }

    /// With so many dots a pixel.
    pub(super) async fn medir_en_puntos(&self, (ancho, alto): (u32, u32), puntos: u32) {
        let medidas = json!({ "width": ancho, "height": alto, "deviceScaleFactor": puntos, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", medidas).await;
    }

    pub(super) async fn cdp(&self, orden: &str, palabras: Value) -> Value {
        self.driver.cdp().send_raw(orden, palabras).await.unwrap()
    }

    pub async fn ir(&self, ruta: &str) {
        self.driver.goto(format!("{}{ruta}", self.base)).await.unwrap();
    }

    /// A page of this machine.
    pub(super) async fn abrir(&self, archivo: &Path) {
        self.driver.goto(format!("file://{}", archivo.display())).await.unwrap();
    }

    pub async fn volver(&self) {
        self.driver.back().await.unwrap();
    }

    pub async fn recargar(&self) {
        self.driver.refresh().await.unwrap();
    }

    /// Path and query of where it is.
    pub async fn ruta(&self) -> String {
        let url = self.driver.current_url().await.unwrap();
        url.as_str().strip_prefix(&self.base).unwrap_or(url.as_str()).to_owned()
    }

    pub async fn llega_a(&self, ruta: &str) {
        self.espera(&format!("llegar a {ruta}"), async || Ok((self.ruta().await == ruta).then_some(()))).await;
    }

    pub async fn llega_a_una_con(&self, parte: &str) {
        self.espera(&format!("llegar a una dirección con {parte}"), async || {
            Ok(self.ruta().await.contains(parte).then_some(()))
        })
        .await;
    }

    /// As people do, until the first page of their clinic.
    pub async fn entrar(&self, correo: &str) {
        self.ir("/entrar").await;
        self.escribe("Correo", correo).await;
        self.escribe("Clave", CLAVE).await;
        self.pulsa("Entrar").await;
        self.ve("Hola, ").await;
    }

    pub async fn pulsa(&self, nombre: &str) {
        self.pulsa_elemento(&format!("pulsar «{nombre}»"), "boton", json!([nombre])).await;
    }

    /// What says it in a list or in the grid.
    pub async fn pulsa_fila(&self, texto: &str) {
        self.pulsa_elemento(&format!("pulsar la fila de «{texto}»"), "fila", json!([texto])).await;
    }

    /// With the mouse, from so many pixels off the middle of the first such thing, by so many more.
    pub async fn arrastra(&self, selector: &str, (x, y): (i64, i64), (dx, dy): (i64, i64)) {
        let elemento = self.ve_elemento(selector).await;
        elemento.scroll_into_view().await.unwrap();
        let toma = self.driver.action_chain().move_to_element_center(&elemento).move_by_offset(x, y).click_and_hold();
        let viaje = toma.move_by_offset(dx / 2, dy / 2).move_by_offset(dx - dx / 2, dy - dy / 2);
        viaje.release().perform().await.unwrap();
    }

    /// In the sidebar.
    pub async fn abre_seccion(&self, nombre: &str) {
        self.pulsa_elemento(&format!("abrir la sección «{nombre}»"), "seccion", json!([nombre])).await;
    }

    async fn pulsa_elemento(&self, que: &str, gesto: &str, palabras: Value) {
        self.espera(que, async || match self.elemento(gesto, &palabras).await? {
            Some(elemento) => elemento.click().await.map(Some),
            None => Ok(None),
        })
        .await;
    }

    /// Types in the field of that label, over what it had.
    pub async fn escribe(&self, campo: &str, texto: &str) {
        let teclas = format!("{}a{}{texto}", char::from(Key::Control), char::from(Key::Null));
        self.espera(&format!("escribir en «{campo}»"), async || {
            match self.elemento("campo", &json!([campo])).await? {
                Some(elemento) => elemento.send_keys(teclas.as_str()).await.map(Some),
                None => Ok(None),
            }
        })
        .await;
    }

    /// A file of the desk, in the field of that label.
    pub async fn elige_archivo(&self, campo: &str, archivo: &Path) {
        let que = format!("elegir {} en «{campo}»", archivo.display());
        let elegido = self.espera(&que, async || self.elemento("campo", &json!([campo])).await).await;
        elegido.send_keys(archivo.to_str().unwrap()).await.unwrap();
    }

    /// Presses what is called `que` and waits until the file of that name is whole in the folder.
    pub async fn baja(&self, que: &str, nombre: &str, carpeta: &Path) -> Vec<u8> {
        let alli = json!({ "behavior": "allow", "downloadPath": carpeta });
        self.cdp("Browser.setDownloadBehavior", alli).await;
        self.pulsa(que).await;
        // Until then it is called otherwise.
        self.espera(&format!("bajar «{nombre}»"), async || Ok(fs::read(carpeta.join(nombre)).ok())).await
    }

    /// A date or an hour, whose keys depend on the browser's language.
    pub async fn pone(&self, campo: &str, valor: &str) {
        self.espera(&format!("poner {valor} en «{campo}»"), async || {
            let puesto = self.gesto("pone", &json!([campo, valor])).await?;
            Ok(puesto.json().as_bool().filter(|puesto| *puesto))
        })
        .await;
    }

    pub async fn valor(&self, campo: &str) -> String {
        let que = format!("ver «{campo}»");
        let hallado = self.espera(&que, async || self.elemento("campo", &json!([campo])).await).await;
        hallado.prop("value").await.unwrap().unwrap_or_default()
    }

    /// What the field has that this selector finds, where others are called the same.
    pub async fn escrito(&self, selector: &str) -> String {
        self.ve_elemento(selector).await.prop("value").await.unwrap().unwrap_or_default()
    }

    /// The key of the first form of the page that has one.
    pub async fn clave(&self) -> String {
        let clave =
            self.ejecutar("return document.querySelector('main [name=clave]')?.value ?? '';", Value::Null).await;
        clave.unwrap().convert().unwrap()
    }

    /// Pressed wherever the focus is. The last one may take the page away before the driver has done saying so.
    pub async fn teclas(&self, teclas: impl Into<TypingData>) {
        if let Err(error) = self.driver.action_chain().send_keys(teclas).perform().await {
            let error = error.to_string();
            assert!(SE_FUE_LA_PAGINA.iter().any(|dicho| error.contains(dicho)), "{error}");
        }
    }

    /// What a person hears of where the focus is.
    pub async fn enfocado(&self) -> String {
        self.gesto("enfocado", &json!([])).await.unwrap().json().as_str().unwrap_or_default().to_owned()
    }

    pub async fn enfoca(&self, nombre: &str) {
        self.espera(&format!("tener el foco en «{nombre}»"), async || {
            Ok((self.enfocado().await == nombre).then_some(()))
        })
        .await;
    }

    /// What has the focus says it, among other things.
    pub async fn tiene_foco(&self, texto: &str) {
        let que = format!("tener el foco en lo que dice «{texto}»");
        self.espera(&que, async || Ok(self.enfocado().await.contains(texto).then_some(()))).await;
    }

    /// Tab after tab, with the focus to be seen at each stop.
    pub async fn tabula_hasta(&self, nombre: &str) {
        self.tabula(Sentido::Adelante, nombre, |parada| parada["oido"] == nombre).await;
    }

    /// The way back, with Shift.
    pub async fn retrocede_hasta(&self, nombre: &str) {
        self.tabula(Sentido::Atras, nombre, |parada| parada["oido"] == nombre).await;
    }

    /// Until the row that says it.
    pub async fn tabula_hasta_fila(&self, texto: &str) {
        self.tabula(Sentido::Adelante, texto, |parada| contiene(&parada["oido"], texto)).await;
    }

    /// Until what is called so, in the row that says `fila`.
    pub async fn tabula_en_fila(&self, fila: &str, nombre: &str) {
        let llego = |parada: &Value| parada["oido"] == nombre && contiene(&parada["fila"], fila);
        self.tabula(Sentido::Adelante, &format!("{nombre}, {fila}"), llego).await;
    }

    async fn tabula(&self, sentido: Sentido, que: &str, llego: impl Fn(&Value) -> bool) {
        let mut paradas = vec![self.parada().await];
        while !paradas.last().is_some_and(&llego) {
            if paradas.len() > PARADAS {
                let oidas: Vec<_> = paradas.iter().map(|parada| &parada["oido"]).collect();
                self.falla(&format!("tabular hasta «{que}»: {oidas:?}")).await;
            }
            self.un_tab(sentido).await;
            let parada = self.parada().await;
            if parada["visible"] == false {
                self.falla(&format!("ver el foco en {}", parada["oido"])).await;
            }
            paradas.push(parada);
        }
    }

    async fn un_tab(&self, sentido: Sentido) {
        let cadena = self.driver.action_chain();
        let cadena = match sentido {
            Sentido::Adelante => cadena.send_keys(Key::Tab),
            Sentido::Atras => cadena.key_down(Key::Shift).send_keys(Key::Tab).key_up(Key::Shift),
        };
        cadena.perform().await.unwrap();
    }

    /// Where the focus is: what is heard of it, its row, and whether it is to be seen.
    async fn parada(&self) -> Value {
        self.gesto("parada", &json!([])).await.unwrap().json().clone()
    }

    pub async fn ve(&self, texto: &str) {
        self.espera(&format!("ver «{texto}»"), async || Ok(self.dice(texto).await?.then_some(()))).await;
    }

    pub async fn no_ve(&self, texto: &str) {
        self.espera(&format!("dejar de ver «{texto}»"), async || Ok((!self.dice(texto).await?).then_some(()))).await;
    }

    /// What happens elsewhere, and no page is told of.
    pub async fn ve_al_recargar(&self, texto: &str) {
        self.espera(&format!("ver «{texto}» al recargar"), async || {
            self.driver.refresh().await?;
            Ok(self.dice(texto).await?.then_some(()))
        })
        .await;
    }

    pub async fn ve_elemento(&self, selector: &str) -> WebElement {
        self.espera(&format!("ver {selector}"), async || self.elemento("elemento", &json!([selector])).await).await
    }

    pub async fn desaparece(&self, selector: &str) {
        self.espera(&format!("dejar de tener {selector}"), async || {
            Ok(self.driver.find_all(By::Css(selector)).await?.is_empty().then_some(()))
        })
        .await;
    }

    /// A finger that stays until the cita comes loose, then goes so far down and lifts.
    pub async fn arrastra_con_el_dedo(&self, selector: &str, abajo: f64) {
        self.ve_elemento(selector).await.scroll_into_view().await.unwrap();
        let lugar = "const { x, y, width } = document.querySelector(arguments[0]).getBoundingClientRect(); return [x + width / 2, y + 8];";
        let lugar = self.ejecutar(lugar, json!(selector)).await.unwrap();
        let [x, y]: [f64; 2] = lugar.convert().unwrap();
        self.toca("touchStart", json!([{ "x": x, "y": y }])).await;
        self.ve_elemento(".arrastrada").await;
        for parte in [0.3, 0.6, 1.0] {
            self.toca("touchMove", json!([{ "x": x, "y": y + abajo * parte }])).await;
        }
        self.toca("touchEnd", json!([])).await;
    }

    async fn toca(&self, tipo: &str, puntos: Value) {
        let gesto = json!({ "type": tipo, "touchPoints": puntos });
        self.cdp("Input.dispatchTouchEvent", gesto).await;
    }

    /// Where the links of the page lead, inside the house.
    pub async fn enlaces(&self) -> Vec<String> {
        self.gesto("enlaces", &json!([])).await.unwrap().convert().unwrap()
    }

    /// What stands in each cell of the rows that this selector finds.
    pub async fn celdas(&self, filas: &str) -> Vec<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(f => [...f.children].map(c => c.innerText.trim()));";
        self.ejecutar(script, json!(filas)).await.unwrap().convert().unwrap()
    }

    async fn dice(&self, texto: &str) -> WebDriverResult<bool> {
        Ok(self.gesto("dice", &json!([texto])).await?.json().as_bool().unwrap_or_default())
    }

    async fn elemento(&self, gesto: &str, palabras: &Value) -> WebDriverResult<Option<WebElement>> {
        let hallado = self.gesto(gesto, palabras).await?;
        if hallado.json().is_null() { Ok(None) } else { hallado.element().map(Some) }
    }

    /// One of the functions of `pantalla.js`.
    pub(super) async fn gesto(&self, nombre: &str, palabras: &Value) -> WebDriverResult<ScriptRet> {
        self.ejecutar(&format!("{GESTOS}\nreturn pantalla.{nombre}(...arguments[0]);"), palabras.clone()).await
    }

    pub(super) async fn ejecutar(&self, script: &str, argumento: Value) -> WebDriverResult<ScriptRet> {
        self.driver.execute(script, vec![argumento]).await
    }

    pub(super) async fn ejecutar_hasta(&self, script: &str) -> WebDriverResult<ScriptRet> {
        self.driver.execute_async(script, vec![]).await
    }

    /// Looks again until there is something: between two pages there is nothing to look at, and that is no error.
    async fn espera<T>(&self, que: &str, mirar: impl AsyncFn() -> WebDriverResult<Option<T>>) -> T {
        let fin = Instant::now() + PACIENCIA;
        loop {
            let visto = mirar().await;
            match visto {
                Ok(Some(hallado)) => return hallado,
                Ok(None) if Instant::now() > fin => self.falla(que).await,
                Err(error) if Instant::now() > fin => self.falla(&format!("{que}: {error}")).await,
                Ok(None) | Err(_) => sleep(MIRADA).await,
            }
        }
    }

    async fn falla(&self, que: &str) -> ! {
        let nombre = thread::current().name().unwrap_or("prueba").replace("::", "-");
        let foto = self.captura(&format!("fallas/{nombre}")).await;
        let consola = self.consola().await;
        panic!("no pudo {que}, en {}\n  {}\n  consola: {consola:#?}", self.ruta().await, foto.display());
    }

    /// Kept below target/pantallas/.
    pub async fn captura(&self, nombre: &str) -> PathBuf {
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"), PathBuf::from);
        let foto = target.join("pantallas").join(format!("{nombre}.png"));
        fs::create_dir_all(foto.parent().unwrap()).unwrap();
        self.driver.screenshot(&foto).await.unwrap();
        foto
    }

    pub(super) async fn base64(&self) -> String {
        self.driver.screenshot_as_png_base64().await.unwrap()
    }

    /// What the browser complained of since the last time. A form refused and shown again is an answer, not a complaint.
    pub async fn consola(&self) -> Vec<String> {
        let entradas = self.driver.browser_log().await.unwrap();
        let quejas = entradas.into_iter().filter(|e| e.level == "SEVERE" || e.level == "WARNING").map(|e| e.message);
        quejas.filter(|q| !q.contains("status of 422") && !q.contains("status of 409")).collect()
    }

    /// The end of a walk: nothing was to be complained of.
    pub async fn cerrar(self) {
        assert_eq!(self.consola().await, [""; 0], "the console of {}", self.ruta().await);
        self.driver.quit().await.unwrap();
    }
}
