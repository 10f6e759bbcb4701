package locale

import "strings"

// elision is how an Italian word ends before a number: before one said with a vowel (otto, undici, ottanta), before uno,
// before zero, and before a share too small to be written, "<0,1%", which is said "meno dello 0,1%".
type elision struct{ vowel, one, zero, less string }

// elided returns the forms of a word that changes; ok is false for any other.
func elided(word string) (forms elision, ok bool) {
	switch word {
	case "il":
		return elision{"l'", "l'", "lo ", "meno dello "}, true
	case "del":
		return elision{"dell'", "dell'", "dello ", "di meno dello "}, true
	case "nel":
		return elision{"nell'", "nell'", "nello ", "in meno dello "}, true
	case "al":
		return elision{"all'", "all'", "allo ", "a meno dello "}, true
	case "dal":
		return elision{"dall'", "dall'", "dallo ", "da meno dello "}, true
	case "sul":
		return elision{"sull'", "sull'", "sullo ", "su meno dello "}, true
	case "i":
		return elision{"gli ", "", "gli ", ""}, true
	case "dei":
		return elision{"degli ", "", "degli ", ""}, true
	case "nei":
		return elision{"negli ", "", "negli ", ""}, true
	case "ai":
		return elision{"agli ", "", "agli ", ""}, true
	case "dai":
		return elision{"dagli ", "", "dagli ", ""}, true
	case "sui":
		return elision{"sugli ", "", "sugli ", ""}, true
	}
	return elision{}, false
}

// contracted returns the form of a preposition with the article "il", "" where it has none.
func contracted(word string) string {
	switch word {
	case "a", "da", "su":
		return word + "l"
	case "di":
		return "del"
	case "in":
		return "nel"
	}
	return ""
}

// joined returns a text with what follows it, as Italian says the two together: "il " and "82%" are "l'82%", "dei " and
// "11 nodi" are "degli 11 nodi", "da " and "il settore" are "dal settore", "risponde a " and "Anziani" are "risponde ad Anziani",
// "Caritas e " and "Emporio" are "Caritas ed Emporio". In English nothing changes.
func (l *Locale) joined(before, next string) string {
	rest, ends := strings.CutSuffix(before, " ")
	if l.lang != "it" || !ends || next == "" {
		return before + next
	}
	at := strings.LastIndexAny(rest, " («") // before the last word; « has more than one byte
	word := strings.TrimPrefix(rest[at+1:], "\xab")
	head := rest[:len(rest)-len(word)]
	if noun, article := strings.CutPrefix(next, "il "); article && contracted(word) != "" {
		return head + contracted(word) + " " + noun
	}
	if (word == "a" || word == "e") && strings.HasPrefix(strings.ToLower(next), word) {
		return head + word + "d " + next
	}
	forms, changes := elided(strings.ToLower(word))
	if !changes {
		return before + next
	}
	form := forms.of(next)
	if form == "" {
		return before + next
	}
	if word[0] < 'a' {
		form = strings.ToUpper(form[:1]) + form[1:]
	}
	return head + form + strings.TrimPrefix(next, "<")
}

// of returns the form that goes before a number, "" where the word stays as it is.
func (f elision) of(number string) string {
	switch digits := whole(number); {
	case strings.HasPrefix(number, "<0,"):
		return f.less
	case digits == "0":
		return f.zero
	case digits == "1":
		return f.one
	case saidWithVowel(digits):
		return f.vowel
	}
	return ""
}

// whole returns the digits before a number's decimal mark, without the marks between thousands; "" for what is no number
// of how many.
func whole(number string) string {
	end := 0
	for end < len(number) && (number[end] >= '0' && number[end] <= '9' || number[end] == '.') {
		end++
	}
	if strings.HasPrefix(number[end:], "º") {
		return "" // "il 1º aprile": the first, not one
	}
	return strings.ReplaceAll(number[:end], ".", "")
}

// saidWithVowel tells whether an Italian number above 1 begins with a vowel: 8, 11, 80 to 89, 800 to 899, and as many
// thousands or millions (1.000 is "mille", 1.000.000 "un milione", whose article is that of "milione").
func saidWithVowel(digits string) bool {
	return strings.HasPrefix(digits, "8") || strings.HasPrefix(digits, "11") && len(digits)%3 == 2
}
