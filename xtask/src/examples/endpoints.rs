//! Invents what the company's endpoints report: machines of people who are in the breach corpus, and programs that do not
//! belong there.

use anyhow::Result;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// A machine: its name, who works on it, its system, and the last number of its address.
struct Machine(&'static str, &'static str, System, u8);

#[derive(Clone, Copy)]
enum System {
    Windows11,
    Windows10,
    Server,
    Ubuntu,
    Mac,
}

use System::{Mac, Server, Ubuntu, Windows10, Windows11};

const MACHINES: [Machine; 12] = [
    Machine("LF-NB-0147", "elin.nystroem", Windows11, 147),
    Machine("LF-NB-0152", "joanna.luczak", Windows11, 152),
    Machine("LF-NB-0168", "daisuke.suzuki", Windows11, 168),
    Machine("LF-NB-0171", "jiri.pavlu", Windows10, 171),
    Machine("LF-NB-0183", "anna.pfeiffer", Ubuntu, 183),
    Machine("LF-NB-0199", "elodie.fontaine", Mac, 199),
    Machine("LF-NB-0204", "lakshmi.nair", Windows11, 204),
    Machine("LF-NB-0215", "soeren.zoellner", Windows11, 215),
    Machine("LF-NB-0221", "eoin.walsh", Mac, 221),
    Machine("LF-CAD-03", "miriam.weiss", Windows10, 33),
    Machine("LF-FS-02", "administrator", Server, 12),
    Machine("lf-build-01", "build", Ubuntu, 21),
];

/// What happened: the machine, the program and its parent by their paths, what it touched, what the agent did, how often,
/// and minutes since the last time and between two times. `<user>` is who works there.
struct Incident {
    machine: &'static str,
    program: &'static str,
    parent: &'static str,
    touched: &'static str,
    action: &'static str,
    times: u32,
    minutes_ago: u32,
    minutes_between: u32,
}

const EXPLORER: &str = r"C:\Windows\explorer.exe";
const EDGE: &str = r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe";
const WORD: &str = r"C:\Program Files\Microsoft Office\root\Office16\WINWORD.EXE";
const LOADER: &str = r"C:\Users\<user>\Downloads\invoice_viewer.exe";

#[rustfmt::skip]
const INCIDENTS: [Incident; 15] = [
    // The passwords in the stealer logs were read from the browsers of these two.
    Incident { machine: "LF-NB-0168", program: LOADER, parent: EDGE, touched: r"C:\Users\<user>\AppData\Local\Microsoft\Edge\User Data\Default\Login Data",
        action: "quarantined", times: 1, minutes_ago: 4_010, minutes_between: 0 },
    Incident { machine: "LF-NB-0168", program: r"C:\Users\<user>\AppData\Roaming\Updater\svch0st.exe", parent: LOADER, touched: r"C:\Users\<user>\AppData\Local\Microsoft\Edge\User Data\Default\Network\Cookies",
        action: "blocked", times: 6, minutes_ago: 1_290, minutes_between: 450 },
    Incident { machine: "LF-NB-0171", program: LOADER, parent: EXPLORER, touched: r"C:\Users\<user>\AppData\Roaming\Thunderbird\Profiles\logins.json",
        action: "blocked", times: 2, minutes_ago: 2_600, minutes_between: 7 },
    Incident { machine: "LF-NB-0171", program: r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe", parent: WORD, touched: r"C:\Users\<user>\AppData\Local\Temp\~DF41.ps1",
        action: "blocked", times: 4, minutes_ago: 1_530, minutes_between: 3 },
    Incident { machine: "LF-NB-0147", program: r"C:\Windows\System32\wscript.exe", parent: EXPLORER, touched: r"C:\Users\<user>\Desktop\delivery-note.js",
        action: "blocked", times: 1, minutes_ago: 5_700, minutes_between: 0 },
    Incident { machine: "LF-NB-0152", program: r"D:\Tools\keygen.exe", parent: EXPLORER, touched: r"D:\Tools\licence.key",
        action: "reported", times: 3, minutes_ago: 8_640, minutes_between: 1_440 },
    Incident { machine: "LF-NB-0183", program: "/usr/bin/curl", parent: "/usr/bin/dash", touched: "/dev/shm/.x",
        action: "reported", times: 2, minutes_ago: 760, minutes_between: 2 },
    Incident { machine: "LF-NB-0183", program: "/usr/bin/ssh", parent: "/dev/shm/.x", touched: "/home/<user>/.ssh/id_ed25519",
        action: "blocked", times: 1, minutes_ago: 757, minutes_between: 0 },
    Incident { machine: "LF-NB-0199", program: "/Users/<user>/Library/Caches/AdobeUpdater", parent: "/sbin/launchd", touched: "/Users/<user>/Library/LaunchAgents/com.adobe.updates.plist",
        action: "blocked", times: 5, minutes_ago: 210, minutes_between: 360 },
    Incident { machine: "LF-NB-0204", program: r"C:\Users\<user>\Downloads\7z-setup.exe", parent: EDGE, touched: r"C:\Program Files\7-Zip\7z.sfx",
        action: "reported", times: 1, minutes_ago: 6_900, minutes_between: 0 },
    Incident { machine: "LF-NB-0215", program: r"C:\Windows\System32\mshta.exe", parent: EDGE, touched: r"C:\Users\<user>\AppData\Local\Temp\booking.hta",
        action: "blocked", times: 2, minutes_ago: 340, minutes_between: 1 },
    Incident { machine: "LF-NB-0221", program: "/usr/bin/osascript", parent: "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", touched: "/Users/<user>/Downloads/meeting.scpt",
        action: "blocked", times: 1, minutes_ago: 95, minutes_between: 0 },
    Incident { machine: "LF-CAD-03", program: r"C:\Windows\System32\rundll32.exe", parent: WORD, touched: r"C:\ProgramData\lens.dll",
        action: "blocked", times: 2, minutes_ago: 3_100, minutes_between: 15 },
    // A miner that cron starts again, and what comes before files are encrypted.
    Incident { machine: "lf-build-01", program: "/tmp/.cache/xmrig", parent: "/usr/sbin/cron", touched: "/tmp/.cache/pool.json",
        action: "terminated", times: 12, minutes_ago: 14, minutes_between: 30 },
    Incident { machine: "LF-FS-02", program: r"C:\Windows\System32\vssadmin.exe", parent: r"C:\Windows\System32\cmd.exe", touched: r"C:\System Volume Information",
        action: "blocked", times: 3, minutes_ago: 38, minutes_between: 1 },
];

