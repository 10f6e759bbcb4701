package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"trama/config"
	"trama/graph"
)

// commands returns the command line: the root and, in the order of the help, all commands.
func (s *session) commands() *cobra.Command {
	root := s.rootCommand()
	for _, group := range s.groups() {
		root.AddGroup(&cobra.Group{ID: group.id, Title: group.title})
		for _, cmd := range group.commands {
			cmd.GroupID = group.id
			root.AddCommand(cmd)
		}
	}
	s.dress(root)
	return root
}

type group struct {
	id, title string
	commands  []*cobra.Command
}

func (s *session) groups() []group {
	return []group{
		{"analysis", s.say("Leggere una rete:", "Reading a network:"), []*cobra.Command{
			s.reportCommand(), s.missingCommand(), s.planCommand(), s.whatIfCommand(), s.metricsCommand(), s.scoreCommand(), s.backtestCommand(),
		}},
		{"files", s.say("I file:", "Files:"), []*cobra.Command{s.convertCommand(), s.checkCommand()}},
		{"store", s.say("L'archivio:", "The store:"), []*cobra.Command{
			s.importCommand(), s.exportCommand(), s.changeCommand(), s.networksCommand(), s.historyCommand(), s.snapshotCommand(),
			s.compareCommand(), s.undoCommand(), s.backupCommand(), s.reconcileCommand(), s.eraseCommand(), s.deleteCommand(),
		}},
		{"table", s.say("Il tavolo:", "The table:"), []*cobra.Command{
			s.meetingCommand(), s.attendCommand(), s.inviteCommand(), s.validateCommand(), s.needCommand(), s.answerCommand(), s.voteCommand(),
			s.expectCommand(), s.takeCommand(), s.declineCommand(), s.postponeCommand(), s.commitCommand(), s.minutesCommand(),
		}},
		{"service", s.say("Il servizio:", "The service:"), []*cobra.Command{s.demoCommand(), s.serveCommand(), s.benchCommand(), s.versionCommand()}},
	}
}

func (s *session) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "trama",
		Short: s.say("Dove una rete è a pezzi e quali relazioni mancano", "Where a network is in pieces and which relations are missing"),
		Long: s.say(`Trama legge la rete di un territorio: persone, servizi, organizzazioni, luoghi e azioni.
Dice dove è a pezzi, quali relazioni mancano e perché, e che cosa cambierebbe ognuna.
Senza comando apre le pagine nel browser.

Ogni impostazione è un'opzione, TRAMA_… nell'ambiente (TRAMA_STORE) o una riga di trama.yaml (store: …), in quest'ordine.
Ciò che si legge ha dei limiti: --limit-value, --limit-node-id, --limit-edge-id, --limit-depth, --limit-members,
--limit-unpacked, --limit-request.`, `Trama reads the network of a town: people, services, organizations, places and actions.
It says where it is in pieces, which relations are missing and why, and what each would change.
Without a command it opens its pages in the browser.

Every setting is a flag, TRAMA_… in the environment (TRAMA_STORE) or a line of trama.yaml (store: …), in this order.
What is read has limits: --limit-value, --limit-node-id, --limit-edge-id, --limit-depth, --limit-members,
--limit-unpacked, --limit-request.`),
		Example: s.say(`  trama demo
  trama report nodi.csv relazioni.csv
  trama missing nodi.csv relazioni.csv --limit 10`, `  trama demo
  trama report nodes.csv edges.csv
  trama missing nodes.csv edges.csv --limit 10`),
		SilenceErrors: true, SilenceUsage: true,
		PersistentPreRunE: s.load,
		Args:              noCommand,
		RunE:              func(cmd *cobra.Command, _ []string) error { return s.serveAlone(cmd.Context()) },
	}
	f := root.PersistentFlags()
	def := config.Default()
	f.StringVar(&s.configFile, "config", "", s.say("`FILE` delle impostazioni (altrimenti trama.yaml)", "`FILE` of settings (else trama.yaml)"))
	f.String("store", "", s.say("`ARCHIVIO`: sqlite:FILE, neo4j://…, bolt://… (altrimenti nella cartella dei dati dell'utente)", "`STORE`: sqlite:FILE, neo4j://…, bolt://… (else in the user's data folder)"))
	f.String("lang", def.Lang, s.say("lingua: `LINGUA` it o en", "language: `LANG` it or en"))
	f.Bool("quiet", false, s.say("tace tutto ciò che non è risultato o errore", "says nothing but results and errors"))
	f.BoolP("help", "h", false, s.say("questo aiuto", "this help"))
	s.limitFlags(f)
	return root
}

