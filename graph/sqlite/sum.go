package sqlite

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"trama/graph"
)

// sumOf returns the sum of a row that no digest is of: of a revision and of texts that stand in it.
func sumOf(at graph.Revision, texts ...string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d", at)
	for _, text := range texts {
		fmt.Fprintf(h, "\x00%d\x00%s", len(text), text)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// sumOfCommit returns the sum of a commit's row.
func sumOfCommit(c graph.Commit) string {
	return sumOf(c.Revision, c.Author, written(c.Time), c.Message)
}

// written returns a time as it stands in a row.
func written(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// checkSum returns an error where a row has another sum than it was written with. A row of an older version has none.
func checkSum(stored sql.NullString, at graph.Revision, texts ...string) error {
	if stored.Valid && stored.String != sumOf(at, texts...) {
		return errSum
	}
	return nil
}

// errSum is a row whose texts are not those that it was written with.
var errSum = errors.New("sqlite: the words of the history do not have their sum")