/// A line for each report, the oldest first: the body of `POST /alerts`, but `minutes_ago` in the place of `detected_at`,
/// and the machine's system as its agent polls with it.
///
/// # Errors
/// Never in practice: the lines are written to memory.
pub(super) fn to_ndjson() -> Result<String> {
    let mut reports = Vec::new();
    for incident in &INCIDENTS {
        for time in 0..incident.times {
            let minutes_ago = incident.minutes_ago + time * incident.minutes_between;
            reports.push((minutes_ago, report(incident, minutes_ago)));
        }
    }
    reports.sort_by_key(|(minutes_ago, _)| std::cmp::Reverse(*minutes_ago));
    let mut text = String::new();
    for (_, report) in reports {
        text += &serde_json::to_string(&report)?;
        text.push('\n');
    }
    Ok(text)
}

fn report(incident: &Incident, minutes_ago: u32) -> Value {
    let machine = MACHINES.iter().find(|it| it.0 == incident.machine).expect("it is in the table");
    let Machine(hostname, user, system, number) = *machine;
    let own = |path: &str| path.replace("<user>", user);
    let [os_type, os_platform, os_version_number, os_version_detail] = system.words();
    // The same program has the same hashes wherever it is.
    let program = name_of(incident.program);
    let quarantine = if incident.action == "quarantined" { format!("{program}.q") } else { String::new() };
    json!({
        "uuid": uuid(hostname),
        "version": "3.1.4",
        "hostname": hostname,
        "ip_address": format!("10.20.0.{number}"),
        "mac_address": format!("02:00:5e:10:00:{number:02x}"),
        "pid": pid(hostname, program) + minutes_ago % 97 * 4,
        "process_name": program,
        "process_path": own(incident.program),
        "process_md5": digest("md5", program, 32),
        "process_sha1": digest("sha1", program, 40),
        "process_sha256": digest("sha256", program, 64),
        "parent_pid": pid(hostname, incident.parent),
        "parent_process_name": name_of(incident.parent),
        "parent_process_path": own(incident.parent),
        "file_path": own(incident.touched),
        "quarantine_file_name": quarantine,
        "action_taken": incident.action,
        "user": user,
        "minutes_ago": minutes_ago,
        "os_type": os_type,
        "os_platform": os_platform,
        "os_version_number": os_version_number,
        "os_version_detail": os_version_detail,
    })
}

impl System {
    fn words(self) -> [&'static str; 4] {
        match self {
            Windows11 => ["Windows", "Windows 11", "10.0.26100", "Windows 11 Pro 24H2"],
            Windows10 => ["Windows", "Windows 10", "10.0.19045", "Windows 10 Enterprise 22H2"],
            Server => ["Windows", "Windows Server 2022", "10.0.20348", "Windows Server 2022 Standard"],
            Ubuntu => ["Linux", "Ubuntu", "24.04", "Ubuntu 24.04.3 LTS"],
            Mac => ["macOS", "macOS", "15.5", "macOS Sequoia 15.5"],
        }
    }
}

fn name_of(path: &str) -> &str {
    path.rsplit(['\\', '/']).next().unwrap_or(path)
}

fn digest(kind: &str, name: &str, digits: usize) -> String {
    let mut text = hex::encode(Sha256::digest(format!("{kind} {name}")));
    text.truncate(digits);
    text
}

/// As Windows gives them, by fours.
fn pid(hostname: &str, program: &str) -> u32 {
    let hash = Sha256::digest(format!("{hostname} {program}"));
    1_000 + u32::from(u16::from_be_bytes([hash[0], hash[1]])) / 8 * 4
}

/// In the form of a random UUID (RFC 9562, 5.4), the same one each time.
fn uuid(hostname: &str) -> String {
    let digits = digest("agent", hostname, 32);
    format!("{}-{}-4{}-8{}-{}", &digits[..8], &digits[8..12], &digits[13..16], &digits[17..20], &digits[20..])
}

#[cfg(test)]
mod tests {
    use super::{INCIDENTS, MACHINES, to_ndjson, uuid};
    use crate::examples::employees;

    #[test]
    fn each_machine_reports_and_belongs_to_somebody() {
        let employees = employees::to_csv(&employees::invent()).expect("the people");
        for machine in &MACHINES {
            assert!(INCIDENTS.iter().any(|it| it.machine == machine.0), "{} reports nothing", machine.0);
            let is_service = ["administrator", "build"].contains(&machine.1);
            assert!(
                is_service || employees.contains(&format!("\n{}@", machine.1)),
                "{} is nobody",
                machine.1
            );
        }
        assert_eq!(uuid("LF-FS-02").len(), 36);
        let lines = to_ndjson().expect("the lines");
        let times: u32 = INCIDENTS.iter().map(|it| it.times).sum();
        assert_eq!(lines.lines().count(), times as usize);
    }
}
