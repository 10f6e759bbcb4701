package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"trama/graph/graphtest"
)

// go test ./cmd/trama -run Reference -update writes docs/commands.*.md anew: every command and every flag, as help has them.
func TestReferenceHasEveryCommandAndFlag(t *testing.T) {
	home(t)
	for _, lang := range []string{"it", "en"} {
		file := filepath.Join(graphtest.Root(t), "docs", "commands."+lang+".md")
		want := reference(&session{lang: lang})
		if *update {
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s is not what help says; run go test ./cmd/trama -run Reference -update\n%s", file, firstDifference(string(got), want))
		}
	}
}

// sharedBy is from how many commands on a flag that is the same everywhere is described once.
const sharedBy = 5

// reference returns the page of all commands in a language.
func reference(s *session) string {
	root := s.commands()
	uses := map[string]int{}
	for _, cmd := range root.Commands() {
		for _, row := range flagRows(cmd.LocalFlags()) {
			uses[row]++
		}
	}
	shared := func(row string) bool { return uses[row] >= sharedBy }
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n%s\n", s.say("I comandi", "Commands"), root.Long, s.say(
		"Questa pagina dice ciò che dice `trama COMANDO --help`: un test fallisce dove differiscono.",
		"This page says what `trama COMMAND --help` says: a test fails where they differ."))
	fmt.Fprintf(&b, "\n## %s\n\n", s.say("Opzioni di ogni comando", "Flags of every command"))
	flagTable(&b, s, flagRows(root.PersistentFlags()))
	fmt.Fprintf(&b, "\n## %s\n\n", s.say("Opzioni di molti comandi", "Flags of many commands"))
	var common []string
	for row := range uses {
		if shared(row) {
			common = append(common, row)
		}
	}
	slices.Sort(common)
	flagTable(&b, s, common)
	for _, group := range s.groups() {
		fmt.Fprintf(&b, "\n## %s\n", strings.TrimSuffix(group.title, ":"))
		for _, cmd := range group.commands {
			cmd, _, _ = root.Find([]string{cmd.Name()})
			describe(&b, s, cmd, shared)
		}
	}
	return b.String()
}

// describe writes what help says of a command.
func describe(b *strings.Builder, s *session, cmd *cobra.Command, shared func(row string) bool) {
	fmt.Fprintf(b, "\n### `trama %s`\n\n%s.\n", cmd.Use, cmd.Short)
	if cmd.Long != "" {
		fmt.Fprintf(b, "%s\n", cmd.Long)
	}
	fmt.Fprintf(b, "\n```\n%s\n```\n", strings.ReplaceAll(strings.TrimPrefix(cmd.Example, "  "), "\n  ", "\n"))
	var own, others []string
	for _, row := range flagRows(cmd.LocalFlags()) {
		if shared(row) {
			name, _, _ := strings.Cut(strings.TrimPrefix(row, "| `"), " ")
			others = append(others, "`"+strings.TrimSuffix(name, "`")+"`")
		} else {
			own = append(own, row)
		}
	}
	if len(own) > 0 {
		b.WriteByte('\n')
		flagTable(b, s, own)
	}
	if len(others) > 0 {
		fmt.Fprintf(b, "\n%s %s.\n", s.say("Anche:", "Also:"), strings.Join(others, ", "))
	}
}

func flagTable(b *strings.Builder, s *session, rows []string) {
	fmt.Fprintf(b, "| %s | %s |\n|---|---|\n", s.say("opzione", "flag"), s.say("che cosa fa", "what it does"))
	for _, row := range rows {
		b.WriteString(row + "\n")
	}
}

// flagRows returns a row of a table for each flag that help shows.
func flagRows(flags *pflag.FlagSet) []string {
	var rows []string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		if value != "" {
			value = " " + value
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" && f.DefValue != "0s" {
			usage += " (" + f.DefValue + ")"
		}
		rows = append(rows, fmt.Sprintf("| `--%s%s` | %s |", f.Name, value, strings.ReplaceAll(usage, "|", `\|`)))
	})
	return rows
}
