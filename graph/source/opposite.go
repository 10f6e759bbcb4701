package source

import "strings"

// opposite tells whether two words mean different things of one kind, however alike they are written: places and groups are
// told apart by them (ARCI di Sopra, ARCI di Sotto), and none is a misspelling of another.
func opposite(x, y string) bool {
	for _, choice := range choices() {
		if a, b := meant(choice, x), meant(choice, y); a >= 0 && b >= 0 && a != b {
			return true
		}
	}
	return false
}

// meant returns which of the things to choose from a word names; -1 where it names none.
func meant(choice []string, word string) int {
	for i, thing := range choice {
		for name := range strings.FieldsSeq(thing) {
			if name == word {
				return i
			}
		}
	}
	return -1
}

// choices are things of one kind between which a word chooses, each with the words that name it, without accents.
func choices() [][]string {
	return [][]string{
		{"sopra upper", "sotto lower", "mezzo middle"},
		{"alto alta alti alte superiore superiori", "basso bassa bassi basse inferiore inferiori", "medio media medi medie"},
		{
			"nord north settentrionale", "sud south meridionale", "est east orientale", "ovest west occidentale",
			"centro centrale center centre central", "nordest northeast", "nordovest northwest", "sudest southeast", "sudovest southwest",
		},
		{"vecchio vecchia vecchi vecchie antico antica old", "nuovo nuova nuovi nuove new"},
		{"maggiore grande grandi major", "minore piccolo piccola piccoli piccole minor"},
		{"destra destro right", "sinistra sinistro left"},
		{"interno interna interni interne internal", "esterno esterna esterni esterne external"},
		{"maschile maschili maschio maschi male men uomo uomini", "femminile femminili femmina femmine female women donna donne"},
		{"ragazzo ragazzi", "ragazza ragazze"}, {"bambino bambini", "bambina bambine"},
		{"bambini infanzia children", "giovani youth", "adulti adults", "anziani elderly"},
		{"materna", "primaria elementare elementari", "secondaria"},
		{
			"primo prima first i", "secondo seconda second ii", "terzo terza third iii", "quarto quarta fourth iv", "quinto quinta fifth v",
			"sesto sesta sixth vi", "settimo settima seventh vii", "ottavo ottava eighth viii", "nono nona ninth ix", "decimo decima tenth x",
		},
		{"uno one", "due two", "tre three", "quattro four", "cinque five", "sei six", "sette seven", "otto eight", "nove nine", "dieci ten"},
		{"lunedi monday", "martedi tuesday", "mercoledi wednesday", "giovedi thursday", "venerdi friday", "sabato saturday", "domenica sunday"},
		{"mattina mattutino morning", "pomeriggio pomeridiano afternoon", "sera serale evening", "notte notturno night"},
	}
}
