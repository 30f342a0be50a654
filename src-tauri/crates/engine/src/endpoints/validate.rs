//! Settings as filled in by the person: judged field by field, secrets set apart from what is stored.

use std::{collections::BTreeSet, fs, io::Read, path::Path, time::Duration};

use chat::{Failure, FormField, RefusalReason};
use secret::{Key, Origin, SecretText};
use wire::{Auth, ClientCertificate, ExtraBody, ExtraCa, HeaderText, OptionProblem, ProxyUrl, Query};

use crate::{
    endpoints::{
        secrets::{Secrets, Slot},
        settings::wire_limits,
    },
    view::{
        self, ClientCertificateForm, EndpointSettings, EndpointSettingsForm, Header, HeaderForm, Limits, Parallel,
        Proxy, ProxyForm, SecretInput,
    },
};

/// A certificate file is not longer than this, bytes.
const MAX_FILE: u64 = 1024 * 1024;
/// The longest time limit, seconds: a day.
const MAX_LIMIT: u32 = 24 * 60 * 60;

/// What a form says, in two parts.
pub(crate) struct Validated {
    /// What is stored.
    pub(crate) settings: EndpointSettings,
    /// What goes to the keyring: only what was typed.
    pub(crate) secrets: Secrets,
}

impl Validated {
    /// Settings as they are stored; what they name is in the keyring.
    pub(crate) fn kept(settings: EndpointSettings) -> Self {
        let secrets = Secrets::default();
        Self { settings, secrets }
    }
}

/// Judges settings for `origin`.
///
/// Fails with `bad_request`, its details `field`, `reason` and, where it is about one, `name`.
pub(crate) fn validate(form: EndpointSettingsForm, origin: &Origin) -> Result<Validated, Failure> {
    let mut secrets = Secrets::default();
    let settings = EndpointSettings {
        preset: form.preset,
        auth_header: auth(&form.auth_header)?,
        query: query(form.query)?,
        headers: headers(form.headers, origin, &mut secrets)?,
        proxy: proxy(form.proxy, &mut secrets)?,
        ca_pem: ca(&form.ca_pem)?,
        client_cert: form
            .client_cert
            .map(|form| certificate(form, &mut secrets))
            .transpose()?,
        limits: limits(form.limits)?,
        parallel: Parallel::new(form.parallel).ok_or_else(|| bad(FormField::Limits, RefusalReason::Parallel))?,
        extra_body: body(&form.extra_body)?,
        send_reasoning_back: form.send_reasoning_back,
        check_model: form.check_model.trim().to_owned(),
    };
    clash(&settings)?;
    Ok(Validated { settings, secrets })
}

fn wrong(field: FormField) -> impl Fn(OptionProblem) -> Failure {
    move |problem| Failure::from(problem).with_field(field)
}

fn bad(field: FormField, reason: RefusalReason) -> Failure {
    Failure::refused_field(field, reason)
}

fn auth(header: &view::AuthHeader) -> Result<view::AuthHeader, Failure> {
    let auth = Auth::new(&header.name, &header.scheme).map_err(wrong(FormField::AuthHeader))?;
    Ok(view::AuthHeader {
        // As typed: the transport does not mind the case of letters, and a person may.
        name: header.name.trim().to_owned(),
        scheme: auth.scheme().unwrap_or_default().to_owned(),
    })
}

fn query(pairs: Vec<(String, String)>) -> Result<Vec<(String, String)>, Failure> {
    Query::new(pairs.clone()).map_err(wrong(FormField::Query))?;
    let trimmed = |(name, value): (String, String)| (name.trim().to_owned(), value.trim().to_owned());
    Ok(pairs.into_iter().map(trimmed).collect())
}

fn headers(forms: Vec<HeaderForm>, origin: &Origin, secrets: &mut Secrets) -> Result<Vec<Header>, Failure> {
    let mut names = BTreeSet::new();
    let mut headers = Vec::new();
    for form in forms {
        let header = header(form, origin, secrets)?;
        if !names.insert(header.name.to_ascii_lowercase()) {
            return Err(bad(FormField::Headers, RefusalReason::HeaderTwice).with("name", header.name));
        }
        headers.push(header);
    }
    Ok(headers)
}

fn header(form: HeaderForm, origin: &Origin, secrets: &mut Secrets) -> Result<Header, Failure> {
    let name = form.name.trim().to_owned();
    let header = |text| wire::Header::new(&name, text).map_err(wrong(FormField::Headers));
    if !form.secret {
        let value = form
            .value
            .map(|value| value.expose().trim().to_owned())
            .unwrap_or_default();
        header(HeaderText::Plain(value.clone()))?;
        return Ok(Header {
            name,
            value: Some(value),
            secret: false,
        });
    }
    let typed = form.value.as_ref().map(|value| Key::text(value.expose().to_owned()));
    let key = typed.unwrap_or_else(|| Key::text("kept".to_owned()));
    let key = key.map_err(|_| bad(FormField::Headers, RefusalReason::HeaderValue).with("name", &name))?;
    header(HeaderText::Secret {
        key,
        origin: origin.clone(),
    })?;
    if let Some(value) = form.value {
        secrets.type_in(Slot::Header(name.to_ascii_lowercase()), value);
    }
    Ok(Header {
        name,
        value: None,
        secret: true,
    })
}

