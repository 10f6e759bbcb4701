// Package web holds what the pages are made of: templates, style sheet, script and icon, embedded in the program. It computes
// nothing and imports nothing of ours; render fills the templates, and handlers serves the pages.
package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
)

//go:embed templates/*.html
var templates embed.FS

//go:embed styles/trama.css
var style string

//go:embed scripts/drawing.js
var script string

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

// Script returns the script of the drawings, without which they are all there, only not to come nearer to. A page that stands on
// its own carries it inside.
func Script() string { return script }

// ScriptPath returns the address of the script on a service: another one for each version of it.
func ScriptPath() string {
	sum := sha256.Sum256([]byte(script))
	return "/drawing-" + hex.EncodeToString(sum[:6]) + ".js"
}
