//! The WebAssembly engine: small reservations, a pool if the machine has room for one, and the ticker that lets a
//! call be stopped.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, Thread};
use std::time::Duration;

use wasmtime::{Config, Engine, InstanceAllocationStrategy, PoolingAllocationConfig};

use crate::error::{HostError, Result};
use crate::limits::Limits;

/// How often a running call is asked whether it has used up its time.
pub(crate) const TICK: Duration = Duration::from_millis(10);

/// Ticks without a call after which the ticker sleeps until the next one.
const IDLE_TICKS: u32 = 100;

const WASM_PAGE: usize = 64 << 10;
const GUARD: u64 = 64 << 10;

/// An engine for components. A Raspberry Pi's 39-bit address space cannot hold wasmtime's default reservations of
/// gigabytes a memory, so each memory reserves what it may grow to, bounds are checked in code, and when even the
/// small pool finds no room, instances are made on demand.
pub(crate) fn engine(limits: &Limits) -> Result<Engine> {
    let mut config = base_config(limits);
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool(limits)));
    Engine::new(&config).or_else(|why| {
        tracing::info!(
            reason = format!("{why:#}"),
            "no room for a pool of connector instances; making them on demand"
        );
        Engine::new(&base_config(limits)).map_err(HostError::engine)
    })
}

fn base_config(limits: &Limits) -> Config {
    let mut config = Config::new();
    config
        .epoch_interruption(true)
        .memory_reservation(memory(limits) as u64)
        .memory_reservation_for_growth(0)
        .memory_guard_size(GUARD)
        .guard_before_linear_memory(false)
        .memory_may_move(false)
        .async_stack_size(1 << 20)
        .max_wasm_stack(512 << 10);
    config
}

fn pool(limits: &Limits) -> PoolingAllocationConfig {
    let calls = u32::try_from(limits.calls).unwrap_or(u32::MAX).clamp(1, 1000);
    let mut pool = PoolingAllocationConfig::new();
    // A component is a handful of core instances (its own module, shims, adapters) with a memory or two.
    pool.total_component_instances(calls)
        .total_core_instances(calls * 6)
        .total_memories(calls * 2)
        .total_tables(calls * 4)
        .total_stacks(calls)
        .max_memory_size(memory(limits))
        .max_unused_warm_slots(4);
    pool
}

fn memory(limits: &Limits) -> usize {
    limits.memory.div_ceil(WASM_PAGE).max(1) * WASM_PAGE
}

/// Moves the engine's epoch on while calls run, and sleeps while none does.
pub(crate) struct Ticker {
    shared: Arc<Shared>,
    thread: Thread,
}

#[derive(Default)]
struct Shared {
    running: AtomicUsize,
    stop: AtomicBool,
}

/// A call that runs. Dropping it says that it has ended.
pub(crate) struct Running(Arc<Shared>);

impl Ticker {
    pub(crate) fn start(engine: &Engine) -> Result<Self> {
        let shared = Arc::new(Shared::default());
        let (engine, seen) = (engine.weak(), Arc::clone(&shared));
        let spawned = thread::Builder::new().name("connector-ticker".into()).spawn(move || {
            let mut idle = 0;
            while !seen.stop.load(Ordering::Acquire) {
                let Some(engine) = engine.upgrade() else { return };
                engine.increment_epoch();
                drop(engine);
                idle = if seen.running.load(Ordering::Acquire) == 0 { idle + 1 } else { 0 };
                if idle > IDLE_TICKS {
                    idle = 0;
                    thread::park();
                } else {
                    thread::sleep(TICK);
                }
            }
        });
        let handle = spawned.map_err(HostError::io("start the connector ticker"))?;
        Ok(Self { shared, thread: handle.thread().clone() })
    }

    /// Says that a call runs now.
    pub(crate) fn run(&self) -> Running {
        if self.shared.running.fetch_add(1, Ordering::AcqRel) == 0 {
            self.thread.unpark();
        }
        Running(Arc::clone(&self.shared))
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::AcqRel);
    }
}
