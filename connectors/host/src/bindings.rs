//! What wasmtime makes of `plugins-wit/v1`. Nothing is written by hand here.
//!
//! Types and capabilities are generated once, with the providers; the other kinds add only their exports.
#![allow(missing_docs, unreachable_pub, reason = "generated from the WIT, which carries the documentation")]

pub(crate) mod provider {
    wasmtime::component::bindgen!({
        world: "local-provider",
        path: "../../plugins-wit/v1",
        imports: {
            "gatehouse:connector/http.send": async | trappable,
            "gatehouse:connector/corpus.lookup": async | trappable,
            default: trappable,
        },
        exports: { default: async },
    });
}

pub(crate) mod notifier {
    wasmtime::component::bindgen!({
        world: "notifier",
        path: "../../plugins-wit/v1",
        exports: { default: async },
        with: {
            "gatehouse:connector/types": super::capabilities::types,
            "gatehouse:connector/http": super::capabilities::http,
            "gatehouse:connector/log": super::capabilities::log,
            "gatehouse:connector/state": super::capabilities::state,
            "gatehouse:connector/settings": super::capabilities::settings,
            "gatehouse:connector/clock": super::capabilities::clock,
            "gatehouse:connector/random": super::capabilities::random,
        },
    });
}

pub(crate) mod directory {
    wasmtime::component::bindgen!({
        world: "directory",
        path: "../../plugins-wit/v1",
        exports: { default: async },
        with: {
            "gatehouse:connector/types": super::capabilities::types,
            "gatehouse:connector/http": super::capabilities::http,
            "gatehouse:connector/log": super::capabilities::log,
            "gatehouse:connector/state": super::capabilities::state,
            "gatehouse:connector/settings": super::capabilities::settings,
            "gatehouse:connector/clock": super::capabilities::clock,
            "gatehouse:connector/random": super::capabilities::random,
        },
    });
}

pub(crate) use provider::gatehouse::connector as capabilities;
pub(crate) use provider::gatehouse::connector::types;
