package locale_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// said is a sentence as the code has it: where, its English where it carries one, and the names of its values.
type said struct {
	code, english, where string
	values               map[string]bool
}

// program is what the tests know of the source: the sentences, and every text constant.
type program struct {
	said     []said
	texts    map[string]bool
	analysis map[string]map[string]bool // codes without English, and the names of their values; nil: they are given elsewhere
}

var (
	aCode       = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	placeholder = regexp.MustCompile(`\{([a-z_]+)(?::[@a-z_]*|%)?\}`)
	condition   = regexp.MustCompile(`\[([a-z_]+)(?:[<=>]-?[0-9.]+)?\|`)
	noSentence  = regexp.MustCompile(`^(/|M[0-9]|[A-Z][a-z]+ )`) // an address, a path of a drawing, a title
	entryName   = regexp.MustCompile(`"((?:[^"\\]|\\.)+)": *["{]`)
	templateSay = regexp.MustCompile(`say "([^"]+)"`)
)

// source reads every Go file and template of the module but tests.
func source(t *testing.T) program {
	t.Helper()
	p := program{texts: map[string]bool{}, analysis: elsewhere()}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2:
			return fs.SkipDir
		case strings.HasSuffix(path, "_test.go"), strings.Contains(path, "graphtest"):
		case strings.HasSuffix(path, ".go"):
			p.read(t, path)
		case strings.HasSuffix(path, ".html") && strings.Contains(path, "templates"):
			text, err := os.ReadFile(path)
			for _, m := range templateSay.FindAllStringSubmatch(string(text), -1) {
				p.texts[m[1]] = true
			}
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *program) read(t *testing.T, path string) {
	t.Helper()
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, 0)
	if err != nil {
		t.Skipf("%s is being written: %v", path, err)
	}
	at := func(n ast.Node) string { return path + ":" + strconv.Itoa(files.Position(n.Pos()).Line) }
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if text, ok := literal(n); ok {
				p.texts[text] = true
			}
		case *ast.CallExpr:
			p.call(n, file.Name.Name, at(n))
			if strings.Contains(filepath.ToSlash(path), "/analysis/") {
				p.coded(n)
			}
		case *ast.CompositeLit:
			p.row(n, at(n))
		case *ast.KeyValueExpr:
			p.entry(n, at(n))
		}
		return true
	})
}

// call finds a code followed by its English sentence, whatever the function is called.
func (p *program) call(n *ast.CallExpr, pkg, where string) {
	if selector, ok := n.Fun.(*ast.SelectorExpr); ok && pkg == "main" && selector.Sel.Name == "say" {
		return // the help of a command, in its two languages
	}
	for i := 0; i+1 < len(n.Args); i++ {
		code, ok := literal(n.Args[i])
		english, has := literal(n.Args[i+1])
		if !ok || !has || !aCode.MatchString(code) || !strings.ContainsAny(english, " {") || noSentence.MatchString(english) {
			continue
		}
		s := said{code: code, english: english, where: where, values: names(english)}
		if i+2 < len(n.Args) {
			for name := range valueNames(n.Args[i+2]) {
				s.values[name] = true
			}
		}
		p.said = append(p.said, s)
	}
}

// elsewhere are the codes whose values do not stand beside them.
func elsewhere() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, code := range []string{"headline_empty", "headline_no_relations", "headline_pieces", "headline_pieces_fragile", "headline_whole", "headline_whole_fragile", "headline_whole_thin"} {
		out[code] = nil
	}
	for _, code := range []string{"already_there", "related_already", "not_there", "outside_lens"} {
		out[code] = map[string]bool{"a": true, "b": true}
	}
	for _, what := range []string{"tags", "lines"} {
		out["shared_"+what] = map[string]bool{what: true, "count": true, "times": true}
	}
	return out
}

// coded finds a code of the analysis, which writes no English, with its values; a figure may stand between the two.
func (p *program) coded(n *ast.CallExpr) {
	for i := 0; i+1 < len(n.Args); i++ {
		code, ok := literal(n.Args[i])
		_, english := literal(n.Args[i+1])
		if _, given := p.analysis[code]; !ok || english || !aCode.MatchString(code) || given && p.analysis[code] == nil {
			continue
		}
		for _, arg := range n.Args[i+1 : min(i+3, len(n.Args))] {
			list, values := arg.(*ast.CompositeLit)
			none, no := arg.(*ast.Ident)
			if values && len(list.Elts) > 0 || no && none.Name == "nil" {
				if p.analysis[code] == nil {
					p.analysis[code] = map[string]bool{}
				}
				maps.Copy(p.analysis[code], valueNames(arg))
			}
		}
	}
}

