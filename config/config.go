// Package config is the settings of the program: their defaults, where they are read from and what they may be. It is
// the only package that knows viper. A setting is a flag, TRAMA_… in the environment and a key of trama.yaml, and the
// first of these that says something counts.
//
// It knows nothing else of Trama: cmd/trama copies what the stores and the service need by hand. Start with Config, then
// Load.
package config

import (
	"net"
	"path/filepath"
	"slices"
	"strings"
)

// Config is all settings. Their names are in fields.
type Config struct {
	Store        string // sqlite:PATH, neo4j://…, neo4j+s://…, bolt://…
	Network      string // the network read where no source is named
	Addr         string // HOST:PORT of the service; port 0 takes a free one
	Lang         string // it or en
	Format       string // what a command prints: text, json, csv or html
	Author       string // of commits; "": the system's user
	Seed         int64
	Limit        *int // of a result's lists, 0 = all; nil: the command's own
	Exact        bool
	Quiet        bool
	InsecureOpen bool     // lets the service listen beyond loopback without accounts
	ReadOnly     bool     // the service answers and writes nothing
	Hosts        []string // more names by which the service may be called
	Neo4j        Neo4j
	Limits       Limits
}

// Neo4j is how to sign in there. No flag holds it, since other users of a machine see flags.
type Neo4j struct {
	User         string
	Password     string // from the environment only
	PasswordFile string
}

// Limits bound what is read.
type Limits struct {
	Value    int64 // bytes of a value
	NodeID   int64 // bytes of a node's id
	EdgeID   int64 // bytes of an edge's id
	Depth    int64 // levels of XML
	Members  int64 // of an archive
	Unpacked int64 // bytes of an archive's members together
	Request  int64 // bytes of a request
}

// setting is the name of a flag and key, and where its value goes. In the environment the name is upper case, with "_"
// for "-", after TRAMA_.
type setting struct {
	name string
	to   any
}

func (c *Config) settings() []setting {
	return []setting{
		{"store", &c.Store}, {"network", &c.Network}, {"addr", &c.Addr}, {"lang", &c.Lang}, {"format", &c.Format},
		{"author", &c.Author}, {"seed", &c.Seed}, {"limit", &c.Limit}, {"exact", &c.Exact}, {"quiet", &c.Quiet},
		{"insecure-open", &c.InsecureOpen}, {"read-only", &c.ReadOnly}, {"hosts", &c.Hosts},
		{"neo4j-user", &c.Neo4j.User}, {passwordName, &c.Neo4j.Password}, {"neo4j-password-file", &c.Neo4j.PasswordFile},
		{"limit-value", &c.Limits.Value}, {"limit-node-id", &c.Limits.NodeID}, {"limit-edge-id", &c.Limits.EdgeID},
		{"limit-depth", &c.Limits.Depth}, {"limit-members", &c.Limits.Members},
		{"limit-unpacked", &c.Limits.Unpacked}, {"limit-request", &c.Limits.Request},
	}
}

const passwordName = "neo4j-password"

// Names returns the names of all settings, in the order of Config.
func Names() []string {
	var c Config
	var names []string
	for _, s := range c.settings() {
		names = append(names, s.name)
	}
	return names
}

// Default returns the settings where nothing is said. Store is empty on a machine where no data folder is known.
func Default() Config {
	c := Config{
		Addr: "127.0.0.1:8080", Lang: "it", Format: "text", Seed: 1,
		Limits: Limits{Value: 1 << 20, NodeID: 1024, EdgeID: 8192, Depth: 256, Members: 64, Unpacked: 4 << 30, Request: 256 << 20},
	}
	if folder, err := DataFolder(); err == nil {
		c.Store = "sqlite:" + filepath.Join(folder, "trama.db")
	}
	return c
}

// Languages returns the values that lang may have.
func Languages() []string { return []string{"it", "en"} }

// Formats returns the values that format may have.
func Formats() []string { return []string{"text", "json", "csv", "html"} }

// Error says which setting cannot be taken and why. Code and the fields are for a catalogue of messages, Error is
// English.
type Error struct {
	Code    string // one of Messages
	Setting string // the name of a setting, or a file
	Values  string // what it may be
}

// Error returns the message.
func (e *Error) Error() string {
	return strings.NewReplacer("{setting}", e.Setting, "{values}", e.Values).Replace(Messages()[e.Code])
}

// Messages returns the English message of each code, with {setting} and {values} to be filled.
func Messages() map[string]string {
	return map[string]string{
		"setting_choice":   "{setting} is one of {values}",
		"setting_value":    "{setting} has a value that does not fit",
		"setting_address":  "{setting} is HOST:PORT, as 127.0.0.1:8080",
		"setting_low":      "{setting} is at least {values}",
		"setting_unknown":  "{setting}: there is no such setting",
		"setting_secret":   "{setting} is read from the environment or from a file of its own, not from trama.yaml",
		"settings_file":    "{setting} is not a file of settings that can be read",
		"settings_missing": "{setting}: there is no such file",
		"password_file":    "{setting} names a file that cannot be read",
	}
}

// Validate returns an *Error for the first setting that cannot be taken.
func (c Config) Validate() error {
	if !slices.Contains(Languages(), c.Lang) {
		return &Error{Code: "setting_choice", Setting: "lang", Values: strings.Join(Languages(), ", ")}
	}
	if !slices.Contains(Formats(), c.Format) {
		return &Error{Code: "setting_choice", Setting: "format", Values: strings.Join(Formats(), ", ")}
	}
	if _, port, err := net.SplitHostPort(c.Addr); err != nil || !portNumber(port) {
		return &Error{Code: "setting_address", Setting: "addr"}
	}
	if c.Limit != nil && *c.Limit < 0 {
		return &Error{Code: "setting_low", Setting: "limit", Values: "0"}
	}
	return c.Limits.validate()
}

func portNumber(text string) bool {
	n, err := net.LookupPort("tcp", text)
	return err == nil && n >= 0
}

func (l Limits) validate() error {
	c := Config{Limits: l}
	for _, s := range c.settings() {
		if n, isLimit := s.to.(*int64); isLimit && s.name != "seed" && *n < 1 {
			return &Error{Code: "setting_low", Setting: s.name, Values: "1"}
		}
	}
	return nil
}
