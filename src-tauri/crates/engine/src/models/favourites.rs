//! Picker preferences: favourites, recent models and named sets.

use chat::{CommandId, Failure, RefusalReason};

use crate::{
    Engine,
    setting::Setting,
    stored::StoredPicker,
    view::{ModelRef, ModelSet, PickerPreferences},
};

const PICKER: Setting<StoredPicker> = Setting::new("shelf");
/// Models used last that are remembered.
const RECENTS: usize = 8;
/// Most models a set, as a conversation, has.
const MOST: usize = 24;
/// Longest name of a set, in characters.
const LONGEST: usize = 60;

impl Engine {
    /// Favourites, models used last, and sets.
    pub async fn shelf(&self) -> Result<PickerPreferences, Failure> {
        let stored = self.setting(&PICKER).await?;
        Ok(stored.unwrap_or_default().into())
    }

    /// Makes a model a favourite, or no longer.
    pub async fn set_favourite(
        &self,
        command: CommandId,
        model: ModelRef,
        on: bool,
    ) -> Result<PickerPreferences, Failure> {
        self.change_picker(command, move |shelf| {
            shelf.favourites.retain(|held| *held != model);
            if on {
                shelf.favourites.push(model);
            }
        })
        .await
    }

    /// Records models as recently used, the first as the newest.
    pub async fn note_recent(&self, command: CommandId, models: Vec<ModelRef>) -> Result<PickerPreferences, Failure> {
        let mut each: Vec<ModelRef> = Vec::new();
        for model in models {
            // One model may have been taken several times.
            if !each.contains(&model) {
                each.push(model);
            }
        }
        self.change_picker(command, move |shelf| {
            shelf.recents.retain(|held| !each.contains(held));
            shelf.recents.splice(0..0, each);
            shelf.recents.truncate(RECENTS);
        })
        .await
    }

    /// Keeps these models under a name, in place of those it had. `bad_request` with reason `set` without a name or models.
    pub async fn save_set(
        &self,
        command: CommandId,
        name: String,
        models: Vec<ModelRef>,
    ) -> Result<PickerPreferences, Failure> {
        let name = named(&name)?;
        if models.is_empty() || models.len() > MOST {
            return Err(refused());
        }
        self.change_picker(command, move |shelf| {
            match shelf.sets.iter_mut().find(|set| set.name == name) {
                Some(set) => set.models = models,
                None => shelf.sets.push(ModelSet { name, models }),
            }
        })
        .await
    }

    /// Renames a set, replacing one that has the new name.
    pub async fn rename_set(&self, command: CommandId, from: String, to: String) -> Result<PickerPreferences, Failure> {
        let to = named(&to)?;
        self.change_picker(command, move |shelf| {
            if from != to && shelf.sets.iter().any(|set| set.name == from) {
                shelf.sets.retain(|set| set.name != to);
                let mut renamed = shelf.sets.iter_mut().filter(|set| set.name == from);
                renamed.by_ref().for_each(|set| set.name.clone_from(&to));
            }
        })
        .await
    }

    /// Forgets a set.
    pub async fn remove_set(&self, command: CommandId, name: String) -> Result<PickerPreferences, Failure> {
        self.change_picker(command, move |shelf| shelf.sets.retain(|set| set.name != name))
            .await
    }

    /// In one transaction, so that nothing is lost between reading and writing.
    async fn change_picker(
        &self,
        command: CommandId,
        change: impl FnOnce(&mut PickerPreferences) + Send + 'static,
    ) -> Result<PickerPreferences, Failure> {
        self.once(command, move |engine| async move {
            let changed = engine.store().run(move |store| {
                let mut kept: PickerPreferences = PICKER.read(store)?.into();
                change(&mut kept);
                store.write(|writer| PICKER.write(writer, &StoredPicker::from(kept.clone())))?;
                Ok(kept)
            });
            changed.await.map_err(Failure::from)
        })
        .await
    }
}

fn named(name: &str) -> Result<String, Failure> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= LONGEST;
    fits.then(|| name.to_owned()).ok_or_else(refused)
}

fn refused() -> Failure {
    Failure::refused(RefusalReason::Set)
}
