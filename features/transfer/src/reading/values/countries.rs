//! Countries as people write them, their two-letter codes (ISO 3166-1) and calling codes (ITU-T E.164).

use std::collections::HashMap;
use std::sync::LazyLock;

use super::names::fold;

/// Two-letter code, calling code, three-letter code and names in several languages, all folded.
const COUNTRIES: &[(&str, &str, &str)] = &[
    (
        "US",
        "1",
        "usa,united states,united states of america,us of a,america,vereinigte staaten,verenigde staten,etats unis,estados unidos,stati uniti,eeuu",
    ),
    ("CA", "1", "can,canada,kanada"),
    ("MX", "52", "mex,mexico,mexiko,mexique,messico"),
    ("BR", "55", "bra,brazil,brasil,brasilien,bresil,brasile,brazilie"),
    ("AR", "54", "arg,argentina,argentinien,argentine,argentinie"),
    ("CL", "56", "chl,chile,chili"),
    ("CO", "57", "col,colombia,kolumbien,colombie"),
    ("PE", "51", "per,peru,perou"),
    ("VE", "58", "ven,venezuela"),
    ("UY", "598", "ury,uruguay"),
    ("EC", "593", "ecu,ecuador"),
    (
        "GB",
        "44",
        "gbr,uk,united kingdom,great britain,britain,england,scotland,wales,northern ireland,grossbritannien,vereinigtes konigreich,groot brittannie,verenigd koninkrijk,royaume uni,reino unido,regno unito,gran bretana",
    ),
    ("IE", "353", "irl,ireland,irland,ierland,irlande,irlanda,eire"),
    ("DE", "49", "deu,germany,deutschland,duitsland,allemagne,alemania,germania,alemanha,brd"),
    ("AT", "43", "aut,austria,osterreich,oesterreich,oostenrijk,autriche"),
    ("CH", "41", "che,switzerland,schweiz,suisse,svizzera,zwitserland,suiza,suica"),
    ("LI", "423", "lie,liechtenstein"),
    (
        "NL",
        "31",
        "nld,netherlands,the netherlands,holland,nederland,niederlande,pays bas,paises bajos,paesi bassi,hollande",
    ),
    ("BE", "32", "bel,belgium,belgien,belgie,belgique,belgica,belgio"),
    ("LU", "352", "lux,luxembourg,luxemburg,lussemburgo"),
    ("FR", "33", "fra,france,frankreich,frankrijk,francia,franca"),
    ("MC", "377", "mco,monaco"),
    ("ES", "34", "esp,spain,spanien,spanje,espagne,espana,spagna,espanha"),
    ("PT", "351", "prt,portugal,portogallo"),
    ("IT", "39", "ita,italy,italien,italie,italia"),
    ("GR", "30", "grc,greece,griechenland,griekenland,grece,grecia"),
    ("CY", "357", "cyp,cyprus,zypern,chypre"),
    ("MT", "356", "mlt,malta,malte"),
    ("DK", "45", "dnk,denmark,danemark,danmark,denemarken,dinamarca,danimarca"),
    ("SE", "46", "swe,sweden,schweden,zweden,suede,suecia,svezia,sverige"),
    ("NO", "47", "nor,norway,norwegen,noorwegen,norvege,noruega,norvegia,norge"),
    ("FI", "358", "fin,finland,finnland,finlande,finlandia,suomi"),
    ("IS", "354", "isl,iceland,island,islande"),
    ("PL", "48", "pol,poland,polen,pologne,polonia,polska"),
    ("CZ", "420", "cze,czech republic,czechia,tschechien,tsjechie,tchequie,cesko,ceska republika"),
    ("SK", "421", "svk,slovakia,slowakei,slowakije,slovaquie,slovensko"),
    ("HU", "36", "hun,hungary,ungarn,hongarije,hongrie,hungria,magyarorszag"),
    ("RO", "40", "rou,romania,rumanien,roemenie,roumanie"),
    ("BG", "359", "bgr,bulgaria,bulgarien,bulgarije,bulgarie"),
    ("HR", "385", "hrv,croatia,kroatien,kroatie,croatie,hrvatska"),
    ("SI", "386", "svn,slovenia,slowenien,slovenie,slovenija"),
    ("RS", "381", "srb,serbia,serbien,servie,serbie"),
    ("EE", "372", "est,estonia,estland,estonie"),
    ("LV", "371", "lva,latvia,lettland,letland,lettonie"),
    ("LT", "370", "ltu,lithuania,litauen,litouwen,lituanie"),
    ("UA", "380", "ukr,ukraine,oekraine"),
    ("RU", "7", "rus,russia,russian federation,russland,rusland,russie"),
    ("TR", "90", "tur,turkey,turkiye,turkei,turkije,turquie"),
    ("IL", "972", "isr,israel"),
    ("AE", "971", "are,uae,united arab emirates,emirates"),
    ("SA", "966", "sau,saudi arabia"),
    ("EG", "20", "egy,egypt,agypten"),
    ("MA", "212", "mar,morocco,marokko,maroc"),
    ("NG", "234", "nga,nigeria"),
    ("KE", "254", "ken,kenya,kenia"),
    ("ZA", "27", "zaf,south africa,sudafrika,zuid afrika"),
    ("IN", "91", "ind,india,indien,inde"),
    ("PK", "92", "pak,pakistan"),
    ("BD", "880", "bgd,bangladesh"),
    ("LK", "94", "lka,sri lanka"),
    ("CN", "86", "chn,china,peoples republic of china,chine,cina"),
    ("HK", "852", "hkg,hong kong,hongkong"),
    ("TW", "886", "twn,taiwan"),
    ("JP", "81", "jpn,japan,japon,giappone"),
    ("KR", "82", "kor,south korea,korea,republic of korea,sudkorea,zuid korea"),
    ("SG", "65", "sgp,singapore,singapur"),
    ("MY", "60", "mys,malaysia"),
    ("TH", "66", "tha,thailand"),
    ("VN", "84", "vnm,vietnam,viet nam"),
    ("PH", "63", "phl,philippines,philipines,phillipines,philippinen,filipijnen"),
    ("ID", "62", "idn,indonesia,indonesien"),
    ("AU", "61", "aus,australia,australien,australie"),
    ("NZ", "64", "nzl,new zealand,neuseeland,nieuw zeeland"),
];

/// Names and codes, folded, to the place in the table.
static BY_NAME: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (place, (code, _, written)) in COUNTRIES.iter().enumerate() {
        names.insert(code.to_lowercase(), place);
        for name in written.split(',') {
            names.insert(name.to_owned(), place);
        }
    }
    names
});

/// The two-letter code of a country written in words or as a code; none when it is not known.
#[must_use]
pub fn country_code(written: &str) -> Option<&'static str> {
    let plain = fold(written);
    BY_NAME.get(&plain).or_else(|| BY_NAME.get(&plain.replace(' ', ""))).map(|place| COUNTRIES[*place].0)
}

/// True when the text is a country's name or code.
#[must_use]
pub fn is_country(written: &str) -> bool {
    country_code(written).is_some()
}

/// The digits that are dialled after `+` for a country, by its two-letter code.
#[must_use]
pub fn calling_code(code: &str) -> Option<&'static str> {
    BY_NAME.get(&code.to_ascii_lowercase()).map(|place| COUNTRIES[*place].1)
}
