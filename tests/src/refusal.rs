//! What a refusing command looks like: one sentence, exit code 1, nothing on standard output.

use std::process::Output;

/// What a command wrote to standard error.
pub fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim_end().to_owned()
}

/// Expects a refusal that says each of `words`, and answers its sentence. Lines that tell of progress may come before.
#[track_caller]
pub fn assert_refused(output: &Output, words: &[&str]) -> String {
    let told = told(output);
    let shown = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(shown.is_empty(), "nothing belongs on standard output: {shown}");
    let sentences: Vec<_> = told.lines().filter(|line| line.starts_with("gatehouse: ")).collect();
    assert_eq!(sentences.len(), 1, "one sentence: {told}");
    assert!(told.ends_with(sentences[0]), "nothing follows it: {told}");
    for word in words {
        assert!(sentences[0].contains(word), "{word:?} is not in: {told}");
    }
    sentences[0].to_owned()
}
