package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trama/config"
)

// load runs Load in an empty folder, with the flags and the text of trama.yaml.
func load(t *testing.T, flags map[string]string, yaml string) (config.Config, error) {
	t.Helper()
	folder := t.TempDir()
	t.Chdir(folder)
	t.Setenv("XDG_CONFIG_HOME", folder)
	t.Setenv("HOME", folder)
	t.Setenv("XDG_DATA_HOME", "/dati")
	if yaml != "" {
		if err := os.WriteFile("trama.yaml", []byte(yaml), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return config.Load(func(name string) (string, bool) { v, ok := flags[name]; return v, ok }, "")
}

// codeOf returns the code of a *config.Error, "" of any other error.
func codeOf(err error) string {
	var e *config.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func mustLoad(t *testing.T, flags map[string]string, yaml string) config.Config {
	t.Helper()
	c, err := load(t, flags, yaml)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The credentials of a server that other tests use are no settings of these.
func TestMain(m *testing.M) {
	for _, name := range config.Names() {
		os.Unsetenv(config.Variable(name))
	}
	os.Exit(m.Run())
}

func TestFlagThenEnvironmentThenFileThenDefault(t *testing.T) {
	if c := mustLoad(t, nil, ""); c.Lang != "it" || c.Seed != 1 || c.Addr != "127.0.0.1:8080" || c.Format != "text" {
		t.Errorf("defaults %+v", c)
	}
	if c := mustLoad(t, nil, "seed: 2\nlang: en\n"); c.Seed != 2 || c.Lang != "en" {
		t.Errorf("file: seed %d lang %s", c.Seed, c.Lang)
	}
	t.Setenv("TRAMA_SEED", "3")
	if c := mustLoad(t, nil, "seed: 2\n"); c.Seed != 3 {
		t.Errorf("environment over file: seed %d", c.Seed)
	}
	if c := mustLoad(t, map[string]string{"seed": "4"}, "seed: 2\n"); c.Seed != 4 {
		t.Errorf("flag over environment: seed %d", c.Seed)
	}
}

func TestEverySettingIsReadFromEnvironmentAndFile(t *testing.T) {
	values := map[string]string{"lang": "en", "format": "json", "addr": "127.0.0.1:9", "exact": "true", "quiet": "true", "insecure-open": "true", "read-only": "true"}
	for _, name := range config.Names() {
		if name == "neo4j-password" || name == "neo4j-password-file" {
			continue
		}
		value := values[name]
		if value == "" {
			value = "7"
		}
		t.Run(name, func(t *testing.T) {
			before := mustLoad(t, nil, "")
			fromFile := mustLoad(t, nil, name+": "+value+"\n")
			t.Setenv(config.Variable(name), value)
			fromEnvironment := mustLoad(t, nil, "")
			if same(before, fromFile) || !same(fromFile, fromEnvironment) {
				t.Errorf("default %+v\nfile %+v\nenvironment %+v", before, fromFile, fromEnvironment)
			}
		})
	}
}

func same(a, b config.Config) bool {
	if (a.Limit == nil) != (b.Limit == nil) || a.Limit != nil && *a.Limit != *b.Limit {
		return false
	}
	return a.Store == b.Store && a.Network == b.Network && a.Addr == b.Addr && a.Lang == b.Lang && a.Format == b.Format &&
		a.Author == b.Author && a.Seed == b.Seed && a.Exact == b.Exact && a.Quiet == b.Quiet &&
		a.InsecureOpen == b.InsecureOpen && a.ReadOnly == b.ReadOnly && slices.Equal(a.Hosts, b.Hosts) && a.Neo4j == b.Neo4j && a.Limits == b.Limits
}

func TestUnderscoresInFileMeanHyphens(t *testing.T) {
	if c := mustLoad(t, nil, "limit_members: 5\n"); c.Limits.Members != 5 {
		t.Errorf("members %d", c.Limits.Members)
	}
	t.Setenv("TRAMA_LIMIT_MEMBERS", "6")
	if c := mustLoad(t, nil, "limit_members: 5\n"); c.Limits.Members != 6 {
		t.Errorf("the environment comes first: members %d", c.Limits.Members)
	}
}

func TestHostsAreAListEverywhere(t *testing.T) {
	want := []string{"rete.comune.it", "trama.local"}
	for _, c := range []config.Config{
		mustLoad(t, nil, "hosts: [rete.comune.it, trama.local]\n"),
		mustLoad(t, map[string]string{"hosts": "rete.comune.it,trama.local"}, ""),
	} {
		if !slices.Equal(c.Hosts, want) {
			t.Errorf("hosts %q", c.Hosts)
		}
	}
}

func TestLimitOfNoughtIsNotTheDefault(t *testing.T) {
	if c := mustLoad(t, nil, ""); c.Limit != nil {
		t.Errorf("limit %v where nothing is said", *c.Limit)
	}
	if c := mustLoad(t, map[string]string{"limit": "0"}, ""); c.Limit == nil || *c.Limit != 0 {
		t.Errorf("limit %v", c.Limit)
	}
	if c := mustLoad(t, nil, "limit-depth: 1\nlimit-value: 1\n"); c.Limits.Depth != 1 || c.Limits.Value != 1 {
		t.Errorf("the least limits: %+v", c.Limits)
	}
}

func TestWrongSettingsAreNamed(t *testing.T) {
	for _, c := range []struct{ yaml, code, setting string }{
		{"lang: fr\n", "setting_choice", "lang"},
		{"format: pdf\n", "setting_choice", "format"},
		{"seed: molti\n", "setting_value", "seed"},
		{"limit: x\n", "setting_value", "limit"},
		{"limit: -1\n", "setting_low", "limit"},
		{"quiet: forse\n", "setting_value", "quiet"},
		{"limit-depth: 0\n", "setting_low", "limit-depth"},
		{"addr: qui\n", "setting_address", "addr"},
		{"addr: 127.0.0.1:porta\n", "setting_address", "addr"},
		{"stor: sqlite:x\n", "setting_unknown", "stor"},
		{"neo4j-password: segreto\n", "setting_secret", "neo4j-password"},
		{"lang: [\n", "settings_file", "trama.yaml"},
	} {
		_, err := load(t, nil, c.yaml)
		if codeOf(err) != c.code {
			t.Errorf("%q: error %v, want code %s", c.yaml, err, c.code)
			continue
		}
		if e := err.(*config.Error); e.Setting != c.setting {
			t.Errorf("%q: names %q, want %q", c.yaml, e.Setting, c.setting)
		}
		if config.Messages()[c.code] == "" {
			t.Errorf("%s has no message", c.code)
		}
	}
}

func TestFileNamedMustBeThere(t *testing.T) {
	none := func(string) (string, bool) { return "", false }
	if _, err := config.Load(none, filepath.Join(t.TempDir(), "no.yaml")); codeOf(err) != "settings_missing" {
		t.Errorf("error %v", err)
	}
	named := filepath.Join(t.TempDir(), "other.yaml")
	if err := os.WriteFile(named, []byte("seed: 9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TRAMA_CONFIG", named)
	if c := mustLoad(t, nil, "seed: 2\n"); c.Seed != 9 {
		t.Errorf("TRAMA_CONFIG is not read: seed %d", c.Seed)
	}
}

func TestPasswordComesFromEnvironmentOrItsFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte("s3 greto \r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TRAMA_NEO4J_PASSWORD_FILE", file)
	if c := mustLoad(t, nil, ""); c.Neo4j.Password != "s3 greto " {
		t.Errorf("password %q", c.Neo4j.Password)
	}
	t.Setenv("TRAMA_NEO4J_PASSWORD", "altro")
	if c := mustLoad(t, nil, ""); c.Neo4j.Password != "altro" {
		t.Errorf("password %q", c.Neo4j.Password)
	}
	t.Setenv("TRAMA_NEO4J_PASSWORD", "")
	t.Setenv("TRAMA_NEO4J_PASSWORD_FILE", file+".no")
	if _, err := load(t, nil, ""); codeOf(err) != "password_file" {
		t.Errorf("error %v", err)
	}
}

func TestErrorsAreFilledAndNameNoValue(t *testing.T) {
	for code := range config.Messages() {
		text := (&config.Error{Code: code, Setting: "addr", Values: "a, b"}).Error()
		if !strings.Contains(text, "addr") || strings.ContainsAny(text, "{}") {
			t.Errorf("%s: %q", code, text)
		}
	}
	t.Setenv("TRAMA_SEED", "parola-segreta")
	if _, err := load(t, nil, ""); err == nil || strings.Contains(err.Error(), "segreta") {
		t.Errorf("error %v", err)
	}
}

func TestFileOfTheUsersFolderIsReadWhereThereIsNoneHere(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", folder)
	t.Setenv("HOME", folder)
	theirs, err := os.UserConfigDir()
	if err != nil {
		t.Skip("no folder of settings here")
	}
	if err := os.MkdirAll(filepath.Join(theirs, "trama"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(theirs, "trama", "trama.yaml"), []byte("seed: 4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	here := t.TempDir()
	t.Chdir(here)
	none := func(string) (string, bool) { return "", false }
	if c, err := config.Load(none, ""); err != nil || c.Seed != 4 {
		t.Errorf("seed %d, %v", c.Seed, err)
	}
	if err := os.WriteFile("trama.yaml", []byte("lang: en\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := config.Load(none, ""); err != nil || c.Seed != 1 || c.Lang != "en" {
		t.Errorf("the file here comes first: seed %d, lang %s, %v", c.Seed, c.Lang, err)
	}
}

func TestAddressesThatAreTaken(t *testing.T) {
	for addr, ok := range map[string]bool{
		"127.0.0.1:8080": true, "localhost:0": true, "[::1]:80": true, ":8080": true, "127.0.0.1": false, "127.0.0.1:": true,
		"127.0.0.1:99999": false, "127.0.0.1:-1": false, "::1:80": false,
	} {
		c := config.Default()
		c.Addr = addr
		if err := c.Validate(); (err == nil) != ok {
			t.Errorf("%q: %v", addr, err)
		}
	}
}

func TestDefaultsAreValid(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", "/dati")
	c := config.Default()
	if err := c.Validate(); err != nil {
		t.Error(err)
	}
	if folder, err := config.DataFolder(); err != nil || c.Store != "sqlite:"+filepath.Join(folder, "trama.db") {
		t.Errorf("store %q", c.Store)
	}
	if len(config.Languages()) != 2 || len(config.Formats()) != 4 {
		t.Errorf("%v, %v", config.Languages(), config.Formats())
	}
}

func TestEmptyValuesAreNone(t *testing.T) {
	t.Setenv("TRAMA_SEED", "")
	t.Setenv("TRAMA_LANG", "")
	if c := mustLoad(t, map[string]string{"author": ""}, "seed: 3\nlimit: ''\nquiet: \"\"\nlimit-depth:\n"); c.Seed != 3 || c.Limit != nil || c.Quiet || c.Limits.Depth != 256 || c.Lang != "it" || c.Author != "" {
		t.Errorf("%+v", c)
	}
}