// row finds a code followed by its English sentence in a row of a table.
func (p *program) row(n *ast.CompositeLit, where string) {
	for i := 0; i+1 < len(n.Elts); i++ {
		code, ok := literal(n.Elts[i])
		english, has := literal(n.Elts[i+1])
		if ok && has && strings.Contains(code, "_") && aCode.MatchString(code) && strings.Contains(english, " ") && !noSentence.MatchString(english) {
			p.said = append(p.said, said{code: code, english: english, where: where, values: names(english)})
		}
	}
}

// entry finds the sentences of a map from codes to English.
func (p *program) entry(n *ast.KeyValueExpr, where string) {
	code, ok := literal(n.Key)
	english, has := literal(n.Value)
	if ok && has && aCode.MatchString(code) && strings.Contains(english, "{setting}") {
		p.said = append(p.said, said{code: code, english: english, where: where, values: names(english)})
	}
}

// literal returns a text constant, parts joined by + too.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, err := strconv.Unquote(e.Value)
			return text, err == nil
		}
	case *ast.BinaryExpr:
		a, okA := literal(e.X)
		b, okB := literal(e.Y)
		return a + b, okA && okB
	}
	return "", false
}

func names(template string) map[string]bool {
	out := map[string]bool{}
	for _, pattern := range []*regexp.Regexp{placeholder, condition} {
		for _, m := range pattern.FindAllStringSubmatch(template, -1) {
			out[m[1]] = true
		}
	}
	delete(out, "else") // a condition, no value
	return out
}

// valueNames are the keys of a literal of values.
func valueNames(e ast.Expr) map[string]bool {
	out := map[string]bool{}
	if list, ok := e.(*ast.CompositeLit); ok {
		for _, element := range list.Elts {
			if entry, ok := element.(*ast.KeyValueExpr); ok {
				if name, ok := literal(entry.Key); ok {
					out[name] = true
				}
			}
		}
	}
	return out
}

// message is one entry of a catalogue: its forms, "other" alone where it has no plural.
type message map[string]string

func (m message) names() map[string]bool {
	out := map[string]bool{}
	for _, form := range m {
		maps.Copy(out, names(form))
	}
	return out
}

// catalogue reads the files of a language by their names.
func catalogue(t *testing.T, lang string) map[string]map[string]message {
	t.Helper()
	files, err := filepath.Glob("catalogue/*." + lang + ".json")
	if err != nil || len(files) == 0 {
		t.Fatal("no catalogue", err)
	}
	out := map[string]map[string]message{}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, m := range entryName.FindAllSubmatch(data, -1) {
			if id := string(m[1]); seen[id] && id != "one" && id != "many" && id != "other" {
				t.Errorf("%s: %s stands twice", path, id)
			}
			seen[string(m[1])] = true
		}
		var raw map[string]json.RawMessage
		if err := json.Unmarshal(data, &raw); err != nil {
			t.Fatal(path, err)
		}
		file := map[string]message{}
		for id, text := range raw {
			m := message{}
			if json.Unmarshal(text, &m) != nil {
				m = message{"other": ""}
				single := m["other"]
				if err := json.Unmarshal(text, &single); err != nil {
					t.Fatalf("%s: %s is neither a text nor plural forms", path, id)
				}
				m["other"] = single
			}
			file[id] = m
		}
		out[strings.TrimSuffix(filepath.Base(path), "."+lang+".json")] = file
	}
	return out
}

func all(files map[string]map[string]message) map[string]message {
	out := map[string]message{}
	for _, file := range files {
		maps.Copy(out, file)
	}
	return out
}

func TestEverySentenceOfTheCodeIsInItalian(t *testing.T) {
	italian := all(catalogue(t, "it"))
	values := map[string]map[string]bool{}
	p := source(t)
	if len(p.said) < 100 {
		t.Fatalf("only %d sentences found", len(p.said))
	}
	for _, s := range p.said {
		if values[s.code] == nil {
			values[s.code] = map[string]bool{}
		}
		maps.Copy(values[s.code], s.values)
	}
	for _, s := range p.said {
		if _, measure := italian["measure."+s.code]; measure {
			continue // a definition of the catalogue of measures, which is for docs/methods.md
		}
		m, ok := italian[s.code]
		if !ok {
			t.Errorf("%s: no Italian for %s (%q)", s.where, s.code, s.english)
			continue
		}
		for name := range m.names() {
			if !values[s.code][name] && s.code != "left_out" { // a code that source and analysis share
				t.Errorf("%s: the Italian of %s names {%s}, which the code does not give", s.where, s.code, name)
			}
		}
	}
}

