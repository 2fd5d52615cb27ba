//! Somebody in the storm: one thing after the other by chance, over what they did before.

use antesala::urls;
use antesala::web::session;

use super::mundo::{Estante, Hecho, Parte};
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
    pub fn nueva(slug: &'static str, csrf: String, sesion: String, estante: Estante, seed: u64, parte: Parte) -> Self {
        Self { slug, csrf, sesion, estante, chance: seed, ventas: Vec::new(), parte }
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
