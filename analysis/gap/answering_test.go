package gap

import "testing"

// What an answer has in common with a need is a bit each: area, a tag, a line. An empty area is none.
func TestWhatAnAnswerHasInCommonWithANeed(t *testing.T) {
	need := &profile{area: 1, tags: []int{2, 3}, lines: []int{4}}
	for _, c := range []struct {
		giver profile
		want  common
	}{
		{profile{}, 0}, {profile{area: 1}, 1}, {profile{area: 2}, 0}, {profile{tags: []int{9, 3}}, 2}, {profile{lines: []int{4, 2}}, 4}, {profile{lines: []int{2}}, 0},
		{profile{1, []int{2}, []int{4}}, 7},
	} {
		if got := c.giver.shares(need); got != c.want || need.shares(&c.giver) != c.want {
			t.Errorf("%+v: %b, want %b", c.giver, got, c.want)
		}
	}
	if none := (&profile{}).shares(&profile{}); none != 0 {
		t.Errorf("two without anything share %b", none)
	}
}
