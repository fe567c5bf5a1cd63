//! The `state` capability: a small key-value space of each connector and each set of settings.

use std::collections::BTreeMap;
use std::sync::Mutex;

/// Names a space: SHA-256 over the connector's id and the settings, so that two organizations never share one.
pub type Space = [u8; 32];

/// Keeps what connectors remember between calls. It is a cache: it may forget at any time.
pub trait StateStore: Send + Sync + 'static {
    /// What is kept under `key`.
    fn get(&self, space: &Space, key: &str) -> Option<Vec<u8>>;
    /// Keeps `value`. Fails with a sentence when a bound would be exceeded.
    fn set(&self, space: &Space, key: &str, value: Vec<u8>) -> Result<(), String>;
    /// Forgets `key`.
    fn remove(&self, space: &Space, key: &str);
}

type Entries = BTreeMap<String, Vec<u8>>;

const LONGEST_KEY: usize = 256;
const LARGEST_SPACE: usize = 64 << 10;
const MOST_SPACES: usize = 256;

/// State in memory, gone at the end of the process: at most 256 spaces of 64 KiB.
#[derive(Debug, Default)]
pub struct MemoryState {
    spaces: Mutex<Vec<(Space, Entries)>>,
}

impl MemoryState {
    fn with<T>(&self, space: &Space, act: impl FnOnce(&mut Entries) -> T) -> T {
        let mut spaces = self.spaces.lock().expect("no holder of this lock panics");
        // The most recently used space stands last; the first is forgotten when there are too many.
        let kept = match spaces.iter().position(|(name, _)| name == space) {
            Some(at) => spaces.remove(at),
            None => (*space, Entries::new()),
        };
        if spaces.len() >= MOST_SPACES {
            spaces.remove(0);
        }
        spaces.push(kept);
        let last = spaces.len() - 1;
        act(&mut spaces[last].1)
    }
}

impl StateStore for MemoryState {
    fn get(&self, space: &Space, key: &str) -> Option<Vec<u8>> {
        self.with(space, |entries| entries.get(key).cloned())
    }

    fn set(&self, space: &Space, key: &str, value: Vec<u8>) -> Result<(), String> {
        if key.is_empty() || key.len() > LONGEST_KEY {
            return Err(format!("a key has 1 to {LONGEST_KEY} bytes"));
        }
        self.with(space, |entries| {
            let others = entries.iter().filter(|(name, _)| *name != key);
            let used: usize = others.map(|(name, value)| name.len() + value.len()).sum();
            if used + key.len() + value.len() > LARGEST_SPACE {
                return Err(format!("the space is full; it holds {LARGEST_SPACE} bytes"));
            }
            entries.insert(key.to_owned(), value);
            Ok(())
        })
    }

    fn remove(&self, space: &Space, key: &str) {
        self.with(space, |entries| entries.remove(key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_apart_and_bounded() {
        let state = MemoryState::default();
        let (one, two) = ([1; 32], [2; 32]);
        assert_eq!(state.set(&one, "token", vec![7]), Ok(()));
        assert_eq!(state.get(&one, "token"), Some(vec![7]));
        assert_eq!(state.get(&two, "token"), None);
        assert!(state.set(&one, "big", vec![0; LARGEST_SPACE]).is_err());
        assert!(state.set(&one, "", vec![]).is_err());
        state.remove(&one, "token");
        assert_eq!(state.get(&one, "token"), None);
    }

    #[test]
    fn the_space_used_longest_ago_is_forgotten_first() {
        let state = MemoryState::default();
        for number in 0..=MOST_SPACES {
            let mut space = [0; 32];
            space[..8].copy_from_slice(&number.to_le_bytes());
            assert_eq!(state.set(&space, "k", vec![1]), Ok(()));
        }
        assert_eq!(state.get(&[0; 32], "k"), None);
    }
}
