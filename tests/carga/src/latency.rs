//! Latencies, and the loop that gathers them.

use std::time::{Duration, Instant};

use crate::Res;
use crate::client::{Client, Manner};

/// What a number of clients saw in a stretch of time, the warm-up left out.
#[derive(Debug, Default)]
pub struct Measured {
    latencies: Vec<Duration>,
    pub errors: usize,
    elapsed: Duration,
}

impl Measured {
    pub fn new(mut latencies: Vec<Duration>, errors: usize, elapsed: Duration) -> Self {
        latencies.sort_unstable();
        Self { latencies, errors, elapsed }
    }

    /// The nearest rank: `percentile(95)` of one value is that value, of none it is zero.
    pub fn percentile(&self, percent: usize) -> Duration {
        let rank = (self.latencies.len() * percent).div_ceil(100).max(1);
        self.latencies.get(rank - 1).copied().unwrap_or_default()
    }

    /// In milliseconds.
    pub fn p95(&self) -> f64 {
        self.percentile(95).as_secs_f64() * 1000.0
    }

    pub fn count(&self) -> usize {
        self.latencies.len()
    }

    pub fn per_second(&self) -> f64 {
        if self.elapsed.is_zero() { 0.0 } else { self.latencies.len() as f64 / self.elapsed.as_secs_f64() }
    }

    fn join(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for part in parts {
            all.latencies.extend(part.latencies);
            all.errors += part.errors;
            all.elapsed = all.elapsed.max(part.elapsed);
        }
        Self::new(all.latencies, all.errors, all.elapsed)
    }
}

/// How long to measure, and the part before it that does not count.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    pub warm_up: Duration,
    pub measure: Duration,
}

impl Span {
    pub fn seconds(seconds: u64) -> Self {
        Self { warm_up: Duration::from_secs((seconds / 5).max(1)), measure: Duration::from_secs(seconds.max(1)) }
    }

    pub fn whole(self) -> Duration {
        self.warm_up + self.measure
    }
}

/// One task of a client: a number that grows with each, and whether it went well.
pub trait Task: Send + 'static {
    fn run(&mut self, client: &mut Client, nth: usize) -> impl Future<Output = Res<bool>> + Send;
}

/// Asks for what costs nothing.
impl Task for () {
    async fn run(&mut self, client: &mut Client, _: usize) -> Res<bool> {
        Ok(client.get("/salud").await?.status == 200)
    }
}

/// Looks at one of these after the other.
pub struct Pages(pub Vec<String>);

impl Task for Pages {
    async fn run(&mut self, client: &mut Client, nth: usize) -> Res<bool> {
        let url = self.0.get(nth % self.0.len().max(1)).ok_or("nothing to look at")?;
        Ok(client.get(url).await?.status == 200)
    }
}

/// A closed loop: each client does its next task when the one before is answered.
pub async fn closed_loop<T: Task>(
    address: std::net::SocketAddr,
    clients: Vec<(Manner, T)>,
    span: Span,
) -> Res<Measured> {
    let mut running = Vec::new();
    for (manner, task) in clients {
        let client = Client::connect(address, manner).await?;
        running.push(tokio::spawn(repeat(client, task, span)));
    }
    let mut parts = Vec::new();
    for one in running {
        parts.push(one.await?);
    }
    Ok(Measured::join(parts))
}

async fn repeat<T: Task>(mut client: Client, mut task: T, span: Span) -> Measured {
    let start = Instant::now();
    let (mut latencies, mut errors) = (Vec::new(), 0);
    for nth in 0.. {
        let before = Instant::now();
        if before - start >= span.whole() {
            break;
        }
        let well = matches!(task.run(&mut client, nth).await, Ok(true));
        if before - start >= span.warm_up {
            if well { latencies.push(before.elapsed()) } else { errors += 1 }
        }
    }
    Measured::new(latencies, errors, start.elapsed().saturating_sub(span.warm_up))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(millis: impl IntoIterator<Item = u64>) -> Measured {
        Measured::new(millis.into_iter().map(Duration::from_millis).collect(), 0, Duration::from_secs(2))
    }

    #[test]
    fn a_percentile_is_the_nearest_rank_of_the_sorted_values() {
        let hundred = measured((1..=100).rev());
        assert_eq!(hundred.percentile(50), Duration::from_millis(50));
        assert_eq!(hundred.percentile(95), Duration::from_millis(95));
        assert_eq!(hundred.percentile(100), Duration::from_millis(100));
        assert_eq!(measured([7]).percentile(95), Duration::from_millis(7));
        assert_eq!(measured([1, 2, 3]).percentile(95), Duration::from_millis(3));
        assert_eq!(measured([]).percentile(95), Duration::ZERO);
    }

    #[test]
    fn what_several_clients_saw_is_one_measurement() {
        let both = Measured::join([measured([1, 3]), measured([2, 4])]);
        assert_eq!(both.percentile(50), Duration::from_millis(2));
        assert_eq!((both.count(), both.per_second()), (4, 2.0));
    }

    #[test]
    fn the_warm_up_is_a_fifth() {
        assert_eq!(Span::seconds(10).warm_up, Duration::from_secs(2));
        assert_eq!(Span::seconds(0).whole(), Duration::from_secs(2));
    }
}
