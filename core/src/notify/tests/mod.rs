//! Channels, mail and text messages, from their settings to what is delivered.

mod channels;
mod setup;
mod told;
