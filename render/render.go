// Package render turns a result into text, CSV, JSON or HTML, the same for the command line, the API and the pages. It
// computes nothing: what it writes stands in the result, and the sentences come from locale.
//
// Every function renders into memory first and writes then, so that an error never leaves half a page. Start with JSON
// and Localize, then the report: report_text.go for the terminal, report_html.go for paper.
package render
