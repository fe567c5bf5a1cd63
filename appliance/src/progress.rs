//! Progress of long work: a bar on a terminal, plain lines elsewhere.

use std::io::IsTerminal as _;

use indicatif::{ProgressBar, ProgressStyle};

/// Shows how far one piece of work has come.
#[derive(Debug)]
pub(crate) struct Progress {
    what: &'static str,
    bar: Option<ProgressBar>,
    /// The last tenth that was printed as a line.
    tenth: u64,
}

impl Progress {
    /// Begins to show `what`.
    pub(crate) fn start(what: &'static str) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{prefix:<18} [{bar:32}] {pos}/{len} {msg}")
                .expect("the template is a constant")
                .progress_chars("=> ");
            ProgressBar::new(0).with_style(style).with_prefix(what)
        });
        if bar.is_none() {
            eprintln!("{what} …");
        }
        Self { what, bar, tenth: 0 }
    }

    /// Shows `done` of `total`; 0 means that the total is not known yet.
    pub(crate) fn show(&mut self, done: u64, total: u64, note: &str) {
        match &self.bar {
            Some(bar) => {
                bar.set_length(total.max(done));
                bar.set_position(done);
                bar.set_message(note.to_owned());
            }
            None => {
                let tenth = (done * 10).checked_div(total).unwrap_or(0);
                if tenth > self.tenth {
                    self.tenth = tenth;
                    eprintln!("{} {}0 % ({done}/{total}) {note}", self.what, tenth);
                }
            }
        }
    }

    /// Ends with a last word.
    pub(crate) fn finish(self, outcome: &str) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        eprintln!("{}: {outcome}", self.what);
    }
}
