//! An endpoint as filled in by the person, on its way to the store and the keyring.

use chat::{EndpointId, ErrorCode, Failure, RefusalReason};
use secret::{Key, Origin};
use store::{Endpoint, KeyMarker};
use uuid::Uuid;
use wire::{BaseUrl, Client, Purpose};

use crate::{
    Engine, clock,
    endpoints::{
        address::{bad_url, is_exposed},
        check::{Check, Subject},
        keys::Bound,
        secrets::Secrets,
        settings,
        validate::{self, Validated},
    },
    view::{CheckReport, EndpointForm, EndpointSettings, EndpointSettingsForm, KeyInput},
};

/// A form whose parts are known to fit together.
pub(crate) struct Candidate {
    /// The endpoint's id, new or known.
    pub(crate) id: EndpointId,
    /// Where it is called.
    pub(crate) base: BaseUrl,
    /// Its key.
    pub(crate) key: Option<Bound>,
    /// How its requests are made.
    settings: EndpointSettings,
    /// What its requests carry beside the key.
    secrets: Secrets,
    name: String,
    /// The endpoint it changes.
    before: Option<Endpoint>,
    /// The key came in with this form and is not stored yet.
    fresh: bool,
    pasted: bool,
    session_only: bool,
}

impl Engine {
    /// Looks at a form without asking anybody. A key that would go over plain http unconfirmed is refused here.
    pub(crate) async fn candidate(&self, form: EndpointForm) -> Result<Candidate, Failure> {
        let base = BaseUrl::parse(&form.base_url).map_err(bad_url)?;
        let origin = base.origin();
        let before = form.id.and_then(|id| self.endpoints().get(id).cloned());
        let pasted = matches!(form.key, KeyInput::Pasted);
        let fresh = pasted || matches!(form.key, KeyInput::Typed(_));
        let id = before
            .as_ref()
            .map_or_else(|| EndpointId(Uuid::new_v4()), |before| before.id);
        let (settings, secrets) = self.settings_of_form(form.settings, before.as_ref(), id, &base).await?;
        let key = self.key_of_form(form.key, before.as_ref(), &origin).await?;
        let secret = key.is_some() || secrets.go_to_server();
        if secret && is_exposed(&origin) && !form.accept_plain_http {
            if let (true, Some(bound)) = (pasted, key) {
                self.keys().give_back(bound.key);
            }
            let failure = Failure::refused(RefusalReason::PlainHttp);
            return Err(failure.with("origin", origin.to_string()));
        }
        let name = match form.name.trim() {
            "" => origin.host(),
            name => name.to_owned(),
        };
        let keeps_name = before.as_ref().is_some_and(|before| before.name == name);
        let free = || self.endpoints().free_name(&name);
        Ok(Candidate {
            id,
            name: if keeps_name { name } else { free() },
            settings,
            secrets,
            before,
            base,
            key,
            fresh,
            pasted,
            session_only: form.session_only,
        })
    }

    /// The settings of a form with their secrets. A form without any leaves a known endpoint's as they are.
    async fn settings_of_form(
        &self,
        form: Option<EndpointSettingsForm>,
        before: Option<&Endpoint>,
        id: EndpointId,
        base: &BaseUrl,
    ) -> Result<(EndpointSettings, Secrets), Failure> {
        let base_origin = base.origin();
        let Validated { settings, mut secrets } = match (form, before) {
            (Some(form), _) => validate::validate(form, &base_origin)?,
            (None, Some(before)) => Validated::kept(settings::endpoint_settings(before)),
            (None, None) => Validated::kept(settings::fresh(base)),
        };
        self.add_kept(&mut secrets, &id.to_string(), &settings, &base_origin)
            .await?;
        Ok((settings, secrets))
    }

    /// The client a candidate is checked with.
    pub(crate) async fn client_of(&self, candidate: &Candidate) -> Result<Client, Failure> {
        let origin = candidate.base.origin();
        let client = self.draft_client(candidate.id, &candidate.settings, &candidate.secrets, &origin);
        Ok(client.await?.with_purpose(Purpose::Check))
    }

    async fn key_of_form(
        &self,
        input: KeyInput,
        before: Option<&Endpoint>,
        origin: &Origin,
    ) -> Result<Option<Bound>, Failure> {
        let bind = |key: Key| Bound {
            key,
            origin: origin.clone(),
        };
        match (input, before) {
            (KeyInput::Typed(key), _) => Ok(Some(bind(key))),
            (KeyInput::Pasted, _) => {
                let key = self.keys().take_pasted();
                Ok(Some(bind(key.ok_or(Failure::new(ErrorCode::NoKey))?)))
            }
            // The key was stored for the old origin; for another one there is none.
            (KeyInput::Keep, Some(before)) => self.keys().read(before.id, origin, before.key).await,
            (KeyInput::None, _) | (KeyInput::Keep, None) => Ok(None),
        }
    }

