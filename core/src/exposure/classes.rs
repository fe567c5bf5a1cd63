//! Data classes: providers' many words for what was lost, brought to one vocabulary; and the categories of the GDPR.

/// The longest name of a class, in characters.
const MAX_NAME: usize = 64;

/// One vocabulary: what providers write, in snake case, and what we call it (contract "Scan" and "Register").
/// Plurals in `s` need no line of their own.
const KNOWN: &[(&str, &str)] = &[
    ("bank_account", "bank_account"),
    ("bank_account_number", "bank_account"),
    ("bank_detail", "bank_account"),
    ("biometric", "biometric_data"),
    ("biometric_data", "biometric_data"),
    ("contract", "contracts"),
    ("address", "address"),
    ("addresses", "address"),
    ("home_address", "address"),
    ("home_addresses", "address"),
    ("physical_address", "address"),
    ("physical_addresses", "address"),
    ("city", "address"),
    ("postal_code", "address"),
    ("street", "address"),
    ("zip", "address"),
    ("zip_code", "address"),
    ("birth_date", "date_of_birth"),
    ("birthdate", "date_of_birth"),
    ("date_of_birth", "date_of_birth"),
    ("dates_of_birth", "date_of_birth"),
    ("dob", "date_of_birth"),
    ("cc", "credit_card"),
    ("credit_card", "credit_card"),
    ("credit_card_number", "credit_card"),
    ("creditcard", "credit_card"),
    ("e_mail", "email"),
    ("e_mail_address", "email"),
    ("e_mail_addresses", "email"),
    ("email", "email"),
    ("email_address", "email"),
    ("email_addresses", "email"),
    ("geographic_location", "geolocation"),
    ("geolocation", "geolocation"),
    ("location", "geolocation"),
    ("country", "geolocation"),
    ("government_issued_id", "national_id"),
    ("identity_card", "national_id"),
    ("national_id", "national_id"),
    ("national_identity_number", "national_id"),
    ("hash", "hashed_password"),
    ("hashes", "hashed_password"),
    ("hashed_pass", "hashed_password"),
    ("hashed_password", "hashed_password"),
    ("password_hash", "hashed_password"),
    ("password_hashes", "hashed_password"),
    ("health_record", "health_records"),
    ("medical_record", "health_records"),
    ("personal_health_data", "health_records"),
    ("income", "salary"),
    ("income_level", "salary"),
    ("salaries", "salary"),
    ("salary", "salary"),
    ("ip", "ip_address"),
    ("ip_address", "ip_address"),
    ("ip_addresses", "ip_address"),
    ("lastip", "ip_address"),
    ("last_ip", "ip_address"),
    ("regip", "ip_address"),
    ("reg_ip", "ip_address"),
    ("first_name", "names"),
    ("firstname", "names"),
    ("full_name", "names"),
    ("fullname", "names"),
    ("last_name", "names"),
    ("lastname", "names"),
    ("middle_name", "names"),
    ("name", "names"),
    ("names", "names"),
    ("pass", "password"),
    ("password", "password"),
    ("plaintext_password", "password"),
    ("passport", "passport"),
    ("passport_number", "passport"),
    ("mobile", "phone"),
    ("mobile_number", "phone"),
    ("phone", "phone"),
    ("phone_number", "phone"),
    ("social_security_number", "ssn"),
    ("ssn", "ssn"),
    ("tax_id", "tax_id"),
    ("tax_identification_number", "tax_id"),
    ("tax_number", "tax_id"),
    ("login", "username"),
    ("nickname", "username"),
    ("user_name", "username"),
    ("username", "username"),
];

/// Classes whose loss is grave by itself (contract "Scan", Severity).
const CRITICAL: [&str; 5] = ["password", "hashed_password", "credit_card", "ssn", "bank_account"];

