package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"trama/config"
	"trama/graph"
)

// exitCode is the one table from kinds of errors to exit codes.
func exitCode(kind graph.ErrorKind) int {
	switch kind {
	case graph.Usage:
		return 2
	case graph.Invalid:
		return 3
	case graph.NotFound:
		return 4
	case graph.Conflict:
		return 5
	case graph.Denied:
		return 6
	case graph.Unavailable:
		return 7
	case graph.TooLarge:
		return 8
	case graph.Interrupted:
		return 130
	}
	return 1
}

// exitCodeOf returns the exit code of an error.
func exitCodeOf(err error) int {
	if end, ok := errors.AsType[silent](err); ok {
		return exitCode(end.kind)
	}
	return exitCode(graph.KindOf(err))
}

// silent is the end of a command that has said all in its result: an exit code without a message.
type silent struct{ kind graph.ErrorKind }

// Error returns no message.
func (e silent) Error() string { return "" }

// usage returns the error of a command line that cannot be run.
func usage(code, english string, values graph.V) error {
	return graph.Fail(graph.Usage, "trama", graph.Say(code, english, values))
}

// flagOf returns a setting as it was given: with the dashes of a flag where it was one.
func (s *session) flagOf(cmd *cobra.Command, setting string) string {
	if f := cmd.Flags().Lookup(setting); f != nil && f.Changed {
		return dashed(setting)
	}
	return setting
}

// choices writes a list of values as in a sentence.
func (s *session) choices(values string) string {
	if i := strings.LastIndex(values, ", "); i >= 0 {
		return values[:i] + s.say(" o ", " or ") + values[i+2:]
	}
	return values
}

// settingError returns a setting's error with its kind.
func (s *session) settingError(cmd *cobra.Command, err error) error {
	var e *config.Error
	if !errors.As(err, &e) {
		return err
	}
	kind := graph.Usage
	if e.Code == "settings_missing" || e.Code == "password_file" {
		kind = graph.NotFound
	}
	e.Setting = s.flagOf(cmd, e.Setting)
	return graph.Fail(kind, "config", graph.Say(e.Code, config.Messages()[e.Code], graph.V{"setting": e.Setting, "values": s.choices(e.Values)}))
}
