//! The throttle: who failed too often waits, by account and by address. Its keys are digests.

use std::net::{IpAddr, Ipv6Addr};

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use sha2::{Digest, Sha256};

use crate::error::AppResult;
use crate::identidad::queries;

/// What is counted, and how often it may happen before it has to wait.
pub(super) struct Cuenta {
    pub clave: Vec<u8>,
    pub limite: i32,
}

/// A digest, because an address or an account that failed is nobody's business.
pub(super) fn cuenta(tipo: &str, valor: &str, limite: i32) -> Cuenta {
    Cuenta { clave: Sha256::digest(format!("{tipo}:{valor}")).to_vec(), limite }
}

/// Whoever has one address of IPv6 has the 2^64 of its network.
pub(super) fn red(direccion: &str) -> String {
    match direccion.parse() {
        Ok(IpAddr::V6(ip)) => Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << 64)).to_string(),
        _ => direccion.to_owned(),
    }
}

pub(super) async fn anotar(con: &mut AsyncPgConnection, cuentas: &[Cuenta], ahora: DateTime<Utc>) -> AppResult<()> {
    for Cuenta { clave, limite } in cuentas {
        queries::anotar_fallo(con, clave, *limite, ahora).await?;
    }
    Ok(())
}

/// Counts once more, or says how many minutes to wait: of many at once none goes by uncounted.
pub(super) async fn contar(
    con: &mut AsyncPgConnection,
    cuenta: &Cuenta,
    ahora: DateTime<Utc>,
) -> AppResult<Option<i64>> {
    if queries::anotar_fallo(con, &cuenta.clave, cuenta.limite, ahora).await? {
        return Ok(None);
    }
    Ok(espera(queries::bloqueo(con, &cuenta.clave).await?, ahora).or(Some(1)))
}

/// Minutes left, rounded up.
pub(super) fn espera(hasta: Option<DateTime<Utc>>, ahora: DateTime<Utc>) -> Option<i64> {
    hasta.filter(|h| *h > ahora).map(|h| ((h - ahora).num_seconds() + 59) / 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn las_direcciones_de_una_red_cuentan_juntas() {
        assert_eq!(red("2001:db8:1:2::7"), red("2001:db8:1:2:ffff::8"));
        assert_ne!(red("2001:db8:1:2::7"), red("2001:db8:1:3::7"));
        assert_eq!(red("200.1.2.3"), "200.1.2.3");
        assert_eq!(red(""), "");
    }
}
