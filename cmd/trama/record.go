package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"trama/analysis"
	"trama/graph"
	"trama/graph/csv"
	"trama/graph/tavolo"
	"trama/locale"
)

// tableCommand describes a command of the round table: what it records is made of its argument and its flags, or of the
// rows of a table whose columns have the flags' names.
type tableCommand struct {
	use, short [2]string // in Italian and English
	example    string
	argument   string // the name of the field that the argument is, "" for none
	many       bool   // takes any number of arguments
	fields     []field
	rule       func(v values) rule // what it cannot make sense of is kept in v.wrong
}

// field is a flag of a table's command and a column of its table.
type field struct {
	name string
	help [2]string
	yes  bool // is given or not, without a value
}

// rule makes the changes of one record.
type rule func(ctx context.Context, src opened) (recorded, error)

// recorded is what one record comes to, and the snapshot that it asks for.
type recorded struct {
	tavolo.Made
	freeze string
}

func made(m tavolo.Made, err error) (recorded, error) { return recorded{Made: m}, err }

// ruleOf returns the rule of one of the table's rules that needs the graph and a request only.
func ruleOf[R any](of func(*graph.Graph, R) (tavolo.Made, error), r R) rule {
	return func(_ context.Context, src opened) (recorded, error) { return made(of(src.Graph, r)) }
}

// about returns the rule of one that is about the suggestion that the fields name.
func (s *session) about(v values, of func(opened, tavolo.Suggestion) (tavolo.Made, error)) rule {
	id, family := v.text("suggestion"), v.text("family")
	return func(ctx context.Context, src opened) (recorded, error) {
		found, err := s.suggested(ctx, src, id, family)
		if err != nil {
			return recorded{}, err
		}
		return made(of(src, found))
	}
}

// values are what one record is made of, by field.
type values struct {
	texts map[string]string
	args  []string
	wrong *error
}

func (v values) text(name string) string { return strings.TrimSpace(v.texts[name]) }

// list returns the items of a list: joined by commas, quoted as in a table.
func (v values) list(name string) []string {
	items, err := graph.SplitList(v.texts[name])
	v.fail(err)
	return items
}

func (v values) number(name string) int {
	text := v.text(name)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		v.fail(usage("flag_number", "{flag}: “{value}” is no whole number", graph.V{"flag": dashed(name), "value": text}))
	}
	return n
}

// yes tells whether a field without a value was given; in a table any of the usual words says so.
func (v values) yes(name string) bool {
	return slices.Contains([]string{"true", "1", "yes", "y", "si", "sì", "x"}, strings.ToLower(v.text(name)))
}

// points reads LINE=N,…, each line once: what a second number would mean, only the voter knows.
func (v values) points(name string) map[string]int {
	out := map[string]int{}
	for _, item := range v.list(name) {
		line, points, ok := strings.Cut(item, "=")
		line = strings.TrimSpace(line)
		n, err := strconv.Atoi(strings.TrimSpace(points))
		if !ok || err != nil {
			v.fail(usage("bad_points", "points are given as LINE=N,LINE=N", nil))
		}
		if _, given := out[line]; given {
			v.fail(usage("points_twice", "{line} is given points twice", graph.V{"line": line}))
		}
		out[line] = n
	}
	return out
}

func (v values) fail(err error) {
	if err != nil && *v.wrong == nil {
		*v.wrong = err
	}
}

// tableCommand returns the command that t describes.
func (s *session) tableCommand(t tableCommand) *cobra.Command {
	var table, out string
	cmd := &cobra.Command{
		Use: s.say(t.use[0], t.use[1]) + " --network " + s.say("RETE", "NETWORK"), Short: s.say(t.short[0], t.short[1]), Example: t.example,
		Args: t.arguments,
		RunE: func(cmd *cobra.Command, args []string) error {
			rules, err := s.tableRules(cmd, t, table, args)
			if err != nil {
				return err
			}
			return s.record(cmd.Context(), cmd.Name(), rules, out)
		},
	}
	for _, f := range t.fields {
		if f.yes {
			cmd.Flags().Bool(f.name, false, s.say(f.help[0], f.help[1]))
		} else {
			cmd.Flags().String(f.name, "", s.say(f.help[0], f.help[1]))
		}
	}
	cmd.Flags().StringVar(&table, "csv", "", s.say("`FILE` di molte righe, una colonna per opzione; un'opzione data vale dove la riga tace; - è standard input", "`FILE` of many rows, a column for each flag; a flag given is for the rows without; - is standard input"))
	s.settingFlags(cmd.Flags(), "network", "author", "format")
	cmd.Flags().Lookup("format").Usage = s.say("come si stampa: `FORMATO` text o json", "how it is printed: `FORMAT` text or json")
	s.outFlag(cmd, &out)
	return cmd
}

