// Package web holds what the pages are made of: templates, style sheet and icon, embedded in the program. It computes
// nothing and imports nothing of ours; render fills the templates, and handlers serves the pages.
package web

import (
	"embed"
	"io/fs"
)

//go:embed templates/*.html
var templates embed.FS

//go:embed styles/trama.css
var style string

// Templates returns the folder of html/template files.
func Templates() fs.FS {
	folder, err := fs.Sub(templates, "templates")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return folder
}

// Style returns the style sheet. Pages carry it inside, so that a page kept as a file stands on its own.
func Style() string { return style }
