//! Who the agents are: the same ones for the same seed.

use std::fmt::Write as _;

use bytes::{BufMut as _, BytesMut};
use rand::rngs::SmallRng;
use rand::{Rng as _, SeedableRng as _};

use super::programs::{Bodies, Kind};
use super::template::{Hole, put_hex};

const USERS: [&str; 16] = [
    "anna", "boris", "carla", "dmitri", "elena", "farid", "greta", "hugo", "ines", "jonas", "karin", "lars",
    "maria", "nils", "olga", "paul",
];
const VERSIONS: [&str; 4] = ["3.4.1", "3.4.1", "3.4.0", "3.3.7"];
/// What an agent did about a process; the gravest is the most frequent.
const ACTIONS: [&str; 8] =
    ["blocked", "blocked", "blocked", "terminated", "terminated", "alerted", "alerted", "allowed"];

/// One agent.
#[derive(Debug)]
pub(super) struct Agent {
    pub(super) uuid: Box<str>,
    pub(super) hostname: Box<str>,
    /// Its platform's place among [`super::programs::bodies`].
    pub(super) platform: usize,
    ip: Box<str>,
    mac: Box<str>,
    user: &'static str,
    version: &'static str,
    random: SmallRng,
}

/// What one alert has besides its agent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occasion<'a> {
    /// Tells this alert from every other one of every run.
    pub(super) token: (u32, u64),
    /// The name of the file that is quarantined and uploaded, if one is.
    pub(super) quarantine: Option<&'a str>,
    /// Unix seconds.
    pub(super) now: u64,
}

/// `count` agents.
pub(super) fn fleet(count: u32, seed: u64, bodies: &[Bodies]) -> Vec<Agent> {
    (0..count).map(|number| agent(number, seed, bodies)).collect()
}

fn agent(number: u32, seed: u64, bodies: &[Bodies]) -> Agent {
    // Each from its own number: a larger fleet holds the smaller one.
    let mut random = SmallRng::seed_from_u64(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(number));
    let uuid = uuid::Builder::from_random_bytes(random.random()).into_uuid().to_string();
    let user = USERS[random.random_range(0..USERS.len())];
    let platform = random.random_range(0..bodies.len());
    let hostname = match bodies[platform].kind {
        Kind::Windows => format!("LT-{}-{number:05}", user.to_uppercase()),
        Kind::Linux => format!("node-{number:05}.lumenfeld-optics.example"),
        Kind::Mac => format!("{user}s-macbook-{number:05}.local"),
    };
    let [_, b, c, d] = number.to_be_bytes();
    let mac: [u8; 3] = random.random();
    Agent {
        uuid: uuid.into(),
        hostname: hostname.into(),
        platform,
        ip: format!("10.{b}.{c}.{d}").into(),
        mac: format!("02:00:5e:{:02x}:{:02x}:{:02x}", mac[0], mac[1], mac[2]).into(),
        user,
        version: VERSIONS[random.random_range(0..VERSIONS.len())],
        random,
    }
}

impl Agent {
    /// Writes the body of an alert about any of the platform's programs.
    pub(super) fn alert(&mut self, bodies: &[Bodies], occasion: Occasion<'_>, out: &mut BytesMut) {
        let templates = &bodies[self.platform].alerts;
        let template = &templates[self.random.random_range(0..templates.len())];
        template.render(out, |hole, out| self.fill(hole, occasion, out));
    }

    /// Writes the body of a poll.
    pub(super) fn poll(&mut self, bodies: &[Bodies], out: &mut BytesMut) {
        let occasion = Occasion { token: (0, 0), quarantine: None, now: 0 };
        bodies[self.platform].poll.render(out, |hole, out| self.fill(hole, occasion, out));
    }

    /// A number below `end`.
    pub(super) fn roll(&mut self, end: usize) -> usize {
        self.random.random_range(0..end)
    }

    fn fill(&mut self, hole: Hole, occasion: Occasion<'_>, out: &mut BytesMut) {
        let number = match hole {
            Hole::Uuid => return out.put_slice(self.uuid.as_bytes()),
            Hole::Version => return out.put_slice(self.version.as_bytes()),
            Hole::Hostname => return out.put_slice(self.hostname.as_bytes()),
            Hole::Ip => return out.put_slice(self.ip.as_bytes()),
            Hole::Mac => return out.put_slice(self.mac.as_bytes()),
            Hole::User => return out.put_slice(self.user.as_bytes()),
            Hole::Quarantine => return out.put_slice(occasion.quarantine.unwrap_or_default().as_bytes()),
            Hole::Action => {
                let any = ACTIONS[self.random.random_range(0..ACTIONS.len())];
                let action = if occasion.quarantine.is_some() { "quarantined" } else { any };
                return out.put_slice(action.as_bytes());
            }
            Hole::Md5 => return put_hex(out, &mut self.random, 16),
            Hole::Sha1 => return put_hex(out, &mut self.random, 20),
            Hole::Sha256 => return put_hex(out, &mut self.random, 32),
            Hole::Token => {
                // Writing to memory cannot fail.
                let _ = write!(out, "{:08x}{:x}", occasion.token.0, occasion.token.1);
                return;
            }
            Hole::Pid => self.random.random_range(300..65_000),
            Hole::ParentPid => self.random.random_range(4..300),
            Hole::Size => self.random.random_range(512..4_000_000),
            Hole::Now => occasion.now,
        };
        let _ = write!(out, "{number}");
    }
}
