// Package render turns a result into text, CSV, JSON or HTML, the same for the command line, the API and the pages. It
// computes nothing: what it writes stands in the result, and the sentences come from locale.
//
// Every function renders into memory first and writes then, so that an error never leaves half a page. JSON, Text, CSV
// and HTML take any result; Viewed gives a page what it may show beside it. A result becomes a page (page.go) made of
// sections, figures and tables, which page_text.go puts on a terminal and page_html.go on paper, with the templates of
// package web. Start with formats.go, then report_page.go. What is drawn is in render/drawing; the pages that write are in
// render/desk, made of the same sections: ShellOf is the page of a result to which forms are added.
package render
