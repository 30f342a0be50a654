//! TLS configuration: the platform's trust and the person's own certificates.

use std::sync::{Arc, OnceLock};

use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, ServerName, UnixTime},
    sign::{CertifiedKey, SingleCertAndKey},
};
use rustls_platform_verifier::Verifier;

use crate::network::NetworkOptions;

/// Builds the configuration with the platform's verifier and HTTP/2 preferred. It works without any root certificates,
/// so that plain http on loopback does too.
pub(super) fn config(options: &NetworkOptions) -> Result<ClientConfig, Error> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions()?;
    let extra = options.extra_ca.as_ref().map(|extra| extra.certificates().to_vec());
    let verifier = LazyVerifier {
        extra: extra.unwrap_or_default(),
        provider,
        made: OnceLock::new(),
    };
    let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
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

/// The platform's verifier, created when the first server presents a certificate. Loading hundreds of root certificates
/// takes longer than everything else `juxta ask` does before its request, and plain http never needs them.
#[derive(Debug)]
struct LazyVerifier {
    extra: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
    made: OnceLock<Option<Verifier>>,
}

impl LazyVerifier {
    /// Returns the verifier. A system without root certificates trusts no server.
    fn verifier(&self) -> Result<&Verifier, Error> {
        let read = || Verifier::new_with_extra_roots(self.extra.clone(), Arc::clone(&self.provider)).ok();
        let made = self.made.get_or_init(read).as_ref();
        made.ok_or(Error::InvalidCertificate(CertificateError::UnknownIssuer))
    }
}

impl ServerCertVerifier for LazyVerifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.verifier()?
            .verify_server_cert(certificate, between, name, ocsp, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier()?.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier()?.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
