//! What wit-bindgen makes of `plugins-wit/v1`. Nothing is written by hand here.
//!
//! The capabilities and types are generated once; each kind of connector adds only its exports, behind a feature.
#![allow(missing_docs, unreachable_pub, reason = "generated from the WIT, which carries the documentation")]

wit_bindgen::generate!({
    world: "capabilities",
    path: "../../plugins-wit/v1",
    additional_derives: [PartialEq, Clone],
});

/// The exports of one kind of connector. The macros that they come with sit at the root of the crate, so there can
/// be one kind in a build.
macro_rules! kind {
    ($feature:literal, $module:ident, $world:literal, $export:literal $(, $more:literal => $place:path)*) => {
        #[cfg(all(target_arch = "wasm32", feature = $feature))]
        pub mod $module {
            wit_bindgen::generate!({
                world: $world,
                path: "../../plugins-wit/v1",
                pub_export_macro: true,
                export_macro_name: $export,
                with: {
                    "gatehouse:connector/types@1.0.0": crate::bindings::gatehouse::connector::types,
                    "gatehouse:connector/http@1.0.0": crate::bindings::gatehouse::connector::http,
                    "gatehouse:connector/log@1.0.0": crate::bindings::gatehouse::connector::log,
                    "gatehouse:connector/state@1.0.0": crate::bindings::gatehouse::connector::state,
                    "gatehouse:connector/settings@1.0.0": crate::bindings::gatehouse::connector::settings,
                    "gatehouse:connector/clock@1.0.0": crate::bindings::gatehouse::connector::clock,
                    "gatehouse:connector/random@1.0.0": crate::bindings::gatehouse::connector::random,
                    $($more: $place,)*
                },
            });
        }
    };
}

/// One module a kind, for WebAssembly only and as far as its feature is on: a file can be of one kind.
pub mod kinds {
    kind!("breach-provider", breach_provider, "breach-provider", "export_world");
    kind!("local-provider", local_provider, "local-provider", "export_world", "gatehouse:connector/corpus@1.0.0" => generate);
    kind!("notifier", notifier, "notifier", "export_world");
    kind!("directory", directory, "directory", "export_world");
}
