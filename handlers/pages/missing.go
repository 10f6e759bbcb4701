package pages

import (
	"net/url"

	"github.com/gin-gonic/gin"
)

// missing shows the missing relations. Who fills in the form may name a node or a line by its name: the filters take ids.
func (p *Pages) missing(c *gin.Context) error {
	query := c.Request.URL.Query()
	for _, name := range []string{"involving", "line"} {
		if err := p.named(c, query, name); err != nil {
			return err
		}
	}
	return p.asked(c, "missing", query, nil)
}

// named replaces the values of a parameter that are the name of one node by its id.
func (p *Pages) named(c *gin.Context, query url.Values, parameter string) error {
	values := query[parameter]
	if len(values) == 0 || len(values) == 1 && values[0] == "" {
		return nil
	}
	s, err := p.sceneAt(c, c.Query("at"))
	if err != nil {
		return err
	}
	for i, value := range values {
		if id, one := s.src.Graph.NodeLabelled(value); one {
			values[i] = id
		}
	}
	return nil
}
