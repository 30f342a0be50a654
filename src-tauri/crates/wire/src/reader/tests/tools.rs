//! Tests tool calls (quirk 34): assembled by id, and never an obstacle to the text.

use super::*;

/// Returns the calls in `deltas` as id, name and arguments.
fn calls(deltas: &[&str]) -> Vec<(String, String, String)> {
    let mut reader = Reader::new(head("text/event-stream"), RequestEcho::default());
    for said in deltas {
        let body = format!("data: {}\n\n", delta(said));
        for event in reader.push(body.as_bytes()) {
            assert!(!matches!(event, Event::End(_)), "{event:?}");
        }
    }
    let told = |call: &ToolCall| (call.id.clone(), call.name.clone(), call.arguments.clone());
    reader.tool_calls().iter().map(told).collect()
}

fn call(id: &str, name: &str, arguments: &str) -> (String, String, String) {
    (id.to_owned(), name.to_owned(), arguments.to_owned())
}

#[test]
fn quirk_34_the_usual_way() {
    let made = calls(&[
        r#"{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"look","arguments":""}}]}"#,
        r#"{"tool_calls":[{"index":0,"function":{"arguments":"{\"q\":"}}]}"#,
        r#"{"tool_calls":[{"index":1,"id":"b","function":{"name":"add","arguments":"{}"}},{"index":0,"function":{"arguments":"1}"}}]}"#,
    ]);
    assert_eq!(made, [call("a", "look", r#"{"q":1}"#), call("b", "add", "{}")]);
}

#[test]
fn quirk_34_places_missing_or_shared() {
    let shared = calls(&[
        r#"{"tool_calls":[{"index":0,"id":"a","function":{"name":"look","arguments":"{"}}]}"#,
        r#"{"tool_calls":[{"index":0,"id":"b","function":{"name":"add","arguments":"["}}]}"#,
        r#"{"tool_calls":[{"index":0,"id":"a","function":{"arguments":"}"}},{"index":0,"id":"b","function":{"arguments":"]"}}]}"#,
    ]);
    assert_eq!(shared, [call("a", "look", "{}"), call("b", "add", "[]")]);
    let missing = calls(&[
        r#"{"tool_calls":[{"id":"a","function":{"name":"look","arguments":"{"}}]}"#,
        r#"{"tool_calls":[{"function":{"arguments":"}"}}]}"#,
        r#"{"tool_calls":[{"id":"b","function":{"name":"add","arguments":"[]"}}]}"#,
    ]);
    assert_eq!(missing, [call("a", "look", "{}"), call("b", "add", "[]")]);
}

#[test]
fn quirk_34_ids_never_sent_are_made() {
    let made = calls(&[
        r#"{"tool_calls":[{"index":0,"id":"","function":{"name":"look","arguments":{"q":1}}},{"index":1,"id":null,"function":{"name":"add"}}]}"#,
    ]);
    assert_eq!(made, [call("call_1", "look", r#"{"q":1}"#), call("call_2", "add", "")]);
    let unplaced = calls(&[r#"{"tool_calls":[{"function":{"name":"a"}},{"function":{"name":"b"}}]}"#]);
    assert_eq!(unplaced, [call("call_1", "a", ""), call("call_2", "b", "")]);
    let old = calls(&[
        r#"{"function_call":{"name":"look","arguments":"{"}}"#,
        r#"{"function_call":{"arguments":"}"}}"#,
    ]);
    assert_eq!(old, [call("call_1", "look", "{}")]);
}

#[test]
fn quirk_34_nonsense_costs_no_text() {
    let heard = stream(&[
        &delta(r#"{"content":"a","tool_calls":"x"}"#),
        &delta(
            r#"{"content":"b","tool_calls":[null,7,"x",{"index":"no","function":"f"},{"function":{"name":{},"arguments":null}}]}"#,
        ),
        r#"{"choices":[{"delta":{"content":"c"},"finish_reason":"tool_calls"}]}"#,
        DONE,
    ]);
    heard.is_complete();
    assert_eq!(
        (heard.text.as_str(), heard.finish),
        ("abc", Some(FinishReason::ToolCalls))
    );
}

#[test]
fn quirk_34_a_flood_of_calls_is_cut() {
    let part = |id: usize| format!(r#"{{"tool_calls":[{{"id":"{id}","function":{{"name":"f","arguments":"1"}}}}]}}"#);
    let parts: Vec<String> = (0..500).map(part).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    assert_eq!(calls(&parts).len(), 128);
}