/// GDPR category of each class, with its label; whatever is not listed is other personal data (contract "Register").
const CATEGORIES: &[(&str, &str, &[&str])] = &[
    ("financial", "Financial data", &["credit_card", "bank_account", "salary"]),
    ("national_identifier", "National identifiers", &["tax_id", "ssn", "national_id", "passport"]),
    ("special_category", "Special categories (Art. 9)", &["health_records", "biometric_data"]),
    ("credentials", "Credentials", &["password", "username"]),
    ("contact", "Contact data", &["email", "phone", "address"]),
    ("identity", "Identity data", &["date_of_birth"]),
    ("online_identifier", "Online identifiers", &["ip_address", "geolocation"]),
    ("contractual", "Contractual data", &["contracts"]),
];

/// Our word for a provider's. Unknown ones are kept, in snake case; `None` for one without a letter or digit.
pub fn normalize(class: &str) -> Option<String> {
    let snake = snake_case(class);
    if snake.is_empty() {
        return None;
    }
    let known = |name: &str| KNOWN.iter().find(|(word, _)| *word == name).map(|(_, ours)| (*ours).to_owned());
    known(&snake).or_else(|| known(snake.strip_suffix('s')?)).or(Some(snake))
}

/// Every class normalized, once each, in the order given.
pub(super) fn normalize_all<'a>(classes: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for class in classes.into_iter().filter_map(normalize) {
        if !all.contains(&class) {
            all.push(class);
        }
    }
    all
}

/// Whether losing this class is grave by itself.
pub(super) fn is_critical(class: &str) -> bool {
    CRITICAL.contains(&class)
}

/// The category of whatever is not listed.
const OTHER: (&str, &str) = ("other_personal_data", "Other personal data");

/// The GDPR category of a normalized class, and its label.
pub fn category(class: &str) -> (&'static str, &'static str) {
    CATEGORIES
        .iter()
        .find(|(_, _, classes)| classes.contains(&class))
        .map_or(OTHER, |(id, label, _)| (id, label))
}

/// Every category with its label.
pub fn categories() -> impl Iterator<Item = (&'static str, &'static str)> {
    CATEGORIES.iter().map(|(id, label, _)| (*id, *label)).chain([OTHER])
}

fn snake_case(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase).take(4 * MAX_NAME) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
    }
    out.chars().take(MAX_NAME).collect::<String>().trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{KNOWN, category, normalize, normalize_all};

    #[test]
    fn providers_words_become_ours() {
        for (theirs, ours) in [
            ("Passwords", "password"),
            ("Credit cards", "credit_card"),
            ("Email addresses", "email"),
            ("E-Mail Address", "email"),
            ("Dates of birth", "date_of_birth"),
            ("Phone numbers", "phone"),
            ("IP addresses", "ip_address"),
            ("Physical addresses", "address"),
            ("Geographic locations", "geolocation"),
            ("Government issued IDs", "national_id"),
            ("Social security numbers", "ssn"),
            ("hashed_password", "hashed_password"),
            ("Password hashes", "hashed_password"),
            ("Contracts", "contracts"),
            ("Usernames", "username"),
            // DeHashed, LeakCheck and Snusbase name columns.
            ("ip_address", "ip_address"),
            ("lastip", "ip_address"),
            ("hash", "hashed_password"),
            ("first_name", "names"),
            ("dob", "date_of_birth"),
            ("zip", "address"),
            ("social", "social"),
            ("license_plate", "license_plate"),
            ("Social media profiles", "social_media_profiles"),
            ("Partial credit card data", "partial_credit_card_data"),
            ("  Ünïcode / words ", "ünïcode_words"),
        ] {
            assert_eq!(normalize(theirs).as_deref(), Some(ours), "{theirs}");
        }
        assert_eq!(normalize(" -- "), None);
        assert_eq!(normalize_all(["Passwords", "password", "Names"]), ["password", "names"]);
    }

    #[test]
    fn normalizing_twice_changes_nothing() {
        for (word, ours) in KNOWN {
            assert_eq!(normalize(word).as_deref(), Some(*ours));
            assert_eq!(normalize(ours).as_deref(), Some(*ours), "{ours} is its own name");
        }
    }

    #[test]
    fn every_class_has_a_category() {
        assert_eq!(category("ssn").0, "national_identifier");
        assert_eq!(category("password").0, "credentials");
        assert_eq!(category("contracts").0, "contractual");
        assert_eq!(category("social_media_profiles").0, "other_personal_data");
    }
}
