package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os/exec"
	"runtime"

	"github.com/spf13/cobra"

	"trama/graph"
	"trama/handlers"
)

func (s *session) serveCommand() *cobra.Command {
	var open bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: s.say("L'interfaccia HTTP e le pagine", "The HTTP interface and the pages"),
		Long: s.say("Ascolta solo su questo computer, finché non ci sono utenti con password.",
			"Listens on this computer only, until there are users with passwords."),
		Example: `  trama serve --open`,
		Args:    s.noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return s.serve(cmd.Context(), open) },
	}
	cmd.Flags().BoolVar(&open, "open", false, s.say("apre il browser", "opens the browser"))
	s.settingFlags(cmd.Flags(), "addr", "insecure-open", "read-only", "hosts")
	return cmd
}

// serve answers on the address of the settings until it is told to stop.
func (s *session) serve(ctx context.Context, open bool) error {
	listener, err := handlers.Listen(ctx, s.Addr, s.InsecureOpen)
	if err != nil {
		return err
	}
	return s.serveOn(ctx, listener, open)
}

// serveAlone is trama without a command: it serves, on a free port where the usual one is busy, and opens the browser.
func (s *session) serveAlone(ctx context.Context) error {
	listener, err := handlers.Listen(ctx, s.Addr, s.InsecureOpen)
	if graph.KindOf(err) == graph.Unavailable {
		host, _, _ := net.SplitHostPort(s.Addr)
		listener, err = handlers.Listen(ctx, net.JoinHostPort(host, "0"), s.InsecureOpen)
	}
	if err != nil {
		return err
	}
	return s.serveOn(ctx, listener, true)
}

// serveOn opens the store, says the address and answers.
func (s *session) serveOn(ctx context.Context, listener net.Listener, open bool) error {
	defer listener.Close()
	store, err := s.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	if s.InsecureOpen && s.ReadOnly {
		s.note([]graph.Sentence{graph.Say("open_to_read", "whoever reaches this address can read every network", nil)})
	} else if s.InsecureOpen {
		s.note([]graph.Sentence{graph.Say("open_to_all", "whoever reaches this address can read and change every network", nil)})
	}
	address := "http://" + listener.Addr().String()
	fmt.Fprintln(s.out, address)
	s.note([]graph.Sentence{graph.Say("served_until", "Open this address in the browser; Ctrl-C stops.", nil)})
	if open {
		s.openBrowser(address)
	}
	return handlers.Serve(ctx, listener, s.handler(store))
}

// handler returns the service over a store.
func (s *session) handler(store graph.Store) http.Handler {
	return handlers.New(handlers.Options{
		Store: store, Version: version(), Lang: s.lang, Settings: &handlers.Settings{Seed: s.Seed, Exact: s.Exact, Limit: s.Limit},
		Hosts: s.Hosts, Open: s.InsecureOpen, ReadOnly: s.ReadOnly, MaxBody: s.Limits.Request,
		Log: slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: slog.LevelWarn})), Limits: s.limits(),
		Demo: func(ctx context.Context) (*graph.Graph, error) {
			reading, err := valdoraReading(ctx)
			if err != nil {
				return nil, err
			}
			return reading.Graph, nil
		},
	})
}

// openBrowser asks the system to show an address. Where it cannot, the address that was printed is enough.
func (s *session) openBrowser(address string) {
	command := map[string][]string{
		"windows": {"rundll32", "url.dll,FileProtocolHandler"}, "darwin": {"open"},
	}[runtime.GOOS]
	if command == nil {
		command = []string{"xdg-open"}
	}
	cmd := exec.Command(command[0], append(command[1:], address)...)
	if cmd.Start() == nil {
		go cmd.Wait()
	}
}
