//! Access tokens of the endpoint API.

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::{HOUR, House, PASSWORD, first_steps};
use crate::access::{FirstSteps, Role, TokenSignIn, TokenUser};
use crate::error::Error;
use crate::sealing::new_token;
use crate::store::Id;
use crate::tenancy::{NewOrganization, OrganizationType};

const ADA: &str = "ada@acme.example";
const VERA: &str = "vera@acme.example";

impl House {
    async fn token(&self, email: &str, otp: Option<&str>) -> (TokenUser, String) {
        match self.access.sign_in_for_token(email, PASSWORD, otp, None).await.unwrap() {
            TokenSignIn::Done { user, token, .. } => (user, token),
            TokenSignIn::NeedsCode(user) => (user, String::new()),
        }
    }

    fn opens_token(&self, token: &str) -> bool {
        self.access.authenticate_token(token, None, None).unwrap().is_some()
    }
}

/// The claims of a token, unread by anybody's rules.
fn claims(token: &str) -> Value {
    jsonwebtoken::dangerous::insecure_decode::<Value>(token).unwrap().claims
}

fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
}

#[tokio::test]
async fn a_token_opens_until_it_expires() {
    let house = House::new().await;
    assert!(!house.opens_token("a.b.c"), "before there is a key");
    let (user, token) = house.token(" ADA@acme.example ", None).await;
    assert_eq!((user.email.as_str(), user.first_name.as_str(), user.last_name.as_str()), (ADA, "Ada", ""));
    assert_eq!(
        (user.organizations.len(), user.organizations[0].2, user.mfa_enabled),
        (1, Role::Admin, false)
    );
    let principal = house.access.authenticate_token(&token, None, None).unwrap().unwrap();
    principal.require_admin().unwrap();
    assert_eq!(principal.scope(), house.admin.scope());
    assert_eq!(house.access.account(&principal).unwrap().email, ADA);
    let other = house.token(ADA, None).await.1;
    assert_ne!(token, other, "each is its own");
    house.pass(12 * HOUR - 1000);
    assert!(house.opens_token(&token));
    house.pass(1000);
    assert!(!house.opens_token(&token));
}

