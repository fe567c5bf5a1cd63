//! Given and family names as they are common where the company has its sites, and how an address is made of them.

/// A site with names that are common there.
pub(super) struct Site {
    pub(super) city: &'static str,
    /// How many of the company's people work there, against the other sites.
    pub(super) weight: usize,
    pub(super) first: &'static [&'static str],
    pub(super) last: &'static [&'static str],
}

/// The company's sites.
#[rustfmt::skip]
pub(super) const SITES: [Site; 12] = [
    Site { city: "Jena", weight: 60,
        first: &["Anna", "Jürgen", "Katharina", "Matthias", "Sören", "Ulrike", "Björn", "Heike", "Lukas", "Jörg", "Miriam", "Thomas", "Käthe", "Stefan", "Annelie", "Götz"],
        last: &["Müller", "Schäfer", "Weiß", "Köhler", "Jäger", "Vogel", "Schröder", "Krüger", "Böhm", "Lange", "Groß", "Hübner", "Pfeiffer", "Löwe", "Brandt", "Zöllner"] },
    Site { city: "Rotterdam", weight: 26,
        first: &["Sanne", "Daan", "Femke", "Bram", "Lotte", "Jeroen", "Maaike", "Thijs", "Anouk", "Ruben", "Renée", "Sjoerd"],
        last: &["de Vries", "van den Berg", "Bakker", "Visser", "Smit", "Meijer", "de Boer", "Mulder", "Dijkstra", "van Leeuwen", "Hoekstra", "Kuiper"] },
    Site { city: "Göteborg", weight: 20,
        first: &["Åsa", "Björn", "Elin", "Göran", "Ingrid", "Måns", "Linnéa", "Håkan", "Saga", "Örjan", "Karin", "Viktor"],
        last: &["Åkesson", "Lindström", "Öberg", "Sjögren", "Nyström", "Bergström", "Hedlund", "Ekström", "Söderberg", "Wikström", "Dahl", "Holm"] },
    Site { city: "Kraków", weight: 22,
        first: &["Agnieszka", "Łukasz", "Małgorzata", "Paweł", "Zofia", "Michał", "Bożena", "Grzegorz", "Ewa", "Stanisław", "Joanna", "Wojciech"],
        last: &["Kowalczyk", "Wójcik", "Woźniak", "Król", "Piętka", "Łuczak", "Żak", "Gąsior", "Mazur", "Pająk", "Krawczyk", "Duda"] },
    Site { city: "Lyon", weight: 18,
        first: &["Chloé", "Rémi", "Élodie", "François", "Noémie", "Jérôme", "Aïcha", "Benoît", "Maëlle", "Théo", "Hélène", "Loïc"],
        last: &["Lefèvre", "Moreau", "Girard", "Bénard", "Fontaine", "Chevalier", "Rousseau", "Gauthier", "Perrin", "Dufrêne", "Marchand", "Guérin"] },
    Site { city: "Brno", weight: 18,
        first: &["Tomáš", "Kateřina", "Jiří", "Zuzana", "Ondřej", "Eliška", "Václav", "Šárka", "Petr", "Lenka", "Dušan", "Markéta"],
        last: &["Krejčí", "Martinů", "Petrů", "Kočí", "Janů", "Tomků", "Dolejší", "Pavlů", "Matějů", "Nepovím"] },
    Site { city: "Dublin", weight: 16,
        first: &["Aoife", "Cillian", "Siobhán", "Oisín", "Niamh", "Seán", "Róisín", "Eoin", "Gráinne", "Declan", "Ciara", "Pádraig"],
        last: &["O'Brien", "Murphy", "Ó Súilleabháin", "Kelly", "Byrne", "Walsh", "Doyle", "O'Connor", "Gallagher", "Nolan", "Breathnach", "Kavanagh"] },
    Site { city: "Boston", weight: 22,
        first: &["Emily", "Marcus", "Grace", "Tyler", "Olivia", "Jamal", "Hannah", "Andrew", "Priscilla", "Wei", "Rosa", "Nathan"],
        last: &["Johnson", "Nguyen", "Garcia", "Williams", "Chen", "Baker", "Robinson", "Kim", "Sullivan", "Carter", "Rivera", "Whitfield"] },
    Site { city: "São Paulo", weight: 16,
        first: &["João", "Letícia", "Thiago", "Conceição", "André", "Júlia", "Otávio", "Mônica", "Caio", "Patrícia", "Renan", "Inês"],
        last: &["Araújo", "Gonçalves", "da Conceição", "Magalhães", "Ribeiro", "Simões", "Nóbrega", "Barbosa", "Falcão", "Cardoso", "Peixoto", "Assunção"] },
    Site { city: "Bengaluru", weight: 20,
        first: &["Ananya", "Vikram", "Deepa", "Arjun", "Lakshmi", "Rohan", "Kavya", "Sanjay", "Meera", "Harish", "Nandini", "Imran"],
        last: &["Iyer", "Reddy", "Sharma", "Krishnan", "Gowda", "Menon", "Rao", "Bhat", "Kulkarni", "Hegde", "Nair", "Khan"] },
    Site { city: "İzmir", weight: 12,
        first: &["Ayşe", "Çağrı", "Elif", "Oğuz", "Gülşen", "İbrahim", "Zeynep", "Barış", "Şule", "Kerem"],
        last: &["Yılmaz", "Öztürk", "Çelik", "Şahin", "Aydın", "Doğan", "Kılıç", "Güneş", "Erdoğdu", "Taş"] },
    Site { city: "Nagoya", weight: 12,
        first: &["Haruka", "Kenji", "Yūko", "Daisuke", "Sakura", "Takumi", "Shōta", "Naoko", "Ryō", "Akiko"],
        last: &["Satō", "Suzuki", "Takahashi", "Itō", "Watanabe", "Katō", "Yamamoto", "Ōno", "Kobayashi", "Mori"] },
];

