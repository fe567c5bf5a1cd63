//! Inviting people to become members, by mail or by a link that an admin passes on.

use axum::extract::State;
use axum::http::StatusCode;
use gatehouse_core::access::{InvitationLink, InvitationView, NewInvitation, Principal};
use gatehouse_core::{Error, notify};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::api::AdminOnly;
use crate::api::words::MemberRole;
use crate::error::{Answer, Envelope};
use crate::extract::{Json, PathId};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, invite)).routes(routes!(revoke)).routes(routes!(resend))
}

/// How an invitation's link gets to whom it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Delivery {
    /// By mail; nobody else sees it.
    #[default]
    Mail,
    /// The admin passes it on: the answer shows it, once.
    Link,
}

/// An invitation.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Invitation {
    id: String,
    email: String,
    role: MemberRole,
    /// Who invited.
    invited_by: String,
    #[schema(format = DateTime)]
    created: String,
    /// Until when its newest link is good.
    #[schema(format = DateTime)]
    expires: String,
    /// Whether that time has passed.
    expired: bool,
    /// Whether the newest link went by mail.
    mailed: bool,
    /// The link: in the answer that makes it, when it does not go by mail, and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

impl Invitation {
    fn of(view: InvitationView, link: Option<String>) -> Self {
        Self {
            id: view.id.to_string(),
            email: view.email,
            role: view.role.into(),
            invited_by: view.by,
            created: view.created.rfc3339(),
            expires: view.expires.rfc3339(),
            expired: view.expired,
            mailed: view.mailed,
            link,
        }
    }
}

fn link(home: &str, made: &InvitationLink) -> String {
    format!("{}/invitation?token={}", home.trim_end_matches('/'), made.token)
}

/// The mail's subject and text.
fn letter(home: &str, made: &InvitationLink) -> (String, String) {
    let InvitationLink { organization, by, .. } = made;
    let subject = format!("You are invited to {organization} on Gatehouse");
    let text = format!(
        "{by} invites you to become a member of {organization} on Gatehouse, which watches over the company's exposure.\n\n\
         Open this link within seven days. It works once:\n\n\
         {}\n\n\
         If you do not know what this is about, do nothing.\n",
        link(home, made)
    );
    (subject, text)
}

/// Goes on when mail is sent at all.
fn require_mail(app: &App, principal: &Principal) -> Result<(), Error> {
    if notify::mail_settings(app.services(), principal)?.is_some_and(|mail| mail.enabled) {
        return Ok(());
    }
    let text = "mail is not set up, so that no invitation can be sent: set up a mail server under Settings, or make a \
        link instead (delivery: link) and pass it on yourself";
    Err(Error::Unmet(text.into()))
}

/// The invitations that wait or have expired, oldest first.
#[utoipa::path(get, path = "/api/console/invitations", tag = "members", operation_id = "listInvitations",
    security(("session" = [])), responses((status = 200, body = Vec<Invitation>), AdminOnly))]
async fn list(State(app): State<App>, principal: Principal) -> Answer<Json<Vec<Invitation>>> {
    principal.require_admin()?;
    let all = app.access().invitations(&principal)?;
    Ok(Json(all.into_iter().map(|view| Invitation::of(view, None)).collect()))
}

/// Whom to invite.
#[derive(Debug, Deserialize, ToSchema)]
struct InvitationAsked {
    email: String,
    role: MemberRole,
    #[serde(default)]
    delivery: Delivery,
}

/// Invites somebody. The link is good for seven days and once.
#[utoipa::path(post, path = "/api/console/invitations", tag = "members", operation_id = "invite",
    request_body = InvitationAsked, security(("session" = [])),
    responses((status = 201, body = Invitation), (status = 400, body = Envelope),
        (status = 409, body = Envelope, description = "They are a member or invited already, or 200 invitations wait."),
        (status = 503, body = Envelope, description = "Mail is not set up; the text says what to do."), AdminOnly))]
async fn invite(
    State(app): State<App>,
    principal: Principal,
    Json(asked): Json<InvitationAsked>,
) -> Answer<(StatusCode, Json<Invitation>)> {
    principal.require_admin()?;
    let by_mail = asked.delivery == Delivery::Mail;
    if by_mail {
        require_mail(&app, &principal)?;
    }
    let new = NewInvitation { email: asked.email, role: asked.role.into(), by_mail };
    let (outbox, home) = (app.services().outbox.clone(), app.config().mail_url().to_owned());
    let sent = app.access().invite(&principal, new, move |writer, made| {
        let (subject, text) = letter(&home, made);
        notify::put_mail(writer, &outbox, &made.email, &subject, &text)
    });
    let (view, made) = sent.await?;
    app.services().outbox.wake();
    let shown = (!by_mail).then(|| link(app.config().mail_url(), &made));
    Ok((StatusCode::CREATED, Json(Invitation::of(view, shown))))
}

/// How the new link goes.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Resend {
    #[serde(default)]
    delivery: Delivery,
}

/// Makes a new link for an invitation, good for seven days; the one before ends.
#[utoipa::path(post, path = "/api/console/invitations/{id}/resend", tag = "members", operation_id = "inviteAgain",
    params(("id" = String, Path)), request_body = Resend, security(("session" = [])),
    responses((status = 200, body = Invitation), (status = 400, body = Envelope), (status = 404, body = Envelope),
        (status = 503, body = Envelope, description = "Mail is not set up; the text says what to do."), AdminOnly))]
async fn resend(
    State(app): State<App>,
    principal: Principal,
    PathId(id): PathId,
    Json(asked): Json<Resend>,
) -> Answer<Json<Invitation>> {
    principal.require_admin()?;
    let by_mail = asked.delivery == Delivery::Mail;
    if by_mail && app.access().invitations(&principal)?.iter().any(|one| one.id == id) {
        require_mail(&app, &principal)?;
    }
    let (outbox, home) = (app.services().outbox.clone(), app.config().mail_url().to_owned());
    let sent = app.access().invite_again(&principal, id, by_mail, move |writer, made| {
        let (subject, text) = letter(&home, made);
        notify::put_mail(writer, &outbox, &made.email, &subject, &text)
    });
    let (view, made) = sent.await?;
    app.services().outbox.wake();
    let shown = (!by_mail).then(|| link(app.config().mail_url(), &made));
    Ok(Json(Invitation::of(view, shown)))
}

/// Takes an invitation back: its link is no longer good.
#[utoipa::path(delete, path = "/api/console/invitations/{id}", tag = "members", operation_id = "revokeInvitation",
    params(("id" = String, Path)), security(("session" = [])),
    responses((status = 204, description = "It is taken back."), (status = 404, body = Envelope), AdminOnly))]
async fn revoke(State(app): State<App>, principal: Principal, PathId(id): PathId) -> Answer<StatusCode> {
    principal.require_admin()?;
    app.access().revoke_invitation(&principal, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
