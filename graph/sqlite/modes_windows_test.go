package sqlite_test

import "testing"

// asSomebody skips the test.
func asSomebody(t *testing.T) bool {
	t.Skip("modes of files are not Windows'")
	return true
}
