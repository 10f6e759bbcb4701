package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// row says what the packages of a tree may import: our own by their path inside the module, others by their full one,
// "/..." for a whole tree. The standard library is free, but for what guarded names.
type row struct {
	tree string
	may  []string
}

// guarded are the standard packages that need leave.
func guarded() []string { return []string{"net/http/...", "database/sql/...", "os/exec"} }

// arrows is the table of imports of the design. A new room gets a row here, and there first.
func arrows() []row {
	text, sync := "golang.org/x/text/...", "golang.org/x/sync/..."
	codecs := []string{"graph/csv", "graph/graphml", "graph/json", "graph/gexf", "graph/xlsx", "graph/ods", "graph/hsds"}
	rows := []row{
		{"graph", nil},
		{"graph/source", append([]string{"graph", "graph/internal/workbook", text}, codecs...)},
		{"graph/internal/xml", []string{"graph", text}},
		{"graph/internal/workbook", []string{"graph"}},
		{"graph/tavolo", []string{"graph"}},
		{"graph/sqlite", []string{"graph", "modernc.org/sqlite/...", "database/sql/..."}},
		{"graph/neo4j", []string{"graph", "github.com/neo4j/neo4j-go-driver/v5/..."}},
		{"graph/graphtest", []string{"graph", "pgregory.net/rapid"}},
		{"analysis/...", []string{"graph", "analysis/...", "gonum.org/v1/gonum/...", sync}},
		{"locale", []string{"graph", "github.com/nicksnyder/go-i18n/v2/...", text}},
		{"render", []string{"graph", "analysis", "locale", "web", "render/drawing"}},
		{"render/drawing", []string{"graph", "analysis", "locale"}},
		{"render/desk", []string{"graph", "analysis", "locale", "render"}},
		{"handlers/...", append([]string{
			"graph", "graph/source", "graph/tavolo", "analysis", "render", "render/desk", "locale", "web", "handlers/...", "net/http/...",
			"github.com/gin-gonic/gin/...", "github.com/danielgtaylor/huma/v2/...", "github.com/hashicorp/golang-lru/v2/...", sync,
		}, codecs...)},
		{"config", []string{"github.com/spf13/viper"}},
		{"web", nil},
		{"cmd/...", []string{"..."}},
	}
	for _, codec := range codecs {
		may := []string{"graph", text}
		switch codec {
		case "graph/xlsx":
			may = append(may, "graph/internal/workbook", "github.com/xuri/excelize/v2")
		case "graph/ods":
			may = []string{"graph", "graph/internal/workbook", "graph/internal/xml"}
		case "graph/graphml", "graph/gexf":
			may = []string{"graph", "graph/internal/xml"}
		}
		rows = append(rows, row{codec, may})
	}
	return rows
}

func TestArrows(t *testing.T) {
	broken, err := brokenArrows(moduleRoot(t), arrows())
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range broken {
		t.Error(b)
	}
}

// moduleRoot returns the folder of go.mod.
func moduleRoot(t testing.TB) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; folder = filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		if folder == filepath.Dir(folder) {
			t.Fatal("no go.mod above the working folder")
		}
	}
}

// brokenArrows reads the imports of all packages under root, tests apart, and returns each that its row does not allow.
// It reads the files rather than ask the go command, whose answer the test cache would not see change.
func brokenArrows(root string, rows []row) ([]string, error) {
	module, err := moduleName(root)
	if err != nil {
		return nil, err
	}
	var broken []string
	err = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != root && (strings.HasPrefix(entry.Name(), ".") || slices.Contains([]string{"testdata", "vendor", "node_modules"}, entry.Name())) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		found, err := brokenIn(name, filepath.ToSlash(rel), module, rows)
		broken = append(broken, found...)
		return err
	})
	return broken, err
}

func moduleName(root string) (string, error) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return "", err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	return strings.TrimSpace(strings.TrimPrefix(first, "module")), nil
}

