//! What was measured: rows, printed as one table and kept as JSON.

use std::path::Path;

use serde::Serialize;

use crate::Res;
use crate::latency::Measured;

#[derive(Debug, Clone, Serialize)]
pub struct Row {
    pub id: &'static str,
    pub what: String,
    pub unit: &'static str,
    pub ours: f64,
    pub rival: Option<f64>,
    pub ratio: Option<f64>,
    /// In the unit, or of the ratio where there is a rival.
    pub target: Option<Target>,
    /// How many samples stand behind `ours`.
    pub n: usize,
}

/// Written as people write it: `≤ 2`, `≥ 0.5`.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    AtMost(f64),
    AtLeast(f64),
}

impl Target {
    fn met(self, value: f64) -> bool {
        match self {
            Self::AtMost(limit) => value <= limit,
            Self::AtLeast(limit) => value >= limit,
        }
    }
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::AtMost(limit) => write!(f, "≤ {limit}"),
            Self::AtLeast(limit) => write!(f, "≥ {limit}"),
        }
    }
}

impl Serialize for Target {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Row {
    /// A figure that counts by itself.
    pub fn absolute(
        id: &'static str,
        what: impl Into<String>,
        unit: &'static str,
        ours: f64,
        limit: f64,
        n: usize,
    ) -> Self {
        let target = Some(Target::AtMost(limit));
        Self { id, what: what.into(), unit, ours: round(ours), rival: None, ratio: None, target, n }
    }

    /// A figure that counts by another one of the same run.
    pub fn against(
        id: &'static str,
        what: impl Into<String>,
        unit: &'static str,
        (ours, rival): (f64, f64),
        target: Option<Target>,
        n: usize,
    ) -> Self {
        let ratio = (rival > 0.0).then(|| round(ours / rival));
        Self { id, what: what.into(), unit, ours: round(ours), rival: Some(round(rival)), ratio, target, n }
    }

    /// The p95 of ours against the p95 of the rival.
    pub fn p95(id: &'static str, what: impl Into<String>, ours: &Measured, rival: &Measured, limit: f64) -> Self {
        Self::against(id, what, "ms p95", (ours.p95(), rival.p95()), Some(Target::AtMost(limit)), ours.count())
    }

    /// `None` without a target.
    pub fn met(&self) -> Option<bool> {
        let judged = self.ratio.unwrap_or(self.ours);
        self.target.map(|target| target.met(judged))
    }

    fn cells(&self) -> [String; 8] {
        let number = |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
        let verdict = match self.met() {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "",
        };
        [
            self.id.into(),
            format!("{} {}", self.ours, self.unit),
            number(self.rival),
            number(self.ratio),
            self.target.map(|t| t.to_string()).unwrap_or_default(),
            verdict.into(),
            self.n.to_string(),
            self.what.clone(),
        ]
    }
}

/// Three digits that mean something; more would be noise.
pub fn round(value: f64) -> f64 {
    let factor = if value.abs() >= 100.0 {
        1.0
    } else if value.abs() >= 10.0 {
        10.0
    } else {
        1000.0
    };
    (value * factor).round() / factor
}

pub fn table(rows: &[Row]) -> String {
    let head = ["id", "ours", "rival", "ratio", "target", "met", "n", "what"].map(String::from);
    let lines: Vec<[String; 8]> = std::iter::once(head).chain(rows.iter().map(Row::cells)).collect();
    let width =
        |column: usize| lines.iter().filter_map(|l| l.get(column)).map(|c| c.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..8).map(width).collect();
    let line = |cells: &[String; 8]| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    lines.iter().map(line).collect()
}

pub fn write(path: &Path, rows: &[Row]) -> Res<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(std::fs::write(path, serde_json::to_string_pretty(rows)? + "\n")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_judges_the_ratio_where_there_is_a_rival_and_the_figure_where_there_is_none() {
        let slower = Row::against("a", "", "ms", (3.0, 2.0), Some(Target::AtMost(2.0)), 1);
        assert_eq!((slower.ratio, slower.met()), (Some(1.5), Some(true)));
        let fewer = Row::against("b", "", "tps", (40.0, 100.0), Some(Target::AtLeast(0.5)), 1);
        assert_eq!((fewer.ratio, fewer.met()), (Some(0.4), Some(false)));
        assert_eq!(Row::absolute("c", "", "MB", 41.0, 40.0, 1).met(), Some(false));
        assert_eq!(Row::against("d", "", "tps", (1.0, 0.0), None, 1).ratio, None);
    }

    #[test]
    fn the_table_is_aligned_and_the_json_has_the_agreed_keys() {
        let rows = [
            Row::absolute("bytes.primera", "la página", "kB", 45.678, 60.0, 3),
            Row::against("x", "", "ms", (1.0, 4.0), None, 9),
        ];
        let table = table(&rows);
        assert_eq!(
            table,
            "id             ours     rival  ratio  target  met  n  what\n\
             bytes.primera  45.7 kB                ≤ 60    yes  3  la página\n\
             x              1 ms     4      0.25                9\n"
        );
        assert_eq!(
            serde_json::to_string(&rows[0]).unwrap(),
            r#"{"id":"bytes.primera","what":"la página","unit":"kB","ours":45.7,"rival":null,"ratio":null,"target":"≤ 60","n":3}"#
        );
    }
}
