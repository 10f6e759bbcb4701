// Command trama reads relationship graphs of community-welfare networks, tells where they are in pieces and which
// relations are missing, keeps them in a store and serves them to a browser.
//
// Package main builds and joins everything and computes nothing: a file per subcommand, named for its noun, each of them
// source → graph → lens → analysis → what is written. What they share is in source.go, store.go, output.go and flags.go.
// Start with run, then commands, then report.go; question.go has the steps that it shares with the other analyses.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"trama/config"
	"trama/graph"
	"trama/locale"
)

// streams are where a run reads and writes. A terminal on err gets progress bars, a screen on out no archives.
type streams struct {
	in               io.Reader
	out, err         io.Writer
	terminal, screen bool
}

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50) // what an analysis keeps is a few long lists without pointers: looking at them often costs nothing
	}
	cobra.MousetrapHelpText = "" // on Windows trama is opened by a double click, and serves then
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	s := streams{in: interruptible{ctx, os.Stdin}, out: os.Stdout, err: os.Stderr, terminal: isTerminal(os.Stderr), screen: isTerminal(os.Stdout)}
	os.Exit(run(ctx, s, os.Args[1:]))
}

// interruptible is a reader whose reads end with the context, also where nobody writes to the pipe that it reads.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

// Read reads into a buffer of its own, which may be filled after Read has returned.
func (i interruptible) Read(p []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	buf, read := make([]byte, min(len(p), 1<<16)), make(chan result, 1)
	go func() {
		n, err := i.r.Read(buf)
		read <- result{n, err}
	}()
	select {
	case r := <-read:
		return copy(p, buf[:r.n]), r.err
	case <-i.ctx.Done():
		return 0, i.ctx.Err()
	}
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && info.Name() != os.DevNull
}

// run is the whole program: it runs one command and returns its exit code. What goes wrong is said on s.err.
func run(ctx context.Context, s streams, args []string) (code int) {
	lang := languageOf(args, os.Getenv)
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintln(s.err, locale.New(lang).Sentence(graph.Say("internal", "an error inside Trama, which is not your fault: {what}", graph.V{"what": firstLine(r)})))
			if os.Getenv("TRAMA_DEBUG") != "" {
				s.err.Write(debug.Stack())
			}
			code = exitCode(graph.Internal)
		}
	}()
	r := &session{streams: s, lang: lang}
	ctx = graph.WithRemarks(ctx, r.remark)
	root := r.commands()
	root.SetArgs(append([]string{}, args...)) // of nil cobra would take the arguments of the process
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	if text := locale.New(r.lang).Error(err); text != "" {
		if hint, ok := r.hint(ctx, err); ok {
			text += ": " + locale.New(r.lang).Sentence(hint)
		}
		fmt.Fprintln(s.err, text)
	}
	return exitCodeOf(err)
}

func firstLine(r any) string {
	line, _, _ := strings.Cut(fmt.Sprint(r), "\n")
	return line
}

// session is what all commands of a run have at hand: the streams and, once the flags are read, the settings.
type session struct {
	streams
	config.Config
	lang       string
	configFile string
	read       *graph.Graph // what the command has read, for hints
	remarked   sync.Map     // the remarks that were noted
}

// say returns the text in the language of the run. What a command line says of itself stands beside its flags, in both
// languages; sentences about networks are locale's.
func (s *session) say(italian, english string) string {
	if s.lang == "en" {
		return english
	}
	return italian
}

// load reads the settings; it runs before each command.
func (s *session) load(cmd *cobra.Command, _ []string) error {
	flag := func(name string) (string, bool) {
		f := cmd.Flags().Lookup(name)
		if f == nil || !f.Changed {
			return "", false
		}
		return f.Value.String(), true
	}
	var err error
	if s.Config, err = config.Load(flag, s.configFile); err != nil {
		return s.settingError(cmd, err)
	}
	s.lang = s.Lang
	return nil
}

// remark notes what a store has to say, once.
func (s *session) remark(what graph.Sentence) {
	if _, said := s.remarked.LoadOrStore(what.Text, true); !said {
		s.note([]graph.Sentence{what})
	}
}

// note writes a line for each sentence to the error stream, in the reader's language.
func (s *session) note(notes []graph.Sentence) {
	if s.Quiet {
		return
	}
	for _, text := range locale.New(s.lang).Sentences(notes) {
		fmt.Fprintln(s.err, text.Text)
	}
}