func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Root().Commands() {
		names = append(names, c.Name())
	}
	if near := graph.Nearest(args[0], names); near != "" {
		return usage("unknown_command_near", "there is no command {command}: perhaps {near}?", graph.V{"command": args[0], "near": near})
	}
	return usage("unknown_command", "there is no command {command}; trama --help lists them", graph.V{"command": args[0]})
}

// noArguments refuses arguments of a command that has none.
func (s *session) noArguments(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usage("too_many_arguments", "this command takes no arguments, only flags", nil)
}

// arguments refuses any other number of arguments.
func (s *session) arguments(n int, code, english string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		return usage(code, english, nil)
	}
}

// dress sets what all commands share: help in the reader's language, and errors of flags as our own.
func (s *session) dress(root *cobra.Command) {
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetIn(s.in)
	root.SetFlagErrorFunc(flagError)
	root.SetUsageTemplate(s.usageTemplate())
	root.InitDefaultHelpCmd()
	root.DisableFlagsInUseLine = true
	for _, cmd := range root.Commands() {
		cmd.DisableFlagsInUseLine = true
		if cmd.Name() == "help" {
			cmd.Use = s.say("help [COMANDO]", "help [COMMAND]")
			cmd.Short = s.say("Aiuto su un comando", "Help about a command")
			cmd.Long = ""
			cmd.Hidden = true
		}
	}
}

// flagError returns what is wrong with a flag, without its value.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		if near := nearestFlag(cmd, unknown.GetSpecifiedName()); near != "" {
			return usage("unknown_flag_near", "there is no flag {flag}: perhaps {near}?", graph.V{"flag": dashed(unknown.GetSpecifiedName()), "near": dashed(near)})
		}
		return usage("unknown_flag", "there is no flag {flag}", graph.V{"flag": dashed(unknown.GetSpecifiedName())})
	case errors.As(err, &missing):
		return usage("flag_without_value", "{flag} needs a value", graph.V{"flag": dashed(missing.GetSpecifiedName())})
	case errors.As(err, &invalid):
		values := graph.V{"flag": dashed(invalid.GetFlag().Name), "value": invalid.GetValue()}
		if kind := invalid.GetFlag().Value.Type(); strings.HasPrefix(kind, "int") || strings.HasPrefix(kind, "uint") || kind == "float64" {
			return usage("flag_wants_number", "{flag}: “{value}” does not fit: a number is wanted", values)
		}
		return usage("flag_value", "{flag}: “{value}” does not fit", values)
	}
	return usage("bad_flags", "the flags cannot be read", nil)
}

// nearestFlag returns the flag of a command that a name was probably meant for.
func nearestFlag(cmd *cobra.Command, name string) string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	return graph.Nearest(name, names)
}

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// languageOf returns the language in which the command line speaks before its flags are read: that of --lang, else of
// TRAMA_LANG, else Italian.
func languageOf(args []string, env func(string) string) string {
	lang := env("TRAMA_LANG")
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			lang = value
		} else if arg == "--lang" && i+1 < len(args) {
			lang = args[i+1]
		}
	}
	if lang == "en" {
		return "en"
	}
	return "it"
}

// usageTemplate is cobra's own, said in the reader's language.
func (s *session) usageTemplate() string {
	return strings.NewReplacer("Uso", s.say("Uso", "Usage"), "Esempio", s.say("Esempio", "Example"),
		"Opzioni comuni", s.say("Opzioni comuni", "Common flags"), "Opzioni", s.say("Opzioni", "Flags"),
		"[opzioni]", s.say("[opzioni]", "[flags]"), "[comando]", s.say("[comando]", "[command]"),
		"Di più su un comando", s.say("Di più su un comando", "More about a command")).Replace(usageTemplate)
}

const usageTemplate = `Uso:{{if .Runnable}}
  {{.UseLine}} [opzioni]{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} [comando]{{end}}{{if .HasExample}}

Esempio:
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}{{$cmds := .Commands}}{{range $group := .Groups}}

{{.Title}}{{range $cmds}}{{if and (eq .GroupID $group.ID) .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Opzioni:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Opzioni comuni:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

Di più su un comando: {{.CommandPath}} [comando] --help{{end}}
`
