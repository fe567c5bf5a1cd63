//! Files that people import: they stream to a file without a name in the data folder and are never held in memory.

use std::io::Seek as _;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use futures::StreamExt as _;
use gatehouse_core::Error;
use tokio::io::AsyncWriteExt as _;

use super::body::media_type;
use crate::App;
use crate::error::ApiError;

/// An upload that has not been received yet: a handler authorizes first, then calls [`Upload::receive`].
#[derive(Debug)]
pub struct Upload {
    app: App,
    body: Body,
    announced: Option<u64>,
    /// Its media type without parameters, lower case; empty when none was sent.
    pub media_type: String,
}

/// A received upload.
#[derive(Debug)]
pub struct Received {
    /// The content, at its start. The file has no name and is gone when it is closed.
    pub file: std::fs::File,
    /// Bytes.
    pub bytes: u64,
    /// Its media type without parameters, lower case; empty when none was sent.
    pub media_type: String,
}

impl FromRequest<App> for Upload {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let announced = request.headers().get(header::CONTENT_LENGTH);
        let announced = announced.and_then(|length| length.to_str().ok()?.parse().ok());
        let media_type = media_type(request.headers());
        Ok(Self { app: app.clone(), body: request.into_body(), announced, media_type })
    }
}

impl Upload {
    /// Takes the upload in.
    ///
    /// # Errors
    /// 415 when the media type is none of `accepted`, 413 when it is too large, 400 when it breaks off.
    pub async fn receive(self, accepted: &[&str]) -> Result<Received, ApiError> {
        if !accepted.contains(&self.media_type.as_str()) {
            return Err(ApiError::wrong_type(&accepted.join(" or ")));
        }
        let limit = self.app.config().limits.import;
        if self.announced.is_some_and(|bytes| bytes > limit) {
            return Err(ApiError::too_large(limit));
        }
        let full = |cause: std::io::Error| {
            ApiError::Core(Error::Unavailable(format!("the upload cannot be kept: {cause}")))
        };
        let folder = self.app.config().upload_dir.clone();
        let file = tokio::task::spawn_blocking(move || tempfile::tempfile_in(folder))
            .await
            .map_err(Error::internal)?
            .map_err(full)?;
        let mut file = tokio::fs::File::from_std(file);
        let mut bytes = 0;
        let mut chunks = self.body.into_data_stream();
        while let Some(chunk) = chunks.next().await {
            let chunk =
                chunk.map_err(|_| ApiError::Http(StatusCode::BAD_REQUEST, "the upload broke off".into()))?;
            bytes += chunk.len() as u64;
            if bytes > limit {
                return Err(ApiError::too_large(limit));
            }
            file.write_all(&chunk).await.map_err(full)?;
        }
        file.flush().await.map_err(full)?;
        let mut file = file.into_std().await;
        file.rewind().map_err(full)?;
        Ok(Received { file, bytes, media_type: self.media_type })
    }
}
