package pages

import (
	"cmp"
	"strings"

	"trama/locale"
)

// slugMost is how long an id made of a name becomes: as long as a network's may be.
const slugMost = 63

// slug makes an id of a name that can be read: its words in plain small letters and digits, as many as there is room for;
// "" where it has none.
func slug(name string) string {
	var out strings.Builder
	for _, word := range strings.FieldsFunc(locale.Searched(name), func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') }) {
		if out.Len() == 0 {
			out.WriteString(word[:min(len(word), slugMost)])
			continue
		}
		if out.Len()+1+len(word) > slugMost {
			break
		}
		out.WriteString("-" + word)
	}
	return out.String()
}

// networkNamed is the name under which a network with a title is kept.
func networkNamed(title string) string { return cmp.Or(slug(title), "rete") }
