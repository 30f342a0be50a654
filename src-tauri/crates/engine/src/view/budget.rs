//! Spending caps as the page shows and sets them.

use chat::{Caps, Cost, TabId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The caps, and what was spent.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BudgetsView {
    /// What is allowed.
    pub caps: Caps,
    /// Since midnight.
    pub day: SpentView,
    /// Since the first of the month.
    pub month: SpentView,
    /// When the month ends, milliseconds since the epoch.
    pub month_ends_ms: i64,
    /// Whether marking an answer best stops the others of its turn.
    pub stop_rest: bool,
}

/// What was spent in a time.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct SpentView {
    /// In all, what is set aside included.
    pub cost: Cost,
    /// Of it set aside for answers under way.
    pub reserved: Cost,
    /// How many answers had no price; they are in no sum.
    pub unpriced: u64,
}

/// The caps as filled in, USD; empty for none.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct BudgetsForm {
    /// For one prompt in all its tabs.
    pub send: String,
    /// For a day.
    pub day: String,
    /// For a month.
    pub month: String,
    /// Asked before a send that may cost more.
    pub warn: String,
    /// Whether marking an answer best stops the others of its turn.
    pub stop_rest: bool,
}

/// What a send may cost.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct MayCost {
    /// At worst, of those whose price is known; of one without a limit its prompt alone.
    pub worst: Cost,
    /// Tabs whose answers nothing limits.
    pub unlimited: Vec<TabId>,
    /// Tabs whose price is not known: no cap holds for them.
    pub unpriced: Vec<TabId>,
    /// The amount above which the person wanted to be asked, where this is.
    pub ask: Option<Cost>,
    /// Whether there are caps.
    pub capped: bool,
}