    /// A pasted key whose check failed need not be pasted again; a typed one is gone, as the page's field is.
    pub(crate) fn give_back(&self, candidate: Candidate, check: Check) -> CheckReport {
        if let (true, Some(bound)) = (candidate.pasted && !check.refuses_key(), candidate.key) {
            self.keys().give_back(bound.key);
        }
        check.report()
    }

    /// Stores a checked endpoint and its key.
    pub(crate) async fn keep_candidate(
        &self,
        mut candidate: Candidate,
        mut check: Check,
    ) -> Result<CheckReport, Failure> {
        let id = candidate.id;
        let plain_http_origin = candidate.confirmed_origin();
        self.keep_secrets_of(&candidate).await?;
        let endpoint = Endpoint {
            id,
            key: self.keep_key(&mut candidate).await?,
            plain_http_origin,
            name: candidate.name,
            base_url: candidate.base.to_string(),
            verified_ms: check.verifies().then(clock::now_ms),
            models: None,
            demo: false,
            settings: settings::text(&candidate.settings),
        };
        let now = (candidate.settings, candidate.base.origin());
        if let Err(failure) = self.write_endpoint(endpoint.clone()).await {
            // Nothing names the key then. A known endpoint keeps it: there is no other to go back to.
            if candidate.before.is_none() {
                self.keys().forget(id);
                self.drop_stored_key(&endpoint).await;
                self.drop_secrets(&id.to_string(), (&now.0, &now.1), None).await;
            }
            return Err(failure);
        }
        if let Some(before) = candidate.before {
            self.drop_former_key(&before, &endpoint).await;
            if let Some(former) = origin(&before) {
                let before = settings::endpoint_settings(&before);
                self.drop_secrets(&id.to_string(), (&before, &former), Some((&now.0, &now.1)))
                    .await;
            }
        }
        if let Some(models) = check.models.take() {
            self.keep_models(&endpoint, models).await?;
            self.enrich_later(id);
        }
        let mut report = check.report();
        report.endpoint = Some(self.endpoint_view(&self.endpoint(id)?));
        Ok(report)
    }

    async fn keep_secrets_of(&self, candidate: &Candidate) -> Result<(), Failure> {
        let (owner, origin) = (candidate.id.to_string(), candidate.base.origin());
        self.keep_secrets(
            &owner,
            &candidate.settings,
            &origin,
            &candidate.secrets,
            candidate.session_only,
        )
        .await
    }

    /// Stores the draft's key where the person chose, and returns where that is.
    async fn keep_key(&self, candidate: &mut Candidate) -> Result<KeyMarker, Failure> {
        if !candidate.fresh {
            return Ok(candidate.marker_kept());
        }
        let Some(bound) = candidate.key.take() else {
            return Ok(KeyMarker::None);
        };
        let again = candidate.pasted.then(|| bound.key.duplicate());
        let kept = self.keys().keep(candidate.id, bound, candidate.session_only).await;
        if let (Err(_), Some(key)) = (&kept, again) {
            // A locked keyring, say: need not be pasted again.
            self.keys().give_back(key);
        }
        kept
    }

    /// Forgets the key of the endpoint as it was, where the endpoint as it is now would never find it again.
    async fn drop_former_key(&self, before: &Endpoint, now: &Endpoint) {
        if now.key != KeyMarker::Session {
            self.keys().forget(now.id);
        }
        if now.key != KeyMarker::Keyring || origin(before) != origin(now) {
            self.drop_stored_key(before).await;
        }
    }

    async fn drop_stored_key(&self, endpoint: &Endpoint) {
        let Some(origin) = origin(endpoint) else { return };
        if let Err(failure) = self.keys().remove(endpoint.id, &origin, endpoint.key).await {
            tracing::warn!(
                code = failure.code.as_str(),
                "a key nothing names any more is still in the keyring"
            );
        }
    }
}

impl Candidate {
    /// What a check looks at.
    pub(crate) fn subject<'a>(&'a self, client: &'a Client) -> Subject<'a> {
        Subject {
            client,
            base: &self.base,
            key: self.key.as_ref(),
            settings: &self.settings,
        }
    }

    /// The same, under a name that is free by now.
    pub(crate) fn renamed(mut self, engine: &Engine) -> Self {
        if self.before.is_none() {
            self.name = engine.endpoints().free_name(&self.name);
        }
        self
    }

    /// The origin for which the person agreed to plain http.
    fn confirmed_origin(&self) -> Option<String> {
        let origin = self.base.origin();
        let secret = self.key.is_some() || self.secrets.go_to_server();
        (secret && is_exposed(&origin)).then(|| origin.to_string())
    }

    /// Where the key is that was there already.
    fn marker_kept(&self) -> KeyMarker {
        match (&self.key, &self.before) {
            (Some(_), Some(before)) if origin(before) == Some(self.base.origin()) => before.key,
            _ => KeyMarker::None,
        }
    }
}

fn origin(endpoint: &Endpoint) -> Option<Origin> {
    BaseUrl::parse(&endpoint.base_url).ok().map(|base| base.origin())
}