// brokenIn returns the imports of one file that break the table.
func brokenIn(file, rel, module string, rows []row) ([]string, error) {
	folder := path.Dir(rel)
	r, ok := rowOf(folder, rows)
	if !ok {
		return []string{fmt.Sprintf("%s: %s has no row in the table of imports", rel, folder)}, nil
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	var broken []string
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		own, isOwn := strings.CutPrefix(imported, module+"/")
		if isOwn {
			imported = own
		}
		if !allowed(imported, isOwn, r) {
			broken = append(broken, fmt.Sprintf("%s imports %s, which the row of %s does not allow", rel, imported, r.tree))
		}
	}
	return broken, nil
}

// rowOf returns the row of the longest tree that holds the folder.
func rowOf(folder string, rows []row) (row, bool) {
	var best row
	found := false
	for _, r := range rows {
		if holds(r.tree, folder) && len(r.tree) >= len(best.tree) {
			best, found = r, true
		}
	}
	return best, found
}

// holds tells whether a tree, "a" or "a/...", holds a package.
func holds(tree, pkg string) bool {
	base, whole := strings.CutSuffix(tree, "...")
	if !whole {
		return tree == pkg
	}
	return strings.HasPrefix(pkg+"/", base)
}

func allowed(imported string, isOwn bool, r row) bool {
	free := !isOwn && !strings.Contains(strings.SplitN(imported, "/", 2)[0], ".")
	for _, tree := range guarded() {
		free = free && !holds(tree, imported)
	}
	if isOwn && (holds("cmd/...", imported) || imported == "graph/graphtest") {
		return false // nobody imports a command, and production code no tests
	}
	return free || slices.ContainsFunc(r.may, func(tree string) bool { return holds(tree, imported) })
}

func TestArrowsFindWhatIsBroken(t *testing.T) {
	root := t.TempDir()
	for name, imports := range map[string]string{
		"go.mod":                        "module town\n",
		"graph/graph.go":                `import "sort"`,
		"graph/bad.go":                  `import "town/config"`,
		"analysis/deep/er/a.go":         `import ("net/http"; "town/graph"; "gonum.org/v1/gonum/mat")`,
		"analysis/b.go":                 `import "town/graph/neo4j"`,
		"handlers/pages/p.go":           `import ("net/http"; "town/analysis"; "town/graph/sqlite")`,
		"locale/l.go":                   `import "github.com/spf13/viper"`,
		"render/r_test.go":              `import "town/handlers"`,
		"render/testdata/t.go":          `import "town/handlers"`,
		"attic/a.go":                    ``,
		"graph/loft/l.go":               ``,
		"cmd/town/m.go":                 `import ("town/handlers"; "os/exec"; "example.org/any")`,
		"cmd/other/m.go":                `import ("town/cmd/town"; "town/graph/graphtest")`,
		"graph/sqlite/s.go":             `import ("database/sql"; "modernc.org/sqlite")`,
		"graph/csv/c.go":                `import "os/exec"`,
		".hidden/h.go":                  `import "town/handlers"`,
		"graph/graphml/vendor/x/y/z.go": `import "town/handlers"`,
	} {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".go") {
			imports = "package p\n\n" + imports + "\n"
		}
		if err := os.WriteFile(file, []byte(imports), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	broken, err := brokenArrows(root, arrows())
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(broken)
	want := []string{
		"analysis/b.go imports graph/neo4j, which the row of analysis/... does not allow",
		"analysis/deep/er/a.go imports net/http, which the row of analysis/... does not allow",
		"attic/a.go: attic has no row in the table of imports",
		"cmd/other/m.go imports cmd/town, which the row of cmd/... does not allow",
		"cmd/other/m.go imports graph/graphtest, which the row of cmd/... does not allow",
		"graph/bad.go imports config, which the row of graph does not allow",
		"graph/csv/c.go imports os/exec, which the row of graph/csv does not allow",
		"graph/loft/l.go: graph/loft has no row in the table of imports",
		"handlers/pages/p.go imports graph/sqlite, which the row of handlers/... does not allow",
		"locale/l.go imports github.com/spf13/viper, which the row of locale does not allow",
	}
	if !slices.Equal(broken, want) {
		t.Errorf("broken:\n%s\nwant:\n%s", strings.Join(broken, "\n"), strings.Join(want, "\n"))
	}
}
