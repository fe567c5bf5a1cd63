//! The traits that a connector implements, one a kind, and the macros that make a component of it.

use crate::{Description, Error, Exposure, Notification, UserPage};

/// What a provider knows about one address.
pub type Lookup = Result<Vec<Exposure>, Error>;

/// Looks up e-mail addresses in breaches. Export it with [`export_breach_provider!`](crate::export_breach_provider).
pub trait BreachProvider {
    /// What the connector says of itself; the same on every call.
    fn describe() -> Description;
    /// One entry for each address, in the same order. An address may fail alone, or the whole call may.
    fn lookup(emails: Vec<String>) -> Result<Vec<Lookup>, Error>;
}

/// Tells somebody about an event. Export it with [`export_notifier!`](crate::export_notifier).
pub trait Notifier {
    /// What the connector says of itself; the same on every call.
    fn describe() -> Description;
    /// Delivers one event to one target, an URL or an address.
    fn deliver(target: String, event: Notification) -> Result<(), Error>;
}

/// Lists the people of a company. Export it with [`export_directory!`](crate::export_directory).
pub trait Directory {
    /// What the connector says of itself; the same on every call.
    fn describe() -> Description;
    /// Checks the settings; answers how many users it sees.
    fn test() -> Result<u64, Error>;
    /// One page of users from `cursor`, `None` for the first.
    fn list_users(cursor: Option<String>) -> Result<UserPage, Error>;
    /// Ends the sessions of a user; answers a line for the audit log.
    fn revoke_sessions(external_id: String) -> Result<String, Error> {
        let _ = external_id;
        Err(Error::NotSupported("this directory cannot end sessions".into()))
    }
    /// Makes a user choose a new password; answers a line for the audit log.
    fn force_password_reset(external_id: String) -> Result<String, Error> {
        let _ = external_id;
        Err(Error::NotSupported("this directory cannot force a password reset".into()))
    }
}

/// Makes a component of a type that implements [`BreachProvider`]. Does nothing in a native build.
#[macro_export]
macro_rules! export_breach_provider {
    ($connector:ty) => {
        $crate::export_lookup!($connector, breach_provider);
    };
}

/// As [`export_breach_provider!`](crate::export_breach_provider), for a provider that reads the appliance's corpus.
#[macro_export]
macro_rules! export_local_provider {
    ($connector:ty) => {
        $crate::export_lookup!($connector, local_provider);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! export_lookup {
    ($connector:ty, $world:ident) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            use $crate::kinds::$world as world;
            struct Component;
            impl world::exports::gatehouse::connector::about::Guest for Component {
                fn describe() -> $crate::Description {
                    <$connector as $crate::BreachProvider>::describe()
                }
            }
            impl world::exports::gatehouse::connector::breaches::Guest for Component {
                fn lookup(emails: Vec<String>) -> Result<Vec<$crate::Lookup>, $crate::Error> {
                    <$connector as $crate::BreachProvider>::lookup(emails)
                }
            }
    world::export_world!(Component with_types_in world);
        };
    };
}

/// Makes a component of a type that implements [`Notifier`]. Does nothing in a native build.
#[macro_export]
macro_rules! export_notifier {
    ($connector:ty) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            use $crate::kinds::notifier as world;
            struct Component;
            impl world::exports::gatehouse::connector::about::Guest for Component {
                fn describe() -> $crate::Description {
                    <$connector as $crate::Notifier>::describe()
                }
            }
            impl world::exports::gatehouse::connector::delivery::Guest for Component {
                fn deliver(target: String, event: $crate::Notification) -> Result<(), $crate::Error> {
                    <$connector as $crate::Notifier>::deliver(target, event)
                }
            }
    world::export_world!(Component with_types_in world);
        };
    };
}

/// Makes a component of a type that implements [`Directory`]. Does nothing in a native build.
#[macro_export]
macro_rules! export_directory {
    ($connector:ty) => {
        #[cfg(target_arch = "wasm32")]
        const _: () = {
            use $crate::kinds::directory as world;
            struct Component;
            impl world::exports::gatehouse::connector::about::Guest for Component {
                fn describe() -> $crate::Description {
                    <$connector as $crate::Directory>::describe()
                }
            }
            impl world::exports::gatehouse::connector::people::Guest for Component {
                fn test() -> Result<u64, $crate::Error> {
                    <$connector as $crate::Directory>::test()
                }
                fn list_users(cursor: Option<String>) -> Result<$crate::UserPage, $crate::Error> {
                    <$connector as $crate::Directory>::list_users(cursor)
                }
                fn revoke_sessions(external_id: String) -> Result<String, $crate::Error> {
                    <$connector as $crate::Directory>::revoke_sessions(external_id)
                }
                fn force_password_reset(external_id: String) -> Result<String, $crate::Error> {
                    <$connector as $crate::Directory>::force_password_reset(external_id)
                }
            }
    world::export_world!(Component with_types_in world);
        };
    };
}