#[tokio::test]
async fn a_token_that_is_not_ours_opens_nothing() {
    let house = House::new().await;
    let token = house.token(ADA, None).await.1;
    let said = claims(&token);
    let [head, body, signature] = token.split('.').collect::<Vec<_>>().try_into().unwrap();
    let sign = |algorithm, key: &[u8]| encode(&Header::new(algorithm), &said, &EncodingKey::from_secret(key));

    let none = base64(r#"{"alg":"none","typ":"JWT"}"#);
    let other_alg = base64(r#"{"alg":"HS512","typ":"JWT"}"#);
    let mut later = said.clone();
    later["exp"] = json!(said["exp"].as_i64().unwrap() + 3600);
    let forged = [
        sign(Algorithm::HS256, &[7; 32]).unwrap(),
        sign(Algorithm::HS256, b"").unwrap(),
        format!("{none}.{body}."),
        format!("{none}.{body}.{signature}"),
        format!("{other_alg}.{body}.{signature}"),
        format!("{head}.{}.{signature}", base64(&later.to_string())),
        format!("{head}.{body}."),
        format!("{head}.{body}"),
        format!("{head}.{body}.{signature}.{signature}"),
        format!("{token}{}", "A".repeat(2000)),
        String::new(),
        "Bearer".into(),
    ];
    for forged in forged {
        assert!(!house.opens_token(&forged), "{forged}");
    }
    assert!(house.opens_token(&token));
}

#[tokio::test]
async fn tokens_end_with_what_ends_sessions() {
    let house = House::with_tries(50).await;
    let id = house.add(VERA, Role::Viewer).await;

    let token = house.token(VERA, None).await.1;
    house.access.set_role(&house.admin, id, Role::Admin).await.unwrap();
    assert!(!house.opens_token(&token), "role");

    let token = house.token(VERA, None).await.1;
    house.access.set_active(&house.admin, id, false).await.unwrap();
    assert!(!house.opens_token(&token), "inactive");
    house.access.set_active(&house.admin, id, true).await.unwrap();
    assert!(!house.opens_token(&token), "and it does not come back");

    let token = house.token(VERA, None).await.1;
    let vera = house.member(VERA).await;
    let enrolment = house.access.begin_mfa(&vera).await.unwrap();
    let app = super::second_factor::App::of(&enrolment);
    house.access.confirm_mfa(&vera, &app.code(&house)).await.unwrap();
    assert!(!house.opens_token(&token), "second factor");

    house.pass(30_000);
    let token = house.token(VERA, Some(&app.code(&house))).await.1;
    house.access.set_password(&house.admin, id, PASSWORD).await.unwrap();
    assert!(!house.opens_token(&token), "password");

    house.pass(30_000);
    let token = house.token(VERA, Some(&app.code(&house))).await.1;
    assert!(house.opens_token(&token));
    house.access.remove_member(&house.admin, id).await.unwrap();
    assert!(!house.opens_token(&token), "removed");
}

#[tokio::test]
async fn a_second_factor_makes_it_two_steps() {
    let house = House::with_tries(50).await;
    let (_, app, recovery) = house.with_app().await;
    let (user, token) = house.token(VERA, None).await;
    assert!(user.mfa_enabled && token.is_empty());
    let code = app.code(&house);
    for wrong in ["000000", "0000000000000000", "ab"] {
        let refused = house.access.sign_in_for_token(VERA, PASSWORD, Some(wrong), None).await;
        assert!(matches!(refused, Err(Error::Unauthenticated)), "{wrong}: {refused:?}");
    }
    let (user, token) = house.token(VERA, Some(&code)).await;
    assert!(user.mfa_enabled && house.opens_token(&token));
    let again = house.access.sign_in_for_token(VERA, PASSWORD, Some(&code), None).await;
    assert!(matches!(again, Err(Error::Unauthenticated)), "a code counts once, whatever it is for");
    assert!(house.opens_token(&house.token(VERA, Some(&recovery[0])).await.1));
    let wrong = house.access.sign_in_for_token(VERA, "not her password", Some(&recovery[1]), None).await;
    assert!(matches!(wrong, Err(Error::Unauthenticated)), "{wrong:?}");
    assert!(house.opens_token(&house.token(VERA, Some(&recovery[1])).await.1), "it was not used up");
}

#[tokio::test]
async fn a_token_acts_for_an_organization_of_its_members() {
    let house = House::new().await;
    let mssp =
        NewOrganization { organization_type: OrganizationType::Mssp, ..NewOrganization::client("Watchers") };
    let first =
        |organization, email: &str| FirstSteps { organization, admin_email: email.into(), ..first_steps() };
    let (watchers, _) =
        house.access.add_organization(&house.admin, first(mssp, "will@w.example")).await.unwrap();
    let client = NewOrganization { managed_by: Some(watchers), ..NewOrganization::client("Watched") };
    let (client, _) =
        house.access.add_organization(&house.admin, first(client, "wanda@c.example")).await.unwrap();

    let (user, token) = house.token("will@w.example", None).await;
    let names: Vec<_> = user.organizations.iter().map(|(_, one, _)| one.name.as_str()).collect();
    assert_eq!(names, ["Watchers", "Watched"]);
    let acting = |organization| house.access.authenticate_token(&token, organization, None);
    assert_eq!(acting(None).unwrap().unwrap().scope().org(), watchers);
    assert_eq!(acting(Some(watchers)).unwrap().unwrap().scope().org(), watchers);
    assert_eq!(acting(Some(client)).unwrap().unwrap().scope().org(), client);
    for other in [house.admin.scope().org(), Id::NIL, house.platform.new_id()] {
        assert!(matches!(acting(Some(other)), Err(Error::NotFound(_))), "{other}");
    }
    let theirs = house.token("wanda@c.example", None).await.1;
    let up = house.access.authenticate_token(&theirs, Some(watchers), None);
    assert!(matches!(up, Err(Error::NotFound(_))), "{up:?}");
    assert!(
        house
            .access
            .authenticate_token(&new_token(house.platform.random.as_ref(), 32), Some(client), None)
            .unwrap()
            .is_none()
    );
}

#[test]
fn any_text_at_all_opens_nothing() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let house = runtime.block_on(House::new());
    let token = runtime.block_on(house.token(ADA, None)).1;
    let pieces = token.split('.').map(str::to_owned).collect::<Vec<_>>();
    proptest::proptest!(|(text in "\\PC{0,200}", at in 0usize..3, byte: u8, place: proptest::sample::Index)| {
        proptest::prop_assert!(!house.opens_token(&text));
        proptest::prop_assert!(house.access.authenticate_key(&text, None).unwrap().is_none());
        let mut broken = pieces.clone();
        let mut bytes = broken[at].clone().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] = byte & 0x7f;
        broken[at] = String::from_utf8(bytes).unwrap();
        let broken = broken.join(".");
        proptest::prop_assert!(broken == token || !house.opens_token(&broken), "{broken}");
    });
}
