package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"trama/config"
	"trama/locale"
)

// designed are the commands of the design, without those of the table.
func designed() []string {
	return strings.Fields(`demo report missing plan whatif metrics score backtest convert check import export change
		networks history snapshot compare undo delete serve version bench`)
}

func commandsIn(lang string) map[string]*cobra.Command {
	s := &session{lang: lang}
	all := map[string]*cobra.Command{}
	for _, cmd := range s.commands().Commands() {
		all[cmd.Name()] = cmd
	}
	return all
}

func TestEveryCommandHasHelpWithAnExampleInBothLanguages(t *testing.T) {
	home(t)
	italian, english := commandsIn("it"), commandsIn("en")
	for _, name := range designed() {
		it, en := italian[name], english[name]
		if it == nil {
			t.Errorf("there is no command %s", name)
			continue
		}
		if it.Short == en.Short || it.Short == "" {
			t.Errorf("%s: %q in both languages", name, it.Short)
		}
		for lang, cmd := range map[string]*cobra.Command{"it": it, "en": en} {
			out := done(t, name, "--help", "--lang", lang)
			if !strings.Contains(cmd.Example, "trama "+name) || !strings.Contains(out, cmd.Example) || !strings.Contains(out, cmd.Short) && !strings.Contains(out, cmd.Long) {
				t.Errorf("%s --help --lang %s has no example:\n%s", name, lang, out)
			}
			if english := strings.Contains(out, "Usage:"); english != (lang == "en") {
				t.Errorf("%s --help --lang %s speaks the other language:\n%s", name, lang, out)
			}
		}
	}
}

func TestEveryFlagSaysWhatItDoesInBothLanguages(t *testing.T) {
	italian, english := commandsIn("it"), commandsIn("en")
	for _, name := range designed() {
		italian[name].Flags().VisitAll(func(f *pflag.Flag) {
			other := english[name].Flags().Lookup(f.Name)
			if f.Usage == "" && !f.Hidden || f.Usage == other.Usage && !strings.HasPrefix(f.Usage, "`FILE` trama.changes/1") && !f.Hidden {
				t.Errorf("%s --%s: %q and %q", name, f.Name, f.Usage, other.Usage)
			}
		})
	}
}

func TestEverySettingWithAFlagIsRegisteredUnderItsName(t *testing.T) {
	secret := []string{"neo4j-user", "neo4j-password", "neo4j-password-file"}
	seen := map[string]bool{}
	for _, cmd := range commandsIn("it") {
		cmd.InheritedFlags().VisitAll(func(f *pflag.Flag) { seen[f.Name] = true })
		cmd.Flags().VisitAll(func(f *pflag.Flag) { seen[f.Name] = true })
	}
	for _, name := range config.Names() {
		if isSecret := strings.Contains(strings.Join(secret, " "), name); seen[name] == isSecret {
			t.Errorf("%s: a flag %v", name, seen[name])
		}
	}
}

func TestHelpListsTheCommandsInGroups(t *testing.T) {
	home(t)
	out := done(t, "--help")
	for _, name := range designed() {
		if !strings.Contains(out, "\n  "+name+" ") {
			t.Errorf("%s is not listed:\n%s", name, out)
		}
	}
	if got := done(t, "help", "report"); got != done(t, "report", "--help") {
		t.Errorf("help report differs from report --help: %s", got)
	}
}

func TestLanguageBeforeFlagsAreRead(t *testing.T) {
	for _, c := range []struct {
		args []string
		env  string
		want string
	}{
		{nil, "", "it"}, {nil, "en", "en"}, {[]string{"--lang", "en"}, "", "en"}, {[]string{"--lang=en"}, "it", "en"},
		{[]string{"--lang"}, "", "it"}, {[]string{"--", "--lang=en"}, "", "it"}, {[]string{"--lang=fr"}, "", "it"},
	} {
		if got := languageOf(c.args, func(string) string { return c.env }); got != c.want {
			t.Errorf("%v with %q: %s, want %s", c.args, c.env, got, c.want)
		}
	}
}

// TestEveryErrorIsSaidInItalian reads the sources for codes, so that a new message cannot be forgotten.
func TestEveryErrorIsSaidInItalian(t *testing.T) {
	codes := map[string]bool{}
	for code := range config.Messages() {
		codes[code] = true
	}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if code, ok := codeOf(n); ok {
				codes[code] = true
			}
			return true
		})
	}
	if len(codes) < 30 {
		t.Errorf("only %d codes were found", len(codes))
	}
	for code := range codes {
		if !locale.New("it").Has(code) {
			t.Errorf("%s is not said in Italian", code)
		}
	}
}

// codeOf returns the code in a call of usage, graph.Say or arguments.
func codeOf(n ast.Node) (string, bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) < 2 {
		return "", false
	}
	at := 0
	switch f := call.Fun.(type) {
	case *ast.Ident:
		ok = f.Name == "usage"
	case *ast.SelectorExpr:
		ok = f.Sel.Name == "Say"
		if f.Sel.Name == "arguments" {
			ok, at = true, 1
		}
	}
	literal, isText := call.Args[at].(*ast.BasicLit)
	if !ok || !isText || literal.Kind != token.STRING {
		return "", false
	}
	code, err := strconv.Unquote(literal.Value)
	return code, err == nil && !strings.Contains(code, ".")
}
