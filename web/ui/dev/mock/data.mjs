// Made data for the mock server: an example company and breaches that are publicly known. No address is real.

const FIRST =
  "Amara Bruno Chiara Dmitri Elena Farid Greta Hiro Ines Jonas Kavya Leo Mira Noah Olga Pavel Rosa Samir Tess Uma Viktor Wanda Yusuf Zoe".split(
    " ",
  );
const LAST =
  "Abara Bianchi Castillo Dahl Eriksen Fontaine Grabowski Haddad Ivanova Jansen Keller Lindqvist Moreau Novak Okafor Petrov Quinn Romero Schmidt Tanaka".split(
    " ",
  );
const PLACES = {
  Sales: "Berlin",
  Engineering: "Lisbon",
  Finance: "Berlin",
  Support: "Kraków",
  Legal: "Paris",
  Marketing: "Lisbon",
};
const BREACHES = [
  ["LinkedIn", "2012-05-05", ["email", "password"]],
  ["Adobe", "2013-10-04", ["email", "password", "username"]],
  ["Dropbox", "2012-07-01", ["email", "password"]],
  ["Canva", "2019-05-24", ["email", "name", "username", "password", "geolocation"]],
  ["MyFitnessPal", "2018-02-01", ["email", "ip_address", "password", "username"]],
  ["Deezer", "2019-04-22", ["date_of_birth", "email", "name", "ip_address"]],
  ["Twitter (200M)", "2021-01-01", ["email", "name", "username"]],
  ["Ticketek", "2024-05-30", ["credit_card", "email", "name", "password"]],
  ["Gravatar", "2020-10-03", ["email", "name", "username"]],
  ["Trello", "2024-01-16", ["email", "name", "username"]],
  ["National Public Data", "2024-04-09", ["email", "name", "phone", "address", "ssn"]],
  ["Duolingo", "2023-01-24", ["email", "name", "username"]],
];

const pick = (list, n) => list[n % list.length];
const id = (n) => `0199aa10-7c00-7000-8000-${n.toString(16).padStart(12, "0")}`;
const DAY = 86_400_000;

export function employees() {
  return Array.from({ length: 250 }, (_, n) => {
    const firstName = pick(FIRST, n);
    const lastName = pick(LAST, n * 7 + Math.floor(n / 24));
    const department = pick(Object.keys(PLACES), n * 5 + Math.floor(n / 9));
    const email = `${firstName}.${lastName}@acme.example`.toLowerCase();
    return {
      id: id(n + 1),
      email,
      firstName,
      lastName,
      department,
      location: PLACES[department],
      active: n % 41 !== 7,
    };
  });
}

export function alerts(people, now = Date.now()) {
  const found = [];
  people.forEach((person, n) => {
    for (let k = 0; k < [2, 0, 1, 3, 1, 0, 5, 1][n % 8]; k++)
      found.push(alert(person, found.length, n * 5 + k * 3, now));
  });
  return found.sort((a, b) => b.timestamp.localeCompare(a.timestamp));
}

export function alert(person, n, seed, now) {
  const name = `${person.firstName} ${person.lastName}`;
  const stealer = seed % 17 === 4;
  const [breach, breachDate, dataTypes] = stealer
    ? ["Stealer log: mail.acme.example", "1970-01-01", ["password", "cookie"]]
    : pick(BREACHES, seed);
  const artifacts = stealer ? ["COOKIE", "PASSWORD"] : dataTypes.includes("password") ? ["PASSWORD"] : [];
  const dangerous = dataTypes.filter((type) => ["password", "credit_card", "ssn"].includes(type)).length;
  const severity =
    stealer || dangerous > 1 ? "CRITICAL" : dangerous === 1 ? "HIGH" : seed % 7 === 3 ? "LOW" : "MEDIUM";
  const status = n % 9 === 4 ? "ACKNOWLEDGED" : n % 11 === 6 ? "RESOLVED" : "OPEN";
  return {
    id: id(0x10000 + n),
    employeeId: person.id,
    employeeName: name,
    email: person.email,
    department: person.department,
    breach,
    breachDate,
    dataTypes,
    artifacts,
    source: stealer ? "STEALER_LOG" : "HIBP",
    provider: stealer ? "HIBP_STEALER" : seed % 3 ? "LOCAL" : "HIBP",
    severity,
    status,
    confidence: "HIGH",
    message: stealer
      ? `${name} active session token exposed in stealer log (mail.acme.example).`
      : `${name} found in ${breach} breach.`,
    timestamp: new Date(now - ((seed * 7919) % 97) * (DAY / 3) - n * 61_000).toISOString(),
    statusChangedAt: status === "OPEN" ? null : new Date(now - DAY).toISOString(),
    statusChangedBy: status === "OPEN" ? null : "Robin Vale",
  };
}

export const CONNECTORS = [
  {
    id: "local",
    version: "1.0.0",
    kind: "breach-provider",
    displayName: "Local corpus",
    hosts: [],
    status: "ready",
  },
  {
    id: "hibp",
    version: "1.2.0",
    kind: "breach-provider",
    displayName: "Have I Been Pwned",
    hosts: ["haveibeenpwned.com"],
    status: "ready",
  },
  {
    id: "webhook",
    version: "1.0.1",
    kind: "notifier",
    displayName: "Webhook",
    hosts: ["hooks.acme.example"],
    status: "ready",
  },
  {
    id: "slack",
    version: "1.0.0",
    kind: "notifier",
    displayName: "Slack",
    hosts: ["hooks.slack.com"],
    status: "disabled",
  },
];