// TestEnglishCatalogueKnowsTheValuesOfTheCode: a text of the catalogue goes before the one in the code, with its values.
func TestEnglishCatalogueKnowsTheValuesOfTheCode(t *testing.T) {
	english := all(catalogue(t, "en"))
	values := map[string]map[string]bool{}
	for _, s := range source(t).said {
		if values[s.code] == nil {
			values[s.code] = map[string]bool{}
		}
		maps.Copy(values[s.code], s.values)
	}
	for _, s := range source(t).said {
		for name := range english[s.code].names() {
			if !values[s.code][name] && s.code != "left_out" { // a code that source and analysis share
				t.Errorf("%s: the English of %s names {%s}, which the code does not give", s.where, s.code, name)
			}
		}
	}
}

// TestEnglishOfTheCodeHasNoPluralBehindACount: it has no plural forms, so that one of something would be “1 columns”.
func TestEnglishOfTheCodeHasNoPluralBehindACount(t *testing.T) {
	plural := regexp.MustCompile(`\{(?:count|n|nodes|edges|columns|made|listed|unlisted)\} [a-z]+s\b`)
	for _, s := range source(t).said {
		if plural.MatchString(s.english) && s.code != "rows_repeated" { // more than one, always
			t.Errorf("%s: %s counts with a plural: %q", s.where, s.code, s.english)
		}
	}
}

func TestEverySentenceOfTheAnalysisIsInBothLanguages(t *testing.T) {
	codes := source(t).analysis
	if len(codes) < 40 {
		t.Fatalf("%d codes", len(codes))
	}
	for _, lang := range locale.Languages() {
		messages := all(catalogue(t, lang))
		for code, values := range codes {
			m, ok := messages[code]
			if !ok {
				t.Errorf("%s: no words for %s %v", lang, code, values)
				continue
			}
			for name := range m.names() {
				if values != nil && !values[name] && code != "left_out" {
					t.Errorf("%s: %s names {%s}, which analysis does not give", lang, code, name)
				}
			}
		}
	}
}

func TestEveryMeasureHasANameInBothLanguages(t *testing.T) {
	for _, lang := range locale.Languages() {
		messages := all(catalogue(t, lang))
		for _, m := range analysis.Measures() {
			if _, ok := messages["measure."+strings.TrimPrefix(m.ID, m.Section+".")]; !ok {
				t.Errorf("%s: no name for %s of %s", lang, m.ID, m.Section)
			}
		}
	}
}

func TestNoMessageStandsTwice(t *testing.T) {
	for _, lang := range locale.Languages() {
		seen := map[string]string{}
		for name, file := range catalogue(t, lang) {
			for id := range file {
				if other := seen[id]; other != "" {
					t.Errorf("%s: %s stands in %s and in %s", lang, id, other, name)
				}
				seen[id] = name
			}
		}
	}
}

func TestPluralFormsAreWhole(t *testing.T) {
	for lang, want := range map[string][]string{"it": {"many", "one", "other"}, "en": {"one", "other"}} {
		for id, m := range all(catalogue(t, lang)) {
			forms := slices.Sorted(maps.Keys(m))
			if len(forms) > 1 && !slices.Equal(forms, want) {
				t.Errorf("%s: %s has the forms %v, want %v", lang, id, forms, want)
			}
			if strings.HasPrefix(id, "noun.") && len(forms) == 1 {
				t.Errorf("%s: %s has no plural", lang, id)
			}
			for form, text := range m {
				if text == "" {
					t.Errorf("%s: %s (%s) is empty", lang, id, form)
				}
			}
		}
	}
}

func TestLanguagesHaveTheSameMessagesWithTheSameValues(t *testing.T) {
	italian, english := catalogue(t, "it"), catalogue(t, "en")
	for name, file := range italian {
		if name == "refusals" || name == "command" { // readers, stores and commands carry their English
			continue
		}
		for id, m := range file {
			other, ok := english[name][id]
			if !ok {
				t.Errorf("%s: %s is not in English", name, id)
				continue
			}
			if a, b := m.names(), other.names(); id != "left_out" && !maps.Equal(a, b) {
				t.Errorf("%s: %s has %v in Italian and %v in English", name, id, slices.Sorted(maps.Keys(a)), slices.Sorted(maps.Keys(b)))
			}
		}
	}
	for name, file := range english {
		for id := range file {
			if _, ok := italian[name][id]; !ok {
				t.Errorf("%s: %s is not in Italian", name, id)
			}
		}
	}
}

