//! The processes that agents see: names, paths, parents and what they touch, as they occur on each platform.

use serde::Serialize;

use super::template::Template;

/// An operating system as an agent describes it.
#[derive(Debug)]
pub(super) struct Platform {
    pub(super) kind: Kind,
    os_type: &'static str,
    os_platform: &'static str,
    os_version_number: &'static str,
    os_version_detail: &'static str,
}

/// Which family of programs runs there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Windows,
    Linux,
    Mac,
}

use Kind::{Linux, Mac, Windows};

/// What agents run on. Most of a company's endpoints run Windows.
const PLATFORMS: [Platform; 8] = [
    platform(Windows, "Windows", "Windows 11", "10.0.22631", "Windows 11 Pro 23H2"),
    platform(Windows, "Windows", "Windows 10", "10.0.19045", "Windows 10 Enterprise 22H2"),
    platform(Windows, "Windows", "Windows 11", "10.0.26100", "Windows 11 Enterprise 24H2"),
    platform(Windows, "Windows", "Windows Server 2022", "10.0.20348", "Windows Server 2022 Datacenter"),
    platform(Windows, "Windows", "Windows 10", "10.0.19045", "Windows 10 Pro 22H2"),
    platform(Linux, "Linux", "Ubuntu", "24.04", "Ubuntu 24.04.3 LTS"),
    platform(Linux, "Linux", "Debian", "12.11", "Debian GNU/Linux 12 (bookworm)"),
    platform(Mac, "macOS", "macOS", "15.5", "macOS Sequoia 15.5"),
];

const fn platform(
    kind: Kind,
    os_type: &'static str,
    os_platform: &'static str,
    os_version_number: &'static str,
    os_version_detail: &'static str,
) -> Platform {
    Platform { kind, os_type, os_platform, os_version_number, os_version_detail }
}

/// Name, path, parent's name, parent's path, what it touches. Holes as in [`Template`].
type Program = [&'static str; 5];

const WINDOWS: [Program; 10] = [
    [
        "invoice_viewer.exe",
        r"C:\Users\<user>\Downloads\invoice_viewer.exe",
        "explorer.exe",
        r"C:\Windows\explorer.exe",
        r"C:\Users\<user>\Documents\ledger-<token>.xlsx",
    ],
    [
        "powershell.exe",
        r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe",
        "winword.exe",
        r"C:\Program Files\Microsoft Office\root\Office16\WINWORD.EXE",
        r"C:\Users\<user>\AppData\Local\Temp\~<token>.ps1",
    ],
    [
        "rundll32.exe",
        r"C:\Windows\System32\rundll32.exe",
        "outlook.exe",
        r"C:\Program Files\Microsoft Office\root\Office16\OUTLOOK.EXE",
        r"C:\ProgramData\<token>.dll",
    ],
    [
        "mshta.exe",
        r"C:\Windows\System32\mshta.exe",
        "chrome.exe",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Users\<user>\AppData\Local\Temp\<token>.hta",
    ],
    [
        "7z-setup.exe",
        r"C:\Users\<user>\Downloads\7z-setup.exe",
        "msedge.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
        r"C:\Program Files\7-Zip\<token>.bin",
    ],
    [
        "svch0st.exe",
        r"C:\ProgramData\Updater\svch0st.exe",
        "services.exe",
        r"C:\Windows\System32\services.exe",
        r"C:\Windows\Temp\<token>.tmp",
    ],
    [
        "wscript.exe",
        r"C:\Windows\System32\wscript.exe",
        "explorer.exe",
        r"C:\Windows\explorer.exe",
        r"C:\Users\<user>\Desktop\delivery-note-<token>.js",
    ],
    [
        "certutil.exe",
        r"C:\Windows\System32\certutil.exe",
        "cmd.exe",
        r"C:\Windows\System32\cmd.exe",
        r"C:\Users\Public\<token>.txt",
    ],
    [
        "vssadmin.exe",
        r"C:\Windows\System32\vssadmin.exe",
        "cmd.exe",
        r"C:\Windows\System32\cmd.exe",
        r"C:\System Volume Information\<token>",
    ],
    [
        "keygen.exe",
        r"D:\Tools\keygen.exe",
        "explorer.exe",
        r"C:\Windows\explorer.exe",
        r"D:\Tools\licence-<token>.key",
    ],
];

const LINUX: [Program; 6] = [
    ["xmrig", "/tmp/.cache/xmrig", "bash", "/usr/bin/bash", "/tmp/.cache/pool-<token>.json"],
    ["curl", "/usr/bin/curl", "sh", "/usr/bin/dash", "/dev/shm/<token>"],
    ["python3.12", "/usr/bin/python3.12", "cron", "/usr/sbin/cron", "/home/<user>/.local/share/<token>.py"],
    [
        "nc.traditional",
        "/usr/bin/nc.traditional",
        "apache2",
        "/usr/sbin/apache2",
        "/var/www/html/uploads/<token>.php",
    ],
    ["kworkerd", "/var/tmp/kworkerd", "systemd", "/usr/lib/systemd/systemd", "/etc/cron.d/<token>"],
    ["tar", "/usr/bin/tar", "sshd", "/usr/sbin/sshd", "/home/<user>/backup-<token>.tar.gz"],
];

const MAC: [Program; 5] = [
    [
        "osascript",
        "/usr/bin/osascript",
        "Google Chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Users/<user>/Downloads/<token>.scpt",
    ],
    [
        "AdobeUpdater",
        "/Users/<user>/Library/Caches/AdobeUpdater",
        "launchd",
        "/sbin/launchd",
        "/Users/<user>/Library/LaunchAgents/com.<token>.plist",
    ],
    ["curl", "/usr/bin/curl", "zsh", "/bin/zsh", "/private/tmp/<token>.dmg"],
    [
        "installer",
        "/usr/sbin/installer",
        "Finder",
        "/System/Library/CoreServices/Finder.app/Contents/MacOS/Finder",
        "/Users/<user>/Downloads/Player-<token>.pkg",
    ],
    [
        "security",
        "/usr/bin/security",
        "Terminal",
        "/System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal",
        "/Users/<user>/Library/Keychains/<token>.keychain-db",
    ],
];

/// `POST /alerts` as the API's document has it, every field, in its order.
#[derive(Serialize)]
struct AlertBody<'a> {
    uuid: &'a str,
    version: &'a str,
    hostname: &'a str,
    ip_address: &'a str,
    mac_address: &'a str,
    pid: &'a str,
    process_name: &'a str,
    process_path: &'a str,
    process_md5: String,
    process_sha1: String,
    process_sha256: String,
    parent_pid: &'a str,
    parent_process_name: &'a str,
    parent_process_path: &'a str,
    file_path: &'a str,
    file_size: &'a str,
    md5: &'a str,
    sha1: &'a str,
    sha256: &'a str,
    quarantine_file_name: &'a str,
    action_taken: &'a str,
    detected_at: &'a str,
}

