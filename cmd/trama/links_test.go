package main

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	aLink       = regexp.MustCompile(`<a ([^>]*)>`)
	aHref       = regexp.MustCompile(`href="([^"]*)"`)
	aGet        = regexp.MustCompile(`(?s)<form [^>]*method="get" action="([^"]*)">(.*?)</form>`)
	forCommands = regexp.MustCompile(`.{0,60}(\btrama [a-z]+|[ («]--[a-z]).{0,60}`)
	aGiven      = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)
	anID        = regexp.MustCompile(`/(nodes|suggestions|edges)/[^/]+`)
)

// crawl follows the links of pages as a reader does.
type crawl struct {
	t       *testing.T
	host    string
	seen    map[string]bool
	alike   map[string]int // how many pages of a shape were looked at
	waiting []*url.URL
}

// alikeMost is how many pages that differ in nothing but the node or the pair that they are about are looked at.
const alikeMost = 1

// shape is an address without what makes pages alike differ.
func shape(at *url.URL) string {
	query := at.Query()
	var names []string
	for name := range query {
		names = append(names, name)
	}
	slices.Sort(names)
	return fmt.Sprint(anID.ReplaceAllString(at.EscapedPath(), "/$1/x"), names, query.Get("lang"), query.Get("at"), query.Get("goal"), query.Get("coordinator"))
}

func (c *crawl) add(at *url.URL) {
	key := *at
	key.Fragment = ""
	if c.seen[key.String()] || c.alike[shape(at)] >= alikeMost {
		return
	}
	c.seen[key.String()] = true
	c.alike[shape(at)]++
	c.waiting = append(c.waiting, &key)
}

// page asks for an address; what is no page comes back empty.
func (c *crawl) page(at *url.URL, from string) string {
	c.t.Helper()
	answer, err := http.Get(c.host + at.String())
	if err != nil {
		c.t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode >= 400 {
		c.t.Errorf("%s answers %d; %s leads there", at, answer.StatusCode, from)
	}
	if !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		return ""
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(text)
}

// advice looks for what only a command line can do: a browser has none.
func (c *crawl) advice(at *url.URL, page string) {
	_, body, _ := strings.Cut(page, "</style>")
	if said := forCommands.FindString(body); said != "" {
		c.t.Errorf("%s says %q", at, said)
	}
}

// links looks at what a page leads to: each link goes on in the language, and at the state, of the page.
func (c *crawl) links(at *url.URL, page string) {
	past := ""
	if i := strings.Index(page, `<div class="notice past"`); i >= 0 {
		past = html.UnescapeString(aHref.FindStringSubmatch(page[i:])[1])
	}
	for _, m := range aLink.FindAllStringSubmatch(page, -1) {
		href := aHref.FindStringSubmatch(m[1])
		if href == nil {
			continue
		}
		to, err := at.Parse(html.UnescapeString(href[1]))
		if err != nil {
			c.t.Errorf("%s has the link %q", at, href[1])
			continue
		}
		if strings.HasPrefix(href[1], "#") || to.Host != "" {
			continue
		}
		c.goesOn(at, to, strings.Contains(m[1], "hreflang"), to.String() == past)
		c.add(to)
	}
	for _, m := range aGet.FindAllStringSubmatch(page, -1) {
		to, err := at.Parse(html.UnescapeString(m[1]))
		if err != nil {
			c.t.Errorf("%s has a form for %q", at, m[1])
			continue
		}
		query := url.Values{}
		for _, in := range aGiven.FindAllStringSubmatch(m[2], -1) {
			query.Add(in[1], html.UnescapeString(in[2]))
		}
		to.RawQuery = query.Encode()
		c.goesOn(at, to, false, false)
	}
}

// goesOn fails where the language or the revision of a page is lost on the way to another.
func (c *crawl) goesOn(at, to *url.URL, language, now bool) {
	from, query := at.Query(), to.Query()
	if lang := query.Get("lang"); !language && lang != from.Get("lang") || language && lang == from.Get("lang") {
		c.t.Errorf("%s leads to %s: another language", at, to)
	}
	inNetwork := strings.HasPrefix(to.Path, "/networks/") || strings.HasPrefix(to.Path, "/api/v1/networks/")
	if !inNetwork || now || strings.HasSuffix(to.Path, "/compare") || leadsToItsCommits(at, to) {
		return
	}
	if query.Get("at") != from.Get("at") {
		c.t.Errorf("%s leads to %s: another state", at, to)
	}
}

// leadsToItsCommits tells whether a link of a history leads to the table as a commit left it; that of today has others too.
func leadsToItsCommits(at, to *url.URL) bool {
	if !strings.HasSuffix(at.Path, "/history") {
		return false
	}
	_, err := strconv.Atoi(to.Query().Get("at"))
	return at.Query().Get("at") == "" || strings.HasSuffix(to.Path, "/table") && err == nil
}

// TestEveryLinkLeadsSomewhere walks through all pages of the service over Valdora, in both languages, as the network is and
// as it was, by its revision and by its name.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	home(t)
	store := newStore(t)
	net := []string{"--network", "valdora", "--store", store}
	r := started(t, "demo", "--addr", "127.0.0.1:0", "--store", store)
	done(t, append([]string{"meeting", "--date", "2026-04-01", "--label", "Nuovo"}, net...)...)
	done(t, append([]string{"snapshot", "Primo & secondo", "--at", "1"}, net...)...)
	done(t, append([]string{"need", "--label", "Un orto"}, net...)...)
	for _, lang := range []string{"it", "en"} {
		for _, state := range []string{"", "1", "Primo & secondo"} {
			t.Run(lang+" "+state, func(t *testing.T) {
				c := &crawl{t: t, host: r.address, seen: map[string]bool{}, alike: map[string]int{}}
				query := url.Values{"lang": {lang}}
				if state != "" {
					query.Set("at", state)
				}
				start := "/networks/valdora"
				if state == "" {
					start = "/"
				}
				c.add(&url.URL{Path: start, RawQuery: query.Encode()})
				for looked := 0; len(c.waiting) > 0; looked++ {
					at := c.waiting[0]
					c.waiting = c.waiting[1:]
					if q := at.Query(); q.Get("lang") != lang || q.Get("at") != state || at.Path == "/" && looked > 0 {
						continue // another walk looks at these
					}
					page := c.page(at, "a page")
					c.links(at, page)
					c.advice(at, page)
				}
				t.Logf("%d addresses", len(c.seen))
			})
		}
	}
}
