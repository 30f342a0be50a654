//! Certificates from the person: additional root certificates, and a client certificate.
//!
//! PEM only. `openssl pkcs12 -in FILE -nodes` converts a PKCS#12 file.

use std::sync::Arc;

use rustls::{
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    sign::CertifiedKey,
};

use crate::options::OptionProblem;

/// Root certificates trusted in addition to the platform's, such as a company's or a self-signed one.
#[derive(Clone)]
pub struct ExtraCa(Vec<CertificateDer<'static>>);

impl ExtraCa {
    /// Parses all certificates in a PEM file.
    ///
    /// # Errors
    /// [`OptionProblem::NoCertificate`] or [`OptionProblem::BadCertificate`].
    pub fn from_pem(pem: &[u8]) -> Result<Self, OptionProblem> {
        let certificates = parse_certificates(pem)?;
        let mut roots = rustls::RootCertStore::empty();
        for certificate in &certificates {
            roots
                .add(certificate.clone())
                .map_err(|_| OptionProblem::BadCertificate)?;
        }
        Ok(Self(certificates))
    }

    /// Returns the number of certificates.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn certificates(&self) -> &[CertificateDer<'static>] {
        &self.0
    }
}

/// A client certificate with its private key.
#[derive(Clone)]
pub struct ClientCertificate(Arc<CertifiedKey>);

impl ClientCertificate {
    /// Parses a certificate chain and the key of its first certificate from PEM, which may be the same file. The key
    /// may be PKCS#8, PKCS#1 or SEC1, unencrypted.
    ///
    /// # Errors
    /// [`OptionProblem`] tells what is missing or doesn't match.
    pub fn from_pem(chain: &[u8], key: &[u8]) -> Result<Self, OptionProblem> {
        let chain = parse_certificates(chain)?;
        let key = parse_private_key(key)?;
        // Also checks that the key matches the certificate.
        CertifiedKey::from_der(chain, key, &ring::default_provider())
            .map(|certified| Self(Arc::new(certified)))
            .map_err(|_| OptionProblem::KeyMismatch)
    }

    pub(crate) fn certified(&self) -> Arc<CertifiedKey> {
        Arc::clone(&self.0)
    }
}

fn parse_certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, OptionProblem> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match read {
        Ok(certificates) if certificates.is_empty() => Err(OptionProblem::NoCertificate),
        Ok(certificates) => Ok(certificates),
        Err(_) => Err(OptionProblem::BadCertificate),
    }
}

fn parse_private_key(pem: &[u8]) -> Result<PrivateKeyDer<'static>, OptionProblem> {
    let encrypted = [b"ENCRYPTED PRIVATE KEY".as_slice(), b"Proc-Type: 4,ENCRYPTED"];
    if encrypted.iter().any(|mark| memchr::memmem::find(pem, mark).is_some()) {
        return Err(OptionProblem::EncryptedPrivateKey);
    }
    PrivateKeyDer::from_pem_slice(pem).map_err(|_| OptionProblem::NoPrivateKey)
}
