package gap

import (
	"slices"
	"testing"

	"trama/graph"
)

// codes are those that suggestions, their cautions, plans and the notes of a network may say, each with the names of its
// values. a, b, actor, need and the like are labels; counts are whole numbers; steps, metres and sizes too; times is how many
// times a reason multiplies the odds. Lists of labels are one text, joined by ", ".
func codes() map[string][]string {
	return map[string][]string{
		// reasons: what the relation would do
		"joins_pieces":         {"a", "b", "rank_a", "rank_b", "size_a", "size_b", "label_a", "label_b", "pairs"},
		"ends_isolation":       {"actor", "other"},         // the actor has no relation yet
		"ends_both_isolations": {"a", "b"},                 // neither has
		"second_way":           {"bridges", "a", "b"},      // relations that are the only way no more, and the ends of one of them
		"relieves":             {"points", "actor"},        // actors on whom all depends no more, and one of them
		"shortens":             {"a", "b", "steps"},        // the two are so many steps apart
		"covers_need":          {"need", "area", "people"}, // area "" and people 0 where not known
		"service_alone":        {"service"},                // no organization offers it
		"action_unhosted":      {"action"},                 // no place hosts it
		"expectation":          {"asks", "asked", "what"},  // what may be ""
		// reasons: why it is plausible
		"common_partners":  {"count", "partners", "times"}, // partners: the first three
		"paths_of_three":   {"count", "times"},             // a partner of one and a partner of the other are partners
		"shared_need":      {"needs", "count", "times"},
		"shared_tags":      {"tags", "count", "times"},
		"shared_lines":     {"lines", "count", "times"},
		"same_area":        {"area", "times"},
		"same_km2":         {"metres", "times"}, // at most 1,000 apart
		"same_sector":      {"sector", "times"}, // the value: administration, third_sector …
		"shared_attribute": {"attribute", "value", "times"},
		"plausible":        {"lift"}, // times as plausible as a pair at random
		// cautions
		"leans_on_contested": {"a", "b", "type"}, // a contested relation that a reason rests on
		"one_person_only":    {"actor"},          // only this one could introduce them, or joins them
		"nobody_knows_both":  {},
		"has_left":           {"actor", "until"}, // who was there until a day before today
		"little_data":        {"relations"},      // too few relations to learn from
		"was_retired":        {"a", "b"},         // such a relation was there and is retired
		"prior_only":         {},                 // plausibility is a stated prior, not learned
		"nothing_in_common":  {},                 // neither area nor tags nor lines say that the answer fits the need
		// notes of networks and plans
		"sampled_effects":    {"samples", "nodes", "seed"},
		"learned_too_little": {"relations"},
		"plan_needs_unfit":   {"count"},                 // needs, where nothing that could answer them counts
		"plan_needs_spoken":  {"count"},                 // needs for which the table has contested or turned down all that could answer them
		"plan_two_nodes":     {"nodes"},                 // so few nodes cannot be made robust
		"plan_catalogue":     {"count"},                 // actors or pieces that nothing which may be proposed joins to the rest
		"plan_dearer":        {"count", "lower_bound"},  // more relations than the bound, since some pairs are forbidden
		"plan_cut_short":     {"shown", "count"},        // introducers and effects stand for the first ones only
		"plan_part":          {"count", "all", "goal"},  // so many of the relations that reach a goal
		"plan_loads":         {"most", "names", "more"}, // who gets more new relations than most, with how many
		"plan_kept_apart":    {"pieces", "times"},       // a budget that joins no pieces: its first brings so many times the best that would
	}
}

// checkCode fails where a sentence has another code than those, or other values than go with it.
func checkCode(t *testing.T, what string, s graph.Sentence) {
	t.Helper()
	names, known := codes()[s.Code]
	if !known || s.Text != "" {
		t.Errorf("%s: code %q, text %q", what, s.Code, s.Text)
	}
	for _, name := range names {
		if _, there := s.Values[name]; !there {
			t.Errorf("%s: %s lacks %s", what, s.Code, name)
		}
	}
	for name := range s.Values {
		if !slices.Contains(names, name) {
			t.Errorf("%s: %s has %s, which is not listed", what, s.Code, name)
		}
	}
}
