//! What must not compile: printing, comparing, cloning or serialising a key.

#[test]
fn a_key_cannot_leak_through_a_trait() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
