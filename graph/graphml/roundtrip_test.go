package graphml_test

import "testing"

func TestWhatIsWrittenComesBack(t *testing.T) {
	t.Run("everything", func(t *testing.T) { checkRoundTrip(t, everything()) })
	t.Run("undirected", func(t *testing.T) { checkRoundTrip(t, undirected()) })
	t.Run("town", func(t *testing.T) { checkRoundTrip(t, town(100, 300)) })
}
