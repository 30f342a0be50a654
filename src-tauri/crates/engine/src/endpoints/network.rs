//! The network as the person sets it for all endpoints, and what is left of an account.

use chat::{EndpointId, ErrorCode, Failure};
use secret::Origin;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Store, StoreError};
use uuid::Uuid;
use wire::Purpose;

use crate::{
    Engine,
    endpoints::{client, secrets::Secrets, validate},
    setting::Setting,
    stored::StoredProxy,
    view::{Balance, EndpointSettings, NetworkForm, NetworkSettings, Proxy},
};

const NETWORK: Setting<StoredNetwork> = Setting::new("network");
/// Where `AiHubMix` says what is left, at the root of its host.
const REMAIN: &str = "/dashboard/billing/remain";

/// What holds for all endpoints.
#[derive(Clone, Default)]
pub(crate) struct Network {
    /// Random for each data folder, so that two never share an entry of the keyring. Empty until it is needed.
    owner: String,
    /// The proxy of endpoints that have none of their own.
    pub(crate) proxy: Proxy,
}

impl Network {
    /// What is stored.
    pub(crate) fn load(store: &Store) -> Result<Self, StoreError> {
        let stored = NETWORK.read(store)?;
        Ok(Self {
            owner: stored.owner,
            proxy: stored.proxy.into(),
        })
    }

    fn stored(self) -> StoredNetwork {
        StoredNetwork {
            owner: self.owner,
            proxy: self.proxy.into(),
        }
    }
}

/// The setting `network`.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct StoredNetwork {
    owner: String,
    proxy: StoredProxy,
}

impl Engine {
    /// What holds for all endpoints.
    #[allow(clippy::unused_async, reason = "as all commands of the page")]
    pub async fn network_settings(&self) -> Result<NetworkSettings, Failure> {
        Ok(shown(&self.endpoints().network().proxy))
    }

    /// Sets what holds for all endpoints.
    ///
    /// Fails with `bad_request`, its details `field` and `reason`, where the proxy is none.
    pub async fn set_network(&self, form: NetworkForm) -> Result<NetworkSettings, Failure> {
        let mut secrets = Secrets::default();
        let proxy = match validate::proxy(form.proxy, &mut secrets)? {
            Proxy::Default => Proxy::System,
            proxy => proxy,
        };
        let former = self.endpoints().network().clone();
        let (before, now) = (of_proxy(former.proxy), of_proxy(proxy.clone()));
        let owner = Some(former.owner).filter(|owner| !owner.is_empty());
        let (owner, origin) = (owner.unwrap_or_else(|| Uuid::new_v4().to_string()), nowhere()?);
        self.add_kept(&mut secrets, &owner, &now, &origin).await?;
        self.keep_secrets(&owner, &now, &origin, &secrets, false).await?;
        let network = Network {
            owner: owner.clone(),
            proxy,
        };
        let stored = network.clone().stored();
        self.set_setting(&NETWORK, stored).await?;
        self.drop_secrets(&owner, (&before, &origin), Some((&now, &origin)))
            .await;
        self.reload_endpoints().await?;
        self.network_settings().await
    }

    /// The password of the proxy that holds for all endpoints, for a request.
    pub(crate) async fn network_secrets(&self, network: &Network) -> Result<Secrets, Failure> {
        self.secrets_of(&network.owner, &of_proxy(network.proxy.clone()), &nowhere()?)
            .await
    }

    /// What is left of an endpoint's account, where its service says so (`AiHubMix` and what is like it).
    pub async fn balance(&self, id: EndpointId) -> Result<Balance, Failure> {
        let endpoint = self.endpoint(id)?;
        let client = self.endpoint_client(&endpoint).await?;
        let read = client
            .http
            .get_json(&client.base, REMAIN, Purpose::Balance, client.credential());
        let answer = read.await.map_err(|failure| client::with_endpoint(failure, id))?;
        let unreadable = || client::with_endpoint(Failure::new(ErrorCode::Malformed), id);
        let micro_usd = micro_usd(&answer).ok_or_else(unreadable)?;
        Ok(Balance {
            micro_usd: Some(micro_usd).filter(|left| *left >= 0),
        })
    }
}

/// `{"total_usage": USD left}`, a number or one in quotes, in millionths; negative means without a limit.
fn micro_usd(answer: &Value) -> Option<i64> {
    let usd: f64 = match answer.get("total_usage")? {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    let micro = (usd * 1e6).round();
    // Beyond that a float no longer counts single millionths, and nobody's account goes.
    #[allow(clippy::cast_possible_truncation, reason = "checked against bounds an i64 holds")]
    (micro.abs() < 9e15).then_some(micro as i64)
}

fn shown(proxy: &Proxy) -> NetworkSettings {
    NetworkSettings {
        proxy: match proxy {
            Proxy::Default => Proxy::System,
            proxy => proxy.clone(),
        },
    }
}

/// The proxy of all endpoints in the shape of one endpoint's settings.
fn of_proxy(proxy: Proxy) -> EndpointSettings {
    EndpointSettings {
        proxy,
        ..EndpointSettings::default()
    }
}

/// Only a proxy's password is kept here, and that is bound to the proxy.
fn nowhere() -> Result<Origin, Failure> {
    "http://localhost"
        .parse()
        .map_err(|_| Failure::new(ErrorCode::Internal))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Proxy, StoredNetwork, micro_usd};

    #[test]
    fn the_setting_is_read_and_written_as_its_sample() {
        let sample: serde_json::Value =
            serde_json::from_str(include_str!("../stored/samples/network.json")).expect("JSON");
        let stored: StoredNetwork = serde_json::from_value(sample.clone()).expect("the sample is read");
        assert_eq!(stored.owner, "0011");
        assert_eq!(serde_json::to_value(&stored).expect("JSON"), sample);
        assert_eq!(Proxy::from(stored.proxy), Proxy::System);
    }

    #[test]
    fn what_is_left_in_every_spelling() {
        for (answer, expected) in [
            (json!({"object": "list", "total_usage": 12.34}), Some(12_340_000)),
            (json!({"total_usage": 0.000_001}), Some(1)),
            (json!({"total_usage": 0}), Some(0)),
            (json!({"total_usage": " 3.5 "}), Some(3_500_000)),
            (json!({"total_usage": -0.000_002}), Some(-2)),
            (json!({"total_usage": 1e300}), None),
            (json!({"total_usage": null}), None),
            (json!("no"), None),
        ] {
            assert_eq!(micro_usd(&answer), expected, "{answer}");
        }
    }
}
