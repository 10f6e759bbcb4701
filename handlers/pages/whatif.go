package pages

import (
	"cmp"
	"encoding/json"

	"github.com/gin-gonic/gin"

	"trama/analysis"
)

// whatIf shows what the ticked relations would change together: add=SOURCE,TARGET[,TYPE], repeated. What else the page
// was asked with, its lens first of all, is asked of the API.
func (p *Pages) whatIf(c *gin.Context) error {
	query := c.Request.URL.Query()
	var body struct {
		Add     []analysis.Relation `json:"add"`
		Remove  []analysis.Relation `json:"remove"`
		Without []string            `json:"without"`
	}
	var added, removed error
	body.Add, added = relationsNamed(query["add"])
	body.Remove, removed = relationsNamed(query["remove"])
	if err := cmp.Or(added, removed); err != nil {
		return err
	}
	body.Without = query["without"]
	sent, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return p.asked(c, "whatif", query, sent)
}

func relationsNamed(texts []string) ([]analysis.Relation, error) {
	var out []analysis.Relation
	for _, text := range texts {
		relation, err := analysis.RelationNamed(text)
		if err != nil {
			return nil, err
		}
		out = append(out, relation)
	}
	return out, nil
}