/// A proxy as filled in; its password is set apart.
pub(crate) fn proxy(form: ProxyForm, secrets: &mut Secrets) -> Result<Proxy, Failure> {
    Ok(match form {
        ProxyForm::Default => Proxy::Default,
        ProxyForm::System => Proxy::System,
        ProxyForm::None => Proxy::None,
        ProxyForm::Url { url, user, password } => {
            let address = ProxyUrl::new(&url, &user, None).map_err(wrong(FormField::Proxy))?;
            let user = user.trim().to_owned();
            let password = !user.is_empty() && take_secret(password, Slot::Proxy, secrets, is_password)?;
            Proxy::Url {
                url: address.to_string(),
                user,
                password,
            }
        }
    })
}

/// Checks a proxy password: one line.
fn is_password(text: &SecretText) -> Result<(), Failure> {
    let fits = Key::text(text.expose().to_owned()).is_ok_and(|key| key.expose() == text.expose());
    fits.then_some(())
        .ok_or_else(|| bad(FormField::Proxy, RefusalReason::Password))
}

/// Whether there is a secret; a typed one is set apart.
fn take_secret(
    input: SecretInput,
    slot: Slot,
    secrets: &mut Secrets,
    judge: impl Fn(&SecretText) -> Result<(), Failure>,
) -> Result<bool, Failure> {
    match input {
        SecretInput::None => Ok(false),
        SecretInput::Keep => Ok(true),
        SecretInput::Typed(text) => {
            judge(&text)?;
            secrets.type_in(slot, text);
            Ok(true)
        }
    }
}

fn ca(typed: &str) -> Result<String, Failure> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    let pem = pem(typed, FormField::CaPem)?;
    ExtraCa::from_pem(pem.expose().as_bytes()).map_err(wrong(FormField::CaPem))?;
    Ok(certificates_only(pem.expose()))
}

fn certificate(form: ClientCertificateForm, secrets: &mut Secrets) -> Result<view::ClientCertificate, Failure> {
    let chain = pem(&form.cert_pem, FormField::ClientCert)?;
    // A certificate cannot be used without its private key.
    let key = match form.key {
        SecretInput::None => return Err(bad(FormField::ClientCert, RefusalReason::NoPrivateKey)),
        SecretInput::Keep => None,
        SecretInput::Typed(key) => Some(pem(key.expose(), FormField::ClientCert)?),
    };
    if let Some(key) = key {
        ClientCertificate::from_pem(chain.expose().as_bytes(), key.expose().as_bytes())
            .map_err(wrong(FormField::ClientCert))?;
        key.encoded()
            .map_err(|_| bad(FormField::ClientCert, RefusalReason::TooLong))?;
        secrets.type_in(Slot::ClientKey, key);
    } else {
        ExtraCa::from_pem(chain.expose().as_bytes()).map_err(wrong(FormField::ClientCert))?;
    }
    Ok(view::ClientCertificate {
        cert_pem: certificates_only(chain.expose()),
        key: true,
    })
}

/// PEM as pasted, or read from the file whose path stands there.
fn pem(typed: &str, field: FormField) -> Result<SecretText, Failure> {
    let typed = typed.trim();
    if typed.contains("-----BEGIN") {
        return SecretText::new(typed.to_owned()).map_err(|_| bad(field, RefusalReason::TooLong));
    }
    let mut text = String::new();
    let read = fs::File::open(Path::new(typed)).and_then(|file| file.take(MAX_FILE).read_to_string(&mut text));
    read.map_err(|error| bad(field, RefusalReason::File).with("error", error.kind().to_string()))?;
    SecretText::new(text).map_err(|_| bad(field, RefusalReason::TooLong))
}

/// The certificates of a PEM file that may hold the private key as well: that is a secret, and not kept here.
fn certificates_only(pem: &str) -> String {
    let (mut kept, mut inside) = (String::new(), false);
    for line in pem.lines() {
        inside |= line.trim() == "-----BEGIN CERTIFICATE-----";
        if inside {
            kept.push_str(line.trim());
            kept.push('\n');
        }
        inside &= line.trim() != "-----END CERTIFICATE-----";
    }
    kept
}

fn limits(limits: Limits) -> Result<Limits, Failure> {
    wire_limits(limits).checked().map_err(wrong(FormField::Limits))?;
    for (name, seconds) in [
        ("connect", limits.connect_s),
        ("first_content", limits.first_content_s),
        ("silence", limits.silence_s),
    ] {
        if Duration::from_secs(seconds.into()) > Duration::from_secs(MAX_LIMIT.into()) {
            return Err(bad(FormField::Limits, RefusalReason::LimitLong).with("name", name));
        }
    }
    Ok(limits)
}

fn body(typed: &str) -> Result<String, Failure> {
    ExtraBody::parse(typed).map_err(wrong(FormField::ExtraBody))?;
    Ok(typed.trim().to_owned())
}

/// A custom header where the key's header stands.
fn clash(settings: &EndpointSettings) -> Result<(), Failure> {
    let key = &settings.auth_header.name;
    match settings
        .headers
        .iter()
        .find(|header| header.name.eq_ignore_ascii_case(key))
    {
        Some(header) => Err(wrong(FormField::Headers)(OptionProblem::HeaderIsTheKeys(
            header.name.clone(),
        ))),
        None => Ok(()),
    }
}
