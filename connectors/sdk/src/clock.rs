//! Time, as the appliance knows it.

/// Milliseconds since 1970-01-01T00:00:00Z.
pub fn now_ms() -> i64 {
    #[cfg(target_arch = "wasm32")]
    return crate::bindings::gatehouse::connector::clock::now_ms();
    #[cfg(not(target_arch = "wasm32"))]
    crate::harness::now_ms()
}

/// Seconds since 1970-01-01T00:00:00Z.
pub fn now_seconds() -> i64 {
    now_ms().div_euclid(1000)
}

/// Seconds until the day ends in UTC, at least 1: how long a quota of a day that is used up stays used up.
pub fn seconds_left_today() -> u32 {
    u32::try_from(86_400 - now_seconds().rem_euclid(86_400)).unwrap_or(86_400)
}