func (t tableCommand) arguments(cmd *cobra.Command, args []string) error {
	fromTable := cmd.Flags().Changed("csv")
	switch {
	case fromTable && len(args) > 0:
		return usage("table_or_argument", "arguments or --csv, not both", nil)
	case t.argument == "" && len(args) > 0:
		return usage("too_many_arguments", "this command takes no arguments, only flags", nil)
	case t.argument != "" && !fromTable && len(args) == 0, !t.many && len(args) > 1:
		return usage("one_argument", "one argument is needed: {name}", graph.V{"name": t.argument})
	}
	return nil
}

// tableRules returns a rule for the flags, or one for each row of --csv.
func (s *session) tableRules(cmd *cobra.Command, t tableCommand, table string, args []string) ([]rule, error) {
	given := map[string]string{}
	for _, f := range t.fields {
		if table == "" || cmd.Flags().Changed(f.name) {
			given[f.name] = cmd.Flags().Lookup(f.name).Value.String()
		}
	}
	if table != "" {
		return s.rulesOfTable(cmd.Context(), t, table, given)
	}
	v := values{texts: given, args: args, wrong: new(error)}
	if !t.many && len(args) == 1 {
		v.texts[t.argument] = args[0]
	}
	r := t.ofFlags(t.rule(v))
	return []rule{r}, *v.wrong
}

// ofFlags returns a rule whose errors about a field name it as its flag. What a flag says wrong by itself, whatever the network
// holds, is an error of usage.
func (t tableCommand) ofFlags(r rule) rule {
	return func(ctx context.Context, src opened) (recorded, error) {
		m, err := r(ctx, src)
		var said graph.Sentence
		if !errors.As(err, &said) {
			return m, err
		}
		kind := graph.KindOf(err)
		byItself := slices.Contains([]string{"table_missing", "table_date", "validate_as", "commit_state", "commit_gives", "vote_ways"}, said.Code)
		if byItself {
			kind = graph.Usage
		}
		name, _ := said.Values["name"].(string)
		name = strings.ReplaceAll(name, "_", "-")
		ofFlag := slices.ContainsFunc(t.fields, func(f field) bool { return f.name == name })
		if ofFlag {
			said = asFlag(said, name)
		}
		if !byItself && !ofFlag {
			return m, err
		}
		return m, graph.Fail(kind, "trama", said)
	}
}

// asFlag returns what is said of a field with its flag in its place.
func asFlag(said graph.Sentence, name string) graph.Sentence {
	if said.Code == "table_missing" {
		return graph.Say("flag_needed", "{flag} is needed", graph.V{"flag": dashed(name)})
	}
	values := maps.Clone(said.Values)
	values["name"] = dashed(name)
	return said.With(values)
}

// rulesOfTable reads a table; a column that is no field is refused, and so is a row that does not fit, by its line. What is given by
// flags is that of the rows that say nothing of it.
func (s *session) rulesOfTable(ctx context.Context, t tableCommand, name string, given map[string]string) ([]rule, error) {
	records, err := s.records(ctx, name)
	if err != nil {
		return nil, err
	}
	columns, err := t.columns(records)
	if err != nil {
		return nil, err
	}
	rules, refused := []rule{}, &graph.Refused{}
	for _, row := range records.Rows {
		v := values{texts: maps.Clone(given), wrong: new(error)}
		for i, cell := range row.Cells {
			if strings.TrimSpace(cell) != "" {
				v.texts[columns[i]] = cell
			}
		}
		if t.many {
			v.args = v.list(t.argument)
		}
		if t.argument != "" && v.text(t.argument) == "" {
			v.fail(graph.Fail(graph.Invalid, "trama.table", graph.Say("table_missing", "{name} is missing", graph.V{"name": t.argument})))
		}
		r := t.rule(v)
		if *v.wrong != nil {
			refused.Add(graph.Refusal{File: records.Name, Line: row.Line, Why: sentenceOf(*v.wrong)})
			continue
		}
		rules = append(rules, r.inRow(records.Name, row.Line))
	}
	if refused.Count > 0 {
		return nil, &graph.Error{Kind: graph.Invalid, Op: "trama.table", Err: refused}
	}
	return rules, nil
}

// records reads a table of a file, or with "-" of standard input.
func (s *session) records(ctx context.Context, name string) (csv.Records, error) {
	in, err := s.input(name)
	if err != nil {
		return csv.Records{}, err
	}
	defer in.Close()
	return csv.ReadRecords(ctx, in, filepath.Base(name))
}

