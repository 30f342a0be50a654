//! Certificates of the person's own: whom to trust besides the platform, and what to show.
//!
//! PEM only. A PKCS#12 file is turned into one with `openssl pkcs12 -in FILE -nodes`.

use std::sync::Arc;

use rustls::{
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    sign::CertifiedKey,
};

use crate::options::OptionProblem;

/// Authorities trusted besides the platform's own: those of a company, or of a server that signed itself.
#[derive(Clone)]
pub struct ExtraCa(Vec<CertificateDer<'static>>);

impl ExtraCa {
    /// Reads every certificate of a PEM file.
    ///
    /// # Errors
    /// [`OptionProblem::NoCertificate`] or [`OptionProblem::BadCertificate`].
    pub fn from_pem(pem: &[u8]) -> Result<Self, OptionProblem> {
        let certificates = certificates(pem)?;
        let mut roots = rustls::RootCertStore::empty();
        for certificate in &certificates {
            roots
                .add(certificate.clone())
                .map_err(|_| OptionProblem::BadCertificate)?;
        }
        Ok(Self(certificates))
    }

    /// How many certificates it holds.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn certificates(&self) -> &[CertificateDer<'static>] {
        &self.0
    }
}

/// A certificate and its private key, for servers that ask who calls.
#[derive(Clone)]
pub struct ClientCertificate(Arc<CertifiedKey>);

impl ClientCertificate {
    /// Reads a chain and the key of its first certificate from PEM files, which may be one and the same. The key may be
    /// PKCS#8, PKCS#1 or SEC1, not encrypted.
    ///
    /// # Errors
    /// [`OptionProblem`] says what is missing or does not fit.
    pub fn from_pem(chain: &[u8], key: &[u8]) -> Result<Self, OptionProblem> {
        let chain = certificates(chain)?;
        let key = private_key(key)?;
        // Also compares the key with the certificate.
        CertifiedKey::from_der(chain, key, &ring::default_provider())
            .map(|certified| Self(Arc::new(certified)))
            .map_err(|_| OptionProblem::KeyMismatch)
    }

    pub(crate) fn certified(&self) -> Arc<CertifiedKey> {
        Arc::clone(&self.0)
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, OptionProblem> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match read {
        Ok(certificates) if certificates.is_empty() => Err(OptionProblem::NoCertificate),
        Ok(certificates) => Ok(certificates),
        Err(_) => Err(OptionProblem::BadCertificate),
    }
}

fn private_key(pem: &[u8]) -> Result<PrivateKeyDer<'static>, OptionProblem> {
    let encrypted = [b"ENCRYPTED PRIVATE KEY".as_slice(), b"Proc-Type: 4,ENCRYPTED"];
    if encrypted.iter().any(|mark| memchr::memmem::find(pem, mark).is_some()) {
        return Err(OptionProblem::EncryptedPrivateKey);
    }
    PrivateKeyDer::from_pem_slice(pem).map_err(|_| OptionProblem::NoPrivateKey)
}
