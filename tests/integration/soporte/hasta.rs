//! Waiting for what happens elsewhere.

use std::time::{Duration, Instant};

/// Polls, for what happens in another process has no event to wait for; patient, because every other test wants the same two cores.
pub async fn hasta(que: &str, mut pasa: impl AsyncFnMut() -> bool) {
    let limite = Instant::now() + Duration::from_secs(120);
    while !pasa().await {
        assert!(Instant::now() < limite, "{que}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
