//! An invented workforce and the breaches it is found in: the same on every run, as CSV files and one by one.

use std::fmt::Write as _;

const FIRST: [&str; 48] = [
    "Anna", "Boris", "Carla", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Lars",
    "Maria", "Nils", "Olga", "Paul", "Quentin", "Rosa", "Stefan", "Tilda", "Ulrich", "Vera", "Walter",
    "Xenia", "Yusuf", "Zoe", "Amir", "Bianca", "Cedric", "Daphne", "Emil", "Frida", "Gustav", "Hanna",
    "Igor", "Judith", "Kemal", "Lucia", "Marek", "Nora", "Oskar", "Petra", "Rafael", "Selma", "Tomas",
    "Ursula", "Viktor", "Wanda",
];
const LAST: [&str; 64] = [
    "Smith",
    "Meyer",
    "Rossi",
    "Dubois",
    "Novak",
    "Silva",
    "Jensen",
    "Kowalski",
    "Haas",
    "Lopez",
    "Berg",
    "Fischer",
    "Moreau",
    "Costa",
    "Nowak",
    "Weber",
    "Andersson",
    "Bauer",
    "Carvalho",
    "Dahl",
    "Eriksen",
    "Fontaine",
    "Garcia",
    "Horvath",
    "Ivanov",
    "Janssen",
    "Keller",
    "Lindqvist",
    "Marino",
    "Nielsen",
    "Olsen",
    "Petrov",
    "Quist",
    "Ricci",
    "Schmidt",
    "Torres",
    "Urban",
    "Vogel",
    "Wagner",
    "Ximenes",
    "Yilmaz",
    "Zimmer",
    "Almeida",
    "Brandt",
    "Conti",
    "Dvorak",
    "Engel",
    "Ferrari",
    "Gruber",
    "Hansen",
    "Iversen",
    "Jung",
    "Kaiser",
    "Larsen",
    "Maier",
    "Neumann",
    "Ortega",
    "Peeters",
    "Richter",
    "Santos",
    "Tanaka",
    "Visser",
    "Winter",
    "Zeman",
];
const DEPARTMENTS: [&str; 10] = [
    "Sales",
    "Finance",
    "Engineering",
    "Customer Support",
    "Legal",
    "Marketing",
    "Operations",
    "Human Resources",
    "Research and Development",
    "Procurement",
];
const PLACES: [&str; 6] = ["Jena", "Brno", "Porto", "Gdansk", "Lyon", "Aarhus"];
const HEADS: [&str; 25] = [
    "Nord", "Blue", "Quick", "Data", "Cloud", "Shop", "Game", "Travel", "Photo", "Health", "Music", "Food",
    "Home", "Book", "Auto", "Sport", "Pet", "News", "Job", "Pay", "Dating", "School", "Garden", "Ticket",
    "Fit",
];
const TAILS: [&str; 16] = [
    "cart", "base", "hub", "link", "box", "port", "works", "zone", "scout", "deck", "mill", "nest", "point",
    "ware", "line", "market",
];
const CLASSES: [&str; 6] = [
    "Email addresses;Passwords",
    "Email addresses;Names;Phone numbers",
    "Email addresses;IP addresses;Usernames",
    "Email addresses;Password hashes;Credit cards",
    "Email addresses;Dates of birth;Physical addresses",
    "Email addresses;Passwords;Usernames",
];

/// How many breaches there are.
pub(crate) const BREACHES: u64 = 400;

/// Somebody.
pub(crate) struct Person {
    pub(crate) first: &'static str,
    pub(crate) last: &'static str,
    pub(crate) email: String,
    pub(crate) department: &'static str,
}

/// Well mixed bits of a number (splitmix64).
pub(crate) fn mix(n: u64) -> u64 {
    let mut bits = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

fn pick<T: Copy>(list: &[T], bits: u64) -> T {
    list[usize::try_from(bits % list.len() as u64).unwrap_or(0)]
}

/// The `n`th person.
pub(crate) fn person(n: u64) -> Person {
    let bits = mix(n);
    let (first, last) = (pick(&FIRST, bits), pick(&LAST, bits >> 16));
    let email = format!("{}.{}{n}@lumenfeld-optics.example", first.to_lowercase(), last.to_lowercase());
    Person { first, last, email, department: pick(&DEPARTMENTS, bits >> 32) }
}

/// The name of a breach, below [`BREACHES`].
pub(crate) fn breach(n: u64) -> String {
    format!("{}{}", pick(&HEADS, n), pick(&TAILS, n / HEADS.len() as u64))
}

/// What a breach lost, joined by `;`.
pub(crate) fn classes(breach: u64) -> &'static str {
    pick(&CLASSES, mix(breach))
}

/// A file of `count` people as `import employees` takes it.
pub(crate) fn employees_csv(count: u64) -> Vec<u8> {
    let mut csv = String::from("email,first_name,last_name,department,location\n");
    for n in 0..count {
        let Person { first, last, email, department } = person(n);
        let place = pick(&PLACES, mix(n) >> 48);
        // Writing to a string cannot fail.
        let _ = writeln!(csv, "{email},{first},{last},{department},{place}");
    }
    csv.into_bytes()
}

/// A breach corpus that grows row by row.
pub(crate) struct Corpus {
    csv: String,
    /// Rows so far.
    pub(crate) rows: u64,
}

impl Corpus {
    pub(crate) fn new() -> Self {
        Self { csv: "email,breach,breach_date,source,data_classes,artifacts\n".into(), rows: 0 }
    }

    pub(crate) fn add(&mut self, email: &str, number: u64) {
        let (name, classes, year) = (breach(number), classes(number), 2010 + number % 15);
        let _ = writeln!(self.csv, "{email},{name},{year}-03-{:02},HIBP,{classes},", 1 + number % 28);
        self.rows += 1;
    }

    /// Adds the `n`th of those who are nobody's employees.
    pub(crate) fn add_stranger(&mut self, n: u64) {
        let bits = mix(n ^ 0x5712_a9e2);
        let (first, last) = (pick(&FIRST, bits).to_lowercase(), pick(&LAST, bits >> 16).to_lowercase());
        self.add(&format!("{first}.{last}.{n}@mail{}.example", bits % 97), (bits >> 32) % BREACHES);
    }

    pub(crate) fn into_csv(self) -> Vec<u8> {
        self.csv.into_bytes()
    }
}