/// `POST /agents/poll`.
#[derive(Serialize)]
struct PollBody<'a> {
    uuid: &'a str,
    hostname: &'a str,
    os_type: &'a str,
    os_platform: &'a str,
    os_version_number: &'a str,
    os_version_detail: &'a str,
    agent_version: &'a str,
}

/// The bodies that agents of one platform send.
#[derive(Debug)]
pub(super) struct Bodies {
    pub(super) kind: Kind,
    pub(super) alerts: Vec<Template>,
    pub(super) poll: Template,
}

/// The bodies of every platform.
pub(super) fn bodies() -> serde_json::Result<Vec<Bodies>> {
    PLATFORMS
        .iter()
        .map(|platform| Ok(Bodies { kind: platform.kind, alerts: alerts(platform)?, poll: poll(platform)? }))
        .collect()
}

fn alerts(platform: &Platform) -> serde_json::Result<Vec<Template>> {
    let programs: &[Program] = match platform.kind {
        Windows => &WINDOWS,
        Linux => &LINUX,
        Mac => &MAC,
    };
    programs.iter().map(alert).collect()
}

fn alert([name, path, parent, parent_path, file]: &Program) -> serde_json::Result<Template> {
    let body = AlertBody {
        uuid: "<uuid>",
        version: "<version>",
        hostname: "<hostname>",
        ip_address: "<ip>",
        mac_address: "<mac>",
        pid: "<pid>",
        process_name: name,
        process_path: path,
        process_md5: digest(name, 32),
        process_sha1: digest(name, 40),
        process_sha256: digest(name, 64),
        parent_pid: "<parent_pid>",
        parent_process_name: parent,
        parent_process_path: parent_path,
        file_path: file,
        file_size: "<size>",
        md5: "<md5>",
        sha1: "<sha1>",
        sha256: "<sha256>",
        quarantine_file_name: "<quarantine>",
        action_taken: "<action>",
        detected_at: "<now>",
    };
    Ok(Template::new(&serde_json::to_string(&body)?))
}

fn poll(platform: &Platform) -> serde_json::Result<Template> {
    let body = PollBody {
        uuid: "<uuid>",
        hostname: "<hostname>",
        os_type: platform.os_type,
        os_platform: platform.os_platform,
        os_version_number: platform.os_version_number,
        os_version_detail: platform.os_version_detail,
        agent_version: "<version>",
    };
    Ok(Template::new(&serde_json::to_string(&body)?))
}

/// Digits that look like a hash and are the same wherever the program is: it is the same binary.
fn digest(name: &str, digits: usize) -> String {
    let seed = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut random = <rand::rngs::SmallRng as rand::SeedableRng>::seed_from_u64(seed ^ digits as u64);
    let mut out = bytes::BytesMut::new();
    super::template::put_hex(&mut out, &mut random, digits / 2);
    String::from_utf8_lossy(&out).into_owned()
}
