package pages

import (
	"github.com/gin-gonic/gin"

	"trama/analysis"
)

// What a plan is for where the page is asked for none, and how many relations it has where there is no goal.
const (
	firstGoal   = analysis.GoalConnected
	firstBudget = "5"
)

// plan shows a plan: the form of the page sends a goal, or none and how many relations.
func (p *Pages) plan(c *gin.Context) error {
	query := c.Request.URL.Query()
	switch budget := query.Get("budget"); {
	case !query.Has("goal") && budget == "":
		query.Set("goal", firstGoal)
	case query.Get("goal") != "":
		query.Del("budget") // the field stands beside the goals, and is left as it was
	case budget == "":
		query.Set("budget", firstBudget)
	}
	if query.Get("goal") == "" {
		query.Del("goal")
	}
	if query.Get("budget") == "" {
		query.Del("budget")
	}
	return p.asked(c, "plan", query, nil)
}
