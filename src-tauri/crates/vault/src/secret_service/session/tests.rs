//! Two halves of an exchange arrive at one secret, and broken input is refused.

use super::*;

fn pair() -> KeyPair {
    KeyPair::generate().expect("randomness")
}

fn session(secret: Zeroizing<[u8; 16]>) -> Session {
    Session {
        path: OwnedObjectPath::try_from("/session/1").expect("a path"),
        secret,
    }
}

#[test]
fn both_sides_agree_and_understand_each_other() {
    let (ours, theirs) = (pair(), pair());
    let here = session(ours.agree(&theirs.public()).expect("agreed"));
    let there = session(theirs.agree(&ours.public()).expect("agreed"));
    let sealed = here.seal(b"sk-canary").expect("sealed");
    assert!(!sealed.2.windows(4).any(|bytes| bytes == b"sk-c"));
    assert_eq!(&**there.unseal(sealed).expect("unsealed"), b"sk-canary");
}

#[test]
fn public_keys_that_give_the_secret_away_are_refused() {
    let prime = BigUint::from_bytes_be(PRIME);
    for theirs in [
        vec![],
        vec![0],
        vec![1],
        (&prime - 1_u8).to_bytes_be(),
        PRIME.to_vec(),
        vec![0xff; 4096],
    ] {
        assert!(pair().agree(&theirs).is_err());
    }
}

#[test]
fn broken_secrets_are_errors() {
    let session = session(Zeroizing::new([7; 16]));
    let path = session.path.clone();
    for (vector, sealed) in [
        (vec![], vec![0; 16]),
        (vec![0; 16], vec![]),
        (vec![0; 16], vec![0; 15]),
        (vec![0; 17], vec![0; 16]),
    ] {
        assert!(session.unseal((path.clone(), vector, sealed, String::new())).is_err());
    }
}