// lists are the groups of messages whose last part is chosen by a value: each is used where that value is a text of the
// code, or is one of a list of ours.
func lists() []string {
	return []string{
		"measure", "meaning", "family", "family_about", "step", "goal", "state", "status", "node_status", "sector", "circle", "attribute", "define", "lens",
		"form", "stage", "method", "error.title", "network.link", "why", "month", "word", "kind", "type",
		"absent", "meeting", "plan.do", "plan.method", "decision", "operation", "gift", "goal_short",
		"record", "record_about", "record_do", "field", "hint", "told", "called", "decided", "tavolo", "validate.as",
		"relation_out", "relation_in", "known", "became", "codebook", "fits", "meant", "node_value", "edge_value", "compare.node", "compare.relation", "compare.move", "erase_in", "erase_name",
	}
}

func TestNoMessageIsUnused(t *testing.T) {
	p := source(t)
	codes := map[string]bool{}
	for _, s := range p.said {
		codes[s.code] = true
	}
	messages := all(catalogue(t, "it"))
	nouns := map[string]bool{}
	for _, m := range messages {
		for _, text := range m {
			for _, match := range regexp.MustCompile(`:([a-z_]+)\}`).FindAllStringSubmatch(text, -1) {
				nouns[match[1]] = true
			}
		}
	}
	for id := range messages {
		if !codes[id] && !p.texts[id] && !p.uses(id, nouns) {
			t.Errorf("%s is used nowhere", id)
		}
	}
}

func (p program) uses(id string, nouns map[string]bool) bool {
	if last, ok := strings.CutPrefix(id, "noun."); ok {
		_, kind := graph.FindKind(last)
		return kind || nouns[last] || p.texts[last]
	}
	if code, ok := strings.CutPrefix(id, "http_"); ok {
		return p.texts[code]
	}
	for _, m := range analysis.Measures() {
		if id == "measure."+m.ID {
			return true
		}
	}
	if base, ok := strings.CutSuffix(id, ".untyped"); ok {
		return p.texts[base]
	}
	if base, ok := strings.CutSuffix(id, ".do"); ok && strings.HasPrefix(id, "meeting.") {
		return p.uses(base, nouns)
	}
	if base, ok := strings.CutSuffix(id, ".none"); ok {
		return p.texts[base]
	}
	if full, ok := strings.CutPrefix(id, "figure."); ok {
		return strings.Contains(full, ".")
	}
	if base, ok := strings.CutSuffix(id, ".name"); ok {
		return p.texts[base]
	}
	if what, ok := strings.CutPrefix(id, "empty_"); ok {
		return p.texts[what] && p.texts["empty_"]
	}
	for _, list := range lists() {
		last, ok := strings.CutPrefix(id, list+".")
		if !ok {
			continue
		}
		_, number := strconv.Atoi(last)
		return last == "" || number == nil || p.texts[last] || list == "word" && (last == "true" || last == "false") || slices.Contains(values(list), last)
	}
	return false
}

// values are those of the lists that stand in the contract and not in the code.
func values(list string) []string {
	switch list {
	case "sector":
		return []string{"administration", "third_sector", "citizens", "health", "education", "business", "other"}
	case "operation": // the names of the commands, and of the requests that do the same
		return []string{"answer", "attend", "change", "changes", "commit", "decline", "expect", "import", "invite", "meeting", "need", "postpone", "take", "undo", "validate", "vote"}
	case "circle":
		return []string{"founding", "strategic", "community"}
	}
	return nil
}

// The words of both languages for a sector or a circle are the ones that a table is told about when it has the code too.
func TestGroupsAreKnownByTheirWords(t *testing.T) {
	for _, attribute := range []string{"sector", "circle"} {
		for _, code := range values(attribute) {
			for _, lang := range locale.Languages() {
				if word := locale.New(lang).Name(attribute, code); graph.GroupNamed(attribute, word) != code || graph.GroupNamed(attribute, strings.ToUpper(word)) != code {
					t.Errorf("%s %q is not known as %s", attribute, word, code)
				}
			}
		}
	}
	if got := graph.GroupNamed("sector", "Banda"); got != "Banda" {
		t.Errorf("another word becomes %q", got)
	}
}
