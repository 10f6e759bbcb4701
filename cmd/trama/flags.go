package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"trama/config"
	"trama/graph"
	"trama/locale"
)

// texts is the value of a flag that repeats. What each text means, one thing or a list with commas, is decided where the
// graph is known.
type texts []string

// String returns the texts so far, joined by commas.
func (t *texts) String() string { return strings.Join(*t, ",") }

// Type returns what help calls a text.
func (t *texts) Type() string { return "text" }

// Set takes one text more.
func (t *texts) Set(s string) error { *t = append(*t, s); return nil }

// items returns all items of the lists.
func (t texts) items() ([]string, error) { return graph.SplitLists(t) }

// named returns the texts with the empty one, which a flag is given only on purpose, as a list names it.
func (t texts) named() []string {
	named := slices.Clone(t)
	for i, text := range named {
		if text == "" {
			named[i] = graph.NoName
		}
	}
	return named
}

// lensFlags are the flags that choose what of a graph counts.
type lensFlags struct {
	kinds, types, statuses, areas, where, leaveOut texts
	asOf                                           string
	minWeight                                      float64
	note                                           func([]graph.Sentence)
}

func (l *lensFlags) add(cmd *cobra.Command, s *session) {
	f := cmd.Flags()
	l.note = s.note
	f.Var(&l.kinds, "kind", s.say("nodi di questo `TIPO`, '' senza tipo; '!TIPO' lo esclude; si ripete", "nodes of this `KIND`, '' without one; '!KIND' excludes it; repeats"))
	f.Var(&l.types, "type", s.say("relazioni di questo `TIPO`, '' senza tipo; '!TIPO' lo esclude; si ripete", "relations of this `TYPE`, '' without one; '!TYPE' excludes it; repeats"))
	f.Var(&l.statuses, "status", s.say("relazioni con questo `STATO` (declared, anche senza stato, validated, contested, retired); si ripete", "relations with this `STATUS` (declared, also without one, validated, contested, retired); repeats"))
	f.Var(&l.areas, "area", s.say("nodi di questa `ZONA`; si ripete", "nodes of this `AREA`; repeats"))
	f.Var(&l.where, "where", s.say("nodi con `ATTRIBUTO=VALORE` o ATTRIBUTO!=VALORE; si ripete", "nodes with `ATTRIBUTE=VALUE` or ATTRIBUTE!=VALUE; repeats"))
	f.Var(&l.leaveOut, "leave-out", s.say("lascia fuori il nodo con questo `ID`; si ripete", "leaves out the node with this `ID`; repeats"))
	f.StringVar(&l.asOf, "as-of", "", s.say("ciò che vale in questo `GIORNO` (2026-01-31)", "what stands on this `DAY` (2026-01-31)"))
	f.Float64Var(&l.minWeight, "min-weight", 0, s.say("relazioni con almeno questo `PESO`", "relations of at least this `WEIGHT`"))
}

// lens returns the lens that the flags ask of a graph. A node to leave out may be in another state of it alone.
func (l lensFlags) lens(g *graph.Graph, others ...*graph.Graph) (graph.Lens, error) {
	lens, err := graph.Lens{
		Kinds: l.kinds.named(), Types: l.types.named(), Statuses: l.statuses, Areas: l.areas, Where: l.where, LeaveOut: l.leaveOut, AsOf: l.asOf, MinWeight: l.minWeight,
	}.Named(g, others...)
	if err != nil {
		return lens, err
	}
	lens, notes := locale.LensMeant(lens, append([]*graph.Graph{g}, others...)...)
	l.note(notes)
	return lens, nil
}

// settingFlags adds flags for settings; their values are read by config, which knows the environment and the file too.
func (s *session) settingFlags(f *pflag.FlagSet, names ...string) {
	def := config.Default()
	for _, name := range names {
		switch name {
		case "format":
			f.String(name, def.Format, s.say("come si stampa: `FORMATO` text, json, csv o html", "how it is printed: `FORMAT` text, json, csv or html"))
		case "seed":
			f.Int64(name, def.Seed, s.say("seme del caso, un numero `N`", "seed of randomness, a number `N`"))
		case "limit":
			f.Int(name, 0, s.say("al massimo `N` voci in ogni elenco, 0 = tutte", "at most `N` entries in each list, 0 = all"))
		case "exact":
			f.Bool(name, false, s.say("distanze esatte a qualunque grandezza", "exact distances at any size"))
		case "network":
			f.String(name, "", s.say("la `RETE` nell'archivio", "the `NETWORK` in the store"))
		case "author":
			f.String(name, "", s.say("`NOME` di chi firma la modifica (altrimenti l'utente del sistema)", "`NAME` of who signs the change (else the system's user)"))
		case "addr":
			f.String(name, def.Addr, s.say("`HOST:PORTA` del servizio; porta 0 ne prende una libera", "`HOST:PORT` of the service; port 0 takes a free one"))
		case "insecure-open":
			f.Bool(name, false, s.say("ascolta anche fuori da questo computer, senza password", "listens beyond this computer too, without passwords"))
		case "read-only":
			f.Bool(name, false, s.say("si legge soltanto: nessuna pagina e nessuna richiesta scrive", "for reading only: no page and no request writes"))
		case "hosts":
			f.Var(&texts{}, name, s.say("altri `NOMI` con cui si chiama il servizio", "more `NAMES` by which the service is called"))
		}
	}
}

// limitFlags adds the flags of limits, which few people need, out of sight.
func (s *session) limitFlags(f *pflag.FlagSet) {
	for _, name := range config.Names() {
		if strings.HasPrefix(name, "limit-") {
			f.Int64(name, 0, "")
			f.Lookup(name).Hidden = true
		}
	}
}
