//! What stands between the engine and a server in these tests: an HTTP proxy, a SOCKS5 proxy, and TLS with its own
//! authority. All of them hand every connection on to one server, and note down what they were told.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use rcgen::{BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        RootCertStore, ServerConfig,
        crypto::ring,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
        server::WebPkiClientVerifier,
    },
};

/// Something in between, on loopback.
pub(crate) struct Relay {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Relay {
    /// What each connection said first, in the order of arrival.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().expect("unpoisoned").clone()
    }

    async fn start<F, W>(serve: F) -> Self
    where
        F: Fn(TcpStream, Arc<Mutex<Vec<String>>>) -> W + Send + 'static,
        W: Future<Output = Option<()>> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let notes = seen.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, notes.clone()));
            }
        });
        Self { address, seen }
    }

    /// An HTTP proxy that takes every address to be `server`.
    pub(crate) async fn http(server: SocketAddr) -> Self {
        Self::start(move |stream, seen| http(stream, seen, server)).await
    }

    /// A SOCKS5 proxy that takes every address to be `server`, and wants a user and a password.
    pub(crate) async fn socks(server: SocketAddr) -> Self {
        Self::start(move |stream, seen| socks(stream, seen, server)).await
    }

    /// TLS in front of `server`.
    pub(crate) async fn tls(server: SocketAddr, authority: &Authority, asks_who: bool) -> Self {
        let acceptor = authority.acceptor(asks_who);
        Self::start(move |stream, seen| tls(stream, seen, acceptor.clone(), server)).await
    }
}

async fn http(mut stream: TcpStream, seen: Arc<Mutex<Vec<String>>>, server: SocketAddr) -> Option<()> {
    let head = head(&mut stream).await?;
    seen.lock().expect("unpoisoned").push(head.clone());
    // One request a connection; the server need not know of the proxy.
    let (line, rest) = head.split_once("\r\n")?;
    let (method, target) = line.split_once(' ')?;
    let path = target.split_once("://")?.1;
    let path = &path[path.find('/')?..];
    let rest: String = rest
        .split("\r\n")
        .filter(|line| !line.to_ascii_lowercase().starts_with("proxy-") && !line.is_empty())
        .flat_map(|line| [line, "\r\n"])
        .collect();
    let mut up = TcpStream::connect(server).await.ok()?;
    let head = format!("{method} {path}\r\n{rest}connection: close\r\n\r\n");
    up.write_all(head.as_bytes()).await.ok()?;
    let (mut from_client, mut to_client) = stream.split();
    let (mut from_server, mut to_server) = up.split();
    let reply = async {
        let head = self::head(&mut from_server).await?;
        // The client must not send its next request on this connection.
        let head = head.replacen("\r\n\r\n", "\r\nconnection: close\r\n\r\n", 1);
        to_client.write_all(head.as_bytes()).await.ok()?;
        tokio::io::copy(&mut from_server, &mut to_client).await.ok()
    };
    let body = async {
        let _ = tokio::io::copy(&mut from_client, &mut to_server).await;
        std::future::pending::<()>().await;
    };
    tokio::select! {
        _ = reply => Some(()),
        () = body => None,
    }
}

async fn head(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    String::from_utf8(head).ok()
}

/// RFC 1928 with the user name and password of RFC 1929.
async fn socks(mut stream: TcpStream, seen: Arc<Mutex<Vec<String>>>, server: SocketAddr) -> Option<()> {
    let text = async |stream: &mut TcpStream| -> Option<String> {
        let mut bytes = vec![0; stream.read_u8().await.ok()?.into()];
        stream.read_exact(&mut bytes).await.ok()?;
        String::from_utf8(bytes).ok()
    };
    stream.read_u8().await.ok()?;
    text(&mut stream).await?;
    stream.write_all(&[5, 2]).await.ok()?;
    stream.read_u8().await.ok()?;
    let (user, password) = (text(&mut stream).await?, text(&mut stream).await?);
    stream.write_all(&[1, 0]).await.ok()?;
    let mut request = [0; 4];
    stream.read_exact(&mut request).await.ok()?;
    assert_eq!(request[3], 3, "the name is looked up by the proxy");
    let host = text(&mut stream).await?;
    let port = stream.read_u16().await.ok()?;
    seen.lock()
        .expect("unpoisoned")
        .push(format!("{user} {password} {host}:{port}"));
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.ok()?;
    forward(stream, server).await
}

async fn tls(
    stream: TcpStream,
    seen: Arc<Mutex<Vec<String>>>,
    acceptor: TlsAcceptor,
    server: SocketAddr,
) -> Option<()> {
    let stream = acceptor.accept(stream).await.ok()?;
    let shown = stream.get_ref().1.peer_certificates().map_or(0, <[_]>::len);
    seen.lock().expect("unpoisoned").push(format!("{shown} certificates"));
    forward(stream, server).await
}

async fn forward(mut stream: impl AsyncRead + AsyncWrite + Unpin, server: SocketAddr) -> Option<()> {
    let mut up = TcpStream::connect(server).await.ok()?;
    copy_bidirectional(&mut stream, &mut up).await.ok()?;
    Some(())
}

/// An authority nobody knows, and what it signed.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pub(crate) pem: String,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        let pem = params.self_signed(&key).expect("a certificate").pem();
        Self {
            issuer: Issuer::new(params, key),
            pem,
        }
    }

    /// A certificate and its private key, PEM.
    pub(crate) fn client(&self) -> (String, String) {
        let (certificate, key) = self.sign("me", ExtendedKeyUsagePurpose::ClientAuth);
        (certificate.pem(), key.serialize_pem())
    }

    fn sign(&self, name: &str, usage: ExtendedKeyUsagePurpose) -> (rcgen::Certificate, KeyPair) {
        let mut params = CertificateParams::new(vec![name.to_owned()]).expect("a name");
        params.extended_key_usages = vec![usage];
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        (certificate, key)
    }

    fn acceptor(&self, asks_who: bool) -> TlsAcceptor {
        let (certificate, key) = self.sign("localhost", ExtendedKeyUsagePurpose::ServerAuth);
        let provider = Arc::new(ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .expect("versions");
        let builder = if asks_who {
            let mut roots = RootCertStore::empty();
            for root in self.certificates() {
                roots.add(root).expect("a root");
            }
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            builder.with_client_cert_verifier(verifier.build().expect("a verifier"))
        } else {
            builder.with_no_client_auth()
        };
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = builder.with_single_cert(vec![certificate.der().clone()], key);
        TlsAcceptor::from(Arc::new(config.expect("a certificate that fits its key")))
    }

    fn certificates(&self) -> Vec<tokio_rustls::rustls::pki_types::CertificateDer<'static>> {
        use tokio_rustls::rustls::pki_types::{CertificateDer, pem::PemObject};
        CertificateDer::pem_slice_iter(self.pem.as_bytes())
            .map(|read| read.expect("PEM"))
            .collect()
    }
}
