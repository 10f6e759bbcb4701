package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"runtime/pprof"
	"time"

	"github.com/spf13/cobra"

	"trama/analysis/bench"
	"trama/graph"
)

// benchFlags are what trama bench can be told.
type benchFlags struct {
	read    readFlags
	graph   string
	kernels texts
	repeat  int
	enough  time.Duration
	growth  bool
	profile string
}

func (s *session) benchCommand() *cobra.Command {
	def := bench.DefaultOptions()
	var f benchFlags
	cmd := &cobra.Command{
		Use:   s.say("bench [SORGENTE…]", "bench [SOURCE…]"),
		Short: s.say("I tempi degli algoritmi su un grafo", "The times of the algorithms on a graph"),
		Long: s.say("Misura ogni algoritmo su un grafo fatto a caso (--graph) o su quello dei file, una riga JSON ciascuno.",
			"Times each algorithm on a made graph (--graph) or on that of the files, one JSON line each."),
		Example: `  trama bench --graph ba:100000:5
  trama bench --graph rmat:20:5 --kernels components,bridges
  trama bench --graph ba:1000000:5 --growth`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return profiled(f.profile, func() error { return s.bench(cmd.Context(), f, args) })
		},
	}
	f.read.add(cmd, s)
	cmd.Flags().StringVar(&f.graph, "graph", "", s.say("`GRAFO` da fare: ba:NODI:COPPIE, rmat:SCALA:FATTORE, er:NODI:ARCHI, path:NODI, star:NODI", "`GRAPH` to make: ba:NODES:PAIRS, rmat:SCALE:FACTOR, er:NODES:EDGES, path:NODES, star:NODES"))
	cmd.Flags().Var(&f.kernels, "kernels", s.say("solo questi `ALGORITMI`, con virgole", "only these `KERNELS`, with commas"))
	cmd.Flags().IntVar(&f.repeat, "repeat", def.Repeat, s.say("`N` volte ciascuno", "each `N` times"))
	cmd.Flags().DurationVar(&f.enough, "enough", def.Enough, s.say("nessuna ripetizione dopo tanto `TEMPO`", "no repeat after so much `TIME`"))
	cmd.Flags().BoolVar(&f.growth, "growth", false, s.say("anche a un centesimo e a un decimo del grafo, e come cresce", "also at a hundredth and a tenth of the graph, and how it grows"))
	cmd.Flags().StringVar(&f.profile, "cpuprofile", "", s.say("`FILE` in cui scrivere dove va il tempo, per go tool pprof", "`FILE` to write where the time goes, for go tool pprof"))
	s.settingFlags(cmd.Flags(), "seed")
	return cmd
}

// profiled runs work and writes where its time went to a file, where one is named.
func profiled(name string, work func() error) error {
	if name == "" {
		return work()
	}
	f, err := os.Create(name)
	if err != nil {
		return fileError(name, err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return errors.Join(err, f.Close())
	}
	err = work()
	pprof.StopCPUProfile()
	return errors.Join(err, f.Close())
}

// bench times the kernels and prints a line as each is done.
func (s *session) bench(ctx context.Context, f benchFlags, files []string) error {
	if (f.graph == "") == (len(files) == 0) {
		return usage("graph_or_files", "--graph or files, one of them", nil)
	}
	kernels, err := f.kernels.items()
	if err != nil {
		return err
	}
	o := bench.Options{Kernels: kernels, Repeat: f.repeat, Enough: f.enough, Seed: s.Seed}
	out := json.NewEncoder(s.out)
	if len(files) > 0 {
		read := func(ctx context.Context) (*graph.Graph, error) {
			reading, err := s.files(ctx, f.read, files)
			if err != nil {
				return nil, err
			}
			return reading.Graph, nil
		}
		g, err := read(ctx)
		if err != nil {
			return err
		}
		return bench.Run(ctx, bench.Of(files[0], g, read), o, func(l bench.Line) error { return out.Encode(l) })
	}
	names := []string{f.graph}
	if f.growth {
		if names, err = bench.Sizes(f.graph); err != nil {
			return err
		}
	}
	var lines []bench.Line
	for _, name := range names {
		g, err := bench.Made(name, s.Seed)
		if err != nil {
			return err
		}
		err = bench.Run(ctx, g, o, func(l bench.Line) error {
			lines = append(lines, l)
			return out.Encode(l)
		})
		if err != nil {
			return err
		}
	}
	if f.growth {
		for _, g := range bench.Growths(lines) {
			if err := out.Encode(g); err != nil {
				return err
			}
		}
	}
	return nil
}
