//! The encryption between us and the service, so that a recording of the bus (they are pasted into bug reports) holds
//! no key: `dh-ietf1024-sha256-aes128-cbc-pkcs7`, the only one the specification has.

use aes::cipher::{BlockDecryptMut, BlockEncryptMut, KeyIvInit, block_padding::Pkcs7};
use hkdf::Hkdf;
use num_bigint::BigUint;
use sha2::Sha256;
use zbus::{OwnedObjectPath, OwnedVariant, Variant};
use zeroize::Zeroizing;

use super::bus::{Bus, ROOT, ROOT_INTERFACE, body};
use crate::VaultError;

const ALGORITHM: &str = "dh-ietf1024-sha256-aes128-cbc-pkcs7";

/// The group's prime: the second Oakley group, RFC 2409 section 6.2. The generator is 2.
const PRIME: &[u8; PRIME_BYTES] = b"\
\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xC9\x0F\xDA\xA2\x21\x68\xC2\x34\xC4\xC6\x62\x8B\x80\xDC\x1C\xD1\
\x29\x02\x4E\x08\x8A\x67\xCC\x74\x02\x0B\xBE\xA6\x3B\x13\x9B\x22\x51\x4A\x08\x79\x8E\x34\x04\xDD\
\xEF\x95\x19\xB3\xCD\x3A\x43\x1B\x30\x2B\x0A\x6D\xF2\x5F\x14\x37\x4F\xE1\x35\x6D\x6D\x51\xC2\x45\
\xE4\x85\xB5\x76\x62\x5E\x7E\xC6\xF4\x4C\x42\xE9\xA6\x37\xED\x6B\x0B\xFF\x5C\xB6\xF4\x06\xB7\xED\
\xEE\x38\x6B\xFB\x5A\x89\x9F\xA5\xAE\x9F\x24\x11\x7C\x4B\x1F\xE6\x49\x28\x66\x51\xEC\xE6\x53\x81\
\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF";
const PRIME_BYTES: usize = 128;
/// Enough for a group with a safe prime of this size, and four times as fast as a full-sized exponent.
const EXPONENT_BYTES: usize = 32;

/// A secret as it crosses the bus: session, initialisation vector, ciphertext, content type.
pub(super) type Sealed = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

/// An agreed session. The service ends it with the connection.
pub(super) struct Session {
    path: OwnedObjectPath,
    secret: Zeroizing<[u8; 16]>,
}

impl Session {
    /// Agrees on a secret with the service.
    pub(super) async fn open(bus: &Bus) -> Result<Self, VaultError> {
        let pair = KeyPair::generate()?;
        let reply = bus
            .call(
                ROOT,
                ROOT_INTERFACE,
                "OpenSession",
                &(ALGORITHM, Variant::from(pair.public())),
            )
            .await?;
        let (theirs, path): (OwnedVariant, OwnedObjectPath) = body(&reply)?;
        let theirs = Vec::<u8>::try_from(theirs).map_err(|_| VaultError::failed("its public key is no byte array"))?;
        Ok(Self {
            path,
            secret: pair.agree(&theirs)?,
        })
    }

    /// Names the session to the service.
    pub(super) fn path(&self) -> &OwnedObjectPath {
        &self.path
    }

    /// Encrypts `plain` for the service.
    pub(super) fn seal(&self, plain: &[u8]) -> Result<Sealed, VaultError> {
        let mut vector = [0; 16];
        fill(&mut vector)?;
        let sealed = cbc::Encryptor::<aes::Aes128>::new((&*self.secret).into(), (&vector).into());
        let sealed = sealed.encrypt_padded_vec_mut::<Pkcs7>(plain);
        Ok((self.path.clone(), vector.to_vec(), sealed, "text/plain".into()))
    }

    /// Decrypts what the service sent; wiped when dropped.
    pub(super) fn unseal(&self, (_, vector, sealed, _): Sealed) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let vector: [u8; 16] = vector
            .try_into()
            .map_err(|_| VaultError::failed("its secret has no proper vector"))?;
        let plain = cbc::Decryptor::<aes::Aes128>::new((&*self.secret).into(), (&vector).into());
        let plain = plain.decrypt_padded_vec_mut::<Pkcs7>(&sealed);
        plain
            .map(Zeroizing::new)
            .map_err(|_| VaultError::failed("its secret does not decrypt"))
    }
}

/// Our half of the key exchange.
struct KeyPair {
    exponent: BigUint,
    prime: BigUint,
}

impl KeyPair {
    fn generate() -> Result<Self, VaultError> {
        let mut exponent = Zeroizing::new([0; EXPONENT_BYTES]);
        fill(&mut *exponent)?;
        Ok(Self {
            exponent: BigUint::from_bytes_be(&*exponent),
            prime: BigUint::from_bytes_be(PRIME),
        })
    }

    fn public(&self) -> Vec<u8> {
        BigUint::from(2_u8).modpow(&self.exponent, &self.prime).to_bytes_be()
    }

    /// The AES key both sides arrive at.
    fn agree(&self, theirs: &[u8]) -> Result<Zeroizing<[u8; 16]>, VaultError> {
        let theirs = BigUint::from_bytes_be(theirs);
        // 0, 1 and p-1 would make the shared secret known to anyone.
        if theirs <= BigUint::from(1_u8) || theirs >= &self.prime - 1_u8 {
            return Err(VaultError::failed("its public key is out of range"));
        }
        let shared = Zeroizing::new(theirs.modpow(&self.exponent, &self.prime).to_bytes_be());
        let mut padded = Zeroizing::new([0; PRIME_BYTES]);
        padded[PRIME_BYTES - shared.len()..].copy_from_slice(&shared);
        let mut secret = Zeroizing::new([0; 16]);
        Hkdf::<Sha256>::new(None, &*padded)
            .expand(&[], &mut *secret)
            .map_err(|_| VaultError::failed("no session key could be derived"))?;
        Ok(secret)
    }
}

fn fill(bytes: &mut [u8]) -> Result<(), VaultError> {
    getrandom::fill(bytes).map_err(|error| VaultError::failed(error.to_string()))
}

#[cfg(test)]
mod tests;
