package pages

import (
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"trama/analysis"
	"trama/graph"
)

// whatIf shows what the ticked relations would change together: add=SOURCE,TARGET[,TYPE], repeated.
func (p *Pages) whatIf(c *gin.Context) {
	query := c.Request.URL.Query()
	var body struct {
		Add     []analysis.Relation `json:"add"`
		Remove  []analysis.Relation `json:"remove"`
		Without []string            `json:"without"`
	}
	for name, into := range map[string]*[]analysis.Relation{"add": &body.Add, "remove": &body.Remove} {
		for _, text := range query[name] {
			relation, err := relationOf(text)
			if err != nil {
				p.fail(c, err)
				return
			}
			*into = append(*into, relation)
		}
	}
	body.Without = query["without"]
	sent, err := json.Marshal(body)
	if err != nil {
		p.fail(c, err)
		return
	}
	asked := url.Values{"format": {"html"}}
	if at := query.Get("at"); at != "" {
		asked.Set("at", at)
	}
	p.asked(c, http.MethodPost, "/api/v1/networks/"+c.Param("network")+"/whatif", asked, sent)
}

// relationOf reads SOURCE,TARGET[,TYPE], quoted as in a table.
func relationOf(text string) (analysis.Relation, error) {
	items, err := graph.SplitList(text)
	if err != nil {
		return analysis.Relation{}, err
	}
	if len(items) < 2 || len(items) > 3 {
		return analysis.Relation{}, graph.Fail(graph.Usage, "pages.whatIf", graph.Say("bad_relation", "a relation is SOURCE,TARGET or SOURCE,TARGET,TYPE", nil))
	}
	r := analysis.Relation{Source: items[0], Target: items[1]}
	if len(items) == 3 {
		r.Type = items[2]
	}
	return r, nil
}
