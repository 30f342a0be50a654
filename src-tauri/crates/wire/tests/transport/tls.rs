//! Tests certificates: which are trusted, which are presented, and what each failure means.

use std::{net::SocketAddr, sync::Arc};

use chat::{ErrorCode, Failure};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use rustls::{
    RootCertStore, ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer},
    server::WebPkiClientVerifier,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use wire::{Client, ClientCertificate, ExtraCa, NetworkOptions, OptionProblem};

use crate::server::base;

/// A company's own certificate authority.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate and its key.
pub(crate) struct Identity {
    certificate: rcgen::Certificate,
    key: KeyPair,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        // A unique name: with the same name for two, the wrong one's signature would be tried.
        let name = format!("{:?}", key.public_key_raw());
        params.distinguished_name.push(DnType::CommonName, &name[1..60]);
        Self(CertifiedIssuer::self_signed(params, key).expect("an authority"))
    }

    pub(crate) fn server(&self, name: &str) -> Identity {
        self.issue(&CertificateParams::new(vec![name.to_owned()]).expect("a name"))
    }

    fn issue(&self, params: &CertificateParams) -> Identity {
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.0).expect("a certificate");
        Identity { certificate, key }
    }

    fn pem(&self) -> String {
        self.0.pem()
    }

    fn roots(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        roots.add(self.0.der().clone()).expect("a root");
        roots
    }
}

impl Identity {
    fn chain(&self) -> Vec<CertificateDer<'static>> {
        vec![self.certificate.der().clone()]
    }

    fn private(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::try_from(self.key.serialize_der()).expect("a key")
    }

    fn as_client(&self) -> ClientCertificate {
        let (chain, key) = (self.certificate.pem(), self.key.serialize_pem());
        ClientCertificate::from_pem(chain.as_bytes(), key.as_bytes()).expect("a certificate")
    }
}

/// Returns options that trust `authority` in addition to the platform.
pub(crate) fn trusting(authority: &Authority) -> NetworkOptions {
    NetworkOptions {
        extra_ca: Some(ExtraCa::from_pem(authority.pem().as_bytes()).expect("a certificate")),
        ..NetworkOptions::default()
    }
}

/// A TLS server that replies to every request with one body.
pub(crate) struct TlsServer {
    pub(crate) address: SocketAddr,
}

impl TlsServer {
    /// Starts the server; `clients` is the authority whose certificates callers must present.
    pub(crate) async fn start(identity: Identity, clients: Option<&Authority>, body: &'static str) -> Self {
        let provider = Arc::new(ring::default_provider());
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .expect("versions");
        let builder = match clients {
            Some(authority) => {
                let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(authority.roots()), provider);
                builder.with_client_cert_verifier(verifier.build().expect("a verifier"))
            }
            None => builder.with_no_client_auth(),
        };
        let config = builder
            .with_single_cert(identity.chain(), identity.private())
            .expect("a server");
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                match acceptor.accept(stream).into_fallible().await {
                    Ok(stream) => drop(tokio::spawn(answer(stream, body))),
                    // Closing at once would lose the reason to a reset.
                    Err((_, mut stream)) => drop(tokio::spawn(async move {
                        let _ = stream.read_to_end(&mut Vec::new()).await;
                    })),
                }
            }
        });
        Self { address }
    }

    fn url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }
}

async fn answer(mut stream: tokio_rustls::server::TlsStream<tokio::net::TcpStream>, body: &str) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let Ok(byte) = stream.read_u8().await else { return };
        head.push(byte);
    }
    let reply = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let _ = stream.write_all(reply.as_bytes()).await;
    let _ = stream.flush().await;
}

async fn list(network: NetworkOptions, server: &TlsServer) -> Result<usize, Failure> {
    let client = Client::with_network(network).expect("a client");
    client
        .models(&base(&server.url()), None)
        .await
        .map(|models| models.len())
}

fn why(result: Result<usize, Failure>) -> (ErrorCode, String) {
    let failure = result.expect_err("refused");
    assert!(!failure.retryable, "{failure:?}");
    (failure.code, failure.details.get("reason").cloned().unwrap_or_default())
}

#[tokio::test]
async fn an_authority_is_trusted_once_it_is_named() {
    let authority = Authority::new();
    let server = TlsServer::start(authority.server("localhost"), None, r#"["a"]"#).await;
    assert_eq!(
        why(list(NetworkOptions::default(), &server).await),
        (ErrorCode::Tls, "unknown_issuer".to_owned())
    );
    assert_eq!(list(trusting(&authority), &server).await, Ok(1));
    assert_eq!(
        why(list(trusting(&Authority::new()), &server).await).1,
        "unknown_issuer"
    );
}

#[tokio::test]
async fn a_certificate_of_another_name_or_another_time() {
    let authority = Authority::new();
    let server = TlsServer::start(authority.server("elsewhere.example"), None, "").await;
    assert_eq!(
        why(list(trusting(&authority), &server).await),
        (ErrorCode::Tls, "wrong_name".to_owned())
    );
    for (from, to, reason) in [(2019, 2020, "expired"), (2090, 2091, "not_valid_yet")] {
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
        params.not_before = date_time_ymd(from, 1, 1);
        params.not_after = date_time_ymd(to, 1, 1);
        let server = TlsServer::start(authority.issue(&params), None, "").await;
        assert_eq!(why(list(trusting(&authority), &server).await).1, reason);
    }
}

#[tokio::test]
async fn a_server_that_asks_who_calls() {
    let (authority, others) = (Authority::new(), Authority::new());
    let server = TlsServer::start(authority.server("localhost"), Some(&authority), r#"["a"]"#).await;
    let showing = |identity: Option<Identity>| NetworkOptions {
        client_certificate: identity.as_ref().map(Identity::as_client),
        ..trusting(&authority)
    };
    assert_eq!(list(showing(Some(authority.server("me"))), &server).await, Ok(1));
    assert_eq!(
        why(list(showing(None), &server).await),
        (ErrorCode::Tls, "client_certificate_required".to_owned())
    );
    let foreign = list(showing(Some(others.server("me"))), &server).await;
    assert_eq!(why(foreign), (ErrorCode::Tls, "client_certificate_refused".to_owned()));
}

#[test]
fn files_that_hold_no_certificate() {
    let authority = Authority::new();
    let (one, other) = (authority.server("a"), authority.server("b"));
    let (chain, key) = (one.certificate.pem(), one.key.serialize_pem());
    let both = format!("{key}{chain}");
    assert!(ClientCertificate::from_pem(both.as_bytes(), both.as_bytes()).is_ok());
    let client = |chain: &str, key: &str| ClientCertificate::from_pem(chain.as_bytes(), key.as_bytes()).err();
    assert_eq!(client("", &key), Some(OptionProblem::NoCertificate));
    assert_eq!(client(&chain, ""), Some(OptionProblem::NoPrivateKey));
    assert_eq!(
        client(&chain, &other.key.serialize_pem()),
        Some(OptionProblem::KeyMismatch)
    );
    let encrypted = key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    assert_eq!(client(&chain, &encrypted), Some(OptionProblem::EncryptedPrivateKey));
    let authorities = |pem: &str| ExtraCa::from_pem(pem.as_bytes()).map(|extra| extra.count());
    assert_eq!(authorities(&authority.pem().repeat(2)), Ok(2));
    assert_eq!(authorities("nothing"), Err(OptionProblem::NoCertificate));
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert_eq!(authorities(broken), Err(OptionProblem::BadCertificate));
}
