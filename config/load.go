package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/viper"
)

// Load returns the settings: of each the flag, where it was given, else the environment, else trama.yaml, else the
// default. flag returns the value of a flag and whether it was given. file is the value of --config; where it is empty,
// TRAMA_CONFIG names the file, else it is trama.yaml of the working folder, else that of the user's configuration
// folder, and it may be missing. Errors are *Error.
func Load(flag func(name string) (value string, given bool), file string) (Config, error) {
	v := viper.NewWithOptions(viper.KeyDelimiter("::"))
	if err := readFile(v, file); err != nil {
		return Config{}, err
	}
	c := Default()
	for _, s := range c.settings() {
		if err := v.BindEnv(s.name, Variable(s.name)); err != nil {
			return Config{}, err
		}
		if value, given := flag(s.name); given {
			v.Set(s.name, value)
		}
		if err := fill(v, s); err != nil {
			return Config{}, err
		}
	}
	if err := c.readPassword(); err != nil {
		return Config{}, err
	}
	return c, c.Validate()
}

// Variable returns the name of a setting in the environment.
func Variable(name string) string {
	return "TRAMA_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// fill puts the value of a setting where it goes. The error names the setting and never its value, which may be secret.
func fill(v *viper.Viper, s setting) error {
	if !v.IsSet(s.name) || v.Get(s.name) == "" {
		return nil
	}
	if err := v.UnmarshalKey(s.name, s.to); err != nil {
		return &Error{Code: "setting_value", Setting: s.name}
	}
	return nil
}

// readFile reads trama.yaml into v and refuses names that no setting has: a misspelt one would be passed over in silence.
func readFile(v *viper.Viper, file string) error {
	if file == "" {
		file = os.Getenv("TRAMA_CONFIG")
	}
	if file == "" {
		file = foundFile()
	}
	if file == "" {
		return nil
	}
	v.SetConfigFile(file)
	v.SetConfigType("yaml")
	if err := v.ReadInConfig(); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return &Error{Code: "settings_missing", Setting: file}
		}
		return &Error{Code: "settings_file", Setting: file}
	}
	known := Names()
	for _, key := range v.AllKeys() {
		name := strings.ReplaceAll(key, "_", "-")
		switch {
		case !slices.Contains(known, name):
			return &Error{Code: "setting_unknown", Setting: key}
		case name == passwordName:
			return &Error{Code: "setting_secret", Setting: key}
		case name != key:
			v.SetDefault(name, v.Get(key)) // below the environment, as all of the file is
		}
	}
	return nil
}

// foundFile returns the first trama.yaml that is there, "" where none is.
func foundFile() string {
	places := []string{"trama.yaml"}
	if folder, err := os.UserConfigDir(); err == nil {
		places = append(places, filepath.Join(folder, "trama", "trama.yaml"))
	}
	for _, place := range places {
		if info, err := os.Stat(place); err == nil && !info.IsDir() {
			return place
		}
	}
	return ""
}

// readPassword takes the password from its file where the environment does not give it. One line end is no part of it.
func (c *Config) readPassword() error {
	if c.Neo4j.Password != "" || c.Neo4j.PasswordFile == "" {
		return nil
	}
	text, err := os.ReadFile(c.Neo4j.PasswordFile)
	if err != nil {
		return &Error{Code: "password_file", Setting: "neo4j-password-file"}
	}
	c.Neo4j.Password = strings.TrimSuffix(strings.TrimSuffix(string(text), "\n"), "\r")
	return nil
}
