package config

import (
	"path/filepath"
	"testing"
)

func TestDataFolderOfEachSystem(t *testing.T) {
	for _, c := range []struct {
		system, home, name, value, want string
	}{
		{"linux", "/home/anna", "", "", "/home/anna/.local/share"},
		{"linux", "/home/anna", "XDG_DATA_HOME", "/dati", "/dati"},
		{"linux", "/home/anna", "XDG_DATA_HOME", "dati", "/home/anna/.local/share"},
		{"freebsd", "/home/anna", "", "", "/home/anna/.local/share"},
		{"darwin", "/Users/anna", "XDG_DATA_HOME", "/dati", "/Users/anna/Library/Application Support"},
		{"windows", `C:\Users\anna`, "LOCALAPPDATA", `C:\Users\anna\AppData\Local`, `C:\Users\anna\AppData\Local`},
		{"linux", "", "", "", ""},
		{"darwin", "", "", "", ""},
		{"windows", "", "", "", ""},
	} {
		env := func(name string) string {
			if name == c.name {
				return c.value
			}
			return ""
		}
		if got := dataBase(c.system, c.home, env); filepath.ToSlash(got) != filepath.ToSlash(c.want) {
			t.Errorf("%s with %s=%q: %q, want %q", c.system, c.name, c.value, got, c.want)
		}
	}
}
