//! TLS as the platform trusts it, and as the person adds to that.

use std::sync::Arc;

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    sign::{CertifiedKey, SingleCertAndKey},
};
use rustls_platform_verifier::Verifier;

use crate::network::NetworkOptions;

/// The platform's own roots and verifier, HTTP/2 preferred. Without any roots the client still serves plain http on this
/// computer.
pub(super) fn config(options: &NetworkOptions) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions()?;
    let extra = options.extra_ca.as_ref().map(|extra| extra.certificates().to_vec());
    let builder = match Verifier::new_with_extra_roots(extra.unwrap_or_default(), provider) {
        Ok(verifier) => builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)),
        Err(_) => builder.with_root_certificates(RootCertStore::empty()),
    };
    let mut config = match &options.client_certificate {
        Some(certificate) => {
            let shown: Arc<CertifiedKey> = certificate.certified();
            builder.with_client_cert_resolver(Arc::new(SingleCertAndKey::from(shown)))
        }
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
