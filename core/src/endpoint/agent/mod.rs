//! Agents: the programs on people's machines that report. One appears with its first report or poll.

mod change;
mod id;
mod list;
mod poll;
mod row;
mod uninstall;

pub use change::{AgentChange, remove_agent, update_agent};
pub use id::agent_key;
pub use list::{agent, agent_by_key, agents, agents_after};
pub use poll::Poll;
pub use row::{Agent, AgentState};

pub(super) use id::check_agent_id;
pub(super) use poll::poll;
pub(super) use row::{AGENTS, MAX_AGENTS, STATES};
pub(super) use uninstall::mark_uninstalled;
