//! How grave an exposure is, and how it is worded (contract "Scan").

use crate::exposure::classes::is_critical;
use crate::ports::{Artifact, SourceKind};
use crate::severity::Severity;

/// How grave an exposure is: a stolen session always CRITICAL, else by the number of grave classes. Never LOW: that is
/// for entries by hand.
pub(super) fn severity(artifacts: &[Artifact], data_types: &[String]) -> Severity {
    if has_session(artifacts) {
        return Severity::Critical;
    }
    match data_types.iter().filter(|class| is_critical(class)).count() {
        0 => Severity::Medium,
        1 => Severity::High,
        _ => Severity::Critical,
    }
}

/// Whether what was taken lets somebody in without a password.
pub(super) fn has_session(artifacts: &[Artifact]) -> bool {
    artifacts.iter().any(|artifact| matches!(artifact, Artifact::Cookie | Artifact::Token))
}

/// One sentence for people.
pub(super) fn message(name: &str, breach: &str, source: SourceKind, artifacts: &[Artifact]) -> String {
    match source {
        SourceKind::StealerLog if has_session(artifacts) => {
            format!("{name} active session token exposed in stealer log ({breach}).")
        }
        SourceKind::StealerLog => format!("{name} credentials exposed in stealer log ({breach})."),
        _ => format!("{name} found in {breach} breach."),
    }
}

/// A source as APIs show it.
pub fn source_name(source: SourceKind) -> &'static str {
    match source {
        SourceKind::Hibp => "HIBP",
        SourceKind::Manual => "MANUAL",
        SourceKind::DarkWeb => "DARK_WEB",
        SourceKind::StealerLog => "STEALER_LOG",
    }
}

/// A source by its name in APIs and files, in any case.
pub(super) fn source_of(name: &str) -> Option<SourceKind> {
    use SourceKind::{DarkWeb, Hibp, Manual, StealerLog};
    [Hibp, Manual, DarkWeb, StealerLog].into_iter().find(|kind| source_name(*kind).eq_ignore_ascii_case(name))
}

/// An artifact as APIs show it.
pub fn artifact_name(artifact: Artifact) -> &'static str {
    match artifact {
        Artifact::Password => "PASSWORD",
        Artifact::Cookie => "COOKIE",
        Artifact::Token => "TOKEN",
        Artifact::Autofill => "AUTOFILL",
    }
}

/// An artifact by its name in APIs and files, in any case.
pub(super) fn artifact_of(name: &str) -> Option<Artifact> {
    use Artifact::{Autofill, Cookie, Password, Token};
    [Password, Cookie, Token, Autofill]
        .into_iter()
        .find(|kind| artifact_name(*kind).eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::{message, severity};
    use crate::ports::Artifact::{Autofill, Cookie, Password, Token};
    use crate::ports::SourceKind;
    use crate::severity::Severity::{Critical, High, Medium};

    #[test]
    fn a_session_outweighs_everything_and_grave_classes_add_up() {
        let types = |classes: &[&str]| classes.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(severity(&[Cookie], &[]), Critical);
        assert_eq!(severity(&[Password, Token], &types(&["email"])), Critical);
        assert_eq!(severity(&[Password, Autofill], &types(&["password"])), High);
        assert_eq!(severity(&[], &types(&["password", "ssn"])), Critical);
        assert_eq!(severity(&[], &types(&["password", "hashed_password"])), Critical);
        assert_eq!(severity(&[], &types(&["credit_card", "email"])), High);
        assert_eq!(severity(&[], &types(&["email", "phone"])), Medium);
        assert_eq!(severity(&[], &[]), Medium);
    }

    #[test]
    fn the_sentence_says_what_was_taken() {
        assert_eq!(message("Ada Byron", "Adobe", SourceKind::Hibp, &[]), "Ada Byron found in Adobe breach.");
        assert_eq!(
            message("Ada Byron", "Stealer log: x.example", SourceKind::StealerLog, &[Cookie]),
            "Ada Byron active session token exposed in stealer log (Stealer log: x.example)."
        );
        assert_eq!(
            message("Ada Byron", "Stealer log: x.example", SourceKind::StealerLog, &[Password]),
            "Ada Byron credentials exposed in stealer log (Stealer log: x.example)."
        );
    }
}