// columns returns the field of each column of a table.
func (t tableCommand) columns(records csv.Records) ([]string, error) {
	known := []string{t.argument}
	for _, f := range t.fields {
		known = append(known, f.name)
	}
	out := make([]string, len(records.Headers))
	for i, name := range records.Headers {
		out[i] = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), "_", "-")
		if out[i] == "" || !slices.Contains(known, out[i]) {
			why := graph.Say("table_column", "column {name} is no flag of this command", graph.V{"name": name})
			return nil, graph.FailAt(graph.Invalid, "trama.table", graph.Refusal{File: records.Name, Line: 1, Why: why})
		}
	}
	return out, nil
}

// inRow returns a rule whose errors name a row of a table.
func (r rule) inRow(file string, line int) rule {
	return func(ctx context.Context, src opened) (recorded, error) {
		m, err := r(ctx, src)
		if err == nil {
			return m, nil
		}
		return m, graph.FailAt(graph.KindOf(err), "trama.table", graph.Refusal{File: file, Line: line, Why: sentenceOf(err)})
	}
}

// record commits what the rules make, one after the other, as one commit, and prints the ids.
func (s *session) record(ctx context.Context, message string, rules []rule, out string) error {
	if err := s.needNetwork(); err != nil {
		return err
	}
	if s.Format != "text" && s.Format != "json" { // before anything is recorded
		return usage("record_format", "what is recorded is printed as text or json, not as {format}", graph.V{"format": s.Format})
	}
	store, err := s.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	did, err := retried(func() (graph.Recorded, error) { return s.recordOnce(ctx, store, message, rules) })
	if err != nil {
		return err
	}
	s.note(did.Notes)
	if s.Format == "text" {
		return s.write(context.WithoutCancel(ctx), out, func(w io.Writer) error { // it is done: what is left is to say so
			for _, id := range did.IDs {
				fmt.Fprintln(w, id)
			}
			return nil
		})
	}
	return s.print(out, did)
}

func (s *session) recordOnce(ctx context.Context, store graph.Store, message string, rules []rule) (graph.Recorded, error) {
	src, err := loaded(ctx, store, s.Network, "")
	if err != nil {
		return graph.Recorded{}, err
	}
	s.read = src.Graph
	before, did, freeze := src.Graph, graph.Recorded{IDs: []string{}, Notes: []graph.Sentence{}}, []string(nil)
	for _, r := range rules {
		m, err := r(ctx, src)
		if err != nil {
			return did, err
		}
		if src.Graph, err = src.Graph.Apply(m.Changes); err != nil {
			return did, err
		}
		did.IDs, did.Notes = append(did.IDs, m.IDs...), append(did.Notes, m.Notes...)
		if m.freeze != "" {
			freeze = append(freeze, m.freeze)
		}
	}
	did.IDs = lasting(src.Graph, did.IDs)
	changes := graph.Diff(before, src.Graph)
	did.Notes = append(did.Notes, graph.NamesakesSaid(changes.Namesakes(before, locale.Searched))...)
	for _, name := range freeze {
		if err := src.info.Nameable(name, before, changes); err != nil {
			return did, err
		}
	}
	if did.Revision, err = s.commit(ctx, store, src.Revision, message, changes); err != nil {
		return did, err
	}
	for _, name := range freeze {
		if err := store.Snapshot(ctx, s.Network, did.Revision, name); err != nil {
			return did, err
		}
	}
	return did, nil
}

// lasting returns the ids that a graph still has, each once: a later row may have replaced what an earlier one made.
func lasting(g *graph.Graph, ids []string) []string {
	out := make([]string, 0, len(ids))
	seen := map[string]bool{}
	for _, id := range ids {
		_, node := g.FindNode(id)
		_, edge := g.FindEdge(id)
		if (node || edge) && !seen[id] {
			out = append(out, id)
		}
		seen[id] = true
	}
	return out
}

// suggested looks a suggestion up in the list of missing relations.
func (s *session) suggested(ctx context.Context, src opened, id, family string) (tavolo.Suggestion, error) {
	found, err := analysis.FindSuggestion(ctx, src.Source, analysis.Sought{ID: id, Family: locale.Entry("family", family), Seed: s.Seed, Exact: s.Exact})
	if err != nil {
		return tavolo.Suggestion{}, err
	}
	return tavolo.Suggestion{ID: found.ID, Source: found.Source, Target: found.Target, Type: found.Type}, nil
}

// sentenceOf returns what an error says, for a place in a table.
func sentenceOf(err error) graph.Sentence {
	if s, ok := errors.AsType[graph.Sentence](err); ok {
		return s
	}
	return graph.Say("internal", "{why}", graph.V{"why": err.Error()})
}
