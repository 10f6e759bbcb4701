package locale

import (
	"testing"

	"trama/graph"
)

func TestItalianWordsBeforeNumbers(t *testing.T) {
	for _, c := range []struct {
		template string
		n        any
		want     string
	}{
		{"Per il {n%}", .82, "Per l'82%"}, {"Il {n%}", .08, "L'8%"}, {"solo il {n%}", .11, "solo l'11%"}, {"il {n%}", .01, "l'1%"},
		{"il {n%}", .015, "l'1,5%"}, {"il {n%}", .81, "l'81%"}, {"il {n%}", 8.8, "l'880%"}, {"il {n%}", .12, "il 12%"}, {"il {n%}", .18, "il 18%"},
		{"il {n%}", 0.0, "lo 0%"}, {"Nel {n%}", 0.005, "Nello 0,5%"}, {"del {n%}", 1.0, "del 100%"}, {"al {n%}", 1.1, "al 110%"},
		{"il {n%} dei nodi", .0001, "meno dello 0,1% dei nodi"}, {"Il {n%}", .0001, "Meno dello 0,1%"}, {"nel {n%} dei casi", .0001, "in meno dello 0,1% dei casi"},
		{"beneficio {n%}", .0001, "beneficio <0,1%"}, {"dal {n%}", .8, "dall'80%"}, {"sul {n%}", .3, "sul 30%"},
		{"dei {n:nodes}", 11, "degli 11 nodi"}, {"dei {n:nodes}", 8, "degli 8 nodi"}, {"nei {n:nodes}", 84, "negli 84 nodi"},
		{"ai {n}", 8123, "agli 8.123"}, {"dei {n:nodes}", 11_000, "degli 11.000 nodi"}, {"dei {n:nodes}", 800, "degli 800 nodi"},
		{"i {n}", 80_000, "gli 80.000"}, {"I {n}", 8, "Gli 8"}, {"dei {n:nodes}", 1000, "dei 1.000 nodi"}, {"dei {n:nodes}", 1111, "dei 1.111 nodi"},
		{"dei {n:nodes}", 110, "dei 110 nodi"}, {"dei {n:nodes}", 18, "dei 18 nodi"}, {"dei {n:nodes}", 1, "dei 1 nodo"},
		{"le {n}", 8, "le 8"}, {"Ali {n}", 8, "Ali 8"}, {"il  {n}", 8, "il  8"}, {"(il {n})", 8, "(l'8)"}, {"«il {n}»", 8, "«l'8»"}, {"il{n}", 8, "il8"},
		{"risponde a {n}", "Anziani", "risponde ad Anziani"}, {"risponde a {n}", "Ines", "risponde a Ines"}, {"da {n}", "Anna", "da Anna"},
		{"da {n}", "il settore", "dal settore"}, {"(di {n})", "il settore", "(del settore)"}, {"a {n}", "il settore", "al settore"}, {"in {n}", "il settore", "nel settore"},
		{"su {n}", "il settore", "sul settore"}, {"con {n}", "il settore", "con il settore"}, {"da {n}", "Il Forno", "da Il Forno"}, {"da {n}", "illustri", "da illustri"},
		{"il {n}", "Forno", "il Forno"}, {"il {n}", "", "il "},
	} {
		if got := New("it").filled(c.template, graph.V{"n": c.n}); got != c.want {
			t.Errorf("%q with %v is %q, want %q", c.template, c.n, got, c.want)
		}
	}
	if got := New("en").filled("to a {n} il {n} di {m}", graph.V{"n": 8, "m": "il settore"}); got != "to a 8 il 8 di il settore" {
		t.Errorf("english changes: %q", got)
	}
}

func TestPartsInBrackets(t *testing.T) {
	const template = "[n=0|none][n=1|all][else|some {n}][m|, m]. [n>3|many][n<3|few][else|three]"
	for n, want := range map[any]string{
		0: "none, m. few", 1: "all, m. few", 2.5: "some 2.5, m. few", 3: "some 3, m. three", 4: "some 4, m. many", "x": "some x, m. three",
	} {
		if got := New("en").filled(template, graph.V{"n": n, "m": 1}); got != want {
			t.Errorf("%v: %q, want %q", n, got, want)
		}
	}
	// Brackets that say no condition stand for themselves, before a part and within one.
	for given, want := range map[int]string{0: "“[…]” too, none. Not. End", 1: "“[…]” too, m. In “[…]” m. End"} {
		if got := New("en").filled("“[…]” too[m|, m][else|, none]. [m|In “[…]” m. ][else|Not. ]End", graph.V{"m": given}); got != want {
			t.Errorf("%d: %q, want %q", given, got, want)
		}
	}
}