/// The part of an address before the `@`: lower case, ASCII, a dot between the names.
pub(super) fn local_part(first: &str, last: &str) -> String {
    format!("{}.{}", fold(first), fold(last))
}

/// Lower-case ASCII letters of a name as its bearer would write it in an address.
fn fold(name: &str) -> String {
    name.to_lowercase().chars().filter_map(fold_letter).collect::<Vec<&str>>().concat()
}

fn fold_letter(letter: char) -> Option<&'static str> {
    const ASCII: &str = "abcdefghijklmnopqrstuvwxyz";
    if let Some(at) = ASCII.find(letter) {
        return ASCII.get(at..=at);
    }
    Some(match letter {
        'ä' | 'æ' => "ae",
        'ö' | 'ø' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'á' | 'à' | 'â' | 'ã' | 'å' | 'ą' | 'ā' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' => "d",
        'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' | 'ē' => "e",
        'ğ' => "g",
        'í' | 'ì' | 'î' | 'ï' | 'ı' | 'ī' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ó' | 'ò' | 'ô' | 'õ' | 'ō' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' => "s",
        'ť' => "t",
        'ú' | 'ù' | 'û' | 'ů' | 'ū' => "u",
        'ý' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_plain_addresses() {
        assert_eq!(local_part("Jürgen", "Weiß"), "juergen.weiss");
        assert_eq!(local_part("Łukasz", "Piętka"), "lukasz.pietka");
        assert_eq!(local_part("İbrahim", "Öztürk"), "ibrahim.oeztuerk");
        assert_eq!(local_part("Siobhán", "Ó Súilleabháin"), "siobhan.osuilleabhain");
        assert_eq!(local_part("Sanne", "van den Berg"), "sanne.vandenberg");
    }

    #[test]
    fn no_letter_of_a_name_is_lost() {
        let names = SITES.iter().flat_map(|site| site.first.iter().chain(site.last));
        for letter in names.flat_map(|name| name.to_lowercase().chars().collect::<Vec<_>>()) {
            // `İ` in lower case is `i` and a combining dot.
            assert!(!letter.is_alphabetic() || fold_letter(letter).is_some(), "no plain form of `{letter}`");
        }
    }
}
