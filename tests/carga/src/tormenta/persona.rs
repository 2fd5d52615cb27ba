//! Somebody in the storm: one thing after the other by chance, over what they did before.

use antesala::urls;
use antesala::web::session;

use super::mundo::{Bandeja, Estante, Hecho, Parte};
use crate::Res;
use crate::client::{Answer, Client};
use crate::latency::Task;

const INSUMOS: u64 = 20;

pub struct Persona {
    slug: &'static str,
    csrf: String,
    sesion: String,
    estante: Estante,
    chance: u64,
    /// Where the sales stand that they made, the last one last.
    ventas: Vec<String>,
    parte: Parte,
    bandeja: Bandeja,
}

/// The fields of a form, each with its value.
type Fields = Vec<(&'static str, String)>;

impl Task for Persona {
    async fn run(&mut self, client: &mut Client, _: usize) -> Res<bool> {
        let hecho = self.elegir();
        let Some(answer) = self.hacer(client, hecho).await? else { return Ok(true) };
        self.parte.anotar(hecho, answer.went_on());
        if answer.status >= 500 {
            eprintln!("carga: {}: {}", hecho.name(), answer.status);
        }
        Ok(answer.status < 500)
    }
}

impl Persona {
    pub fn nueva(
        slug: &'static str,
        csrf: String,
        sesion: String,
        estante: Estante,
        seed: u64,
        (parte, bandeja): (Parte, Bandeja),
    ) -> Self {
        Self { slug, csrf, sesion, estante, chance: seed, ventas: Vec::new(), parte, bandeja }
    }

    fn elegir(&mut self) -> Hecho {
        let all: u64 = Hecho::TODOS.iter().map(|(_, share)| share).sum();
        let mut left = self.below(all);
        for (hecho, share) in Hecho::TODOS {
            if left < share {
                return hecho;
            }
            left -= share;
        }
        Hecho::Venta
    }

    /// None when there is nothing to do it to yet.
    async fn hacer(&mut self, client: &mut Client, hecho: Hecho) -> Res<Option<Answer>> {
        match hecho {
            Hecho::Venta => self.vender(client, &["3570"]).await.map(Some),
            Hecho::VentaFiada => self.vender(client, &["", "1000"]).await.map(Some),
            Hecho::Saldo => self.pagar_saldo(client).await,
            Hecho::AnulaPago => self.anular_pago(client).await,
            Hecho::Movimiento => self.mover(client).await.map(Some),
            Hecho::Arqueo => self.contar(client).await.map(Some),
            Hecho::Entrada => self.entrar(client).await.map(Some),
            Hecho::AnulaVenta => self.anular_venta(client).await,
            Hecho::Merma => self.botar(client).await.map(Some),
            Hecho::PideTraslado => self.pedir_traslado(client).await.map(Some),
            Hecho::Traslado => self.trasladar(client).await,
            Hecho::PideTraspaso => self.pedir_traspaso(client).await.map(Some),
            Hecho::Traspaso => self.traspasar(client).await,
            Hecho::PideDevolucion => self.pedir_devolucion(client).await,
            Hecho::Devolucion => self.devolver(client).await,
            Hecho::Abono => self.abonar(client).await.map(Some),
            Hecho::VentaConAbono => self.vender(client, &["", "", "", "", "", "3570"]).await.map(Some),
            Hecho::PagoDeVarias => self.pagar_varias(client).await,
            Hecho::Reasigna => self.reasignar(client).await,
        }
    }

    /// Three insumos by chance, in whatever order they come; `medios` in the order of the form.
    async fn vender(&mut self, client: &mut Client, medios: &[&str]) -> Res<Answer> {
        let mut fields = vec![("sesion", self.sesion.clone()), ("paciente", self.paciente())];
        for _ in 0..3 {
            fields.extend([("codigo", self.insumo()), ("cantidad", "1".into())]);
        }
        for (nth, monto) in medios.iter().enumerate() {
            let referencia = if nth == 0 { String::new() } else { "123456".into() };
            fields.extend([("monto", (*monto).to_owned()), ("referencia", referencia)]);
        }
        let answer = self.post(client, &format!("{}/ventas", urls::caja(self.slug)), fields).await?;
        if answer.went_on() {
            self.ventas.push(answer.went_to());
        }
        Ok(answer)
    }

    async fn pagar_saldo(&mut self, client: &mut Client) -> Res<Option<Answer>> {
        let Some(venta) = self.una_venta() else { return Ok(None) };
        let fields = vec![("sesion", self.sesion.clone()), ("monto", "2000".into())];
        self.post(client, &format!("{venta}/pagos"), fields).await.map(Some)
    }

    /// In favour of somebody whom all of them sell to.
    async fn abonar(&mut self, client: &mut Client) -> Res<Answer> {
        let url = urls::por_cobrar_de(self.slug, self.paciente().parse()?);
        let fields = [("paga", "4000"), ("monto", "4000")].map(|(name, value)| (name, value.to_owned()));
        self.post(client, &url, [vec![("sesion", self.sesion.clone())], fields.to_vec()].concat()).await
    }

    /// Whatever a patient owes, as far as it reaches.
    async fn pagar_varias(&mut self, client: &mut Client) -> Res<Option<Answer>> {
        let url = urls::por_cobrar_de(self.slug, self.paciente().parse()?);
        let page = client.get(&url).await?.expect(200, &url)?.text();
        let ventas = page.split("name=\"venta\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let mut fields: Fields = ventas.map(|id| ("venta", id.to_owned())).collect();
        if fields.is_empty() {
            return Ok(None);
        }
        fields.extend([("sesion", self.sesion.clone()), ("paga", "5000".into()), ("monto", "5000".into())]);
        self.post(client, &url, fields).await.map(Some)
    }

    /// A part of what a payment covers of its sale, to the favour of the patient.
    async fn reasignar(&mut self, client: &mut Client) -> Res<Option<Answer>> {
        let Some(venta) = self.una_venta() else { return Ok(None) };
        let page = client.get(&venta).await?.expect(200, &venta)?.text();
        let Some(pago) = entre(&page, &format!("{}/pagos/", urls::caja(self.slug)), "/recibo") else { return Ok(None) };
        let url = urls::pago_reasignaciones(self.slug, pago.parse()?);
        let de = venta.rsplit('/').next().unwrap_or_default().to_owned();
        let fields = vec![("de", de), ("a", String::new()), ("monto", "500".into()), ("motivo", "Tormenta".into())];
        self.post(client, &url, fields).await.map(Some)
    }

    async fn anular_pago(&mut self, client: &mut Client) -> Res<Option<Answer>> {
        let Some(venta) = self.una_venta() else { return Ok(None) };
        let page = client.get(&venta).await?.expect(200, &venta)?.text();
        let Some(pago) = entre(&page, &format!("{}/pagos/", urls::caja(self.slug)), "/recibo") else { return Ok(None) };
        let url = urls::pago_anulacion(self.slug, pago.parse()?);
        self.post(client, &url, vec![("motivo", "Tormenta".into())]).await.map(Some)
    }

    async fn mover(&mut self, client: &mut Client) -> Res<Answer> {
        let sentido = if self.below(2) == 0 { "entrada" } else { "salida" };
        let fields = vec![("sentido", sentido.into()), ("monto", "1500".into()), ("motivo", "Tormenta".into())];
        let url = urls::caja_movimientos(self.slug, self.sesion.parse()?);
        self.post(client, &url, fields).await
    }

    /// Counts, and goes on charging.
    async fn contar(&mut self, client: &mut Client) -> Res<Answer> {
        let sesion = self.sesion.parse()?;
        let piezas = vec![("piezas", "10".into()), ("piezas", "2".into())];
        let counted = self.post(client, &urls::caja_arqueos(self.slug, sesion), piezas).await?;
        self.post(client, &urls::caja_reanudacion(self.slug, sesion), Vec::new()).await?;
        Ok(counted)
    }

    async fn entrar(&mut self, client: &mut Client) -> Res<Answer> {
        let fields = vec![
            ("deposito", self.deposito()),
            ("codigo", self.insumo()),
            ("lote", format!("T{}", self.below(1000))),
            ("cantidad", (5 + self.below(40)).to_string()),
            ("costo", (300 + self.below(400)).to_string()),
        ];
        self.post(client, &urls::entradas(self.slug), fields).await
    }

    async fn anular_venta(&mut self, client: &mut Client) -> Res<Option<Answer>> {
        let Some(venta) = self.una_venta() else { return Ok(None) };
        self.post(client, &format!("{venta}/anulacion"), vec![("motivo", "Tormenta".into())]).await.map(Some)
    }

    async fn botar(&mut self, client: &mut Client) -> Res<Answer> {
        let fields = vec![
            ("tipo", "merma".into()),
            ("deposito", self.deposito()),
            ("motivo", "Tormenta".into()),
            ("codigo", self.insumo()),
            ("cantidad", "1".into()),
            ("codigo", self.insumo()),
            ("cantidad", "1".into()),
        ];
        self.post(client, &urls::documentos(self.slug), fields).await
    }

    /// Asked for and sent on its way; somebody else receives it.
    async fn pedir_traslado(&mut self, client: &mut Client) -> Res<Answer> {
        let (origen, destino) = if self.below(2) == 0 {
            (self.estante.deposito, self.estante.otro)
        } else {
            (self.estante.otro, self.estante.deposito)
        };
        let mut fields = vec![("origen", origen.to_string()), ("destino", destino.to_string())];
        for _ in 0..2 {
            fields.extend([("codigo", self.insumo()), ("cantidad", "2".into())]);
        }
        let asked = self.post(client, &urls::traslados(self.slug), fields).await?;
        if asked.went_on() {
            let traslado = asked.went_to();
            if self.post(client, &format!("{traslado}/despacho"), Vec::new()).await?.went_on() {
                self.bandeja.dejar(Hecho::Traslado, traslado);
            }
        }
        Ok(asked)
    }

    /// Of each thing that was sent, half arrives.
    async fn trasladar(&mut self, client: &mut Client) -> Res<Option<Answer>> {
        let Some(traslado) = self.bandeja.tomar(Hecho::Traslado) else { return Ok(None) };
        let page = client.get(&traslado).await?.expect(200, &traslado)?.text();
        let mut fields = vec![("motivo", "Se rompió una".to_owned())];
        for rest in page.split(r#"name="movimiento" value=""#).skip(1) {
            let movimiento = rest.split('"').next().unwrap_or_default().to_owned();
            fields.extend([("movimiento", movimiento), ("llego", "1".into())]);
        }
        self.post(client, &format!("{traslado}/recepcion"), fields).await.map(Some)
    }

    /// To another drawer, whoever answers for it accepts.
    async fn pedir_traspaso(&mut self, client: &mut Client) -> Res<Answer> {
        let otra = self.estante.sesion + self.below(self.estante.sesiones);
        let fields = vec![
            ("que", "enviar".into()),
            ("otra", otra.to_string()),
            ("monto", "1000".into()),
            ("motivo", "Tormenta".into()),
        ];
        let url = urls::caja_traspasos(self.slug, self.sesion.parse()?);
        let asked = self.post(client, &url, fields).await?;
        if asked.went_on() {
            let page = client.get(&asked.went_to()).await?.text();
            if let Some(id) = entre(&page, &format!("{}/traspasos/", urls::caja(self.slug)), "/retiro") {
                self.bandeja.dejar(Hecho::Traspaso, urls::traspaso_respuesta(self.slug, id.parse()?, "aceptacion"));
            }
        }
        Ok(asked)
    }

    async fn traspasar(&mut self, client: &mut Client) -> Res<Option<Answer>> {
        let Some(url) = self.bandeja.tomar(Hecho::Traspaso) else { return Ok(None) };
        let answer = self.post(client, &url, vec![("sesion", self.sesion.clone())]).await?;
        if answer.status == 403 {
            self.bandeja.dejar(Hecho::Traspaso, url);
        }
        Ok(Some(answer))
    }

    /// Part of a payment, in cash.
    async fn pedir_devolucion(&mut self, client: &mut Client) -> Res<Option<Answer>> {
        let Some(venta) = self.una_venta() else { return Ok(None) };
        let page = client.get(&venta).await?.expect(200, &venta)?.text();
        let Some(pago) = entre(&page, &format!("{}/pagos/", urls::caja(self.slug)), "/recibo") else { return Ok(None) };
        let form = client.get(&format!("{venta}/devolucion?pago={pago}")).await?.text();
        let Some(linea) = entre(&form, r#"name="linea" value=""#, "\"") else { return Ok(None) };
        let fields = vec![
            ("pago", pago.to_owned()),
            ("medio", "efectivo".into()),
            ("con_nota", "true".into()),
            ("motivo", "Tormenta".into()),
            ("linea", linea.to_owned()),
            ("monto", "500".into()),
        ];
        let asked = self.post(client, &format!("{venta}/devolucion"), fields).await?;
        if asked.went_on() {
            self.bandeja.dejar(Hecho::PideDevolucion, asked.went_to());
        }
        Ok(Some(asked))
    }

    /// Three people: who asks, who approves, who pays. Here one approves what another asked for, and pays what a third one approved.
    async fn devolver(&mut self, client: &mut Client) -> Res<Option<Answer>> {
        if let Some(pedida) = self.bandeja.tomar(Hecho::PideDevolucion) {
            let aprobar = vec![("como", "aprobar".into())];
            let approved = self.post(client, &format!("{pedida}/resolucion"), aprobar).await?.went_on();
            self.bandeja.dejar(if approved { Hecho::Devolucion } else { Hecho::PideDevolucion }, pedida);
        }
        let Some(aprobada) = self.bandeja.tomar(Hecho::Devolucion) else { return Ok(None) };
        let paid = self.post(client, &format!("{aprobada}/pago"), vec![("sesion", self.sesion.clone())]).await?;
        if !paid.went_on() {
            self.bandeja.dejar(Hecho::Devolucion, aprobada);
        }
        Ok(Some(paid))
    }

    /// With a key of its own.
    async fn post(&self, client: &mut Client, url: &str, mut fields: Fields) -> Res<Answer> {
        let token = session::nuevo_token();
        fields.extend([("csrf", self.csrf.clone()), ("clave", token.get(..32).unwrap_or_default().to_owned())]);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        client.post(url, &fields).await
    }

    fn insumo(&mut self) -> String {
        format!("I{:02}", 1 + self.below(INSUMOS))
    }

    fn deposito(&mut self) -> String {
        (if self.below(2) == 0 { self.estante.deposito } else { self.estante.otro }).to_string()
    }

    fn paciente(&mut self) -> String {
        (self.estante.paciente + self.below(INSUMOS)).to_string()
    }

    /// One of the last ten.
    fn una_venta(&mut self) -> Option<String> {
        let last = self.ventas.len().min(10);
        let nth = usize::try_from(self.below(u64::try_from(last.max(1)).ok()?)).ok()?;
        self.ventas.iter().rev().nth(nth).cloned()
    }

    /// A number by chance, the same ones at every run: xorshift.
    fn below(&mut self, limit: u64) -> u64 {
        self.chance = self.chance.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31) ^ 0x2026;
        self.chance % limit.max(1)
    }
}

/// What stands between two texts, the first time that they do.
fn entre<'a>(page: &'a str, before: &str, after: &str) -> Option<&'a str> {
    page.split(before).skip(1).find_map(|rest| {
        let (found, _) = rest.split_once(after)?;
        found.bytes().all(|b| b.is_ascii_digit()).then_some(found)
    })
}
