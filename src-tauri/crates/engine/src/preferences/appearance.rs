//! Appearance: theme, zoom, text size, sidebar, and each conversation's layout.

use chat::{ConversationId, Failure};
use store::Store;

use crate::{
    Engine,
    setting::Setting,
    stored::StoredTheme,
    view::{Appearance, Layout, Theme},
};

const THEME: Setting<StoredTheme> = Setting::new("theme");
const ZOOM: Setting<f64> = Setting::new("zoom");
const TEXT: Setting<f64> = Setting::new("text_size");
const SIDEBAR: Setting<u32> = Setting::new("sidebar_width");

/// Nothing is smaller than half its size or larger than four times it (WCAG 1.4.10 asks for 400 %).
const ZOOMS: (f64, f64) = (0.5, 4.0);
/// How large text can be beside everything else, 1 being as designed.
const TEXTS: [f64; 4] = [0.875, 1.0, 1.125, 1.25];
/// The sidebar's narrowest and widest, CSS pixels.
const WIDTHS: (u32, u32) = (208, 340);

impl Engine {
    /// What the person chose, or what everybody starts with.
    pub async fn appearance(&self) -> Result<Appearance, Failure> {
        let read = |store: &mut Store| {
            Ok(Appearance {
                theme: THEME.find(store)?.map(Theme::from).unwrap_or_default(),
                zoom: ZOOM.find(store)?.map_or(1.0, bounded),
                text: TEXT.find(store)?.map_or(1.0, nearest),
                sidebar: SIDEBAR.find(store)?,
            })
        };
        self.store().run(read).await.map_err(Failure::from)
    }

    /// Remembers which colours the person wants.
    pub async fn set_theme(&self, theme: Theme) -> Result<(), Failure> {
        self.set_setting(&THEME, theme.into()).await
    }

    /// Remembers how large the page is shown, and gives back what is within bounds.
    pub async fn set_zoom(&self, zoom: f64) -> Result<f64, Failure> {
        let zoom = bounded(zoom);
        self.set_setting(&ZOOM, zoom).await?;
        Ok(zoom)
    }

    /// Remembers how large text is, and gives back the nearest size there is.
    pub async fn set_text_size(&self, text: f64) -> Result<f64, Failure> {
        let text = nearest(text);
        self.set_setting(&TEXT, text).await?;
        Ok(text)
    }

    /// Remembers how wide the sidebar is, CSS pixels.
    pub async fn set_sidebar(&self, width: u32) -> Result<(), Failure> {
        let width = width.clamp(WIDTHS.0, WIDTHS.1);
        self.set_setting(&SIDEBAR, width).await
    }

    /// The page lays a conversation out otherwise: remembered, and what was written out of sight comes with the next frame.
    pub async fn set_layout(&self, id: ConversationId, layout: Layout) -> Result<(), Failure> {
        self.frames().set_visible(id, |visible| {
            // Until the page says what of them is in view.
            (visible.is_wide, visible.in_view) = (layout == Layout::Columns, None);
        });
        self.tell_due(id);
        self.write(move |writer| writer.save_layout(id, layout.into())).await
    }
}

fn nearest(text: f64) -> f64 {
    TEXTS
        .into_iter()
        .filter(|_| text.is_finite())
        .min_by(|one, other| (one - text).abs().total_cmp(&(other - text).abs()))
        .unwrap_or(1.0)
}

fn bounded(zoom: f64) -> f64 {
    if zoom.is_finite() {
        zoom.clamp(ZOOMS.0, ZOOMS.1)
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::{bounded, nearest};

    #[test]
    #[allow(clippy::float_cmp, reason = "each step is kept as it is written")]
    fn sizes_are_those_there_are() {
        assert_eq!([0.875, 1.0, 1.125, 1.25].map(nearest), [0.875, 1.0, 1.125, 1.25]);
        assert_eq!([0.0, 0.99, 7.0, f64::NAN].map(nearest), [0.875, 1.0, 1.25, 1.0]);
        assert_eq!([0.1, 9.0, f64::INFINITY].map(bounded), [0.5, 4.0, 1.0]);
    }
}
