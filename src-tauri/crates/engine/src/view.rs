//! What the page is told and what it may hand in: the types that cross IPC, generated for TypeScript.
//!
//! Rust sends codes, numbers and sanitised HTML; the words are in the page's message files. No type here can carry a
//! key outwards; [`KeyInput`] carries one inwards, once.

mod branches;
mod budget;
mod capabilities;
mod catalogue;
mod check;
mod colours;
mod compare;
mod conversation;
mod endpoint;
mod figures;
mod frame;
mod model;
mod network;
mod note;
mod preset;
mod sent;
mod siblings;
mod tab_strip;

pub use self::compare::DiffView;
pub use ::compare::SharedSentence;
pub use branches::{Adopted, TabHead};
pub use budget::{BudgetsForm, BudgetsView, MayCost, SpentView};
pub use capabilities::Capabilities;
pub use catalogue::{CatalogueEndpoint, CatalogueView, ModelSet, PickerPreferences, UnavailableModel};
pub use check::{CheckEvent, CheckOutcome, CheckProgress, CheckReport, CheckStep, StepName, StepReason};
pub use colours::{CodeClass, CodeStretch};
pub use conversation::{
    AnswerView, Appearance, BlockView, Boot, ColumnsLayout, ConversationRow, ConversationView, EntryView, ImageView,
    Layout, Metrics, SegmentView, Sent, SourceView, TabEntry, TabView, Theme,
};
pub use endpoint::{
    EndpointForm, EndpointView, KeyInput, KeyState, KeyringState, PasteReceipt, UrlPreview, UrlProblem,
};
pub use figures::{Best, FigureRow, FiguresView, Marked, Point, Together};
pub use frame::{AnswerPatch, BlocksPatch, ConversationChange, Frame, News, SegmentPatch};
pub use model::{ModelRef, ModelRow, ModelsView, PriceForm};
pub use network::{
    AuthHeader, Balance, ClientCertificate, ClientCertificateForm, ConnectionRow, EndpointSettings,
    EndpointSettingsForm, Header, HeaderForm, Limits, NetworkForm, NetworkSettings, Parallel, Proxy, ProxyForm,
    Purpose, SecretInput,
};
pub use note::NoteView;
pub use preset::{Found, FoundReport, LocalServer, PresetView, PromptRoute};
pub use sent::{CostRange, Estimate, SentAttempt, SentCopy, SentView, SuspectView};
pub use siblings::SiblingView;
pub use tab_strip::{TabHeader, TabStrip};
