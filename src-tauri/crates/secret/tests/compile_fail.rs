//! Tests that printing, comparing, cloning or serialising a key does not compile.

#[test]
fn a_key_cannot_leak_through_a_trait() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
