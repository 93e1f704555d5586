//! What people called so are also called: short forms of first names, so that Bob Miller meets Robert Miller.

/// First names that are short for one another, folded; the first one stands for all. Only such as leave little doubt.
const CALLED: &[&[&str]] = &[
    &["alexander", "alex", "alec", "sasha", "sascha", "xander", "sander"],
    &["alexandra", "alexa", "sandra"],
    &["alfred", "alf", "fred"],
    &["andrew", "andy", "drew"],
    &["andreas", "andi", "andre"],
    &["anthony", "tony", "antony", "anton", "antonio", "toni"],
    &["antje", "anna", "anne", "annie", "ann", "anja", "annika"],
    &["barbara", "barb", "babs", "babette"],
    &["benjamin", "ben", "benny", "benji"],
    &["bernard", "bernie", "bernhard", "bernd"],
    &["catherine", "cathy", "kathy", "kate", "katie", "katherine", "kathryn", "katharina", "katrin", "kathrin", "kat"],
    &["charles", "charlie", "chuck", "karl", "carl", "carlos"],
    &["christine", "chris", "christina", "tina", "christa", "kristin", "kirsten", "krista"],
    &["christopher", "kit", "christoph", "christoffer", "christian"],
    &["cornelis", "cees", "kees", "cornelius", "cor"],
    &["daniel", "dan", "danny"],
    &["david", "dave", "davy"],
    &["deborah", "deb", "debbie", "debra"],
    &["dorothy", "dot", "dottie", "dorothea", "doro"],
    &["edward", "ed", "eddie", "ted", "ned", "eduard"],
    &["elizabeth", "liz", "lizzie", "beth", "betty", "eliza", "elisabeth", "lisa", "elise", "elsa", "lisbeth", "libby"],
    &["ferdinand", "ferdi", "fernando"],
    &["frances", "fran", "francesca", "franziska", "franzi"],
    &["francis", "frank", "frankie", "franz", "frans", "francisco", "paco", "francesco"],
    &["frederick", "freddy", "friedrich", "fritz", "frits", "frederik", "rick"],
    &["gabriele", "gabi", "gaby", "gabriela", "gabrielle"],
    &["george", "georg", "jorge", "joris", "georges"],
    &["gerard", "gerry", "gerhard", "gerd", "gert"],
    &["gregory", "greg", "gregor"],
    &["guillermo", "memo"],
    &["harold", "harry", "hal"],
    &["heinrich", "heinz", "hein", "henry", "hank", "hendrik", "henk", "henrik", "enrique"],
    &["jacob", "jake", "jakob", "jaap", "cob"],
    &["james", "jim", "jimmy", "jamie", "jaime"],
    &["jennifer", "jen", "jenny", "jenn"],
    &["jessica", "jess", "jessie"],
    &["johanna", "hanna", "hannah", "joanna", "jo"],
    &["john", "jack", "johnny", "jon", "johannes", "hans", "jan", "johann", "juan", "jean", "giovanni", "gianni"],
    &["jonathan", "jonny", "nathan"],
    &["joseph", "joe", "joey", "josef", "jose", "pepe", "sepp", "jozef", "giuseppe"],
    &["kenneth", "ken", "kenny"],
    &["lawrence", "larry", "laurence", "lorenz", "lars"],
    &["leonard", "leo", "len", "lenny", "leonardo"],
    &["louis", "lou", "ludwig", "luis", "lewis", "lodewijk"],
    &[
        "margaret",
        "maggie",
        "meg",
        "peggy",
        "marge",
        "margarete",
        "greta",
        "gretchen",
        "margot",
        "margriet",
        "griet",
        "rita",
    ],
    &["maria", "mary", "marie", "mia", "mimi", "maria jose", "marijke"],
    &["martin", "marty", "maarten", "martijn"],
    &["matthew", "matt", "matthias", "mathias", "matthijs", "thijs", "matze"],
    &["maximilian", "max", "maxim"],
    &["michael", "mike", "mick", "mickey", "michel", "miguel", "micha", "mikael", "michiel"],
    &["nathaniel", "nate", "nat"],
    &["nicholas", "nick", "nicky", "nikolaus", "klaus", "claus", "nico", "niels", "nils", "nicolas", "niklas"],
    &["nicole", "nicola", "nikki"],
    &["pamela", "pam"],
    &["patricia", "pat", "patty", "tricia", "trish", "patsy"],
    &["patrick", "paddy", "pat"],
    &["peter", "pete", "pieter", "piet", "pedro", "pierre", "pietro"],
    &["philip", "phil", "philipp", "phillip", "filip"],
    &["rebecca", "becky", "becca", "rebekka"],
    &["richard", "dick", "rich", "rick", "ricky", "ricardo"],
    &["robert", "bob", "rob", "bobby", "robbie", "roberto", "bert"],
    &["ronald", "ron", "ronnie"],
    &["samuel", "sam", "sammy"],
    &["samantha", "sam"],
    &["sebastian", "basti", "bas", "seb"],
    &["stephanie", "steffi", "steph", "stefanie"],
    &["stephen", "steve", "steven", "stefan", "stephan", "steffen", "esteban", "etienne"],
    &["susan", "sue", "susie", "suzie", "susanne", "susanna", "suzanne", "suze"],
    &["theodore", "theo", "teddy", "theodor"],
    &["teresa", "terry", "tess", "therese", "theresa", "resi"],
    &["thomas", "tom", "tommy", "tomas", "tomaso"],
    &["timothy", "tim", "timmy"],
    &["ursula", "uschi", "ulla"],
    &["valerie", "val"],
    &["veronica", "vroni", "ronnie", "veronika"],
    &["victoria", "vicky", "tori", "viktoria"],
    &["vincent", "vince", "vinny", "vinzenz"],
    &["walter", "walt", "wally"],
    &["wilhelm", "william", "bill", "will", "billy", "willy", "liam", "willem", "wim", "guillaume"],
];

/// The name that stands for this one among its short forms; the name itself where nobody is called so for short.
#[must_use]
pub fn in_full(given: &str) -> &str {
    let first = given.split(' ').next().unwrap_or(given);
    CALLED.iter().find(|names| names.contains(&first)).map_or(first, |names| names[0])
}

/// Is one of these names what one calls the other for short?
#[must_use]
pub fn same_person_called(one: &str, other: &str) -> bool {
    let first = |given: &str| given.split(' ').next().unwrap_or_default().to_owned();
    let (one, other) = (first(one), first(other));
    CALLED.iter().any(|names| names.contains(&one.as_str()) && names.contains(&other.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_meet_their_names() {
        assert!(same_person_called("bob", "robert"));
        assert!(same_person_called("klaus", "nikolaus"));
        assert!(same_person_called("liz anne", "elisabeth"));
        assert!(!same_person_called("anna", "bob"));
        assert_eq!((in_full("bob"), in_full("wilfried")), ("robert", "wilfried"));
    }
}
