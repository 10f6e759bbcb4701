package config

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
)

// DataFolder returns the folder of Trama's data of this user: $XDG_DATA_HOME/trama or ~/.local/share/trama, on macOS
// ~/Library/Application Support/trama, on Windows %LOCALAPPDATA%\trama. It makes none.
func DataFolder() (string, error) {
	home, _ := os.UserHomeDir()
	base := dataBase(runtime.GOOS, home, os.Getenv)
	if base == "" {
		return "", errors.New("this user has no data folder")
	}
	return filepath.Join(base, "trama"), nil
}

// dataBase returns the folder in which programs keep their data on a system, "" where none is known. A relative path in
// XDG_DATA_HOME is passed over, as the XDG Base Directory Specification asks.
func dataBase(system, home string, env func(string) string) string {
	switch system {
	case "windows":
		if local := env("LOCALAPPDATA"); local != "" {
			return local
		}
	case "darwin", "ios":
		if home != "" {
			return filepath.Join(home, "Library", "Application Support")
		}
	default:
		if xdg := env("XDG_DATA_HOME"); filepath.IsAbs(xdg) {
			return xdg
		}
		if home != "" {
			return filepath.Join(home, ".local", "share")
		}
	}
	return ""
}
