//! How an endpoint's requests are made: what is stored, what a new one starts with, what the transport takes.

use std::time::Duration;

use chat::Failure;
use secret::Origin;
use store::Endpoint;
use wire::{
    Auth, BaseUrl, ClientCertificate, ExtraBody, ExtraCa, HeaderText, NetworkOptions, ProxyUrl, Query, RequestOptions,
};

use crate::{
    endpoints::{
        presets,
        secrets::{Secrets, Slot},
    },
    stored::StoredEndpointSettings,
    view::{self, EndpointSettings, EndpointSettingsForm, PresetView, Proxy, ProxyForm},
};

/// The settings an endpoint is stored with. What cannot be read counts as nothing set.
pub(crate) fn endpoint_settings(endpoint: &Endpoint) -> EndpointSettings {
    let stored = serde_json::from_str::<StoredEndpointSettings>(&endpoint.settings);
    stored.map_or_else(
        |error| {
            tracing::warn!(line = error.line(), "unreadable endpoint settings");
            EndpointSettings::default()
        },
        Into::into,
    )
}

/// As text for the store.
pub(crate) fn text(settings: &EndpointSettings) -> String {
    let stored = StoredEndpointSettings::from(settings.clone());
    serde_json::to_string(&stored).unwrap_or_else(|_| "{}".to_owned())
}

/// What a new endpoint at `base` starts with: its preset's.
pub(crate) fn fresh(base: &BaseUrl) -> EndpointSettings {
    presets::of_url(base).map_or_else(EndpointSettings::default, of_preset)
}

/// What a preset asks for.
pub(crate) fn of_preset(preset: &PresetView) -> EndpointSettings {
    EndpointSettings {
        preset: preset.id.clone(),
        auth_header: preset.auth_header.clone(),
        query: preset.query.clone(),
        ..EndpointSettings::default()
    }
}

/// [`of_preset`] as a form, for who fills in none.
pub fn preset_settings(preset: &PresetView) -> EndpointSettingsForm {
    let settings = of_preset(preset);
    EndpointSettingsForm {
        preset: settings.preset,
        auth_header: settings.auth_header,
        query: settings.query,
        headers: Vec::new(),
        proxy: ProxyForm::default(),
        ca_pem: String::new(),
        client_cert: None,
        limits: settings.limits,
        parallel: settings.parallel.into(),
        extra_body: String::new(),
        send_reasoning_back: false,
        check_model: String::new(),
    }
}

/// What every request to the endpoint carries. Made for one request: secrets are in it.
pub(crate) fn request_options(
    settings: &EndpointSettings,
    secrets: &Secrets,
    origin: &Origin,
) -> Result<RequestOptions, Failure> {
    let mut headers = Vec::new();
    for header in &settings.headers {
        let text = if header.secret {
            let Some(key) = secrets.key(&Slot::Header(header.name.to_ascii_lowercase())) else {
                continue;
            };
            HeaderText::Secret {
                key,
                origin: origin.clone(),
            }
        } else {
            HeaderText::Plain(header.value.clone().unwrap_or_default())
        };
        headers.push(wire::Header::new(&header.name, text)?);
    }
    Ok(RequestOptions {
        auth: Auth::new(&settings.auth_header.name, &settings.auth_header.scheme)?,
        headers,
        query: Query::new(settings.query.clone())?,
        body: ExtraBody::parse(&settings.extra_body)?,
        send_reasoning: settings.send_reasoning_back,
        ..RequestOptions::default()
    })
}

/// How the endpoint is reached; `proxy` is the one that counts, with its password.
pub(crate) fn network_options(
    settings: &EndpointSettings,
    secrets: &Secrets,
    proxy: wire::Proxy,
) -> Result<NetworkOptions, Failure> {
    let extra_ca = Some(&settings.ca_pem).filter(|pem| !pem.is_empty());
    let key = secrets.get(&Slot::ClientKey);
    let certificate = settings.client_cert.as_ref().zip(key);
    Ok(NetworkOptions {
        proxy,
        extra_ca: extra_ca.map(|pem| ExtraCa::from_pem(pem.as_bytes())).transpose()?,
        client_certificate: certificate
            .map(|(cert, key)| ClientCertificate::from_pem(cert.cert_pem.as_bytes(), key.expose().as_bytes()))
            .transpose()?,
        limits: wire_limits(settings.limits),
    })
}

/// A proxy as the transport takes it.
pub(crate) fn wire_proxy(proxy: &Proxy, secrets: &Secrets) -> Result<wire::Proxy, Failure> {
    Ok(match proxy {
        Proxy::Default | Proxy::System => wire::Proxy::System,
        Proxy::None => wire::Proxy::None,
        Proxy::Url { url, user, .. } => wire::Proxy::Url(ProxyUrl::new(url, user, secrets.key(&Slot::Proxy))?),
    })
}

pub(crate) fn wire_limits(limits: view::Limits) -> wire::Limits {
    let seconds = |seconds: u32| Duration::from_secs(seconds.into());
    wire::Limits {
        connect: seconds(limits.connect_s),
        first_content: seconds(limits.first_content_s),
        silence: seconds(limits.silence_s),
        ..wire::Limits::default()
    }
}
